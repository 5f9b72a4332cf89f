"""Reading a document: upload it, go through what was read, and make the plan of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.errors import EditConflict
from plans.forms.reading import (
    KEEP,
    READ_ROWS,
    ConfirmForm,
    ReadHeadForm,
    ReadSectionsForm,
    ReadTaskForm,
    UploadForm,
    read_head_values,
    read_task_values,
)
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Plan, ReadDocument
from plans.services import reading as service
from plans.services.old_readings import KEPT
from plans.services.plan import doubtful_years
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import send_file
from plans.views.lifecycle import WHO_PREPARES
from plans.views.reading_page import HEAD_PAGE, REST_PAGE, SECTIONS_PAGE, Review, review_context, unit_notes


def read_upload(request: OfficeRequest) -> HttpResponse:
    """Tải lên hoặc dán một kế hoạch; đọc xong thì sang trang đối chiếu."""
    require(request.user, "plans.edit_plan", who=WHO_PREPARES)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        made: list[ReadDocument] = []
        if form.is_valid() and _act_on_field(form, lambda: made.append(_read(request, form))):
            return redirect("plans:read_review", pk=made[0].pk)
    waiting = ReadDocument.objects.visible_to(request.user).filter(plan=None).select_related("owner__person")[:10]
    context = {"form": form, "waiting": waiting, "kept_days": KEPT.days}
    return render(request, "plans/read_upload.html", context)


def _act_on_field(form: UploadForm, act: Any) -> bool:
    """Run ``act``; a refusal stands under the field that brought what was refused."""
    if act_on(form, act):
        return True
    for refusal in form.errors.pop("__all__", []):
        form.add_error("file" if form.cleaned_data.get("file") else "text", refusal)
    return False


def _read(request: OfficeRequest, form: UploadForm) -> ReadDocument:
    key, file = submit_key(request), form.cleaned_data["file"]
    if file:
        return service.read_upload(actor=request.user, data=file.read(), name=file.name, key=key)
    return service.read_pasted(actor=request.user, text=form.cleaned_data["text"], key=key)


def read_review(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đối chiếu: ``?nv=`` the open task (from 0), ``?muc=`` the head, the sections or the lines left over."""
    review = Review(_document(request, pk))
    page = request.GET.get("muc", "")
    if page == HEAD_PAGE:
        return _show_head(request, review, _head_form(review))
    if page == SECTIONS_PAGE:
        return _show_sections(request, review, _sections_form(review))
    if page == REST_PAGE or not review.document.tasks:
        return _show(request, review, REST_PAGE, lines=review.source_lines(None, whole=True))
    asked = whole_number(request.GET.get("nv", ""))
    place = (review.to_see or [0])[0] if asked is None else asked
    if place >= len(review.document.tasks):
        raise Http404
    return _show_task(request, review, place, review.task_form(place))


@require_POST
def read_task(request: OfficeRequest, pk: int, place: int) -> HttpResponse:
    """Save a task as corrected, or drop it, or change the number of its unit rows."""
    read = _document(request, pk)
    review = Review(read)
    if place >= len(review.document.tasks):
        raise Http404
    asked = request.POST.get("viec", "")
    if asked in ("bo", "lay-lai"):
        back = asked == "lay-lai"
        act_by_button(
            request,
            lambda: service.drop_read_task(
                actor=request.user, read=read, place=place, back=back, key=submit_key(request)
            ),
            done="Đã đưa lại vào kế hoạch." if back else "Đã bỏ, các dòng của nó nằm trong phần chưa hiểu.",
        )
        return redirect(_task_url(pk, place))
    if rows := rows_changed(request.POST, asked, [READ_ROWS]):
        values = {**rows.values, "rows": rows.counts[READ_ROWS]}
        values["conditional"] = "conditional" in request.POST
        return _show_task(request, review, place, review.task_form(place, **values))
    form = review.task_form(place, request.POST)
    try:
        if form.is_valid() and act_on(form, lambda: _save_task(request, review, place, form)):
            return _go_on(request, pk, place)
    except EditConflict as conflict:
        fresh = Review(_document(request, pk))
        theirs = read_task_values(fresh.document.tasks[place], fresh.choices)
        theirs = {name: theirs.get(name, "") for name in form.fields if name not in ("version", "handling")}
        title, back_url = f"Nhiệm vụ {form.task.no}", _task_url(pk, place)
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back_url, theirs=theirs)
    return _show_task(request, review, place, form)


def _save_task(request: OfficeRequest, review: Review, place: int, form: ReadTaskForm) -> None:
    keeps = form.cleaned_data.get("handling", KEEP) == KEEP
    note = doubtful_years(review.document).get(place, "") if keeps else ""
    service.save_read_task(
        actor=request.user,
        read=review.read,
        place=place,
        values=form.values,
        units=form.plan_units,
        choices=form.choices,
        note=note,
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )


def _go_on(request: OfficeRequest, pk: int, place: int) -> HttpResponse:
    review = Review(_document(request, pk))
    following = review.next_place(place)
    if not review.to_see:
        messages.success(request, "Đã xem hết các nhiệm vụ cần xem, lập bản thảo được.")
    else:
        messages.success(request, f"Đã lưu. Còn {len(review.to_see)} nhiệm vụ cần xem.")
    return redirect(_task_url(pk, place if following is None else following))


@require_POST
def read_head(request: OfficeRequest, pk: int) -> HttpResponse:
    review = Review(_document(request, pk))
    form = ReadHeadForm(request.POST)

    def act() -> object:
        return service.save_read_head(
            actor=request.user,
            read=review.read,
            values=form.values,
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    done = _save_part(request, pk, form, act, title="Phần đầu, nơi nhận", page=HEAD_PAGE, theirs=_head_values)
    if done is not None:
        return done
    return _show_head(request, review, form)


@require_POST
def read_sections(request: OfficeRequest, pk: int) -> HttpResponse:
    review = Review(_document(request, pk))
    form = ReadSectionsForm(request.POST, document=review.document)

    def act() -> object:
        return service.save_read_sections(
            actor=request.user,
            read=review.read,
            texts=form.texts,
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    done = _save_part(request, pk, form, act, title="Các phần", page=SECTIONS_PAGE, theirs=_section_values)
    if done is not None:
        return done
    return _show_sections(request, review, form)


def _save_part(
    request: OfficeRequest, pk: int, form: forms.Form, act: Any, *, title: str, page: str, theirs: Any
) -> HttpResponse | None:
    """Save a valid form and stay on its page; the compare page on a conflict; None when it is to be shown again."""
    back = f"{reverse('plans:read_review', args=[pk])}?muc={page}"
    try:
        if form.is_valid() and act_on(form, act):
            messages.success(request, "Đã lưu.")
            return redirect(back)
    except EditConflict as conflict:
        saved = theirs(Review(_document(request, pk)))
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back, theirs=saved)
    return None


@require_POST
def read_place(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đưa các dòng chưa hiểu vào một phần của kế hoạch."""
    read = _document(request, pk)
    numbers = [number for text in request.POST.getlist("dong") if (number := whole_number(text)) is not None]
    target = request.POST.get("vao", "")
    act_by_button(
        request,
        lambda: service.place_lines(
            actor=request.user, read=read, numbers=numbers, target=target, key=submit_key(request)
        ),
        done="Đã đưa các dòng đã chọn vào kế hoạch.",
    )
    return redirect(f"{reverse('plans:read_review', args=[pk])}?muc={REST_PAGE}")


def read_confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lập bản thảo, hoặc nhận kế hoạch đã ký, từ văn bản đã đối chiếu."""
    review = Review(_document(request, pk))
    form = ConfirmForm()
    if request.method == "POST":
        form = ConfirmForm(request.POST)
        made: list[Plan] = []
        signed = request.POST.get("signed") == "1"
        if form.is_valid() and act_on(
            form,
            lambda: made.append(
                service.confirm_reading(actor=request.user, read=review.read, signed=signed, key=submit_key(request))
            ),
        ):
            messages.success(request, "Đã đưa kế hoạch vào theo dõi." if signed else "Đã lập bản thảo từ văn bản.")
            return redirect("plans:plan" if signed else "plans:draft", pk=made[0].pk)
    new = [name for name, choice in review.choices.items() if choice.startswith(service.NEW)]
    context = {**review_context(review, ""), "form": form, "new_units": new}
    return render(request, "plans/read_confirm.html", context)


def read_source(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """Tải tệp gốc, đúng từng byte."""
    read = _document(request, pk)
    if read.source is None:
        raise Http404
    return send_file(read.source)


def _document(request: OfficeRequest, pk: int) -> ReadDocument:
    """What was read, for those who draft; who sees drafts but does not write them is told so."""
    require(request.user, "plans.edit_plan", who=WHO_PREPARES)
    return get_object_or_404(ReadDocument.objects.visible_to(request.user).select_related("source", "plan"), pk=pk)


def _show(request: OfficeRequest, review: Review, page: str, **parts: Any) -> HttpResponse:
    return render(request, "plans/read_review.html", {**review_context(review, page), **parts})


def _show_task(request: OfficeRequest, review: Review, place: int, form: ReadTaskForm) -> HttpResponse:
    numbers = review.read.task_lines[place] if place < len(review.read.task_lines) else []
    pages = {page for number, page, _ in review.read.lines if page and number in numbers}
    whole, following = "ca" in request.GET, review.next_place(place)
    return _show(
        request,
        review,
        str(place),
        place=place,
        task=review.document.tasks[place],
        task_form=form,
        doubts=review.doubts.get(place, []),
        unit_notes=unit_notes(review, place),
        dropped=place in review.read.dropped,
        following=review.document.tasks[following].no if following is not None else None,
        lines=review.source_lines(place, whole=whole),
        whole=whole,
        first_line=numbers[0] if numbers else None,
        last_line=numbers[-1] if numbers else None,
        paper_page=min(pages, default=None),
    )


def _show_head(request: OfficeRequest, review: Review, form: ReadHeadForm) -> HttpResponse:
    return _show(request, review, HEAD_PAGE, part_form=form, lines=review.source_lines(None, whole=True))


def _show_sections(request: OfficeRequest, review: Review, form: ReadSectionsForm) -> HttpResponse:
    return _show(request, review, SECTIONS_PAGE, part_form=form, lines=review.source_lines(None, whole=True))


def _head_values(review: Review) -> dict[str, Any]:
    return read_head_values(review.document)


def _section_values(review: Review) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, section in enumerate(review.document.sections):
        values |= {f"heading_{n}": section.heading, f"body_{n}": section.body}
    return values


def _head_form(review: Review) -> ReadHeadForm:
    version = service.part_version(review.read, service.HEAD)
    return ReadHeadForm(initial={**_head_values(review), "version": version})


def _sections_form(review: Review) -> ReadSectionsForm:
    version = service.part_version(review.read, service.SECTIONS)
    return ReadSectionsForm(initial={"version": version}, document=review.document)


def _task_url(pk: int, place: int) -> str:
    return f"{reverse('plans:read_review', args=[pk])}?nv={place}"
