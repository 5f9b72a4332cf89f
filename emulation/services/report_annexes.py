"""Form 0601 (số phong trào thi đua) as an annex of a report, counted from the campaigns that its prose tells of."""

from __future__ import annotations

from collections.abc import Iterator

from emulation.rules.form_0601 import Counted, count_form
from emulation.services.form_0601 import form_0601
from emulation.services.report_drawings import campaigns_in
from plans.papers.content import Align, Column, GroupRow, Paragraph, Row, Table
from plans.papers.report import form_title
from plans.rules.official import short_date
from plans.sockets import DrawnAnnex, ReportQuestion

CODE = "0601"


def emulation_annexes(question: ReportQuestion, codes: frozenset[str]) -> Iterator[DrawnAnnex]:
    """The form, where the report has it. One query."""
    if CODE not in codes:
        return
    form, days = form_0601(), question.days
    counted = [
        Counted(kind, scope, launcher, starts, ends)
        for _, _, kind, launcher, scope, _, _, starts, ends, _, _ in campaigns_in(days)
    ]
    found = count_form(form, counted)
    rows: list[Row | GroupRow] = [
        Row((row.title, row.code, *(str(number) if number else "–" for number in row.counts)))
        if row.code
        else GroupRow(row.title)
        for row in found
    ]
    columns = (
        Column("Chỉ tiêu", 40),
        Column("Mã số", 9, Align.CENTER),
        *(Column(column["title"], 17, Align.CENTER) for column in form["columns"]),
    )
    first, last = (short_date(day) for day in days)
    yield DrawnAnnex(
        code=CODE,
        title=form_title(form["code"], form["name"], question.span.words),
        body=(
            Paragraph(
                f"Đơn vị tính: {form['measure'].lower()}. "
                f"Tính các phong trào thực hiện từ ngày {first} đến ngày {last}.",
                flush=True,
            ),
            Table(columns, tuple(rows)),
            Paragraph(f"Biểu ban hành theo {form['source']}. {form['note']}", flush=True),
        ),
        figures={"all": len(counted)} | {row.code: row.counts[0] for row in found if row.code},
    )
