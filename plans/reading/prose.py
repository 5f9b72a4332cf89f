"""Tasks in running text: items that name a unit as doer, or a time, or stand under a period heading.

«1. Tổ chức … - Thời gian: Quý I. - Đơn vị thực hiện: Văn phòng», «giao Sở Tài chính chủ trì, phối hợp với …».
Items a)–c) without unit and time stay in the title of their parent (plan-json.md §2).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plans.reading.cell_text import title_deadline
from plans.reading.labels import is_aim_heading, is_loud
from plans.reading.layout import Para
from plans.reading.normalise import fold, squeeze
from plans.reading.periods import When, Years, parse_time, period_heading
from plans.reading.prose_items import FIELD, TIME_WORDS, UNIT_WORDS, Item, field_kind, items_of, name_doers
from plans.reading.results import ReadWarning
from plans.reading.row_task import ReadTask
from plans.reading.sections import Part
from plans.reading.sentences import CITED, heading_unit, leading_time, sentence_time, sentence_units, with_doer
from plans.reading.units import parse_units
from plans.rules.conditional import title_is_conditional
from plans.rules.document import AssignmentRole, PlanTask, PlanUnit

_INLINE = re.compile(rf"(?:[.;,(]\s*|\s[-–]\s)(?:(?P<time>{TIME_WORDS})|(?P<unit>{UNIT_WORDS}))\s*:\s*")
_EVENT = re.compile(r"^dot (?:thi dua )?(?:thu )?(?:\d|nhat|hai|ba|tu|i+v?)\b|^hoc ky\b")


@dataclass
class ProseReading:
    """The tasks found in running text and the paragraphs (by object id) they were made of."""

    tasks: list[ReadTask]
    paras: set[int]
    parts: set[int]  # sections (by object id) whose heading became a task
    periods: bool = False


def read_prose(parts: Sequence[Part], years: Years, known: Sequence[str], *, strict: bool) -> ProseReading:
    """Find the tasks of the sections given. ``strict``: only items that carry a named field or both unit and time."""
    out = ProseReading([], set(), set())
    period: str | None = None
    doer, doer_level = "", 0
    for part in parts:
        if part.level <= doer_level or heading_unit(part.heading):
            doer, doer_level = heading_unit(part.heading), part.level
        own = period_heading(part.heading) if part.heading else None
        if own or part.level <= 1:
            period = own
        if part.heading and (is_aim_heading(part.heading) and "noi dung" not in fold(part.heading)):
            continue
        _read_part(part, (period, doer), years, known, strict=strict, out=out)
    return out


def _read_part(
    part: Part, above: tuple[str | None, str], years: Years, known: Sequence[str], *, strict: bool, out: ProseReading
) -> None:
    """The items of one section. A numbered heading may itself be an item («1. Phát động …» / «- Thời gian: …»)."""
    own = period_heading(part.heading) is not None
    label = part.label if part.label and (part.label.kind == "number" or _is_roman_item(part)) else None
    heading = Para(part.heading, part.numbers) if label and not own else None
    paras = [heading, *part.paras] if heading else part.paras
    period, doer = above
    items, periods = items_of(paras, period, label.mark if label and own else "", under_heading=heading is not None)
    for item in items:
        name_doers(item, doer)
    before = len(out.tasks)
    for item in items:
        if item.para is heading and _heading_is_task(item, years, known):
            out.parts.add(id(part))
            _emit(item, years, known, strict=False, out=out)
        elif item.para is heading:
            for child in item.children:
                _emit(child, years, known, strict=strict, out=out)
        else:
            _emit(item, years, known, strict=strict, out=out)
    if len(out.tasks) > before:
        out.periods = out.periods or own or bool(periods)
        out.paras.update(id(para) for para in periods)  # the tasks carry their period themselves


def _is_roman_item(part: Part) -> bool:
    """«I. Rà soát quy định» right above «Thời gian: …»: an item with its fields, no heading."""
    roman = part.label is not None and part.label.kind == "roman" and not is_loud(part.heading)
    return roman and bool(part.paras) and bool(field_kind(part.paras[0].text))


def _heading_is_task(item: Item, years: Years, known: Sequence[str]) -> bool:
    """A heading is a task when it has fields of its own or says a time, and none of its items does."""
    facts = _Facts(item, years, known)
    if facts.fields_speak:
        return True
    below = any(_Facts(child, years, known).speaks(strict=False) for child in item.children)
    return not below and not facts.under_period and (facts.when.says or _EVENT.match(fold(facts.title)) is not None)


def _emit(item: Item, years: Years, known: Sequence[str], *, strict: bool, out: ProseReading) -> None:
    """Make tasks of an item: of itself, or of its children when they name units or times and it does not."""
    own = _Facts(item, years, known)
    below = [child for child in item.children if _Facts(child, years, known).speaks(strict=strict)]
    if below and not own.fields_speak:
        for child in item.children:
            _emit(child, years, known, strict=strict, out=out)
        return
    if not own.speaks(strict=strict):
        for child in item.children:
            _emit(child, years, known, strict=strict, out=out)
        return
    paras = list(_all_paras(item))
    out.tasks.append(own.task(paras))
    out.paras.update(id(para) for para in paras)


def _all_paras(item: Item) -> Iterator[Para]:
    yield item.para
    for child in item.children:
        yield from _all_paras(child)
    for _, para in item.fields:
        yield para


class _Facts:
    """What one item says: its wording, its units, its time."""

    def __init__(self, item: Item, years: Years, known: Sequence[str]) -> None:
        self.item = item
        self.years = years
        self.known = known
        text = item.label.rest if item.label else item.para.text
        opening, text = leading_time(text, years)
        self.title, inline = _cut_inline(text)
        fields = [*opening, *inline, *(said for kind, para in item.fields for said in _fields_of(para.text, kind))]
        self.units = list(self._field_units(fields))
        self.when, self.time_words = self._field_time(fields)
        self.fields_speak = bool(self.units) or self.when.says or self.when.conditional
        self._read_sentence(text)

    def _field_units(self, fields: Iterable[tuple[str, str]]) -> Iterator[PlanUnit]:
        for kind, value in fields:
            if kind == "unit":
                yield from parse_units([value], AssignmentRole.PERFORM, self.known)

    def _field_time(self, fields: Iterable[tuple[str, str]]) -> tuple[When, str]:
        words = "; ".join(value.strip(" .;") for kind, value in fields if kind == "time")
        return (parse_time(words, self.years), words) if words else (When(), "")

    def _read_sentence(self, text: str) -> None:
        """Units and time said in the sentence itself, where no field names them."""
        if not self.units:
            self.units = with_doer(self.item.doer, text, sentence_units(text, self.known))
        if not self.time_words:
            self.when, self.time_words = sentence_time(
                text, self.years, regular=bool(self.item.doer), named=bool(self.units) or self._is_numbered()
            )
        self.under_period = self.item.period is not None and not self.item.para.text.endswith(":")
        if self.item.period and self.when.period is None and self.item.period:
            above = parse_time(self.item.period, self.years)
            self.when = dataclasses.replace(self.when, period=above.period)
            self.time_words = self.time_words or self.item.period

    def _is_numbered(self) -> bool:
        """An item of a numbered list, where «… thường xuyên trong năm» at the end is the time of a task."""
        return self.item.label is not None and self.item.label.kind in {"number", "letter"}

    def speaks(self, *, strict: bool) -> bool:
        if strict and not self.fields_speak and (self.item.label is None or not self.units):
            return False
        if (
            self.item.label is None
            and not self.fields_speak
            and not self.under_period
            and not (self.units and self.when.says)
        ):
            return False
        if self.fields_speak or self.under_period:
            return True
        timed = self.when.says or bool(_EVENT.match(fold(self.title)))
        return (bool(self.units) and timed) if strict else (bool(self.units) or timed)

    def task(self, paras: Sequence[Para]) -> ReadTask:
        numbers = tuple(sorted({n for para in paras for n in para.numbers}))
        lines = [self.title]
        for child in self.item.children:
            lines.extend(para.text for para in _all_paras(child))
        title = "\n".join(squeeze(line) for line in lines)
        due = self.when.due or title_deadline(self.title, self.years)
        task = PlanTask(
            no=_no(self.item),
            title=title,
            period=self.when.period,
            period_text=self.time_words,
            due=due,
            conditional=title_is_conditional(title) or self.when.conditional,
            units=tuple(self.units),
        )
        doubts = [
            ReadWarning(
                "from_prose",
                "Nhiệm vụ này lấy từ lời văn; hãy kiểm tra lại nội dung, đơn vị và thời gian.",
                "title",
                numbers,
            )
        ]
        if self.when.doubt and self.time_words:
            doubts.append(
                ReadWarning(
                    "time", f"Thời gian «{self.time_words}»: {self.when.doubt}.", "period", numbers, self.time_words
                )
            )
        return ReadTask(task, numbers, doubts)


def _no(item: Item) -> str:
    if item.label is None or item.label.kind == "dash":
        return ""
    mark = item.label.mark
    parent = item.parent
    if item.label.kind == "letter":
        numbered = parent is not None and parent.label is not None and parent.label.kind == "number"
        return f"{parent.label.mark if numbered and parent and parent.label else item.under}{mark}"
    return mark


def _fields_of(text: str, kind: str) -> list[tuple[str, str]]:
    """A field and those written behind it: «Thời gian: Quý I. Chủ trì: Văn phòng. Phối hợp: Công đoàn»."""
    first, more = _cut_inline(_field_value(text, kind))
    return [(kind, first), *more]


def _field_value(text: str, kind: str) -> str:
    """The words after «Thời gian:»; a unit field keeps its role word («Chủ trì: …»)."""
    match = FIELD.match(fold(text))
    if match is None:
        return ""
    return text[match.end() :] if kind == "time" else text[match.start("unit") :]


def _cut_inline(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Fields written inside the sentence: «…; thời gian: Quý I; đơn vị chủ trì: Văn phòng»."""
    matches = list(_INLINE.finditer(fold(text)))
    if not matches:
        return text, []
    fields: list[tuple[str, str]] = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else len(text)
        kind = "time" if match["time"] else "unit"
        begin = match.end() if kind == "time" else match.start("unit")
        fields.append((kind, text[begin:end].strip(" .;,()")))
    title = text[: matches[0].start()].rstrip(" ;,(-–")
    return title + ("." if text[matches[0].start()] == "." else ""), fields


def deadlines_outside(parts: Sequence[Part], years: Years) -> list[tuple[Para, dt.date]]:
    """Report deadlines in «Tổ chức thực hiện»: real duties outside the table, to be shown as suggestions."""
    found: list[tuple[Para, dt.date]] = []
    for part in parts:
        for para in part.paras:
            due = title_deadline(CITED.sub(" ", para.text), years)
            if due:
                found.append((para, due))
    return found
