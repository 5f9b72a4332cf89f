"""Đôn đốc: late and silent units, the paragraph for each ready to paste, and the sheets on paper."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.context import office_in_view, plan_in_view
from plans.forms.urge import UrgeForm
from plans.http import OfficeRequest, submit_key
from plans.models import Office, Plan, PlanState
from plans.papers.content import Align, Column, GroupRow, Row, Span
from plans.papers.pdf import render_pdf
from plans.papers.urging import urging_paper
from plans.rules.official import short_date
from plans.rules.urging import Urging, urging_text
from plans.services.urge import ToUrge, UnitToUrge, send_urging, units_to_urge, urging_of
from plans.views.acting import act_by_button, require
from plans.views.files import PDF, send_bytes
from plans.views.listing import Listing, send_listing

WHO = "Thường trực TĐKT và lãnh đạo Sở xem trang đôn đốc. Đơn vị mình còn nợ việc gì, anh, chị xem ở Việc của tôi."
SHOWN, LATE, SILENT = "xem", "qua-han", "khong-bao"  # ?xem=qua-han
_KINDS = {
    "": "Đơn vị có việc quá hạn hoặc không báo tiến độ quá {days} ngày",
    LATE: "Đơn vị có việc quá hạn",
    SILENT: "Đơn vị không báo tiến độ quá {days} ngày",
}
WHO_SENDS = "Chỉ thường trực TĐKT gửi nhắc. Lãnh đạo cho ý kiến chỉ đạo ở trang nhiệm vụ."


@require_safe
def urge(request: OfficeRequest) -> HttpResponse:
    """Every unit that is late or silent, or those of one kind alone."""
    require(request.user, "plans.follow_all", who=WHO)
    plan, today = plan_in_view(request), timezone.localdate()
    units, kind = _to_urge(request, plan, today).units, _kind(request)
    late = [unit for unit in units if unit.late]
    shown = _of_kind(units, kind)
    context = {
        "plan": plan,
        "all_units": len(units),
        "late_units": len(late),
        "late_count": sum(len(unit.late) for unit in late),
        "silent_units": sum(1 for unit in units if unit.silent),
        "rows": [(unit, _nos(unit), unit.worst.days_late(today) if unit.worst else 0) for unit in shown],
        "kind": kind,
        "query": f"?{SHOWN}={kind}" if kind else "",
        "silent_after": _silent_after(request),
        "is_running": plan is not None and plan.state == PlanState.ISSUED,
    }
    return render(request, "plans/urge_list.html", context)


@require_safe
def urge_unit(request: OfficeRequest, pk: int) -> HttpResponse:
    """One unit: what is late, and the paragraph."""
    require(request.user, "plans.follow_all", who=WHO)
    return _page(request, pk)


@require_POST
def urge_send(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gửi nhắc trong ứng dụng."""
    require(request.user, "plans.follow_all", who=WHO)
    require(request.user, "plans.urge", who=WHO_SENDS)
    form = UrgeForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form)
    plan, unit, urging, today = _found(request, pk)
    act_by_button(
        request,
        lambda: send_urging(
            actor=request.user,
            plan=plan,
            unit=unit,
            urging=urging,
            words=form.cleaned_data["words"],
            today=today,
            key=submit_key(request),
        ),
        done=f"Đã nhắc {unit.line.name} trong ứng dụng: {', '.join(one.name for one in unit.people)}.",
    )
    return redirect("plans:urge_unit", pk)


@require_safe
def urge_unit_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """Giấy nhắc of one unit, A4."""
    require(request.user, "plans.follow_all", who=WHO)
    plan, unit, urging, _ = _found(request, pk)
    office = office_in_view(request) or Office()
    name, now = request.user.get_full_name(), timezone.localtime()
    paper = urging_paper(
        urging,
        agency=office.heading,
        parent_agency=office.parent_heading,
        place=office.place,
        year=plan.year,
        signed_by=name,
        printed_at=f"In lúc {now:%H:%M} ngày {short_date(now.date())} · {name}",
    )
    return send_bytes(render_pdf(paper, filed=False), name=f"Giấy nhắc {unit.line.label}.pdf", content_type=PDF)


@require_safe
def urge_print(request: OfficeRequest) -> HttpResponse:
    """All late and silent units on one list, A4."""
    require(request.user, "plans.follow_all", who=WHO)
    plan, today = plan_in_view(request), timezone.localdate()
    kind = _kind(request)
    units = _of_kind(_to_urge(request, plan, today).units, kind)
    rows: list[Row | GroupRow] = []
    place = 0
    for unit in units:
        people = ", ".join(one.name for one in unit.people) or "chưa có đầu mối"
        silence = f"; {_silence(unit)}" if unit.silent else ""
        rows.append(GroupRow(f"{unit.line.name} (đầu mối: {people}{silence})"))
        for duty in unit.late:
            place += 1
            due = short_date(duty.due) if duty.due else ""
            title = duty.title if duty.whole else f"Phần việc của đơn vị: {duty.title}"
            late = (Span(f"{duty.days_late(today)} ngày", bold=True),)
            rows.append(Row((str(place), duty.no, title, due, late)))
    listing = Listing(
        kind="BẢNG TỔNG HỢP ĐÔN ĐỐC",
        subject=f"Nhiệm vụ quá hạn theo kế hoạch năm {plan.year}" if plan else "Nhiệm vụ quá hạn",
        columns=(
            Column("TT", 7, Align.CENTER),
            Column("NV", 8, Align.CENTER),
            Column("NỘI DUNG", 50),
            Column("THỜI HẠN", 18, Align.CENTER),
            Column("QUÁ HẠN", 17, Align.CENTER),
        ),
        rows=rows,
        criteria=_KINDS[kind].format(days=_silent_after(request)),
        total=f"Cộng: {place} việc quá hạn của {sum(1 for unit in units if unit.late)} đơn vị.",
        groups="ĐƠN VỊ",
        names_people=True,
    )
    return send_listing(request, listing, name="Bảng tổng hợp đôn đốc.pdf")


def _page(request: OfficeRequest, pk: int, form: UrgeForm | None = None) -> HttpResponse:
    plan, unit, urging, today = _found(request, pk)
    urged_on = timezone.localdate(unit.urged_at) if unit.urged_at else None
    context = {
        "plan": plan,
        "unit": unit,
        "form": form or UrgeForm(initial={"words": urging_text(urging)}),
        "late": [(duty, duty.days_late(today)) for duty in unit.late],
        "silence": _silence(unit) if unit.silent else "",
        "may_send": request.user.has_perm("plans.urge"),
        "urged_today": urged_on == today,
    }
    return render(request, "plans/urge_unit.html", context)


def _found(request: OfficeRequest, pk: int) -> tuple[Plan, UnitToUrge, Urging, dt.date]:
    """The unit while it still owes something; one that has caught up has no page any more."""
    plan, today = plan_in_view(request), timezone.localdate()
    found = _to_urge(request, plan, today)
    unit = next((unit for unit in found.units if unit.line.pk == pk), None)
    if unit is None or plan is None:
        raise Http404
    office = office_in_view(request) or Office()
    return plan, unit, urging_of(unit, plan=plan, office=office, standing=found.standing, today=today), today


def _to_urge(request: OfficeRequest, plan: Plan | None, today: dt.date) -> ToUrge:
    return units_to_urge(plan, today=today, silent_after=_silent_after(request)) if plan else ToUrge([])


def _silent_after(request: OfficeRequest) -> int:
    office = office_in_view(request)
    return office.silent_days if office else 0


def _kind(request: OfficeRequest) -> str:
    """Which units the address asks for; every other word is no filter."""
    wanted = request.GET.get(SHOWN, "")
    return wanted if wanted in _KINDS else ""


def _of_kind(units: list[UnitToUrge], kind: str) -> list[UnitToUrge]:
    if kind == LATE:
        return [unit for unit in units if unit.late]
    return [unit for unit in units if unit.silent] if kind == SILENT else units


def _nos(unit: UnitToUrge) -> list[tuple[str, int, str]]:
    """Number, record and title of each late task."""
    return [(duty.no or "không số", duty.task, duty.title) for duty in unit.late]


def _silence(unit: UnitToUrge) -> str:
    if unit.reported_on is None:
        return "chưa báo tiến độ lần nào"
    return f"chưa báo tiến độ từ {short_date(unit.reported_on)} ({unit.silent_days} ngày)"
