"""Campaigns as people see them: list, page, forms, papers, task page, first page, calendar, search, overview."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.models import Campaign, CampaignFile, CampaignPaper, CampaignState, PaperKind
from plans.models import IssuedPaper, PaperState, Plan, Task
from plans.rules.status import Progress
from tests.emulation.campaign_factory import WORDS, make_campaign, make_campaign_file, make_campaign_paper
from tests.factory import Cast, make_task
from tests.web.clock import set_clock

LogIn = Callable[[str], Client]
FORM = {
    **WORDS,
    "name": "Phong trào thi đua năm 2026",
    "kind": "regular",
    "launcher": "office",
    "scope": "unit",
    "starts_on": "15/01/2026",
    "ends_on": "31/12/2026",
}


def at(name: str, *args: Any) -> str:
    return reverse(f"emulation:{name}", args=args)


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def post(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, data)


def test_a_campaign_is_written_and_goes_its_way_in_the_browser(cast: Cast, plan: Plan, client_for: LogIn) -> None:
    standing, leader, clerk = client_for("standing"), client_for("leader"), client_for("clerk")
    task = make_task(plan, "Phát động phong trào thi đua năm 2026.", no="2", units=[cast.standing_office])
    first = shown(standing, f"{at('campaign_new')}?nhiem-vu={task.pk}")
    assert "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15" in first

    post(standing, at("campaign_new"), **FORM, task=task.pk, participants=[cast.division.pk])
    campaign = Campaign.objects.get()
    phases = {"version": 1, "registration_opens": "05/01/2026", "registration_closes": "27/02/2026"}
    assert post(standing, at("campaign_phases", campaign.pk), **phases).status_code == 302
    assert post(standing, at("campaign_submit", campaign.pk), version=2).status_code == 302
    assert "Duyệt phát động" in shown(leader, reverse("plans:home"))
    assert post(leader, at("campaign_approve", campaign.pk), version=3).status_code == 302
    assert "Ghi số, phát động" in shown(clerk, reverse("plans:home"))
    answer = post(clerk, at("campaign_launch", campaign.pk), version=4, number="8", issued_on="20/01/2026")
    assert answer.status_code == 302

    page = shown(client_for("member"), at("campaign", campaign.pk))
    assert "Số 08/KH-SNgV ngày 20/01/2026" in page
    for who in ("Lê Thu Hà", "Nông Đức Dũng", "Vi Thị Chi"):
        assert who in page
    assert "Phòng Lãnh sự - Biên giới" in page


def test_what_was_typed_stays_when_it_is_refused(cast: Cast, client_for: LogIn) -> None:
    page = post(client_for("standing"), at("campaign_new"), **{**FORM, "ends_on": "31/12/2025"}).content.decode()

    assert "Ở trước ngày bắt đầu." in page
    assert "Hoàn thành xuất sắc nhiệm vụ năm 2026." in page
    assert not Campaign.objects.exists()


def test_two_people_editing_see_both_texts(cast: Cast, client_for: LogIn) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT)
    standing = client_for("standing")
    post(standing, at("campaign_edit", campaign.pk), **FORM, version=1)

    answer = post(standing, at("campaign_edit", campaign.pk), **{**FORM, "name": "Tên khác"}, version=1)

    assert answer.status_code == 409
    assert "Tên khác" in answer.content.decode()


def test_phases_outside_the_time_are_refused_at_their_field(cast: Cast, client_for: LogIn) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT)

    page = post(
        client_for("standing"),
        at("campaign_phases", campaign.pk),
        version=1,
        final_opens="01/12/2026",
        final_closes="15/01/2027",
    ).content.decode()

    assert "Ở sau ngày cuối của phong trào, 31/12/2026." in page
    assert 'value="15/01/2027"' in page


def test_the_missing_parts_stand_on_the_page_and_instead_of_the_button(cast: Cast, client_for: LogIn) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT, objective="", review="")
    standing = client_for("standing")

    assert "còn 2 chỗ cần bổ sung" in shown(standing, at("campaign", campaign.pk))
    page = shown(standing, at("campaign_submit", campaign.pk))
    assert "Chưa có mục tiêu." in page
    assert '<button type="submit" class="btn btn-primary">' not in page


def test_a_double_click_does_nothing_twice(cast: Cast, client_for: LogIn) -> None:
    standing = client_for("standing")

    for _ in range(2):
        assert post(standing, at("campaign_new"), **FORM, submit_key="một-lần").status_code == 302

    assert Campaign.objects.count() == 1


def test_files_are_added_downloaded_as_attachments_and_removed(cast: Cast, client_for: LogIn) -> None:
    campaign = make_campaign(cast)
    standing = client_for("standing")

    refused = post(standing, at("campaign_file_add", campaign.pk), uploads=SimpleUploadedFile("a.pdf", b"GIF89a"))
    assert "“a.pdf”" in refused.content.decode()
    post(standing, at("campaign_file_add", campaign.pk), uploads=SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF\n"))
    kept = CampaignFile.objects.get()
    answer = client_for("member").get(at("campaign_file", campaign.pk, kept.pk))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    post(standing, at("campaign_file_remove", campaign.pk, kept.pk))
    assert "Tệp phong trào thi đua" in shown(standing, reverse("plans:bin"))
    assert client_for("member").get(at("campaign_file", campaign.pk, kept.pk)).status_code == 404


def test_a_file_of_another_campaign_is_not_found(cast: Cast, client_for: LogIn) -> None:
    kept = make_campaign_file(make_campaign(cast), cast.standing)
    other = make_campaign(cast, number=12)

    assert client_for("standing").get(at("campaign_file", other.pk, kept.pk)).status_code == 404


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_launch_plan_is_printed_before_and_after(cast: Cast, client_for: LogIn, form: str) -> None:
    draft = make_campaign(cast, state=CampaignState.DRAFT)
    launched = make_campaign(cast)
    client = client_for("standing")

    for campaign in (draft, launched):
        data = client.get(at(f"campaign_{form}", campaign.pk)).getvalue()
        assert data.startswith(b"%PDF" if form == "pdf" else b"PK")
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(client.get(at("campaign_docx", draft.pk)).content)) as packed:
            assert "11/KH" not in packed.read("word/document.xml").decode()


def test_the_decision_and_the_reports_go_their_way(cast: Cast, plan: Plan, client_for: LogIn) -> None:
    campaign = make_campaign(cast)
    standing, leader, clerk = client_for("standing"), client_for("leader"), client_for("clerk")
    place = (campaign.pk, "tong-ket")
    words = {**{name: WORDS[name] for name in ("recipients", "signer_title", "signer_name")}, "symbol": "BC-SNgV"}
    first = shown(standing, at("campaign_paper_edit", *place))
    assert "Thực hiện Kế hoạch số 11/KH-SNgV ngày 20 tháng 01 năm 2026" in first
    early = shown(leader, at("campaign_close", campaign.pk))
    assert "Chưa ban hành báo cáo tổng kết." in early
    assert "Soạn tiếp" not in early  # the leader has nothing to write

    typed = {**words, "results": "Đạt mục tiêu.", "direction": "Tiếp tục."}
    assert post(standing, at("campaign_paper_edit", *place), **typed, version=0).status_code == 302
    assert post(standing, at("campaign_paper_submit", *place), version=1).status_code == 302
    assert "Duyệt báo cáo tổng kết" in shown(leader, reverse("plans:home"))
    assert post(leader, at("campaign_paper_return", *place), version=2, reason="Nêu số liệu.").status_code == 302
    assert "Nêu số liệu." in shown(standing, at("campaign_paper_edit", *place))
    assert post(standing, at("campaign_paper_submit", *place), version=3).status_code == 302
    assert post(leader, at("campaign_paper_approve", *place), version=4).status_code == 302
    assert "Ban hành báo cáo tổng kết" in shown(clerk, reverse("plans:home"))
    assert client_for("member").get(at("campaign_paper", *place)).status_code == 404
    issue = {"version": 5, "number": "3", "issued_on": "25/01/2026"}
    assert post(clerk, at("campaign_paper_issue", *place), **issue).status_code == 302

    assert IssuedPaper.objects.get(series="BC").symbol_line == "03/BC-SNgV"
    assert "Đạt mục tiêu." in shown(client_for("member"), at("campaign_paper", *place))
    assert client_for("member").get(at("campaign_paper_pdf", *place)).getvalue().startswith(b"%PDF")
    assert client_for("member").get(at("campaign_paper_docx", *place)).content.startswith(b"PK")
    assert post(leader, at("campaign_close", campaign.pk), version=campaign.version).status_code == 302
    assert Campaign.objects.get().state == "closed"


def test_an_unknown_kind_of_paper_is_not_found(cast: Cast, client_for: LogIn) -> None:
    campaign = make_campaign(cast)

    assert client_for("standing").get(at("campaign_paper_edit", campaign.pk, "khac")).status_code == 404


def test_the_final_report_is_asked_for_once_the_time_is_over(
    cast: Cast, plan: Plan, client_for: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = make_campaign(cast)
    set_clock(monkeypatch, dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC))
    standing = client_for("standing")

    assert "Cần tổng kết" in shown(standing, reverse("plans:home"))
    make_campaign_paper(cast, campaign, state=PaperState.SUBMITTED)
    assert "Cần tổng kết" not in shown(standing, reverse("plans:home"))


def test_the_task_page_shows_its_campaigns_and_is_completed_from_one(cast: Cast, plan: Plan, client_for: LogIn) -> None:
    task = make_task(plan, "Phát động phong trào thi đua năm 2026.", no="2", units=[cast.standing_office])
    standing = client_for("standing")
    assert "Lập phong trào" in shown(standing, reverse("plans:task", args=[task.pk]))
    campaign = make_campaign(cast, task=task)

    assert campaign.name in shown(client_for("member"), reverse("plans:task", args=[task.pk]))
    assert "Báo hoàn thành nhiệm vụ 2" in shown(standing, at("campaign", campaign.pk))
    page = shown(standing, at("campaign_complete", campaign.pk))
    assert "Kế hoạch 11/KH-SNgV" in page
    answer = post(standing, at("campaign_complete", campaign.pk), done_text="Đã phát động.")

    assert answer.headers["Location"] == reverse("plans:task", args=[task.pk])
    assert Task.objects.get(pk=task.pk).progress == Progress.AWAITING
    assert at("campaign_complete", campaign.pk) not in shown(standing, at("campaign", campaign.pk))
    assert "đang chờ xác nhận" in shown(standing, at("campaign_complete", campaign.pk))


def test_a_strange_unit_has_no_panel_on_a_task_without_campaigns(cast: Cast, task: Task, client_for: LogIn) -> None:
    page = shown(client_for("contact"), reverse("plans:task", args=[task.pk]))

    assert "Chưa có phong trào nào" not in page


def test_calendar_and_search_know_launched_campaigns(
    cast: Cast, plan: Plan, client_for: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_campaign(cast)
    make_campaign(cast, state=CampaignState.DRAFT, name="Phong trào chưa phát động")
    set_clock(monkeypatch, dt.datetime(2026, 2, 10, 9, tzinfo=dt.UTC))
    member = client_for("member")

    assert "Đóng đăng ký: Phong trào thi đua" in shown(member, reverse("plans:calendar_month", args=[2026, 2]))
    found = shown(member, f"{reverse('plans:search')}?q=thi dua thuong xuyen")
    assert "Phong trào thi đua thường xuyên năm 2026" in found
    assert "chưa phát động" not in shown(member, f"{reverse('plans:search')}?q=phong trao")


def test_the_overview_shows_a_card_whose_figures_open_their_lists(
    cast: Cast, plan: Plan, task: Task, client_for: LogIn
) -> None:
    make_campaign(cast)
    leader = client_for("leader")

    page = shown(leader, reverse("plans:dashboard"))

    assert "đang thực hiện" in page
    assert f"{at('campaign_list')}?tinh-trang=launched" in page
    assert "1 phong trào" in shown(leader, f"{at('campaign_list')}?tinh-trang=launched")


def test_the_list_is_filtered_printed_and_downloaded(cast: Cast, plan: Plan, client_for: LogIn) -> None:
    source = {"source_number": "Kế hoạch mẫu", "source_from": "Tỉnh"}
    make_campaign(cast)
    make_campaign(cast, number=12, name="Chuyển đổi số", kind="thematic", launcher="province", **source)
    make_campaign(
        cast, state=CampaignState.DRAFT, name="Năm sau", starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 12, 31)
    )
    client = client_for("standing")

    page = shown(client, f"{at('campaign_list')}?loai=thematic&cap=province&tim=chuyen doi")
    assert ("Chuyển đổi số" in page, "thường xuyên năm 2026" in page) == (True, False)
    assert "Năm sau" not in shown(client, at("campaign_list"))
    assert "Năm sau" in shown(client, f"{at('campaign_list')}?nam=tat-ca")
    assert client.get(at("campaign_list_print")).content.startswith(b"%PDF")
    assert client.get(f"{at('campaign_list_print')}?dang=xlsx").content.startswith(b"PK")


def test_the_ministry_form_and_the_report_of_a_time(cast: Cast, plan: Plan, client_for: LogIn) -> None:
    make_campaign(cast)
    leader = client_for("leader")

    page = shown(leader, at("campaign_statistics"))
    assert ("0601.N/BNV-TĐKT" in page, "chưa xác minh" in page) == (True, True)
    assert leader.get(at("campaign_statistics_print")).content.startswith(b"%PDF")
    assert leader.get(f"{at('campaign_statistics_print')}?dang=xlsx").content.startswith(b"PK")
    assert "Trong kỳ có 1 phong trào" in shown(leader, at("campaign_report"))
    assert "Trong kỳ không có" in shown(leader, f"{at('campaign_report')}?tu=01/01/2025&den=31/12/2025")
    wrong = shown(leader, f"{at('campaign_report')}?tu=01/02/2026&den=x")
    assert "Không có ngày này" in wrong
    assert leader.get(f"{at('campaign_report_pdf')}?tu=01/01/2026&den=30/06/2026").content.startswith(b"%PDF")
    assert leader.get(at("campaign_report_docx")).content.startswith(b"PK")


# -- Queries ---------------------------------------------------------------------------------------------------------


def count(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_queries_of_the_list_and_the_page(cast: Cast, plan: Plan, client_for: LogIn) -> None:
    clients = {who: client_for(who) for who in ("standing", "leader", "member")}
    found: dict[int, dict[tuple[str, str], int]] = {}
    made = 0
    task = make_task(plan, units=[cast.standing_office])
    for rows in (1, 3, 30):
        for place in range(made, rows):
            campaign = make_campaign(cast, number=100 + place, name=f"Phong trào {place}", task=task)
        made = rows
        campaign = Campaign.objects.get(name="Phong trào 0")
        for place in range(rows - campaign.files.count()):
            make_campaign_file(campaign, cast.standing, f"{place}.pdf")
        urls = [at("campaign_list"), at("campaign", campaign.pk), reverse("plans:task", args=[task.pk])]
        more = [at("campaign_statistics"), at("campaign_report"), reverse("plans:dashboard")]
        found[rows] = {
            (who, url): count(client, url)
            for who, client in clients.items()
            for url in (urls if who == "member" else urls + more)
        }

    assert found[1] == found[3] == found[30]
    most = {reverse("plans:dashboard"): 15}
    assert {page: number for page, number in found[30].items() if number > most.get(page[1], 12)} == {}


def test_queries_of_a_paper(cast: Cast, client_for: LogIn) -> None:
    campaign = make_campaign(cast)
    make_campaign_paper(cast, campaign, PaperKind.MIDTERM, state=PaperState.DRAFT)

    assert count(client_for("standing"), at("campaign_paper", campaign.pk, "so-ket")) <= 12
    assert CampaignPaper.objects.count() == 1
