"""Which earlier initiatives read like a new one: shared words, without accents, of names and of texts. Pure.

An offer to the reader, never a verdict: two dossiers on one subject share its words whoever wrote first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from plans.rules.text import fold

NAME_WEIGHT, TEXT_WEIGHT = 60, 40  # percent
LEAST, MOST = 30, 5  # percent from which one is offered; how many are
_WORD = re.compile(r"[a-z0-9]+")
# fmt: off
_EMPTY = frozenset((
    "va", "cua", "cac", "cho", "trong", "tren", "theo", "voi", "la", "duoc", "co", "khong", "de", "mot",
    "nhung", "nay", "do", "den", "tai", "bang", "ve", "tu", "khi", "cung", "nhu", "so", "nam", "giai", "phap",
    "sang", "kien", "nang", "cao", "hieu", "qua", "cong", "tac", "thuc", "hien", "ap", "dung", "don", "vi",
))
# fmt: on


class Subject(NamedTuple):
    """What is compared: a name and the texts below it."""

    name: str
    text: str = ""


class Match(NamedTuple):
    """An earlier one, by the key the caller gave it, and how much it shares in percent."""

    key: int
    percent: int


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words that say something, as the search knows them.

    >>> sorted(words_of("Giải pháp số hoá hồ sơ lễ tân"))
    ['ho', 'hoa', 'le', 'tan']
    """
    return frozenset(_WORD.findall(fold(text))) - _EMPTY


def likeness(one: Subject, other: Subject) -> int:
    """How much two share, 0 to 100, the same both ways; a name counts more, and alone where a text is missing."""
    names = _shared(words_of(one.name), words_of(other.name))
    mine, theirs = words_of(one.text), words_of(other.text)
    if not mine or not theirs:
        return names
    return (NAME_WEIGHT * names + TEXT_WEIGHT * _shared(mine, theirs)) // 100


def similar(subject: Subject, earlier: Iterable[tuple[int, Subject]], *, least: int = LEAST) -> Sequence[Match]:
    """The earlier ones most like ``subject``, the most like first; of equals the first given."""
    found = [Match(key, percent) for key, other in earlier if (percent := likeness(subject, other)) >= least]
    return sorted(found, key=lambda match: -match.percent)[:MOST]


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Twice the common words over all words of both, in percent."""
    return 200 * len(one & other) // (len(one) + len(other)) if one and other else 0
