"""Vietnamese text as keys: search without accents, order by given name. Pure functions over NFC strings."""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng
_SHAPES = {"\u0306": {"a": "ă"}, "\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u031b": {"o": "ơ", "u": "ư"}}
# Signs that print nothing: controls but for tab and line ends, those that turn the direction of the words around,
# and those without width, which make an empty name of one that looks filled, or two names that look the same
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0)} - {9, 10, 13}
_TURNS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_WIDTHLESS = {0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF}
_STORED = {**dict.fromkeys(_CONTROLS | _TURNS | _WIDTHLESS), 0xA0: " "}


def nfc(text: str) -> str:
    """Composed form without unseen signs, the only form that is stored; a no-break space counts as a space."""
    return unicodedata.normalize("NFC", text).translate(_STORED)


def fold(text: str) -> str:
    """The accent-free search key: "Đảng bộ  Sở" → "dang bo so"."""
    marks_dropped = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(marks_dropped.replace("đ", "d").replace("Đ", "D").casefold().split())


def name_key(full_name: str) -> str:
    """A sortable key in the order Vietnamese offices use: given name, then family and middle names, word by word.

    Letters follow the alphabet (a ă â b … đ e ê), then the tone (ngang huyền hỏi ngã sắc nặng), so that everybody
    called Anh stands before everybody called Ánh.
    """
    words = nfc(full_name).casefold().split()
    return "!".join("#".join(_word_key(word)) for word in words[-1:] + words[:-1])


def _word_key(word: str) -> tuple[str, str]:
    letters, tones = [], []
    for char in word:
        base, tone = _split(char)
        index = LETTERS.find(base)
        letters.append(chr(ord("A") + index) if index >= 0 else base)
        tones.append(str(tone))
    return "".join(letters), "".join(tones)


def _split(char: str) -> tuple[str, int]:
    """A letter without its tone, and the tone's place in the order."""
    base, tone = "", 0
    for mark in unicodedata.normalize("NFD", char):
        if mark in TONES[1:]:
            tone = TONES.index(mark)
        elif mark in _SHAPES:
            base = _SHAPES[mark].get(base, base)
        elif not unicodedata.combining(mark):
            base += mark
    return base, tone
