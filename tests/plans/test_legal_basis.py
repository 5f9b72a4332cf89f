"""What a new paper is based on reads the same for every kind of paper; only the verb before the plan is its own."""

from __future__ import annotations

import datetime as dt

import pytest

from emulation.services.campaign_document import first_words
from plans.models import Plan
from plans.services.legal_basis import plan_basis
from plans.services.report_head import first_head
from tests.factory import Cast

pytestmark = pytest.mark.django_db


def test_a_campaign_and_a_report_cite_the_same(plan: Plan, cast: Cast) -> None:
    day = dt.date(2026, 6, 30)
    campaign = first_words(plan, cast.office, today=day)["basis"].splitlines()
    report = first_head(plan, today=day)["basis"].splitlines()
    assert campaign[:-1] == report[:-1]
    assert campaign[-1].removeprefix("Căn cứ ") == report[-1].removeprefix("Thực hiện ")
    assert report[-1].startswith("Thực hiện Kế hoạch số ")
    assert plan_basis(None, cast.office) == plan_basis(Plan(), cast.office) == []
