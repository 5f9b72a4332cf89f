"""The register on the screen, on paper and as a sheet; one paper and what the clerk keeps of it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from plans.models import AuditEntry, IssuedPaper, Office, PaperDispatch, Plan, Task
from plans.services.files import read_bytes
from plans.services.sample_plan import load_sample_plan
from plans.views.paper_rows import HEADS
from tests.factory import Cast
from tests.prints.look import flow

ClientFor = Callable[[str], Client]
ROW = (
    "chưa ghi số",
    "",
    "Kế hoạch: Công tác thi đua, khen thưởng năm 2026",
    "Trịnh Tuyết Mai",
    "Sở Nội vụ; Khối thi đua TMTH; Lãnh đạo Sở; Hội đồng TĐKT Sở; Các phòng CM, NV; TT TTDVĐN; Trang TTĐT Sở; Lưu: VT",
    "",
    "",
    "",
    "",
    "",
)


@pytest.fixture
def paper(cast: Cast) -> IssuedPaper:
    return load_sample_plan(cast.admin).paper


def at(name: str, *args: int) -> str:
    return reverse(f"plans:{name}", args=args)


def cells(html: str) -> list[str]:
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    return [
        unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", body, re.DOTALL)
    ]


def test_the_register_shows_the_ten_columns(client_for: ClientFor, paper: IssuedPaper) -> None:
    page = client_for("clerk").get(at("paper_list")).content.decode()

    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    assert tuple(unescape(head) for head in heads) == HEADS
    assert cells(page) == ["Chưa ghi số", *(text or "chưa có" for text in ROW[1:])]


@pytest.mark.parametrize(
    ("query", "found"), [("", 1), ("?q=cong+tac", 1), ("?q=Trịnh", 1), ("?q=khac", 0), ("?year=2026", 1)]
)
def test_the_register_is_narrowed_without_accents(
    query: str, found: int, client_for: ClientFor, paper: IssuedPaper
) -> None:
    page = client_for("clerk").get(at("paper_list") + query).content.decode()

    assert f"{found} văn bản" in page


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_register_costs_the_same_however_long(
    count: int, client_for: ClientFor, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, count + 1):
        made = IssuedPaper.objects.create(
            series="KH",
            year=2026,
            number=number,
            symbol="KH-SNgV",
            issued_on="2026-02-05",
            kind="Kế hoạch",
            abstract="x",
        )
        PaperDispatch.objects.create(paper=made, recipient="Sở Nội vụ")
    client = client_for("clerk")
    client.get(at("paper_list"))

    with django_assert_max_num_queries(10):
        client.get(at("paper_list"))


def test_the_register_is_printed_and_exported(client_for: ClientFor, paper: IssuedPaper) -> None:
    client = client_for("clerk")

    printed = client.get(at("paper_print"))
    sheet = load_workbook(io.BytesIO(client.get(f"{at('paper_print')}?dang=xlsx").content)).active

    assert printed.content.startswith(b"%PDF-")
    rows = [tuple(cell.value or "" for cell in row) for row in sheet.iter_rows(min_row=4)]
    assert rows == [HEADS, ROW]


def test_frozen_files_are_served_as_they_were_frozen(client_for: ClientFor, paper: IssuedPaper) -> None:
    client = client_for("leader")

    pdf = client.get(at("paper_pdf", paper.pk))

    paper.refresh_from_db()
    assert pdf.getvalue() == read_bytes(paper.pdf)
    assert client.get(at("paper_pdf", paper.pk)).getvalue() == pdf.getvalue()
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert client.get(at("paper_docx", paper.pk)).content.startswith(b"PK")
    assert client.get(at("paper_signed", paper.pk)).status_code == 404


def test_a_paper_whose_pdf_is_still_to_be_made_says_so_and_makes_it_when_asked(
    client_for: ClientFor, paper: IssuedPaper
) -> None:
    client = client_for("leader")
    page, plan_page = at("paper", paper.pk), at("plan_paper", paper.plan_id)
    assert "Đang tạo bản in." in client.get(page).content.decode()
    assert "Đang tạo bản in PDF" in client.get(plan_page).content.decode()

    made = client.get(at("plan_pdf", paper.plan_id)).getvalue()

    paper.refresh_from_db()
    assert hashlib.sha256(made).hexdigest() == paper.sha256
    for url in (page, plan_page):
        assert "Đang tạo bản in" not in client.get(url).content.decode()
    assert client.get(at("paper_pdf", paper.pk)).getvalue() == made
    assert AuditEntry.objects.filter(act="paper.print").count() == 1


def test_what_was_frozen_is_what_is_printed(client_for: ClientFor, paper: IssuedPaper) -> None:
    Office.objects.update(heading="SỞ ĐÃ ĐỔI TÊN", place="Nơi khác")
    Plan.objects.update(title="Đã đổi", agency="Đã đổi")
    Task.objects.update(title="Đã đổi")

    pdf = flow(client_for("leader").get(at("paper_pdf", paper.pk)).getvalue())

    assert "SỞ NGOẠI VỤ" in pdf
    assert "Công tác thi đua, khen thưởng năm 2026" in pdf
    assert "đổi" not in pdf.replace("đổi mới", "").lower()


def test_a_signed_pdf_comes_back_byte_for_byte(client_for: ClientFor, paper: IssuedPaper) -> None:
    data = b"%PDF-1.7\n" + bytes(range(256)) + b"\n%%EOF"
    client = client_for("clerk")
    where = at("paper_upload", paper.pk)

    refused = client.post(where, {"version": paper.version, "file": SimpleUploadedFile("a.pdf", b"PK\x03\x04")})
    client.post(where, {"version": paper.version, "file": SimpleUploadedFile("bản ký.pdf", data)})

    assert "không phải PDF" in refused.content.decode()
    assert client.get(at("paper_signed", paper.pk)).getvalue() == data


def test_the_clerk_keeps_dispatch_lines_and_the_second_clerk_sees_both(
    client_for: ClientFor, paper: IssuedPaper
) -> None:
    client = client_for("clerk")
    line = paper.dispatches.first()
    assert line
    empty = {f"{name}-{row.pk}": "" for row in paper.dispatches.all() for name in ("way", "sent_on", "receipt", "note")}
    data = {"version": paper.version, "keeper": "Văn phòng", "copies": "8", "note": "", **empty}

    wrong = client.post(at("paper_dispatch", paper.pk), {**data, f"sent_on-{line.pk}": "6/2"})
    early = client.post(at("paper_dispatch", paper.pk), {**data, f"sent_on-{line.pk}": "31/12/2199"})
    client.post(at("paper_dispatch", paper.pk), {**data, f"way-{line.pk}": "edoc", f"sent_on-{line.pk}": "6/2/2026"})
    second = client.post(at("paper_dispatch", paper.pk), {**data, "keeper": "Phòng khác"})

    assert "Không có ngày này. Nhập ngày theo dạng dd/mm/yyyy" in unescape(wrong.content.decode())
    assert "31/12/2199 ở sau hôm nay." in unescape(early.content.decode())
    line.refresh_from_db()
    assert (line.way, f"{line.sent_on:%d/%m/%Y}") == ("edoc", "06/02/2026")
    assert second.status_code == 409
    assert "Phòng khác" in second.content.decode()


@pytest.mark.parametrize(
    ("role", "sees", "keeps"),
    [
        ("admin", 200, 403),
        ("standing", 200, 403),
        ("leader", 200, 403),
        ("clerk", 200, 200),
        ("contact", 200, 403),
        ("member", 404, 404),
    ],
)
def test_who_sees_and_who_keeps_the_register(
    role: str, sees: int, keeps: int, client_for: ClientFor, paper: IssuedPaper
) -> None:
    client = client_for(role)

    assert client.get(at("paper", paper.pk)).status_code == sees
    assert client.get(at("paper_upload", paper.pk)).status_code == keeps
    assert client.get(at("paper_list")).status_code == (403 if role == "member" else 200)
