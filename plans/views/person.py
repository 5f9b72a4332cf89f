"""The staff list, a person's page, and the forms on them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from plans.errors import EditConflict
from plans.forms.person import PersonFilter, PersonForm
from plans.http import OfficeRequest, submit_key
from plans.models import Person, PositionGroup, Unit, UnitKind
from plans.papers.content import Align, Column, Row
from plans.services.people_sheet import ACTIVE_WORDS
from plans.services.person import note_reading, save_person, set_person_active
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.listing import Listing, page_of, send_listing
from plans.views.unit import WHO

WHO_SEES = (
    "Danh sách nhân sự dành cho lãnh đạo, bộ phận thường trực, văn thư, đầu mối đơn vị và quản trị. "
    "Anh, chị xem được hồ sơ của mình."
)
GROUPS = {value: str(words) for value, words in PositionGroup.choices}
NOT_SAID = "chưa ghi"
# Value of ?xep=, words of the head, columns it orders by
SORTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ten": ("Họ và tên", ("sort_key", "pk")),
    "don-vi": ("Đơn vị", ("unit__order", "unit__name", "sort_key", "pk")),
    "nhom": ("Nhóm chức vụ", ("position_group", "sort_key", "pk")),
}
PRINTED = (
    Column("TT", 8, Align.CENTER),
    Column("HỌ VÀ TÊN", 26),
    Column("ĐƠN VỊ", 34),
    Column("CHỨC VỤ", 22),
    Column("NHÓM CHỨC VỤ", 24),
    Column("TÌNH TRẠNG", 16),
)


def person_list(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.see_staff", who=WHO_SEES)
    chosen = read_filter(request)
    columns = (
        "pk",
        "full_name",
        "unit_id",
        "unit__short_name",
        "unit__name",
        "position",
        "position_group",
        "is_active",
    )
    page = page_of(request, found_people(request, chosen).values_list(*columns))
    rows = [
        {
            "no": number,
            "pk": pk,
            "name": name,
            "unit_pk": unit_pk,
            "unit": short or unit,
            "position": position or NOT_SAID,
            "group": GROUPS.get(group, NOT_SAID),
            "active": active,
        }
        for number, (pk, name, unit_pk, short, unit, position, group, active) in enumerate(
            page.object_list, start=page.start_index()
        )
    ]
    context = {
        "rows": rows,
        "page": page,
        "filter": chosen,
        "sort": _sort(request),
        "sorts": [(value, words) for value, (words, _) in SORTS.items()],
        "counted": f"{page.paginator.count} người",
        "manages": request.user.has_perm("plans.manage_staff"),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/person_list.html", context)


def person_print(request: OfficeRequest) -> HttpResponse:
    """The list on paper: who works where, without personal data."""
    require(request.user, "plans.see_staff", who=WHO_SEES)
    chosen = read_filter(request)
    columns = ("full_name", "unit__name", "position", "position_group", "is_active")
    rows = [
        Row((str(number), name, unit, position, GROUPS.get(group, ""), ACTIVE_WORDS[active]))
        for number, (name, unit, position, group, active) in enumerate(
            found_people(request, chosen).values_list(*columns), start=1
        )
    ]
    listing = Listing(
        kind="DANH SÁCH",
        subject="Công chức, viên chức, người lao động",
        columns=PRINTED,
        rows=rows,
        criteria=chosen.criteria,
        total=f"Cộng: {len(rows)} người.",
        names_people=True,
    )
    return send_listing(request, listing, name="danh-sach-nhan-su.pdf")


def person_page(request: OfficeRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("unit", "user"), pk=pk)
    in_full = request.user.has_perm("plans.see_personal_data", person)
    if in_full:
        note_reading(actor=request.user, person=person)
    context = {
        "person": person,
        "in_full": in_full,
        "own": request.user.person_id == person.pk,
        "account": getattr(person, "user", None),
        "manages": request.user.has_perm("plans.manage_staff"),
    }
    return render(request, "plans/person_page.html", context)


def person_add(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.manage_staff", who=WHO)
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm(initial=_unit_asked(request))
    if request.method == "POST" and form.is_valid() and act_on(form, lambda: _save(request, form, None)):
        return redirect("plans:person_list")
    return render(request, "plans/person_form.html", {"form": form, "back_url": reverse("plans:person_list")})


def person_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    require(request.user, "plans.manage_staff", who=WHO)
    person = get_object_or_404(Person, pk=pk)
    back_url = reverse("plans:person", args=[pk])
    if request.method == "POST":
        form = PersonForm(request.POST, instance=get_object_or_404(Person, pk=pk))
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, form, person)):
                return redirect(back_url)
        except EditConflict as conflict:
            return render_conflict(request, title=person.full_name, form=form, conflict=conflict, back_url=back_url)
    else:
        form = PersonForm(instance=person, initial={"version": person.version})
        note_reading(actor=request.user, person=person)
    return render(request, "plans/person_form.html", {"form": form, "person": person, "back_url": back_url})


def person_active(request: OfficeRequest, pk: int) -> HttpResponse:
    """The button that notes that somebody left, or came back."""
    require(request.user, "plans.manage_staff", who=WHO)
    person = get_object_or_404(Person, pk=pk)
    if request.method == "POST":
        active, key = request.POST.get("active") == "1", submit_key(request)
        done = f"{person} được ghi là đang công tác." if active else f"{person} được ghi là đã thôi công tác."
        act_by_button(
            request, lambda: set_person_active(actor=request.user, person=person, active=active, key=key), done=done
        )
    return redirect("plans:person", pk)


def read_filter(request: OfficeRequest) -> PersonFilter:
    homes = Unit.objects.exclude(kind__in=[UnitKind.GROUP, UnitKind.EXTERNAL]).order_by("order", "name")
    units = [(pk, short or name) for pk, name, short in homes.values_list("pk", "name", "short_name")]
    return PersonFilter(request.GET, unit=[("", "Mọi đơn vị"), *units])


def found_people(request: OfficeRequest, chosen: PersonFilter) -> QuerySet[Person, Any]:
    """The people the filter finds, in the order asked for; by given name first."""
    people = Person.objects.visible_to(request.user)
    if chosen.key:
        people = people.filter(search_key__contains=chosen.key)
    if chosen.value("unit"):
        people = people.filter(unit=chosen.value("unit"))
    if chosen.value("group"):
        people = people.filter(position_group=chosen.value("group"))
    if chosen.value("state") != "tat-ca":
        people = people.filter(is_active=chosen.value("state") != "thoi")
    return people.order_by(*SORTS[_sort(request)][1])


def _sort(request: OfficeRequest) -> str:
    asked = request.GET.get("xep", "")
    return asked if asked in SORTS else "ten"


def _unit_asked(request: OfficeRequest) -> dict[str, str]:
    unit = request.GET.get("don-vi", "")
    return {"unit": unit} if unit.isdecimal() else {}


def _save(request: OfficeRequest, form: PersonForm, person: Person | None) -> None:
    saved = save_person(
        actor=request.user,
        person=person,
        values=form.values,
        seen=form.cleaned_data["version"] or 0,
        key=submit_key(request),
    )
    messages.success(request, f"Đã lưu {saved.full_name}.")
