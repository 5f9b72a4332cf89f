"""Sample of the units' parts: what each has sent, one part split among people, who has read the plan."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from plans.models import Part, PartStep, Person, Plan, PlanReading, ProgressEntry, Task, Unit, User
from plans.rules.status import Progress

_CONTACT = "daumoi"
_OPEN_NO, _NEWS = "11", "Đã có số liệu khen thưởng, đang viết phần tự đánh giá."
_STEPS = (
    ("Lập bảng danh hiệu, hình thức khen thưởng của phòng năm 2026", dt.date(2026, 11, 27)),
    ("Viết phần tự đánh giá, tồn tại, phương hướng năm 2027", dt.date(2026, 12, 11)),
)
_READ_ON = dt.date(2026, 1, 26)


@transaction.atomic
def load_sample_parts(plan: Plan) -> None:
    """Bring the parts in line with the sample's progress, and let one division be seen at work."""
    contact = User.objects.filter(username=_CONTACT, is_sample=True).select_related("person").first()
    for task in plan.tasks.prefetch_related("parts__unit"):
        for part in task.parts.all():
            _follow(part, task)
    if contact is None or contact.person is None:
        return
    unit = contact.person.unit
    for part in Part.objects.filter(task__plan=plan, task__no=_OPEN_NO, unit=unit):
        _at_work(part, contact, unit)
    people = Person.objects.active().filter(unit=unit)
    PlanReading.objects.bulk_create(
        PlanReading(plan=plan, person=person, unit=unit, read_on=_READ_ON, recorded_by=contact) for person in people
    )


def _follow(part: Part, task: Task) -> None:
    """A part of what is reported done is done; the standing office's part says what the task says."""
    if task.reported_on and task.progress in (Progress.AWAITING, Progress.DONE):
        part.finish(on=task.reported_on)
        part.done_text = task.latest_news if part.unit.is_standing else "Đã làm xong phần việc của đơn vị."
        part.reported_at = _at(task.reported_on)
    elif task.progress == Progress.DOING and part.unit.is_standing:
        entry = task.entries.filter(act=ProgressEntry.Act.REPORT).first()
        part.work()
        part.percent, part.done_text = task.percent, task.latest_news
        part.reported_at = entry.at if entry else None
    else:
        return
    part.save()


def _at_work(part: Part, contact: User, unit: Unit) -> None:
    part.work()
    part.percent, part.done_text, part.reported_at = 50, _NEWS, _at(dt.date(2026, 11, 16))
    part.save()
    entry = ProgressEntry.objects.create(
        task=part.task,
        act=ProgressEntry.Act.REPORT,
        actor=contact,
        unit=unit,
        state_from=part.task.progress,
        state_to=part.task.progress,
        percent=50,
        done_text=_NEWS,
        is_sample=True,
    )
    ProgressEntry.objects.filter(pk=entry.pk).update(at=part.reported_at)
    people = list(Person.objects.active().filter(unit=unit))
    for order, (text, due) in enumerate(_STEPS, start=1):
        PartStep.objects.create(part=part, order=order, text=text, person=people[order % len(people)], due=due)


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9, 30), tzinfo=timezone.get_current_timezone())
