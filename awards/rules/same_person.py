"""Which two names may be one person's. Pure functions; what they find is offered to somebody, never acted on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple, TypeVar

from plans.rules.text import TONES, fold

K = TypeVar("K")


class Likeness(StrEnum):
    """Why two names look like one person's, the surest first."""

    SAME_NAME = "cùng họ tên"
    TONE_STYLE = "cùng họ tên, chỉ khác kiểu đặt dấu (Hoà, Hòa)"
    NO_ACCENTS = "giống nhau khi bỏ dấu"
    SHORTENED = "một bên viết tắt tên đệm hoặc tên"


class Pair(NamedTuple):
    """Two keys whose names are alike."""

    first: int
    second: int
    why: Likeness


def spoken(name: str) -> str:
    """The key under which every way of placing the tone mark is one: "Hoà" and "Hòa", in any case, one space."""
    return " ".join(_spoken_word(word) for word in name.casefold().split())


def likeness(one: str, other: str) -> Likeness | None:
    """Why ``one`` and ``other`` may name the same person, None where nothing says so."""
    if _plain(one) == _plain(other):
        return Likeness.SAME_NAME
    if spoken(one) == spoken(other):
        return Likeness.TONE_STYLE
    if fold(one) == fold(other):
        return Likeness.NO_ACCENTS
    return Likeness.SHORTENED if _shortened(one, other) else None


def alike(names: Iterable[tuple[int, str]]) -> Iterator[Pair]:
    """Every two of ``names`` that may be one person's, each pair once, the smaller key first.

    Only names with the same family name and the same first letters are compared, so thousands cost no more than
    their few likenesses.
    """
    buckets: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for key, name in names:
        buckets.setdefault(initials(name), []).append((key, name))
    for bucket in buckets.values():
        for (one, said), (other, heard) in combinations(sorted(bucket), 2):
            why = likeness(said, heard)
            if why is not None:
                yield Pair(one, other, why)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _spoken_word(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in letters if sign in TONES[1:])
    return unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in TONES[1:])) + tones


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s.]+", fold(name)) if word]


def initials(name: str) -> tuple[str, ...]:
    """The family name and the first letters of the others: names that differ in it are not alike."""
    words = _words(name)
    return (*words[:1], *(word[0] for word in words[1:]))


def _shortened(one: str, other: str) -> bool:
    """The same words but for some, never the family name, that are one letter in one of the two ("Nguyễn T. Hoa")."""
    mine, theirs = _words(one), _words(other)
    if len(mine) != len(theirs) or mine[:1] != theirs[:1]:
        return False
    pairs = list(zip(mine, theirs, strict=True))
    differ = [(a, b) for a, b in pairs if a != b]
    return bool(differ) and all(min(len(a), len(b)) == 1 and a[0] == b[0] for a, b in differ)
