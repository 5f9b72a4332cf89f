"""What awards give to the archive of a year: the two registers of awards, and why it may have to wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from awards.models import Meeting, MeetingState
from awards.rules.money import dotted
from awards.services.award_register import COLUMNS, in_order, registered, totals
from plans.models import User
from plans.papers.content import Align, Column, Row
from plans.rules.archive_line import Chapter
from plans.rules.official import short_date
from plans.sockets import Register

VOTING = (MeetingState.VOTING, MeetingState.COUNTING)
_LISTS = ((True, "danh hiệu thi đua", "DANH HIỆU"), (False, "hình thức khen thưởng", "HÌNH THỨC"))


def award_registers(user: User, year: int) -> Iterable[Register]:
    """Sổ khen thưởng of the year: titles and commendations apart, people and collectives never in one sum."""
    for titles, words, head in _LISTS:
        found = registered(user, titles=titles).filter(year=year)
        named = (dict(zip(COLUMNS, row, strict=True)) for row in in_order(found))
        rows = [Row(_cells(place, line)) for place, line in enumerate(named, 1)]
        yield Register(Chapter.AWARDS, "SỔ KHEN THƯỞNG", words, _columns(head), rows, _total(totals(found)))


def open_votes(year: int) -> str:
    """While ballots are cast or counted: two archives made one after the other would tell a ballot by its voter."""
    meeting = Meeting.objects.filter(year=year, state__in=VOTING).order_by("held_on", "pk").first()
    if meeting is None:
        return ""
    day = f" ngày {short_date(meeting.held_on)}" if meeting.held_on else ""
    return (
        f"Phiên họp hội đồng{day} đang bỏ phiếu hoặc kiểm phiếu nên chưa lập lưu trữ được, để giữ bí mật lá phiếu. "
        "Chờ thư ký chốt kết quả rồi lập."
    )


def _columns(head: str) -> tuple[Column, ...]:
    return (
        Column("TT", 5, Align.CENTER),
        Column("CÁ NHÂN, TẬP THỂ", 22),
        Column("ĐƠN VỊ", 15),
        Column(head, 21),
        Column("NĂM", 7, Align.CENTER),
        Column("QUYẾT ĐỊNH", 19),
        Column("TIỀN THƯỞNG (đồng)", 11, Align.RIGHT),
    )


def _cells(place: int, line: dict[str, Any]) -> tuple[str, ...]:
    name = f"{line['who']}\n(tập thể)" if line["unit"] else line["who"]
    number = f"Số {line['number']}" if line["number"] else ""
    day = f"ngày {short_date(line['decided_on'])}" if line["decided_on"] else ""
    revoked = line["revoked_on"]
    struck = f"Hủy bỏ theo Quyết định số {line['revoked_number']} ngày {short_date(revoked)}" if revoked else ""
    paper = "\n".join(filter(None, (number, day, struck)))
    money = "chưa xác định" if line["amount"] is None else dotted(line["amount"])
    return (str(place), name, line["where"] or "", line["honour_name"], str(line["year"]), paper, money)


def _total(counted: dict[str, int]) -> str:
    people = f"{counted['people']} cá nhân (nữ {counted['women']})" if counted["people"] else ""
    units = f"{counted['units']} tập thể" if counted["units"] else ""
    said = " và ".join(filter(None, (people, units)))
    revoked = f", {counted['revoked']} dòng đã hủy bỏ" if counted["revoked"] else ""
    return f"Cộng: {counted['lines']} dòng{f', gồm {said}' if said else ''}{revoked}."
