"""What stands between a nomination and its sending: a confirmed rule blocks, nothing unknown passes silently. Pure.

The findings are those of ``awards.rules.eligibility``; here they are put by what has to be done about them, and veiled
for readers who may not know of discipline and of what is under examination.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from awards.rules.findings import BLOCK, INFO, WARN, Finding, Status
from awards.rules.standing import DISCIPLINE, HOLD

WATCHED = "watched"  # the key of the one finding that stands for all that a reader may not know
HIDDEN = "Hồ sơ đang được cơ quan thường trực xem xét, xong mới trình được"
NOTHING_HIDDEN = "Cơ quan thường trực đã xem xét các điều kiện còn lại"


@dataclass(frozen=True)
class Weighed:
    """``blocks`` cannot be sent; ``unsettled`` must be stated first; ``reasons`` may be sent with a reason."""

    blocks: tuple[Finding, ...] = ()
    unsettled: tuple[Finding, ...] = ()
    reasons: tuple[Finding, ...] = ()
    met: int = 0

    @property
    def may_be_sent(self) -> bool:
        return not self.blocks and not self.unsettled

    @property
    def words(self) -> str:
        """ "3 đạt, 1 không đạt, 2 chưa rõ"."""
        open_ones = (*self.blocks, *self.unsettled, *self.reasons)
        unknown = sum(one.status is Status.UNKNOWN for one in open_ones)
        return f"{self.met} đạt, {len(open_ones) - unknown} không đạt, {unknown} chưa rõ"


def weigh(findings: Iterable[Finding]) -> Weighed:
    """Put ``findings`` by what they ask for; what is for information alone asks for nothing."""
    blocks, unsettled, reasons, met = [], [], [], 0
    for one in findings:
        if one.status is Status.MET:
            met += 1
        elif one.enforcement == INFO:
            continue
        elif one.enforcement != BLOCK:
            reasons.append(one)
        elif one.status is Status.UNKNOWN:
            unsettled.append(one)
        else:
            blocks.append(one)
    return Weighed(tuple(blocks), tuple(unsettled), tuple(reasons), met)


def veiled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What a reader may know who is told neither of discipline nor of what is examined.

    All findings that tell of either become one, and that is never "không đạt": a hold, a discipline and what nobody
    has stated yet look alike, in words, number, source and state.
    """
    told: list[Finding] = []
    hidden: list[Finding] = []
    for one in findings:
        (hidden if one.private else told).append(one)
    if not hidden:
        return tuple(told)
    open_ones = [one for one in hidden if one.status is not Status.MET and one.enforcement != INFO]
    weight = BLOCK if any(one.enforcement == BLOCK for one in open_ones) else WARN
    status, words = (Status.UNKNOWN, HIDDEN) if open_ones else (Status.MET, NOTHING_HIDDEN)
    source = next((one for one in hidden if one.key in (HOLD, DISCIPLINE)), hidden[0])
    return (*told, Finding(WATCHED, status, words, source.citation, weight, source.confidence))


def said(finding: Finding, *, told: bool) -> str:
    """The message of a finding for a reader who is ``told`` of discipline and what is examined, or is not."""
    return HIDDEN if not told and finding.private else finding.message


def hindrances(weighed: Weighed) -> list[str]:
    """What must be mended or stated before sending, a sentence each."""
    stops = [f"Không đạt: {one.message}" for one in weighed.blocks]
    return stops + [
        one.message if one.key == WATCHED else f"Chưa rõ, phải xác nhận: {one.message}" for one in weighed.unsettled
    ]
