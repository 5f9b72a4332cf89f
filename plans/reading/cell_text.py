"""The lines of a title or unit cell as wording: what is wrapped is joined, what is a list stays a list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence

from plans.reading.layout import Line, Para, is_hung_hyphen, joins, starts_item, to_para
from plans.reading.normalise import fold
from plans.reading.periods import Years, parse_time
from plans.reading.unit_words import opens_new_unit, starts_like_unit, strip_dash
from plans.reading.units import clean_name

_DEADLINE = re.compile(
    r"\b(?:truoc|cham nhat|han cuoi|thoi han|xong truoc|hoan thanh truoc|den ngay|han nop)\b[^.;]{0,24}$"
)


def title_deadline(title: str, years: Years) -> dt.date | None:
    """A deadline named in the words of the task («… trước ngày 15/11/2026»)."""
    key = fold(title)
    for match in re.finditer(r"(?:ngay\s*)?\d{1,2}\s*(?:/|thang)\s*\d{1,2}(?:\s*(?:/|nam)\s*\d{4})?", key):
        if _DEADLINE.search(key[: match.start()]):
            return parse_time(title[match.start() : match.end()], years).due
    return None


_NEXT_ITEM = re.compile(r"(?<=[.;])(?:\s*;)?\s+(?=[-–+]\s+[A-ZĐÀ-Ỹ])")


def title_text(lines: Sequence[Line]) -> str:
    """The wording of a title cell: one paragraph, list items («- A», also «- A; - B» on one line) one a line."""
    out: list[str] = []
    group: list[Line] = []
    for line in lines:
        hung = bool(group) and (is_hung_hyphen(group[-1], line) or group[-1].text.endswith((" -", " –")))
        if group and line.text and starts_item(line.text) and not hung:
            out.append(to_para(group).text)
            group = []
        group.append(line)
    out.append(to_para(group).text)
    return "\n".join(_by_items(text) for text in out if text)


_LISTED = re.compile(r":\s+[-–+]\s+[A-ZĐÀ-Ỹ].*?;\s+[-–+]\s+[A-ZĐÀ-Ỹ]")


def _by_items(text: str) -> str:
    """«…: - A; - B» on one line, as a copied cell has it, with its items one a line."""
    if _LISTED.search(text):
        text = re.sub(r":\s+(?=[-–+]\s+[A-ZĐÀ-Ỹ])", ":\n", text)
        return _NEXT_ITEM.sub("\n", text)
    return _NEXT_ITEM.sub("\n", text) if starts_item(text) else text


def unit_lines(lines: Sequence[Line], known: Sequence[str]) -> list[str]:
    """The entries of a unit cell: each dash, or each line that is not the wrapped rest of the one before."""
    if any(strip_dash(line.text) != line.text for line in lines):
        groups: list[list[Line]] = []
        for line in lines:
            if groups and (strip_dash(line.text) == line.text or not line.text or _hyphen_wrapped(groups[-1], line)):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [to_para(group).text for group in groups]
    names = {fold(clean_name(name)) for name in known}
    out: list[str] = []
    for para in _unit_paragraphs(lines, names):
        whole = f"{out[-1]} {para.text}" if out else ""
        if out and (fold(clean_name(whole)) in names or _unfinished(out[-1], para.text)):
            out[-1] = whole
        else:
            out.append(para.text)
    return out


_LAST_WORDS = {
    "Sở",
    "Phòng",
    "Trường",
    "Ban",
    "huyện",
    "tỉnh",
    "xã",
    "phường",
    "Huyện",
    "Thành phố",
    "thành phố",
    "Tỉnh",
    "Bộ",
    "Cục",
}  # of a wrapped name


def _hyphen_wrapped(before: Sequence[Line], line: Line) -> bool:
    """«Phòng Quản lý quy hoạch / - Xây dựng»: the hyphen of a name at the head of a wrapped line, no list dash."""
    if is_hung_hyphen(before[-1], line) and strip_dash(before[0].text) == before[0].text:
        return True
    return not before[-1].text.endswith((".", ";")) and not starts_like_unit(line.text) and line.text[:1] in "-–"


def _unit_paragraphs(lines: Sequence[Line], names: Collection[str]) -> list[Para]:
    """Wrapped lines put together, but cut where a full line is followed by a unit of its own."""
    groups: list[list[Line]] = []
    filled = [line for line in lines if line.text]
    for place, line in enumerate(filled):
        whole = " ".join([*(part.text for part in groups[-1]), line.text]) if groups else ""
        new = not groups or not joins(groups[-1][-1], line)
        if new and groups and line.text in _LAST_WORDS and not groups[-1][-1].text.endswith((";", ".")):
            new = False
        if not new and fold(clean_name(whole)) not in names:
            said = to_para(filled[place : place + 2]).text  # «Đoàn TNCS» alone on its line is no whole name yet
            new = opens_new_unit(to_para(groups[-1]).text, said)
        if new:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [to_para(group) for group in groups]


def _unfinished(before: str, after: str) -> bool:
    """A name broken by hand over two lines: the rest is no unit by itself."""
    if before.endswith((";", ".")):
        return False
    return (before.endswith((",", "-", "–", " và", ":")) and not starts_like_unit(after)) or (
        after[:1].islower() and not starts_like_unit(after)
    )
