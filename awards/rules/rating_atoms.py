"""The condition on ratings: one year, years in a row, so many among the years in a row. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from awards.rules.atoms import Answer, Params, Within
from awards.rules.findings import Settle, Status
from awards.rules.timeline import LEVELS, Case, Counts, Run, State, best_run, older_run, possible
from awards.rules.words import RATING_WORDS, many, years_words
from awards.rules.year_words import cut_words, too_short, unrated_words

TOP = "HTXSNV"
FROM_NOTHING = "tính từ sau lần khen trước, chưa có lần khen đó"


class Row(NamedTuple):
    """Years in a row as an answer found them, for its neighbours; see ``Within``."""

    years: tuple[int, ...]
    sure: bool
    maybe: frozenset[int]


def rating(case: Case, told: Params, within: Within) -> Answer:
    """``min``, ``years``; ``consecutive`` (then ``after`` an award before, ``ending`` at the proposal); ``within``."""
    needed, level = int(told["years"]), str(told["min"])
    if told.get("within"):
        return _in_window(case, level, needed, within)
    if not told.get("consecutive"):
        return case.once(("rating", level), lambda: _one_year(case, level, needed))
    after = within.after if told.get("after") else None
    asked = ("ratings", level, needed, after, bool(told.get("ending")))
    answer, row = case.once(asked, lambda: _in_a_row(case, level, needed, after, ending=bool(told.get("ending"))))
    within.years, within.sure, within.maybe = row
    if not told.get("after") or after is not None:
        return answer
    within.sure = False
    return _from_nothing(answer)


def _from_nothing(answer: Answer) -> Answer:
    """Years that count from an award before cannot be counted while that award is not there."""
    if answer.status is not Status.MET:
        return answer
    return answer._replace(status=Status.UNKNOWN, message=f"{answer.message}; {FROM_NOTHING}", settle=Settle.AWARD)


def _words(level: str) -> str:
    return RATING_WORDS[level] + ("" if level == TOP else " trở lên")


def _in_a_row(case: Case, level: str, needed: int, after: int | None, *, ending: bool) -> tuple[Answer, Row]:
    """Years in a row up to the year asked about, all after ``after``."""
    key, state, floor = f"rating.{level}.{needed}", case.rating_state(LEVELS[level]), 0 if after is None else after + 1
    ends = [case.year] if case.subject.rank(case.year) is not None or not case.open_year else [case.year, case.year - 1]
    run = best_run(state, ends, needed=needed, floor=floor)
    sure = len(run.sure) >= needed
    years = run.sure if sure else run.maybe[:needed] or tuple(range(ends[-1], ends[-1] - needed, -1))
    row = Row(years, sure, possible(state, ends[0], floor=floor))
    what = f"{many(needed)} năm liên tục {_words(level)}"
    if sure:
        return Answer(key, Status.MET, f"{what}: {years_words(run.sure)}"), row
    private = _is_taken(case, level, range(case.year - needed + 1, case.year + 1))
    if len(run.maybe) >= needed:
        words = f"{what}: {_open_years(case, run)}"
        return Answer(key, Status.UNKNOWN, words, Settle.RATING, private=private), row
    good = () if ending else [year for year in case.good_years(LEVELS[level]) if year >= floor]
    older = older_run(good, needed)
    known = Answer(key, Status.NOT_MET, what, Settle.RATING, private=private)
    return too_short(known, needed, run, older), row._replace(maybe=row.maybe | frozenset(older))


def _one_year(case: Case, level: str, needed: int) -> Answer:
    """The rating of the year asked about."""
    key, year, now = f"rating.{level}.{needed}", case.year, case.rating_state(LEVELS[level])(case.year)
    have = case.subject.ratings.get(year) if case.subject.ratings else None
    what = f"{_words(level)} năm {year}"
    if now is State.GOOD:
        return Answer(key, Status.MET, f"{what}: {RATING_WORDS[have or '']}")
    cut = case.counts(year) is not Counts.YES
    if now is State.OPEN and have is None:
        return Answer(key, Status.UNKNOWN, f"{what}: {unrated_words(case, year)}", Settle.RATING)
    if now is State.OPEN:
        return Answer(key, Status.UNKNOWN, f"{what}: {cut_words(case, year)}", Settle.DISCIPLINE, private=True)
    if case.counts(year) is Counts.NO:
        return Answer(key, Status.NOT_MET, f"{what}: {cut_words(case, year)}", Settle.RATING, private=True)
    return Answer(key, Status.NOT_MET, f"{what}: {RATING_WORDS[have or '']}", Settle.RATING, private=cut)


def _in_window(case: Case, level: str, needed: int, within: Within) -> Answer:
    """So many among the years that a neighbour found to be in a row."""
    key, state = f"rating.{level}.{needed}.within", case.rating_state(LEVELS[level])
    good = [year for year in within.years if state(year) is State.GOOD]
    what = f"{many(needed)} năm {_words(level)} trong các năm đó"
    if len(good) >= needed and within.sure:
        return Answer(key, Status.MET, f"{what}: {years_words(good)}")
    private = _is_taken(case, level, within.years)
    have = f"có {len(good)}, cần {needed}" + (f" ({years_words(good)})" if good else "")
    if _countable(within, state) >= needed:
        words = f"{what}: {have}; chưa rõ các năm liên tục"
        return Answer(key, Status.UNKNOWN, words, Settle.RATING, private=private)
    words = f"{what}: {have}"
    return Answer(key, Status.NOT_MET, words, Settle.RATING, needed=needed, has=len(good), private=private)


def _is_taken(case: Case, level: str, years: Iterable[int]) -> bool:
    """Whether discipline takes away a year that is rated well enough."""
    return case.is_cut(year for year in years if (case.subject.rank(year) or 0) >= LEVELS[level])


def _countable(within: Within, state: Callable[[int], State]) -> int:
    return sum(state(year) is not State.BAD for year in within.maybe)


def _open_years(case: Case, run: Run) -> str:
    doubt = [year for year in reversed(run.maybe) if case.rating_state(1)(year) is State.OPEN]
    said = (unrated_words if case.subject.rank(year) is None else cut_words for year in doubt)
    return "; ".join(words(case, year) for words, year in zip(said, doubt, strict=True))
