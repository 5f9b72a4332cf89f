"""Two hundred certificates in one PDF, on the office's own page and on stock: seconds on the wall and of the processor.

The processor's seconds beside those of a fixed calculation tell a slow machine from a slow print.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from awards.papers.certificate import Certificate, Sheet, render_certificates, stock_sheet
from awards.rules.certificate import LINES, first_places, golden_words

MANY = 200
CALIBRATION = 5_000_000


def rows() -> Iterator[tuple[str, float, str]]:
    """Name, seconds and note of each batch, warm."""
    examples = {code: line.example for code, line in LINES.items()}
    sheets = {
        "own page": Sheet(),
        "stock": stock_sheet(2970, 2100, first_places(), test=False),
    }
    fixed = _processor(lambda: sum(range(CALIBRATION)))
    for name, sheet in sheets.items():
        made = [
            Certificate(sheet, {**examples, "name": f"Người Thứ {number}", "golden": golden_words(number)})
            for number in range(1, MANY + 1)
        ]
        render_certificates(made[:2], title="ấm máy")
        began = time.perf_counter()
        spent = _processor(partial(render_certificates, made, title="đo"))
        taken = time.perf_counter() - began
        note = f"at most 3 s; {spent:.2f} s of processor, {spent / fixed:.0f} times adding {CALIBRATION:,} numbers"
        yield f"{MANY} certificates, {name}, warm", taken, note


def _processor(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began
