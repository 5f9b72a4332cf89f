"""What a person reads on a page: its words, its table cell by cell, the text of a printed form."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from pypdfium2 import PdfDocument


class _Cells(HTMLParser):
    """The cells of the first table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def table(response: Any) -> list[list[str]]:
    """The body rows of the page's table, cell by cell."""
    cells = _Cells()
    cells.feed(response.content.decode())
    return cells.rows[1:]


def said(response: Any) -> str:
    """The words of a page."""
    main = response.content.decode().split('<main id="noi-dung"')[-1]
    return " ".join(re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL).split())


def pdf_text(response: Any) -> str:
    document = PdfDocument(response.content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
