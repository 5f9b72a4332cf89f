"""What every atom of a standard takes and gives, and the plainest atoms: service, and what an officer states.

Each is a function of the case, the parameters as the rule writes them and ``Within``, what its neighbours found out. It
gives an ``Answer``; the version that asks gives it source and weight, unless the answer names another rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from awards.rules.findings import Settle, Status
from awards.rules.rulebook import Version
from awards.rules.timeline import Case

Params = Mapping[str, Any]
WIDER = {"unit": {"unit", "province", "ministry", "nation"}, "province": {"province", "nation"}}
WIDER |= {"ministry": {"ministry", "nation"}, "nation": {"nation"}}


class Answer(NamedTuple):
    """What an atom says. ``rule`` is the one it says so by where that is another; ``weight`` where it weighs less.

    ``needed`` and ``has``: what it counts. ``private``: discipline or what is examined speaks out of it.
    """

    key: str
    status: Status
    message: str
    settle: str = ""
    rule: Version | None = None
    weight: str = ""
    needed: int = 0
    has: int = 0
    private: bool = False


@dataclass(slots=True)
class Within:
    """What conditions that must hold together tell each other: the award before, and the years in a row.

    ``years`` are in a row as far as is ``sure``; ``maybe`` are all that could be, whatever is not known.
    """

    code: str
    after: int | None = None
    years: tuple[int, ...] = ()
    sure: bool = False
    maybe: frozenset[int] = frozenset()

    def copy(self) -> Within:
        return Within(self.code, self.after, self.years, self.sure, self.maybe)


def unstated(key: str, words: str) -> Answer:
    """Known by the officer's statement alone; ``conditions.Judge`` reads it."""
    return Answer(key, Status.UNKNOWN, words, Settle.STATEMENT)


def codes_of(told: Params) -> list[str]:
    """The award an atom names, and the other one that does as well."""
    return [told["code"], *([told["alt"]] if told.get("alt") else [])]


def service_years(case: Case, told: Params, _within: Within) -> Answer:
    """Years in the sector (``male``, ``female``), or in all (``total_…``) with ``sector_min`` of them in the sector."""
    total = "total_male" in told
    key = "service_years.total" if total else "service_years.sector"
    men, women = (int(told[f"{'total_' if total else ''}{sex}"]) for sex in ("male", "female"))
    what = f"Công tác {'tổng số' if total else 'trong ngành'} đủ {men} năm với nam, {women} năm với nữ"
    if told.get("sector_min"):
        what += f", trong đó {told['sector_min']} năm trong ngành"
    service = case.subject.facts.service
    have = None if service is None else service.total if total else service.sector
    sector = service.sector if service else None
    if have is None or (told.get("sector_min") and sector is None):
        return unstated(key, f"{what}: chưa có dữ liệu")
    needed = {"male": men, "female": women}.get(case.subject.facts.sex)
    words = f"{what}: có {have} năm"
    if sector is not None and sector < int(told.get("sector_min", 0)):
        return Answer(key, Status.NOT_MET, f"{words}, trong ngành {sector} năm")
    if needed is None and women <= have < men:
        return Answer(key, Status.UNKNOWN, f"{words}; chưa ghi nam, nữ", Settle.STATEMENT)
    return Answer(key, Status.MET if have >= (needed or men) else Status.NOT_MET, words)


def qualitative(_case: Case, told: Params, within: Within) -> Answer:
    """What no figure tells; an officer states it."""
    return unstated(f"qualitative.{within.code}", str(told["text"])[:1].upper() + str(told["text"])[1:])
