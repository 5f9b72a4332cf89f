"""Times of reading a plan back: the seed's text, and a PDF of five pages without its attached data."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pikepdf

import plans
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_paper
from plans.reading import read_file
from tests.bench.prints import best_of
from tests.prints.seed import PLAN_2026

SEED = Path(plans.__path__[0]) / "seed" / "ke-hoach-tdkt-2026.txt"
PAGES = 5


def plan_of_pages(pages: int) -> bytes:
    """The 2026 plan, its tasks repeated until the print has ``pages`` pages."""
    tasks = PLAN_2026.tasks
    while True:
        data = render_pdf(plan_paper(dataclasses.replace(PLAN_2026, tasks=tasks), symbol="KH-SNgV"), filed=False)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) >= pages:
                return data
        tasks += PLAN_2026.tasks[:4]


def rows() -> list[tuple[str, float, str]]:
    """Name, seconds and note of every reading measured."""
    text, pdf = SEED.read_bytes(), plan_of_pages(PAGES)
    return [
        ("reading the 2026 plan's text", best_of(5, lambda: read_file(text, SEED.name)), "at most 0.1 s"),
        (f"reading a PDF of {PAGES} pages", best_of(3, lambda: read_file(pdf, "plan.pdf")), "at most 1 s"),
    ]
