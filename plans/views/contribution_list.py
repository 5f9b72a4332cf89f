"""Units' contributions as lists: all of one report for who gathers them, one's own for a contact."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from plans.http import OfficeRequest
from plans.models import Contribution, ContributionState, PaperState, Report, RoleHolding, User
from plans.models.office import Role
from plans.rules.official import short_date
from plans.rules.status import Progress, TaskFacts, due_of
from plans.services.contribution import OWED, WHO_ASKS, units_left
from plans.views.acting import require
from plans.views.cells import choice_pill, due_html
from plans.views.listing import page_of
from plans.views.report import frame_of, seen_report

WHO_HAS_OWN = "Đầu mối đơn vị viết báo cáo của đơn vị mình ở đây. Anh, chị có nội dung cần góp thì báo đầu mối đơn vị."
_LOOK = {
    ContributionState.ASKED: ("idle", "circle"),
    ContributionState.SENT: ("await", "hourglass"),
    ContributionState.RETURNED: ("redo", "rotate-ccw"),
    ContributionState.TAKEN: ("done", "circle-check"),
}


class _Row(NamedTuple):
    """A contribution as it is read; ``second`` is a line below its name. ``version`` grows as its unit writes."""

    pk: int
    name: str
    second: str
    state: str
    due_on: dt.date
    sent_on: dt.date | None
    urged_on: dt.date | None
    version: int


class Line(NamedTuple):
    """One contribution of a list; ``why`` says why it cannot be urged."""

    pk: int
    name: str
    second: str
    url: str
    pill: SafeString
    due: SafeString
    sent: str
    urged: str
    owed: bool
    late: bool
    urges: bool
    why: str


def contribution_pill(state: str) -> SafeString:
    """State of a contribution."""
    return choice_pill(ContributionState(state), _LOOK)


def due_cell(state: str, due_on: dt.date, sent_on: dt.date | None, today: dt.date) -> SafeString:
    """Its day: red once it is past and nothing was sent, nothing else."""
    progress = Progress.DOING if state in OWED else Progress.DONE
    return due_html(due_of(TaskFacts(progress, due_on, reported_on=sent_on), today), due_on, sent_on)


@require_safe
def contribution_list(request: OfficeRequest, pk: int) -> HttpResponse:
    """Báo cáo của các đơn vị góp vào một báo cáo."""
    report = seen_report(request, pk)
    require(request.user, "plans.see_drafts", report, who=WHO_ASKS)
    asks = request.user.has_perm("plans.ask_contribution", report) and report.state != PaperState.ISSUED
    lines = _lines_of(report, request.user, asks=asks)
    owed, late = sum(line.owed for line in lines), sum(line.late for line in lines)
    context = {
        **frame_of(report).context,
        "rows": list(enumerate(lines, 1)),
        "counted": f"{len(lines)} đơn vị được yêu cầu, {owed} chưa gửi, {late} quá hạn",
        "asks": asks,
        "asks_more": asks and report.state == PaperState.DRAFT and units_left(report).exists(),
        "any_late": any(line.late and line.urges for line in lines),
    }
    return render(request, "plans/contribution_list.html", context)


@require_safe
def contribution_own(request: OfficeRequest) -> HttpResponse:
    """Báo cáo đơn vị: those of one's own units, the newest first."""
    require(request.user, "plans.report_task", who=WHO_HAS_OWN)
    today = timezone.localdate()
    rows = Contribution.objects.visible_to(request.user).order_by("-due_on", "unit__order", "-pk")
    columns = ("pk", "unit__name", "report__abstract", "state", "due_on", "sent_on", "urged_on", "version")
    page = page_of(request, rows.values_list(*columns))
    lines = [_line(_Row(pk, abstract, unit, *rest), today) for pk, unit, abstract, *rest in page.object_list]
    context = {"page": page, "rows": list(enumerate(lines, page.start_index()))}
    return render(request, "plans/contribution_own.html", context)


def _lines_of(report: Report, user: User, *, asks: bool) -> list[Line]:
    """Every unit of a report: an office has a few dozen, so the list has one page. Two queries."""
    today = timezone.localdate()
    rows = Contribution.objects.visible_to(user).filter(report=report).order_by("unit__order", "pk")
    columns = ("pk", "unit__name", "unit_id", "state", "due_on", "sent_on", "urged_on", "version")
    held = RoleHolding.objects.filter(role=Role.CONTACT, user__is_active=True, unit__isnull=False)
    reached = set(held.values_list("unit_id", flat=True))
    found = []
    for pk, name, unit, *rest in rows.values_list(*columns):
        second = "" if unit in reached else "chưa có đầu mối có tài khoản"
        row = _Row(pk, name, second, *rest)
        if not second and row.state == ContributionState.ASKED and row.version > 1:
            row = row._replace(second="đang viết, chưa gửi")
        found.append(_line(row, today, asks=asks, reached=unit in reached))
    return found


def _line(row: _Row, today: dt.date, *, asks: bool = False, reached: bool = True) -> Line:
    owed = row.state in OWED
    why = ""
    if asks and owed:
        why = ("đã đôn đốc hôm nay" if row.urged_on == today else "") if reached else "chưa đôn đốc được"
    return Line(
        row.pk,
        row.name,
        row.second,
        reverse("plans:contribution", args=[row.pk]),
        contribution_pill(row.state),
        due_cell(row.state, row.due_on, row.sent_on, today),
        short_date(row.sent_on) if row.sent_on else "chưa gửi",
        short_date(row.urged_on) if row.urged_on else "chưa",
        owed,
        owed and row.due_on < today,
        asks and owed and not why,
        why,
    )
