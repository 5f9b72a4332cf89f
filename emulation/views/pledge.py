"""Giao ước thi đua: listed, written, printed, and recorded once it is signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emulation.forms.pledge import PARTIES, PledgeForm, SignForm, pledge_values, row_values
from emulation.models import HEADS, Pledge
from emulation.services import pledge as service
from emulation.services.registration import REGISTERING_KINDS
from emulation.services.registration_document import pledge_document
from emulation.views.year import year_in_view
from plans.errors import EditConflict
from plans.forms.event import new_file
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key
from plans.models import Person, Unit, UnitKind, User
from plans.papers.content import Align, Column, Row
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.views.acting import act_on, require
from plans.views.cells import pill_html
from plans.views.conflict import render_conflict
from plans.views.files import DOCX, PDF, send_bytes, send_file
from plans.views.listing import Listing, page_of, send_listing

COLUMNS = (
    Column("TT", 7, Align.CENTER),
    Column("TÊN GIAO ƯỚC", 40),
    Column("SỐ BÊN KÝ", 11, Align.CENTER),
    Column("NGÀY KÝ", 16, Align.CENTER),
    Column("NƠI KÝ", 26),
)
SIGNED, UNSIGNED = pill_html("done", "Đã ký"), pill_html("idle", "Chưa ký")


@require_safe
def pledge_list(request: OfficeRequest) -> HttpResponse:
    """Các giao ước của năm."""
    year = year_in_view(request)
    page = page_of(request, _of_year(request.user, year))
    context = {
        "year": year,
        "page": page,
        "rows": [
            (number, one, SIGNED if one.signed_on else UNSIGNED)
            for number, one in enumerate(page.object_list, start=page.start_index())
        ],
        "keeps": request.user.has_perm("emulation.keep_pledge"),
    }
    return render(request, "emulation/pledge_list.html", context)


@require_safe
def pledge_list_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4 or as a sheet."""
    year = year_in_view(request)
    rows = [
        Row((str(n), one.name, str(one.sides), short_date(one.signed_on) if one.signed_on else "chưa ký", one.place))
        for n, one in enumerate(_of_year(request.user, year), start=1)
    ]
    subject = f"Giao ước thi đua năm {year}"
    listing = Listing("DANH SÁCH", subject, COLUMNS, rows, "không", f"Cộng: {len(rows)} giao ước.")
    return send_listing(request, listing, name=f"{subject}.pdf")


def _of_year(user: User, year: int) -> QuerySet[Any]:
    return Pledge.objects.visible_to(user).filter(year=year).annotate(sides=Count("parties")).order_by("pk")


@require_safe
def pledge(request: OfficeRequest, pk: int) -> HttpResponse:
    """One pledge as it is printed, and whether it is signed."""
    record = _seen(request, pk)
    context = {
        "pledge": record,
        "parties": list(record.parties.all()),
        "pill": SIGNED if record.signed_on else UNSIGNED,
        "sheet": render_html(pledge_document(record)),
        "keeps": request.user.has_perm("emulation.keep_pledge"),
    }
    return render(request, "emulation/pledge.html", context)


def pledge_new(request: OfficeRequest) -> HttpResponse:
    """Soạn giao ước."""
    require(request.user, "emulation.keep_pledge", who=service.WHO_KEEPS)
    year, units = year_in_view(request), _units()
    back = reverse("emulation:pledge_list")
    if request.method != "POST":
        rows = _first_parties(units)
        form = PledgeForm(initial=row_values(rows), year=year, units=units, rows=max(len(rows), 2))
        return _form_page(request, form, None, year, back)
    form = PledgeForm(request.POST, year=year, units=units)
    if changed := _with_rows(request, year, units):
        return _form_page(request, changed, None, year, back)
    made: list[Pledge] = []

    def act() -> None:
        made.append(
            service.make_pledge(
                year=year, actor=request.user, values=_values(form), parties=form.parties, key=submit_key(request)
            )
        )

    if form.is_valid() and act_on(form, act):
        messages.success(request, "Đã lưu giao ước. In ra ký, rồi ghi ngày ký ở trang này.")
        return redirect("emulation:pledge", made[0].pk)
    return _form_page(request, form, None, year, back)


def pledge_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa giao ước chưa ký."""
    record = _seen(request, pk)
    require(request.user, "emulation.keep_pledge", record, who=service.WHO_KEEPS)
    back, parties, units = reverse("emulation:pledge", args=[pk]), list(record.parties.all()), _units()
    year = record.year
    if request.method != "POST":
        values = pledge_values(record, parties)
        form = PledgeForm(initial=values, year=year, units=units, rows=len(parties))
        return _form_page(request, form, record, year, back)
    if changed := _with_rows(request, year, units):
        return _form_page(request, changed, record, year, back)
    form = PledgeForm(request.POST, year=year, units=units)
    try:
        if form.is_valid() and act_on(form, lambda: _change(request, record, form)):
            messages.success(request, "Đã lưu giao ước.")
            return redirect(back)
    except EditConflict as conflict:
        saved = list(conflict.current.parties.all())
        theirs = pledge_values(conflict.current, saved)
        form = PledgeForm(request.POST, year=year, units=units, rows=len(saved))
        form.is_valid()
        shown = {name: theirs.get(name, "") for name in form.fields if name.rpartition("_")[2].isdecimal()}
        title = str(conflict.current)
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back, theirs=shown)
    return _form_page(request, form, record, year, back)


def pledge_sign(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi ngày ký, nơi ký, tải bản đã ký."""
    record = _seen(request, pk)
    require(request.user, "emulation.keep_pledge", record, who=service.WHO_KEEPS)
    back = reverse("emulation:pledge", args=[pk])
    if request.method == "POST":
        form = SignForm(request.POST, request.FILES)
        try:
            if form.is_valid() and act_on(form, lambda: _sign(request, record, form)):
                messages.success(request, "Đã ghi việc ký giao ước.")
                return redirect(back)
        except EditConflict as conflict:
            return render_conflict(request, title=str(record), form=form, conflict=conflict, back_url=back)
    else:
        names = ("version", "signed_on", "place")
        form = SignForm(initial={name: getattr(record, name) for name in names})
    return render(request, "emulation/pledge_sign.html", {"form": form, "pledge": record, "back": back})


@require_safe
def pledge_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bản in để ký, PDF."""
    record = _seen(request, pk)
    data = render_pdf(pledge_document(record), filed=False)
    return send_bytes(data, name=f"Giao ước thi đua năm {record.year}.pdf", content_type=PDF)


@require_safe
def pledge_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bản in để ký, Word."""
    record = _seen(request, pk)
    data = render_docx(pledge_document(record))
    return send_bytes(data, name=f"Giao ước thi đua năm {record.year}.docx", content_type=DOCX)


@require_safe
def pledge_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """The signed copy, byte for byte."""
    record = _seen(request, pk)
    if record.signed_file is None:
        raise Http404
    return send_file(record.signed_file)


def _seen(request: OfficeRequest, pk: int) -> Pledge:
    """The pledge of an address, or 404."""
    found = Pledge.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("made_by__person", "signed_file", "cluster_year__cluster"), pk=pk)


def _units() -> list[Unit]:
    return list(Unit.objects.active().filter(kind__in=(*REGISTERING_KINDS, UnitKind.LEADERSHIP)))


def _first_parties(units: list[Unit]) -> list[dict[str, Any]]:
    """Every unit of the office with its head, as a pledge of the year usually has them. One query."""
    heads: dict[int, tuple[str, str]] = {}
    people = Person.objects.active().filter(unit__in=units, position_group__in=HEADS).order_by("pk")
    for home, name, position in people.values_list("unit_id", "full_name", "position"):
        heads.setdefault(home, (name, position))
    rows = []
    for unit in units:
        name, position = heads.get(unit.pk, ("", ""))
        rows.append({"unit": unit.pk, "party": unit.name, "signer_title": position, "signer_name": name})
    return rows


def _with_rows(request: OfficeRequest, year: int, units: list[Unit]) -> PledgeForm | None:
    """The form with one party more or less, where that was the button pressed; nothing is saved."""
    rows = rows_changed(request.POST, request.POST.get("hang", ""), [PARTIES])
    return PledgeForm(initial=rows.values, year=year, units=units, rows=rows.counts[PARTIES]) if rows else None


def _form_page(request: OfficeRequest, form: PledgeForm, record: Pledge | None, year: int, back: str) -> HttpResponse:
    context = {"form": form, "pledge": record, "year": year, "adds": PARTIES.adds(), "back": back}
    return render(request, "emulation/pledge_form.html", context)


def _values(form: PledgeForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in service.FIELDS}


def _change(request: OfficeRequest, record: Pledge, form: PledgeForm) -> object:
    return service.change_pledge(
        pledge=record,
        actor=request.user,
        values=_values(form),
        parties=form.parties,
        seen=form.cleaned_data["version"] or 0,
        key=submit_key(request),
    )


def _sign(request: OfficeRequest, record: Pledge, form: SignForm) -> object:
    values = form.cleaned_data
    return service.sign_pledge(
        pledge=record,
        actor=request.user,
        signed_on=values["signed_on"],
        place=values["place"],
        file=new_file(values["file"]),
        today=timezone.localdate(),
        seen=values["version"],
        key=submit_key(request),
    )
