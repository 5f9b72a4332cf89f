"""The year plan as a paper (kế hoạch: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.4), and the file attached to it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from plans.papers.content import Basis, Block, Header, Heading, Paper, Paragraph, Signature, Span
from plans.papers.task_table import task_table
from plans.rules.document import PlanDocument
from plans.rules.official import number_line, place_and_date

KIND = "KẾ HOẠCH"


def plan_paper(document: PlanDocument, *, symbol: str, note: str = "") -> Paper:
    """The plan as it is printed. What the document leaves open (number, day, name) stays open on paper.

    ``note`` stands above the text: that it is not the issued wording but the one in force.

    Blocks and rows carry keys for marks in the preview: ``opening``, ``section-<index>``, ``task-<index>``,
    ``closing``; indexes count from 0 in the document.
    """
    return Paper(
        header=Header(
            agency=(document.agency or "").upper(),
            parent_agency=(document.parent_agency or "").upper(),
            number=number_line(document.number, symbol),
            place_date=place_and_date(document.place, document.issued_on, document.year),
        ),
        kind=KIND,
        subject=document.title or "",
        body=(*_noted(note), *_body(document)),
        signatures=(Signature(document.signer_title or "", document.signer_name or ""),),
        recipients=document.recipients,
    )


def plan_attachment(document: PlanDocument) -> tuple[str, bytes]:
    """Name and bytes of the file inside the PDF from which an import restores the whole plan to the letter."""
    data = json.dumps(document.to_full_json(), ensure_ascii=False, indent=1)
    return f"ke-hoach-{document.year or 'nam'}.json", data.encode()


def _noted(note: str) -> Iterator[Block]:
    if note:
        yield Paragraph((Span(note, italic=True),), flush=True)


def _body(document: PlanDocument) -> Iterator[Block]:
    yield from _opening(document.opening)
    placed = not document.tasks
    for index, section in enumerate(document.sections):
        key = f"section-{index}"
        if section.heading:
            yield Heading(section.heading, min(section.level, 2), key)
        yield from (Paragraph(text, key=key) for text in _paragraphs(section.body))
        if section.holds_tasks and not placed:
            yield task_table(document)
            placed = True
    if not placed:
        yield task_table(document)
    yield from (Paragraph(text, key="closing") for text in _paragraphs(document.closing))


def _opening(text: str) -> Iterator[Block]:
    """Căn cứ lines in a row are one italic basis; every other line is a paragraph."""
    basis: list[str] = []
    for line in _paragraphs(text):
        if line.startswith("Căn cứ") and line.endswith((";", ".")):
            basis.append(line)
            continue
        if basis:
            yield Basis(tuple(basis), "opening")
            basis = []
        yield Paragraph(line, key="opening")
    if basis:
        yield Basis(tuple(basis), "opening")


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
