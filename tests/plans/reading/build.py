"""Plans built by code as DOCX and PDF: nothing binary is kept in the repository.

A table is rows of cells; ``None`` is merged with the cell on its left, ``"^"`` with the one above; a line break parts
paragraphs of a cell.
"""

# ruff: noqa: E501 - the documents keep their own line lengths
from __future__ import annotations

import html
import io
from dataclasses import dataclass, field
from typing import Any

import docx
import weasyprint
from docx.enum.text import WD_ALIGN_PARAGRAPH

Table = list[list[str | None]]


@dataclass(frozen=True)
class Paper:
    left: list[str]
    right: list[str]
    title: list[str]
    body: list[str | Table]
    recipients: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    annex: list[str | Table] = field(default_factory=list)


MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def docx_of(paper: Paper) -> bytes:
    document = docx.Document()
    _two_columns(document, paper.left, paper.right)
    for line in paper.title:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _docx_body(document, paper.body)
    if paper.recipients or paper.signature:
        _two_columns(document, ["Nơi nhận:", *paper.recipients] if paper.recipients else [], paper.signature)
    _docx_body(document, paper.annex)
    return saved(document)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _two_columns(document: Any, left: list[str], right: list[str]) -> None:
    if not left and not right:
        return
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        _fill(cell, "\n".join(lines))


def _fill(cell: Any, text: str) -> None:
    lines = text.split("\n")
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def _docx_body(document: Any, body: list[str | Table]) -> None:
    for item in body:
        if isinstance(item, str):
            document.add_paragraph(item)
        else:
            add_table(document, item)


def add_table(document: Any, rows: Table) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is not None and text != "^":
                _fill(table.cell(r, c), text)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None:
                table.cell(r, c - 1).merge(table.cell(r, c))
            elif text == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
    _drop_empty_tails(table)
    return table


def _drop_empty_tails(table: Any) -> None:
    """Merging leaves empty paragraphs behind; Word does not."""
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs[1:]:
                if not paragraph.text:
                    paragraph._p.getparent().remove(paragraph._p)


_CSS = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); font-size: 13pt } }
@page :first { @top-center { content: none } }
body { font: 14pt 'Tinos', 'Liberation Serif'; text-align: justify; margin: 0 }
p { margin: 4pt 0; text-indent: 10mm } .c p { text-indent: 0; text-align: center; margin: 0 } .l p { text-indent: 0; text-align: left; margin: 0 }
table { border-collapse: collapse; width: 100% } .two td { width: 50%; vertical-align: top; padding: 0 2pt }
.grid td { border: 0.5pt solid black; padding: 3pt 5pt; text-align: left } .grid td p { text-indent: 0; margin: 0 }
thead { display: table-header-group } h1 { font-size: 14pt; text-align: center; margin: 2pt }
"""


def pdf_of(paper: Paper, css: str = "", head_rows: int = 1) -> bytes:
    parts = [
        f'<table class="two c"><tr><td>{_ps(paper.left)}</td><td>{_ps(paper.right)}</td></tr></table>',
        *(f"<h1>{html.escape(line)}</h1>" for line in paper.title),
        *(_html_item(item, head_rows) for item in paper.body),
    ]
    if paper.recipients or paper.signature:
        left = _ps(["Nơi nhận:", *paper.recipients]) if paper.recipients else ""
        parts.append(
            f'<table class="two"><tr><td class="l">{left}</td><td class="c">{_ps(paper.signature)}</td></tr></table>'
        )
    parts += [_html_item(item, head_rows) for item in paper.annex]
    page = f"<html lang=vi><style>{_CSS}{css}</style><body>{''.join(parts)}</body></html>"
    return bytes(weasyprint.HTML(string=page).write_pdf())


def _ps(lines: list[str]) -> str:
    return "".join(f"<p>{html.escape(line) or '&nbsp;'}</p>" for line in lines)


def _html_item(item: str | Table, head_rows: int) -> str:
    if isinstance(item, str):
        return f"<p>{html.escape(item)}</p>"
    rows = ["".join(_td(item, r, c) for c in range(len(item[r]))) for r in range(len(item))]
    head = "".join(f"<tr>{row}</tr>" for row in rows[:head_rows])
    body = "".join(f"<tr>{row}</tr>" for row in rows[head_rows:])
    return f'<table class="grid"><thead>{head}</thead><tbody>{body}</tbody></table>'


def _td(rows: Table, r: int, c: int) -> str:
    text = rows[r][c]
    if text is None or text == "^":
        return ""
    across = 1
    while c + across < len(rows[r]) and rows[r][c + across] is None:
        across += 1
    down = 1
    while r + down < len(rows) and rows[r + down][c] == "^":
        down += 1
    return f'<td colspan="{across}" rowspan="{down}">{_ps(text.split(chr(10))) if text else ""}</td>'
