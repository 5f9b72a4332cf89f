"""Annexes of a report about the plan: every task, the units, the papers. Pure; totals are those of the prose."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plans.papers.content import Align, Column, Paragraph, Row, Span, Table, Words
from plans.papers.report import figures_on
from plans.papers.report_charts import quarter_chart, unit_chart
from plans.papers.report_tasks import cells_of
from plans.rules.official import short_date
from plans.rules.report_line import Figures
from plans.rules.status import CELL_WORDS, REPORT_CELLS, Cell, Progress
from plans.rules.task_span import TaskThen
from plans.sockets import DrawnAnnex

BESIDE = (Cell.CONDITIONAL, Cell.UNDATED, Cell.STOPPED)
NO_UNIT = "Chưa giao đơn vị"
NOTHING = "–"


class PaperLine(NamedTuple):
    """A paper of the register as the annex lists it."""

    number: str
    issued_on: dt.date
    kind: str
    abstract: str


def task_annex(tasks: Sequence[TaskThen], units: Mapping[int, str], *, when: str, as_of: dt.date) -> DrawnAnnex:
    """Every task that the report tells of, with its result and where it is counted."""
    columns = (
        Column("TT", 6, Align.CENTER),
        Column("Nội dung nhiệm vụ", 34),
        Column("Đơn vị", 14),
        Column("Thời hạn", 10, Align.CENTER),
        Column("Kết quả", 22),
        Column("Tình trạng", 14),
    )
    rows = [
        Row(
            (
                task.no or str(place),
                task.title,
                units.get(task.pk, NO_UNIT),
                short_date(task.deadline) if task.deadline else "Không ấn định",
                task.said,
                _state(task),
            )
        )
        for place, task in enumerate(tasks, 1)
    ]
    counted = sum(len(found) for cell, found in cells_of(tasks).items() if cell in REPORT_CELLS)
    total = f"Tổng số: {len(tasks)} nhiệm vụ, trong đó {counted} nhiệm vụ được tính vào bốn nhóm kết quả."
    return DrawnAnnex(
        code="tasks",
        title=f"Kết quả từng nhiệm vụ trong kế hoạch, {when}",
        body=(
            figures_on(as_of),
            *quarter_chart(tasks),
            Table(columns, tuple(rows)),
            Paragraph(total, flush=True),
        ),
        landscape=True,
        figures=cell_figures(tasks),
    )


def unit_annex(tasks: Sequence[TaskThen], units: Mapping[int, str], *, when: str, as_of: dt.date) -> DrawnAnnex:
    """Unit by unit the four cells and what stands beside them; each task once, with who leads it or is named first."""
    columns = (
        Column("TT", 6, Align.CENTER),
        Column("Đơn vị chủ trì hoặc được nêu đầu", 30),
        Column("Số nhiệm vụ được tính", 12, Align.CENTER),
        *(Column(CELL_WORDS[cell], 13, Align.CENTER) for cell in REPORT_CELLS),
        Column("Ngoài bốn nhóm", 12, Align.CENTER),
    )
    by_unit: dict[str, list[TaskThen]] = defaultdict(list)
    for task in tasks:
        by_unit[units.get(task.pk, NO_UNIT)].append(task)
    rows = [Row((str(place), name, *_counts(found))) for place, (name, found) in enumerate(by_unit.items(), 1)]
    rows.append(Row(("", _bold("Cộng"), *map(_bold, _counts(tasks)))))
    note = "Ngoài bốn nhóm: nhiệm vụ chỉ làm khi phát sinh, không ấn định thời hạn, tạm dừng, không phát sinh hoặc huỷ."
    return DrawnAnnex(
        code="units",
        title=f"Kết quả thực hiện nhiệm vụ theo đơn vị, {when}",
        body=(
            figures_on(as_of),
            *unit_chart(by_unit.items()),
            Table(columns, tuple(rows)),
            Paragraph(note, flush=True),
        ),
        landscape=True,
        figures=cell_figures(tasks),
    )


def paper_annex(papers: Sequence[PaperLine], *, when: str, as_of: dt.date) -> DrawnAnnex:
    """The papers that the office issued in the time, in the order of the register."""
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("Số, ký hiệu", 24),
        Column("Ngày", 14, Align.CENTER),
        Column("Tên loại", 16),
        Column("Trích yếu", 39),
    )
    rows = [
        Row((str(place), one.number, short_date(one.issued_on), one.kind, one.abstract))
        for place, one in enumerate(papers, 1)
    ]
    kinds: dict[str, int | str | None] = {}
    for one in papers:
        kinds[one.kind] = int(kinds.get(one.kind) or 0) + 1
    return DrawnAnnex(
        code="papers",
        title=f"Danh mục văn bản về công tác thi đua, khen thưởng, {when}",
        body=(
            figures_on(as_of),
            Table(columns, tuple(rows)),
            Paragraph(f"Cộng: {len(papers)} văn bản.", flush=True),
        ),
        figures=kinds | {"all": len(papers)},
    )


def cell_figures(tasks: Sequence[TaskThen]) -> Figures:
    """How many tasks each cell has, and how many are counted: as the prose says it."""
    cells = cells_of(tasks)
    figures = {cell.value: len(found) for cell, found in cells.items()}
    return figures | {"counted": sum(len(cells[cell]) for cell in REPORT_CELLS)}


def _counts(tasks: Sequence[TaskThen]) -> list[str]:
    cells = cells_of(tasks)
    four = [len(cells[cell]) for cell in REPORT_CELLS]
    return [str(number) if number else NOTHING for number in (sum(four), *four, sum(len(cells[c]) for c in BESIDE))]


def _state(task: TaskThen) -> str:
    """Where it is counted; of one that is finished, or reported as finished, also the day."""
    words = CELL_WORDS[task.cell]
    if task.progress == Progress.AWAITING and task.reported_on:
        return f"{words}; đã báo hoàn thành ngày {short_date(task.reported_on)}, chờ xác nhận"
    return f"{words}, ngày {short_date(task.reported_on)}" if task.is_done and task.reported_on else words


def _bold(words: str) -> Words:
    return (Span(words, bold=True),)
