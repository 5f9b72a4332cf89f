"""Plans of many offices as text, by kind of office, each with its right reading."""

from __future__ import annotations

from tests.plans.reading.offices import departments, examples, institutions, localities, organisations
from tests.plans.reading.offices.case import Case

CASES: list[Case] = [
    *departments.CASES,
    *localities.CASES,
    *institutions.CASES,
    *organisations.CASES,
    *examples.CASES,
]
PLAIN = next(case.text for case in CASES if case.name == "ubnd_huyen_tm_tabs")  # tabs, nothing odd
