"""The register as rows with the ten columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV: screen, A4 and XLSX."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from plans.models import IssuedPaper, PaperDispatch, User
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.rules.text import fold

HEADS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
_WIDTHS = (11, 9, 21, 11, 17, 10, 6, 8, 8, 9)


@dataclass(frozen=True)
class RegisterRow:
    """One paper as the register shows it; ``cells`` are the ten columns in words."""

    pk: int
    cells: tuple[str, ...]
    has_number: bool
    sent: int
    lines: int


def papers_matching(user: User, *, q: str, year: int | None, series: str) -> QuerySet[IssuedPaper]:
    """Papers of the register by words, year and series, newest first."""
    papers = IssuedPaper.objects.visible_to(user)
    for word in fold(q).split():
        papers = papers.filter(search_key__contains=word)
    if year:
        papers = papers.filter(year=year)
    if series:
        papers = papers.filter(series=series)
    return papers


def rows_of(papers: Any) -> list[RegisterRow]:
    """The rows of a page or of the whole register: two queries, whatever their number."""
    lines = PaperDispatch.objects.order_by("order", "pk")
    found = papers.only(
        "pk", "number", "symbol", "issued_on", "kind", "abstract", "signer", "recipients", "keeper", "copies", "note"
    )
    return [_row(paper) for paper in found.prefetch_related(Prefetch("dispatches", queryset=lines))]


def _row(paper: IssuedPaper) -> RegisterRow:
    lines = list(paper.dispatches.all())
    sent = [line for line in lines if line.sent_on]
    cells = (
        paper.symbol_line,
        short_date(paper.issued_on) if paper.issued_on else "",
        f"{paper.kind}: {paper.abstract}",
        paper.signer,
        "; ".join(paper.recipients.splitlines()),
        paper.keeper,
        str(paper.copies or ""),
        ", ".join(dict.fromkeys(short_date(line.sent_on) for line in sent if line.sent_on)),
        "; ".join(dict.fromkeys(line.receipt for line in lines if line.receipt)),
        paper.note,
    )
    return RegisterRow(paper.pk, cells, paper.number is not None, len(sent), len(lines))


def print_columns() -> list[Column]:
    """The ten columns on A4 landscape."""
    centred = {0, 1, 6, 7}
    return [
        Column(head, width, Align.CENTER if place in centred else Align.LEFT)
        for place, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True))
    ]


def print_rows(rows: Iterable[RegisterRow]) -> list[Row]:
    return [Row(row.cells) for row in rows]
