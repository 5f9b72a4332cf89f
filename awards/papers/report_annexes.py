"""Annexes of a report about awards: statistical forms as tables of a paper, and registrations beside results. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from awards.papers.report_promises import AimTold, PromiseLine, promise_lines
from awards.rules.statistic_count import Table as FormTable
from awards.rules.statistic_count import cell_words
from awards.rules.statistic_form import Form, Leaf, Measure
from emulation.papers.report_honours import APART, LIST_WORDS, WHOM_WORDS, slug
from plans.papers.content import Align, Column, GroupRow, Row, Span, Table
from plans.rules.report_line import Figures

NOTHING = "–"
MOST = 17  # columns of numbers that a page takes with every word of their headings whole
FEW = 10  # columns of numbers up to which headings stand whole above them
IN_WHICH = "Trong đó: "
_NAME, _CODE, _STUB, _NUMBER, _WIDE = 28, 8, 13, 11, 12  # shares of the width
_SHORT = {"Danh hiệu thi đua": "Danh hiệu", "Hình thức khen thưởng": "Hình thức"}


def form_tables(found: FormTable) -> list[Table]:
    """A form with one line of headings, as papers have them; in several tables where no word would fit its column."""
    leaves = len(found.leaves)
    parts = max(1, math.ceil(leaves / MOST))
    each = math.ceil(leaves / parts)
    return [_form_table(found, slice(first, first + each)) for first in range(0, max(leaves, 1), each or 1)]


def _form_table(found: FormTable, shown: slice) -> Table:
    form = found.form
    first, *stubs = form.stubs
    short = _is_short(found)
    columns = (
        Column(first or "Chỉ tiêu", _NAME),
        *(Column(title, _STUB if place else _CODE, Align.CENTER) for place, title in enumerate(stubs)),
        *(_column(form, leaf, short=short) for leaf in found.leaves[shown]),
    )
    rows: list[Row | GroupRow] = []
    for row, cells in found.lines:
        if not row.key:
            rows.append(GroupRow(row.title))
            continue
        said = (" ".join(filter(None, cell_words(cell))) for cell in cells[shown])
        rows.append(Row((row.title, *(row.code, row.unit)[: len(stubs)], *said)))
    return Table(columns, tuple(rows))


def legend(found: FormTable) -> str:
    """What the numbers above narrow columns stand for; nothing where the headings say it themselves."""
    if not _is_short(found):
        return ""
    return "; ".join(f"cột ({column.code}): {column.title}" for column in found.form.columns) + "."


def _is_short(found: FormTable) -> bool:
    """Whether headings would not fit: a column then has its number, and the legend its name."""
    return bool(found.form.code) and (len(found.leaves) > FEW or any(leaf.is_long for leaf in found.leaves))


def _column(form: Form, leaf: Leaf, *, short: bool) -> Column:
    words = [words.removeprefix(IN_WHICH) for words in leaf.path if words and words != form.parts]
    if short:
        below = [_SHORT.get(word, word).lower() for word in words[1:]]
        return Column("\n".join((f"({leaf.code})", *below)), _WIDE if leaf.is_total else _NUMBER, Align.CENTER)
    title = words[0] + (f": {', '.join(word[:1].lower() + word[1:] for word in words[1:])}" if words[1:] else "")
    width = _WIDE if leaf.measure is Measure.CHANGE else _NUMBER
    return Column(f"{title} ({leaf.code})" if leaf.code else title, width, Align.CENTER)


def form_figures(found: FormTable) -> Figures:
    """The numbers of every row and column that counts, of this time and of the one before, by their keys."""
    return {
        f"{row.key}.{leaf.key}": cell.number
        for row, cells in found.lines
        for leaf, cell in zip(found.leaves, cells, strict=False)
        if cell is not None and cell.is_recorded and leaf.measure in (Measure.COUNT, Measure.BEFORE)
    }


def promise_table(aims: Sequence[AimTold]) -> Table:
    """Each honour registered with what came of it; totals of collectives and of people, of each list by itself."""
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("Danh hiệu, hình thức", 37),
        Column("Đối tượng", 14, Align.CENTER),
        Column("Đăng ký", 14, Align.CENTER),
        Column("Đã được đề nghị", 14, Align.CENTER),
        Column("Đã được tặng", 14, Align.CENTER),
    )
    return Table(columns, tuple(_promise_rows(list(promise_lines(aims)))))


def promise_figures(aims: Sequence[AimTold]) -> Figures:
    """How many registrations, proposals and awards each of the four has."""
    lines = list(promise_lines(aims))
    found: dict[str, int | str | None] = {}
    for is_title, is_unit in APART:
        of_both = [line for line in lines if (line.one.is_title, line.one.is_unit) == (is_title, is_unit)]
        for name, number in zip(("registered", "proposed", "granted"), _sums(of_both), strict=True):
            found[f"{slug(is_title=is_title, is_unit=is_unit)}.{name}"] = number
    return found


def _promise_rows(lines: Sequence[PromiseLine]) -> Iterator[Row | GroupRow]:
    for is_title, which in LIST_WORDS.items():
        of_list = [line for line in lines if line.one.is_title is is_title]
        if of_list:
            yield GroupRow(f"{which[:1].upper()}{which[1:]}")
        for place, line in enumerate(of_list, 1):
            whom = WHOM_WORDS[line.one.is_unit]
            yield Row((str(place), line.one.name, f"{whom[:1].upper()}{whom[1:]}", *_said(_sums([line]))))
        for is_unit, whom in WHOM_WORDS.items():
            if group := [line for line in of_list if line.one.is_unit is is_unit]:
                sums = (Span(number, bold=True) for number in _said(_sums(group)))
                yield Row(("", (Span(f"Cộng {whom}", bold=True),), "", *((one,) for one in sums)))


def _sums(lines: Iterable[PromiseLine]) -> tuple[int, int, int]:
    every = list(lines)
    return (
        sum(len(line.aims) for line in every),
        sum(len(line.proposed) for line in every),
        sum(len(line.granted) for line in every),
    )


def _said(numbers: Iterable[int]) -> list[str]:
    return [str(number) if number else NOTHING for number in numbers]
