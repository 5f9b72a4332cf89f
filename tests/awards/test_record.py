"""Records: what may stand in them, that every entry leaves a trace, and who is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from awards.models import Award, Discipline, Initiative, RatingLevel
from awards.services import past_initiative
from awards.services import record as service
from awards.services.past_initiative import AuthorRow, UsedFor
from awards.services.record_rows import read_record
from emulation.models import Commendation, Title
from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Person
from tests.awards.record_factory import (
    make_award,
    make_discipline,
    make_hold,
    make_past_initiative,
    make_rating,
)
from tests.factory import Cast, make_person

RATED = {"year": 2025, "level": RatingLevel.GOOD, "number": "", "decided_on": None, "note": ""}
GIVEN = {
    "year": 2025,
    "title": None,
    "commendation": None,
    "kind": "cong_trang",
    "achievement": "",
    "note": "",
    "number": "12/QĐ-SNgV",
    "decided_on": dt.date(2026, 1, 15),
    "decided_by": "Giám đốc Sở",
}
WORK = {
    "kind": "initiative",
    "year": 2025,
    "name": "Sổ tay đón đoàn",
    "field": "",
    "scope": "unit",
    "number": "210/QĐ-SNgV",
    "decided_on": dt.date(2025, 11, 25),
    "decided_by": "",
}


@pytest.fixture
def person(cast: Cast) -> Person:
    """A colleague of the contact's unit."""
    return make_person("Nông Thị Diệp", cast.division)


def enter(cast: Cast, kind: service.EntryKind, subject: Any, values: dict[str, Any], **more: Any) -> Any:
    return service.save_entry(actor=cast.standing, kind=kind, record=None, subject=subject, values=values, **more)


def refused(call: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        call()
    return str(refusal.value)


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("act", flat=True))


# -- Entering, correcting, taking out ----------------------------------------------------------------------------------


def test_a_rating_is_entered_once_and_corrected(cast: Cast, person: Person) -> None:
    record = enter(cast, service.RATING, person, RATED, key="k1")
    with pytest.raises(AlreadyDone):
        enter(cast, service.RATING, person, RATED, key="k1")
    changed = service.save_entry(
        actor=cast.standing,
        kind=service.RATING,
        record=record,
        values={**RATED, "level": RatingLevel.EXCELLENT},
        seen=1,
    )

    assert (changed.level, changed.version, changed.history.count()) == ("HTXSNV", 2, 2)
    assert acts() == ["record.add", "record.change"]
    with pytest.raises(EditConflict):
        service.save_entry(actor=cast.standing, kind=service.RATING, record=record, values=RATED, seen=1)


def test_a_second_rating_of_a_year_is_refused(cast: Cast, person: Person) -> None:
    make_rating(person, 2025)

    words = refused(lambda: enter(cast, service.RATING, person, RATED))

    assert words == "Năm 2025 đã ghi “Hoàn thành tốt nhiệm vụ”. Sửa mục đó, không thêm mục thứ hai."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "một trong hai|không chọn cả hai"),
        ({"title": "TTLDTT"}, "chỉ dành cho tập thể"),
        ({"title": "LDTT", "commendation": "GK"}, "không chọn cả hai"),
        ({"title": "LDTT", "year": 2030}, "chưa đến"),
        ({"title": "LDTT", "decided_on": dt.date(2024, 1, 1)}, "trước năm thành tích"),
    ],
)
def test_an_award_that_cannot_be(cast: Cast, person: Person, change: dict[str, Any], words: str) -> None:
    catalogues: dict[str, Any] = {"title": Title, "commendation": Commendation}
    values = {
        name: catalogues[name].objects.get(code=value) if name in catalogues else value
        for name, value in change.items()
    }
    with pytest.raises(DomainError, match=words):
        enter(cast, service.AWARD, person, {**GIVEN, **values})


def test_an_entry_is_taken_out_with_a_reason(cast: Cast, person: Person) -> None:
    record = make_award(person)
    take = {"actor": cast.standing, "kind": service.AWARD, "record": record, "seen": 1}

    assert "Ghi lý do xoá" in refused(lambda: service.remove_entry(**take, reason=" "))
    service.remove_entry(**take, reason="nhập nhầm người")

    entry = AuditEntry.objects.get(act="record.remove")
    assert (Award.objects.count(), entry.note) == (0, "Khen thưởng đã nhận: nhập nhầm người")
    assert entry.detail["title"] == "Lao động tiên tiến"
    assert Award.history.filter(history_type="-").count() == 1


def test_discipline_is_not_told_in_the_audit(cast: Cast, person: Person) -> None:
    values = {
        "form": Discipline.Form.REPRIMAND,
        "on_duty": True,
        "decided_on": dt.date(2024, 3, 15),
        "ends_on": dt.date(2025, 3, 15),
        "number": "31/QĐ",
        "note": "vi phạm giờ làm việc",
    }
    record = enter(cast, service.DISCIPLINE, person, values)
    service.remove_entry(actor=cast.standing, kind=service.DISCIPLINE, record=record, reason="nhập nhầm", seen=1)

    told = AuditEntry.objects.order_by("number").values_list("act", "object_label", "note", "detail")
    assert list(told) == [
        ("record.add", "Nông Thị Diệp", "Kỷ luật", {}),
        ("record.remove", "Nông Thị Diệp", "Kỷ luật: nhập nhầm", {}),
    ]


@pytest.mark.parametrize("role", ["admin", "leader", "contact", "clerk", "member"])
def test_only_the_standing_office_writes(cast: Cast, person: Person, role: str) -> None:
    user, record = cast.user(role), make_rating(person)
    for call in (
        lambda: service.save_entry(actor=user, kind=service.RATING, record=None, subject=person, values=RATED),
        lambda: service.remove_entry(actor=user, kind=service.RATING, record=record, reason="nhầm", seen=1),
        lambda: past_initiative.save_past_initiative(actor=user, initiative=None, values=WORK, authors=[]),
    ):
        with pytest.raises(NotAllowed):
            call()


# -- Holds -----------------------------------------------------------------------------------------------------------


def test_a_hold_ends_with_a_conclusion(cast: Cast, person: Person) -> None:
    hold = make_hold(person, cast.standing)
    end = {"actor": cast.leader, "hold": hold, "seen": 1}

    assert "Ghi kết luận" in refused(
        lambda: service.release_hold(**end, released_on=dt.date(2026, 11, 1), release_note="")
    )
    assert "phải từ 12/10/2026" in refused(
        lambda: service.release_hold(**end, released_on=dt.date(2026, 10, 1), release_note="Không vi phạm")
    )
    done = service.release_hold(**end, released_on=dt.date(2026, 11, 1), release_note="Không vi phạm")

    assert (done.released_on, done.released_by) == (dt.date(2026, 11, 1), cast.leader)
    assert "Đã kết thúc" in refused(
        lambda: service.release_hold(
            actor=cast.leader, hold=hold, seen=2, released_on=dt.date(2026, 11, 2), release_note="x"
        )
    )


# -- Initiatives of past years ---------------------------------------------------------------------------------------


def test_a_past_initiative_is_recognised_with_its_authors(cast: Cast, person: Person) -> None:
    other = make_person("Lý Văn Hải", cast.division)
    title = Title.objects.get(code="CSTDCS")
    record = past_initiative.save_past_initiative(
        actor=cast.standing,
        initiative=None,
        values=WORK,
        authors=[AuthorRow(person, "", 60), AuthorRow(other, "", 30), AuthorRow(None, "Trần Ngoài", 10)],
        uses=[UsedFor(person, title, 2025)],
    )
    rows = read_record(person, user=cast.standing)

    assert (record.state, record.is_past, record.recognitions.get().number) == ("recognised", True, "210/QĐ-SNgV")
    assert [(row.name, row.share) for row in rows.works] == [("Sổ tay đón đoàn", 60)]
    assert [(use.code, use.year) for use in rows.used_for(record.pk)] == [("CSTDCS", 2025)]
    assert read_record(other, user=cast.standing).uses == []  # used for one author is not used for the other


@pytest.mark.parametrize(
    ("shares", "words"),
    [((60, 30), "cộng lại là 90%"), ((), "ít nhất một tác giả")],
)
def test_shares_make_a_hundred(cast: Cast, person: Person, shares: tuple[int, ...], words: str) -> None:
    people = [person, make_person("Lý Văn Hải", cast.division)]
    authors = [AuthorRow(one, "", share) for one, share in zip(people, shares, strict=False)]

    with pytest.raises(DomainError, match=words):
        past_initiative.save_past_initiative(actor=cast.standing, initiative=None, values=WORK, authors=authors)


def test_only_past_ones_are_taken_out(cast: Cast, person: Person) -> None:
    made_here = make_past_initiative(person, cast.standing)
    Initiative.objects.filter(pk=made_here.pk).update(is_past=False)
    past = make_past_initiative(person, cast.standing, "Mẫu công hàm", used="CSTDCS")
    take: dict[str, Any] = {"actor": cast.standing, "reason": "nhập trùng", "seen": 1}

    assert "nộp và công nhận trong phần mềm" in refused(
        lambda: past_initiative.remove_past_initiative(**take, initiative=made_here)
    )
    past_initiative.remove_past_initiative(**take, initiative=past)

    assert list(Initiative.objects.all()) == [made_here]


# -- Who reads what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees"), [("standing", True), ("leader", True), ("contact", False), ("admin", False), ("clerk", False)]
)
def test_discipline_and_holds_are_for_who_decides(cast: Cast, person: Person, role: str, sees: bool) -> None:
    make_discipline(person, cast.standing)
    make_hold(person, cast.standing)

    rows = read_record(person, user=cast.user(role))

    assert (bool(rows.disciplines), bool(rows.holds), rows.sees_discipline) == (sees, sees, sees)


def test_a_person_sees_the_own_discipline(cast: Cast) -> None:
    person = cast.member.person
    assert person is not None
    make_discipline(person, cast.standing)

    assert [row.form for row in read_record(person, user=cast.member).disciplines] == ["khien_trach"]


def test_a_record_is_one_query(cast: Cast, person: Person, django_assert_num_queries: Any) -> None:
    for year in range(2016, 2026):
        make_rating(person, year)
        make_award(person, year=year)
    cast.standing.has_perm("awards.see_discipline")

    with django_assert_num_queries(1):
        rows = read_record(person, user=cast.standing)

    assert (len(rows.ratings), len(rows.awards)) == (10, 10)


def test_nobody_keeps_the_own_record(cast: Cast) -> None:
    own = cast.standing.person
    assert isinstance(own, Person)
    award = make_award(own)
    hold = make_hold(own, cast.leader)

    for act in (
        lambda: service.save_entry(actor=cast.standing, kind=service.RATING, record=None, subject=own, values=RATED),
        lambda: service.remove_entry(actor=cast.standing, kind=service.AWARD, record=award, reason="nhầm", seen=1),
        lambda: service.release_hold(
            actor=cast.standing, hold=hold, released_on=dt.date(2026, 11, 1), release_note="Không vi phạm", seen=1
        ),
    ):
        with pytest.raises(NotAllowed, match="Không ai tự ghi"):
            act()
    made = service.save_entry(actor=cast.leader, kind=service.RATING, record=None, subject=own, values=RATED)
    assert made.person == own
