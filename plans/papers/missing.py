"""Letters that the face of the papers lacks (emoji, rare characters), told before they print as boxes."""

from __future__ import annotations

import itertools
import string

from plans.papers.fonts import paper_face
from plans.papers.letters import clean

_VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
# Every face that prints Vietnamese has these: text of nothing else needs no look into the font files
EVERYDAY = frozenset(string.printable + _VOWELS + _VOWELS.upper() + "“”‘’–…")


def missing_letters(text: str) -> list[str]:
    """The runs of letters in ``text`` that would print as boxes, each once, in their order.

    The letters of the face are read from its files at the first unusual letter of a process. FontMissingError.
    """
    if EVERYDAY.issuperset(text):
        return []
    drawn = paper_face().letters
    runs = itertools.groupby(clean(text), lambda letter: letter not in EVERYDAY and ord(letter) not in drawn)
    return list(dict.fromkeys("".join(run) for is_missing, run in runs if is_missing))
