"""Pages of catalogues, legal texts and model examples: what a person sees, types and prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation.models import (
    Commendation,
    Title,
)
from plans.models import AuditEntry, LegalText, Plan
from tests.emulation.cluster_factory import (
    make_example,
    make_legal_text,
    make_publicity,
)
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table

ClientFor = Callable[[str], Client]
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def _late_november(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 11, 23, 9))


def url(name: str, *args: int) -> str:
    return reverse(name if ":" in name else f"emulation:{name}", args=args)


# -- Catalogues and legal texts --------------------------------------------------------------------------------------


def test_the_two_catalogues_are_two_lists(plan: Plan, client_for: ClientFor) -> None:
    client = client_for("member")
    titles = [row[1] for row in table(client.get(url("title_list")))]
    commendations = [row[1] for row in table(client.get(url("commendation_list") + "?tinh-trang=tat-ca"))]

    assert len(titles) == Title.objects.filter(in_use=True).count()
    assert len(commendations) == Commendation.objects.count()
    assert not set(titles) & set(commendations)
    assert [row[1] for row in table(client.get(url("title_list") + "?tim=lao dong&loai=individual"))] == [
        "Lao động tiên tiến"
    ]


def test_a_line_of_a_catalogue_is_mended_with_proof(plan: Plan, client_for: ClientFor) -> None:
    entry, client = Title.objects.get(code="TTLDXS"), client_for("standing")
    typed = {"version": "1", "name": entry.name, "in_use": "on", "order": "70", "confidence": "A", "note": ""}
    typed |= {"decided_by": entry.decided_by, "legal_text": str(entry.legal_text_id), "article": "Điều 27"}

    refused = client.post(url("title_edit", entry.pk), typed)
    client.post(url("title_edit", entry.pk), typed | {"source": "Công báo", "checked_on": "23/11/2026"})

    assert "nguồn đã xem và ngày đối chiếu" in said(refused)
    entry.refresh_from_db()
    assert (entry.confidence, entry.article, entry.checked_on) == ("A", "Điều 27", dt.date(2026, 11, 23))
    words = said(client.get(url("title", entry.pk)))
    assert "Độ tin cậy: Theo nguồn thứ cấp, cần kiểm tra → Đã đọc nguyên văn" in words
    assert AuditEntry.objects.filter(act="title.change").count() == 1


def test_legal_texts_by_their_day(plan: Plan, client_for: ClientFor) -> None:
    client = client_for("member")
    rows = table(client.get(url("plans:legal_list") + "?ngay=01/06/2025&loai=decree"))
    lapsed = table(client.get(url("plans:legal_list") + "?tinh-trang=lapsed&loai=circular"))

    assert [row[1].split(" ")[3] for row in rows] == ["73/2024/NĐ-CP", "98/2023/NĐ-CP", "13/2012/NĐ-CP"]
    assert [row[3:5] for row in lapsed] == [["từ 24/02/2024 đến 04/08/2025", "Hết hiệu lực"]]
    assert "Hiệu lực hôm nay: Hết hiệu lực" in pdf_text(client.get(url("plans:legal_print") + "?tinh-trang=lapsed"))


def test_a_lapsed_text_shows_who_still_cites_it(plan: Plan, client_for: ClientFor) -> None:
    Plan.objects.filter(pk=plan.pk).update(opening="Căn cứ Nghị định số 7/2020/NĐ-CP")
    text = make_legal_text()

    words = said(client_for("member").get(url("plans:legal_text", text.pk)))

    assert "Hết hiệu lực" in words
    assert "Kế hoạch công tác thi đua, khen thưởng năm 2026" in words


def test_a_new_legal_text_is_typed(plan: Plan, client_for: ClientFor) -> None:
    typed = {"kind": "decree", "number": "200/2026/NĐ-CP", "confidence": "B", "effective_from": "01/12/2026"}
    client = client_for("standing")

    bad = client.post(url("plans:legal_text_add"), typed | {"effective_to": "30/11/2026"})
    client.post(url("plans:legal_text_add"), typed)

    assert "Ở trước ngày có hiệu lực" in said(bad)
    assert LegalText.objects.get(number="200/2026/NĐ-CP").effective_from == dt.date(2026, 12, 1)


# -- Model examples --------------------------------------------------------------------------------------------------


def test_the_register_of_examples(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    made = make_example(cast.standing, person=cast.member.person, field="Lễ tân")
    make_publicity(made)
    make_example(cast.standing, "Gương khác", year=2025)
    client = client_for("member")

    assert table(client.get(url("example_list") + "?tim=so hoa&nam=2026")) == [
        [
            "1",
            f"Số hoá hồ sơ lễ tân {cast.member.person}",
            "2026",
            "Rút ngắn thời gian chuẩn bị đoàn. Lễ tân",
            "không gắn",
            "1 lần",
        ]
    ]
    assert "Gương khác" in pdf_text(client.get(url("example_print")))
    assert client.get(url("example_print") + "?dang=xlsx")["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    ("link", "kept"), [("https://baolangson.vn/a", True), ("javascript:alert(1)", False), ("ftp://a.vn/b", False)]
)
def test_only_web_addresses_are_linked(plan: Plan, cast: Cast, client_for: ClientFor, link: str, kept: bool) -> None:
    made = make_example(cast.standing)
    client = client_for("standing")

    client.post(url("publicity_add", made.pk), {"place": "Báo", "link": link})

    assert list(made.publicities.values_list("link", flat=True)) == ([link] if kept else [])
    html = client.get(url("example", made.pk)).content.decode()
    assert ('rel="noopener noreferrer nofollow"' in html) is kept


def test_a_file_of_an_example_is_an_attachment_and_told_by_its_bytes(
    plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    made, client = make_example(cast.standing), client_for("standing")

    bad = client.post(url("example_file_add", made.pk), {"attached": SimpleUploadedFile("a.pdf", b"<script>")})
    client.post(url("example_file_add", made.pk), {"attached": SimpleUploadedFile("bai.pdf", PDF)})

    assert "không phải PDF" in said(bad)
    file = made.files.get()
    sent = client_for("member").get(url("example_file", made.pk, file.pk))
    assert (sent.content, sent["Content-Disposition"].split(";")[0]) == (PDF, "attachment")
    other = make_example(cast.standing, "Khác")
    assert client.get(url("example_file", other.pk, file.pk)).status_code == 404


def test_what_lies_in_the_bin_is_not_shown(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    made, client = make_example(cast.standing), client_for("standing")

    client.post(url("example_remove", made.pk))

    assert client.get(url("example", made.pk)).status_code == 404
    assert "Chưa ghi điển hình nào" in said(client.get(url("example_list")))
    assert "Số hoá hồ sơ lễ tân" in said(client.get(url("plans:bin")))
