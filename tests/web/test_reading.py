"""Upload, review, make: by plain forms, with refusals on the form and the original to be downloaded."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import Plan, PlanState, ReadDocument
from plans.services.sample_plan import SEED
from tests.factory import Cast

ClientFor = Callable[[str], Client]


def upload(client: Client, data: bytes, name: str = "ke-hoach.txt") -> ReadDocument:
    client.post(reverse("plans:read_upload"), {"file": SimpleUploadedFile(name, data)})
    return ReadDocument.objects.latest("pk")


def at(name: str, *args: int) -> str:
    return reverse(f"plans:{name}", args=args)


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the task's form."""
    form = page[page.index("read_task") if "read_task" in page else 0 :]
    values = dict(re.findall(r'<input type="hidden" name="(version)"[^>]*value="([^"]*)"', form))
    values |= {k: unescape(v) for k, v in re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', form)}
    for name, body in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        values[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL):
        values[name] = unescape(body)
    return values


def test_the_seed_is_read_reviewed_and_made_a_draft(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")
    read = upload(client, SEED.read_bytes(), SEED.name)
    review = at("read_review", read.pk)

    page = client.get(review, {"nv": 9}).content.decode()
    assert "<mark>2025</mark>" in page
    assert '<span class="joined">Phòng Hợp tác quốc tế -</span>' in page
    assert "Xem xong 4 nhiệm vụ còn lại" in page
    for place in (8, 9, 11, 12):
        data = fields(client.get(review, {"nv": place}).content.decode())
        client.post(at("read_task", read.pk, place), {**data, "handling": "giu"})
    confirm = client.get(at("read_confirm", read.pk)).content.decode()
    assert "3 đơn vị mới được lập: Hội đồng TĐKT Sở; Hội đồng sáng kiến Sở; Các phòng CMNV." in unescape(confirm)
    assert "(không bắt buộc)" not in confirm
    answer = client.post(at("read_confirm", read.pk), {"signed": "0"})

    plan = Plan.objects.get()
    assert answer.headers["Location"] == at("draft", plan.pk)
    assert (plan.state, plan.tasks.count()) == (PlanState.DRAFT, 14)
    assert plan.tasks.get(no="10").wording_note == "Văn bản ghi “năm 2025”"
    assert client.get(at("read_source", read.pk)).getvalue() == SEED.read_bytes()


def test_a_year_read_wrongly_must_be_mended(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")
    read = upload(client, SEED.read_bytes())
    data = fields(client.get(at("read_review", read.pk), {"nv": 9}).content.decode())

    page = client.post(at("read_task", read.pk, 9), {**data, "handling": "doc-sai"}).content.decode()
    assert "Sửa chỗ “2025” cho đúng văn bản gốc" in unescape(page)
    mended = data["title"].replace("2025", "2026")
    client.post(at("read_task", read.pk, 9), {**data, "title": mended, "handling": "doc-sai"})

    read.refresh_from_db()
    assert read.document["tasks"][9]["title"] == mended
    assert read.notes["9"] == ""


def test_two_reviewers_of_one_task_see_both_texts(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")
    read = upload(client, SEED.read_bytes())
    data = fields(client.get(at("read_review", read.pk), {"nv": 0}).content.decode())
    client.post(at("read_task", read.pk, 0), {**data, "title": "Lời của người kia"})

    page = client.post(at("read_task", read.pk, 0), {**data, "title": "Lời của tôi"})

    assert page.status_code == 409
    assert "Lời của người kia" in page.content.decode()
    assert "Lời của tôi" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp trống"),
        (b"\x89PNG\r\n\x1a\n", "tệp ảnh"),
        (b"PK\x03\x04", "Tệp bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Tệp .doc"),
        (b"KE HOACH cong tac thi dua khen thuong nam 2026 cua So Ngoai vu " * 9, "không có dấu tiếng Việt"),
    ],
)
def test_a_refusal_stands_on_the_form_and_keeps_nothing(
    data: bytes, sentence: str, client_for: ClientFor, cast: Cast
) -> None:
    answer = client_for("standing").post(
        at("read_upload"), {"file": SimpleUploadedFile("ke-hoach.docx", data), "text": ""}
    )

    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert ReadDocument.objects.count() == 0


def test_a_pasted_text_is_kept_on_a_refusal_and_read_when_it_is_a_plan(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")
    page = client.post(at("read_upload"), {"text": "abc def " * 40}).content.decode()
    assert "abc def abc def" in page
    assert "không có dấu tiếng Việt" in unescape(page)

    client.post(at("read_upload"), {"text": SEED.read_text()})

    assert len(ReadDocument.objects.get().document["tasks"]) == 14


def test_nothing_chosen_says_what_to_do(client_for: ClientFor, cast: Cast) -> None:
    page = client_for("standing").post(at("read_upload"), {"text": ""}).content.decode()

    assert "Chọn một tệp, hoặc dán văn bản vào ô dưới." in unescape(page)


@pytest.mark.parametrize("role", ["admin", "leader", "clerk", "contact", "member"])
def test_only_the_standing_office_reads_documents(role: str, client_for: ClientFor, cast: Cast) -> None:
    read = upload(client_for("standing"), SEED.read_bytes())
    client = client_for(role)
    pages = [at("read_upload")] + [at(name, read.pk) for name in ("read_review", "read_confirm", "read_source")]

    assert {client.get(page).status_code for page in pages} == {403}


def test_head_sections_and_lines_left_over_have_their_pages(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")
    read = upload(client, SEED.read_bytes())
    review = at("read_review", read.pk)
    head = fields(client.get(review, {"muc": "phan-dau"}).content.decode())
    client.post(at("read_head", read.pk), {**head, "place": "Lạng Sơn", "issued_on": "21/01/2026"})
    sections = fields(client.get(review, {"muc": "cac-phan"}).content.decode())
    client.post(at("read_sections", read.pk), {**sections, "body_2": "Sửa yêu cầu."})
    client.post(at("read_task", read.pk, 1), {"viec": "bo"})
    read.refresh_from_db()
    assert (read.document["place"], read.document["issued_on"]) == ("Lạng Sơn", "2026-01-21")
    assert read.document["sections"][2]["body"] == "Sửa yêu cầu."
    assert read.dropped == [1]

    page = client.get(review, {"muc": "con-lai"}).content.decode()
    assert page.count('type="checkbox"') == len(read.remainder)
    client.post(at("read_place", read.pk), {"dong": read.remainder, "vao": "closing"})

    read.refresh_from_db()
    assert read.remainder == []
    assert "Phát động phong trào thi đua năm 2026." in read.document["closing"]
