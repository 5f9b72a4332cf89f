"""Tables in plain text set in columns by spaces: the `pdftotext -layout` form.

Cells may be centred, and a number may stand beside the middle line of its row, so columns are found by the emptiest
strip between two heads and rows by their numbers (plan-variations.md §7).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from plans.reading.closing import closes_at
from plans.reading.columns import Column, head_kinds, looks_like_head
from plans.reading.families import UNIT_COLUMNS
from plans.reading.furniture import is_bare_number
from plans.reading.labels import ends_body, is_loud, is_tail_section, label_of
from plans.reading.layout import Block, Cell, Grid, Line, Row, Sheet
from plans.reading.periods import period_heading
from plans.reading.results import ReadWarning
from plans.reading.spaced_columns import Word, is_group, segments_of, split_page
from plans.reading.spaced_heads import head_segments, merge_spans
from plans.reading.spaced_rows import numbers_are_centred, row_starts
from plans.reading.text_tables import cell_line

_BELOW_HEAD = 12  # lines that show whether a table is set in columns
_NUMBER_HEAD = re.compile(r"^(?:S?TT|Stt|Số TT|Số thứ tự)\b")


def spaced_tables(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """Replace each table set in columns by spaces by a grid."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        head = _spaced_head(blocks, i)
        if head is None:
            out.append(blocks[i])
            i += 1
            continue
        end, spans = head
        stop = _spaced_end(blocks, end)
        body = [b for b in blocks[end:stop] if isinstance(b, Line)]
        number_end = (spans[0][2] + spans[1][1]) / 2
        stray = {line.number for line in body if is_bare_number(line.text) and line.x0 > number_end}
        heads = _repeated_heads(body)
        stray |= heads
        sheet.furniture |= stray
        body = [line for line in body if line.number not in stray - heads]
        out.append(_spaced_grid([b for b in blocks[i:end] if isinstance(b, Line)], body, spans))
        sheet.warnings.append(_guessed(body))
        i = stop
    return out


def _guessed(body: Sequence[Line]) -> ReadWarning:
    """Columns told by spaces alone can be cut in the wrong place without any other sign."""
    return ReadWarning(
        "guessed_columns",
        "Các cột của bảng được đoán theo khoảng trắng; hãy đối chiếu từng nhiệm vụ, hoặc tải lên tệp Word, PDF gốc.",
        "tasks",
        tuple(line.number for line in body),
    )


def _repeated_heads(body: Sequence[Line]) -> set[int]:
    """Lines of a head repeated after a page break: runs of lines with nothing but head words, «TT …» among them. Lines
    above «TT …» count only right at the top of the page.
    """
    found: set[int] = set()
    for begin, end in _runs_of_heads(body):
        marked = next((i for i in range(begin, end) if _NUMBER_HEAD.match(body[i].text)), None)
        if marked is not None:
            tops = begin == 0 or body[begin - 1].page != body[begin].page
            found |= {line.number for line in body[begin if tops else marked : end]}
    return found


def _runs_of_heads(body: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines of one page that hold nothing but head words, as (begin, end)."""
    begin: int | None = None
    for i, line in enumerate(body):
        like = looks_like_head(line.text)
        if begin is not None and (not like or line.page != body[begin].page):
            yield begin, i
            begin = None
        if like and begin is None:
            begin = i
    if begin is not None:
        yield begin, len(body)


def _spaced_head(blocks: Sequence[Block], i: int) -> tuple[int, list[Word]] | None:
    """A head of two columns or more beginning at ``i``: the line after it and the span of each column."""
    end = i
    while end < len(blocks) and end < i + 6 and _is_head_line(blocks[end]):
        end += 1
    lines = [b for b in blocks[i:end] if isinstance(b, Line)]
    if not lines or not _in_columns(lines, blocks[end : end + _BELOW_HEAD]):
        return None
    if label_of(lines[0].text) and label_of(lines[0].text).kind in {"roman", "capital", "part"}:  # type: ignore[union-attr]
        return None
    spans = merge_spans([head_segments(line) for line in lines])
    if len(spans) < 2 or head_kinds([text for text, _, _ in spans]) is None:
        return None
    return end, spans


def _in_columns(head: Sequence[Line], below: Sequence[Block]) -> bool:
    """Whether the head is set in columns; «TT Nội dung», one space apart, only where the lines below it are."""
    if any(len(segments_of(line)) >= 2 for line in head):
        return True
    marked = any(len(head_segments(line)) >= 2 for line in head)
    return marked and sum(isinstance(b, Line) and len(segments_of(b)) >= 2 for b in below) >= 3


def _is_head_line(block: Block) -> bool:
    return isinstance(block, Line) and "\t" not in block.text and looks_like_head(block.text)


def _spaced_end(blocks: Sequence[Block], start: int) -> int:
    for i in range(start, len(blocks)):
        line = blocks[i]
        if not isinstance(line, Line) or ends_body(line.text) or is_tail_section(line.text):
            return i
        if len(segments_of(line)) == 1 and closes_at(blocks, i):
            return i
        label = label_of(line.text)
        if (
            label
            and label.kind in {"roman", "part"}
            and label.rest
            and "   " not in line.text
            and not period_heading(line.text)
        ):
            follows = blocks[i + 1] if i + 1 < len(blocks) else None
            if not (isinstance(follows, Line) and "   " in follows.text):
                return i
    return len(blocks)


def _spaced_grid(head: list[Line], body: list[Line], spans: list[Word]) -> Grid:
    width = len(spans)
    head_row = Row([Cell([cell_line(head[0], text)]) for text, _, _ in spans])
    head_row.cells[0].lines += [cell_line(line, "") for line in head[1:]]
    kinds = head_kinds([text for text, _, _ in spans]) or []
    number = kinds.index(Column.NO) if Column.NO in kinds else None
    rows = [head_row]
    units = {k for k, kind in enumerate(kinds) if kind in UNIT_COLUMNS}
    cells = _cells_of_lines(body, spans, units)
    parts = [(part, [cells[line.number] for line in part], opens) for part, opens in _parts(body)]
    title = kinds.index(Column.TITLE)
    centred = number is not None and numbers_are_centred(
        [(split, opens) for part, split, opens in parts if not _is_heading(part) and not is_group(part[0])],
        number,
        title,
    )
    for part, split, opens in parts:
        if is_group(part[0]) and number == 0:
            rows.append(_group_row(part, width))
            continue
        if _is_heading(part):
            rows.append(Row([Cell([cell_line(part[0], part[0].text)])] * width))
            continue
        starts = row_starts(split, number, title, opens=opens, centred=centred)
        rows.extend(_rows_of(split, starts, opens=opens))
    return Grid(rows)


def _cells_of_lines(body: Sequence[Line], spans: list[Word], units: Collection[int]) -> dict[int, Row]:
    """Each line as a row of cells, page by page: a head that is repeated says where its columns stand now."""
    heads = _repeated_heads(body)
    cells: dict[int, Row] = {}
    page: list[Line] = []
    said: list[Line] = []
    for line, following in pairwise([*body, None]):
        if line is None:
            break
        if line.number in heads:
            said.append(line)
        else:
            page.append(line)
        if following is None or following.page != line.page or (following.number in heads and not said):
            again = merge_spans([head_segments(head) for head in said]) if said else []
            spans = again if len(again) == len(spans) else spans
            rows = split_page(page, spans, units)
            cells |= {part.number: row for part, row in zip(page, rows, strict=True)}
            page, said = [], []
    return cells


def _group_row(part: Sequence[Line], width: int) -> Row:
    """«II   Công tác khen thưởng», with its wrapped lines: the label, and one cell over all other columns."""
    (mark, *_), (words, *_) = segments_of(part[0])
    over = Cell([cell_line(part[0], words), *(cell_line(line, line.text) for line in part[1:])])
    return Row([Cell([cell_line(part[0], mark)]), *([over] * (width - 1))])


def _goes_on_group(group: Sequence[Line], line: Line) -> bool:
    """Whether a line is the wrapped rest of a group heading: one segment below its words, in small letters."""
    if not is_group(group[0]) or len(segments_of(line)) != 1 or not line.text[:1].islower():
        return False
    return abs(line.x0 - segments_of(group[0])[1][1]) <= 1 and line.page == group[0].page


def _is_heading(part: Sequence[Line]) -> bool:
    one = len(part) == 1 and len(segments_of(part[0])) == 1
    return one and (period_heading(part[0].text) is not None or is_loud(part[0].text))


def _parts(body: list[Line]) -> list[tuple[list[Line], bool]]:
    """The body cut at period rows (each a part of its own) and at repeated heads (dropped, next part opens a page)."""
    parts: list[tuple[list[Line], bool]] = []
    current: list[Line] = []
    opens = False
    heads = _repeated_heads(body)
    for line in body:
        head = line.number in heads
        if parts and not current and not head and _goes_on_group(parts[-1][0], line):
            parts[-1][0].append(line)
            continue
        page = bool(current) and line.page != current[-1].page
        alone = period_heading(line.text) is not None or is_group(line)
        if head or page or alone:
            if current:
                parts.append((current, opens))
            current, opens = [], opens and not current
        if head:
            opens = True
        elif alone:
            parts.append(([line], False))
            opens = False
        else:
            opens = opens or page
            current.append(line)
    if current:
        parts.append((current, opens))
    return parts


def _rows_of(split: Sequence[Row], starts: Sequence[int], *, opens: bool) -> list[Row]:
    """The lines of one part put together to rows; the room of a cell is that of its column's widest line."""
    width = len(split[0].cells)
    rows: list[Row] = []
    for begin, end in zip(starts, [*starts[1:], len(split)], strict=True):
        cells = [Cell([line for piece in split[begin:end] for line in piece.cells[k].lines]) for k in range(width)]
        rows.append(Row(cells, opens_part=opens and begin == 0))
    rights = [max((line.x1 for row in rows for line in row.cells[k].lines), default=0) for k in range(width)]
    for row in rows:
        for k, cell in enumerate(row.cells):
            cell.lines = [_with_right(line, rights[k]) for line in cell.lines]
    return rows


def _with_right(line: Line, right: float) -> Line:
    return Line(line.number, line.text, line.x0, line.x1, right, line.first, 1.0, line.page, exact=False)
