"""The editor of a score table as people see it: its tree, copying, and taking it in from Excel."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation.models import Criterion
from emulation.services.table_sheet import LAYOUT
from plans.models import Plan
from tests.emulation.campaign_factory import make_campaign
from tests.emulation.scoring_factory import keys_of, make_cluster_year, make_scored_campaign, make_table
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import said, table

ClientFor = Callable[[str], Client]


def url(name: str, *args: object) -> str:
    return reverse(f"emulation:{name}", args=args)


@pytest.fixture(autouse=True)
def _before_the_scoring_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 11, 10, 9))


def book_of(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append([head for _, head, _ in LAYOUT.columns])
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("bang.xlsx", out.getvalue())


def test_a_table_comes_in_from_excel_all_or_nothing(cast: Cast, plan: Plan, client_for: ClientFor) -> None:
    own = make_table(make_campaign(cast), filled=False)
    client, page = client_for("standing"), url("table_import", own.pk)
    wrong = client.post(
        page,
        {
            "sheet": book_of(
                ("1", "Nhiệm vụ"),
                ("1.1", "Đúng hạn", "Chấm", "", 30.5),
                ("1.1", "Trùng số", "", "", "12,125"),
                ("2.1", "", "", "", ""),
            )
        },
    )
    words = said(wrong)
    for part in (
        "Cột Cách chấm , ghi “Chấm”: không có trong danh mục; nhận: Nhóm tiêu chí; Chấm theo điểm; Đạt hoặc không đạt",
        "Cột TT , ghi “1.1”: trùng với dòng trên",
        "Cột Điểm tối đa , ghi “12,125”: ghi nhiều nhất hai chữ số sau dấu phẩy",
        "Cột TT , ghi “2.1”: chưa có dòng 2 ở trên",
    ):
        assert part in words
    assert not own.criteria.exists()

    tried = client.post(
        page,
        {
            "sheet": book_of(
                ("1", "Nhiệm vụ"), ("1.1", "Đúng hạn", "", "", 30.5), ("1.2", "Hồ sơ", "", "", 20, 100, "%", "có")
            )
        },
    )
    assert "xem thử" in said(tried)
    client.post(page, {"rows": tried.context["signed"]})
    assert list(own.criteria.order_by("pk").values_list("text", "kind", "maximum", "target", "wants_proof")) == [
        ("Nhiệm vụ", "group", 0, None, False),
        ("Đúng hạn", "number", 3050, None, False),
        ("Hồ sơ", "number", 2000, 10_000, True),
    ]
    export = client.get(url("table_export", own.pk))
    back = client.post(page, {"sheet": SimpleUploadedFile("x.xlsx", export.content)})
    assert back.context["plan"].faults == []


def test_the_tree_is_edited_until_the_phase_begins(
    cast: Cast, plan: Plan, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 11, 10, 9))
    own = make_table(make_scored_campaign(cast))
    client, pks = client_for("standing"), keys_of(own)
    group = pks["Nhiệm vụ chuyên môn"]
    new = {"version": 0, "parent": group, "text": "Chất lượng", "kind": "number", "nature": "plain", "maximum": "12,5"}
    client.post(url("criterion_add", own.pk), new)
    client.post(url("criterion_move", keys_of(own)["Chất lượng"]), {"up": "1"})
    page = client.get(url("table", own.campaign_id))
    rows = [row[:3] for row in table(page) if row and row[0].startswith("1")]
    assert [row[0] for row in rows] == ["1", "1.1", "1.2", "1.3"]
    assert rows[2][1:] == ["Chất lượng", "12,5"]
    assert "tối đa 72,5 điểm" in said(page)
    client.post(url("criterion_remove", group))
    assert set(Criterion.objects.filter(table=own).values_list("text", flat=True)).isdisjoint({"Chất lượng"})

    set_clock(monkeypatch, dt.datetime(2026, 11, 16, 9))
    client = client_for("standing")
    refused = client.post(url("criterion_add", own.pk), new | {"parent": ""})
    assert "đã mở từ ngày 16/11/2026" in said(refused)


def test_a_group_cannot_stand_in_itself_nor_too_deep(cast: Cast, plan: Plan, client_for: ClientFor) -> None:
    own = make_table(make_cluster_year())
    client, parent = client_for("standing"), None
    for depth in range(5):
        values = {"version": 0, "parent": parent or "", "text": f"Nhóm {depth}", "kind": "group", "nature": "plain"}
        client.post(url("criterion_add", own.pk), values)
        found = own.criteria.filter(text=f"Nhóm {depth}").first()
        parent = found.pk if found else parent
    assert not own.criteria.filter(text="Nhóm 4").exists()
    top = own.criteria.get(text="Nhóm 0")
    child = own.criteria.get(text="Nhóm 1")
    edit = {"version": 1, "parent": child.pk, "text": "Nhóm 0", "kind": "group", "nature": "plain"}
    assert "bên trong chính nó" in said(client.post(url("criterion_edit", top.pk), edit))


def test_copying_asks_before_it_replaces(cast: Cast, plan: Plan, client_for: ClientFor) -> None:
    source = make_table(make_cluster_year())
    own = make_table(make_campaign(cast))
    client = client_for("standing")
    assert "Đánh dấu ô thay toàn bộ" in said(client.post(url("table_copy", own.pk), {"source": source.pk}))
    source.criteria.filter(text="Báo cáo chậm").delete()
    client.post(url("table_copy", own.pk), {"source": source.pk, "replace": "on"})
    copied, wanted = (set(one.criteria.values_list("text", "parent__text")) for one in (own, source))
    assert copied == wanted
