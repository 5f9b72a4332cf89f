"""Statistics of awards: what the register says of a time, put into the forms of ``seed/statistic-forms.toml``.

An award counts on the day of its decision, as long as it was not revoked; one whose day nobody wrote down is told
apart. Numbers are of the whole office and name nobody, so everybody sees them; who stands behind them, the register
shows as far as it does to the reader.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from awards.models import Award, DecisionKind, DecisionLine, DecisionState
from awards.rules.statistic_count import Given, Table, count_form, counted_in
from awards.rules.statistic_form import (
    COMMENDATION,
    PERSON,
    TITLE,
    UNIT,
    Form,
    FormRow,
    Leaf,
    Measure,
    Traits,
    read_forms,
)
from plans.models import User
from plans.rules.calendar import whole_years, years_before
from plans.services import audit
from plans.services.together import together

_SEED = Path(__file__).resolve().parent.parent / "seed" / "statistic-forms.toml"
UNKNOWN_MARK = "?"


class Span(NamedTuple):
    """A time, both days included."""

    first: dt.date
    last: dt.date

    @property
    def before(self) -> Span:
        """The same time a year earlier, or as many years earlier as it is long."""
        years = self.last.year - self.first.year + 1
        return Span(years_before(self.first, years), years_before(self.last, years))


class Statistics(NamedTuple):
    """What the register says of a time: the form filled in, its awards, and how many have no day of a decision."""

    table: Table
    given: list[Given]
    undated: int


class CellPlace(NamedTuple):
    """A cell of a form, as an address names it."""

    form: Form
    row: FormRow
    leaf: str
    span: Span
    unknown: bool
    address: str

    @property
    def asks_sex(self) -> bool:
        """Whether who stands behind the cell tells somebody's sex."""
        column = next(c for c in self.form.columns if c.key == self.leaf.partition(".")[0])
        return bool(column.criteria.sex or self.row.criteria.sex)


class Behind(NamedTuple):
    """The awards behind a cell, and the cell in words and as the address names it."""

    address: str
    words: str
    keys: list[int]


@cache
def forms() -> dict[str, Form]:
    """All forms by their keys, in the order in which they are offered."""
    return {form.key: form for form in read_forms(tomllib.loads(_SEED.read_text(encoding="utf-8")))}


def statistics(form: Form, span: Span, *, money: bool) -> Statistics:
    """A form of a time, compared with the time before where the register knows anything of its years. One query."""
    before = span.before
    kept = Span(*whole_years(*before))
    now, then, undated = together([given_in(span), given_in(kept), _undated(span)])
    given = [_made(row) for row in now]
    earlier = [_made(row) for row in then if before.first <= row[-1] <= before.last] if then else None
    return Statistics(count_form(form, given, earlier, money=money), given, len(undated))


def years_decided() -> QuerySet[Any, Any]:
    """The years in which decisions of the register were dated, the latest first."""
    rows: QuerySet[Any, Any] = Award.objects.filter(decided_on__isnull=False, revoked_on=None)
    return rows.order_by("-decided_on__year").values_list("decided_on__year").distinct()


def address_of(form: Form, row: FormRow, leaf: Leaf, span: Span, *, unknown: bool = False) -> str:
    """How the register's address names the awards behind a cell; those of the time before by that time."""
    days = span.before if leaf.measure is Measure.BEFORE else span
    parts = [form.key, row.key, leaf.key, f"{days.first:%Y%m%d}", f"{days.last:%Y%m%d}"]
    return ":".join([*parts, UNKNOWN_MARK] if unknown else parts)


def place_of(address: str) -> CellPlace | None:
    """The cell that an address names; None where it names none."""
    key, _, rest = address.partition(":")
    form, parts = forms().get(key), rest.split(":")
    if form is None or len(parts) not in (4, 5) or parts[4:] not in ([], [UNKNOWN_MARK]):
        return None
    row = next((row for row in form.rows if row.key and row.key == parts[0]), None)
    first, last = (_day(part) for part in parts[2:4])
    known = any(column.key == parts[1].partition(".")[0] for column in form.columns)
    if row is None or not known or first is None or last is None or last < first:
        return None
    return CellPlace(form, row, parts[1], Span(first, last), len(parts) == 5, address)


def awards_behind(place: CellPlace, rows: Iterable[tuple[Any, ...]]) -> Behind | None:
    """The awards that a cell counts, of the ``rows`` of its time; None where the form then has no such column."""
    given = [_made(row) for row in rows]
    leaves = place.form.leaves([one.traits for one in given])
    leaf = next((leaf for leaf in leaves if leaf.key == place.leaf), None)
    if leaf is None:
        return None
    first, last = place.span
    unknown = "; chưa rõ" if place.unknown else ""
    row = f"dòng {place.row.code}" if place.row.code else f"“{place.row.title}”"
    words = f"{place.form.label}, {row}, cột {leaf.title}{unknown}; quyết định từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
    return Behind(place.address, words, counted_in(place.form, place.row, leaf, given, unknown=place.unknown))


def note_reading(*, user: User, cell: Behind) -> None:
    """Keep that somebody saw of whom a number of women is made up."""
    audit.record(actor=user, act="award_statistics.read", note=cell.words, detail={"rows": len(cell.keys)})


def given_in(span: Span) -> QuerySet[Any, Any]:
    """The awards that stand of a time, with what forms ask of them."""
    lines = DecisionLine.objects.filter(award=OuterRef("pk"), decision__state=DecisionState.ISSUED)
    giving = lines.exclude(decision__kind=DecisionKind.REVOKE).order_by("-decision__issued_on", "-pk")
    rows: QuerySet[Any, Any] = Award.objects.filter(revoked_on=None, decided_on__range=span)
    rows = rows.annotate(
        honour_code=Coalesce("title__code", "commendation__code"),
        honour_name=Coalesce("title__name", "commendation__name"),
        level=Coalesce("title__level", "commendation__level"),
        amount=Subquery(giving.values("amount")[:1]),
        track=F("submission__letter__track"),
    )
    return rows.order_by("pk").values_list(
        *("pk", "honour_code", "honour_name", "title", "level", "unit", "kind"),
        *("person__sex", "person__position_group", "track", "amount", "decided_on"),
    )


def _undated(span: Span) -> QuerySet[Any, Any]:
    """Those of the achievement's years whose decision has no day: nobody can say in which year they count."""
    rows: QuerySet[Any, Any] = Award.objects.filter(revoked_on=None, decided_on=None)
    return rows.filter(year__range=(span.first.year, span.last.year)).values_list("pk")


def _made(row: tuple[Any, ...]) -> Given:
    pk, code, name, title, level, unit, kind, sex, group, track, amount, _ = row
    in_list, whom = TITLE if title is not None else COMMENDATION, UNIT if unit is not None else PERSON
    return Given(pk, Traits(code, name, in_list, level, whom, kind, sex or "", group or "", track or ""), amount)


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        return None
