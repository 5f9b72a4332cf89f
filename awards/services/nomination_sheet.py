"""Nominations from a spreadsheet: a dry run that says what every row would do, then every row or none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from awards.models import AwardKind, Nomination, Round
from awards.services.nomination import NewNomination, Wanted, fitting, honours_of, start_many
from awards.services.nomination_check import Earlier, Honour, clashes, earlier_of, wanted_of
from emulation.models import Commendation, Title
from plans.errors import DomainError
from plans.models import Person, Role, Unit, User
from plans.permissions import rights_of
from plans.services import audit
from plans.services.locking import use_submit_key
from plans.services.people_sheet import is_home
from plans.services.person import same_name
from plans.services.sheet_file import DryRun, Fault, SheetLayout, one_of, read_sheet, write_sheet
from plans.services.unit_names import match_units

KINDS = {value: str(words) for value, words in AwardKind.choices}
LAYOUT = SheetLayout(
    "Đề nghị khen thưởng",
    (
        ("name", "Họ và tên", 26),
        ("unit", "Đơn vị", 34),
        ("title", "Danh hiệu thi đua", 30),
        ("commendation", "Hình thức khen thưởng", 34),
        ("kind", "Loại khen", 18),
        ("achievement", "Thành tích", 70),
    ),
    ("name", "unit", "title", "commendation", "achievement"),
    500,
)
LONGEST = 1000


@dataclass
class SheetRow:
    """One row: whom and what it names, and what is wrong with it."""

    number: int
    texts: Mapping[str, str]
    subject: Person | Unit | None = None
    honour: Honour | None = None
    kind: str = AwardKind.MERIT
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, name: str, message: str) -> None:
        self.faults.append(Fault(self.number, LAYOUT.heads[name], self.texts.get(name, ""), message))


@dataclass(frozen=True)
class NominationImport(DryRun[SheetRow]):
    """A whole sheet as the dry run sees it."""

    @property
    def shown(self) -> list[Any]:
        return [
            (
                row.number,
                type(row.subject).__name__,
                row.subject.pk if row.subject else 0,
                type(row.honour).__name__,
                row.honour.pk if row.honour else 0,
                row.kind,
                row.texts.get("achievement", ""),
            )
            for row in self.rows
        ]


def sample_sheet(award_round: Round) -> bytes:
    """The sheet to fill in, with a row as an example and what each column takes in this round."""
    titles, forms = honours_of(award_round, Title), honours_of(award_round, Commendation)
    accepted = {
        "name": ("họ và tên như trong danh sách nhân sự", "để trống: đề nghị cho chính đơn vị (tập thể)"),
        "unit": tuple(unit.name for unit in Unit.objects.active() if is_home(unit)),
        "title": tuple(one.name for one in titles) or ("đợt này không xét danh hiệu",),
        "commendation": tuple(one.name for one in forms) or ("đợt này không xét hình thức",),
        "kind": (*KINDS.values(), f"để trống: {KINDS[award_round.kind]}"),
    }
    first = titles[0].name if titles else ""
    second = "" if first else forms[0].name if forms else ""
    example = ("Nguyễn Văn A (ví dụ, xoá dòng này)", "Phòng …", first, second, KINDS[award_round.kind], "…")
    return write_sheet(LAYOUT, [example], accepted)


def parse_nominations(data: bytes) -> list[dict[str, Any]]:
    """The rows of an uploaded sheet as text by field. Raises DomainError in words."""
    return read_sheet(LAYOUT, data)


def plan_import(award_round: Round, rows: Sequence[dict[str, Any]], user: User) -> NominationImport:
    """What each row would do; nothing is changed."""
    units = match_units({row["unit"] for row in rows if row["unit"]})
    homes = [unit.label for unit in Unit.objects.active() if is_home(unit)]
    people: dict[tuple[str, int], list[Person]] = defaultdict(list)
    for person in Person.objects.active().select_related("unit"):
        people[same_name(person.full_name), person.unit_id].append(person)
    lists: dict[str, Sequence[Honour]] = {
        "title": honours_of(award_round, Title),
        "commendation": honours_of(award_round, Commendation),
    }
    planned = [SheetRow(row["row"], row) for row in rows]
    for one in planned:
        _read_subject(one, units, homes, people, user)
        _read_honour(one, lists)
        _read_rest(one, award_round)
    _refuse_clashes(planned, award_round)
    return NominationImport(tuple(planned))


@transaction.atomic
def apply_import(
    *, award_round: Round, actor: User, rows: Sequence[dict[str, Any]], digest: str, today: dt.date, key: str = ""
) -> list[Nomination]:
    """Carry out exactly what the dry run named ``digest`` showed: every row or none."""
    use_submit_key(actor, key)
    plan = plan_import(award_round, rows, actor)
    if plan.faults:
        raise DomainError("Danh sách còn dòng sai nên chưa nhập dòng nào. Sửa trong tệp rồi tải lên lại.")
    if plan.digest != digest:
        raise DomainError("Danh sách nhân sự hoặc đợt xét vừa có người sửa sau lần xem thử. Xem lại rồi bấm nhập.")
    wanted = []
    for row in plan.rows:
        assert row.subject is not None and row.honour is not None  # noqa: S101, PT018 - a row without faults has both
        new = NewNomination(honour=row.honour, achievement=row.texts["achievement"], kind=row.kind)
        wanted.append(Wanted(row.subject, new, f"Dòng {row.number}"))
    made = start_many(award_round=award_round, wanted=wanted, actor=actor, today=today)
    audit.record(actor=actor, act="nomination.import", obj=award_round, detail={"rows": len(made)})
    return made


def _read_subject(
    row: SheetRow,
    units: Mapping[str, Unit | None],
    homes: Sequence[str],
    people: Mapping[tuple[str, int], list[Person]],
    user: User,
) -> None:
    unit = units.get(row.texts["unit"]) if row.texts["unit"] else None
    if unit is None or not is_home(unit):
        message = f"không có đơn vị này; nhận: {'; '.join(homes)}" if row.texts["unit"] else "chưa ghi; cột này phải có"
        row.wrong("unit", message)
        return
    rights = rights_of(user)
    if not rights.holds(Role.STANDING) and unit.pk not in rights.units:
        row.wrong("unit", "anh, chị không phải đầu mối của đơn vị này; chỉ nhận đơn vị của mình")
        return
    name = row.texts["name"]
    if not name:
        row.subject = unit
        return
    found = people.get((same_name(name), unit.pk), [])
    if len(found) == 1:
        row.subject = found[0]
    elif found:
        row.wrong("name", "đơn vị có nhiều người tên này; lập hồ sơ người này trên trang, không qua tệp")
    else:
        row.wrong("name", f"không có người này đang công tác ở {unit.label}; kiểm tra tên và đơn vị")


def _read_honour(row: SheetRow, lists: Mapping[str, Sequence[Honour]]) -> None:
    said = [name for name in ("title", "commendation") if row.texts.get(name)]
    if len(said) != 1:
        both = "ghi cả hai cột; giữ một" if said else "chưa ghi danh hiệu hoặc hình thức; ghi đúng một trong hai cột"
        row.wrong("title", both)
        return
    known = {str(one.pk): one for one in lists[said[0]]}
    try:
        honour = known[one_of({pk: one.name for pk, one in known.items()}, row.texts[said[0]])]
    except ValueError as wrong:
        row.wrong(said[0], str(wrong).replace("danh mục", "đợt này"))
        return
    if row.subject is not None and not fitting(honour, collective=isinstance(row.subject, Unit)):
        row.wrong(said[0], "không dành cho tập thể" if isinstance(row.subject, Unit) else "không dành cho cá nhân")
        return
    row.honour = honour


def _read_rest(row: SheetRow, award_round: Round) -> None:
    row.kind = award_round.kind
    if text := row.texts.get("kind", ""):
        try:
            row.kind = one_of(KINDS, text)
        except ValueError as wrong:
            row.wrong("kind", str(wrong))
    words = row.texts.get("achievement", "")
    if not words:
        row.wrong("achievement", "chưa ghi; cột này phải có một câu")
    elif len(words) > LONGEST:
        row.wrong("achievement", f"dài {len(words)} chữ; nhận nhiều nhất {LONGEST} chữ")


def _refuse_clashes(rows: Sequence[SheetRow], award_round: Round) -> None:
    """Rows that clash with a nomination or award on file, or with a row above. Four queries."""
    year = award_round.achievement_year
    sound = [row for row in rows if row.subject is not None and row.honour is not None and not row.faults]
    on_file = {
        model: earlier_of([row.subject for row in sound if isinstance(row.subject, model)], year=year)
        for model in (Person, Unit)
    }
    for row in sound:
        assert row.subject is not None and row.honour is not None  # noqa: S101, PT018 - only such are sound
        wanted = wanted_of(row.honour, year, row.kind, row.texts["achievement"])
        earlier = on_file[type(row.subject)][row.subject.pk]
        if hit := next((one for one in clashes(wanted, earlier) if one.refused), None):
            row.wrong("name", f"{hit.words} ({hit.state.lower()})")
        earlier.append(Earlier(wanted, f"dòng {row.number} của tệp"))
