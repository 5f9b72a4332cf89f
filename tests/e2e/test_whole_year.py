"""The 2026 plan from issue to the end of December, by everybody who has a hand in it; then the plan of 2027.

The clock is set, month by month; nothing sleeps. What a month changes is looked at on the pages that show it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import expect

from plans.models import Adjustment, Event, Extension, IssuedPaper, Notice, Plan, PlanState, Task
from plans.rules.status import Progress
from tests.e2e.year import Year

Act = Callable[..., None]


def test_the_whole_year(year: Year, assert_no_axe_violations: Act, assert_fits: Act) -> None:
    issue_and_make_known(year)
    first_quarter(year)
    look_at_the_dashboard(year, assert_no_axe_violations, assert_fits)
    extend(year)
    adjust(year)
    arise(year)
    close_the_year(year)
    roll_over(year)


def issue_and_make_known(year: Year) -> None:
    year.on(14, 1)
    year.at("clerk", f"/ke-hoach/{year.plan.pk}/ban-hanh/")
    year.fill(number="5")
    year.press("Ban hành")
    year.told("Đã ban hành kế hoạch và vào sổ văn bản.")

    year.at("contact", f"/ke-hoach/{year.plan.pk}/quan-triet/")
    year.press("Tôi đã đọc")
    assert year.plan.readings.get().person == year.cast.contact.person


def first_quarter(year: Year) -> None:
    """Tasks 1 to 3 are done; task 4 is a conference with a delegation."""
    year.on(20, 1)
    for no in (1, 2):
        year.finish(no, "Đã ký ban hành, gửi các đơn vị.")
    year.on(2, 3)
    year.finish(3, "Đã trình hồ sơ lên UBND tỉnh.")

    year.at("standing", f"/nhiem-vu/{year.task(4).pk}/hoi-nghi/")
    year.fill(
        name="Hội nghị tổng kết Cụm thi đua", starts_on="12/03/2026", place="Thành phố Lạng Sơn", host="Bộ Ngoại giao"
    )
    year.press("Lưu thông tin")
    event = Event.objects.get()
    year.at("standing", f"/hoi-nghi/{event.pk}/dai-bieu/")
    year.page.get_by_role("checkbox", name="Lê Thu Hà").check()
    year.press("Lưu danh sách")
    year.press("Trình phương án")
    year.told("Đã trình phương án")
    year.at("leader", f"/hoi-nghi/{event.pk}/quyet-dinh/")
    year.page.get_by_role("radio").first.check()
    year.press("Ghi quyết định")
    year.told("Đã duyệt phương án.")

    year.on(13, 3)
    year.at("standing", f"/hoi-nghi/{event.pk}/ket-qua/")
    year.page.get_by_role("checkbox", name="Lê Thu Hà").check()
    year.fill(outcome="Sở được Cụm thi đua suy tôn.")
    year.page.locator("main form .save-bar button[type=submit]").first.click()
    event.refresh_from_db()
    assert event.state == "held"
    for no in (4, 5):
        year.finish(no, "Đã tham dự đầy đủ.")


def look_at_the_dashboard(year: Year, axe: Act, fits: Act) -> None:
    """Nobody is late at one minute past midnight of a deadline day; the day after, task 6 to 8 are."""
    year.on(30, 6, hour=23)
    year.at("leader", f"/ke-hoach/{year.plan.pk}/?thoi-han=qua-han")
    year.told("Không có nhiệm vụ nào khớp Quá hạn chưa hoàn thành")
    year.on(1, 7, hour=0)
    page = year.at("leader", f"/ke-hoach/{year.plan.pk}/?thoi-han=qua-han")
    expect(page.locator("table.plan td.no")).to_have_text(["6", "7", "8"])
    year.on(1, 7)
    page = year.at("leader", "/tong-quan/")
    axe(page)
    fits(page)
    assert Notice.objects.filter(user=year.cast.standing).exists()


def extend(year: Year) -> None:
    """Task 7 asks for more time and gets it; tasks 6 and 8 are done late."""
    year.at("standing", f"/nhiem-vu/{year.task(7).pk}/xin-gia-han/")
    year.fill(new_deadline="31/07/2026", reason="Chờ văn bản phát động của tỉnh.")
    year.press("Gửi đề nghị")
    year.told("Đã gửi đề nghị gia hạn")
    year.at("leader", f"/gia-han/{Extension.objects.get().pk}/")
    year.press("Đồng ý gia hạn")
    year.told("Đã đồng ý gia hạn.")
    task = year.task(7)
    assert (task.deadline, task.first_deadline, task.extended) == (dt.date(2026, 7, 31), dt.date(2026, 6, 30), 1)
    for no in (6, 7, 8):
        year.finish(no, "Đã hoàn thành.")


def adjust(year: Year) -> None:
    """An obstacle leads to an adjustment: task 12 is reworded and a task "nếu có" is added."""
    year.on(3, 8)
    task = year.task(12)
    year.at("standing", f"/nhiem-vu/{task.pk}/bao-vuong-mac/")
    year.fill(text="Chưa có tiêu chí chấm sáng kiến.", proposal="Bổ sung bước thông qua tiêu chí.")
    year.page.locator("main form .save-bar button[type=submit]").first.click()

    year.at("standing", f"/ke-hoach/{year.plan.pk}/dieu-chinh/")
    year.fill(reason="Bổ sung việc do tỉnh giao.")
    year.page.locator("main form .save-bar button[type=submit]").first.click()
    adjustment = Adjustment.objects.get()
    year.at("standing", f"/dieu-chinh/{adjustment.pk}/?nv={task.pk}&viec=sua#dang-sua")
    year.fill(title="Hội đồng sáng kiến Sở thông qua tiêu chí, chấm điểm, công nhận sáng kiến năm 2026.")
    year.press("Đưa vào điều chỉnh")
    year.at("standing", f"/dieu-chinh/{adjustment.pk}/?them=1#dang-sua")
    year.fill(title="Tham gia hội thi do tỉnh tổ chức (nếu có)")
    year.page.locator("main [name=period]").select_option("Q4")
    year.page.locator("main [name=unit_0]").select_option(str(year.cast.standing_office.pk))
    year.page.locator("main [name=conditional]").check()
    year.press("Đưa vào điều chỉnh")
    year.at("standing", f"/dieu-chinh/{adjustment.pk}/trinh/")
    year.press("Trình duyệt")
    year.at("leader", f"/dieu-chinh/{adjustment.pk}/duyet/")
    year.press("Duyệt")
    year.at("clerk", f"/dieu-chinh/{adjustment.pk}/ban-hanh/")
    year.fill(number="41")
    year.press("Ban hành")
    year.told("Đã ban hành điều chỉnh")
    assert "thông qua tiêu chí" in year.task(12).title
    assert IssuedPaper.objects.get(number=41).pdf is not None
    year.at("member", f"/ke-hoach/{year.plan.pk}/")
    year.told("Tham gia hội thi do tỉnh tổ chức")
    year.at("leader", f"/ke-hoach/{year.plan.pk}/so-sanh/?tu=01/02/2026&den=03/08/2026")
    year.told("15 nhiệm vụ: bổ sung 1, bỏ 0")


def arise(year: Year) -> None:
    """Task 9 arises by a document and is done; the added one never does."""
    year.on(5, 9)
    year.at("standing", f"/nhiem-vu/{year.task(9).pk}/phat-sinh/")
    year.fill(number="118/KH-ĐKT", date="03/09/2026", issued_by="Đoàn kiểm tra của tỉnh", reason="Làm việc ngày 20/9.")
    year.press("Ghi đã phát sinh")
    year.told("Đã ghi phát sinh.")
    for no in (9, 10):
        year.finish(no, "Đã hoàn thành.")


def close_the_year(year: Year) -> None:
    year.on(28, 12)
    for no in (11, 12, 13, 14):
        year.finish(no, "Đã hoàn thành, lưu hồ sơ.")
    added = Task.objects.in_plan().get(plan=year.plan, conditional=True, progress=Progress.TODO)
    year.at("standing", f"/nhiem-vu/{added.pk}/phat-sinh/")
    year.fill(not_reason="Tỉnh không tổ chức hội thi.")
    year.press("Ghi không phát sinh")
    year.told("Đã ghi không phát sinh trong năm.")
    year.on(31, 12, hour=16)
    year.at("leader", f"/ke-hoach/{year.plan.pk}/ket-thuc/")
    year.press("Kết thúc kế hoạch")
    year.plan.refresh_from_db()
    assert year.plan.state == PlanState.CLOSED


def roll_over(year: Year) -> None:
    year.at("standing", f"/ke-hoach/{year.plan.pk}/nam-moi/")
    year.press("Lập bản thảo năm 2027")
    year.told("Đã lập bản thảo năm 2027.")
    line = year.page.locator(".word-list li", has_text="Nhiệm vụ 10").filter(has_text="6 tháng đầu năm")
    expect(line.locator("mark")).to_have_text("2025")
    line.get_by_role("button", name="Đổi thành 2027").click()
    year.told("Nhiệm vụ 10: đã đổi 2025 thành 2027.")
    copied = Plan.objects.get(year=2027)
    assert copied.tasks.get(no="10").inherited_from == year.task(10)
    assert "6 tháng đầu năm 2027" in copied.tasks.get(no="10").title
    assert not copied.tasks.exclude(progress=Progress.TODO).exists()
