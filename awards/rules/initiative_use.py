"""R10, an initiative counts once: what stands against counting it for one more honour. Pure.

Used for a title it does not count for a form of commendation, and the reverse; nor for two forms. The guidance says
nothing of two titles: the council decides. ``enforced`` says that an officer has confirmed the wording of the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

TITLE, FORM = "title", "form"
LISTS = {TITLE: "danh hiệu", FORM: "hình thức khen thưởng"}
SOURCE = "Công văn 5007/BNV-TĐKT, mục III.5.c"


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


def objections(earlier: Iterable[Use], wanted: Use, *, enforced: bool) -> list[Objection]:
    """What each of the ``earlier`` uses by the same author says against ``wanted``.

    >>> [one.blocks for one in objections([Use("title", "LDTT", "LĐTT", 2025)], Use("form", "GK", "GK", 2026),
    ...                                   enforced=True)]
    [True]
    """
    return [_objection(one, wanted, enforced=enforced) for one in earlier]


def refusal(found: Iterable[Objection]) -> str:
    """The sentence that refuses; empty where nothing blocks."""
    return next((one.message for one in found if one.blocks), "")


def _objection(one: Use, wanted: Use, *, enforced: bool) -> Objection:
    used = f"Sáng kiến đã dùng cho {one.name} năm {one.year}"
    if one.kind != TITLE or wanted.kind != TITLE:
        words = f"{used} nên không dùng cho {LISTS[wanted.kind]} {wanted.name} nữa ({SOURCE})."
        rest = "Chọn sáng kiến khác." if enforced else "Quy định chưa được xác nhận nguyên văn: ghi lý do nếu dùng."
        return Objection(one, enforced, f"{words} {rest}")
    if (one.code, one.year) == (wanted.code, wanted.year):
        return Objection(one, blocks=False, message=f"{used}, đúng mục đang đề nghị. Dùng lần nữa phải ghi lý do.")
    words = f"{used}. Dùng lại từ danh hiệu sang danh hiệu do Hội đồng quyết định; ghi lý do ({SOURCE})."
    return Objection(one, blocks=False, message=words)
