"""The printed A4 form of any list: an inner paper with the filter and the moment of the figures written on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from plans.papers.content import Column, GroupRow, Header, Paper, Paragraph, Row, Signature, Span, Table, Words
from plans.rules.official import place_and_date, short_date

PORTRAIT_COLUMNS = 6
SIGN_NOTE = "(Ký, ghi rõ họ tên)"
NOTHING_FOUND = "Không có mục nào theo điều kiện lọc trên"


def listing_paper(
    *,
    agency: str,
    parent_agency: str,
    place: str,
    kind: str,
    subject: str,
    columns: Sequence[Column],
    rows: Sequence[Row | GroupRow],
    criteria: str,
    total: Words,
    at: dt.datetime,
    printed_by: str,
    signers: tuple[str, str] = ("NGƯỜI LẬP BẢNG", "TRƯỞNG PHÒNG"),
) -> Paper:
    """A list as a paper. ``at`` is the moment of figures and printing, in office time; ``criteria`` the filter in words
    without a closing stop; ``total`` the line of counts below the table. It is an inner paper and carries no number.
    """
    note = f"Điều kiện lọc: {criteria}. Số liệu đến {at:%H} giờ {at:%M} ngày {short_date(at.date())}."
    found = tuple(rows) or (GroupRow(NOTHING_FOUND),)
    return Paper(
        header=Header(agency.upper(), parent_agency.upper(), place_date=place_and_date(place, at.date(), at.year)),
        kind=kind,
        subject=subject,
        body=(
            Paragraph((Span(note, italic=True),), flush=True),
            Table(tuple(columns), found),
            Paragraph(total, flush=True),
        ),
        signatures=(Signature(signers[0], printed_by, SIGN_NOTE), Signature(signers[1], "", SIGN_NOTE)),
        landscape=len(columns) > PORTRAIT_COLUMNS,
        foot=f"In lúc {at:%H:%M} ngày {short_date(at.date())} · {printed_by}",
    )
