"""Entering, correcting and taking out one entry of a record; the end of a hold. One way for every kind of entry."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from awards.forms.record import FORMS, EntryForm, ReleaseForm, RemoveForm
from awards.models import Hold
from awards.services import record as service
from awards.services.record import EntryKind
from awards.services.record_reading import collectives, note_reading
from awards.services.record_rows import Subject
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key
from plans.models import Person, Unit, User
from plans.views.act_page import ActPage, Frame, act_page, refusal_page
from plans.views.acting import require

FORM, ACT = "awards/record_form.html", "awards/record_act.html"
# What the pages of each kind are called: adding, correcting
TITLES = {
    "rating": ("Ghi xếp loại", "Sửa xếp loại"),
    "award": ("Ghi danh hiệu, hình thức khen thưởng", "Sửa mục khen thưởng"),
    "discipline": ("Ghi kỷ luật", "Sửa kỷ luật"),
    "hold": ("Ghi tạm dừng xét", "Sửa tạm dừng xét"),
    "absence": ("Ghi thời gian nghỉ, đi học", "Sửa thời gian nghỉ, đi học"),
    "transfer": ("Ghi tuyển dụng, chuyển công tác", "Sửa tuyển dụng, chuyển công tác"),
    "praise": ("Ghi biểu dương", "Sửa biểu dương"),
}


def entry_add(request: OfficeRequest, slug: str, pk: int, *, unit: bool = False) -> HttpResponse:
    """Enter something into the record of a person or a unit."""
    kind = service.KINDS[slug]
    subject: Subject = get_object_or_404(collectives(), pk=pk) if unit else get_object_or_404(Person, pk=pk)
    _require(request.user, kind, subject)
    make = partial(FORMS[slug], subject=subject)
    form = make(request.POST) if request.method == "POST" else make(initial=_first_values(request, slug, subject))
    return record_form(
        request,
        form,
        lambda: _save(request, kind, form, None, subject),
        template=FORM,
        context={"subject": subject, "record_url": record_url(subject)},
        title=TITLES[slug][0],
        done=f"Đã ghi vào hồ sơ của {subject}.",
        back=record_url(subject),
    )


def entry_edit(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """Correct an entry."""
    kind = service.KINDS[slug]
    record = _found(kind, pk)
    subject = kind.of(record)
    _require(request.user, kind, subject)
    make = partial(FORMS[slug], subject=subject)
    if request.method == "POST":
        form = make(request.POST, instance=_found(kind, pk))
    else:
        form = make(instance=record, initial={"version": record.version})
        if isinstance(subject, Person):
            note_reading(actor=request.user, person=subject)
    back = reverse("awards:praise_list") if slug == "praise" else record_url(subject)
    context = {"subject": subject, "record_url": record_url(subject)}
    context["remove_url"] = reverse(f"awards:{slug}_remove", args=[pk])
    return record_form(
        request,
        form,
        lambda: _save(request, kind, form, record, None),
        template=FORM,
        context=context,
        title=TITLES[slug][1],
        done="Đã sửa.",
        back=back,
    )


def entry_remove(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """Xoá mục nhập nhầm, with a reason."""
    kind = service.KINDS[slug]
    record = _found(kind, pk)
    subject, words = kind.of(record), "Xoá mục nhập nhầm"
    _require(request.user, kind, subject)
    frame = act_frame(subject)
    if why := kind.why_kept(record):
        return refusal_page(request, frame, title=words, sentence=why)
    page = ActPage(
        title=words,
        will=(
            f"{kind.label} “{record}” không còn trong hồ sơ của {subject}.",
            "Nhật ký giữ ai xoá, lúc nào, vì sao.",
            "Chỉ xoá mục nhập nhầm. Ghi sai số, ngày, năm thì bấm sửa.",
        ),
        submit="Xoá mục này",
        icon="trash-2",
        done="Đã xoá mục nhập nhầm.",
    )
    act = partial(service.remove_entry, kind=kind, record=record)
    return act_page(request, frame, page, act, version=record.version, form_class=RemoveForm)


def hold_release(request: OfficeRequest, pk: int) -> HttpResponse:
    """Kết thúc tạm dừng xét, with the conclusion."""
    hold = get_object_or_404(Hold.objects.select_related("person__unit", "unit"), pk=pk)
    _require(request.user, service.HOLD, hold.subject)
    frame, words = act_frame(hold.subject), "Kết thúc tạm dừng xét"
    if hold.released_on:
        sentence = f"Đã kết thúc tạm dừng từ {hold.released_on:%d/%m/%Y}. Ghi sai thì sửa mục đó ở hồ sơ."
        return refusal_page(request, frame, title=words, sentence=sentence)
    page = ActPage(
        title=words,
        will=(
            f"Tạm dừng từ {hold.since:%d/%m/%Y} ({hold.get_reason_display().lower()}) kết thúc vào ngày ghi dưới đây.",
            f"{hold.subject} được xét khen thưởng trở lại, nếu không còn tạm dừng nào khác.",
        ),
        submit="Kết thúc tạm dừng",
        icon="check",
        done="Đã kết thúc tạm dừng xét.",
    )
    act = partial(service.release_hold, hold=hold)
    return act_page(request, frame, page, act, version=hold.version, form_class=ReleaseForm)


def record_url(subject: Subject) -> str:
    """The page of the record of ``subject``."""
    return reverse("awards:unit_record" if isinstance(subject, Unit) else "awards:person_record", args=[subject.pk])


def act_frame(subject: Subject) -> Frame:
    """What stands around an act on an entry of the record of ``subject``."""
    return Frame(ACT, {"subject": subject, "record_url": record_url(subject)}, record_url(subject))


def _require(user: User, kind: EntryKind, subject: Subject) -> None:
    require(user, kind.right, subject, who=service.who_keeps(user, kind, subject))


def _first_values(request: OfficeRequest, slug: str, subject: Subject) -> dict[str, Any]:
    if slug == "praise":
        return {"unit" if isinstance(subject, Unit) else "person": subject.pk}
    return {"year": year_in_view(request) - 1} if slug in ("rating", "award") else {}


def _found(kind: EntryKind, pk: int) -> Any:
    rows = kind.model._default_manager.select_related("person__unit", *(["unit"] if kind.of_units else []))
    return get_object_or_404(rows, pk=pk)


def _save(request: OfficeRequest, kind: EntryKind, form: EntryForm, record: Any, subject: Subject | None) -> None:
    service.save_entry(
        actor=request.user,
        kind=kind,
        record=record,
        values=form.values,
        subject=subject,
        seen=form.cleaned_data["version"] or 0,
        key=submit_key(request),
    )
