"""The list of events, one event's page, and what is written down of it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.context import plan_in_view, soon_days
from plans.errors import EditConflict
from plans.forms.event import (
    CancelForm,
    EventFilter,
    EventForm,
    OutcomeForm,
    PaperUploadForm,
    initial_of,
    new_file,
)
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Assignment, Event, EventState, Task, UnitKind
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.services import event as service
from plans.services.evidence import add_evidence
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.event_page import context_of
from plans.views.event_rows import (
    confirm_html,
    delegation_pill,
    events_matching,
    lines_of,
    state_pill,
)
from plans.views.listing import Listing, page_of, send_listing
from plans.views.task_rows import tasks_seen

_GOING = re.compile(r"^(?:Tham gia|Tham dự|Dự)\s+(?=\w)")  # the task says that one goes; the event is what follows
PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("HỘI NGHỊ, LỚP HỌC", 30),
    Column("THỜI GIAN", 13, Align.CENTER),
    Column("ĐỊA ĐIỂM, ĐƠN VỊ TỔ CHỨC", 22),
    Column("ĐOÀN DỰ", 10, Align.CENTER),
    Column("BÁO DANH SÁCH", 13, Align.CENTER),
    Column("TÌNH TRẠNG", 14),
)


def events_seen(request: OfficeRequest) -> QuerySet[Event]:
    """Events the person may see, each with its task, plan and units: two queries for one event."""
    parts = Assignment.objects.select_related("unit")
    return (
        Event.objects.visible_to(request.user)
        .select_related("task__plan", "task__follow_up_unit", "made_by__person", "reply")
        .defer("task__plan__source_text", "task__plan__opening", "task__plan__closing", "reply__content")
        .prefetch_related(Prefetch("task__assignments", parts))
    )


def seen_event(request: OfficeRequest, pk: int) -> Event:
    """The event of an address, or 404."""
    return get_object_or_404(events_seen(request), pk=pk)


@require_safe
def event_list(request: OfficeRequest) -> HttpResponse:
    """Hội nghị, lớp học của năm."""
    plan, index = plan_in_view(request), UnitIndex.load()
    chosen = read_filter(request, index)
    page = page_of(request, events_matching(request.user, plan, chosen, index))
    lines = lines_of(page.object_list, timezone.localdate(), soon_days(request))
    rows = [
        {
            "no": number,
            "line": line,
            "state": state_pill(line.state),
            "delegation": delegation_pill(line.delegation),
            "confirm": confirm_html(line.confirm_due, line.confirm_by),
        }
        for number, line in enumerate(lines, start=page.start_index())
    ]
    context = {
        "rows": rows,
        "page": page,
        "plan": plan,
        "filter": chosen,
        "counted": f"{page.paginator.count} hội nghị, lớp học",
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/event_list.html", context)


@require_safe
def event_list_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4."""
    plan, index = plan_in_view(request), UnitIndex.load()
    chosen = read_filter(request, index)
    found = events_matching(request.user, plan, chosen, index)
    lines = lines_of(found, timezone.localdate(), soon_days(request))
    rows = [
        PrintRow(
            (
                str(number),
                f"{line.name}\n(nhiệm vụ {line.no})",
                "\n".join(part for part in (line.hour, line.when) if part),
                "\n".join(part for part in (line.place, line.host) if part),
                f"{line.people} người" if line.people else "chưa lập",
                "\n".join(part for part in line.confirm if part) or "không ghi",
                line.state_words,
            )
        )
        for number, line in enumerate(lines, start=1)
    ]
    subject = f"Hội nghị, lớp học theo kế hoạch năm {plan.year}" if plan else "Hội nghị, lớp học"
    listing = Listing("DANH SÁCH", subject, PRINTED, rows, chosen.criteria, f"Cộng: {len(rows)} hội nghị, lớp học.")
    return send_listing(request, listing, name="hoi-nghi-lop-hoc.pdf")


def read_filter(request: OfficeRequest, index: UnitIndex) -> EventFilter:
    units = [(str(unit.pk), unit.label) for unit in index if unit.is_active and unit.kind != UnitKind.EXTERNAL]
    return EventFilter(request.GET, unit=[("", "Mọi đơn vị"), *units])


@require_safe
def event(request: OfficeRequest, pk: int) -> HttpResponse:
    """One event: when and where, who goes, what came of it, its papers."""
    return render(request, "plans/event.html", context_of(request, seen_event(request, pk)))


def event_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Add an event to a task."""
    task = get_object_or_404(tasks_seen(request.user), pk=pk)
    require(request.user, "plans.keep_event", task, who=service.WHO_KEEPS)
    form = EventForm(initial={"name": _GOING.sub("", " ".join(task.title.split())), "version": 0})
    if request.method == "POST":
        form = EventForm(request.POST, request.FILES)
        made: list[Event] = []
        if form.is_valid() and act_on(form, lambda: made.append(_add(request, task, form))):
            messages.success(request, "Đã ghi hội nghị. Lập danh sách đại biểu tiếp theo.")
            return redirect("plans:event", made[0].pk)
    return _form_page(request, task, form, title="Thêm hội nghị, lớp học", back=reverse("plans:task", args=[pk]))


def _add(request: OfficeRequest, task: Task, form: EventForm) -> Event:
    return service.add_event(
        task=task,
        actor=request.user,
        values=_values(form),
        invitation=new_file(form.cleaned_data["invitation"]),
        key=submit_key(request),
    )


def event_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct an event."""
    record = seen_event(request, pk)
    require(request.user, "plans.keep_event", record.task, who=service.WHO_KEEPS)
    back = reverse("plans:event", args=[pk])
    form = EventForm(initial=initial_of(record))
    if request.method == "POST":
        form = EventForm(request.POST, request.FILES)
        try:
            if form.is_valid() and act_on(form, lambda: _change(request, record, form)):
                messages.success(request, "Đã lưu thông tin hội nghị.")
                return redirect(back)
        except EditConflict as conflict:
            theirs = {"ends_on": initial_of(conflict.current)["ends_on"]}
            return render_conflict(
                request, title=record.name, form=form, conflict=conflict, back_url=back, theirs=theirs
            )
    return _form_page(request, record.task, form, title="Sửa thông tin hội nghị", back=back, record=record)


def _change(request: OfficeRequest, record: Event, form: EventForm) -> None:
    service.change_event(
        event=record,
        actor=request.user,
        values=_values(form),
        seen=form.cleaned_data["version"],
        invitation=new_file(form.cleaned_data["invitation"]),
        key=submit_key(request),
    )


def _values(form: EventForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in service.FIELDS}


def _form_page(
    request: OfficeRequest, task: Task, form: EventForm, *, title: str, back: str, record: Event | None = None
) -> HttpResponse:
    context = {"form": form, "task": task, "event": record, "title": title, "back": back}
    return render(request, "plans/event_form.html", context)


def event_outcome(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đã diễn ra: attendance and outcome."""
    record = seen_event(request, pk)
    require(request.user, "plans.keep_event", record.task, who=service.WHO_KEEPS)
    delegates = list(record.delegates.all())
    if request.method == "POST":
        form = OutcomeForm(request.POST, delegates=delegates)
    else:
        came = [one.pk for one in delegates if one.attended or (one.attended is None and one.answer == "comes")]
        initial = {"outcome": record.outcome, "present": came, "version": record.version}
        form = OutcomeForm(initial=initial, delegates=delegates)

    def act() -> object:
        values = form.cleaned_data
        return service.record_outcome(
            event=record,
            actor=request.user,
            present=frozenset(values["present"]),
            outcome=values["outcome"],
            today=timezone.localdate(),
            seen=values["version"],
            key=submit_key(request),
        )

    words = {
        "title": "Ghi kết quả, điểm danh",
        "submit": "Ghi kết quả",
        "icon": "check",
        "will": ("Hội nghị được ghi là đã diễn ra; kết quả và điểm danh sửa lại được.",),
    }
    return acting(request, record, form, act, done="Đã ghi kết quả và điểm danh.", words=words)


def event_cancel(request: OfficeRequest, pk: int) -> HttpResponse:
    """Huỷ."""
    record = seen_event(request, pk)
    require(request.user, "plans.keep_event", record.task, who=service.WHO_KEEPS)
    form = CancelForm(request.POST) if request.method == "POST" else CancelForm(initial={"version": record.version})

    def act() -> object:
        values = form.cleaned_data
        return service.cancel_event(
            event=record,
            actor=request.user,
            reason=values["reason"],
            seen=values["version"],
            key=submit_key(request),
        )

    words = {
        "title": "Huỷ hội nghị",
        "submit": "Huỷ hội nghị",
        "icon": "circle-x",
        "will": ("Đại biểu và đầu mối đơn vị nhận thông báo kèm lý do. Huỷ nhầm thì mở lại được.",),
    }
    return acting(request, record, form, act, done="Đã huỷ, đại biểu nhận thông báo.", words=words)


@require_POST
def event_reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """Written down by mistake as held or called off."""
    record = seen_event(request, pk)
    require(request.user, "plans.keep_event", record.task, who=service.WHO_KEEPS)
    seen, key = seen_version(request), submit_key(request)
    act_by_button(
        request,
        lambda: service.reopen_event(event=record, actor=request.user, seen=seen, key=key),
        done="Đã mở lại, hội nghị sẽ diễn ra.",
    )
    return redirect("plans:event", pk)


@require_POST
def event_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    record = seen_event(request, pk)
    require(request.user, "plans.keep_event", record.task, who=service.WHO_KEEPS)
    key = submit_key(request)
    removed = act_by_button(
        request,
        lambda: service.remove_event(event=record, actor=request.user, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("plans:event_list") if removed else redirect("plans:event", pk)


def event_upload(request: OfficeRequest, pk: int) -> HttpResponse:
    """Add a paper of the event: an invitation, a speech, a conclusion."""
    record = seen_event(request, pk)
    require(request.user, "plans.report_task", record.task, who=service.WHO_KEEPS)
    form = PaperUploadForm()
    if request.method == "POST":
        form = PaperUploadForm(request.POST, request.FILES)
    file = new_file(form.cleaned_data["file"]) if form.is_bound and form.is_valid() else None

    def act() -> object:
        return add_evidence(
            task=record.task,
            actor=request.user,
            files=[file] if file else [],
            event=record,
            caption=form.cleaned_data["caption"],
            key=submit_key(request),
        )

    words = {"title": "Thêm tài liệu", "submit": "Lưu tài liệu", "icon": "upload", "will": ()}
    return acting(request, record, form, act, done="Đã lưu tài liệu.", words=words)


def seen_version(request: OfficeRequest) -> int:
    """The version a button was shown with."""
    return whole_number(request.POST.get("version", "")) or 0


def acting(
    request: OfficeRequest, record: Event, form: Any, act: Any, *, done: str, words: dict[str, Any], then: str = ""
) -> HttpResponse:
    """Show an act's page; on a good POST do it and go to the event (or to ``then``)."""
    back = reverse("plans:event", args=[record.pk])
    if request.method == "POST" and form.is_valid():
        try:
            if act_on(form, act):
                messages.success(request, done)
                return redirect(then or back)
        except EditConflict as conflict:
            return render_conflict(request, title=record.name, form=form, conflict=conflict, back_url=back)
    context = {
        "event": record,
        "task": record.task,
        "form": form,
        "back": back,
        "state_html": state_pill(record.state),
        "delegation_html": delegation_pill(record.delegation_state),
        "when": service.when_words(record),
        "held": record.state == EventState.HELD,
        **words,
    }
    return render(request, "plans/event_act.html", context)
