"""The year's report in the browser: units asked, urged and gathered, written by hands, decided, numbered, frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from plans.models import Contribution, Report, Task
from plans.rules.status import Progress
from plans.services.report import lines_of
from tests.e2e.council import PHONE, Looks, do, downloaded, link, words_of
from tests.e2e.year import Year
from tests.factory import Cast, make_plan
from tests.plans.report_factory import make_tasks, section_of
from tests.web.clock import set_clock

Act = Callable[..., None]
RESULTS = "Đã ký 02 thoả thuận hợp tác với Quảng Tây."
CAUSES = "Hội nghị tập huấn chậm do chờ báo cáo viên của Bộ."
OPENING = "Năm 2026 các phòng, đơn vị hoàn thành phần lớn nhiệm vụ được giao."
REASON = "Nêu rõ nguyên nhân hội nghị tập huấn quá hạn."
REMARK = "Bổ sung nhận định chung ở đầu mục."


@pytest.fixture
def december(transactional_db: None, sign_in: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Year:
    """Wednesday 2 December: the plan's tasks stand in several cells."""
    set_clock(monkeypatch, dt.datetime(2026, 12, 2, 9))
    plan = make_plan()
    make_tasks(plan, cast)
    return Year(sign_in, monkeypatch, cast, plan)


def test_the_years_report_from_the_units_to_its_number(
    december: Year, assert_no_axe_violations: Act, assert_fits: Act
) -> None:
    year, looks = december, Looks(december, assert_no_axe_violations, assert_fits)
    report = draft(year)
    ask(year, report, looks)
    write_and_send(year, looks)
    urge_who_is_late(year, report, looks)
    return_and_send_again(year)
    gather(year, report, looks)
    refresh(year, report)
    edit_and_lose_the_session(year, report)
    remark_and_answer(year, report)
    walk_to_its_number(year, report, looks)
    frozen(year, report)


def at_report(year: Year, who: str, report: Report, more: str = "") -> None:
    year.at(who, f"/bao-cao/{report.pk}/{more}")


def of(year: Year, role: str) -> Contribution:
    """What the unit of a contact was asked for."""
    return Contribution.objects.get(unit__holdings__user=year.cast.user(role))


def draft(year: Year) -> Report:
    year.at("standing", "/bao-cao/lap/")
    year.page.locator("main [name=kind]").select_option("year")
    year.save()
    year.told("Đã lập dự thảo, số liệu lấy từ hồ sơ.")
    return Report.objects.get()


def ask(year: Year, report: Report, looks: Looks) -> None:
    """The units with tasks of the year are chosen already; one more is ticked."""
    link(year, "Báo cáo của các đơn vị")()
    link(year, "Yêu cầu đơn vị báo cáo")()
    expect(year.page.get_by_label(year.cast.division.name)).to_be_checked()
    year.page.get_by_label(year.cast.other_division.name).check()
    year.fill(due_on="04/12/2026")
    looks.at_desk()
    year.save()
    year.told("Đã yêu cầu 2 đơn vị, đầu mối nhận thông báo.")


def write_and_send(year: Year, looks: Looks) -> None:
    """The contact finds the duty on the first page, its figures already in; the text saves itself."""
    year.at("contact", "/")
    link(year, "Viết báo cáo")()
    expect(year.page.get_by_role("link", name="Nhiệm vụ thực hiện, phối hợp: 2", exact=True)).to_be_visible()
    looks.on_both()
    year.fill(results=RESULTS)
    expect(year.page.locator("[data-said]")).to_contain_text("Đã tự lưu lúc", timeout=15_000)
    assert of(year, "contact").results == RESULTS
    year.send("Lưu, xem lại rồi gửi")
    year.told("Mục “Đề xuất, kiến nghị” để trống.")
    year.send("Gửi báo cáo")
    year.told("Báo cáo đã gửi thường trực")


def urge_who_is_late(year: Year, report: Report, looks: Looks) -> None:
    """Monday after the day: one has sent nothing; it is urged, hears of it and sends."""
    year.on(7, 12)
    at_report(year, "standing", report, "don-vi/")
    year.told("Quá hạn 3 ngày")
    looks.on_both()
    year.send("Đôn đốc tất cả đơn vị quá hạn")
    year.told("đã đôn đốc hôm nay")
    year.at("stranger", "/thong-bao/")
    year.page.locator("main").get_by_role("button", name="Thường trực đôn đốc").first.click()
    year.fill(results="Đã đăng 12 tin, bài về gương điển hình.")
    year.send("Lưu, xem lại rồi gửi")
    year.send("Gửi báo cáo")
    assert of(year, "stranger").state == "sent"


def return_and_send_again(year: Year) -> None:
    page = f"/bao-cao-don-vi/{of(year, 'contact').pk}/"
    year.at("standing", page)
    do(year, "Trả lại", reason=REASON, due_on="09/12/2026")
    year.told("Đã trả lại đơn vị kèm lý do.")
    year.at("contact", page)
    year.told(REASON)
    year.fill(shortcomings=CAUSES)
    year.send("Lưu, xem lại rồi gửi")
    year.send("Gửi báo cáo")


def gather(year: Year, report: Report, looks: Looks) -> None:
    """Beside the section being written stands what the unit sent for it; it becomes a paragraph, and is taken in."""
    at_report(year, "standing", report, "muc/causes/")
    year.page.get_by_text("Đơn vị báo cáo").click()
    looks.on_both()
    with year.page.expect_navigation():
        year.page.get_by_role("button", name="Chép vào báo cáo").click()
    year.told("Đã chép nội dung")
    assert lines_of(section_of(report, "causes"))[-1].text == CAUSES
    year.at("standing", f"/bao-cao-don-vi/{of(year, 'contact').pk}/")
    do(year, "Đã tổng hợp")
    assert of(year, "contact").state == "taken"


def refresh(year: Year, report: Report) -> None:
    """Meanwhile a task was finished: the new figures come in, and nothing that was copied goes."""
    late = Task.objects.get(title="Tổ chức hội nghị tập huấn.")
    Task.objects.filter(pk=late.pk).update(progress=Progress.DONE, reported_on=dt.date(2026, 12, 4))
    at_report(year, "standing", report, "thong-tin/")
    year.fill(as_of="07/12/2026")
    year.save()
    at_report(year, "standing", report)
    expect(year.page.locator("#muc-tasks")).to_contain_text("hoàn thành quá hạn 01 nhiệm vụ")
    year.send("Lấy số liệu mới")
    year.told("Đã lấy số liệu mới; lời đã sửa giữ nguyên.")
    expect(year.page.locator("#muc-causes > p").last).to_have_text(CAUSES)


def edit_and_lose_the_session(year: Year, report: Report) -> None:
    """Hands word a section anew; what a lost session could not save is there again after the login."""
    at_report(year, "standing", report, "muc/tasks/")
    page = year.page
    first, last = page.locator("textarea").first, page.locator("textarea").last
    first.fill("Lời mở đầu viết lại.")
    expect(page.locator("[data-said]")).to_contain_text("Đã tự lưu lúc", timeout=15_000)
    assert lines_of(section_of(report))[0].text == "Lời mở đầu viết lại."
    page.context.clear_cookies()
    first.fill(OPENING)
    last.fill("Đoạn viết thêm khi phiên đã hết.")
    expect(page.locator("[data-said]")).to_contain_text("Phiên làm việc đã hết", timeout=15_000)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    at_report(year, "standing", report, "muc/tasks/")
    expect(year.page.locator("[data-said]")).to_contain_text("Đã lấy lại phần gõ dở")
    year.send("Lưu mục này")
    year.told("Đã lưu mục")
    texts = [line.text for line in lines_of(section_of(report))]
    assert (texts[0], texts[-1]) == (OPENING, "Đoạn viết thêm khi phiên đã hết.")


def remark_and_answer(year: Year, report: Report) -> None:
    at_report(year, "leader", report)
    link(year, "Cho ý kiến")()
    year.page.locator("main [name=section]").select_option("tasks")
    year.fill(text=REMARK)
    year.save()
    year.told("Đã gửi ý kiến tới thường trực.")
    year.at("standing", "/")
    link(year, "Trả lời")()
    year.fill(answer="Đã bổ sung ở đoạn đầu của mục.")
    year.save()
    year.told("Đã ghi tiếp thu; người cho ý kiến nhận thông báo.")


def walk_to_its_number(year: Year, report: Report, looks: Looks) -> None:
    at_report(year, "standing", report)
    looks.on_both()
    do(year, "Trình duyệt")
    year.told("Đã trình Lãnh đạo Sở duyệt.")
    at_report(year, "leader", report)
    do(year, "Duyệt")
    at_report(year, "clerk", report)
    do(year, "Ghi số, ban hành", "Ban hành", number="118")
    year.told("Đã ban hành, vào sổ văn bản.")


def frozen(year: Year, report: Report) -> None:
    """Everybody reads it; its words, its figures and its PDF stay, and units send nothing more."""
    year.on(9, 12)
    Task.objects.update(progress=Progress.TODO, reported_on=None)
    at_report(year, "member", report)
    year.told(OPENING)
    assert year.page.get_by_role("link", name="Sửa mục này").count() == 0
    first = downloaded(year.page, link(year, "PDF"))
    paper = words_of(first)
    assert [said for said in (OPENING, CAUSES, "118/BC-", "07/12/2026") if said not in paper] == []
    assert REMARK not in paper
    at_report(year, "clerk", report)
    assert downloaded(year.page, link(year, "PDF")).read_bytes() == first.read_bytes()
    year.at("contact", f"/bao-cao-don-vi/{of(year, 'contact').pk}/")
    year.told("Báo cáo chung đã ban hành")
