"""``make bench``: one table of times, queries, bytes and memory, on the scratch database that ``.ci/bench`` names.

Every page stands beside a bare logged-in Django page that shows as many rows, timed in turns with it. Figures are of
the machine and the moment; only what is compared within one run says something.
"""

from __future__ import annotations

import django
from django.core.management import call_command

django.setup()

from tests.bench import (  # noqa: E402 (they import models)
    certificates,
    digest,
    eligibility,
    leadership,
    memory,
    nominations,
    pages,
    prints,
    reading,
    reports,
    scoring,
)
from tests.bench.seed import seed, seed_busy_year  # noqa: E402


def line(name: str = "", figure: str = "", other: str = "", note: str = "") -> None:
    """One row of the table."""
    print(f"{name:<48}{figure:>10}{other:>12}   {note}".rstrip(), flush=True)


def seconds(value: float) -> str:
    """A time as people read it."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


call_command("migrate", verbosity=0, interactive=False)
call_command("createcachetable", verbosity=0)
plans = seed()

line("Page (rows shown)", "p50", "bare page", "times bare, queries, HTML")
for row in pages.rows(plans):
    line(f"{row.name} ({row.shown})", seconds(row.p50), seconds(row.bare), row.note)
line()
line("CSS and JS of a page, gzipped", pages.weight_of_assets(), "", "at most 80 KB")
line("Server and two workers after use", *memory.two_workers(plans))
line()
busy = seed_busy_year()
line("A year of 10,000 updates, 20 units (rows shown)", "p50", "bare page", "at most 2 times bare, 15 queries")
for row in leadership.rows(busy):
    line(f"{row.name} ({row.shown})", seconds(row.p50), seconds(row.bare), row.note)
line("Brief made and printed", seconds(leadership.made(busy)[1]))
for name, taken, note in reports.drafted(busy):
    line(name, seconds(taken), "", note)
line()
for name, taken, note in scoring.rows():
    line(name, seconds(taken), "", note)
line()
for name, taken, note in eligibility.rows():
    line(name, seconds(taken), "", note)
for name, taken, note in nominations.rows():
    line(name, seconds(taken), "", note)
line()
for name, taken, note in digest.rows():
    line(name, seconds(taken), "", note)
for name, taken, note in (*reading.rows(), *prints.rows(), *reports.rows(), *certificates.rows()):
    line(name, seconds(taken), "", note)
