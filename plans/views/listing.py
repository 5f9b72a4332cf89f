"""What every list page shares: one page of its rows, and the whole list as an A4 paper or as a spreadsheet.

Both come from one ``Listing``, and its filter stands on both. ``?dang=xlsx`` at the address of a list's print asks for
the sheet, so that every list that can be printed can be downloaded too, with the same rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from plans.http import OfficeRequest
from plans.models import Office, User
from plans.papers.content import Column, GroupRow, Row, Words
from plans.papers.listing import listing_paper
from plans.papers.pdf import render_pdf
from plans.papers.sheet import render_sheet
from plans.services import audit
from plans.views.files import PDF, XLSX, send_bytes

PER_PAGE = 50
FORM, SHEET = "dang", "xlsx"  # ?dang=xlsx
MOST_IN_SHEET = 20_000


@dataclass(frozen=True)
class Listing:
    """A list as it is printed: what it is called, its columns and rows, its filter and its counts in words.

    ``groups`` says what its group lines are, for the column they become in a sheet. A list that ``names_people``
    leaves the office with the file, so who took it is kept in the audit.
    """

    kind: str
    subject: str
    columns: Sequence[Column]
    rows: Sequence[Row | GroupRow]
    criteria: str
    total: Words
    groups: str = "NHÓM"
    names_people: bool = False


def page_of(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """The page asked for by ``?trang=``; a number out of range gives the nearest page. Two queries."""
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))


def listing_pdf(user: User, listing: Listing) -> bytes:
    """The list as a PDF, headed by the office and dated with the moment of its figures; ``user`` printed it."""
    office = Office.objects.first() or Office()
    paper = listing_paper(
        agency=office.heading,
        parent_agency=office.parent_heading,
        place=office.place,
        kind=listing.kind,
        subject=listing.subject,
        columns=listing.columns,
        rows=listing.rows,
        criteria=listing.criteria,
        total=listing.total,
        at=timezone.localtime(),
        printed_by=user.get_full_name(),
    )
    return render_pdf(paper, filed=False)


def wants_sheet(request: HttpRequest) -> bool:
    """Whether the address of a print asks for the spreadsheet instead."""
    return request.GET.get(FORM) == SHEET


def send_listing(request: OfficeRequest, listing: Listing, *, name: str) -> HttpResponse:
    """The list to download, as a paper or as a sheet; ``name`` is the file's, its ending follows what was asked for."""
    stem = name.rpartition(".")[0] or name
    sheet = wants_sheet(request)
    if listing.names_people:
        found = sum(isinstance(row, Row) for row in listing.rows)
        title = " ".join(f"{listing.kind} {listing.subject}".split())
        act = "list.download" if sheet else "list.print"
        audit.record(actor=request.user, act=act, note=f"{title}: {listing.criteria}", detail={"rows": found})
    if sheet:
        return send_bytes(listing_sheet(request.user, listing), name=f"{stem}.xlsx", content_type=XLSX)
    return send_bytes(listing_pdf(request.user, listing), name=f"{stem}.pdf", content_type=PDF)


def listing_sheet(user: User, listing: Listing) -> bytes:
    """The list as a spreadsheet, dated with the moment of its figures; ``user`` downloads it."""
    return render_sheet(
        kind=listing.kind,
        subject=listing.subject,
        columns=listing.columns,
        rows=listing.rows,
        criteria=listing.criteria,
        total=listing.total,
        at=timezone.localtime(),
        made_by=user.get_full_name(),
        groups=listing.groups,
    )
