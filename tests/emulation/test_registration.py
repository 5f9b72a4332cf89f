"""Services of registering: writing, the way to the standing office, results, the initiative, pledges."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db.models import F, IntegerField, Value
from django.utils import timezone

from emulation import sockets
from emulation.models import Aim, Registration, RegistrationState, Target
from emulation.services import registration as writing
from emulation.services import registration_way as way
from emulation.services import round as rounds
from emulation.services.initiative_watch import not_begun
from emulation.services.promise import AimNote, TargetResult, record_results
from emulation.services.registration import NewAim, NewTarget
from emulation.services.registration_summary import EntrySum, Summary, read_summary
from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice, Person, Plan, Role, User
from plans.models.unit_index import UnitIndex
from tests.emulation.catalogue_factory import make_commendation, make_title
from tests.emulation.registration_factory import DAYS, make_head, make_registration, make_round
from tests.factory import Cast, make_person, make_task, make_user

TODAY = dt.date(2026, 2, 20)
LATE = dt.date(2026, 3, 2)
State = RegistrationState


def state_of(record: Registration) -> str:
    return Registration.objects.get(pk=record.pk).state


def acts() -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.filter(act__startswith="registration").order_by("number")
    return list(entries.values_list("act", "state_from", "state_to", "note"))


# -- The round ------------------------------------------------------------------------------------------------------


def test_a_round_is_proposed_from_the_plan_and_tells_everybody(plan: Plan, cast: Cast) -> None:
    make_task(plan, "Chấm điểm, công nhận sáng kiến năm 2026", due=dt.date(2026, 11, 30))
    make_task(plan, "Chấm lại sáng kiến", due=dt.date(2026, 12, 31))

    assert rounds.proposed(2026, plan, TODAY) == {
        "campaign": None,
        "opens_on": TODAY,
        "closes_on": None,
        "initiative_due": dt.date(2026, 11, 30),
    }
    values = {**DAYS, "campaign": None, "note": "Đăng ký đủ."}
    made = rounds.open_round(year=2026, actor=cast.standing, values=values)

    assert (made.year, made.opens_on, made.note) == (2026, DAYS["opens_on"], "Đăng ký đủ.")
    assert Notice.objects.filter(text__contains="Mở đăng ký thi đua năm 2026").count() == 6
    with pytest.raises(DomainError, match="đã có đợt đăng ký"):
        rounds.open_round(year=2026, actor=cast.standing, values=values)
    with pytest.raises(DomainError, match="Ngày đóng ở trước ngày mở"):
        rounds.change_round(
            registration_round=made, actor=cast.standing, values={**values, "closes_on": dt.date(2026, 1, 1)}, seen=1
        )
    with pytest.raises(NotAllowed):
        rounds.open_round(year=2027, actor=cast.leader, values=values)


# -- Writing --------------------------------------------------------------------------------------------------------


def write(by: User, *, person: Person | None = None, unit: Any = None, **values: Any) -> Registration:
    facts = {
        "aims": [NewAim(make_title("TTLDTT" if unit else "LDTT"))],
        "targets": [NewTarget("Đúng hạn", "100%")],
        "today": TODAY,
        **values,
    }
    return writing.start_registration(
        registration_round=make_round(by), actor=by, person=person or (None if unit else by.person), unit=unit, **facts
    )


def test_who_writes_for_whom(cast: Cast) -> None:
    without = make_person("Nông Thị Diệp", cast.division)
    elsewhere = make_person("Bế Văn Phú", cast.other_division)

    assert write(cast.member).person == cast.member.person
    assert write(cast.contact, unit=cast.division).unit == cast.division
    assert write(cast.contact, person=without).made_by == cast.contact
    for by, values in (
        (cast.contact, {"person": cast.member.person}),  # she logs in herself
        (cast.contact, {"person": elsewhere}),
        (cast.contact, {"unit": cast.other_division}),
        (cast.member, {"unit": cast.division}),
        (cast.leader, {"person": elsewhere}),
    ):
        with pytest.raises(NotAllowed):
            write(by, **values)
    assert write(cast.standing, person=elsewhere).made_by == cast.standing
    with pytest.raises(DomainError, match="đã có bản đăng ký năm 2026"):
        write(cast.member)
    with pytest.raises(DomainError, match="không đăng ký tập thể"):
        write(make_user("dau-moi-lanh-dao", Role.CONTACT, unit=cast.leadership), unit=cast.leadership)


@pytest.mark.parametrize(
    ("titles", "refusal"),
    [
        (("TTLDTT",), "không dành cho cá nhân"),
        (("LDTT", "LDTT"), "có ở hai dòng"),
        (("CU",), "đã thôi dùng"),
    ],
)
def test_what_may_be_aimed_at(cast: Cast, titles: tuple[str, ...], refusal: str) -> None:
    make_title("CU", in_use=False)
    values = {"in_use": False} if "CU" in titles else {}
    with pytest.raises(DomainError, match=refusal):
        write(cast.member, aims=[NewAim(make_title(code, **values)) for code in titles])


def test_saving_keeps_what_stands_beside_lines_that_stay(cast: Cast) -> None:
    first, second = make_title("LDTT"), make_title("CSTDCS")
    record = write(cast.member, aims=[NewAim(first), NewAim(second)], targets=[NewTarget("Một"), NewTarget("Hai")])
    Aim.objects.filter(title=first).update(gap_reason="Nghỉ ốm")
    _, two = record.targets.all()
    Target.objects.filter(pk=two.pk).update(achieved="xong", met=True)

    writing.change_registration(
        registration=record,
        actor=cast.member,
        aims=[NewAim(first), NewAim(make_commendation())],
        targets=[NewTarget("Hai", "đủ", two.pk), NewTarget("Ba")],
        today=TODAY,
        seen=1,
    )

    assert list(record.aims.values_list("title__code", "commendation__code", "gap_reason")) == [
        ("LDTT", None, "Nghỉ ốm"),
        (None, "GK", ""),
    ]
    assert list(record.targets.values_list("text", "planned", "achieved", "met")) == [
        ("Hai", "đủ", "xong", True),
        ("Ba", "", "", None),
    ]
    with pytest.raises(EditConflict):
        writing.change_registration(registration=record, actor=cast.member, aims=[], targets=[], today=TODAY, seen=1)


def test_an_initiative_begins_on_a_day_that_has_come(cast: Cast) -> None:
    aims = [NewAim(make_title("CSTDCS"), "Số hoá", TODAY + dt.timedelta(days=1))]
    with pytest.raises(DomainError, match="ở sau hôm nay"):
        write(cast.member, aims=aims)


# -- The way --------------------------------------------------------------------------------------------------------


def test_the_whole_way(cast: Cast) -> None:
    make_head(cast.contact)
    record = write(cast.member)

    record = way.send_registration(registration=record, actor=cast.member, today=TODAY, seen=1, key="k")
    with pytest.raises(AlreadyDone):
        way.send_registration(registration=record, actor=cast.member, today=TODAY, seen=2, key="k")
    for by in (cast.member, cast.standing, cast.stranger, cast.leader):
        with pytest.raises(NotAllowed):
            way.confirm_registration(registration=record, actor=by, seen=2)
    record = way.confirm_registration(registration=record, actor=cast.contact, seen=2)
    with pytest.raises(NotAllowed):
        way.receive_registration(registration=record, actor=cast.leader, seen=3)
    record = way.receive_registration(registration=record, actor=cast.standing, seen=3)
    with pytest.raises(DomainError, match="không thu hồi được"):
        way.withdraw_registration(registration=record, actor=cast.member, seen=4)
    with pytest.raises(NotAllowed):
        way.return_registration(registration=record, actor=cast.contact, reason="Sai", seen=4)
    with pytest.raises(DomainError, match="Ghi lý do"):
        way.return_registration(registration=record, actor=cast.standing, reason=" ", seen=4)
    way.return_registration(registration=record, actor=cast.standing, reason="Thiếu mức", seen=4)

    assert acts() == [
        ("registration.start", "", "", ""),
        ("registration.send", "draft", "sent", ""),
        ("registration.confirm", "sent", "confirmed", ""),
        ("registration.receive", "confirmed", "received", ""),
        ("registration.return", "received", "draft", "Thiếu mức"),
    ]
    told = Notice.objects.filter(key__startswith="registration").order_by("pk").values_list("user__username", "text")
    assert [(who, text.rpartition(" của ")[2]) for who, text in told] == [
        ("daumoi", "Hoàng Văn Em đã gửi, chờ anh, chị xác nhận."),
        ("thuongtruc", "Hoàng Văn Em đã được đơn vị xác nhận, chờ nhận."),
        ("canhan", "Hoàng Văn Em đã được thường trực nhận."),
        ("canhan", "Hoàng Văn Em bị trả lại: Thiếu mức"),
    ]


def test_the_contact_confirms_where_no_head_has_an_account(cast: Cast) -> None:
    record = way.send_registration(registration=write(cast.member), actor=cast.member, today=TODAY, seen=1)
    assert [user.username for user in way.confirmers(record)] == ["daumoi"]
    make_head(make_user("truong-phong", Role.MEMBER, unit=cast.division))
    with pytest.raises(NotAllowed):
        way.confirm_registration(registration=record, actor=cast.contact, seen=2)


def test_nobody_confirms_his_own(cast: Cast) -> None:
    """A head's own, and what only its writer could confirm, goes straight to the standing office, and that is said."""
    head = make_head(cast.contact)
    own, of_unit = write(head), write(head, unit=cast.division)
    for record in (own, of_unit):
        sent = way.send_registration(registration=record, actor=head, today=TODAY, seen=1)
        assert (sent.state, sent.direct) == (State.CONFIRMED, True)
        assert way.receive_registration(registration=sent, actor=cast.standing, seen=2).state == State.RECEIVED
    assert acts()[2] == (
        "registration.send",
        "draft",
        "confirmed",
        "Gửi thẳng thường trực: không có người thứ hai của đơn vị xác nhận",
    )


def test_the_standing_office_does_not_receive_what_it_alone_wrote(cast: Cast) -> None:
    make_head(cast.standing)
    sent = way.send_registration(registration=write(cast.standing), actor=cast.standing, today=TODAY, seen=1)
    assert sent.direct
    with pytest.raises(NotAllowed):
        way.receive_registration(registration=sent, actor=cast.standing, seen=2)
    assert Notice.objects.filter(key__startswith="registration").values_list("user__username", flat=True).get() == (
        "lanhdao"
    )
    assert way.receive_registration(registration=sent, actor=cast.leader, seen=2).received_by == cast.leader


@pytest.mark.parametrize(
    ("first", "back", "second", "late"),
    [
        (TODAY, "return", LATE, False),  # came in time, was returned
        (TODAY, "withdraw", LATE, True),
        (LATE, "return", LATE, True),
        (DAYS["closes_on"], "withdraw", DAYS["closes_on"], False),
    ],
)
def test_late_ones_are_marked_and_never_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, first: dt.date, back: str, second: dt.date, late: bool
) -> None:
    make_head(cast.contact)
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.combine(first, dt.time(3), dt.UTC))
    record = way.send_registration(registration=write(cast.member), actor=cast.member, today=first, seen=1)
    if back == "return":
        record = way.return_registration(registration=record, actor=cast.contact, reason="Thiếu", seen=2)
    else:
        record = way.withdraw_registration(registration=record, actor=cast.member, seen=2)
    record = way.send_registration(registration=record, actor=cast.member, today=second, seen=3)
    assert (record.late, record.return_reason, record.state) == (late, "", State.SENT)


def test_what_the_state_forbids_is_said(cast: Cast) -> None:
    empty = write(cast.member, aims=[], targets=[])
    with pytest.raises(DomainError, match="Thêm ít nhất một dòng"):
        way.send_registration(registration=empty, actor=cast.member, today=TODAY, seen=1)
    received = make_registration(cast.contact, unit=cast.division, state=State.RECEIVED)
    with pytest.raises(DomainError, match="đã được thường trực nhận nên không làm được"):
        way.send_registration(registration=received, actor=cast.contact, today=TODAY, seen=1)
    with pytest.raises(DomainError, match="Cần sửa thì đề nghị thường trực trả lại"):
        writing.change_registration(registration=received, actor=cast.contact, aims=[], targets=[], today=TODAY, seen=1)


# -- The initiative, promise and result -------------------------------------------------------------------------------


def begun(record: Registration) -> set[str]:
    """The titles whose initiative does not wait."""
    waiting = not_begun(record.aims.all()).values_list("pk", flat=True)
    return set(record.aims.exclude(pk__in=waiting).values_list("title__code", flat=True))


def test_who_waits_while_no_initiatives_are_on_file(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets.initiatives, "_plugged", [])
    titles = [make_title(code) for code in ("LDTT", "CSTDCS", "CSTD_TINH")]
    record = make_registration(cast.member, titles=titles)
    assert begun(record) == {"LDTT"}
    Aim.objects.filter(title=titles[1]).update(initiative="Số hoá", initiative_begun_on=TODAY)
    Aim.objects.filter(title=titles[2]).update(initiative="Chưa có ngày")
    assert begun(record) == {"LDTT", "CSTDCS"}
    Aim.objects.filter(title=titles[2]).update(initiative="", initiative_begun_on=TODAY)
    assert begun(record) == {"LDTT", "CSTDCS"}


def test_once_initiatives_are_on_file_the_file_decides(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    record = make_registration(cast.member, titles=[make_title("CSTDCS")])
    Aim.objects.update(initiative="Số hoá", initiative_begun_on=TODAY)

    def on_file() -> Any:
        people = Person.objects.annotate(person=F("pk"), year=Value(year, IntegerField()))
        return people.filter(pk=cast.member.person_id)

    monkeypatch.setattr(sockets.initiatives, "_plugged", [(1, on_file)])
    found = {}
    for year in (2025, 2026):
        found[year] = begun(record)
    assert found == {2025: set(), 2026: {"CSTDCS"}}


def test_results_are_written_by_those_whose_they_are(cast: Cast) -> None:
    record = make_registration(cast.member, state=State.RECEIVED, titles=[make_title("CSTDCS")])
    aim, target = record.aims.get(), record.targets.get()
    note, result = AimNote("Chưa đủ", "Số hoá", TODAY), TargetResult("8/10", False, "Thiếu người")
    facts: dict[str, Any] = {"aims": {aim.pk: note}, "targets": {target.pk: result}, "today": TODAY}

    for seen, by in enumerate((cast.member, cast.contact, cast.standing), start=1):
        record_results(registration=record, actor=by, seen=seen, **facts)
    for by in (cast.stranger, cast.leader, cast.clerk):
        with pytest.raises(NotAllowed):
            record_results(registration=record, actor=by, seen=4, **facts)
    with pytest.raises(EditConflict):
        record_results(registration=record, actor=cast.member, seen=1, **facts)
    bad = {**facts, "targets": {target.pk: result._replace(gap_reason="")}}
    with pytest.raises(DomainError, match="không đạt thì ghi lý do"):
        record_results(registration=record, actor=cast.member, seen=4, **bad)
    aim.refresh_from_db()
    target.refresh_from_db()
    assert (aim.gap_reason, aim.initiative, aim.initiative_begun_on) == note
    assert (target.achieved, target.met, target.gap_reason) == result
    draft = make_registration(cast.contact)
    with pytest.raises(DomainError, match="chưa gửi"):
        record_results(registration=draft, actor=cast.contact, aims={}, targets={}, today=TODAY, seen=1)


def test_the_summary_never_adds_persons_and_collectives(cast: Cast) -> None:
    first, second, paper = make_title("LDTT"), make_title("CSTDCS"), make_commendation("GK")
    make_registration(cast.member, state=State.SENT, titles=[first, second], commendations=[paper])
    make_registration(cast.contact, state=State.RECEIVED, titles=[first], late=True)
    make_registration(cast.contact, unit=cast.division, state=State.CONFIRMED, commendations=[paper])
    make_registration(cast.stranger, titles=[first])  # a draft counts nowhere

    found = read_summary(cast.leader, 2026, UnitIndex.load())

    division = next(unit for unit in found.units if unit.pk == cast.division.pk)
    assert (division.people, division.registered, division.missing, division.late) == (2, 2, 0, 1)
    assert (division.titles.persons, division.titles.collectives) == (2, 0)
    assert (division.commendations.persons, division.commendations.collectives) == (1, 1)
    assert counts(found.titles) == {"LDTT": (2, 0), "CSTDCS": (1, 0)}
    assert counts(found.commendations) == {"GK": (1, 1)}
    assert [(unit.pk, unit.drafts) for unit in read_summary(cast.stranger, 2026, UnitIndex.load()).units] == [
        (cast.other_division.pk, 1)
    ]
    assert isinstance(found, Summary)


def counts(entries: list[EntrySum]) -> dict[str, tuple[int, int]]:
    codes = {"Lao động tiên tiến": "LDTT", "Chiến sĩ thi đua cơ sở": "CSTDCS", "Giấy khen của Giám đốc Sở": "GK"}
    some = [one for one in entries if one.tally.persons or one.tally.collectives]
    return {codes[one.name]: (one.tally.persons, one.tally.collectives) for one in some}
