"""Where somebody stands before one award, in the words of a list. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from awards.rules.eligibility import Assessment, Finding, Settle, Status
from awards.rules.findings import INFO
from awards.rules.short_names import short_name


class Standing(StrEnum):
    """The groups of the list of who qualifies, in its order."""

    READY = "du"
    UNCLEAR = "chua-ro"
    ONE_SHORT = "thieu-mot"
    NOT = "khong-du"

    @property
    def words(self) -> str:
        return GROUPS[self]


GROUPS = {
    Standing.READY: "Đủ điều kiện",
    Standing.UNCLEAR: "Còn chưa rõ",
    Standing.ONE_SHORT: "Thiếu một điều kiện",
    Standing.NOT: "Không đủ điều kiện",
}
APART = ("movement_result", "achievement", "thematic_leader")  # what rests on one event, not on the years
HOLD, DISCIPLINE, ONCE = "R4", "R5", "R1"
_LACKS = {
    HOLD: "đang tạm dừng xét",
    DISCIPLINE: "trong thời hạn kỷ luật",
    ONCE: "đã được tặng",
    "rating": "xếp loại chưa đạt",
}
_COUNTED = {"rating": "năm", "initiative": "sáng kiến", "research": "đề tài"}


def _nearest(found: Assessment) -> list[Finding]:
    """The findings that decide: those that hold on every route, and of routes the one that lacks least.

    A route that rests on a movement or a sudden achievement of which nothing is known is left aside while there is
    another: it would hide from everybody what the years lack.
    """
    common = [one for one in found.findings if not one.route]
    routes = [route.findings for route in found.routes]
    usual = [one for one in routes if not all(finding.key.startswith(APART) and _is_open(finding) for finding in one)]
    return [*min(usual or routes, key=_distance, default=()), *common]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands before one award, worked out once: what decides, what lacks of it, what of it is open."""

    deciding: list[Finding]
    lacking: list[Finding]
    unclear: list[Finding]

    @property
    def standing(self) -> Standing:
        """Nothing unknown counts as met, nothing unknown as missing; two years that lack are no single condition."""
        short = sum(one.short_of or 1 for one in self.lacking)
        if not short:
            return Standing.UNCLEAR if self.unclear else Standing.READY
        return Standing.ONE_SHORT if short == 1 else Standing.NOT

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """What puts somebody into the group: what lacks and what is open; where nothing lacks, what is met before."""
        if self.lacking:
            return (*self.lacking, *self.unclear)
        met = [one for one in self.deciding if one.status is Status.MET]
        years = [one for one in met if one.route] or met[:1]
        return (*years, *self.unclear)

    @property
    def order(self) -> tuple[int, int]:
        """Before an award: the group, then who has least open."""
        return list(GROUPS).index(self.standing), len(self.unclear)

    def words(self, *, told: bool = True) -> str:
        """For a line of the ladder: "đủ", "thiếu 1 năm", "thiếu 1 sáng kiến", "chưa rõ: chờ xác nhận".

        Without ``told`` nothing is said of discipline and holds.
        """
        if self.lacking:
            said = list(dict.fromkeys(_lack_words(one, told=told) for one in self.lacking))
            return ", ".join(said[:2])
        if not self.unclear:
            return "đủ"
        waits = all(one.settle == Settle.STATEMENT for one in self.unclear)
        return "chưa rõ: chờ xác nhận" if waits else "chưa rõ: thiếu số liệu"


def stand_of(found: Assessment) -> Stand:
    """Where ``found`` leaves somebody; what is for information alone decides nothing."""
    deciding = _nearest(found)
    weighing = [one for one in deciding if one.enforcement != INFO]
    lacking = [one for one in weighing if one.status is Status.NOT_MET]
    return Stand(deciding, lacking, [one for one in weighing if _is_open(one)])


def _is_open(one: Finding) -> bool:
    return one.status is Status.UNKNOWN


def _distance(findings: Iterable[Finding]) -> tuple[int, int, int]:
    """How many years, awards or initiatives a route lacks, how much of it is open; among equals, how little is met."""
    weighing = [one for one in findings if one.enforcement != INFO]
    states = [one.status for one in weighing]
    lacking = sum(one.short_of or 1 for one in weighing if one.status is Status.NOT_MET)
    return lacking, states.count(Status.UNKNOWN), -states.count(Status.MET)


def _lack_words(one: Finding, *, told: bool) -> str:
    if one.private and not told:
        return "chưa xét được"
    kind, _, rest = one.key.partition(".")
    code = rest.partition(".")[0]
    if short := one.short_of:
        what = {"award": f"lần {short_name(code, code)}", **_COUNTED}.get(kind, "điều kiện")
        return f"thiếu {short} {what}"
    return f"cần {short_name(code, code)}" if kind == "prior_award" else _LACKS.get(kind, "chưa đạt")
