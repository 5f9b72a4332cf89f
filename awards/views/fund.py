"""Quỹ khen thưởng of a year: in, out, left; one entry."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from awards.forms.fund import FundEntryForm
from awards.models import FundEntry
from awards.rules.money import dotted
from awards.services import fund as service
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.views.acting import act_by_button, require
from plans.views.listing import Listing, page_of, send_listing

WHO_SEES = "Thường trực, lãnh đạo Sở, văn thư xem quỹ khen thưởng. Anh, chị báo thường trực."
NAMES = ("way", "on", "amount", "words", "paper_number")
PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("NGÀY", 13, Align.CENTER),
    Column("NỘI DUNG", 36),
    Column("CHỨNG TỪ", 15),
    Column("THU (đồng)", 15, Align.RIGHT),
    Column("CHI (đồng)", 15, Align.RIGHT),
)
_COLUMNS = ("pk", "way", "on", "amount", "words", "paper_number", "decision")


@require_safe
def fund(request: OfficeRequest) -> HttpResponse:
    """The year's entries with what was left before, came in, went out, is left."""
    require(request.user, "awards.see_money", who=WHO_SEES)
    year = year_in_view(request)
    page = page_of(request, service.entries_of(year).values_list(*_COLUMNS))
    before, into, out = service.balance(year)
    rows = [
        (
            short_date(on),
            words,
            paper,
            dotted(amount) if way == FundEntry.Way.IN else "",
            dotted(amount) if way == FundEntry.Way.OUT else "",
            reverse("awards:decision", args=[decision]) if decision else "",
            "" if decision else reverse("awards:fund_edit", args=[pk]),
        )
        for pk, way, on, amount, words, paper, decision in page.object_list
    ]
    left = before + into - out
    figures = [
        ("Năm trước chuyển sang", _signed(before)),
        ("Thu trong năm", dotted(into)),
        ("Chi trong năm", dotted(out)),
        ("Còn lại", _signed(left)),
    ]
    keeps = request.user.has_perm("awards.keep_fund")
    context = {"year": year, "rows": rows, "page": page, "figures": figures, "keeps": keeps, "short": left < 0}
    return render(request, "awards/fund.html", context)


@require_safe
def fund_print(request: OfficeRequest) -> HttpResponse:
    """The same on A4, or as a sheet."""
    require(request.user, "awards.see_money", who=WHO_SEES)
    year = year_in_view(request)
    rows = []
    for number, row in enumerate(service.entries_of(year).values_list(*_COLUMNS), 1):
        _, way, on, amount, words, paper, _ = row
        sums = (dotted(amount), "") if way == FundEntry.Way.IN else ("", dotted(amount))
        rows.append(Row((str(number), short_date(on), words, paper, *sums)))
    before, into, out = service.balance(year)
    total = (
        f"Năm trước chuyển sang {_signed(before)} đồng; thu {dotted(into)} đồng; chi {dotted(out)} đồng; "
        f"còn lại {_signed(before + into - out)} đồng."
    )
    listing = Listing("SỔ THU, CHI", f"Quỹ thi đua, khen thưởng năm {year}", PRINTED, rows, f"Năm: {year}", total)
    return send_listing(request, listing, name="quy-khen-thuong.pdf")


def fund_new(request: OfficeRequest) -> HttpResponse:
    """Ghi khoản thu hoặc chi."""
    require(request.user, "awards.keep_fund", who=service.WHO_KEEPS)
    return _form(request, None)


def fund_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa một khoản."""
    require(request.user, "awards.keep_fund", who=service.WHO_KEEPS)
    return _form(request, get_object_or_404(FundEntry.objects.kept().filter(decision=None), pk=pk))


@require_POST
def fund_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    require(request.user, "awards.keep_fund", who=service.WHO_KEEPS)
    entry = get_object_or_404(FundEntry.objects.kept(), pk=pk)
    key = submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_fund_entry(actor=request.user, entry=entry, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:fund")


def _form(request: OfficeRequest, entry: FundEntry | None) -> HttpResponse:
    if request.method == "POST":
        form = FundEntryForm(request.POST)
    else:
        held = {name: getattr(entry, name) for name in (*NAMES, "version")} if entry else {"way": "in", "version": 0}
        form = FundEntryForm(initial={**held, "amount": dotted(entry.amount) if entry else ""})

    def act() -> object:
        values = {name: form.cleaned_data[name] for name in NAMES}
        seen = form.cleaned_data["version"] or 0
        return service.save_fund_entry(
            actor=request.user, entry=entry, values=values, seen=seen, key=submit_key(request)
        )

    return record_form(
        request,
        form,
        act,
        template="awards/fund_form.html",
        context={"entry": entry, "submit": "Lưu", "icon": "save"},
        title="Sửa khoản thu, chi" if entry else "Ghi thu, chi quỹ",
        done="Đã lưu.",
        back=reverse("awards:fund"),
    )


def _signed(amount: int) -> str:
    return f"-{dotted(-amount)}" if amount < 0 else dotted(amount)
