"""Papers of initiatives: the authors' report, one scorer's sheet, the table of scores of a call.

No law in force that the office has gives a form for them; these are its own (mẫu của Sở).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emulation.papers.scoring import SIGN_NOTE, Heads
from emulation.rules.scoring import show_points
from plans.papers.content import (
    Addressees,
    Align,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
)
from plans.rules.official import ROMAN

COUNCIL = "Hội đồng sáng kiến Sở Ngoại vụ"
_AUTHORS = (
    Column("TT", 7, Align.CENTER),
    Column("HỌ VÀ TÊN", 28),
    Column("CHỨC VỤ", 22),
    Column("ĐƠN VỊ", 26),
    Column("TỶ LỆ (%)", 17, Align.CENTER),
)
_SHEET = (
    Column("TT", 7, Align.CENTER),
    Column("TIÊU CHÍ", 37),
    Column("TỐI ĐA", 11, Align.CENTER),
    Column("ĐIỂM", 11, Align.CENTER),
    Column("NHẬN XÉT", 34),
)
_CALL = (
    Column("TT", 5, Align.CENTER),
    Column("SÁNG KIẾN", 32),
    Column("TÁC GIẢ", 22),
    Column("SỐ PHIẾU", 8, Align.CENTER),
    Column("THẤP – CAO", 12, Align.CENTER),
    Column("TRUNG BÌNH", 10, Align.CENTER),
    Column("GHI CHÚ", 16),
)


@dataclass(frozen=True)
class AuthorLine:
    """An author as the report names him."""

    name: str
    position: str
    unit: str
    share: int


@dataclass(frozen=True)
class DossierFacts:
    """A dossier as its report tells it; ``parts`` are headings with their texts, ``files`` the names of its proofs."""

    heads: Heads
    kind: str
    name: str
    field: str
    begun: str
    call: str
    authors: Sequence[AuthorLine]
    parts: Sequence[tuple[str, str]]
    files: Sequence[str]
    unit_head: str = "THỦ TRƯỞNG ĐƠN VỊ"


@dataclass(frozen=True)
class ScoredLine:
    """One criterion of a sheet."""

    name: str
    most: int
    points: int | None
    remark: str = ""


@dataclass(frozen=True)
class ScoreFacts:
    """One scorer's sheet."""

    heads: Heads
    initiative: str
    scorer: str
    lines: Sequence[ScoredLine]
    comment: str
    handed_in: str = ""


@dataclass(frozen=True)
class CallLine:
    """One initiative in the table of a call; points are words already, empty where they are closed."""

    name: str
    authors: str
    sheets: str
    spread: str = ""
    average: str = ""
    note: str = ""


def dossier_paper(facts: DossierFacts) -> Paper:
    """Báo cáo sáng kiến, with which its authors ask to have it recognised."""
    return Paper(
        header=facts.heads.header(),
        kind="BÁO CÁO SÁNG KIẾN",
        subject="Đề nghị công nhận sáng kiến",
        body=(
            Addressees((COUNCIL,)),
            Paragraph(("Tên ", facts.kind.lower(), ": ", Span(facts.name, bold=True), ".")),
            *_facts(facts),
            Heading("I. TÁC GIẢ"),
            Table(_AUTHORS, tuple(_author(no, one) for no, one in enumerate(facts.authors, start=1))),
            *_parts(facts),
            Paragraph("Tác giả cam đoan nội dung báo cáo là đúng sự thật và chịu trách nhiệm về nội dung đã nêu./."),
        ),
        signatures=(
            Signature(facts.unit_head, "", "(Xác nhận, ký, ghi rõ họ tên)"),
            Signature("TÁC GIẢ", facts.authors[0].name if facts.authors else "", SIGN_NOTE),
        ),
    )


def _facts(facts: DossierFacts) -> Iterator[Block]:
    known = (("Lĩnh vực", facts.field), ("Áp dụng từ ngày", facts.begun), ("Trình vào", facts.call))
    for label, value in known:
        if value:
            yield Paragraph(f"{label}: {value}.")


def _author(number: int, one: AuthorLine) -> Row:
    return Row((str(number), one.name, one.position, one.unit, str(one.share)))


def _parts(facts: DossierFacts) -> Iterator[Block]:
    for roman, (label, text) in zip(ROMAN[1:], facts.parts, strict=False):
        yield Heading(f"{roman}. {label.upper()}")
        for line in text.split("\n"):
            if line.strip():
                yield Paragraph(line.strip())
    if facts.files:
        yield Heading(f"{ROMAN[len(facts.parts) + 1]}. MINH CHỨNG KÈM THEO")
        for number, name in enumerate(facts.files, start=1):
            yield Paragraph(f"{number}. {name}.")


def score_paper(facts: ScoreFacts) -> Paper:
    """Phiếu chấm of one scorer, to be signed."""
    rows = [
        Row((str(no), one.name, show_points(one.most), _points(one.points), one.remark))
        for no, one in enumerate(facts.lines, start=1)
    ]
    most, total = sum(one.most for one in facts.lines), sum(one.points or 0 for one in facts.lines)
    rows.append(
        Row(
            (
                "",
                (Span("TỔNG CỘNG", bold=True),),
                (Span(show_points(most), bold=True),),
                (Span(show_points(total), bold=True),),
                "",
            )
        )
    )
    handed_in = f"; nộp phiếu {facts.handed_in}" if facts.handed_in else ""
    body: list[Block] = [
        Paragraph(("Sáng kiến: ", Span(facts.initiative, bold=True), "."), flush=True),
        Paragraph(f"Người chấm: {facts.scorer}{handed_in}.", flush=True),
        Table(_SHEET, tuple(rows)),
    ]
    if facts.comment:
        body.append(Paragraph(f"Nhận xét chung: {facts.comment}"))
    return Paper(
        header=facts.heads.header(),
        kind="PHIẾU CHẤM SÁNG KIẾN",
        body=tuple(body),
        signatures=(Signature("NGƯỜI CHẤM", facts.scorer, SIGN_NOTE),),
        foot=facts.heads.foot,
    )


def call_paper(heads: Heads, call: str, pass_mark: int, lines: Sequence[CallLine]) -> Paper:
    """Bảng tổng hợp điểm of a call, for the council on initiatives."""
    rows = tuple(
        Row((str(no), one.name, one.authors, one.sheets, one.spread, one.average, one.note))
        for no, one in enumerate(lines, start=1)
    )
    said = f"Cộng: {len(lines)} hồ sơ. Điểm đạt từ {show_points(pass_mark)}; trung bình không làm tròn lên."
    return Paper(
        header=heads.header(),
        kind="BẢNG TỔNG HỢP ĐIỂM SÁNG KIẾN",
        subject=call,
        body=(Table(_CALL, rows), Paragraph(said, flush=True)),
        signatures=(Signature("NGƯỜI LẬP BẢNG", "", SIGN_NOTE), Signature("THƯỜNG TRỰC HỘI ĐỒNG", "", SIGN_NOTE)),
        landscape=True,
        foot=heads.foot,
    )


def _points(points: int | None) -> str:
    return "" if points is None else show_points(points)
