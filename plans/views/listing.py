"""What every list page shares: one page of its rows, and its printed A4 form with the filter written on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from plans.models import Office, User
from plans.papers.content import Column, GroupRow, Row, Words
from plans.papers.listing import listing_paper
from plans.papers.pdf import render_pdf
from plans.views.files import PDF, send_bytes

PER_PAGE = 50


@dataclass(frozen=True)
class Listing:
    """A list as it is printed: what it is called, its columns and rows, its filter and its counts in words."""

    kind: str
    subject: str
    columns: Sequence[Column]
    rows: Sequence[Row | GroupRow]
    criteria: str
    total: Words


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


def send_listing(request: HttpRequest, listing: Listing, *, name: str) -> HttpResponse:
    """The list as a PDF to download."""
    return send_bytes(listing_pdf(request.user, listing), name=name, content_type=PDF)  # type: ignore[arg-type]
