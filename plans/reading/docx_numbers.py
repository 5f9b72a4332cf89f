"""Word's automatic list numbers, written out: python-docx gives paragraphs without them.

A plan whose «I.», «1.» and TT column are automatic would otherwise lose every label. Only what plans use is built:
decimal, letters, Roman, bullets; restarts when a higher level counts on (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_VAL, _ILVL, _NUM_ID = qn("w:val"), qn("w:ilvl"), qn("w:numId")
_MAX_COUNT = 5000


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


class ListNumbers:
    """Counts through the lists of one document; ``label`` must be asked for each paragraph in order."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.lists: dict[str, str] = {}  # numId -> abstract list, so that a list continued elsewhere counts on
        self.starts: dict[tuple[str, int], int] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        part = _numbering(document)
        if part is not None:
            self._load(part)
        self._load_styles(document)

    def _load(self, root: Any) -> None:
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"), "")
            self.levels[key] = {
                int(level.get(_ILVL, "0")): _Level(
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    _int(_value(level, "w:start", "1"), 1),
                )
                for level in abstract.findall(qn("w:lvl"))
            }
        for num in root.findall(qn("w:num")):
            number = num.get(_NUM_ID, "")
            self.lists[number] = _value(num, "w:abstractNumId", "")
            for override in num.findall(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self.starts[number, int(override.get(_ILVL, "0"))] = _int(start.get(_VAL, "1"), 1)

    def _load_styles(self, document: Any) -> None:
        for style in document.styles.element.findall(qn("w:style")):
            properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if properties is not None:
                self.styles[style.get(qn("w:styleId"), "")] = (
                    _value(properties, "w:numId", ""),
                    _int(_value(properties, "w:ilvl", "0"), 0),
                )

    def label(self, paragraph: Any) -> str:
        """The label of a paragraph: «1.», «a)», «-»; empty when it is in no list or has no text."""
        place = self._place(paragraph)
        filled = any((t.text or "").strip() for t in paragraph.iter(qn("w:t")))
        # An empty numbered paragraph in a cell still shows its number: the TT column is often nothing else.
        if place is None or not (filled or self._alone_in_cell(paragraph)):
            return ""
        number, level = place
        levels = self.levels.get(self.lists.get(number, ""), {})
        shape = levels.get(level)
        if shape is None:
            return ""
        if shape.form == "bullet":
            return "-"
        if shape.form == "none":
            return ""
        return self._count(number, level, levels)

    def _alone_in_cell(self, paragraph: Any) -> bool:
        return paragraph.getparent() is not None and paragraph.getparent().tag == qn("w:tc")

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = properties.find(qn("w:numPr"))
        style = properties.find(qn("w:pStyle"))
        inherited = self.styles.get(style.get(_VAL, "")) if style is not None else None
        if own is None:
            place = inherited
        else:
            base = inherited or ("", 0)
            place = (_value(own, "w:numId", base[0]), _int(_value(own, "w:ilvl", str(base[1])), base[1]))
        return place if place and place[0] not in {"", "0"} else None

    def _count(self, number: str, level: int, levels: dict[int, _Level]) -> str:
        key = number if (number, level) in self.starts or (number, 0) in self.starts else self.lists.get(number, number)
        counts = self.counts.setdefault(key, {})
        start = self.starts.get((number, level), levels[level].start)
        counts[level] = min(counts.get(level, start - 1) + 1, _MAX_COUNT)
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shape = levels.get(at)
            value = counts.get(at, shape.start if shape else 1)
            return _written(value, shape.form if shape else "decimal")

        return re.sub(r"%(\d)", shown, levels[level].text).strip()


def _numbering(document: Any) -> Any | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _value(parent: Any, name: str, default: str) -> str:
    found = parent.find(qn(name))
    return default if found is None else (found.get(_VAL) or default)


def _int(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default


def _written(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(value)
        return roman if form == "upperRoman" else roman.lower()
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    out = ""
    for amount, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= amount:
            out, value = out + sign, value - amount
    return out
