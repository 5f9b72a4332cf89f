"""The page of statistics: its table, where its numbers lead, who is led, what it says of bad days and empty years."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from html import unescape

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Award
from plans.models import AuditEntry, Person, Plan, PositionGroup, Sex
from tests.awards.record_factory import make_award
from tests.factory import Cast, make_person
from tests.web.clock import set_clock
from tests.web.page import said
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST = 10
DAY = dt.date(2026, 6, 5)
PAGE, PRINT, REGISTER = (
    reverse(f"awards:{name}") for name in ("award_statistics", "award_statistics_print", "award_register")
)
LINK = re.compile(r'<a href="([^"]*so-khen-thuong/\?[^"]*)">(?:\(chưa rõ: )?([\d.]+)\)?</a>')


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def make_awards(cast: Cast) -> list[Person]:
    """Awards of all levels: of people of either sex and of unknown sex and group, and of collectives."""
    people = [
        make_person("Nông Thị Diệp", cast.division, sex=Sex.FEMALE, position_group=PositionGroup.SPECIALIST),
        make_person("Lộc Văn Ân", cast.division, sex=Sex.MALE, position_group=PositionGroup.DEPARTMENT_LEADER),
        make_person("Vi Bình", cast.division),
    ]
    for person in people:
        for code in ("LDTT", "BK_TINH", "HCLD_3", "GK"):
            make_award(person, code, decided_on=DAY)
    for code in ("TTLDTT", "GK", "BK_TTG", "CO_TINH", "TTLDXS"):
        make_award(cast.division, code, decided_on=DAY)
    make_award(people[0], "LDTT", 2024, decided_on=dt.date(2025, 3, 1))
    make_award(people[1], "GK", 2024, decided_on=DAY, revoked_on=DAY)
    return people


def links(page: str) -> list[tuple[str, int]]:
    return [(unescape(url), int(number.replace(".", ""))) for url, number in LINK.findall(page)]


@pytest.mark.parametrize("form", ["0602", "0603", "bieu-nen", "tong-hop"])
def test_every_number_leads_to_exactly_that_many_rows(cast: Cast, client_for: ClientFor, form: str) -> None:
    make_awards(cast)
    client = client_for("standing")
    page = client.get(PAGE, {"bieu": "" if form == "bieu-nen" else form}).content.decode()
    found = links(page)

    assert len(found) > 8
    for url, number in found:
        assert f"{number} dòng" in said(client.get(url)), url


def test_the_register_says_which_cell_it_shows_and_lets_go_of_it(cast: Cast, client_for: ClientFor) -> None:
    make_awards(cast)
    client = client_for("standing")
    register = client.get(REGISTER, {"phan": "hinh-thuc", "o": "0603:10:2.person:20260101:20261231"})
    printed = client.get(
        REGISTER + "in/", {"phan": "hinh-thuc", "o": "0603:10:2.person:20260101:20261231", "dang": "xlsx"}
    )

    assert "1 dòng, gồm 1 cá nhân" in said(register)
    assert "Biểu 0603.N/BNV-TĐKT, dòng 10, cột Chia ra, Bằng khen, Cá nhân" in said(register)
    assert 'href="?phan=hinh-thuc"' in register.content.decode()
    assert len(list(openpyxl.load_workbook(io.BytesIO(printed.content)).active.iter_rows())) == 5  # type: ignore[union-attr]


def test_what_means_nothing_filters_nothing(cast: Cast, client_for: ClientFor) -> None:
    make_awards(cast)
    client = client_for("standing")

    assert said(client.get(REGISTER, {"o": "0603:10:8.person:x:y"})) == said(client.get(REGISTER))


@pytest.mark.parametrize(
    ("role", "people", "women"),
    [("standing", True, True), ("leader", True, False), ("clerk", False, False), ("member", False, False)],
)
def test_a_number_is_for_everybody_and_its_people_for_who_sees_them(
    cast: Cast, client_for: ClientFor, role: str, people: bool, women: bool
) -> None:
    make_awards(cast)
    page = client_for(role).get(PAGE)
    cells = {url.split("%3A")[2] for url, _ in links(page.content.decode())}

    assert "3 1 (chưa rõ: 1)" in said(page)
    assert "t.unit" in cells
    assert ("c.person" in cells) == people
    assert ("cn.person" in cells) == women
    assert ("Tài khoản này chỉ xem được một phần sổ" in said(page)) != people


def test_who_is_a_woman_is_told_to_few_and_written_down(cast: Cast, client_for: ClientFor) -> None:
    make_awards(cast)
    asked = {"o": "bieu-nen:ldtt:cn.person:20260101:20261231"}

    assert client_for("leader").get(REGISTER, asked).status_code == 403
    assert client_for("member").get(REGISTER, asked).status_code == 403
    assert "1 dòng, gồm 1 cá nhân (nữ 1)" in said(client_for("standing").get(REGISTER, asked))
    assert AuditEntry.objects.filter(act="award_statistics.read").count() == 1


def test_money_is_for_who_may_see_it(cast: Cast, client_for: ClientFor) -> None:
    make_awards(cast)

    assert "Tiền thưởng (đồng)" in said(client_for("standing").get(PAGE))
    assert "Tiền thưởng" not in said(client_for("member").get(PAGE))
    assert "Tiền thưởng" not in str(sheet(client_for("member").get(PRINT, {"dang": "xlsx"}).content))


def test_a_year_without_awards_says_so(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    empty = said(client.get(PAGE, {"bieu": "0603", "tu": "01/01/2019", "den": "31/12/2019"}))

    assert "Năm 2019: chưa có số liệu." in empty
    assert "Thời gian đã chọn bắt đầu trước ngày ban hành biểu này" in empty
    assert "18/2025/TT-BNV" not in empty
    assert "có hiệu lực từ: chưa rõ, đến: chưa rõ" in empty


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"tu": "01/07/2026", "den": "01/06/2026"}, "Ngày sau phải bằng hoặc sau ngày đầu."),
        ({"tu": "01/07/2026"}, "Nhập đủ hai ngày"),
        ({"tu": "31/02/2026", "den": "01/06/2026"}, "“31/02/2026”: Không có ngày này."),
    ],
)
def test_bad_days_are_named_and_the_year_is_shown(
    cast: Cast, client_for: ClientFor, asked: dict[str, str], problem: str
) -> None:
    page = said(client_for("standing").get(PAGE, asked))

    assert problem in page
    assert "Số liệu dưới đây là của năm 2026." in page


def test_a_part_of_the_year(cast: Cast, client_for: ClientFor) -> None:
    make_awards(cast)
    client = client_for("standing")

    assert "6 tháng đầu năm 2026" in said(client.get(PAGE, {"ky": "6-thang-dau"}))
    assert "chưa có số liệu" in said(client.get(PAGE, {"ky": "quy-3"}))
    assert "Số liệu tính đến 09 giờ 00 ngày 10/06/2026" in said(client.get(PAGE))


def test_the_sheet_has_the_form_with_numbers_as_numbers(cast: Cast, client_for: ClientFor) -> None:
    make_awards(cast)
    rows = sheet(client_for("standing").get(PRINT, {"bieu": "0603", "dang": "xlsx"}).content)
    by_code = {row[1]: row[3:] for row in rows}

    assert rows[0][0] == "Biểu số: 0603.N/BNV-TĐKT"
    assert by_code["01"] == (1, "–", "–", 3, "–", 3, "–", 1, "–")
    assert by_code["10"] == (None, "–", None, "1 (chưa rõ: 1)", None, "1 (chưa rõ: 1)", "–", None, "–")


@pytest.mark.parametrize("role", ["standing", "member"])
def test_the_same_few_questions_for_any_number_of_awards(cast: Cast, client_for: ClientFor, role: str) -> None:
    client = client_for(role)
    cell = f"{REGISTER}?o=bieu-nen:ldtt:c.person:20260101:20261231"
    asked: dict[str, set[int]] = {PAGE: set(), f"{PAGE}?bieu=0603": set(), cell: set()}
    for number in (1, 3, 300):
        Award.objects.all().delete()
        for place in range(number):
            make_award(make_person(f"Người {number} {place}", cast.division), decided_on=DAY)
        for url, counts in asked.items():
            counts.add(count(client, url)[0])

    assert all(len(counts) == 1 and max(counts) <= MOST for counts in asked.values()), asked


def sheet(data: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.active is not None
    return list(book.active.iter_rows(values_only=True))
