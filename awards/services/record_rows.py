"""All rows of one person's or unit's record, in one query whatever their number."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from awards.models import (
    Absence,
    Award,
    Discipline,
    Hold,
    Initiative,
    InitiativeAuthor,
    InitiativeState,
    InitiativeUse,
    Nomination,
    NominationState,
    Praise,
    Rating,
    Recognition,
    Transfer,
)
from awards.services.initiative_use import COUNTED
from plans.models import Person, Unit, User
from plans.services.together import together

Subject = Person | Unit


class RatingRow(NamedTuple):
    """Xếp loại of a year."""

    pk: int
    year: int
    level: str
    number: str
    decided_on: dt.date | None
    note: str


class AwardRow(NamedTuple):
    """A title where ``title`` is its code, else a commendation."""

    pk: int
    year: int
    title: str | None
    title_name: str | None
    commendation: str | None
    commendation_name: str | None
    kind: str
    achievement: str
    number: str
    decided_on: dt.date | None
    decided_by: str
    note: str
    revoked_on: dt.date | None = None
    revoked_number: str = ""

    @property
    def is_title(self) -> bool:
        return self.title is not None

    @property
    def stands(self) -> bool:
        """Not annulled by a later decision."""
        return self.revoked_on is None

    @property
    def code(self) -> str:
        return self.title or self.commendation or ""

    @property
    def name(self) -> str:
        return self.title_name or self.commendation_name or ""


class WorkRow(NamedTuple):
    """An initiative or piece of research, with the share of the person."""

    pk: int
    year: int
    name: str
    kind: str
    state: str
    share: int
    is_past: int


class RecognitionRow(NamedTuple):
    """The decision that recognised a work at one level of effect."""

    work: int
    scope: str
    number: str
    decided_on: dt.date


class UseRow(NamedTuple):
    """That an initiative was counted for an honour; ``nomination`` None: written down from past years."""

    work: int
    year: int
    code: str
    name: str
    nomination: int | None


class DisciplineRow(NamedTuple):
    """Kỷ luật."""

    pk: int
    form: str
    decided_on: dt.date
    ends_on: dt.date | None
    number: str
    note: str


class HoldRow(NamedTuple):
    """Tạm dừng xét; open while ``released_on`` is None."""

    pk: int
    reason: str
    since: dt.date
    released_on: dt.date | None
    note: str
    release_note: str


class AbsenceRow(NamedTuple):
    """Thời gian nghỉ; ``result_met`` 1 yes, 0 no, -1 not known."""

    pk: int
    kind: str
    starts_on: dt.date
    ends_on: dt.date | None
    result_met: int
    note: str


class TransferRow(NamedTuple):
    """Tuyển dụng, chuyển công tác; ``recruited`` and ``opinion`` 1 yes, 0 no."""

    pk: int
    on: dt.date
    recruited: int
    from_name: str
    months_there: int | None
    opinion: int
    note: str


class PraiseRow(NamedTuple):
    """Biểu dương."""

    pk: int
    year: int
    praised_on: dt.date
    content: str
    place: str


class ProposedRow(NamedTuple):
    """A nomination under way."""

    pk: int
    year: int
    title: str | None
    title_name: str | None
    commendation: str | None
    commendation_name: str | None
    state: str


class RecordRows(NamedTuple):
    """``sees_discipline``, ``sees_holds``: whether the reader may know of them; without it they are empty.

    Who decides knows of both; everybody of his own discipline, nobody of what is examined against himself.
    """

    ratings: list[RatingRow]
    awards: list[AwardRow]
    works: list[WorkRow]
    recognitions: list[RecognitionRow]
    uses: list[UseRow]
    disciplines: list[DisciplineRow]
    holds: list[HoldRow]
    absences: list[AbsenceRow]
    transfers: list[TransferRow]
    praises: list[PraiseRow]
    proposed: list[ProposedRow]
    sees_discipline: bool
    sees_holds: bool

    @property
    def standing_awards(self) -> list[AwardRow]:
        """Those that count: not annulled by a later decision."""
        return [row for row in self.awards if row.stands]

    def recognised(self, work: int) -> list[RecognitionRow]:
        return [row for row in self.recognitions if row.work == work]

    def used_for(self, work: int) -> list[UseRow]:
        return [row for row in self.uses if row.work == work]


_KINDS: tuple[type[Any], ...] = (
    *(RatingRow, AwardRow, WorkRow, RecognitionRow, UseRow, DisciplineRow, HoldRow, AbsenceRow),
    *(TransferRow, PraiseRow, ProposedRow),
)
_HONOUR = ("title__code", "title__name", "commendation__code", "commendation__name")


def read_record(subject: Subject, *, user: User) -> RecordRows:
    """What ``user`` may know of ``subject``: one query. That the record may be opened was checked before."""
    of_unit = isinstance(subject, Unit)
    own = Q(unit=subject.pk) if of_unit else Q(person=subject.pk)
    himself, decides = not of_unit and user.person_id == subject.pk, user.has_perm("awards.see_discipline")
    sees, holds = decides or himself, decides and not himself
    answers = together(_questions(own, subject, user, of_unit=of_unit, sees=sees, holds=holds))
    found: list[Any] = [[kind(*row) for row in rows] for kind, rows in zip(_KINDS, answers, strict=True)]
    told = RecordRows._make([*found, sees, holds])
    return told._replace(disciplines=[row._replace(note="") for row in told.disciplines]) if himself else told


_AWARD = (
    *("pk", "year", *_HONOUR, "kind", "achievement", "number", "decided_on", "decided_by", "note"),
    *("revoked_on", "revoked_number"),
)


def _questions(
    own: Q, subject: Subject, user: User, *, of_unit: bool, sees: bool, holds: bool
) -> list[QuerySet[Any, Any]]:
    of_person = Q() if not of_unit else Q(pk__in=[])
    told, held = (Q() if may else Q(pk__in=[]) for may in (sees, holds))
    person = Q(person=subject.pk) & of_person
    works = _works(subject, of_unit=of_unit)
    ours = works.order_by().values("pk") if of_unit else works.order_by().values("initiative")
    uses = InitiativeUse.objects.filter(COUNTED, Q(initiative__in=ours) & (Q() if of_unit else own))
    return [
        Rating.objects.filter(own).values_list("pk", "year", "level", "number", "decided_on", "note"),
        Award.objects.filter(own).order_by("-year", "title__order", "commendation__order", "pk").values_list(*_AWARD),
        _work_columns(works, of_unit=of_unit),
        Recognition.objects.filter(initiative__in=ours, revoked_on=None).values_list(
            "initiative_id", "scope", "number", "decided_on"
        ),
        uses.annotate(
            code=Coalesce("title__code", "commendation__code"), name=Coalesce("title__name", "commendation__name")
        ).values_list("initiative_id", "year", "code", "name", "nomination_id"),
        Discipline.objects.filter(person, told).values_list("pk", "form", "decided_on", "ends_on", "number", "note"),
        Hold.objects.filter(own, held).values_list("pk", "reason", "since", "released_on", "note", "release_note"),
        Absence.objects.filter(person)
        .annotate(met=_number("result_met"))
        .values_list("pk", "kind", "starts_on", "ends_on", "met", "note"),
        Transfer.objects.filter(person)
        .annotate(new=_number("recruited"), said=_number("opinion"))
        .values_list("pk", "on", "new", "from_name", "months_there", "said", "note"),
        Praise.objects.filter(own).values_list("pk", "year", "praised_on", "content", "place"),
        Nomination.objects.visible_to(user)
        .filter(own)
        .exclude(state=NominationState.WITHDRAWN)
        .order_by("-year", "pk")
        .values_list("pk", "year", *_HONOUR, "state"),
    ]


def _works(subject: Subject, *, of_unit: bool) -> QuerySet[Any]:
    """Recognised works of a unit, or the authorships of a person in all that were not put into the bin."""
    if of_unit:
        recognised = Initiative.objects.filter(state=InitiativeState.RECOGNISED, removed_at__isnull=True)
        return recognised.filter(unit=subject.pk).order_by("-year", "pk")
    kept = InitiativeAuthor.objects.filter(initiative__removed_at__isnull=True)
    return kept.filter(person=subject.pk).order_by("-initiative__year", "initiative_id")


def _work_columns(works: Any, *, of_unit: bool) -> Any:
    names = ("pk", "year", "name", "kind", "state")
    if of_unit:
        rows = works.annotate(part=Value(100, IntegerField()), past=_number("is_past"))
        return rows.values_list(*names, "part", "past")
    rows = works.annotate(part=F("share"), past=_number("initiative__is_past"))
    return rows.values_list(*(f"initiative__{name}" for name in names), "part", "past")


def _number(name: str) -> Case:
    """Yes 1, no 0, not known -1: truth as a whole number, the same from both databases."""
    return Case(
        When(**{name: True}, then=Value(1)),
        When(**{name: False}, then=Value(0)),
        default=Value(-1),
        output_field=IntegerField(),
    )
