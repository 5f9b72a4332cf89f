"""Báo cáo nhanh: one A4 page for the leadership, an inner paper without a number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from plans.papers.content import (
    CELL_PADDING,
    TEXT_WIDTH,
    Align,
    Block,
    Column,
    GroupRow,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Span,
    Table,
    Words,
    plain,
)
from plans.papers.letters import MM_PER_POINT, width_mm
from plans.rules.brief import BriefFacts, BriefLine, Section, difference, shares, shown_cells
from plans.rules.official import place_and_date, short_date
from plans.rules.status import Cell

KIND = "BÁO CÁO NHANH"
MOST_ROOM, LEAST_ROOM = 40, 5  # lines of all sections together
LONG, SHORT = (104, 76), (70, 40)  # letters of a line's words and of its reason; and when the page is full
_HEADS = {
    Cell.ON_TIME: "HT ĐÚNG HẠN",
    Cell.DONE_LATE: "HT QUÁ HẠN",
    Cell.OPEN: "TRONG HẠN",
    Cell.OVERDUE: "QUÁ HẠN",
    Cell.CONDITIONAL: "NẾU CÓ",
    Cell.UNDATED: "KHÔNG ẤN ĐỊNH",
    Cell.STOPPED: "DỪNG",
}
_COLUMNS = (
    Column("NV", 7, Align.CENTER),
    Column("NỘI DUNG", 45),
    Column("ĐƠN VỊ", 18),
    Column("THỜI HẠN", 14.5, Align.CENTER),
    Column("TÌNH TRẠNG", 15.5, Align.CENTER),
)


def brief_paper(facts: BriefFacts, *, agency: str, parent_agency: str, place: str, made_by: str, room: int) -> Paper:
    """The brief with at most ``room`` lines in its sections together; what is left out is counted in words."""
    letters = LONG if room > LEAST_ROOM else SHORT
    counts = shares([section.total for section in facts.sections], room)
    parts = list(zip(facts.sections, counts, strict=True))
    at = facts.at
    return Paper(
        header=Header(agency.upper(), parent_agency.upper(), place_date=place_and_date(place, at.date(), at.year)),
        kind=KIND,
        subject=f"Tình hình thực hiện Kế hoạch công tác thi đua, khen thưởng năm {facts.year}",
        body=(
            Paragraph((Span(_moment(facts), italic=True),), flush=True),
            _figures(facts),
            Paragraph(_quarters(facts), flush=True),
            _tasks(parts[: len(facts.tasks)], letters[0]),
            *_talk(parts[len(facts.tasks) :], letters),
        ),
        foot=f"Lập lúc {at:%H:%M} ngày {short_date(at.date())} · {made_by}",
    )


def one_page(make: Callable[[int], Paper], is_one_page: Callable[[Paper], bool]) -> Paper:
    """The fullest brief that stands on a single page: guessed from the lines it would take, then measured."""
    room = next((room for room in range(MOST_ROOM, LEAST_ROOM, -1) if _height(make(room)) <= _PAGE), LEAST_ROOM)
    while room > LEAST_ROOM and not is_one_page(make(room)):
        room -= 1
    return make(room)


def _moment(facts: BriefFacts) -> str:
    at = facts.at
    said = f"Số liệu đến {at:%H} giờ {at:%M} ngày {short_date(at.date())}."
    if facts.since is None:
        return f"{said} Đây là báo cáo nhanh đầu tiên của năm kế hoạch."
    return (
        f"{said} So với báo cáo nhanh lúc {facts.since:%H} giờ {facts.since:%M} ngày {short_date(facts.since.date())}."
    )


def _figures(facts: BriefFacts) -> Table:
    """The cells now, and beside the last brief."""
    cells = shown_cells(facts.counts, facts.before or {})
    columns = (
        Column("SỐ LIỆU", 22),
        Column("TỔNG", 11, Align.CENTER),
        *(Column(_HEADS[one], 15, Align.CENTER) for one in cells),
    )
    late = facts.counts[Cell.OVERDUE]
    now: list[Words] = [
        (Span(str(late), bold=True),) if cell == Cell.OVERDUE and late else str(facts.counts[cell]) for cell in cells
    ]
    rows = [Row(("Nhiệm vụ", str(facts.counts.all), *now))]
    if facts.before is not None:
        before = facts.before
        moved = [_moved(before.get(cell, 0), facts.counts[cell]) for cell in cells]
        rows.append(Row(("So với lần trước", _moved(sum(before.values()), facts.counts.all), *moved)))
    return Table(columns, tuple(rows))


def _moved(before: int, after: int) -> str:
    return "0" if before == after else difference(before, after)


def _quarters(facts: BriefFacts) -> str:
    return f"Hoàn thành theo quý: {'; '.join(facts.quarters)}." if facts.quarters else ""


def _tasks(parts: list[tuple[Section, int]], letters: int) -> Table:
    rows: list[Row | GroupRow] = []
    for section, most in parts:
        rows.append(GroupRow(_title(section)))
        shown, left = section.cut(most)
        rows += [_row(line, letters) for line in shown]
        if left:
            rows.append(Row(("", (Span(f"và {left} nhiệm vụ khác", italic=True),), "", "", "")))
    return Table(_COLUMNS, tuple(rows))


def _row(line: BriefLine, letters: int) -> Row:
    state: Words = (Span(line.state, bold=True),) if line.burns else line.state
    return Row((line.no, _cut(line.what, letters), line.unit, line.when, state))


def _talk(parts: list[tuple[Section, int]], letters: tuple[int, int]) -> Iterator[Block]:
    for section, most in parts:
        yield Heading(_title(section))
        shown, left = section.cut(most)
        for line in shown:
            tail = "; ".join(filter(None, [_cut(line.unit, letters[1]), line.when, line.state]))
            said = Span(f" ({tail})" if tail else "", italic=True)
            yield Paragraph((f"- {_cut(line.what, letters[0])}", said), flush=True)
        if left:
            yield Paragraph((Span(f"và {left} việc khác.", italic=True),), flush=True)


def _title(section: Section) -> str:
    """The section with its number; one that is empty says so in its title and takes no further line."""
    return f"{section.title}: {section.total}" if section.total else f"{section.title}: không có"


def _cut(text: str, letters: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"


# -- A guess at the height, so that one measuring is enough as a rule ------------------------------------------------

_PAGE = 276.0  # millimetres between the margins, and what the guess is known to add
_HEAD = 62.0  # letterhead, title, the line of the moment, space between the blocks
_LINE = 1.15 * MM_PER_POINT


def _height(paper: Paper) -> float:
    """About how many millimetres the paper takes."""
    return _HEAD + sum(_block_height(block) for block in paper.body[1:])


def _block_height(block: Block) -> float:
    if isinstance(block, Table):
        return 5 + sum(_row_height(block, row) for row in (Row(tuple(one.title for one in block.columns)), *block.rows))
    words = plain(block.words) if isinstance(block, Paragraph) else getattr(block, "text", "")
    return _lines(words, TEXT_WIDTH, 13) * 13 * _LINE + 2.2


def _row_height(table: Table, row: Row | GroupRow) -> float:
    if isinstance(row, GroupRow):
        return table.size * _LINE + 1.6
    cells = zip(table.shares(), row.cells, strict=True)
    most = max(_lines(plain(cell), TEXT_WIDTH * share / 100 - 2 * CELL_PADDING, table.size) for share, cell in cells)
    return most * table.size * _LINE + 1.6


def _lines(text: str, room: float, size: float) -> int:
    return sum(max(1, math.ceil(1.04 * width_mm(line, size) / room)) for line in text.split("\n"))
