"""Initiatives for tests: made as records, in the state asked for, without the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from awards.models import (
    Initiative,
    InitiativeAuthor,
    InitiativeCall,
    InitiativeCriterion,
    InitiativeFile,
    InitiativePoint,
    InitiativeScore,
    InitiativeSheet,
    InitiativeState,
    Recognition,
    ScoreState,
)
from plans.models import Person, User
from plans.services.files import store_file
from tests.factory import Cast

if TYPE_CHECKING:
    from tests.web.world import World

CRITERIA = (("novelty", 4000, 2000), ("applicability", 2500, 0), ("benefit", 3500, 0))
TEXTS = {
    "field": "Lễ tân đối ngoại",
    "begun_on": dt.date(2026, 3, 1),
    "problem": "Tìm mẫu chương trình mất nhiều thời gian.",
    "solution": "Gom vào một sổ tay điện tử có tìm kiếm.",
    "novelty": "Trước đây chưa có tài liệu chung.",
    "effect": "Giảm một nửa thời gian chuẩn bị.",
    "scope": "Các phòng dùng được ngay.",
}


def make_score_sheet(name: str = "Bảng chấm thử", **values: Any) -> InitiativeSheet:
    """A sheet of 100 points; it passes from 70, and from 20 for what is new."""
    sheet = InitiativeSheet.objects.create(name=name, **{"pass_mark": 7000, "spread_flag": 2000, **values})
    for order, (code, most, least) in enumerate(CRITERIA, start=1):
        InitiativeCriterion.objects.create(sheet=sheet, order=order, code=code, name=code, most=most, least=least)
    return sheet


def make_call(by: User, sheet: InitiativeSheet | None = None, **values: Any) -> InitiativeCall:
    """A call of 2026 that is open today."""
    today = timezone.localdate()
    days = {"opens_on": today - dt.timedelta(days=5), "closes_on": today + dt.timedelta(days=5)}
    facts = {"year": 2026, "name": "Đợt thử", "sheet": sheet or make_score_sheet(), "opened_by": by, **days}
    return InitiativeCall.objects.create(**{**facts, **values})


def make_initiative(
    by: User,
    call: InitiativeCall | None = None,
    *,
    authors: Iterable[tuple[Person, int]] = (),
    state: str = InitiativeState.DRAFT,
    name: str = "Sổ tay điện tử đón tiếp đoàn",
    **values: Any,
) -> Initiative:
    """A whole dossier; of nobody else, of whoever wrote it."""
    assert by.person is not None
    facts = {"year": 2026, "unit": by.person.unit, **TEXTS, **values}
    if state != InitiativeState.DRAFT:
        facts.setdefault("submitted_at", timezone.now())
    record = Initiative.objects.create(made_by=by, call=call, name=name, state=state, **facts)
    for order, (person, share) in enumerate(list(authors) or [(by.person, 100)], start=1):
        InitiativeAuthor.objects.create(initiative=record, order=order, person=person, share=share)
    return record


def make_score(
    record: Initiative,
    scorer: User,
    points: Mapping[str, int] | None = None,
    *,
    state: str = ScoreState.ASSIGNED,
    **values: Any,
) -> InitiativeScore:
    """A sheet given out; ``points`` are by the criterion's code."""
    handed_in = {"submitted_at": timezone.now()} if state == ScoreState.SUBMITTED else {}
    facts = {"assigned_by": scorer, **handed_in, **values}
    score = InitiativeScore.objects.create(initiative=record, scorer=scorer, state=state, **facts)
    assert record.call is not None
    pks = dict(record.call.sheet.criteria.values_list("code", "pk"))
    for code, given in (points or {}).items():
        InitiativePoint.objects.create(score=score, criterion_id=pks[code], points=given)
    return score


GOOD = {"novelty": 3400, "applicability": 2000, "benefit": 2600}
POOR = {"novelty": 2000, "applicability": 1500, "benefit": 2000}


def make_recognised(
    by: User, name: str = "Danh bạ đối ngoại dùng chung", year: int = 2025, **values: Any
) -> Initiative:
    """One recognised at the office, with its decision."""
    record = make_initiative(by, state=InitiativeState.RECOGNISED, name=name, year=year, **values)
    facts = {"number": f"45/QĐ-{year}", "decided_on": dt.date(year, 11, 20), "decided_by": "Giám đốc Sở"}
    Recognition.objects.create(initiative=record, scope=Recognition.Scope.UNIT, **facts)
    return record


def make_initiative_file(record: Initiative, by: User) -> InitiativeFile:
    """A proof."""
    stored = store_file(data=b"%PDF-1.7 proof", name="xac-nhan.pdf", content_type="application/pdf", user=by)
    return InitiativeFile.objects.create(initiative=record, file=stored, added_by=by)


def add_initiative(world: World) -> None:
    """The member's dossier in each state that somebody acts in, its sheets, a call and its score sheet."""
    cast: Cast = world.cast
    call = make_call(cast.standing)
    by = {
        state: make_initiative(cast.member, call, state=state, name=f"Sáng kiến {state}")
        for state in (InitiativeState.DRAFT, InitiativeState.SUBMITTED, InitiativeState.SCORING, InitiativeState.SCORED)
    }
    scoring = by[InitiativeState.SCORING]
    closed = make_score(by[InitiativeState.SCORED], cast.clerk, GOOD, state=ScoreState.SUBMITTED)
    recognised = make_recognised(cast.member)
    recognition = recognised.recognitions.get()
    recognition.file = make_initiative_file(by[InitiativeState.SCORED], cast.member).file
    recognition.save()
    world.records |= {
        "initiative_call": call,
        "initiative_sheet": call.sheet,
        "open_sheet": make_score_sheet("Bảng chưa dùng"),
        "draft_initiative": by[InitiativeState.DRAFT],
        "submitted_initiative": by[InitiativeState.SUBMITTED],
        "scoring_initiative": scoring,
        "scored_initiative": by[InitiativeState.SCORED],
        "recognised_initiative": recognised,
        "recognition": recognition,
        "initiative_proof": make_initiative_file(by[InitiativeState.DRAFT], cast.member),
        "given_score": make_score(scoring, cast.contact),
        "handed_score": make_score(scoring, cast.clerk, POOR, state=ScoreState.SUBMITTED),
        "closed_score": closed,
    }
