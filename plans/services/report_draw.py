"""What the records say in a report: every topic that has something to say is asked once, its sentences by section."""

from __future__ import annotations

from collections import defaultdict

from plans import sockets
from plans.models import Report
from plans.rules.calendar import quarter_of
from plans.rules.report_kind import Span, free_span, report_kinds, span_of
from plans.rules.report_line import Drawn
from plans.sockets import DrawnAnnex, ReportQuestion


def span_of_report(report: Report) -> Span:
    """The report's days with their words: those of its kind where the days are the kind's own."""
    kind = report_kinds().get(report.kind)
    usual = span_of(kind, report.last.year, quarter_of(report.last)) if kind else None
    if usual is not None and (usual.first, usual.last) == (report.first, report.last):
        return usual
    return free_span(report.first, report.last)


def question_of(report: Report) -> ReportQuestion:
    """What the topics are asked for this report."""
    return ReportQuestion(plan=report.plan, kind=report.kind, span=span_of_report(report), as_of=report.as_of)


def drawn_sentences(question: ReportQuestion) -> dict[str, list[Drawn]]:
    """The sentences of every topic, by the slug of their section."""
    found: dict[str, list[Drawn]] = defaultdict(list)
    for draw in sockets.report_drawings:
        for sentence in draw(question):
            found[sentence.section].append(sentence)
    return found


def drawn_annexes(question: ReportQuestion, codes: list[str]) -> list[DrawnAnnex]:
    """The annexes with ``codes``, in that order; a code that nobody draws is left out."""
    found = {annex.code: annex for draw in sockets.report_annexes for annex in draw(question, frozenset(codes))}
    return [found[code] for code in codes if code in found]
