"""Letters: the same plan in NFD, with NBSP and soft hyphens, with U+01A3, in TCVN3, reads the same."""

from __future__ import annotations

import unicodedata

import pytest

from plans.reading import read_file, read_text
from plans.reading.normalise import _TCVN3_FROM, _TCVN3_TO, clean, convert_legacy, fold, from_tcvn3, is_vni
from tests.plans.reading.build import docx_of
from tests.plans.reading.cases_paper import HEAD, PAPERS
from tests.plans.reading.offices import PLAIN
from tests.plans.reading.shape import short_head, short_tasks

TO_TCVN3 = {**{ord(b): a for a, b in zip(_TCVN3_FROM, _TCVN3_TO, strict=True)}}


def tcvn3(text: str) -> str:
    """As typed in TCVN3: accented capitals are stored as small letters, to be shown by a capital font."""
    return "".join(
        letter
        if letter.isascii()
        else letter.translate(TO_TCVN3)
        if ord(letter) in TO_TCVN3
        else letter.lower().translate(TO_TCVN3)
        for letter in text
    )


CHANGES = {
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "nbsp": lambda text: text.replace(" thi đua", "\u00a0thi\u00a0đua"),
    "soft_hyphen": lambda text: text.replace("ương", "ư\u00adơng").replace("THI", "TH\u00adI"),
    "u01a3": lambda text: text.replace("ư", "\u01a3").replace("Ư", "\u01a2"),
    "bom_crlf": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "zero_width": lambda text: text.replace("Phòng", "Ph\u200bòng"),
    "blank_lines": lambda text: text.replace("\n", "  \n\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_odd_letters_read_the_same(change: object) -> None:
    plain, odd = read_text(PLAIN), read_text(change(PLAIN))  # type: ignore[operator]

    assert odd.document == plain.document
    assert unicodedata.is_normalized("NFC", odd.text)


def test_tcvn3_is_converted_with_a_warning() -> None:
    plain, odd = read_text(PLAIN), read_text(tcvn3(PLAIN))

    assert "tcvn3" in {warning.code for warning in odd.warnings}
    assert short_tasks(odd) == short_tasks(plain)
    assert odd.document.recipients == plain.document.recipients
    assert fold(odd.document.signer_title or "") == fold(plain.document.signer_title or "")
    assert (odd.document.number, odd.document.issued_on) == (plain.document.number, plain.document.issued_on)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-16"])
def test_tcvn3_file_in_any_encoding_is_converted(encoding: str) -> None:
    reading = read_file(tcvn3(PLAIN).encode(encoding), "ke-hoach.txt")

    assert len(reading.document.tasks) == 4


def test_tcvn3_lines_among_unicode_lines_are_converted_alone() -> None:
    text, lines = convert_legacy("Kế hoạch thi đua\n" + tcvn3("Kế hoạch công tác thi đua, khen thưởng") + "\nSố: 01/KH")

    assert lines == (2,)
    assert text.split("\n")[1] == "Kế hoạch công tác thi đua, khen thưởng"


def test_tcvn3_capital_font_is_lifted() -> None:
    assert from_tcvn3("kÕ ho¹ch") == "kế hoạch"
    assert from_tcvn3("KÕ HO¹CH") == "KẾ HOẠCH"


@pytest.mark.parametrize(
    "text", ["© 2026 Sở Nội vụ", "Điều 5 § 3", "niño", "José São Paulo", "30° C ± 2", "«Thi đua» 50 µg"]
)
def test_unicode_text_is_never_taken_for_tcvn3_or_vni(text: str) -> None:
    assert convert_legacy(text + "\nthi đua")[0].startswith(text)
    assert not is_vni(text)


def test_fold_keeps_length() -> None:
    for text in (PLAIN, "İßﬁ Đđ – — ễ", unicodedata.normalize("NFD", "kế hoạch")):
        assert len(fold(clean(text))) == len(clean(text))


def test_docx_in_nfd_reads_the_same() -> None:
    case = PAPERS[0]
    plain = read_file(docx_of(case.paper), "a.docx")
    decomposed = unicodedata.normalize("NFD", repr(case.paper))

    odd = read_file(docx_of(eval(decomposed, {"Paper": type(case.paper)})), "a.docx")

    assert short_tasks(odd) == short_tasks(plain)
    assert short_head(odd) == HEAD
