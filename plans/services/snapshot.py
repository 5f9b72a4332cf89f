"""Reading the database as it stood at one moment, while others go on working."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """All questions within are answered from one state of the database; nothing may be written.

    SQLite reads beside the one who writes (its journal is a write-ahead log), once the transaction begins without
    asking for the lock of writing. Inside another transaction it is that one's state that is read.
    """
    own: Any = connection
    if own.in_atomic_block:
        yield
        return
    own.ensure_connection()
    mode = getattr(own, "transaction_mode", None)
    if own.vendor == "sqlite":
        own.transaction_mode = None
    try:
        with transaction.atomic():
            if own.vendor == "postgresql":
                with own.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if own.vendor == "sqlite":
            own.transaction_mode = mode
