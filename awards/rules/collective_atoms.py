"""The conditions on collectives: their members, their place in a cluster, targets, movements, achievements apart."""

from __future__ import annotations

from fractions import Fraction

from awards.rules.atoms import WIDER, Answer, Params, Within, unstated
from awards.rules.findings import Settle, Status
from awards.rules.timeline import LEVELS, Case
from awards.rules.words import FORMS, ORGANISERS, RATING_WORDS

_NO_MEMBERS = "chưa có số liệu thành viên năm {year}"
_REVIEWS = {"final_review": {"final"}, "interim_or_final_review": {"interim", "final"}}
ANY_ORGANISER = frozenset(ORGANISERS)
_ORGANISERS = {"unit": ANY_ORGANISER, "province_or_ministry": frozenset({"province", "ministry"})}


def member_share(case: Case, told: Params, _within: Within) -> Answer:
    """At least the share ``min`` of all members with ``award``, or rated ``rating_min`` or better; exact."""
    share = Fraction(told["min"])
    subject, code = case.subject.members(case.year), told.get("award") or told["rating_min"]
    name = case.book.name(code) if told.get("award") else f"{RATING_WORDS[code]} trở lên"
    key, percent = f"member_share.{code}", f"{100 * share.numerator // share.denominator}%"
    what = f"Ít nhất {percent} thành viên đạt {name}" if share < 1 else f"100% thành viên {name}"
    if subject is None or subject.total <= 0:
        return Answer(key, Status.UNKNOWN, f"{what}: {_NO_MEMBERS.format(year=case.year)}", Settle.MEMBERS)
    total, unknown = subject.total, 0
    counted = subject.awards if told.get("award") else subject.ratings
    if counted is None:
        return Answer(key, Status.UNKNOWN, f"{what}: {_NO_MEMBERS.format(year=case.year)}", Settle.MEMBERS)
    if told.get("award"):
        have = counted.get(code, 0)
    else:
        have = sum(count for level, count in counted.items() if LEVELS[level] >= LEVELS[code])
        unknown = max(0, total - sum(counted.values()))
    words = f"{what}: {have}/{total}"
    if _reaches(have, total, share):
        return Answer(key, Status.MET, words)
    if _reaches(have + unknown, total, share):
        return Answer(key, Status.UNKNOWN, f"{words}, {unknown} người chưa xếp loại", Settle.RATING)
    return Answer(key, Status.NOT_MET, words, Settle.MEMBERS)


def _reaches(have: int, total: int, share: Fraction) -> bool:
    return have * share.denominator >= share.numerator * total


def member_has(case: Case, told: Params, _within: Within) -> Answer:
    """At least ``min`` members with ``award``."""
    needed, code, found = int(told["min"]), told["award"], case.subject.members(case.year)
    what, key = f"Có ít nhất {needed} thành viên đạt {case.book.name(code)}", f"member_has.{code}"
    if found is None or found.awards is None:
        return Answer(key, Status.UNKNOWN, f"{what}: {_NO_MEMBERS.format(year=case.year)}", Settle.MEMBERS)
    have = found.awards.get(code, 0)
    return Answer(key, Status.MET if have >= needed else Status.NOT_MET, f"{what}: có {have}", Settle.MEMBERS)


def no_discipline(case: Case, told: Params, _within: Within) -> Answer:
    """No member disciplined with ``min_form`` or harder in the year."""
    form, found = str(told["min_form"]), case.subject.members(case.year)
    what, key = f"Không có thành viên bị kỷ luật từ {FORMS[form]} trở lên", f"no_discipline.{form}"
    if found is None or found.disciplined is None:
        words = f"{what}: {_NO_MEMBERS.format(year=case.year)}"
        return Answer(key, Status.UNKNOWN, words, Settle.MEMBERS, private=True)
    harder = list(FORMS)[list(FORMS).index(form) :]
    bad = sum(found.disciplined.get(name, 0) for name in harder)
    status, words = Status.NOT_MET if bad else Status.MET, f"{what}: {bad or 'không có'}"
    return Answer(key, status, words, Settle.DISCIPLINE, private=True)


def first_in_cluster(case: Case, told: Params, _within: Within) -> Answer:
    """First of a cluster of ``organiser`` in the year; ``outstanding_among_leaders`` of all clusters' leaders."""
    organiser = str(told["organiser"])
    key, what = f"first_in_cluster.{organiser}", f"Dẫn đầu cụm, khối thi đua do {ORGANISERS[organiser]} tổ chức"
    if told.get("outstanding_among_leaders"):
        what += ", tiêu biểu xuất sắc trong số dẫn đầu"
    rows = case.subject.facts.clusters
    if rows is None:
        return unstated(key, f"{what}: chưa có kết quả cụm, khối năm {case.year}")
    fit = [one for one in rows if one.year == case.year and one.organiser in _ORGANISERS.get(organiser, {organiser})]
    first = [one for one in fit if one.rank == 1]
    ranks = ", ".join(f"hạng {one.rank}" for one in fit) or "không có kết quả"
    words = f"{what}: {ranks} năm {case.year}"
    if not first:
        return Answer(key, Status.NOT_MET, words, Settle.CLUSTER)
    if not told.get("outstanding_among_leaders") or any(one.outstanding for one in first):
        return Answer(key, Status.MET, words)
    if any(one.outstanding is None for one in first):
        return unstated(key, f"{words}; chưa rõ có tiêu biểu trong số dẫn đầu")
    return Answer(key, Status.NOT_MET, words)


def exceeds_targets(case: Case, _told: Params, _within: Within) -> Answer:
    """Beyond the targets of the year."""
    key, what = "exceeds_targets", f"Hoàn thành vượt các chỉ tiêu thi đua, nhiệm vụ năm {case.year}"
    known = case.subject.facts.exceeds_targets.get(case.year)
    if known is None:
        return unstated(key, what)
    return Answer(key, Status.MET if known else Status.NOT_MET, what)


def movement_result(case: Case, told: Params, _within: Within) -> Answer:
    """A result, ``outstanding`` where asked, in a movement of ``organiser`` in the year."""
    organiser, rows = str(told["organiser"]), case.subject.facts.movements
    key = f"movement_result.{organiser}"
    quality = "xuất sắc " if told.get("outstanding") else ""
    what = f"Có thành tích {quality}trong phong trào thi đua do {ORGANISERS[organiser]} phát động"
    if rows is None:
        return unstated(key, f"{what}: chưa có dữ liệu")
    fit = [one for one in rows if one.year == case.year and one.organiser in _ORGANISERS.get(organiser, {organiser})]
    good = any(one.outstanding or not told.get("outstanding") for one in fit)
    return Answer(key, Status.MET if good else Status.NOT_MET, f"{what}: {'có' if good else 'không có'}")


def thematic_leader(case: Case, told: Params, _within: Within) -> Answer:
    """Leader of a thematic movement of ``organiser`` of so many years, ``at`` which review."""
    organiser, needed, rows = str(told["organiser"]), int(told["min_movement_years"]), case.subject.facts.movements
    key = f"thematic_leader.{organiser}"
    what = (
        f"Dẫn đầu phong trào thi đua theo chuyên đề của {ORGANISERS[organiser]} từ {needed} năm trở lên, khi tổng kết"
    )
    if rows is None:
        return unstated(key, f"{what}: chưa có dữ liệu")
    leads = [one for one in rows if one.year == case.year and one.leader and one.organiser == organiser]
    leads = [one for one in leads if not one.review or one.review in _REVIEWS[told["at"]]]
    sure = [one for one in leads if one.review and one.years is not None and one.years >= needed]
    if sure:
        return Answer(key, Status.MET, f"{what}: có")
    if any(one.years is None or one.years >= needed for one in leads):
        return Answer(key, Status.UNKNOWN, f"{what}: chưa rõ số năm hoặc lần tổng kết", Settle.STATEMENT)
    return Answer(key, Status.NOT_MET, f"{what}: không có")


def achievement(case: Case, told: Params, _within: Within) -> Answer:
    """Several, or sudden, achievements in the year of at least ``scope``."""
    scope, rows = str(told["scope"]), case.subject.facts.achievements
    key = f"achievement.{told['kind']}.{scope}"
    what = f"Lập được nhiều thành tích hoặc thành tích đột xuất, phạm vi {ORGANISERS.get(scope, scope)}"
    if rows is None:
        return unstated(key, f"{what}: chưa có dữ liệu")
    good = any(one.year == case.year and one.scope in WIDER[scope] for one in rows)
    return Answer(key, Status.MET if good else Status.NOT_MET, f"{what}: {'có' if good else 'không có'}")
