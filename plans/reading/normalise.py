"""Letters first: NFC, odd spaces, soft hyphens, U+01A3, TCVN3 converted line by line, VNI recognised.

Sources: plan-variations.md §7 (artefacts seen in real documents); TCVN3 (ABC) after TCVN 5712:1993 VN3, checked
against glibc's converter.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"), " ")
_SPACES |= dict.fromkeys(map(ord, "\u202f\u205f\u3000\t\v\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
_GONE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\ufffc\x00"))
_LETTERS = {0x01A3: "ư", 0x01A2: "Ư", 0x2011: "-", 0x2010: "-", 0x00D0: "Đ", 0xF02D: "-", 0xF0B7: "•", 0xF0A7: "▪"}
_CLEAN = {**_SPACES, **_GONE, **_LETTERS}
_SOFT_HYPHEN = "\u00ad"
_MANY_SPACES = re.compile(r" {2,}")

_TCVN3_FROM = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_TO = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)
# Letters that a TCVN3 text shows inside words and no Unicode Vietnamese text does.
_TCVN3_SIGNS = re.compile(
    r"(?<=[A-Za-z])[®µ¸¶·¹¨»¾¼½©ª«¬\u00ad§ÕÖÞßÆ÷øþæåäëîïñöû]|[®§][A-Za-zµ¸¶·¹¨©ª«¬\u00ad]|(?<![\w])®"
)
_TCVN3_STRONG = re.compile(r"[®µ¸¶¹¨¾¼½ª¬]")
_UNICODE_ONLY = re.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9]")
# VNI writes the tone as a second letter: «Keá hoaïch», «thöôûng», «ñua».
_VNI_PAIR = re.compile(r"[aeoyuöôAEOYUÖÔ][ùøûõïáàåãäéèúüëêÙØÛÕÏÁÀÅÃÄÉÈÚÜËÊ](?![aeiouy])|ñ|Ñ|[öÖ][ôÔ]")
_VIETNAMESE = re.compile(r"[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ]")


class _Fold(dict[int, str]):
    """One letter to its bare lower-case letter, so that a folded text is as long as the text itself."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in "đĐ":
            bare = "d"
        elif letter in "–—−‑‐":
            bare = "-"
        elif letter.isspace():
            bare = " "
        else:
            bare = (unicodedata.normalize("NFD", letter)[0].lower() or letter)[0]
        self[code] = bare
        return bare


_FOLD = _Fold()


def fold(text: str) -> str:
    """Accent-free lower-case key of NFC text; the same length, so that places found in it hold for the text."""
    return text.translate(_FOLD)


def clean(text: str) -> str:
    """NFC with plain spaces and letters, line breaks kept; widths kept too (columns may hang on them)."""
    return unicodedata.normalize("NFC", text.translate(_CLEAN).replace(_SOFT_HYPHEN, ""))


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return _MANY_SPACES.sub(" ", text).strip()


def is_tcvn3(line: str) -> bool:
    """Whether a line is in TCVN3 (ABC): its signs stand inside words and no Unicode Vietnamese letter does."""
    if line.isascii() or _UNICODE_ONLY.search(line):
        return False
    signs = _TCVN3_SIGNS.findall(line)
    return bool(signs) and (len(signs) >= 2 or _TCVN3_STRONG.search(line) is not None)


def from_tcvn3(line: str) -> str:
    """A TCVN3 line in Unicode. Capital fonts (.VnTimeH) store small letters: words in capitals take them all."""
    plain = [c for c in line if c.isascii() and c.isalpha()]
    if sum(c.isupper() for c in plain) >= max(len(plain) * 0.8, 2):
        return line.translate(_TCVN3).upper()
    return " ".join(_lift(word) for word in line.translate(_TCVN3).split(" "))


def _lift(word: str) -> str:
    plain = [c for c in word if c.isascii() and c.isalpha()]
    loud = sum(c.isupper() for c in plain)
    return word.upper() if loud >= 2 and loud == len(plain) else word


def convert_legacy(text: str) -> tuple[str, tuple[int, ...]]:
    """Convert the TCVN3 lines of a text; gives the text and the (1-based) lines that were converted."""
    if text.isascii() or not _TCVN3_SIGNS.search(text):
        return text, ()
    lines = text.split("\n")
    found = [n for n, line in enumerate(lines) if is_tcvn3(line)]
    strong = sum(len(_TCVN3_STRONG.findall(lines[n])) for n in found)
    if strong < 2:
        return text, ()
    # In a text that is surely TCVN3, a line whose signs alone would not prove it («Së Néi vô») is converted too.
    found = [n for n, line in enumerate(lines) if not line.isascii() and not _UNICODE_ONLY.search(line)]
    found = [n for n in found if lines[n].translate(_TCVN3) != lines[n]]
    for n in found:
        lines[n] = from_tcvn3(lines[n])
    return "\n".join(lines), tuple(n + 1 for n in found)


def is_vni(text: str) -> bool:
    """Whether a text is in VNI: many vowel + tone-letter pairs, hardly a letter of Unicode Vietnamese."""
    pairs = len(_VNI_PAIR.findall(text))
    letters = sum(c.isalpha() for c in text)
    return pairs >= 8 and pairs * 12 > letters and len(re.findall(r"[\u1ea0-\u1ef9]", text)) * 4 < pairs


def vietnamese_share(text: str) -> float:
    """Share of the letters that carry a Vietnamese mark: about 0.3 in prose, near 0 after a foreign OCR."""
    letters = sum(c.isalpha() for c in text)
    return len(_VIETNAMESE.findall(text)) / letters if letters else 0.0
