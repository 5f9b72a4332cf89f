"""Papers of an event: lists to print, and the reply letter from its draft to its number."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.errors import EditConflict
from plans.forms.event import LetterForm, ReplyNumberForm
from plans.http import OfficeRequest, submit_key
from plans.models import Event, ReplyLetter
from plans.papers.content import Paper
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.services import event_letter as service
from plans.services.event import WHO_KEEPS
from plans.services.paper import next_number
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.event import acting, seen_event
from plans.views.event_rows import delegation_pill, state_pill
from plans.views.files import DOCX, PDF, send_bytes

WHO_READS = (
    "Thường trực, đầu mối, lãnh đạo và văn thư xem công văn trả lời. Anh, chị xem danh sách đại biểu ở trang này."
)


@require_safe
def event_delegates_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Danh sách đại biểu, PDF."""
    return _pdf(service.delegates_paper(seen_event(request, pk)), "danh-sach-dai-bieu")


@require_safe
def event_delegates_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """Danh sách đại biểu, Word."""
    return _docx(service.delegates_paper(seen_event(request, pk)), "danh-sach-dai-bieu")


@require_safe
def event_attendance_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Danh sách điểm danh with room to sign."""
    return _pdf(service.attendance_paper(seen_event(request, pk)), "danh-sach-diem-danh")


@require_safe
def event_reply_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """The draft of the reply letter, without number."""
    event = _read(request, pk)
    return _pdf(service.reply_paper(event, service.letter_of(event)), "du-thao-cong-van")


@require_safe
def event_reply_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The draft of the reply letter for Word."""
    event = _read(request, pk)
    return _docx(service.reply_paper(event, service.letter_of(event)), "du-thao-cong-van")


def event_reply(request: OfficeRequest, pk: int) -> HttpResponse:
    """The reply letter as it will be printed, and its words to be changed beside it."""
    event = _read(request, pk)
    if event.reply_id and request.user.has_perm("plans.see_register"):
        return redirect("plans:paper", event.reply_id)
    letter = service.letter_of(event)
    keeps = request.user.has_perm("plans.keep_event", event.task)
    form = LetterForm(initial=_initial(letter))
    if request.method == "POST":
        require(request.user, "plans.keep_event", event.task, who=WHO_KEEPS)
        form = LetterForm(request.POST)
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, event, form)):
                messages.success(request, "Đã lưu lời công văn.")
                return redirect("plans:event_reply", pk)
        except EditConflict as conflict:
            here = reverse("plans:event_reply", args=[pk])
            return render_conflict(request, title="Công văn trả lời", form=form, conflict=conflict, back_url=here)
    context = {
        "event": event,
        "task": event.task,
        "form": form,
        "keeps": keeps,
        "sheet": render_html(service.reply_paper(event, letter)),
        "delegation_html": delegation_pill(event.delegation_state),
        "state_html": state_pill(event.state),
        "why_not": service.why_not_issued(event),
        "issues": request.user.has_perm("plans.issue_reply"),
        "back": reverse("plans:event", args=[pk]),
    }
    return render(request, "plans/event_reply.html", context)


def event_reply_issue(request: OfficeRequest, pk: int) -> HttpResponse:
    """Số và ngày, which issues the letter."""
    event = seen_event(request, pk)
    require(request.user, "plans.issue_reply", who=service.WHO_ISSUES)
    if refusal := service.why_not_issued(event):
        messages.info(request, refusal)
        return redirect("plans:event", pk)
    today = timezone.localdate()
    if request.method == "POST":
        form = ReplyNumberForm(request.POST)
    else:
        number = next_number(service.SERIES, today.year)
        symbol = service.letter_of(event).symbol
        initial = {"number": number, "symbol": symbol, "issued_on": today, "version": event.version}
        form = ReplyNumberForm(initial=initial)
    words = {
        "title": "Ghi số công văn trả lời",
        "submit": "Ban hành",
        "icon": "stamp",
        "will": (
            "Số và ngày được ghi vào sổ văn bản; số đã cấp không đổi và không cấp lại được.",
            "Nội dung và bản PDF được đóng băng kèm mã SHA-256; danh sách đại biểu không đổi được nữa.",
        ),
        "preview": reverse("plans:event_reply", args=[pk]),
    }
    return acting(
        request, event, form, lambda: _issue(request, event, form), done="Đã ban hành công văn, vào sổ.", words=words
    )


def _issue(request: OfficeRequest, event: Event, form: ReplyNumberForm) -> object:
    values = form.cleaned_data
    return service.issue_reply(
        event=event,
        actor=request.user,
        number=values["number"],
        symbol=values["symbol"],
        issued_on=values["issued_on"],
        seen=values["version"],
        key=submit_key(request),
    )


def _read(request: OfficeRequest, pk: int) -> Event:
    """The event for somebody whom its letter concerns."""
    event = seen_event(request, pk)
    if not request.user.has_perm("plans.see_register"):
        require(request.user, "plans.keep_event", event.task, who=WHO_READS)
    return event


def _save(request: OfficeRequest, event: Event, form: LetterForm) -> object:
    values = {name: form.cleaned_data[name] for name in service.FIELDS}
    return service.save_letter(
        event=event,
        actor=request.user,
        values=values,
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )


def _initial(letter: ReplyLetter) -> dict[str, Any]:
    return {**{name: getattr(letter, name) for name in service.FIELDS}, "version": letter.version}


def _pdf(paper: Paper, name: str) -> HttpResponse:
    return send_bytes(render_pdf(paper, filed=False), name=f"{name}.pdf", content_type=PDF)


def _docx(paper: Paper, name: str) -> HttpResponse:
    return send_bytes(render_docx(paper), name=f"{name}.docx", content_type=DOCX)
