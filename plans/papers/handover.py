"""BIÊN BẢN BÀN GIAO: the minutes that both people sign (Nghị định 30/2020/NĐ-CP, Mẫu 1.9, without place and date)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.papers.content import (
    Align,
    Block,
    Column,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
    Words,
)
from plans.rules.handover import AHEAD_DAYS, Ahead, Pack, PaperLine, Side, Waiting, Work
from plans.rules.official import format_date, number_line, short_date

KIND = "BIÊN BẢN"
SUBJECT = "Bàn giao công việc, hồ sơ thi đua, khen thưởng"
SIGN_NOTE = "(Ký, ghi rõ họ tên)"
NOTHING = "Không có."
_BLANK = "……………………………………………"
_TT = Column("TT", 7, Align.CENTER)


@dataclass(frozen=True)
class HandoverFrame:
    """The office and the moment of the figures (office time)."""

    agency: str
    parent_agency: str
    symbol: str
    where: str
    at: dt.datetime


def handover_paper(pack: Pack, frame: HandoverFrame) -> Paper:
    """The minutes; number, hours and witness stay open, to be filled by hand."""
    day, number = frame.at.date(), number_line(None, f"BB-{frame.symbol}")
    return Paper(
        header=Header(frame.agency.upper(), frame.parent_agency.upper(), number=number),
        kind=KIND,
        subject=SUBJECT,
        body=(
            _fact("Thời gian bắt đầu", f"…… giờ ……, {format_date(day.day, day.month, day.year)}"),
            _fact("Địa điểm", frame.where),
            Heading("I. THÀNH PHẦN"),
            *_side("1. Bên giao", pack.giver),
            *_side("2. Bên nhận", pack.taker),
            Paragraph(f"3. Người chứng kiến: {_BLANK}"),
            Heading("II. NỘI DUNG BÀN GIAO"),
            Paragraph((Span(f"Số liệu lấy từ phần mềm lúc {frame.at:%H:%M} ngày {short_date(day)}.", italic=True),)),
            *_contents(pack),
            Heading("III. CAM KẾT"),
            Paragraph("1. Bên giao đã giao đủ các nội dung trên và chịu trách nhiệm về việc đã làm đến ngày bàn giao."),
            Paragraph("2. Bên nhận đã nhận đủ và tiếp tục thực hiện từ ngày bàn giao."),
            Paragraph(
                "Việc bàn giao kết thúc vào …… giờ …… cùng ngày. Biên bản lập thành 03 bản, "
                "mỗi bên giữ 01 bản, lưu 01 bản./."
            ),
        ),
        signatures=(
            Signature("BÊN GIAO", pack.giver.name, SIGN_NOTE),
            Signature("BÊN NHẬN", pack.taker.name, SIGN_NOTE),
        ),
        recipients=("Như mục I", "Lưu: VT, Hồ sơ"),
    )


def work_table(work: Sequence[Work]) -> Table:
    """Open work, what is overdue in bold words."""
    columns = (Column("NV", 8, Align.CENTER), Column("NỘI DUNG", 46), Column("PHẦN VIỆC", 26), Column("THỜI HẠN", 20))
    return Table(columns, tuple(Row((one.no, one.title, one.what, _due(one))) for one in work))


def paper_table(papers: Sequence[PaperLine]) -> Table:
    """Lines of the register: where the paper copy is kept, which files are in the app."""
    columns = (
        Column("SỐ, KÝ HIỆU", 19),
        Column("NGÀY", 16, Align.CENTER),
        Column("TÊN LOẠI, TRÍCH YẾU", 33),
        Column("NƠI GIỮ BẢN LƯU", 17),
        Column("TỆP", 15),
    )
    rows = (
        Row((one.symbol, short_date(one.day) if one.day else "", one.about, one.keeper or "chưa ghi", one.files))
        for one in papers
    )
    return Table(columns, tuple(rows))


def _contents(pack: Pack) -> Iterator[Block]:
    """What is handed over, each under its number."""
    contact = (_TT, Column("ĐƠN VỊ", 43), Column("ĐẦU MỐI", 27), Column("CHỨC VỤ", 23))
    yield from _part("1. Công việc đang làm", work_table(pack.work) if pack.work else None)
    yield from _part("2. Việc đang chờ xử lý", _waiting_table(pack.waiting) if pack.waiting else None)
    yield from _part("3. Văn bản, nơi lưu", paper_table(pack.papers) if pack.papers else None)
    yield from _part(f"4. Lịch {AHEAD_DAYS} ngày tới", _ahead_table(pack.ahead) if pack.ahead else None)
    rows = tuple(
        Row((str(number), one.unit, one.name, one.position)) for number, one in enumerate(pack.contacts, start=1)
    )
    yield from _part("5. Đầu mối các đơn vị", Table(contact, rows) if rows else None)
    yield Heading("6. Vai trò, tiện ích trong phần mềm", level=2)
    yield Paragraph(f"- Vai trò của bên giao: {', '.join(pack.giver.roles) or 'không có'}.")
    yield Paragraph(f"- Tệp minh chứng bên giao đã nộp, còn lưu ở nhiệm vụ: {len(pack.sent)} tệp.")
    yield Paragraph(f"- Bộ lọc đã lưu: {', '.join(pack.filters) or 'không có'}.")
    yield Paragraph(f"- Lịch riêng phải thu hồi: {', '.join(pack.feeds) or 'không có'}.")
    yield Paragraph("- Mật khẩu không bàn giao; mỗi người dùng tài khoản của mình.")


def _part(title: str, table: Table | None) -> Iterator[Block]:
    yield Heading(title, level=2)
    yield table or Paragraph(NOTHING)


def _side(title: str, side: Side) -> Iterator[Block]:
    yield Paragraph(f"{title}: Ông (bà) {side.name}")
    yield Paragraph(f"Chức vụ: {side.position or '…………………'}; đơn vị: {side.unit}.")


def _waiting_table(waiting: Sequence[Waiting]) -> Table:
    columns = (_TT, Column("VIỆC", 49), Column("NGUỒN", 26), Column("CHỜ TỪ", 18, Align.CENTER))
    rows = (
        Row((str(number), one.title, one.origin, short_date(one.since) if one.since else "chưa rõ"))
        for number, one in enumerate(waiting, start=1)
    )
    return Table(columns, tuple(rows))


def _ahead_table(ahead: Sequence[Ahead]) -> Table:
    columns = (Column("NGÀY", 20, Align.CENTER), Column("VIỆC", 80))
    return Table(columns, tuple(Row((_days(one), one.title)) for one in ahead))


def _days(one: Ahead) -> str:
    return short_date(one.day) if one.day == one.until else f"{short_date(one.day)}\nđến {short_date(one.until)}"


def _due(one: Work) -> Words:
    if one.due is None:
        return "không ấn định"
    day = short_date(one.due)
    return (f"{day}\n", Span(f"quá hạn {one.days_late} ngày", bold=True)) if one.days_late else day


def _fact(label: str, words: str) -> Paragraph:
    return Paragraph(f"{label}: {words}")
