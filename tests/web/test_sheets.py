"""Every list that can be printed can be downloaded as a sheet: same rows, same filter, same rights."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from plans.models import AuditEntry, Plan, User
from plans.rules.sniff import CONTENT_TYPES, FileKind
from tests.factory import Cast, make_person, make_task
from tests.web.test_access import TABLE, asked, lines_of
from tests.web.world import World

ClientFor = Callable[[str | User], Client]
# A print of one paper, not of a list; and the lists about briefs, which this world holds none of
LEFT_OUT = {
    "awards:award_statistics_print",
    "awards:ballot_print",
    "urge_unit_print",
    "brief_compare_print",
    "brief_tasks_print",
    "emulation:cluster_year_print",
    "emulation:table_print",
    "awards:nomination_print",
    "awards:person_record_print",
    "awards:unit_record_print",
}


def rows_of(answer: Any) -> list[list[Any]]:
    """The cells of a downloaded sheet."""
    assert answer["Content-Type"] == CONTENT_TYPES[FileKind.XLSX]
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows()]


def test_every_print_of_a_list_answers_as_a_sheet(world: World, client_for: ClientFor) -> None:
    asked_for = (asked(line) for topic in TABLE for line in lines_of(topic))
    lists = {name: records for method, name, records in asked_for if method == "GET" and name.endswith("_print")}
    for name, records in sorted(lists.items()):
        if name in LEFT_OUT:
            continue
        args = [world.address_of(record) for record in records]
        client = client_for("admin" if name in ("audit_print", "backups_print", "user_print") else "standing")
        query = "tu=01/01/2026&den=01/06/2026&" if name == "plan_compare_print" else ""

        answer = client.get(f"{reverse(name if ':' in name else f'plans:{name}', args=args)}?{query}dang=xlsx")

        assert answer.status_code == 200, name
        rows = rows_of(answer)
        assert rows[0][0].isupper() or rows[0][0].split()[0].isupper(), name
        assert rows[1][0].startswith("Điều kiện lọc: "), name
        assert answer["Content-Disposition"].startswith("attachment"), name
        assert answer["Cache-Control"] == "private, no-store", name


def test_the_table_of_the_plan_as_filtered(client_for: ClientFor, plan: Plan, cast: Cast) -> None:
    make_task(plan, "Việc quý một", period="Q1", units=[cast.division])
    make_task(plan, "=1+1", period="Q2", units=[cast.division])
    url = reverse("plans:plan_print", args=[plan.pk])

    answer = client_for("member").get(f"{url}?quy=2&dang=xlsx")

    assert "filename*=utf-8''B%E1%BA%A3ng%20theo%20d%C3%B5i" in answer["Content-Disposition"]
    rows = rows_of(answer)
    assert rows[1][0].startswith("Điều kiện lọc: Quý II; tất cả đơn vị; mọi tiến độ. Số liệu đến ")
    assert [row[:4] for row in rows[3:]] == [
        ["THỜI GIAN", "TT", "NỘI DUNG", "ĐƠN VỊ THỰC HIỆN"],
        ["QUÝ II", 2, "=1+1", f"- {cast.division.name}"],
    ]


def test_the_rights_are_those_of_the_list(client_for: ClientFor, cast: Cast) -> None:
    assert client_for("member").get("/nhan-su/in/?dang=xlsx").status_code == 403
    assert client_for("standing").get("/nhat-ky/in/?dang=xlsx").status_code == 403
    assert Client().get("/nhan-su/in/?dang=xlsx").status_code == 302


def test_a_list_of_people_leaves_a_trace_and_tells_no_personal_data(client_for: ClientFor, cast: Cast) -> None:
    make_person("Nông Thị Diệp", cast.division, phone="0912345678", email="diep@example.vn", birth_date="1990-05-01")

    answer = client_for("contact").get("/nhan-su/in/?tim=diep&dang=xlsx")

    rows = rows_of(answer)
    assert [row[1] for row in rows[4:]] == ["Nông Thị Diệp"]
    assert not any("0912" in str(cell) or "@" in str(cell) or "1990" in str(cell) for row in rows for cell in row)
    entry = AuditEntry.objects.get(act="list.download")
    assert (entry.actor_name, entry.note) == (
        cast.contact.username,
        "DANH SÁCH Công chức, viên chức, người lao động: Họ tên, chức vụ: “diep”",
    )
    assert entry.detail == {"rows": 1}
    assert client_for("contact").get("/nhan-su/in/?tim=diep").status_code == 200
    assert AuditEntry.objects.get(act="list.print").detail == {"rows": 1}


@pytest.mark.parametrize("path", ["/hoi-nghi/in/", "/theo-don-vi/in/"])
def test_a_list_that_names_nobody_leaves_none(client_for: ClientFor, plan: Plan, path: str) -> None:
    client_for("standing").get(f"{path}?dang=xlsx")

    assert not AuditEntry.objects.filter(act="list.download").exists()


def test_the_button_stands_beside_the_print_with_the_filter(client_for: ClientFor, plan: Plan) -> None:
    page = client_for("leader").get("/don-vi/?tim=phong&tinh-trang=").content.decode()

    assert 'href="/don-vi/in/?tim=phong&amp;tinh-trang=&amp;dang=xlsx"' in page
