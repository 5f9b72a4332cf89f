"""The adjustment of an issued plan as a paper: KẾ HOẠCH điều chỉnh, bổ sung (Nghị định 30/2020/NĐ-CP, Mẫu 1.4).

Căn cứ, reason, then a table with each task before and after; the words that changed stand in bold.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from plans.papers.content import (
    Align,
    Basis,
    Block,
    Column,
    GroupRow,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
    Words,
)
from plans.papers.task_table import period_words, time_words
from plans.rules.adjusting import Facet, TaskText, facets
from plans.rules.differences import Change, word_changes
from plans.rules.official import format_date, number_line, place_and_date
from plans.rules.text import fold

KIND = "KẾ HOẠCH"
CHANGED, ADDED, DROPPED = "change", "add", "drop"
_GROUPS = {CHANGED: "NỘI DUNG SỬA ĐỔI", ADDED: "NHIỆM VỤ BỔ SUNG", DROPPED: "NHIỆM VỤ BỎ KHỎI KẾ HOẠCH"}
NO_TIME = "không ấn định"
OPEN = "…"  # what is not known yet, in running text, where a gap of spaces would close up
_GAP = re.compile(" {2,}")


@dataclass(frozen=True)
class ChangeLine:
    """One task of the adjustment; ``before`` is None for one added, ``after`` for one dropped."""

    kind: str
    before: TaskText | None
    after: TaskText | None
    reason: str = ""

    @property
    def no(self) -> str:
        text = self.after or self.before
        return text.no if text else ""


@dataclass(frozen=True)
class AdjustmentDocument:
    """All that the paper says. What is not known (number, day) stays open on it."""

    year: int
    agency: str
    parent_agency: str
    issuer: str  # the office in running words
    place: str
    plan_title: str
    plan_number: str
    plan_issued_on: dt.date | None
    symbol: str
    number: str
    issued_on: dt.date | None
    basis: tuple[str, ...]
    reason: tuple[str, ...]
    changes: tuple[ChangeLine, ...]
    recipients: tuple[str, ...]
    signer_title: str
    signer_name: str


def subject_of(plan_title: str) -> str:
    """ "Điều chỉnh, bổ sung Kế hoạch công tác thi đua, khen thưởng năm 2026"."""
    return f"Điều chỉnh, bổ sung Kế hoạch {_inside(plan_title)}"


def adjustment_paper(document: AdjustmentDocument) -> Paper:
    """The adjustment as it is printed. Rows carry the keys ``change-0`` … for marks in the preview."""
    return Paper(
        header=Header(
            agency=document.agency.upper(),
            parent_agency=document.parent_agency.upper(),
            number=number_line(document.number or None, document.symbol),
            place_date=place_and_date(document.place, document.issued_on, document.year),
        ),
        kind=KIND,
        subject=subject_of(document.plan_title),
        body=tuple(_body(document)),
        signatures=(Signature(document.signer_title, document.signer_name),),
        recipients=document.recipients,
    )


def _body(document: AdjustmentDocument) -> Iterator[Block]:
    title = _inside(document.plan_title)
    cited = _plan_cited(document)
    said = [_said(line) for line in document.basis]
    yield Basis((f"Căn cứ {cited} của {document.issuer} về {title}", *said), "basis")
    yield Paragraph(f"{document.issuer} điều chỉnh, bổ sung Kế hoạch {title}, như sau:", key="basis")
    yield Heading("I. LÝ DO ĐIỀU CHỈNH", key="reason")
    yield from (Paragraph(line, key="reason") for line in document.reason)
    yield Heading("II. NỘI DUNG ĐIỀU CHỈNH, BỔ SUNG")
    if document.changes:
        yield change_table(document.changes)
    yield Heading("III. TỔ CHỨC THỰC HIỆN")
    yield Paragraph("1. Các phòng, đơn vị có tên tại mục II thực hiện theo nội dung đã điều chỉnh, bổ sung.")
    yield Paragraph(f"2. Các nội dung khác của Kế hoạch số {_plan_number(document)} không thay đổi.")
    closing = f"Trên đây là Kế hoạch điều chỉnh, bổ sung Kế hoạch {title} của {document.issuer}./."
    yield Paragraph(closing, key="closing")


def change_table(changes: tuple[ChangeLine, ...]) -> Table:
    """Each task before and after, under what is done to it; a column for the reasons where there are any."""
    reasons = any(change.reason for change in changes)
    columns = [
        Column("TT", 8, Align.CENTER),
        Column("NỘI DUNG\nTRƯỚC ĐIỀU CHỈNH", 36),
        Column("NỘI DUNG\nSAU ĐIỀU CHỈNH", 36),
    ]
    if reasons:
        columns.append(Column("LÝ DO", 20))
    rows: list[Row | GroupRow] = []
    for kind, title in _GROUPS.items():
        found = [(place, change) for place, change in enumerate(changes) if change.kind == kind]
        if found:
            rows.append(GroupRow(title))
        for place, change in found:
            cells: tuple[Words, ...] = (change.no, before_words(change), after_words(change))
            rows.append(Row((*cells, change.reason) if reasons else cells, f"change-{place}"))
    return Table(tuple(columns), tuple(rows))


def before_words(change: ChangeLine) -> Words:
    """The task as it stands: whole where it goes, else its words and what else changes."""
    if change.before is None:
        return "Chưa có"
    shown = facets(change.before, change.after) if change.after else (Facet.TIME, Facet.UNITS)
    return "\n".join([change.before.title, *_lines(change.before, shown)])


def after_words(change: ChangeLine) -> Words:
    """The task as it will stand, new words in bold."""
    if change.after is None:
        return "Bỏ nhiệm vụ này"
    if change.before is None:
        return "\n".join([change.after.title, *_lines(change.after, (Facet.TIME, Facet.UNITS))])
    shown = facets(change.before, change.after)
    before = "\n".join([change.before.title, *_lines(change.before, shown)])
    after = "\n".join([change.after.title, *_lines(change.after, shown)])
    pieces = word_changes(before, after)
    return tuple(Span(text, bold=how is Change.ADDED) for how, text in pieces if how is not Change.REMOVED)


def _lines(text: TaskText, shown: tuple[Facet, ...]) -> Iterator[str]:
    if Facet.TIME in shown:
        yield f"Thời gian: {text_time(text)}"
    if Facet.UNITS in shown:
        yield "Đơn vị thực hiện:"
        yield from (f"- {unit.line}" for unit in text.units)
    if Facet.CONDITION in shown:
        yield "Chỉ thực hiện nếu có phát sinh" if text.conditional else "Thực hiện thường xuyên, không chờ phát sinh"


def text_time(text: TaskText) -> str:
    """The time of a task on one line: "Quý III, 15/09/2026", not in the capitals of a group row."""
    task, said = text.plan_task, period_words(text.period or None)
    if said and fold(said) == fold(task.period_text):
        task = dataclasses.replace(task, period_text=said)
    return time_words(task).replace("\n", ", ") or NO_TIME


def _plan_cited(document: AdjustmentDocument) -> str:
    day = document.plan_issued_on
    dated = format_date(day.day, day.month, day.year) if day else format_date(None, None, document.year)
    return f"Kế hoạch số {_plan_number(document)} {_GAP.sub(f' {OPEN} ', dated)}"


def _plan_number(document: AdjustmentDocument) -> str:
    return document.plan_number or f"{OPEN}/{document.symbol}"


def _said(line: str) -> str:
    """A basis line with its "Căn cứ", unless it begins in another way that papers use."""
    text = line.strip().rstrip(";.")
    return text if text.startswith(("Căn cứ", "Xét", "Theo", "Thực hiện")) else f"Căn cứ {text}"


def _inside(title: str) -> str:
    """A title in the middle of a sentence, on one line."""
    text = " ".join(title.split())
    first, rest = text[:1], text[1:]
    return text if rest[:1].isupper() else f"{first.lower()}{rest}"
