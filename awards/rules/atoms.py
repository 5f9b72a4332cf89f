"""The conditions on a person's (or a unit's) own years: ratings, awards, initiatives, service, what an officer states.

Each is a function of the case, the parameters as the rule writes them and ``Within``, what its neighbours found out. It
gives an ``Answer``; the version that asks gives it source and weight, unless the answer names another rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from awards.rules.facts import UseFact, WorkFact
from awards.rules.findings import WARN, Settle, Status
from awards.rules.rulebook import Version
from awards.rules.timeline import BRIDGES, LEVELS, MERIT, Case, Counts, Run, State, best_run, older_run, possible
from awards.rules.words import RATING_WORDS, SCOPE_WORDS, many, years_words

Params = Mapping[str, Any]
Works = Sequence[WorkFact]
Uses = Sequence[UseFact]
TOP = "HTXSNV"
WIDER = {"unit": {"unit", "province", "ministry", "nation"}, "province": {"province", "nation"}}
WIDER |= {"ministry": {"ministry", "nation"}, "nation": {"nation"}}


class Answer(NamedTuple):
    """What an atom says. ``rule`` is the one it says so by where that is another; ``weight`` where it weighs less."""

    key: str
    status: Status
    message: str
    settle: str = ""
    rule: Version | None = None
    weight: str = ""


@dataclass(slots=True)
class Within:
    """What conditions that must hold together tell each other: the award before, and the years in a row.

    ``years`` are in a row as far as is ``sure``; ``maybe`` are all that could be, whatever is not known.
    """

    code: str
    after: int | None = None
    years: tuple[int, ...] = ()
    sure: bool = False
    maybe: frozenset[int] = frozenset()

    def copy(self) -> Within:
        return Within(self.code, self.after, self.years, self.sure, self.maybe)


def decide(stated: bool | None) -> Status:
    """The status of what only an officer can tell."""
    return Status.UNKNOWN if stated is None else Status.MET if stated else Status.NOT_MET


def stated(case: Case, key: str, words: str) -> Answer:
    """By the officer's statement alone."""
    status = decide(case.subject.stated(case.year, key))
    return Answer(key, status, words, Settle.STATEMENT if status is Status.UNKNOWN else "")


# -- Ratings ---------------------------------------------------------------------------------------------------------


def rating(case: Case, told: Params, within: Within) -> Answer:
    """``min``, ``years``; ``consecutive`` (then ``after`` an award before, ``ending`` at the proposal); ``within``."""
    needed, level = int(told["years"]), str(told["min"])
    state, words = case.rating_state(LEVELS[level]), RATING_WORDS[level] + ("" if level == TOP else " trở lên")
    key = f"rating.{level}.{needed}" + (".within" if told.get("within") else "")
    if told.get("within"):
        return _in_window(key, needed, words, state, within)
    if not told.get("consecutive"):
        return _one_year(case, key, words, state)
    floor = (within.after + 1) if told.get("after") and within.after is not None else 0
    ends = [case.year] if case.subject.rank(case.year) is not None or not case.open_year else [case.year, case.year - 1]
    run = best_run(state, ends, needed=needed, floor=floor)
    within.sure = len(run.sure) >= needed
    within.years = run.sure if within.sure else run.maybe[:needed] or tuple(range(ends[-1], ends[-1] - needed, -1))
    within.maybe = possible(state, ends[0], floor=floor)
    what = f"{many(needed)} năm liên tục {words}"
    if within.sure:
        return Answer(key, Status.MET, f"{what}: {years_words(run.sure)}")
    if len(run.maybe) >= needed:
        return Answer(key, Status.UNKNOWN, f"{what}: {_open_years(case, run)}", Settle.RATING)
    known = Answer(key, Status.NOT_MET, what, Settle.RATING)
    ends_now = told.get("ending") or told.get("after")
    older = () if ends_now else older_run(case.good_years(LEVELS[level]), needed)
    within.maybe |= frozenset(older)
    return _broken(known, needed, run, older)


def _one_year(case: Case, key: str, words: str, state: Callable[[int], State]) -> Answer:
    year, now = case.year, state(case.year)
    have = case.subject.ratings.get(year) if case.subject.ratings else None
    within = f"{words} năm {year}"
    if now is State.GOOD:
        return Answer(key, Status.MET, f"{within}: {RATING_WORDS[have or '']}")
    if have is None:
        if now is State.OPEN:
            return Answer(key, Status.UNKNOWN, f"{within}: {_unrated(case, year)}", Settle.RATING)
        return Answer(key, Status.NOT_MET, f"{within}: {_cut(case, year)}")
    if now is State.OPEN:
        return Answer(key, Status.UNKNOWN, f"{within}: {_cut(case, year)}", Settle.DISCIPLINE)
    bad = _cut(case, year) if case.counts(year) is Counts.NO else RATING_WORDS[have]
    return Answer(key, Status.NOT_MET, f"{within}: {bad}", Settle.RATING)


def _in_window(key: str, needed: int, words: str, state: Callable[[int], State], within: Within) -> Answer:
    """So many among the years that a neighbour found to be in a row."""
    good = [year for year in within.years if state(year) is State.GOOD]
    maybe = [year for year in within.maybe if state(year) is not State.BAD]
    what = f"{many(needed)} năm {words} trong các năm đó"
    if len(good) >= needed and within.sure:
        return Answer(key, Status.MET, f"{what}: {years_words(good)}")
    have = f"có {len(good)}, cần {needed}" + (f" ({years_words(good)})" if good else "")
    if len(maybe) >= needed:
        return Answer(key, Status.UNKNOWN, f"{what}: {have}; chưa rõ các năm liên tục", Settle.RATING)
    return Answer(key, Status.NOT_MET, f"{what}: {have}", Settle.RATING)


def _open_years(case: Case, run: Run) -> str:
    doubt = [year for year in reversed(run.maybe) if case.rating_state(1)(year) is State.OPEN]
    return "; ".join(_unrated(case, y) if case.subject.rank(y) is None else _cut(case, y) for y in doubt)


def _unrated(case: Case, year: int) -> str:
    leave = case.subject.away(year)
    if leave is not None and leave.kind == "maternity":
        return (
            f"chưa có xếp loại năm {year}; nghỉ thai sản được tính vào thời gian (NĐ 152/2025 Điều 4 khoản 5), "
            "xếp loại theo thời gian làm việc thực tế (NĐ 335/2025 Điều 19)"
        )
    return f"chưa có xếp loại năm {year}"


def _cut(case: Case, year: int) -> str:
    since = case.since
    if since is None or since > case.on:
        until = "chưa ghi ngày hết" if since is None or since.year == 9999 else f"đến {since:%d/%m/%Y}"
        return f"năm {year} đang trong thời hạn kỷ luật ({until}), không tính"
    if year == since.year:
        return f"năm {year} chỉ tính từ ngày hết thời hạn kỷ luật {since:%d/%m/%Y}, cần xem riêng phần còn lại"
    return f"năm {year} không tính, trước ngày hết thời hạn kỷ luật {since:%d/%m/%Y}"


def _broken(known: Answer, needed: int, run: Run, older: Iterable[int]) -> Answer:
    """A run that is too short; an older full one leaves the question to an officer, for the law does not say."""
    if older:
        words = f"{years_words(older)} liền nhau nhưng không nối tới năm đề nghị; luật không nói rõ, hỏi người có quyền"
        return known._replace(status=Status.UNKNOWN, message=f"{known.message}: {words}", settle=Settle.STATEMENT)
    have = f"có {len(run.sure)}, cần {needed}" + (f" ({years_words(run.sure)})" if run.sure else "")
    return known._replace(message=f"{known.message}: {have}")


# -- Awards ----------------------------------------------------------------------------------------------------------


def award(case: Case, told: Params, within: Within) -> Answer:
    """``code`` or ``alt``, ``times``; ``consecutive`` or ``within`` the years in a row of a neighbour."""
    codes, needed, key = _codes(told), int(told["times"]), f"award.{told['code']}.{told['times']}"
    name = " hoặc ".join(case.book.name(code) for code in codes)
    what = f"{many(needed)} lần{' liên tục' if told.get('consecutive') else ''} {name}"
    given = case.subject.given(codes)
    if given is None:
        return Answer(key, Status.UNKNOWN, f"{what}: chưa có dữ liệu khen thưởng", Settle.AWARD)
    years = {one.year for one in given if one.kind == MERIT and one.year <= case.year}
    if told.get("within"):
        return _awards_within(case, Answer(key, Status.NOT_MET, what, Settle.AWARD), needed, years, within)
    state = case.award_state(years)
    ends = [case.year] if case.year in years or not case.open_year else [case.year, case.year - 1]
    run = best_run(state, ends, needed=needed)
    within.sure = len(run.sure) >= needed
    within.years = run.sure if within.sure else run.maybe or tuple(range(ends[-1], ends[-1] - needed, -1))
    if within.sure:
        return Answer(key, Status.MET, f"{what}: {years_words(run.sure)}")
    have = [year for year in run.maybe if year in years]
    if len(have) >= needed or (len(run.maybe) >= needed and have and any(y in years for y in run.maybe[:needed])):
        return Answer(key, Status.UNKNOWN, f"{what}: {_gaps(case, run, years)}", Settle.STATEMENT)
    good = {year for year in years if state(year) is State.GOOD}
    return _broken(Answer(key, Status.NOT_MET, what, Settle.AWARD), needed, run, older_run(good, needed))


def _gaps(case: Case, run: Run, years: set[int]) -> str:
    """What leaves a run of awards open: a leave without an award, or a year cut by discipline."""
    said = [f"có {years_words([year for year in run.maybe if year in years])}"]
    for year in reversed(run.maybe):
        if year not in years and (leave := case.subject.away(year)):
            said.append(f"năm {year} {BRIDGES[leave.kind]}: có coi là liên tục không thì chưa xác minh, hỏi Sở Nội vụ")
        elif case.counts(year) is Counts.PART:
            said.append(_cut(case, year))
    return "; ".join(said)


def _awards_within(case: Case, known: Answer, needed: int, years: set[int], within: Within) -> Answer:
    have = sorted(years & set(within.years))
    what = f"{known.message} trong các năm đó"
    cut = [year for year in have if case.counts(year) is Counts.PART]
    if len(have) >= needed and within.sure and not cut:
        return known._replace(status=Status.MET, message=f"{what}: {years_words(have)}", settle="")
    words = f"{what}: có {len(have)}, cần {needed}" + (f" ({years_words(have)})" if have else "")
    if len(years & within.maybe) >= needed:
        doubt = f"{words}; chưa rõ các năm liên tục"
        return known._replace(status=Status.UNKNOWN, message=doubt, settle=Settle.RATING)
    return known._replace(message=words)


def prior_award(case: Case, told: Params, within: Within) -> Answer:
    """``code`` or ``alt`` given before; one for sudden or thematic results is no base (R3)."""
    codes, key = _codes(told), f"prior_award.{told['code']}"
    what = f"Đã được tặng {' hoặc '.join(case.book.name(code) for code in codes)}"
    given = case.subject.given(codes)
    if given is None:
        return Answer(key, Status.UNKNOWN, f"{what}: chưa có dữ liệu khen thưởng", Settle.AWARD)
    before = [one for one in given if one.year <= case.year]
    merit = sorted(one.year for one in before if one.kind == told.get("kind", MERIT))
    if merit:
        within.after = merit[0]
        return Answer(key, Status.MET, f"{what}: {years_words(merit)}")
    if before:
        years = years_words(sorted(one.year for one in before))
        words = f"{what}: năm {years} là khen đột xuất, chuyên đề, không làm căn cứ đề nghị khen công trạng"
        return Answer(key, Status.NOT_MET, words, Settle.AWARD)
    return Answer(key, Status.NOT_MET, f"{what}: chưa có", Settle.AWARD)


def _codes(told: Params) -> list[str]:
    return [told["code"], *([told["alt"]] if told.get("alt") else [])]


# -- Initiatives and research ----------------------------------------------------------------------------------------


def initiative(case: Case, told: Params, within: Within) -> Answer:
    """``scope``, ``count``; in the year, or in the years in a row; not used before where ``unused`` (R10)."""
    return _works(case, told, within, "initiative", "sáng kiến được công nhận")


def research(case: Case, told: Params, within: Within) -> Answer:
    """Like an initiative: accepted research tasks."""
    return _works(case, told, within, "research", "đề tài nghiên cứu được nghiệm thu")


def _works(case: Case, told: Params, within: Within, kind: str, noun: str) -> Answer:
    scope, needed = str(told["scope"]), int(told["count"])
    key, reach = f"{kind}.{scope}.{needed}", SCOPE_WORDS[scope]
    what = f"{many(needed)} {noun}{reach}"
    if case.subject.works is None:
        return Answer(key, Status.UNKNOWN, f"{what}: chưa có dữ liệu", Settle.INITIATIVE)
    fit = [one for one in case.subject.works[kind] if one.year <= case.year and not one.scopes.isdisjoint(WIDER[scope])]
    if case.since is not None:
        fit = [one for one in fit if case.counts(one.year) is not Counts.NO]
    if not fit:
        return Answer(key, Status.NOT_MET, f"{what}: có 0, cần {needed}", Settle.INITIATIVE)
    strict = bool(told.get("within_those_years"))

    def fresh(work: WorkFact) -> bool:
        return not told.get("unused") or not _spent(case, work.uses, within.code)

    window = set(within.years) if strict else {*within.years, case.year}
    inside = [one for one in fit if one.year in window]
    free = [one for one in inside if fresh(one)]
    if len(free) >= needed and (within.sure or not strict):
        return _enough(case, Answer(key, Status.MET, what), free, told, within.code)
    older = [one for one in fit if not strict and not (told.get("unused") and one.uses)]
    maybe = [one for one in fit if one.year in within.maybe and fresh(one)]
    if len(inside) >= needed and len(free) < needed and max(len(older), len(maybe)) < needed:
        used = "; ".join(_use_words(case, one.name or one.key, one.uses) for one in inside if one not in free)
        words = f"{what}, chưa dùng để xét khen khác: có {len(free)}, cần {needed}. {used}"
        return Answer(key, Status.NOT_MET, words, Settle.INITIATIVE, rule=case.inquiry.reuse)
    have = f"{what}: có {len(free)}, cần {needed}"
    if len(maybe) >= needed or len(older) >= needed:
        doubt = "chưa rõ các năm liên tục" if strict else "công nhận từ năm trước, luật không nói rõ năm"
        return Answer(key, Status.UNKNOWN, f"{have}; {doubt}", Settle.STATEMENT)
    return Answer(key, Status.NOT_MET, have, Settle.INITIATIVE)


def _enough(case: Case, known: Answer, free: Works, told: Params, code: str) -> Answer:
    """Enough that may count; used for another title before, the council decides (R10)."""
    fresh = [one for one in free if not _others(case, one.uses, code)]
    years = years_words(sorted(one.year for one in free))
    what, needed = known.message, int(told["count"])
    if not told.get("unused") or len(fresh) >= needed:
        return known._replace(message=f"{what}: có {len(free)}, cần {needed} ({years})")
    used = "; ".join(_use_words(case, one.name or one.key, one.uses) for one in free if one not in fresh)
    words = f"{what}: có {len(free)} nhưng đã dùng cho danh hiệu khác, Hội đồng quyết định. {used}"
    return Answer(known.key, Status.UNKNOWN, words, Settle.STATEMENT, rule=case.inquiry.reuse, weight=WARN)


def _others(case: Case, uses: Uses, code: str) -> list[UseFact]:
    """Uses other than for this very award of this year."""
    return [one for one in uses if (one.code, one.year) != (code, case.year)]


def _spent(case: Case, uses: Uses, code: str) -> bool:
    """Whether an earlier use bars counting it for ``code``: title to form, form to title, form to form."""
    to_title = case.book.is_title(code)
    return any(not (to_title and case.book.is_title(one.code)) for one in _others(case, uses, code))


def _use_words(case: Case, name: str, uses: Uses) -> str:
    used = ", ".join(f"{case.book.name(one.code)} {one.year}" for one in uses)
    return f"“{name}” đã dùng cho {used}"


# -- Service and what is said in words -------------------------------------------------------------------------------


def service_years(case: Case, told: Params, _within: Within) -> Answer:
    """Years in the sector (``male``, ``female``), or in all (``total_…``) with ``sector_min`` of them in the sector."""
    total = "total_male" in told
    key = "service_years.total" if total else "service_years.sector"
    men, women = (int(told[f"{'total_' if total else ''}{sex}"]) for sex in ("male", "female"))
    what = f"Công tác {'tổng số' if total else 'trong ngành'} đủ {men} năm với nam, {women} năm với nữ"
    if told.get("sector_min"):
        what += f", trong đó {told['sector_min']} năm trong ngành"
    service = case.subject.facts.service
    have = None if service is None else service.total if total else service.sector
    sector = service.sector if service else None
    if have is None or (told.get("sector_min") and sector is None):
        return stated(case, key, f"{what}: chưa có dữ liệu")
    needed = {"male": men, "female": women}.get(case.subject.facts.sex)
    words = f"{what}: có {have} năm"
    if sector is not None and sector < int(told.get("sector_min", 0)):
        return Answer(key, Status.NOT_MET, f"{words}, trong ngành {sector} năm")
    if needed is None and women <= have < men:
        return Answer(key, Status.UNKNOWN, f"{words}; chưa ghi nam, nữ", Settle.STATEMENT)
    return Answer(key, Status.MET if have >= (needed or men) else Status.NOT_MET, words)


def qualitative(case: Case, told: Params, within: Within) -> Answer:
    """What no figure tells; an officer states it."""
    return stated(case, f"qualitative.{within.code}", str(told["text"])[:1].upper() + str(told["text"])[1:])
