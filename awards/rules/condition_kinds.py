"""The kinds of conditions that a standard may ask for, in Vietnamese, each with the values that belong to it. Pure.

An officer builds a standard of rows: each is a condition of one way (``route``) to fulfil it, alone or as one of a
group of which one is enough; a row of no way is a doubt, which only warns. ``flatten`` and ``assemble`` go between the
rows and the grammar of ``awards.rules.grammar``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from awards.rules.condition_words import LEVEL, NUMBER, SHARE, TEXT
from awards.rules.grammar import ALL, ANY
from awards.rules.words import FORMS, ORGANISERS

AWARD, CHOICE, FLAG, LINE = "award", "choice", "flag", "line"
SPAN, DOUBT = "span", 0
_SPAN_KEYS = ("consecutive", "after", "ending", "within")
_IN_A_ROW = {"consecutive": True}
_AFTER = {**_IN_A_ROW, "after": "prior_award"}
SPANS: dict[str, dict[str, Any]] = {
    "any": {},
    "row": _IN_A_ROW,
    "after": _AFTER,
    "after_now": {**_AFTER, "ending": "proposal"},
    "within": {"within": "those_years"},
}
_SPAN_WORDS = {
    "any": "Không đòi liên tục",
    "row": "Liên tục",
    "after": "Liên tục, tính sau lần khen trước",
    "after_now": "Liên tục, tính sau lần khen trước tới khi đề nghị",
    "within": "Nằm trong các năm liên tục nêu ở điều kiện trên",
}
_SCOPES = {"unit": "Cơ sở", "province": "Tỉnh", "ministry": "Bộ", "nation": "Toàn quốc"}
_REVIEWS = {"final_review": "Khi tổng kết", "interim_or_final_review": "Khi sơ kết hoặc tổng kết"}


class Value(NamedTuple):
    """A value that a condition is told; one that is not ``required`` may be left out."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True


class Kind(NamedTuple):
    """A kind of condition. ``fixed`` is what every condition of the kind is told."""

    atom: str
    words: str
    values: tuple[Value, ...] = ()
    fixed: Mapping[str, Any] = {}


class Condition(NamedTuple):
    """One row: way 1, 2 … (0: a doubt), the group of which one is enough, the atom and what it is told."""

    route: int
    group: str
    atom: str
    told: Any


def _choice(name: str, label: str, known: Mapping[str, str]) -> Value:
    return Value(name, label, CHOICE, tuple((key, f"{words[:1].upper()}{words[1:]}") for key, words in known.items()))


def _span(*keys: str) -> Value:
    return Value(SPAN, "Các năm", CHOICE, tuple((key, _SPAN_WORDS[key]) for key in keys))


def _work(atom: str, words: str, *more: Value, **fixed: Any) -> Kind:
    shared = (
        *(Value("count", "Số lượng", NUMBER), _choice("scope", "Phạm vi công nhận", _SCOPES)),
        Value("within_those_years", "Trong các năm liên tục nêu ở điều kiện trên", FLAG, required=False),
        Value("recognised_by", "Người công nhận", LINE, required=False),
    )
    return Kind(atom, words, (*shared, *more), fixed)


_ORGANISER = _choice("organiser", "Cấp tổ chức, phát động", ORGANISERS)
_OTHER = Value("alt", "Hoặc", AWARD, required=False)
KINDS: dict[str, Kind] = {
    "rating": Kind(
        "rating",
        "Xếp loại chất lượng",
        (Value("min", "Từ mức", LEVEL), Value("years", "Số năm", NUMBER), _span(*SPANS)),
    ),
    "award": Kind(
        "award",
        "Đã được tặng danh hiệu, hình thức nhiều lần",
        (
            Value("code", "Danh hiệu, hình thức", AWARD),
            *(_OTHER, Value("times", "Số lần", NUMBER), _span("any", "row", "within")),
        ),
    ),
    "prior_award": Kind(
        "prior_award",
        "Đã được tặng trước đó (công trạng)",
        (Value("code", "Danh hiệu, hình thức", AWARD), _OTHER),
        {"kind": "cong_trang"},
    ),
    "meets_standard": Kind(
        "meets_standard",
        "Đạt tiêu chuẩn của danh hiệu khác, không đòi đã được tặng",
        (Value("code", "Danh hiệu", AWARD),),
        {"same_year": True},
    ),
    "initiative": _work(
        "initiative",
        "Sáng kiến được công nhận",
        Value("unused", "Chưa dùng để xét khen khác", FLAG, required=False),
    ),
    "research": _work("research", "Đề tài nghiên cứu được nghiệm thu", state="accepted"),
    "qualitative": Kind("qualitative", "Nội dung do cán bộ xác nhận", (Value("text", "Nội dung", TEXT),)),
    "movement_result": Kind(
        "movement_result",
        "Thành tích trong phong trào thi đua",
        (_ORGANISER, Value("outstanding", "Thành tích xuất sắc", FLAG, required=False)),
    ),
    "achievement": Kind(
        "achievement",
        "Nhiều thành tích hoặc thành tích đột xuất",
        (_choice("scope", "Phạm vi", _SCOPES),),
        {"kind": "several_or_sudden"},
    ),
    "member_share": Kind(
        "member_share",
        "Tỷ lệ thành viên đạt danh hiệu",
        (Value("award", "Danh hiệu", AWARD), Value("min", "Tỷ lệ ít nhất", SHARE)),
    ),
    "member_rated": Kind(
        "member_share",
        "Tỷ lệ thành viên theo xếp loại",
        (Value("rating_min", "Xếp loại từ mức", LEVEL), Value("min", "Tỷ lệ ít nhất", SHARE)),
    ),
    "member_has": Kind(
        "member_has",
        "Số thành viên đạt danh hiệu",
        (Value("award", "Danh hiệu", AWARD), Value("min", "Ít nhất bao nhiêu người", NUMBER)),
    ),
    "no_discipline": Kind(
        "no_discipline",
        "Không có thành viên bị kỷ luật",
        (_choice("min_form", "Từ hình thức", FORMS), Value("note", "Ghi chú", LINE, required=False)),
        {"of": "members"},
    ),
    "first_in_cluster": Kind(
        "first_in_cluster",
        "Dẫn đầu cụm, khối thi đua",
        (
            _ORGANISER,
            Value("outstanding_among_leaders", "Tiêu biểu xuất sắc trong số dẫn đầu", FLAG, required=False),
        ),
    ),
    "exceeds_targets": Kind("exceeds_targets", "Hoàn thành vượt chỉ tiêu thi đua, nhiệm vụ trong năm"),
    "thematic_leader": Kind(
        "thematic_leader",
        "Dẫn đầu phong trào theo chuyên đề",
        (_ORGANISER, Value("min_movement_years", "Số năm của phong trào", NUMBER), _choice("at", "Xét", _REVIEWS)),
    ),
    "service_sector": Kind(
        "service_years",
        "Số năm công tác trong ngành",
        (Value("male", "Số năm, nam", NUMBER), Value("female", "Số năm, nữ", NUMBER)),
        {"sector": "MOFA"},
    ),
    "service_total": Kind(
        "service_years",
        "Tổng số năm công tác, người chuyển ngành",
        (
            *(Value("total_male", "Tổng số năm, nam", NUMBER), Value("total_female", "Tổng số năm, nữ", NUMBER)),
            Value("sector_min", "Trong đó số năm trong ngành", NUMBER),
        ),
        {"case": "transferred"},
    ),
}
_APART = {"member_share": ("member_rated", "rating_min"), "service_years": ("service_total", "total_male")}
_APART_ELSE = {"service_years": "service_sector"}


# -- One condition ---------------------------------------------------------------------------------------------------


def kind_of(one: Condition) -> str:
    """The kind of a condition by its atom and, where two kinds share it, by what it is told."""
    special, name = _APART.get(one.atom, ("", ""))
    if special and name in one.told:
        return special
    return _APART_ELSE.get(one.atom, one.atom)


def values_of(one: Condition) -> dict[str, Any]:
    """What a condition is told, by the names of the values of its kind."""
    told: Mapping[str, Any] = one.told if isinstance(one.told, Mapping) else {}
    values = {value.name: told.get(value.name) for value in KINDS[kind_of(one)].values if value.name != SPAN}
    said = {name: told[name] for name in _SPAN_KEYS if told.get(name)}
    return values | {SPAN: next((key for key, fragment in SPANS.items() if fragment == said), "any")}


def condition(route: int, group: str, key: str, values: Mapping[str, Any], *, collective: bool) -> Condition:
    """A row as an officer filled it in."""
    kind = KINDS[key]
    told: dict[str, Any] = dict(kind.fixed)
    for value in kind.values:
        given = values.get(value.name)
        if value.name == SPAN:
            told |= SPANS[given or "any"]
        elif given:
            told[value.name] = given
    if kind.atom == "rating" and collective:
        told["of"] = "collective"
    return Condition(route, group, kind.atom, told if kind.values else True)


# -- A whole standard ------------------------------------------------------------------------------------------------


def flatten(content: Mapping[str, Any]) -> list[Condition]:
    """The rows of a standard and of its doubts."""
    rows = [one for number, part in enumerate(_ways(content), start=1) for one in _of_way(number, part)]
    return rows + [_row(DOUBT, "", part) for part in content.get("warnings") or ()]


def _ways(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    told = content.get("prerequisites")
    if not told:
        return []
    return list(told[ANY]) if ANY in told else [told]


def _of_way(number: int, part: Mapping[str, Any]) -> list[Condition]:
    rows, letters = [], iter("abcdefgh")
    for item in part.get(ALL, [part]):
        if ANY in item:
            letter = next(letters)
            rows += [_row(number, letter, one) for one in item[ANY]]
        else:
            rows.append(_row(number, "", item))
    return rows


def _row(number: int, group: str, part: Mapping[str, Any]) -> Condition:
    ((atom, told),) = ((name, told) for name, told in part.items() if name != "route")
    return Condition(number, group, atom, told)


def assemble(rows: Sequence[Condition], before: Mapping[str, Any]) -> dict[str, Any]:
    """The content that says what the rows say; a way that is as it was keeps its name and its words."""
    old = _ways(before)
    numbers = sorted({one.route for one in rows if one.route != DOUBT})
    ways = []
    for number in numbers:
        mine = [one for one in rows if one.route == number]
        kept = old[number - 1] if number <= len(old) and _of_way(number, old[number - 1]) == mine else None
        ways.append(kept or _way(mine))
    made = {name: told for name, told in before.items() if name not in ("prerequisites", "warnings", "fallback")}
    made["prerequisites"] = None if not ways else ways[0] if len(ways) == 1 else {ANY: ways}
    if doubts := [{one.atom: one.told} for one in rows if one.route == DOUBT]:
        made["warnings"] = doubts
    return made if ways or not before.get("fallback") else {**made, "fallback": True}


def _way(rows: Iterable[Condition]) -> dict[str, Any]:
    """A way from its rows: the award before and the years in a row come first, for others count within them."""
    groups: dict[str, list[Condition]] = {}
    for place, one in enumerate(rows):
        groups.setdefault(one.group or str(place), []).append(one)
    items = [
        {ANY: [{one.atom: one.told} for one in group]} if len(group) > 1 else {group[0].atom: group[0].told}
        for group in sorted(groups.values(), key=lambda group: min(map(_rank, group)))
    ]
    return {ALL: items}


def _rank(one: Condition) -> int:
    if one.atom == "prior_award":
        return 0
    return 1 if isinstance(one.told, Mapping) and one.told.get("consecutive") else 2
