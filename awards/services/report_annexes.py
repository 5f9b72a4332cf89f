"""Annexes of a report about awards: the office's own tables, forms 0602 and 0603, registrations beside results."""

from __future__ import annotations

from collections.abc import Iterator

from awards.papers.report_annexes import form_figures, form_tables, legend, promise_figures, promise_table
from awards.rules.statistic_count import within
from awards.rules.statistic_words import NONE_GIVEN, notes
from awards.services.award_statistics import Span as Days
from awards.services.award_statistics import Statistics, forms, statistics
from awards.services.report_promises import promises_told
from plans.papers.content import Block, Heading, Paragraph
from plans.papers.report import figures_on, form_title
from plans.rules.report_line import Figures
from plans.sockets import DrawnAnnex, ReportQuestion

OWN = ("bieu-nen", "tong-hop")  # the office's own tables: honours one by one, and the totals that the prose tells
MINISTRY = ("0602", "0603")


def award_annexes(question: ReportQuestion, codes: frozenset[str]) -> Iterator[DrawnAnnex]:
    """Those of ``codes`` that awards know. A query each form, one for the registrations."""
    when, span = question.span.words, Days(*question.days)
    if "promises" in codes:
        aims = promises_told(question).aims
        note = "Không cộng tập thể với cá nhân, không cộng danh hiệu với hình thức."
        yield DrawnAnnex(
            code="promises",
            title=f"Kết quả so với đăng ký thi đua {when}",
            body=(figures_on(question.as_of), promise_table(aims), Paragraph(note, flush=True)),
            figures=promise_figures(aims),
        )
    if "awards" in codes:
        found = [statistics(forms()[key], span, money=False) for key in OWN]
        body: list[Block] = [figures_on(question.as_of)]
        for one in found:
            body += [Heading(one.table.form.name, 2), *form_tables(one.table)]
        body += _notes(found[-1], span)
        figures: Figures = {name: number for one in found for name, number in form_figures(one.table).items()}
        title = f"Danh hiệu thi đua, hình thức khen thưởng đã có quyết định, {when}"
        yield DrawnAnnex("awards", title, tuple(body), landscape=True, figures=figures)
    for key in MINISTRY:
        if key in codes:
            yield _ministry(statistics(forms()[key], span, money=False), question, span)


def _ministry(found: Statistics, question: ReportQuestion, span: Days) -> DrawnAnnex:
    form = found.table.form
    nothing = () if within(form, found.given) else (Paragraph(NONE_GIVEN, flush=True),)
    basis = [Paragraph(f"Biểu ban hành theo {form.basis}.", flush=True)] if form.code else []
    words = legend(found.table)
    named = (Paragraph(f"{words[:1].upper()}{words[1:]}", flush=True),) if words else ()
    return DrawnAnnex(
        code=form.key,
        title=form_title(form.code, form.name, question.span.words),
        body=(figures_on(question.as_of), *nothing, *form_tables(found.table), *named, *_notes(found, span), *basis),
        landscape=True,
        figures=form_figures(found.table),
    )


def _notes(found: Statistics, span: Days) -> list[Paragraph]:
    return [Paragraph(words, flush=True) for words in notes(found.table, found.given, found.undated, span.before)]
