"""A ZIP that people keep: names in order that every system can unpack, equal bytes for equal files. Pure functions."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.rules.text import nfc

MOST_LETTERS = 120
MOST_BYTES = 240  # Linux takes 255 in a name, and a Vietnamese letter is up to three
LONGEST_ENDING = 12
INDEX = "muc-luc.txt"
_EARLIEST = dt.datetime(1980, 1, 1)  # noqa: DTZ001 (a ZIP keeps local time without a zone)
_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_READABLE = 0o644 << 16


@dataclass(frozen=True)
class Item:
    """A file of the archive. ``at`` is its moment in office time."""

    name: str
    data: bytes
    at: dt.datetime | None = None


def ordered_names(files: Sequence[tuple[Sequence[str], str]]) -> list[str]:
    """For each file, given as the words before its name and its name: "01_Nhiệm vụ 8_TT DVĐN_Tự đánh giá.pdf".

    >>> ordered_names([(["Nhiệm vụ 8"], "a?.pdf"), (["Nhiệm vụ 8"], "a*.pdf")])
    ['01_Nhiệm vụ 8_a-.pdf', '02_Nhiệm vụ 8_a- (2).pdf']
    """
    width = max(2, len(str(len(files))))
    seen: Counter[str] = Counter()
    names = []
    for number, (before, name) in enumerate(files, start=1):
        head = "_".join([f"{number:0{width}}", *(safe(word) for word in before if safe(word))])
        stem, ending = _parted(safe(name) or "tệp")
        same = f"{head[width:]}_{stem}{ending}".casefold()
        seen[same] += 1
        again = f" ({seen[same]})" if seen[same] > 1 else ""
        names.append(_fitted(f"{head}_{stem}", f"{again}{ending}"))
    return names


def safe(text: str) -> str:
    """Words that may stand in a file's name on Windows too: no reserved signs, no dot or space at the end."""
    return " ".join(_RESERVED.sub("-", nfc(text)).split()).strip(" .")


def zip_of(items: Iterable[Item]) -> bytes:
    """The archive: the same bytes for the same items. Names outside ASCII carry the flag of UTF-8.

    Nothing is packed: PDF, pictures and office files are so already, and packing differs between versions of zlib.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for item in items:
            entry = zipfile.ZipInfo(item.name, max(item.at or _EARLIEST, _EARLIEST).timetuple()[:6])
            entry.create_system, entry.external_attr = 3, _READABLE
            archive.writestr(entry, item.data)
    return data.getvalue()


def index_item(lines: Iterable[str]) -> Item:
    """ "muc-luc.txt": what the archive holds, in a form that every Windows opens with its accents."""
    return Item(INDEX, "\r\n".join([*lines, ""]).encode("utf-8-sig"))


def size_words(size: int) -> str:
    """A size as people read it: "860 B", "12 KB", "3,4 MB".

    >>> size_words(860), size_words(12_300), size_words(3_565_158)
    ('860 B', '12 KB', '3,4 MB')
    """
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def _parted(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING or " " in ending:
        return name, ""
    return stem.rstrip(" ."), f"{dot}{ending}"


def _fitted(stem: str, ending: str) -> str:
    """Cut in the middle, so that the number before and the ending stay."""
    while len(stem) + len(ending) > MOST_LETTERS or len(f"{stem}{ending}".encode()) > MOST_BYTES:
        stem = stem[:-1].rstrip(" .")
    return f"{stem}{ending}"
