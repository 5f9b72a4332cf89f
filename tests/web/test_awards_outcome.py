"""Pages of letters on results: drafted, worded, sent, read by whom they concern and by nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import DecisionState, OutcomeLetter
from awards.rules.outcome_words import GAP
from awards.services import decision_change as change
from plans.models import AuditEntry, Plan
from tests.awards.decision_factory import bring, make_decision
from tests.awards.outcome_factory import draft_of, make_held, make_proposed, make_told, send
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
State = OutcomeLetter.State
MOST = 10


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def url(name: str, *args: Any) -> str:
    return reverse(f"awards:{name}", args=args)


def test_from_the_decision_to_the_nominee(cast: Cast, client_for: ClientFor) -> None:
    standing, member = client_for("standing"), client_for("member")
    meeting = make_held(cast, [make_proposed(cast)], [make_proposed(cast, cast.member.person)])
    decision = make_decision(cast, DecisionState.ISSUED, meeting=meeting)

    offered = said(standing.get(url("outcome_list")))
    before = said(standing.get(url("outcome_decision", decision.pk)))
    drafted = standing.post(url("outcome_decision", decision.pk), follow=True)
    waiting = {one.nomination_id: one for one in OutcomeLetter.objects.all()}
    chosen = [f"{one.pk}.{one.version}" for one in waiting.values()]
    sent = said(standing.post(url("outcome_send_many"), {"thong-bao": chosen}, follow=True))
    own = OutcomeLetter.objects.get(granted=False)
    read = said(member.get(url("outcome", own.pk)))

    assert "Còn người chưa soạn thông báo 2" in offered  # the decision, and what its meeting did not carry
    assert "Không được tặng 1" in before
    assert "Đã soạn thông báo" in said(drafted)
    assert "Đã gửi 02 thông báo." in sent
    assert "Kết quả: chưa đạt để đề nghị tặng." in read
    assert len(table(member.get(url("outcome_list")))) == 1
    assert len(table(standing.get(url("outcome_list")))) == 2


def test_the_nominee_sees_the_letter_and_nothing_it_rests_on(cast: Cast, client_for: ClientFor) -> None:
    (letter,) = draft_of(cast, make_held(cast, (), [make_proposed(cast, cast.member.person)]))
    send(cast, letter)

    read, known = (said(client_for(role).get(url("outcome", letter.pk))) for role in ("member", "standing"))
    paper = pdf_text(client_for("member").get(url("outcome_pdf", letter.pk)))

    assert "có 7" not in read
    assert "Dựa vào" not in read
    assert "có 7: chưa đạt" in known
    assert "có 7" not in paper
    assert "V/v thông báo kết quả xét khen thưởng năm 2025" in paper
    assert "Kính gửi: Đồng chí Hoàng Văn Em" in paper
    assert "ngày 10 tháng 6 năm 2026" in paper
    assert AuditEntry.objects.filter(act="outcome.fetch").count() == 1


def test_the_stranger_finds_nothing(cast: Cast, client_for: ClientFor) -> None:
    (letter,) = draft_of(cast, make_held(cast, (), [make_proposed(cast, cast.member.person)]))
    send(cast, letter)

    for role in ("stranger", "contact", "clerk", "admin"):
        client = client_for(role)
        assert client.get(url("outcome", letter.pk)).status_code == 404
        assert "Chưa có thông báo nào" in said(client.get(url("outcome_list")))


def test_an_open_place_is_pointed_at_and_filled(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    meeting = make_held(cast, (), [make_proposed(cast, cast.member.person)])
    meeting.items.update(rule_words="không có phiếu nào")
    (letter,) = draft_of(cast, meeting)

    shown, asked = (said(client.get(url(name, letter.pk))) for name in ("outcome", "outcome_send"))
    listed = table(client.get(url("outcome_list")))
    values = {"text": letter.text.replace(GAP, "chưa biểu quyết"), "version": letter.version}
    client.post(url("outcome_edit", letter.pk), values)
    letter.refresh_from_db()
    client.post(url("outcome_send", letter.pk), {"version": letter.version})

    assert "hồ sơ không nêu lý do" in shown
    assert "Chưa gửi được" in asked
    assert "còn thiếu lý do" in " ".join(listed[0])
    assert OutcomeLetter.objects.get().state == State.SENT


def test_the_wording_of_two_people_is_compared(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    (letter,) = draft_of(cast, make_held(cast, (), [make_proposed(cast)]))
    client.post(url("outcome_edit", letter.pk), {"text": "Của người trước.", "version": letter.version})

    page = client.post(url("outcome_edit", letter.pk), {"text": "Của người sau.", "version": letter.version})

    assert page.status_code == 409
    assert "Hai người cùng sửa" in said(page)
    assert "Của người sau." in page.content.decode()
    assert OutcomeLetter.objects.get().text == "Của người trước."


def test_after_a_later_decision(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    decision, (first, second, _) = make_told(cast, granted=2)
    send(cast, first)
    lines = list(decision.lines.values_list("pk", flat=True))
    made = change.draft_amendment(actor=cast.standing, decision=decision, lines=lines)
    later = bring(cast, made, DecisionState.ISSUED, number=16)

    sent, void = (said(client.get(url("outcome", one.pk))) for one in (first, second))
    rows = {row[2].split()[-1]: row[-1] for row in table(client.get(url("outcome_list") + f"?tu=d{decision.pk}"))}

    assert "Đã gửi trước khi sửa. Quyết định số 16/QĐ-SNgV" in sent
    assert "Soạn thông báo theo quyết định đó" in sent
    assert "Không còn hiệu lực." in void
    assert "Mở Quyết định số 16/QĐ-SNgV" in void
    assert sum("Đã gửi trước khi sửa" in state for state in rows.values()) <= 1
    assert client.get(url("outcome_pdf", second.pk)).status_code == 302
    assert "Được tặng 2" in said(client.get(url("outcome_decision", later.pk)))


def test_the_list_is_filtered_and_printed(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    decision, letters = make_told(cast, granted=2, refused=3)
    draft_of(cast, make_held(cast, (), [make_proposed(cast)]))

    def found(query: str) -> int:
        return len(table(client.get(url("outcome_list") + query)))

    assert found("") == 6
    assert found(f"?tu=d{decision.pk}") == len(letters) == 5
    assert found(f"?tu=m{decision.meeting_id}") == 5
    assert found(f"?tu=d{decision.pk}&ket-qua=khong") == 3
    assert found("?tinh-trang=sent") == 0
    assert "Cộng: 0 tập thể; 6 cá nhân." in pdf_text(client.get(url("outcome_list_print")))
    assert AuditEntry.objects.filter(act="list.print").exists()


def test_decision_and_meeting_lead_there(cast: Cast, client_for: ClientFor) -> None:
    standing, meeting = client_for("standing"), make_held(cast, [make_proposed(cast)])
    decision = make_decision(cast, DecisionState.ISSUED, meeting=meeting)
    pages = {
        url("decision", decision.pk): url("outcome_decision", decision.pk),
        url("meeting", meeting.pk) + "?buoc=ket-qua": url("outcome_meeting", meeting.pk),
    }

    for page, link in pages.items():
        assert link in standing.get(page).content.decode()
        assert link not in client_for("leader").get(page).content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_pages_ask_the_same_few_questions(cast: Cast, client_for: ClientFor, number: int) -> None:
    client = client_for("standing")
    _, letters = make_told(cast, granted=number, refused=number)
    untold = make_held(cast, (), [make_proposed(cast) for _ in range(number)])
    send(cast, letters[0])
    client.get(url("outcome_list"))

    asked = {
        name: count(client, url(name, *args))[0]
        for name, args in (
            ("outcome_list", ()),
            ("outcome_meeting", (untold.pk,)),
            ("outcome", (letters[0].pk,)),
            ("outcome", (letters[-1].pk,)),
            ("outcome_send", (letters[-1].pk,)),
        )
    }

    assert {name: n for name, n in asked.items() if n > MOST} == {}
