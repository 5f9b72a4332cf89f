"""Quyết định of awards and of initiatives, with its list as an annex or within an article, and the payment list."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awards.rules.money import dong_in_words, dotted
from emulation.papers.campaign import Letterhead, decision_paper
from plans.papers.content import Align, Annex, Block, Column, Heading, Paper, Paragraph, Row, Span, Table
from plans.rules.official import goes_with

DECISION = "Quyết định"
TITLES, COMMENDATIONS, INITIATIVES = "DANH HIỆU THI ĐUA", "HÌNH THỨC KHEN THƯỞNG", "SÁNG KIẾN"
NOT_KNOWN = "chưa xác định"
NOT_CORRECTED = "Chưa sửa nội dung nào"


@dataclass(frozen=True)
class ListedLine:
    """One line of the list. ``amount`` in đồng; None where nobody knows it or nothing is paid.

    ``number`` is the place in the first decision; ``corrected`` is what an amending one changes, old → new in words.
    """

    number: int
    name: str
    about: str
    honour: str
    is_title: bool
    is_unit: bool
    achievement: str = ""
    amount: int | None = None
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True)
class DecisionWords:
    """What people wrote of a decision, and where its list stands."""

    subject: str
    authority: str
    basis: tuple[str, ...]
    articles: str
    in_annex: bool
    of_initiatives: bool = False
    amends: bool = False


def award_decision(head: Letterhead, words: DecisionWords, lines: Sequence[ListedLine]) -> Paper:
    """The decision with its list: after Điều 1, or as an annex that the article points to."""
    paper = decision_paper(
        head, subject=words.subject, basis=words.basis, articles=words.articles, authority=words.authority
    )
    if not lines:
        return paper
    listed = tuple(_lists(lines, words))
    if words.in_annex:
        annex = Annex("DANH SÁCH", words.subject, listed, reference_to(head))
        return dataclasses.replace(paper, annexes=(annex,))
    return dataclasses.replace(paper, body=tuple(_within(paper.body, listed)))


def reference_to(head: Letterhead, kind: str = DECISION) -> str:
    """What a list that stands outside the paper goes with."""
    return goes_with(
        kind,
        number=head.number,
        symbol=head.symbol,
        issued_on=head.issued_on,
        year=head.year,
        issuer=head.issuer,
    )


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


def _lists(lines: Sequence[ListedLine], words: DecisionWords) -> Iterator[Block]:
    """People and collectives apart, titles and commendations apart; each row keeps its number in the decision."""
    if words.of_initiatives:
        yield _works(lines, amends=words.amends)
        return
    for head, found in by_kind(lines):
        yield Heading(head)
        for is_unit, rows_of in _by_whom(found):
            yield Heading("Tập thể" if is_unit else "Cá nhân", 2)
            if words.amends:
                yield Table(_amended_columns(head, is_unit=is_unit), tuple(_amended_rows(rows_of)))
            else:
                yield Table(_columns(head, is_unit=is_unit), tuple(_rows(rows_of)))
        yield Paragraph(f"Cộng {head.lower()}: {counted(found)}.", flush=True)


def by_kind(lines: Sequence[ListedLine]) -> list[tuple[str, list[ListedLine]]]:
    """Titles, then commendations, each under its heading; never in one list."""
    found = [
        (head, [one for one in lines if one.is_title == is_title])
        for head, is_title in ((TITLES, True), (COMMENDATIONS, False))
    ]
    return [(head, rows) for head, rows in found if rows]


def _by_whom(lines: Sequence[ListedLine]) -> list[tuple[bool, list[ListedLine]]]:
    found = [(is_unit, [one for one in lines if one.is_unit == is_unit]) for is_unit in (True, False)]
    return [(is_unit, rows) for is_unit, rows in found if rows]


def _works(lines: Sequence[ListedLine], *, amends: bool) -> Table:
    columns = (Column("STT", 8, Align.CENTER), Column("Tên sáng kiến", 52), Column("Tác giả, tỷ lệ đóng góp", 40))
    if not amends:
        return Table(columns, tuple(Row((str(one.number), one.name, one.about)) for one in lines))
    columns = (Column("STT", 8, Align.CENTER), Column("Sáng kiến", 42), Column("Nội dung sửa đổi", 50))
    return Table(columns, tuple(Row((str(one.number), _who(one), _corrected(one))) for one in lines))


def _amended_columns(head: str, *, is_unit: bool) -> tuple[Column, ...]:
    return (
        Column("Số", 7, Align.CENTER),
        Column("Tập thể" if is_unit else "Cá nhân", 26),
        Column("Danh hiệu" if head == TITLES else "Hình thức", 17),
        Column("Nội dung sửa đổi", 36),
        Column("Tiền thưởng (đồng)", 14, Align.RIGHT),
    )


def _amended_rows(lines: Sequence[ListedLine]) -> Iterator[Row]:
    for one in lines:
        yield Row((f"{one.number:02}", _who(one), one.honour, _corrected(one), _money(one)))


def _who(one: ListedLine) -> str:
    return "\n".join(filter(None, (one.name, one.about)))


def _corrected(one: ListedLine) -> str:
    return "\n".join(one.corrected) or NOT_CORRECTED


def _money(one: ListedLine) -> str:
    return NOT_KNOWN if one.amount is None else dotted(one.amount)


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
        yield Row((f"{one.number:02}", one.name, one.about, one.honour, _money(one)))


def counted(lines: Sequence[ListedLine]) -> str:
    """How many collectives and people, never in one sum; the lines of titles or of commendations, never of both."""
    units, people = sum(one.is_unit for one in lines), sum(not one.is_unit for one in lines)
    return ", ".join(f"{n:02} {of}" for n, of in ((units, "tập thể"), (people, "cá nhân")) if n)


def counted_by_kind(lines: Sequence[ListedLine]) -> list[str]:
    """ "danh hiệu thi đua: 01 tập thể, 02 cá nhân": titles and commendations a sentence each."""
    return [f"{head.lower()}: {counted(found)}" for head, found in by_kind(lines)]


def subtotals(lines: Sequence[ListedLine]) -> list[tuple[str, int]]:
    """Whom the money of titles, and that of commendations, goes to, and how much it is."""
    return [
        (f"{head.capitalize()}: {counted(found)}", sum(one.amount or 0 for one in found))
        for head, found in by_kind(lines)
    ]


def payment_blocks(lines: Sequence[ListedLine], base_salary: int | None) -> Iterator[Block]:
    """Danh sách chi tiền thưởng: a place to sign, a sum of money of each kind, that of all in figures and in words."""
    if base_salary:
        yield Paragraph(f"Lương cơ sở áp dụng: {dotted(base_salary)} đồng.", flush=True)
    for (head, found), (told, money) in zip(by_kind(lines), subtotals(lines), strict=True):
        yield Heading(head)
        for is_unit, rows_of in _by_whom(found):
            yield Heading("Tập thể" if is_unit else "Cá nhân", 2)
            yield Table(_payment_columns(head, is_unit=is_unit), tuple(_payment_rows(rows_of)))
        yield Paragraph(f"{told}; số tiền: {dotted(money)} đồng.", flush=True)
    total = sum(one.amount or 0 for one in lines)
    said = (Span(f"Số tiền của cả quyết định: {dotted(total)} đồng", bold=True), f" ({dong_in_words(total)}).")
    yield Paragraph(said, flush=True)
    if unknown := sum(one.amount is None for one in lines):
        yield Paragraph(f"Chưa tính {unknown:02} dòng chưa có mức thưởng.", flush=True)


def _payment_columns(head: str, *, is_unit: bool) -> tuple[Column, ...]:
    return (
        Column("Số", 7, Align.CENTER),
        Column("Tên tập thể" if is_unit else "Họ và tên", 24),
        Column("Thuộc" if is_unit else "Chức vụ, đơn vị", 24),
        Column("Danh hiệu" if head == TITLES else "Hình thức", 20),
        Column("Số tiền (đồng)", 13, Align.RIGHT),
        Column("Ký nhận", 12),
    )


def _payment_rows(lines: Sequence[ListedLine]) -> Iterator[Row]:
    for one in lines:
        yield Row((f"{one.number:02}", one.name, one.about, one.honour, _money(one), ""))
