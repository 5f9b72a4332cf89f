"""Making the one-page brief: read how the plan stands, lay it out on one page, keep figures and PDF for good."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from plans.errors import DomainError
from plans.models import Assignment, Brief, Office, Plan, Task, User
from plans.models.unit_index import UnitIndex
from plans.papers.brief import brief_paper, one_page
from plans.papers.content import Paper
from plans.papers.frozen import from_json, to_json
from plans.papers.pdf import is_one_page, render_pdf
from plans.rules.brief import (
    MOST_KEPT,
    NEXT_DAYS,
    BriefFacts,
    BriefLine,
    BriefTask,
    Section,
    TaskStanding,
    chosen,
)
from plans.rules.calendar import quarter_of_period
from plans.rules.document import AssignmentRole
from plans.rules.official import short_date
from plans.rules.overview import Tally, Watch, tallied, tally
from plans.rules.sniff import CONTENT_TYPES, FileKind
from plans.rules.status import Cell, Progress, TaskFacts
from plans.services import audit
from plans.services.changes import Changes
from plans.services.files import store_file
from plans.services.locking import use_submit_key

ROMAN = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV"}
_COLUMNS = ("pk", "no", "title", "period", "due", "deadline", "progress", "conditional", "triggered_on", "reported_on")


@dataclass(frozen=True)
class ToDecide:
    """One thing that waits for the leadership, worded as its page words it."""

    what: str
    why: str
    waits: str


def make_brief(*, actor: User, plan: Plan, to_decide: Sequence[ToDecide], now: dt.datetime, key: str = "") -> Brief:
    """A new brief of ``plan`` as it stands ``now``, told against the last one. It is never changed afterwards.

    Read and laid out before the transaction, so that nobody waits for the rendering.
    """
    if not plan.is_in_force:
        raise DomainError("Kế hoạch chưa ban hành nên chưa có gì để báo cáo. Ban hành kế hoạch rồi lập báo cáo nhanh.")
    at = timezone.localtime(now)
    last = Brief.objects.filter(plan=plan).order_by("-made_at", "-pk").first()
    tasks, quarters = _read_tasks(plan, at.date())
    facts = _facts(plan, tasks, quarters, to_decide, at=at, last=last)
    office = Office.objects.first() or Office()

    def laid_out(room: int) -> Paper:
        return brief_paper(
            facts,
            agency=office.heading,
            parent_agency=office.parent_heading,
            place=office.place,
            made_by=actor.get_full_name(),
            room=room,
        )

    paper = one_page(laid_out, is_one_page)
    content = _content(facts, paper, last)
    brief = Brief(plan=plan, made_at=now, made_by=actor, content=content, tasks=[list(task.standing) for task in tasks])
    return _keep(brief, render_pdf(paper, attachments=_attachment(content)), key)


@transaction.atomic
def _keep(brief: Brief, data: bytes, key: str) -> Brief:
    """The brief and its PDF, once for one press of the button."""
    use_submit_key(brief.made_by, key)
    name = f"Báo cáo nhanh {timezone.localtime(brief.made_at):%Y-%m-%d %Hh%M}.pdf"
    content_type = CONTENT_TYPES[FileKind.PDF]
    brief.pdf = store_file(data=data, name=name, content_type=content_type, user=brief.made_by)
    brief.save(force_insert=True)
    audit.record(actor=brief.made_by, act="brief.make", obj=brief, detail={"sha256": brief.pdf.sha256})
    return brief


def counts_of(brief: Brief) -> Tally:
    """The figures as they were."""
    return Tally({Cell(cell): count for cell, count in brief.content["counts"].items()})


def paper_of(brief: Brief) -> Paper:
    """The page as it was frozen."""
    return from_json(brief.content["paper"])


def tasks_of(brief: Brief) -> list[TaskStanding]:
    """Every task with the cell in which it stood."""
    return [TaskStanding(pk, no, title, Cell(cell)) for pk, no, title, cell in brief.tasks]


def since_of(brief: Brief) -> dt.datetime | None:
    """The moment of the brief against which this one tells what changed."""
    since = brief.content["since"]
    return dt.datetime.fromisoformat(since) if since else None


def _content(facts: BriefFacts, paper: Paper, last: Brief | None) -> dict[str, Any]:
    return {
        "counts": {cell.value: count for cell, count in facts.counts.items()},
        "since": facts.since.isoformat() if facts.since else "",
        "last": last.pk if last else None,
        "lists": {section.title: section.total for section in facts.sections},
        "paper": to_json(paper),
    }


def _attachment(content: dict[str, Any]) -> dict[str, bytes]:
    """The figures as data inside the PDF."""
    data = {name: content[name] for name in ("counts", "since", "lists")}
    return {"bao-cao-nhanh.json": json.dumps(data, ensure_ascii=False, indent=1).encode()}


def _read_tasks(plan: Plan, today: dt.date) -> tuple[list[BriefTask], tuple[str, ...]]:
    """Every task of the plan with its cell, and how far each quarter has come: one query."""
    watch, found, quarters = Watch(today), [], []
    rows = Task.objects.in_plan().filter(plan=plan).order_by("order", "pk").values_list(*_COLUMNS)
    for pk, no, title, period, due, deadline, progress, conditional, triggered_on, reported_on in rows:
        facts = TaskFacts(Progress(progress), deadline, conditional, triggered_on is not None, reported_on)
        standing = watch(facts)
        words = " ".join(title.split())
        found.append(BriefTask(pk, no, words, standing.cell, standing.due.words, deadline, progress, reported_on))
        if quarter := (None if period == "YEAR" else quarter_of_period(period, due)):
            quarters.append((quarter, standing.cell))
    said = tuple(
        f"{ROMAN[quarter]} {counts.done}/{counts.counted}" for quarter, counts in sorted(tallied(quarters).items())
    )
    return found, said


def _facts(
    plan: Plan,
    tasks: list[BriefTask],
    quarters: tuple[str, ...],
    to_decide: Sequence[ToDecide],
    *,
    at: dt.datetime,
    last: Brief | None,
) -> BriefFacts:
    since = timezone.localtime(last.made_at) if last else None
    late, coming, done = chosen(tasks, today=at.date(), done_after=since.date() if since else None)
    units = _units_of([*late[:MOST_KEPT], *coming[:MOST_KEPT], *done[:MOST_KEPT]])
    done_title = f"Hoàn thành từ {short_date(since.date())}" if since else "Đã hoàn thành"
    return BriefFacts(
        year=plan.year,
        at=at,
        since=since,
        counts=tally(task.cell for task in tasks),
        before=counts_of(last) if last else None,
        quarters=quarters,
        tasks=(
            _section("Quá hạn chưa hoàn thành", late, units),
            _section(f"Đến hạn trong {NEXT_DAYS} ngày tới", coming, units),
            _section(done_title, done, units),
        ),
        talk=(_decide_section(to_decide), _change_section(plan, since, at)),
    )


def _section(title: str, tasks: list[BriefTask], units: dict[int, str]) -> Section:
    lines = tuple(
        BriefLine(
            no=task.no,
            what=task.title,
            unit=units.get(task.pk, ""),
            when=short_date(task.deadline) if task.deadline else "",
            state=_state(task),
            burns=task.cell == Cell.OVERDUE,
        )
        for task in tasks[:MOST_KEPT]
    )
    return Section(title, len(tasks), lines)


def _state(task: BriefTask) -> str:
    if task.progress == Progress.DONE and task.reported_on:
        late = "xong quá hạn" if task.cell == Cell.DONE_LATE else "xong"
        return f"{late} {short_date(task.reported_on)}"
    return task.due_words[:1].lower() + task.due_words[1:]


def _decide_section(to_decide: Sequence[ToDecide]) -> Section:
    lines = tuple(BriefLine("", one.what, one.why, "", one.waits) for one in to_decide[:MOST_KEPT])
    return Section("Chờ lãnh đạo quyết định", len(to_decide), lines)


def _change_section(plan: Plan, since: dt.datetime | None, at: dt.datetime) -> Section:
    """What happened since the last brief; a first brief has nothing to tell it against."""
    if since is None:
        return Section("Thay đổi từ lần trước (đây là báo cáo đầu tiên)", 0, ())
    found = Changes(plan, since, at)
    lines = tuple(
        BriefLine("", one.words, one.who, f"{timezone.localtime(one.at):%d/%m}", "") for one in found[:MOST_KEPT]
    )
    title = f"Thay đổi từ {short_date(since.date())}"
    return Section(title, found.count(), lines)


def _units_of(tasks: Iterable[BriefTask]) -> dict[int, str]:
    """Who answers for each task: its lead, else whom the app proposes, else the first unit. Two queries."""
    keys = [task.pk for task in tasks]
    index = UnitIndex.load()
    found: dict[int, tuple[int, str]] = {}
    rows = Assignment.objects.filter(task__in=keys).values_list("task_id", "unit_id", "role", "task__follow_up_unit_id")
    for task, unit, role, follow_up in rows.order_by("order", "pk"):
        rank = 0 if role == AssignmentRole.LEAD else 1 if follow_up else 2
        shown = index[unit if rank != 1 else follow_up].label
        if task not in found or rank < found[task][0]:
            found[task] = (rank, shown)
    return {task: label for task, (_, label) in found.items()}
