"""Whom the office sends to an event: drawing up the list, its way to the leadership, the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.errors import EditConflict
from plans.forms.event import AGREES, COMES, AnswerForm, DecideForm, DelegationForm
from plans.http import OfficeRequest, submit_key
from plans.models import Delegate, Person
from plans.models.unit_index import UnitIndex
from plans.services import delegation as service
from plans.services.event import WHO_KEEPS, when_words
from plans.views.acting import act_by_button, act_on, require
from plans.views.event import acting, seen_event, seen_version
from plans.views.event_rows import delegation_pill, state_pill


def event_delegation(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lập danh sách đại biểu."""
    event = seen_event(request, pk)
    require(request.user, "plans.keep_event", event.task, who=WHO_KEEPS)
    if not service.delegation_is_open(event):
        messages.info(request, service.why_closed(event))
        return redirect("plans:event", pk)
    index, delegates = UnitIndex.load(), list(event.delegates.all())
    people = service.people_of(event.task, index)
    offered = {person.pk for person in people}
    people += list(Person.objects.filter(pk__in=[one.person_id for one in delegates if one.person_id not in offered]))
    if request.method == "POST":
        form = DelegationForm(request.POST, people=people, delegates=delegates)
        if form.is_valid() and _save(request, pk, form):
            return redirect("plans:event", pk)
    else:
        form = DelegationForm(people=people, delegates=delegates, initial={"version": event.version})
    context = {
        "event": event,
        "task": event.task,
        "form": form,
        "groups": _by_unit(form, index),
        "back": reverse("plans:event", args=[pk]),
        "state_html": state_pill(event.state),
        "delegation_html": delegation_pill(event.delegation_state),
        "when": when_words(event),
    }
    return render(request, "plans/event_delegation.html", context)


def _save(request: OfficeRequest, pk: int, form: DelegationForm) -> bool:
    """Save the list; somebody else's list saved meanwhile is said on the form, with everything typed kept."""
    event = seen_event(request, pk)
    try:
        saved = act_on(
            form,
            lambda: service.set_delegation(
                event=event,
                actor=request.user,
                duties=form.duties,
                named=form.named,
                seen=form.cleaned_data["version"],
                key=submit_key(request),
            ),
        )
    except EditConflict as conflict:
        names = ", ".join(event.delegates.values_list("name", flat=True)) or "chưa có ai"
        form.add_error(
            None,
            f"Danh sách vừa được người khác sửa, hiện gồm: {names}. Bấm Lưu lần nữa để dùng danh sách anh, chị chọn.",
        )
        form.data = {**request.POST.dict(), "version": str(conflict.current.version)}
        return False
    if saved:
        messages.success(request, "Đã lưu danh sách đại biểu. Trình phương án để lãnh đạo duyệt.")
    return saved


def _by_unit(form: DelegationForm, index: UnitIndex) -> list[tuple[str, list[object]]]:
    """The rows of the form under the names of their units."""
    groups: dict[int, list[object]] = {}
    for row in form.person_rows():
        groups.setdefault(row[0].unit_id, []).append(row)
    return [(index[unit].name, rows) for unit, rows in groups.items()]


@require_POST
def event_propose(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trình phương án cử người dự."""
    event = seen_event(request, pk)
    require(request.user, "plans.keep_event", event.task, who=WHO_KEEPS)
    seen, key = seen_version(request), submit_key(request)
    act_by_button(
        request,
        lambda: service.propose_delegation(event=event, actor=request.user, seen=seen, key=key),
        done="Đã trình phương án, lãnh đạo nhận thông báo.",
    )
    return redirect("plans:event", pk)


@require_POST
def event_revise(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take the proposal back to change it."""
    event = seen_event(request, pk)
    require(request.user, "plans.keep_event", event.task, who=WHO_KEEPS)
    seen, key = seen_version(request), submit_key(request)
    act_by_button(
        request,
        lambda: service.revise_delegation(event=event, actor=request.user, seen=seen, key=key),
        done="Đã thu về để lập lại. Sửa xong thì trình lại.",
    )
    return redirect("plans:event", pk)


def event_decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """Duyệt hoặc trả lại phương án cử người dự."""
    event = seen_event(request, pk)
    require(request.user, "plans.approve_delegation", event, who=service.WHO_DECIDES)
    form = DecideForm(request.POST) if request.method == "POST" else DecideForm(initial={"version": event.version})

    def act() -> object:
        values = form.cleaned_data
        return service.decide_delegation(
            event=event,
            actor=request.user,
            agrees=values["decision"] == AGREES,
            reason=values["reason"],
            seen=values["version"],
            key=submit_key(request),
        )

    words = {
        "title": "Phương án cử người dự",
        "submit": "Ghi quyết định",
        "icon": "check",
        "will": ("Duyệt thì đại biểu nhận thông báo và trả lời, văn thư ghi số công văn gửi đơn vị tổ chức.",),
        "delegates": list(event.delegates.select_related("unit")),
    }
    done = "Đã duyệt phương án." if request.POST.get("decision") == AGREES else "Đã trả lại thường trực kèm lý do."
    return acting(request, event, form, act, done=done, words=words)


def event_answer(request: OfficeRequest, pk: int, delegate: int) -> HttpResponse:
    """One delegate's answer, given by himself, his unit's contact or the standing office."""
    event = seen_event(request, pk)
    record = get_object_or_404(Delegate.objects.select_related("event__made_by__person"), pk=delegate, event=event)
    require(request.user, "plans.answer_for_delegate", record, who=service.WHO_ANSWERS)
    initial = {"answer": "" if record.answer == Delegate.Answer.ASKED else record.answer, "note": record.answer_note}
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm(initial=initial)

    def act() -> object:
        values = form.cleaned_data
        comes = values["answer"] == COMES
        return service.answer(
            delegate=record, actor=request.user, comes=comes, note=values["note"], key=submit_key(request)
        )

    own = record.person_id is not None and record.person_id == request.user.person_id
    words = {
        "title": "Trả lời dự hội nghị" if own else f"Trả lời thay {record.name}",
        "submit": "Trả lời",
        "icon": "check",
        "will": (),
    }
    return acting(request, event, form, act, done="Đã ghi trả lời.", words=words)
