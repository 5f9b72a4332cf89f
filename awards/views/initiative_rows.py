"""Initiatives as pages show them: pills, lists as ready rows, the dossier's parts as HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from awards.forms.initiative import OWN, InitiativeFilter
from awards.models import Initiative, InitiativeState, ScoreState, WorkKind
from awards.services.initiative_papers import PARTS
from awards.services.initiative_reading import names_of_authors
from awards.services.initiative_use import decisions_of, uses_of
from emulation.rules.scoring import show_points
from plans.forms.listing import ListFilter
from plans.models import User
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.rules.official import short_date
from plans.views.cells import choice_pill, pill_html
from plans.views.plan_html import lines_html

_LOOKS: dict[Any, str | tuple[str, str]] = {
    InitiativeState.DRAFT: ("idle", "pencil"),
    InitiativeState.SUBMITTED: ("await", "inbox"),
    InitiativeState.SCORING: ("doing", "clipboard-list"),
    InitiativeState.SCORED: ("await", "hourglass"),
    InitiativeState.RECOGNISED: ("done", "award"),
    InitiativeState.REFUSED: ("off", "circle-slash"),
    InitiativeState.REVOKED: ("off", "circle-slash"),
}
_SCORE_LOOKS: dict[Any, str | tuple[str, str]] = {
    ScoreState.ASSIGNED: ("idle", "circle"),
    ScoreState.SUBMITTED: ("done", "circle-check"),
}
YEARS = 12  # that a filter offers
# in place of the day of filing and of the points: of one still being written, and of one filed elsewhere
NOT_YET, FROM_BEFORE = ("chưa trình", "chưa có"), ("ghi từ hồ sơ cũ", "không chấm")
LISTED = (
    Column("TT", 5, Align.CENTER),
    Column("SÁNG KIẾN", 33),
    Column("TÁC GIẢ", 22),
    Column("ĐƠN VỊ", 14),
    Column("TÌNH TRẠNG", 14),
    Column("ĐIỂM", 9, Align.CENTER),
)
RECOGNISED = (
    Column("TT", 5, Align.CENTER),
    Column("NĂM", 7, Align.CENTER),
    Column("SÁNG KIẾN", 30),
    Column("TÁC GIẢ", 20),
    Column("QUYẾT ĐỊNH CÔNG NHẬN", 22),
    Column("ĐÃ DÙNG", 18),
)


class Line(NamedTuple):
    """An initiative in the list, its cells ready."""

    pk: int
    name: str
    second: str
    authors: str
    unit: str
    year: int
    state: str
    pill: SafeString
    late: bool
    result: str
    submitted: str
    not_filed: str
    no_result: str


class Known(NamedTuple):
    """A recognised initiative with its decisions and what it was counted for."""

    pk: int
    name: str
    second: str
    year: int
    authors: str
    decisions: tuple[str, ...]
    uses: tuple[str, ...]


def initiative_pill(state: str, return_reason: str = "") -> SafeString:
    """How far a dossier has come; one that was returned says so."""
    if state == InitiativeState.DRAFT and return_reason:
        return pill_html("redo", "Bị trả lại")
    return choice_pill(InitiativeState(state), _LOOKS)


def score_pill(state: str, due: dt.date | None = None, today: dt.date | None = None) -> SafeString:
    """How far a sheet has come."""
    if state == ScoreState.ASSIGNED and due and today and due < today:
        return pill_html("warn", "Quá ngày chấm", "clock-alert")
    return choice_pill(ScoreState(state), _SCORE_LOOKS)


def authors_words(authors: Iterable[tuple[str, int]]) -> str:
    """«Lê Thu Hà 60%, Nông Văn Ba 40%»; a single author needs no share."""
    known = list(authors)
    return known[0][0] if len(known) == 1 else ", ".join(f"{name} {share}%" for name, share in known)


def parts_of(record: Initiative) -> list[tuple[str, SafeString]]:
    """The texts of a dossier under their headings, those that are written."""
    return [(label, lines_html(text)) for name, label in PARTS if (text := getattr(record, name))]


def matching(user: User, chosen: InitiativeFilter) -> QuerySet[Initiative]:
    """What the filter lets through of what the person may see."""
    rows = narrowed(Initiative.objects.visible_to(user), chosen)
    state = chosen.value("state")
    if state == OWN:
        rows = rows.filter(pk__in=own_initiatives(user))
    elif state:
        rows = rows.filter(state=state)
    return rows


def own_initiatives(user: User) -> QuerySet[Initiative, Any]:
    """The keys of what the person wrote or is an author of."""
    own = Initiative.objects.filter(made_by=user)
    if user.person_id:
        own |= Initiative.objects.filter(authors__person=user.person_id)
    return own.values("pk")


def narrowed(rows: QuerySet[Initiative], chosen: ListFilter) -> QuerySet[Initiative]:
    """The conditions that both lists share."""
    for word in chosen.key.split():
        rows = rows.filter(search_key__contains=word)
    if year := chosen.value("year"):
        rows = rows.filter(year=int(year))
    if unit := chosen.value("unit"):
        rows = rows.filter(unit=int(unit))
    return rows


def year_choices() -> list[tuple[str, str]]:
    """The last years, latest first; a list of them from the records would cost every list a query."""
    this = timezone.localdate().year
    return [("", "Mọi năm"), *((str(year), str(year)) for year in range(this + 1, this - YEARS, -1))]


def lines_of(rows: Any) -> Iterator[Line]:
    """Two queries, however many rows."""
    columns = ("pk", "kind", "name", "field", "unit__name", "year", "state", "return_reason", "late_reason")
    found = list(rows.values_list(*columns, "result", "submitted_at"))
    authors = names_of_authors(row[0] for row in found)
    for pk, kind, name, field, unit, year, state, returned, late, result, submitted in found:
        yield Line(
            pk,
            name,
            second_line(kind, field),
            authors_words(authors.get(pk, ())) or "chưa ghi",
            unit or "",
            year,
            state,
            initiative_pill(state, returned),
            bool(late),
            show_points(result) if result is not None else "",
            short_date(timezone.localdate(submitted)) if submitted else "",
            *(FROM_BEFORE if state == InitiativeState.RECOGNISED and not submitted else NOT_YET),
        )


def known_of(rows: Any) -> Iterator[Known]:
    """Recognised ones. Four queries, however many rows."""
    found = list(rows.values_list("pk", "kind", "name", "field", "unit__name", "year"))
    pks = [row[0] for row in found]
    authors, decisions, uses = names_of_authors(pks), decisions_of(pks), uses_of(pks)
    for pk, kind, name, field, unit, year in found:
        yield Known(
            pk,
            name,
            " · ".join(part for part in (second_line(kind, field), unit) if part),
            year,
            authors_words(authors.get(pk, ())),
            tuple(words for _, words in decisions.get(pk, ())),
            tuple(uses.get(pk, ())),
        )


def second_line(kind: str, field: str) -> str:
    """What stands under a name: that it is research, and its field."""
    said = WorkKind(kind).label if kind == WorkKind.RESEARCH else ""
    return " · ".join(str(part) for part in (said, field) if part)


def printed_lines(lines: Iterable[Line]) -> list[PrintRow]:
    """The list on paper."""
    rows = []
    for number, line in enumerate(lines, start=1):
        state = str(InitiativeState(line.state).label) + ("\n(nhận muộn)" if line.late else "")
        name = "\n".join(part for part in (line.name, line.second) if part)
        rows.append(PrintRow((str(number), name, line.authors, line.unit, state, line.result)))
    return rows


def printed_known(lines: Iterable[Known]) -> list[PrintRow]:
    """The list of recognised ones on paper."""
    return [
        PrintRow(
            (
                str(number),
                str(line.year),
                "\n".join(part for part in (line.name, line.second) if part),
                line.authors,
                "\n".join(line.decisions),
                "\n".join(line.uses) or "chưa dùng",
            )
        )
        for number, line in enumerate(lines, start=1)
    ]
