"""A paper as HTML: the sheet of the on-screen preview and the whole document from which the PDF is made.

Only class names, and ``width`` attributes on columns: the site's content security policy forbids style attributes.
The look is ``static/css/paper.css`` for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.papers.content import (
    Addressees,
    Align,
    Annex,
    Basis,
    Block,
    Chart,
    Contents,
    GroupRow,
    Heading,
    Paper,
    Paragraph,
    Row,
    Span,
    Table,
    Words,
    closed,
    lines,
    listed,
    signature_lines,
    text_width,
)
from plans.papers.fonts import paper_face
from plans.papers.letters import clean
from plans.rules.charts import LETTER, Bar, stacked_bars
from plans.rules.status import REPORT_CELLS

# Numbers of papers and dates are not parted at a line's end: Pango would break after "/" and "-" inside them
_UNBROKEN = re.compile(r"\b\d{1,5}(?:\.[A-Z])?(?:/\d{4})?/[A-ZĐ][\wĐđ.-]{1,28}\w|\b\d{1,2}/\d{1,2}/\d{4}\b")


@dataclass(frozen=True)
class Mark:
    """What the preview shows about a block or row: that it is being edited, and phrases in it to look at."""

    current: bool = False
    phrases: tuple[str, ...] = ()


Marks = Mapping[str, Mark]
_NO_MARK = Mark()
_CHART_WIDTH, _NAMES, _LONG_NAMES, _LONGEST_NAMES, _SHORT_NAME = 560, 58, 170, 250, 8
_MOST_BARS = 15  # the table below has the others


def render_html(paper: Paper, *, marks: Marks | None = None) -> SafeString:
    """The paper as a sheet for a page of the site; ``marks`` by the keys of blocks and rows."""
    return render_to_string("print/sheet.html", {"sheet": _article(paper, marks or {}, first_heading=2)})


def render_document(paper: Paper) -> str:
    """A whole HTML document with title, author and language, for the PDF."""
    context = {
        "title": clean(paper.name),
        "author": clean(paper.header.agency),
        "sheet": _article(paper, {}, first_heading=1),
    }
    return render_to_string("print/document.html", context)


def _article(paper: Paper, marks: Marks, *, first_heading: int) -> SafeString:
    """``first_heading`` is the rank of the title: 1 in a document, 2 on a page that has a title of its own."""
    writer = _Writer(marks, first_heading)
    header = paper.header
    context: dict[str, Any] = {
        "paper": paper,
        "parent_agency": writer.line_blocks(header.parent_agency),
        "agency": writer.line_blocks(header.agency),
        "number": clean(header.number),
        "place_date": clean(header.place_date),
        "about": writer.line_blocks(header.about),
        "kind": clean(paper.kind),
        "subject": writer.line_blocks(paper.subject),
        "rank": first_heading,
        "body": writer.blocks(paper.body, text_width(landscape=paper.landscape)),
        "signatures": [
            [{"title": writer.line_blocks(s.title), "note": clean(s.note), "name": writer.names(s.name)} for s in line]
            for line in signature_lines(paper.signatures)
        ],
        "recipients": [clean(f"- {line}") for line in closed(paper.recipients)],
        "annexes": [_annex(writer, annex) for annex in paper.annexes],
        "foot": clean(paper.foot),
    }
    return render_to_string("print/paper.html", context)


def _annex(writer: _Writer, annex: Annex) -> dict[str, Any]:
    return {
        "label": clean(annex.label),
        "title": writer.line_blocks(annex.title),
        "reference": clean(annex.reference),
        "landscape": annex.landscape,
        "body": writer.blocks(annex.body, text_width(landscape=annex.landscape)),
    }


class _Writer:
    """Writes blocks as HTML with the marks of one preview. Everything from outside passes ``escape``."""

    def __init__(self, marks: Marks, first_heading: int) -> None:
        self.marks = marks
        self.first_heading = first_heading
        self.listed: dict[int, Heading] = {}
        self.charts = 0

    def blocks(self, body: tuple[Block, ...], width: float) -> SafeString:
        """``width`` of the text block in millimetres."""
        self.listed = listed(body)
        return SafeString("\n".join(self._block(block, width, place) for place, block in enumerate(body)))

    def line_blocks(self, text: str) -> SafeString:
        """Lines of a title or a name, each in a block of its own."""
        return SafeString("".join(f'<span class="line">{_escaped(line)}</span>' for line in text.split("\n")))

    def names(self, text: str) -> str:
        """The name under a signature; an office above it stands on a line of its own."""
        return self.line_blocks(text) if "\n" in text else clean(text)

    def _block(self, block: Block, width: float, place: int) -> str:
        if isinstance(block, Table | Chart):
            return "\n".join(self._grid(block, width))
        match block:
            case Heading():
                return self._heading(block, f' id="muc-{place}"' if place in self.listed else "")
            case Contents():
                return self._contents(block)
            case Paragraph():
                kind = "flush" if block.flush else "text"
                return f'<p class="{kind}{self._current(block.key)}">{self._inline(block.words, block.key)}</p>'
            case Basis():
                look = f"text basis{self._current(block.key)}"
                return "\n".join(
                    f'<p class="{look}">{self._inline(line, block.key)}</p>' for line in closed(block.lines)
                )
            case Addressees():
                return self._addressees(block)

    def _heading(self, block: Heading, anchor: str) -> str:
        rank = self.first_heading + max(block.level, 1)
        words = self._inline(block.text, block.key)
        return f'<h{rank}{anchor} class="level-{block.level}{self._current(block.key)}">{words}</h{rank}>'

    def _contents(self, block: Contents) -> str:
        """Links to the headings; their pages are counted by the style sheet (``target-counter``)."""
        entries = "".join(
            f'<p><a href="#muc-{place}">{_escaped(" ".join(heading.text.split()))}</a></p>'
            for place, heading in self.listed.items()
        )
        return f'<div class="contents"><p class="level-0">{_escaped(block.title)}</p>{entries}</div>'

    def _addressees(self, block: Addressees) -> str:
        if len(block.names) == 1:
            return f'<p class="addressee">Kính gửi: {_escaped(block.names[0])}</p>'
        names = "".join(f'<p class="dash">- {_escaped(name)}</p>' for name in closed(block.names))
        return f'<div class="addressees"><p>Kính gửi:</p><div>{names}</div></div>'

    def _grid(self, block: Table | Chart, width: float) -> Iterator[str]:
        """A table; a chart stands above the one of its numbers."""
        if isinstance(block, Table):
            yield from self._table(block, width)
            return
        yield self._chart(block)
        if not block.bare:
            yield from self._table(block.table, width)

    def _table(self, table: Table, width: float) -> Iterator[str]:
        yield f'<table class="grid size-{table.size}">'
        cols = "".join(f'<col width="{share}%"/>' for share in table.shares())
        heads = "".join(f'<th scope="col">{self._inline(column.title, "")}</th>' for column in table.columns)
        yield f"<colgroup>{cols}</colgroup><thead><tr>{heads}</tr></thead><tbody>"
        looks = ["" if column.align is Align.LEFT else column.align.value for column in table.columns]
        group = f'<tr class="group"><td colspan="{len(table.columns)}">'
        for row in table.rows:
            if isinstance(row, GroupRow):
                yield f"{group}{_escaped(row.title)}</td></tr>"
            else:
                yield self._row(row, looks, tall=table.is_tall(row, width))
        yield "</tbody></table>"

    def _chart(self, chart: Chart) -> str:
        """The bars; their table follows and says the same."""
        self.charts += 1
        bars = [
            Bar(clean(name), dict(zip(REPORT_CELLS, counts, strict=True))) for name, counts in chart.bars[:_MOST_BARS]
        ]
        longest = max((len(bar.name) for bar in bars), default=0)
        room = min(max(_LONG_NAMES, (longest + 2) * LETTER), _LONGEST_NAMES)
        left = len(chart.bars) - len(bars)
        title = f"{chart.title}, {_MOST_BARS} dòng đầu của bảng" if left else chart.title
        svg = stacked_bars(
            bars,
            label=clean(chart.title),
            width=_CHART_WIDTH,
            prefix=f"p{self.charts}",
            names=int(room) if longest > _SHORT_NAME else _NAMES,
            legend=REPORT_CELLS,
            face=paper_face().family,
        )
        return f'<div class="drawn"><p class="drawn-title">{_escaped(title)}</p>{svg}</div>'

    def _row(self, row: Row, looks: list[str], *, tall: bool) -> str:
        look = ("tall" if tall else "") + self._current(row.key)
        cells = "".join(self._cell(words, row.key, align) for align, words in zip(looks, row.cells, strict=True))
        return f'<tr class="{look.strip()}">{cells}</tr>' if look else f"<tr>{cells}</tr>"

    def _cell(self, words: Words, key: str, look: str) -> str:
        """A line by itself needs no paragraph; several do. A dashed line hangs under its first word."""
        parted = lines(words)
        if len(parted) == 1:
            look = f"{look} dash".strip() if _is_dashed(parted[0]) else look
            inner = self._line(parted[0], key)
        else:
            inner = "".join(
                f'<p class="dash">{self._line(line, key)}</p>'
                if _is_dashed(line)
                else f"<p>{self._line(line, key)}</p>"
                for line in parted
            )
        return f'<td class="{look}">{inner}</td>' if look else f"<td>{inner}</td>"

    def _inline(self, words: Words, key: str) -> str:
        return "<br/>".join(self._line(line, key) for line in lines(words))

    def _line(self, line: tuple[Span, ...], key: str) -> str:
        return "".join(self._span(span, key) for span in line)

    def _span(self, span: Span, key: str) -> str:
        phrases = self.marks.get(key, _NO_MARK).phrases if self.marks else ()
        text = _marked(clean(span.text), phrases) if phrases else _escaped(span.text)
        if span.small:
            text = f"<small>{text}</small>"
        if span.italic:
            text = f"<i>{text}</i>"
        return f"<b>{text}</b>" if span.bold else text

    def _current(self, key: str) -> str:
        return " current" if self.marks and self.marks.get(key, _NO_MARK).current else ""


def _is_dashed(line: tuple[Span, ...]) -> bool:
    return bool(line) and line[0].text.startswith("- ")


def _escaped(text: str) -> str:
    """Text safe in HTML, with the numbers of papers and dates kept in one piece."""
    safe = escape(clean(text))
    return _UNBROKEN.sub(r'<span class="whole">\g<0></span>', safe) if "/" in safe else safe


def _marked(text: str, phrases: tuple[str, ...]) -> str:
    """Text with every phrase between ``mark`` tags."""
    wanted = "|".join(re.escape(clean(phrase)) for phrase in phrases if phrase)
    parts = re.split(f"({wanted})", text) if wanted else [text]
    return "".join(
        f"<mark>{_escaped(part)}</mark>" if index % 2 else _escaped(part) for index, part in enumerate(parts)
    )
