"""Công tác khen thưởng and sáng kiến in a report of a time: figures as the records have them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plans.papers.content import Align, Block, Column, Paragraph, Row, Table


@dataclass(frozen=True)
class HonourFigures:
    """One honour in a time: how many were nominated, went up, were granted or refused, and entered the records."""

    name: str
    is_title: bool
    nominated: int = 0
    sent: int = 0
    granted: int = 0
    refused: int = 0
    people: int = 0
    units: int = 0


@dataclass(frozen=True)
class InitiativeFigures:
    """Initiatives in a time."""

    received: int = 0
    scored: int = 0
    recognised: int = 0
    wide: int = 0  # recognised beyond the office


def award_blocks(honours: Sequence[HonourFigures]) -> tuple[Block, ...]:
    """Figures in words, then titles and commendations in a table each."""
    if not honours:
        return (Paragraph("Trong kỳ chưa có hồ sơ đề nghị, chưa có khen thưởng nào được ghi."),)
    titles, forms = [one for one in honours if one.is_title], [one for one in honours if not one.is_title]
    given = sum(one.people + one.units for one in honours)
    blocks: list[Block] = [
        Paragraph(
            f"Trong kỳ có {sum(one.nominated for one in honours)} hồ sơ đề nghị; trình cấp trên "
            f"{sum(one.sent for one in honours)} hồ sơ, cấp trên đã tặng {sum(one.granted for one in honours)}, "
            f"không tặng {sum(one.refused for one in honours)}. Số khen thưởng có quyết định trong kỳ: {given}."
        )
    ]
    for head, found in (("Danh hiệu thi đua", titles), ("Hình thức khen thưởng", forms)):
        if found:
            blocks += [Paragraph(f"{head}:", flush=True), _table(head, found)]
    return tuple(blocks)


def _table(head: str, rows: Sequence[HonourFigures]) -> Table:
    columns = (
        Column("TT", 7, Align.CENTER),
        Column(head, 37),
        Column("Đề nghị", 11, Align.CENTER),
        Column("Trình cấp trên", 12, Align.CENTER),
        Column("Tặng tập thể", 11, Align.CENTER),
        Column("Tặng cá nhân", 11, Align.CENTER),
        Column("Không tặng", 11, Align.CENTER),
    )
    told = [(one.name, *map(str, (one.nominated, one.sent, one.units, one.people, one.refused))) for one in rows]
    return Table(columns, tuple(Row((str(place), *cells)) for place, cells in enumerate(told, 1)))


def initiative_blocks(figures: InitiativeFigures) -> tuple[Block, ...]:
    """Received, scored, recognised."""
    if not (figures.received or figures.scored or figures.recognised):
        return (Paragraph("Trong kỳ chưa nhận, chưa chấm, chưa công nhận sáng kiến nào."),)
    wide = f", trong đó {figures.wide} có hiệu quả ngoài cơ sở" if figures.wide else ""
    return (
        Paragraph(
            f"Trong kỳ nhận {figures.received} hồ sơ sáng kiến, chấm xong {figures.scored}, công nhận "
            f"{figures.recognised} sáng kiến{wide}."
        ),
    )
