"""Papers on awards that leave the office: the submission (tờ trình, after Mẫu 01 of Nghị định 152/2025) with the list
of nominees and the summary of achievements, and the letter that guides people to complete their dossiers (công văn).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from awards.papers.decision import reference_to
from awards.rules.citation import spelled
from awards.rules.nominee import YEARS_SHOWN, Nominee
from awards.rules.upward import Tally, tallies, total_words
from emulation.papers.campaign import Letterhead, lines_of, paper_of, paragraphs
from plans.papers.content import (
    Addressees,
    Align,
    Annex,
    Basis,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Row,
    Span,
    Table,
)
from plans.rules.official import ROMAN, short_date

SUBMISSION = "TỜ TRÌNH"
MOST_NAMED = 6  # nominees beyond this are named in the annex alone
NOT_ON_FILE = "chưa có trong hồ sơ"
TITLES, COMMENDATIONS = "DANH HIỆU THI ĐUA", "HÌNH THỨC KHEN THƯỞNG"
GUESSED = " (suy ra)"  # how the rule book marks the number of a form that it only infers
_LETTERS = ("A", "B")
_MISSING = (
    Column("STT", 8, Align.CENTER),
    Column("Tập thể, cá nhân", 24),
    Column("Đề nghị", 25),
    Column("Còn thiếu, cần bổ sung", 45),
)
_NEEDS = (
    Column("STT", 8, Align.CENTER),
    Column("Thành phần hồ sơ", 62),
    Column("Mẫu", 30),
)


@dataclass(frozen=True)
class LetterWords:
    """What people wrote of a letter."""

    abstract: str
    addressees: tuple[str, ...]
    basis: tuple[str, ...]
    body: str
    closing: str
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Lacking:
    """A dossier that is not complete, as the guidance lists it."""

    name: str
    unit: str
    honour: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Needed:
    """The set of documents of one honour: name and form of each; ``note`` says where the ground is not sure."""

    honour: str
    documents: tuple[tuple[str, str], ...]
    note: str = ""


def submission_letter(head: Letterhead, words: LetterWords, nominees: Sequence[Nominee]) -> Paper:
    """Tờ trình with Phụ lục I (danh sách trích ngang) and Phụ lục II (tóm tắt thành tích)."""
    body: list[Block] = [Addressees(words.addressees)]
    if words.basis:
        body.append(Basis(words.basis))
    body += [*paragraphs(words.body), *_proposed(nominees), *paragraphs(words.closing)]
    paper = paper_of(head, kind=SUBMISSION, subject=words.abstract, body=body)
    reference = reference_to(head, "Tờ trình")
    annexes = (
        Annex("Phụ lục I", "DANH SÁCH TRÍCH NGANG", tuple(list_of_nominees(nominees)), reference, landscape=True),
        Annex("Phụ lục II", "TÓM TẮT THÀNH TÍCH", tuple(_summaries(nominees)), reference),
    )
    return dataclasses.replace(paper, annexes=annexes if nominees else ())


def guidance_letter(
    head: Letterhead, words: LetterWords, lacking: Sequence[Lacking], needed: Sequence[Needed]
) -> Paper:
    """Công văn: no title line, "V/v …" under the number; who lacks what, and what belongs to each dossier."""
    body: list[Block] = [Addressees(words.addressees), *paragraphs(words.body)]
    if words.due_on:
        day = short_date(words.due_on)
        body.append(Paragraph(("Hồ sơ hoàn thiện gửi trước ", Span(f"ngày {day}", bold=True), ".")))
    paper = paper_of(head, kind="", subject="", body=[*body, *paragraphs(words.closing)])
    header = dataclasses.replace(paper.header, about=f"V/v {words.abstract}")
    return dataclasses.replace(paper, header=header, annexes=tuple(_guiding_annexes(head, lacking, needed)))


def list_of_nominees(nominees: Sequence[Nominee]) -> Iterator[Block]:
    """Danh sách trích ngang: titles and commendations in a table each."""
    for head, title, found in _headed(nominees, _LETTERS):
        yield Heading(head)
        yield Table(
            _list_columns(title),
            tuple(
                Row((str(number), one.name, one.position, "" if one.is_unit else one.unit, one.honour, one.achievement))
                for number, one in enumerate(found, 1)
            ),
        )
        yield Paragraph(f"Cộng: {total_words(_tallied(found))}.", flush=True)


def _list_columns(title: str) -> tuple[Column, ...]:
    proposed = "Danh hiệu đề nghị" if title == TITLES else "Hình thức đề nghị"
    return (
        Column("STT", 7, Align.CENTER),
        Column("Họ và tên, tập thể", 19),
        Column("Chức vụ", 13),
        Column("Đơn vị", 18),
        Column(proposed, 18),
        Column("Tóm tắt thành tích", 26),
    )


def _two_lists(nominees: Iterable[Nominee]) -> list[tuple[str, list[Nominee]]]:
    """The two lists of the law, those that hold somebody."""
    every = list(nominees)
    parted = ((TITLES, [one for one in every if one.is_title]), (COMMENDATIONS, [o for o in every if not o.is_title]))
    return [(title, found) for title, found in parted if found]


def _headed(nominees: Iterable[Nominee], marks: Sequence[str]) -> Iterator[tuple[str, str, list[Nominee]]]:
    """Each list with its head, which counts only where there are two."""
    lists = _two_lists(nominees)
    for mark, (title, found) in zip(marks, lists, strict=False):
        yield (f"{mark}. {title}" if len(lists) > 1 else title), title, found


def _tallied(nominees: Iterable[Nominee]) -> list[Tally]:
    return tallies([(one.honour, one.is_title, one.is_unit) for one in nominees])


def _proposed(nominees: Sequence[Nominee]) -> Iterator[Block]:
    """How many for what, the two lists apart; few are named at once."""
    for head, _, found in _headed(nominees, ROMAN):
        yield Heading(head)
        for number, one in enumerate(_tallied(found), 1):
            named = [nominee.who for nominee in found if nominee.honour == one.honour]
            yield Paragraph(f"{number}. {one.honour}: {one.words}{'.' if len(nominees) > MOST_NAMED else ', gồm:'}")
            if len(nominees) <= MOST_NAMED:
                yield from (Paragraph(f"- {who}{'.' if who == named[-1] else ';'}") for who in named)
    if nominees:
        whole = total_words(_tallied(nominees))
        yield Paragraph(
            f"Tổng số: {whole}. Danh sách trích ngang tại Phụ lục I, tóm tắt thành tích tại Phụ lục II; hồ sơ gửi kèm."
        )


def _summaries(nominees: Sequence[Nominee]) -> Iterator[Block]:
    """Of each nominee what is proposed and what the records hold."""
    for number, one in enumerate(nominees, 1):
        first = one.year - YEARS_SHOWN + 1
        yield Heading(f"{number}. {one.who}")
        facts = (
            ("Danh hiệu đề nghị" if one.is_title else "Hình thức đề nghị", one.honour),
            ("Thành tích đề nghị", one.achievement),
            (f"Xếp loại từ năm {first} đến năm {one.year}", one.rating_words),
            ("Danh hiệu thi đua đã được tặng", "; ".join(given.words for given in one.titles)),
            ("Hình thức khen thưởng đã được tặng", "; ".join(given.words for given in one.commendations)),
            *(() if one.is_unit else (("Sáng kiến được công nhận", "; ".join(work.words for work in one.works)),)),
        )
        for label, text in facts:
            said = text.strip().rstrip(".") or NOT_ON_FILE
            yield Paragraph((Span(f"- {label}: ", bold=True), f"{said}."))


def _guiding_annexes(head: Letterhead, lacking: Sequence[Lacking], needed: Sequence[Needed]) -> Iterator[Annex]:
    reference = reference_to(head, "Công văn")
    labels = ["Phụ lục I", "Phụ lục II"] if lacking and needed else ["Phụ lục"] * 2
    if lacking:
        rows = tuple(
            Row((str(number), "\n".join(filter(None, (one.name, one.unit))), one.honour, _dashed(one.missing)))
            for number, one in enumerate(lacking, 1)
        )
        yield Annex(labels[0], "HỒ SƠ CẦN HOÀN THIỆN", (Table(_MISSING, rows),), reference)
    if needed:
        yield Annex(labels[-1], "THÀNH PHẦN HỒ SƠ THEO TỪNG DANH HIỆU, HÌNH THỨC", tuple(_sets(needed)), reference)


def _sets(needed: Sequence[Needed]) -> Iterator[Block]:
    for number, one in enumerate(needed, 1):
        yield Heading(f"{number}. {one.honour}")
        rows = ((name.replace(" / ", ", "), _form_words(form)) for name, form in one.documents)
        yield Table(_NEEDS, tuple(Row((str(place), *cells)) for place, cells in enumerate(rows, 1)))
        if one.note:
            yield Paragraph((Span(one.note, italic=True),), flush=True)


def _form_words(form: str) -> str:
    """ "Mẫu 04 NĐ152 (suy ra)" as a paper says it: in full words, and that the number is still to be compared."""
    words = spelled(form.removesuffix(GUESSED)).replace(" Nghị định", ", Nghị định")
    words = f"{words}, đối chiếu lại khi nộp" if form.endswith(GUESSED) else words
    return f"{words[:1].upper()}{words[1:]}"


def _dashed(parts: Sequence[str]) -> str:
    return "\n".join(f"- {part.replace(' / ', ', ')}" for part in parts)


def addressees_of(text: str) -> tuple[str, ...]:
    """Each line of "Kính gửi" is one."""
    return tuple(lines_of(text))
