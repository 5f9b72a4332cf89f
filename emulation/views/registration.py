"""Registering: what I may write, one registration, and the form in which it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emulation.forms.registration import RegistrationForm, registration_values
from emulation.models import Aim, Commendation, Registration, RegistrationRound, RegistrationState, Target, Title
from emulation.rules.registration import OUTCOME_WORDS, outcome_of
from emulation.services import registration as service
from emulation.services.initiative_watch import NEED_WORDS, NEEDING, not_begun
from emulation.services.registration_document import registration_document
from emulation.views.registration_mine import NO_ROUND
from emulation.views.registration_rows import round_days, state_pill
from emulation.views.year import year_in_view
from plans.errors import EditConflict
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key
from plans.models import Person, Unit, User
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import DOCX, PDF, send_bytes
from plans.views.plan_html import lines_html


def registrations_seen(user: User) -> QuerySet[Registration]:
    """Registrations the person may see, with whom and what they are about."""
    return Registration.objects.visible_to(user).select_related(
        *("round", "unit", "person__unit", "person__user"),
        *("made_by__person", "sent_by__person", "confirmed_by__person", "received_by__person"),
    )


def seen_registration(request: OfficeRequest, pk: int) -> Registration:
    """The registration of an address, or 404."""
    return get_object_or_404(registrations_seen(request.user), pk=pk)


@require_safe
def registration(request: OfficeRequest, pk: int) -> HttpResponse:
    """One registration: what is aimed at, the targets, where it stands and who acts next."""
    record, user = seen_registration(request, pk), request.user
    aims = list(record.aims.select_related("title", "commendation"))
    unbegun = set(not_begun(record.aims.all()).values_list("pk", flat=True))
    state = RegistrationState(record.state)
    draft, received = state == RegistrationState.DRAFT, state == RegistrationState.RECEIVED
    writes = user.has_perm("emulation.register", record)
    confirms = state == RegistrationState.SENT and user.has_perm("emulation.confirm_registration", record)
    receives = state in (RegistrationState.CONFIRMED, RegistrationState.RECEIVED) and user.has_perm(
        "emulation.receive_registration", record
    )
    context = {
        "registration": record,
        "subject": record.unit or record.person,
        "pill": state_pill(state, record.return_reason),
        "titles": [_shown(aim, unbegun) for aim in aims if aim.title_id],
        "commendations": [_shown(aim, unbegun) for aim in aims if aim.commendation_id],
        "targets": [(one, OUTCOME_WORDS[outcome_of(one.met)]) for one in record.targets.all()],
        "unbegun": bool(unbegun),
        "needs": sorted({NEED_WORDS[aim.title.initiative] for aim in aims if aim.pk in unbegun and aim.title}),
        "writes_for": record.person is not None and record.made_by.person_id != record.person_id,
        "edits": draft and writes,
        "sends": draft and writes and bool(aims or record.targets.all()),
        "withdraws": writes and not draft and not received,
        "confirms": confirms,
        "receives": receives and not received,
        "returns": confirms or receives,
        "records": not draft and user.has_perm("emulation.record_result", record),
        "steps": _steps(record),
        **round_days(request, record.round),
    }
    return render(request, "emulation/registration.html", context)


def _shown(aim: Aim, unbegun: set[int]) -> dict[str, Any]:
    """An aim with what its title asks for."""
    needs = aim.title is not None and aim.title.initiative in NEEDING
    return {
        "name": str(aim),
        "need": NEED_WORDS[aim.title.initiative] if needs and aim.title else "",
        "initiative": lines_html(aim.initiative) if aim.initiative else "",
        "begun": short_date(aim.initiative_begun_on) if aim.initiative_begun_on else "",
        "waits": aim.pk in unbegun,
        "gap": aim.gap_reason,
    }


def _steps(record: Registration) -> list[tuple[str, str]]:
    """Who did what of its way so far, each with its moment."""
    written = f"{record.made_by} lập" + (
        " thay" if record.made_by.person_id != record.person_id and record.person else ""
    )
    known = (
        (written, record.created_at),
        (f"{record.sent_by} gửi" + (" thẳng thường trực" if record.direct else ""), record.sent_at),
        (f"{record.confirmed_by} xác nhận", record.confirmed_at),
        (f"{record.received_by} nhận", record.received_at),
    )
    return [(words, f"{timezone.localtime(at):%H:%M %d/%m/%Y}") for words, at in known if at]


def registration_new(request: OfficeRequest, kind: str, pk: int) -> HttpResponse:
    """Lập bản đăng ký for a person or a unit."""
    year, user = year_in_view(request), request.user
    person = unit = None
    if kind == "don-vi":
        unit = get_object_or_404(Unit.objects.active(), pk=pk)
    else:
        seen = Person.objects.visible_to(user).active().select_related("unit", "user")
        person = get_object_or_404(seen, pk=pk)
    found = RegistrationRound.objects.filter(year=year).first()
    blank = Registration(round=found, person=person, unit=unit, made_by=user)
    require(user, "emulation.register", blank, who=service.WHO_WRITES)
    if found is None:
        messages.info(request, NO_ROUND.format(year=year))
        return redirect("emulation:registration_mine")
    have = Registration.objects.filter(round=found, person=person, unit=unit).first()
    if have is not None:
        return redirect("emulation:registration", have.pk)

    def save(form: RegistrationForm) -> Registration:
        return service.start_registration(
            registration_round=found,
            actor=user,
            person=person,
            unit=unit,
            aims=form.aims,
            targets=form.targets,
            today=timezone.localdate(),
            key=submit_key(request),
        )

    return _write(request, blank, save, back=reverse("emulation:registration_mine"))


def registration_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa bản đăng ký chưa gửi."""
    record = seen_registration(request, pk)
    require(request.user, "emulation.register", record, who=service.WHO_WRITES)
    back = reverse("emulation:registration", args=[pk])
    if refusal := service.WHY_NOT_EDITED.get(RegistrationState(record.state)):
        messages.info(request, refusal)
        return redirect(back)

    def save(form: RegistrationForm) -> Registration:
        return service.change_registration(
            registration=record,
            actor=request.user,
            aims=form.aims,
            targets=form.targets,
            today=timezone.localdate(),
            seen=form.cleaned_data["version"] or 0,
            key=submit_key(request),
        )

    return _write(request, record, save, back=back)


def _write(
    request: OfficeRequest, record: Registration, save: Callable[[RegistrationForm], Registration], *, back: str
) -> HttpResponse:
    """The form; its buttons of rows bring it back with everything typed, saving goes to the registration."""
    aims = list(record.aims.all()) if record.pk else []
    targets: list[Target] = list(record.targets.all()) if record.pk else []
    facts = _offered(record, aims)
    if request.method != "POST":
        values, counts = registration_values(record, aims, targets) if record.pk else ({}, None)
        return _form_page(request, record, RegistrationForm(initial=values, counts=counts, **facts), back)
    form = RegistrationForm(request.POST, **facts)
    if rows := rows_changed(request.POST, request.POST.get("hang", ""), form.groups):
        form = RegistrationForm(initial=rows.values, counts=rows.counts, **facts)
        return _form_page(request, record, form, back)
    saved: list[Registration] = []
    try:
        if form.is_valid() and act_on(form, lambda: saved.append(save(form))):
            messages.success(request, "Đã lưu bản đăng ký. Xem lại rồi gửi.")
            return redirect("emulation:registration", saved[0].pk)
    except EditConflict as conflict:
        return _compare(request, conflict, back)
    return _form_page(request, record, form, back)


def _offered(record: Registration, aims: list[Aim]) -> dict[str, Any]:
    collective = record.unit_id is not None
    return {
        "collective": collective,
        "titles": service.offered(Title, collective=collective, chosen=(aim.title_id for aim in aims)),
        "commendations": service.offered(
            Commendation, collective=collective, chosen=(aim.commendation_id for aim in aims)
        ),
    }


def _form_page(request: OfficeRequest, record: Registration, form: RegistrationForm, back: str) -> HttpResponse:
    titles, commendations, targets = form.groups
    needing = [one for one in form.titles.values() if one.initiative in NEEDING] if not record.unit_id else []
    context = {
        "form": form,
        "registration": record,
        "subject": record.unit or record.person,
        "year": record.round.year,
        "title_rows": form.rows(titles),
        "commendation_rows": form.rows(commendations),
        "target_rows": form.rows(targets),
        "adds": {"title": titles.adds(), "commendation": commendations.adds(), "target": targets.adds()},
        "needing": [(one.name, NEED_WORDS[one.initiative]) for one in needing],
        "for_other": record.person is not None and record.person_id != request.user.person_id,
        "back": back,
    }
    return render(request, "emulation/registration_form.html", context)


def _compare(request: OfficeRequest, conflict: EditConflict, back: str) -> HttpResponse:
    """The compare page, with as many rows of each kind as the longer of the two versions has."""
    current: Registration = conflict.current
    aims, targets = list(current.aims.all()), list(current.targets.all())
    values, counts = registration_values(current, aims, targets)
    form = RegistrationForm(request.POST, counts=counts, **_offered(current, aims))
    form.is_valid()
    own = [name for name in form.fields if name != "version" and not name.startswith("target_pk")]
    theirs: dict[str, Any] = {name: values.get(name, "") for name in own}
    return render_conflict(request, title=str(current), form=form, conflict=conflict, back_url=back, theirs=theirs)


@require_safe
def registration_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bản đăng ký, PDF."""
    record = seen_registration(request, pk)
    paper = registration_document(record)
    return send_bytes(render_pdf(paper, filed=False), name=f"{_file_name(record)}.pdf", content_type=PDF)


@require_safe
def registration_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bản đăng ký, Word."""
    record = seen_registration(request, pk)
    paper = registration_document(record)
    return send_bytes(render_docx(paper), name=f"{_file_name(record)}.docx", content_type=DOCX)


def _file_name(record: Registration) -> str:
    return f"Bản đăng ký thi đua {record.round.year} - {record.unit or record.person}"
