"""Several small questions in one round trip to the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, DateTimeField, Field, QuerySet


@dataclass(frozen=True)
class Joined:
    """Questions put into one statement; ``fields`` has the field of each column of each question, None of one that
    can have no rows.
    """

    sql: str
    params: tuple[Any, ...]
    fields: tuple[list[Any] | None, ...]

    def run(self) -> list[list[tuple[Any, ...]]]:
        """The rows of each question in its order: one query, none where nothing is asked."""
        answers: list[list[tuple[Any, ...]]] = [[] for _ in self.fields]
        if not self.sql:
            return answers
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            readers = [[_reader(field) for field in fields or ()] for fields in self.fields]
            for place, *values in cursor.fetchall():
                row = [read(value) for read, value in zip(readers[place], values, strict=False)]
                answers[place].append(tuple(row))
        return answers


def joined(questions: Sequence[QuerySet[Any, Any]]) -> Joined:
    """``questions`` as one statement for the present kind of database.

    A question is a ``values_list`` of whole numbers, words, days, moments and truths; its order and its limit hold.
    """
    found = [_compiled(rows) for rows in questions]
    width = max((len(one[2]) for one in found if one), default=0)
    parts: list[str] = []
    selects: list[str] = []
    params: list[Any] = []
    for place, one in enumerate(found):
        if one is None:
            continue
        sql, given, fields = one
        names = [f"c{n}" for n in range(len(fields))]
        parts.append(f"q{place}({', '.join(names)}) AS ({sql})")
        shown = [f"CAST({name} AS text)" for name in names] + ["CAST(NULL AS text)"] * (width - len(names))
        selects.append(f"SELECT {place}, {', '.join(shown)} FROM q{place}")  # noqa: S608 (names of our own)
        params += given
    sql = f"WITH {', '.join(parts)} {' UNION ALL '.join(selects)}" if parts else ""
    return Joined(sql, tuple(params), tuple(one and one[2] for one in found))


def together(questions: Sequence[QuerySet[Any, Any]]) -> list[list[tuple[Any, ...]]]:
    """The rows of each of ``questions`` in its order, in one query."""
    return joined(questions).run()


def _reader(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """How a column's text becomes its value: moments and truths are not written alike by both databases."""
    if isinstance(field, DateTimeField):
        return _moment
    return _TRUTHS.__getitem__ if isinstance(field, BooleanField) else field.to_python


_TRUTHS = {"1": True, "true": True, "0": False, "false": False, None: None}


def _moment(text: str | None) -> dt.datetime | None:
    """In UTC, which SQLite does not write with it."""
    if text is None:
        return None
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _compiled(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...], list[Any]] | None:
    """SQL, parameters and the field of each column; None for what can have no rows."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return sql, params, [column.output_field for column, *_ in compiler.select]
