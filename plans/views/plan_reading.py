"""Quán triệt: who of each unit has read the plan; ticked by the unit's contact and by everybody for himself."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.forms.plan_reading import ReadingForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Person, Plan, PlanReading, PlanState, Role
from plans.models.unit_index import UnitIndex, UnitLine
from plans.papers.content import Align, Column, GroupRow, Row
from plans.permissions import rights_of
from plans.services import plan_reading
from plans.views.acting import act_by_button, act_on, require
from plans.views.diary import person_of
from plans.views.listing import Listing, send_listing

WHO_SEES = "Đầu mối đơn vị, thường trực TĐKT và Lãnh đạo Sở xem việc quán triệt. Anh, chị ghi cho mình bằng nút trên."
PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("HỌ VÀ TÊN", 34),
    Column("CHỨC VỤ", 30),
    Column("NGÀY QUÁN TRIỆT", 14, Align.CENTER),
    Column("KÝ", 16),
)


class Reader(NamedTuple):
    """A person of the staff with the line that says he has read the plan, if there is one."""

    pk: int
    full_name: str
    position: str
    unit: int
    reading: int | None
    read_on: Any
    recorded_by: str


class UnitRow(NamedTuple):
    """A unit: how many of its people have read the plan."""

    unit: UnitLine
    read: int
    all: int
    url: str

    @property
    def share(self) -> int:
        return round(100 * self.read / self.all) if self.all else 0


def plan_readings(request: OfficeRequest, pk: int) -> HttpResponse:
    """Everybody sees himself; the contact the own unit; the standing office and the leadership every unit."""
    user, plan = request.user, _plan(request, pk)
    index = UnitIndex.load()
    readers = _readers(request, plan)
    units = _unit_rows(plan, index, readers)
    shown = _chosen_unit(request, units)
    mine = next((reader for reader in readers if reader.pk == user.person_id), None)
    records = plan.state == PlanState.ISSUED and shown is not None and user.has_perm("plans.record_reading", shown.pk)
    of_unit = [reader for reader in readers if shown is not None and reader.unit == shown.pk]
    missing = [(reader.pk, _named(reader)) for reader in of_unit if reader.reading is None]
    form = ReadingForm(people=missing)
    if request.method == "POST":
        require(user, "plans.record_reading", shown.pk if shown else None, who=plan_reading.WHO_RECORDS)
        form = ReadingForm(request.POST, people=missing)
        if form.is_valid() and act_on(form, lambda: _record(request, plan, form)):
            messages.success(request, f"Đã ghi {len(form.chosen)} người quán triệt kế hoạch.")
            return redirect(request.get_full_path())
    context = {
        "plan": plan,
        "plan_url": reverse("plans:plan", args=[pk]),
        "year_words": f"Năm {plan.year}",
        "units": units if user.has_perm("plans.see_readings") else [],
        "read": sum(row.read for row in units),
        "all": sum(row.all for row in units),
        "shown": shown,
        "people": of_unit,
        "form": form if records and missing else None,
        "records": records,
        "mine": mine,
        "may_read": mine is not None and mine.reading is None and plan.state == PlanState.ISSUED,
    }
    return render(request, "plans/plan_readings.html", context)


@require_POST
def plan_read_mine(request: OfficeRequest, pk: int) -> HttpResponse:
    """Tôi đã đọc."""
    plan, person = _plan(request, pk), request.user.person
    if person is None:
        raise Http404
    today = timezone.localdate()
    act_by_button(
        request,
        lambda: plan_reading.record_readings(
            plan=plan, actor=request.user, people=[person], read_on=today, today=today, key=submit_key(request)
        ),
        done="Đã ghi: anh, chị đã đọc kế hoạch.",
    )
    return redirect("plans:plan_readings", pk)


@require_POST
def plan_unread(request: OfficeRequest, pk: int, reading: int) -> HttpResponse:
    """Bỏ một dòng ghi nhầm."""
    plan = _plan(request, pk)
    found = get_object_or_404(PlanReading.objects.select_related("person", "plan"), pk=reading, plan=plan)
    if found.person_id != request.user.person_id:
        require(request.user, "plans.record_reading", found.unit_id, who=plan_reading.WHO_RECORDS)
    act_by_button(
        request,
        lambda: plan_reading.remove_reading(reading=found, actor=request.user, key=submit_key(request)),
        done=f"Đã bỏ ghi quán triệt của {found.person}.",
    )
    return redirect(f"{reverse('plans:plan_readings', args=[pk])}?don-vi={found.unit_id}")


@require_safe
def plan_readings_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """The list of who has read the plan as an A4 paper: every unit the person may see, with room to sign."""
    plan = _plan(request, pk)
    require(request.user, "plans.see_readings", who=WHO_SEES)
    readers = _readers(request, plan)
    units = _unit_rows(plan, UnitIndex.load(), readers)
    rows: list[Row | GroupRow] = []
    for unit in units:
        rows.append(GroupRow(f"{unit.unit.name}: {unit.read}/{unit.all} người đã quán triệt"))
        people = [reader for reader in readers if reader.unit == unit.unit.pk]
        for number, reader in enumerate(people, start=1):
            day = f"{reader.read_on:%d/%m/%Y}" if reader.read_on else "chưa ghi"
            rows.append(Row((str(number), reader.full_name, reader.position, day, "")))
    read, every = sum(unit.read for unit in units), sum(unit.all for unit in units)
    listing = Listing(
        kind="DANH SÁCH",
        subject=f"Quán triệt kế hoạch công tác thi đua, khen thưởng năm {plan.year}",
        columns=PRINTED,
        rows=rows,
        criteria="Người đang công tác"
        if len(units) > 1
        else f"Người đang công tác; {units[0].unit.name if units else ''}",
        total=f"Cộng: {read}/{every} người đã quán triệt kế hoạch.",
        groups="ĐƠN VỊ",
        names_people=True,
    )
    return send_listing(request, listing, name=f"Quán triệt kế hoạch {plan.year}.pdf")


def _plan(request: OfficeRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).defer("source_text"), pk=pk)
    if not plan.is_in_force:
        raise Http404
    return plan


def _readers(request: OfficeRequest, plan: Plan) -> list[Reader]:
    """The people in service whom the person may see here, by unit and name. One query."""
    rights = rights_of(request.user)
    people = Person.objects.active()
    if not rights.holds(Role.STANDING, Role.LEADER):
        units = rights.units if rights.holds(Role.CONTACT) else frozenset[int]()
        own = Person.objects.filter(pk=request.user.person_id or 0)
        people = (people.filter(unit__in=units) | own.filter(is_active=True)).distinct()
    found = PlanReading.objects.filter(plan=plan).select_related("recorded_by__person")
    by_person = {
        person: (pk, day, who)
        for person, pk, day, who in found.annotate(who=person_of("recorded_by")).values_list(
            "person_id", "pk", "read_on", "who"
        )
    }
    rows = people.order_by("unit__order", "unit__name", "sort_key").values_list(
        "pk", "full_name", "position", "unit_id"
    )
    return [Reader(*row, *by_person.get(row[0], (None, None, ""))) for row in rows]


def _unit_rows(plan: Plan, index: UnitIndex, readers: list[Reader]) -> list[UnitRow]:
    rows = []
    for unit in index:
        people = [reader for reader in readers if reader.unit == unit.pk]
        if people:
            url = f"{reverse('plans:plan_readings', args=[plan.pk])}?don-vi={unit.pk}"
            rows.append(UnitRow(unit, sum(reader.reading is not None for reader in people), len(people), url))
    return rows


def _chosen_unit(request: OfficeRequest, units: list[UnitRow]) -> UnitLine | None:
    """The unit asked for in the address, else the only one or the own one that the person answers for."""
    asked = whole_number(request.GET.get("don-vi", ""))
    seen = {row.unit.pk: row.unit for row in units}
    if asked is not None:
        return seen.get(asked)
    rights = rights_of(request.user)
    if rights.holds(Role.CONTACT) and not rights.holds(Role.STANDING):
        return next((unit for pk, unit in seen.items() if pk in rights.units), None)
    return None


def _record(request: OfficeRequest, plan: Plan, form: ReadingForm) -> None:
    plan_reading.record_readings(
        plan=plan,
        actor=request.user,
        people=Person.objects.filter(pk__in=form.chosen),
        read_on=form.cleaned_data["read_on"],
        today=timezone.localdate(),
        key=submit_key(request),
    )


def _named(reader: Reader) -> str:
    return f"{reader.full_name}, {reader.position}" if reader.position else reader.full_name
