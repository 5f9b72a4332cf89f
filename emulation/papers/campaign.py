"""Papers that start a campaign: the launch plan (kế hoạch, Mẫu 1.4) and the launch decision (quyết định, Mẫu 1.2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.papers.content import Basis, Block, Header, Heading, Paper, Paragraph, Signature, Span
from plans.rules.official import ROMAN, number_line, place_and_date, short_date
from plans.rules.text import fold

PLAN, DECISION = "KẾ HOẠCH", "QUYẾT ĐỊNH"
_ARTICLE = re.compile(r"Điều \d+\.")
_QUOTES = ' “”"'


@dataclass(frozen=True)
class Letterhead:
    """What the head and the end of a paper say. Without ``number`` and ``issued_on`` it is a draft."""

    agency: str
    parent_agency: str
    issuer: str  # the office in running words
    town: str
    year: int
    symbol: str
    recipients: tuple[str, ...]
    signer_title: str
    signer_name: str
    number: int | None = None
    issued_on: dt.date | None = None


@dataclass(frozen=True)
class CampaignWords:
    """What the papers say of a campaign; the parts of Điều 17 and what usually goes with them."""

    name: str
    by_others: bool
    basis: tuple[str, ...]
    objective: str
    extent: str
    subjects: str
    participants: tuple[str, ...]
    contents: str
    starts_on: dt.date
    ends_on: dt.date
    phases: tuple[tuple[str, dt.date, dt.date], ...]
    slogans: tuple[str, ...]
    measures: str
    review: str
    reward_quota: str
    dossier_time: str


def called(name: str) -> str:
    """The campaign in the middle of a sentence: "phong trào thi đua “…”", the kind never said twice."""
    if fold(name).startswith("phong trao"):
        return f"{name[:1].lower()}{name[1:]}"
    return f"phong trào thi đua “{name}”"


def subject_of(name: str, *, by_others: bool) -> str:
    """The trích yếu of the launch plan."""
    return f"{'Hưởng ứng' if by_others else 'Phát động'} {called(name)}"


def launch_plan(head: Letterhead, words: CampaignWords) -> Paper:
    """Kế hoạch phát động; hưởng ứng where another level launched it."""
    verb = "hưởng ứng" if words.by_others else "phát động"
    body: list[Block] = []
    if words.basis:
        body.append(Basis(words.basis))
    body.append(Paragraph(f"{head.issuer} xây dựng Kế hoạch {verb} {called(words.name)} như sau:"))
    for place, (title, blocks) in enumerate(_sections(head, words)):
        body += [Heading(f"{ROMAN[place]}. {title}"), *blocks]
    body.append(Paragraph(f"Trên đây là Kế hoạch {verb} {called(words.name)} của {head.issuer}./."))
    return paper_of(head, kind=PLAN, subject=subject_of(words.name, by_others=words.by_others), body=body)


def launch_decision(head: Letterhead, *, name: str, basis: Sequence[str], articles: str, proposed_by: str) -> Paper:
    """Quyết định phát động."""
    closing = (f"Theo đề nghị của {proposed_by}",) if proposed_by else ()
    return decision_paper(
        head, subject=f"Về việc phát động {called(name)}", basis=(*basis, *closing), articles=articles
    )


def decision_paper(
    head: Letterhead, *, subject: str, basis: Sequence[str], articles: str, authority: str = ""
) -> Paper:
    """Quyết định cá biệt: authority, basis, then its articles as they were written (Nghị định 30/2020, Mẫu 1.2)."""
    office = " ".join(part.upper() for part in (_authority(head.signer_title), head.agency) if part)
    body: list[Block] = [Heading(authority.upper() or office, 0)]
    if basis:
        body.append(Basis(tuple(basis)))
    body += [Heading("QUYẾT ĐỊNH:", 0), *_articles(articles)]
    return paper_of(head, kind=DECISION, subject=subject, body=body)


def paper_of(head: Letterhead, *, kind: str, subject: str, body: Sequence[Block]) -> Paper:
    """A paper under this letterhead; a draft leaves number and day open."""
    return Paper(
        header=Header(
            agency=head.agency.upper(),
            parent_agency=head.parent_agency.upper(),
            number=number_line(head.number, head.symbol),
            place_date=place_and_date(head.town, head.issued_on, head.year),
        ),
        kind=kind,
        subject=subject,
        body=tuple(body),
        signatures=(Signature(head.signer_title, head.signer_name),),
        recipients=head.recipients,
    )


def paragraphs(text: str) -> list[Block]:
    """The lines of a text, each a paragraph."""
    return [Paragraph(line) for line in lines_of(text)]


def _articles(text: str) -> list[Block]:
    """The lines of a decision, "Điều 1." in bold."""
    found: list[Block] = []
    for line in lines_of(text):
        named = _ARTICLE.match(line)
        found.append(Paragraph((Span(named[0], bold=True), line[named.end() :]) if named else line))
    return found


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _sections(head: Letterhead, words: CampaignWords) -> Iterator[tuple[str, list[Block]]]:
    """The parts of Điều 17 in its order; one that is not written is not printed."""
    aims = [(title, text) for title, text in (("Mục tiêu", words.objective), ("Phạm vi", words.extent)) if text]
    yield "MỤC TIÊU, PHẠM VI", _numbered(aims)
    subjects = paragraphs(words.subjects)
    if words.participants:
        subjects.append(Paragraph(f"Đơn vị tham gia: {'; '.join(words.participants)}."))
    else:
        subjects.append(Paragraph(f"Đơn vị tham gia: các phòng, đơn vị thuộc {head.issuer}."))
    yield "ĐỐI TƯỢNG THI ĐUA", subjects
    yield "NỘI DUNG, TIÊU CHÍ THI ĐUA", paragraphs(words.contents)
    time: list[Block] = [Paragraph(f"Từ ngày {short_date(words.starts_on)} đến ngày {short_date(words.ends_on)}.")]
    time += [
        Paragraph(f"- {name}: từ ngày {short_date(opens)} đến ngày {short_date(closes)}.")
        for name, opens, closes in words.phases
    ]
    yield "THỜI GIAN THỰC HIỆN", time
    if words.slogans:
        yield "KHẨU HIỆU THI ĐUA", [Paragraph(f"“{line.strip(_QUOTES)}”") for line in words.slogans]
    yield "BIỆN PHÁP, TỔ CHỨC THỰC HIỆN", paragraphs(words.measures)
    rewards = (
        ("Sơ kết, tổng kết, khen thưởng", words.review),
        ("Số lượng đề nghị khen thưởng", words.reward_quota),
        ("Hồ sơ, thời gian trình", words.dossier_time),
    )
    yield "SƠ KẾT, TỔNG KẾT, KHEN THƯỞNG", _numbered([(title, text) for title, text in rewards if text])


def _numbered(parts: list[tuple[str, str]]) -> list[Block]:
    """One part stands alone; several have headings of their own."""
    if len(parts) == 1:
        return paragraphs(parts[0][1])
    found: list[Block] = []
    for place, (title, text) in enumerate(parts, 1):
        found += [Heading(f"{place}. {title}", 2), *paragraphs(text)]
    return found


def _authority(signer_title: str) -> str:
    """Who decides, as the line above the basis names him: the office's head, whoever signs for him."""
    for line in signer_title.splitlines():
        words = line.strip().upper().removeprefix("KT.").removeprefix("TM.").strip()
        if words:
            return words
    return "GIÁM ĐỐC"
