"""Which words two versions of a text differ by."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


class Piece(NamedTuple):
    """A run of words that was kept, added or removed."""

    change: Change
    text: str


def word_changes(before: str, after: str) -> Iterator[Piece]:
    """The text ``after`` in order, with the words of ``before`` that it lacks where they stood.

    The pieces that are not removed join to ``after``, those that are not added to ``before``.
    """
    old, new = _words(before), _words(after)
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.KEPT, "".join(new[j1:j2]))
            continue
        if i1 < i2:
            yield Piece(Change.REMOVED, "".join(old[i1:i2]))
        if j1 < j2:
            yield Piece(Change.ADDED, "".join(new[j1:j2]))


def _words(text: str) -> list[str]:
    """Words and the spaces between them, each an element, so that nothing is lost."""
    return re.findall(r"\s+|[^\s]+", text)
