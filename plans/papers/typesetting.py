"""What is our own of WeasyPrint: a shorter way into it and a shorter way out. Imported with a process' first print.

The pages come out the same to the byte; what is left out is work that a paper of ours has no use for.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped] # both come with WeasyPrint
import pydyf  # type: ignore[import-untyped]
import weasyprint

_COMPRESSION = 9  # as pydyf itself
# What a browser gives to the elements of a paper, as WeasyPrint's own sheet has it. That one knows all of HTML, and its
# list markers, notes and sixteen boxes in the margins are styled anew for every element and page, seen or not.
_BROWSER = r"""
head, meta, title { display: none }
html, body, article, section, div, h1, h2, h3, h4, h5, h6, p { display: block }
table { display: table; box-sizing: border-box; text-indent: initial }
colgroup { display: table-column-group }
col { display: table-column }
thead { display: table-header-group }
tbody { display: table-row-group }
tr { display: table-row }
td, th { display: table-cell }
b { font-weight: bold }
i { font-style: italic }
br::before { content: "\A"; white-space: pre-line }
h1, h2, h3, h4, h5, h6 { bookmark-label: content(text); break-inside: avoid }
h1 { bookmark-level: 1 }
h2 { bookmark-level: 2 }
h3 { bookmark-level: 3 }
h4 { bookmark-level: 4 }
h5 { bookmark-level: 5 }
h6 { bookmark-level: 6 }
@page {
  @top-center { text-align: center }
  @bottom-left { text-align: left }
  @bottom-right { text-align: right }
  @footnote { margin-top: 0 } /* WeasyPrint looks for these two on every page */
  @note-area { content: none }
}
"""


class PaperDocument(weasyprint.HTML):
    """A whole document, read by Python's own XML parser: our HTML is well-formed, and that one is written in C."""

    def __init__(self, html: str, url_fetcher: Any) -> None:
        root = ElementTree.fromstring(html)  # noqa: S314 (our own markup, every text in it escaped)
        self.base_url, self.url_fetcher, self.media_type = None, url_fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002 (WeasyPrint's own)
        return [_browser()]


@functools.lru_cache(maxsize=1)
def _browser() -> Any:
    return weasyprint.CSS(string=_BROWSER)


def write_once(pdf: pydyf.PDF) -> None:
    """Put every object of ``pdf`` into bytes now: pydyf would do it twice, to write it and to hash the file."""
    for number, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Stream):
            _compress(item)
        elif item.free != "f":
            pdf.objects[number] = _Written(item)


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """The references of all pages, put into words again only after another page came.

    The tag of every cell asks for them, and pydyf would word all of them for each: a second of a print of 120 pages.
    """
    kids = pdf.pages["Kids"]  # number, generation and "R" of each
    known: tuple[bytes, ...] = pdf.__dict__.setdefault("_worded", ())
    if len(known) * 3 != len(kids):
        known = pdf.__dict__["_worded"] = tuple(f"{number} 0 R".encode() for number in kids[::3])
    return known


pydyf.PDF.page_references = property(_page_references)


class _Written(pydyf.Object):
    """An object whose bytes are known."""

    data = b""

    def __init__(self, item: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.data = item.number, item.generation, item.data


def _compress(stream: pydyf.Stream) -> None:
    if stream.compress:
        stream.stream = [zlib.compress(b"\n".join(map(pydyf._to_bytes, stream.stream)), _COMPRESSION)]
        stream.extra["Filter"] = "/FlateDecode"
        stream.compress = False


def lay_on_plates(pdf: pydyf.PDF, plates: Sequence[int]) -> None:
    """Take the first pages out and lay them under the others: ``plates`` says of every other page which.

    A plate is drawn once, as a form that its pages name; what it is made of stays in the shared resources.
    """
    count = max(plates) + 1
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    drawn = {}
    for number, page in enumerate(pages[:count]):
        form = _object(pdf, page["Contents"])
        form.extra |= {"Type": "/XObject", "Subtype": "/Form", "BBox": page["MediaBox"], "Resources": page["Resources"]}
        drawn[f"plate{number}"] = form.reference
    _object(pdf, pages[0]["Resources"])["XObject"].update(drawn)
    for page, number in zip(pages[count:], plates, strict=True):
        _object(pdf, page["Contents"]).stream.insert(0, b"q /plate%d Do Q" % number)
    for page in pages[:count]:
        page.clear()
    del pdf.pages["Kids"][: count * 3]
    pdf.pages["Count"] -= count


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
