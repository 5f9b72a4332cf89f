"""BÁO CÁO THÀNH TÍCH of a person (Mẫu 05) or a collective (Mẫu 04 of Nghị định 152/2025/NĐ-CP): written parts, and the
tables of the record.

Three parts in the order of the decree's forms, which keep that of Nghị định 98/2023/NĐ-CP: who reports; the
achievements, with ratings and initiatives among them; the awards already given, titles before forms. Only the numbers
of the forms were checked, so the wording is to be compared with the decree before the first dossier goes up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.papers.content import Align, Block, Column, Header, Heading, Paper, Paragraph, Row, Signature, Table
from plans.rules.official import format_date, place_and_date, short_date

KIND = "BÁO CÁO THÀNH TÍCH"
NONE_YET = "Chưa có."
UNWRITTEN = "…" * 24
SIGN_NOTE, CONFIRM_NOTE = "(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)"


class Part(NamedTuple):
    """A part that is written by hand: its code, its section and heading on the paper, what belongs there."""

    code: str
    section: str
    heading: str
    hint: str

    @property
    def label(self) -> str:
        """ "I.2. Quá trình công tác", as the form of the report calls it."""
        return f"{self.section}.{self.heading}"


PERSON_PARTS = (
    Part("background", "I", "2. Quá trình công tác", "Từ năm nào, làm gì, ở đâu; mỗi giai đoạn một dòng."),
    Part(
        "duties",
        "II",
        "1. Quyền hạn, nhiệm vụ được giao hoặc đảm nhận",
        "Chức trách, mảng việc, nhiệm vụ được phân công.",
    ),
    Part(
        "results",
        "II",
        "2. Thành tích đạt được của cá nhân",
        "Kết quả có số liệu: việc gì, bao nhiêu, đúng hạn ra sao, được ghi nhận thế nào.",
    ),
    Part(
        "measures",
        "II",
        "3. Giải pháp, cách làm",
        "Biện pháp đã dùng để đạt kết quả; sáng kiến đã áp dụng ở đâu, lợi ra sao.",
    ),
    Part(
        "compliance",
        "II",
        "4. Chấp hành chủ trương của Đảng, pháp luật của Nhà nước",
        "Phẩm chất, đạo đức, đoàn kết nội bộ, công tác đảng, đoàn thể, phong trào.",
    ),
)
COLLECTIVE_PARTS = (
    Part("situation", "I", "1. Đặc điểm, tình hình", "Tổ chức, số người, cơ sở vật chất, thuận lợi, khó khăn."),
    Part("duties", "I", "2. Chức năng, nhiệm vụ", "Chức năng, nhiệm vụ được giao."),
    Part(
        "results",
        "II",
        "1. Kết quả thực hiện nhiệm vụ",
        "Từng chỉ tiêu, so với năm trước; việc nổi bật, số liệu, mức độ hoàn thành.",
    ),
    Part(
        "measures",
        "II",
        "2. Biện pháp, nguyên nhân đạt được thành tích",
        "Cách chỉ đạo, phong trào thi đua, sáng kiến.",
    ),
    Part(
        "compliance",
        "II",
        "3. Chấp hành chủ trương của Đảng, pháp luật của Nhà nước; hoạt động của tổ chức đảng, đoàn thể",
        "Dân chủ cơ sở, tiết kiệm, phòng, chống tham nhũng, chăm lo đời sống.",
    ),
)
RESULTS = "results"  # the part that the tables of ratings and initiatives belong to
_RATINGS = (Column("NĂM", 12, Align.CENTER), Column("MỨC XẾP LOẠI", 48), Column("SỐ, NGÀY QUYẾT ĐỊNH", 40))
_GIVEN = (
    Column("NĂM", 10, Align.CENTER),
    Column("TÊN", 45),
    Column("SỐ, NGÀY QUYẾT ĐỊNH; CƠ QUAN BAN HÀNH", 45),
)
_WORKS = (Column("NĂM", 10, Align.CENTER), Column("SÁNG KIẾN, ĐỀ TÀI", 50), Column("QUYẾT ĐỊNH CÔNG NHẬN", 40))


class RatingLine(NamedTuple):
    """Xếp loại of a year."""

    year: int
    level: str
    number: str
    decided_on: dt.date | None


class GivenLine(NamedTuple):
    """A title or commendation that was given."""

    year: int
    name: str
    number: str
    decided_on: dt.date | None
    decided_by: str


class WorkLine(NamedTuple):
    """A recognised initiative or piece of research."""

    year: int
    name: str
    decision: str


@dataclass(frozen=True)
class AchievementFacts:
    """What the report says. Personal data that the printing person may not see is empty, to be filled in by hand."""

    agency: str
    parent_agency: str
    town: str
    year: int
    honour: str
    is_title: bool
    subject: str
    collective: bool
    position: str
    unit: str
    sex: str
    birth_date: dt.date | None
    training: str
    parts: Mapping[str, str]
    ratings: Sequence[RatingLine]
    titles: Sequence[GivenLine]
    commendations: Sequence[GivenLine]
    works: Sequence[WorkLine]


def achievement_paper(facts: AchievementFacts) -> Paper:
    """The report, signed by who reports and confirmed by the head."""
    verb = "xét tặng danh hiệu" if facts.is_title else "tặng thưởng"
    return Paper(
        header=Header(
            facts.agency.upper(),
            facts.parent_agency.upper(),
            place_date=place_and_date(facts.town, None, facts.year + 1),
        ),
        kind=KIND,
        subject=f"Đề nghị {verb} {facts.honour}",
        body=(
            *(_situation(facts) if facts.collective else _person(facts)),
            *_achievements(facts),
            *_awards(facts),
        ),
        signatures=_signatures(facts),
    )


def _person(facts: AchievementFacts) -> Iterator[Block]:
    yield Heading("I. SƠ LƯỢC LÝ LỊCH")
    yield Heading("1. Thông tin cá nhân", level=2)
    yield Paragraph(f"Họ và tên: {facts.subject}.")
    day = facts.birth_date
    born = format_date(day.day, day.month, day.year) if day else "ngày … tháng … năm …"
    yield Paragraph(f"Sinh {born}; giới tính: {facts.sex or '…'}.")
    yield Paragraph(f"Chức vụ, đơn vị công tác: {', '.join(filter(None, (facts.position, facts.unit)))}.")
    yield Paragraph(f"Trình độ chuyên môn, nghiệp vụ: {facts.training or '…'}.")
    yield from _written(facts, PERSON_PARTS[:1])


def _situation(facts: AchievementFacts) -> Iterator[Block]:
    yield Heading("I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH")
    yield Paragraph(f"Tên tập thể: {facts.subject}.")
    yield from _written(facts, COLLECTIVE_PARTS[:2])


def _achievements(facts: AchievementFacts) -> Iterator[Block]:
    yield Heading("II. THÀNH TÍCH ĐẠT ĐƯỢC")
    for part in COLLECTIVE_PARTS[2:] if facts.collective else PERSON_PARTS[1:]:
        yield from _written(facts, (part,))
        if part.code == RESULTS:
            yield from _counted(facts)


def _written(facts: AchievementFacts, parts: Sequence[Part]) -> Iterator[Block]:
    for part in parts:
        yield Heading(part.heading, level=2)
        lines = [" ".join(line.split()) for line in facts.parts.get(part.code, "").splitlines() if line.strip()]
        yield from (Paragraph(line) for line in lines or [UNWRITTEN])


def _counted(facts: AchievementFacts) -> Iterator[Block]:
    """The ratings and, of a person, the recognised initiatives on record."""
    yield Paragraph("Kết quả xếp loại hằng năm:")
    rows = [Row((str(one.year), one.level, _decision(one.number, one.decided_on))) for one in facts.ratings]
    yield _table(_RATINGS, rows)
    if not facts.collective:
        yield Paragraph("Sáng kiến, đề tài được công nhận:")
        yield _table(_WORKS, [Row((str(one.year), one.name, one.decision)) for one in facts.works])


def _awards(facts: AchievementFacts) -> Iterator[Block]:
    yield Heading("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG")
    yield Heading("1. Danh hiệu thi đua", level=2)
    yield _table(_GIVEN, _given(facts.titles))
    yield Heading("2. Hình thức khen thưởng", level=2)
    yield _table(_GIVEN, _given(facts.commendations))


def _given(lines: Sequence[GivenLine]) -> list[Row]:
    return [
        Row((str(one.year), one.name, "; ".join(filter(None, (_decision(one.number, one.decided_on), one.decided_by)))))
        for one in lines
    ]


def _decision(number: str, day: dt.date | None) -> str:
    return ", ".join(filter(None, (f"Số {number}" if number else "", f"ngày {short_date(day)}" if day else "")))


def _table(columns: tuple[Column, ...], rows: Sequence[Row]) -> Block:
    return Table(columns, tuple(rows)) if rows else Paragraph(NONE_YET)


def _signatures(facts: AchievementFacts) -> tuple[Signature, ...]:
    if facts.collective:
        return (
            Signature("THỦ TRƯỞNG CẤP TRÊN\nTRỰC TIẾP XÁC NHẬN", "", CONFIRM_NOTE),
            Signature("THỦ TRƯỞNG ĐƠN VỊ", "", SIGN_NOTE),
        )
    return (
        Signature("THỦ TRƯỞNG ĐƠN VỊ\nXÁC NHẬN", "", CONFIRM_NOTE),
        Signature("NGƯỜI BÁO CÁO", facts.subject, SIGN_NOTE),
    )
