"""A document read and reviewed: each act keeps what the reviewer decided, and the last one makes the plan, at once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from plans.errors import DomainError, EditConflict
from plans.models import Plan, ReadDocument, Unit, UnitKind, User
from plans.reading import Reading, Refused
from plans.reading.apart import read_apart
from plans.reading.results import Kind
from plans.rules import document as doc
from plans.rules.document import PlanDocument, PlanTask, PlanUnit
from plans.rules.sniff import CONTENT_TYPES, FileKind
from plans.services import audit
from plans.services.files import store_file
from plans.services.locking import locked, use_submit_key
from plans.services.plan import doubtful_years, import_plan, task_place
from plans.services.plan_store import tidy
from plans.services.unit_names import known_names, match_units, propose_kind

NEW = "new:"
PASTED_NAME = "van-ban-dan-vao.txt"
PASTED_TYPE = "text/plain; charset=utf-8"
_CONTENT_TYPES: dict[Kind, str] = {
    "pdf": CONTENT_TYPES[FileKind.PDF],
    "docx": CONTENT_TYPES[FileKind.DOCX],
    "text": "text/plain",
}
HEAD, SECTIONS = "head", "sections"
ALREADY = "Văn bản này đã lập thành kế hoạch. Mở kế hoạch để sửa tiếp."


@dataclass(frozen=True)
class ReadPart:
    """A part of a read document as the compare page needs it: ``version`` changes with the words of the part."""

    version: str


def read_upload(*, actor: User, data: bytes, name: str, key: str = "") -> ReadDocument:
    """Read a file and keep it for review, with the original byte for byte. A refusal says what to do."""
    reading = _reading(lambda: read_apart(data, name, known_names()))
    content_type = _CONTENT_TYPES[reading.kind]
    return _keep(reading, actor, data=data, name=name, content_type=content_type, key=key)


def read_pasted(*, actor: User, text: str, key: str = "") -> ReadDocument:
    """Read a pasted text; it is kept as a text file."""
    reading = _reading(lambda: read_apart(text.encode(), PASTED_NAME, known_names()))
    return _keep(reading, actor, data=text.encode(), name=PASTED_NAME, content_type=PASTED_TYPE, key=key)


def _reading(read: Callable[[], Reading]) -> Reading:
    try:
        return read()
    except Refused as refusal:
        raise DomainError(str(refusal)) from refusal


@transaction.atomic
def _keep(reading: Reading, actor: User, *, data: bytes, name: str, content_type: str, key: str) -> ReadDocument:
    """Keep what was read, with its file. Only this is a transaction: nobody waits while a file is being read."""
    use_submit_key(actor, key)
    source = store_file(data=data, name=name, content_type=content_type, user=actor)
    read = ReadDocument.objects.create(
        name=source.name,
        source=source,
        owner=actor,
        document=reading.document.to_full_json(),
        text=reading.text,
        lines=[[line.number, line.page, line.text] for line in reading.lines],
        task_lines=[list(numbers) for numbers in reading.task_lines],
        warnings=[dataclasses.asdict(warning) for warning in reading.warnings],
        remainder=list(reading.remainder),
        notes={str(place): note for place, note in doubtful_years(reading.document).items()},
    )
    audit.record(actor=actor, act="reading.upload", obj=read, detail={"sha256": source.sha256})
    return read


def document_read(read: ReadDocument) -> PlanDocument:
    """The plan as read and corrected so far."""
    return PlanDocument.from_full_json(read.document)


def task_doubts(read: ReadDocument) -> dict[int, list[dict[str, Any]]]:
    """The warnings of each task, by its place; tasks that were dropped have none."""
    doubts: dict[int, list[dict[str, Any]]] = {}
    for warning in read.warnings:
        place = task_place(warning["field"])
        if place is not None and place not in read.dropped:
            doubts.setdefault(place, []).append(warning)
    return doubts


def units_read(read: ReadDocument, document: PlanDocument) -> dict[str, str]:
    """For each name the unit it will be: a primary key, or "new:" and a kind. One query."""
    names = dict.fromkeys(unit.name for task in document.tasks for unit in task.units)
    found = match_units(names)
    proposed = {name: str(unit.pk) if unit else f"{NEW}{propose_kind(name)}" for name, unit in found.items()}
    return {**proposed, **{name: choice for name, choice in read.units.items() if name in names}}


def places_to_see(read: ReadDocument, units: Mapping[str, str], document: PlanDocument) -> list[int]:
    """Places of tasks to look at: with a doubt, or with a unit that is not known; those already seen are left out."""
    doubtful = set(task_doubts(read))
    for place, task in enumerate(document.tasks):
        if any(units[unit.name].startswith(NEW) and unit.name not in read.units for unit in task.units):
            doubtful.add(place)
    return sorted(doubtful - set(read.seen) - set(read.dropped))


def part_version(read: ReadDocument, part: int | str) -> str:
    """A short mark of what a part (the place of a task, HEAD, SECTIONS) says now, to find two people editing it."""
    data = read.document
    if isinstance(part, int):
        task = data["tasks"][part]
        choices = {unit["name"]: read.units.get(unit["name"], "") for unit in task["units"]}
        held: Any = [task, choices, read.notes.get(str(part), "")]
    elif part == SECTIONS:
        held = [data["sections"]]
    else:
        held = [value for name, value in sorted(data.items()) if name not in ("tasks", "sections")]
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def save_read_task(
    *,
    actor: User,
    read: ReadDocument,
    place: int,
    values: Mapping[str, Any],
    units: Sequence[PlanUnit],
    choices: Mapping[str, str],
    note: str,
    seen: str,
    key: str = "",
) -> ReadDocument:
    """Keep a task as corrected and count it as seen. ``choices`` say per unit name which unit it is."""
    record = _open(actor, read, key)
    _check_part(record, place, seen)
    document = document_read(record)
    tasks = list(document.tasks)
    tasks[place] = dataclasses.replace(tasks[place], units=tuple(units), **values)
    _set_document(record, dataclasses.replace(document, tasks=tuple(tasks)))
    record.units = {**record.units, **choices}
    record.notes = {**record.notes, str(place): note}
    record.seen = sorted({*record.seen, place})
    return _saved(record)


@transaction.atomic
def save_read_head(
    *, actor: User, read: ReadDocument, values: Mapping[str, Any], seen: str, key: str = ""
) -> ReadDocument:
    """Keep the head, the opening, the close, the recipients and the signature as corrected."""
    record = _open(actor, read, key)
    _check_part(record, HEAD, seen)
    document = dataclasses.replace(document_read(record), **values)
    _set_document(record, tidy(document))
    return _saved(record)


@transaction.atomic
def save_read_sections(
    *, actor: User, read: ReadDocument, texts: Sequence[tuple[str, str]], seen: str, key: str = ""
) -> ReadDocument:
    """Keep heading and body of every section as corrected, in their order."""
    record = _open(actor, read, key)
    _check_part(record, SECTIONS, seen)
    document = document_read(record)
    sections = tuple(
        dataclasses.replace(section, heading=heading, body=body)
        for section, (heading, body) in zip(document.sections, texts, strict=True)
    )
    _set_document(record, dataclasses.replace(document, sections=sections))
    return _saved(record)


@transaction.atomic
def drop_read_task(*, actor: User, read: ReadDocument, place: int, back: bool, key: str = "") -> ReadDocument:
    """Say that what was read as a task is none, or take that back. Its lines then stand in the remainder."""
    record = _open(actor, read, key)
    lines = set(record.task_lines[place]) if place < len(record.task_lines) else set()
    if back:
        record.dropped = [other for other in record.dropped if other != place]
        record.remainder = sorted(set(record.remainder) - lines)
    else:
        record.dropped = sorted({*record.dropped, place})
        record.remainder = sorted({*record.remainder, *lines})
    return _saved(record)


@transaction.atomic
def place_lines(*, actor: User, read: ReadDocument, numbers: Sequence[int], target: str, key: str = "") -> ReadDocument:
    """Put lines of the remainder where they belong: "opening", "closing", "recipients", "task" or "section:<n>"."""
    record = _open(actor, read, key)
    chosen = [number for number in record.remainder if number in set(numbers)]
    texts = {number: text for number, _, text in record.lines}
    words = [" ".join(texts.get(number, "").split()) for number in chosen]
    if not chosen:
        raise DomainError("Chọn ít nhất một dòng để đưa vào kế hoạch.")
    document = document_read(record)
    if target == "task":
        task = PlanTask(no=str(len(document.tasks) + 1), title=" ".join(words))
        document = dataclasses.replace(document, tasks=(*document.tasks, task))
        record.task_lines = [*record.task_lines, chosen]
    else:
        document = _with_lines(document, target, words)
    _set_document(record, document)
    record.remainder = [number for number in record.remainder if number not in chosen]
    return _saved(record)


def _with_lines(document: PlanDocument, target: str, words: Sequence[str]) -> PlanDocument:
    if target == "recipients":
        entries = tuple(word.lstrip("-– ").rstrip(";. ") for word in words)
        return dataclasses.replace(document, recipients=(*document.recipients, *entries))
    text = " ".join(words)
    if target == "opening":
        return dataclasses.replace(document, opening=_joined(document.opening, text))
    if target == "closing":
        return dataclasses.replace(document, closing=_joined(document.closing, text))
    places = {f"section:{n}": n for n in range(len(document.sections))}
    if target not in places:
        raise DomainError("Chọn phần của kế hoạch để đưa các dòng này vào.")
    sections, index = list(document.sections), places[target]
    sections[index] = dataclasses.replace(sections[index], body=_joined(sections[index].body, text))
    return dataclasses.replace(document, sections=tuple(sections))


def _joined(former: str, text: str) -> str:
    return f"{former}\n{text}" if former else text


@transaction.atomic
def confirm_reading(*, actor: User, read: ReadDocument, signed: bool, key: str = "") -> Plan:
    """Make the plan of what was reviewed, a draft or, for a plan ``signed`` on paper, issued; all at once."""
    record = _open(actor, read, key)
    document = document_read(record)
    choices = units_read(record, document)
    if left := places_to_see(record, choices, document):
        raise DomainError(f"Còn {len(left)} nhiệm vụ cần xem. Xem xong các nhiệm vụ ấy rồi lập.")
    kept = [place for place in range(len(document.tasks)) if place not in record.dropped]
    known = Unit.objects.in_bulk([int(choice) for choice in choices.values() if not choice.startswith(NEW)])
    plan = import_plan(
        document=dataclasses.replace(document, tasks=tuple(document.tasks[place] for place in kept)),
        actor=actor,
        signed=signed,
        source=record.source,
        text=record.text,
        units={name: known[int(choice)] for name, choice in choices.items() if not choice.startswith(NEW)},
        new_units={n: UnitKind(c.removeprefix(NEW)) for n, c in choices.items() if c.startswith(NEW)},
        notes={index: note for index, place in enumerate(kept) if (note := record.notes.get(str(place), ""))},
    )
    record.plan = plan
    _saved(record)
    return plan


def _open(actor: User, read: ReadDocument, key: str) -> ReadDocument:
    use_submit_key(actor, key)
    record: ReadDocument = locked(read)
    if record.plan_id:
        raise DomainError(ALREADY)
    return record


def _check_part(record: ReadDocument, part: int | str, seen: str) -> None:
    now = part_version(record, part)
    if now != seen:
        raise EditConflict(ReadPart(now), {})


def _set_document(record: ReadDocument, document: PlanDocument) -> None:
    record.document = document.to_full_json()


def _saved(record: ReadDocument) -> ReadDocument:
    record.version += 1
    record.save()
    return record


def section_names(document: PlanDocument) -> list[tuple[str, str]]:
    """Where lines can be put, with the words for it."""
    sections: tuple[doc.PlanSection, ...] = document.sections
    named = [(f"section:{n}", section.heading or f"Phần {n + 1}") for n, section in enumerate(sections)]
    return [
        ("opening", "Phần đầu, căn cứ"),
        *named,
        ("task", "Một nhiệm vụ mới"),
        ("closing", "Phần kết"),
        ("recipients", "Nơi nhận"),
    ]
