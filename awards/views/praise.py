"""Biểu dương: the list of who was praised without an award, and a new line in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.record import PraiseFilter, PraiseForm
from awards.models import Praise
from awards.services.record import PRAISE, WHO_KEEPS, save_entry
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.views.acting import require
from plans.views.listing import Listing, page_of, send_listing

PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("NGÀY", 12, Align.CENTER),
    Column("CÁ NHÂN, TẬP THỂ", 28),
    Column("VIỆC ĐƯỢC BIỂU DƯƠNG", 36),
    Column("NƠI BIỂU DƯƠNG", 18),
)


@require_safe
def praise_list(request: OfficeRequest) -> HttpResponse:
    """Who was praised, for what, where; for the whole office to see."""
    chosen = _filter(request)
    page = page_of(request, _found(chosen))
    context = {
        "rows": [_line(no, row) for no, row in enumerate(page.object_list, start=page.start_index())],
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} lần biểu dương",
        "keeps": request.user.has_perm(PRAISE.right),
        "query": request.GET.urlencode(),
    }
    return render(request, "awards/praise_list.html", context)


@require_safe
def praise_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4, or as a sheet."""
    chosen = _filter(request)
    lines = [_line(number, row) for number, row in enumerate(_found(chosen), start=1)]
    rows = [
        PrintRow((str(line["no"]), line["day"], f"{line['whose']}\n{line['unit']}", line["content"], line["place"]))
        for line in lines
    ]
    total = f"Cộng: {len(rows)} lần biểu dương."
    listing = Listing("DANH SÁCH", "Biểu dương", PRINTED, rows, chosen.criteria, total, names_people=True)
    return send_listing(request, listing, name="bieu-duong.pdf")


def praise_new(request: OfficeRequest) -> HttpResponse:
    """Write down a praise, of a person or a unit chosen on the form."""
    require(request.user, PRAISE.right, who=WHO_KEEPS)
    form = PraiseForm(request.POST, subject=None) if request.method == "POST" else PraiseForm(subject=None)

    def act() -> object:
        return save_entry(actor=request.user, kind=PRAISE, record=None, values=form.values, key=submit_key(request))

    return record_form(
        request,
        form,
        act,
        template="awards/praise_form.html",
        context={},
        title="Ghi biểu dương",
        done="Đã ghi biểu dương.",
        back=reverse("awards:praise_list"),
    )


def _filter(request: OfficeRequest) -> PraiseFilter:
    years = Praise.objects.order_by("-year").values_list("year", flat=True).distinct()
    return PraiseFilter(request.GET, year=[("", "Mọi năm"), *((str(year), str(year)) for year in years)])


def _found(chosen: PraiseFilter) -> QuerySet[Praise, Any]:
    rows = Praise.objects.order_by("-praised_on", "-pk")
    for word in chosen.key.split():
        found = Q(search_key__contains=word) | Q(person__search_key__contains=word)
        rows = rows.filter(found | Q(unit__search_key__contains=word) | Q(person__unit__search_key__contains=word))
    if year := chosen.value("year"):
        rows = rows.filter(year=int(year))
    return rows.values_list(
        *("pk", "praised_on", "person__full_name", "person__unit__name", "unit__name", "content", "place")
    )


def _line(number: int, row: tuple[Any, ...]) -> dict[str, Any]:
    pk, day, person, of_unit, unit, content, place = row
    return {
        "no": number,
        "pk": pk,
        "day": f"{day:%d/%m/%Y}",
        "whose": person or unit,
        "unit": of_unit if person else "Tập thể",
        "content": content,
        "place": place,
    }
