"""The head of a plan: agencies, number, place and date, title. Told by content, so that any layout serves.

A head in two columns may come as one line, as two, or column after column (plan-variations.md §5); each line is first
cut at the motto, the number and the date, and what is left in capitals are the agencies.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.reading.agencies import BODY_START, BOX, PLAN_WORD, is_agency_line, join_agencies
from plans.reading.labels import is_loud, label_of
from plans.reading.layout import Block, Line
from plans.reading.normalise import fold, squeeze
from plans.reading.periods import Years
from plans.reading.title_years import DATED, title_years

_MOTTO = re.compile(
    r"\bcong\s*h\w+\s*xa\s*hoi\s*chu\s*nghia(?:\s*viet(?:\s*nam)?)?\b"
    r"|\bdoc\s*lap\s*-?\s*tu\s*(?:do)?\s*-?\s*hanh\s*phuc\b"
    r"|\bdang cong san viet nam\b|\bdoan tncs ho chi minh\b"
)
_MOTTO_REST = re.compile(r"^(?:viet )?nam$")  # of a motto too wide for its column
_NUMBER = re.compile(
    r"(?:^|(?<=\s))s[o]\s*:?\s*(?P<value>(?:[\d .…_]*\d[a-z]?"
    r"|[.…_\s\[\]()x]*)\s*(?:/\s*\d{4}\s*)?[/\-]?\s*[a-z&\d.…]*(?:\s?[\-/&]\s?[a-z&\d.]+)*)"
)
_DATE_BLANK = r"[\s.…_\-]*"
_DATE = re.compile(
    rf"(?:(?P<place>[^,:;]{{2,60}}?)\s*,\s*)?ngay{_DATE_BLANK}(?P<day>\d{{1,2}})?{_DATE_BLANK}/?\s*thang{_DATE_BLANK}(?P<month>\d{{1,2}})?"
    rf"{_DATE_BLANK}(?:,?\s*nam\s*(?P<year>\d{{4}})?[\s.…]*)?"
)
_DATE_SHORT = re.compile(
    r"^(?P<place>[^,:;\d]{2,40}?)\s*,\s*(?:ngay\s*)?(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4})\W*$"
)
_OPENING = re.compile(
    r"^(?:thuc hien (?:ke hoach|cong van|quyet dinh|chi thi|nghi quyet|luat|huong dan|chuong trinh|van ban"
    r"|su chi dao|chuc nang|thong tu|nghi dinh)"
    r"|can cu\b|nham\b|de (?:trien khai|thuc hien|day manh|tiep tuc|phat huy|kip thoi|nang cao|chu dong)"
    r"|tren co so|trien khai thuc hien"
    r"|theo (?:ke hoach|quyet dinh|cong van|huong dan)|tiep tuc thuc hien|phat huy\b|huong ung|kinh gui"
    r"|nam hoc 20\d\d\s*-\s*20\d\d la|trien khai ke hoach)"
)


@dataclass
class Head:
    """What the head gives; ``used`` are the source lines it took, ``start`` the block after the title."""

    agency: str | None = None
    parent: str | None = None
    number: str | None = None
    issued_on: dt.date | None = None
    place: str | None = None
    title: str | None = None
    years: Years = field(default_factory=lambda: Years(None))
    used: set[int] = field(default_factory=set)
    fixed: set[int] = field(default_factory=set)  # lines of motto, number and date: kept in another form
    start: int = 0
    found_title: bool = False


def read_head(blocks: Sequence[Block]) -> Head:
    """Read the head out of the first blocks. Blocks before the header that are not of it stay unused."""
    head = Head()
    lines = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Line)]
    plan_at = _find_title(lines)
    limit = plan_at if plan_at is not None else min(len(lines), 14)
    top = [line for _, line in lines[:limit]]
    _read_top(top, head, bounded=plan_at is not None)
    if plan_at is not None:
        head.found_title = True
        _read_title(blocks, lines, plan_at, head)
    if head.number is None and plan_at is not None:
        _read_below(lines[plan_at : plan_at + 8], head)
    return head


def _find_title(lines: Sequence[tuple[int, Line]]) -> int | None:
    """The place of the line KẾ HOẠCH: the first after the motto, or the first at all."""
    motto = [n for n, (_, line) in enumerate(lines[:80]) if _MOTTO.search(fold(line.text))]
    after = motto[0] if motto else -1
    choices = [n for n, (_, line) in enumerate(lines[: max(90, after + 40)]) if _is_title(line)]
    good = [n for n in choices if n > after] or choices
    bare = [
        n
        for n in good
        if fold(lines[n][1].text).strip(" .:") in {"ke hoach", "du thao ke hoach"} or is_loud(lines[n][1].text)
    ]
    picked = [n for n in bare if motto or n < 60] or good
    return picked[0] if picked else None


def _is_title(line: Line) -> bool:
    key = fold(line.text)
    if not PLAN_WORD.match(key) or len(key) > 220:
        return False
    if is_loud(line.text.split("  ")[0][:9]) or key.strip(" .:") == "ke hoach":
        return not re.match(r"ke hoach nay", key)
    return (
        re.search(r"20\d\d", key) is not None
        and not key.endswith((";", "."))
        and len(key) < 160
        and "so " not in key[:14]
    )


def _read_top(lines: list[Line], head: Head, *, bounded: bool) -> None:
    """Number, date and agencies among the lines above the title."""
    start = _header_start(lines)
    zone = lines[start:]
    right = any(line.side == "R" and _MOTTO.search(fold(line.text)) for line in zone)
    rest: list[tuple[Line, str]] = []
    wrapped = False
    for i, line in enumerate(zone):
        if not bounded and (label_of(line.text) or len(line.text) > 100):
            break
        key = fold(line.text).strip(" .-*")
        if _MOTTO_REST.match(key) and (line.side == "R" if right else wrapped):
            head.fixed.add(line.number)
            continue
        wrapped = _MOTTO.search(key) is not None and key.endswith(("nghia", "viet"))
        following = zone[i + 1].text if i + 1 < len(zone) else ""
        left = _take_fixed(line, following, head)
        if left and not (right and line.side == "R"):
            rest.append((line, left))
    _read_agencies(rest, head, sure=bounded or bool(head.fixed))


def _header_start(lines: list[Line]) -> int:
    """Skip what a web page puts before the header: the first line of the block of capitals around the motto."""
    motto = next((i for i, line in enumerate(lines) if _MOTTO.search(fold(line.text))), None)
    if motto is None:
        box = [i for i, line in enumerate(lines) if BOX.match(fold(line.text))]
        return box[-1] + 1 if box else 0
    start = motto
    while start > 0 and motto - start < 6:
        text = lines[start - 1].text
        formal = is_loud(text) or _NUMBER.match(fold(text)) or (len(text) < 70 and BODY_START.match(text))
        if (
            not formal
            or BOX.match(fold(text))
            or PLAN_WORD.match(fold(text))
            or _continues_plan_title(lines, start - 1)
        ):
            break
        start -= 1
    return start


def _continues_plan_title(lines: list[Line], i: int) -> bool:
    """A second line of a title repeated above the header («KẾ HOẠCH / CÔNG TÁC … NĂM 2026»)."""
    return i > 0 and PLAN_WORD.match(fold(lines[i - 1].text)) is not None and not BODY_START.match(lines[i].text)


def _take_fixed(line: Line, following: str, head: Head) -> str:
    """Take motto, number and date out of a line; gives the words left over."""
    text = line.text
    motto = _MOTTO.search(fold(text))
    if motto:
        head.fixed.add(line.number)
        text = squeeze(text[: motto.start()] + " " + text[motto.end() :]).strip(" .-–")
        return _take_fixed(Line(line.number, text), following, head) if text else ""
    text = _take_number(line, text, following, head)
    text = _take_date(line, text, following, head)
    return squeeze(text).strip(" .;:*")


_LOUD_BESIDE = re.compile(r"(?:[A-ZĐÀ-ỸẠ-Ỹ&,\-]{2,}\s+){2,}(?=[A-ZĐÀ-ỸẠ-Ỹ][a-zà-ỹ])")  # «SỞ NỘI VỤ Bình An, ngày …»


def _take_date(line: Line, text: str, following: str, head: Head) -> str:
    key = fold(text)
    match = _DATE_SHORT.match(key) or _DATE.search(key)
    if match is None or (head.place is not None and head.issued_on):
        return text
    day, month, year = match["day"], match["month"], match["year"]
    head.fixed.add(line.number)
    if not (day and month and year):
        more = _DATE.search(fold(f"{text} {following}"))
        if more and more["day"] and more["month"] and more["year"] and len(following) < 40:
            day, month, year = more["day"], more["month"], more["year"]
    start = match.start("place") if match["place"] else match.start()
    if match["place"]:
        beside = _LOUD_BESIDE.match(text[start : match.end("place")])
        start += beside.end() if beside else 0
        head.place = squeeze(text[start : match.end("place")])
    if day and month and year:
        try:
            head.issued_on = dt.date(int(year), int(month), int(day))
        except ValueError:
            head.issued_on = None
    return text[:start]


_TAIL_OF_NUMBER = re.compile(r"^\s*(?:/|-)\s*[A-ZĐ]{2,}[A-ZĐ&\-\d. ]*$")


def _take_number(line: Line, text: str, following: str, head: Head) -> str:
    key = fold(text)
    match = _NUMBER.search(key)
    if (
        match is None
        or (match.start() > 0 and not re.search(r"(?:^|\s{2,}|\s)$", text[: match.start()]))
        or head.number
    ):
        if _TAIL_OF_NUMBER.match(text):
            head.fixed.add(line.number)
            return ""
        return text
    value = text[match.start("value") : match.end("value")]
    own = re.search(r"[/:]", match.group()) or _TAIL_OF_NUMBER.match(following)
    if match.start() > 0 and not own:  # «KHỐI THI ĐUA SỐ 2» is the name of an agency
        return text
    if not re.search(r"[\d/…:.]", key[match.start() : match.end()]):
        return text
    if "/" not in value and _TAIL_OF_NUMBER.match(following):
        value += following
    head.fixed.add(line.number)
    head.number = plan_number(value)
    return text[: match.start()] + text[match.end() :]


def plan_number(value: str) -> str | None:
    """«25   /KH-PGD&ĐT» without inner spaces; None when the number itself is left blank."""
    tight = re.sub(r"\s+", "", value).strip(".,;:")
    match = re.match(r"^(\d+[a-zđ]?)(?=[/\-])(.+)$", tight, re.IGNORECASE)
    if match is None or not re.search(r"[A-ZĐ]", match[2].upper()):
        return None
    return tight.replace("–", "-")


def _read_agencies(rest: list[tuple[Line, str]], head: Head, *, sure: bool) -> None:
    """The capitals left over are the agencies; without title, motto and number only what begins like one."""
    lines = [(line, text) for line, text in rest if is_agency_line(text)]
    loud = [(line, text) for line, text in lines if is_loud(text)]
    lines = loud or [(line, text) for line, text in lines if BODY_START.match(text)]
    if not sure and lines and not BODY_START.match(lines[0][1]):
        return
    head.used.update(line.number for line, _ in lines[:8])
    bodies = join_agencies([text for _, text in lines[:8]])
    if bodies:
        head.agency = bodies[-1]
        head.parent = bodies[-2] if len(bodies) > 1 else None


def _read_title(blocks: Sequence[Block], lines: Sequence[tuple[int, Line]], at: int, head: Head) -> None:
    """The lines under KẾ HOẠCH up to the opening sentence or the first heading."""
    index, line = lines[at]
    head.used.add(line.number)
    first = re.sub(r"^(?:dự thảo\s+)?kế hoạch\b[\s:]*", "", line.text, flags=re.IGNORECASE)
    parts = [first] if first else []
    i = index + 1
    while i < len(blocks) and len(parts) < 5:
        block = blocks[i]
        if not isinstance(block, Line) or not _is_title_line(block, parts):
            break
        parts.append(block.text)
        head.used.add(block.number)
        i += 1
    head.title = squeeze(" ".join(parts)) or None
    head.years = title_years(head.title or "")
    head.start = i


_YEAR_LINE = re.compile(r"(?:trong )?nam (?:hoc )?20\d\d\b[^,;]{0,12}$")


def _is_title_line(line: Line, parts: list[str]) -> bool:
    text, key = line.text, fold(line.text)
    if not parts:
        return label_of(text) is None or (len(text) < 60 and not is_loud(text))
    if label_of(text) or _is_date_line(key) or re.match(r"^\(?kem theo\b|^kinh gui|^noi nhan", key):
        return False
    if line.centred and len(text) < 110 and not text.endswith((":", ";")) and not _OPENING.match(key):
        return True
    if _OPENING.match(key) or text.endswith((":", ";")) or len(text) > 130 or parts[-1].endswith((".", "./.")):
        return False
    if is_loud(parts[-1]) or is_loud(text):
        return is_loud(text) or _YEAR_LINE.match(key) is not None
    dated = re.search(r"\b20\d\d\b", DATED.sub(" ", fold(" ".join(parts))))
    return not dated or text[:1].islower() or text[:1] in '(“"'


def _is_date_line(key: str) -> bool:
    """The line of place and date; «ngày 05 tháng 01 năm 2026 của …» goes on with the paper a title cites."""
    date = _DATE.match(key)
    return date is not None and not (date["place"] is None and re.match(r"\s*(?:cua|ve|va)\b", key[date.end() :]))


def _read_below(lines: Sequence[tuple[int, Line]], head: Head) -> None:
    """Some plans put the number under the title; only a line that is nothing else counts."""
    for _, line in lines:
        if re.match(r"^\(?so\s*:\s*\d+\s*[/-]", fold(line.text)) and len(line.text) < 40:
            _take_number(line, line.text.strip("()"), "", head)
