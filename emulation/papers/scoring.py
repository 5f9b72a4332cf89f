"""Papers of scoring: the table, a unit's own sheet, the appraised sheet with its reasons, the ranking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emulation.rules.scoring import (
    GROUP,
    PENALTY,
    PLAIN,
    YES_NO,
    Maxima,
    Place,
    Placed,
    group_maxima,
    rank_words,
    show_points,
)
from plans.papers.content import (
    Align,
    Block,
    Column,
    Header,
    Paper,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
    Words,
)

SIGN_NOTE = "(Ký, ghi rõ họ tên)"
MINUS = "−"
OWN_UNIT = "Thẩm định phiếu của chính đơn vị mình"
_NO, _TEXT = Column("TT", 7, Align.CENTER), "TIÊU CHÍ"
_TABLE = (
    _NO,
    Column(_TEXT, 36),
    Column("ĐIỂM TỐI ĐA", 11, Align.CENTER),
    Column("CHỈ TIÊU", 12, Align.CENTER),
    Column("MINH CHỨNG", 13, Align.CENTER),
    Column("CÁCH CHẤM", 22),
)
_OWN = (
    _NO,
    Column(_TEXT, 33),
    Column("TỐI ĐA", 9, Align.CENTER),
    Column("TỰ CHẤM", 12, Align.CENTER),
    Column("DIỄN GIẢI", 22),
    Column("MINH CHỨNG", 18),
)
_APPRAISED = (
    _NO,
    Column(_TEXT, 36),
    Column("TỐI ĐA", 9, Align.CENTER),
    Column("TỰ CHẤM", 12, Align.CENTER),
    Column("THẨM ĐỊNH", 12, Align.CENTER),
    Column("LÝ DO ĐIỀU CHỈNH", 26),
)


@dataclass(frozen=True)
class Heads:
    """The head of a paper; ``place_date`` as printed, ``foot`` who printed it and when."""

    agency: str
    parent_agency: str
    place_date: str
    foot: str

    def header(self) -> Header:
        return Header(self.agency.upper(), self.parent_agency.upper(), place_date=self.place_date)


@dataclass(frozen=True)
class SheetLine:
    """One criterion as the sheet has it; points of a group are its sum."""

    placed: Placed
    maximum: int
    own: int | None
    final: int | None = None
    achieved: int | None = None
    note: str = ""
    reason: str = ""
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetFacts:
    """A sheet as its papers tell it. ``whose`` scores, ``subject`` says for what."""

    heads: Heads
    whose: str
    subject: str
    lines: Sequence[SheetLine]
    most: Maxima
    own_total: int
    final_total: int
    signers: tuple[str, str]
    signer_name: str = ""
    notes: tuple[tuple[str, str], ...] = ()  # label and words: who sent it, the objection, its answer


@dataclass(frozen=True)
class RankedLine:
    """One sheet in the ranking; ``parts`` are the points of the table's first level."""

    name: str
    own: int
    final: int
    place: Place | None
    note: str = ""
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class RankingFacts:
    """The whole ranking; ``is_closed`` once the leadership has closed it."""

    heads: Heads
    subject: str
    lines: Sequence[RankedLine]
    left_out: Sequence[tuple[str, str]]  # name and why
    parts: tuple[str, ...]
    most: Maxima
    who: str
    is_closed: bool
    signers: tuple[str, str] = ("NGƯỜI LẬP BẢNG", "LÃNH ĐẠO SỞ")


def table_paper(heads: Heads, subject: str, placed: Sequence[Placed], most: Maxima) -> Paper:
    """Bảng điểm: what is scored and how."""
    maxima = group_maxima(placed)
    rows = tuple(_table_row(one, maxima[one.node.pk]) for one in placed)
    return Paper(
        header=heads.header(),
        kind="BẢNG ĐIỂM THI ĐUA",
        subject=subject,
        body=(Table(_TABLE, rows), Paragraph(f"{_most_words(most)}.", flush=True)),
        foot=heads.foot,
    )


def own_paper(facts: SheetFacts) -> Paper:
    """Phiếu tự chấm điểm."""
    rows = [*(_own_row(line) for line in facts.lines), _total("", show_points(facts.own_total), "", "")]
    return _sheet(facts, "PHIẾU TỰ CHẤM ĐIỂM", Table(_OWN, tuple(rows)))


def appraised_paper(facts: SheetFacts) -> Paper:
    """Phiếu thẩm định: both points and the reason for each change."""
    total = _total("", show_points(facts.own_total), show_points(facts.final_total), "")
    rows = [*(_appraised_row(line) for line in facts.lines), total]
    return _sheet(facts, "PHIẾU THẨM ĐỊNH ĐIỂM", Table(_APPRAISED, tuple(rows)))


def ranking_paper(facts: RankingFacts) -> Paper:
    """Bảng xếp hạng, each tie said; linear in its rows."""
    rows = tuple(Row(cells) for cells in ranking_cells(facts))
    body: list[Block] = [Table(tuple(ranking_columns(facts)), rows)]
    tied = sum(line.place is not None and line.place.tied for line in facts.lines)
    said = f"Xếp hạng {len(facts.lines)} {facts.who}"
    body.append(
        Paragraph(f"{said}{f', trong đó {tied} đồng hạng' if tied else ''}. {_most_words(facts.most)}.", flush=True)
    )
    if facts.left_out:
        named = "; ".join(f"{name} ({why})" for name, why in facts.left_out)
        body.append(Paragraph(f"Không xếp hạng: {named}.", flush=True))
    if not facts.is_closed:
        body.append(Paragraph((Span("Bảng tạm tính, lãnh đạo Sở chưa chốt điểm.", italic=True),), flush=True))
    first, second = facts.signers
    return Paper(
        header=facts.heads.header(),
        kind="BẢNG XẾP HẠNG",
        subject=facts.subject,
        body=tuple(body),
        signatures=(Signature(first, "", SIGN_NOTE), Signature(second, "", SIGN_NOTE)),
        landscape=len(facts.parts) > 1,
        foot=facts.heads.foot,
    )


def ranking_columns(facts: RankingFacts) -> list[Column]:
    """The columns of the ranking, on paper and in a sheet; the parts only where there are several."""
    parts = [Column(text.upper(), 12, Align.CENTER) for text in facts.parts]
    return [
        Column("HẠNG", 12, Align.CENTER),
        Column("ĐƠN VỊ" if facts.who == "đơn vị" else "HỌ TÊN, ĐƠN VỊ", 34),
        *parts,
        Column("TỰ CHẤM", 11, Align.CENTER),
        Column("THẨM ĐỊNH", 12, Align.CENTER),
        Column("GHI CHÚ", 20),
    ]


def ranking_cells(facts: RankingFacts) -> Iterable[tuple[str, ...]]:
    """The cells of each line, in the order of the ranks."""
    for line in facts.lines:
        yield (
            rank_words(line.place) if line.place else "",
            line.name,
            *map(show_points, line.parts),
            show_points(line.own),
            show_points(line.final),
            line.note,
        )


def target_words(placed: Placed, achieved: int | None = None) -> str:
    """«100 %», or «đạt 80 / 100 %»."""
    node = placed.node
    if node.target is None:
        return ""
    goal = f"{show_points(node.target)} {node.measure}".strip()
    return goal if achieved is None else f"đạt {show_points(achieved)} / {goal}"


def most_cell(placed: Placed, maximum: int) -> str:
    """The most of a node as a cell: "10", "+5" for a bonus, "−5" for a penalty."""
    sign = {PLAIN: "", PENALTY: MINUS}.get(placed.node.nature, "+") if placed.node.kind != GROUP else ""
    return f"{sign}{show_points(maximum)}"


def own_cell(line: SheetLine, points: int | None) -> str:
    """Points as a cell; a yes-or-no criterion says which it is, a penalty that it takes away."""
    if points is None:
        return ""
    if line.placed.node.nature == PENALTY and points:
        return f"{MINUS}{show_points(points)}"
    if line.placed.node.kind == YES_NO:
        return f"{show_points(points)} ({'đạt' if points else 'không đạt'})"
    return show_points(points)


def _sheet(facts: SheetFacts, kind: str, table: Table) -> Paper:
    notes = tuple(
        Paragraph((Span(f"{label}: ", bold=True), words), flush=True) for label, words in facts.notes if words
    )
    first, second = facts.signers
    return Paper(
        header=facts.heads.header(),
        kind=kind,
        subject=facts.subject,
        body=(
            Paragraph((Span("Đơn vị, cá nhân: ", bold=True), facts.whose), flush=True),
            table,
            Paragraph(f"{_most_words(facts.most)}.", flush=True),
            *notes,
        ),
        signatures=(Signature(first, facts.signer_name, SIGN_NOTE), Signature(second, "", SIGN_NOTE)),
        foot=facts.heads.foot,
    )


def _most_words(most: Maxima) -> str:
    said = f"Điểm tối đa: {show_points(most.plain)}"
    if most.bonus:
        said += f"; điểm thưởng nhiều nhất {show_points(most.bonus)}"
    return f"{said}; điểm trừ nhiều nhất {show_points(most.penalty)}" if most.penalty else said


def _bold(placed: Placed, *cells: str) -> Row:
    if placed.node.kind != GROUP:
        return Row(cells)
    return Row(tuple((Span(cell, bold=True),) if cell else "" for cell in cells))


def _table_row(one: Placed, maximum: int) -> Row:
    proof = "có" if one.node.wants_proof else ""
    guidance = one.node.guidance or ("đạt được trọn điểm" if one.node.kind == YES_NO else "")
    return _bold(one, one.no, one.node.text, most_cell(one, maximum), target_words(one), proof, guidance)


def _own_row(line: SheetLine) -> Row:
    one = line.placed
    said = "\n".join(part for part in (_reached(line), line.note) if part)
    return _bold(
        one, one.no, one.node.text, most_cell(one, line.maximum), own_cell(line, line.own), said, "\n".join(line.proofs)
    )


def _appraised_row(line: SheetLine) -> Row:
    one = line.placed
    own, final = own_cell(line, line.own), own_cell(line, line.final)
    return _bold(one, one.no, one.node.text, most_cell(one, line.maximum), own, final, line.reason)


def _reached(line: SheetLine) -> str:
    return target_words(line.placed, line.achieved) if line.achieved is not None else ""


def _total(*cells: str) -> Row:
    words: tuple[Words, ...] = tuple((Span(cell, bold=True),) if cell else "" for cell in ("TỔNG CỘNG", *cells))
    return Row(("", *words))
