"""The conditions on initiatives and research: how many, of which effect, of which years, not yet used (R10). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from awards.rules.atoms import WIDER, Answer, Params, Within
from awards.rules.facts import UseFact, WorkFact
from awards.rules.findings import WARN, Settle, Status
from awards.rules.timeline import Case, Counts
from awards.rules.words import SCOPE_WORDS, many, years_words

Works = Sequence[WorkFact]
Uses = Sequence[UseFact]


def initiative(case: Case, told: Params, within: Within) -> Answer:
    """``scope``, ``count``; in the year, or in the years in a row; not used before where ``unused`` (R10)."""
    return _works(case, told, within, "initiative", "sáng kiến được công nhận")


def research(case: Case, told: Params, within: Within) -> Answer:
    """Like an initiative: accepted research tasks."""
    return _works(case, told, within, "research", "đề tài nghiên cứu được nghiệm thu")


def _works(case: Case, told: Params, within: Within, kind: str, noun: str) -> Answer:
    scope, needed = str(told["scope"]), int(told["count"])
    what = f"{many(needed)} {noun}{SCOPE_WORDS[scope]}"
    lacks = case.inquiry.once((kind, id(told)), lambda: _lacks(f"{kind}.{scope}.{needed}", what, needed))
    none = case.inquiry.once((kind, id(told), "none"), lambda: lacks._replace(message=f"{what}: có 0, cần {needed}"))
    if case.subject.works is None:
        return lacks._replace(status=Status.UNKNOWN, message=f"{what}: chưa có dữ liệu", needed=0)
    wider = WIDER[scope]
    fit = [one for one in case.subject.works[kind] if one.year <= case.year and not one.scopes.isdisjoint(wider)]
    if case.since is not None:
        counted = [one for one in fit if case.counts(one.year) is not Counts.NO]
        private, fit = len(counted) < len(fit), counted
        lacks, none = lacks._replace(private=private), none._replace(private=private)
    return _counted(case, lacks, told, within, fit) if fit else none


def _lacks(key: str, what: str, needed: int) -> Answer:
    return Answer(key, Status.NOT_MET, what, Settle.INITIATIVE, needed=needed)


def _counted(case: Case, lacks: Answer, told: Params, within: Within, fit: Works) -> Answer:
    """What the works of the right effect come to: those of the years that count, free of earlier uses."""
    needed, strict, what = lacks.needed, bool(told.get("within_those_years")), lacks.message
    once = bool(told.get("unused")) and case.inquiry.reuse is not None

    def fresh(work: WorkFact) -> bool:
        return not once or not _spent(case, work.uses, within.code)

    window = set(within.years) if strict else {*within.years, case.year}
    inside = [one for one in fit if one.year in window]
    free = [one for one in inside if fresh(one)]
    if len(free) >= needed and (within.sure or not strict):
        return _enough(case, lacks, free, within.code, once=once)
    older = [one for one in fit if not strict and not (once and one.uses)]
    maybe = [one for one in fit if one.year in within.maybe and fresh(one)]
    if len(inside) >= needed and len(free) < needed and max(len(older), len(maybe)) < needed:
        used = "; ".join(_use_words(case, one.name or one.key, one.uses) for one in inside if one not in free)
        words = f"{what}, chưa dùng để xét khen khác: có {len(free)}, cần {needed}. {used}"
        return lacks._replace(message=words, rule=case.inquiry.reuse, has=len(free))
    have = f"{what}: có {len(free)}, cần {needed}"
    if len(maybe) >= needed or len(older) >= needed:
        doubt = "chưa rõ các năm liên tục" if strict else "công nhận từ năm trước, luật không nói rõ năm"
        return lacks._replace(status=Status.UNKNOWN, message=f"{have}; {doubt}", settle=Settle.STATEMENT)
    return lacks._replace(message=have, has=len(free))


def _enough(case: Case, lacks: Answer, free: Works, code: str, *, once: bool) -> Answer:
    """Enough that may count; used for another title before, the council decides (R10)."""
    what = lacks.message
    fresh = [one for one in free if not _others(case, one.uses, code)]
    if not once or len(fresh) >= lacks.needed:
        years = years_words(sorted(one.year for one in free))
        return Answer(lacks.key, Status.MET, f"{what}: có {len(free)}, cần {lacks.needed} ({years})")
    used = "; ".join(_use_words(case, one.name or one.key, one.uses) for one in free if one not in fresh)
    words = f"{what}: có {len(free)} nhưng đã dùng cho danh hiệu khác, Hội đồng quyết định. {used}"
    return Answer(lacks.key, Status.UNKNOWN, words, Settle.STATEMENT, rule=case.inquiry.reuse, weight=WARN)


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
