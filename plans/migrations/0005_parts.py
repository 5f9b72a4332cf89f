"""The parts and items of plans that were in force before parts were kept. Written by hand."""

from django.db import migrations

from plans.models.unit_index import UnitIndex, UnitLine
from plans.rules.items import items_of
from plans.services.part import resolved

IN_FORCE = ("issued", "closed")


def make_parts(apps, _schema_editor):
    """Parts and items as ``plans.services.part.make_parts`` makes them when a plan is issued."""
    task_model, part_model = apps.get_model("plans", "Task"), apps.get_model("plans", "Part")
    tasks = task_model.objects.filter(plan__state__in=IN_FORCE, parts=None)
    if not tasks.exists():
        return
    rows = apps.get_model("plans", "Unit").objects.order_by("order", "name")
    rows = rows.values_list(*UnitLine._fields, "members__pk")
    index = UnitIndex((UnitLine(*row[:-1]), row[-1]) for row in rows)
    parts, items = [], []
    for task in tasks.prefetch_related("assignments"):
        lines = sorted(task.assignments.all(), key=lambda line: (line.order, line.pk))
        for place, one in enumerate(resolved(lines, index), start=1):
            parts.append(part_model(task=task, unit_id=one.unit, assignment_id=one.line, role=one.role, order=place))
        for place, words in enumerate(items_of(task.title), start=1):
            items.append(apps.get_model("plans", "TaskItem")(task=task, order=place, text=words))
    part_model.objects.bulk_create(parts, batch_size=500)
    apps.get_model("plans", "TaskItem").objects.bulk_create(items, batch_size=500)
    _bring_up_to_date(apps, part_model)


def _bring_up_to_date(apps, part_model):
    """What units reported before stands in the log; the last word of each becomes the state of its part."""
    entries = apps.get_model("plans", "ProgressEntry").objects.filter(act__in=("report", "complete"))
    entries = entries.filter(unit__isnull=False)
    last = {(entry.task_id, entry.unit_id): entry for entry in entries.order_by("at", "pk")}
    changed = []
    for part in part_model.objects.filter(task__in={task for task, _ in last}):
        entry = last.get((part.task_id, part.unit_id))
        if entry is None:
            continue
        done = entry.act == "complete" and part.task.progress in ("awaiting", "done")
        part.__dict__["state"] = "done" if done else "doing"
        part.percent = 100 if done else min(entry.percent or 0, 100)
        part.done_text, part.difficulty, part.proposal = entry.done_text, entry.difficulty, entry.proposal
        part.reported_at = entry.at
        part.reported_on = part.task.reported_on or entry.at.date() if done else None
        changed.append(part)
    fields = ["state", "percent", "done_text", "difficulty", "proposal", "reported_at", "reported_on"]
    part_model.objects.bulk_update(changed, fields, batch_size=200)


class Migration(migrations.Migration):
    """Data alone; nothing is taken away when it is turned back."""

    dependencies = [("plans", "0004_follow_up")]
    operations = [migrations.RunPython(make_parts, migrations.RunPython.noop)]
