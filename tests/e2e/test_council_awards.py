"""Hội đồng TĐKT with secret ballots on the screen.

Nine members, one of them a nominee, each in a browser of his own; equal votes for one place; a decision that pays and
prints, and a later one that amends it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import openpyxl
from playwright.sync_api import Page, expect

from awards.models import (
    Award,
    Choice,
    Council,
    Decision,
    DecisionKind,
    DecisionState,
    Meeting,
    MeetingState,
    Nomination,
    NominationState,
    Round,
    SecretBallot,
    VoterMark,
)
from emulation.models import Commendation, Title
from plans.models import Role, Sex, User
from tests.awards.ballot_factory import cast_all
from tests.awards.eligibility_factory import make_years
from tests.awards.nomination_factory import make_nomination, make_quota, make_round
from tests.e2e import council as room
from tests.e2e.council import DESK, HOME, PHONE, Act, Looks, at_step, do, downloaded, link, words_of
from tests.e2e.year import Year
from tests.factory import make_person, make_user

EM, HOA, BAC, TUNG, UNIT = "Hoàng Văn Em", "Nông Thị Hoa", "Lương Văn Bắc", "Vi Văn Tùng", "Phòng Lãnh sự - Biên giới"
ORDER = (EM, HOA, BAC, TUNG, UNIT)
YES, NO = Choice.YES, Choice.NO
ONE_PLACE = "Bằng phiếu, một suất; ưu tiên nữ theo quy định."
RIGHTED = "Giải quyết 120 hồ sơ lãnh sự đúng hạn trong năm 2025."
Browser = Callable[[User, str], Page]


def test_secret_ballots_from_the_nomination_to_the_amended_decision(
    year: Year, own_browser: Browser, assert_no_axe_violations: Act, assert_fits: Act
) -> None:
    looks = Looks(year, assert_no_axe_violations, assert_fits)
    room.issue_the_plan(year)
    year.on(2, 6)
    council, meeting = call_the_council(year, nominate(year, looks), looks)
    open_the_vote(year, council, meeting, looks)
    vote(year, meeting, own_browser, assert_no_axe_violations)
    close_the_vote(year, meeting, own_browser, looks)
    decide_between_equals(year, meeting, looks)
    decision = issue(year, meeting, looks)
    pay(year, decision, looks)
    print_certificates(year, decision, looks)
    read_the_register(year, looks)
    amend(year, decision, looks)


def nominate(year: Year, looks: Looks) -> Round:
    """One place for three. The member's own nomination goes through the screens, the others are found eligible."""
    cast = year.cast
    titles = {code: Title.objects.get(code=code) for code in ("LDTT", "CSTDCS")}
    praise = Commendation.objects.get(code="GK")
    found = make_round(cast.standing, titles=titles.values(), commendations=[praise], task=year.task(3))
    make_quota(found, title=titles["CSTDCS"])
    for name, sex in ((HOA, Sex.FEMALE), (BAC, Sex.MALE), (TUNG, Sex.MALE)):
        person = make_person(name, cast.other_division, sex=sex, position="Chuyên viên")
        make_nomination(cast.stranger, award_round=found, person=person, title=titles["CSTDCS"], state="eligible")
    make_nomination(cast.contact, award_round=found, unit=cast.division, commendation=praise, state="eligible")
    make_years(cast.member.person, {2025: "HTTNV"})
    own = make_nomination(cast.contact, award_round=found, person=cast.member.person, title=titles["LDTT"])
    page = f"{HOME}de-nghi/{own.pk}/"
    for _ in range(2):  # what no record tells: the standing office states it
        year.at("standing", page)
        year.open("Ghi xác nhận")
        year.page.get_by_label("Đúng, điều kiện này đạt").check()
        year.fill(words="Văn phòng xác nhận ngày 02/06/2026.")
        year.save()
    year.at("contact", page)
    year.page.locator(".page-head, main").get_by_role("link", name="Trình", exact=True).first.click()
    year.fill(override_reason="Đơn vị đã bình xét, biên bản gửi kèm hồ sơ.")
    looks.at_desk()
    year.save()
    year.at("standing", page)
    year.open("Đủ điều kiện")
    year.save()
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.ELIGIBLE}
    return found


def call_the_council(year: Year, award_round: Round, looks: Looks) -> tuple[Council, Meeting]:
    council = room.found(
        year,
        "emulation",
        room.nine_members(year),
        name="Hội đồng Thi đua - Khen thưởng Sở Ngoại vụ",
        symbol="HĐTĐKT",
        number="19/QĐ-SNgV",
    )
    year.at("standing", f"{HOME}hoi-dong/{council.pk}/")
    looks.at_desk()
    link(year, "Mở phiên họp")()
    year.fill(subject="Xét danh hiệu, hình thức khen thưởng năm 2025", held_on="05/06/2026", starts_at="8h00")
    year.page.locator("main [name=method]").select_option("screen")
    year.page.locator("main [name=round]").select_option(str(award_round.pk))
    year.save()
    meeting = Meeting.objects.get()
    for one in Nomination.objects.select_related("person", "unit"):
        year.fill(**{f"stt_{one.pk}": str(ORDER.index(str(one.subject)) + 1)})
    looks.at_desk()
    year.send("Lưu chương trình")
    year.told("Đã lưu chương trình, 5 nội dung.")
    assert [str(item.nomination.subject) for item in meeting.items.order_by("order")] == list(ORDER)
    return council, meeting


def open_the_vote(year: Year, council: Council, meeting: Meeting, looks: Looks) -> None:
    """All nine came; whoever has no account cannot vote on a screen, and is named before the vote opens."""
    year.on(5, 6, hour=8)
    at_step(year, "standing", meeting)
    do(year, "Bắt đầu điểm danh")
    room.call_roll(year, meeting, {})
    year.told("Đủ điều kiện họp: có mặt 9/9")
    link(year, "Mở bỏ phiếu")()
    year.told("Chu Văn Phó")
    looks.at_desk()
    for seat in council.seats.filter(person__user=None):
        make_user(f"uy-vien-{seat.order}", Role.MEMBER, person=seat.person)
    at_step(year, "standing", meeting)
    do(year, "Mở bỏ phiếu")
    year.told("0/9 đã bỏ phiếu")
    looks.on_both()


def vote(year: Year, meeting: Meeting, own_browser: Browser, axe: Act) -> None:
    """The leader twice, in two windows; the nominee without the row on himself; the contact on a phone."""
    cast, own = year.cast, f"{HOME}phien-hop/{meeting.pk}/phieu/"
    leader = own_browser(cast.leader, own)
    window = leader.context.new_page()
    window.goto(leader.url)
    mark(leader, meeting, {BAC: NO, TUNG: NO})
    expect(leader.get_by_text("Chưa bỏ phiếu.")).to_be_visible()
    leader.get_by_role("button", name="Sửa lại").click()
    leader.get_by_role("button", name="Xem lại phiếu").click()
    axe(leader)
    leader.get_by_role("button", name="Bỏ phiếu", exact=True).dblclick()
    expect(leader.get_by_role("heading", name="Mã biên nhận của anh, chị")).to_be_visible()
    axe(leader)
    receipt = VoterMark.objects.get(seat__person=cast.leader.person).receipt
    mark(window, meeting, {EM: NO})
    expect(window.get_by_text(receipt)).to_be_visible()
    assert SecretBallot.objects.filter(choice=NO).count() == 2

    member = own_browser(cast.member, own)
    expect(member.get_by_text("không có dòng xét chính anh, chị")).to_be_visible()
    expect(member.locator("ol.ballot").first).not_to_contain_text(EM)
    expect(member.locator("main fieldset")).to_have_count(4)
    axe(member)
    cast_own(member, meeting, {})

    at_step(year, "standing", meeting)
    year.told("2/9 đã bỏ phiếu")
    expect(year.page.locator("main").get_by_text(receipt)).to_have_count(0)
    year.at("standing", f"{HOME}phien-hop/{meeting.pk}/phieu-da-bo/")
    year.told("chỉ có sau khi đóng bỏ phiếu")

    contact = own_browser(cast.contact, own)
    contact.set_viewport_size(PHONE)  # type: ignore[arg-type]
    contact.get_by_role("button", name="Xem lại phiếu").click()
    expect(contact.get_by_text("Còn 5 nội dung chưa chọn.")).to_be_visible()
    axe(contact)
    cast_own(contact, meeting, {HOA: NO, TUNG: NO})


def mark(page: Page, meeting: Meeting, choices: Mapping[str, str]) -> None:
    """Every row before the voter: yes, unless ``choices`` says otherwise."""
    for item in meeting.items.all():
        choice = page.locator(f"main [name=choice_{item.pk}][value={choices.get(str(item.nomination.subject), YES)}]")
        if choice.count():
            choice.check()
    page.get_by_role("button", name="Xem lại phiếu").click()


def cast_own(page: Page, meeting: Meeting, choices: Mapping[str, str]) -> None:
    mark(page, meeting, choices)
    page.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    expect(page.get_by_role("heading", name="Mã biên nhận của anh, chị")).to_be_visible()


def close_the_vote(year: Year, meeting: Meeting, own_browser: Browser, looks: Looks) -> None:
    """The others vote. Nobody reads a result before the closing; afterwards each finds his receipt."""
    waiting = [mark.seat for mark in VoterMark.objects.filter(has_voted=False).select_related("seat__person")]
    for seat in waiting[:-1]:
        cast_all(meeting, room.account_of(seat.person))
    at_step(year, "standing", meeting)
    year.told("8/9 đã bỏ phiếu")
    expect(year.page.locator("main").get_by_text(": đạt")).to_have_count(0)
    looks.at_desk()
    link(year, "Đóng bỏ phiếu, chốt")()
    year.told("Còn 1 thành viên có mặt chưa bỏ phiếu")
    looks.at_desk()
    cast_all(meeting, room.account_of(waiting[-1].person))
    year.page.reload()
    expect(year.page.get_by_text("chưa bỏ phiếu; chốt rồi")).to_have_count(0)
    year.send("Đóng bỏ phiếu, chốt kết quả")
    year.told("Đã chốt kết quả.")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.RESULTS

    page = own_browser(year.cast.member, f"{HOME}phien-hop/{meeting.pk}/?buoc=ket-qua")
    receipt = VoterMark.objects.get(seat__person=year.cast.member.person).receipt
    expect(page.get_by_text(f"{receipt} (của anh, chị)")).to_be_visible()
    for words in (
        "cần 5/9 (quá nửa tổng số thành viên), có 8: đạt",
        "cần 8/9 (≥ 80 % tổng số thành viên), có 7: chưa đạt",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    listed = words_of(downloaded(page, page.get_by_role("link", name="PDF").first.click))
    assert "Cộng: 44 ý kiến ở 5 dòng" in listed
    assert (listed.count("Không đồng ý"), EM in listed) == (4, True)


def decide_between_equals(year: Year, meeting: Meeting, looks: Looks) -> None:
    """Two people, eight votes each, one place: the preference of the law is shown, the chair decides."""
    at_step(year, "leader", meeting)
    year.told("2 người cùng 8 phiếu")
    year.told("đề nghị 2 cá nhân, có 1 suất")
    looks.on_both()
    year.page.get_by_role("link", name=f"Ghi kết luận về {BAC}").click()
    year.page.locator("main [name=picked][value=khong]").check()
    year.send("Ghi kết luận")
    year.told("Ghi lý do.")
    year.fill(reason=ONE_PLACE)
    year.send("Ghi kết luận")
    year.told(ONE_PLACE)
    expect(year.page.get_by_text("đề nghị 2 cá nhân, có 1 suất")).to_have_count(0)
    room.write(year, meeting, "minutes", ends_at="9h30", conclusion="Đề nghị khen thưởng theo kết quả kiểm phiếu.")
    minutes = words_of(downloaded(year.page, link(year, "PDF")))
    for words in (ONE_PLACE, "có 7: chưa đạt", "có mặt 9/9"):
        assert words in minutes, words
    year.at("standing", f"{HOME}phien-hop/{meeting.pk}/bien-ban/tally/")
    looks.at_desk()


def issue(year: Year, meeting: Meeting, looks: Looks) -> Decision:
    """Titles and a commendation in one decision; the one not chosen and the one short of votes are not offered."""
    year.at("standing", f"{HOME}quyet-dinh/")
    year.open("Hội đồng Thi đua - Khen thưởng")
    expect(year.page.get_by_role("checkbox")).to_have_count(3)
    looks.at_desk()
    year.send("Soạn quyết định")
    decision = Decision.objects.get()
    link(year, "Soạn tiếp")()
    year.fill(**room.SIGNER)
    year.save()
    room.walk_to_its_number(year, decision, "41", looks)
    looks.on_both()
    decision.refresh_from_db()
    assert [line.printed_name for line in decision.lines.order_by("order")] == [EM, HOA, UNIT]
    assert Award.objects.filter(number="41/QĐ-SNgV").count() == 3
    return decision


def pay(year: Year, decision: Decision, looks: Looks) -> None:
    year.at("standing", f"{HOME}quyet-dinh/{decision.pk}/")
    year.open("Tiền thưởng")
    year.told("4.446.000 đồng (Bốn triệu bốn trăm bốn mươi sáu nghìn đồng).")
    looks.on_both()
    listed = words_of(downloaded(year.page, link(year, "In danh sách chi")))
    assert [name in listed for name in (EM, HOA, UNIT, BAC)] == [True, True, True, False]
    file = downloaded(year.page, link(year, "Tải Excel"))
    cells = [
        str(cell)
        for row in openpyxl.load_workbook(io.BytesIO(file.read_bytes())).worksheets[0].values
        for cell in row
        if cell
    ]
    assert {EM, HOA, UNIT} <= set(cells)
    do(year, "Ghi đã chi", paid_on="05/06/2026", paper_number="PC 12")
    year.told("Đã ghi chi tiền thưởng.")
    year.page.reload()
    expect(year.page.get_by_role("link", name="Ghi đã chi")).to_have_count(0)
    year.at("standing", f"{HOME}quy-khen-thuong/")
    year.told("41/QĐ-SNgV")
    looks.at_desk()


def print_certificates(year: Year, decision: Decision, looks: Looks) -> None:
    year.at("standing", f"{HOME}quyet-dinh/{decision.pk}/giay-chung-nhan/")
    looks.on_both()
    printed = words_of(downloaded(year.page, lambda: year.press("In các dòng đã chọn")))
    for name in (EM, HOA, UNIT):
        assert name in printed.title() or name.upper() in printed or name in printed, name


def read_the_register(year: Year, looks: Looks) -> None:
    year.at("standing", f"{HOME}so-khen-thuong/")
    year.told(HOA)
    expect(year.page.locator("main tbody tr")).to_have_count(2)
    looks.on_both()
    year.open("Hình thức khen thưởng")
    expect(year.page.locator("main tbody tr")).to_have_count(1)
    year.told("41/QĐ-SNgV")


def amend(year: Year, decision: Decision, looks: Looks) -> None:
    """A later decision rights the achievement of the collective; the first says so, the register follows."""
    year.at("standing", f"{HOME}quyet-dinh/{decision.pk}/")
    link(year, "Sửa đổi")()
    year.page.get_by_label(UNIT, exact=False).check()
    looks.at_desk()
    year.save()
    later = Decision.objects.get(kind=DecisionKind.AMEND)
    year.told("Quyết định số 41/QĐ-SNgV")
    year.open("Sửa dòng")
    year.fill(achievement=RIGHTED)
    looks.at_desk()
    year.save()
    room.walk_to_its_number(year, later, "42", looks)
    looks.at_desk()
    later.refresh_from_db()
    assert (later.state, later.amends) == (DecisionState.ISSUED, decision)
    year.at("standing", f"{HOME}quyet-dinh/{decision.pk}/")
    year.told("Có quyết định sau về quyết định này.")
    looks.at_desk()
    year.page.get_by_role("link", name="Số 42/QĐ-SNgV").first.click()
    year.told("Quyết định số 41/QĐ-SNgV")
    year.open("Tiền thưởng")  # paid by the first decision, not once more
    year.told("không phát sinh")
    expect(year.page.get_by_role("link", name="Ghi đã chi")).to_have_count(0)
    looks.at_desk()
    year.at("standing", f"{HOME}so-khen-thuong/?phan=hinh-thuc")
    year.told("42/QĐ-SNgV")
    looks.at_desk()
    assert Award.objects.get(unit=year.cast.division).achievement == RIGHTED
    year.at("standing", f"{HOME}quyet-dinh/{decision.pk}/giay-chung-nhan/")
    year.told("không in")
    year.page.set_viewport_size(DESK)  # type: ignore[arg-type]
