"""Whether one may be proposed for an award, by the law of the day on which the dossier was received. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from awards.rules.atoms import Within
from awards.rules.conditions import STANDARD, Judge, nearness
from awards.rules.facts import Facts
from awards.rules.findings import BLOCK, RANK, WARN, Finding, Settle, Status, together
from awards.rules.general import of_award, of_subject
from awards.rules.grammar import ANY
from awards.rules.rulebook import APPLIES, CONFIRMED, MEMORY, READ, UNIT, Rulebook, Version
from awards.rules.timeline import Case, Inquiry, Subject

__all__ = ["Assessment", "Finding", "Route", "Settle", "Status", "assess", "assess_all", "assess_many"]

K = TypeVar("K")

NOT_RECEIVED = "Chưa ghi ngày nhận hồ sơ để thẩm định: tạm chọn luật theo ngày {day:%d/%m/%Y}."
NO_LAW = "Trước 01/01/2024 áp dụng luật cũ, phần mềm không có nội dung: cán bộ tự đối chiếu."
FAVOURABLE = (
    "Hồ sơ nhận trước khi luật sửa đổi có hiệu lực nên theo luật cũ; nếu quy định mới có lợi hơn thì được theo "
    "quy định mới (Luật 06/2026/QH16 Đ4): phần mềm không tự quyết định, cán bộ đối chiếu và ghi lý do."
)
UNCONFIRMED = "Nội dung của phiên bản này chưa được xác nhận nguyên văn: chỉ cảnh báo, không chặn."
FALLBACK = "{law}: tạm dùng điều kiện của phiên bản trước, chỉ cảnh báo, cho đến khi cán bộ nhập nội dung đã xác nhận."
NO_VERSION = "Chưa có nội dung tiêu chuẩn cho ngày này: không kết luận được."


class Route(NamedTuple):
    """One way to fulfil a standard that knows several; the best one gives its findings to the assessment."""

    key: str
    status: Status
    findings: tuple[Finding, ...]


class Assessment(NamedTuple):
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

    @property
    def status(self) -> Status:
        return min(self.standard, self.general, key=RANK.__getitem__)

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """Not met, of a confirmed wording: it cannot be proposed."""
        return tuple(one for one in self.findings if one.blocks)

    @property
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
    facts: Facts,
    *,
    year: int,
    on: dt.date,
    received_on: dt.date | None = None,
) -> dict[str, Assessment]:
    """Assess several awards of one subject; its facts are put by year once."""
    return _assess_all(Inquiry(book, year=year, on=on, received_on=received_on), codes, facts)


def assess_many(
    book: Rulebook,
    codes: Iterable[str],
    facts: Mapping[K, Facts],
    *,
    year: int,
    on: dt.date,
    received_on: dt.date | None = None,
) -> dict[K, dict[str, Assessment]]:
    """Assess several awards of many subjects; what the book says of the day is looked up once for all of them."""
    inquiry, wanted = Inquiry(book, year=year, on=on, received_on=received_on), list(codes)
    return {key: _assess_all(inquiry, wanted, one) for key, one in facts.items()}


def _assess_all(inquiry: Inquiry, codes: Iterable[str], facts: Facts) -> dict[str, Assessment]:
    case = Case(inquiry, Subject(facts))
    shared = of_subject(case)
    beside = together(shared)
    return {code: _assess(case, code, shared, beside) for code in codes}


class Law(NamedTuple):
    """Which law the day of receipt chooses, and what is to be said about it."""

    code: str
    note: str


def law_of(inquiry: Inquiry) -> Law:
    """The law in force on the day on which the dossier was received, or on the day asked about while it was not."""
    found = inquiry.book.parameter("LAW", on=inquiry.day)
    code = str(found.content["law"]) if found else ""
    notes = [] if inquiry.received_on else [NOT_RECEIVED.format(day=inquiry.day)]
    newest = inquiry.book.parameter("LAW")
    if not code:
        notes.append(NO_LAW)
    elif newest and found is not newest and newest.effective_from and newest.effective_from <= inquiry.on:
        notes.append(FAVOURABLE)
    return Law(code, " ".join(notes))


class Standard(NamedTuple):
    """The standard of an award on the day: the version whose words are used and what they weigh, the one in force."""

    used: Version | None
    asked: Version | None
    weight: str
    law: str
    note: str


def _assess(case: Case, code: str, shared: list[Finding], beside: Status) -> Assessment:
    inquiry, kind = case.inquiry, case.subject.kind
    if inquiry.book.entries[code].applies_to not in APPLIES[kind]:
        return inquiry.once(("not for", kind, code), lambda: _not_for(inquiry, code, kind))
    standard = inquiry.once(("standard", kind, code), lambda: _standard(inquiry, code, kind))
    findings, routes, status = _findings(case, code, standard)
    own = of_award(case, code)
    general = min(together(own), beside, key=RANK.__getitem__)
    everything = (*findings, *own, *shared)
    law, note = standard.law, standard.note
    return Assessment(code, case.year, everything, status, general, standard.asked, law, note, routes)


def _standard(inquiry: Inquiry, code: str, kind: str) -> Standard:
    """The version whose words are used, the one in force, and why they differ."""
    law, book = law_of(inquiry), inquiry.book
    asked = book.version(code, STANDARD, kind=kind, on=inquiry.day)
    used, weight = asked, asked.weight if asked else WARN
    if asked is None:
        note = NO_VERSION
    elif asked.condition:
        note = "" if asked.status == CONFIRMED else UNCONFIRMED
    else:
        used = _earlier(book, asked, kind) if asked.content.get("fallback") else None
        note = FALLBACK.format(law=asked.citation) if used else NO_VERSION
        weight = lighter(used.weight) if used else weight
    return Standard(used, asked, weight, law.code, f"{law.note} {note}".strip())


def _earlier(book: Rulebook, asked: Version, kind: str) -> Version | None:
    """The latest version before ``asked`` whose words are known."""
    earlier = [one for one in book.versions(asked.code, STANDARD) if one.for_kind(kind) and _before(one, asked)]
    return next((one for one in reversed(earlier) if one.condition), None)


def _before(one: Version, other: Version) -> bool:
    return (one.effective_from or dt.date.min) < (other.effective_from or dt.date.min)


def _findings(case: Case, code: str, standard: Standard) -> tuple[list[Finding], tuple[Route, ...], Status]:
    """What the standard says, every route of one that knows several, and what it comes to."""
    version = standard.used
    if version is None or version.condition is None:
        return [case.inquiry.once(("unread", code), lambda: _unread(case.book, code, standard))], (), Status.UNKNOWN
    judge, told = Judge(case, version, standard.weight), version.condition
    within = Within(code)
    routes: tuple[Route, ...] = ()
    if told.name == ANY:
        routes = tuple(Route(name, together(found), tuple(found)) for name, found in judge.routes(told, within))
        found, status = _shown(routes)
    else:
        found = judge.findings(told, within)
        status = together(found)
    if version.doubts:
        warned = Judge(case, version, lighter(judge.weight))
        doubts = [one for part in version.doubts for one in warned.findings(part, Within(code))]
        found, status = [*found, *doubts], min(status, together(doubts), key=RANK.__getitem__)
    return found, routes, status


def _unread(book: Rulebook, code: str, standard: Standard) -> Finding:
    """That the words of the standard are not known."""
    words = f"Tiêu chuẩn {book.name(code)}: chưa có nội dung đã đọc để kiểm tra"
    asked = standard.asked
    citation, sure = (asked.citation, asked.confidence) if asked else ("", MEMORY)
    return Finding("standard", Status.UNKNOWN, words, citation, standard.weight, sure, "", Settle.RULE)


def _shown(routes: tuple[Route, ...]) -> tuple[list[Finding], Status]:
    """The findings of the route to show: one with something fulfilled before one of which nothing is known."""
    best = max((one.status for one in routes), key=RANK.__getitem__)
    chosen = max(routes, key=lambda one: (one.status is Status.MET, _begun(one), nearness(one.findings)))
    if chosen.status is best:
        return list(chosen.findings), best
    return [
        one._replace(enforcement=lighter(one.enforcement)) if one.enforcement == BLOCK else one
        for one in chosen.findings
    ], best


def _begun(route: Route) -> bool:
    return any(one.status is Status.MET for one in route.findings)


def lighter(weight: str) -> str:
    """At most a warning."""
    return WARN if weight == BLOCK else weight


def _not_for(inquiry: Inquiry, code: str, kind: str) -> Assessment:
    """An award of people asked for a collective, or the reverse."""
    whom, article = ("cá nhân", "Luật Đ19") if kind == UNIT else ("tập thể", "Luật Đ20")
    title, law = inquiry.book.is_title(code), law_of(inquiry)
    finding = Finding(
        key="applies_to",
        status=Status.NOT_MET,
        message=f"{inquiry.book.name(code)} chỉ xét cho {whom}",
        citation=article if title else "",
        enforcement=BLOCK if title else WARN,
        confidence=READ if title else MEMORY,
    )
    return Assessment(code, inquiry.year, (finding,), Status.NOT_MET, Status.MET, None, law.code, law.note)
