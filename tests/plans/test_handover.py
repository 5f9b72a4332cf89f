"""Bàn giao: roles and open pieces of work pass in one act, by who may, and nothing passes half."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, CalendarFeed, Notice, Part, PartStep, Person, Plan, Role, RoleHolding, User
from plans.services.handover import hand_over, movable
from tests.factory import Cast, make_part, make_person, make_task, make_user

NOW = dt.datetime(2026, 6, 5, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def part(plan: Plan, cast: Cast) -> Part:
    return make_part(make_task(plan, units=[cast.division]), cast.division)


def step_for(part: Part, person: Person | None, text: str = "Tổng hợp số liệu", **values: object) -> PartStep:
    return PartStep.objects.create(part=part, person=person, text=text, **values)


def roles(user: User) -> list[tuple[str, str]]:
    held = RoleHolding.objects.filter(user=user).order_by("role", "unit__name")
    return [(holding.role, holding.unit.name if holding.unit else "") for holding in held.select_related("unit")]


def pass_on(cast: Cast, taker: User, *, actor: User | None = None, giver: User | None = None, **more: object) -> None:
    """From the contact to ``taker`` by the administrator, unless said otherwise."""
    giver = giver or cast.contact
    facts = {"roles": [], "steps": [], "end_feeds": False, "seen": (giver.version, taker.version), "now": NOW}
    assert giver.person is not None
    assert taker.person is not None
    hand_over(actor=actor or cast.admin, giver=giver.person, taker=taker.person, **{**facts, **more})


def test_roles_steps_and_feeds_pass_together(part: Part, cast: Cast) -> None:
    mine, done = step_for(part, cast.contact.person), step_for(part, cast.contact.person, done_on=NOW.date())
    feed = CalendarFeed.objects.create(user=cast.contact, key_hash="x")
    holding = cast.contact.holdings.get()

    pass_on(cast, cast.member, roles=[holding.pk], steps=[mine.pk], end_feeds=True)

    assert roles(cast.contact) == [("member", "")]
    assert roles(cast.member) == [("contact", cast.division.name), ("member", "")]
    assert list(PartStep.objects.order_by("pk").values_list("person", "version")) == [
        (cast.member.person_id, 2),
        (cast.contact.person_id, done.version),
    ]
    assert Part.objects.get(pk=part.pk).version == part.version + 1
    feed.refresh_from_db()
    assert feed.revoked_at == NOW
    entry = AuditEntry.objects.get(act="handover.move")
    assert (entry.actor, entry.note, entry.detail) == (
        cast.admin,
        "Cho Hoàng Văn Em",
        {
            "taker": cast.member.person_id,
            "roles": [f"Đầu mối đơn vị ({cast.division})"],
            "steps": [mine.pk],
            "feeds": 1,
        },
    )
    assert AuditEntry.objects.filter(act="account.change").count() == 2
    notice = Notice.objects.get(user=cast.member)
    assert notice.text == "Anh, chị nhận bàn giao từ Lý Thị An: 1 vai trò, 1 việc cụ thể."


def test_only_the_administrator_passes_roles_and_ends_feeds(part: Part, cast: Cast) -> None:
    step, holding = step_for(part, cast.contact.person), cast.contact.holdings.get()

    for who in (cast.contact, cast.clerk, cast.leader, cast.member):
        with pytest.raises(NotAllowed, match="Quản trị và thường trực"):
            pass_on(cast, cast.member, actor=who, steps=[step.pk])
    for wanted in ({"roles": [holding.pk]}, {"end_feeds": True}):
        with pytest.raises(NotAllowed, match="Chỉ quản trị"):
            pass_on(cast, cast.member, actor=cast.standing, **wanted)
    pass_on(cast, cast.member, actor=cast.standing, steps=[step.pk])

    assert PartStep.objects.get().person == cast.member.person


def test_nothing_passes_when_one_thing_cannot(part: Part, cast: Cast) -> None:
    holding, step = cast.contact.holdings.get(), step_for(part, cast.contact.person)

    with pytest.raises(DomainError, match="không thuộc"):
        pass_on(cast, cast.stranger, roles=[holding.pk], steps=[step.pk])

    assert roles(cast.contact) == [("contact", cast.division.name)]
    assert PartStep.objects.get().person == cast.contact.person
    assert not AuditEntry.objects.filter(act__in=("handover.move", "account.change")).exists()


def test_what_has_changed_meanwhile_is_refused(part: Part, cast: Cast) -> None:
    step, holding = step_for(part, cast.contact.person), cast.contact.holdings.get()
    PartStep.objects.filter(pk=step.pk).update(done_on=NOW.date())

    with pytest.raises(DomainError, match="vừa được làm xong"):
        pass_on(cast, cast.member, steps=[step.pk])
    with pytest.raises(DomainError, match="vừa được người khác bỏ"):
        pass_on(cast, cast.member, steps=[0])
    with pytest.raises(DomainError, match="vừa thay đổi"):
        pass_on(cast, cast.member, roles=[0])
    with pytest.raises(EditConflict):
        pass_on(cast, cast.member, roles=[holding.pk], seen=(cast.contact.version, 0))


def test_whom_nothing_can_pass_to(part: Part, cast: Cast) -> None:
    holding = cast.contact.holdings.get()
    person = make_person("Chưa Tài Khoản", cast.division)
    facts = {"steps": [], "end_feeds": False, "seen": (1, 0), "now": NOW}
    assert cast.contact.person is not None

    with pytest.raises(DomainError, match="chưa có tài khoản"):
        hand_over(actor=cast.admin, giver=cast.contact.person, taker=person, roles=[holding.pk], **facts)
    with pytest.raises(DomainError, match="phải khác"):
        pass_on(cast, cast.contact, roles=[holding.pk])
    Person.objects.filter(pk=cast.member.person_id).update(is_active=False)
    with pytest.raises(DomainError, match="đã thôi công tác"):
        pass_on(cast, cast.member, roles=[holding.pk])


def test_nobody_hands_over_his_own_administration(cast: Cast) -> None:
    with pytest.raises(DomainError, match="không tự bỏ vai trò quản trị"):
        pass_on(cast, cast.member, giver=cast.admin, roles=[cast.admin.holdings.get().pk])
    other = make_user("quantri2", Role.ADMIN)

    pass_on(cast, cast.member, actor=other, giver=cast.admin, roles=[cast.admin.holdings.get().pk])

    assert (roles(cast.admin), roles(cast.member)) == ([("member", "")], [("admin", ""), ("member", "")])


def test_a_second_click_does_nothing(part: Part, cast: Cast) -> None:
    step = step_for(part, cast.contact.person)
    pass_on(cast, cast.member, steps=[step.pk], key="k")

    with pytest.raises(AlreadyDone):
        pass_on(cast, cast.member, steps=[step.pk], key="k")

    assert AuditEntry.objects.filter(act="handover.move").count() == 1


def test_what_can_pass_and_what_stays(part: Part, cast: Cast, plan: Plan) -> None:
    other = make_part(make_task(plan, units=[cast.other_division]), cast.other_division)
    step_for(part, cast.contact.person, due=dt.date(2026, 6, 20))
    step_for(other, cast.contact.person, "Việc của phòng khác")
    step_for(part, cast.contact.person, "Đã xong", done_on=timezone.localdate())
    CalendarFeed.objects.create(user=cast.contact, key_hash="x")
    giver, taker = cast.contact.person, cast.member.person
    assert giver is not None
    assert taker is not None

    of_admin = movable(actor=cast.admin, giver=giver, taker=taker)
    of_standing = movable(actor=cast.standing, giver=giver, taker=taker)

    role = f"Đầu mối đơn vị ({cast.division})"
    step = "Nhiệm vụ 1: Tổng hợp số liệu, hạn 20/06/2026"
    elsewhere = ("Nhiệm vụ 2: Việc của phòng khác", "Hoàng Văn Em không thuộc Phòng TTĐN; đầu mối giao lại")
    assert [words for _, words in of_admin.roles] == [role]
    assert [words for _, words in of_admin.steps] == [words for _, words in of_standing.steps] == [step]
    assert (of_admin.feeds, of_standing.feeds) == (1, 0)
    assert list(of_admin.kept) == [elsewhere]
    assert list(of_standing.kept) == [(role, "quản trị chuyển vai trò"), elsewhere]
