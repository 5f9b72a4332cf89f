"""The tables of the inspection dossier, one for each kind of record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from plans.papers.adjustment import ChangeLine, after_words, before_words
from plans.papers.content import Align, Block, Column, Paragraph, Row, Span, Table, Words
from plans.papers.task_table import time_words
from plans.rules.adjusting import TaskText
from plans.rules.archive import size_words
from plans.rules.dossier import Change, File, Later, Meeting, Said, UnitPart, Who
from plans.rules.official import short_date

NOT_SET = "không ấn định"
_HALF_HASH = 32


def row_table(text: TaskText) -> Table:
    """The task's row of the plan."""
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("NỘI DUNG", 45),
        Column("THỜI GIAN", 16, Align.CENTER),
        Column("ĐƠN VỊ\nTHỰC HIỆN", 32),
    )
    units = "\n".join(f"- {unit.line}" for unit in text.units)
    return Table(columns, (Row((text.no, text.title, time_words(text.plan_task) or NOT_SET, units)),))


def change_table(changes: Sequence[Change]) -> Table:
    """What adjustments did to the row."""
    columns = (
        Column("VĂN BẢN\nĐIỀU CHỈNH", 19),
        Column("TRƯỚC", 30),
        Column("SAU", 30),
        Column("LÝ DO", 21),
    )
    return Table(columns, tuple(_change(change) for change in changes))


def _change(change: Change) -> Row:
    line = ChangeLine(change.kind, change.before, change.after, change.reason)
    paper = f"Số {change.number}\nngày {_day(change.day)}"
    return Row((paper, before_words(line), after_words(line), change.reason))


def people_table(people: Sequence[Who]) -> Table:
    """Units with their roles and contacts."""
    columns = (Column("ĐƠN VỊ", 46), Column("VAI TRÒ", 22), Column("ĐẦU MỐI", 32))
    return Table(columns, tuple(Row((who.unit, who.role, who.contacts or "chưa có đầu mối")) for who in people))


def extension_table(extensions: Sequence[Later]) -> Table:
    """Extensions with who asked and who decided."""
    columns = (
        Column("GIA HẠN", 19, Align.CENTER),
        Column("LÝ DO", 31),
        Column("NGƯỜI XIN", 22),
        Column("QUYẾT ĐỊNH", 28),
    )
    rows = []
    for one in extensions:
        decided: Words = "\n".join(words for words in (one.state, one.decided, one.note) if words)
        rows.append(Row((f"{short_date(one.old)}\nđến {short_date(one.new)}", one.reason, one.asked, decided)))
    return Table(columns, tuple(rows))


def part_table(parts: Sequence[UnitPart]) -> Table:
    """Each unit's part: how it stands, what it reported, its dates and pieces."""
    columns = (
        Column("ĐƠN VỊ", 26),
        Column("TÌNH TRẠNG", 15),
        Column("NỘI DUNG BÁO", 36),
        Column("HẠN,\nNGÀY BÁO", 23),
    )
    rows = []
    for part in parts:
        dates = [f"hạn {short_date(part.due)}" if part.due else "theo nhiệm vụ"]
        dates += [f"báo xong {short_date(part.reported_on)}"] if part.reported_on else []
        steps = [("Việc cụ thể", "".join(f"\n- {step}" for step in part.steps))] if part.steps else []
        unit: Words = (part.unit, Span(f"\n{part.role}", small=True))
        said = tuple(_lines([*part.words, *steps])) or ("Chưa báo nội dung",)
        rows.append(Row((unit, part.state, said, "\n".join(dates))))
    return Table(columns, tuple(rows))


def said_table(said: Sequence[Said], last: str) -> Table:
    """Things that were said on days; ``last`` heads the column of the act or the state, empty where there is none."""
    columns = [Column("NGÀY", 16, Align.CENTER), Column("NGƯỜI", 22), Column("NỘI DUNG", 43 if last else 62)]
    if last:
        columns.append(Column(last, 19))
    rows = []
    for one in said:
        cells: tuple[Words, ...] = (f"{one.at:%d/%m/%Y}\n{one.at:%H:%M}", one.who, tuple(_lines(one.words)))
        rows.append(Row((*cells, one.state or one.what) if last else cells))
    return Table(tuple(columns), tuple(rows))


def meeting_blocks(meetings: Sequence[Meeting]) -> Iterator[Block]:
    """Each event with its facts, and its delegation as a table."""
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("HỌ VÀ TÊN", 27),
        Column("CHỨC VỤ, ĐƠN VỊ", 32),
        Column("NHIỆM VỤ", 17),
        Column("THAM DỰ", 17),
    )
    for meeting in meetings:
        yield Paragraph((Span(meeting.name, bold=True), f" ({meeting.state[:1].lower()}{meeting.state[1:]})"))
        for label, words in meeting.facts:
            yield Paragraph((Span(f"{label}: ", bold=True), words))
        if meeting.delegates:
            yield Table(columns, tuple(Row((str(n), *cells)) for n, cells in enumerate(meeting.delegates, start=1)))


def file_table(files: Sequence[File]) -> Table:
    """Files with number, size and hash; the hash in two halves, so that it fits."""
    columns = (
        Column("SỐ", 6, Align.CENTER),
        Column("TÊN TỆP", 27),
        Column("NGƯỜI NỘP", 18),
        Column("CỠ", 10, Align.RIGHT),
        Column("SHA-256", 39),
    )
    rows = []
    for file in files:
        name: Words = (file.name, Span(f"\n{file.caption}", small=True)) if file.caption else file.name
        whose = f"{file.whose}\n{file.at:%d/%m/%Y}"
        digest = (Span(f"{file.sha256[:_HALF_HASH]}\n{file.sha256[_HALF_HASH:]}", small=True),)
        rows.append(Row((str(file.number), name, whose, size_words(file.size), digest)))
    return Table(columns, tuple(rows))


def _lines(words: Sequence[tuple[str, str]]) -> list[str | Span]:
    """Labelled words below each other."""
    spans: list[str | Span] = []
    for place, (label, text) in enumerate(words):
        spans += ["\n"] if place else []
        spans += [Span(f"{label}: ", bold=True)] if label else []
        spans.append(text)
    return spans


def _day(day: dt.date | None) -> str:
    return short_date(day) if day else ""
