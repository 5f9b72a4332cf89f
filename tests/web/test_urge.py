"""Đôn đốc: late and silent units, the polite paragraph, the sheet, the notice once a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import AuditEntry, Notice, Part, Plan, ProgressEntry, Unit
from plans.rules.calendar import SpecialDays
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.rules.urging import Owed, Urging, addressed_as, answer_day, urging_text
from tests.factory import Cast, make_assignment, make_entry, make_many_tasks, make_person, make_task, make_user
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import MOST, Counts, count

pytestmark = pytest.mark.django_db

LEAD = AssignmentRole.LEAD
FRIDAY = dt.date(2026, 6, 5)
PLAN_WORDS = "Kế hoạch số 05/KH-SNgV ngày 14/01/2026 về công tác thi đua, khen thưởng năm 2026"


def days_ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def urging(**values: Any) -> Urging:
    facts: dict[str, Any] = {
        "unit": "Phòng Lãnh sự - Biên giới",
        "addressed": "Quý phòng",
        "plan_words": PLAN_WORDS,
        "office": "Sở Ngoại vụ",
        "standing": "Phòng Hợp tác quốc tế - Văn phòng",
        "today": FRIDAY,
        "answer_by": dt.date(2026, 6, 10),
        "late": [],
    }
    return Urging(**{**facts, **values})


SEVEN = Owed("7", "Phát động các phong trào thi đua chuyên đề.", dt.date(2026, 5, 29), 7, whole=True)
EIGHT = Owed("8", "Báo cáo sơ kết", dt.date(2026, 6, 4), 1, whole=False)


def test_the_paragraph_about_one_thing() -> None:
    assert urging_text(urging(late=[SEVEN])) == (
        "Kính gửi: Phòng Lãnh sự - Biên giới\n\n"
        f"Thực hiện {PLAN_WORDS} của Sở Ngoại vụ, đến ngày 05/06/2026, Quý phòng còn 01 nội dung chưa hoàn thành:"
        " nhiệm vụ 7 “Phát động các phong trào thi đua chuyên đề”, thời hạn 29/05/2026, đã quá hạn 7 ngày.\n\n"
        "Đề nghị Quý phòng khẩn trương thực hiện nội dung trên và gửi kết quả về Phòng Hợp tác quốc tế - Văn phòng"
        " trước ngày 10/06/2026 để tổng hợp, báo cáo Lãnh đạo Sở. Trường hợp có khó khăn, vướng mắc, đề nghị nêu rõ"
        " nguyên nhân và thời gian dự kiến hoàn thành.\n\n"
        "Phòng Hợp tác quốc tế - Văn phòng trân trọng cảm ơn sự phối hợp của Quý phòng./."
    )


def test_the_paragraph_about_several_things_and_silence() -> None:
    said = urging_text(urging(late=[SEVEN, EIGHT], silent_since=dt.date(2026, 4, 1))).split("\n\n")

    assert said[1].split("\n") == [
        f"Thực hiện {PLAN_WORDS} của Sở Ngoại vụ, đến ngày 05/06/2026, Quý phòng còn 02 nội dung chưa hoàn thành:",
        "- Nhiệm vụ 7 “Phát động các phong trào thi đua chuyên đề”, thời hạn 29/05/2026, đã quá hạn 7 ngày;",
        "- Phần việc của đơn vị trong nhiệm vụ 8 “Báo cáo sơ kết”, thời hạn 04/06/2026, đã quá hạn 1 ngày.",
    ]
    assert said[2] == "Quý phòng cũng chưa báo tiến độ từ ngày 01/04/2026 (65 ngày)."
    assert "khẩn trương thực hiện các nội dung trên" in said[3]


def test_the_paragraph_to_a_silent_unit_and_to_the_leadership() -> None:
    silent = urging_text(urging(silent_since=dt.date(2026, 1, 14), never_said=True))
    leaders = urging_text(urging(unit="Lãnh đạo Sở", addressed="Lãnh đạo Sở", late=[SEVEN]))

    assert "Quý phòng chưa báo tiến độ lần nào kể từ khi kế hoạch ban hành (14/01/2026)." in silent
    assert "Đề nghị Quý phòng rà soát các nhiệm vụ được giao và gửi kết quả về Phòng Hợp tác quốc tế" in silent
    assert "Kính đề nghị Lãnh đạo Sở khẩn trương thực hiện nội dung trên và thông tin kết quả tới Phòng" in leaders
    assert "kính đề nghị cho ý kiến chỉ đạo" in leaders


def test_the_standing_office_reminds_itself_without_thanking_itself() -> None:
    own = urging(unit="Phòng Hợp tác quốc tế - Văn phòng", late=[SEVEN])

    assert "và báo cáo Lãnh đạo Sở kết quả trước ngày 10/06/2026." in urging_text(own)
    assert urging_text(own).endswith("\n\nTrân trọng./.")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Phòng Thông tin đối ngoại", "Quý phòng"),
        ("Trung tâm Dịch vụ đối ngoại", "Quý Trung tâm"),
        ("Văn phòng Sở", "Quý Văn phòng"),
        ("Hội đồng sáng kiến Sở", "Quý Hội đồng"),
        ("Chi bộ Sở", "Quý đơn vị"),
    ],
)
def test_units_are_spoken_to_as_offices_do(name: str, words: str) -> None:
    assert addressed_as(name, is_leadership=False, is_council=name.startswith("Hội đồng")) == words


def test_three_working_days_are_given_to_answer() -> None:
    holiday = SpecialDays(off=frozenset({dt.date(2026, 6, 8)}))

    assert answer_day(FRIDAY, SpecialDays()) == dt.date(2026, 6, 10)
    assert answer_day(FRIDAY, holiday) == dt.date(2026, 6, 11)


@pytest.fixture
def late_plan(plan: Plan, cast: Cast) -> Plan:
    """Two late tasks of the division, a late part of the other one, and a centre that has never said anything."""
    plan.issued_on = days_ago(100)
    plan.save()
    make_task(plan, "Phát động phong trào", units=[(cast.division, LEAD)], due=days_ago(7), period="")
    make_task(plan, "Báo cáo sơ kết", units=[(cast.division, LEAD)], due=days_ago(1), period="")
    shared = make_task(plan, "Nộp số liệu", units=[(cast.standing_office, LEAD)], due=days_ago(2), period="")
    line = make_assignment(shared, cast.group)
    for unit in (cast.other_division, cast.subordinate):
        late = unit == cast.other_division
        facts = {} if late else {"state": "done", "percent": 100, "reported_on": days_ago(90)}
        Part.objects.create(task=shared, unit=unit, assignment=line, role=AssignmentRole.PERFORM, **facts)
    quiet = make_task(plan, "Xây dựng quy chế", units=[(cast.subordinate, LEAD)], due=days_ago(-200), period="")
    make_task(plan, units=[(cast.subordinate, LEAD)], due=days_ago(9), progress=Progress.AWAITING)
    make_entry(quiet, cast.stranger, unit=cast.other_division)
    make_entry(quiet, cast.contact, unit=cast.division)
    make_entry(quiet, cast.standing, unit=cast.standing_office)
    ProgressEntry.objects.filter(unit=cast.division).update(at=timezone.now() - dt.timedelta(days=40))
    return plan


def test_the_list_names_late_units_first_then_silent_ones(
    late_plan: Plan, cast: Cast, client_for: Callable[[str], Client]
) -> None:
    head = make_person("Chu Văn Trưởng", cast.division, position_group="unit_leader")
    make_user("truongphong", "member", person=head)
    today, forty = f"{timezone.localdate():%d/%m/%Y}", f"{days_ago(40):%d/%m/%Y}"

    page = client_for("standing").get(reverse("plans:urge"))

    assert table(page) == [
        ["1", "Phòng Lãnh sự - Biên giới Lý Thị An, Chu Văn Trưởng", "nhiệm vụ 1 , 2", "7 ngày",
         f"{forty} 40 ngày không báo", "chưa nhắc", "Giấy nhắc Phòng Lãnh sự - Biên giới"],
        ["2", "Phòng Hợp tác quốc tế - Văn phòng Lê Thu Hà", "nhiệm vụ 3", "2 ngày", today, "chưa nhắc",
         "Giấy nhắc Phòng Hợp tác quốc tế - Văn phòng"],
        ["3", "Phòng Thông tin đối ngoại Đặng Văn Bình", "nhiệm vụ 3", "2 ngày", today, "chưa nhắc",
         "Giấy nhắc Phòng Thông tin đối ngoại"],
        ["4", "Trung tâm Dịch vụ đối ngoại chưa có đầu mối", "không có", "trong hạn", "chưa lần nào 100 ngày không báo",
         "chưa nhắc", "Giấy nhắc Trung tâm Dịch vụ đối ngoại"],
    ]  # fmt: skip
    assert "4 việc quá hạn 3 đơn vị có việc quá hạn 2 đơn vị không báo quá 30 ngày" in said(page)


def test_each_figure_opens_the_units_it_counts(late_plan: Plan, client_for: Callable[[str], Client]) -> None:
    client, url = client_for("standing"), reverse("plans:urge")

    late, silent, odd = (client.get(url, {"xem": kind}) for kind in ("qua-han", "khong-bao", "x"))
    sheet = pdf_text(client.get(reverse("plans:urge_print"), {"xem": "khong-bao"}))

    assert [row[1].split(" ")[1] for row in table(late)] == ["Lãnh", "Hợp", "Thông"]
    assert [row[1].split(" ")[1] for row in table(silent)] == ["Lãnh", "tâm"]
    assert len(table(odd)) == 4
    assert "Đơn vị không báo quá 30 ngày Xem cả 4 đơn vị" in said(silent)
    assert "Điều kiện lọc: Đơn vị không báo tiến độ quá 30 ngày." in sheet
    assert "Phòng Thông tin đối ngoại" not in sheet


def test_a_unit_is_reminded_in_the_app_once_a_day(
    late_plan: Plan, cast: Cast, client_for: Callable[[str], Client]
) -> None:
    client, url = client_for("standing"), reverse("plans:urge_send", args=[cast.division.pk])

    for key in ("a", "a", "b"):
        client.post(url, {"words": "Kính gửi: Quý phòng, đã sửa lời.", "submit_key": key})

    by = f"{answer_day(timezone.localdate(), SpecialDays()):%d/%m/%Y}"
    line = "Phòng Hợp tác quốc tế - Văn phòng nhắc Phòng Lãnh sự - Biên giới: 02 nhiệm vụ quá hạn (1, 2)."
    assert list(Notice.objects.values_list("user__username", "text")) == [
        ("daumoi", f"{line} Đề nghị báo trước ngày {by}.")
    ]
    entry = AuditEntry.objects.get(act="unit.urge")
    assert (entry.note, entry.detail["told"]) == ("Kính gửi: Quý phòng, đã sửa lời.", ["Lý Thị An"])
    page = said(client.get(reverse("plans:urge_unit", args=[cast.division.pk])))
    assert f"Đã nhắc {timezone.localtime(entry.at):%H:%M %d/%m/%Y}" in page
    assert "Hôm nay đã nhắc đơn vị này trong ứng dụng." in page


def test_a_unit_without_an_account_is_not_marked_as_reminded(
    late_plan: Plan, cast: Cast, client_for: Callable[[str], Client]
) -> None:
    client = client_for("standing")
    url = reverse("plans:urge_send", args=[cast.subordinate.pk])

    page = client.post(url, {"words": "Nhắc"}, follow=True)

    assert "chưa có đầu mối hay trưởng đơn vị có tài khoản" in said(page)
    assert not AuditEntry.objects.filter(act="unit.urge").exists()
    assert "Đoạn nhắc không được để trống." in client.post(url, {"words": " "}).content.decode()


def test_leaders_read_and_do_not_send_and_contacts_are_sent_away(
    late_plan: Plan, cast: Cast, client_for: Callable[[str], Client]
) -> None:
    unit, send = (reverse(f"plans:{name}", args=[cast.division.pk]) for name in ("urge_unit", "urge_send"))

    page = client_for("leader").get(unit)
    assert "Gửi nhắc trong ứng dụng" not in page.content.decode()
    assert "Đề nghị Quý phòng khẩn trương" in page.content.decode()
    assert client_for("leader").post(send, {"words": "Nhắc"}).status_code == 403
    assert client_for("contact").get(unit).status_code == 403
    on_time: Unit = cast.leadership
    assert client_for("standing").get(reverse("plans:urge_unit", args=[on_time.pk])).status_code == 404


def test_the_sheets(late_plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    client = client_for("standing")

    sheet = pdf_text(client.get(reverse("plans:urge_unit_print", args=[cast.division.pk])))
    every = pdf_text(client.get(reverse("plans:urge_print")))

    for words in ("GIẤY NHẮC", "Kính gửi: Phòng Lãnh sự - Biên giới", "Phát động phong trào", "7 ngày", "./."):
        assert words in sheet
    for words in ("BẢNG TỔNG HỢP ĐÔN ĐỐC", "Trung tâm Dịch vụ đối ngoại", "Cộng: 4 việc quá hạn của 3 đơn vị."):
        assert words in every


def test_queries_stay_the_same(plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    urls = (reverse("plans:urge"), reverse("plans:urge_unit", args=[cast.division.pk]))
    make_task(plan, units=[(cast.division, LEAD)], due=days_ago(3))
    client = client_for("standing")
    found: dict[str, Counts] = {url: {} for url in urls}
    for rows in (1, 300):
        make_many_tasks(plan, rows, [cast.division, cast.other_division, cast.group])
        for url, counts in found.items():
            counts[rows] = count(client, url)

    for url, counts in found.items():
        assert counts[1][0] == counts[300][0] <= MOST, (url, "\n".join(counts[300][1]))
