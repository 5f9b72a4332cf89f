"""The plan's table: its own words, its live state, filters and addresses, pages and papers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, PlanState
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from tests.factory import ROLES, Cast, make_many_tasks, make_plan, make_task, make_unit

ClientFor = Callable[[object], Client]


class Table(HTMLParser):
    """The plan's table as rows of cell texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False
        start = html.index('<table class="plan')
        self.feed(html[start : html.index("</table>", start)])

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._open = True
        elif tag in ("br", "li") and self._open:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data


def table_of(client: Client, plan: Plan, query: str = "") -> list[list[str]]:
    page = client.get(reverse("plans:plan", args=[plan.pk]) + query)
    assert page.status_code == 200
    return [[re.sub(r" {2,}", "", cell.strip()) for cell in row] for row in Table(page.content.decode()).rows]


def numbers(client: Client, plan: Plan, query: str = "") -> list[str]:
    """The TT of the rows a filter leaves."""
    return [line.no for line in client.get(reverse("plans:plan", args=[plan.pk]) + query).context["board"].found]


@pytest.fixture
def year(plan: Plan, cast: Cast) -> Plan:
    """A plan with a task of every kind; deadlines stand well before or after any day the test runs on."""
    lead = (cast.standing_office, AssignmentRole.LEAD)
    past, future = dt.date(2020, 1, 2), dt.date(2099, 1, 2)
    today = timezone.localdate()
    make_task(plan, "Xây dựng Kế hoạch", period="Q1", units=[cast.standing_office], progress=Progress.DONE)
    make_task(plan, "Quá hạn", period="Q1", due=past, units=[cast.division], progress=Progress.DOING)
    make_task(plan, "- Việc một\n- Việc hai", period="Q2", due=future, units=[lead, cast.group])
    make_task(plan, "Báo cáo đoàn kiểm tra", period="Q3", conditional=True, units=[lead])
    make_task(plan, "Sắp đến hạn", period="Q4", due=today, units=[cast.other_division])
    make_task(plan, "Không thời gian", period="", units=[(cast.division, AssignmentRole.COORDINATE)])
    return plan


def test_the_table_shows_the_plans_own_words_and_the_live_state(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_task(
        plan,
        "- Quyết định công nhận.\n- Hướng dẫn hồ sơ.",
        period="Q1",
        units=[(cast.standing_office, AssignmentRole.LEAD), cast.group],
        progress=Progress.DONE,
        latest_news="Đã ký quyết định",
        wording_note="Ghi “năm 2025”",
    )
    make_task(plan, "Đoàn kiểm tra (Nếu có)", period="Q1", conditional=True, units=[cast.division])

    assert table_of(client_for("member"), plan) == [
        ["THEO KẾ HOẠCH ĐÃ BAN HÀNH", f"THEO DÕI ĐẾN {timezone.localdate():%d/%m/%Y}"],
        ["TT", "NỘI DUNG", "ĐƠN VỊ THỰC HIỆN", "Tiến độ", "Thời hạn"],
        ["hạn 31/03/2026QUÝ I1/1 hoàn thành · 1 chờ phát sinh"],
        [
            "1",
            "- Quyết định công nhận.\n- Hướng dẫn hồ sơ.Ghi “năm 2025”",
            "Phòng Hợp tác quốc tế - Văn phòng chủ trì\nCác phòng, đơn vị",
            "Hoàn thànhĐã ký quyết định",
            "31/03/2026Xong 02/03/2026",
        ],
        ["2", "Đoàn kiểm tra (Nếu có)", "Phòng Lãnh sự - Biên giới", "Chờ phát sinh", "Không ấn địnhchưa phát sinh"],
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["1", "2", "3", "4", "5", "6"]),
        ("?quy=1", ["1", "2"]),
        ("?quy=1&quy=2", ["1", "2", "3"]),
        ("?quy=khac", ["6"]),
        ("?tim=xay%20dung%20ke%20hoach", ["1"]),
        ("?tim=KẾ%20HOẠCH", ["1"]),
        ("?vai-tro=chu-tri", ["3", "4"]),
        ("?tien-do=hoan-thanh", ["1"]),
        ("?tien-do=cho-phat-sinh", ["4"]),
        ("?tien-do=chua", ["3", "5", "6"]),
        ("?thoi-han=qua-han", ["2"]),
        ("?thoi-han=sap-den-han", ["5"]),
        ("?thoi-han=nhiem-vu-neu-co", ["4"]),
        ("?thoi-han=khong-an-dinh", ["6"]),
        ("?don-vi=toi", ["2", "3", "6"]),
        ("?don-vi=toi&thoi-han=qua-han&quy=1", ["2"]),
        ("?quy=9&don-vi=abc&vai-tro=x&tien-do=y&thoi-han=z&ten=1", ["1", "2", "3", "4", "5", "6"]),
        ("?don-vi=99999999999999999999", ["1", "2", "3", "4", "5", "6"]),
        ("?tim=%00%25_'\"", []),
    ],
)
def test_filters(year: Plan, client_for: ClientFor, query: str, expected: list[str]) -> None:
    assert numbers(client_for("contact"), year, query) == expected


def test_a_unit_finds_what_its_group_does_unless_only_its_name_is_asked_for(
    year: Plan, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("member")

    assert numbers(client, year, f"?don-vi={cast.division.pk}") == ["2", "3", "6"]
    assert numbers(client, year, f"?don-vi={cast.division.pk}&ten=1") == ["2", "6"]
    assert numbers(client, year, f"?don-vi={cast.division.pk}&vai-tro=phoi-hop") == ["6"]


def test_quick_lists_carry_counts_and_the_one_in_force_is_marked(year: Plan, client_for: ClientFor) -> None:
    chips = client_for("contact").get(reverse("plans:plan", args=[year.pk]) + "?thoi-han=qua-han").context["chips"]

    assert [(chip.words, chip.number, chip.on) for chip in chips] == [
        ("Tất cả", 6, False),
        ("Quá hạn", 1, True),
        ("Sắp đến hạn", 1, False),
        ("Đơn vị tôi", 3, False),
        ("Chờ phát sinh", 1, False),
    ]


def test_an_empty_result_says_where_the_words_do_occur(year: Plan, client_for: ClientFor) -> None:
    page = client_for("member").get(reverse("plans:plan", args=[year.pk]) + "?tim=doan kiem tra&quy=1")

    text = page.content.decode()
    assert "Không có nhiệm vụ nào khớp “doan kiem tra”, Quý I" in text
    assert "Xem 1 nhiệm vụ ở quý III" in text
    assert "Bỏ hết điều kiện lọc" in text


def test_dropping_a_condition_keeps_the_others(year: Plan, client_for: ClientFor) -> None:
    active = (
        client_for("member").get(reverse("plans:plan", args=[year.pk]) + "?quy=1&thoi-han=qua-han").context["active"]
    )

    base = reverse("plans:plan", args=[year.pk])
    assert active == [("Quý I", f"{base}?thoi-han=qua-han"), ("Quá hạn chưa hoàn thành", f"{base}?quy=1")]


def test_a_plan_with_a_time_column_shows_the_time_and_no_quarter_rows(cast: Cast, client_for: ClientFor) -> None:
    plan = make_plan(table_form="time_column")
    make_task(plan, "Một", period="M06", units=[cast.division])
    make_task(plan, "Hai", period="M04-M12", period_text="Từ tháng 4", units=[cast.division])

    rows = table_of(client_for("member"), plan)

    assert [row[:4] for row in rows[1:]] == [
        ["TT", "NỘI DUNG", "THỜI GIAN", "ĐƠN VỊ THỰC HIỆN"],
        ["1", "Một", "Tháng 6", "Phòng Lãnh sự - Biên giới"],
        ["2", "Hai", "Từ tháng 4", "Phòng Lãnh sự - Biên giới"],
    ]


def test_other_periods_become_headings_of_their_own(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    for period, words in (("M06", ""), ("YEAR", ""), ("", "Theo kế hoạch của tỉnh"), ("", "")):
        make_task(plan, period=period, period_text=words, units=[cast.division])

    groups = [row[0] for row in table_of(client_for("member"), plan)[2:] if len(row) == 1]

    assert [re.sub(r"[01]/[01] hoàn thành.*", "", group) for group in groups] == [
        "hạn 30/06/2026THÁNG 6",
        "hạn 31/12/2026CẢ NĂM",
        "THEO KẾ HOẠCH CỦA TỈNH",
        "KHÔNG ẤN ĐỊNH THỜI GIAN",
    ]


def test_a_draft_is_neither_followed_nor_late(cast: Cast, client_for: ClientFor) -> None:
    plan = make_plan(2020, PlanState.DRAFT)
    make_task(plan, "Việc cũ", period="Q1", units=[cast.division])

    rows = table_of(client_for("standing"), plan)

    assert rows[0] == ["THEO BẢN THẢO KẾ HOẠCH", "CHƯA THEO DÕI"]
    assert rows[3][3:] == ["chưa theo dõi", "31/03/2020"]


def test_who_sees_which_plans(cast: Cast, client_for: ClientFor) -> None:
    plans = {state: make_plan(2024 + place, state) for place, state in enumerate(PlanState)}
    names = ("plan", "plan_paper", "plan_pdf", "plan_docx", "plan_json", "plan_print")
    draft = [reverse(f"plans:{name}", args=[plans[PlanState.DRAFT].pk]) for name in names]

    for role in ROLES:
        client = client_for(role)
        inside = role in ("admin", "standing", "leader", "clerk")
        listed = [row.plan.state for row in client.get(reverse("plans:plan_list")).context["rows"]]
        assert len(listed) == (5 if inside else 2), role
        if not inside:
            assert {client.get(address).status_code for address in draft} == {404}, role


def test_the_address_of_a_year_leads_to_its_plan_in_force(cast: Cast, client_for: ClientFor) -> None:
    issued = make_plan(2026)
    make_plan(2026, PlanState.DRAFT)
    client = client_for("standing")

    assert client.get(reverse("plans:plan_year", args=[2026])).url == reverse("plans:plan", args=[issued.pk])
    assert client.get(reverse("plans:plan_year", args=[2031])).status_code == 404


def test_a_long_plan_is_split_at_its_quarters(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_many_tasks(plan, 480, [cast.division, cast.other_division])
    client = client_for("member")
    address = reverse("plans:plan", args=[plan.pk])

    parts = client.get(address).context["parts"]
    shown = [client.get(address, {"trang": part.number}).context["part"] for part in parts]

    assert all(len(part.lines) <= 100 for part in shown)
    assert [line.pk for part in shown for line in part.lines] == list(
        plan.tasks.order_by("order").values_list("pk", flat=True)
    )
    assert client.get(address, {"trang": "0"}).status_code == 200
    assert client.get(address, {"trang": "999999999999"}).status_code == 200


def test_the_printed_table_says_its_filter_and_a_long_one_is_queued(
    year: Plan, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("standing")
    address = reverse("plans:plan_print", args=[year.pk])

    small = client.get(address + "?quy=1&thoi-han=qua-han")
    make_many_tasks(year, 320, [cast.division])
    heavy = client.get(address)

    assert small.content.startswith(b"%PDF")
    assert heavy.url == reverse("plans:print_jobs")


def test_the_plans_files(year: Plan, client_for: ClientFor) -> None:
    client = client_for("member")
    found = {
        name: client.get(reverse(f"plans:{name}", args=[year.pk])) for name in ("plan_pdf", "plan_docx", "plan_json")
    }

    assert found["plan_pdf"].content.startswith(b"%PDF")
    assert found["plan_docx"].content.startswith(b"PK")
    assert found["plan_json"].json()["year"] == 2026
    assert {page.headers["X-Content-Type-Options"] for page in found.values()} == {"nosniff"}


def test_the_list_of_years_prints(year: Plan, client_for: ClientFor) -> None:
    assert client_for("member").get(reverse("plans:plan_list_print")).content.startswith(b"%PDF")


def test_an_office_without_plans_is_told_what_to_do_next(cast: Cast, client_for: ClientFor) -> None:
    texts = {who: client_for(who).get(reverse("plans:plan_list")).content.decode() for who in ("standing", "member")}

    assert "Đọc từ văn bản đã có" in texts["standing"]
    assert "Thường trực TĐKT lập kế hoạch" in texts["member"]


def test_a_unit_that_left_stays_readable_in_the_filter(year: Plan, client_for: ClientFor) -> None:
    gone = make_unit("Phòng đã giải thể", is_active=False)
    choices = client_for("member").get(reverse("plans:plan", args=[year.pk]) + f"?don-vi={gone.pk}").context["choices"]

    assert "Phòng đã giải thể" in [choice.words for choice in choices["units"] if choice.chosen]
