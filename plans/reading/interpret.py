"""From the common form to a Reading: head, foot, text, tables, prose; then the account of every line."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.reading.agencies import agency_of_opening
from plans.reading.columns import Column
from plans.reading.doubts import head_warnings, tail_warnings, unit_warnings
from plans.reading.flatten import flatten
from plans.reading.furniture import is_page_number, is_rule, is_stamp
from plans.reading.head import Head, read_head
from plans.reading.layout import Block, Line, Para, Sheet
from plans.reading.normalise import fold, squeeze
from plans.reading.parts import annex_parts, from_head, periods_above, sections_of, split_tail
from plans.reading.periods import Years
from plans.reading.prose import ProseReading, deadlines_outside, read_prose
from plans.reading.results import Reading, ReadWarning, SourceLine
from plans.reading.row_task import ReadTask
from plans.reading.sections import Body, Part, read_body
from plans.reading.signature import Tail, read_tail
from plans.reading.table import TableReader, TableReading
from plans.reading.title_years import title_years
from plans.rules.document import PlanDocument, TableForm
from plans.rules.wording import check_dues, check_years


def interpret(sheet: Sheet, known_units: Sequence[str] = ()) -> Reading:
    """Read a sheet whole."""
    return _Interpreter(sheet, known_units).read()


@dataclass(frozen=True)
class _Found:
    """The tasks of a plan, from its tables and from its prose."""

    tables: Sequence[TableReading]
    prose: ProseReading

    @property
    def tasks(self) -> list[ReadTask]:
        return [*(task for table in self.tables for task in table.tasks), *self.prose.tasks]

    def form(self) -> TableForm:
        """Quarter rows where the plan has period rows and no time column, or where it has no tasks at all."""
        quarters = any(table.period_rows for table in self.tables) or (self.prose.periods and not self.tables)
        timed = any({Column.TIME, Column.MONTH} & set(table.columns) for table in self.tables)
        return TableForm.QUARTER_ROWS if (quarters and not timed) or not self.tasks else TableForm.TIME_COLUMN


class _Interpreter:
    """One reading: keeps which lines were used, dropped or left."""

    def __init__(self, sheet: Sheet, known_units: Sequence[str]) -> None:
        self.sheet = sheet
        self.known = tuple(known_units)
        self.used: set[int] = set()
        self.furniture: set[int] = set(sheet.furniture)
        self.left: set[int] = set()
        self.fixed: set[int] = set()
        self.warnings: list[ReadWarning] = list(sheet.warnings)

    def read(self) -> Reading:
        blocks = self._drop_furniture(flatten(self.sheet.blocks))
        head = read_head(blocks)
        tail = read_tail(blocks, head.start)
        body = read_body(blocks[head.start : tail.start])
        annex = read_body(blocks[tail.end :])
        head.years = self._years(head, body)
        self.used |= head.used | tail.used
        self.fixed = head.fixed
        self.furniture |= tail.furniture
        self._drop_repeated_title(blocks, head)
        annexed = annex_parts(annex)
        tables = self._tables([*body.parts, *annexed], head.years)
        prose = self._prose(body, head.years, tables)
        found = _Found(tables, prose)
        document = self._document(head, tail, body, annexed, found)
        self._account([*body.opening, *body.closing], [*body.parts, *annexed])
        self._warn(head, document, found.tasks, body)
        return self._reading(document, found.tasks)

    # ---- parts ---------------------------------------------------------------------------------------------------

    def _drop_furniture(self, blocks: list[Block]) -> list[Block]:
        kept: list[Block] = []
        for block in blocks:
            if isinstance(block, Line) and (is_rule(block.text) or is_stamp(block.text) or is_page_number(block.text)):
                self.furniture.update(block.numbers)
            else:
                kept.append(block)
        return kept

    def _years(self, head: Head, body: Body) -> Years:
        """The plan's year: title, else opening, else the date of signing."""
        if head.years.first:
            return head.years
        opening = " ".join(para.text for para in body.opening[:3])
        years = title_years(opening)
        if years.first is None and head.issued_on:
            years = Years(head.issued_on.year)
        self.warnings.append(
            ReadWarning(
                "year_guessed",
                "Tên kế hoạch không ghi năm; năm được lấy từ chỗ khác, hãy kiểm tra lại.",
                "year",
                words=str(years.first or ""),
            )
        )
        return years

    def _drop_repeated_title(self, blocks: Sequence[Block], head: Head) -> None:
        """A web page repeats the title above the header."""
        title = _key(f"kế hoạch {head.title or ''}")
        for block in blocks[: head.start]:
            if (
                isinstance(block, Line)
                and block.number not in self.used
                and len(_key(block.text)) > 6
                and _key(block.text) in title
            ):
                self.furniture.add(block.number)

    def _tables(self, parts: Sequence[Part], years: Years) -> list[TableReading]:
        reader = TableReader(years, self.known)
        readings: list[TableReading] = []
        for part in parts:
            group = [grid for grid in part.grids if reader.fits(grid)] if reader.kinds else from_head(part.grids)
            if not group:
                continue
            reading = reader.read(group, periods_above(part))
            readings.append(reading)
            self.used |= reading.used
            self.furniture |= reading.furniture
            self.left |= reading.left
            self.warnings += reading.warnings
        return readings

    def _prose(self, body: Body, years: Years, tables: Sequence[TableReading]) -> ProseReading:
        parts = body.parts or ([Part(body=list(body.opening))] if body.opening else [])
        tabled = any(table.tasks for table in tables)
        main, tail = split_tail(parts)
        if tabled:
            return ProseReading([], set(), set())
        torn = any(warning.code == "torn_table" for warning in self.warnings)  # its scraps are no prose
        found = read_prose(main, years, self.known, strict=torn)
        if not found.tasks:
            found = read_prose(tail, years, self.known, strict=True)
        return found

    def _document(self, head: Head, tail: Tail, body: Body, annex: Sequence[Part], found: _Found) -> PlanDocument:
        opening = "\n".join(para.text for para in body.opening if id(para) not in found.prose.paras)
        sections = sections_of([*body.parts, *annex], found.prose, with_tasks=bool(found.tasks))
        return PlanDocument(
            year=head.years.first,
            title=head.title,
            number=head.number,
            issued_on=head.issued_on,
            place=head.place,
            agency=head.agency or agency_of_opening(opening),
            parent_agency=head.parent,
            opening=opening,
            sections=tuple(sections),
            tasks=tuple(read.task for read in found.tasks),
            table_form=found.form(),
            closing="\n".join(para.text for para in body.closing),
            recipients=tuple(tail.recipients),
            signer_title=tail.signer_title,
            signer_name=tail.signer_name,
        )

    # ---- account -------------------------------------------------------------------------------------------------

    def _account(self, paras: Sequence[Para], parts: Sequence[Part]) -> None:
        """Text kept in the document is used; everything else that is no furniture is the remainder."""
        for part in parts:
            self.used.update(part.numbers)
        for para in [*paras, *(para for part in parts for para in part.paras)]:
            self.used.update(para.numbers)

    def _warn(self, head: Head, document: PlanDocument, tasks: Sequence[ReadTask], body: Body) -> None:
        self.warnings += list(head_warnings(head, document))
        self.warnings += list(tail_warnings(document))
        for place, read in enumerate(tasks):
            self.warnings += [dataclasses.replace(doubt, field=f"task:{place}.{doubt.field}") for doubt in read.doubts]
        self.warnings += list(unit_warnings(document, [read.numbers for read in tasks]))
        if not tasks:
            self.warnings.append(
                ReadWarning(
                    "no_tasks",
                    "Không tìm thấy bảng nhiệm vụ; phần đầu và lời văn đã được đọc, hãy thêm nhiệm vụ bằng tay.",
                    "tasks",
                )
            )
        self._suggest(body, head.years, tasks)
        self._check_wording(document, tasks)

    def _suggest(self, body: Body, years: Years, tasks: Sequence[ReadTask]) -> None:
        taken = {number for read in tasks for number in read.numbers}
        for para, due in deadlines_outside(split_tail(body.parts)[1], years):
            if not taken & set(para.numbers):
                self.warnings.append(
                    ReadWarning(
                        "duty_outside",
                        f"Ngoài bảng có một việc có thời hạn {due:%d/%m/%Y}; cân nhắc thêm thành nhiệm vụ.",
                        "tasks", para.numbers, para.text[:200],
                    )
                )  # fmt: skip

    def _check_wording(self, document: PlanDocument, tasks: Sequence[ReadTask]) -> None:
        for flag in (*check_years(document), *check_dues(document)):
            place = re.match(r"task:(\d+)\.", flag.field)
            numbers = tasks[int(place[1])].numbers if place else self._lines_with(flag.words)
            self.warnings.append(ReadWarning("year_wording", flag.message, flag.field, numbers, flag.words))

    def _lines_with(self, words: str) -> tuple[int, ...]:
        return tuple(line.number for line in self.sheet.source if words in squeeze(line.text))[:3]

    def _reading(self, document: PlanDocument, tasks: Sequence[ReadTask]) -> Reading:
        words = _words(json.dumps(document.to_full_json(), ensure_ascii=False).replace("\\n", " "))
        words |= _TITLE_WORDS
        of_tasks = {number for read in tasks for number in read.numbers}
        remainder = tuple(
            line.number
            for line in self.sheet.source
            if line.text.strip() and self._is_left(line, words | _FIELD_WORDS if line.number in of_tasks else words)
        )
        dropped = (self.furniture | self.fixed) - set(remainder)
        if remainder:
            self.warnings.append(
                ReadWarning(
                    "remainder",
                    f"{len(remainder)} dòng chưa hiểu được giữ nguyên ở phần còn lại.",
                    "remainder",
                    remainder,
                )
            )
        return Reading(
            document=document,
            lines=tuple(self.sheet.source),
            task_lines=tuple(read.numbers for read in tasks),
            warnings=tuple(self.warnings),
            remainder=remainder,
            text="\n".join(line.text for line in self.sheet.source),
            kind=self.sheet.kind,
            dropped=tuple(sorted(dropped)),
        )

    def _is_left(self, line: SourceLine, words: set[str]) -> bool:
        """Not understood, or said to be used and yet not to be found in the document: then it must not vanish."""
        if line.number in self.left:
            return True
        if line.number in self.furniture or line.number in self.fixed:
            return False
        return line.number not in self.used or not _words(line.text) <= words


# Words of a task line that its roles and times stand for («Đơn vị chủ trì: …», «Thời gian: …»).
_FIELD_WORDS = frozenset(
    {"chu", "tri", "phoi", "hop", "voi", "cung", "thuc", "hien", "thoi", "gian", "han", "hoan", "thanh", "tien", "don"}
    | {"quan", "phan", "nguoi", "phu", "trach", "tham", "muu", "dau", "moi", "phong", "cong", "nhiem", "diem"}
)
_TITLE_WORDS = frozenset({"hoach"})


def _words(text: str) -> set[str]:
    """The folded words of a text; labels and single letters do not count."""
    return {word for word in re.findall(r"[^\W_]+", fold(text)) if len(word) > 2 and not word.isdigit()}


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))
