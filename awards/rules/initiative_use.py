"""R10, an initiative counts once: what stands against counting it for one more honour. Pure.

Used for a title it does not count for a form of commendation, and the reverse; nor for two forms. The guidance says
nothing of two titles: the council decides. How much the rule weighs is what its version of the day says; where none is
in force, or an officer left it for information only, nothing but two titles is spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from awards.rules.citation import spelled
from awards.rules.findings import BLOCK, INFO
from awards.rules.rulebook import CONFIRMED, Version

TITLE, FORM = "title", "form"
LISTS = {TITLE: "danh hiệu", FORM: "hình thức khen thưởng"}
REFUSED = "Chọn sáng kiến khác."
WARNED = "Quy định để mức cảnh báo: dùng thì ghi lý do."
UNCONFIRMED = "Quy định chưa được xác nhận nguyên văn: ghi lý do nếu dùng."


class Use(NamedTuple):
    """For which honour, of which of the two lists, of which year an initiative was or shall be counted."""

    kind: str
    code: str
    name: str
    year: int


class Objection(NamedTuple):
    """What one earlier use says against a new one; one that does not block asks for a reason."""

    use: Use
    blocks: bool
    message: str


def objections(earlier: Iterable[Use], wanted: Use, *, rule: Version | None) -> list[Objection]:
    """What each of the ``earlier`` uses by the same author says against ``wanted`` by the rule of the day.

    >>> rule = Version("R10", "general", status="confirmed", enforcement="block", confidence="A")
    >>> [one.blocks for one in objections([Use("title", "LDTT", "LĐTT", 2025)], Use("form", "GK", "GK", 2026),
    ...                                   rule=rule)]
    [True]
    """
    said = (_objection(one, wanted, rule) for one in earlier)
    return [one for one in said if one]


def refusal(found: Iterable[Objection]) -> str:
    """The sentence that refuses; empty where nothing blocks."""
    return next((one.message for one in found if one.blocks), "")


def _objection(one: Use, wanted: Use, rule: Version | None) -> Objection | None:
    used, source = f"Sáng kiến đã dùng cho {one.name} năm {one.year}", f" ({spelled(rule.citation)})" if rule else ""
    if one.kind == wanted.kind == TITLE:
        if (one.code, one.year) == (wanted.code, wanted.year):
            return Objection(one, blocks=False, message=f"{used}, đúng mục đang đề nghị. Dùng lần nữa phải ghi lý do.")
        words = f"{used}. Dùng lại từ danh hiệu sang danh hiệu do Hội đồng quyết định; ghi lý do{source}."
        return Objection(one, blocks=False, message=words)
    if rule is None or rule.weight == INFO:
        return None
    rest = REFUSED if rule.weight == BLOCK else WARNED if rule.status == CONFIRMED else UNCONFIRMED
    words = f"{used} nên không dùng cho {LISTS[wanted.kind]} {wanted.name} nữa{source}."
    return Objection(one, rule.weight == BLOCK, f"{words} {rest}")
