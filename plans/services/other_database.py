"""Asking another database of the same kind through the same models, in this thread alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def asking(name: str) -> Iterator[None]:
    """Within, every question goes to the database ``name`` over a connection of its own; ours stays as it is."""
    mine = connections[DEFAULT_DB_ALIAS]
    settings: dict[str, Any] = {**mine.settings_dict, "NAME": name, "CONN_MAX_AGE": 0}
    if mine.vendor == "sqlite":  # a copy stays one file
        settings["OPTIONS"] = {key: value for key, value in settings["OPTIONS"].items() if key != "init_command"}
    other = type(mine)(settings, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = mine
        other.close()
