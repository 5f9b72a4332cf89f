"""Small pieces of WordprocessingML that python-docx has no call for. Lengths are millimetres, sizes points."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

FACE = "Times New Roman"  # the reader's Word has it; Tinos has the same widths
RULE = 6  # eighths of a point: 0.75 pt
SHORT_SIDE, LONG_SIDE = 210, 297


def element(tag: str, **attributes: object) -> Any:
    """An element of the main namespace: ``element("tblHeader", val="true")``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_style(document: Document, name: str, *, size: float, bold: bool = False) -> Any:
    """Give a built-in style the paper's face (all four scripts, no theme font), size and black letters."""
    style = document.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)
    paragraph = style.paragraph_format
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.widow_control = True
    return style


def set_language(document: Document, language: str) -> None:
    """The language of all text, for the spelling checker and screen readers."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.attrib.clear()
        for name in ("val", "eastAsia"):
            lang.set(qn(f"w:{name}"), language)


def set_modern(document: Document) -> None:
    """Say that the file follows Word 2013 and later, or Word opens it in compatibility mode."""
    compat = element("compat")
    compat.append(
        element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    )
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    # Schema order: compat stands before rsids and the maths settings
    later = next((child for child in settings if child.tag in (qn("w:rsids"), qn("m:mathPr"))), None)
    if later is None:
        settings.append(compat)
    else:
        later.addprevious(compat)


def set_page(section: Any, *, landscape: bool) -> None:
    """A4 with margins of 20, 20, 20 and 30 mm (Nghị định 30/2020, Phụ lục I, phần I mục I)."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(7.5)
    section.footer_distance = Mm(9)


def restart_numbers(section: Any) -> None:
    """Count the pages of the section from 1 again."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.find(qn("w:cols")).addprevious(element("pgNumType", start=1))


def add_field(paragraph: Any, code: str) -> None:
    """A field that Word fills: PAGE, NUMPAGES."""
    field = element("fldSimple", instr=code)
    run = element("r")
    text = element("t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def top_rule(paragraph: Any) -> None:
    """A solid line over a paragraph, as wide as its indents leave it."""
    borders = element("pBdr")
    borders.append(element("top", val="single", sz=RULE, space=0, color="000000"))
    # Schema order: pBdr comes before spacing, indents and alignment
    properties = paragraph._p.get_or_add_pPr()
    follower = next((c for c in properties if c.tag not in (qn("w:pStyle"), qn("w:keepNext"), qn("w:keepLines"))), None)
    if follower is None:
        properties.append(borders)
    else:
        follower.addprevious(borders)


def new_table(document: Document, widths: list[float], *, bordered: bool) -> Table:
    """A table without rows and with fixed columns.

    Word pads cells by 1.9 mm at the sides: a layout table gets none, a bordered one 1.5 mm and stays in the text block.
    """
    table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    padding = 85 if bordered else 0  # twentieths of a point: 1.5 mm
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(element("tblW", w=round(sum(widths) * 56.7), type="dxa"))
    layout.addprevious(element("tblInd", w=0, type="dxa"))
    if bordered:
        borders = element("tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(element(side, val="single", sz=RULE, space=0, color="000000"))
        layout.addprevious(borders)
    margins = element("tblCellMar")
    for side, twips in (("top", padding // 3), ("left", padding), ("bottom", padding // 2), ("right", padding)):
        margins.append(element(side, w=twips, type="dxa"))
    layout.addnext(margins)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    return table


def new_row(table: Table, *, whole: bool = True, head: bool = False) -> Any:
    """A row to which cells are added one by one: ``table.rows`` would walk the whole table for each.

    ``whole`` keeps it on one page, ``head`` repeats it on every page.
    """
    row = table._tbl.add_tr()
    properties = row.get_or_add_trPr()
    if whole:
        properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    return row


def new_cell(table: Table, row: Any, width: float, *, span: int = 1) -> _Cell:
    """The next cell of a row, ``width`` millimetres wide, over ``span`` columns."""
    cell = row.add_tc()
    cell.width = Mm(width)
    if span > 1:
        cell.grid_span = span
    if not cell.p_lst:
        cell.add_p()
    return _Cell(cell, table)
