"""Search: without accents, the exact accents first, and nothing a person may not see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import IssuedPaper, Plan, PlanState, User
from plans.services.search import SHOWN, find, where_words_occur
from tests.factory import Cast, make_many_tasks, make_person, make_plan, make_task, make_unit


@pytest.fixture
def office(plan: Plan, cast: Cast) -> Plan:
    """The plan with tasks, a draft of the next year, and a paper in the register."""
    make_task(plan, "Báo cáo sơ kết 06 tháng", period="Q2")
    make_task(plan, "Đảng viên đăng ký thi đua", period="", period_text="Trong năm")
    make_task(plan, "Bảo đảm công tác đối ngoại", period="M06")
    draft = make_plan(2027, PlanState.DRAFT, number="")
    make_task(draft, "Báo cáo bí mật của bản thảo")
    day = dt.date(2026, 1, 14)
    IssuedPaper.objects.create(
        series="KH", year=2026, number=5, symbol="KH-SNgV", issued_on=day, kind="Kế hoạch", abstract="Thi đua 2026"
    )
    return plan


def found(user: User, typed: str) -> dict[str, list[str]]:
    return {group.kind: [hit.title for hit in group.hits] for group in find(user=user, typed=typed)}


@pytest.mark.parametrize(
    "typed", ["báo cáo sơ kết", "bao cao so ket", "BÁO CÁO SƠ KẾT", "  sơ   kết  báo ", "so ket 06"]
)
def test_words_are_found_with_and_without_accents_in_any_order(office: Plan, cast: Cast, typed: str) -> None:
    assert found(cast.member, typed) == {"Nhiệm vụ": ["Báo cáo sơ kết 06 tháng"]}


def test_the_exact_accents_come_first(office: Plan, cast: Cast) -> None:
    task = "Nhiệm vụ"
    assert found(cast.member, "bảo")[task] == ["Bảo đảm công tác đối ngoại", "Báo cáo sơ kết 06 tháng"]
    assert found(cast.member, "báo")[task] == ["Báo cáo sơ kết 06 tháng", "Bảo đảm công tác đối ngoại"]
    assert found(cast.member, "đảng")[task] == ["Đảng viên đăng ký thi đua"]


def test_shortcuts_name_a_task_or_a_plan(office: Plan, cast: Cast) -> None:
    assert found(cast.member, "nhiệm vụ 2") == {"Nhiệm vụ": ["Đảng viên đăng ký thi đua"]}
    assert found(cast.member, "kế hoạch 2026")["Kế hoạch"] == ["Kế hoạch công tác thi đua, khen thưởng năm 2026"]
    assert found(cast.member, "05/KH-SNgV")["Kế hoạch"] == ["Kế hoạch công tác thi đua, khen thưởng năm 2026"]


def test_drafts_are_found_by_those_who_may_see_them(office: Plan, cast: Cast) -> None:
    assert "Báo cáo bí mật của bản thảo" in found(cast.standing, "bí mật")["Nhiệm vụ"]
    for user in (cast.contact, cast.member):
        assert found(user, "bí mật") == {}
        assert "Kế hoạch công tác thi đua, khen thưởng năm 2027" not in found(user, "kế hoạch").get("Kế hoạch", [])


def test_people_and_papers_follow_the_rights(office: Plan, cast: Cast) -> None:
    name = cast.contact.get_full_name()
    assert found(cast.clerk, name)["Nhân sự"] == [name]
    assert "Nhân sự" not in found(cast.member, name)
    assert found(cast.member, cast.member.get_full_name())["Nhân sự"] == [cast.member.get_full_name()]
    assert found(cast.contact, "thi đua 2026")["Văn bản"] == ["Kế hoạch 05/KH-SNgV: Thi đua 2026"]
    assert "Văn bản" not in found(cast.member, "thi đua 2026")


def test_an_email_is_not_searched(cast: Cast) -> None:
    make_person("Bế Thị Gấm", cast.division, email="gam.be@example.vn", phone="0912345678")
    assert found(cast.leader, "gam.be") == {}
    assert found(cast.leader, "0912345678") == {}


def test_units_are_found_by_any_of_their_names(cast: Cast) -> None:
    make_unit("Hội đồng TĐKT Sở", short_name="HĐ TĐKT", aliases="Hội đồng Thi đua - Khen thưởng")
    assert found(cast.member, "hội đồng thi đua khen thưởng") == {"Đơn vị": ["Hội đồng TĐKT Sở"]}


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "\u0301", "'; DROP TABLE plans_task; --", "x" * 5000, "a\x00b"])
def test_odd_words_find_nothing_and_break_nothing(
    office: Plan, cast: Cast, client_for: Callable[[str], Client], typed: str
) -> None:
    assert found(cast.standing, typed) == {}
    assert client_for("standing").get("/tim/", {"q": typed}).status_code == 200


def test_long_lists_are_cut_and_say_so(plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    make_many_tasks(plan, SHOWN + 5, [cast.division])

    (group,) = (group for group in find(user=cast.member, typed="thi đua thứ") if group.kind == "Nhiệm vụ")

    assert (len(group.hits), group.more) == (SHOWN, True)
    assert "Gõ thêm chữ để thu hẹp" in client_for("member").get("/tim/?q=thi đua thứ").content.decode()


def test_where_words_occur_is_said_when_nothing_is_found(
    office: Plan, cast: Cast, client_for: Callable[[str], Client]
) -> None:
    counted = where_words_occur(user=cast.member, typed="báo  xyz thi")

    assert [(one.word, one.counts) for one in counted] == [
        ("báo", (("Nhiệm vụ", 2), ("Văn bản pháp luật", 1))),
        ("xyz", ()),
        ("thi", (("Kế hoạch", 1), ("Nhiệm vụ", 1), ("Cụm, khối thi đua", 2), ("Văn bản pháp luật", 4))),
    ]
    page = client_for("member").get("/tim/?q=báo xyz").content.decode()
    assert "Không có gì chứa đủ các chữ “báo xyz”" in page
    assert "có trong 2 nhiệm vụ" in page
    assert "“xyz” không có ở đâu." in page


def test_markup_in_the_words_stays_text(cast: Cast, client_for: Callable[[str], Client]) -> None:
    page = client_for("member").get("/tim/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_queries_do_not_grow(plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    client, most = client_for("standing"), {"thi đua": 23, "không có gì cả xyz": 24}
    found: dict[str, set[int]] = {typed: set() for typed in most}
    for rows in (1, 3, 300):
        plan.tasks.all().delete()
        make_many_tasks(plan, rows, [cast.division])
        for typed, counts in found.items():
            client.get("/tim/", {"q": typed})
            with CaptureQueriesContext(connection) as queries:
                client.get("/tim/", {"q": typed})
            counts.add(len(queries))

    assert {typed: len(counts) for typed, counts in found.items()} == dict.fromkeys(most, 1), found
    assert {typed: counts for typed, counts in found.items() if max(counts) > most[typed]} == {}
