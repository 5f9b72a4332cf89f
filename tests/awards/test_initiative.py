"""Services of initiatives: dossiers and their way, calls and score sheets, what others read."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
from django.utils import timezone

from awards.models import (
    Initiative,
    InitiativeCall,
    InitiativeScore,
    InitiativeSheet,
    InitiativeState,
    ScoreState,
)
from awards.services import initiative as service
from awards.services import initiative_call as calls
from awards.services import initiative_way as way
from awards.services.initiative_reading import filed, similar_to
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice, User
from plans.services import bin as bin_service
from plans.services.evidence import NewFile
from tests.awards.initiative_factory import (
    TEXTS,
    make_call,
    make_initiative,
    make_initiative_file,
    make_recognised,
    make_score,
    make_score_sheet,
)
from tests.factory import Cast

State = InitiativeState
TEXTS_OF = ("problem", "solution", "novelty")
PDF = NewFile("xac-nhan.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n")


def values(call: InitiativeCall | None, cast: Cast, **more: Any) -> dict[str, Any]:
    return {"kind": "initiative", "name": "Số hoá hồ sơ", "call": call, "unit": cast.division, **TEXTS, **more}


def by(user: User, share: int = 100) -> service.NewAuthor:
    return service.NewAuthor(user.person, "", share)


# -- The dossier -----------------------------------------------------------------------------------------------------


def test_writing_and_changing_a_dossier(cast: Cast) -> None:
    call = make_call(cast.standing)
    authors = [by(cast.member, 60), service.NewAuthor(None, "Người ngoài", 40)]
    record = service.save_initiative(initiative=None, actor=cast.member, values=values(call, cast), authors=authors)

    assert (record.state, record.year, [one.share for one in record.authors.all()]) == (State.DRAFT, 2026, [60, 40])
    service.save_initiative(
        initiative=record, actor=cast.member, values=values(call, cast, name="Khác"), authors=[by(cast.member)], seen=1
    )
    with pytest.raises(EditConflict):
        service.save_initiative(
            initiative=record, actor=cast.member, values=values(call, cast), authors=[by(cast.member)], seen=1
        )
    record.refresh_from_db()
    assert (record.name, record.version, record.authors.count()) == ("Khác", 2, 1)


@pytest.mark.parametrize("shares", [(), (99,), (60, 41), (100, 0), (101,)])
def test_shares_are_parts_of_one_whole(cast: Cast, shares: tuple[int, ...]) -> None:
    people = (cast.member, cast.contact)
    authors = [by(user, share) for user, share in zip(people, shares, strict=False)]

    with pytest.raises(DomainError):
        service.save_initiative(initiative=None, actor=cast.member, values=values(None, cast), authors=authors)
    assert not Initiative.objects.exists()


def test_a_person_is_one_author_only(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Gộp lại"):
        service.check_authors([by(cast.member, 50), by(cast.member, 50)])


def test_only_its_people_change_a_dossier(cast: Cast) -> None:
    record = make_initiative(cast.member, authors=((cast.contact.person, 100),))  # type: ignore[arg-type]

    for user in (cast.contact, cast.standing):
        service.add_files(initiative=record, actor=user, files=[PDF])
    with pytest.raises(NotAllowed):
        service.add_files(initiative=record, actor=cast.stranger, files=[PDF])
    assert record.files.count() == 2


def test_a_proof_and_a_draft_go_into_the_bin_and_come_back(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing))
    file = make_initiative_file(record, cast.member)

    service.remove_file(file=file, actor=cast.member)
    assert not record.files.filter(removed_at__isnull=True).exists()
    file.refresh_from_db()
    bin_service.restore(record=file, actor=cast.member)
    way.submit_initiative(initiative=record, actor=cast.member, seen=record.version)
    with pytest.raises(DomainError, match="Hồ sơ đã trình"):
        service.remove_initiative(initiative=record, actor=cast.member)


# -- Its way ---------------------------------------------------------------------------------------------------------


def test_submitting_names_what_is_missing(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), novelty="")

    with pytest.raises(DomainError, match="Viết tính mới"):
        way.submit_initiative(initiative=record, actor=cast.member, seen=1)


def test_submitted_withdrawn_returned_and_submitted_again(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing))

    record = way.submit_initiative(initiative=record, actor=cast.member, seen=record.version)
    record = way.withdraw_initiative(initiative=record, actor=cast.member, seen=record.version)
    record = way.submit_initiative(initiative=record, actor=cast.member, seen=record.version)
    with pytest.raises(NotAllowed):
        way.return_initiative(initiative=record, actor=cast.leader, reason="Thiếu", seen=record.version)
    record = way.return_initiative(initiative=record, actor=cast.standing, reason="Thiếu số liệu", seen=record.version)

    assert (record.state, record.return_reason) == (State.DRAFT, "Thiếu số liệu")
    assert Notice.objects.filter(user=cast.member, text__contains="Thiếu số liệu").exists()


def test_after_the_call_only_the_standing_office_takes_one_with_a_reason(cast: Cast) -> None:
    today = timezone.localdate()
    ended = make_call(cast.standing, opens_on=today - dt.timedelta(9), closes_on=today - dt.timedelta(1))
    record = make_initiative(cast.member, ended)

    with pytest.raises(DomainError, match="báo thường trực trình giúp"):
        way.submit_initiative(initiative=record, actor=cast.member, seen=1, late_reason="Ốm")
    with pytest.raises(DomainError, match="Ghi lý do nhận muộn"):
        way.submit_initiative(initiative=record, actor=cast.standing, seen=1)
    record = way.submit_initiative(initiative=record, actor=cast.standing, seen=1, late_reason="Tác giả nghỉ ốm")

    assert (record.state, record.late_reason) == (State.SUBMITTED, "Tác giả nghỉ ốm")
    assert AuditEntry.objects.filter(act="initiative.submit", note__contains="Tác giả nghỉ ốm").exists()


def test_the_last_day_is_in_time_and_what_came_in_time_stays_so(cast: Cast) -> None:
    today = timezone.localdate()
    record = make_initiative(cast.member, make_call(cast.standing, closes_on=today))
    record = way.submit_initiative(initiative=record, actor=cast.member, seen=record.version)
    record = way.return_initiative(initiative=record, actor=cast.standing, reason="Thiếu", seen=record.version)
    InitiativeCall.objects.update(opens_on=today - dt.timedelta(9), closes_on=today - dt.timedelta(1))
    Initiative.objects.update(submitted_at=timezone.now() - dt.timedelta(days=2))
    record.refresh_from_db()

    record = way.submit_initiative(initiative=record, actor=cast.member, seen=record.version)

    assert (record.state, record.late_reason) == (State.SUBMITTED, "")


# -- Calls and score sheets ------------------------------------------------------------------------------------------


def test_the_default_sheet_is_there_once(db: None) -> None:
    InitiativeSheet.objects.all().delete()
    calls.load_default_sheet()
    calls.load_default_sheet()

    sheet = InitiativeSheet.objects.get()
    rows = [(one.most, one.least) for one in sheet.criteria.all()]
    assert (sheet.pass_mark, rows) == (7000, [(4000, 2000), (2500, 0), (1500, 0), (2000, 0)])
    assert "hạng B" in sheet.source


def test_a_sheet_is_fixed_once_points_were_handed_in_and_copied_instead(cast: Cast) -> None:
    call = make_call(cast.standing)
    criteria = [calls.NewCriterion("Tất cả", 10_000)]
    facts = {"name": "Mới", "pass_mark": 5000, "spread_flag": 1000, "source": "", "in_use": True}
    record = make_initiative(cast.member, call, state=State.SUBMITTED)
    make_score(record, cast.clerk, {"novelty": 100})
    sheet = calls.save_sheet(sheet=call.sheet, actor=cast.standing, values=facts, criteria=criteria, seen=1)
    assert [one.name for one in sheet.criteria.all()] == ["Tất cả"]

    InitiativeScore.objects.all().delete()
    make_score(record, cast.clerk, state=ScoreState.SUBMITTED)
    with pytest.raises(DomainError, match="Chép thành bảng mới"):
        calls.save_sheet(sheet=sheet, actor=cast.standing, values=facts, criteria=criteria, seen=sheet.version)
    copied = calls.copy_sheet(sheet=sheet, actor=cast.standing)
    assert (copied.name, copied.criteria.count()) == ("Mới (bản chép)", 1)


@pytest.mark.parametrize(
    "criteria", [[], [calls.NewCriterion("A", 0)], [calls.NewCriterion("A", 100, 200)], [calls.NewCriterion("A", 100)]]
)
def test_a_sheet_that_cannot_be_is_refused(cast: Cast, criteria: list[calls.NewCriterion]) -> None:
    facts = {"name": "Mới", "pass_mark": 5000, "spread_flag": 1000, "source": "", "in_use": True}

    with pytest.raises(DomainError):
        calls.save_sheet(sheet=None, actor=cast.standing, values=facts, criteria=criteria)


def test_opening_a_call_tells_everybody(cast: Cast) -> None:
    day = timezone.localdate()
    facts: dict[str, Any] = dict.fromkeys(calls.CALL_FIELDS)
    facts |= {"year": 2026, "name": "Đợt 1", "opens_on": day, "closes_on": day, "sheet": make_score_sheet()}
    facts["guidance"] = ""

    call = calls.save_call(call=None, actor=cast.standing, values=facts)

    assert Notice.objects.filter(user=cast.member, text__startswith="Mở Đợt 1").count() == 1
    closes = {**facts, "closes_on": day - dt.timedelta(1)}
    with pytest.raises(DomainError, match="trước ngày mở"):
        calls.save_call(call=call, actor=cast.standing, values=closes, seen=call.version)
    with pytest.raises(NotAllowed):
        calls.save_call(call=None, actor=cast.leader, values=facts)


# -- What others read ------------------------------------------------------------------------------------------------


def test_what_is_on_file_for_registrations(cast: Cast) -> None:
    for state in (State.DRAFT, State.REFUSED):
        make_initiative(cast.member, state=state)
    assert not filed().exists()
    make_initiative(cast.member, state=State.SUBMITTED)
    assert list(filed().values_list("person", "year")) == [(cast.member.person_id, 2026)]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("So hoa ho so le tan doi ngoai", 2025),
        ("HỒ SƠ LỄ TÂN ĐỐI NGOẠI: số hóa", 2025),
        (unicodedata.normalize("NFD", "Đối ngoại, lễ tân – số hoá các hồ sơ"), 2025),
        ("Lễ tân đối ngoại số hoá hồ sơ", 2026),  # of past years, entered after the dossier was written
    ],
)
def test_an_earlier_one_is_found_in_other_spelling_and_order(cast: Cast, name: str, year: int) -> None:
    record = make_initiative(cast.member, name="Số hoá hồ sơ lễ tân đối ngoại", state=State.SUBMITTED)
    make_recognised(cast.contact, name, year, is_past=True, submitted_at=None, **dict.fromkeys(TEXTS_OF, ""))
    make_recognised(cast.contact, "Danh bạ điện thoại dùng chung", **dict.fromkeys(TEXTS_OF, ""))

    assert [(one.year, one.percent) for one in similar_to(cast.member, record)] == [(year, 100)]


def test_of_one_year_the_one_submitted_first_is_the_earlier(cast: Cast) -> None:
    now, call = timezone.now(), make_call(cast.standing)
    later = make_initiative(cast.member, call, state=State.SUBMITTED, submitted_at=now)
    first = make_initiative(cast.contact, call, state=State.SUBMITTED, submitted_at=now - dt.timedelta(hours=1))

    found = [[one.pk for one in similar_to(cast.standing, record)] for record in (first, later)]

    assert found == [[], [first.pk]]


def test_earlier_ones_that_read_alike_are_offered_with_their_decision(cast: Cast) -> None:
    make_recognised(cast.contact, "Sổ tay đón tiếp đoàn")
    make_initiative(cast.stranger, name="Sổ tay điện tử đón tiếp đoàn vào", year=2025)  # a draft is nobody else's
    record = make_initiative(cast.member)

    (found,) = similar_to(cast.member, record)

    assert (found.name, found.year, found.decision) == (
        "Sổ tay đón tiếp đoàn",
        2025,
        "Cơ sở: số 45/QĐ-2025 ngày 20/11/2025",
    )
    assert found.percent >= 60
