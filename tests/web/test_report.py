"""Pages of reports: drafted, read with their figures, written by two people at once, submitted, issued."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Plan, Report, ReportSection, Task
from plans.papers.report import EMPTY
from plans.rules.report_line import Line
from plans.rules.status import Progress
from plans.services import report as service
from plans.services.report import lines_of
from tests.factory import Cast, make_many_tasks, make_user
from tests.plans.report_factory import make_report, make_tasks, section_of, worded
from tests.web.clock import set_clock
from tests.web.page import said, table
from tests.web.test_query_budgets import MOST, count

RATE = "tasks.rate"
HAND = "Các đơn vị đã hoàn thành phần lớn nhiệm vụ."
ClientFor = Callable[..., Client]


@pytest.fixture
def tasks(plan: Plan, cast: Cast) -> list[Task]:
    return make_tasks(plan, cast)


@pytest.fixture
def report(plan: Plan, cast: Cast, tasks: list[Task]) -> Report:
    return make_report(plan, cast.standing)


@pytest.fixture
def colleague(cast: Cast) -> Any:
    return make_user("thuongtruc2", "standing", unit=cast.standing_office)


def section_url(report: Report, name: str = "report_section", slug: str = "tasks") -> str:
    return reverse(f"plans:{name}", args=[report.pk, slug])


def form_of(page: Any, **typed: str) -> dict[str, str]:
    """What the browser sends of a section's form, with some texts typed anew (by key)."""
    form = page.context["form"]
    data = {"version": str(form["version"].value()), "keys": page.context["keys"], "seal": page.context["seal"]}
    for one in page.context["paragraphs"]:
        data[f"t-{one['key']}"] = str(one["text"].value() or "").replace("\n", "\r\n")
        data[f"w-{one['key']}"] = one["was"]
        if one["was_off"]:
            data[f"k-{one['key']}"] = data[f"o-{one['key']}"] = "on"
    return data | {f"t-{key}": words for key, words in typed.items()}


def line(report: Report, key: str = RATE, slug: str = "tasks") -> Line:
    return next(one for one in lines_of(section_of(report, slug)) if one.key == key)


def refresh_with(tasks: list[Task], client: Client, report: Report) -> None:
    """Another finishes a task, and new figures are taken."""
    Task.objects.filter(pk=tasks[2].pk).update(progress=Progress.DONE, reported_on=dt.date(2026, 6, 20))
    assert client.post(reverse("plans:report_refresh", args=[report.pk])).status_code == 302


def test_a_report_is_drafted_with_everything_drawn(plan: Plan, tasks: list[Task], client_for: ClientFor) -> None:
    client = client_for("standing")
    answer = client.post(reverse("plans:report_new"), {"kind": "half", "as_of": "30/06/2026"})

    report = Report.objects.get()
    page = client.get(answer.headers["Location"])
    assert (report.task, report.as_of, report.symbol) == (tasks[2], dt.date(2026, 6, 30), "BC-SNgV")
    assert report.due_on == tasks[2].deadline
    words = said(page)
    assert "Đã hoàn thành 01 nhiệm vụ , đạt 33,3% số nhiệm vụ trên" in words
    assert "I. KẾT QUẢ CÔNG TÁC THI ĐUA, KHEN THƯỞNG 6 THÁNG ĐẦU NĂM 2026" in words
    assert EMPTY in words
    assert said(client_for("leader").get(answer.headers["Location"])).count("Sửa mục này") == 0


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"kind": "quarter"}, "Chọn quý của báo cáo."),
        ({"kind": "free"}, "Nhập ngày của thời gian báo cáo."),
        ({"kind": "free", "first": "01/05/2026", "last": "01/04/2026"}, "Ngày cuối ở trước ngày đầu."),
        ({"kind": "free", "first": "31/02/2026", "last": "01/04/2026"}, "Không có ngày này."),
        ({"kind": "free", "first": "01/08/2026", "last": "31/08/2026"}, "chưa bắt đầu nên chưa có số liệu"),
        ({"kind": "free", "first": "01/12/2025", "last": "31/01/2026"}, "phải nằm trong năm 2026 của kế hoạch"),
        ({"kind": "free", "first": "01/01/2025", "last": "31/12/2025"}, "phải nằm trong năm 2026 của kế hoạch"),
        ({"kind": "free", "first": "01/06/2026", "last": "01/06/2199"}, "phải nằm trong năm 2026 của kế hoạch"),
        ({"kind": "half", "as_of": "31/12/2025"}, "Ngày chốt ở trước ngày đầu"),
        ({"kind": "half", "as_of": "31/12/2199"}, "Ngày chốt ở sau hôm nay"),
        ({"kind": "nonsense"}, "“nonsense” không có trong danh sách. Chọn lại."),
    ],
)
def test_bad_input_of_a_new_report(
    plan: Plan, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, typed: dict[str, str], refusal: str
) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 7, 10, 9))
    page = client_for("standing").post(reverse("plans:report_new"), typed)

    assert page.status_code == 200
    assert refusal in said(page)
    assert not Report.objects.exists()


def test_every_figure_opens_exactly_the_rows_it_counts(report: Report, client_for: ClientFor) -> None:
    client = client_for("standing")
    page = client.get(reverse("plans:report", args=[report.pk]))
    links = re.findall(r'<a href="(/bao-cao/\d+/so-lieu/[^"]+)">(\d+) ', page.content.decode())

    assert len(links) >= 8
    for url, number in links:
        rows = client.get(url)
        assert (rows.status_code, len(table(rows))) == (200, int(number)), url
    assert client.get(reverse("plans:report_rows", args=[report.pk, "tasks", RATE, 99])).status_code == 404
    assert client.get(reverse("plans:report_rows", args=[report.pk, "tasks", "no.such", 0])).status_code == 404


def test_who_prepares_it_alone_reads_what_is_not_printed(report: Report, cast: Cast, client_for: ClientFor) -> None:
    rows = reverse("plans:report_rows", args=[report.pk, "tasks", RATE, 0])
    drawn = next(one.text for one in lines_of(section_of(report)) if one.key == RATE)
    standing, member = client_for("standing"), client_for("member")
    section = worded(section_of(report), RATE, HAND, cast.standing)
    Report.objects.update(state="issued", number="71/BC-SNgV", issued_on=dt.date(2026, 7, 3))
    assert (drawn in said(standing.get(rows)), HAND in said(standing.get(rows))) == (True, False)
    assert (drawn in said(member.get(rows)), HAND in said(member.get(rows))) == (False, True)

    lines = [one | {"left_out": one["key"] == RATE} for one in section.lines]
    ReportSection.objects.filter(pk=section.pk).update(lines=lines)
    assert [client.get(rows).status_code for client in (standing, member)] == [200, 404]


def test_rows_that_one_may_not_see_are_counted(report: Report, client_for: ClientFor) -> None:
    section = section_of(report)
    lines = section.lines
    lines[0]["drawn"]["parts"] = ["Có ", ["02 văn bản", "paper", [901, 902]], "."]
    ReportSection.objects.filter(pk=section.pk).update(lines=lines)

    page = client_for("standing").get(reverse("plans:report_rows", args=[report.pk, "tasks", lines[0]["key"], 0]))

    assert "Báo cáo đếm 2 văn bản. Trong đó 2 văn bản không mở được" in said(page)


def test_a_section_is_worded_anew_left_out_and_added_to(report: Report, client_for: ClientFor) -> None:
    client = client_for("standing")
    data = form_of(client.get(section_url(report)), **{RATE: HAND})
    new = next(key for key in data["keys"].split() if key.startswith("own.h"))
    data |= {f"t-{new}": "Đoạn tự viết.", "k-tasks.cells": "on"}

    assert client.post(section_url(report), data).status_code == 302

    assert (line(report).text, line(report, "tasks.cells").text, line(report, new).text) == (HAND, "", "Đoạn tự viết.")
    page = client.get(reverse("plans:report", args=[report.pk]))
    assert f"{HAND} Lời đã sửa. Số liệu: 01 nhiệm vụ" in said(page)
    assert "Không đưa vào báo cáo:" in said(page)
    assert "Không đưa vào báo cáo:" not in said(client_for("leader").get(reverse("plans:report", args=[report.pk])))


def test_two_editors_of_one_section_compare(report: Report, colleague: Any, client_for: ClientFor) -> None:
    first, second = client_for("standing"), client_for(colleague)
    mine, theirs = first.get(section_url(report)), second.get(section_url(report))
    added = form_of(theirs, **{RATE: "Bản của đồng nghiệp."})
    their_key = next(key for key in added["keys"].split() if key.startswith("own.h"))
    assert second.post(section_url(report), added | {f"t-{their_key}": "Đoạn của đồng nghiệp."}).status_code == 302

    assert "đang soạn, lưu lúc" in said(first.get(section_url(report)))
    page = first.post(section_url(report), form_of(mine, **{RATE: HAND, "tasks.cells": "Lời mở đầu của tôi."}))
    assert page.status_code == 409
    assert "vừa nhập chưa lưu và vẫn còn ở đây" in said(page)
    both = {text for row in page.context["rows"] for text in (row.mine, row.theirs)}
    assert {HAND, "Bản của đồng nghiệp.", "Lời mở đầu của tôi.", "Đoạn của đồng nghiệp."} <= both

    chosen = dict(page.context["carried"]) | {"version": str(page.context["version"])}
    for row in page.context["rows"]:
        if not row.same:
            chosen[row.name] = row.mine if row.picks_mine else row.theirs
    assert first.post(section_url(report), chosen).status_code == 302
    assert line(report).text == HAND
    assert line(report, "tasks.cells").text == "Lời mở đầu của tôi."
    assert line(report, their_key).text == "Đoạn của đồng nghiệp."


def test_choosing_theirs_and_ones_own_untouched_words(
    report: Report, cast: Cast, colleague: Any, client_for: ClientFor
) -> None:
    worded(section_of(report), RATE, "Lời đầu.", cast.standing)
    first, second = client_for("standing"), client_for(colleague)
    mine, theirs = first.get(section_url(report)), second.get(section_url(report))
    second.post(section_url(report), form_of(theirs, **{RATE: "Lời sau."}))
    page = first.post(section_url(report), form_of(mine, **{"tasks.cells": "Mở đầu."}))

    row = next(row for row in page.context["rows"] if row.name == f"t-{RATE}")
    assert (row.mine, row.theirs, row.picks_mine) == ("Lời đầu.", "Lời sau.", False)
    chosen = dict(page.context["carried"]) | {"version": str(page.context["version"])}
    for row in page.context["rows"]:
        if not row.same:
            chosen[row.name] = row.mine
    first.post(section_url(report), chosen)
    assert (line(report).text, line(report, "tasks.cells").text) == ("Lời đầu.", "Mở đầu.")


def test_two_sections_do_not_disturb_each_other(report: Report, colleague: Any, client_for: ClientFor) -> None:
    first, second = client_for("standing"), client_for(colleague)
    mine = first.get(section_url(report))
    theirs = second.get(section_url(report, slug="strengths"))

    assert second.post(section_url(report, slug="strengths"), form_of(theirs)).status_code == 302
    assert first.post(section_url(report), form_of(mine, **{RATE: HAND})).status_code == 302


def test_autosave_says_when_and_who_else_saved(report: Report, colleague: Any, client_for: ClientFor) -> None:
    first, second = client_for("standing"), client_for(colleague)
    save = section_url(report, "report_section_save")
    data = form_of(first.get(section_url(report)), **{RATE: HAND})
    behind = form_of(second.get(section_url(report)), **{RATE: "Bản khác."})

    kept = first.post(save, data)
    assert (kept.status_code, line(report).text) == (200, HAND)
    again = first.post(save, data | {"version": str(kept.json()["version"])})
    assert again.json()["version"] == kept.json()["version"]

    refused = second.post(save, behind)
    assert refused.status_code == 409
    assert "vừa lưu mục này" in refused.json()["said"]
    assert "Bấm “Lưu mục này” để so hai bản" in refused.json()["said"]
    assert second.post(section_url(report), behind).status_code == 409


def test_a_lost_session_saves_nothing_and_what_was_typed_is_sent_again(report: Report, client_for: ClientFor) -> None:
    client = client_for("standing")
    save = section_url(report, "report_section_save")
    data = form_of(client.get(section_url(report)), **{RATE: HAND})
    client.logout()

    lost = client.post(save, data)
    assert (lost.status_code, line(report).words) == (302, None)

    back = client_for("standing")
    assert back.post(save, data).status_code == 200
    assert line(report).text == HAND


def test_new_paragraphs_have_the_same_names_after_a_reload(report: Report, client_for: ClientFor) -> None:
    client = client_for("standing")

    assert client.get(section_url(report)).context["keys"] == client.get(section_url(report)).context["keys"]


def test_a_refresh_by_another_in_the_middle_loses_nothing(
    report: Report, tasks: list[Task], colleague: Any, client_for: ClientFor
) -> None:
    first, second = client_for("standing"), client_for(colleague)
    data = form_of(first.get(section_url(report)), **{RATE: HAND})

    refresh_with(tasks, second, report)
    assert first.post(section_url(report), data).status_code == 302

    assert (line(report).text, line(report).is_stale) == (HAND, True)
    assert line(report, "tasks.cells").words is None
    assert line(report, "tasks.cells").drawn.figures["on_time"] == 2  # type: ignore[union-attr]
    page = said(first.get(reverse("plans:report", args=[report.pk])))
    assert "Số liệu đã đổi sau khi câu này được sửa." in page
    assert "1 câu có số liệu đã đổi" in page


@pytest.mark.parametrize(("choice", "words"), [("moi", None), ("giu", HAND)])
def test_a_stale_sentence_has_two_buttons(
    report: Report, cast: Cast, tasks: list[Task], client_for: ClientFor, choice: str, words: str | None
) -> None:
    client = client_for("standing")
    worded(section_of(report), RATE, HAND, cast.standing)
    refresh_with(tasks, client, report)
    version = section_of(report).version
    url = section_url(report, "report_settle")

    late = client.post(url, {"cau": RATE, "chon": choice, "version": str(version - 1)}, follow=True)
    assert "vừa được người khác sửa" in said(late)
    client.post(url, {"cau": RATE, "chon": choice, "version": str(version)})

    assert (line(report).words, line(report).is_stale) == (words, False)


def test_the_head_is_kept_and_compared(report: Report, colleague: Any, client_for: ClientFor) -> None:
    first, second = client_for("standing"), client_for(colleague)
    url = reverse("plans:report_head", args=[report.pk])
    data = {
        "version": str(report.version),
        "abstract": "Sơ kết 6 tháng",
        "as_of": "31/05/2026",
        "recipients": "Như trên\nLưu: VT",
        "symbol": "BC-SNgV",
        "annexes": ["tasks"],
    }

    assert first.post(url, data).status_code == 302
    report.refresh_from_db()
    assert (report.abstract, report.as_of, report.annexes) == ("Sơ kết 6 tháng", dt.date(2026, 5, 31), ["tasks"])
    assert second.post(url, data | {"abstract": "Bản khác"}).status_code == 409
    assert "ở trước ngày đầu" in said(first.post(url, data | {"version": str(report.version), "as_of": "01/12/2025"}))


def test_from_remarks_to_the_number(report: Report, tasks: list[Task], client_for: ClientFor, cast: Cast) -> None:
    standing, leader, clerk = (client_for(who) for who in ("standing", "leader", "clerk"))
    page = reverse("plans:report", args=[report.pk])
    head = {"actor": cast.standing, "report": report, "seen": report.version, "values": {"task": tasks[2]}}
    service.edit_head(**head)  # type: ignore[arg-type]
    leader.post(reverse("plans:report_remark", args=[report.pk]), {"section": "causes", "text": "Nêu nguyên nhân."})
    submit = reverse("plans:report_submit", args=[report.pk])
    assert "Còn 1 ý kiến của lãnh đạo chưa tiếp thu" in said(standing.get(submit))
    assert "Tiếp thu ý kiến về báo cáo" in said(standing.get(reverse("plans:home")))
    remark = report.remarks.get()
    standing.post(reverse("plans:report_answer", args=[report.pk, remark.pk]), {"answer": "Đã bổ sung."})
    assert "Tiếp thu: Đã bổ sung." in said(leader.get(page))

    def act(client: Client, name: str, **typed: str) -> None:
        version = str(Report.objects.get().version)
        answer = client.post(reverse(f"plans:report_{name}", args=[report.pk]), {"version": version, **typed})
        assert answer.status_code == 302, said(answer)

    act(standing, "submit")
    assert "Duyệt báo cáo" in said(leader.get(reverse("plans:home")))
    assert "đang trình lãnh đạo nên chưa sửa được" in said(standing.get(section_url(report)))
    act(leader, "return", reason="Nêu rõ hơn.")
    assert "Lãnh đạo Sở trả lại. Nêu rõ hơn." in said(standing.get(page))
    act(standing, "submit")
    act(leader, "approve")
    assert "Ban hành báo cáo" in said(clerk.get(reverse("plans:home")))
    act(clerk, "issue", number="12", issued_on="03/07/2026")

    words = said(client_for("member").get(page))
    assert "số 12/BC-SNgV" in words
    assert "Sửa mục này" not in words
    assert "Ý kiến của lãnh đạo" not in words
    task = said(standing.get(reverse("plans:task", args=[tasks[2].pk])))
    assert "Kết quả: báo cáo" in task
    assert "Báo hoàn thành nhiệm vụ" in task
    assert "Báo hoàn thành nhiệm vụ 3" in said(standing.get(reverse("plans:home")))
    assert Task.objects.get(pk=tasks[2].pk).progress == Progress.TODO


def test_the_list_shows_what_one_may_see(report: Report, client_for: ClientFor, cast: Cast) -> None:
    url = reverse("plans:report_list")

    (row,) = table(client_for("standing").get(url))
    assert row[2:5] == ["01/01/2026 - 30/06/2026", "30/06/2026", "chưa có"]
    assert "Chưa có báo cáo nào" in said(client_for("member").get(url))
    assert "Không có báo cáo nào theo điều kiện lọc" in said(client_for("standing").get(f"{url}?loai=year"))


def test_search_calendar_and_the_task_name_the_report(report: Report, tasks: list[Task], client_for: ClientFor) -> None:
    Report.objects.filter(pk=report.pk).update(due_on=dt.date(2026, 7, 10))
    client = client_for("standing")

    assert report.abstract in said(client.get(reverse("plans:search"), {"q": "so ket cong tac thi dua"}))
    assert "Hạn gửi báo cáo" in said(client.get(reverse("plans:calendar_month", args=[2026, 7])))
    task = said(client.get(reverse("plans:task", args=[tasks[2].pk])))
    assert "Chưa có báo cáo nào của nhiệm vụ này." in task
    assert report.abstract not in said(client_for("member").get(reverse("plans:search"), {"q": "so ket cong tac"}))


def test_queries_stay_the_same(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    clients = {who: client_for(who) for who in ("standing", "leader")}
    found: dict[tuple[str, str], list[int]] = {}
    for rows in (1, 3, 300):
        Report.objects.all().delete()
        Task.objects.filter(plan=plan).delete()
        make_many_tasks(plan, rows, [cast.division, cast.other_division])
        for _ in range(min(rows, 60)):
            report = make_report(plan, cast.standing, "year")
        for slug in ("tasks", "causes"):
            for _ in range(min(rows, 20)):
                section = section_of(report, slug)
                report.remarks.create(section=section, text="Bổ sung.", made_by=cast.leader)
        pages = {
            "report_list": [],
            "report": [report.pk],
            "report_rows": [report.pk, "tasks", "tasks.cells", 0],
        }
        for name, args in pages.items():
            for who, client in clients.items():
                number, _ = count(client, reverse(f"plans:{name}", args=args))
                found.setdefault((name, who), []).append(number)
        number, _ = count(clients["standing"], section_url(report))
        found.setdefault(("report_section", "standing"), []).append(number)

    assert max(max(numbers) for numbers in found.values()) <= MOST, found
    assert all(len(set(numbers)) == 1 for numbers in found.values()), found
