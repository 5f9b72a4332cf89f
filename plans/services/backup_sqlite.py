"""Copying and replacing an SQLite database while others use it: its online backup, both ways."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from plans.errors import DomainError
from plans.services.backup_facts import Facts, left_out, read_facts
from plans.services.other_database import asking

TRIES = 120  # a quarter of a second apart
_BUSY = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED


class SQLite:
    """The embedded database."""

    name, part, packed = "sqlite", "database.sqlite3", True

    @property
    def version(self) -> int:
        return sqlite3.sqlite_version_info[0]

    def copy(self, target: Path) -> Facts:
        """Copy the database as it is at one moment; people go on writing meanwhile."""
        with closing(sqlite3.connect(target)) as copy:
            _live().backup(copy, progress=_patience())
            copy.execute("PRAGMA journal_mode=DELETE")  # one file
            copy.execute("PRAGMA secure_delete=ON")
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in tables.intersection(left_out()):
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 (our own names)
            copy.commit()
        with asking(str(target)):
            return read_facts()

    @contextmanager
    def room(self, source: Path) -> Iterator[str | None]:
        """The database that ``source`` holds, to be asked and migrated before anything is replaced."""
        with closing(sqlite3.connect(source)) as copy:
            found = [line for (line,) in copy.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise DomainError(f"Cơ sở dữ liệu trong bản sao lưu hỏng: {found[0]}. Dùng bản khác.")
        yield str(source)

    def replace(self, room: str | None, source: Path, expected: dict[str, int]) -> None:  # noqa: ARG002 (both engines)
        """Put the restored database in place of ours: one transaction of SQLite's, which a crash undoes."""
        with closing(sqlite3.connect(room or source)) as restored:
            restored.backup(_live(), progress=_patience())
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _live() -> Any:
    """The connection of sqlite3 under Django's own."""
    connection.ensure_connection()
    return connection.connection


def _patience() -> Callable[[int, int, int], None]:
    """Watches over a copy: SQLite would wait for whoever writes without end."""
    tries = 0

    def watch(status: int, _left: int, _pages: int) -> None:
        nonlocal tries
        tries += status in _BUSY
        if tries > TRIES:
            raise DomainError(
                "Cơ sở dữ liệu đang bị chương trình khác giữ để ghi quá nửa phút. Dừng phần mềm (systemctl stop tdkt "
                "tdkt-scheduled.timer) rồi chạy lại."
            )

    return watch
