"""The register: numbers that are never given twice, the signed copy byte for byte, where each paper went."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from plans.errors import DomainError, EditConflict
from plans.models import AuditEntry, IssuedPaper, PaperDispatch
from plans.services import paper as service
from plans.services.files import read_bytes
from tests.factory import Cast

PDF = b"%PDF-1.7\nchu ky so\n%%EOF"


def make_paper(number: int | None = 5, year: int = 2026, **values: Any) -> IssuedPaper:
    facts = {
        "series": "KH",
        "symbol": "KH-SNgV",
        "kind": "Kế hoạch",
        "abstract": "Công tác thi đua, khen thưởng",
        "issued_on": dt.date(year, 2, 5) if number else None,
    }
    return IssuedPaper.objects.create(number=number, year=year, **{**facts, **values})


def test_the_next_number_runs_in_its_series_and_year(db: None) -> None:
    assert service.next_number("KH", 2026) == 1
    make_paper(7)
    make_paper(30, 2025)
    make_paper(12, series="QĐ")
    make_paper(None)

    assert [service.next_number(series, year) for series, year in (("KH", 2026), ("KH", 2025), ("QĐ", 2026))] == [
        8,
        31,
        13,
    ]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("05/KH-SNgV", (5, "KH-SNgV")),
        ("1961/QĐUBND", (1961, "QĐUBND")),
        ("71-KH/ĐU", (71, "KH/ĐU")),
        ("12/2026/KH-STP", (12, "KH-STP")),
        ("KH-SNgV", None),
        ("5", None),
    ],
)
def test_a_written_number_is_parted_from_its_symbol(written: str, parts: tuple[int, str] | None) -> None:
    assert service.split_number(written) == parts


def test_a_taken_number_is_refused_and_the_paper_keeps_none(db: None) -> None:
    make_paper(5)
    waiting = make_paper(None)

    with pytest.raises(DomainError, match=r"Số 05/KH-SNgV đã cấp ngày 05/02/2026.*tiếp theo là 06"):
        service.take_number(waiting, number=5, symbol="KH-SNgV", issued_on=dt.date(2026, 3, 1))

    waiting.refresh_from_db()
    assert waiting.number is None


@pytest.mark.parametrize(
    ("recipient", "way"),
    [("Lưu: VT", "kept"), ("Trang TTĐT Sở", "web"), ("Cổng thông tin điện tử tỉnh", "web"), ("Sở Nội vụ", "")],
)
def test_the_usual_way_is_proposed_from_the_recipients_own_words(recipient: str, way: str) -> None:
    assert service.propose_way(recipient) == way


def test_the_signed_pdf_is_kept_byte_for_byte_and_its_former_stays(cast: Cast) -> None:
    paper = make_paper()
    first = service.upload_signed(actor=cast.clerk, paper=paper, data=PDF, name="ban ky.pdf", seen=paper.version)
    paper.refresh_from_db()
    second = service.upload_signed(actor=cast.clerk, paper=paper, data=PDF + b"2", name="x.pdf", seen=paper.version)

    paper.refresh_from_db()
    assert paper.signed_pdf == second
    assert (read_bytes(first), read_bytes(second)) == (PDF, PDF + b"2")
    assert [row.signed_pdf_id for row in paper.history.order_by("history_id")] == [None, first.pk, second.pk]
    assert list(AuditEntry.objects.order_by("number").values_list("act", flat=True)) == [
        "paper.upload_signed",
        "paper.replace_signed",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"PK\x03\x04", "không phải PDF"), (b"%PDF-" + b"0" * 20_971_520, "lớn hơn 20 MB")]
)
def test_a_signed_copy_that_is_no_pdf_or_too_big_is_refused(data: bytes, sentence: str, cast: Cast) -> None:
    paper = make_paper()

    with pytest.raises(DomainError, match=sentence):
        service.upload_signed(actor=cast.clerk, paper=paper, data=data, name="x.pdf", seen=paper.version)


def test_dispatch_lines_are_saved_with_their_history_and_two_clerks_do_not_overwrite(cast: Cast) -> None:
    paper = make_paper()
    line = PaperDispatch.objects.create(paper=paper, recipient="Sở Nội vụ")
    values = {"keeper": "Văn phòng", "copies": 3, "note": ""}
    sent = {line.pk: {"way": "edoc", "sent_on": dt.date(2026, 2, 6), "receipt": "đã nhận", "note": ""}}

    service.save_register_line(actor=cast.clerk, paper=paper, values=values, lines=sent, seen=paper.version)

    line.refresh_from_db()
    assert (line.way, line.sent_on, line.receipt, line.version) == ("edoc", dt.date(2026, 2, 6), "đã nhận", 2)
    assert line.history.count() == 2
    with pytest.raises(EditConflict):
        service.save_register_line(actor=cast.clerk, paper=paper, values=values, lines={}, seen=paper.version)
