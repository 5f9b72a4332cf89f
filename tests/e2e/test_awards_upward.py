"""Task 3 of the plan: two excellent years in a row, nominated, sent up with a letter and the hand-over pack."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from awards.models import Award, AwardLetter, LetterState, Nomination, NominationState, Round
from emulation.models import Commendation
from plans.models import AuditEntry, IssuedPaper
from plans.services.frozen_print import pdf_of
from tests.awards.eligibility_factory import make_work, make_years
from tests.awards.nomination_factory import make_round
from tests.e2e.year import Year

Act = Callable[..., None]
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
UP = "/khen-thuong/trinh-cap-tren/"
FILES = {
    "Biên bản bình xét": "Biên bản bình xét.pdf",
    "Chứng nhận / xác nhận sáng kiến hoặc đề tài": "Quyết định công nhận sáng kiến.pdf",
}


def test_task_3_from_who_qualifies_to_the_pack(
    year: Year, assert_no_axe_violations: Act, assert_fits: Act, tmp_path: Path
) -> None:
    issue_the_plan(year)
    award_round = records_of_two_years(year)
    qualify(year, assert_no_axe_violations, assert_fits)
    nomination = nominate(year, award_round)
    complete(year, nomination)
    settle(year, nomination)
    send_and_accept(year, nomination)
    letter = write_the_letter(year, assert_no_axe_violations, assert_fits)
    walk_to_its_number(year, letter, assert_no_axe_violations)
    hand_over(year, letter, tmp_path, assert_no_axe_violations, assert_fits)
    answer(year, letter, assert_no_axe_violations)


def enter(year: Year, role: str, page: str) -> None:
    """The first page, then the menu."""
    year.at(role, "/")
    menu = year.page.get_by_role("navigation", name="Menu chính")
    menu.get_by_role("link", name="Khen thưởng", exact=True).click()
    menu.get_by_role("link", name=page, exact=True).click()


def letter_of(year: Year, role: str) -> None:
    """The one letter there is, from the menu."""
    enter(year, role, "Trình cấp trên")
    year.page.locator("main .letters a").first.click()


def issue_the_plan(year: Year) -> None:
    year.on(14, 1)
    year.at("clerk", f"/ke-hoach/{year.plan.pk}/ban-hanh/")
    year.fill(number="5")
    year.send("Ban hành")


def records_of_two_years(year: Year) -> Round:
    """The member was rated excellent in both years, with an initiative in each; the round of task 3 takes dossiers."""
    person, by = year.cast.member.person, year.cast.standing
    make_years(person, {2024: "HTXSNV LDTT", 2025: "HTXSNV LDTT"}, number="30/QĐ-SNgV")
    for of in (2024, 2025):
        make_work(person, of, by=by, name=f"Số hoá hồ sơ lãnh sự, phần {of - 2023}")
    year.on(2, 3)
    forms = [Commendation.objects.get(code="BK_TINH")]
    return make_round(by, commendations=forms, task=year.task(3), name="Đợt xét quý I năm 2026")


def qualify(year: Year, axe: Act, fits: Act) -> None:
    enter(year, "standing", "Ai đủ điều kiện")
    year.open("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh")
    year.told("Hoàng Văn Em")
    fits(year.page)
    axe(year.page)


def nominate(year: Year, award_round: Round) -> Nomination:
    person = year.cast.member.person
    enter(year, "contact", "Hồ sơ đề nghị")
    year.open("Đề nghị khen thưởng")
    year.page.locator("main [name=subject]").select_option(label="Hoàng Văn Em")
    year.page.locator("main [name=commendation]").select_option(label=award_round.commendations.get().name)
    year.send("Kiểm tra điều kiện")
    year.told("02 năm liên tục Hoàn thành xuất sắc nhiệm vụ: 2024, 2025")
    year.fill(achievement="02 năm liên tục hoàn thành xuất sắc nhiệm vụ, 02 sáng kiến áp dụng tại đơn vị.")
    for box in year.page.locator("main [name=works]").all():
        box.check()
    year.save()
    nomination = Nomination.objects.get()
    assert (nomination.person, nomination.state) == (person, NominationState.DRAFT)
    return nomination


def complete(year: Year, nomination: Nomination) -> None:
    """Two files and the achievement report written here."""
    for document, name in FILES.items():
        lines = year.page.locator("main .dossier li", has_text=document)
        lines.get_by_role("link", name="Nộp tệp").first.click()
        upload = {"name": name, "mimeType": "application/pdf", "buffer": PDF}
        year.page.locator("main input[type=file]").first.set_input_files(upload)  # type: ignore[arg-type]
        year.save()
    year.open("Soạn báo cáo")
    year.page.locator("main textarea").first.fill("Giải quyết 120 hồ sơ lãnh sự đúng hạn.")
    year.save()
    assert nomination.files.count() == 2
    assert nomination.report.parts


def settle(year: Year, nomination: Nomination) -> None:
    """That nothing is under examination no record can tell: the standing office states it."""
    enter(year, "standing", "Hồ sơ đề nghị")
    year.open("Hoàng Văn Em")
    year.open("Ghi xác nhận")
    year.page.get_by_label("Đúng, điều kiện này đạt").check()
    year.fill(words="Văn phòng xác nhận ngày 02/03/2026, không có đơn thư.")
    year.save()


def send_and_accept(year: Year, nomination: Nomination) -> None:
    """Sent by the unit with a reason, for its minutes are a file; accepted by the standing office."""
    enter(year, "contact", "Hồ sơ đề nghị")
    year.open("Hoàng Văn Em")
    year.page.locator(".page-head, main").get_by_role("link", name="Trình", exact=True).first.click()
    year.fill(override_reason="Đơn vị đã bình xét, biên bản gửi kèm hồ sơ.")
    year.save()
    enter(year, "standing", "Hồ sơ đề nghị")
    year.open("Hoàng Văn Em")
    year.open("Đủ điều kiện")
    year.save()
    nomination.refresh_from_db()
    assert nomination.state == NominationState.ELIGIBLE


def write_the_letter(year: Year, axe: Act, fits: Act) -> AwardLetter:
    """From the task to the tick, from the tick to the words."""
    enter(year, "standing", "Trình cấp trên")
    year.told("Chưa biết, hỏi Sở Nội vụ.")
    fits(year.page)
    axe(year.page)
    enter(year, "standing", "Đợt xét")
    year.open("Đợt xét quý I năm 2026")
    year.open("Nhiệm vụ 3, kế hoạch năm 2026")
    year.page.locator(f"main a[href*='{UP}lap/?nhiem-vu=']").first.click()
    year.page.get_by_label("Hoàng Văn Em", exact=False).check()
    fits(year.page)
    axe(year.page)
    year.send("Soạn văn bản với hồ sơ đã chọn")
    year.told("1 hồ sơ: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh, 01 cá nhân")
    year.fill(signer_title="GIÁM ĐỐC", signer_name="Trần Văn Nam")
    fits(year.page)
    axe(year.page)
    year.save()
    letter = AwardLetter.objects.get()
    assert (letter.state, letter.task) == (LetterState.DRAFT, year.task(3))
    assert "06/2022/QH15" in letter.basis
    return letter


def walk_to_its_number(year: Year, letter: AwardLetter, axe: Act) -> None:
    letter_of(year, "standing")
    year.open("Trình duyệt")
    year.told("Gồm: Hoàng Văn Em.")
    year.send("Trình duyệt")
    letter_of(year, "leader")
    year.told("DANH SÁCH TRÍCH NGANG")
    axe(year.page)
    year.page.locator("main").get_by_role("link", name="Duyệt", exact=True).click()
    year.send("Duyệt")
    letter_of(year, "clerk")
    year.open("Ban hành")
    year.fill(number="12")
    year.send("Ban hành")
    year.told("Đã ban hành, vào sổ văn bản.")
    letter.refresh_from_db()
    assert (letter.state, letter.number) == (LetterState.ISSUED, "12/TTr-SNgV")
    paper = IssuedPaper.objects.get(pk=letter.paper_id)
    assert (pdf_of(paper).size > 10_000, len(IssuedPaper.objects.get(pk=paper.pk).sha256)) == (True, 64)


def hand_over(year: Year, letter: AwardLetter, folder: Path, axe: Act, fits: Act) -> None:
    """Looked at first, then downloaded and opened."""
    letter_of(year, "standing")
    year.open("Bộ bàn giao")
    year.told("Còn thiếu")
    fits(year.page)
    axe(year.page)
    with year.page.expect_download() as started:
        year.open("Tải bộ bàn giao (ZIP)")
    started.value.save_as(folder / "pack.zip")
    archive = zipfile.ZipFile(folder / "pack.zip")
    names = archive.namelist()
    assert [name.split("_")[:2] for name in names[1:]] == [
        ["01", "ToTrinh"],
        ["02", "DanhSach"],
        ["03", "HoangVanEm"],
        ["04", "HoangVanEm"],
        ["05", "HoangVanEm"],
    ]
    assert [archive.read(name)[:5] for name in (names[1], *names[3:])] == [b"%PDF-"] * 4
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read(names[2]))).worksheets[0]
    head, row = list(sheet.iter_rows(values_only=True))
    told = dict(zip(head, row, strict=True))
    assert (told["Họ và tên, tên tập thể"], told["Số tờ trình"]) == ("Hoàng Văn Em", "12/TTr-SNgV")
    assert "2024: Hoàn thành xuất sắc nhiệm vụ; 2025" in told["Xếp loại 5 năm gần nhất"]
    assert AuditEntry.objects.filter(act="award_pack.pack").count() == 1


def answer(year: Year, letter: AwardLetter, axe: Act) -> None:
    """Sent, received, granted: the award stands in the member's record and on the page of both tracks."""
    letter_of(year, "standing")
    year.open("Ghi gửi")
    year.fill(sent_on="02/03/2026", receipt_number="H40-15")
    year.save()
    year.on(20, 3)
    letter_of(year, "standing")
    year.open("Ghi trả lời")
    axe(year.page)
    year.page.get_by_label("Hoàng Văn Em", exact=False).check()
    year.page.get_by_label("Được tặng", exact=True).check()
    year.fill(answered_on="19/03/2026", answer_number="345/QĐ-UBND")
    year.page.get_by_label("Đã đối chiếu", exact=False).check()
    year.save()
    enter(year, "standing", "Trình cấp trên")
    expect(year.page.locator("main .honour").first).to_contain_text("Được tặng")
    given = Award.objects.get(number="345/QĐ-UBND")
    assert (given.person, given.commendation.code, given.year) == (year.cast.member.person, "BK_TINH", 2025)
