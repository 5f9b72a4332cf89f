"""A version of a rule in Vietnamese: what a standard asks for line by line, and the figures that can be corrected."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from awards.rules.grammar import ALL, ANY, Node
from awards.rules.votes import share_words
from awards.rules.words import FORMS, ORGANISERS, RATING_WORDS, SCOPE_WORDS, many, route_words

NameOf = Callable[[str], str]
_SHARE = re.compile(r"\d+/\d+")
_DECIMAL = re.compile(r"\d+(\.\d+)?")
_TEXTS = {"text": "Nội dung", "decides": "Người quyết định", "proposes": "Người đề nghị", "via": "Trình qua"}
_LABELS = {
    "years": "Số năm",
    "times": "Số lần",
    "count": "Số lượng",
    "min": "Mức thấp nhất",
    "rating_min": "Xếp loại thấp nhất",
    "min_movement_years": "Số năm của phong trào",
    "min_share": "Tỷ lệ phiếu",
    "male": "Số năm, nam",
    "female": "Số năm, nữ",
    "total_male": "Tổng số năm, nam",
    "total_female": "Tổng số năm, nữ",
    "sector_min": "Trong đó số năm trong ngành",
    "individual": "Mức nhân, cá nhân",
    "individual_max": "Mức nhân cao nhất, cá nhân",
    "collective": "Mức nhân, tập thể",
    "min_months": "Số tháng ít nhất",
    "old_unit_opinion_min_months": "Số tháng ở đơn vị cũ",
    "female_share_min": "Tỷ lệ nữ",
    "amount": "Số tiền, đồng mỗi tháng",
    "household_factor": "Mức nhân hộ gia đình",
    "copies": "Số bộ",
    "appraisal_working_days": "Ngày làm việc để thẩm định",
    "return_working_days": "Ngày làm việc để trả lại",
    "forward_working_days": "Ngày làm việc để chuyển quyết định",
    "quorum": "Tỷ lệ có mặt",
    "quorum_awards": "Tỷ lệ có mặt khi xét khen thưởng",
    "default_share": "Tỷ lệ phiếu mặc định",
    "recognise_share": "Tỷ lệ phiếu công nhận sáng kiến",
    "scale": "Thang điểm",
    "pass_mark": "Điểm đạt",
    "htxsnv_max_share": "Tỷ lệ HTXSNV nhiều nhất",
}
SKIPPED = ("documents", "levels")
NUMBER, SHARE, DECIMAL, LEVEL, TEXT = "number", "share", "decimal", "level", "text"


class Line(NamedTuple):
    """One line of a standard and how deep it stands."""

    depth: int
    words: str


class Figure(NamedTuple):
    """A value of a version that an officer may correct: where it stands, how it is called, its kind and value."""

    path: str
    label: str
    kind: str
    value: Any


def lines(node: Node, name_of: NameOf, depth: int = 0) -> Iterator[Line]:
    """The parts of a standard, each below what it belongs to."""
    if node.name == ALL and len(node.parts) == 1:
        yield from lines(node.parts[0], name_of, depth)
    elif node.name in (ALL, ANY):
        if depth or node.name == ANY:
            said = "một trong các điều kiện:" if node.name == ANY else "tất cả các điều kiện:"
            head = f"{route_words(node.route)}: {said}" if node.route else said
            yield Line(depth, head[0].upper() + head[1:])
        for part in node.parts:
            yield from lines(part, name_of, depth + (1 if depth or node.name == ANY else 0))
    else:
        yield Line(depth, atom_words(node.name, node.told, name_of))


def atom_words(name: str, told: Mapping[str, Any], name_of: NameOf) -> str:
    """One condition as a sentence."""
    return _WORDS[name](told, name_of)


def _alternatives(told: Mapping[str, Any], name_of: NameOf) -> str:
    return " hoặc ".join(name_of(told[key]) for key in ("code", "alt") if key in told)


def _rating(told: Mapping[str, Any], _name_of: NameOf) -> str:
    level = RATING_WORDS[told["min"]] + ("" if told["min"] == "HTXSNV" else " trở lên")
    words = f"{many(int(told['years']))} năm{' liên tục' if told.get('consecutive') else ''} {level}"
    if told.get("after"):
        words += ", tính sau lần khen trước"
    return words + (" trong các năm đó" if told.get("within") else "")


def _award(told: Mapping[str, Any], name_of: NameOf) -> str:
    words = f"{many(int(told['times']))} lần{' liên tục' if told.get('consecutive') else ''}"
    return f"{words} {_alternatives(told, name_of)}" + (" trong các năm đó" if told.get("within") else "")


def _work(noun: str) -> Callable[[Mapping[str, Any], NameOf], str]:
    def words(told: Mapping[str, Any], _name_of: NameOf) -> str:
        said = f"{many(int(told['count']))} {noun}{SCOPE_WORDS[told['scope']]}"
        said += " trong các năm đó" if told.get("within_those_years") else ""
        said += ", chưa dùng để xét khen khác" if told.get("unused") else ""
        return said + (f", do {told['recognised_by']} công nhận" if told.get("recognised_by") else "")

    return words


def _share(told: Mapping[str, Any], name_of: NameOf) -> str:
    what = name_of(told["award"]) if told.get("award") else f"{RATING_WORDS[told['rating_min']]} trở lên"
    share = Fraction(str(told["min"]))
    whom = "Mọi thành viên" if share == 1 else f"Ít nhất {share_words(share)} số thành viên"
    return f"{whom} đạt {what}"


def _cluster(told: Mapping[str, Any], _name_of: NameOf) -> str:
    extra = ", tiêu biểu xuất sắc trong số dẫn đầu" if told.get("outstanding_among_leaders") else ""
    return f"Dẫn đầu cụm, khối thi đua do {ORGANISERS[told['organiser']]} tổ chức{extra}"


def _service(told: Mapping[str, Any], _name_of: NameOf) -> str:
    total = "total_" if "total_male" in told else ""
    words = f"Công tác {'tổng số' if total else 'trong ngành'} {told[f'{total}male']} năm (nam), "
    words += f"{told[f'{total}female']} năm (nữ)"
    return words + (f", trong đó {told['sector_min']} năm trong ngành" if "sector_min" in told else "")


def _movement(told: Mapping[str, Any], _name_of: NameOf) -> str:
    quality = "xuất sắc " if told.get("outstanding") else ""
    return f"Thành tích {quality}trong phong trào thi đua do {ORGANISERS[told['organiser']]} phát động"


_WORDS: dict[str, Callable[[Mapping[str, Any], NameOf], str]] = {
    "rating": _rating,
    "award": _award,
    "prior_award": lambda told, name_of: f"Đã được tặng {_alternatives(told, name_of)} (công trạng)",
    "initiative": _work("sáng kiến được công nhận"),
    "research": _work("đề tài nghiên cứu được nghiệm thu"),
    "meets_standard": lambda told, name_of: f"Đạt tiêu chuẩn {name_of(told['code'])} (không đòi đã được tặng)",
    "member_share": _share,
    "member_has": lambda told, name_of: f"Có ít nhất {told['min']} thành viên đạt {name_of(told['award'])}",
    "no_discipline": lambda told, _: f"Không có thành viên bị kỷ luật từ {FORMS[told['min_form']]} trở lên",
    "first_in_cluster": _cluster,
    "exceeds_targets": lambda _told, _: "Hoàn thành vượt các chỉ tiêu thi đua, nhiệm vụ trong năm",
    "qualitative": lambda told, _: str(told["text"])[:1].upper() + str(told["text"])[1:],
    "movement_result": _movement,
    "thematic_leader": lambda told, _: (
        f"Dẫn đầu phong trào theo chuyên đề của {ORGANISERS[told['organiser']]} "
        f"từ {told['min_movement_years']} năm trở lên, khi tổng kết"
    ),
    "achievement": lambda told, _: (
        f"Lập được nhiều thành tích hoặc thành tích đột xuất, phạm vi {ORGANISERS.get(told['scope'], told['scope'])}"
    ),
    "service_years": _service,
}

# -- Figures ---------------------------------------------------------------------------------------------------------


def figures(content: Mapping[str, Any], name_of: NameOf) -> list[Figure]:
    """The figures of a version in their order, each told apart by the condition it stands in."""
    return list(_walk(content, "", "", name_of))


def _walk(part: Any, path: str, within: str, name_of: NameOf) -> Iterator[Figure]:
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from _walk(one, f"{path}/{number}", within, name_of)
        return
    for name, told in part.items():
        if name in SKIPPED:
            continue
        place = f"{path}/{name}" if path else name
        if isinstance(told, dict):
            yield from _walk(told, place, atom_words(name, told, name_of) if name in _WORDS else within, name_of)
        elif isinstance(told, list):
            yield from _walk([one for one in told if isinstance(one, dict)], place, within, name_of)
        elif kind := _kind(name, told):
            label = _LABELS.get(name) or _TEXTS.get(name) or name
            yield Figure(place, f"{within}: {label.lower()}" if within and kind != TEXT else label, kind, told)


def _kind(name: str, told: Any) -> str:
    if name in _TEXTS:
        return TEXT
    if name not in _LABELS or isinstance(told, bool):
        return ""
    if isinstance(told, int):
        return NUMBER
    words = str(told)
    if words in RATING_WORDS:
        return LEVEL
    return SHARE if _SHARE.fullmatch(words) else DECIMAL if _DECIMAL.fullmatch(words) else ""


def with_figures(content: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The content with other values at some paths.

    >>> with_figures({"a": [{"years": 1}]}, {"a/0/years": 2})
    {'a': [{'years': 2}]}
    """
    changed = copy.deepcopy(dict(content))
    for path, value in values.items():
        *steps, last = path.split("/")
        part: Any = changed
        for step in steps:
            part = part[int(step)] if isinstance(part, list) else part[step]
        part[last] = value
    return changed
