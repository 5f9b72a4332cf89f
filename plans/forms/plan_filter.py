"""The filter of the plan's table: read from the address, written back into addresses, told in words on paper."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.http import QueryDict
from django.utils.http import urlencode

from plans.models.unit_index import UnitIndex
from plans.rules.document import ROLE_WORDS, AssignmentRole
from plans.rules.status import CELL_WORDS, PROGRESS_WORDS, Cell, Progress
from plans.rules.text import nfc

MINE = "toi"
WHOLE_YEAR, NO_TIME = "nam", "khac"
QUARTERS = {"1": "Quý I", "2": "Quý II", "3": "Quý III", "4": "Quý IV", WHOLE_YEAR: "Cả năm", NO_TIME: "Không ghi quý"}
ROLES = {
    slug: (role, ROLE_WORDS[role])
    for slug, role in (
        ("chu-tri", AssignmentRole.LEAD),
        ("phoi-hop", AssignmentRole.COORDINATE),
        ("thuc-hien", AssignmentRole.PERFORM),
    )
}
WAITING = "cho-phat-sinh"
PROGRESS = {
    "chua": Progress.TODO,
    "dang": Progress.DOING,
    "cho-xac-nhan": Progress.AWAITING,
    "lam-lai": Progress.REDO,
    "hoan-thanh": Progress.DONE,
    "tam-dung": Progress.PAUSED,
    "khong-phat-sinh": Progress.NOT_ARISEN,
    "huy": Progress.CANCELLED,
}
SOON = "sap-den-han"
FINISHED = "da-xong"  # both cells of what is done
CHARTED = "trong-bieu-do"  # what charts count: the four cells and "nếu có"
CELLS = {
    "qua-han": Cell.OVERDUE,
    "trong-han": Cell.OPEN,
    "dung-han": Cell.ON_TIME,
    "xong-qua-han": Cell.DONE_LATE,
    "nhiem-vu-neu-co": Cell.CONDITIONAL,
    "khong-an-dinh": Cell.UNDATED,
    "da-dung": Cell.STOPPED,
}
CELL_SLUGS = {cell: slug for slug, cell in CELLS.items()}
PROGRESS_CHOICES = {WAITING: "Chờ phát sinh"} | {slug: PROGRESS_WORDS[state] for slug, state in PROGRESS.items()}
DUE_CHOICES = {SOON: "Sắp đến hạn", FINISHED: "Hoàn thành, đúng hạn và quá hạn"}
DUE_CHOICES |= {slug: CELL_WORDS[cell] for slug, cell in CELLS.items()}
DUE_CHOICES |= {CHARTED: "Trong bốn ô hoặc chờ phát sinh"}


class Active(NamedTuple):
    """One condition in force: its words and the address without it."""

    words: str
    without: str


@dataclass(frozen=True)
class PlanFilter:
    """What is looked for. Unknown values in the address count as not given.

    ``unit`` is a unit's key or "toi" (my units). A unit finds also what its groups do, unless ``by_name`` asks for
    the lines where the plan itself names it.
    """

    search: str = ""
    quarters: tuple[str, ...] = ()
    unit: str = ""
    by_name: bool = False
    role: str = ""
    progress: str = ""
    due: str = ""

    @classmethod
    def read(cls, query: QueryDict, index: UnitIndex) -> PlanFilter:
        unit = query.get("don-vi", "")
        known = unit == MINE or (unit.isdecimal() and len(unit) < 10 and int(unit) in index.lines)
        return cls(
            search=" ".join(nfc(query.get("tim", ""))[:200].replace("\x00", "").split()),
            quarters=tuple(value for value in QUARTERS if value in query.getlist("quy")),
            unit=unit if known else "",
            by_name=known and query.get("ten") == "1",
            role=_known(query.get("vai-tro", ""), ROLES),
            progress=_known(query.get("tien-do", ""), PROGRESS_CHOICES),
            due=_known(query.get("thoi-han", ""), DUE_CHOICES),
        )

    def __bool__(self) -> bool:
        return self != PlanFilter()

    @property
    def query(self) -> str:
        """The filter as the end of an address, with its question mark; empty when nothing is filtered."""
        given = {
            "quy": list(self.quarters),
            "tim": self.search,
            "don-vi": self.unit,
            "ten": "1" if self.by_name else "",
            "vai-tro": self.role,
            "tien-do": self.progress,
            "thoi-han": self.due,
        }
        encoded = urlencode({name: value for name, value in given.items() if value}, doseq=True)
        return f"?{encoded}" if encoded else ""

    def but(self, **changes: object) -> PlanFilter:
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]

    def conditions(self, index: UnitIndex) -> list[Active]:
        """Each condition in words, with the address that drops it."""
        found = []
        if self.search:
            found.append(Active(f"“{self.search}”", self.but(search="").query))
        for quarter in self.quarters:
            left = tuple(value for value in self.quarters if value != quarter)
            found.append(Active(QUARTERS[quarter], self.but(quarters=left).query))
        if self.unit:
            name = "Đơn vị tôi" if self.unit == MINE else index[int(self.unit)].label
            words = f"{name} (kế hoạch ghi tên)" if self.by_name else name
            found.append(Active(words, self.but(unit="", by_name=False).query))
        if self.role:
            found.append(Active(f"Vai trò: {ROLES[self.role][1]}", self.but(role="").query))
        if self.progress:
            found.append(Active(PROGRESS_CHOICES[self.progress], self.but(progress="").query))
        if self.due:
            found.append(Active(DUE_CHOICES[self.due], self.but(due="").query))
        return found

    def words(self, index: UnitIndex) -> str:
        """The filter on paper: "Quý II, Quý III; tất cả đơn vị; mọi tiến độ"."""
        parts = [
            ", ".join(QUARTERS[quarter] for quarter in self.quarters) or "cả năm",
            "tất cả đơn vị" if not self.unit else "đơn vị tôi" if self.unit == MINE else index[int(self.unit)].name,
            PROGRESS_CHOICES[self.progress].lower() if self.progress else "mọi tiến độ",
        ]
        if self.search:
            parts.insert(0, f"có chữ “{self.search}”")
        if self.by_name:
            parts[-2] += " (kế hoạch ghi tên)"
        if self.role:
            parts.append(f"vai trò {ROLES[self.role][1]}")
        if self.due:
            parts.append(DUE_CHOICES[self.due].lower())
        text = "; ".join(parts)
        return text[0].upper() + text[1:]


def _known(value: str, choices: Mapping[str, object]) -> str:
    return value if value in choices else ""
