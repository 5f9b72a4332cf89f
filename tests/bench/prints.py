"""Times of the prints, for ``make bench``: each row is (name, seconds, note). Figures are of the machine it runs on."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_paper
from tests.prints.printing import SYMBOL, print_plan_docx, print_plan_pdf
from tests.prints.samples import follow_up
from tests.prints.seed import PLAN_2026

LONG = 1400  # tasks: a hundred years of this office's plans


def best_of(count: int, act: Callable[[], object]) -> float:
    """Seconds of the quickest of ``count`` runs."""
    times = []
    for _ in range(count):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def rows() -> list[tuple[str, float, str]]:
    """Name, seconds and note of every print measured."""
    cold = best_of(1, lambda: print_plan_pdf(PLAN_2026))
    tasks = (PLAN_2026.tasks * (LONG // len(PLAN_2026.tasks) + 1))[:LONG]
    long_plan = dataclasses.replace(
        PLAN_2026, tasks=tuple(dataclasses.replace(t, no=str(n)) for n, t in enumerate(tasks, start=1))
    )
    return [
        ("2026 plan, PDF, first print of a process", cold, "WeasyPrint's import is in it"),
        ("2026 plan, PDF/A-3a with its data, warm", best_of(7, lambda: print_plan_pdf(PLAN_2026)), "at most 0.2 s"),
        (
            "2026 plan, plain PDF, warm",
            best_of(5, lambda: render_pdf(plan_paper(PLAN_2026, symbol=SYMBOL), filed=False)),
            "",
        ),
        ("2026 plan, preview", best_of(7, lambda: render_html(plan_paper(PLAN_2026, symbol=SYMBOL))), ""),
        ("2026 plan, DOCX", best_of(3, lambda: print_plan_docx(PLAN_2026)), ""),
        ("list, PDF", best_of(3, lambda: render_pdf(follow_up())), ""),
        (f"plan of {LONG} tasks, PDF/A-3a", best_of(1, lambda: print_plan_pdf(long_plan)), "at most 12 s"),
        (f"plan of {LONG} tasks, DOCX", best_of(1, lambda: render_docx(plan_paper(long_plan, symbol=SYMBOL))), ""),
    ]
