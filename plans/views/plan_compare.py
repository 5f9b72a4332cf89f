"""The plan compared as of any two days: what was added, dropped, changed; on the screen and as an A4 paper."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from plans.forms.adjustment import CompareForm
from plans.http import OfficeRequest
from plans.models import IN_FORCE, Plan
from plans.papers.content import Align, Column, Row, Words
from plans.rules.adjusting import TaskText
from plans.rules.differences import Change, word_changes
from plans.rules.official import short_date
from plans.rules.status import PROGRESS_WORDS, Progress
from plans.views.cells import icon_html, state_html
from plans.views.compare_rows import ADDED, DROPPED, Compared, Standing, compare_plan
from plans.views.listing import Listing, page_of, send_listing
from plans.views.plan import plans_seen

PER_PAGE = 100
_TAGS = {Change.KEPT: "{}", Change.ADDED: "<ins>{}</ins>", Change.REMOVED: "<del>{}</del>"}


class ShownRow(NamedTuple):
    """A compared task as the table shows it."""

    url: str
    no: str
    title: SafeString
    units: SafeString
    due: SafeString
    progress: SafeString
    words: str
    gone: bool


@require_safe
def plan_compare(request: OfficeRequest, pk: int) -> HttpResponse:
    """So sánh kế hoạch tại hai ngày."""
    plan = _plan(request, pk)
    form = _form(request, plan)
    rows: list[Compared] = []
    if form.is_valid():
        rows = compare_plan(plan, form.cleaned_data["tu"], form.cleaned_data["den"])
    changed = [row for row in rows if row.changes]
    shown = rows if form.is_valid() and form.cleaned_data["hien"] else changed
    page = page_of(request, shown, PER_PAGE)
    context = {
        "plan": plan,
        "year_words": f"Năm {plan.year}",
        "form": form,
        "page": page,
        "rows": [_shown(row) for row in page],
        "all": len(rows),
        "counted": _counts(changed),
        "quick": _quick(plan, timezone.localdate()),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/plan_compare.html", context)


@require_safe
def plan_compare_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """The comparison as an A4 paper; without two proper days, back to the page that says so."""
    plan = _plan(request, pk)
    form = _form(request, plan)
    if not form.is_valid():
        return redirect(f"{reverse('plans:plan_compare', args=[pk])}?{request.GET.urlencode()}")
    first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
    rows = compare_plan(plan, first, last)
    changed = [row for row in rows if row.changes]
    shown = rows if form.cleaned_data["hien"] else changed
    listing = Listing(
        kind="BẢNG SO SÁNH",
        subject=f"Kế hoạch công tác thi đua, khen thưởng năm {plan.year}",
        columns=(
            Column("TT", 5, Align.CENTER),
            Column("NỘI DUNG", 32),
            Column("ĐƠN VỊ THỰC HIỆN", 23),
            Column("THỜI HẠN", 10.5),
            Column(f"TIẾN ĐỘ\n{short_date(first)}", 10.5),
            Column(f"TIẾN ĐỘ\n{short_date(last)}", 10.5),
            Column("THAY ĐỔI", 10),
        ),
        rows=[_paper_row(row) for row in shown],
        criteria=f"Từ ngày {short_date(first)} đến ngày {short_date(last)}; "
        + ("mọi nhiệm vụ" if form.cleaned_data["hien"] else "nhiệm vụ có thay đổi"),
        total=f"Cộng: {len(rows)} nhiệm vụ; {_counts(changed)}.",
    )
    return send_listing(request, listing, name=f"So sánh kế hoạch năm {plan.year}.pdf")


def _plan(request: OfficeRequest, pk: int) -> Plan:
    return get_object_or_404(plans_seen(request).filter(state__in=IN_FORCE), pk=pk)


def _form(request: OfficeRequest, plan: Plan) -> CompareForm:
    """The two days of the address; without them, from the issue of the plan to today."""
    today = timezone.localdate()
    given = {"tu": f"{_start(plan):%d/%m/%Y}", "den": f"{today:%d/%m/%Y}", **request.GET.dict()}
    return CompareForm(given, today=today)


def _start(plan: Plan) -> dt.date:
    return plan.issued_on or dt.date(plan.year, 1, 1)


def _quick(plan: Plan, today: dt.date) -> list[tuple[str, str]]:
    """Comparisons people ask for: since the issue, the last seven and thirty days."""
    spans = [("Từ khi ban hành", _start(plan))]
    spans += [(f"{days} ngày qua", today - dt.timedelta(days=days)) for days in (7, 30)]
    return [(words, "?" + urlencode({"tu": f"{first:%d/%m/%Y}", "den": f"{today:%d/%m/%Y}"})) for words, first in spans]


def _counts(changed: list[Compared]) -> str:
    added = sum(row.changes == (ADDED,) for row in changed)
    dropped = sum(row.changes == (DROPPED,) for row in changed)
    words = [f"bổ sung {added}", f"bỏ {dropped}", f"thay đổi {len(changed) - added - dropped}"]
    return ", ".join(words)


def _shown(row: Compared) -> ShownRow:
    before, after = row.before, row.after
    return ShownRow(
        url=reverse("plans:task", args=[row.pk]),
        no=row.no,
        title=_inline(_title(before.text), _title(after.text)),
        units=_inline(_units(before.text), _units(after.text)),
        due=_both(escape(_due(before)), escape(_due(after))),
        progress=_both(_progress(before), _progress(after)),
        words=", ".join(row.changes),
        gone=after.text is None,
    )


def _inline(before: str, after: str) -> SafeString:
    """The later text with its new words underlined and the former ones struck through; plain where only one is."""
    if not before or not after:
        return mark_safe(escape(before or after).replace("\n", "<br>"))  # noqa: S308 (escaped)
    pieces = "".join(_TAGS[how].format(escape(text)) for how, text in word_changes(before, after))
    return mark_safe(pieces.replace("</del><ins>", "</del> <ins>").replace("\n", "<br>"))  # noqa: S308 (escaped)


def _both(before: str, after: str) -> SafeString:
    """Both values where they differ, the former above."""
    if not before or not after or before == after:
        return mark_safe(before or after)  # noqa: S308 (escaped by the callers)
    return mark_safe(f'<span class="from">{before}</span><span class="to">{icon_html("arrow-right", 12)}{after}</span>')  # noqa: S308


def _title(text: TaskText | None) -> str:
    return text.title if text else ""


def _units(text: TaskText | None) -> str:
    return "\n".join(f"- {line.line}" for line in text.units) if text else ""


def _due(standing: Standing) -> str:
    if standing.text is None:
        return ""
    return short_date(standing.deadline) if standing.deadline else "không ấn định"


def _progress(standing: Standing) -> str:
    return state_html(standing.progress) if standing.text else ""


def _paper_row(row: Compared) -> Row:
    before, after = row.before, row.after
    cells: tuple[Words, ...] = (
        row.no,
        _said(_title(before.text), _title(after.text)),
        _said(_units(before.text), _units(after.text)),
        _said(_due(before), _due(after)),
        *(PROGRESS_WORDS[Progress(one.progress)] if one.text else "chưa có" for one in (before, after)),
        ", ".join(row.changes) or "không đổi",
    )
    return Row(cells)


def _said(before: str, after: str) -> str:
    if not before or not after or before == after:
        return before or after
    joint = "\n" if "\n" in before + after or before.startswith("-") else " "
    return f"Trước:{joint}{before}\nSau:{joint}{after}"
