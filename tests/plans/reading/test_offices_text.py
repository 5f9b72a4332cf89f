"""Plans of many offices as text: every field of the reading, for every layout."""

from __future__ import annotations

from typing import Any

import pytest

from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_paper
from plans.reading import read_file, read_text
from plans.reading.results import Reading
from tests.plans.reading.offices import CASES, examples
from tests.plans.reading.offices.case import Case
from tests.plans.reading.shape import assert_accounted, short_expected, short_head, short_tasks


def head_of(case: Case) -> dict[str, Any]:
    return {
        "year": case.year,
        "number": case.number,
        "issued_on": case.issued_on,
        "agency": case.agency,
        "parent_agency": case.parent,
        "title": case.title,
        "recipients": case.recipients,
        "signer_title": case.signer_title,
        "signer_name": case.signer,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_plan_of_office_reads_exactly(case: Case) -> None:
    reading = read_text(case.text)

    assert short_tasks(reading) == short_expected(case.tasks)
    assert short_head(reading) == head_of(case)
    assert_accounted(reading)
    left = [reading.lines[n - 1].text for n in reading.remainder]
    for words in case.remainder:
        assert any(words in line for line in left)
    if not case.remainder:
        assert left == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("case", examples.CASES, ids=lambda case: case.name)
def test_example_printed_reads_the_same(case: Case, form: str) -> None:
    reading = printed_and_read(read_text(case.text), form)

    assert short_tasks(reading) == short_expected(case.tasks)
    assert short_head(reading) == head_of(case)
    assert reading.remainder == ()


def printed_and_read(reading: Reading, form: str) -> Reading:
    paper = plan_paper(reading.document, symbol="KH-SNgV")
    data = render_docx(paper) if form == "docx" else render_pdf(paper, filed=False)
    return read_file(data, f"ke-hoach.{form}")
