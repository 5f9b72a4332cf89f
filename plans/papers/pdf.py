"""A paper as PDF by WeasyPrint: A4 as Nghị định 30/2020/NĐ-CP, one embedded face, for the files PDF/A-3a.

WeasyPrint is imported on the first print of a process (half a second), so that pages without prints start fast.
"""

from __future__ import annotations

import atexit
import datetime as dt
import functools
import gc
import hashlib
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings

from plans.papers.content import Paper
from plans.papers.fonts import Face, paper_face
from plans.papers.html import render_document

VARIANT = "pdf/a-3a"  # tagged, Unicode, attachments allowed
NO_LETTER = "□"
# Attachments must carry dates; a fixed one keeps the print of the same content the same to the byte
_ATTACHED_ON = dt.datetime(2020, 3, 5, tzinfo=dt.UTC)
_NOTHING: Mapping[str, bytes] = {}
_one_print = threading.Lock()


def render_pdf(paper: Paper, *, attachments: Mapping[str, bytes] = _NOTHING, filed: bool = True) -> bytes:
    """The paper as PDF; the same content gives the same bytes.

    ``filed`` makes it PDF/A-3a with tags, for what goes into the files; otherwise a plain PDF to look at.
    ``attachments`` are file names and bytes carried inside. Raises FontMissingError.
    """
    face = paper_face()
    html = _drawable(render_document(paper), face)
    with _printing():
        return _write(html, face, attachments, VARIANT if filed else None)


def render_drawn(html: str, stylesheet: str) -> bytes:
    """A page drawn by a stylesheet of its own in ``static/css``, in the face of the papers; a plain PDF."""
    import weasyprint  # noqa: PLC0415

    from plans.papers.typesetting import PaperDocument  # noqa: PLC0415

    face = paper_face()
    drawable = _drawable(html, face)
    with _printing():
        font_config, stylesheets = _stylesheets(face)
        fetcher = _fetcher(face)
        own = weasyprint.CSS(filename=_css_folder() / stylesheet, font_config=font_config, url_fetcher=fetcher)
        pdf: bytes = PaperDocument(drawable, fetcher).write_pdf(
            stylesheets=[*stylesheets[1:], own],
            font_config=font_config,
            pdf_identifier=hashlib.sha256(drawable.encode()).digest()[:16],
        )
    return pdf


def render_placed(
    html: str, css: str, *, pictures: Mapping[str, bytes] = _NOTHING, plates: Sequence[int] = ()
) -> bytes:
    """Pages whose elements are placed by their own ``css``, in the face of the papers: certificates.

    ``pictures`` are what images of the pages show, by address. With ``plates`` the first pages are no pages themselves
    but lie under the others: of every page after them it says on which.
    """
    import weasyprint  # noqa: PLC0415

    from plans.papers.typesetting import PaperDocument, lay_on_plates, write_once  # noqa: PLC0415

    face = paper_face()
    html = _drawable(html, face)

    def finish(_document: Any, pdf: Any) -> None:
        if plates:
            lay_on_plates(pdf, plates)
        write_once(pdf)

    with _printing():
        font_config, (_look, faces) = _stylesheets(face)
        pdf: bytes = PaperDocument(html, _fetcher(face, pictures)).write_pdf(
            stylesheets=[faces, weasyprint.CSS(string=css)],
            font_config=font_config,
            pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
            finisher=finish,
        )
    return pdf


def is_one_page(paper: Paper) -> bool:
    """Whether the paper fits on a single page; lays it out without writing it."""
    import weasyprint  # noqa: PLC0415

    from plans.papers.typesetting import PaperDocument  # noqa: PLC0415

    face = paper_face()
    html = _drawable(render_document(paper), face)
    with _printing():
        font_config, stylesheets = _stylesheets(face)
        widths = weasyprint.CSS(string=_column_widths(html))
        document = PaperDocument(html, _fetcher(face))
        return len(document.render(stylesheets=[*stylesheets, widths], font_config=font_config).pages) == 1


def _write(html: str, face: Face, attachments: Mapping[str, bytes], variant: str | None) -> bytes:
    import weasyprint  # noqa: PLC0415

    from plans.papers.typesetting import PaperDocument  # noqa: PLC0415

    font_config, stylesheets = _stylesheets(face)
    identifier = hashlib.sha256(html.encode())
    files = []
    for name, content in sorted(attachments.items()):
        identifier.update(name.encode() + content)
        files.append(
            weasyprint.Attachment(
                string=content, name=name, relationship="Data", created=_ATTACHED_ON, modified=_ATTACHED_ON
            )
        )
    document = PaperDocument(html, _fetcher(face))
    pdf: bytes = document.write_pdf(
        stylesheets=[*stylesheets, weasyprint.CSS(string=_column_widths(html))],
        font_config=font_config,
        attachments=files or None,
        pdf_variant=variant,
        pdf_identifier=identifier.digest()[:16],
        finisher=_finish,
    )
    return pdf


def _column_widths(html: str) -> str:
    """The ``width`` attributes of columns as CSS: following such attributes everywhere would cost every element."""
    widths = sorted(set(re.findall(r'<col width="([0-9.]+%)"/>', html)))
    return "".join(f'col[width="{width}"]{{width:{width}}}' for width in widths)


def _finish(_document: Any, pdf: Any) -> None:
    """Say of every head cell that it heads its column, which WeasyPrint leaves out (its issue 2508)."""
    from plans.papers.typesetting import write_once  # noqa: PLC0415

    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            item["A"]["Scope"] = "/Column"
    write_once(pdf)


@functools.lru_cache(maxsize=1)
def _stylesheets(face: Face) -> tuple[Any, list[Any]]:
    """The print stylesheet and the face, parsed once per process; used under the lock only."""
    import weasyprint  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    font_config = FontConfiguration()
    fetcher = _fetcher(face)
    faces = weasyprint.CSS(string=face.css(), font_config=font_config, url_fetcher=fetcher)
    look = weasyprint.CSS(filename=_css_folder() / "paper.css", font_config=font_config, url_fetcher=fetcher)
    return font_config, [look, faces]


atexit.register(_stylesheets.cache_clear)  # WeasyPrint cleans its fonts up with modules that go before it


def _css_folder() -> Path:
    return Path(settings.BASE_DIR) / "static" / "css"


def _fetcher(face: Face, pictures: Mapping[str, bytes] = _NOTHING) -> Any:
    """Reads the pictures given and files of the stylesheet's and the font's folders; anything else stops the print."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class PaperFetcher(URLFetcher):  # a class in a function: its base exists only after the late import
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url in pictures:
                return URLFetcherResponse(url, pictures[url])
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or path.parent not in (_css_folder().resolve(), face.folder):
                raise PermissionError(f"a print may not read {url}")
            return super().fetch(url, headers)

    return PaperFetcher(allowed_protocols={"file"}, fail_on_errors=True)


def _unknown_letters(html: str, face: Face) -> set[str]:
    return {letter for letter in set(html) if ord(letter) not in face.letters and letter != "\n"}


def _drawable(html: str, face: Face) -> str:
    """Letters outside the face become a visible box: another face would slip into a paper that must have one."""
    unknown = _unknown_letters(html, face)
    return html.translate(dict.fromkeys(map(ord, unknown), NO_LETTER)) if unknown else html


@contextmanager
def _printing() -> Iterator[None]:
    """One print at a time with the garbage collector off, which saves a quarter to a third on long tables."""
    with _one_print:
        was_on = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if was_on:
                gc.enable()
