"""Initiatives and research of past years, written into the record of one of their authors."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from awards.forms.past_initiative import AUTHORS, PastInitiativeForm, initial_of
from awards.forms.record import RemoveForm
from awards.models import Initiative, WorkKind
from awards.services import past_initiative as service
from awards.services.record import AWARD, who_keeps
from awards.views.record_entry import act_frame, record_url
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key
from plans.models import Person
from plans.views.act_page import ActPage, act_page
from plans.views.acting import require

TEMPLATE = "awards/past_initiative_form.html"
ADDING, EDITING = "Ghi sáng kiến, đề tài các năm trước", "Sửa sáng kiến, đề tài các năm trước"


def past_initiative_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Enter one with its decision, from the record of an author."""
    person = get_object_or_404(Person, pk=pk)
    _require(request, [person])
    first = {"year": year_in_view(request) - 1, "kind": WorkKind.INITIATIVE, "author_0": person.pk, "share_0": 100}
    return _page(request, _form(request, first, rows=1), None, person, ADDING)


def past_initiative_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct one."""
    record = get_object_or_404(_past(), pk=pk)
    _require(request, _authors_of(record))
    initial, rows = initial_of(record)
    form = _form(request, initial, rows=rows)
    return _page(request, form, record, _authors_of(record)[0], EDITING)


def past_initiative_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Xoá mục nhập nhầm, with a reason."""
    record = get_object_or_404(_past(), pk=pk)
    _require(request, _authors_of(record))
    page = ActPage(
        title="Xoá sáng kiến nhập nhầm",
        will=(
            f"“{record}” không còn trong hồ sơ của mọi tác giả, cùng quyết định công nhận và lần đã dùng.",
            "Nhật ký giữ ai xoá, lúc nào, vì sao.",
        ),
        submit="Xoá mục này",
        icon="trash-2",
        done="Đã xoá sáng kiến nhập nhầm.",
    )
    act = partial(service.remove_past_initiative, initiative=record)
    frame = act_frame(_authors_of(record)[0])
    return act_page(request, frame, page, act, version=record.version, form_class=RemoveForm)


def _page(
    request: OfficeRequest, form: PastInitiativeForm, record: Initiative | None, person: Person, title: str
) -> HttpResponse:
    back = record_url(person)
    context: dict[str, Any] = {"subject": person, "record_url": back, "adds": AUTHORS.adds()}
    if record:
        context["remove_url"] = reverse("awards:past_initiative_remove", args=[record.pk])
    if request.method == "POST" and "hang" in request.POST:
        return render(request, TEMPLATE, {**context, "form": form, "title": title, "back_url": back})

    def act() -> object:
        return service.save_past_initiative(
            actor=request.user,
            initiative=record,
            values=form.values,
            authors=form.authors,
            uses=form.uses,
            seen=form.cleaned_data["version"] or 0,
            key=submit_key(request),
        )

    return record_form(
        request,
        form,
        act,
        template=TEMPLATE,
        context=context,
        title=title,
        done="Đã ghi sáng kiến vào hồ sơ của các tác giả.",
        back=back,
        theirs=lambda saved: initial_of(saved)[0],
    )


def _form(request: OfficeRequest, initial: dict[str, Any], *, rows: int) -> PastInitiativeForm:
    """As opened, as typed, or with a row more or less after a button of rows."""
    if request.method != "POST":
        return PastInitiativeForm(initial=initial, rows=rows)
    changed = rows_changed(request.POST, request.POST.get("hang", ""), [AUTHORS])
    if changed:
        return PastInitiativeForm(initial=changed.values, rows=changed.counts[AUTHORS])
    return PastInitiativeForm(request.POST, rows=AUTHORS.count(request.POST))


def _past() -> Any:
    return Initiative.objects.filter(is_past=True, removed_at=None)


def _authors_of(record: Initiative) -> list[Person]:
    """The authors of the office; one of past years always has one."""
    authors = record.authors.filter(person__isnull=False).select_related("person__unit", "person__user")
    return [author.person for author in authors if author.person]


def _require(request: OfficeRequest, authors: list[Person]) -> None:
    for person in authors:
        require(request.user, AWARD.right, person, who=who_keeps(request.user, AWARD, person))
