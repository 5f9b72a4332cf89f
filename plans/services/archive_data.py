"""Rows as lines of JSON that both databases write alike and read back, and rows written from such lines.

A file is a JSON list with one row on each line, so that it is read and written row by row whatever its length.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, models
from django.db.models import sql
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from plans.models import User
from plans.services.archive_rows import Model, Selection, chunks, line_of

_chance = random.SystemRandom()


def columns_of(model: Model) -> list[str]:
    """The columns that are written, in the model's order."""
    line = line_of(model)
    assert line is not None  # noqa: S101 (only models with a line are asked for)
    dropped = {*line.secret, *([_key(model)] if line.keyless else [])}
    return [one.attname for one in model._meta.concrete_fields if one.attname not in dropped]


def row_lines(model: Model, chosen: Selection, columns: list[str] | None = None) -> Iterator[str]:
    """Each row as a line of JSON, by key; of a model without keys by what it says."""
    names = columns or columns_of(model)
    lines = (_line(names, row) for row in chosen.rows(model, *names))
    return iter(sorted(lines)) if _is_keyless(model) else lines


def as_file(lines: Iterable[str]) -> Iterator[bytes]:
    """The file of the lines, piece by piece."""
    start = b"["
    for part in chunks(lines):
        yield start + ("\n" + ",\n".join(part)).encode()
        start = b","
    yield b"[\n]\n" if start == b"[" else b"\n]\n"


def lines_of_file(pieces: Iterable[bytes]) -> Iterator[str]:
    """The lines of such a file."""
    for raw in pieces:
        text = raw.decode().strip().rstrip(",")
        if text not in ("[", "]", ""):
            yield text


def write_rows(model: Model, lines: Iterable[str], columns: list[str]) -> int:
    """Write rows as they were, with their keys; nothing is computed anew. Gives how many."""
    read = {name: _reader(model._meta.get_field(name)) for name in columns}
    fields = list(model._meta.concrete_fields)
    count = 0
    if _is_keyless(model):
        lines = list(lines)
        _chance.shuffle(lines)
    for part in chunks(lines):
        rows = []
        for line in part:
            values = json.loads(line)
            row = model(**{name: read[name](values[name]) for name in columns})
            rows.append(_without_password(row) if isinstance(row, User) else row)
        query = sql.InsertQuery(model)
        query.insert_values(fields, rows, raw=True)
        query.get_compiler(connection=connection).execute_sql()
        count += len(rows)
    return count


def _without_password(user: User) -> User:
    """An account into which nobody gets until an administrator sets a password."""
    user.password = make_password(None)
    return user


def _line(names: list[str], row: tuple[Any, ...]) -> str:
    values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """A value of a column as JSON has it: moments in universal time, whatever the database's zone."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def _reader(field: Any) -> Any:
    """What makes the value of a column of what JSON has."""
    kinds = {models.DateTimeField: parse_datetime, models.DateField: parse_date, models.TimeField: parse_time}
    parse = next((parse for kind, parse in kinds.items() if isinstance(field, kind)), None)
    if parse is None:
        return lambda value: value
    return lambda value: None if value is None else parse(value)


def _key(model: Model) -> str:
    return str(model._meta.pk.attname)


def _is_keyless(model: Model) -> bool:
    line = line_of(model)
    return line is not None and line.keyless
