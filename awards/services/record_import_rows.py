"""The rows of a book of past years: each cell read, or said in words why it cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils import timezone

from awards.models import AwardKind
from awards.services import record_sheet as sheet
from awards.services.people_named import PeopleNamed
from awards.services.record_reading import collectives
from emulation.models import AppliesTo, CatalogueEntry, Commendation, Title
from plans.models import Person, Unit
from plans.rules.text import fold
from plans.services.sheet_file import DryRun, Fault, one_of
from plans.services.unit_names import match_units

NEW, SAME, FAULT = "new", "unchanged", "fault"
YEARLY = (sheet.RATINGS, sheet.TITLES, sheet.COMMENDATIONS)
NOT_WORKED_OUT = "ô là công thức chưa có kết quả; mở bằng Excel rồi lưu lại, hoặc ghi thẳng giá trị"


@dataclass
class ImportRow:
    """One row of a page: what it says, whose it is, what would come of it. ``outside``: an author of no office."""

    page: str
    number: int
    texts: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    subject: Person | Unit | None = None
    outside: bool = False
    outcome: str = NEW
    faults: list[Fault] = field(default_factory=list)

    def fault(self, name: str, message: str) -> None:
        """Something is wrong in the column of field ``name``."""
        head = sheet.LAYOUTS[self.page].heads[name]
        self.faults.append(Fault(self.number, head, self.texts.get(name, ""), message))

    @property
    def key(self) -> tuple[bool, int]:
        """Whose: a unit or a person, by number."""
        return isinstance(self.subject, Unit), self.subject.pk if self.subject else 0


@dataclass(frozen=True)
class Import(DryRun[ImportRow]):
    """A whole book as the dry run sees it."""

    def count(self, outcome: str) -> int:
        """Rows with this outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def shown(self) -> list[Any]:
        return [(row.page, row.number, row.outcome, row.key) for row in self.rows]


@dataclass(frozen=True)
class _Known:
    """What the cells are read against."""

    people: PeopleNamed
    units: dict[str, Unit | None]
    homes: tuple[str, ...]
    titles: dict[str, Title]
    commendations: dict[str, Commendation]
    today: dt.date


def read_rows(rows: Sequence[dict[str, Any]]) -> list[ImportRow]:
    """Every row with its values, or with its faults: six queries."""
    known = _known(rows)
    return [_read(row, known) for row in rows]


def _known(rows: Sequence[dict[str, Any]]) -> _Known:
    units = match_units({row["unit"] for row in rows if row.get("unit")})
    homes = [unit.label for unit in collectives().filter(is_active=True).order_by("order", "name")]
    return _Known(
        people=PeopleNamed(),
        units=units,
        homes=tuple(homes),
        titles=_by_name(Title.objects.all()),
        commendations=_by_name(Commendation.objects.all()),
        today=timezone.localdate(),
    )


def _by_name(entries: Iterable[Any]) -> dict[str, Any]:
    """Catalogue entries by every way a sheet may write them: code, name, name in the law."""
    found: dict[str, Any] = {}
    for entry in entries:
        for words in (entry.code, entry.name, entry.legal_name):
            if words:
                found.setdefault(fold(words), entry)
    return found


def _read(texts: dict[str, Any], known: _Known) -> ImportRow:
    """The row's values by field; a cell that cannot be read becomes a fault."""
    row = ImportRow(texts["page"], texts["row"], {name: text for name, text in texts.items() if isinstance(text, str)})
    layout = sheet.LAYOUTS[row.page]
    for name, _, _ in layout.columns:
        text = row.texts.get(name, "")
        if text.startswith("="):
            row.fault(name, NOT_WORKED_OUT)
        elif not text and name in layout.needed:
            row.fault(name, "chưa ghi; cột này phải có")
    if not row.faults:
        _read_subject(row, known)
        _read_values(row, known)
    return row


def _read_subject(row: ImportRow, known: _Known) -> None:
    """Whose row it is: the person named at a unit; the unit itself where no name is written."""
    name, unit_text = row.texts.get("name", ""), row.texts["unit"]
    if row.page == sheet.WORKS and fold(unit_text).startswith(fold(sheet.OUTSIDE)):
        row.outside = True
        return
    unit = known.units.get(unit_text)
    if unit is None or unit.label not in known.homes:
        row.fault("unit", f"không có đơn vị này; nhận: {'; '.join(known.homes)}")
        return
    if not name:
        row.subject = unit
        return
    code = row.texts.get("person", "")
    try:
        row.subject = known.people.find(name, unit, code)
    except ValueError as wrong:
        row.fault("person" if code else "name", str(wrong))


def _read_values(row: ImportRow, known: _Known) -> None:
    readers = _readers(row, known)
    for name in (name for name, _, _ in sheet.LAYOUTS[row.page].columns if name not in ("unit", "person")):
        text = row.texts.get(name, "")
        if not text and name in readers:
            continue
        try:
            if len(text) > (most := sheet.LENGTHS.get(name, len(text))):
                raise ValueError(f"dài {len(text)} chữ; nhận nhiều nhất {most} chữ")
            row.values[name] = readers[name](text) if name in readers else text
        except ValueError as wrong:
            row.fault(name, str(wrong))
    if row.page != sheet.WORKS:
        row.values.pop("name", None)
    if row.page in YEARLY:
        _as_award(row)


def _readers(row: ImportRow, known: _Known) -> dict[str, Callable[[str], Any]]:
    """How the cells of the row's page are read; a cell without a reader is text."""

    def year(text: str) -> int:
        return sheet.read_year(text, known.today.year)

    def past(text: str) -> dt.date:
        return sheet.read_day(text, known.today)

    def any_day(text: str) -> dt.date:
        return sheet.read_day(text, sheet.NO_LIMIT)

    return {
        **dict.fromkeys(("year", "used_year"), year),
        **dict.fromkeys(("decided_on", "since", "released_on"), past),
        **dict.fromkeys(("ends_on", "starts_on", "on"), any_day),  # a term, a leave, a move may lie ahead
        **{name: partial(_chosen, choices) for name, choices in sheet.CHOICES[row.page].items()},
        "share": sheet.read_share,
        "months_there": sheet.read_months,
        "honour": lambda text: _honour(text, row, known),
        "used": lambda text: _entry(text, {**known.commendations, **known.titles}),
    }


def _as_award(row: ImportRow) -> None:
    """The honour of a row under its own key, and the kind that is meant where none is written."""
    day, year = row.values.get("decided_on"), row.values.get("year")
    if row.page != sheet.RATINGS and day and year and day.year < year:
        row.fault("decided_on", f"quyết định ký trước năm thành tích {year}")
    row.values.setdefault("decided_on", None)
    honour = row.values.pop("honour", None)
    if honour is not None:
        row.values["title" if isinstance(honour, Title) else "commendation"] = honour
        row.values.setdefault("kind", AwardKind.MERIT.value)


def _chosen(choices: dict[str, str], text: str) -> str | bool:
    """By its words, or by its code as the rule book writes it; "Có" and "Không" are a truth."""
    code = next((code for code in choices if code.casefold() == text.casefold()), "") or one_of(choices, text)
    return code == "yes" if choices is sheet.YES_NO else code


def _honour(text: str, row: ImportRow, known: _Known) -> CatalogueEntry:
    entries: dict[str, Any] = known.titles if row.page == sheet.TITLES else known.commendations
    entry = _entry(text, entries)
    wrong = AppliesTo.COLLECTIVE if isinstance(row.subject, Person) else AppliesTo.INDIVIDUAL
    if row.subject is not None and entry.applies_to == wrong:
        raise ValueError(f"chỉ dành cho {wrong.label.lower()}")
    return entry


def _entry(text: str, entries: dict[str, Any]) -> CatalogueEntry:
    entry: CatalogueEntry | None = entries.get(fold(text))
    if entry is None:
        names = dict.fromkeys(one.name for one in entries.values())
        raise ValueError(f"không có trong danh mục; nhận: {'; '.join(names)}")
    return entry
