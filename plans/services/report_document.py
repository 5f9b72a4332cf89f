"""A report as it is printed: what its sections say, under the office's head, with its annexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from plans.models import Office, PaperState, Report, ReportSection
from plans.papers.content import Paper
from plans.papers.frozen import body_from_json, body_to_json
from plans.papers.report import Attached, ReportWords, Said, report_document
from plans.rules.document import PlanDocument, PlanSection
from plans.rules.official import ROMAN
from plans.rules.wording import check_years
from plans.services.report import lines_of
from plans.services.report_draw import drawn_annexes, question_of


class Numbered(NamedTuple):
    """A section with its number ("I", "2"); a heading only gathers the sections below it."""

    number: str
    section: ReportSection
    gathers: bool

    @property
    def title(self) -> str:
        return f"{self.number}. {self.section.heading}"


def numbered(sections: Iterable[ReportSection]) -> Iterator[Numbered]:
    """The sections with their numbers, in their order."""
    every = list(sections)
    upper = lower = 0
    for place, one in enumerate(every):
        if one.level == 1:
            upper, lower = upper + 1, 0
        else:
            lower += 1
        following = every[place + 1].level if place + 1 < len(every) else 1
        number = ROMAN[upper - 1] if one.level == 1 else str(lower)
        yield Numbered(number, one, one.level == 1 and following > 1)


def report_paper(report: Report, *, number: int | None = None, issued_on: dt.date | None = None) -> Paper:
    """The report as it is printed now; a draft leaves number and day open.

    Its annexes are those that it was submitted with; a draft counts them now, on its cut-off.
    """
    office = Office.objects.first() or Office()
    return report_document(
        ReportWords(
            agency=office.heading.upper(),
            parent_agency=office.parent_heading.upper(),
            issuer=office.name,
            place=office.place,
            year=(issued_on or timezone.localdate()).year,
            symbol=report.symbol,
            abstract=report.abstract,
            first=report.first,
            last=report.last,
            as_of=report.as_of,
            sections=tuple(_said(report)),
            annexes=tuple(_attached(report)),
            addressees=_lines(report.addressee),
            basis=_lines(report.basis),
            recipients=_lines(report.recipients),
            signer_title=report.signer_title,
            signer_name=report.signer_name,
            number=number,
            issued_on=issued_on,
        )
    )


def annex_pages(report: Report) -> list[dict[str, Any]]:
    """The annexes as they are counted now, as plain data: what a report takes along when it is submitted."""
    drawn = drawn_annexes(question_of(report), list(report.annexes))
    return [{"title": one.title, "body": body_to_json(one.body), "landscape": one.landscape} for one in drawn]


def wording_doubts(report: Report) -> list[str]:
    """Years in the wording that fit neither the report's year nor a known reason, a sentence each; none stops it."""
    said = list(_said(report))
    text = PlanDocument(
        year=report.last.year,
        title=report.abstract,
        sections=tuple(PlanSection(one.title, one.level, "\n".join(one.paragraphs)) for one in said),
    )
    return [
        f"Mục “{said[int(flag.field.split(':')[1].split('.')[0])].title}”: “{flag.words}” không khớp năm "
        f"{report.last.year} của báo cáo. Xem lại, đúng thì giữ nguyên."
        for flag in check_years(text)
    ]


def _attached(report: Report) -> Iterator[Attached]:
    kept = None if report.state == PaperState.DRAFT else report.annex_pages
    for one in annex_pages(report) if kept is None else kept:
        yield Attached(one["title"], body_from_json(one["body"]), one["landscape"])


def _said(report: Report) -> Iterator[Said]:
    for one in numbered(report.sections.all()):
        paragraphs = tuple(text for line in lines_of(one.section) for text in _lines(line.text))
        yield Said(one.title, one.section.level, paragraphs, one.gathers)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
