"""Pages of councils and of their meetings up to the opening of the vote; how much they ask of the database."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.models import Council, CouncilKind, CouncilSeat, Interest, Meeting, WorkingRule, WrittenOpinion
from plans.models import Plan
from plans.services.search import find
from tests.awards.council_factory import make_council, make_eligible, make_meeting, make_rule
from tests.awards.initiative_factory import GOOD, POOR, make_call, make_initiative, make_score
from tests.factory import Cast, make_person, make_task, make_user
from tests.web.page import said

ClientFor = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _plan(plan: Plan) -> None:
    """Every page stands in a year."""


def url(name: str, *args: Any) -> str:
    return reverse(f"awards:{name}", args=args)


def sitting(cast: Cast) -> Council:
    """Five members: the leader leads, the contact is secretary, the member a plain one."""
    people = [cast.leader.person, make_person(), cast.contact.person, cast.member.person]
    return make_council(5, people=[one for one in people if one])


def test_a_council_with_its_members_and_rules_is_written_down(cast: Cast, client_for: ClientFor) -> None:
    client, person = client_for("standing"), make_person("Nông Văn Sáu")
    values = {"kind": "emulation", "name": "Hội đồng TĐKT Sở", "symbol": "HĐTĐKT", "term_from": "01/01/2026"}

    made = client.post(url("council_new"), values)
    council = Council.objects.get()
    client.post(
        url("seat_new", council.pk), {"person": person.pk, "role": "chair", "order": "1", "from_on": "01/01/2026"}
    )
    rule = {"kind": "quorum", "numerator": "2", "denominator": "3", "base": "all", "source": "Quy chế, Điều 4"}
    client.post(url("working_rule_new", council.pk), {**rule, "confidence": "A"})
    page = said(client.get(url("council", council.pk)))

    assert made.headers["Location"] == url("council", council.pk)
    assert CouncilSeat.objects.get().person == person
    assert WorkingRule.objects.get().source == "Quy chế, Điều 4"
    for words in ("Nông Văn Sáu", "Chủ tịch", "≥ 2/3 tổng số thành viên", "Quy chế, Điều 4", "quy chế của Hội đồng"):
        assert words in page
    assert client.get(url("council_print", council.pk)).status_code == 200


def test_a_rule_that_cannot_be_keeps_what_was_typed(cast: Cast, client_for: ClientFor) -> None:
    council = make_council(3)
    typed = {"kind": "quorum", "numerator": "4", "denominator": "3", "base": "all", "source": "Điều 4"}

    page = said(client_for("standing").post(url("working_rule_new", council.pk), {**typed, "confidence": "A"}))

    assert "Tỷ lệ là một phân số lớn hơn 0, không quá 1" in page
    assert not WorkingRule.objects.exists()


def test_a_meeting_is_prepared_called_and_opened_by_its_secretary(cast: Cast, client_for: ClientFor) -> None:
    council = sitting(cast)
    first, second = make_eligible(cast.standing, 2)
    typed = {"council": council.pk, "subject": "Xét năm 2025", "held_on": "05/06/2026", "method": "paper"}
    client_for("standing").post(url("meeting_new"), {**typed, "starts_at": "14h00"})
    meeting = Meeting.objects.get()
    client, page = client_for("contact"), url("meeting", meeting.pk)

    before = said(client.get(page))
    agenda = {
        "ho-so": [first.pk, second.pk],
        f"stt_{first.pk}": "2",
        f"stt_{second.pk}": "1",
        "version": meeting.version,
    }
    client.post(url("agenda_save", meeting.pk), agenda)
    meeting.refresh_from_db()
    client.post(url("meeting_roll", meeting.pk), {"version": meeting.version})
    meeting.refresh_from_db()
    seats = list(council.seats.all())
    roll: dict[str, Any] = {f"came_{seat.pk}": str(seat.pk) for seat in seats} | {f"came_{seats[-1].pk}": "vang"}
    saved = client.post(url("roll_save", meeting.pk), {**roll, "version": meeting.version}, follow=True)
    meeting.refresh_from_db()
    opened = client.post(url("meeting_open", meeting.pk), {"version": meeting.version})
    meeting.refresh_from_db()

    assert "Chưa có chương trình. Đã chọn sẵn mọi hồ sơ xét được" in before
    assert list(meeting.items.values_list("nomination", flat=True)) == [second.pk, first.pk]
    assert "Đủ điều kiện họp: có mặt 4/5, cần 4/5" in said(saved)
    assert "Vắng 1." in said(saved)
    assert opened.status_code == 302
    assert meeting.state == "voting"


def test_a_missed_quorum_stops_the_vote_and_the_meeting_is_put_off(cast: Cast, client_for: ClientFor) -> None:
    council = sitting(cast)
    make_rule(council, "quorum", (2, 3))
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll", present=2)
    client = client_for("standing")

    refused = said(client.get(url("meeting_open", meeting.pk)))
    client.post(url("meeting_adjourn", meeting.pk), {"reason": "", "version": meeting.version})
    page = said(client.get(url("meeting", meeting.pk)))
    type(meeting).objects.filter(pk=meeting.pk).update(state="preparing")
    before = said(client.get(url("meeting", meeting.pk)))
    type(meeting).objects.filter(pk=meeting.pk).update(state="voting")
    after = said(client.get(url("meeting", meeting.pk)))

    assert ("Lần họp trước đã hoãn" in before, "Lần họp trước đã hoãn" in after) == (True, False)
    assert "Chưa đủ thành viên để họp: có mặt 2/5, cần 4/5. Chờ thêm thành viên, hoặc hoãn phiên họp." in refused
    assert "Hoãn, không đủ thành viên. Chưa đủ thành viên để họp: có mặt 2/5" in page


def test_what_cannot_be_carried_is_announced_before_the_vote(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing, 2), state="roll", present=3)

    page = said(client_for("leader").get(url("meeting", meeting.pk)))

    assert "không thể đạt dù mọi phiếu đều đồng ý" in page
    assert "cần 4/5 (≥ 80 % tổng số thành viên), nhiều nhất có 3 (ở 2 nội dung)." in page


def test_a_wrong_hour_keeps_the_roll_as_it_was_typed(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), state="roll", present=5)
    seat = meeting.council.seats.all()[0]
    typed = {f"came_{seat.pk}": str(seat.pk), f"arrived_{seat.pk}": "25:99", "version": meeting.version}

    response = client_for("standing").post(url("roll_save", meeting.pk), typed)

    assert "Nhập giờ theo dạng hh:mm" in said(response)
    assert "25:99" in response.content.decode()


def test_two_who_call_the_roll_compare_what_they_wrote(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), state="roll", present=5)
    seats = list(meeting.council.seats.all())
    roll = {f"came_{seat.pk}": str(seat.pk) for seat in seats} | {"version": meeting.version}
    first = {**roll, f"came_{seats[4].pk}": "vang", f"reason_{seats[4].pk}": "ốm"}
    client_for("contact").post(url("roll_save", meeting.pk), first)

    second = {**roll, f"came_{seats[3].pk}": "vang", f"reason_{seats[3].pk}": "đi họp tỉnh"}
    page = client_for("standing").post(url("roll_save", meeting.pk), second)
    meeting.refresh_from_db()
    client_for("standing").post(url("roll_save", meeting.pk), {**second, "version": meeting.version})

    assert page.status_code == 409
    assert "Điểm danh Phiên 01/2026 vừa được người khác sửa" in said(page)
    assert "đi họp tỉnh" in said(page)
    assert list(meeting.attendance.filter(came=None).values_list("seat", "absent_reason")) == [
        (seats[3].pk, "đi họp tỉnh")
    ]


def test_two_who_draw_up_the_agenda_compare_their_ticks(cast: Cast, client_for: ClientFor) -> None:
    one, two, three = make_eligible(cast.standing, 3)
    meeting = make_meeting(sitting(cast), cast.standing)
    address = url("agenda_save", meeting.pk)
    client_for("contact").post(address, {"ho-so": [one.pk], "version": meeting.version})

    typed = {"ho-so": [three.pk, two.pk], f"stt_{three.pk}": "1", f"stt_{two.pk}": "2"}
    page = client_for("standing").post(address, {**typed, "version": meeting.version})
    meeting.refresh_from_db()

    assert page.status_code == 409
    ticks = re.findall(r'name="ho-so" value="(\d+)"[^>]*?( checked)?>', page.content.decode())
    assert dict(ticks) == {str(one.pk): "", str(two.pk): " checked", str(three.pk): " checked"}
    assert said(page).count("chỉ có ở bản của tôi") == 2
    client_for("standing").post(address, {**typed, "version": meeting.version})
    assert list(meeting.items.values_list("nomination", flat=True)) == [three.pk, two.pk]


def test_an_agenda_that_cannot_be_keeps_its_ticks(cast: Cast, client_for: ClientFor) -> None:
    one, two, gone = make_eligible(cast.standing, 3)
    meeting = make_meeting(sitting(cast), cast.standing)
    make_meeting(meeting.council, cast.standing, [gone])

    typed = {"ho-so": [two.pk, gone.pk], f"stt_{two.pk}": "7", "version": meeting.version}
    page = client_for("standing").post(url("agenda_save", meeting.pk), typed)

    assert "1 nội dung vừa được đưa vào phiên khác" in said(page)
    html = page.content.decode()
    assert re.findall(r'name="ho-so" value="(\d+)"[^>]*? checked>', html) == [str(two.pk)]
    assert f'value="{one.pk}"' in html
    assert 'value="7"' in html


def test_two_who_enter_one_opinion_in_writing_compare_them(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), state="roll", present=4)
    item, absent = meeting.items.get(), meeting.attendance.get(came=None).seat
    address = url("written_edit", meeting.pk, absent.pk)
    typed = {"version": meeting.version, f"words_{item.pk}": ""}
    client_for("contact").post(address, {**typed, f"choice_{item.pk}": "no"})

    page = client_for("standing").post(address, {**typed, f"choice_{item.pk}": "yes"})

    assert page.status_code == 409
    assert "không đồng ý" in said(page)
    assert WrittenOpinion.objects.get().choice == "no"


def test_a_member_declares_his_interest_and_an_absent_one_writes(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), state="roll", present=4)
    item, absent = meeting.items.get(), meeting.attendance.get(came=None).seat
    own = meeting.council.seats.get(person=cast.member.person)

    client_for("member").post(
        url("interest_add", meeting.pk), {"seat": own.pk, "item": item.pk, "words": "là người hướng dẫn"}
    )
    client_for("contact").post(
        url("written_edit", meeting.pk, absent.pk),
        {f"choice_{item.pk}": "no", f"words_{item.pk}": "chưa đủ", "version": meeting.version},
    )
    page = said(client_for("member").get(url("meeting", meeting.pk)))

    assert Interest.objects.get().seat == own
    assert list(WrittenOpinion.objects.values_list("seat", "choice", "words")) == [(absent.pk, "no", "chưa đủ")]
    assert "là người hướng dẫn" in page
    assert "Không tính vào kết quả" in page
    assert f"Đã có của: {absent.person.full_name}." in page


def test_initiatives_come_with_mean_spread_and_missed_minimum(cast: Cast, client_for: ClientFor) -> None:
    call = make_call(cast.standing)
    work = make_initiative(cast.member, call, state="scored", result=6800, passed=False)
    for scorer, points in ((cast.clerk, GOOD), (cast.contact, POOR)):
        make_score(work, scorer, points, state="submitted")
    meeting = make_meeting(make_council(3, CouncilKind.INITIATIVE), cast.standing)

    page = said(client_for("standing").get(url("meeting", meeting.pk)))

    assert "Sổ tay điện tử đón tiếp đoàn" in page
    assert "điểm chênh nhau 25" in page
    assert "68" in page


def test_meetings_are_found_where_people_look(cast: Cast, client_for: ClientFor, plan: Plan) -> None:
    task = make_task(plan, "Họp Hội đồng TĐKT Sở bỏ phiếu xét danh hiệu", units=[cast.division])
    make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), subject="Xét bổ sung", task=task)

    assert "Chuẩn bị phiên họp ngày 05/06/2026: Xét bổ sung" in said(client_for("contact").get(reverse("plans:home")))
    assert "Họp ngày 05/06/2026: Xét bổ sung" in said(client_for("member").get(reverse("plans:home")))
    assert "Xét bổ sung" not in said(client_for("clerk").get(reverse("plans:home")))
    assert [hit.title for group in find(user=cast.member, typed="xet bo sung") for hit in group.hits] == ["Xét bổ sung"]
    assert not find(user=cast.stranger, typed="xet bo sung")
    assert "Phiên 01/2026: Xét bổ sung" in said(client_for("standing").get(reverse("plans:task", args=[task.pk])))
    listed = said(client_for("member").get(url("meeting_list")))
    assert "Phiên 01/2026: Xét bổ sung" in listed
    assert client_for("member").get(url("meeting_list_print"), {"dang": "xlsx"}).status_code == 200


def test_everybody_with_a_seat_and_nobody_else_sees_a_meeting(cast: Cast, client_for: ClientFor) -> None:
    council = sitting(cast)
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing))
    former = make_user("da-thoi", person=council.seats.all()[1].person)
    client = Client()
    client.force_login(former)

    seen = {who: client_for(who).get(url("meeting", meeting.pk)).status_code for who in ("member", "clerk", "stranger")}

    assert seen == {"member": 200, "clerk": 404, "stranger": 404}
    assert client.get(url("meeting", meeting.pk)).status_code == 200


def test_the_signed_founding_decision_is_kept_and_served_as_a_file(cast: Cast, client_for: ClientFor) -> None:
    council, client = make_council(3), client_for("standing")
    typed = {"kind": "emulation", "name": council.name, "term_from": "01/01/2026", "version": council.version}
    address = url("council_edit", council.pk)

    wrong = client.post(address, {**typed, "file": SimpleUploadedFile("qd.pdf", b"MZ\x90khong phai PDF")})
    assert "“qd.pdf”: Tệp này không phải PDF" in said(wrong)
    assert client.get(url("council_file", council.pk)).status_code == 404
    client.post(address, {**typed, "file": SimpleUploadedFile("QĐ thành lập.pdf", b"%PDF-1.4\n%%EOF\n")})

    page = client_for("member").get(url("council", council.pk))
    sent = client_for("member").get(url("council_file", council.pk))
    assert "QĐ thành lập.pdf" in said(page)
    assert sent["Content-Disposition"].startswith("attachment")
    assert (sent["Content-Type"], sent.content) == ("application/pdf", b"%PDF-1.4\n%%EOF\n")


def test_a_session_put_off_has_its_minutes_among_the_papers(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), state="roll", present=2)
    client = client_for("standing")
    client.post(
        url("meeting_adjourn", meeting.pk), {"reason": "", "again_on": "12/06/2026", "version": meeting.version}
    )
    again = client.get(url("meeting_prepare_again", meeting.pk)).content.decode()
    meeting.refresh_from_db()
    client.post(url("meeting_prepare_again", meeting.pk), {"held_on": "12/06/2026", "version": meeting.version})

    listed = said(client.get(f"{url('meeting', meeting.pk)}?buoc=bien-ban"))
    page = said(client.get(url("meeting_paper", meeting.pk, "adjourned-1")))
    client.post(url("meeting_paper_edit", meeting.pk, "adjourned-1"), {"version": "1", "remarks": "Chờ đến 15 giờ."})

    assert 'value="12/06/2026"' in again
    assert "Biên bản hoãn họp ngày 05/06/2026" in listed
    assert "có mặt 2/5, cần 4/5" in page
    assert "Chờ đến 15 giờ." in said(client.get(url("meeting_paper", meeting.pk, "adjourned-1")))
    for kind in ("adjourned", "adjourned-2", "minutes-1", "khac"):
        assert client.get(url("meeting_paper", meeting.pk, kind)).status_code == 404
    assert client.get(url("meeting_paper_pdf", meeting.pk, "adjourned-1")).content[:5] == b"%PDF-"
