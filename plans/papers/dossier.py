"""HỒ SƠ phục vụ thanh tra, kiểm tra: everything held about one task, or about a whole plan task by task.

An inner paper with a table of contents; the evidence itself goes with it in a ZIP, whose hash it names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.papers.content import (
    Align,
    Block,
    Column,
    Contents,
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
from plans.papers.dossier_tables import (
    change_table,
    extension_table,
    file_table,
    meeting_blocks,
    part_table,
    people_table,
    row_table,
    said_table,
)
from plans.papers.listing import SIGN_NOTE
from plans.rules.archive import size_words
from plans.rules.dossier import Dossier, Source, TaskRecord
from plans.rules.official import ROMAN, format_date, place_and_date, short_date
from plans.rules.reminding import one_line

KIND = "HỒ SƠ"
NOTHING = "Không có."
TITLE_LETTERS = 100
_LINE = (Column("TT", 7, Align.CENTER), Column("NỘI DUNG", 49), Column("TIẾN ĐỘ", 22), Column("THỜI HẠN", 22))
Section = tuple[str, tuple[Block, ...]]


@dataclass(frozen=True)
class Attached:
    """The ZIP of the evidence: its name, how many files and bytes; its SHA-256 where it is inside the PDF."""

    name: str
    files: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Frame:
    """Who prints the dossier, where and when; ``at`` is the moment of its figures in office time."""

    agency: str
    parent_agency: str
    place: str
    at: dt.datetime
    printed_by: str


def dossier_paper(dossier: Dossier, frame: Frame, attached: Attached | None) -> Paper:
    """The dossier as it is printed."""
    day = frame.at.date()
    body = _of_plan(dossier, attached) if dossier.whole_plan else _of_task(dossier, attached)
    note = f"Số liệu đến {frame.at:%H} giờ {frame.at:%M} ngày {short_date(day)}."
    return Paper(
        header=Header(
            frame.agency.upper(), frame.parent_agency.upper(), place_date=place_and_date(frame.place, day, day.year)
        ),
        kind=KIND,
        subject=subject_of(dossier),
        body=(Paragraph((Span(note, italic=True),), flush=True), Contents(), *body),
        signatures=(
            Signature("NGƯỜI LẬP HỒ SƠ", frame.printed_by, SIGN_NOTE),
            Signature("TRƯỞNG PHÒNG", "", SIGN_NOTE),
        ),
        foot=f"In lúc {frame.at:%H:%M} ngày {short_date(day)} · {frame.printed_by}",
    )


def subject_of(dossier: Dossier) -> str:
    """What the dossier is about, in the lines of the title."""
    what = f"Kế hoạch công tác thi đua, khen thưởng năm {dossier.year}"
    if dossier.whole_plan:
        return f"Phục vụ thanh tra, kiểm tra việc thực hiện\n{what}"
    label = dossier.tasks[0].label.lower()
    return f"Phục vụ thanh tra, kiểm tra việc thực hiện {label}\n{what}"


def _of_task(dossier: Dossier, attached: Attached | None) -> Iterator[Block]:
    """The sections of one task, each named in the contents, those without anything too."""
    task = dossier.tasks[0]
    first, *others = sections_of(task)
    sections = [(first[0], (*_source(dossier.source), *first[1])), *others]
    for number, (title, blocks) in zip(ROMAN, sections, strict=False):
        yield Heading(f"{number}. {title.upper()}")
        yield from blocks or (Paragraph(NOTHING),)
    yield from _attached(attached)


def _of_plan(dossier: Dossier, attached: Attached | None) -> Iterator[Block]:
    """The plan's paper, all tasks in one table, then each task with what there is of it."""
    yield Heading("I. VĂN BẢN GỐC")
    yield from _source(dossier.source)
    yield Heading("II. TỔNG HỢP")
    yield Table(_LINE, tuple(_line(task) for task in dossier.tasks))
    yield Heading("III. TỆP MINH CHỨNG")
    yield from _attached(attached) if attached else (Paragraph(NOTHING),)
    for task in dossier.tasks:
        yield Heading(f"{task.label.upper()}. {one_line(task.text.title, TITLE_LETTERS)}")
        if task.dropped:
            yield Paragraph("Nhiệm vụ đã bỏ khỏi kế hoạch theo điều chỉnh; hồ sơ giữ lại để tra cứu.")
        yield from _numbered(sections_of(task))


def _numbered(sections: Sequence[Section]) -> Iterator[Block]:
    """The sections that hold something, and on one line the names of those that do not."""
    held = [section for section in sections if section[1]]
    for number, (title, blocks) in enumerate(held, start=1):
        yield Heading(f"{number}. {title}", level=2)
        yield from blocks
    empty = [title[:1].lower() + title[1:] for title, blocks in sections if not blocks]
    if empty:
        yield Paragraph(f"Không có: {'; '.join(empty)}.")


def sections_of(task: TaskRecord) -> list[Section]:
    """What is held about the task; the blocks of a section are empty where there is nothing."""
    return [
        ("Nội dung theo kế hoạch", tuple(_plan_says(task))),
        ("Đơn vị, người thực hiện", (people_table(task.people),) if task.people else ()),
        ("Thời hạn, gia hạn, kết quả", tuple(_dates(task))),
        ("Phần việc từng đơn vị", (part_table(task.parts),) if task.parts else ()),
        ("Nhật ký tiến độ", (said_table(task.log, "VIỆC"),) if task.log else ()),
        ("Ý kiến chỉ đạo và trả lời", (said_table(task.directions, "TRẠNG THÁI"),) if task.directions else ()),
        ("Vướng mắc và quyết định", (said_table(task.obstacles, "TRẠNG THÁI"),) if task.obstacles else ()),
        ("Hội nghị, đoàn đi dự", tuple(meeting_blocks(task.meetings))),
        ("Trao đổi", (said_table(task.comments, ""),) if task.comments else ()),
        ("Tệp minh chứng", (file_table(task.files),) if task.files else ()),
    ]


def _source(source: Source) -> Iterator[Block]:
    day = source.issued_on
    dated = f" {format_date(day.day, day.month, day.year)}" if day else ""
    number = f"số {source.number}{dated}" if source.number else "chưa ghi số, ngày"
    yield _fact("Văn bản", f"Kế hoạch {number} của {source.issuer}")
    yield _fact("Trích yếu", " ".join(source.title.split()))
    if source.signer:
        yield _fact("Người ký", f"{source.signer}, {source.signer_title}" if source.signer_title else source.signer)
    if source.sha256:
        yield _hash("SHA-256 của bản PDF ban hành", source.sha256)
    if source.signed_name:
        yield _fact("Bản đã ký", source.signed_name)
        yield _hash("SHA-256 của bản đã ký", source.signed_sha256)
    yield _fact("Điều chỉnh", "; ".join(source.adjustments) or "chưa điều chỉnh")


def _plan_says(task: TaskRecord) -> Iterator[Block]:
    """The row of the plan as it is in force, and what adjustments did to it."""
    yield row_table(task.text)
    if task.changes:
        yield Paragraph("Điều chỉnh đã áp dụng đối với nhiệm vụ này:")
        yield change_table(task.changes)
    elif not task.dropped:
        yield Paragraph("Nội dung trên giữ nguyên như khi ban hành, chưa điều chỉnh.", flush=True)


def _dates(task: TaskRecord) -> Iterator[Block]:
    """First deadline and extensions; what was done, reported and confirmed, when and by whom."""
    facts = task.facts
    first = short_date(task.first_deadline) if task.first_deadline else "không ấn định"
    yield _fact("Thời hạn đầu tiên", first)
    if facts.deadline != task.first_deadline and facts.deadline:
        yield _fact("Thời hạn hiện hành", short_date(facts.deadline))
    if task.trigger:
        yield _fact("Căn cứ phát sinh", task.trigger)
    yield _fact("Tiến độ", f"{task.progress}, {task.due_words}")
    yield _fact("Báo hoàn thành", task.reported or "chưa báo")
    yield _fact("Xác nhận hoàn thành", task.confirmed or "chưa xác nhận")
    if task.result:
        yield _fact("Kết quả phải có", task.result)
    if task.responsibility:
        yield _fact("Trách nhiệm", task.responsibility)
    for text, done in task.items:
        yield _fact("Ý của nhiệm vụ", f"{text} ({done})")
    if task.extensions:
        yield extension_table(task.extensions)
    else:
        yield _fact("Gia hạn", "không")


def _attached(attached: Attached | None) -> Iterator[Block]:
    if attached is None:
        return
    said = f"{attached.files} tệp minh chứng, {size_words(attached.size)}"
    if not attached.sha256:
        yield Paragraph(f"Hồ sơ có {said}, giao kèm bằng tệp nén riêng vì dung lượng lớn.")
        return
    yield Paragraph(f"Kèm trong tệp PDF này có tệp nén “{attached.name}” gồm {said} và mục lục của các tệp.")
    yield _hash("SHA-256 của tệp nén", attached.sha256)


def _line(task: TaskRecord) -> Row:
    deadline = short_date(task.facts.deadline) if task.facts.deadline else "Không ấn định"
    dropped: Words = "Đã bỏ theo điều chỉnh"
    state: Words = (task.progress, Span(f"\n{len(task.files)} tệp minh chứng", small=True))
    due: Words = (deadline, Span(f"\n{task.due_words}", small=True)) if task.facts.deadline else deadline
    return Row((task.text.no, task.text.title, dropped if task.dropped else state, due))


def _fact(label: str, words: str) -> Paragraph:
    return Paragraph((Span(f"{label}: ", bold=True), words))


def _hash(label: str, digest: str) -> Paragraph:
    """A hash on lines of its own, because it cannot be parted."""
    return Paragraph((Span(f"{label}:", bold=True), f"\n{digest}"), flush=True)
