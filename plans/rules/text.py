"""Vietnamese text as keys: search without accents, order by given name. Pure functions over NFC strings."""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng
_SHAPES = {"\u0306": {"a": "ă"}, "\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u031b": {"o": "ơ", "u": "ư"}}


def nfc(text: str) -> str:
    """Composed form, the only form that is stored; a no-break space counts as a space."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ")


def fold(text: str) -> str:
    """The accent-free search key: "Đảng bộ  Sở" → "dang bo so"."""
    marks_dropped = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(marks_dropped.replace("đ", "d").replace("Đ", "D").casefold().split())


def name_key(full_name: str) -> str:
    """A sortable key in the order Vietnamese offices use: given name, then family and middle names.

    Letters follow the alphabet (a ă â b … đ e ê), then the tone (ngang huyền hỏi ngã sắc nặng), as ICU's ``vi``.
    """
    words = nfc(full_name).casefold().split()
    ordered = words[-1:] + words[:-1]
    parts = [_word_key(word) for word in ordered]
    letters = "!".join(letters for letters, _ in parts)
    return f"{letters}#{'!'.join(tones for _, tones in parts)}"


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
