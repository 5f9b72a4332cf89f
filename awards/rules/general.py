"""The rules for all awards that speak of one proposal: R1, R3 to R6, R11 to R13, R16, R18, R20. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from awards.rules.findings import Finding, Settle, Status
from awards.rules.rulebook import PERSON, UNIT, Version
from awards.rules.timeline import MERIT, Case, Counts
from awards.rules.words import HOLD_WORDS, years_words

R = TypeVar("R")
Said = tuple[Status, str, str]  # status, words, what settles it
OfAward = Callable[[Case, str, Version], Said | None]
OLD_UNIT, NEW_RECRUIT = "old_unit_opinion_min_months", "min_months"
COUNTED_YEARS = 5
UNSTATED = ": chưa xác nhận"
PRIVATE = ("R4", "R5")  # they tell of discipline and of what is under examination


def of_subject(case: Case) -> list[Finding]:
    """What holds for every award of the subject alike."""
    versions = case.inquiry.once(("rules",), lambda: _in_book(case, _OF_SUBJECT))
    found = []
    for key, rule, version in versions:
        if said := rule(case, version):
            found.append(_finding(case, key, version, said))
    return found


def of_award(case: Case, code: str) -> list[Finding]:
    """What depends on the award as well."""
    versions = case.inquiry.once(("rules", code), lambda: _in_book(case, _rules_for(code)))
    found = []
    for key, rule, version in versions:
        if said := rule(case, code, version):
            found.append(_finding(case, key, version, said))
    return found


def _rules_for(code: str) -> list[tuple[str, OfAward]]:
    """Without those that say nothing of the award."""
    return [(key, rule) for key, rule in _OF_AWARD if key not in _ONLY or code in _ONLY[key]]


def _in_book(case: Case, rules: Iterable[tuple[str, R]]) -> list[tuple[str, R, Version]]:
    """The rules in force on the day of receipt, each with its version."""
    found = ((key, rule, case.book.general(key, case.inquiry.day)) for key, rule in rules)
    return [(key, rule, version) for key, rule, version in found if version]


def _finding(case: Case, key: str, version: Version, said: Said) -> Finding:
    """The officer's statement settles what is not known otherwise."""
    stated = case.subject.stated(case.year, key) if said[0] is Status.UNKNOWN else None
    return case.inquiry.shared((version, said, stated), lambda: _made(key, version, said, stated))


def _made(key: str, version: Version, said: Said, stated: bool | None) -> Finding:
    status, words, settle = said
    if stated is not None:
        status, settle = Status.MET if stated else Status.NOT_MET, ""
        words = f"{words.removesuffix(UNSTATED)}: {'đã xác nhận' if stated else 'xác nhận là không đúng'}"
    source = (version.citation, version.weight, version.confidence)
    return Finding(key, status, words, *source, "", settle, private=key in PRIVATE)


# -- Of the subject --------------------------------------------------------------------------------------------------


def _hold(case: Case, _version: Version) -> Said:
    """R4: while something is examined, nothing is decided; only a statement tells that nothing is."""
    holds, what = case.subject.facts.holds, "Không đang bị xem xét kỷ luật, thanh tra, xác minh đơn thư"
    if holds is None:
        return Status.UNKNOWN, f"{what}{UNSTATED}", Settle.STATEMENT
    running = [one for one in holds if one.since <= case.on and (one.released_on is None or one.released_on > case.on)]
    if not running:
        return Status.MET, what, ""
    said = "; ".join(f"{HOLD_WORDS.get(one.reason, one.reason)} từ {one.since:%d/%m/%Y}" for one in running)
    return Status.NOT_MET, f"Tạm dừng xét: {said}. Có kết luận thì xét tiếp", Settle.HOLD


def _discipline(case: Case, _version: Version) -> Said | None:
    """R5: achievements count from the day on which the period of discipline ends."""
    if case.subject.kind == UNIT:
        return None
    if case.subject.facts.disciplines is None:
        return Status.UNKNOWN, "Không trong thời hạn kỷ luật: chưa có dữ liệu", Settle.STATEMENT
    return (Status.MET, "Không bị kỷ luật", "") if case.since is None else _after_discipline(case, case.since)


def _after_discipline(case: Case, since: dt.date) -> Said:
    """Whether the year counts where the period of discipline ends on ``since``."""
    if since > case.on:
        until = "chưa ghi ngày hết" if since == dt.date.max else f"đến {since:%d/%m/%Y}"
        return Status.NOT_MET, f"Đang trong thời hạn kỷ luật ({until}): thành tích chưa tính", Settle.DISCIPLINE
    words = f"Đã hết thời hạn kỷ luật: thành tích tính từ {since:%d/%m/%Y}"
    counts = case.counts(case.year)
    if counts is Counts.NO:
        return Status.NOT_MET, f"{words}, năm {case.year} không tính", ""
    if counts is Counts.PART:
        return Status.UNKNOWN, f"{words}, năm {case.year} chỉ tính một phần, cần xem riêng", Settle.STATEMENT
    return Status.MET, words, ""


def _maternity(case: Case, _version: Version) -> Said | None:
    """R6: said where it matters; a year without rating stays open in its own finding."""
    years = range(case.year - COUNTED_YEARS + 1, case.year + 1)
    away = [year for year in years if (leave := case.subject.away(year)) and leave.kind == "maternity"]
    return (Status.MET, f"Nghỉ thai sản được tính vào thời gian xét: {years_words(away)}", "") if away else None


def _transfer(case: Case, version: Version) -> Said | None:
    """R13: who worked at the old unit long enough in the year needs its opinion."""
    needed = int(version.content.get(OLD_UNIT, 0))
    moves = [one for one in case.subject.facts.transfers or () if not one.recruited and one.on.year == case.year]
    if not moves or needed <= 0:
        return None
    words = f"Chuyển đến {moves[-1].on:%d/%m/%Y}: đơn vị mới xét, có ý kiến của đơn vị cũ nếu ở đó từ {needed} tháng"
    lacking = [one for one in moves if not one.opinion]
    if any(one.months_there is not None and one.months_there >= needed for one in lacking):
        return Status.NOT_MET, f"{words}: chưa có ý kiến", Settle.TRANSFER
    if any(one.months_there is None for one in lacking):
        return Status.UNKNOWN, f"{words}: chưa ghi số tháng ở đơn vị cũ", Settle.TRANSFER
    return Status.MET, words, ""


def _dissolved(case: Case, _version: Version) -> Said | None:
    """R16: units dissolved after a reorganisation."""
    day = case.subject.facts.dissolved_on
    if case.subject.kind != UNIT or day is None or day > case.on:
        return None
    return Status.NOT_MET, f"Tập thể đã giải thể từ {day:%d/%m/%Y}: không xét sau sắp xếp", ""


# -- Of the award ----------------------------------------------------------------------------------------------------


def _once(case: Case, code: str, _version: Version) -> Said:
    """R1: one achievement, one award. The same title twice in a year is one; of forms the achievement decides."""
    given, what = case.subject.given([code]), "Chưa được khen cho cùng thành tích"
    if given is None:
        return Status.UNKNOWN, f"{what}: chưa có dữ liệu khen thưởng", Settle.AWARD
    same = [one for one in given if one.year == case.year]
    if not same:
        return Status.MET, what, ""
    had = f"đã được tặng {case.book.name(code)} năm {case.year}"
    if case.book.is_title(code):
        return Status.NOT_MET, f"{what}: {had}", ""
    return Status.UNKNOWN, f"{what}: {had}, chỉ đề nghị cho thành tích khác", Settle.STATEMENT


def _no_base(case: Case, code: str, _version: Version) -> Said | None:
    """R3: awards for sudden or thematic results that a standard would otherwise rest on."""
    if not case.subject.beside_merit:
        return None
    bases = case.book.bases(code)
    given = [one for one in case.subject.given(bases) or () if one.kind != MERIT and one.year <= case.year]
    if not given:
        return None
    names = ", ".join(f"{case.book.name(one.code)} {one.year}" for one in given)
    merit = {one.code for one in case.subject.given(bases) or () if one.kind == MERIT}
    status = Status.MET if all(one.code in merit for one in given) else Status.NOT_MET
    return status, f"Khen đột xuất, chuyên đề không làm căn cứ đề nghị khen công trạng: {names} không tính", ""


def _recruit(case: Case, _code: str, version: Version) -> Said | None:
    """R11: no LĐTT for a recruit of less than so many months; time on contract counts."""
    if case.subject.kind != PERSON:
        return None
    needed = int(version.content.get(NEW_RECRUIT, 0))
    if case.subject.facts.transfers is None:
        return Status.UNKNOWN, f"Không phải mới tuyển dụng dưới {needed} tháng: chưa có dữ liệu", Settle.TRANSFER
    days = [one for one in case.subject.facts.transfers if one.recruited and one.on.year == case.year]
    if not days:
        return None
    months, contract = full_months(days[-1].on), days[-1].months_there
    words = f"Mới tuyển dụng từ {days[-1].on:%d/%m/%Y}: {{}} tháng, cần {needed} (tính cả thời gian hợp đồng)"
    if months + (contract or 0) >= needed:
        return Status.MET, words.format(months + (contract or 0)), ""
    if contract is None:
        return Status.UNKNOWN, f"{words.format(months)}: chưa ghi thời gian hợp đồng", Settle.TRANSFER
    return Status.NOT_MET, words.format(months + contract), Settle.TRANSFER


def full_months(since: dt.date) -> int:
    """Whole months from a day to the end of its year.

    >>> full_months(dt.date(2026, 7, 1)), full_months(dt.date(2026, 7, 2))
    (6, 5)
    """
    return 13 - since.month - (since.day > 1)


def _study(case: Case, _code: str, _version: Version) -> Said | None:
    """R12: study counts for LĐTT with acceptable results."""
    first, last = dt.date(case.year, 1, 1), dt.date(case.year, 12, 31)
    away = [one for one in case.subject.facts.absences or () if one.kind == "study"]
    away = [one for one in away if one.starts_on <= last and (one.ends_on is None or one.ends_on >= first)]
    if not away:
        return None
    results, words = {one.result_met for one in away}, "Thời gian đi học được tính khi kết quả đạt yêu cầu"
    if False in results:
        return Status.NOT_MET, f"{words}: không đạt", Settle.ABSENCE
    return (
        (Status.UNKNOWN, f"{words}: chưa ghi kết quả", Settle.ABSENCE) if None in results else (Status.MET, words, "")
    )


def _both(case: Case, code: str, _version: Version) -> Said | None:
    """R18: Giấy khen and CSTĐ in one year need separate achievements."""
    others = {"GK": ("CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTD_TQ"), "CSTDCS": ("GK",)}.get(code)
    given = [one for one in case.subject.given(others or ()) or () if one.year == case.year]
    if not given:
        return None
    name = case.book.name(given[0].code)
    return Status.UNKNOWN, f"Cùng năm đã được tặng {name}: mỗi khen thưởng phải có thành tích riêng", Settle.STATEMENT


def _rated(case: Case, code: str, _version: Version) -> Said | None:
    """R20: a final rating before the review; for a form proposed within the year, that of the year before."""
    if case.subject.kind != PERSON:
        return None
    year = case.year - 1 if case.open_year and not case.book.is_title(code) else case.year
    return case.once(("rated", year), lambda: _rated_in(case, year))


def _rated_in(case: Case, year: int) -> Said:
    done = case.subject.rank(year) is not None or case.subject.rank(case.year) is not None
    words = f"Đã có kết quả xếp loại năm {year} trước khi bình xét"
    return (Status.MET, words, "") if done else (Status.UNKNOWN, f"{words}: chưa có", Settle.RATING)


_OF_SUBJECT = (("R4", _hold), ("R5", _discipline), ("R6", _maternity), ("R13", _transfer), ("R16", _dissolved))
_ONLY = {"R11": {"LDTT"}, "R12": {"LDTT"}, "R18": {"GK", "CSTDCS"}}  # of the others they say nothing
_OF_AWARD = (("R1", _once), ("R3", _no_base), ("R11", _recruit), ("R12", _study), ("R18", _both), ("R20", _rated))
SPOKEN = frozenset(key for key, _ in (*_OF_SUBJECT, *_OF_AWARD))
