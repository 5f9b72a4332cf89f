"""The pages of a year's archive: an index and, for long lists, pages beside it. They open from a folder, without a
server, a script or anything from outside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from plans.rules.archive import size_words
from plans.rules.archive_line import Chapter

INDEX, FOLDER = "index.html", "trang"
LOOK, FACES = (
    "kieu.css",
    ("be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2", "be-vietnam-pro-700.woff2", "OFL.txt"),
)
STYLES = ("tokens.css", "archive.css")
MOST_ON_INDEX = 150  # a longer list has a page of its own
_ROW = "<tr>{}</tr>\n"


class Linked(NamedTuple):
    """A file of the archive: its words, its path from the root, its size."""

    words: str
    path: str
    size: int


@dataclass(frozen=True)
class PageTable:
    """A list as the pages show it: each row its cells and its files; ``sheet`` is the same list to work on."""

    chapter: Chapter
    title: str
    heads: Sequence[str]
    rows: Sequence[tuple[Sequence[str], Sequence[Linked]]]
    sheet: Linked | None


@dataclass(frozen=True)
class ArchiveFacts:
    """What the first lines say of an archive. ``pulled`` are rows of other years that rows of this one name."""

    year: int
    office: str
    heading: str
    parent_heading: str
    at: dt.datetime
    maker: str
    is_closed: bool
    rows: int
    pulled: int
    files: int
    left_out: Sequence[tuple[str, str]] = ()


@dataclass
class _Part:
    """A chapter of the index."""

    slug: str
    title: str
    tables: list[dict[str, object]] = field(default_factory=list)
    registers: list[SafeString] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def pages_of(
    facts: ArchiveFacts,
    tables: Sequence[PageTable],
    registers: Sequence[tuple[str, Linked]],
    words: Mapping[Chapter, str],
) -> Iterator[tuple[str, bytes]]:
    """The pages with their look and faces, as paths and bytes."""
    parts = {chapter: _Part(chapter.value, words[chapter]) for chapter in Chapter}
    for folder, link in registers:
        parts[Chapter(folder)].registers.append(_link(link, ""))
    for place, table in enumerate(tables):
        part = parts[table.chapter]
        if not table.rows:
            part.empty.append(table.title)
            continue
        name = f"{FOLDER}/{table.chapter.value}-{place + 1}.html" if len(table.rows) > MOST_ON_INDEX else ""
        if name:
            body = _body(table, "../")
            yield name, _page("print/archive_list.html", {"facts": facts, "part": part, **_shown(table, "../", body)})
        part.tables.append(_shown(table, "", "" if name else _body(table, ""), name))
    filled = [part for part in parts.values() if part.tables or part.registers or part.empty]
    yield INDEX, _page("print/archive_index.html", {"facts": facts, "parts": filled})
    yield from _look()


def _shown(table: PageTable, root: str, body: str, page: str = "") -> dict[str, object]:
    """A table for the template; ``root`` leads from its page to the root of the archive, ``page`` to its rows."""
    return {
        "title": table.title,
        "heads": [*table.heads, *(["Tệp"] if _has_files(table) else [])],
        "count": len(table.rows),
        "body": body,
        "sheet": _link(table.sheet, root) if table.sheet else "",
        "page": page,
    }


def _has_files(table: PageTable) -> bool:
    return any(files for _, files in table.rows)


def _body(table: PageTable, root: str) -> SafeString:
    """The rows. A fact that is not there is said, never left blank."""
    lines, has_files = [], _has_files(table)
    for cells, files in table.rows:
        said = format_html_join("", "<td>{}</td>", ((cell or _nothing(),) for cell in cells))
        if has_files:
            links = format_html_join(SafeString("<br>"), "{}", ((_link(one, root),) for one in files))
            said += format_html("<td>{}</td>", links or _nothing())
        lines.append(format_html(_ROW, said))
    return SafeString("".join(lines))


def _nothing() -> SafeString:
    return SafeString('<span class="none">không ghi</span>')


def _link(link: Linked, root: str) -> SafeString:
    address = f"{root}{quote(link.path)}"
    return format_html('<a href="{}">{}</a> <small>{}</small>', address, link.words, size_words(link.size))


def _page(template: str, context: dict[str, object]) -> bytes:
    return render_to_string(template, context).encode()


def _look() -> Iterator[tuple[str, bytes]]:
    """The styles and faces that the pages ask for."""
    css = Path(settings.BASE_DIR) / "static" / "css"
    look = "\n".join((css / name).read_text(encoding="utf-8") for name in STYLES)
    yield f"{FOLDER}/{LOOK}", look.replace("../fonts/", "").encode()  # the faces lie beside it
    for name in FACES:
        found = finders.find(f"fonts/{name}")
        if isinstance(found, str):
            yield f"{FOLDER}/{name}", Path(found).read_bytes()
