"""The items of running text: nested by their labels, with the fields («Thời gian: …») that follow them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.reading.labels import Label, label_of
from plans.reading.layout import Para
from plans.reading.normalise import fold
from plans.reading.periods import period_heading
from plans.reading.sentences import heading_unit

TIME_WORDS = (
    r"thoi gian(?: thuc hien| hoan thanh| to chuc| trien khai)?(?: du kien)?|thoi han(?: hoan thanh| thuc hien)?"
    r"|tien do(?: thuc hien)?|hoan thanh|han hoan thanh|thoi diem|thang|quy"
)
UNIT_WORDS = (
    r"(?:don vi|co quan|bo phan|phong|nguoi|to chuc|don vi,? ca nhan|ca nhan)?\s*(?:duoc )?(?:giao )?(?:chu tri"
    r"|phoi hop|thuc hien|phu trach|tham muu|dau moi)"
    r"(?: (?:thuc hien|tham muu|phoi hop|trien khai|chinh))*|phan cong(?: thuc hien| nhiem vu)?"
    r"|trach nhiem(?: thuc hien)?|don vi|don vi chu tri,? phoi hop"
)
FIELD = re.compile(
    rf"^(?:[-–+*•]\s*)?(?:[a-hđ]\s*[.)]\s*)?(?P<time>{TIME_WORDS})\s*:\s*"
    rf"|^(?:[-–+*•]\s*)?(?:[a-hđ]\s*[.)]\s*)?(?P<unit>{UNIT_WORDS})\s*:\s*"
)
_OTHER_FIELD = re.compile(
    r"^(?:[-–+*•]\s*)?(?:san pham|ket qua|dia diem|thanh phan|kinh phi|doi tuong|hinh thuc"
    r"|noi dung)(?: [a-z ]{0,24})?\s*:"
)


@dataclass
class Item:
    """One labelled item with its fields («Thời gian: …») and the items under it."""

    label: Label | None
    para: Para
    period: str | None
    fields: list[tuple[str, Para]] = field(default_factory=list)
    children: list[Item] = field(default_factory=list)
    parent: Item | None = None
    under: str = ""  # the number of the heading it stands under («1. Quý I»)
    doer: str = ""  # the unit that the heading over it names («1. Văn phòng Sở»)


def items_of(
    paras: Sequence[Para], period: str | None, under: str, *, under_heading: bool
) -> tuple[list[Item], list[Para]]:
    """Nest the paragraphs by their labels; fields hang on the item they follow."""
    roots: list[Item] = []
    stack: list[Item] = []
    headings: list[Para] = []
    for para in paras:
        words = period_heading(para.text)
        if words:
            period, stack = words, []
            headings.append(para)
            heading = label_of(para.text)
            under = heading.mark if heading and heading.kind == "number" else under
            continue
        kind = field_kind(para.text)
        if kind and stack:
            stack[-1].fields.append((kind, para))
            continue
        item = Item(label_of(para.text), para, period, under=under)
        _place(item, roots, stack, under_heading=under_heading)
    for root in roots:
        _lift_fields(root)
    return roots, headings


def _place(item: Item, roots: list[Item], stack: list[Item], *, under_heading: bool) -> None:
    """Hang an item under the last one of a higher level; plain words under a heading go with the heading."""
    if item.label is None and under_heading and stack:
        item.parent = stack[0]
        stack[0].children.append(item)
        return
    level = item.label.level if item.label else 0
    while stack and (stack[-1].label.level if stack[-1].label else 0) >= level:
        stack.pop()
    if stack and level:
        item.parent = stack[-1]
        stack[-1].children.append(item)
    else:
        roots.append(item)
    stack.append(item)


def name_doers(item: Item, doer: str) -> None:
    """Items under a heading or item that is only the name of a unit are that unit's."""
    item.doer = doer
    below = heading_unit(item.para.text) or doer
    for child in item.children:
        name_doers(child, below)


def field_kind(text: str) -> str:
    """«time», «unit» or «other» where a line is a field of the item above it; empty where it is none."""
    key = fold(text)
    match = FIELD.match(key)
    if match:
        return "time" if match["time"] else "unit"
    return "other" if _OTHER_FIELD.match(key) else ""


def _lift_fields(item: Item) -> None:
    """Fields after the last of several bare children belong to their parent."""
    for child in item.children:
        _lift_fields(child)
    if len(item.children) >= 2 and not item.fields:
        last = item.children[-1]
        if last.fields and not any(child.fields for child in item.children[:-1]):
            item.fields, last.fields = last.fields, []
