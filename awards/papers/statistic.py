"""A statistical form on A4 landscape as the ministry lays its forms out: code and basis at the left, who reports at the
right, the title with its time, the table with its head on every page, who drew it up and who signs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from awards.rules.statistic_count import Cell, Table, cell_words
from awards.rules.statistic_form import FormRow
from awards.rules.statistic_words import moment_words
from plans.papers.letters import clean
from plans.papers.pdf import render_drawn
from plans.rules.official import short_date

STYLESHEET = "statistic-print.css"
FEW, SOME = 10, 17  # columns up to which the letters are large, and middling


@dataclass(frozen=True)
class FormFacts:
    """All that stands on the printed form. ``at`` is the moment of its figures, in office time."""

    table: Table
    letters: Sequence[tuple[str, int]]
    when: str
    at: dt.datetime
    agency: str
    heading: tuple[str, str]
    place_date: str
    notes: tuple[str, ...]
    printed_by: str


def draw_form(facts: FormFacts) -> bytes:
    """The form as a PDF."""
    table, form = facts.table, facts.table.form
    width = len(form.stubs) + len(table.leaves)
    context = {
        "form": form,
        "size": "few" if width <= FEW else "some" if width <= SOME else "many",
        "title": clean(form.name.upper()),
        "when": facts.when,
        "moment": moment_words(facts.at),
        "agency": clean(facts.agency),
        "heading": [clean(line) for line in facts.heading],
        "place_date": clean(facts.place_date),
        "head": table.head,
        "depth": len(table.head),
        "letters": facts.letters,
        "long_columns": [width <= FEW + 2 and leaf.is_long for leaf in table.leaves],
        "width": width,
        "lines": [_line(row, cells, len(form.stubs)) for row, cells in table.lines],
        "notes": [clean(note) for note in facts.notes],
        "foot": clean(f"In lúc {facts.at:%H:%M} ngày {short_date(facts.at.date())} · {facts.printed_by}"),
    }
    return render_drawn(render_to_string("print/statistic.html", context), STYLESHEET)


def _line(row: FormRow, cells: Sequence[Cell | None], stubs: int) -> dict[str, object]:
    said = [(cell is None, *cell_words(cell)) for cell in cells]
    return {
        "title": clean(row.title),
        "group": not row.key,
        "bold": row.is_bold,
        "depth": row.depth,
        "stubs": (row.code, row.unit)[: stubs - 1],
        "cells": said,
    }
