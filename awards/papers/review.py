"""BIÊN BẢN họp bình xét of a unit: who met, who is proposed for what with how many agreeing, what was concluded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.papers.content import Align, Block, Column, Header, Heading, Paper, Paragraph, Row, Signature, Table
from plans.rules.official import format_date, place_and_date

KIND = "BIÊN BẢN"
SIGN_NOTE = "(Ký, ghi rõ họ tên)"
NOTHING = "Không có."
_COLUMNS = (
    Column("TT", 7, Align.CENTER),
    Column("HỌ VÀ TÊN, TẬP THỂ", 33),
    Column("DANH HIỆU, HÌNH THỨC ĐỀ NGHỊ", 34),
    Column("SỐ NGƯỜI ĐỒNG Ý", 12, Align.CENTER),
    Column("TỶ LỆ TRÊN SỐ CÓ MẶT", 14, Align.CENTER),
)


class ReviewedLine(NamedTuple):
    """A line of the minutes; the two lists of the law are printed apart."""

    subject: str
    position: str
    honour: str
    is_title: bool
    agreed: int
    note: str = ""


@dataclass(frozen=True)
class ReviewFacts:
    """What the minutes say."""

    agency: str
    parent_agency: str
    town: str
    round_name: str
    unit: str
    held_on: dt.date
    place: str
    chair: str
    secretary: str
    members: int
    present: int
    lines: Sequence[ReviewedLine]
    discussion: str
    conclusion: str


def review_paper(facts: ReviewFacts) -> Paper:
    """The minutes, signed by the secretary and the chair."""
    return Paper(
        header=Header(
            facts.agency.upper(),
            facts.parent_agency.upper(),
            place_date=place_and_date(facts.town, facts.held_on, facts.held_on.year),
        ),
        kind=KIND,
        subject=f"Họp bình xét thi đua, khen thưởng\n{facts.round_name}",
        body=tuple(_body(facts)),
        signatures=(Signature("THƯ KÝ", facts.secretary, SIGN_NOTE), Signature("CHỦ TRÌ", facts.chair, SIGN_NOTE)),
    )


def _body(facts: ReviewFacts) -> Iterator[Block]:
    day = facts.held_on
    where = f", tại {facts.place}" if facts.place else ""
    when = format_date(day.day, day.month, day.year)
    yield Paragraph(f"Hôm nay, {when}{where}, {facts.unit} họp bình xét thi đua, khen thưởng.")
    yield Heading("I. THÀNH PHẦN")
    yield Paragraph(f"1. Chủ trì: {facts.chair}.")
    yield Paragraph(f"2. Thư ký: {facts.secretary}.")
    yield Paragraph(f"3. Tổng số người của đơn vị: {facts.members:02}; có mặt: {facts.present:02}.")
    yield Heading("II. NỘI DUNG")
    yield from _paragraphs(facts.discussion)
    yield Heading("1. Đề nghị tặng danh hiệu thi đua", level=2)
    yield _table(facts, titles=True)
    yield Heading("2. Đề nghị tặng hình thức khen thưởng", level=2)
    yield _table(facts, titles=False)
    yield Heading("III. KẾT LUẬN")
    yield from _paragraphs(facts.conclusion)
    yield Paragraph("Biên bản được đọc lại, những người dự họp nhất trí thông qua./.")


def _table(facts: ReviewFacts, *, titles: bool) -> Block:
    lines = [line for line in facts.lines if line.is_title == titles]
    rows = [
        Row(
            (
                str(number),
                ", ".join(filter(None, (line.subject, line.position))),
                line.honour + (f"\n{line.note}" if line.note else ""),
                f"{line.agreed:02}/{facts.present:02}",
                _share(line.agreed, facts.present),
            )
        )
        for number, line in enumerate(lines, start=1)
    ]
    return Table(_COLUMNS, tuple(rows)) if rows else Paragraph(NOTHING)


def _share(part: int, whole: int) -> str:
    """Percent with one decimal, the decimal left out where it is none.

    >>> _share(2, 3), _share(6, 6)
    ('66,7%', '100%')
    """
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if words := " ".join(line.split()):
            yield Paragraph(words)
