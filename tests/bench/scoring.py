"""A campaign of 200 units and 60 criteria: its pages, each with its queries, and the printed ranking as it grows."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.models import Campaign, CampaignKind, CampaignState, Phase, PhaseKind, ScoreTable
from emulation.services.score_papers import print_ranking
from plans.models import User
from plans.papers.pdf import render_pdf
from tests.bench.pages import fetcher, session_of
from tests.emulation.scoring_factory import make_many_sheets

UNITS, CRITERIA, YEAR = 200, 60, 2026
SIZES = (50, 100, UNITS)
ROUNDS = 7


class Row(NamedTuple):
    """What was measured: seconds, and a note of queries or of the seconds for each unit."""

    name: str
    taken: float
    note: str


def seed_scores(units: int) -> ScoreTable:
    """A campaign whose ``units`` have been scored, appraised and ranked by ``CRITERIA`` criteria."""
    standing = User.objects.get(username="thuongtruc")
    campaign = Campaign.objects.create(
        name=f"Phong trào của {units} đơn vị",
        kind=CampaignKind.REGULAR,
        starts_on=dt.date(YEAR, 1, 1),
        ends_on=dt.date(YEAR, 12, 31),
        prepared_by=standing,
        state=CampaignState.LAUNCHED,
        issued_on=dt.date(YEAR, 1, 2),
    )
    days = {"opens_on": dt.date(YEAR, 11, 1), "closes_on": dt.date(YEAR, 12, 1)}
    Phase.objects.create(campaign=campaign, kind=PhaseKind.SCORING, **days)
    table = ScoreTable.objects.create(campaign=campaign)
    make_many_sheets(table, units, CRITERIA)
    return table


def rows() -> Iterator[Row]:
    """The pages of the largest campaign, then the printed ranking at every size."""
    tables = {units: seed_scores(units) for units in SIZES}
    largest, leader = tables[UNITS], User.objects.get(username="lanhdao")
    fetch = fetcher(session_of("lanhdao", YEAR))
    pages = {
        "Sheet list": reverse("emulation:sheet_list", args=[largest.campaign_id]),
        "Ranking page": reverse("emulation:ranking", args=[largest.campaign_id]),
        "One sheet": reverse("emulation:sheet", args=[largest.sheets.values_list("pk", flat=True)[0]]),
    }
    for name, url in pages.items():
        fetch(url)
        with CaptureQueriesContext(connection) as captured:
            size = len(fetch(url))
        note = f"{len(captured)} queries, {size / 1024:.0f} KB"
        yield Row(f"{name}, {UNITS} units x {CRITERIA} criteria", _median(partial(fetch, url)), note)
    render_pdf(print_ranking(tables[SIZES[0]], leader), filed=False)  # fonts and libraries are read once
    for units, table in tables.items():
        start = time.perf_counter()
        render_pdf(print_ranking(table, leader), filed=False)
        taken = time.perf_counter() - start
        yield Row(f"Printed ranking, {units} units", taken, f"{taken * 1000 / units:.1f} ms a unit")


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
