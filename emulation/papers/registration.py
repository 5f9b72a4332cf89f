"""BẢN ĐĂNG KÝ THI ĐUA of one person or one unit: titles and commendations apart, then the targets."""

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
    Table,
)
from plans.rules.official import place_and_date, short_date

KIND = "BẢN ĐĂNG KÝ"
SIGN_NOTE, CONFIRM_NOTE = "(Ký, ghi rõ họ tên)", "(Xác nhận, ký, ghi rõ họ tên)"
NOTHING = "Không đăng ký."
_TARGETS = (Column("TT", 8, Align.CENTER), Column("CHỈ TIÊU", 57), Column("MỨC ĐĂNG KÝ", 35))


@dataclass(frozen=True)
class AimLine:
    """A title or a commendation as it is printed; of a title also the initiative meant for it."""

    name: str
    initiative: str = ""
    begun_on: dt.date | None = None


@dataclass(frozen=True)
class RegistrationFacts:
    """Who registers what. ``head`` is the head of the unit who confirmed, by name, or empty."""

    agency: str
    parent_agency: str
    town: str
    year: int
    day: dt.date | None
    subject: str
    position: str
    unit: str
    collective: bool
    titles: Sequence[AimLine]
    commendations: Sequence[AimLine]
    targets: Sequence[tuple[str, str]]
    head: str = ""


def registration_paper(facts: RegistrationFacts) -> Paper:
    """The registration, to be signed by who registers and, of a person, by the head of the unit."""
    return Paper(
        header=Header(
            facts.agency.upper(),
            facts.parent_agency.upper(),
            place_date=place_and_date(facts.town, facts.day, facts.year),
        ),
        kind=KIND,
        subject=f"Thi đua năm {facts.year}",
        body=(
            *_subject(facts),
            Heading("I. DANH HIỆU THI ĐUA"),
            *_aims(facts.titles),
            Heading("II. HÌNH THỨC KHEN THƯỞNG"),
            *_aims(facts.commendations),
            Heading("III. CHỈ TIÊU PHẤN ĐẤU"),
            _targets(facts.targets),
            Paragraph(_promise(facts)),
        ),
        signatures=_signatures(facts),
    )


def _subject(facts: RegistrationFacts) -> Iterator[Block]:
    if facts.collective:
        yield Paragraph(f"Tập thể đăng ký: {facts.subject}.")
        return
    yield Paragraph(f"Họ và tên: {facts.subject}.")
    yield Paragraph(f"Chức vụ, đơn vị: {', '.join(part for part in (facts.position, facts.unit) if part)}.")


def _aims(lines: Sequence[AimLine]) -> Iterator[Block]:
    if not lines:
        yield Paragraph(NOTHING)
    for number, line in enumerate(lines, start=1):
        yield Paragraph(f"{number}. {line.name}.")
        if line.initiative:
            begun = f" (bắt đầu từ ngày {short_date(line.begun_on)})" if line.begun_on else ""
            yield Paragraph(f"Sáng kiến, giải pháp dự kiến: {' '.join(line.initiative.split())}{begun}.")


def _targets(targets: Sequence[tuple[str, str]]) -> Block:
    if not targets:
        return Paragraph(NOTHING)
    return Table(_TARGETS, tuple(Row((str(n), text, planned)) for n, (text, planned) in enumerate(targets, start=1)))


def _promise(facts: RegistrationFacts) -> str:
    whom = "Tập thể" if facts.collective else "Tôi"
    return f"{whom} phấn đấu thực hiện các nội dung đã đăng ký trên đây./."


def _signatures(facts: RegistrationFacts) -> tuple[Signature, ...]:
    if facts.collective:
        return (Signature("TRƯỞNG ĐƠN VỊ", facts.head, SIGN_NOTE),)
    return (
        Signature("TRƯỞNG ĐƠN VỊ", facts.head, CONFIRM_NOTE),
        Signature("NGƯỜI ĐĂNG KÝ", facts.subject, SIGN_NOTE),
    )
