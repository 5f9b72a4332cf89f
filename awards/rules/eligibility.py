"""Whether one may be proposed for an award, by the law of the day on which the dossier was received. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from awards.rules.atoms import Within
from awards.rules.conditions import STANDARD, Judge, lighter, nearness
from awards.rules.facts import Facts
from awards.rules.findings import BLOCK, RANK, WARN, Finding, Settle, Status, together
from awards.rules.general import of_award, of_subject
from awards.rules.grammar import ANY
from awards.rules.rulebook import APPLIES, CONFIRMED, MEMORY, READ, UNIT, Rulebook, Version
from awards.rules.timeline import Case, Inquiry, Timeline

__all__ = ["Assessment", "Finding", "Route", "Settle", "Status", "assess", "assess_all", "assess_in", "assess_many"]

K = TypeVar("K")

NOT_RECEIVED = "Chưa ghi ngày nhận hồ sơ để thẩm định: tạm chọn luật theo ngày {day:%d/%m/%Y}."
NO_LAW = "Trước 01/01/2024 áp dụng luật cũ, phần mềm không có nội dung: cán bộ tự đối chiếu."
FAVOURABLE = (
    "Hồ sơ nhận trước khi luật sửa đổi có hiệu lực nên theo luật cũ; nếu quy định mới có lợi hơn thì được theo "
    "quy định mới ({citation}): phần mềm không tự quyết định, cán bộ đối chiếu và ghi lý do."
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
    return assess_in(Inquiry(book, year=year, on=on, received_on=received_on), codes, facts)


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
    return {key: assess_in(inquiry, wanted, one) for key, one in facts.items()}


def assess_in(inquiry: Inquiry, codes: Iterable[str], facts: Facts) -> dict[str, Assessment]:
    """Assess several awards of one subject within an inquiry that others share."""
    case = Case(inquiry, Timeline(facts, inquiry.on))
    shared = of_subject(case)
    return {code: _assess(case, code, shared) for code in codes}


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
        notes.append(FAVOURABLE.format(citation=newest.citation))
    return Law(code, " ".join(notes))


class Standard(NamedTuple):
    """The standard of an award on the day: who judges by which words, the version in force, what is to be said.

    ``unread`` stands for the words that are not known; ``unfit`` is the whole answer where the award is for others.
    """

    judge: Judge | None
    doubter: Judge | None
    asked: Version | None
    law: Law
    note: str
    unread: Finding | None = None
    unfit: Assessment | None = None


def _assess(case: Case, code: str, shared: list[Finding]) -> Assessment:
    """What its atoms and the rules for all say decides; the same said of many is put together once."""
    inquiry, kind = case.inquiry, case.subject.kind
    standard = inquiry.once((kind, code), lambda: _standard(inquiry, code, kind))
    if standard.unfit:
        return standard.unfit
    judge = standard.judge
    said = judge.whole(case, code) if judge else []
    own = _doubts(case, code, standard) + of_award(case, code)
    return inquiry.once(
        (code, kind, *map(id, said), 0, *map(id, own), 0, *map(id, shared)),
        lambda: _put(code, inquiry.year, standard, said, [*own, *shared]),
    )


def _put(code: str, year: int, standard: Standard, said: list[Finding], rules: list[Finding]) -> Assessment:
    findings, routes, status = _findings(standard, said)
    law, note = standard.law.code, standard.note
    return Assessment(code, year, (*findings, *rules), status, together(rules), standard.asked, law, note, routes)


def _standard(inquiry: Inquiry, code: str, kind: str) -> Standard:
    """The version whose words are used, the one in force, and why they differ."""
    law, book = law_of(inquiry), inquiry.book
    if book.entries[code].applies_to not in APPLIES[kind]:
        return Standard(None, None, None, law, law.note, unfit=_not_for(inquiry, code, kind, law))
    asked = book.version(code, STANDARD, kind=kind, on=inquiry.day)
    used, weight = asked, asked.weight if asked else WARN
    if asked is None:
        note = NO_VERSION
    elif asked.condition:
        note = "" if asked.status == CONFIRMED else UNCONFIRMED
    else:
        used = _earlier(book, asked, kind) if asked.content.get("fallback") else None
        note = FALLBACK.format(law=asked.citation) if used else NO_VERSION
        weight = lighter(used.weight, WARN) if used else weight
    note = f"{law.note} {note}".strip()
    if used is None or used.condition is None:
        return Standard(None, None, asked, law, note, unread=_unread(book, code, asked, weight))
    doubter = Judge(inquiry, used, lighter(weight, WARN), kind) if used.doubts else None
    return Standard(Judge(inquiry, used, weight, kind), doubter, asked, law, note)


def _earlier(book: Rulebook, asked: Version, kind: str) -> Version | None:
    """The latest version before ``asked`` whose words are known."""
    earlier = [one for one in book.versions(asked.code, STANDARD) if one.for_kind(kind) and _before(one, asked)]
    return next((one for one in reversed(earlier) if one.condition), None)


def _before(one: Version, other: Version) -> bool:
    return (one.effective_from or dt.date.min) < (other.effective_from or dt.date.min)


def _findings(standard: Standard, said: list[Finding]) -> tuple[tuple[Finding, ...], tuple[Route, ...], Status]:
    """What the standard says, every route of one that knows several, and what it comes to."""
    judge = standard.judge
    if judge is None:
        return (standard.unread,) if standard.unread else (), (), Status.UNKNOWN
    if judge.told.name != ANY:
        found = judge.put(judge.told, iter(said))
        return found, (), together(found)
    spoken = iter(said)
    ways = [(name, judge.put(part, spoken)) for name, part in judge.ways()]
    routes = tuple([Route(name, together(found), found) for name, found in ways])
    shown, status = _shown(routes)
    return shown, routes, status


def _doubts(case: Case, code: str, standard: Standard) -> list[Finding]:
    """What the standard may ask for, beside it: it warns."""
    judge = standard.doubter
    if judge is None:
        return []
    return [one for part in judge.version.doubts for one in judge.doubt(case, part, Within(code))]


def _unread(book: Rulebook, code: str, asked: Version | None, weight: str) -> Finding:
    """That the words of the standard are not known."""
    words = f"Tiêu chuẩn {book.name(code)}: chưa có nội dung đã đọc để kiểm tra"
    citation, sure = (asked.citation, asked.confidence) if asked else ("", MEMORY)
    return Finding("standard", Status.UNKNOWN, words, citation, weight, sure, "", Settle.RULE)


def _shown(routes: tuple[Route, ...]) -> tuple[tuple[Finding, ...], Status]:
    """The findings of the route to show: one with something fulfilled before one of which nothing is known."""
    best = max((one.status for one in routes), key=RANK.__getitem__)
    chosen = max(routes, key=lambda one: (one.status is Status.MET, _begun(one), nearness(one.findings)))
    if chosen.status is best:
        return chosen.findings, best
    warned = [one._replace(enforcement=WARN) if one.enforcement == BLOCK else one for one in chosen.findings]
    return tuple(warned), best


def _begun(route: Route) -> bool:
    return any(one.status is Status.MET for one in route.findings)


def _not_for(inquiry: Inquiry, code: str, kind: str, law: Law) -> Assessment:
    """An award of people asked for a collective, or the reverse."""
    whom, article = ("cá nhân", "Luật Đ19") if kind == UNIT else ("tập thể", "Luật Đ20")
    title = inquiry.book.is_title(code)
    finding = Finding(
        key="applies_to",
        status=Status.NOT_MET,
        message=f"{inquiry.book.name(code)} chỉ xét cho {whom}",
        citation=article if title else "",
        enforcement=BLOCK if title else WARN,
        confidence=READ if title else MEMORY,
    )
    return Assessment(code, inquiry.year, (finding,), Status.NOT_MET, Status.MET, None, law.code, law.note)
