"""One letter on a result: its page with the sheet, its wording, sending it, putting it aside; PDF and DOCX."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.outcome_letter import DropForm, OutcomeForm
from awards.models import OutcomeLetter
from awards.permissions import units_seen
from awards.rules.outcome_words import GAP, is_unfinished
from awards.services import outcome_letter as service
from awards.services.outcome_document import printed_outcome
from awards.services.outcome_letter import WHO_TELLS, WHY_NOT
from awards.services.outcome_source import no_longer_right
from awards.views.outcome_list import outcome_pill
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key
from plans.models import User
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.views.act_page import ActPage, Acts, Frame
from plans.views.acting import require
from plans.views.files import DOCX, PDF, send_bytes
from plans.views.steps import Step, StepFor, steps_among

State = OutcomeLetter.State
_STEPS = (
    StepFor("awards.tell_outcome", "Bỏ", "awards:outcome_drop", "x", False),
    StepFor("awards.tell_outcome", "Sửa nội dung", "awards:outcome_edit", "square-pen", False),
    StepFor("awards.tell_outcome", "Gửi", "awards:outcome_send", "send", True),
)
_WITH = (
    *("nomination__person__unit", "nomination__person__user", "nomination__unit", "nomination__round"),
    *("nomination__title", "nomination__commendation", "line__decision", "item__meeting__council"),
    "written_by__person",
)
VOID_IS_NOT_PRINTED = "Thông báo không còn hiệu lực nên không in, tải được."


def seen_outcome(request: OfficeRequest, pk: int) -> OutcomeLetter:
    """The letter of an address, for who may see it; with the decision that changed its result later."""
    rows = OutcomeLetter.objects.visible_to(request.user).with_change().select_related(*_WITH)
    return get_object_or_404(rows, pk=pk)


def frame_of(letter: OutcomeLetter) -> Frame:
    """Where the acts on a letter are shown."""
    own_page = service.page_of(letter)
    nomination = letter.nomination
    context = {
        "letter": letter,
        "name": str(nomination.subject),
        "honour": nomination.honour,
        "pill": outcome_pill(letter.state),
        "own_page": own_page,
    }
    return Frame("awards/outcome_act.html", context, own_page=own_page)


_ACTS = Acts[OutcomeLetter]("letter", WHY_NOT, frame_of, title=lambda letter: f"Thông báo: {letter.nomination.subject}")


def steps_for(user: User, letter: OutcomeLetter) -> list[Step]:
    """What ``user`` can do with one that is not sent; nobody with the own."""
    if letter.state != State.WAITING:
        return []
    return steps_among(user, _STEPS, letter.nomination, place=[letter.pk])


@require_safe
def outcome(request: OfficeRequest, pk: int) -> HttpResponse:
    """The letter as a sheet; for who writes them also on what it rests and what hinders its sending."""
    found = seen_outcome(request, pk)
    reads_all, waits = units_seen(request.user) is None, found.state == State.WAITING
    later = getattr(found, "later", None)
    context = {
        **frame_of(found).context,
        "sheet": render_html(printed_outcome(found)),
        "steps": steps_for(request.user, found),
        "reads_all": reads_all,
        "hindrance": service.why_not_sent(found, _wrong(found)) if waits else "",
        "later": later,
        "later_number": getattr(found, "later_number", ""),
        "unreached": reads_all and waits and not service.recipients(found.nomination).exists(),
        "prints": found.state != State.VOID,
    }
    return render(request, "awards/outcome_letter.html", context)


@require_safe
def outcome_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """The slip as PDF; one that is not sent leaves the day open."""
    found = seen_outcome(request, pk)
    if refused := _not_printed(request, found):
        return refused
    service.note_fetch(actor=request.user, letter=found, form="PDF")
    return send_bytes(render_pdf(printed_outcome(found), filed=False), name=_file_name(found, "pdf"), content_type=PDF)


@require_safe
def outcome_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The same for Word."""
    found = seen_outcome(request, pk)
    if refused := _not_printed(request, found):
        return refused
    service.note_fetch(actor=request.user, letter=found, form="Word")
    return send_bytes(render_docx(printed_outcome(found)), name=_file_name(found, "docx"), content_type=DOCX)


def outcome_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa nội dung, beside the sheet."""
    letter = _acted(request, pk)
    if refused := _ACTS.refused(request, letter, State.WAITING):
        return refused
    if request.method == "POST":
        form = OutcomeForm(request.POST)
    else:
        form = OutcomeForm(initial={"text": letter.text, "version": letter.version})

    def act() -> object:
        return service.save_letter(
            actor=request.user,
            letter=letter,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    frame = frame_of(letter)
    context = {
        **frame.context,
        "sheet": render_html(printed_outcome(letter)),
        "gap": GAP if is_unfinished(letter.text) else "",
        "submit": "Lưu nội dung",
        "icon": "save",
    }
    return record_form(
        request,
        form,
        act,
        template="awards/outcome_edit.html",
        context=context,
        title="Sửa nội dung thông báo",
        done="Đã lưu. Xem lại rồi gửi.",
        back=frame.own_page,
    )


def outcome_send(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gửi."""
    letter = _acted(request, pk)
    if refused := _ACTS.refused(request, letter, State.WAITING):
        return refused
    people = [str(user.get_full_name()) for user in service.recipients(letter.nomination).select_related("person")]
    reached = f"{', '.join(people)} nhận thông báo và mở được bản này." if people else UNREACHED
    hindrance = service.why_not_sent(letter, _wrong(letter))
    page = ActPage(
        title="Gửi thông báo kết quả",
        will=(reached, "Ngoài người nhận, thường trực và Lãnh đạo Sở, không ai xem được.", "Gửi rồi thì không sửa."),
        submit="Gửi",
        icon="send",
        done="Đã gửi thông báo kết quả.",
        missing=(hindrance,) if hindrance else (),
        mend="Mở thông báo" if _wrong(letter) else "Sửa nội dung",
    )
    back = reverse("awards:outcome_edit", args=[pk]) if hindrance and not _wrong(letter) else ""
    return _ACTS.show(request, letter, page, service.send_letter, back=back)


UNREACHED = "Người nhận chưa có tài khoản: in bản này để trao; ngày gửi ghi vào hệ thống."


def outcome_drop(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ one that is not to be sent."""
    letter = _acted(request, pk)
    if refused := _ACTS.refused(request, letter, State.WAITING):
        return refused
    page = ActPage(
        title="Bỏ thông báo kết quả",
        will=("Thông báo không gửi nữa, vẫn lưu kèm lý do.", "Cần thì soạn lại từ quyết định hoặc phiên họp."),
        submit="Bỏ thông báo",
        icon="x",
        done="Đã bỏ thông báo.",
    )
    return _ACTS.show(request, letter, page, service.drop_letter, form_class=DropForm)


def _acted(request: OfficeRequest, pk: int) -> OutcomeLetter:
    letter = seen_outcome(request, pk)
    require(request.user, "awards.tell_outcome", letter.nomination, who=WHO_TELLS)
    return letter


def _wrong(letter: OutcomeLetter) -> str:
    return no_longer_right([letter]).get(letter.pk, "")


def _not_printed(request: OfficeRequest, letter: OutcomeLetter) -> HttpResponse | None:
    if letter.state != State.VOID:
        return None
    messages.info(request, VOID_IS_NOT_PRINTED)
    return redirect(service.page_of(letter))


def _file_name(letter: OutcomeLetter, ending: str) -> str:
    return f"thong-bao-ket-qua-{letter.pk}.{ending}"
