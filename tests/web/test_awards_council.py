"""Pages of councils and of their meetings up to the opening of the vote; how much they ask of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Attendance, Council, CouncilKind, CouncilSeat, Interest, Meeting, WorkingRule, WrittenOpinion
from plans.models import Plan
from plans.services.search import find
from tests.awards.council_factory import make_council, make_eligible, make_meeting, make_rule
from tests.awards.initiative_factory import GOOD, POOR, make_call, make_initiative, make_score
from tests.factory import Cast, make_person, make_task, make_user
from tests.web.page import said
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST, MOST_OF_MEETING = 10, 12  # a meeting's page also asks of the rules, the roll and the agenda


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


def test_somebody_else_saved_the_roll_first(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), state="roll", present=5)
    seat = meeting.council.seats.all()[0]
    typed = {f"came_{seat.pk}": "vang", "version": str(meeting.version + 7)}

    page = said(client_for("standing").post(url("roll_save", meeting.pk), typed, follow=True))

    assert "Điểm danh vừa được người khác lưu" in page
    assert Attendance.objects.get(seat=seat).came_id == seat.pk


def test_a_member_declares_his_interest_and_an_absent_one_writes(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_meeting(sitting(cast), cast.standing, make_eligible(cast.standing), state="roll", present=4)
    item, absent = meeting.items.get(), meeting.attendance.get(came=None).seat
    own = meeting.council.seats.get(person=cast.member.person)

    client_for("member").post(
        url("interest_add", meeting.pk), {"seat": own.pk, "item": item.pk, "words": "là người hướng dẫn"}
    )
    client_for("contact").post(
        url("written_edit", meeting.pk, absent.pk), {f"choice_{item.pk}": "no", f"words_{item.pk}": "chưa đủ"}
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


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_pages_ask_as_much_for_one_row_as_for_many(cast: Cast, client_for: ClientFor, rows: int) -> None:
    council = sitting(cast)
    prepared = make_meeting(council, cast.standing, make_eligible(cast.standing, rows))
    called = make_meeting(council, cast.standing, make_eligible(cast.standing, rows), state="roll", present=4)
    for number in range(rows):
        make_meeting(council, cast.standing, subject=f"Phiên {number}")
    asked = {
        (who, page): count(client_for(who), page)
        for who in ("standing", "contact", "member")
        for page in (
            url("council_list"),
            url("council", council.pk),
            url("meeting_list"),
            url("meeting", prepared.pk),
            url("meeting", called.pk),
            f"{url('meeting', called.pk)}?buoc=chuan-bi",
        )
    }

    for (who, page), (number, queries) in asked.items():
        is_meeting = page.startswith(url("meeting_list")) and page != url("meeting_list")
        assert number <= (MOST_OF_MEETING if is_meeting else MOST), (who, page, number, "\n".join(queries))


def test_everybody_with_a_seat_and_nobody_else_sees_a_meeting(cast: Cast, client_for: ClientFor) -> None:
    council = sitting(cast)
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing))
    former = make_user("da-thoi", person=council.seats.all()[1].person)
    client = Client()
    client.force_login(former)

    seen = {who: client_for(who).get(url("meeting", meeting.pk)).status_code for who in ("member", "clerk", "stranger")}

    assert seen == {"member": 200, "clerk": 404, "stranger": 404}
    assert client.get(url("meeting", meeting.pk)).status_code == 200
