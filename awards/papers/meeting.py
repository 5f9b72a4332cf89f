"""Papers of a council's meeting: giấy mời (Mẫu 1.7), biên bản họp (Mẫu 1.9), biên bản kiểm phiếu (no prescribed form).

Nghị định 30/2020/NĐ-CP, Phụ lục III. The council issues them: its name stands under that of the office, and its papers
count in a series of its own (Phụ lục I, mục II.3). What is not known is left blank, never invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from awards.papers.meeting_facts import MeetingFacts, Spoken, VotedLine
from plans.papers.content import (
    Align,
    Block,
    Column,
    GroupRow,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from plans.rules.official import format_date, number_line, place_and_date

SIGN_NOTE = "(Ký, ghi rõ họ tên)"
BLANK = "………"
_PEOPLE = (
    Column("TT", 6, Align.CENTER),
    Column("HỌ VÀ TÊN", 24),
    Column("CHỨC VỤ, ĐƠN VỊ", 30),
    Column("CHỨC DANH TRONG HỘI ĐỒNG", 18),
    Column("CÓ MẶT, VẮNG", 22),
)
_RESULTS = (
    Column("TT", 6, Align.CENTER),
    Column("NỘI DUNG XÉT", 27),
    Column("ĐỒNG Ý", 10, Align.CENTER),
    Column("KHÔNG ĐỒNG Ý", 14, Align.CENTER),
    Column("HỎNG, KHÔNG Ý KIẾN", 14, Align.CENTER),
    Column("KẾT QUẢ", 29),
)


# -- Giấy mời ----------------------------------------------------------------------------------------------------------


def invitation_paper(facts: MeetingFacts) -> Paper:
    """Giấy mời; signed for the council, the office's title above the name as its seal is used."""
    head = "TM. HỘI ĐỒNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH" if facts.by_vice else "TM. HỘI ĐỒNG\nCHỦ TỊCH"
    signed = f"{facts.office_title.upper()}\n{facts.chair}" if facts.office_title else facts.chair
    return Paper(
        header=_header(facts, "GM", dated=True),
        kind="GIẤY MỜI",
        subject=facts.parts.get("subject") or f"Dự họp {facts.council}",
        body=tuple(_invites(facts)),
        signatures=(Signature(head, signed),),
        recipients=tuple(facts.recipients),
    )


def _invites(facts: MeetingFacts) -> Iterator[Block]:
    invited = facts.parts.get("invited", "")
    yield Paragraph(f"{facts.council} trân trọng kính mời:")
    for line in _lines(invited) or ["Các thành viên Hội đồng"]:
        yield Paragraph(f"- {line};" if line != (_lines(invited) or [line])[-1] else f"- {line}.")
    yield Paragraph(f"Tới dự phiên họp: {facts.subject}.")
    for line in _lines(facts.parts.get("content", "")):
        yield Paragraph(line)
    yield Paragraph(f"Chủ trì: {facts.chair or BLANK}.")
    yield Paragraph(f"Thời gian: {_moment(facts.starts_at)}, {_day(facts.held_on)}.")
    yield Paragraph(f"Địa điểm: {facts.place or BLANK}.")
    notes = _lines(facts.parts.get("notes", ""))
    for line in notes[:-1]:
        yield Paragraph(line)
    last = notes[-1].rstrip("./") if notes else "Đề nghị các đại biểu đến dự đúng thành phần, thời gian"
    yield Paragraph(f"{last}./.")


# -- Biên bản họp ------------------------------------------------------------------------------------------------------


def minutes_paper(facts: MeetingFacts) -> Paper:
    """Biên bản họp: header without place and date, signed by the secretary and the chair."""
    return Paper(
        header=_header(facts, "BB"),
        kind="BIÊN BẢN",
        subject=f"Họp {facts.council}\n{facts.subject}",
        body=tuple(_minutes(facts)),
        signatures=(Signature("THƯ KÝ", facts.secretary, SIGN_NOTE), Signature("CHỦ TỌA", facts.chair, SIGN_NOTE)),
        recipients=tuple(facts.recipients),
    )


def _attended(facts: MeetingFacts) -> Iterator[Block]:
    yield Paragraph(f"Thời gian bắt đầu: {_moment(facts.starts_at)}, {_day(facts.held_on)}.")
    yield Paragraph(f"Địa điểm: {facts.place or BLANK}.")
    yield Paragraph("Thành phần tham dự:")
    yield _people(facts)
    if facts.guests:
        yield Paragraph(f"Khách mời: {'; '.join(facts.guests)}.")
    yield Paragraph(f"Chủ trì (chủ tọa): {facts.chair or BLANK}.")
    yield Paragraph(f"Thư ký (người ghi biên bản): {facts.secretary or BLANK}.")
    yield Paragraph(f"{facts.quorum}.")


def _minutes(facts: MeetingFacts) -> Iterator[Block]:
    yield from _attended(facts)
    yield Heading("I. NỘI DUNG PHIÊN HỌP")
    opening = facts.parts.get("opening", "") or f"{facts.chair or 'Chủ tọa'} nêu mục đích, nội dung phiên họp; thư ký "
    if not facts.parts.get("opening"):
        opening += f"báo cáo {len(facts.votes):02} nội dung xét và hồ sơ kèm theo."
    yield from _paragraphs(opening)
    yield Heading("II. KHAI BÁO LIÊN QUAN, Ý KIẾN THẢO LUẬN")
    yield from _spoken("1. Khai báo liên quan của thành viên", facts.interests, "Không có.")
    yield from _spoken("2. Ý kiến bằng văn bản của thành viên vắng", facts.opinions, "Không có.")
    yield Heading("3. Thảo luận", level=2)
    yield from _paragraphs(facts.parts.get("discussion", ""))
    for one in facts.discussions:
        yield Paragraph(f"{one.about}: {one.words}")
    if not facts.discussions and not facts.parts.get("discussion"):
        yield Paragraph("Không có ý kiến thảo luận.")
    yield Heading("III. KẾT QUẢ BIỂU QUYẾT")
    yield Paragraph(f"Hình thức biểu quyết: {facts.method}. {facts.ballots}".strip())
    yield from _results(facts)
    yield Heading("IV. KẾT LUẬN")
    yield from _concluded(facts)
    yield Paragraph(
        f"Phiên họp kết thúc vào {_moment(facts.ends_at)}, {_day(facts.held_on)}. Biên bản được đọc lại, "
        "những người dự họp nhất trí thông qua./."
    )


def _concluded(facts: MeetingFacts) -> Iterator[Block]:
    carried = [line for line in facts.votes if line.carried]
    groups = list(dict.fromkeys((line.group, line.kind) for line in carried))
    for group, kind in groups:
        names = [line for line in carried if (line.group, line.kind) == (group, kind)]
        told = "; ".join(", ".join(filter(None, (line.name, line.about))) for line in names)
        yield Paragraph(f"{group}{f', {kind.lower()}' if kind else ''} ({len(names):02}): {told}.")
    if not carried:
        yield Paragraph("Không có nội dung nào được Hội đồng thông qua.")
    for line in facts.votes:
        if line.concluded:
            yield Paragraph(f"Về {line.name}{f' ({line.about})' if line.about else ''}: {line.concluded}")
    yield from _paragraphs(facts.parts.get("conclusion", ""))


def adjourned_paper(facts: MeetingFacts) -> Paper:
    """Biên bản of a session that was put off: who came, the quorum, why and until when; it decided nothing."""
    return Paper(
        header=_header(facts, "BB"),
        kind="BIÊN BẢN",
        subject=f"Hoãn họp {facts.council}\n{facts.subject}",
        body=tuple(_adjourned(facts)),
        signatures=(Signature("THƯ KÝ", facts.secretary, SIGN_NOTE), Signature("CHỦ TỌA", facts.chair, SIGN_NOTE)),
        recipients=tuple(facts.recipients),
    )


def _adjourned(facts: MeetingFacts) -> Iterator[Block]:
    yield from _attended(facts)
    yield Heading("I. HOÃN PHIÊN HỌP")
    yield Paragraph(f"Lý do: {facts.reason.rstrip('.')}.")
    yield Paragraph("Hội đồng chưa thảo luận, chưa biểu quyết nội dung nào; chương trình giữ nguyên cho lần họp lại.")
    yield from _paragraphs(facts.parts.get("remarks", ""))
    yield Heading("II. HỌP LẠI")
    again = f"Phiên họp được hoãn đến {_day(facts.again_on)}." if facts.again_on else ""
    yield from _paragraphs(facts.parts.get("again", "") or again or "Thời gian họp lại do Chủ tịch Hội đồng thông báo.")
    yield Paragraph(
        f"Biên bản lập xong vào {_moment(None)}, {_day(facts.held_on)}, đọc lại cho những người có mặt nghe và "
        "thống nhất ký tên./."
    )


# -- Biên bản kiểm phiếu -----------------------------------------------------------------------------------------------


def tally_paper(facts: MeetingFacts) -> Paper:
    """Biên bản kiểm phiếu: no number and no Nơi nhận, it is filed with the minutes."""
    signed = [Signature("NGƯỜI KIỂM PHIẾU", name, SIGN_NOTE) for name in facts.tellers]
    who = signed or [Signature("THƯ KÝ", facts.secretary, SIGN_NOTE)]
    return Paper(
        header=_header(facts, ""),
        kind="BIÊN BẢN",
        subject=f"Kiểm phiếu phiên họp {facts.council}\n{facts.subject}",
        body=tuple(_tally(facts)),
        signatures=(*who, Signature("CHỦ TỌA", facts.chair, SIGN_NOTE)),
    )


def _tally(facts: MeetingFacts) -> Iterator[Block]:
    yield Paragraph(f"Phiên họp {_day(facts.held_on)}, tại {facts.place or BLANK}.")
    yield Paragraph(f"{facts.quorum}.")
    yield Paragraph(f"Hình thức biểu quyết: {facts.method}. {facts.ballots}".strip())
    if facts.tellers:
        yield Paragraph(f"Người kiểm phiếu: {'; '.join(facts.tellers)}, mỗi người đếm và nhập riêng.")
    yield Heading("I. KẾT QUẢ TỪNG NỘI DUNG")
    yield from _results(facts)
    yield Heading("II. NGƯỠNG ÁP DỤNG")
    for line in facts.thresholds:
        yield Paragraph(f"- {line}")
    if facts.corrected or facts.recount:
        yield Heading("III. DÒNG ĐẾM LẠI")
        if facts.recount:
            yield Paragraph(f"Kiểm phiếu lại. Lý do: {facts.recount}")
        for line in facts.corrected:
            yield Paragraph(f"- {line}")
    yield from _paragraphs(facts.parts.get("remarks", ""))
    yield Paragraph("Biên bản lập xong, đọc lại cho Hội đồng nghe và thống nhất ký tên./.")


# -- What they share ---------------------------------------------------------------------------------------------------


def _header(facts: MeetingFacts, kind: str, *, dated: bool = False) -> Header:
    day = facts.issued_on
    return Header(
        facts.council.upper(),
        facts.agency.upper(),
        number=number_line(facts.number, f"{kind}-{facts.symbol}") if kind else "",
        place_date=place_and_date(facts.town, day, facts.held_on.year) if dated else "",
    )


def _people(facts: MeetingFacts) -> Table:
    rows = (
        Row((str(number), one.name, one.position, one.role, one.words))
        for number, one in enumerate(facts.members, start=1)
    )
    return Table(_PEOPLE, tuple(rows))


def _results(facts: MeetingFacts) -> Iterator[Block]:
    """A table for each list of the law, people and collectives under lines of their own."""
    groups = list(dict.fromkeys(line.group for line in facts.votes))
    for place, group in enumerate(groups, start=1):
        if len(groups) > 1:
            yield Heading(f"{place}. {group}", level=2)
        rows: list[Row | GroupRow] = []
        lines = [line for line in facts.votes if line.group == group]
        for kind in dict.fromkeys(line.kind for line in lines):
            if kind:
                rows.append(GroupRow(kind))
            rows += [_voted(line) for line in lines if line.kind == kind]
        yield Table(_RESULTS, tuple(rows))


def _voted(line: VotedLine) -> Row:
    words = f"{line.words}\n{line.written}" if line.written else line.words
    name = f"{line.name}\n{line.about}" if line.about else line.name
    return Row((str(line.order), name, f"{line.yes:02}", f"{line.no:02}", f"{line.spoiled:02}", words))


def _spoken(head: str, lines: Sequence[Spoken], nothing: str) -> Iterator[Block]:
    yield Heading(head, level=2)
    for one in lines:
        yield Paragraph(f"{one.about}: {one.words}")
    if not lines:
        yield Paragraph(nothing)


def _moment(hour: dt.time | None) -> str:
    """An hour as papers write it.

    >>> _moment(dt.time(14, 5)), _moment(None)
    ('14 giờ 05 phút', '…… giờ …… phút')
    """
    return f"{hour.hour:02} giờ {hour.minute:02} phút" if hour else "…… giờ …… phút"


def _day(day: dt.date) -> str:
    return format_date(day.day, day.month, day.year)


def _lines(text: str) -> list[str]:
    return [words for line in text.splitlines() if (words := " ".join(line.split()))]


def _paragraphs(text: str) -> Iterator[Block]:
    for line in _lines(text):
        yield Paragraph(line)
