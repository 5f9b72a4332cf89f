"""Bình xét of a unit: its minutes written, read, printed, and the signed copy of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.review import FIRST_LINES, LINES, ReviewForm, SignedForm, review_values
from awards.models import Nomination, UnitReview
from awards.permissions import units_seen
from awards.services import review as service
from awards.services.nomination import honours_of
from awards.services.review_document import review_document
from awards.views.round import seen_round
from emulation.models import Commendation, Title
from plans.errors import EditConflict
from plans.forms.event import new_file
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key
from plans.models import Person, Unit
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.services import audit
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import DOCX, PDF, send_bytes, send_file


@require_safe
def review_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """Biên bản bình xét."""
    record = seen_review(request, pk)
    lines = list(record.lines.select_related("person", "unit", "title", "commendation"))
    proposed: dict[tuple[int | None, ...], int] = {
        (person, unit, title, form): nomination
        for nomination, person, unit, title, form in Nomination.objects.visible_to(request.user)
        .filter(round=record.round_id)
        .values_list("pk", "person_id", "unit_id", "title_id", "commendation_id")
    }
    rows = [
        (
            line,
            proposed.get((line.person_id, line.unit_id, line.title_id, line.commendation_id)),
            _new_url(record, line),
        )
        for line in lines
    ]
    context = {
        "review": record,
        "titles": [row for row in rows if row[0].title_id],
        "commendations": [row for row in rows if row[0].commendation_id],
        "keeps": request.user.has_perm("awards.review_unit", record.unit),
        "may_edit": not record.signed_file_id,
        "unrated": service.unrated_among([line.person for line in lines if line.person], record.round, record.held_on),
    }
    return render(request, "awards/review.html", context)


def review_new(request: OfficeRequest, pk: int, unit: int) -> HttpResponse:
    """Ghi biên bản bình xét của một đơn vị; one that is there is opened."""
    award_round = seen_round(pk)
    home = get_object_or_404(Unit.objects.active().filter(kind__in=service.REVIEWING_KINDS), pk=unit)
    require(request.user, "awards.review_unit", home, who=service.WHO_REVIEWS)
    if found := UnitReview.objects.filter(round=award_round, unit=home).first():
        return redirect("awards:review", found.pk)
    record = UnitReview(round=award_round, unit=home, made_by=request.user)
    back = reverse("awards:round", args=[pk])

    def save(form: ReviewForm) -> UnitReview:
        return service.start_review(
            award_round=award_round,
            unit=home,
            actor=request.user,
            values=form.values,
            lines=form.lines,
            today=timezone.localdate(),
            key=submit_key(request),
        )

    members = Person.objects.active().filter(unit=home).count()
    return _write(request, record, save, back=back, values={"members": members or None}, rows=FIRST_LINES)


def review_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa biên bản chưa ký."""
    record = seen_review(request, pk)
    require(request.user, "awards.review_unit", record.unit, who=service.WHO_REVIEWS)
    back = reverse("awards:review", args=[pk])
    if record.signed_file_id:
        messages.info(request, service.SIGNED)
        return redirect(back)

    def save(form: ReviewForm) -> UnitReview:
        return service.change_review(
            review=record,
            actor=request.user,
            values=form.values,
            lines=form.lines,
            today=timezone.localdate(),
            seen=form.cleaned_data["version"] or 0,
            key=submit_key(request),
        )

    values, rows = review_values(record)
    return _write(request, record, save, back=back, values=values, rows=rows)


def review_sign(request: OfficeRequest, pk: int) -> HttpResponse:
    """Tải bản đã ký lên, or take it off."""
    record = seen_review(request, pk)
    require(request.user, "awards.review_unit", record.unit, who=service.WHO_REVIEWS)
    back = reverse("awards:review", args=[pk])
    form = SignedForm(initial={"version": record.version})
    if request.method == "POST":
        form = SignedForm(request.POST, request.FILES)

        def act() -> object:
            file, seen = new_file(form.cleaned_data["file"]), form.cleaned_data["version"]
            return service.sign_review(review=record, actor=request.user, file=file, seen=seen, key=submit_key(request))

        try:
            if form.is_valid() and act_on(form, act):
                messages.success(request, "Đã lưu bản ký của biên bản.")
                return redirect(back)
        except EditConflict as conflict:
            messages.warning(request, str(conflict))
            return redirect(back)
    return render(request, "awards/review_sign.html", {"form": form, "review": record, "back": back})


@require_safe
def review_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Biên bản để in, ký."""
    record = _taken_out(request, pk, "PDF")
    data = render_pdf(review_document(record), filed=False)
    return send_bytes(data, name=f"{_file_name(record)}.pdf", content_type=PDF)


@require_safe
def review_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """Biên bản, Word."""
    record = _taken_out(request, pk, "Word")
    return send_bytes(render_docx(review_document(record)), name=f"{_file_name(record)}.docx", content_type=DOCX)


@require_safe
def review_signed(request: OfficeRequest, pk: int) -> HttpResponse:
    """The signed copy, byte for byte."""
    record = seen_review(request, pk)
    if record.signed_file is None:
        raise Http404
    audit.record(actor=request.user, act="award_review.download", obj=record, note=record.signed_file.name)
    return send_file(record.signed_file)


def _taken_out(request: OfficeRequest, pk: int, form: str) -> UnitReview:
    """The minutes of an address; that they left the system is kept, for they tell how people were voted on."""
    record = seen_review(request, pk)
    audit.record(actor=request.user, act="award_review.download", obj=record, note=form)
    return record


def seen_review(request: OfficeRequest, pk: int) -> UnitReview:
    """The minutes of an address: of one's own units, all for who works with all; else 404."""
    rows = UnitReview.objects.select_related("round", "unit", "made_by__person", "signed_file")
    units = units_seen(request.user)
    return get_object_or_404(rows if units is None else rows.filter(unit__in=units), pk=pk)


def _write(
    request: OfficeRequest,
    record: UnitReview,
    save: Callable[[ReviewForm], UnitReview],
    *,
    back: str,
    values: dict[str, Any],
    rows: int,
) -> HttpResponse:
    """The form; its buttons of rows bring it back with everything typed."""
    facts = _facts(record)
    if request.method != "POST":
        return _form_page(request, record, ReviewForm(initial=values, rows=rows, **facts), back)
    if changed := rows_changed(request.POST, request.POST.get("hang", ""), [LINES]):
        form = ReviewForm(initial=changed.values, rows=changed.counts[LINES], **facts)
        return _form_page(request, record, form, back)
    form = ReviewForm(request.POST, **facts)
    saved: list[UnitReview] = []
    try:
        if form.is_valid() and act_on(form, lambda: saved.append(save(form))):
            messages.success(request, "Đã lưu biên bản bình xét. In ra ký, rồi tải bản ký lên.")
            return redirect("awards:review", saved[0].pk)
    except EditConflict as conflict:
        theirs, count = review_values(conflict.current)
        compared = ReviewForm(request.POST, rows=count, **facts)
        compared.is_valid()
        padded = {name: theirs.get(name, "") for name in compared.fields if name != "version"}
        title = f"Biên bản bình xét: {record.unit}"
        return render_conflict(request, title=title, form=compared, conflict=conflict, back_url=back, theirs=padded)
    return _form_page(request, record, form, back)


def _facts(record: UnitReview) -> dict[str, Any]:
    people = Person.objects.active().filter(unit=record.unit_id).order_by("sort_key")
    return {
        "unit": record.unit,
        "people": list(people),
        "titles": honours_of(record.round, Title),
        "commendations": honours_of(record.round, Commendation),
    }


def _form_page(request: OfficeRequest, record: UnitReview, form: ReviewForm, back: str) -> HttpResponse:
    context = {
        "review": record,
        "form": form,
        "rows": form.line_rows(),
        "adds": LINES.adds(),
        "back": back,
        "unrated": service.unrated_among(form.people.values(), record.round, record.held_on or timezone.localdate()),
    }
    return render(request, "awards/review_form.html", context)


def _new_url(record: UnitReview, line: Any) -> str:
    """Where a dossier for a line of the minutes is begun."""
    subject = f"ca-nhan-{line.person_id}" if line.person_id else f"tap-the-{line.unit_id}"
    honour = f"danh-hieu={line.title_id}" if line.title_id else f"hinh-thuc={line.commendation_id}"
    return f"{reverse('awards:nomination_new')}?dot={record.round_id}&doi-tuong={subject}&{honour}"


def _file_name(record: UnitReview) -> str:
    return f"Biên bản bình xét - {record.unit.label}"
