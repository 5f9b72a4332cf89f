"""Sample records 2021 to 2025 of the sample office: every case a reader of a record may meet, all marked as sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction

from awards.models import Absence, AwardKind, Discipline, Hold, Initiative, Rating, RatingLevel, Recognition, WorkKind
from awards.services import record as service
from awards.services.past_initiative import AuthorRow, UsedFor, save_past_initiative
from emulation.models import Commendation, Title
from plans.models import Person, Unit, User

FIRST, LAST = 2021, 2025
_WRITER, _LEADER = "thuongtruc", "lanhdao"
_MARK = "(mẫu)"
_X, _T, _H = RatingLevel.EXCELLENT, RatingLevel.GOOD, RatingLevel.DONE


class _Work(NamedTuple):
    """An initiative: year, name, what it was used for (code, year)."""

    year: int
    name: str
    used: tuple[str, int] | None = None


class _Life(NamedTuple):
    """What stands in one record: a level a year (None: not written down), awards by year, works."""

    levels: tuple[RatingLevel | None, ...]
    awards: tuple[tuple[int, str], ...] = ()
    works: tuple[_Work, ...] = ()


def _each(code: str, *years: int) -> tuple[tuple[int, str], ...]:
    return tuple((year, code) for year in years)


_PEOPLE: dict[str, _Life] = {
    # two excellent years in a row and two initiatives nobody has counted yet: ready for the province's certificate
    "Nông Thị D": _Life(
        (_T, _T, _T, _X, _X),
        (*_each("LDTT", 2021, 2022, 2023, 2024, 2025), (2022, "GK")),
        (_Work(2024, "Sổ tay điện tử đón tiếp đoàn vào"), _Work(2025, "Bảng theo dõi hồ sơ xuất cảnh dùng chung")),
    ),
    # the second of two initiatives was counted for the title of its year
    "Nguyễn Văn A": _Life(
        (_T, _T, _T, _X, _X),
        (*_each("LDTT", 2021, 2022, 2023, 2024), (2025, "CSTDCS"), *_each("GK", 2022, 2024)),
        (
            _Work(2024, "Mẫu công hàm điện tử song ngữ"),
            _Work(2025, "Quy trình thẩm tra hội nghị quốc tế rút gọn", ("CSTDCS", 2025)),
        ),
    ),
    # three titles in a row, each with its own initiative, all used up
    "Trần Thị B": _Life(
        (_T, _X, _X, _X, _X),
        (*_each("LDTT", 2021, 2022), *_each("CSTDCS", 2023, 2024, 2025), (2022, "BK_TINH"), (2021, "GK")),
        (
            _Work(2023, "Bộ tiêu chí chấm điểm thi đua các phòng", ("CSTDCS", 2023)),
            _Work(2024, "Kho biểu mẫu lễ tân đối ngoại", ("CSTDCS", 2024)),
            _Work(2025, "Phần mềm nhắc hạn báo cáo đối ngoại", ("CSTDCS", 2025)),
        ),
    ),
    # a year nobody wrote down breaks the row
    "Lý Văn H": _Life((_T, _X, None, _X, _X), (*_each("LDTT", 2021, 2024), *_each("CSTDCS", 2022, 2025)), ()),
    "Bế Thị N": _Life((_T, _T, None, _T, _X), _each("LDTT", 2021, 2022, 2023, 2024, 2025)),
    "Đàm Văn M": _Life((_X, _X, _T, _H, _T), (*_each("LDTT", 2021, 2022, 2023), (2021, "GK"))),
    "Hoàng Thị G": _Life(
        (_T, _T, _X, _X, _T), (*_each("LDTT", 2021, 2022, 2023, 2024, 2025), *_each("GK", 2023), (2023, "KNC_BNG"))
    ),
    "Lê Văn C": _Life((_X, _X, _X, _X, _X), (*_each("CSTDCS", 2022, 2024), (2021, "BK_TINH"), (2023, "BK_BO"))),
    "Lương Thị K": _Life((_T, _T, _T, _T, _T), _each("LDTT", 2021, 2022, 2023, 2024, 2025)),
    "Vi Văn E": _Life((None, None, None, _T, _T), _each("LDTT", 2024, 2025)),
    "Hứa Văn P": _Life((_T, _T, _T, _T, _T), (*_each("LDTT", 2022, 2023, 2025), (2025, "GK"))),
}
_UNITS: dict[str, _Life] = {
    "Phòng Hợp tác quốc tế - Văn phòng": _Life(
        (_T, _X, _X, _X, _X), (*_each("TTLDTT", 2021), *_each("TTLDXS", 2022, 2023, 2024, 2025), (2023, "BK_TINH"))
    ),
    "Phòng mẫu A (dữ liệu mẫu)": _Life(
        (_T, _T, _T, _X, _X), (*_each("TTLDTT", 2021, 2022, 2023), *_each("TTLDXS", 2024, 2025), (2024, "GK"))
    ),
    "Phòng mẫu B (dữ liệu mẫu)": _Life((_T, _T, _H, _T, _T), _each("TTLDTT", 2021, 2022, 2024, 2025)),
}
_PROVINCE, _OFFICE = "Chủ tịch Ủy ban nhân dân tỉnh", "Giám đốc Sở Ngoại vụ"
_MINISTRY = "Bộ trưởng Bộ Ngoại giao"
_DECIDERS = {"BK_TINH": (_PROVINCE, "UBND"), "BK_BO": (_MINISTRY, "BNG"), "KNC_BNG": (_MINISTRY, "BNG")}
_AWARD_KINDS = {"BK_BO": AwardKind.FOREIGN, "KNC_BNG": AwardKind.DEVOTION}


@transaction.atomic
def load_sample_records() -> None:
    """Write the records down as the sample standing office would. Nothing where any rating exists already."""
    writer = User.objects.filter(username=_WRITER, is_sample=True).first()
    if writer is None or Rating.objects.exists():
        return
    honours = {one.code: one for model in (Title, Commendation) for one in model.objects.all()}
    people = {one.full_name: one for one in Person.objects.filter(is_sample=True).select_related("unit")}
    units = {unit.name: unit for unit in Unit.objects.filter(name__in=_UNITS)}
    for lives, subjects in ((_PEOPLE, people), (_UNITS, units)):
        for name, life in lives.items():
            subject: Any = subjects.get(name)
            if subject is not None:
                _live(writer, subject, life, honours)
    _events(writer, people, units)


def _live(writer: User, subject: Any, life: _Life, honours: dict[str, Any]) -> None:
    for year, level in zip(range(FIRST, LAST + 1), life.levels, strict=True):
        if level is not None:
            number, day = f"{year % 100}0/TB-SNgV {_MARK}", dt.date(year, 12, 20)
            values = {"year": year, "level": level, "number": number, "decided_on": day, "note": ""}
            _enter(writer, service.RATING, subject, values)
    for year, code in life.awards:
        decider, symbol = _DECIDERS.get(code, (_OFFICE, "SNgV"))
        values = {
            "title": None,
            "commendation": None,
            "year": year,
            "note": "",
            "achievement": "",
            "title" if isinstance(honours[code], Title) else "commendation": honours[code],
            "kind": _AWARD_KINDS.get(code, AwardKind.MERIT),
            "number": f"{1000 + year % 100}/QĐ-{symbol} {_MARK}",
            "decided_on": dt.date(year + 1, 1, 15),
            "decided_by": decider,
        }
        _enter(writer, service.AWARD, subject, values)
    for work in life.works:
        _work(writer, subject, work, honours)


def _work(writer: User, person: Person, work: _Work, honours: dict[str, Any]) -> None:
    values = {
        "kind": WorkKind.INITIATIVE,
        "year": work.year,
        "name": f"{work.name} {_MARK}",
        "field": "Công tác đối ngoại",
        "scope": Recognition.Scope.UNIT,
        "number": f"{200 + work.year % 100}/QĐ-SNgV {_MARK}",
        "decided_by": _OFFICE,
        "decided_on": dt.date(work.year, 11, 25),
    }
    uses = [UsedFor(person, honours[work.used[0]], work.used[1])] if work.used else []
    made = save_past_initiative(
        actor=_by(writer, person), initiative=None, values=values, authors=[AuthorRow(person, "", 100)], uses=uses
    )
    Initiative.objects.filter(pk=made.pk).update(is_sample=True)


def _events(writer: User, people: dict[str, Person], units: dict[str, Unit]) -> None:
    """A discipline period, a maternity leave, a recruitment, holds closed and open, praises; somebody entered twice."""
    day = dt.date
    stories: Iterable[tuple[service.EntryKind, Any, dict[str, Any]]] = (
        (
            service.DISCIPLINE,
            people.get("Đàm Văn M"),
            {
                "form": Discipline.Form.REPRIMAND,
                "decided_on": day(2024, 3, 15),
                "ends_on": day(2025, 3, 15),
                "number": f"31/QĐ-SNgV {_MARK}",
                "on_duty": True,
                "note": "",
            },
        ),
        (
            service.ABSENCE,
            people.get("Bế Thị N"),
            {
                "kind": Absence.Kind.MATERNITY,
                "starts_on": day(2023, 2, 1),
                "ends_on": day(2023, 7, 31),
                "result_met": None,
                "note": "",
            },
        ),
        (
            service.TRANSFER,
            people.get("Vi Văn E"),
            {
                "on": day(2024, 2, 1),
                "recruited": True,
                "from_name": "",
                "months_there": None,
                "opinion": False,
                "note": "",
            },
        ),
        (
            service.HOLD,
            people.get("Hứa Văn P"),
            {"reason": Hold.Reason.COMPLAINT, "since": day(2026, 10, 12), "note": f"Đơn đang được xác minh {_MARK}."},
        ),
        (
            service.PRAISE,
            people.get("Lương Thị K"),
            {
                "person": people.get("Lương Thị K"),
                "unit": None,
                "place": "Họp giao ban tháng 5/2026",
                "praised_on": day(2026, 5, 8),
                "content": "Số hoá xong sổ công văn trước hạn hai tháng.",
            },
        ),
        (
            service.PRAISE,
            units.get("Phòng mẫu A (dữ liệu mẫu)"),
            {
                "person": None,
                "unit": units.get("Phòng mẫu A (dữ liệu mẫu)"),
                "place": "Hội nghị sơ kết 6 tháng",
                "praised_on": day(2026, 7, 10),
                "content": "Đón tiếp chu đáo ba đoàn khách trong một tuần.",
            },
        ),
    )
    for kind, subject, values in stories:
        if subject is not None:
            _enter(writer, kind, subject, values)
    closed = people.get("Hoàng Thị G")
    if closed is not None:
        values = {"reason": Hold.Reason.INSPECTION, "since": day(2024, 4, 2), "note": ""}
        hold = _enter(writer, service.HOLD, closed, values)
        words = f"Không có vi phạm, theo Kết luận {_MARK}."
        service.release_hold(
            actor=writer, hold=hold, released_on=day(2024, 6, 20), release_note=words, seen=hold.version
        )
        _double(writer, closed)


def _double(writer: User, person: Person) -> None:
    """The same woman once more, typed without accents before she had her place: offered for merging."""
    twin = Person.objects.create(full_name="Hoang Thi G", unit=person.unit, is_active=False, is_sample=True)
    values = {"year": FIRST - 1, "level": _T, "number": "", "decided_on": None, "note": f"Nhập từ sổ cũ {_MARK}."}
    _enter(writer, service.RATING, twin, values)


def _by(writer: User, subject: Any) -> User:
    """Nobody keeps the own record: of the writer's the leadership does."""
    own = isinstance(subject, Person) and subject.pk == writer.person_id
    return User.objects.get(username=_LEADER, is_sample=True) if own else writer


def _enter(writer: User, kind: service.EntryKind, subject: Any, values: dict[str, Any]) -> Any:
    made = service.save_entry(actor=_by(writer, subject), kind=kind, record=None, subject=subject, values=values)
    kind.model._default_manager.filter(pk=made.pk).update(is_sample=True)
    return made
