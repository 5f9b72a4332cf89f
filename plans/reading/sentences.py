"""Units and times said inside a sentence: «giao X chủ trì, phối hợp với Y … trước ngày 28/02/2026»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plans.reading.labels import label_of
from plans.reading.normalise import fold, squeeze
from plans.reading.periods import When, Years, parse_time, take_dates
from plans.reading.unit_words import PLURAL, starts_like_unit, starts_like_verb
from plans.reading.units import clean_name, parse_units, split_units
from plans.rules.document import AssignmentRole, PlanUnit

CITED = re.compile(
    r"\b(?:so(?=\s*:?\s*\d)|luat|nghi dinh|quyet dinh|ke hoach|cong van|thong tu|chi thi|nghi quyet"
    r"|huong dan)\b[^.;,]{0,60}?(?<!truoc )(?<!nhat )(?<!vao )(?<!den )(?<!het )(?<!xong )"
    r"ngay\s*\d{1,2}\s*(?:/|thang)\s*\d{1,2}\s*(?:/|nam)\s*\d{4}"
    r"|\(\s*\d{1,2}/\d{1,2}/\d{4}\s*-\s*\d{1,2}/\d{1,2}/\d{4}\s*\)"
)


_PROSE_PERIOD = re.compile(
    r"\b(?:trong |vao |cuoi |dau |xong (?:trong )?|hoan thanh (?:trong )?|thoi gian |tu |het )?(?:qu[yi]\s*(?:iv"
    r"|iii|ii|i|[1-4])(?!\w)|thang\s*(?:1[0-2]|0?[1-9])(?!\d))"
)


_PROSE_DATE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|khong qua|vao|trong|xong|den het|den|han|tu"
    r"|het)\s*(?:la\s*)?(?:vao\s*)?(?:ngay\s*)?\d{1,2}\s*(?:/|thang)\s*\d{1,2}|\bngay\s*\d{1,2}\s*(?:/"
    r"|thang)\s*\d{1,2}"
)


_LEAD_IN = re.compile(
    r"(?:^|[.,;:(]\s*|\b(?:giao|phan cong"
    r"|do)\s+(?:cho\s+)?)(?P<name>[^.;:()]{2,110}?)\s*(?:,\s*)?(?:la (?:don vi|co quan) )?chu tri\b"
    r"(?P<with>(?:\s*,)?\s*(?:va\s+)?phoi hop\s*(?:chat che\s*)?(?P<to>(?:voi|cung)\s+)?(?P<partners>[^.;:()]+))?"
)


_ACTION = re.compile(
    r"\s*,?\s+(?:(?:de|nham|tham muu|to chuc|xay dung|trien khai|thuc hien|huong dan|tong hop|bao cao|kiem tra"
    r"|chuan bi|ra soat|tuyen truyen"
    r"|lap|chi dao|phat dong|don doc|theo doi|ban hanh|hoan thanh|truoc|trong|chiu|xet|tham dinh|quan triet"
    r"|dang ky|gui|trinh|nghien cuu|cham nhat|giup|to chuc|xong|co trach nhiem|dam nhiem|cung cap|cap nhat|tiep tuc"
    r"|phoi hop|rieng|ra quyet dinh|cu |hop|binh xet|duy tri|day manh|thong bao|hoan thien|tong ket|so ket)\b"
    r"|(?:qu[yi]\s*(?:iv|iii|ii|i|[1-4])(?!\w)|thang \d))"
)


def _action(text: str) -> re.Match[str] | None:
    """Where the sentence goes on after the names: at a verb in small letters («Ban Xây dựng Đảng» holds none)."""
    return next((m for m in _ACTION.finditer(fold(text)) if not text[m.start() :].lstrip(" ,")[:1].isupper()), None)


_WITH_ONLY = re.compile(r"^(?:chu tri\s*,?\s*(?:va )?)?phoi hop (?:chat che )?(?:voi|cung)\s+(?P<partners>[^.;:()]+)")


_BRACKET = re.compile(r"\(([^()]{3,120})\)[\s.;]*$")


_SUBJECT = re.compile(r"^(?P<name>[^.;()]{3,90}?)\s*:\s+(?P<rest>\S.*)$")


def sentence_units(text: str, known: Sequence[str]) -> list[PlanUnit]:
    """Units a sentence names as doers: «giao X chủ trì, phối hợp với Y», «(X thực hiện)», «X: …»."""
    units = _bracket_units(text, known)
    if units:
        return units
    key = fold(text)
    match = _LEAD_IN.search(key)
    if match and _names_unit(text[match.start("name") : match.end("name")]):
        name = _last_name(text[match.start("name") : match.end("name")])
        units = [PlanUnit(clean_name(part), AssignmentRole.LEAD) for part in split_units(name, known)]
        if match["with"] and (match["to"] or starts_like_unit(text[match.start("partners") :])):
            units += _partners(text[match.start("partners") : match.end("partners")], known)
        return units
    only = _WITH_ONLY.match(key)
    if only:
        return _partners(text[only.start("partners") : only.end("partners")], known)
    return _subject_units(text, known)


def _bracket_units(text: str, known: Sequence[str]) -> list[PlanUnit]:
    match = _BRACKET.search(text)
    if match is None:
        return []
    parts = [part for part in re.split(r"[;,]\s*", match[1]) if not parse_time(part, Years(2000)).says]
    inside = ", ".join(parts)
    opens = starts_like_unit(inside) and (inside[:1].isupper() or PLURAL.match(fold(inside)))
    if not inside or not (opens or re.match(r"(?:chu tri|phoi hop|giao|do)\b", fold(inside))):
        return []
    inside = re.sub(r"^(?:giao|do)\s+(?:cho\s+)?", "", inside, flags=re.IGNORECASE)
    return parse_units([inside], AssignmentRole.PERFORM, known)


def _subject_units(text: str, known: Sequence[str]) -> list[PlanUnit]:
    """«Văn phòng Sở: …» names its doer before a colon; «Các phòng, đơn vị …» at the head of the sentence."""
    subject = _SUBJECT.match(text)
    if subject and starts_like_unit(subject["name"]) and not starts_like_verb(subject["name"]):
        return parse_units([subject["name"]], AssignmentRole.PERFORM, known)
    text = _bare_subject(text)
    for name in sorted(known, key=len, reverse=True):
        if fold(text).startswith(fold(name)):
            return [PlanUnit(text[: len(name)])]
    if starts_like_unit(text) and text[:1].isupper():
        action = _action(text)
        if action and action.start() < 100:
            units = parse_units([text[: action.start()]], AssignmentRole.PERFORM, known)
            beside = _BESIDE.match(fold(text), action.start())
            return [*units, *(_partners(text[beside.end() :], known) if beside else [])]
    return []


_BESIDE = re.compile(r"[\s,]*phoi hop (?:chat che )?(?:voi|cung)\s+")  # «Đoàn xã phối hợp với Hội … tổ chức …»


_BEFORE_SUBJECT = re.compile(
    r"^(?:(?:trong|cuoi|dau|truoc|tu|den|het|cham nhat)\s+)*(?:thang|qu[yi]|ngay|\d{1,2}\s*/)\s*[\divx]"
    r"[^,;:.]{0,30},\s+"
)
_GIVEN_TO = re.compile(r"^(?:giao|phan cong)\s+(?:cho\s+)?")


def _bare_subject(text: str) -> str:
    """The sentence from its subject on: «Trước ngày 15/3, Văn phòng …», «Giao Văn phòng …»."""
    for pattern in (_BEFORE_SUBJECT, _GIVEN_TO):
        match = pattern.match(fold(text))
        if match and starts_like_unit(text[match.end() :]) and text[match.end() :][:1].isupper():
            text = text[match.end() :]
    return text


def _names_unit(words: str) -> bool:
    return starts_like_unit(_last_name(words))


def _last_name(words: str) -> str:
    """The unit in the words before «chủ trì»: from the last word on that can open a unit's name."""
    words = re.sub(r"^(?:giao|phân công|do)\s+(?:cho\s+)?", "", words.strip(), flags=re.IGNORECASE)
    if starts_like_unit(words):
        return words
    places = [m.end() for m in re.finditer(r"(?:\bgiao(?: cho)?|\bdo|,)\s+", fold(words))]
    for place in places:
        if starts_like_unit(words[place:]):
            return words[place:]
    return words


def _partners(text: str, known: Sequence[str]) -> list[PlanUnit]:
    action = _action(text)
    names = text[: action.start()] if action else text
    named = re.split(r"[.;:]", names, maxsplit=1)[0]
    units = [PlanUnit(clean_name(part), AssignmentRole.COORDINATE) for part in split_units(named, known)]
    return [unit for unit in units if unit.name and len(unit.name.split()) <= 16]


_LEADING = re.compile(
    r"^(?:(?:trong|cuoi|dau|giua|truoc|tu|ngay|den|het)\s+)*(?:thang|qu[yi]|ngay|\d{1,2}\s*/)\s*[\divx]"
)


def leading_time(text: str, years: Years) -> tuple[list[tuple[str, str]], str]:
    """«Tháng 01: Phát động …»: the time before a colon as a field, and the words after it."""
    words, colon, rest = text.partition(":")
    if not colon or len(words) > 45 or not rest.strip() or not _LEADING.match(fold(words)):
        return [], text
    return ([("time", words.strip())], rest.strip()) if parse_time(words, years).says else ([], text)


def heading_unit(text: str) -> str:
    """The unit when a heading or item is nothing but its name («1. Văn phòng Sở», «a) Thanh tra Sở:»)."""
    label = label_of(text)
    name = (label.rest if label else text).strip().removesuffix(":").strip()
    if not name or len(name) > 90 or name.endswith((".", ";", ",")) or ":" in name:
        return ""
    if not name[:1].isupper() or not starts_like_unit(name) or _action(name):
        return ""
    return clean_name(name)


def with_doer(doer: str, text: str, units: list[PlanUnit]) -> list[PlanUnit]:
    """The units of an item under the heading of a unit: that unit does it, unless the item names another doer."""
    if not doer or any(unit.role is not AssignmentRole.COORDINATE for unit in units):
        return units
    role = AssignmentRole.LEAD if fold(text).startswith("chu tri") else AssignmentRole.PERFORM
    return [*(PlanUnit(part, role) for part in map(clean_name, split_units(doer))), *units]


_REGULAR = re.compile(r"\b(?:thuong xuyen|dinh ky|hang (?:quy|thang)|ca nam|trong nam)\b")


_REGULAR_END = re.compile(_REGULAR.pattern + r"(?: (?:thuc hien|(?:trong |ca )?nam(?: 20\d\d)?))*[\s.;]*$")


def sentence_time(text: str, years: Years, *, regular: bool = False, named: bool = False) -> tuple[When, str]:
    """A time said in a sentence; with ``regular`` also «thường xuyên», with ``named`` (it names its doer) where that
    ends the sentence. Dates of cited papers are none.
    """
    key = fold(text)
    calm = CITED.sub(lambda m: " " * len(m.group()), key)
    date = _PROSE_DATE.search(calm)
    period = _PROSE_PERIOD.search(calm)
    if date is None and period is None:
        bracket = _BRACKET.search(text)
        if bracket:
            when = parse_time(bracket[1], years)
            if when.says:
                return when, bracket[1]
        always = _REGULAR.search(key) if regular else _REGULAR_END.search(key) if named else None
        return (When("YEAR"), text[always.start() : always.end()]) if always else (When(), "")
    start = min(match.start() for match in (date, period) if match)
    since = re.search(r"\btu nay\b[^.;]*$", calm[:start])
    start = since.start() if since else start
    end = max(match.end() for match in (date, period) if match)
    words = _to_clause_end(text, start, end)
    when = parse_time(words, years)
    if date and when.due is None and when.period is None:
        due = take_dates(calm[date.start() :], years)[0]
        when = When(None, due[0] if due else None)
    return (when, words) if when.says else (When(), "")


_YEAR_AFTER = re.compile(r"\s*(?:/|-|năm\s*)?\s*\d{4}\b|\s*(?:/|năm\s*)\s*\d{2,4}(?:/\d{4})?")


_SPAN_AFTER = re.compile(
    r"\s*(?:-|–|đến|và|,)\s*(?:hết\s*)?(?:tháng|quý|ngày)?\s*(?:\d[\d/]*|[IV]+\b)(?:\s*(?:/|năm)\s*\d{4})?",
    re.IGNORECASE,
)


def _to_clause_end(text: str, start: int, end: int) -> str:
    """The words of a time with the year and the end of a range that follow it."""
    for pattern in (_YEAR_AFTER, _SPAN_AFTER):
        match = pattern.match(text, end)
        end = match.end() if match else end
    return squeeze(text[start:end])
