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
from plans.reading.unit_words import starts_like_unit, strip_dash

_RECIPIENTS = re.compile(r"^(?:noi nhan|noi gui)\b\s*(?:[:;.]|$|\()")
_ANNEX = re.compile(r"^(?:phu luc|phu bieu|bieu so|danh muc)\b|^\(?(?:ban hanh )?kem theo\b")
_POSTS = (
    "giam doc|pho giam doc|tong giam doc|pho tong giam doc|truong phong|pho truong phong|chu tich|pho chu "
    "tich|hieu truong|pho hieu truong"
    "|bi thu|pho bi thu|bo truong|thu truong|cuc truong|pho cuc truong|chi cuc truong|pho chi cuc truong|chanh "
    "van phong|pho chanh van phong"
    "|tong phu trach(?: doi)?|truong ban|pho truong ban|vien truong|pho vien truong|tong cuc truong|chanh thanh "
    "tra|pho chanh thanh tra"
    "|thu truong (?:co quan|don vi)|to truong|pho to truong|nguoi lap(?: ke hoach)?|truong tram|khoi truong|cum "
    "truong|tong bien tap|hat truong"
    "|nguoi (?:viet|xay dung|lam) ke hoach|doi truong|truong khoa|phu trach|quyen giam doc|tu lenh|chi huy "
    "truong|chanh an|kiem toan truong"
    "|tong thu ky|vu truong|trung doan truong|truong doan|truong doi|chi huy|quan doc|giam hieu|uy vien|pho "
    "truong doan|truong cong an"
)
_POST = re.compile(rf"^(?:{_POSTS})\b")
_ON_BEHALF = re.compile(
    r"^(?:kt|tm|tl|tuq|t/m|k/t|t/l|q|tm ban|thua lenh|thay mat|thua uy quyen|ky thay)\s*[./]?\s+\S|^(?:kt|tm|tl|tuq)\."
)
_SURNAMES_TEXT = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly trinh dinh mai dao truong lam luong "
    "ha ta chu la nong hua trieu be ma luu cao thai to doan quach tang vi ninh kieu chau mac ton giang dam tong "
    "diep quan bach khuc phung thach lo ban sung giap nghiem khong chuong hau than lieu han kim lu lau mua vang "
    "a y bo au ong dau mong lanh luc hoa cu nhu van thi vuong"
)
_SURNAMES = frozenset(_SURNAMES_TEXT.split())
_RANK = re.compile(
    r"^(?:(?:ts|ths|bs|pgs|gs|cn|ks|ds|kts|ths ?bs|bs ?ck ?i+|bsck\w*|bs ?cc|thac si|tien si|bac si|luat su|ky su"
    r"|(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si)|dai tuong|dong chi|ong|ba|bs ?cki+|nha giao(?: uu tu| nhan dan)?"
    r"|nghe si(?: uu tu| nhan dan)|thay thuoc(?: uu tu| nhan dan)|ngut|nsut|ttut)(?![a-z])\s*[.:,\-]?\s*)+"
)


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


def is_signer_title(text: str) -> bool:
    """A line of a signature block above the name: a post or «KT.», «TM.», in capitals."""
    key = fold(text).strip(" .,:;")
    if len(text) > 80 or not (is_loud(text) or _ON_BEHALF.match(fold(text))):
        return False
    return _ON_BEHALF.match(fold(text)) is not None or _POST.match(key) is not None


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
        if out and could_be_name(line.text) and not is_loud(line.text) and any(is_signer_title(r.text) for r in right):
            self.named = True
        return out

    def _is_right(self, line: Line, right: list[Line], left: list[Line]) -> bool:
        if line.side:
            return line.side == "R"
        if line.text.startswith(("-", "–", "+", "•")) or not left:
            return False
        if is_signer_title(line.text) or is_signed_mark(line.text) or is_stamp(line.text):
            return True
        if _RECIPIENTS.match(fold(line.text)):
            return False
        titled = any(is_signer_title(r.text) for r in right)
        return titled and (not self.sided or could_be_name(line.text))


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
        elif not names and (is_signer_title(line.text) or (is_loud(line.text) and not _loud_name(line.text, titles))):
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
    if len(before) < _FULL_TITLE or _ON_BEHALF.match(fold(before)) or re.match(r"(?:pho|truong) ", fold(text)):
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


def _loud_name(text: str, titles: list[Line]) -> bool:
    return bool(titles) and not is_signer_title(text) and looks_like_name(text)


def looks_like_name(text: str) -> bool:
    """A person's name: two to six capital words, the first a family name (after titles such as «TS.»)."""
    words = _name_words(text)
    return bool(words) and words[0] in _SURNAMES and not _POST.match(" ".join(words))


def could_be_name(text: str) -> bool:
    """The shape of a name whatever the family name: enough right below the title of a signer."""
    words = _name_words(text)
    return looks_like_name(text) or (bool(words) and not starts_like_unit(text) and not _POST.match(" ".join(words)))


def _name_words(text: str) -> list[str]:
    """The folded words of what has the shape of a name, without «TS.» and the like; empty otherwise."""
    rank = _RANK.match(fold(text))
    bare = text[rank.end() :] if rank else text
    words = fold(bare).strip(" .,;").split()
    shown = bare.split()
    if not 2 <= len(words) <= 6 or re.search(r"[\d:;/()]", text) or len(text) > 50:
        return []
    return words if all(word[:1].isupper() for word in shown if word[:1].isalpha()) else []
