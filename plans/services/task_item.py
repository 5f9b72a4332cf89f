"""The several things one task asks for, ticked apart."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from plans.models import TaskItem, User
from plans.services import audit, task_people
from plans.services.locking import locked
from plans.services.task_log import demand, taken_up


@transaction.atomic
def tick_item(*, item: TaskItem, actor: User, done: bool, today: dt.date, key: str = "") -> TaskItem:
    """Mark one thing of a task done on ``today``, or open again. The task itself is reported as a whole."""
    task = taken_up(item.task, actor, key)
    item = locked(item)
    demand(actor, "plans.report_task", task, task_people.who_reports(task))
    item.done_on, item.done_by = (today, actor) if done else (None, None)
    item.save()
    detail = {"item": item.order, "done": done}
    audit.record(actor=actor, act="task.item", obj=task, note=item.text, detail=detail)
    return item
