"""What the models cannot say: rows of the audit chain are never changed, and PostgreSQL searches by trigrams.

Written by hand; it outlives every renewal of ``0001_initial``.
"""

from django.db import migrations

AUDIT = "plans_auditentry"
SEARCHED = ("plans_plan", "plans_task", "plans_unit", "plans_person", "plans_issuedpaper")

SQLITE_GUARDS = [
    f"""CREATE TRIGGER audit_never_{act.lower()} BEFORE {act} ON {AUDIT}
        BEGIN SELECT RAISE(ABORT, 'rows of the audit chain are never changed'); END"""
    for act in ("UPDATE", "DELETE")
]
SQLITE_UNGUARD = [f"DROP TRIGGER IF EXISTS audit_never_{act}" for act in ("update", "delete")]

POSTGRES_GUARDS = [
    """CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'rows of the audit chain are never changed'; END $$""",
    f"""CREATE TRIGGER audit_never_changed BEFORE UPDATE OR DELETE ON {AUDIT}
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    f"""CREATE TRIGGER audit_never_truncated BEFORE TRUNCATE ON {AUDIT}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
]
POSTGRES_UNGUARD = [
    f"DROP TRIGGER IF EXISTS audit_never_changed ON {AUDIT}",
    f"DROP TRIGGER IF EXISTS audit_never_truncated ON {AUDIT}",
]

# The extension may be out of reach of the account; search then works without the index
_INDEXES = "\n".join(
    f"CREATE INDEX IF NOT EXISTS {table}_search_trgm ON {table} USING gin (search_key gin_trgm_ops);"
    for table in SEARCHED
)
POSTGRES_TRIGRAMS = f"""DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    {_INDEXES}
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: searching without an index';
END $$"""


def _run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def set_guards(apps, schema_editor):
    """Refuse every UPDATE and DELETE of audit rows, in the database itself."""
    _run(schema_editor, SQLITE_GUARDS if schema_editor.connection.vendor == "sqlite" else POSTGRES_GUARDS)


def lift_guards(apps, schema_editor):
    _run(schema_editor, SQLITE_UNGUARD if schema_editor.connection.vendor == "sqlite" else POSTGRES_UNGUARD)


def index_search(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _run(schema_editor, [POSTGRES_TRIGRAMS])


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [
        migrations.RunPython(set_guards, lift_guards),
        migrations.RunPython(index_search, migrations.RunPython.noop),
    ]
