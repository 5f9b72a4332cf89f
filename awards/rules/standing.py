"""Where somebody stands before one award, in the words of a list. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_HAVE_OF = re.compile(r"có (\d+), cần (\d+)")


def nearest(found: Assessment) -> list[Finding]:
    """The findings that decide: those that hold on every route, and of routes the one that lacks least.

    A route that rests on a movement or a sudden achievement of which nothing is known is left aside while there is
    another: it would hide from everybody what the years lack.
    """
    common = [one for one in found.findings if not one.route]
    routes = [route.findings for route in found.routes]
    usual = [one for one in routes if not all(finding.key.startswith(APART) and _is_open(finding) for finding in one)]
    return [*min(usual or routes, key=_distance, default=()), *common]


def missing(found: Assessment) -> list[Finding]:
    """What is not met and matters."""
    return [one for one in nearest(found) if one.status is Status.NOT_MET and one.enforcement != INFO]


def unclear(found: Assessment) -> list[Finding]:
    """What is not known and matters."""
    return [one for one in nearest(found) if _is_open(one) and one.enforcement != INFO]


def standing_of(found: Assessment) -> Standing:
    """Nothing unknown counts as met, and nothing unknown as missing; two years that lack are no single condition."""
    short = sum(_short_of(one) or 1 for one in missing(found))
    if not short:
        return Standing.UNCLEAR if unclear(found) else Standing.READY
    return Standing.ONE_SHORT if short == 1 else Standing.NOT


def reasons(found: Assessment) -> tuple[Finding, ...]:
    """What puts somebody into the group: what lacks and what is open; where nothing lacks, what is met before it."""
    if lacking := missing(found):
        return (*lacking, *unclear(found))
    met = [one for one in nearest(found) if one.status is Status.MET]
    years = [one for one in met if one.route] or met[:1]
    return (*years, *unclear(found))


def short_words(found: Assessment, *, told: bool = True) -> str:
    """For a line of the ladder: "đủ", "thiếu 1 năm", "thiếu 1 sáng kiến", "chưa rõ: chờ xác nhận".

    Without ``told`` nothing is said of discipline and holds.
    """
    lacking = missing(found)
    if lacking:
        said = list(dict.fromkeys(_lack_words(one, told=told) for one in lacking))
        return ", ".join(said[:2])
    open_ones = unclear(found)
    if not open_ones:
        return "đủ"
    waits = all(one.settle == Settle.STATEMENT for one in open_ones)
    return "chưa rõ: chờ xác nhận" if waits else "chưa rõ: thiếu số liệu"


def order_of(found: Assessment) -> tuple[int, int]:
    """Before an award: the group, then who has least open."""
    return list(GROUPS).index(standing_of(found)), len(unclear(found))


def is_private(one: Finding) -> bool:
    """Whether its words tell of discipline or of what is under examination."""
    return one.key in (HOLD, DISCIPLINE) or "kỷ luật" in one.message


def _is_open(one: Finding) -> bool:
    return one.status is Status.UNKNOWN


def _distance(findings: Iterable[Finding]) -> tuple[int, int, int]:
    """How many years, awards or initiatives a route lacks, how much of it is open; among equals, how little is met."""
    weighing = [one for one in findings if one.enforcement != INFO]
    states = [one.status for one in weighing]
    lacking = sum(_short_of(one) or 1 for one in weighing if one.status is Status.NOT_MET)
    return lacking, states.count(Status.UNKNOWN), -states.count(Status.MET)


def _short_of(one: Finding) -> int:
    """How many are lacking of what a finding counts; 0 where it counts nothing."""
    counted = _HAVE_OF.search(one.message)
    return int(counted[2]) - int(counted[1]) if counted else 0


def _lack_words(one: Finding, *, told: bool) -> str:
    if is_private(one) and not told:
        return "chưa xét được"
    kind, _, rest = one.key.partition(".")
    code = rest.partition(".")[0]
    if short := _short_of(one):
        what = {"award": f"lần {short_name(code, code)}", **_COUNTED}.get(kind, "điều kiện")
        return f"thiếu {short} {what}"
    return f"cần {short_name(code, code)}" if kind == "prior_award" else _LACKS.get(kind, "chưa đạt")
