"""Báo cáo in the official layout (Nghị định 30/2020/NĐ-CP, Mẫu 1.4), from its words: no database stands behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.papers.content import (
    Addressees,
    Annex,
    Basis,
    Block,
    Header,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Span,
    Words,
    plain,
)
from plans.rules.official import ROMAN, goes_with, number_line, place_and_date, short_date
from plans.rules.report_words import lowered

KIND = "BÁO CÁO"
EMPTY = "Trong thời gian báo cáo chưa ghi nhận nội dung nào."


@dataclass(frozen=True)
class Said:
    """A section as it is printed: heading with its number, level, paragraphs. ``gathers``: it heads those below it."""

    title: str
    level: int
    paragraphs: tuple[str, ...]
    gathers: bool = False


@dataclass(frozen=True)
class Attached:
    """An annex: its title, its blocks, whether it lies across."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class ReportWords:
    """All that stands on a report. ``number`` and ``issued_on`` are None in a draft, which invents none."""

    agency: str
    parent_agency: str
    issuer: str
    place: str
    year: int
    symbol: str
    abstract: str
    first: dt.date
    last: dt.date
    as_of: dt.date
    sections: tuple[Said, ...]
    annexes: tuple[Attached, ...] = ()
    addressees: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer_title: str = ""
    signer_name: str = ""
    number: int | None = None
    issued_on: dt.date | None = None


def report_document(words: ReportWords) -> Paper:
    """The paper."""
    return Paper(
        header=Header(
            agency=words.agency,
            parent_agency=words.parent_agency,
            number=number_line(words.number, words.symbol),
            place_date=place_and_date(words.place, words.issued_on, words.year),
        ),
        kind=KIND,
        subject=words.abstract.replace("; ", ";\n"),
        body=tuple(_body(words)),
        signatures=(Signature(words.signer_title, words.signer_name),),
        recipients=words.recipients,
        annexes=tuple(_annexes(words)),
    )


def _body(words: ReportWords) -> Iterator[Block]:
    if words.addressees:
        yield Addressees(words.addressees)
    if words.basis:
        yield Basis(words.basis)
    told = lowered(words.abstract)
    days = f"từ ngày {short_date(words.first)} đến ngày {short_date(words.last)}"
    days = "" if days in told else f"thời gian báo cáo {days}, "
    yield Paragraph(f"{words.issuer} báo cáo {told} ({days}số liệu tính đến ngày {short_date(words.as_of)}) như sau:")
    for section in words.sections:
        yield Heading(section.title, section.level)
        said = section.paragraphs or (() if section.gathers else (EMPTY,))
        yield from map(Paragraph, said)
    if words.annexes:
        yield Paragraph(_named(words.annexes))
    yield Paragraph(f"Trên đây là Báo cáo {told} của {words.issuer}./.")


def _named(annexes: Sequence[Attached]) -> str:
    """The annexes by their labels and titles: the main text points to each of them."""
    named = [f"{label} ({lowered(one.title)})" for label, one in zip(_labels(annexes), annexes, strict=True)]
    return f"Kèm theo báo cáo: {'; '.join(named)}."


def _labels(annexes: Sequence[Attached]) -> list[str]:
    """ "Phụ lục I", "Phụ lục II"; a single one bears no number."""
    return ["Phụ lục"] if len(annexes) == 1 else [f"Phụ lục {ROMAN[place]}" for place in range(len(annexes))]


def _annexes(words: ReportWords) -> Iterator[Annex]:
    reference = goes_with(
        "Báo cáo",
        number=words.number,
        symbol=words.symbol,
        issued_on=words.issued_on,
        year=words.year,
        issuer=words.issuer,
    )
    for label, one in zip(_labels(words.annexes), words.annexes, strict=True):
        body = one.body if _says_cut_off(one.body) else (figures_on(words.as_of), *one.body)
        yield Annex(label, one.title.upper(), body, reference, one.landscape)


def _says_cut_off(body: Sequence[Block]) -> bool:
    said = (plain(block.words) for block in body if isinstance(block, Paragraph))
    return any("số liệu tính đến" in text.lower() for text in said)


def form_title(code: str, name: str, when: str) -> str:
    """The title of an annex that is a form of the ministry's statistics: "Biểu số 0601: số phong trào … năm 2026"."""
    return f"Biểu số {code}: {lowered(name)} {when}"


def figures_on(as_of: dt.date) -> Paragraph:
    """The line of an annex that says its cut-off day."""
    words: Words = (Span(f"Số liệu tính đến ngày {short_date(as_of)}.", italic=True),)
    return Paragraph(words, flush=True)
