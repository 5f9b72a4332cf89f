"""What a database holds, asked of whatever database is being asked (``plans.services.other_database``)."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from plans.models import AuditHead, Office, StoredFile


@dataclass(frozen=True)
class Facts:
    """``files`` are the addresses of the files that rows name, each with its SHA-256."""

    office: str
    schema: tuple[str, ...]
    rows: dict[str, int]
    files: dict[str, str]
    audit_number: int
    audit_hash: str


def left_out() -> tuple[str, ...]:
    """Tables whose rows no backup takes along: who is logged in, and the cache."""
    models = (apps.get_model("sessions", "Session"), apps.get_model("usersessions", "UserSession"))
    return (*(model._meta.db_table for model in models), str(settings.CACHES["default"]["LOCATION"]))


def read_facts() -> Facts:
    """Everything the manifest tells of the database."""
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    files = StoredFile.objects.order_by("sha256").values_list("file", "sha256").distinct()
    return Facts(
        office=Office.objects.values_list("name", flat=True).first() or "",
        schema=applied_steps(),
        rows=count_rows(),
        files=dict(files.iterator()),
        audit_number=head.number,
        audit_hash=head.hash,
    )


def count_rows() -> dict[str, int]:
    """The rows of every table; those of the tables left out count as none."""
    without = left_out()
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            if table in without:
                found[table] = 0
                continue
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 (its own names)
            found[table] = int(cursor.fetchone()[0])
    return found


def applied_steps() -> tuple[str, ...]:
    """The migrations applied, as "plans.0001_initial"."""
    return tuple(sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()))


def known_steps() -> set[str]:
    """The migrations that this version of the software has."""
    loader = MigrationExecutor(connection).loader
    return {".".join(key) for key in loader.disk_migrations} | {
        ".".join(key) for migration in loader.disk_migrations.values() for key in migration.replaces
    }


def is_behind() -> bool:
    """Whether the database lacks migrations of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def kept_office() -> str:
    """The name of the office that the database holds; empty where nobody has begun with it."""
    tables = connection.introspection.table_names()
    if Office._meta.db_table not in tables:
        return ""
    with connection.cursor() as cursor:  # by hand: an older schema may lack columns
        cursor.execute(f"SELECT name FROM {Office._meta.db_table}")  # noqa: S608 (a constant)
        row = cursor.fetchone()
    if row is None:
        return ""
    return str(row[0]) or "cơ quan chưa đặt tên"
