"""Quyết định of awards and of initiatives, with its list as an annex or within an article, and the payment list."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awards.rules.money import dong_in_words, dotted
from emulation.papers.campaign import Letterhead, decision_paper
from plans.papers.content import Align, Annex, Block, Column, Heading, Paper, Paragraph, Row, Span, Table
from plans.rules.official import short_date, symbol_line

DECISION = "Quyết định"
TITLES, COMMENDATIONS, INITIATIVES = "DANH HIỆU THI ĐUA", "HÌNH THỨC KHEN THƯỞNG", "SÁNG KIẾN"
NOT_KNOWN = "chưa xác định"
BLANK = "\N{NO-BREAK SPACE}"  # to be filled by hand


@dataclass(frozen=True)
class ListedLine:
    """One line of the list. ``amount`` in đồng; None where nobody knows it or nothing is paid."""

    number: int
    name: str
    about: str
    honour: str
    is_title: bool
    is_unit: bool
    achievement: str = ""
    amount: int | None = None
    paid: str = ""


@dataclass(frozen=True)
class DecisionWords:
    """What people wrote of a decision, and where its list stands."""

    subject: str
    authority: str
    basis: tuple[str, ...]
    articles: str
    in_annex: bool
    of_initiatives: bool = False


def award_decision(head: Letterhead, words: DecisionWords, lines: Sequence[ListedLine]) -> Paper:
    """The decision with its list: after Điều 1, or as an annex that the article points to."""
    paper = decision_paper(
        head, subject=words.subject, basis=words.basis, articles=words.articles, authority=words.authority
    )
    if not lines:
        return paper
    listed = tuple(_lists(lines, of_initiatives=words.of_initiatives))
    if words.in_annex:
        annex = Annex("DANH SÁCH", words.subject, listed, reference_to(head))
        return dataclasses.replace(paper, annexes=(annex,))
    return dataclasses.replace(paper, body=tuple(_within(paper.body, listed)))


def reference_to(head: Letterhead, kind: str = DECISION) -> str:
    """ "(Kèm theo Quyết định số 15/QĐ-SNgV ngày 20 tháng 12 năm 2026 …)"; a draft leaves number and day open."""
    number = symbol_line(head.number, head.symbol) if head.number else f"{BLANK * 8}/{head.symbol}"
    day = f"ngày {short_date(head.issued_on)}" if head.issued_on else f"ngày{BLANK * 4}/{BLANK * 4}/{head.year}"
    return f"(Kèm theo {kind} số {number} {day} của {head.issuer})"


def _within(body: Sequence[Block], listed: Sequence[Block]) -> Iterator[Block]:
    """The list directly after Điều 1."""
    placed = False
    for block in body:
        yield block
        words = block.words if isinstance(block, Paragraph) else ""
        first = words[0] if isinstance(words, tuple) else words
        text = first.text if isinstance(first, Span) else str(first)
        if not placed and text.startswith("Điều 1."):
            yield from listed
            placed = True


def _lists(lines: Sequence[ListedLine], *, of_initiatives: bool) -> Iterator[Block]:
    """People and collectives apart, titles and commendations apart; each row keeps its number in the decision."""
    if of_initiatives:
        rows = (Row((str(one.number), one.name, one.about)) for one in lines)
        yield Table(
            (Column("STT", 8, Align.CENTER), Column("Tên sáng kiến", 52), Column("Tác giả, tỷ lệ đóng góp", 40)),
            tuple(rows),
        )
        return
    parts = [
        (head, is_title, is_unit)
        for head, is_title in ((TITLES, True), (COMMENDATIONS, False))
        for is_unit in (True, False)
    ]
    found = [
        (head, unit, [one for one in lines if (one.is_title, one.is_unit) == (title, unit)])
        for head, title, unit in parts
    ]
    told = ""
    for head, is_unit, rows_of in found:
        if not rows_of:
            continue
        if head != told:
            yield Heading(head)
            told = head
        yield Heading("Tập thể" if is_unit else "Cá nhân", 2)
        yield Table(_columns(head, is_unit=is_unit), tuple(_rows(rows_of)))
    yield Paragraph(f"Cộng: {counted(lines)}.", flush=True)


def _columns(head: str, *, is_unit: bool) -> tuple[Column, ...]:
    return (
        Column("Số", 8, Align.CENTER),
        Column("Tên tập thể" if is_unit else "Họ và tên", 27),
        Column("Thuộc" if is_unit else "Chức vụ, đơn vị", 27),
        Column("Danh hiệu" if head == TITLES else "Hình thức", 22),
        Column("Tiền thưởng (đồng)", 16, Align.RIGHT),
    )


def _rows(lines: Sequence[ListedLine]) -> Iterator[Row]:
    for one in lines:
        money = NOT_KNOWN if one.amount is None else dotted(one.amount)
        yield Row((f"{one.number:02}", one.name, one.about, one.honour, money))


def counted(lines: Sequence[ListedLine]) -> str:
    """How many collectives and people, never in one sum."""
    units, people = sum(one.is_unit for one in lines), sum(not one.is_unit for one in lines)
    return ", ".join(f"{n:02} {of}" for n, of in ((units, "tập thể"), (people, "cá nhân")) if n)


def payment_blocks(lines: Sequence[ListedLine], base_salary: int | None) -> Iterator[Block]:
    """Bảng tổng hợp and danh sách chi tiền thưởng: each with a place to sign, the sum in figures and in words."""
    if base_salary:
        yield Paragraph(f"Lương cơ sở áp dụng: {dotted(base_salary)} đồng.", flush=True)
    rows = [
        Row(
            (
                f"{one.number:02}",
                one.name,
                one.about,
                one.honour,
                NOT_KNOWN if one.amount is None else dotted(one.amount),
                "",
            )
        )
        for one in lines
    ]
    yield Table(
        (
            Column("Số", 7, Align.CENTER),
            Column("Họ và tên, tập thể", 24),
            Column("Chức vụ, đơn vị", 24),
            Column("Danh hiệu, hình thức", 20),
            Column("Số tiền (đồng)", 13, Align.RIGHT),
            Column("Ký nhận", 12),
        ),
        tuple(rows),
    )
    total = sum(one.amount or 0 for one in lines)
    yield Paragraph((Span(f"Cộng: {dotted(total)} đồng", bold=True), f" ({dong_in_words(total)})."), flush=True)
    if unknown := sum(one.amount is None for one in lines):
        yield Paragraph(f"Chưa tính {unknown:02} dòng chưa có mức thưởng.", flush=True)
