"""Scoring as people see it: a whole sheet on one page, errors beside their lines, conflicts, ranking, budgets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.models import Proof, ScoreTable, SheetState
from plans.models import Plan
from plans.services.bin import bin_rows
from tests.emulation.scoring_factory import (
    FULL,
    keys_of,
    make_cluster_year,
    make_many_sheets,
    make_proof,
    make_scored_campaign,
    make_sheet,
    make_table,
)
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table

ClientFor = Callable[[str], Client]
MOST = 12


def url(name: str, *args: object) -> str:
    return reverse(f"emulation:{name}", args=args)


@pytest.fixture(autouse=True)
def _in_the_scoring_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 11, 20, 9))


@pytest.fixture
def scored(cast: Cast, plan: Plan) -> ScoreTable:
    """The table of a campaign that is being scored."""
    assert plan.year == 2026
    return make_table(make_scored_campaign(cast))


def typed(of: ScoreTable, version: int, **changed: str) -> dict[str, Any]:
    """What the form of the own sheet sends; ``changed`` by field and text, such as own_Có_sáng_kiến."""
    pks = keys_of(of)
    fields = {
        "own_Hoàn_thành_đúng_hạn": "28",
        "achieved_Giải_quyết_hồ_sơ": "95",
        "own_Nội_bộ_đoàn_kết": "1000",
        "note_Hoàn_thành_đúng_hạn": "Xong 14/14 việc.",
        **changed,
    }
    sent: dict[str, Any] = {"version": version}
    for name, value in fields.items():
        what, _, text = name.partition("_")
        sent[f"{what}-{pks[text.replace('_', ' ')]}"] = value
    return sent


def test_the_whole_way_of_a_sheet(cast: Cast, scored: ScoreTable, client_for: ClientFor) -> None:
    standing, contact, leader = (client_for(who) for who in ("standing", "contact", "leader"))
    standing.post(url("sheets_make", scored.campaign_id))
    sheet = scored.sheets.get(unit=cast.division)
    home = said(contact.get(reverse("plans:home")))
    assert home.count("Tự chấm điểm: Phong trào thi đua thường xuyên năm 2026") == 1
    assert "10/12/2026" in home

    contact.post(url("sheet_score", sheet.pk), typed(scored, sheet.version))
    assert "Điểm tự chấm 57 " in said(contact.get(url("sheet", sheet.pk)))
    sending = said(contact.get(url("sheet_send", sheet.pk)))
    assert "Thiếu minh chứng ở tiêu chí 1.1" in sending
    proof = SimpleUploadedFile("bao-cao.png", b"\x89PNG\r\n\x1a\n", content_type="image/png")
    contact.post(url("proof_add", sheet.pk, keys_of(scored)["Hoàn thành đúng hạn"]), {"proof": proof})
    contact.post(url("sheet_send", sheet.pk), {"version": 2})
    assert "Thẩm định 1 phiếu chấm điểm" in said(standing.get(reverse("plans:home")))

    pk = keys_of(scored)["Hoàn thành đúng hạn"]
    form = standing.get(url("sheet_appraise", sheet.pk)).context["form"]
    sent = {name: _written(form, name) for name in form.fields}
    sent |= {f"final-{pk}": "25", f"reason-{pk}": "Chậm 2 việc."}
    assert "Thẩm định" not in [cell for row in table(contact.get(url("sheet", sheet.pk))) for cell in row]
    standing.post(url("sheet_appraise", sheet.pk), sent | {"finish": "1"})
    row = next(row for row in table(contact.get(url("sheet", sheet.pk))) if row[0] == "1.1")
    assert row == ["1.1", "Hoàn thành đúng hạn", "30", "28", "25", "Xong 14/14 việc. bao-cao.png", "Chậm 2 việc."]

    sheet.refresh_from_db()
    contact.post(url("sheet_object", sheet.pk), {"version": sheet.version, "words": "Đủ 14 việc."})
    assert "Trả lời ý kiến của 1 phiếu" in said(standing.get(reverse("plans:home")))
    answering = {**sent, "version": sheet.version + 1, "answer": "Giữ nguyên vì chậm 2 việc."}
    standing.post(url("sheet_answer", sheet.pk), answering)
    assert "Giữ nguyên vì chậm 2 việc." in said(contact.get(url("sheet", sheet.pk)))

    closing = leader.get(url("scores_close", scored.campaign_id))
    seen = closing.context["form"].initial["seen"]
    refused = leader.post(url("scores_close", scored.campaign_id), {"seen": seen})
    assert "chưa thẩm định xong" in said(refused)
    out = list(scored.sheets.exclude(pk=sheet.pk).values_list("pk", flat=True))
    leader.post(url("scores_close", scored.campaign_id), {"seen": seen, "left_out": out})
    ranking = client_for("member").get(url("ranking", scored.campaign_id))
    assert [row[:2] for row in table(ranking)] == [["1", "Phòng Lãnh sự - Biên giới"]]
    assert "BẢNG XẾP HẠNG" in pdf_text(client_for("member").get(url("ranking_print", scored.campaign_id)))


def test_errors_stand_beside_their_lines_and_everything_typed_stays(
    cast: Cast, scored: ScoreTable, client_for: ClientFor
) -> None:
    sheet = make_sheet(scored, cast.division)
    wrong = typed(scored, 1, own_Hoàn_thành_đúng_hạn="30,5", own_Có_sáng_kiến="1.5", own_Báo_cáo_chậm="1,255")

    page = client_for("contact").post(url("sheet_score", sheet.pk), wrong)

    rows = {row[1]: row for row in table(page)}
    assert "nhiều nhất 30 điểm, đang ghi 30,5." in rows["Hoàn thành đúng hạn"][3]
    assert "Ghi bằng số, dấu phẩy" in rows["Có sáng kiến"][3]
    assert "hai chữ số sau dấu phẩy" in rows["Báo cáo chậm"][3]
    html = page.content.decode()
    for value in ("30,5", "1.5", "1,255", "95"):
        assert f'value="{value}"' in html
    assert "Xong 14/14 việc." in html
    assert not sheet.lines.exists()


def test_the_lines_own_button_saves_and_opens_its_proofs(cast: Cast, scored: ScoreTable, client_for: ClientFor) -> None:
    sheet, pk = make_sheet(scored, cast.division), keys_of(scored)["Hoàn thành đúng hạn"]
    answer = client_for("contact").post(url("sheet_score", sheet.pk), {**typed(scored, 1), "proof": str(pk)})
    assert answer["Location"] == url("proof_add", sheet.pk, pk)
    assert sheet.lines.count() == 3


def test_two_appraisers_see_both_texts(cast: Cast, scored: ScoreTable, client_for: ClientFor) -> None:
    sheet = make_sheet(scored, cast.division, state=SheetState.SENT, own=FULL)
    client, pk = client_for("standing"), keys_of(scored)["Hoàn thành đúng hạn"]
    form = client.get(url("sheet_appraise", sheet.pk)).context["form"]
    sent = {name: _written(form, name) for name in form.fields}
    client.post(url("sheet_appraise", sheet.pk), {**sent, f"final-{pk}": "25", f"reason-{pk}": "Chậm."})

    page = client.post(url("sheet_appraise", sheet.pk), {**sent, f"final-{pk}": "20", f"reason-{pk}": "Chậm nhiều."})

    assert page.status_code == 409
    words = said(page)
    assert "Chậm nhiều." in words
    assert "Lê Thu Hà" in words
    assert f'name="final-{pk}"' in page.content.decode()


def test_a_line_that_only_the_other_changed_keeps_what_the_other_wrote(
    cast: Cast, scored: ScoreTable, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = make_sheet(scored, cast.division)
    client, pks = client_for("contact"), keys_of(scored)
    client.post(url("sheet_score", sheet.pk), typed(scored, 1))
    set_clock(monkeypatch, dt.datetime(2026, 11, 20, 10))
    client.post(url("sheet_score", sheet.pk), typed(scored, 2, own_Hoàn_thành_đúng_hạn="20"))

    page = client.post(url("sheet_score", sheet.pk), typed(scored, 2, own_Có_sáng_kiến="5"))

    picks = {row.name: (row.mine, row.theirs, row.picks_mine) for row in page.context["rows"] if not row.same}
    assert picks == {
        f"own-{pks['Hoàn thành đúng hạn']}": ("28", "20", False),
        f"own-{pks['Có sáng kiến']}": ("5", "", True),
    }


def _written(form: Any, name: str) -> str:
    """The value of a field as its control would send it."""
    value = form.fields[name].prepare_value(form[name].value())
    return "" if value is None else str(value)


def test_a_stranger_sees_nothing_of_a_sheet(cast: Cast, scored: ScoreTable, client_for: ClientFor) -> None:
    sheet = make_sheet(scored, cast.division, own=FULL)
    proof = make_proof(sheet, "Hoàn thành đúng hạn", cast.contact)
    for page in (url("sheet", sheet.pk), url("sheet_score", sheet.pk), url("proof_file", proof.pk)):
        assert client_for("stranger").get(page).status_code == 404
    listed = client_for("stranger").get(url("sheet_list", scored.campaign_id))
    assert listed.context["rows"] == []


def test_a_locked_sheet_says_since_when(
    cast: Cast, scored: ScoreTable, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = make_sheet(scored, cast.division, own=FULL)
    set_clock(monkeypatch, dt.datetime(2026, 12, 12, 9))
    page = client_for("contact").get(url("sheet_score", sheet.pk))
    assert "đã khoá từ ngày 11/12/2026, cần sửa thì báo thường trực" in said(page)
    standing = client_for("standing")
    assert "Lý do sửa phiếu đã khoá" in said(standing.get(url("sheet_score", sheet.pk)))
    assert "Ghi lý do" in said(standing.post(url("sheet_score", sheet.pk), typed(scored, 1)))


def test_a_proof_in_the_bin_is_gone_from_the_sheet(cast: Cast, scored: ScoreTable, client_for: ClientFor) -> None:
    sheet = make_sheet(scored, cast.division, own=FULL)
    proof = make_proof(sheet, "Hoàn thành đúng hạn", cast.contact)
    client = client_for("contact")
    client.post(url("proof_remove", proof.pk))
    assert not Proof.objects.kept().exists()
    assert client.get(url("proof_file", proof.pk)).status_code == 404
    assert [row[2] for row in bin_rows(cast.contact, "minh-chung-cham-diem")] == ["bao-cao.pdf"]


def test_the_ranking_says_its_ties_on_page_paper_and_sheet(
    cast: Cast, scored: ScoreTable, client_for: ClientFor
) -> None:
    less = {**FULL, "Có sáng kiến": 0}
    for unit, points in ((cast.division, FULL), (cast.other_division, FULL), (cast.subordinate, less)):
        make_sheet(scored, unit, state=SheetState.APPRAISED, own=points, final=points)
    make_sheet(scored, cast.standing_office, own=FULL)
    client = client_for("leader")

    rows = table(client.get(url("ranking", scored.campaign_id)))
    assert [(row[0], row[1], row[-2]) for row in rows] == [
        ("1 (đồng hạng)", "Phòng Lãnh sự - Biên giới", "62"),
        ("1 (đồng hạng)", "Phòng Thông tin đối ngoại", "62"),
        ("3", "Trung tâm Dịch vụ đối ngoại", "57"),
    ]
    words = pdf_text(client.get(url("ranking_print", scored.campaign_id)))
    assert "trong đó 2 đồng hạng" in words
    assert "Không xếp hạng: Phòng Hợp tác quốc tế - Văn phòng (đang tự chấm)" in words
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(url("ranking_print", scored.campaign_id) + "?dang=xlsx").content)
    )
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert cells.count("1 (đồng hạng)") == 2
    hidden = said(client_for("contact").get(url("ranking", scored.campaign_id)))
    assert "Chưa có bảng xếp hạng" in hidden


def test_a_clusters_table_has_the_offices_own_sheet(cast: Cast, plan: Plan, client_for: ClientFor) -> None:
    year = make_cluster_year()
    client = client_for("standing")
    client.post(url("cluster_table", year.pk))
    own = make_table(make_cluster_year(2027))
    answer = client.post(url("cluster_sheet", own.cluster_year_id))
    sheet = own.sheets.get()
    assert answer["Location"] == url("sheet", sheet.pk)
    client.post(url("sheet_score", sheet.pk), typed(own, 1))
    page = said(client.get(url("sheet", sheet.pk)))
    assert "Phiếu chấm điểm của Sở Ngoại vụ" in page
    assert "Gửi thẩm định" not in page
    assert "PHIẾU TỰ CHẤM ĐIỂM" in pdf_text(client.get(url("sheet_pdf", sheet.pk)))
    assert ScoreTable.objects.filter(cluster_year=year).exists()


# -- Budgets ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["standing", "leader", "member"])
def test_pages_of_many_sheets_cost_the_same(cast: Cast, plan: Plan, client_for: ClientFor, who: str) -> None:
    found: dict[int, dict[str, int]] = {}
    for units in (1, 3, 200):
        own = make_table(make_scored_campaign(cast, number=units + 20), filled=False)
        make_many_sheets(own, units, 6)
        pages = {name: url(name, own.campaign_id) for name in ("sheet_list", "ranking", "table")}
        pages["scoring"] = url("scoring")
        client = client_for(who)
        found[units] = {name: _queries(client, page) for name, page in pages.items()}
    assert max(max(counts.values()) for counts in found.values()) <= MOST, found
    assert found[3]["sheet_list"] == found[200]["sheet_list"]
    assert found[3]["ranking"] == found[200]["ranking"]


def test_a_sheet_of_sixty_lines_costs_no_more(cast: Cast, scored: ScoreTable, client_for: ClientFor) -> None:
    own = make_table(make_scored_campaign(cast, number=77), filled=False)
    make_many_sheets(own, 1, 60)
    many = own.sheets.get()
    few = make_sheet(scored, cast.division, state=SheetState.CLOSED, own=FULL, final=FULL)
    client = client_for("standing")
    counts = [_queries(client, url("sheet", one.pk)) for one in (few, many)]
    assert counts[0] == counts[1] <= MOST


def _queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page)
    assert answer.status_code == 200
    return len(captured)
