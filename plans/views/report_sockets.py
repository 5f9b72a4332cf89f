"""Reports on other pages: what of them waits for a person, their days, search, the page of the task they fulfil."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, CharField, F, Q, TextField, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from plans.models import PaperState, Plan, Report, ReportRemark, Task, User
from plans.models.task import WORKABLE
from plans.rules.official import short_date
from plans.rules.reminding import one_line
from plans.rules.report_kind import report_kinds
from plans.rules.text import fold
from plans.services.waiting import Rows, WaitingRow, waiting_row, waiting_where
from plans.sockets import (
    CalendarItem,
    CalendarQuestion,
    Panel,
    PanelQuestion,
    SearchHit,
    SearchSource,
    WorkItem,
)
from plans.views.paper_acts import paper_pill

REPORT, REMARK = "report", "report_remark"
LONGEST = 140


# -- Waiting work ------------------------------------------------------------------------------------------------------


def reports_waiting(user: User, plan: Plan) -> Rows | None:
    """To approve: the leadership; to number: the clerk; returned, or issued with its task still open: who prepares."""
    fulfils = Q(state=PaperState.ISSUED, task__progress__in=sorted(WORKABLE), task__dropped=False)
    wanted = waiting_where(
        user,
        ("plans.approve_report", Q(state=PaperState.SUBMITTED)),
        ("plans.issue_report", Q(state=PaperState.APPROVED)),
        ("plans.edit_report", Q(state=PaperState.DRAFT) & ~Q(return_reason="") | fulfils),
    )
    if wanted is None:
        return None
    said = Case(When(state=PaperState.DRAFT, then=F("return_reason")), default=F("abstract"), output_field=TextField())
    return waiting_row(
        Report.objects.kept().filter(wanted, plan=plan),
        REPORT,
        owner="task_id",
        no="state",
        title="number",
        text=said,
        unit="task__no",
        since="updated_at",
    )


def report_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    said = one_line(row.text or "", LONGEST)
    page, title, origin, action, pill = {
        PaperState.SUBMITTED: ("report", "Duyệt báo cáo", said, "Xem, quyết định", "Chờ duyệt"),
        PaperState.APPROVED: ("report_issue", "Ban hành báo cáo", said, "Ghi số, ban hành", "Chờ ghi số"),
        PaperState.DRAFT: ("report", "Sửa báo cáo", f"Lý do trả lại: {said}", "Soạn tiếp", "Trả lại"),
        PaperState.ISSUED: (
            "task_report",
            f"Báo hoàn thành nhiệm vụ {row.unit}",
            f"Báo cáo số {row.title} đã ban hành: {said}",
            "Báo hoàn thành",
            "",
        ),
    }[PaperState(row.no or "")]
    key = row.owner if page == "task_report" else row.pk
    return WorkItem(
        group="await",
        title=title,
        origin=origin,
        url=reverse(f"plans:{page}", args=[key]),
        action=action,
        pill=pill,
        since=timezone.localdate(row.since) if row.since else None,
    )


def remarks_waiting(user: User, plan: Plan) -> Rows | None:
    """Remarks of the leadership that nobody has taken up."""
    if not user.has_perm("plans.edit_report"):
        return None
    rows = ReportRemark.objects.filter(
        settled_at=None,
        report__plan=plan,
        report__removed_at=None,
        report__state__in=(PaperState.DRAFT, PaperState.SUBMITTED),
    )
    who = Coalesce("made_by__person__full_name", "made_by__username", Value(""), output_field=CharField())
    return waiting_row(
        rows, REMARK, owner="report_id", title="report__abstract", text="text", who=who, since="created_at"
    )


def remark_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    return WorkItem(
        group="await",
        title="Tiếp thu ý kiến về báo cáo",
        origin=f"{row.who}: {one_line(row.text or '', LONGEST)}",
        url=reverse("plans:report_answer", args=[row.owner, row.pk]),
        action="Trả lời",
        pill="Chờ tiếp thu",
        since=timezone.localdate(row.since) if row.since else None,
    )


# -- Calendar, search, task page ---------------------------------------------------------------------------------------


def report_days(user: User, plan: Plan) -> Iterable[CalendarQuestion]:
    """The days until which reports are to be sent."""
    rows = Report.objects.visible_to(user).filter(plan=plan, due_on__isnull=False).order_by("due_on", "pk")
    columns = ("pk", "abstract", "due_on", "state", "updated_at", "version")
    yield CalendarQuestion(rows.values_list(*columns), _days)


def _days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, abstract, day, state, changed, version in rows:
        yield CalendarItem(
            uid=f"report-{pk}",
            starts_on=day,
            ends_on=day,
            title="Hạn gửi báo cáo",
            url=reverse("plans:report", args=[pk]),
            kind="report",
            detail=f"{abstract} ({str(PaperState(state).label).lower()})",
            alarm_days=() if state == PaperState.ISSUED else (7, 3),
            changed_at=changed,
            version=version,
        )


def reports_to_search(user: User) -> Iterable[SearchSource]:
    """Reports by abstract and number."""
    yield SearchSource(
        kind="Báo cáo",
        icon="file-text",
        rows=Report.objects.visible_to(user),
        text="abstract",
        columns=("abstract", "kind", "number", "issued_on", "as_of", "state"),
        hit=_hit,
        order=("-last", "-pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    kind = report_kinds().get(row["kind"])
    number = f"số {row['number']} ngày {short_date(row['issued_on'])}" if row["number"] else ""
    return SearchHit(
        title=row["abstract"],
        url=reverse("plans:report", args=[row["pk"]]),
        detail=" · ".join(filter(None, (kind.label if kind else "", number))),
        badge=str(PaperState(row["state"]).label),
    )


class TaskReport(NamedTuple):
    """A report on the page of its task."""

    name: str
    url: str
    facts: str
    pill: SafeString


def task_reports(user: User, task: Task) -> PanelQuestion:
    """The reports that fulfil a task, its result once they are issued; on a task that asks for one, where to begin."""
    rows = Report.objects.visible_to(user).filter(task=task)
    new = ""
    if task.plan.is_in_force and user.has_perm("plans.edit_report") and (kind := _kind_for(task)):
        new = f"{reverse('plans:report_new')}?loai={kind}&nhiem-vu={task.pk}"
    completes = task.progress in WORKABLE and not task.dropped and task.plan.is_in_force
    completes = completes and user.has_perm("plans.complete_task", task)

    def panel(found: list[tuple[Any, ...]]) -> Panel | None:
        shown = [
            TaskReport(
                abstract,
                reverse("plans:report", args=[pk]),
                f"số {number} ngày {short_date(day)}" if number else f"số liệu tính đến {short_date(as_of)}",
                paper_pill(state),
            )
            for pk, abstract, number, day, as_of, state in found
        ]
        issued = any(row[-1] == PaperState.ISSUED for row in found)
        done_url = reverse("plans:task_report", args=[task.pk]) if issued and completes else ""
        context = {"reports": shown, "new_url": new if not found else "", "issued": issued, "done_url": done_url}
        return Panel("plans/report_panel.html", context) if found or new else None

    columns = ("pk", "abstract", "number", "issued_on", "as_of", "state")
    return PanelQuestion(rows.order_by("created_at", "pk").values_list(*columns), panel)


def _kind_for(task: Task) -> str:
    """The kind of report that a task asks for, by the words of its text; the most words win."""
    title = fold(task.title)
    found = [kind for kind in report_kinds().values() if kind.task_words and _all_in(kind.task_words, title)]
    return max(found, key=lambda kind: len(kind.task_words)).slug if found else ""


def _all_in(words: Iterable[str], folded: str) -> bool:
    return all(fold(word) in folded for word in words)
