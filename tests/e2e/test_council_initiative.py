"""Hội đồng sáng kiến with printed ballots.

A missed quorum, an absent member who wrote, an author among the members, a count that differs, equal votes, minutes
that are corrected, a decision by which the works are recognised.
"""

from __future__ import annotations

from playwright.sync_api import expect

from awards.models import Council, Decision, DecisionState, Initiative, InitiativeState, Meeting, MeetingState, RuleKind
from plans.models import AuditEntry
from tests.awards.council_factory import make_rule
from tests.awards.initiative_factory import make_call, make_initiative, make_score
from tests.e2e import council as room
from tests.e2e.council import HOME, Act, Looks, at_step, do, downloaded, link, words_of
from tests.e2e.year import Year
from tests.factory import make_person

WORKS = (
    "Sổ tay điện tử đón tiếp đoàn vào",
    "Danh bạ đối ngoại dùng chung",
    "Danh bạ liên hệ trên điện thoại",
    "Tủ tài liệu",
)
POINTS = {"novelty": 3400, "applicability": 2000, "benefit": 2600}
SAME = ((7, 0, 0), (6, 2, 0), (6, 1, 1), (4, 4, 0))
OTHER = ((7, 0, 0), (6, 2, 0), (5, 2, 1), (4, 4, 0))
WHY_NOT_BOTH = "Trùng nội dung với sáng kiến ở dòng 2, nộp sau."


def test_printed_ballots_from_the_founding_to_the_recognition(
    year: Year, assert_no_axe_violations: Act, assert_fits: Act
) -> None:
    looks = Looks(year, assert_no_axe_violations, assert_fits)
    room.issue_the_plan(year)
    year.on(2, 6)
    council = found_the_council(year, looks)
    meeting = draw_the_agenda(year, council, looks)
    invite(year, meeting)
    miss_the_quorum(year, meeting, looks)
    meet_again(year, meeting, looks)
    hand_out_ballots(year, meeting, looks)
    count_twice(year, meeting, looks)
    settle_and_seal(year, meeting, looks)
    conclude(year, meeting, looks)
    write_minutes(year, meeting, looks)
    recognise(year, meeting, looks)


def found_the_council(year: Year, looks: Looks) -> Council:
    council = room.found(
        year,
        "initiative",
        room.nine_members(year),
        name="Hội đồng sáng kiến Sở Ngoại vụ",
        symbol="HĐSK",
        number="20/QĐ-SNgV",
    )
    make_rule(council, RuleKind.QUORUM, (2, 3))
    year.open("Ghi quy tắc của Hội đồng")
    year.page.locator("main [name=kind]").select_option(RuleKind.WRITTEN)
    year.page.locator("main [name=holds]").select_option("yes")
    year.fill(source="Quy chế làm việc của Hội đồng, Điều 6")
    year.save()
    year.told("9 người biểu quyết")
    year.told("Quy chế làm việc của Hội đồng, Điều 6")
    looks.on_both()
    return council


def draw_the_agenda(year: Year, council: Council, looks: Looks) -> Meeting:
    """Four scored works, the first by a member of the council; a double click keeps the agenda once."""
    cast = year.cast
    call = make_call(cast.standing)
    outside = make_person("Bế Văn Tám", cast.subordinate), make_person("Đàm Thị Chín", cast.other_division)
    for place, name in enumerate(WORKS):
        by = cast.member.person if not place else outside[place % 2]
        work = make_initiative(
            cast.member if not place else cast.contact,
            call,
            authors=[(by, 100)],
            state=InitiativeState.SCORED,
            name=name,
            result=8000,
            passed=True,
            unit=by.unit,
        )
        make_score(work, cast.clerk, POINTS, state="submitted")
    year.at("standing", f"{HOME}hoi-dong/{council.pk}/")
    link(year, "Mở phiên họp")()
    year.fill(
        subject="Xét công nhận sáng kiến năm 2026", held_on="05/06/2026", starts_at="14h", place="Phòng họp tầng 2"
    )
    year.page.locator("main [name=call]").select_option(str(call.pk))
    year.save()
    meeting = Meeting.objects.get()
    places = {name: str(place) for place, name in enumerate(WORKS, start=1)}
    for work in Initiative.objects.all():
        year.fill(**{f"stt_{work.pk}": places[work.name]})
    looks.on_both()
    year.page.get_by_role("button", name="Lưu chương trình").dblclick()
    year.told("nội dung")
    at_step(year, "standing", meeting)
    expect(year.page.locator("main [name=ho-so]:checked")).to_have_count(4)
    assert [item.initiative.name for item in meeting.items.order_by("order")] == list(WORKS)
    assert AuditEntry.objects.filter(act="meeting.agenda").count() == 1
    return meeting


def invite(year: Year, meeting: Meeting) -> None:
    room.write(year, meeting, "invitation", content="Xem tài liệu kèm theo.")
    year.told("GIẤY MỜI")
    text = words_of(downloaded(year.page, link(year, "PDF")))
    assert "Xét công nhận sáng kiến năm 2026" in text
    room.number(year, meeting, "invitation", "1")
    year.told("số 01/GM-HĐSK")


def miss_the_quorum(year: Year, meeting: Meeting, looks: Looks) -> None:
    """Five of nine come; the vote does not open. Adjourned, and called for another day, once."""
    year.on(5, 6, hour=14)
    at_step(year, "standing", meeting)
    do(year, "Bắt đầu điểm danh")
    people = list(meeting.council.seats.values_list("person", flat=True))
    room.call_roll(year, meeting, dict.fromkeys(people[5:], "đi công tác"))
    year.told("Chưa đủ thành viên để họp: có mặt 5/9, cần 6/9")
    looks.on_both()
    link(year, "Mở bỏ phiếu")()
    year.told("Chưa mở bỏ phiếu được")
    at_step(year, "standing", meeting)
    do(year, "Hoãn phiên họp")
    year.told("Đã hoãn phiên họp.")
    looks.at_desk()
    do(year, "Chuẩn bị lại", held_on="12/06/2026")
    year.told("Phiên họp về bước chuẩn bị.")
    year.page.go_back()
    year.told("Phiên họp đang chuẩn bị. Điểm danh trước.")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.held_on.day) == (MeetingState.PREPARING, 12)
    assert AuditEntry.objects.get(act="meeting.adjourn").note == "Chưa đủ thành viên để họp: có mặt 5/9, cần 6/9"


def meet_again(year: Year, meeting: Meeting, looks: Looks) -> None:
    """Eight come; the absent one has written. A member says what ties him to a work."""
    year.on(12, 6, hour=14)
    at_step(year, "standing", meeting)
    looks.at_desk()
    do(year, "Bắt đầu điểm danh")
    vice = meeting.council.seats.get(role="vice")
    room.call_roll(year, meeting, {vice.person_id: "đi công tác nước ngoài"})
    year.told("Đủ điều kiện họp: có mặt 8/9, cần 6/9")
    year.open("Ghi ý kiến của Chu Văn Phó")
    year.told("Được tính vào kết quả.")
    for item, said in zip(meeting.items.order_by("order"), ("yes", "yes", "yes", "no"), strict=True):
        year.page.locator(f"main [name=choice_{item.pk}]").select_option(said)
    looks.at_desk()
    year.save()
    year.told("Đã có của: Chu Văn Phó.")
    year.at("contact", f"{HOME}phien-hop/{meeting.pk}/khai-bao/")
    year.page.locator("main [name=item]").select_option(label=WORKS[1])
    year.fill(words="Là chị của tác giả.")
    year.save()
    expect(year.page.locator("main li", has_text="Là chị của tác giả.")).to_contain_text("Lý Thị An")
    looks.on_both()
    at_step(year, "contact", meeting)
    do(year, "Mở bỏ phiếu")
    year.told("Đã mở bỏ phiếu.")
    looks.on_both()


def hand_out_ballots(year: Year, meeting: Meeting, looks: Looks) -> None:
    """A ballot for each of the eight; the one that goes to the author leaves his work out."""
    at_step(year, "standing", meeting)
    link(year, "In phiếu")()
    year.told("In 8 phiếu")
    looks.at_desk()
    text = words_of(downloaded(year.page, lambda: year.press("In phiếu")))
    numbers = [f"CUỐNG PHIẾU SỐ {number:02}" for number in range(1, 10)]
    assert [number in text for number in numbers] == [True] * 8 + [False]
    assert "Giao cho Hoàng Văn Em: không có dòng 1" in text
    assert (text.count("PHIẾU BIỂU QUYẾT"), text.count(WORKS[0]), text.count(WORKS[3])) == (8, 7, 8)
    year.page.reload()
    year.press("In phiếu")
    year.told("Ghi lý do in lại")
    at_step(year, "standing", meeting)
    do(year, "Thu phiếu, kiểm phiếu", "Thu phiếu, bắt đầu kiểm")
    year.told("Đã thu phiếu.")


def count_twice(year: Year, meeting: Meeting, looks: Looks) -> None:
    """By two people, neither of whom is an author; a sum that cannot be is refused with what was typed."""
    turn = f"{HOME}phien-hop/{meeting.pk}/kiem-phieu/"
    year.at("member", f"{turn}1/")
    year.told("Anh, chị là người được xét")
    year.at("standing", f"{turn}1/")
    enter(year, meeting, ((7, 0, 0), (6, 3, 0), *SAME[2:]))
    year.told("cộng lại là 9, phải bằng 8")
    looks.on_both()
    enter(year, meeting, SAME)
    year.told("Đã ghi lần nhập 1.")
    year.at("standing", f"{turn}2/")
    year.told("Lần nhập 1 do anh, chị nhập.")
    at_step(year, "contact", meeting)
    expect(year.page.get_by_text("So khớp hai lần nhập")).to_have_count(0)
    looks.at_desk()
    year.open("Nhập lần 2")
    enter(year, meeting, OTHER)
    year.told("Đã ghi lần nhập 2.")


def enter(year: Year, meeting: Meeting, lines: tuple[tuple[int, int, int], ...]) -> None:
    year.fill(given_out="8", given_back="8")
    for item, line in zip(meeting.items.order_by("order"), lines, strict=True):
        year.fill(**{f"{name}_{item.pk}": str(n) for name, n in zip(("yes", "no", "spoiled"), line, strict=True)})
    year.save()


def settle_and_seal(year: Year, meeting: Meeting, looks: Looks) -> None:
    """The row that differs is counted again; the author reads nothing of his own before the sealing."""
    at_step(year, "leader", meeting)
    year.told("Đếm lại phiếu: đồng ý 6 hay 5?")
    year.told("Còn lệch ở dòng 3")
    looks.on_both()
    year.fill(yes_2="6", no_2="1", spoiled_2="1", reason="Đọc nhầm một phiếu")
    year.send("Lưu dòng 3 sau khi đếm lại")
    year.told("lần 2: trước là 5 - 2 - 1, Nông Đức Dũng đếm lại, lý do: Đọc nhầm một phiếu")
    at_step(year, "member", meeting)
    year.told("Dòng xét chính anh, chị: số phiếu hiện sau khi chốt kết quả.")
    expect(year.page.get_by_text("có 8: đạt")).to_have_count(0)
    looks.at_desk()
    at_step(year, "leader", meeting)
    link(year, "Chốt kết quả")()
    year.send("Chốt kết quả")
    year.told("Đã chốt kết quả.")
    at_step(year, "member", meeting)
    year.told("cần 6/9 (≥ 2/3 tổng số thành viên), có 8: đạt")
    year.told("cần 6/9 (≥ 2/3 tổng số thành viên), có 4: chưa đạt")
    year.told("văn bản: 1 đồng ý, 0 không")


def conclude(year: Year, meeting: Meeting, looks: Looks) -> None:
    """Two works on the same matter have seven votes each; the chair puts one back, in words that are minuted."""
    at_step(year, "leader", meeting)
    looks.at_desk()
    year.page.get_by_role("link", name=f"Ghi kết luận về {WORKS[2]}").click()
    year.page.locator("main [name=picked][value=khong]").check()
    year.fill(reason=WHY_NOT_BOTH)
    looks.at_desk()
    year.send("Ghi kết luận")
    year.told("Không chọn lần này")
    year.told(WHY_NOT_BOTH)


def write_minutes(year: Year, meeting: Meeting, looks: Looks) -> None:
    """Corrected before the number, with a trace; the clerk numbers them in the council's own series."""
    at_step(year, "standing", meeting, "bien-ban")
    looks.on_both()
    room.write(year, meeting, "minutes", opening="Thư ký báo cáo kết quả chấm điểm.", conclusion="Thống nhất.")
    room.write(year, meeting, "minutes", ends_at="16h30", conclusion="Đề nghị Giám đốc Sở công nhận 02 sáng kiến.")
    year.told("Lê Thu Hà sửa kết luận của chủ tọa")
    looks.on_both()
    minutes = words_of(downloaded(year.page, link(year, "PDF")))
    for words in ("có mặt 8/9", "Chu Văn Phó", "Là chị của tác giả.", "có 4: chưa đạt", WHY_NOT_BOTH, "16 giờ 30 phút"):
        assert words in minutes, words
    year.at("standing", f"{HOME}phien-hop/{meeting.pk}/bien-ban/tally/")
    looks.at_desk()
    tally = words_of(downloaded(year.page, link(year, "PDF")))
    assert "BIÊN BẢN Kiểm phiếu" in tally
    room.number(year, meeting, "minutes", "1")
    year.told("số 01/BB-HĐSK")
    year.at("standing", f"{HOME}phien-hop/{meeting.pk}/bien-ban/minutes/soan/")
    year.told("Văn bản đã có số, không sửa nữa.")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.MINUTED


def recognise(year: Year, meeting: Meeting, looks: Looks) -> None:
    """What the council carried and the chair did not put back: two works, by the decision's number."""
    at_step(year, "standing", meeting, "ket-qua")
    year.open("Soạn quyết định")
    expect(year.page.get_by_role("checkbox")).to_have_count(2)
    looks.on_both()
    year.send("Soạn quyết định")
    decision = Decision.objects.get()
    year.told("Căn cứ Biên bản số 01/BB-HĐSK ngày 12 tháng 6 năm 2026")
    link(year, "Soạn tiếp")()
    year.fill(**room.SIGNER)
    looks.at_desk()
    year.save()
    room.walk_to_its_number(year, decision, "31", looks)
    looks.at_desk()
    decision.refresh_from_db()
    assert (decision.state, decision.number) == (DecisionState.ISSUED, "31/QĐ-SNgV")
    assert "QUYẾT ĐỊNH" in words_of(downloaded(year.page, link(year, "PDF")))
    states = dict(Initiative.objects.values_list("name", "state"))
    assert [states[name] for name in WORKS] == ["recognised", "recognised", "scored", "scored"]
    year.at("stranger", f"{HOME}sang-kien/da-cong-nhan/")
    year.told(WORKS[0])
    year.told("số 31/QĐ-SNgV")
    expect(year.page.get_by_text(WORKS[2])).to_have_count(0)
    year.at("member", f"{HOME}cua-toi/")
    year.told(WORKS[0])
