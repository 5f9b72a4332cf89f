"""The ground floor's annexes of a report: tasks, units, papers; forms 0604 and 0605 as far as the staff list knows."""

from __future__ import annotations

from collections.abc import Iterator

from plans.models import IssuedPaper, Person, Role
from plans.papers.content import Align, Column, GroupRow, Paragraph, Row, Table
from plans.papers.report import figures_on, form_title
from plans.papers.report_annexes import PaperLine, paper_annex, task_annex, unit_annex
from plans.rules.official import symbol_line
from plans.rules.staff_form import StaffTold, count_staff, staff_forms
from plans.rules.task_span import told_in
from plans.services.report_records import units_of
from plans.services.task_standing import tasks_then
from plans.sockets import DrawnAnnex, ReportQuestion

OF_TASKS = frozenset({"tasks", "units"})


def plan_annexes(question: ReportQuestion, codes: frozenset[str]) -> Iterator[DrawnAnnex]:
    """Those of ``codes`` that the ground floor knows. Seven queries at most."""
    when, as_of, span = question.span.words, question.as_of, question.span
    if codes & OF_TASKS:
        every = tasks_then(question.plan, as_of)
        tasks = [task for task in every if told_in(task, question.plan.year, span.first, span.last)]
        units = units_of(tasks)
        if "tasks" in codes:
            yield task_annex(tasks, units, when=when, as_of=as_of)
        if "units" in codes:
            yield unit_annex(tasks, units, when=when, as_of=as_of)
    if "papers" in codes:
        yield paper_annex(_papers(question), when=when, as_of=as_of)
    if wanted := [key for key in staff_forms() if key in codes]:
        staff = _staff()
        for key in wanted:
            yield _staff_annex(key, staff, question)


def _papers(question: ReportQuestion) -> list[PaperLine]:
    rows = IssuedPaper.objects.filter(issued_on__range=question.days).order_by("issued_on", "pk")
    return [
        PaperLine(symbol_line(number, symbol), day, kind, abstract)
        for number, symbol, day, kind, abstract in rows.values_list("number", "symbol", "issued_on", "kind", "abstract")
        if day
    ]


def _staff() -> list[StaffTold]:
    """The people whose accounts hold the standing office's role."""
    rows = Person.objects.active().filter(user__is_active=True, user__holdings__role=Role.STANDING)
    found = rows.order_by("pk").distinct().values_list("pk", "sex", "birth_date", "training")
    return [StaffTold(sex, born, training) for _, sex, born, training in found]


def _staff_annex(key: str, staff: list[StaffTold], question: ReportQuestion) -> DrawnAnnex:
    form = staff_forms()[key]
    found = count_staff(form, staff, question.as_of)
    rows: list[Row | GroupRow] = [
        Row((row.title, row.code, *(cell.words for cell in row.cells))) if row.code else GroupRow(row.title)
        for row in found
    ]
    columns = (
        Column("Chỉ tiêu", 50),
        Column("Mã số", 12, Align.CENTER),
        *(Column(column["title"], 19, Align.CENTER) for column in form["columns"]),
    )
    said = (
        f"{form['note']} “…”: cơ quan không có số liệu; “–”: không có; “chưa rõ: n”: n người chưa ghi đủ để biết.",
        f"Biểu ban hành theo {form['basis']}.",
    )
    return DrawnAnnex(
        code=key,
        title=form_title(form["code"], form["name"], question.span.words),
        body=(
            figures_on(question.as_of),
            Paragraph(f"Đơn vị tính: {form['measure'].lower()}.", flush=True),
            Table(columns, tuple(rows)),
            *(Paragraph(words, flush=True) for words in said),
        ),
        figures={
            f"{row.code}.{place}": cell.number
            for row in found
            for place, cell in enumerate(row.cells, 1)
            if cell.is_recorded
        },
    )
