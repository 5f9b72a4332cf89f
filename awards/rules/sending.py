"""What stands between a nomination and its sending: a confirmed rule blocks, nothing unknown passes silently. Pure.

The findings are those of ``awards.rules.eligibility``; here they are put by what has to be done about them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from awards.rules.standing import is_private

BLOCK, WARN, INFO, PARAM = "block", "warn", "info", "param"
MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
HIDDEN = "Điều kiện về kỷ luật, việc đang xem xét: thường trực TĐKT và lãnh đạo Sở xem nội dung"


@dataclass(frozen=True)
class Weighed:
    """``blocks`` cannot be sent; ``unsettled`` must be stated first; ``reasons`` may be sent with a reason."""

    blocks: tuple[Any, ...] = ()
    unsettled: tuple[Any, ...] = ()
    reasons: tuple[Any, ...] = ()
    met: int = 0

    @property
    def may_be_sent(self) -> bool:
        return not self.blocks and not self.unsettled

    @property
    def words(self) -> str:
        """ "3 đạt, 1 không đạt, 2 chưa rõ"."""
        open_ones = (*self.blocks, *self.unsettled, *self.reasons)
        unknown = sum(one.status == UNKNOWN for one in open_ones)
        return f"{self.met} đạt, {len(open_ones) - unknown} không đạt, {unknown} chưa rõ"


def weigh(findings: Iterable[Any]) -> Weighed:
    """Put ``findings`` by what they ask for; what is for information alone asks for nothing."""
    blocks, unsettled, reasons, met = [], [], [], 0
    for one in findings:
        if one.status == MET:
            met += 1
        elif one.enforcement == INFO:
            continue
        elif one.enforcement != BLOCK:
            reasons.append(one)
        elif one.status == UNKNOWN:
            unsettled.append(one)
        else:
            blocks.append(one)
    return Weighed(tuple(blocks), tuple(unsettled), tuple(reasons), met)


def said(finding: Any, *, told: bool) -> str:
    """The message of a finding for a reader who is ``told`` of discipline and what is examined, or is not."""
    return HIDDEN if not told and is_private(finding) else str(finding.message)


def hindrances(weighed: Weighed, *, told: bool) -> list[str]:
    """What must be mended or stated before sending, a sentence each, as far as the reader may know it."""
    stops = [f"Không đạt: {said(one, told=told)}" for one in weighed.blocks]
    return stops + [f"Chưa rõ, phải xác nhận: {said(one, told=told)}" for one in weighed.unsettled]
