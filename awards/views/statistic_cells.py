"""The rows of a statistical form as HTML: every number that stands for awards leads to them in the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from awards.rules.statistic_count import NOT_KNOWN, NOTHING, Cell, Table, cell_words
from awards.rules.statistic_form import PERSON, TITLE, Form, FormRow, Leaf, Measure
from awards.services.award_statistics import Behind, CellPlace, Span, address_of, awards_behind, note_reading, place_of
from plans.http import OfficeRequest
from plans.models import User
from plans.views.acting import require

WHO_SEES_SEX = "Quản trị và thường trực TĐKT xem danh sách theo giới tính. Cần thì báo thường trực."


def cell_asked(request: OfficeRequest) -> CellPlace | None:
    """The cell of the statistics whose awards the register is asked for; None where the address names none.

    Which of the people are women is personal data, for who may see it.
    """
    place = place_of(request.GET.get("o", ""))
    if place is not None and place.asks_sex:
        require(request.user, "plans.see_personal_data", who=WHO_SEES_SEX)
    return place


def behind(user: User, place: CellPlace, rows: Iterable[tuple[Any, ...]]) -> Behind | None:
    """The awards behind a cell, of the rows of its time. That somebody saw who is a woman is written down."""
    found = awards_behind(place, rows)
    if found is not None and place.asks_sex:
        note_reading(user=user, cell=found)
    return found


@dataclass(frozen=True)
class Linking:
    """To what a reader may be led: the register shows to some a part of it, and a person's sex is not for everybody."""

    span: Span
    sees_all: bool
    sees_sex: bool

    def url(self, form: Form, row: FormRow, leaf: Leaf, *, unknown: bool = False) -> str:
        """The register with the awards behind a cell; empty where it would not show all of them."""
        asks_sex = bool(row.criteria.sex or leaf.criteria.sex)
        hidden = (asks_sex and not self.sees_sex) or (leaf.criteria.whom == PERSON and not self.sees_all)
        if leaf.measure is Measure.CHANGE or hidden:
            return ""
        in_list = leaf.criteria.in_list or row.criteria.in_list
        part = "danh-hieu" if in_list == TITLE else "hinh-thuc"
        query = {"phan": part, "o": address_of(form, row, leaf, self.span, unknown=unknown)}
        return f"{reverse('awards:award_register')}?{urlencode(query)}"


@dataclass(frozen=True)
class Line:
    """A row on the screen. ``stubs`` are its code and its unit of measure, where the form has them."""

    title: str
    depth: int
    is_group: bool
    is_bold: bool
    stubs: tuple[str, ...]
    cells: SafeString


def lines(table: Table, linking: Linking) -> list[Line]:
    """All rows, their cells ready."""
    made = []
    for row, cells in table.lines:
        pairs = zip(table.leaves, cells, strict=True) if cells else ()
        html = format_html_join("", "{}", ((_cell(table.form, row, leaf, cell, linking),) for leaf, cell in pairs))
        stubs = (row.code, row.unit)[: len(table.form.stubs) - 1]
        made.append(Line(row.title, row.depth, not row.key, row.is_bold, stubs, html))
    return made


def _cell(form: Form, row: FormRow, leaf: Leaf, cell: Cell | None, linking: Linking) -> SafeString:
    if cell is None:
        return mark_safe('<td class="off"></td>')
    number, unknown = cell_words(cell)
    said = _linked(number, linking.url(form, row, leaf) if cell.number else "")
    if unknown:
        url = linking.url(form, row, leaf, unknown=True) if leaf.measure is Measure.COUNT else ""
        said = format_html('{}<span class="unsure">{}</span>', said, _linked(unknown, url))
    return format_html('<td class="num">{}</td>', said)


def _linked(words: str, url: str) -> SafeString:
    if words in (NOTHING, NOT_KNOWN, "0"):
        return format_html('<span class="zero">{}</span>', words)
    return format_html('<a href="{}">{}</a>', url, words) if url else format_html("{}", words)
