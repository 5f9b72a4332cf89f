"""Records that a report counts, and beside each one that it does not: of last year, after the cut-off, taken back."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from awards.models import (
    CouncilKind,
    FundEntry,
    InitiativeState,
    MeetingState,
    NominationState,
    Recognition,
    Round,
    WorkKind,
)
from awards.services.report_annexes import MINISTRY
from emulation.models import CampaignKind, Commendation, ModelExample, Pledge, RegistrationState, Target, Title
from plans.models import Plan, PositionGroup, Sex
from plans.rules.report_kind import report_kinds, span_of
from plans.rules.report_line import Drawn, Link
from plans.services.report_draw import drawn_annexes, drawn_sentences
from plans.sockets import DrawnAnnex, ReportQuestion
from tests.awards.council_factory import make_council, make_meeting
from tests.awards.initiative_factory import make_initiative
from tests.awards.nomination_factory import make_nomination, make_round
from tests.awards.record_factory import make_award
from tests.emulation.campaign_factory import make_campaign
from tests.emulation.cluster_factory import make_cluster_year, make_example, make_publicity
from tests.emulation.registration_factory import make_registration
from tests.factory import Cast, make_many_tasks, make_person

AS_OF = dt.date(2026, 11, 20)
IN, AFTER, BEFORE = dt.date(2026, 6, 5), dt.date(2026, 11, 21), dt.date(2025, 6, 5)
DAYS = (IN, AFTER, BEFORE)
CODES = ["tasks", "units", "papers", "promises", "awards", "0601", *MINISTRY, "0604", "0605"]


def question_of_year(plan: Plan) -> ReportQuestion:
    """The year's report of 2026, of what was known on 20 November."""
    kind = report_kinds()["year"]
    span = span_of(kind, 2026)
    assert span is not None
    return ReportQuestion(plan, kind.slug, span, AS_OF)


def drawn(plan: Plan) -> tuple[dict[str, Drawn], dict[str, DrawnAnnex]]:
    """Every sentence by its key, every annex by its code."""
    question = question_of_year(plan)
    sentences = {one.key: one for found in drawn_sentences(question).values() for one in found}
    return sentences, {one.code: one for one in drawn_annexes(question, CODES)}


def rows_of(one: Drawn, kind: str) -> set[int]:
    """The keys behind every figure of a sentence."""
    return {key for part in one.parts if isinstance(part, Link) and part.kind == kind for key in part.keys}


def at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


def make_records(cast: Cast, plan: Plan, number: int) -> None:
    """``number`` of each kind of record on each of the three days."""
    make_many_tasks(plan, max(number, 4), [cast.division, cast.other_division])
    _emulation(cast, number)
    _awards(cast, number)
    _councils(cast, number)


def _emulation(cast: Cast, number: int) -> None:
    make_round(cast.standing)
    make_campaign(cast, issued_on=IN)
    make_campaign(cast, number=12, issued_on=IN, kind=CampaignKind.THEMATIC, starts_on=IN, name="Chuyển đổi số")
    make_campaign(cast, number=13, issued_on=AFTER, starts_on=AFTER, name="Chưa biết khi chốt số liệu")
    make_cluster_year()
    title, form = Title.objects.get(code="LDTT"), Commendation.objects.get(code="GK")
    for place in range(number):
        person = make_person(f"Lương Văn {place}", cast.division)
        day = DAYS[place % 3] if place else IN
        record = make_registration(
            cast.contact,
            person=person,
            state=RegistrationState.RECEIVED,
            titles=[title],
            commendations=[form],
            sent_at=at(day),
        )
        Target.objects.filter(registration=record).update(met=(True, False, None)[place % 3])
        if place % 2 == 0:
            make_award(person, "LDTT", 2026, decided_on=IN)
            make_nomination(cast.contact, person=person, state="submitted", submitted_at=at(IN), year=2026)
        Pledge.objects.create(year=2026, name=f"Giao ước {place}", text="1.", made_by=cast.standing, signed_on=day)
        make_publicity(make_example(cast.standing, f"Điển hình {place}", person=person), on=day)
    make_registration(cast.contact, person=make_person("Bản nháp", cast.division), titles=[title])
    make_registration(
        cast.contact,
        unit=cast.division,
        state=RegistrationState.SENT,
        titles=[Title.objects.get(code="TTLDTT")],
        sent_at=at(IN),
    )
    ModelExample.objects.update(created_at=at(IN))


def _awards(cast: Cast, number: int) -> None:
    award_round = Round.objects.get()
    ldtt, form = Title.objects.get(code="LDTT"), Commendation.objects.get(code="BK_TINH")
    groups = (PositionGroup.SPECIALIST, PositionGroup.UNIT_LEADER, "")
    for place in range(number):
        person = make_person(
            f"Nông Thị {place}",
            cast.division,
            sex=(Sex.FEMALE, Sex.MALE, "")[place % 3],
            position_group=groups[place % 3],
        )
        for day in DAYS:
            year = day.year + (day == AFTER)
            for honour in ({"title": ldtt}, {"commendation": form}):
                state = NominationState.SUBMITTED if place % 2 else NominationState.ELIGIBLE
                make_nomination(
                    cast.contact,
                    award_round=award_round,
                    person=person,
                    state=state,
                    submitted_at=at(day),
                    year=year,
                    **honour,
                )
            make_award(person, "LDTT", year, decided_on=day)
            make_award(person, "GK", year, decided_on=day)
        make_award(person, "CSTDCS", 2026, decided_on=IN, revoked_on=IN)
    make_award(cast.division, "TTLDTT", 2026, decided_on=IN)
    make_award(cast.division, "BK_TINH", 2026, decided_on=IN)
    make_nomination(cast.contact, award_round=award_round, person=cast.member.person)
    make_nomination(
        cast.contact,
        award_round=award_round,
        unit=cast.division,
        title=Title.objects.get(code="TTLDTT"),
        state=NominationState.SUBMITTED,
        submitted_at=at(IN),
    )


def _councils(cast: Cast, number: int) -> None:
    council = make_council(3)
    works = make_council(3, kind=CouncilKind.INITIATIVE)
    for place in range(number):
        for day in DAYS:
            make_meeting(council, cast.standing, state=MeetingState.MINUTED, held_on=day, number=3 * place + day.day)
            states = (InitiativeState.SCORED, InitiativeState.SUBMITTED)
            make_initiative(cast.contact, state=states[place % 2], submitted_at=at(day))
            kind = WorkKind.RESEARCH if place % 5 == 4 else WorkKind.INITIATIVE
            work = make_initiative(cast.contact, state=InitiativeState.RECOGNISED, submitted_at=at(BEFORE), kind=kind)
            scope = Recognition.Scope.UNIT if place % 2 else Recognition.Scope.PROVINCE
            Recognition.objects.create(initiative=work, scope=scope, number="45/QĐ", decided_on=day)
            for way, amount in ((FundEntry.Way.IN, 3_000_000), (FundEntry.Way.OUT, 1_000_000 + place)):
                FundEntry.objects.create(
                    year=day.year, way=way, on=day, amount=amount, words="x", entered_by=cast.standing
                )
    make_meeting(works, cast.standing, state=MeetingState.CANCELLED, held_on=IN)
    make_initiative(cast.contact, submitted_at=at(IN))
