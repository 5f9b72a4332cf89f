"""Several small questions in one round trip to the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def together(questions: Sequence[QuerySet[Any, Any]]) -> list[list[tuple[Any, ...]]]:
    """The rows of each of ``questions`` in its order: one query, none where nothing is asked.

    A question is a ``values_list`` of whole numbers, words and days; its order and its limit hold.
    """
    compiled = {place: found for place, rows in enumerate(questions) if (found := _compiled(rows)) is not None}
    answers: list[list[tuple[Any, ...]]] = [[] for _ in questions]
    if not compiled:
        return answers
    width = max(len(fields) for _, _, fields in compiled.values())
    parts: list[str] = []
    selects: list[str] = []
    params: list[Any] = []
    for place, (sql, given, fields) in compiled.items():
        names = [f"c{n}" for n in range(len(fields))]
        parts.append(f"q{place}({', '.join(names)}) AS ({sql})")
        shown = [f"CAST({name} AS text)" for name in names] + ["CAST(NULL AS text)"] * (width - len(names))
        selects.append(f"SELECT {place}, {', '.join(shown)} FROM q{place}")  # noqa: S608 (names of our own)
        params += given
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {' UNION ALL '.join(selects)}", params)
        for place, *values in cursor.fetchall():
            fields = compiled[place][2]
            row = tuple(field.to_python(value) for field, value in zip(fields, values, strict=False))
            answers[place].append(row)
    return answers


def _compiled(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...], list[Any]] | None:
    """SQL, parameters and the field of each column; None for what can have no rows."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return sql, params, [column.output_field for column, *_ in compiler.select]
