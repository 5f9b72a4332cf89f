"""Events: who may write what, the way of the delegation, answers, outcome, bin; whole tables of state and act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Delegate, DelegationState, Event, EventState, Evidence, Notice, Plan, Task
from plans.rules.document import AssignmentRole
from plans.services import bin as bin_service
from plans.services import delegation, event
from plans.services.delegation import Named
from plans.services.evidence import NewFile
from tests.factory import Cast, make_assignment, make_person, make_task, make_unit
from tests.plans.events import VALUES, approved_event, make_event, person_of

HELD_ON = dt.date(2026, 7, 23)
ACTS = ("change", "delegate", "propose", "agree", "return", "revise", "answer", "outcome", "cancel", "reopen", "remove")
# state/delegation   change delegate propose agree return revise answer outcome cancel reopen remove
WHAT_IS_POSSIBLE = """
planned/draft        yes    yes      yes     -     -      -      -      yes     yes    -      yes
planned/submitted    yes    -        -       yes   yes    yes    -      yes     yes    -      yes
planned/approved     yes    -        -       -     -      yes    yes    yes     yes    -      yes
planned/returned     yes    yes      yes     -     -      -      -      yes     yes    -      yes
held/approved        -      -        -       -     -      -      -      yes     -      yes    -
cancelled/approved   -      -        -       -     -      -      -      -       -      yes    yes
"""


def do(act: str, record: Event, cast: Cast) -> object:
    """Try ``act`` as the person who would do it."""
    seen, by = record.version, cast.standing
    acts: dict[str, Callable[[], object]] = {
        "change": lambda: event.change_event(event=record, actor=by, values=VALUES, seen=seen),
        "delegate": lambda: delegation.set_delegation(
            event=record, actor=by, duties={person_of(cast.contact).pk: ""}, named=[], seen=seen
        ),
        "propose": lambda: delegation.propose_delegation(event=record, actor=by, seen=seen),
        "agree": lambda: delegation.decide_delegation(
            event=record, actor=cast.leader, agrees=True, reason="", seen=seen
        ),
        "return": lambda: delegation.decide_delegation(
            event=record, actor=cast.leader, agrees=False, reason="Thêm một người.", seen=seen
        ),
        "revise": lambda: delegation.revise_delegation(event=record, actor=by, seen=seen),
        "answer": lambda: delegation.answer(
            delegate=record.delegates.all()[0], actor=cast.contact, comes=True, note=""
        ),
        "outcome": lambda: event.record_outcome(
            event=record, actor=by, present=frozenset(), outcome="Đã dự.", today=HELD_ON, seen=seen
        ),
        "cancel": lambda: event.cancel_event(event=record, actor=by, reason="Hoãn.", seen=seen),
        "reopen": lambda: event.reopen_event(event=record, actor=by, seen=seen),
        "remove": lambda: event.remove_event(event=record, actor=by),
    }
    return acts[act]()


def outcome_of(act: str, state: str, task: Task, cast: Cast) -> str:
    """Whether the act is possible in a state; a refusal is a sentence and changes nothing."""
    held, way = state.split("/")
    people = (person_of(cast.contact),)
    record = make_event(task, cast.standing, people=people, state=EventState(held), delegation=DelegationState(way))
    try:
        do(act, record, cast)
    except DomainError as error:
        refusal = str(error)
    else:
        return "yes"
    now = Event.objects.get(pk=record.pk)
    assert (refusal[-1], now.version, now.state, now.delegation_state) == (".", record.version, held, way)
    return "-"


def test_every_act_in_every_state_does_what_the_table_says(task: Task, cast: Cast) -> None:
    expected = {line.split()[0]: line.split()[1:] for line in WHAT_IS_POSSIBLE.strip().splitlines()}

    found = {state: [outcome_of(act, state, task, cast) for act in ACTS] for state in expected}

    assert found == expected


@pytest.mark.parametrize("who", ["leader", "clerk", "member", "stranger", "admin"])
def test_only_the_standing_office_and_the_leads_contact_write(plan: Plan, cast: Cast, who: str) -> None:
    task = make_task(plan, units=[(cast.division, AssignmentRole.LEAD), cast.group])

    with pytest.raises(NotAllowed, match="Thường trực TĐKT và đầu mối đơn vị chủ trì"):
        event.add_event(task=task, actor=cast.user(who), values=VALUES)

    assert event.add_event(task=task, actor=cast.contact, values=VALUES).made_by == cast.contact


def test_an_event_keeps_its_invitation_as_evidence(task: Task, cast: Cast) -> None:
    file = NewFile("Giấy mời.png", b"\x89PNG\r\n\x1a\n moi")

    made = event.add_event(task=task, actor=cast.standing, values=VALUES, invitation=file, key="a")

    kept = Evidence.objects.get()
    assert (kept.event, kept.task, kept.caption, kept.file.name) == (made, task, "Giấy mời số 12/GM-KTĐ", file.name)
    with pytest.raises(AlreadyDone):
        event.add_event(task=task, actor=cast.standing, values=VALUES, invitation=file, key="a")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": dt.date(2026, 7, 1)}, "ở trước ngày bắt đầu"),
        ({"confirm_by": dt.date(2026, 7, 25)}, "ở sau ngày hội nghị bắt đầu"),
    ],
)
def test_days_that_cannot_be_are_refused(task: Task, cast: Cast, changes: dict[str, dt.date], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        event.add_event(task=task, actor=cast.standing, values={**VALUES, **changes})


def test_a_save_over_somebody_elses_is_a_conflict(task: Task, cast: Cast) -> None:
    record = make_event(task, cast.standing)
    event.change_event(event=record, actor=cast.standing, values={**VALUES, "place": "Hà Nội"}, seen=1)

    with pytest.raises(EditConflict) as conflict:
        event.change_event(event=record, actor=cast.standing, values=VALUES, seen=1)

    assert conflict.value.current.place == "Hà Nội"


def test_the_delegation_is_drawn_from_the_assigned_units_groups_resolved(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.leadership])
    make_assignment(task, cast.group)
    outside = make_person("Lò Văn Ngoài", make_unit("Sở Nội vụ", kind="external"))

    offered = [person.full_name for person in delegation.people_of(task)]

    assert offered == [
        "Nông Đức Dũng",
        "Trần Quốc Bảo",
        "Vi Thị Chi",
        "Lê Thu Hà",
        "Lý Thị An",
        "Hoàng Văn Em",
        "Đặng Văn Bình",
    ]
    record = make_event(task, cast.standing)
    with pytest.raises(DomainError, match="Đại biểu phải là người của đơn vị"):
        delegation.set_delegation(event=record, actor=cast.standing, duties={outside.pk: ""}, named=[], seen=1)


def test_the_list_stands_in_order_with_the_head_first_and_keeps_answers(task: Task, cast: Cast) -> None:
    contact, member = person_of(cast.contact), person_of(cast.member)
    record = make_event(task, cast.standing, people=(contact,))
    record.delegates.update(answer=Delegate.Answer.COMES)
    guest = Named("Trần Văn Khách", "Chuyên viên Sở Nội vụ", "Phiên dịch")

    delegation.set_delegation(
        event=record,
        actor=cast.standing,
        duties={contact.pk: "Thư ký", member.pk: "Trưởng đoàn"},
        named=[guest],
        seen=1,
    )

    rows = list(record.delegates.values_list("order", "name", "duty", "answer", "unit__name"))
    assert rows == [
        (1, "Hoàng Văn Em", "Trưởng đoàn", "asked", cast.division.name),
        (2, "Lý Thị An", "Thư ký", "comes", cast.division.name),
        (3, "Trần Văn Khách", "Phiên dịch", "asked", None),
    ]
    delegation.set_delegation(event=record, actor=cast.standing, duties={contact.pk: ""}, named=[], seen=2)
    assert list(record.delegates.values_list("order", "name", "answer")) == [(1, "Lý Thị An", "comes")]


def test_nothing_is_proposed_without_a_delegate(task: Task, cast: Cast) -> None:
    record = make_event(task, cast.standing)

    with pytest.raises(DomainError, match="Chưa có đại biểu nào"):
        delegation.propose_delegation(event=record, actor=cast.standing, seen=1)


def test_the_leadership_decides_and_everybody_concerned_hears(task: Task, cast: Cast) -> None:
    record = make_event(task, cast.standing, people=(person_of(cast.member),))
    record = delegation.propose_delegation(event=record, actor=cast.standing, seen=1)
    with pytest.raises(NotAllowed, match="Lãnh đạo Sở duyệt"):
        delegation.decide_delegation(event=record, actor=cast.standing, agrees=True, reason="", seen=2)
    with pytest.raises(DomainError, match="Ghi lý do trả lại"):
        delegation.decide_delegation(event=record, actor=cast.leader, agrees=False, reason=" ", seen=2)

    record = delegation.decide_delegation(event=record, actor=cast.leader, agrees=True, reason="", seen=2)

    heard = {notice.user.username for notice in Notice.objects.all()}
    assert record.delegation_state == DelegationState.APPROVED
    assert heard == {"lanhdao", "canhan", "daumoi", "vanthu"}
    assert list(AuditEntry.objects.order_by("number").values_list("act", flat=True)) == ["event.propose", "event.agree"]


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("member", True),
        ("contact", True),
        ("standing", True),
        ("leader", False),
        ("clerk", False),
        ("stranger", False),
        ("admin", False),
    ],
)
def test_who_answers_for_a_delegate(task: Task, cast: Cast, who: str, allowed: bool) -> None:
    """The delegate himself, the contact of his unit, the standing office."""
    record = make_event(task, cast.standing, people=(person_of(cast.member),), delegation=DelegationState.APPROVED)
    one = record.delegates.get()
    if not allowed:
        with pytest.raises(NotAllowed, match="Đại biểu trả lời cho mình"):
            delegation.answer(delegate=one, actor=cast.user(who), comes=True, note="")
        return
    with pytest.raises(DomainError, match="Ghi lý do vắng"):
        delegation.answer(delegate=one, actor=cast.user(who), comes=False, note="")

    delegation.answer(delegate=one, actor=cast.user(who), comes=False, note="Đi công tác.")

    assert record.delegates.values_list("answer", "answer_note").get() == ("excused", "Đi công tác.")


def test_the_outcome_waits_for_the_day_and_can_be_corrected(task: Task, cast: Cast) -> None:
    record = approved_event(task, cast)
    first, second = record.delegates.all()

    def write(on: dt.date, present: frozenset[int], seen: int) -> Event:
        return event.record_outcome(
            event=record, actor=cast.standing, present=present, outcome="Đã dự.", today=on, seen=seen
        )

    with pytest.raises(DomainError, match="bắt đầu ngày 22/07/2026"):
        write(dt.date(2026, 7, 21), frozenset(), 1)
    write(dt.date(2026, 7, 22), frozenset({first.pk}), 1)
    assert list(record.delegates.values_list("attended", flat=True)) == [True, False]
    write(dt.date(2026, 7, 24), frozenset({first.pk, second.pk}), 2)
    assert list(record.delegates.values_list("attended", flat=True)) == [True, True]
    assert list(AuditEntry.objects.order_by("number").values_list("act", flat=True)) == ["event.hold", "event.outcome"]


def test_an_event_goes_to_the_bin_and_comes_back(task: Task, cast: Cast) -> None:
    record = make_event(task, cast.standing)

    event.remove_event(event=record, actor=cast.standing)

    assert not Event.objects.visible_to(cast.standing).exists()
    bin_service.restore(record=Event.objects.get(), actor=cast.standing)
    assert Event.objects.visible_to(cast.standing).get() == record


def test_events_of_a_draft_are_for_those_who_see_drafts(task: Task, cast: Cast) -> None:
    make_event(task, cast.standing)
    Plan.objects.update(number="", issued_on=None, state="draft")

    seen = [who for who in ("standing", "leader", "clerk", "contact", "member") if _sees(cast, who)]

    assert seen == ["standing", "leader", "clerk"]


def _sees(cast: Cast, who: str) -> bool:
    return Event.objects.visible_to(cast.user(who)).exists()
