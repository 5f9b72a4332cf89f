"""The foot of a plan: «Nơi nhận» on the left, the signature on the right, in whatever order they come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.reading.agencies import goes_on
from plans.reading.furniture import is_bare_number, is_signed_mark, is_stamp, is_watermark
from plans.reading.labels import is_loud, label_of
from plans.reading.layout import Block, Line
from plans.reading.normalise import fold, squeeze
from plans.reading.signers import ON_BEHALF, could_be_name, is_signer_title, looks_like_name
from plans.reading.unit_words import starts_like_unit, strip_dash

_RECIPIENTS = re.compile(r"^(?:noi nhan|noi gui)\b\s*(?:[:;.]|$|\()")
_ANNEX = re.compile(r"^(?:phu luc|phu bieu|bieu so|danh muc)\b|^\(?(?:ban hanh )?kem theo\b")


@dataclass
class Tail:
    """The foot: where it stands in the blocks (start, end), what it says, which source lines it took."""

    start: int
    end: int
    recipients: list[str] = field(default_factory=list)
    signer_title: str | None = None
    signer_name: str | None = None
    used: set[int] = field(default_factory=set)
    furniture: set[int] = field(default_factory=set)


def read_tail(blocks: Sequence[Block], start: int) -> Tail:
    """Read the foot of the plan out of the blocks after ``start`` (the end of the head)."""
    at = next((i for i in range(start, len(blocks)) if _is_recipients(blocks[i])), None)
    if at is None:
        return _signature_alone(blocks, start)
    first = _signature_before(blocks, at, start)
    tail = Tail(first, at)
    right = [b for b in blocks[first:at] if isinstance(b, Line)]
    left: list[Line] = []
    sided = any(isinstance(b, Line) and b.side == "R" for b in blocks[at : at + 30])
    state = _State(sided)
    end = at
    while end < len(blocks):
        line = blocks[end]
        if not isinstance(line, Line) or state.ends(line, right):
            break
        (right if state.is_right(line, right, left) else left).append(line)
        end += 1
    tail.end = end
    _recipients(left, tail)
    _signature(right, tail)
    return tail


def _is_recipients(block: Block) -> bool:
    return (
        isinstance(block, Line)
        and _RECIPIENTS.match(fold(strip_dash(block.text))) is not None
        and len(block.text) < 400
    )


def _signature_alone(blocks: Sequence[Block], start: int) -> Tail:
    """No recipients: the last signature title with a name after it, near the end or before an annex."""
    for i in range(len(blocks) - 1, start, -1):
        line = blocks[i]
        if not isinstance(line, Line) or not is_signer_title(line.text):
            continue
        first = i
        while first > start and isinstance(b := blocks[first - 1], Line) and is_signer_title(b.text):
            first -= 1
        end = i + 1
        lines = [b for b in blocks[first : i + 1] if isinstance(b, Line)]
        while (
            end < len(blocks) and isinstance(b := blocks[end], Line) and end <= i + 6 and not _ANNEX.match(fold(b.text))
        ):
            lines.append(b)
            end += 1
            if could_be_name(b.text) and not is_loud(b.text):
                break
        tail = Tail(first, end)
        _signature(lines, tail)
        return tail
    return Tail(len(blocks), len(blocks))


def _signature_before(blocks: Sequence[Block], at: int, start: int) -> int:
    """A signature that stands above «Nơi nhận»: titles, marks and a name right before it."""
    first = at
    seen_title = False
    for i in range(at - 1, max(start, at - 10) - 1, -1):
        line = blocks[i]
        if not isinstance(line, Line):
            break
        if is_signer_title(line.text):
            first, seen_title = i, True
        elif not (
            looks_like_name(line.text) or is_signed_mark(line.text) or is_stamp(line.text) or _loud_alone(line.text)
        ) or (seen_title and not _loud_alone(line.text)):
            break
    return first if seen_title else at


def _loud_alone(text: str) -> bool:
    return is_loud(text) and len(text) < 60 and label_of(text) is None


class _State:
    """Left or right? By side where the layout tells, by words where it does not."""

    def __init__(self, sided: bool) -> None:
        self.sided = sided
        self.named = False

    def ends(self, line: Line, right: list[Line]) -> bool:
        key = fold(line.text)
        if _ANNEX.match(key) and not (right and line.side == "R"):
            return True
        if self.named and line.side != "L" and not line.text.startswith(("-", "–")) and not is_signer_title(line.text):
            return (
                not (_short_left(line) and self.sided) and not is_bare_number(line.text) and not is_watermark(line.text)
            )
        return len(line.text) > 160 and line.side == "" and not line.text.startswith(("-", "–"))

    def is_right(self, line: Line, right: list[Line], left: list[Line]) -> bool:
        out = self._is_right(line, right, left)
        titled = any(is_signer_title(r.text) or is_loud(r.text) for r in right)
        if out and could_be_name(line.text) and not is_loud(line.text) and titled:
            self.named = True
        return out

    def _is_right(self, line: Line, right: list[Line], left: list[Line]) -> bool:
        if line.side:
            return line.side == "R"
        if line.text.startswith(("-", "–", "+", "•")) or not left:
            return False
        if not right and _is_post_below(left[-1], line):
            return True
        if is_signer_title(line.text) or is_signed_mark(line.text) or is_stamp(line.text):
            return True
        if _RECIPIENTS.match(fold(line.text)):
            return False
        titled = any(is_signer_title(r.text) or is_loud(r.text) for r in right)
        return titled and (not self.sided or could_be_name(line.text))


def _is_post_below(before: Line, line: Line) -> bool:
    """Capitals right below «Lưu: …»: the post of the signer, though it is none of the known ones."""
    kept = re.match(r"\W*luu\b", fold(before.text)) is not None
    return kept and _loud_alone(line.text) and len(line.text.split()) > 1 and not re.search(r"\d", line.text)


def _short_left(line: Line) -> bool:
    return line.side == "" and len(line.text) < 60


_GROUP = re.compile(
    r"^(?:ban dien tu|gui ban (?:giay|dien tu)|ban giay|de bao cao|gui qua mang|van ban dien tu"
    r"|noi nhan)\s*(?:\([^)]*\))?\s*:?$"
)


def _recipients(lines: list[Line], tail: Tail) -> None:
    """The entries of «Nơi nhận». An entry without a dash after dashed ones goes on with the one before it."""
    dashed = sum(line.text.startswith(("-", "–", "+", "•")) for line in lines) > 0
    entries: list[str] = []
    for line in lines:
        tail.used.add(line.number)
        if is_stamp(line.text) or is_watermark(line.text) or is_bare_number(line.text):
            tail.furniture.add(line.number)
            continue
        text = re.sub(r"^[-–]?\s*(?:nơi nhận|nơi gửi)\s*[:;.]?\s*", "", line.text, flags=re.IGNORECASE)
        if not text or _GROUP.match(fold(strip_dash(text))):
            tail.furniture.add(line.number)
            continue
        for piece in re.split(r";\s*(?=[-–+•]\s*\S)|(?<=[^\s])\s{3,}(?=[-–]\s)", text):
            _add_entry(entries, piece, dashed=dashed)
    tail.recipients = [entry for entry in (clean_entry(e) for e in entries) if entry]


def _add_entry(entries: list[str], piece: str, *, dashed: bool) -> None:
    opens = piece.startswith(("-", "–", "+", "•"))
    lone = not dashed or not entries or re.match(r"^luu\b", fold(piece))
    if not opens and not lone:
        entries[-1] = f"{entries[-1]} {piece}"
    elif not dashed:
        entries.extend(part for part in piece.split(";") if part.strip())
    else:
        entries.append(piece)


def clean_entry(text: str) -> str:
    """A recipient without its dash and closing stop."""
    return squeeze(strip_dash(text.strip())).rstrip(" .;,")


def _signature(lines: list[Line], tail: Tail) -> None:
    """Titles above, marks and stamps between, the name below."""
    titles: list[Line] = []
    names: list[Line] = []
    for line in lines:
        if is_signed_mark(line.text) or is_stamp(line.text) or is_watermark(line.text) or is_bare_number(line.text):
            tail.furniture.add(line.number)
        elif not names and (is_signer_title(line.text) or (is_loud(line.text) and not _loud_name(line, lines, titles))):
            titles.append(line)
            tail.used.add(line.number)
        else:
            names.append(line)
    good = [line for line in names if looks_like_name(line.text)] or [
        line for line in names if could_be_name(line.text)
    ]
    if good:
        tail.signer_name = squeeze(good[-1].text).strip(" .,;")
        tail.used.add(good[-1].number)
    _stamp_owner(names, good, tail)
    tail.signer_title = "\n".join(_whole_titles(titles)) or None


def _is_wrapped(before: str, text: str) -> bool:
    """Whether the title line above found no room for these words."""
    if len(before) < _FULL_TITLE or ON_BEHALF.match(fold(before)) or re.match(r"(?:pho|truong) ", fold(text)):
        return False
    return not is_signer_title(text) and goes_on(before, text)


_FULL_TITLE = 18  # letters; a shorter line of a signature block is never wrapped


def _whole_titles(lines: list[Line]) -> list[str]:
    """The title lines; «TRƯỞNG PHÒNG TỔ CHỨC LAO» / «ĐỘNG» is one that found no room (paragraphs of DOCX are whole)."""
    out: list[str] = []
    for line in lines:
        text = squeeze(line.text).strip(" ,;:")
        if out and not (line.exact and line.right == 0) and _is_wrapped(out[-1], text):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    return out


def _stamp_owner(names: list[Line], good: list[Line], tail: Tail) -> None:
    """The agency of an e-signature stamp («Sở Giáo dục và Đào tạo») stands between title and name."""
    for line in names:
        if line not in good[-1:] and starts_like_unit(line.text):
            tail.furniture.add(line.number)


def _loud_name(line: Line, lines: Sequence[Line], titles: Sequence[Line]) -> bool:
    """A name in capitals; «… HÀNH CHÍNH -» / «TỔNG HỢP» above a name in small letters is the rest of a post."""
    below = lines[lines.index(line) + 1 :]
    if any(looks_like_name(other.text) and not is_loud(other.text) for other in below):
        return False
    return bool(titles) and not is_signer_title(line.text) and looks_like_name(line.text)
