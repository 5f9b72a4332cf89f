"""A paper as DOCX by python-docx: the same content as the PDF, with real headings, a repeated table head and typed
dashes, so that it can be edited in Word. Measures follow Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from plans.papers import docx_parts as parts
from plans.papers.content import (
    CELL_PADDING,
    Addressees,
    Align,
    Annex,
    Basis,
    Block,
    Chart,
    Contents,
    GroupRow,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
    Words,
    closed,
    lines,
    listed,
    signature_lines,
    text_width,
)
from plans.papers.letters import clean, width_mm

INDENT = Mm(12.7)
SPACE = Pt(6)
ISSUER_WIDTH = 62.0  # the right column needs 97 mm for the Quốc hiệu at 13 pt
RECIPIENTS_WIDTH = 70.0
SIGNATURE_ROOM = Pt(76)  # 27 mm
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_WIDTH = 60.5  # bold 14 pt, measured
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def write_docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    document = _new_document(paper)
    width = text_width(landscape=paper.landscape)
    _header(document, paper.header, width)
    _title(document, paper, width)
    _blocks(document, paper.body, width)
    _close(document, paper, width)
    for annex in paper.annexes:
        _annex(document, annex)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _new_document(paper: Paper) -> Document:
    document = docx.Document()
    parts.set_style(document, "Normal", size=14)
    for name in ("Heading 1", "Heading 2"):
        style = parts.set_style(document, name, size=14, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.first_line_indent = SPACE, INDENT
        style.paragraph_format.keep_with_next = True
    for name, size in (("Header", 14), ("Footer", 11)):
        parts.set_style(document, name, size=size).paragraph_format.tab_stops.clear_all()
    parts.set_language(document, "vi-VN")
    parts.set_modern(document)
    properties = document.core_properties
    # A property holds 255 letters
    properties.title, properties.author = clean(paper.name)[:255], clean(paper.header.agency)[:255]
    properties.language, properties.comments = "vi-VN", ""
    section = document.sections[0]
    parts.set_page(section, landscape=paper.landscape)
    if paper.foot:
        _foot(section, paper)
    else:
        _number_above(section)
    return document


def _number_above(section: Any) -> None:
    """The page number in the middle of the top margin, from the second page on."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts.add_field(paragraph, "PAGE")


def _foot(section: Any, paper: Paper) -> None:
    """Time and person of printing at the left, "Trang 1/1" at the right."""
    paragraph = section.footer.paragraphs[0]
    width = text_width(landscape=paper.landscape)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    parts.top_rule(paragraph)
    paragraph.add_run(f"{clean(paper.foot)}\tTrang ")
    parts.add_field(paragraph, "PAGE")
    paragraph.add_run("/")
    parts.add_field(paragraph, "NUMPAGES")


def _header(document: Document, header: Header, width: float) -> None:
    widths = [ISSUER_WIDTH, width - ISSUER_WIDTH]
    table = parts.new_table(document, widths, bordered=False)
    row = parts.new_row(table)
    issuer, nation = (parts.new_cell(table, row, w) for w in widths)
    if header.parent_agency:
        _centred(issuer.paragraphs[0], header.parent_agency, 13)
    agency = issuer.add_paragraph() if header.parent_agency else issuer.paragraphs[0]
    _centred(agency, header.agency, 13, bold=True)
    _rule(issuer.add_paragraph(), widths[0], 0.4 * _widest(header.agency, 13, widths[0]))
    _centred(nation.paragraphs[0], COUNTRY, 13, bold=True)
    _centred(nation.add_paragraph(), MOTTO, 14, bold=True)
    _rule(nation.add_paragraph(), widths[1], MOTTO_WIDTH)
    if header.number or header.place_date:
        row = parts.new_row(table)
        number, dated = (parts.new_cell(table, row, w) for w in widths)
        for cell in (number, dated):  # 13 and 14 pt share a baseline only when both stand at the bottom
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        _centred(number.paragraphs[0], header.number, 13)
        _centred(dated.paragraphs[0], header.place_date, 14, italic=True)
    if header.about:
        row = parts.new_row(table)
        about, _ = (parts.new_cell(table, row, w) for w in widths)
        about.paragraphs[0].paragraph_format.space_before = SPACE
        about.paragraphs[0].paragraph_format.space_after = SPACE
        _centred(about.paragraphs[0], header.about, 12)


def _title(document: Document, paper: Paper, width: float) -> None:
    if not paper.kind:
        return
    kind = document.add_paragraph()
    kind.paragraph_format.space_before = Pt(14)
    kind.paragraph_format.keep_with_next = True
    _centred(kind, paper.kind, 14, bold=True)
    if paper.subject:
        subject = document.add_paragraph()
        subject.paragraph_format.keep_with_next = True
        _centred(subject, paper.subject, 14, bold=True)
        _rule(document.add_paragraph(), width, 0.4 * _widest(paper.subject, 14, width))


def _blocks(document: Document, body: tuple[Block, ...], width: float) -> None:
    for block in body:
        match block:
            case Heading():
                _heading(document, block)
            case Contents():
                _centred(document.add_paragraph(), block.title, 14, bold=True)
                for heading in listed(body).values():  # without pages, which Word alone knows
                    _text(document.add_paragraph(), " ".join(heading.text.split()), flush=True)
            case Paragraph():
                _text(document.add_paragraph(), block.words, flush=block.flush)
            case Basis():
                for line in closed(block.lines):
                    _text(document.add_paragraph(), (Span(line, italic=True),))
            case Addressees():
                _addressees(document, block)
            case Table():
                _grid(document, block, width)
            case Chart() if not block.bare:  # Word shows the numbers alone
                title = document.add_paragraph()
                title.paragraph_format.space_before, title.paragraph_format.keep_with_next = SPACE, True
                _centred(title, block.title, 13, bold=True)
                _grid(document, block.table, width)


def _heading(document: Document, heading: Heading) -> None:
    if heading.level == 0:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.keep_with_next = True
        _centred(paragraph, heading.text, 14, bold=True)
    else:
        document.add_paragraph(clean(heading.text), style=f"Heading {min(heading.level, 2)}")


def _text(paragraph: Any, words: Words, *, flush: bool = False) -> None:
    paragraph.paragraph_format.space_before = SPACE
    if not flush:
        paragraph.paragraph_format.first_line_indent = INDENT
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for index, line in enumerate(lines(words)):
        if index:
            paragraph.add_run().add_break()
        _runs(paragraph, line, 13 if flush else 14)


def _addressees(document: Document, block: Addressees) -> None:
    single = len(block.names) == 1
    first = document.add_paragraph()
    first.paragraph_format.space_before = SPACE
    if single:
        _centred(first, f"Kính gửi: {block.names[0]}", 14)
        return
    first.paragraph_format.left_indent = Mm(40)
    first.add_run("Kính gửi:")
    for name in closed(block.names):
        paragraph = document.add_paragraph(clean(f"- {name}"))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(65), Mm(-3)


def _grid(document: Document, table: Table, width: float) -> None:
    _apart(document)
    document.paragraphs[-1].paragraph_format.space_after = SPACE
    widths = [width * share / 100 for share in table.shares()]
    grid = parts.new_table(document, widths, bordered=True)
    head = parts.new_row(grid, head=True)
    for column, w in zip(table.columns, widths, strict=True):
        cell = parts.new_cell(grid, head, w)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _cell(cell, (Span(column.title, bold=True),), table.size, Align.CENTER)
    for row in table.rows:
        if isinstance(row, GroupRow):
            cell = parts.new_cell(grid, parts.new_row(grid), width, span=len(widths))
            _cell(cell, (Span(row.title, bold=True),), table.size, Align.CENTER)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        else:
            _row(grid, row, table, widths)


def _apart(document: Document) -> None:
    """A thin empty line behind a table: Word makes one table of two that touch, with the headings of the first."""
    body = document.element.body  # its last element describes the section
    if len(body) > 1 and body[-2].tag == qn("w:tbl"):
        gap = document.add_paragraph().paragraph_format
        gap.line_spacing, gap.space_before = SPACE, Pt(0)


def _row(grid: Any, row: Row, table: Table, widths: list[float]) -> None:
    made = parts.new_row(grid, whole=not table.is_tall(row, sum(widths)))
    for column, words, width in zip(table.columns, row.cells, widths, strict=True):
        _cell(parts.new_cell(grid, made, width), words, table.size, column.align)


def _cell(cell: Any, words: Words, size: int, align: Align) -> None:
    """Each line of the cell is a paragraph; a line with a dash hangs under its first word."""
    for index, line in enumerate(lines(words)):
        paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
        if align is not Align.LEFT:
            paragraph.alignment = _ALIGN[align]
        if line and line[0].text.startswith("- "):
            hang = width_mm("- ", size) + 0.4
            paragraph.paragraph_format.left_indent = Mm(hang)
            paragraph.paragraph_format.first_line_indent = Mm(-hang)
        _runs(paragraph, line, size)


def _close(document: Document, paper: Paper, width: float) -> None:
    """Signature and "Nơi nhận" in one block that is never parted and takes the last lines of the text along."""
    if not paper.signatures and not paper.recipients:
        return
    last = document.paragraphs[-1]
    if last._p is document.element.body[-2]:  # the last thing before the section's properties is text, not a table
        last.paragraph_format.keep_with_next = True
    gap = document.add_paragraph()
    gap.paragraph_format.keep_with_next = True
    _runs(gap, (Span(" "),), 6)
    if len(paper.signatures) == 1:
        widths = [RECIPIENTS_WIDTH, width - RECIPIENTS_WIDTH]
        table = parts.new_table(document, widths, bordered=False)
        row = parts.new_row(table)
        _recipients(parts.new_cell(table, row, widths[0]), paper.recipients)
        _signature(parts.new_cell(table, row, widths[1]), paper.signatures[0])
        return
    for line in signature_lines(paper.signatures):
        share = width / len(line)
        table = parts.new_table(document, [share] * len(line), bordered=False)
        row = parts.new_row(table)
        for signature in line:
            _signature(parts.new_cell(table, row, share), signature)
    if paper.recipients:
        table = parts.new_table(document, [width], bordered=False)
        _recipients(parts.new_cell(table, parts.new_row(table), width), paper.recipients)


def _recipients(cell: Any, recipients: tuple[str, ...]) -> None:
    if not recipients:
        return
    label = cell.paragraphs[0]
    label.paragraph_format.keep_with_next = True
    run = label.add_run("Nơi nhận:")
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    for line in closed(recipients):
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(clean(f"- {line}")).font.size = Pt(11)


def _signature(cell: Any, signature: Signature) -> None:
    _centred(cell.paragraphs[0], signature.title, 14, bold=True)
    if signature.note:
        _centred(cell.add_paragraph(), signature.note, 14, italic=True)
    name = cell.add_paragraph()
    name.paragraph_format.space_before = SIGNATURE_ROOM
    _centred(name, signature.name, 14, bold=True)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _annex(document: Document, annex: Annex) -> None:
    """On a page of its own, counted from 1, with the number of its first page hidden as on the paper itself."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    parts.set_page(section, landscape=annex.landscape)
    section.different_first_page_header_footer = True
    parts.restart_numbers(section)
    for text in (annex.label, annex.title):
        _centred(document.add_paragraph(), text, 14, bold=True)
    if annex.reference:
        _centred(document.add_paragraph(), annex.reference, 14, italic=True)
    _blocks(document, annex.body, text_width(landscape=annex.landscape))


def _centred(paragraph: Any, text: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for index, line in enumerate(text.split("\n")):
        if index:
            paragraph.add_run().add_break()
        _runs(paragraph, (Span(line, bold=bold, italic=italic),), size)


def _runs(paragraph: Any, line: tuple[Span, ...], size: int) -> None:
    for span in line:
        run = paragraph.add_run(clean(span.text))
        run.font.size = Pt(size - 2 if span.small else size)
        run.bold, run.italic = span.bold or None, span.italic or None


def _rule(paragraph: Any, width: float, length: float) -> None:
    """A centred line ``length`` millimetres long in a block of ``width``: the border of an empty paragraph."""
    indent = Mm(max((width - length) / 2, 0))
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = indent
    layout.space_before, layout.space_after = Pt(2.5), Pt(4)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    parts.top_rule(paragraph)


def _widest(text: str, size: float, width: float) -> float:
    """Width of the longest line of a bold text, in a block of ``width``."""
    return min(max(width_mm(line, size, bold=True) for line in text.split("\n")), width - 2 * CELL_PADDING)
