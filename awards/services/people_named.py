"""Finding the person a line of a sheet means: by name and unit, however the tones are placed; asked where unsure."""

from __future__ import annotations

from collections.abc import Iterable

from awards.models import PersonPair
from awards.rules.same_person import initials, likeness, spoken
from plans.models import Person, Unit

NOBODY = "không có người này trong danh sách nhân sự; thêm ở trang Nhân sự trước, hoặc sửa tên"


class PeopleNamed:
    """The staff list as names. Two queries; a name that was merged into another means the one kept."""

    def __init__(self) -> None:
        self._by_pk = {person.pk: person for person in Person.objects.select_related("unit")}
        merged = PersonPair.objects.filter(verdict=PersonPair.Verdict.SAME)
        self._kept = {
            first if kept == second else second: kept
            for first, second, kept in merged.values_list("first_id", "second_id", "kept_id")
        }
        self._by_name: dict[str, list[Person]] = {}
        self._close: dict[tuple[str, ...], list[Person]] = {}
        for person in self._by_pk.values():
            self._by_name.setdefault(spoken(person.full_name), []).append(person)
            self._close.setdefault(initials(person.full_name), []).append(person)

    def find(self, name: str, unit: Unit, code: str) -> Person:
        """The one person meant. Raises ValueError with whom it may be; it never guesses."""
        if code:
            return self._by_code(name, code)
        named = self._by_name.get(spoken(name), [])
        here = self._as_kept(person for person in named if person.unit_id == unit.pk)
        if len(here) == 1:
            return here[0]
        if here:
            raise ValueError(
                f"đơn vị có {len(here)} người tên này, chưa rõ là ai: {_told(here)}. Ghi mã vào cột Mã nhân sự"
            )
        elsewhere = self._as_kept(named)
        if elsewhere:
            raise ValueError(
                f"đơn vị này không có người tên đó; có {_told(elsewhere)}. Đúng người thì ghi mã vào cột Mã nhân sự"
            )
        near = self._close.get(initials(name), [])
        close = self._as_kept(person for person in near if likeness(person.full_name, name))
        if close:
            raise ValueError(
                f"không có tên này; có phải {_told(close)} không? Đúng người thì ghi mã vào cột Mã nhân sự"
            )
        raise ValueError(NOBODY)

    def _by_code(self, name: str, code: str) -> Person:
        person = self._by_pk.get(int(code)) if code.isdecimal() else None
        if person is None:
            raise ValueError(f"không có mã nhân sự {code}; nhận số trong ngoặc mà lần xem thử nêu ra")
        if not likeness(person.full_name, name):
            raise ValueError(f"mã {code} là {person.full_name}, không giống tên ở dòng này")
        return self._as_kept([person])[0]

    def _as_kept(self, people: Iterable[Person]) -> list[Person]:
        found = {}
        for person in people:
            pk = person.pk
            while pk in self._kept:
                pk = self._kept[pk]
            found[pk] = self._by_pk[pk]
        return list(found.values())


def _told(people: list[Person]) -> str:
    """«Nguyễn Văn A, Chuyên viên, Phòng B (mã 12)» for each."""
    said = []
    for person in people[:5]:
        words = ", ".join(part for part in (person.full_name, person.position, person.unit.label) if part)
        said.append(f"{words} (mã {person.pk})")
    return "; ".join(said)
