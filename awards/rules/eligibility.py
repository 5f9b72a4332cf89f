"""Whether one may be proposed for an award, by the law of the day on which the dossier was received. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from awards.rules.atoms import Within
from awards.rules.conditions import STANDARD, Judge, nearness
from awards.rules.facts import Facts
from awards.rules.findings import BLOCK, RANK, WARN, Finding, Settle, Status, together
from awards.rules.general import of_award, of_subject
from awards.rules.grammar import ANY
from awards.rules.rulebook import APPLIES, CONFIRMED, MEMORY, READ, UNIT, Rulebook, Version
from awards.rules.timeline import Case, Subject

__all__ = ["Assessment", "Finding", "Route", "Settle", "Status", "assess", "assess_all"]

NOT_RECEIVED = "Chưa ghi ngày nhận hồ sơ để thẩm định: tạm chọn luật theo ngày {day:%d/%m/%Y}."
NO_LAW = "Trước 01/01/2024 áp dụng luật cũ, phần mềm không có nội dung: cán bộ tự đối chiếu."
FAVOURABLE = (
    "Hồ sơ nhận trước khi luật sửa đổi có hiệu lực nên theo luật cũ; nếu quy định mới có lợi hơn thì được theo "
    "quy định mới (Luật 06/2026/QH16 Đ4): phần mềm không tự quyết định, cán bộ đối chiếu và ghi lý do."
)
UNCONFIRMED = "Nội dung của phiên bản này chưa được xác nhận nguyên văn: chỉ cảnh báo, không chặn."
FALLBACK = "{law}: tạm dùng điều kiện của phiên bản trước, chỉ cảnh báo, cho đến khi cán bộ nhập nội dung đã xác nhận."
NO_VERSION = "Chưa có nội dung tiêu chuẩn cho ngày này: không kết luận được."


@dataclass(frozen=True)
class Route:
    """One way to fulfil a standard that knows several; the best one gives its findings to the assessment."""

    key: str
    status: Status
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Assessment:
    """What stands for and against proposing one subject for one award.

    ``standard`` is what the award's own standard comes to over all its routes, ``general`` the rules for all awards.
    The route with something to show for it gives its findings; while another one is open, they warn and do not block.
    """

    code: str
    year: int
    findings: tuple[Finding, ...]
    standard: Status
    general: Status
    version: Version | None
    law: str
    law_note: str
    routes: tuple[Route, ...] = ()

    @cached_property
    def status(self) -> Status:
        return min(self.standard, self.general, key=RANK.__getitem__)

    @cached_property
    def blocks(self) -> tuple[Finding, ...]:
        """Not met, of a confirmed wording: it cannot be proposed."""
        return tuple(one for one in self.findings if one.blocks)

    @cached_property
    def warns(self) -> tuple[Finding, ...]:
        """Not met or not known otherwise: a reason or a statement is asked for."""
        return tuple(one for one in self.findings if one.warns)


def assess(
    book: Rulebook, code: str, facts: Facts, *, year: int, on: dt.date, received_on: dt.date | None = None
) -> Assessment:
    """Assess one award for the achievements of ``year`` as seen on the day ``on``."""
    return assess_all(book, [code], facts, year=year, on=on, received_on=received_on)[code]


def assess_all(
    book: Rulebook,
    codes: Iterable[str],
    facts: Facts | Subject,
    *,
    year: int,
    on: dt.date,
    received_on: dt.date | None = None,
) -> dict[str, Assessment]:
    """Assess several awards of one subject; its facts are put by year once."""
    subject = facts if isinstance(facts, Subject) else Subject(facts)
    case = Case(book, subject, year=year, on=on, received_on=received_on)
    shared, law = of_subject(case), law_of(case)
    return {code: _assess(case, code, shared, law) for code in codes}


class Law(NamedTuple):
    """Which law the day of receipt chooses, and what is to be said about it."""

    code: str
    note: str


def law_of(case: Case) -> Law:
    """The law in force on the day on which the dossier was received, or on the day asked about while it was not."""
    found = case.book.parameter("LAW", on=case.day)
    code = str(found.content["law"]) if found else ""
    notes = [] if case.received_on else [NOT_RECEIVED.format(day=case.day)]
    newest = case.book.parameter("LAW")
    if not code:
        notes.append(NO_LAW)
    elif newest and found is not newest and newest.effective_from and newest.effective_from <= case.on:
        notes.append(FAVOURABLE)
    return Law(code, " ".join(notes))


def _assess(case: Case, code: str, shared: list[Finding], law: Law) -> Assessment:
    kind = case.subject.kind
    if case.book.entries[code].applies_to not in APPLIES[kind]:
        return _not_for(case, code, law)
    version, asked, note = _standard(case, code)
    findings, routes, standard = _findings(case, code, version, asked)
    general = [*of_award(case, code), *shared]
    said = f"{law.note} {note}".strip()
    everything = (*findings, *general)
    return Assessment(code, case.year, everything, standard, together(general), asked, law.code, said, routes)


def _standard(case: Case, code: str) -> tuple[Version | None, Version | None, str]:
    """The version whose words are used, the one in force, and why they differ."""
    kind, book = case.subject.kind, case.book
    asked = book.version(code, STANDARD, kind=kind, on=case.day)
    if asked is None or asked.condition:
        unsure = asked is not None and asked.status != CONFIRMED
        return asked, asked, UNCONFIRMED if unsure else "" if asked else NO_VERSION
    if not asked.content.get("fallback"):
        return None, asked, NO_VERSION
    earlier = [one for one in book.versions(code, STANDARD) if one.for_kind(kind) and _before(one, asked)]
    used = next((one for one in reversed(earlier) if one.condition), None)
    return used, asked, FALLBACK.format(law=asked.citation) if used else NO_VERSION


def _before(one: Version, other: Version) -> bool:
    return (one.effective_from or dt.date.min) < (other.effective_from or dt.date.min)


def _findings(
    case: Case, code: str, version: Version | None, asked: Version | None
) -> tuple[list[Finding], tuple[Route, ...], Status]:
    """What the standard says, every route of one that knows several, and what it comes to."""
    if version is None or asked is None or version.condition is None:
        words = f"Tiêu chuẩn {case.book.name(code)}: chưa có nội dung đã đọc để kiểm tra"
        citation, sure = (asked.citation, asked.confidence) if asked else ("", MEMORY)
        weight = asked.weight if asked else WARN
        return [Finding("standard", Status.UNKNOWN, words, citation, weight, sure, "", Settle.RULE)], (), Status.UNKNOWN
    judge = Judge(case, version, version.weight if version is asked else lighter(version.weight))
    within, told = Within(code), version.condition
    routes: tuple[Route, ...] = ()
    if told.name == ANY:
        routes = tuple(Route(name, together(found), tuple(found)) for name, found in judge.routes(told, within))
        found, standard = _shown(routes)
    else:
        found = judge.findings(told, within)
        standard = together(found)
    if version.doubts:
        warned = Judge(case, version, lighter(judge.weight))
        doubts = [one for part in version.doubts for one in warned.findings(part, Within(code))]
        found, standard = [*found, *doubts], min(standard, together(doubts), key=RANK.__getitem__)
    return found, routes, standard


def _shown(routes: tuple[Route, ...]) -> tuple[list[Finding], Status]:
    """The findings of the route to show: one with something fulfilled before one of which nothing is known."""
    best = max((one.status for one in routes), key=RANK.__getitem__)
    chosen = max(routes, key=lambda one: (one.status is Status.MET, _begun(one), nearness(one.findings)))
    if chosen.status is best:
        return list(chosen.findings), best
    return [one._replace(enforcement=lighter(one.enforcement)) for one in chosen.findings], best


def _begun(route: Route) -> bool:
    return any(one.status is Status.MET for one in route.findings)


def lighter(weight: str) -> str:
    """At most a warning."""
    return WARN if weight == BLOCK else weight


def _not_for(case: Case, code: str, law: Law) -> Assessment:
    """An award of people asked for a collective, or the reverse."""
    whom = "cá nhân" if case.subject.kind == UNIT else "tập thể"
    article = "Luật Đ19" if whom == "cá nhân" else "Luật Đ20"
    title = case.book.is_title(code)
    finding = Finding(
        key="applies_to",
        status=Status.NOT_MET,
        message=f"{case.book.name(code)} chỉ xét cho {whom}",
        citation=article if title else "",
        enforcement=BLOCK if title else WARN,
        confidence=READ if title else MEMORY,
    )
    return Assessment(code, case.year, (finding,), Status.NOT_MET, Status.MET, None, law.code, law.note)
