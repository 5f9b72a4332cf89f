"""First wordings of what nominees are told: granted, changed later, or not granted with a reason of the record. Pure.

Where no record supports a reason the place stays open (``GAP``): a person fills it before the letter can be sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

GAP = "……"
_OUTCOME = re.compile(
    r"(?P<words>cần \d+/\d+ \((?P<share>.+)\), có \d+: (?:chưa )?đạt)(?:\. Căn cứ: (?P<source>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Nominee:
    """Who is told, what was asked for him ("tặng danh hiệu …") and of which year."""

    office: str
    name: str
    about: str
    is_unit: bool
    asked: str
    year: int

    @property
    def you(self) -> str:
        return "tập thể" if self.is_unit else "đồng chí"

    @property
    def who(self) -> str:
        """The nominee in running words, with position and unit."""
        return f"{self.you} {', '.join(filter(None, (self.name, self.about)))}"

    @property
    def request(self) -> str:
        return f"đề nghị {self.asked} năm {self.year} đối với {self.who}"


class Counted(NamedTuple):
    """The sealed result of an item: the threshold with its numbers, the share alone, where the share stands."""

    words: str
    share: str
    source: str


def counted(rule_words: str) -> Counted | None:
    """What was sealed of an item, in its parts; None where no vote was counted.

    >>> counted("cần 8/9 (≥ 80 % tổng số thành viên), có 7: chưa đạt. Căn cứ: Quy chế, Điều 5").share
    '≥ 80 % tổng số thành viên'
    >>> counted("không có phiếu nào") is None
    True
    """
    found = _OUTCOME.fullmatch(rule_words.strip())
    return Counted(found["words"], found["share"], (found["source"] or "").strip()) if found else None


def is_unfinished(text: str) -> bool:
    """Whether a place is still open in what is to be sent."""
    return GAP in text or not text.strip()


def granted(to: Nominee, *, decision: str, by: str, achievement: str, amends: str = "") -> str:
    """Được tặng; ``amends`` is the earlier decision that this one corrects."""
    changed = f", sửa đổi {amends}" if amends else ""
    congratulates = "" if amends else "chúc mừng và "
    return _lines(
        f"{to.office} thông báo kết quả xét khen thưởng năm {to.year} đối với {to.who}:",
        f"{by} đã {to.asked} năm {to.year} tại {decision}{changed}.",
        f"Thành tích: {_stopped(achievement)}" if achievement.strip() else "",
        f"{to.office} {congratulates}trân trọng thông báo để {to.you} biết./.",
    )


def revoked(to: Nominee, *, decision: str, earlier: str, ground: str, words: str) -> str:
    """Hủy bỏ by a later decision, on the ground that it names."""
    return _lines(
        f"{to.office} thông báo: {decision} hủy bỏ kết quả {to.asked} năm {to.year} tại {earlier} đối với {to.who}.",
        f"Lý do: {_stopped(ground)}",
        f"Nội dung: {_stopped(words)}" if words.strip() else "",
        f"{to.office} thông báo để {to.you} biết, thực hiện./.",
    )


def not_carried(to: Nominee, *, council: str, day: str, result: Counted | None, numbers: bool) -> str:
    """Not enough votes; how many there were is said only where ``numbers`` may be told."""
    if result is None:
        reason = GAP
    elif numbers:
        reason = result.words
    else:
        reason = f"số thành viên đồng ý chưa đạt tỷ lệ cần có ({result.share})"
    source = f" Căn cứ: {_stopped(result.source)}" if result and result.source else ""
    return _not_granted(to, council, day, "chưa đạt để đề nghị tặng", [f"Lý do: {reason}.{source}"])


def not_picked(to: Nominee, *, council: str, day: str, reason: str, places: str) -> str:
    """Enough votes, and put back in favour of others."""
    said = [part for part in (reason.strip(), places) if part]
    lines = [f"Lý do: {_stopped('. '.join(part.rstrip('.') for part in said))}"] if said else [f"Lý do: {GAP}."]
    return _not_granted(to, council, day, "không được chọn đề nghị trong đợt này", lines)


def left_out(to: Nominee, *, award_round: str, findings: Iterable[tuple[str, str]], returned: str) -> str:
    """The dossier did not come before the council: the findings not met, each with its legal text."""
    unmet = [f"- {message.rstrip('.')}{f' (căn cứ: {source})' if source else ''}." for message, source in findings]
    lines = ["Lý do, theo kết quả kiểm tra hồ sơ:", *unmet] if unmet else []
    if returned.strip():
        lines.append(f"Ý kiến thẩm định khi trả lại hồ sơ: {_stopped(returned)}")
    return _lines(
        f"{to.office} đã nhận {to.request}, trong đợt “{award_round}”.",
        "Kết quả: hồ sơ không được trình hội đồng trong đợt này.",
        *(lines or [f"Lý do: {GAP}."]),
        _closing(to),
    )


def _not_granted(to: Nominee, council: str, day: str, result: str, reason: list[str]) -> str:
    return _lines(f"{council} họp ngày {day} đã xét {to.request}.", f"Kết quả: {result}.", *reason, _closing(to))


def _closing(to: Nominee) -> str:
    return (
        f"{to.office} ghi nhận kết quả công tác của {to.you} và thông báo để {to.you} biết. Cần trao đổi thêm, đề nghị "
        "liên hệ thường trực thi đua, khen thưởng./."
    )


def _stopped(text: str) -> str:
    return f"{' '.join(text.split()).rstrip('.')}."


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
