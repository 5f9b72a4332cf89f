"""Pages of a vote: who hands out, votes, counts and sees what; the papers of a meeting; budgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Meeting, MeetingState, SecretBallot, VoteMethod, VoterMark
from awards.services.vote_result import seal_meeting
from plans.models import AuditEntry
from tests.awards.ballot_factory import cast_all, count_all, make_sitting, voters
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said

ClientFor = Callable[[str], Client]
DIFFERENT = [(6, 0, 0), (6, 1, 0), (5, 1, 1)]
SAME = [(6, 0, 0), (7, 0, 0), (5, 1, 1)]


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 5, 15))


def url(name: str, *args: Any) -> str:
    return reverse(f"awards:{name}", args=args)


def step(meeting: Meeting, slug: str) -> str:
    return f"{url('meeting', meeting.pk)}?buoc={slug}"


def choices(meeting: Meeting, choice: str, but: int = 0) -> dict[str, str]:
    items = meeting.items.exclude(order=but).values_list("pk", flat=True)
    return {f"choice_{pk}": choice for pk in items}


def version_of(meeting: Meeting) -> int:
    return Meeting.objects.get(pk=meeting.pk).version


def seal(cast: Cast, meeting: Meeting) -> None:
    fresh = Meeting.objects.get(pk=meeting.pk)
    seal_meeting(actor=cast.standing, meeting=fresh, seen=fresh.version)


# -- On the screen -----------------------------------------------------------------------------------------------------


def test_a_member_chooses_reads_once_more_and_gets_a_receipt(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    client, address = client_for("member"), url("ballot_own", meeting.pk)
    first = said(client.get(address))
    assert "không có dòng xét chính anh, chị" in first

    half = client.post(address, {"step": "look"})
    look = client.post(address, {**choices(meeting, "no", but=1), "step": "look"})

    assert "Còn 2 nội dung chưa chọn" in said(half)
    assert "Chưa bỏ phiếu." in said(look)
    assert said(look).count("Không đồng ý") == 2
    assert not SecretBallot.objects.exists()
    back = said(client.post(address, {**choices(meeting, "no", but=1), "step": "edit"}))
    assert "Xem lại phiếu" in back

    done = client.post(address, {**choices(meeting, "no", but=1), "step": "cast", "submit_key": "một"}, follow=True)

    receipt = VoterMark.objects.get(has_voted=True).receipt
    assert receipt in said(done)
    assert "Không đồng ý" not in said(client.get(address))
    again = client.post(address, {**choices(meeting, "yes", but=1), "step": "cast", "submit_key": "hai"})
    assert receipt in said(again)
    assert set(SecretBallot.objects.values_list("choice", flat=True)) == {"no"}


def test_all_see_who_voted_and_nobody_what_until_it_is_closed(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    for user in voters(cast)[:6]:
        cast_all(meeting, user)
    page = said(client_for("standing").get(step(meeting, "phat-phieu")))
    assert "6/7 đã bỏ phiếu" in page
    assert page.count("Chưa bỏ phiếu") == 1
    early = said(client_for("standing").get(url("ballots_published", meeting.pk)))
    assert "chỉ có sau khi đóng bỏ phiếu" in early
    asked = said(client_for("standing").get(url("meeting_seal", meeting.pk)))
    assert "Còn 1 thành viên có mặt chưa bỏ phiếu" in asked

    sealed = client_for("standing").post(
        url("meeting_seal", meeting.pk), {"version": version_of(meeting), "submit_key": "chốt"}
    )

    assert sealed.status_code == 302
    result = said(client_for("member").get(step(meeting, "ket-qua")))
    own = VoterMark.objects.get(seat__person=cast.member.person).receipt
    assert f"{own} (của anh, chị)" in result
    assert "Căn cứ" not in result
    assert "đạt" in result
    listed = pdf_text(client_for("member").get(url("ballots_published", meeting.pk)))
    assert "DANH SÁCH PHIẾU KÍN" in listed
    assert "Cộng: 17 ý kiến ở 3 dòng" in " ".join(listed.split())


def test_who_does_not_vote_is_told_why(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN, absent=[cast.clerk.person])
    assert "không có tên trong danh sách bỏ phiếu" in said(client_for("clerk").get(url("ballot_own", meeting.pk)))
    paper = make_sitting(cast)
    assert "không bỏ phiếu trên màn hình" in said(client_for("member").get(url("ballot_own", paper.pk)))


# -- Printed -----------------------------------------------------------------------------------------------------------


def test_ballots_are_printed_once_and_again_with_a_reason(cast: Cast, client_for: ClientFor) -> None:
    meeting, client = make_sitting(cast), client_for("standing")
    address = url("ballot_print", meeting.pk)
    assert "In 7 phiếu" in said(client.get(address))

    first = client.post(address, {"version": "1", "submit_key": "một"})
    second = client.post(address, {"version": "1", "submit_key": "hai"})

    assert first["Content-Type"] == "application/pdf"
    assert "Ghi lý do in lại" in said(second)
    assert "7 phiếu" in said(client.get(step(meeting, "phat-phieu")))


def test_neither_teller_sees_the_others_numbers_and_a_differing_row_is_counted_again(
    cast: Cast, client_for: ClientFor
) -> None:
    meeting = make_sitting(cast, state=MeetingState.COUNTING)
    count_all(meeting, cast.standing, 1, SAME, 7)
    before = said(client_for("contact").get(step(meeting, "kiem-phieu")))
    assert "đã nhập xong" in before
    assert "So khớp hai lần nhập" not in before
    assert "Chưa đủ hai lần nhập số phiếu" in said(client_for("standing").get(step(meeting, "kiem-phieu")))
    entry = client_for("contact").get(url("ballot_count", meeting.pk, 2))
    assert 'value="6"' not in entry.content.decode()

    items = list(meeting.items.order_by("order"))
    typed = {"given_out": "7", "given_back": "7", "submit_key": "nhập"}
    for item, line in zip(items, DIFFERENT, strict=True):
        typed |= {f"{name}_{item.pk}": str(n) for name, n in zip(("yes", "no", "spoiled"), line, strict=True)}
    wrong = client_for("contact").post(url("ballot_count", meeting.pk, 2), {**typed, f"yes_{items[2].pk}": "9"})
    assert "cộng lại là 11, phải bằng 7" in said(wrong)
    client_for("contact").post(url("ballot_count", meeting.pk, 2), typed)

    page = said(client_for("standing").get(step(meeting, "kiem-phieu")))
    assert "Đếm lại phiếu: đồng ý 7 hay 6?" in page
    assert "Còn lệch ở dòng 2" in page
    own = said(client_for("member").get(step(meeting, "kiem-phieu")))
    assert "Dòng xét chính anh, chị: số phiếu hiện sau khi chốt kết quả." in own

    again = {f"{name}_{turn}": n for turn in (1, 2) for name, n in (("yes", "7"), ("no", "0"), ("spoiled", "0"))}
    address, standing = url("ballot_again", meeting.pk, items[1].pk), client_for("standing")
    without = standing.post(address, {**again, "version": version_of(meeting)})
    assert "Ghi lý do hai lần nhập lệch nhau" in said(without)
    again["reason"] = "Bỏ sót một phiếu"
    stale = standing.post(address, {**again, "version": version_of(meeting) - 1})
    assert "Anh, chị vừa nhập dòng 2: lần 1: 7 - 0 - 0; lần 2: 7 - 0 - 0; lý do: Bỏ sót một phiếu." in said(stale)
    assert 'value="Bỏ sót một phiếu"' in stale.content.decode()
    saved = standing.post(address, {**again, "version": version_of(meeting)}, follow=True)
    assert "Đã lưu dòng 2 sau khi đếm lại" in said(saved)
    assert "trước là 6 - 1 - 0" in said(saved)
    assert "Còn lệch" not in said(saved)


def test_results_pick_minutes_number_and_the_meeting_is_closed(cast: Cast, client_for: ClientFor) -> None:
    meeting, standing = make_sitting(cast, state=MeetingState.COUNTING), client_for("standing")
    count_all(meeting, cast.standing, 1, SAME, 7)
    count_all(meeting, cast.contact, 2, SAME, 7)
    standing.post(url("meeting_seal", meeting.pk), {"version": version_of(meeting), "submit_key": "a"})
    item = meeting.items.get(order=1)
    picked = standing.post(
        url("meeting_pick", meeting.pk, item.pk),
        {"version": version_of(meeting), "picked": "khong", "reason": "Còn một suất.", "submit_key": "b"},
        follow=True,
    )
    assert "Không chọn lần này" in said(picked)

    edit = url("meeting_paper_edit", meeting.pk, "minutes")
    standing.post(edit, {"version": "0", "ends_at": "16h30", "conclusion": "Trình Giám đốc.", "submit_key": "c"})
    paper = standing.get(url("meeting_paper", meeting.pk, "minutes"))
    assert "Trình Giám đốc." in said(paper)
    assert "16 giờ 30 phút" in said(paper)
    standing.post(url("meeting_paper_ask", meeting.pk, "minutes"), {"submit_key": "d"})
    clerk = client_for("clerk")
    number = clerk.post(
        url("meeting_paper_number", meeting.pk, "minutes"),
        {"version": "1", "number": "1", "issued_on": "05/06/2026", "submit_key": "e"},
        follow=True,
    )
    assert "số 01/BB-HĐTĐKT" in said(number)
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.MINUTED
    assert "đã có số" in said(standing.get(edit))
    assert clerk.get(url("meeting_paper_docx", meeting.pk, "minutes")).status_code == 200
    assert AuditEntry.objects.filter(act="meeting.sign_minutes").count() == 1


def test_after_the_sealing_everybody_reads_what_is_next(cast: Cast, client_for: ClientFor) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    for user in voters(cast):
        cast_all(meeting, user)
    seal(cast, meeting)
    told = {who: client_for(who).get(step(meeting, "ket-qua")) for who in ("standing", "contact", "leader", "member")}

    assert url("decision_new", meeting.pk) in told["standing"].content.decode()
    assert "Soạn biên bản họp, biên bản kiểm phiếu, báo văn thư ghi số." in said(told["standing"])
    assert url("decision_new", meeting.pk) not in told["leader"].content.decode()
    assert "chưa có quyết định: thường trực soạn, trình anh, chị duyệt." in said(told["leader"])
    assert "chưa có quyết định: thường trực soạn, trình Giám đốc Sở." in said(told["member"])
    assert "Thư ký hội đồng soạn biên bản" in said(told["member"])
