"""Taking a sheet of people in: a dry run that says what every row would do, then every row or none.

A person is known by full name and unit; where two share both, by the birth date. An empty cell leaves what is stored.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.services import audit
from plans.services.locking import use_submit_key
from plans.services.people_sheet import ACTIVE_WORDS, CHOICES, COLUMNS, HEADS, NEEDED, is_home, words_of
from plans.services.person import same_name
from plans.services.sheet_file import DryRun, Fault, one_of
from plans.services.unit_names import match_units

LONGEST = {"full_name": 100, "position": 100, "email": 254, "phone": 30}


@dataclass
class ImportRow:
    """One row of the sheet: what it says, whom it means and what it would change (field head, before, after)."""

    number: int
    values: dict[str, Any]
    outcome: str = "new"
    person: Person | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Import(DryRun[ImportRow]):
    """A whole sheet as the dry run sees it."""

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def shown(self) -> list[Any]:
        return [(row.number, row.outcome, row.person.pk if row.person else 0, row.changes) for row in self.rows]


def plan_import(rows: Sequence[dict[str, Any]]) -> Import:
    """What each row would do, against the staff list as it stands: three queries, nothing is changed."""
    units = match_units({row["unit"] for row in rows if row["unit"]})
    homes = [unit.label for unit in Unit.objects.active() if is_home(unit)]
    known: dict[tuple[str, int], list[Person]] = {}
    for person in Person.objects.select_related("unit"):
        known.setdefault((same_name(person.full_name), person.unit_id), []).append(person)
    planned = [_plan_row(row, units, homes) for row in rows]
    _refuse_repeats(planned)
    for one in planned:
        if not one.faults:
            _settle(one, known)
        if one.faults:
            one.outcome = "fault"
    return Import(tuple(planned))


@transaction.atomic
def apply_import(*, actor: User, rows: Sequence[dict[str, Any]], digest: str, key: str = "") -> Import:
    """Carry out exactly what the dry run named ``digest`` showed: every row or none."""
    use_submit_key(actor, key)
    list(Person.objects.select_for_update().values_list("pk"))
    plan = plan_import(rows)
    if plan.faults:
        raise DomainError("Danh sách còn dòng sai nên chưa nhập dòng nào. Sửa trong tệp rồi tải lên lại.")
    if plan.digest != digest:
        raise DomainError("Danh sách nhân sự vừa có người sửa sau lần xem thử. Xem lại kết quả mới rồi bấm nhập.")
    for row in plan.rows:
        if row.outcome == "unchanged":
            continue
        person = row.person or Person()
        for name, value in row.values.items():
            setattr(person, name, value)
        person.version += 1 if row.person else 0
        person.save()
    counts = {outcome: plan.count(outcome) for outcome in ("new", "changed", "unchanged")}
    audit.record(actor=actor, act="person.import", detail=counts)
    return plan


def _plan_row(texts: dict[str, Any], units: dict[str, Unit | None], homes: list[str]) -> ImportRow:
    """The row's values by field; a cell that cannot be read becomes a fault."""
    row = ImportRow(number=texts["row"], values={})
    for name, head, _ in COLUMNS:
        text = texts.get(name, "")
        if not text and name not in NEEDED:
            continue
        try:
            row.values[name] = _value(name, text, units, homes)
        except ValueError as wrong:
            row.faults.append(Fault(row.number, head, text, str(wrong)))
    return row


def _value(name: str, text: str, units: dict[str, Unit | None], homes: list[str]) -> Any:
    """The value a cell stands for. Raises ValueError with what is accepted."""
    if not text:
        raise ValueError("chưa ghi; cột này phải có")
    if name == "unit":
        unit = units.get(text)
        if unit is None or not is_home(unit):
            raise ValueError(f"không có nơi công tác này; nhận: {'; '.join(homes)}")
        return unit
    if name == "birth_date":
        return _birth_date(text)
    if name == "is_active":
        return one_of({str(active): words for active, words in ACTIVE_WORDS.items()}, text) == str(True)
    if name in CHOICES:
        return one_of(CHOICES[name], text)
    if len(text) > LONGEST[name]:
        raise ValueError(f"dài {len(text)} chữ; nhận nhiều nhất {LONGEST[name]} chữ")
    if name == "email":
        try:
            validate_email(text)
        except ValidationError as wrong:
            raise ValueError("không phải địa chỉ thư; ví dụ: ten@langson.gov.vn") from wrong
    return text


def _birth_date(text: str) -> dt.date:
    for shape in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            day = dt.datetime.strptime(text, shape).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
        if day.year >= 1900:
            return day
    raise ValueError("không phải ngày; nhận dd/mm/yyyy, ví dụ 05/11/1990")


def _refuse_repeats(rows: Sequence[ImportRow]) -> None:
    """Two rows that mean the same person cannot both be right."""
    sound = [row for row in rows if not row.faults]
    seen = Counter(_identity(row) for row in sound)
    for row in sound:
        if seen[_identity(row)] > 1:
            name = row.values["full_name"]
            row.faults.append(
                Fault(row.number, HEADS["full_name"], name, "có nhiều dòng cùng tên, đơn vị, ngày sinh; giữ một dòng")
            )


def _identity(row: ImportRow) -> tuple[str, int, dt.date | None]:
    return same_name(row.values["full_name"]), row.values["unit"].pk, row.values.get("birth_date")


def _settle(row: ImportRow, known: dict[tuple[str, int], list[Person]]) -> None:
    """Find whom the row means, and what it would change."""
    found = known.get((same_name(row.values["full_name"]), row.values["unit"].pk), [])
    if len(found) > 1:
        found = [person for person in found if person.birth_date == row.values.get("birth_date")]
        if len(found) != 1:
            message = "đơn vị có nhiều người tên này; ghi đúng ngày sinh của người cần sửa"
            row.faults.append(Fault(row.number, HEADS["full_name"], row.values["full_name"], message))
            return
    if not found:
        return
    row.person = found[0]
    for name, value in row.values.items():
        before, after = words_of(name, getattr(row.person, name)), words_of(name, value)
        if before != after:
            row.changes.append((HEADS[name], before or "chưa ghi", after))
    row.outcome = "changed" if row.changes else "unchanged"
