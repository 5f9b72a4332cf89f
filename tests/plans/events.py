"""Events as tests need them: one of a task, with a delegation, brought as far as a test wants."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.models import Delegate, DelegationState, Event, EventState, Person, Task, User
from tests.factory import Cast

VALUES: dict[str, Any] = {
    "name": "Hội nghị sơ kết của Khối thi đua",
    "host": "Khối thi đua cơ quan tham mưu",
    "place": "Thành phố Lạng Sơn",
    "starts_on": dt.date(2026, 7, 22),
    "ends_on": dt.date(2026, 7, 23),
    "starts_at": dt.time(8),
    "invitation_number": "12/GM-KTĐ",
    "invitation_date": dt.date(2026, 7, 10),
    "invitation_from": "Sở Nội vụ tỉnh Lạng Sơn",
    "confirm_by": dt.date(2026, 7, 18),
}


def make_event(
    task: Task,
    by: User,
    *,
    people: tuple[Person, ...] = (),
    state: EventState = EventState.PLANNED,
    delegation: DelegationState = DelegationState.DRAFT,
    **values: Any,
) -> Event:
    """An event in any state, with ``people`` as its delegation."""
    event = Event.objects.create(
        task=task, made_by=by, state=state, delegation_state=delegation, **{**VALUES, **values}
    )
    for order, person in enumerate(people, start=1):
        make_delegate(event, person, order=order)
    return event


def make_delegate(event: Event, person: Person, **values: Any) -> Delegate:
    """One of the delegation, drawn from the staff list."""
    facts = {"name": person.full_name, "position": person.position, "unit": person.unit}
    return Delegate.objects.create(event=event, person=person, **{**facts, **values})


def person_of(user: User) -> Person:
    """The person behind an account of the cast."""
    assert user.person is not None
    return user.person


def approved_event(task: Task, cast: Cast, **values: Any) -> Event:
    """An event whose delegation, the contact and the member of the division, was agreed."""
    people = (person_of(cast.contact), person_of(cast.member))
    return make_event(task, cast.standing, people=people, delegation=DelegationState.APPROVED, **values)
