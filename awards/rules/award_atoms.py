"""The conditions on awards received: in a row, within the years in a row of a neighbour, one before. Pure."""

from __future__ import annotations

from awards.rules.atoms import Answer, Params, Within, codes_of
from awards.rules.findings import Settle, Status
from awards.rules.timeline import BRIDGES, MERIT, Case, Counts, Run, State, best_run, older_run
from awards.rules.words import many, years_words
from awards.rules.year_words import cut_words, too_short

NONE_YET = ": chưa có"


def award(case: Case, told: Params, within: Within) -> Answer:
    """``code`` or ``alt``, ``times``; ``consecutive`` or ``within`` the years in a row of a neighbour."""
    lacks = case.inquiry.once(("award", id(told)), lambda: _lacks(case, told))
    given = case.subject.given(codes_of(told))
    if given is None:
        words = f"{lacks.message}: chưa có dữ liệu khen thưởng"
        return lacks._replace(status=Status.UNKNOWN, message=words, needed=0)
    years = {one.year for one in given if one.kind == MERIT and one.year <= case.year}
    if told.get("within"):
        return _awards_within(case, lacks, years, within)
    answer, within.years, within.sure = case.once(("awards", lacks.message), lambda: _in_a_row(case, lacks, years))
    return answer


def _lacks(case: Case, told: Params) -> Answer:
    """That it is not there, in words without a number yet; the same for every subject."""
    needed, name = int(told["times"]), " hoặc ".join(case.book.name(code) for code in codes_of(told))
    what = f"{many(needed)} lần{' liên tục' if told.get('consecutive') else ''} {name}"
    what += " trong các năm đó" if told.get("within") else ""
    return Answer(f"award.{told['code']}.{needed}", Status.NOT_MET, what, Settle.AWARD, needed=needed)


def _in_a_row(case: Case, lacks: Answer, years: set[int]) -> tuple[Answer, tuple[int, ...], bool]:
    """Titles of years in a row, and those years for the neighbours, as far as they are sure."""
    needed, what, state = lacks.needed, lacks.message, case.award_state(years)
    ends = [case.year] if case.year in years or not case.open_year else [case.year, case.year - 1]
    run = best_run(state, ends, needed=needed)
    if len(run.sure) >= needed:
        return Answer(lacks.key, Status.MET, f"{what}: {years_words(run.sure)}"), run.sure, True
    row = run.maybe if len(run.maybe) >= needed else tuple(range(ends[-1], ends[-1] - needed, -1))
    lacks = lacks._replace(private=case.is_cut(year for year in years if year > case.year - needed))
    have = [year for year in run.maybe if year in years]
    if len(have) >= needed or (len(run.maybe) >= needed and any(year in years for year in run.maybe[:needed])):
        words = f"{what}: {_gaps(case, run, years)}"
        return lacks._replace(status=Status.UNKNOWN, message=words, settle=Settle.STATEMENT, needed=0), row, False
    older = older_run([year for year in years if state(year) is State.GOOD], needed)
    return too_short(lacks, needed, run, older), row, False


def _gaps(case: Case, run: Run, years: set[int]) -> str:
    """What leaves a run of awards open: a leave without an award, or a year cut by discipline."""
    said = [f"có {years_words([year for year in run.maybe if year in years])}"]
    for year in reversed(run.maybe):
        if year not in years and (leave := case.subject.away(year)):
            said.append(f"năm {year} {BRIDGES[leave.kind]}: có coi là liên tục không thì chưa xác minh, hỏi Sở Nội vụ")
        elif case.counts(year) is Counts.PART:
            said.append(cut_words(case, year))
    return "; ".join(said)


def _awards_within(case: Case, lacks: Answer, years: set[int], within: Within) -> Answer:
    if not years and case.since is None:
        return case.inquiry.once(("none", lacks), lambda: _short(lacks, []))
    needed, have = lacks.needed, sorted(years & set(within.years))
    cut = [year for year in have if case.counts(year) is Counts.PART]
    if len(have) >= needed and within.sure and not cut:
        return Answer(lacks.key, Status.MET, f"{lacks.message}: {years_words(have)}")
    short = _short(lacks, have)._replace(private=case.is_cut(years & set(within.years)))
    if len(years & within.maybe) >= needed:
        words = f"{short.message}; chưa rõ các năm liên tục"
        return short._replace(status=Status.UNKNOWN, message=words, settle=Settle.RATING, needed=0, has=0)
    return short


def _short(lacks: Answer, have: list[int]) -> Answer:
    words = f"{lacks.message}: có {len(have)}, cần {lacks.needed}" + (f" ({years_words(have)})" if have else "")
    return lacks._replace(message=words, has=len(have))


def prior_award(case: Case, told: Params, within: Within) -> Answer:
    """``code`` or ``alt`` given before; one for sudden or thematic results is no base (R3)."""
    lacks = case.inquiry.once(("prior", id(told)), lambda: _none_before(case, told))
    given = case.subject.given(codes_of(told))
    what = lacks.message.removesuffix(NONE_YET)
    if given is None:
        return lacks._replace(status=Status.UNKNOWN, message=f"{what}: chưa có dữ liệu khen thưởng")
    before = [one for one in given if one.year <= case.year]
    merit = sorted(one.year for one in before if one.kind == told.get("kind", MERIT))
    if merit:
        within.after = merit[0]
        return Answer(lacks.key, Status.MET, f"{what}: {years_words(merit)}")
    if not before:
        return lacks
    years = years_words(one.year for one in before)
    words = f"{what}: năm {years} là khen đột xuất, chuyên đề, không làm căn cứ đề nghị khen công trạng"
    return lacks._replace(message=words)


def _none_before(case: Case, told: Params) -> Answer:
    what = f"Đã được tặng {' hoặc '.join(case.book.name(code) for code in codes_of(told))}{NONE_YET}"
    return Answer(f"prior_award.{told['code']}", Status.NOT_MET, what, Settle.AWARD)
