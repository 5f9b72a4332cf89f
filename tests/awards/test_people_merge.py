"""Merging people: offered, never done alone; everything goes over, of whatever app."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from awards.models import (
    AgendaItem,
    Council,
    CouncilKind,
    CouncilSeat,
    InitiativeAuthor,
    Meeting,
    MeetingState,
    PersonPair,
    Rating,
    RatingLevel,
)
from awards.rules.same_person import Likeness
from awards.services import people_merge as service
from awards.services.people_pairs import MOVED, STAYS, beside_awards, clashes, likely_doubles, other_relations
from awards.services.record import RATING, save_entry
from plans.errors import AlreadyDone, DomainError, NotAllowed
from plans.models import AuditEntry, Person, PlanReading
from tests.awards.letter_factory import make_ready
from tests.awards.record_factory import (
    make_absence,
    make_award,
    make_discipline,
    make_hold,
    make_past_initiative,
    make_praise,
    make_rating,
    make_transfer,
)
from tests.factory import Cast, make_person, make_plan, make_user


@pytest.fixture
def kept(cast: Cast) -> Person:
    """The right spelling."""
    return make_person("Hoàng Thị Hòa", cast.division)


@pytest.fixture
def twin(cast: Cast, kept: Person) -> Person:
    """The same woman with the other way of placing the tone."""
    return make_person("Hoàng Thị Hoà", cast.division)


def refused(call: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        call()
    return str(refusal.value)


def offered() -> list[tuple[str, str, Likeness, bool]]:
    return [(p.first.full_name, p.second.full_name, p.why, p.two_units) for p in likely_doubles()]


# -- What is offered -------------------------------------------------------------------------------------------------


def test_likely_doubles_say_why(cast: Cast, kept: Person, twin: Person) -> None:
    make_person("Nguyễn T. Lan", cast.division)
    make_person("Nguyễn Thị Lan", cast.other_division)
    make_person("Lục Văn Xa", cast.division, birth_date=dt.date(1980, 1, 1))
    make_person("Lục Văn Xa", cast.other_division, birth_date=dt.date(1990, 1, 1))

    assert offered() == [
        ("Hoàng Thị Hòa", "Hoàng Thị Hoà", Likeness.TONE_STYLE, False),
        ("Nguyễn T. Lan", "Nguyễn Thị Lan", Likeness.SHORTENED, True),
    ]


def test_two_people_are_not_offered_again(cast: Cast, kept: Person, twin: Person) -> None:
    pair = service.tell_apart(actor=cast.admin, one=twin, other=kept, reason="hai chị em", key="k")

    assert (pair.first, pair.second, pair.kept, offered()) == (kept, twin, None, [])
    with pytest.raises(AlreadyDone):
        service.tell_apart(actor=cast.admin, one=twin, other=kept, key="k")
    assert "Đã ghi “Không phải một người”" in refused(
        lambda: service.merge_people(actor=cast.standing, keep=kept, give_up=twin)
    )
    assert AuditEntry.objects.get().act == "people.differ"


# -- Merging ---------------------------------------------------------------------------------------------------------


def test_everything_of_awards_goes_over(cast: Cast, kept: Person, twin: Person) -> None:
    make_rating(kept, 2024)
    make_rating(twin, 2024)  # the same one entered twice
    make_rating(twin, 2025, RatingLevel.EXCELLENT)
    make_award(twin)
    make_discipline(twin, cast.standing)
    make_hold(twin, cast.standing)
    make_absence(twin)
    make_transfer(twin)
    make_praise(twin, cast.standing)
    make_past_initiative(twin, cast.standing, used="CSTDCS")

    pair = service.merge_people(actor=cast.standing, keep=kept, give_up=twin, reason="đã hỏi trưởng phòng")

    twin.refresh_from_db()
    assert (twin.is_active, pair.kept, pair.given_up) == (False, kept, twin.pk)
    assert pair.moved == {
        "xếp loại": 1,
        "khen thưởng đã nhận": 1,
        "mục khác": 2,
        "thời gian nghỉ": 1,
        "biểu dương": 1,
        "tuyển dụng, chuyển công tác": 1,
        "tác giả": 1,
        "lần dùng sáng kiến": 1,
    }
    assert {row.person for model in MOVED for row in model.objects.all() if row.person_id} == {kept}
    assert list(Rating.objects.order_by("year").values_list("year", "level")) == [(2024, "HTTNV"), (2025, "HTXSNV")]
    assert Rating.history.filter(person=twin).count() == 3  # history stays under both names
    entry = AuditEntry.objects.get(act="people.merge")
    assert entry.note == "Hoàng Thị Hoà gộp vào Hoàng Thị Hòa. đã hỏi trưởng phòng"
    assert "kỷ luật" not in str(entry.detail)


def test_after_merging_nothing_is_written_under_the_old_name(cast: Cast, kept: Person, twin: Person) -> None:
    service.merge_people(actor=cast.standing, keep=kept, give_up=twin)
    values = {"year": 2025, "level": RatingLevel.GOOD, "number": "", "decided_on": None, "note": ""}

    words = refused(lambda: save_entry(actor=cast.standing, kind=RATING, record=None, subject=twin, values=values))

    assert words == "Hồ sơ này đã gộp vào hồ sơ của Hoàng Thị Hòa. Ghi ở hồ sơ đó."
    third = make_person("Hoang Thi Hoa", cast.division)
    assert "đã gộp vào hồ sơ" in refused(lambda: service.merge_people(actor=cast.standing, keep=third, give_up=twin))
    assert offered() == [("Hoàng Thị Hòa", "Hoang Thi Hoa", Likeness.NO_ACCENTS, False)]


def test_rows_that_clash_are_listed(cast: Cast, kept: Person, twin: Person) -> None:
    make_rating(kept, 2025, RatingLevel.GOOD)
    make_rating(twin, 2025, RatingLevel.EXCELLENT)
    make_award(kept, number="1/QĐ")
    make_award(twin, number="2/QĐ")
    work = make_past_initiative(kept, cast.standing)
    work.authors.update(share=50)
    InitiativeAuthor.objects.create(initiative=work, person=twin, share=50, order=1)
    expected = [
        "Xếp loại năm 2025: “Hoàn thành tốt nhiệm vụ” và “Hoàn thành xuất sắc nhiệm vụ”",
        "Danh hiệu “Lao động tiên tiến” năm 2025: công trạng, 1/QĐ ngày 15/01/2026 và công trạng, 2/QĐ ngày 15/01/2026",
        "Sáng kiến “Sổ tay đón đoàn” ghi cả hai là tác giả",
    ]

    assert clashes(kept, twin) == expected
    words = refused(lambda: service.merge_people(actor=cast.standing, keep=kept, give_up=twin))
    assert words == f"Chưa gộp được, hai hồ sơ ghi khác nhau: {'; '.join(expected)}. Sửa cho khớp rồi gộp."
    assert Rating.objects.get(level="HTXSNV").person == twin


def test_an_account_in_use_hinders(cast: Cast, kept: Person, twin: Person) -> None:
    make_user("hoa", "member", person=twin)

    words = refused(lambda: service.merge_people(actor=cast.standing, keep=kept, give_up=twin))

    assert "còn tài khoản «hoa» đang dùng" in words
    assert not PersonPair.objects.exists()


@pytest.mark.parametrize("role", ["leader", "contact", "clerk", "member"])
def test_who_may_merge(cast: Cast, kept: Person, twin: Person, role: str) -> None:
    with pytest.raises(NotAllowed):
        service.merge_people(actor=cast.user(role), keep=kept, give_up=twin)
    with pytest.raises(NotAllowed):
        service.tell_apart(actor=cast.user(role), one=kept, other=twin)


# -- Every key to a person -------------------------------------------------------------------------------------------


def test_every_key_to_a_person_goes_over_but_for_the_account() -> None:
    """Of every app, by looking at all models: a new key to a person is moved without anybody thinking of it."""
    moved = {model._meta.label for model in MOVED} | {one.related_model._meta.label for one in other_relations()}
    pointing: set[str] = {
        field.model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Person
        if not model.__name__.startswith("Historical")
    }

    assert pointing - moved == {model._meta.label for model in STAYS}
    assert {"emulation.Registration", "plans.PlanReading", "awards.CouncilSeat"} <= moved


def test_what_the_other_apps_know_goes_over(cast: Cast, kept: Person, twin: Person) -> None:
    readings = PlanReading.objects
    plan = make_plan()
    readings.create(plan=plan, person=twin, unit=cast.division, read_on=dt.date(2026, 2, 2), recorded_by=cast.contact)

    pair = service.merge_people(actor=cast.standing, keep=kept, give_up=twin)

    assert list(readings.values_list("person", flat=True)) == [kept.pk]
    assert pair.moved == {str(PlanReading._meta.verbose_name): 1}


def test_what_only_one_may_have_hinders(cast: Cast, kept: Person, twin: Person) -> None:
    plan = make_plan()
    for person in (kept, twin):
        PlanReading.objects.create(
            plan=plan, person=person, unit=cast.division, read_on=dt.date(2026, 2, 2), recorded_by=cast.contact
        )

    words = refused(lambda: service.merge_people(actor=cast.standing, keep=kept, give_up=twin))

    assert words.startswith("Chưa gộp được, cả hai người đều có")
    assert PlanReading.objects.filter(person=twin).exists()
    assert not PersonPair.objects.exists()


def test_whoever_is_voted_on_now_is_not_merged(cast: Cast, kept: Person, twin: Person) -> None:
    council = Council.objects.create(kind=CouncilKind.EMULATION, term_from=dt.date(2026, 1, 1))
    meeting = Meeting.objects.create(
        council=council,
        year=2026,
        number=1,
        subject="Xét khen thưởng cuối năm",
        held_on=dt.date(2026, 11, 20),
        state=MeetingState.VOTING,
        prepared_by=cast.standing,
    )
    CouncilSeat.objects.create(council=council, person=kept, from_on=dt.date(2026, 1, 1))
    AgendaItem.objects.create(meeting=meeting, nomination=make_ready(cast, person=twin))

    assert clashes(kept, twin) == [
        "Hoàng Thị Hoà đang được xét tại phiên họp “Xét khen thưởng cuối năm”, đợi chốt kết quả",
        "Hoàng Thị Hòa đang biểu quyết tại phiên họp “Xét khen thưởng cuối năm”, đợi chốt kết quả",
    ]


def test_what_stands_elsewhere_is_counted(
    cast: Cast, kept: Person, twin: Person, django_assert_num_queries: Any
) -> None:
    make_user("hoa", "member", person=twin)

    with django_assert_num_queries(1):
        beside = beside_awards(kept, twin)

    assert beside == {kept.pk: [], twin.pk: [("tài khoản", 1)]}
