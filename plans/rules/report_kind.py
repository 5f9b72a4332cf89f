"""Kinds of reports: the span each tells of, its title, its outline and annexes, from ``seed/report-kinds.toml``."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from plans.rules.calendar import month_end, years_before
from plans.rules.official import ROMAN, short_date

_SEED = Path(__file__).resolve().parent.parent / "seed" / "report-kinds.toml"


@dataclass(frozen=True)
class SectionOutline:
    """One section: its slug, its level (1 "I.", 2 "1.") and its heading with braces to fill."""

    slug: str
    level: int
    heading: str


@dataclass(frozen=True)
class ReportKind:
    """One kind of report (loại báo cáo). ``span`` is quarter, half, nine, year or free; ``annexes`` are codes.

    Those in ``off`` are offered and not taken unless somebody chooses them.
    """

    slug: str
    label: str
    span: str
    abstract: str
    task_words: tuple[str, ...]
    sections: tuple[SectionOutline, ...]
    annexes: tuple[str, ...]
    off: frozenset[str]
    confidence: str


@dataclass(frozen=True)
class Span:
    """The days a report tells of, both counted, with their words ("6 tháng đầu năm 2026") and those of what follows."""

    first: dt.date
    last: dt.date
    words: str
    next_words: str

    @property
    def before(self) -> tuple[dt.date, dt.date]:
        """The same days of the year before."""
        return years_before(self.first), years_before(self.last)


@functools.cache
def report_kinds() -> dict[str, ReportKind]:
    """Every kind by its slug, in the order of the data."""
    seed = tomllib.loads(_SEED.read_text(encoding="utf-8"))
    outlines = {one["slug"]: tuple(SectionOutline(**section) for section in one["sections"]) for one in seed["outline"]}
    return {
        one["slug"]: ReportKind(
            slug=one["slug"],
            label=one["label"],
            span=one["span"],
            abstract=one["abstract"],
            task_words=tuple(one["task_words"]),
            sections=outlines[one["outline"]],
            annexes=tuple(one["annexes"]),
            off=frozenset(one.get("off", ())),
            confidence=one["confidence"],
        )
        for one in seed["kind"]
    }


def span_of(kind: ReportKind, year: int, quarter: int = 1) -> Span | None:
    """The days of ``kind`` in ``year`` (``quarter`` 1-4 for a quarter's report); None where they are freely chosen.

    >>> span_of(report_kinds()["half"], 2026).words
    '6 tháng đầu năm 2026'
    """
    match kind.span:
        case "quarter":
            later = f"quý {ROMAN[quarter]} năm {year}" if quarter < 4 else f"quý I năm {year + 1}"
            return Span(
                dt.date(year, 3 * quarter - 2, 1),
                month_end(year, 3 * quarter),
                f"quý {ROMAN[quarter - 1]} năm {year}",
                later,
            )
        case "half":
            return Span(
                dt.date(year, 1, 1), dt.date(year, 6, 30), f"6 tháng đầu năm {year}", f"6 tháng cuối năm {year}"
            )
        case "nine":
            return Span(dt.date(year, 1, 1), dt.date(year, 9, 30), f"9 tháng đầu năm {year}", f"quý IV năm {year}")
        case "year":
            return Span(dt.date(year, 1, 1), dt.date(year, 12, 31), f"năm {year}", f"năm {year + 1}")
    return None


def free_span(first: dt.date, last: dt.date) -> Span:
    """A span between two days that somebody chose."""
    return Span(first, last, f"từ ngày {short_date(first)} đến ngày {short_date(last)}", "thời gian tới")


def filled(template: str, span: Span, *, capitals: bool = False) -> str:
    """A title or heading with the words of its span; in capitals where the heading stands in capitals."""
    words, later = (span.words.upper(), span.next_words.upper()) if capitals else (span.words, span.next_words)
    return template.format(
        span=words, next_span=later, year=span.last.year, next_year=span.last.year + 1, quarter=span.last.month // 3
    )
