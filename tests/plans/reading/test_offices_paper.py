"""Plans as DOCX and PDF: merges, two-row heads, page breaks, annexes, month columns."""

from __future__ import annotations

import pytest

from plans.reading import read_file
from tests.plans.reading.build import docx_of, pdf_of
from tests.plans.reading.cases_paper import HEAD, PAPERS, PaperCase
from tests.plans.reading.shape import assert_accounted, short_expected, short_head, short_tasks


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("case", PAPERS, ids=lambda case: case.name)
def test_paper_reads_exactly(case: PaperCase, form: str) -> None:
    data = docx_of(case.paper) if form == "docx" else pdf_of(case.paper, head_rows=case.head_rows)

    reading = read_file(data, f"ke-hoach.{form}")

    assert short_tasks(reading) == short_expected(case.tasks)
    assert short_head(reading) == {**HEAD, **case.head}
    assert_accounted(reading)
    left = [reading.lines[n - 1].text for n in reading.remainder]
    assert all(words in " ".join(left) for words in case.left)
    assert bool(left) == bool(case.left)
    assert reading.kind == form
