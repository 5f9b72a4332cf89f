"""Units' contributions to reports for tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from plans.models import Contribution, Report, Unit
from plans.services.contribution_figures import drawn_figures
from tests.factory import Cast


def make_contribution(report: Report, unit: Unit, cast: Cast, **values: Any) -> Contribution:
    """What ``unit`` was asked for, due today, with its own figures; sent today where its state says so."""
    today = timezone.localdate()
    facts: dict[str, Any] = {"due_on": today, "asked_by": cast.standing, "asked_text": "Đề nghị báo cáo."}
    if values.get("state") in ("sent", "taken"):
        facts |= {"sent_on": today, "sent_by": cast.contact, "results": "Đã ký 02 thoả thuận."}
    figures = drawn_figures(report, [unit.pk])[unit.pk]
    return Contribution.objects.create(report=report, unit=unit, figures=figures, **{**facts, **values})


def add_contributions(records: dict[str, Any], cast: Cast) -> None:
    """One of the division that is asked for, one that was sent."""
    records |= {
        "contribution": make_contribution(records["draft_report"], cast.division, cast),
        "sent_contribution": make_contribution(records["submitted_report"], cast.division, cast, state="sent"),
    }
