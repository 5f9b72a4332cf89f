"""What becomes of a scored initiative: proposed to the council, recognised or refused by a paper, used once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from awards.models import (
    Enforcement,
    Initiative,
    InitiativeState,
    Nomination,
    Rule,
    RuleVersion,
    ScoreState,
)
from awards.services import initiative_result as result
from awards.services import initiative_scoring as scoring
from awards.services import initiative_use as use
from awards.services import initiative_way as way
from awards.services.initiative_proposed import proposed_to_council
from awards.services.record_rows import read_record
from plans.errors import DomainError
from plans.models import AuditEntry, Notice
from plans.services.evidence import NewFile
from tests.awards.initiative_factory import (
    GOOD,
    POOR,
    make_call,
    make_initiative,
    make_recognised,
    make_score,
)
from tests.awards.nomination_factory import make_nomination
from tests.emulation.catalogue_factory import make_commendation, make_title
from tests.factory import Cast

State = InitiativeState
PDF = NewFile("xac-nhan.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n")


# -- Decisions -------------------------------------------------------------------------------------------------------


def recognise(record: Initiative, cast: Cast, scope: str = "unit", **more: Any) -> Initiative:
    facts = {"number": "45/QĐ-SNgV", "decided_on": timezone.localdate(), "decided_by": "Giám đốc Sở", **more}
    return result.recognise(initiative=record, actor=cast.standing, scope=scope, seen=record.version, **facts)


def test_a_signed_decision_recognises_and_each_level_has_its_own(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORED, result=8000, passed=True)

    with pytest.raises(DomainError, match="sau hôm nay"):
        recognise(record, cast, decided_on=timezone.localdate() + dt.timedelta(1))
    record = recognise(record, cast, file=PDF)
    record = recognise(record, cast, "province", number="120/QĐ-UBND", decided_by="Chủ tịch UBND tỉnh")

    assert record.state == State.RECOGNISED
    assert [one.scope for one in record.recognitions.order_by("pk")] == ["unit", "province"]
    with pytest.raises(DomainError, match="Đã ghi công nhận"):
        recognise(record, cast)
    one = record.recognitions.get(scope="unit")
    day = timezone.localdate()
    result.correct_recognition(
        recognition=one, actor=cast.standing, number="46/QĐ", decided_on=day, decided_by="Giám đốc", seen=one.version
    )
    one.refresh_from_db()
    assert (one.number, one.file is not None) == ("46/QĐ", True)
    assert AuditEntry.objects.filter(act="initiative.recognition_change", note__startswith="số 45/QĐ").exists()


def test_refused_with_a_reason(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORED)

    with pytest.raises(DomainError, match="Ghi lý do"):
        result.refuse(initiative=record, actor=cast.standing, reason="", seen=1)
    record = result.refuse(initiative=record, actor=cast.standing, reason="Trùng năm 2024", seen=1)
    assert (record.state, record.refuse_reason) == (State.REFUSED, "Trùng năm 2024")
    assert Notice.objects.filter(user=cast.member, text__contains="Trùng năm 2024").exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda record, cast: way.withdraw_initiative(initiative=record, actor=cast.member, seen=record.version),
        lambda record, cast: scoring.close_scoring(
            initiative=record, actor=cast.standing, note="", seen=record.version
        ),
        recognise,
        lambda record, cast: result.refuse(initiative=record, actor=cast.standing, reason="a", seen=record.version),
    ],
)
def test_an_act_out_of_its_state_says_which_no_it_is(cast: Cast, act: Callable[[Initiative, Cast], object]) -> None:
    record = make_initiative(cast.member, make_call(cast.standing))

    with pytest.raises(DomainError, match="Hồ sơ đang soạn"):
        act(record, cast)


def test_a_decision_of_the_council_is_carried_out_by_whoever_issues_it(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """The clerk numbers it; what is proposed to the council stands there with mean, spread and minimums."""
    call = make_call(cast.standing)
    low = {"novelty": 1900, "applicability": 2500, "benefit": 3500}
    for name, sheets in (("Đạt", (GOOD, GOOD)), ("Thiếu tính mới", (low, low)), ("Chênh", (GOOD, POOR))):
        record = make_initiative(cast.member, call, state=State.SCORING, name=name)
        for scorer, points in zip((cast.clerk, cast.contact), sheets, strict=True):
            make_score(record, scorer, points, state=ScoreState.SUBMITTED)
        scoring.close_scoring(initiative=record, actor=cast.standing, note=f"Đề xuất {name}", seen=1)

    with django_assert_max_num_queries(2):
        found = proposed_to_council(call.initiatives.all())

    told = [(one.initiative.name, one.mean, one.passes, one.note, one.spread and one.spread.wide) for one in found]
    assert told == [
        ("Đạt", 8000, True, "Đề xuất Đạt", False),
        ("Thiếu tính mới", 7900, False, "Đề xuất Thiếu tính mới", False),
        ("Chênh", 6750, False, "Đề xuất Chênh", True),
    ]
    assert found[1].faults == ("novelty: trung bình 19, cần từ 20.",)

    paper = result.Deciding("12/QĐ-SNgV", timezone.localdate(), "Giám đốc Sở")
    good, bad = found[0].initiative, found[2].initiative
    result.recognise_by_decision(initiative=good, actor=cast.clerk, scope="unit", paper=paper)
    result.refuse_by_decision(initiative=bad, actor=cast.clerk, reason="Chưa đạt điểm", paper=paper)

    for one in (good, bad):
        one.refresh_from_db()
    assert (good.state, good.recognitions.get().number) == (State.RECOGNISED, "12/QĐ-SNgV")
    assert (bad.state, bad.refuse_reason) == (State.REFUSED, f"Chưa đạt điểm ({paper})")
    assert [one.initiative.name for one in proposed_to_council(call.initiatives.all())] == ["Thiếu tính mới"]
    with pytest.raises(DomainError, match="Đã ghi công nhận"):
        result.recognise_by_decision(initiative=good, actor=cast.clerk, scope="unit", paper=paper)


# -- Used once -------------------------------------------------------------------------------------------------------


def confirm_r10() -> None:
    rule, _ = Rule.objects.get_or_create(code="R10", defaults={"name": "Sáng kiến dùng một lần"})
    RuleVersion.objects.filter(rule=rule).delete()
    facts = {"status": "confirmed", "enforcement": Enforcement.BLOCK, "confidence": "A"}
    RuleVersion.objects.create(rule=rule, aspect="general", **facts)


def count(record: Initiative, cast: Cast, honour: use.Honour, year: int, reason: str = "") -> object:
    person = cast.member.person
    assert person is not None
    return use.record_use(
        initiative=record, person=person, honour=honour, year=year, actor=cast.standing, reason=reason
    )


def test_title_and_form_warn_until_the_rule_is_confirmed_and_then_refuse(cast: Cast) -> None:
    record, title, form = make_recognised(cast.member), make_title("CSTDCS"), make_commendation("GK")
    count(record, cast, title, 2025)
    with pytest.raises(DomainError, match="chưa được xác nhận nguyên văn"):
        count(record, cast, form, 2026)
    count(record, cast, form, 2026, "Hội đồng đồng ý")

    confirm_r10()
    with pytest.raises(DomainError, match="Chọn sáng kiến khác"):
        count(record, cast, form, 2027, "Hội đồng đồng ý")
    (work,) = use.works_of(cast.member.person)  # type: ignore[arg-type]
    assert (work.scopes, work.uses) == (("unit",), (f"{title} 2025", f"{form} 2026"))


def test_title_to_title_is_for_the_council_even_when_confirmed(cast: Cast) -> None:
    confirm_r10()
    record, title = make_recognised(cast.member), make_title("CSTDCS")
    count(record, cast, title, 2025)

    with pytest.raises(DomainError, match="Hội đồng quyết định"):
        count(record, cast, title, 2026)
    with pytest.raises(DomainError, match="đúng mục đang đề nghị"):
        count(record, cast, title, 2025)
    count(record, cast, title, 2026, "Hội đồng đồng ý ngày 20/11")
    assert record.uses.count() == 2


def test_a_draft_uses_nothing_yet_and_what_another_one_used_meanwhile_is_said(cast: Cast) -> None:
    """Neither in the list of recognised ones, nor in the unit's record, nor against another nomination."""
    record, title, form = make_recognised(cast.member), make_title(), make_commendation("GK")
    assert cast.member.person is not None
    draft = make_nomination(cast.contact, person=cast.member.person, title=title)
    other = make_nomination(cast.contact, person=cast.member.person, commendation=form)
    for nomination in (draft, other):
        use.record_use(
            initiative=record,
            person=cast.member.person,
            honour=nomination.honour,
            year=nomination.year,
            actor=cast.contact,
            nomination=nomination,
        )

    def told() -> tuple[list[str], int]:
        unit = read_record(cast.division, user=cast.standing)
        return use.uses_of([record.pk]).get(record.pk, []), len(unit.uses)

    assert told() == ([], 0)
    use.check_uses(other)
    Nomination.objects.filter(pk=draft.pk).update(submitted_at=timezone.now())
    draft.refresh_from_db()
    draft.submit()
    draft.save()
    assert told() == ([f"{title} {draft.year}, đang đề nghị ({cast.member.person.full_name})"], 1)
    with pytest.raises(DomainError, match="đã dùng cho"):
        use.check_uses(other)


def test_only_a_recognised_work_of_its_author_counts(cast: Cast) -> None:
    with pytest.raises(DomainError, match="chưa được công nhận"):
        count(make_initiative(cast.member), cast, make_title("CSTDCS"), 2026)
    with pytest.raises(DomainError, match="không phải tác giả"):
        count(make_recognised(cast.contact), cast, make_title("CSTDCS"), 2026)
