"""What an inspection dossier holds about a plan and its tasks, as plain data; and what is still missing in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.rules.adjusting import TaskText
from plans.rules.status import STOPPED, Progress, TaskFacts


class Source(NamedTuple):
    """The issued plan as its register line has it; what is not known is empty."""

    title: str
    number: str
    issued_on: dt.date | None
    issuer: str
    signer_title: str
    signer: str
    sha256: str
    signed_name: str
    signed_sha256: str
    adjustments: Sequence[str]


class Who(NamedTuple):
    """A unit as the plan names it, its role in words, the names of its contacts."""

    unit: str
    role: str
    contacts: str


class Later(NamedTuple):
    """An extension: from when to when, why, who asked, how and by whom it was decided."""

    old: dt.date
    new: dt.date
    reason: str
    asked: str
    state: str
    decided: str
    note: str


class UnitPart(NamedTuple):
    """A unit's part. ``steps`` are the pieces given to its people, in words."""

    unit: str
    role: str
    state: str
    words: Sequence[tuple[str, str]]
    due: dt.date | None
    reported_on: dt.date | None
    steps: Sequence[str]


class Said(NamedTuple):
    """Something that was said on a day: by whom, what act, in which words (with labels), and how it stands."""

    at: dt.datetime
    who: str
    what: str
    words: Sequence[tuple[str, str]]
    state: str = ""


class Meeting(NamedTuple):
    """An event with its papers, outcome and delegation."""

    name: str
    state: str
    facts: Sequence[tuple[str, str]]
    delegates: Sequence[tuple[str, str, str, str]]


class File(NamedTuple):
    """A file of evidence with its number in the whole dossier and its name in the archive."""

    number: int
    name: str
    stored_as: str
    caption: str
    whose: str
    at: dt.datetime
    size: int
    sha256: str
    task: str


class Change(NamedTuple):
    """What an adjustment in force did to the task."""

    kind: str
    number: str
    day: dt.date | None
    before: TaskText | None
    after: TaskText | None
    reason: str


@dataclass(frozen=True)
class TaskRecord:
    """Everything that the office holds about one task."""

    text: TaskText
    kind: str
    progress: str
    facts: TaskFacts
    dropped: bool
    due_words: str
    trigger: str
    result: str
    responsibility: str
    first_deadline: dt.date | None
    reported: str
    confirmed: str
    changes: Sequence[Change]
    people: Sequence[Who]
    extensions: Sequence[Later]
    items: Sequence[tuple[str, str]]
    parts: Sequence[UnitPart]
    log: Sequence[Said]
    directions: Sequence[Said]
    obstacles: Sequence[Said]
    meetings: Sequence[Meeting]
    comments: Sequence[Said]
    files: Sequence[File]

    @property
    def label(self) -> str:
        return f"Nhiệm vụ {self.text.no}".strip()


@dataclass(frozen=True)
class Dossier:
    """The dossier of one task, or of a whole plan with its tasks in order, those dropped last."""

    year: int
    whole_plan: bool
    source: Source
    tasks: Sequence[TaskRecord]

    @property
    def files(self) -> list[File]:
        return [file for task in self.tasks for file in task.files]


@dataclass(frozen=True)
class Held:
    """How much of each kind a task has, and what decides whether something is missing."""

    pk: int
    no: str
    title: str
    progress: str
    waiting: bool
    dropped: bool
    late: bool
    result: str
    trigger_missing: bool
    counts: Mapping[str, int]

    def many(self, kind: str) -> int:
        return self.counts.get(kind, 0)


_STARTED = (Progress.DOING, Progress.REDO, Progress.AWAITING, Progress.DONE)
_REPORTED = (Progress.AWAITING, Progress.DONE)
_OPEN = (
    ("extension_open", "{n} lần xin gia hạn chưa quyết định"),
    ("direction_open", "{n} ý kiến chỉ đạo chưa trả lời"),
    ("obstacle_open", "{n} vướng mắc chưa có quyết định"),
    ("event_open", "{n} hội nghị đã qua chưa ghi kết quả"),
    ("event_uninvited", "{n} hội nghị chưa ghi số giấy mời"),
)


def missing_of(held: Held) -> list[str]:
    """What an inspector would ask for and not find, in words."""
    return [] if held.dropped else list(_missing(held))


def _missing(held: Held) -> Iterator[str]:
    progress = Progress(held.progress)
    if progress in _STARTED and not held.many("evidence"):
        yield "chưa có tệp minh chứng"
    if held.late and not held.many("entry"):
        yield "quá hạn, chưa ghi tiến độ lần nào"
    if progress == Progress.AWAITING:
        yield "chưa xác nhận hoàn thành"
    if progress in _REPORTED and held.many("part_open"):
        yield f"{held.many('part_open')} đơn vị chưa báo xong phần việc"
    if held.trigger_missing:
        yield "chưa ghi số văn bản làm phát sinh"
    for kind, words in _OPEN:
        if held.many(kind):
            yield words.format(n=held.many(kind))
    if not held.result and not held.waiting and progress not in STOPPED:
        yield "chưa ghi kết quả phải có"


def missing_of_source(source: Source) -> list[str]:
    """What is missing of the plan's own paper."""
    wanted = (
        (source.number, "kế hoạch chưa ghi số, ngày"),
        (source.signer, "chưa ghi người ký kế hoạch"),
        (source.signed_name, "chưa tải lên bản kế hoạch đã ký (PDF)"),
    )
    return [words for value, words in wanted if not value]
