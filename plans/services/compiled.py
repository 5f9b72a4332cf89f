"""Queries that Django puts into SQL once for the life of a process, and which then run with other keys.

What a page asks of the database takes a millisecond or less to run, and Django as long again to put into words, for a
UNION of a dozen SELECTs ten times as long: every time the same words. So such a query is built once, with keys that
stand for others (``STAND_INS``), and each run puts the real ones in their place, as parameters and never as text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import Expression

STAND_INS = range(-9_000_003, -9_000_000)  # no record has such a key, and no condition of ours such a number
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Compiled:
    """The SQL of a query, its parameters, and the columns it selects; for one kind of database (its ``vendor``)."""

    sql: str
    params: tuple[Any, ...]
    columns: Sequence[Expression]

    def run(self, keys: Mapping[int, int | None]) -> list[Any]:
        """The rows, with ``keys`` in the place of their stand-ins: one query, none where nothing can be found."""
        if not self.sql:
            return []
        params = [_key(param, keys) if isinstance(param, int) else param for param in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        return self._converted(rows) if rows else rows

    def _converted(self, rows: list[Any]) -> list[Any]:
        """The rows as Django gives them; each value that a column has, and most come often, is converted once."""
        found = list(self._converters())
        if not found:
            return rows
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, column, converters in found:
            values = {value: _convert(value, column, converters) for value in set(columns[place])}
            columns[place] = map(values.__getitem__, columns[place])
        return list(zip(*columns, strict=True))

    def _converters(self) -> Iterator[tuple[int, Expression, list[Any]]]:
        """What Django itself does to the values of each column, as the present connection wants it."""
        for place, column in enumerate(self.columns):
            if found := connection.ops.get_db_converters(column) + column.get_db_converters(connection):
                yield place, column, found


def compiled(rows: Rows) -> Compiled:
    """``rows``, a query for tuples made with stand-ins, ready to run."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return Compiled("", (), ())
    return Compiled(sql, tuple(params), [column for column, _, _ in compiler.select[: compiler.col_count]])


def compiled_once(make: Callable[..., Rows]) -> Callable[..., list[Any]]:
    """The function that runs what ``make`` builds, with the keys it is given; ``make`` sees only their stand-ins."""

    @functools.cache
    def built(_vendor: str, count: int) -> Compiled:
        return compiled(make(*STAND_INS[:count]))

    @functools.wraps(make)
    def run(*keys: int) -> list[Any]:
        return built(connection.vendor, len(keys)).run(dict(zip(STAND_INS, keys, strict=False)))

    return run


def _convert(value: Any, column: Expression, converters: list[Any]) -> Any:
    for convert in converters:
        value = convert(value, column, connection)
    return value


def _key(param: int, keys: Mapping[int, int | None]) -> int | None:
    """A stand-in's key, of the type in which the database's driver wants its numbers."""
    if param not in STAND_INS:
        return param
    key = keys[param]
    return None if key is None else type(param)(key)
