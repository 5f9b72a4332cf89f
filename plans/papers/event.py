"""Papers of an event: the list of delegates, the list to sign on the day, the reply letter (công văn, Mẫu 1.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plans.papers.content import (
    Addressees,
    Align,
    Block,
    Column,
    Header,
    Paper,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
)
from plans.rules.official import number_line, place_and_date

SIGN_NOTE = "(Ký, ghi rõ họ tên)"
_WHO = (Column("TT", 7, Align.CENTER), Column("Họ và tên", 29), Column("Chức vụ, đơn vị", 36))
_LIST = (*_WHO, Column("Nhiệm vụ trong đoàn", 28))
_TO_SIGN = (*_WHO, Column("Ký tên", 18), Column("Ghi chú", 16))


@dataclass(frozen=True)
class Member:
    """One of the delegation as papers name him."""

    name: str
    post: str
    duty: str = ""


@dataclass(frozen=True)
class EventFacts:
    """What the papers say of an event. ``when`` is day and hour in words, ``where`` the place."""

    agency: str
    parent_agency: str
    town: str
    name: str
    when: str
    where: str
    host: str
    year: int
    members: Sequence[Member]


@dataclass(frozen=True)
class Letter:
    """The words of the reply letter. Without ``number`` and ``issued_on`` it is a draft."""

    symbol: str
    abstract: str
    addressees: tuple[str, ...]
    body: str
    closing: str
    recipients: tuple[str, ...]
    signer_title: str
    signer_name: str
    number: int | None = None
    issued_on: dt.date | None = None


def delegate_list(facts: EventFacts, *, signer_title: str, signer_name: str) -> Paper:
    """Danh sách đại biểu, to be signed by whoever sends them."""
    rows = tuple(
        Row((str(place), one.name, one.post, one.duty or "Đại biểu")) for place, one in enumerate(facts.members, 1)
    )
    return Paper(
        header=_header(facts),
        kind="DANH SÁCH",
        subject=f"Đại biểu dự {facts.name}",
        body=(*_facts(facts), Table(_LIST, rows), _total(facts)),
        signatures=(Signature(signer_title, signer_name),),
    )


def attendance_list(facts: EventFacts, *, signer_title: str) -> Paper:
    """The list that everybody signs on the day."""
    rows = tuple(Row((str(place), one.name, one.post, "\n\n", "")) for place, one in enumerate(facts.members, 1))
    return Paper(
        header=_header(facts),
        kind="DANH SÁCH ĐIỂM DANH",
        subject=f"Đại biểu dự {facts.name}",
        body=(
            *_facts(facts),
            Table(_TO_SIGN, rows),
            Paragraph(f"Tổng số cử dự: {len(facts.members)} người. Có mặt: ……… người. Vắng: ……… người.", flush=True),
        ),
        signatures=(Signature("NGƯỜI ĐIỂM DANH", "", SIGN_NOTE), Signature(signer_title, "", SIGN_NOTE)),
    )


def reply_letter(facts: EventFacts, letter: Letter) -> Paper:
    """Công văn cử đại biểu: no title line, "V/v …" under the number, the delegates as a table in the text."""
    rows = tuple(
        Row((str(place), one.name, one.post, one.duty or "Đại biểu")) for place, one in enumerate(facts.members, 1)
    )
    table: tuple[Block, ...] = (Table(_LIST, rows),) if rows else ()
    return Paper(
        header=Header(
            facts.agency,
            facts.parent_agency,
            number=number_line(letter.number, letter.symbol),
            place_date=place_and_date(facts.town, letter.issued_on, facts.year),
            about=f"V/v {letter.abstract}",
        ),
        kind="",
        body=(Addressees(letter.addressees), *_paragraphs(letter.body), *table, *_paragraphs(letter.closing)),
        signatures=(Signature(letter.signer_title, letter.signer_name),),
        recipients=letter.recipients,
    )


def _header(facts: EventFacts) -> Header:
    return Header(facts.agency, facts.parent_agency, place_date=place_and_date(facts.town, None, facts.year))


def _facts(facts: EventFacts) -> tuple[Paragraph, ...]:
    """Time, place and host, each on its line where it is known."""
    known = (("Thời gian", facts.when), ("Địa điểm", facts.where), ("Đơn vị tổ chức", facts.host))
    return tuple(Paragraph((Span(f"{label}: ", bold=True), words)) for label, words in known if words)


def _total(facts: EventFacts) -> Paragraph:
    return Paragraph(f"Danh sách gồm {len(facts.members):02} người./.")


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line.strip()) for line in text.split("\n") if line.strip())
