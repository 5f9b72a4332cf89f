"""Discipline, holds, leave and transfers in a book of past years: entries with a day of their own instead of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from awards.services import record_sheet as sheet
from awards.services.record import ABSENCE, DISCIPLINE, HOLD, TRANSFER, EntryKind
from awards.services.record_import_rows import ImportRow
from plans.models import Unit, User

Identity = tuple[Any, ...]


@dataclass(frozen=True)
class Dated:
    """A page of dated entries: ``same`` tells which one of a person or unit is meant, ``ends`` the day it is over."""

    kind: EntryKind
    same: tuple[str, ...]
    ends: str = ""

    def of(self, row: ImportRow) -> Identity:
        """The entry that a row speaks of."""
        return (*row.key, *(row.values[name] for name in self.same))

    def of_stored(self, record: Any) -> Identity:
        """The same of an entry that stands in a record."""
        subject = self.kind.of(record)
        return (isinstance(subject, Unit), subject.pk, *(getattr(record, name) for name in self.same))


DATED = {
    sheet.DISCIPLINES: Dated(DISCIPLINE, ("decided_on",), "ends_on"),
    sheet.HOLDS: Dated(HOLD, ("since", "reason"), "released_on"),
    sheet.ABSENCES: Dated(ABSENCE, ("starts_on",), "ends_on"),
    sheet.TRANSFERS: Dated(TRANSFER, ("on",)),
}


def check_dated(row: ImportRow) -> None:
    """What the cells of one row say of each other."""
    page = DATED[row.page]
    first, last = row.values[page.same[0]], row.values.get(page.ends)
    if last and last < first:
        row.fault(page.ends, f"phải từ {first:%d/%m/%Y} trở đi")
    if row.page != sheet.HOLDS:
        return
    if last and not row.values["release_note"]:
        row.fault("release_note", "đã ghi ngày kết thúc thì phải ghi kết luận")
    if row.values["release_note"] and not last:
        row.fault("released_on", "đã ghi kết luận thì phải ghi ngày kết thúc")


def stored_of(page: str, people: Sequence[int], units: Sequence[int]) -> dict[Identity, Any]:
    """The entries of these people and units, by which one they are. One query."""
    dated = DATED[page]
    of_units = dated.kind.of_units
    whose = Q(person__in=people) | (Q(unit__in=units) if of_units else Q())
    rows: Any = dated.kind.model._default_manager.select_related(*(("person", "unit") if of_units else ("person",)))
    return {dated.of_stored(one): one for one in rows.filter(whose)}


def compared(page: str) -> list[str]:
    """The columns that must say what the stored entry says, where they say anything."""
    dated = DATED[page]
    return [name for name in dated.kind.fields if name not in dated.same]


def save_dated(actor: User, row: ImportRow) -> None:
    """Enter a new one into the record it belongs to."""
    dated = DATED[row.page]
    whose = "unit" if isinstance(row.subject, Unit) else "person"
    record: Any = dated.kind.model(**{whose: row.subject}, **row.values)
    fields = {field.name for field in dated.kind.model._meta.fields}
    if "entered_by" in fields:
        record.entered_by = actor
    if row.values.get("released_on"):
        record.released_by = actor
    dated.kind.check(record)
    record.save()
