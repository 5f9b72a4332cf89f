"""Giấy nhắc: the polite paragraph that reminds a unit of what it owes, ready to paste into a letter or a chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plans.rules.calendar import ONE_DAY, SpecialDays

ANSWER_DAYS = 3  # working days that a unit is given to answer


@dataclass(frozen=True)
class Owed:
    """One late piece of work: a task the unit answers for, or its own part of one."""

    no: str
    title: str
    due: dt.date
    days: int
    whole: bool


@dataclass(frozen=True)
class Urging:
    """Who is reminded, by whom, of what; ``silent_since`` is the last day the unit reported, None if it is not silent.

    ``never_said``: the unit has not reported at all, and ``silent_since`` is the day of the plan.
    """

    unit: str
    addressed: str
    plan_words: str
    office: str
    standing: str
    today: dt.date
    answer_by: dt.date
    late: Sequence[Owed]
    silent_since: dt.date | None = None
    never_said: bool = False


def addressed_as(name: str, *, is_leadership: bool, is_council: bool) -> str:
    """How a unit is spoken to: "Quý phòng", "Quý Trung tâm", "Lãnh đạo Sở"; else "Quý đơn vị"."""
    if is_leadership:
        return name
    first = name.split(" ", 1)[0].casefold()
    if first == "phòng":
        return "Quý phòng"
    for head, words in (("trung tâm", "Quý Trung tâm"), ("văn phòng", "Quý Văn phòng"), ("ban ", "Quý Ban")):
        if name.casefold().startswith(head):
            return words
    return "Quý Hội đồng" if is_council else "Quý đơn vị"


def answer_day(today: dt.date, special: SpecialDays) -> dt.date:
    """The day by which an answer is asked for: three working days from today."""
    day, left = today, ANSWER_DAYS
    while left:
        day += ONE_DAY
        left -= special.is_working(day)
    return day


def plan_words(number: str, issued_on: dt.date | None, year: int) -> str:
    """How the letter names the plan; a number that is not known is not invented."""
    named = f" số {number} ngày {issued_on:%d/%m/%Y}" if number and issued_on else ""
    return f"Kế hoạch{named} về công tác thi đua, khen thưởng năm {year}"


def counted(number: int, words: str) -> str:
    """A number below ten takes a leading 0, as in official papers: "02 nhiệm vụ"."""
    return f"{number:02} {words}"


def urging_text(urging: Urging) -> str:
    """The whole text, one paragraph a line."""
    parts = [f"Kính gửi: {urging.unit}", *_said(urging)]
    many = "các nội dung trên" if len(urging.late) > 1 else "nội dung trên"
    work = f"khẩn trương thực hiện {many}" if urging.late else "rà soát các nhiệm vụ được giao"
    parts.append(f"{_polite(urging)} {work} và {_asked(urging)}")
    parts.append(_thanks(urging))
    return "\n\n".join(parts)


def notice_line(urging: Urging) -> str:
    """The line under the bell of the unit's people."""
    nos = ", ".join(one.no for one in urging.late)
    late = f"{counted(len(urging.late), 'nhiệm vụ')} quá hạn ({nos})" if urging.late else "chưa báo tiến độ"
    return f"{urging.standing} nhắc {urging.unit}: {late}. Đề nghị báo trước ngày {urging.answer_by:%d/%m/%Y}."


def owed_words(one: Owed) -> str:
    """One late piece of work as a clause: what, by when, how long past."""
    what = f"nhiệm vụ {one.no}" if one.whole else f"phần việc của đơn vị trong nhiệm vụ {one.no}"
    title = " ".join(one.title.split()).rstrip(".;,")
    return f"{what} “{title}”, thời hạn {one.due:%d/%m/%Y}, đã quá hạn {one.days} ngày"


def _polite(urging: Urging) -> str:
    """ "Đề nghị Quý phòng …"; the leadership is not asked but respectfully told."""
    return f"Kính đề nghị {urging.addressed}" if urging.addressed == urging.unit else f"Đề nghị {urging.addressed}"


def _asked(urging: Urging) -> str:
    """What is wanted by when. The standing office answers to the leadership; the leadership is asked to decide."""
    by = f"trước ngày {urging.answer_by:%d/%m/%Y}"
    if urging.addressed == urging.unit:
        return (
            f"thông tin kết quả tới {urging.standing} {by} để tổng hợp. Trường hợp có khó khăn, vướng mắc, kính đề nghị"
            " cho ý kiến chỉ đạo để các phòng, đơn vị phối hợp thực hiện."
        )
    to = f"báo cáo Lãnh đạo Sở kết quả {by}"
    if urging.unit != urging.standing:
        to = f"gửi kết quả về {urging.standing} {by} để tổng hợp, báo cáo Lãnh đạo Sở"
    return f"{to}. Trường hợp có khó khăn, vướng mắc, đề nghị nêu rõ nguyên nhân và thời gian dự kiến hoàn thành."


def _thanks(urging: Urging) -> str:
    if urging.unit == urging.standing:
        return "Trân trọng./."
    return f"{urging.standing} trân trọng cảm ơn sự phối hợp của {urging.addressed}./."


def _said(urging: Urging) -> list[str]:
    head = f"Thực hiện {urging.plan_words} của {urging.office}, đến ngày {urging.today:%d/%m/%Y}, {urging.addressed}"
    if not urging.late:
        return [f"{head} {_silence(urging)}."]
    tail = f" {urging.addressed} cũng {_silence(urging)}." if urging.silent_since else ""
    if len(urging.late) == 1:
        return [f"{head} còn {counted(1, 'nội dung')} chưa hoàn thành: {owed_words(urging.late[0])}.{tail}"]
    rows = [f"- {_capital(owed_words(one))};" for one in urging.late]
    rows[-1] = rows[-1].removesuffix(";") + "."
    lines = "\n".join(rows)
    return [
        f"{head} còn {counted(len(urging.late), 'nội dung')} chưa hoàn thành:\n{lines}",
        *([tail.strip()] * bool(tail)),
    ]


def _silence(urging: Urging) -> str:
    since = urging.silent_since
    if since is None:
        return ""
    days = (urging.today - since).days
    if urging.never_said:
        return f"chưa báo tiến độ lần nào kể từ khi kế hoạch ban hành ({since:%d/%m/%Y})"
    return f"chưa báo tiến độ từ ngày {since:%d/%m/%Y} ({days} ngày)"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
