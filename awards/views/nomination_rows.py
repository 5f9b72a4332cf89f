"""What the pages of nominations share: the record of an address, its pill, the rows of lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from awards.forms.nomination_list import HELD, NominationFilter
from awards.models import Hold, Nomination, NominationState
from plans.models import User
from plans.papers.content import Align, Column, Row
from plans.views.cells import pill_html

LOOKS = {
    NominationState.DRAFT: ("idle", "circle"),
    NominationState.SUBMITTED: ("await", "hourglass"),
    NominationState.ELIGIBLE: ("done", "circle-check"),
    NominationState.WITHDRAWN: ("off", "circle-slash"),
}
COLUMNS = (
    Column("TT", 5, Align.CENTER),
    Column("HỌ TÊN, TẬP THỂ", 20),
    Column("ĐƠN VỊ", 17),
    Column("DANH HIỆU THI ĐUA", 16),
    Column("HÌNH THỨC KHEN THƯỞNG", 16),
    Column("THÀNH TÍCH", 26),
    Column("TÌNH TRẠNG", 12),
)


class NominationLine(NamedTuple):
    """A nomination in a list, its cells ready to show."""

    number: int
    pk: int
    url: str
    name: str
    unit: str
    is_unit: bool
    title: str
    commendation: str
    achievement: str
    round: str
    pill: SafeString
    state: str
    held: bool
    sent: str


def seen_nomination(user: User, pk: int) -> Nomination:
    """The nomination of an address with all its page names, or 404."""
    rows = Nomination.objects.visible_to(user).select_related(
        *("round__task__plan", "person__unit", "unit", "title", "commendation", "made_by__person"),
        *("submitted_by__person", "checked_by__person", "person__user"),
    )
    return get_object_or_404(rows, pk=pk)


def nomination_pill(state: str, *, returned: bool = False) -> SafeString:
    """The pill of a state; one that came back says so."""
    if returned and state == NominationState.DRAFT:
        return pill_html("redo", "Bị trả lại")
    modifier, icon = LOOKS[NominationState(state)]
    return pill_html(modifier, str(NominationState(state).label), icon)


def nominations_matching(user: User, chosen: NominationFilter) -> QuerySet[Nomination]:
    """The nominations that ``user`` sees, as the filter narrows them, in the order of a list."""
    rows = Nomination.objects.visible_to(user).order_by("-round__opens_on", "round", "person__sort_key", "unit", "pk")
    for word in chosen.key.split():
        rows = rows.filter(Q(person__search_key__contains=word) | Q(unit__search_key__contains=word))
    if found := chosen.value("round"):
        rows = rows.filter(round=int(found))
    if unit := chosen.value("unit"):
        rows = rows.filter(Q(unit=int(unit)) | Q(person__unit=int(unit)))
    if title := chosen.value("title"):
        rows = rows.filter(title__isnull=False) if title == "co" else rows.filter(title=int(title))
    if form := chosen.value("commendation"):
        rows = rows.filter(commendation__isnull=False) if form == "co" else rows.filter(commendation=int(form))
    if state := chosen.value("state"):
        rows = rows.filter(state=state)
    if chosen.value("hold") == HELD:
        rows = rows.filter(is_held(user))
    return rows


def sees_holds(user: User) -> bool:
    """Whether lists tell ``user`` what is held."""
    return user.has_perm("awards.see_discipline")


def is_held(user: User) -> Q:
    """Nominations whose person or unit is held now, without that of ``user`` himself."""
    held = Hold.objects.filter(released_on__isnull=True).exclude(person=user.person_id or 0)
    return Q(Exists(held.filter(person=OuterRef("person")))) | Q(Exists(held.filter(unit=OuterRef("unit"))))


def lines_of(rows: QuerySet[Nomination], user: User, *, first: int = 1) -> list[NominationLine]:
    """The rows of a list. One query. Which are held only those know who decide on them."""
    columns = (
        *("pk", "person__full_name", "unit__name", "title__name", "commendation__name", "achievement", "round__name"),
        *("state", "return_reason", "submitted_at", "home_short", "home_name", "held"),
    )
    held = Case(When(is_held(user), then=Value(1)), default=Value(0)) if sees_holds(user) else Value(0)
    told = rows.annotate(
        home_short=Coalesce("person__unit__short_name", "unit__short_name"),
        home_name=Coalesce("person__unit__name", "unit__name"),
        held=held,
    )
    return [_line(number, row) for number, row in enumerate(told.values_list(*columns), start=first)]


def _line(number: int, row: tuple[Any, ...]) -> NominationLine:
    pk, person, unit, title, commendation, achievement, round_name, state, return_reason, sent, *rest = row
    home, home_name, held = rest
    returned = bool(return_reason) and state == NominationState.DRAFT
    return NominationLine(
        number=number,
        pk=pk,
        url=reverse("awards:nomination", args=[pk]),
        name=unit or person or "",
        unit=home or home_name,
        is_unit=unit is not None,
        title=title or "",
        commendation=commendation or "",
        achievement=achievement,
        round=round_name,
        pill=nomination_pill(state, returned=returned),
        state="Bị trả lại" if returned else str(NominationState(state).label),
        held=bool(held),
        sent=f"{timezone.localtime(sent):%d/%m/%Y}" if sent else "",
    )


def paper_rows(lines: Iterable[NominationLine]) -> list[Row]:
    """The same rows on paper and in a sheet."""
    return [
        Row(
            (
                str(line.number),
                line.name,
                "tập thể" if line.is_unit else line.unit,
                line.title,
                line.commendation,
                line.achievement,
                line.state + ("\nĐang tạm dừng xét" if line.held else ""),
            )
        )
        for line in lines
    ]
