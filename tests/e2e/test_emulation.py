"""The year's regular campaign and a thematic one of the province, from launch to review, by everybody who has a hand in
them; tasks 2 and 7 of the plan show them and are completed from them.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from emulation.models import Campaign, CampaignState, Registration, ScoreSheet
from plans.models import Assignment
from plans.rules.status import Progress
from tests.e2e.year import Year

Act = Callable[..., None]
REGULAR = "Phong trào thi đua thường xuyên năm 2026"
THEMATIC = "Phong trào thi đua “Lạng Sơn đẩy mạnh chuyển đổi số”"
SIGNER = {"signer_title": "GIÁM ĐỐC", "signer_name": "Trần Văn Nam", "recipients": "Các phòng, đơn vị\nLưu: VT"}


def test_two_campaigns_of_the_year(year: Year, assert_no_axe_violations: Act, assert_fits: Act) -> None:
    issue_the_plan(year)
    launch_the_regular(year, assert_no_axe_violations, assert_fits)
    register(year)
    score(year, assert_no_axe_violations)
    close_the_scores(year, assert_no_axe_violations, assert_fits)
    review(year)
    launch_the_thematic(year)
    close_the_thematic(year)


def issue_the_plan(year: Year) -> None:
    year.on(14, 1)
    year.at("clerk", f"/ke-hoach/{year.plan.pk}/ban-hanh/")
    year.fill(number="5")
    year.send("Ban hành")
    year.told("Đã ban hành kế hoạch và vào sổ văn bản.")


def write(year: Year, name: str, no: int, **more: str) -> None:
    """The standing office writes a campaign with every part the law asks for, linked to task ``no``."""
    year.at("standing", "/thi-dua/lap/")
    year.fill(
        name=name,
        starts_on="15/01/2026",
        ends_on="31/12/2026",
        objective="Hoàn thành 100% nhiệm vụ của kế hoạch năm.",
        extent="Toàn Sở.",
        subjects="Tập thể, công chức, viên chức, người lao động của Sở.",
        contents="Tham mưu đúng hạn; cải cách hành chính; giữ kỷ luật.",
        measures="Phòng HTQT - VP hướng dẫn, kiểm tra; các đơn vị đăng ký và thực hiện.",
        review="Sơ kết tháng 6, tổng kết tháng 12.",
        **SIGNER,
        **more,
    )
    year.page.locator("main [name=task]").select_option(str(year.task(no).pk))


def walk_to_launch(year: Year, name: str, number: str) -> Campaign:
    """Submitted, approved, given its number."""
    campaign = Campaign.objects.get(name=name)
    at = f"/thi-dua/{campaign.pk}/"
    year.at("standing", f"{at}trinh/")
    year.send("Trình duyệt")
    year.told("Đã trình Lãnh đạo Sở duyệt.")
    year.at("leader", f"{at}duyet/")
    year.send("Duyệt")
    year.told("Đã duyệt. Văn thư ghi số và ngày để phát động.")
    year.at("clerk", f"{at}phat-dong/")
    year.fill(number=number)
    year.send("Phát động")
    year.told("Đã phát động, kế hoạch đã vào sổ văn bản.")
    campaign.refresh_from_db()
    assert (campaign.state, campaign.number) == (CampaignState.LAUNCHED, f"{int(number):02}/KH-SNgV")
    return campaign


def launch_the_regular(year: Year, axe: Act, fits: Act) -> None:
    year.on(15, 1)
    write(year, REGULAR, 2)
    for unit in (year.cast.division, year.cast.other_division):
        year.page.get_by_role("checkbox", name=unit.name).check()
    fits(year.page)
    axe(year.page)
    year.save()
    expect(year.page.get_by_role("heading", name="Giai đoạn của phong trào")).to_be_visible()
    year.fill(
        registration_opens="15/01/2026",
        registration_closes="28/02/2026",
        running_opens="15/01/2026",
        running_closes="31/10/2026",
        scoring_opens="01/11/2026",
        scoring_closes="20/11/2026",
        final_opens="21/11/2026",
        final_closes="31/12/2026",
    )
    year.save()
    campaign = walk_to_launch(year, REGULAR, "8")

    year.at("contact", f"/nhiem-vu/{year.task(2).pk}/")
    year.told(REGULAR)
    axe(year.page)
    year.at("contact", f"/thi-dua/{campaign.pk}/")
    fits(year.page)
    axe(year.page)


def register(year: Year) -> None:
    """The round is opened; a person registers, the head confirms, the standing office receives."""
    campaign = Campaign.objects.get(name=REGULAR)
    year.at("standing", "/thi-dua/dang-ky/dot/")
    year.fill(opens_on="15/01/2026", closes_on="28/02/2026")
    year.page.locator("main [name=campaign]").select_option(str(campaign.pk))
    year.save()

    year.on(10, 2)
    year.at("member", "/thi-dua/dang-ky/cua-toi/")
    year.page.locator("main").get_by_role("link", name="Lập bản đăng ký").first.click()
    year.page.get_by_label("Danh hiệu 1", exact=True).select_option(label="Lao động tiên tiến")
    year.page.get_by_label("Chỉ tiêu 1", exact=True).fill("Tham mưu 10 báo cáo đúng hạn")
    year.send("Lưu bản đăng ký")
    record = Registration.objects.get()
    assert record.person == year.cast.member.person
    year.at("member", f"/thi-dua/dang-ky/{record.pk}/")
    year.send("Gửi bản đăng ký")
    year.at("contact", f"/thi-dua/dang-ky/{record.pk}/")
    year.send("Xác nhận")
    year.at("standing", f"/thi-dua/dang-ky/{record.pk}/")
    year.send("Nhận bản đăng ký")
    record.refresh_from_db()
    assert (record.state, record.late) == ("received", False)


def score(year: Year, axe: Act) -> None:
    """Two units score themselves in November; one objects to its appraisal and is answered."""
    campaign = Campaign.objects.get(name=REGULAR)
    year.on(20, 10)
    year.at("standing", f"/thi-dua/{campaign.pk}/bang-diem/")
    year.send("Lập bảng điểm")
    for text, most in (("Hoàn thành nhiệm vụ được giao", "60"), ("Cải cách hành chính", "40")):
        year.at("standing", f"/thi-dua/bang-diem/{campaign.table.pk}/them/")
        year.fill(text=text, maximum=most)
        year.save()
    axe(year.page)

    year.on(5, 11)
    year.at("standing", f"/thi-dua/{campaign.pk}/cham-diem/")
    year.send("Lập phiếu còn thiếu")
    assert ScoreSheet.objects.count() == 2
    for role, unit, points in (
        ("contact", year.cast.division, ("55,5", "38")),
        ("stranger", year.cast.other_division, ("60", "30,25")),
    ):
        sheet = ScoreSheet.objects.get(unit=unit)
        year.at(role, f"/thi-dua/phieu/{sheet.pk}/tu-cham/")
        axe(year.page)
        for place, value in enumerate(points):
            year.page.locator("main input[name^=own-]").nth(place).fill(value)
        year.send("Lưu phiếu")
        year.at(role, f"/thi-dua/phieu/{sheet.pk}/gui/")
        year.save()
        sheet.refresh_from_db()
        assert sheet.state == "sent"
    assert [sheet.own_total for sheet in ScoreSheet.objects.order_by("unit__order")] == [9350, 9025]

    year.on(23, 11)
    first, second = ScoreSheet.objects.order_by("unit__order")
    year.at("standing", f"/thi-dua/phieu/{first.pk}/tham-dinh/")
    axe(year.page)
    year.page.locator("main input[name^=final-]").nth(1).fill("35")
    year.page.locator("main [name^=reason-]").nth(1).fill("Hai thủ tục giải quyết chậm.")
    year.send("Thẩm định xong")
    year.at("standing", f"/thi-dua/phieu/{second.pk}/tham-dinh/")
    year.send("Thẩm định xong")

    year.at("contact", f"/thi-dua/phieu/{first.pk}/y-kien/")
    year.fill(words="Tiêu chí 2 đề nghị 36 điểm: chỉ một thủ tục chậm.")
    year.save()
    year.at("standing", f"/thi-dua/phieu/{first.pk}/tra-loi/")
    year.page.locator("main input[name^=final-]").nth(1).fill("34,75")
    year.page.locator("main [name^=reason-]").nth(1).fill("Đã kiểm tra lại: một thủ tục chậm, một hồ sơ thiếu.")
    year.fill(answer="Đã kiểm tra lại từng thủ tục.")
    year.save()
    first.refresh_from_db()
    assert (first.state, first.final_total) == ("appraised", 9025)


def close_the_scores(year: Year, axe: Act, fits: Act) -> None:
    """Both have 90,25 points: two first places, shown as tied."""
    campaign = Campaign.objects.get(name=REGULAR)
    year.at("leader", f"/thi-dua/{campaign.pk}/cham-diem/chot/")
    year.send("Chốt điểm")
    assert list(ScoreSheet.objects.values_list("rank", "final_total")) == [(1, 9025), (1, 9025)]
    year.at("contact", f"/thi-dua/{campaign.pk}/xep-hang/")
    year.told("đồng hạng")
    fits(year.page)
    axe(year.page)


def issue_final_report(year: Year, campaign: Campaign, number: str) -> None:
    at = f"/thi-dua/{campaign.pk}/van-ban/tong-ket/"
    year.at("standing", f"{at}sua/")
    year.fill(results="Các đơn vị hoàn thành nhiệm vụ.", direction="Tiếp tục phát động năm 2027.", **SIGNER)
    year.save()
    year.at("standing", f"{at}trinh/")
    year.send("Trình duyệt")
    year.at("leader", f"{at}duyet/")
    year.send("Duyệt")
    year.at("clerk", f"{at}ban-hanh/")
    year.fill(number=number)
    year.send("Ban hành")
    assert campaign.papers.get(kind="final").state == "issued"


def complete(year: Year, campaign: Campaign, no: int) -> None:
    """The task is reported done from the campaign, and the leadership confirms it."""
    year.at("standing", f"/thi-dua/{campaign.pk}/hoan-thanh-nhiem-vu/")
    year.send("Báo hoàn thành")
    assert year.task(no).progress == Progress.AWAITING
    year.at("leader", f"/nhiem-vu/{year.task(no).pk}/xac-nhan/")
    year.send("Xác nhận hoàn thành")
    year.told("Đã xác nhận hoàn thành.")
    assert year.task(no).progress == Progress.DONE
    year.at("standing", f"/nhiem-vu/{year.task(no).pk}/")
    year.told(campaign.name)


def close(year: Year, campaign: Campaign) -> None:
    year.at("leader", f"/thi-dua/{campaign.pk}/ket-thuc/")
    year.send("Kết thúc")
    year.told("Đã kết thúc phong trào.")
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.CLOSED


def review(year: Year) -> None:
    year.on(5, 12)
    campaign = Campaign.objects.get(name=REGULAR)
    issue_final_report(year, campaign, "41")
    complete(year, campaign, 2)
    close(year, campaign)


def launch_the_thematic(year: Year) -> None:
    """The province launched it; the office takes it up with a plan of its own."""
    write(
        year,
        THEMATIC,
        7,
        source_number="Kế hoạch phát động của tỉnh",
        source_from="Ủy ban nhân dân tỉnh Lạng Sơn",
        source_date="02/01/2026",
    )
    year.page.locator("main [name=kind]").select_option("thematic")
    year.page.locator("main [name=launcher]").select_option("province")
    year.save()
    campaign = walk_to_launch(year, THEMATIC, "9")
    assert Assignment.objects.filter(task=campaign.task).exists()


def close_the_thematic(year: Year) -> None:
    year.on(20, 12)
    campaign = Campaign.objects.get(name=THEMATIC)
    issue_final_report(year, campaign, "42")
    complete(year, campaign, 7)
    close(year, campaign)
    year.at("leader", "/thi-dua/")
    year.told(REGULAR)
    year.told(THEMATIC)
