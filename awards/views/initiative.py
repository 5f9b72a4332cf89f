"""Hồ sơ sáng kiến: the list, one dossier's page, the form with its authors, its proof files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.forms.initiative import AUTHORS, FilesForm, InitiativeFilter, InitiativeForm, initiative_values
from awards.models import Initiative, InitiativeCall, InitiativeFile, InitiativeState
from awards.permissions import is_own
from awards.services import initiative as service
from awards.services import initiative_way as way
from awards.services.initiative_papers import note_download
from awards.services.initiative_reading import DECIDED, initiatives_seen, similar_to
from awards.services.initiative_use import uses_of
from awards.views.initiative_rows import (
    LISTED,
    initiative_pill,
    lines_of,
    matching,
    parts_of,
    printed_lines,
    year_choices,
)
from awards.views.initiative_steps import steps_for
from emulation.forms.registration_list import unit_choices
from emulation.rules.scoring import show_points
from emulation.views.record_form import record_form
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key
from plans.models.unit_index import UnitIndex
from plans.rules.official import short_date
from plans.views.acting import act_by_button, require
from plans.views.files import send_file
from plans.views.listing import Listing, page_of, send_listing

OPEN = (InitiativeState.SUBMITTED, InitiativeState.SCORING, InitiativeState.SCORED)
ORDER = ("-year", "state", "-pk")


def seen_initiative(request: OfficeRequest, pk: int) -> Initiative:
    """The initiative of an address, or 404."""
    return get_object_or_404(initiatives_seen(request.user), pk=pk)


@require_safe
def initiative_list(request: OfficeRequest) -> HttpResponse:
    """Hồ sơ sáng kiến."""
    chosen, today = _filter(request), timezone.localdate()
    page = page_of(request, matching(request.user, chosen).order_by(*ORDER))
    open_call = InitiativeCall.objects.filter(opens_on__lte=today, closes_on__gte=today).order_by("closes_on").first()
    context = {
        "rows": list(enumerate(lines_of(page.object_list), start=page.start_index())),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} hồ sơ",
        "query": request.GET.urlencode(),
        "call": open_call,
        "days_left": (open_call.closes_on - today).days if open_call else 0,
        "keeps": request.user.has_perm("awards.open_call"),
    }
    return render(request, "awards/initiative_list.html", context)


@require_safe
def initiative_list_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4, or as a sheet."""
    chosen = _filter(request)
    rows = printed_lines(lines_of(matching(request.user, chosen).order_by(*ORDER)))
    total = f"Cộng: {len(rows)} hồ sơ."
    listing = Listing("DANH SÁCH", "Hồ sơ sáng kiến", LISTED, rows, chosen.criteria, total, names_people=True)
    return send_listing(request, listing, name="ho-so-sang-kien.pdf")


def _filter(request: OfficeRequest) -> InitiativeFilter:
    return InitiativeFilter(request.GET, year=year_choices(), unit=unit_choices(UnitIndex.load()))


@require_safe
def initiative(request: OfficeRequest, pk: int) -> HttpResponse:
    """One dossier: its words and files, its authors, where it stands, earlier ones like it, what became of it."""
    record, user = seen_initiative(request, pk), request.user
    state, own = InitiativeState(record.state), is_own(request.user, record)
    known = state == InitiativeState.RECOGNISED
    recognitions = list(record.recognitions.select_related("file")) if state in DECIDED else []
    context = {
        "initiative": record,
        "pill": initiative_pill(state, record.return_reason),
        "parts": parts_of(record),
        "authors": record.authors.all(),
        "files": files_of(record),
        "missing": service.what_is_missing(record) if state == InitiativeState.DRAFT else [],
        "similar": [] if known or record.is_past else similar_to(user, record),
        "recognitions": recognitions,
        "uses": uses_of([pk]).get(pk, []) if known else [],
        "result": show_points(record.result) if record.result is not None else "",
        "steps": steps_for(user, record, own=own),
        "edits": state == InitiativeState.DRAFT and user.has_perm("awards.keep_initiative", record),
        "corrects": bool(recognitions) and user.has_perm("awards.recognise", record),
        "submitted": short_date(timezone.localdate(record.submitted_at)) if record.submitted_at else "",
        "own": way.OWN if own and state in OPEN and user.has_perm("awards.see_spread") else "",
    }
    return render(request, "awards/initiative.html", context)


def files_of(record: Initiative) -> list[InitiativeFile]:
    """Its proof files. One query."""
    return list(record.files.filter(removed_at__isnull=True).select_related("file"))


def initiative_new(request: OfficeRequest) -> HttpResponse:
    """Lập hồ sơ, in the call that is open."""
    require(request.user, "awards.keep_initiative", who=service.WHO_KEEPS)
    today = timezone.localdate()
    call = InitiativeCall.objects.filter(opens_on__lte=today, closes_on__gte=today).order_by("closes_on").first()
    person = request.user.person
    values = {
        "call": call.pk if call else None,
        "unit": person.unit_id if person else None,
        "author_0": str(person.pk) if person else "",
        "share_0": "100",
    }

    def save(form: InitiativeForm) -> Initiative:
        return service.save_initiative(
            initiative=None, actor=request.user, values=form.values, authors=form.authors, key=submit_key(request)
        )

    return _write(request, None, values, save)


def initiative_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa hồ sơ chưa trình."""
    record = seen_initiative(request, pk)
    require(request.user, "awards.keep_initiative", record, who=service.WHO_KEEPS)
    if record.state != InitiativeState.DRAFT:
        return redirect("awards:initiative", pk)

    def save(form: InitiativeForm) -> Initiative:
        return service.save_initiative(
            initiative=record,
            actor=request.user,
            values=form.values,
            authors=form.authors,
            seen=form.cleaned_data["version"] or 0,
            key=submit_key(request),
        )

    return _write(request, record, initiative_values(record, list(record.authors.all())), save)


def _write(
    request: OfficeRequest,
    record: Initiative | None,
    values: dict[str, Any],
    save: Callable[[InitiativeForm], Initiative],
) -> HttpResponse:
    """The form; its buttons of rows bring it back with everything typed, saving goes to the dossier."""
    count = max(record.authors.count() if record else 0, 1)
    facts: dict[str, Any] = {"user": request.user, "record": record}
    form = InitiativeForm(initial=values, authors=count, **facts)
    if request.method == "POST":
        rows = rows_changed(request.POST, request.POST.get("hang", ""), (AUTHORS,))
        if rows:
            form = InitiativeForm(initial=rows.values, authors=rows.counts[AUTHORS], **facts)
        else:
            form = InitiativeForm(request.POST, **facts)
    own_page = reverse("awards:initiative", args=[record.pk]) if record else reverse("awards:initiative_list")
    return record_form(
        request,
        form,
        lambda: save(form),
        template="awards/initiative_form.html",
        context={"initiative": record, "author_rows": form.rows(), "add": AUTHORS.adds(), "whole": form.whole},
        title="Sửa hồ sơ sáng kiến" if record else "Lập hồ sơ sáng kiến",
        done="Đã lưu hồ sơ. Xem lại, thêm minh chứng rồi trình.",
        back=own_page,
        then=lambda made: reverse("awards:initiative", args=[made.pk]),
        theirs=lambda current: initiative_values(current, list(current.authors.all())),
    )


@require_POST
def initiative_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """A draft into the bin."""
    record, key = seen_initiative(request, pk), submit_key(request)
    require(request.user, "awards.keep_initiative", record, who=service.WHO_KEEPS)
    removed = act_by_button(
        request,
        lambda: service.remove_initiative(initiative=record, actor=request.user, key=key),
        done="Đã bỏ hồ sơ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:initiative_list") if removed else redirect("awards:initiative", pk)


def initiative_file_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thêm minh chứng."""
    record = seen_initiative(request, pk)
    require(request.user, "awards.keep_initiative", record, who=service.WHO_KEEPS)
    back = reverse("awards:initiative", args=[pk])
    if record.state != InitiativeState.DRAFT:
        return redirect(back)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()

    def act() -> object:
        files, caption = form.cleaned_data["proof"], form.cleaned_data["caption"]
        facts: dict[str, Any] = {"initiative": record, "actor": request.user, "key": submit_key(request)}
        return service.add_files(files=files, caption=caption, **facts)

    return record_form(
        request,
        form,
        act,
        template="awards/initiative_part.html",
        context={"initiative": record},
        title="Thêm minh chứng",
        done="Đã lưu minh chứng.",
        back=back,
    )


@require_safe
def initiative_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """A proof file, always an attachment, for whoever sees the dossier."""
    proof = _file(request, pk)
    note_download(actor=request.user, record=proof.initiative, what=f"minh chứng {proof.file.name}")
    return send_file(proof.file)


@require_POST
def initiative_file_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """A proof into the bin."""
    file, key = _file(request, pk), submit_key(request)
    require(request.user, "awards.keep_initiative", file.initiative, who=service.WHO_KEEPS)
    act_by_button(
        request,
        lambda: service.remove_file(file=file, actor=request.user, key=key),
        done=f"Đã bỏ “{file.file.name}” vào thùng rác.",
    )
    return redirect("awards:initiative", file.initiative_id)


def _file(request: OfficeRequest, pk: int) -> InitiativeFile:
    rows = InitiativeFile.objects.kept().filter(initiative__in=Initiative.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("file", "initiative"), pk=pk)
