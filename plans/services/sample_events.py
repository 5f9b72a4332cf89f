"""Sample events of the 2026 plan: what tasks 4, 5, 6 and 10 look like once they have days, delegates and outcomes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from plans.models import Delegate, Event, Plan, Task, User
from plans.services.delegation import people_of

MARK = "(dữ liệu mẫu)"
_WRITER = "thuongtruc"


@dataclass(frozen=True)
class _Story:
    """One event: the task it belongs to, its day and host; ``outcome`` where it was held."""

    no: str
    name: str
    starts: dt.date
    host: str
    place: str
    people: int
    outcome: str = ""
    days: int = 1
    confirm_by: dt.date | None = None


_STORIES = (
    _Story(
        "4",
        "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025 của Cụm thi đua",
        dt.date(2026, 3, 12),
        "Cụm thi đua (Bộ Ngoại giao)",
        "Hà Nội",
        2,
        "Đã dự, đóng góp ý kiến về phương hướng năm 2026.",
    ),
    _Story(
        "5",
        "Hội nghị tổng kết phong trào thi đua, công tác khen thưởng năm 2025 của tỉnh",
        dt.date(2026, 3, 19),
        "UBND tỉnh Lạng Sơn",
        "Hội trường UBND tỉnh",
        2,
        "Đã dự; nhận nhiệm vụ triển khai năm 2026.",
    ),
    _Story(
        "6",
        "Lớp bồi dưỡng nghiệp vụ công tác thi đua, khen thưởng năm 2026",
        dt.date(2026, 6, 10),
        "Sở Nội vụ tỉnh Lạng Sơn",
        "Thành phố Lạng Sơn",
        4,
        "Đủ số người tham gia, có giấy chứng nhận.",
        days=2,
    ),
    _Story(
        "10",
        "Hội nghị sơ kết của Khối thi đua cơ quan tham mưu tổng hợp",
        dt.date(2026, 7, 22),
        "Khối thi đua cơ quan tham mưu tổng hợp",
        "Thành phố Lạng Sơn",
        2,
        "Đã dự và trình bày tham luận.",
    ),
    _Story(
        "6",
        f"Lớp bồi dưỡng nghiệp vụ công tác thi đua, khen thưởng, đợt 2 {MARK}",
        dt.date(2026, 12, 10),
        "Sở Nội vụ tỉnh Lạng Sơn",
        "Thành phố Lạng Sơn",
        4,
        days=2,
        confirm_by=dt.date(2026, 12, 1),
    ),
)


@transaction.atomic
def load_sample_events(plan: Plan, actor: User | None) -> None:
    """Give the sample plan its events; one of them waits for the leadership's decision."""
    writer = User.objects.filter(username=_WRITER).first() or actor
    if writer is None:
        return
    tasks = {task.no: task for task in plan.tasks.all()}
    for story in _STORIES:
        if story.no in tasks:
            _tell(story, tasks[story.no], writer)


def _tell(story: _Story, task: Task, writer: User) -> None:
    event = Event(
        task=task,
        name=story.name if MARK in story.name else f"{story.name} {MARK}",
        host=story.host,
        place=story.place,
        starts_on=story.starts,
        ends_on=story.starts + dt.timedelta(days=story.days - 1),
        starts_at=dt.time(8),
        confirm_by=story.confirm_by,
        outcome=story.outcome,
        submitted_at=timezone.now(),
        made_by=writer,
    )
    event.propose()
    if story.outcome:
        event.agree()
        event.hold()
    event.save()
    for order, person in enumerate(people_of(task)[: story.people], start=1):
        Delegate.objects.create(
            event=event,
            order=order,
            person=person,
            name=person.full_name,
            position=person.position,
            unit_id=person.unit_id,
            duty="Trưởng đoàn" if order == 1 else "",
            answer=Delegate.Answer.COMES if story.outcome else Delegate.Answer.ASKED,
            attended=True if story.outcome else None,
        )
