"""Initiatives in a book of past years: several rows, one for each author, make one initiative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from awards.models import Initiative, InitiativeState, Recognition, WorkKind
from awards.rules.same_person import spoken
from awards.services.past_initiative import AuthorRow, UsedFor, save_past_initiative
from awards.services.record_import_rows import SAME, ImportRow
from plans.models import Person, Unit, User
from plans.rules.text import fold

_SHARED = ("scope", "number", "decided_on", "decided_by")
_NAMES = {
    "scope": "phạm vi",
    "number": "số quyết định",
    "decided_on": "ngày quyết định",
    "decided_by": "người quyết định",
}
WorkKey = tuple[str, str, int]


def settle_works(rows: Sequence[ImportRow]) -> None:
    """Put the rows of each initiative together and compare it with what stands in the records: three queries."""
    sound = [row for row in rows if not row.faults]
    for row in sound:
        row.values.setdefault("work_kind", WorkKind.INITIATIVE.value)
        row.values.setdefault("scope", Recognition.Scope.UNIT.value)
        _check_author(row)
    groups = _grouped(row for row in sound if not row.faults)
    broken = {_loose_key(row) for row in rows if row.faults}
    stored = _stored(groups)
    for key, group in groups.items():
        if (key[0], str(key[2])) not in broken:  # a row that cannot be read would make every sum wrong
            _check_group(group)
            if key in stored and not any(row.faults for row in group):
                _compare(group, stored[key])


def save_works(actor: User, rows: Sequence[ImportRow]) -> None:
    """Write down the new initiatives as recognised ones of past years."""
    for group in _grouped(rows).values():
        first = group[0].values
        values = {
            **{name: first.get(name, "") for name in _SHARED},
            "kind": first["work_kind"],
            "year": first["year"],
            "name": first["title"],
            "field": "",
        }
        authors = [
            AuthorRow(_person(row), "" if _person(row) else row.texts["name"], row.values["share"]) for row in group
        ]
        uses = [
            UsedFor(person, row.values["used"], row.values["used_year"])
            for row in group
            if "used" in row.values and (person := _person(row)) is not None
        ]
        save_past_initiative(actor=actor, initiative=None, values=values, authors=authors, uses=uses)


def _check_author(row: ImportRow) -> None:
    if isinstance(row.subject, Unit):
        row.fault("name", "chưa ghi tác giả")
    if row.outside and "used" in row.values:
        row.fault("used", "chỉ ghi cho tác giả của cơ quan")
    if ("used" in row.values) != ("used_year" in row.values):
        row.fault(
            "used_year" if "used" in row.values else "used",
            "ghi cả hai cột “Đã dùng để xét” và “Năm dùng”, hoặc để trống",
        )


def _check_group(group: Sequence[ImportRow]) -> None:
    first = group[0]
    for row in group[1:]:
        for name in _SHARED:
            if row.values.get(name, "") != first.values.get(name, ""):
                row.fault(name, f"khác dòng {first.number} của cùng sáng kiến; ghi {_NAMES[name]} giống nhau")
    whose = [row.key if row.subject else row.texts["name"] for row in group]
    if len(set(whose)) != len(whose):
        first.fault("name", "sáng kiến có một tác giả ghi hai dòng; giữ một dòng")
    total = sum(row.values["share"] for row in group)
    if total != 100:
        lines = ", ".join(str(row.number) for row in group)
        first.fault("share", f"các dòng {lines} của sáng kiến này cộng lại {total}%, phải đúng 100%")
    if all(row.outside for row in group):
        first.fault("unit", "sáng kiến chưa có tác giả nào của cơ quan")


def _compare(group: Sequence[ImportRow], record: Initiative) -> None:
    """The same initiative again changes nothing; another one of that name and year is a fault."""
    said = {(row.subject.pk if row.subject else spoken(row.texts["name"]), row.values["share"]) for row in group}
    kept = {(one.person_id or spoken(one.name), one.share) for one in record.authors.all()}
    numbers = {one.number for one in record.recognitions.all()}
    if record.state == InitiativeState.RECOGNISED and said == kept and group[0].values["number"] in numbers:
        for row in group:
            row.outcome = SAME
        return
    group[0].fault("title", "đã có sáng kiến tên này trong năm, ghi khác tác giả, tỷ lệ hoặc quyết định; sửa ở hồ sơ")


def _stored(groups: dict[WorkKey, list[ImportRow]]) -> dict[WorkKey, Initiative]:
    if not groups:
        return {}
    kept = Initiative.objects.filter(removed_at=None, year__in={year for _, _, year in groups})
    found = kept.prefetch_related("authors", "recognitions")
    return {(fold(one.name), one.kind, one.year): one for one in found}


def _grouped(rows: Iterable[ImportRow]) -> dict[WorkKey, list[ImportRow]]:
    groups: dict[WorkKey, list[ImportRow]] = {}
    for row in rows:
        key = (fold(row.values["title"]), row.values["work_kind"], row.values["year"])
        groups.setdefault(key, []).append(row)
    return groups


def _loose_key(row: ImportRow) -> tuple[str, str]:
    return fold(row.texts.get("title", "")), row.texts.get("year", "")


def _person(row: ImportRow) -> Person | Any:
    return row.subject if isinstance(row.subject, Person) else None
