"""The hand-over pack: what is in it, under which names, who downloaded it; nothing becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import AwardLetter, LetterState
from awards.rules.pack import FIELDS, PackColumn, columns_from, default_columns
from awards.services import pack as service
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry
from plans.services.files import read_bytes, store_file
from plans.services.frozen_print import pdf_of
from tests.awards.letter_factory import make_letter, make_ready
from tests.awards.nomination_factory import PDF, make_nomination_file, make_report, make_review
from tests.factory import Cast
from tests.web.clock import set_clock

EVERY = [PackColumn(name, field.head) for name, field in FIELDS.items()]


@pytest.fixture(autouse=True)
def _late_march(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 3, 30, 9))


@pytest.fixture
def letter(cast: Cast) -> AwardLetter:
    """An issued letter for one person who filed his minutes and wrote his report here."""
    one = make_ready(cast, achievement="=cmd|' /C calc'!A0")
    make_nomination_file(one, cast.contact, name="../Biên bản?.pdf")
    make_report(one, cast.contact, results="Hoàn thành xuất sắc.")
    return make_letter(cast, [one])


def cells(data: bytes) -> list[tuple[object, str]]:
    import openpyxl  # noqa: PLC0415

    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [(cell.value, cell.data_type) for row in sheet.iter_rows() for cell in row]


def test_the_archive_holds_letter_sheet_and_files_in_order_and_says_what_is_missing(
    cast: Cast, letter: AwardLetter
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(service.make_pack_zip(cast.standing, {"letter": letter.pk})))
    names = archive.namelist()
    index = archive.read("muc-luc.txt").decode("utf-8-sig")

    assert names[0] == "muc-luc.txt"
    assert names[1].startswith("01_ToTrinh_to-trinh-12")
    assert names[2] == "02_DanhSach_danh-sach.xlsx"
    assert names[3].startswith("03_HoangVanEm_BaoCaoThanhTich")
    assert names[4].startswith("04_HoangVanEm_BienBanBinhXet_")
    assert archive.read(names[1]) == read_bytes(pdf_of(letter.paper))
    assert archive.read(names[3]).startswith(b"%PDF-1.7")
    assert archive.read(names[4]) == PDF
    assert "Còn thiếu: Bản sao quyết định" in index
    assert not any(".." in name or "/" in name or "?" in name for name in names)


def test_the_same_letter_gives_the_same_archive_but_for_printed_reports(cast: Cast) -> None:
    letter = make_letter(cast)
    first, second = (service.make_pack_zip(cast.standing, {"letter": letter.pk}) for _ in range(2))
    told = [zipfile.ZipFile(io.BytesIO(data)).namelist() for data in (first, second)]

    assert told[0] == told[1]


def test_every_download_is_audited(cast: Cast, letter: AwardLetter) -> None:
    service.make_sheet(cast.standing, letter)
    service.make_pack_zip(cast.standing, {"letter": letter.pk})

    entries = AuditEntry.objects.filter(act__startswith="award_pack.").order_by("number")

    assert list(entries.values_list("act", "actor_name", "detail__rows")) == [
        ("award_pack.sheet", "thuongtruc", 1),
        ("award_pack.pack", "thuongtruc", 1),
    ]


def test_the_minutes_that_the_unit_signed_go_with_the_dossier(cast: Cast) -> None:
    one = make_ready(cast)
    signed = store_file(data=PDF, name="Bản ký.pdf", content_type="application/pdf", user=cast.contact)
    make_review(one.round, cast.member.person.unit, cast.contact, signed_file=signed)
    letter = make_letter(cast, [one])

    archive = zipfile.ZipFile(io.BytesIO(service.make_pack_zip(cast.standing, {"letter": letter.pk})))
    with CaptureQueriesContext(connection) as asked:
        pack = service.pack_of(letter, user=cast.standing)

    assert len(asked) == 6  # of them one for the rights of the user
    assert [(file.name, file.size) for file in pack.files] == [("Bản ký.pdf", len(PDF))]
    assert archive.read(pack.names[2]) == PDF


def test_no_cell_is_a_formula(cast: Cast, letter: AwardLetter) -> None:
    columns = [PackColumn(one.field, f"={one.head}") for one in EVERY]
    service.save_layout(actor=cast.standing, track="province", columns=columns, source="", seen=0)

    found = cells(service.make_sheet(cast.standing, letter))

    assert "=cmd|' /C calc'!A0" in [value for value, _ in found]
    assert {kind for value, kind in found if value is not None} == {"s"}


def test_a_leader_sees_no_personal_columns(cast: Cast, letter: AwardLetter) -> None:
    service.save_layout(actor=cast.standing, track="province", columns=EVERY, source="", seen=0)

    pack = service.pack_of(letter, user=cast.leader)

    assert [column.field for column in pack.hidden] == ["sex", "birth"]
    assert service.pack_of(letter, user=cast.standing).hidden == []


def test_only_an_issued_letter_is_handed_over_and_only_by_the_standing_office(cast: Cast) -> None:
    draft = make_letter(cast, state=LetterState.APPROVED)

    with pytest.raises(DomainError, match="chưa ban hành"):
        service.make_sheet(cast.standing, draft)
    with pytest.raises(NotAllowed):
        service.make_sheet(cast.leader, draft)


def test_a_layout_is_never_empty_nor_overwritten(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Chọn ít nhất một cột"):
        service.save_layout(actor=cast.standing, track="ministry", columns=[], source="", seen=0)
    service.save_layout(actor=cast.standing, track="ministry", columns=EVERY[:2], source="Mẫu", seen=0)
    with pytest.raises(EditConflict):
        service.save_layout(actor=cast.standing, track="ministry", columns=EVERY[:3], source="", seen=0)

    assert columns_from(service.layout_of("ministry").columns, "ministry") == EVERY[:2]
    assert columns_from([], "ministry") == default_columns("ministry")
