"""Units and groups: their list, a unit's page, and the forms on them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from plans.context import plan_in_view
from plans.errors import EditConflict
from plans.forms.unit import UnitFilter, UnitForm
from plans.http import OfficeRequest, submit_key
from plans.models import Role, RoleHolding, Unit, UnitKind
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.services.unit import save_unit, set_unit_active
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.listing import Listing, page_of, send_listing

WHO = (
    "Chỉ quản trị và bộ phận thường trực TĐKT sửa được đơn vị, nhân sự. Cần thay đổi, anh, chị báo bộ phận thường trực."
)
REPORTING = (UnitKind.DIVISION, UnitKind.SUBORDINATE)  # report progress through a contact
PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("ĐƠN VỊ", 40),
    Column("LOẠI", 18),
    Column("GỒM", 36),
    Column("SỐ NGƯỜI", 10, Align.CENTER),
)


def unit_list(request: OfficeRequest) -> HttpResponse:
    chosen = UnitFilter(request.GET)
    page = page_of(request, _found(chosen))
    units = list(page.object_list)
    members, contacts = _members_in_words(units), _contacts_in_words(units)
    rows = [
        {
            "no": number,
            "url": reverse("plans:unit", args=[unit.pk]),
            "unit": unit,
            "members": members[unit.pk],
            "contacts": contacts.get(unit.pk, ""),
            "wants_contact": unit.kind in REPORTING and not unit.is_standing,
        }
        for number, unit in enumerate(units, start=page.start_index())
    ]
    context = {
        "rows": rows,
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} đơn vị, nhóm",
        "manages": request.user.has_perm("plans.manage_staff"),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/unit_list.html", context)


def unit_print(request: OfficeRequest) -> HttpResponse:
    chosen = UnitFilter(request.GET)
    units = list(_found(chosen))
    members = _members_in_words(units)
    rows = [
        Row((str(number), unit.name, unit.get_kind_display(), members[unit.pk], str(unit.staff or "")))
        for number, unit in enumerate(units, start=1)
    ]
    total = f"Cộng: {len(units)} đơn vị, nhóm."
    listing = Listing("DANH SÁCH", "Đơn vị và nhóm đơn vị", PRINTED, rows, chosen.criteria, total)
    return send_listing(request, listing, name="danh-sach-don-vi.pdf")


def unit_page(request: OfficeRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    plan, index = plan_in_view(request), UnitIndex.load()
    people = unit.people.active() if request.user.has_perm("plans.see_staff") else None
    contacts = RoleHolding.objects.filter(role=Role.CONTACT, unit=unit, user__is_active=True)
    context = {
        "unit": unit,
        "people": people,
        "contacts": [holding.user for holding in contacts.select_related("user__person")],
        "members": [index[member] for member in index.members(pk)],  # shown of a group
        "groups": index.groups_of(pk),
        "tasks_url": f"{reverse('plans:plan', args=[plan.pk])}?don-vi={unit.pk}" if plan else "",
        "manages": request.user.has_perm("plans.manage_staff"),
    }
    return render(request, "plans/unit_page.html", context)


def unit_add(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.manage_staff", who=WHO)
    form = UnitForm(request.POST) if request.method == "POST" else UnitForm()
    if request.method == "POST" and form.is_valid() and act_on(form, lambda: _save(request, form, None)):
        return redirect("plans:unit_list")
    return render(request, "plans/unit_form.html", {"form": form, "back_url": reverse("plans:unit_list")})


def unit_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    require(request.user, "plans.manage_staff", who=WHO)
    unit = get_object_or_404(Unit, pk=pk)
    back_url = reverse("plans:unit", args=[pk])
    if request.method == "POST":
        form = UnitForm(request.POST, instance=get_object_or_404(Unit, pk=pk))
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, form, unit)):
                return redirect(back_url)
        except EditConflict as conflict:
            return render_conflict(request, title=unit.name, form=form, conflict=conflict, back_url=back_url)
    else:
        form = UnitForm(instance=unit, initial={"version": unit.version})
    return render(request, "plans/unit_form.html", {"form": form, "unit": unit, "back_url": back_url})


def unit_active(request: OfficeRequest, pk: int) -> HttpResponse:
    """The button that stops or resumes the use of a unit."""
    require(request.user, "plans.manage_staff", who=WHO)
    unit = get_object_or_404(Unit, pk=pk)
    if request.method == "POST":
        active, key = request.POST.get("active") == "1", submit_key(request)
        done = f"{unit} được dùng lại." if active else f"{unit} đã ngừng dùng; các kế hoạch cũ vẫn giữ tên."
        act_by_button(
            request, lambda: set_unit_active(actor=request.user, unit=unit, active=active, key=key), done=done
        )
    return redirect("plans:unit", pk)


def _save(request: OfficeRequest, form: UnitForm, unit: Unit | None) -> None:
    saved = save_unit(
        actor=request.user,
        unit=unit,
        values=form.values,
        members=form.cleaned_data["members"],
        seen=form.cleaned_data["version"] or 0,
        key=submit_key(request),
    )
    messages.success(request, f"Đã lưu {saved.name}.")


def _found(chosen: UnitFilter) -> QuerySet[Unit, Any]:
    units = Unit.objects.annotate(staff=Count("people", filter=Q(people__is_active=True)))
    if chosen.key:
        units = units.filter(search_key__contains=chosen.key)
    if chosen.value("kind"):
        units = units.filter(kind=chosen.value("kind"))
    if chosen.value("state") != "tat-ca":
        units = units.filter(is_active=chosen.value("state") != "ngung")
    return units.order_by("order", "name")


def _members_in_words(units: list[Unit]) -> dict[int, str]:
    """For each group the units it stands for, by their short names; one query for all."""
    index = UnitIndex.load()
    words = {unit.pk: "" for unit in units}
    for unit in units:
        if unit.kind == UnitKind.GROUP:
            members = "; ".join(index[member].label for member in index.members(unit.pk))
            words[unit.pk] = members or "chưa có đơn vị nào"
    return words


def _contacts_in_words(units: list[Unit]) -> dict[int, str]:
    """The names of each unit's contacts; one query for all."""
    held = RoleHolding.objects.filter(role=Role.CONTACT, unit__in=units, user__is_active=True)
    names: dict[int, list[str]] = {}
    for unit_pk, name, username in held.values_list("unit_id", "user__person__full_name", "user__username"):
        names.setdefault(unit_pk, []).append(name or username)
    return {unit_pk: "; ".join(sorted(found)) for unit_pk, found in names.items()}
