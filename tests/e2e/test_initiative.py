"""An initiative from the call to its recognition: two authors, closed points of two scorers, a signed decision."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from awards.models import Initiative, InitiativeCall, InitiativeScore, InitiativeSheet, InitiativeState
from awards.services.initiative_call import load_default_sheet
from plans.rules.text import fold
from tests.e2e.year import Year

Act = Callable[..., None]
NAME = "Sổ tay điện tử hướng dẫn đón tiếp đoàn vào"
HOME = "/khen-thuong/sang-kien/"
TEXTS = {
    "problem": "Mỗi lần đón đoàn phải tìm lại mẫu chương trình.",
    "solution": "Gom quy trình, mẫu chương trình vào một sổ tay có tìm kiếm.",
    "novelty": "Trước đây chưa có tài liệu chung.",
    "effect": "Thời gian chuẩn bị giảm một nửa.",
    "scope": "Các phòng dùng được ngay.",
}


def test_an_initiative_from_call_to_recognition(year: Year, assert_no_axe_violations: Act, assert_fits: Act) -> None:
    axe, fits = assert_no_axe_violations, assert_fits
    load_default_sheet()
    year.on(1, 9)
    open_the_call(year, axe)
    record = file_by_two(year, axe, fits)
    give_out(year, record, axe)
    score(year, record, axe, fits)
    close(year, record, axe)
    recognise(year, record, axe, fits)


def open_the_call(year: Year, axe: Act) -> None:
    """On the plan's task about initiatives."""
    year.at("standing", f"{HOME}dot/mo/")
    year.fill(name="Đợt nhận sáng kiến năm 2026", opens_on="01/09/2026", closes_on="30/09/2026", scored_by="31/10/2026")
    task = next(one for one in year.plan.tasks.all() if "sang kien" in fold(one.title))
    year.page.locator("main [name=task]").select_option(str(task.pk))
    year.page.locator("main [name=sheet]").select_option(str(InitiativeSheet.objects.get().pk))
    axe(year.page)
    year.save()
    year.told("Đã mở đợt nhận, báo cho mọi người.")
    axe(year.page)
    year.at("standing", f"/nhiem-vu/{task.pk}/")
    year.told("Đợt nhận sáng kiến năm 2026")


def file_by_two(year: Year, axe: Act, fits: Act) -> Initiative:
    year.on(10, 9)
    year.at("member", f"{HOME}lap/")
    year.fill(name=NAME, begun_on="01/03/2026", share_0="60", **TEXTS)
    year.send("Thêm tác giả")
    year.page.get_by_label("Tác giả 2", exact=True).select_option(str(year.cast.contact.person_id))
    year.fill(share_1="30")
    expect(year.page.locator("[data-total]")).to_have_text("90")
    axe(year.page)
    fits(year.page)
    year.send("Lưu hồ sơ")
    year.told("cộng lại là 90%")
    year.fill(share_1="40")
    year.send("Lưu hồ sơ")
    record = Initiative.objects.get()
    assert [one.share for one in record.authors.all()] == [60, 40]
    year.page.goto(f"{year.page.url}minh-chung/")
    pdf = {"name": "xac-nhan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n%%EOF\n"}
    year.page.locator("main [name=proof]").set_input_files(pdf)  # type: ignore[arg-type]
    year.save()
    year.told("xac-nhan.pdf")
    axe(year.page)
    year.at("contact", f"{HOME}{record.pk}/trinh/")  # the other author hands it in
    year.save()
    year.told("Đã trình hồ sơ sáng kiến.")
    return record


def give_out(year: Year, record: Initiative, axe: Act) -> None:
    year.on(2, 10)
    call = InitiativeCall.objects.get()
    year.at("standing", f"{HOME}dot/{call.pk}/giao-cham/")
    for user in (year.cast.clerk, year.cast.leader, year.cast.member):
        year.page.get_by_role("checkbox", name=str(user), exact=True).check()
    axe(year.page)
    year.save()
    year.told("Đã giao 2 phiếu chấm.")
    year.told("là tác giả hoặc người lập")
    axe(year.page)
    assert set(InitiativeScore.objects.values_list("scorer", flat=True)) == {year.cast.clerk.pk, year.cast.leader.pk}


def score(year: Year, record: Initiative, axe: Act, fits: Act) -> None:
    """The clerk first; the leader, who is the chair, sees nothing of it before his own is in."""
    for role, points, total in (
        ("clerk", ("36", "22,5", "12", "18"), "88,5"),
        ("leader", ("24", "15", "8", "10"), "57"),
    ):
        sheet = InitiativeScore.objects.get(scorer=year.cast.user(role))
        if role == "leader":
            year.at("leader", f"{HOME}{record.pk}/diem/")
            year.told("Điểm của người khác mở ra sau khi anh, chị nộp phiếu của mình.")
            expect(year.page.get_by_text("88,5")).to_have_count(0)
        year.at(role, f"{HOME}phieu/{sheet.pk}/")
        for place, value in enumerate(points):
            year.page.locator("main input[name^=points-]").nth(place).fill(value)
        expect(year.page.locator("[data-total]")).to_have_text(total)
        axe(year.page)
        fits(year.page)
        year.send("Nộp phiếu")
        year.told("Đã nộp phiếu chấm.")
    year.at("member", f"{HOME}{record.pk}/diem/")
    year.told("nên không xem điểm từng phiếu")


def close(year: Year, record: Initiative, axe: Act) -> None:
    year.on(20, 10)
    year.at("leader", f"{HOME}{record.pk}/diem/")
    year.told("Các phiếu chênh nhau 31,5 điểm")
    axe(year.page)
    year.at("standing", f"{HOME}{record.pk}/chot-diem/")
    year.told("72,75 điểm, đạt")
    year.fill(note="Đề nghị Hội đồng xem xét.")
    axe(year.page)
    year.save()
    record.refresh_from_db()
    assert (record.state, record.result, record.passed) == (InitiativeState.SCORED, 7275, True)


def recognise(year: Year, record: Initiative, axe: Act, fits: Act) -> None:
    """A decision signed on paper; the author finds it on his record."""
    year.on(20, 11)
    year.at("standing", f"{HOME}{record.pk}/cong-nhan/")
    year.fill(number="45/QĐ-SNgV", decided_on="18/11/2026", decided_by="Giám đốc Sở")
    axe(year.page)
    year.save()
    year.told("Đã ghi quyết định công nhận.")
    axe(year.page)
    fits(year.page)
    year.at("stranger", f"{HOME}da-cong-nhan/")
    year.told("Cơ sở: số 45/QĐ-SNgV ngày 18/11/2026")
    fits(year.page)
    axe(year.page)
    year.at("member", "/khen-thuong/cua-toi/")
    year.told(NAME)
    year.page.set_viewport_size({"width": 390, "height": 844})
    for page in ("", f"{record.pk}/", "da-cong-nhan/", "cham/", "dot/", "lap/"):
        year.at("standing", f"{HOME}{page}")
        fits(year.page)
        axe(year.page)
