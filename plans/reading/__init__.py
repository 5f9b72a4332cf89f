"""Reading a plan: text, DOCX or PDF to a draft plan with its doubts. Pure Python: no Django, no database.

``read_file`` tells the form by the bytes, an extractor brings it to lines and grids (``layout``), and one interpreter
reads all three forms (``interpret``).
"""

from __future__ import annotations

from collections.abc import Sequence

from plans.reading.attachment import reading_of_json
from plans.reading.checks import check_letters
from plans.reading.interpret import interpret
from plans.reading.layout import Sheet
from plans.reading.results import Reading, ReadWarning, Refused, SourceLine
from plans.reading.sniff import sniff
from plans.reading.text_file import check_length, decode, text_sheet

__all__ = ["ReadWarning", "Reading", "Refused", "SourceLine", "read_file", "read_text"]


def read_file(data: bytes, filename: str, known_units: Sequence[str] = ()) -> Reading:
    """Read a file by its bytes; the name only helps to tell what was meant. Raises Refused and nothing else.

    An upload is read by ``apart.read_apart``, which also bounds time and memory.
    """
    form = sniff(data)
    del filename  # names lie; kept in the signature for the caller's logs and for forms to come
    if form == "json":
        return reading_of_json(data)
    if form == "docx":
        from plans.reading.docx_file import docx_sheet  # noqa: PLC0415 - reading text must not load python-docx

        return _read(docx_sheet(data), known_units)
    if form == "pdf":
        from plans.reading.pdf_file import pdf_sheet  # noqa: PLC0415 - reading text must not load pdfplumber

        found = pdf_sheet(data)
        return found if isinstance(found, Reading) else _read(found, known_units)
    text, guessed = decode(data)
    check_length(text)
    check_letters(text, guessed=guessed)
    return _read(text_sheet(text), known_units)


def read_text(text: str, known_units: Sequence[str] = ()) -> Reading:
    """Read a pasted text. Raises Refused when it is no readable Vietnamese."""
    check_length(text)
    check_letters(text)
    return _read(text_sheet(text), known_units)


def _read(sheet: Sheet, known_units: Sequence[str]) -> Reading:
    return interpret(sheet, known_units)
