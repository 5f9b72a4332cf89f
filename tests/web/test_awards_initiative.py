"""Pages of initiatives: rows without a script, what each person sees and may press, what waits, how few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from awards.models import Initiative, InitiativeCall, InitiativeScore, InitiativeState, ScoreState
from awards.views.initiative_sockets import call_calendar, initiative_card, task_calls
from plans.models import AuditEntry, Plan
from plans.views.cards import cards_of
from plans.views.waiting_work import waiting_work
from tests.awards.initiative_factory import (
    GOOD,
    POOR,
    make_call,
    make_initiative,
    make_initiative_file,
    make_recognised,
    make_score,
    make_score_sheet,
)
from tests.factory import Cast, make_task
from tests.web.page import pdf_text, said

ClientFor = Callable[[str], Client]
State = InitiativeState
MOST = 10


@pytest.fixture(autouse=True)
def _plan(plan: Plan) -> None:
    """The plan of 2026 is in view."""


def url(name: str, *args: object) -> str:
    return reverse(f"awards:{name}", args=args)


def typed(cast: Cast, **values: object) -> dict[str, object]:
    """A dossier as the browser sends it, of one author."""
    texts = dict.fromkeys(("field", "begun_on", "problem", "solution", "novelty", "effect", "scope", "version"), "")
    head = {"name": "Số hoá hồ sơ", "kind": "initiative", "call": "", "unit": cast.division.pk}
    row = {"author_0": cast.member.person_id, "outside_0": "", "share_0": "100"}
    return {**texts, **head, **row, **values}


# -- The dossier -----------------------------------------------------------------------------------------------------


def test_rows_of_authors_come_and_go_without_a_script(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("member")
    assert client.get(url("initiative_new")).context["form"]["share_0"].value() == "100"

    form = client.post(url("initiative_new"), typed(cast, hang="them-tac-gia", share_0="60")).context["form"]
    assert (form.count, form["name"].value(), form.whole) == (2, "Số hoá hồ sơ", 60)
    second = {"author_1": "", "outside_1": "Người ngoài", "share_1": "30"}
    page = client.post(url("initiative_new"), typed(cast, share_0="60", **second))
    assert "cộng lại là 90%" in said(page)
    assert page.context["form"]["outside_1"].value() == "Người ngoài"

    client.post(url("initiative_new"), typed(cast, share_0="70", **second))
    record = Initiative.objects.get()
    assert [(str(one), one.order) for one in record.authors.all()] == [
        (f"{cast.member.person} (70%)", 1),
        ("Người ngoài (30%)", 2),
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"share_0": "0"}, "Ghi số nguyên từ 1 đến 100"),
        ({"share_0": "năm mươi"}, "Ghi số nguyên từ 1 đến 100"),
        ({"outside_0": "Ai đó"}, "Đã chọn người trong cơ quan"),
        ({"author_0": ""}, "Chọn người, hoặc ghi họ tên"),
        ({"name": " "}, "Ghi tên sáng kiến"),
        ({"begun_on": "32/01/2026"}, "Không có ngày này"),
        ({"begun_on": "01/01/2199"}, "ở sau hôm nay"),
        ({"call": "99"}, "call"),
    ],
)
def test_bad_input_stays_as_it_was_typed(cast: Cast, client_for: ClientFor, values: dict[str, str], words: str) -> None:
    page = client_for("member").post(url("initiative_new"), typed(cast, problem="Đã viết dài", **values))

    assert page.status_code == 200
    assert words in page.content.decode()
    assert "Đã viết dài" in said(page)
    assert not Initiative.objects.exists()


def test_two_who_edit_at_once_see_both_texts(cast: Cast, client_for: ClientFor) -> None:
    record = make_initiative(cast.member, version=3)

    page = client_for("member").post(url("initiative_edit", record.pk), typed(cast, version="2", name="Tên của tôi"))

    record.refresh_from_db()
    assert (page.status_code, record.name, record.version) == (409, "Sổ tay điện tử đón tiếp đoàn", 3)
    assert "vừa được người khác sửa" in said(page)


def test_late_is_said_before_the_button(cast: Cast, client_for: ClientFor) -> None:
    today = timezone.localdate()
    ended = make_call(cast.standing, opens_on=today - dt.timedelta(9), closes_on=today - dt.timedelta(1))
    record = make_initiative(cast.member, ended)

    assert "báo thường trực trình giúp" in said(client_for("member").get(url("initiative_submit", record.pk)))
    standing = client_for("standing")
    assert "Lý do nhận muộn" in said(standing.get(url("initiative_submit", record.pk)))
    standing.post(url("initiative_submit", record.pk), {"version": 1, "late_reason": "Tác giả nghỉ ốm"})
    page = said(client_for("member").get(url("initiative", record.pk)))
    assert "Nhận muộn: Tác giả nghỉ ốm" in page


def test_the_page_offers_only_what_can_be_done(cast: Cast, client_for: ClientFor) -> None:
    call = make_call(cast.standing)
    record = make_initiative(cast.member, call, state=State.SCORED, result=7000, passed=True)

    assert client_for("member").get(url("initiative", record.pk)).context["steps"] == []
    steps = [one.label for one in client_for("standing").get(url("initiative", record.pk)).context["steps"]]
    assert steps == ["Điểm các phiếu", "Mở chấm lại", "Không công nhận", "Ghi quyết định công nhận"]
    Initiative.objects.update(made_by=cast.standing)
    steps = [one.label for one in client_for("standing").get(url("initiative", record.pk)).context["steps"]]
    assert steps == []
    assert "Thường trực TĐKT khác hoặc Lãnh đạo Sở" in said(client_for("standing").get(url("initiative", record.pk)))
    steps = [one.label for one in client_for("leader").get(url("initiative", record.pk)).context["steps"]]
    assert steps == ["Điểm các phiếu", "Mở chấm lại", "Không công nhận", "Ghi quyết định công nhận"]


# -- Scoring ---------------------------------------------------------------------------------------------------------


def test_a_sheet_is_saved_then_handed_in_and_opens_the_others(cast: Cast, client_for: ClientFor) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    mine = make_score(record, cast.contact)
    make_score(record, cast.clerk, GOOD, state=ScoreState.SUBMITTED)
    client, fields = client_for("contact"), [one.pk for one in record.call.sheet.criteria.all()]  # type: ignore[union-attr]

    assert "80" not in [
        str(one.total) for one in client.get(url("initiative_scores", record.pk)).context["seen"].sheets
    ]
    sent: dict[str, Any] = {f"points-{pk}": "20,25" for pk in fields} | {f"remark-{pk}": "" for pk in fields}
    page = client.post(url("score", mine.pk), {**sent, "comment": "", "version": 1}, follow=True)
    assert page.context["total"] == "60,75"
    page = client.post(url("score", mine.pk), {**sent, f"points-{fields[0]}": "41", "comment": "x", "version": 2})
    assert "nhiều nhất 40 điểm" in said(page)
    page = client.post(url("score", mine.pk), {**sent, "comment": "", "version": 2, "submit": "1"}, follow=True)
    assert [one.total for one in page.context["seen"].sheets] == [6075, 8000]


def test_points_of_others_stand_nowhere_before(cast: Cast, client_for: ClientFor) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    handed = make_score(
        record, cast.clerk, {"novelty": 3333, "applicability": 1777, "benefit": 1999}, state="submitted"
    )
    make_score(record, cast.contact)
    pages = ("initiative_scores", "initiative")

    for role in ("standing", "leader", "contact", "member"):
        client = client_for(role)
        told = " ".join(said(client.get(url(name, record.pk), follow=True)) for name in pages)
        told += said(client.get(url("scoring_board"))) + said(client.get(url("initiative_list")))
        assert not [figure for figure in ("33,33", "17,77", "71,09") if figure in told]
        assert client.get(url("score_pdf", handed.pk)).status_code == 403
    summary = pdf_text(client_for("standing").get(url("call_scores_pdf", record.call_id)))
    assert "71,09" not in summary
    assert "chưa đủ phiếu" in summary


def test_sheets_are_given_out_in_bulk_but_not_to_authors(cast: Cast, client_for: ClientFor) -> None:
    call = make_call(cast.standing)
    records = [make_initiative(cast.member, call, state=State.SUBMITTED, name=f"Hồ sơ {n}") for n in (1, 2)]
    sent = {"initiatives": [one.pk for one in records], "scorers": [cast.member.pk, cast.clerk.pk] * 2, "due": ""}

    page = client_for("standing").post(url("scoring_assign", call.pk), sent, follow=True)

    assert "Đã giao 2 phiếu chấm" in said(page)
    assert "là tác giả hoặc người lập" in said(page)
    assert set(InitiativeScore.objects.values_list("scorer", flat=True)) == {cast.clerk.pk}
    (load,) = page.context["loads"]
    assert (load.given, load.done, load.late) == (2, 0, 0)


def test_wide_differences_are_flagged(cast: Cast, client_for: ClientFor) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    for user, points in ((cast.clerk, GOOD), (cast.contact, POOR)):
        make_score(record, user, points, state=ScoreState.SUBMITTED)

    assert "chênh nhau 25 điểm" in said(client_for("leader").get(url("initiative_scores", record.pk)))
    page = said(client_for("standing").get(url("scoring_close", record.pk)))
    assert "thấp nhất 55, cao nhất 80" in page
    assert "67,5 điểm, không đạt" in page


# -- Calls, decisions ------------------------------------------------------------------------------------------------


def test_a_score_sheet_is_written_with_rows(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    head = {"name": "Bảng của Sở", "pass_mark": "50", "spread_flag": "10", "source": "", "in_use": "on", "version": ""}
    row = {"crit_0": "Tính mới", "most_0": "60,5", "least_0": "", "guide_0": "", "crit_pk_0": ""}
    more = {"crit_1": "Lợi ích", "most_1": "", "least_1": "", "guide_1": "", "crit_pk_1": ""}

    page = client.post(url("sheet_new"), {**head, **row, **more})
    assert "Ghi điểm tối đa lớn hơn 0" in said(page)
    assert page.context["form"].whole == "60,5"
    assert client.post(url("sheet_new"), {**head, **row, **more, "most_1": "39,5"}).status_code == 302
    assert "Bảng của Sở" in said(client_for("member").get(url("call_list")))


def test_a_call_is_opened_on_its_task(cast: Cast, plan: Plan, client_for: ClientFor) -> None:
    task = make_task(plan, "Chấm điểm, công nhận sáng kiến", due=dt.date(2026, 12, 30))
    panel = task_calls(cast.standing, task).make([])
    assert panel is not None
    form = client_for("standing").get(str(panel.context["new_url"])).context["form"]
    assert form.initial["task"] == task.pk
    days = {"opens_on": "01/10/2026", "closes_on": "30/11/2026", "scored_by": ""}
    head = {"name": "Đợt 1", "year": "2026", "sheet": make_score_sheet().pk, "task": task.pk, "guidance": ""}

    client_for("standing").post(url("call_new"), {**days, **head, "version": ""})

    call = InitiativeCall.objects.get()
    asked = task_calls(cast.member, task)
    panel = asked.make(list(asked.question))
    assert panel is not None
    assert [one["name"] for one in panel.context["calls"]] == ["Đợt 1"]  # type: ignore[attr-defined]
    (days_asked,) = call_calendar(cast.member, plan)
    (item,) = days_asked.make(list(days_asked.question))
    assert (item.starts_on, item.title) == (call.closes_on, "Hết hạn trình: Đợt 1")


def test_a_signed_decision_is_entered_and_listed_with_what_it_was_used_for(cast: Cast, client_for: ClientFor) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORED, result=8000, passed=True)
    sent = {"scope": "unit", "number": "45/QĐ-SNgV", "decided_on": "01/01/2026", "decided_by": "Giám đốc Sở"}

    client_for("standing").post(url("initiative_recognise", record.pk), {**sent, "version": 1})

    page = said(client_for("stranger").get(url("recognised_list")))
    assert "Cơ sở: số 45/QĐ-SNgV ngày 01/01/2026" in page
    assert "chưa dùng" in page
    assert "45/QĐ-SNgV" in said(client_for("stranger").get(url("initiative", record.pk)))


# -- What waits, cards, papers, queries ------------------------------------------------------------------------------


def test_what_waits_for_whom(cast: Cast, plan: Plan) -> None:
    call = make_call(cast.standing)
    make_initiative(cast.member, call, name="Bị trả", return_reason="Thiếu số liệu")
    make_initiative(cast.member, call, name="Chờ giao", state=State.SUBMITTED)
    scoring = make_initiative(cast.member, call, name="Đang chấm", state=State.SCORING)
    make_score(scoring, cast.clerk)
    done = make_initiative(cast.member, call, name="Chờ chốt", state=State.SCORING)
    make_score(done, cast.clerk, GOOD, state=ScoreState.SUBMITTED)

    def titles(role: str) -> set[str]:
        today = timezone.localdate()
        return {one.title for one in waiting_work(cast.user(role), plan, today) if "sáng kiến" in one.title}

    assert titles("member") == {"Sửa, trình lại sáng kiến “Bị trả”"}
    assert titles("clerk") == {"Chấm sáng kiến “Đang chấm”"}
    assert titles("standing") == {"Giao chấm sáng kiến “Chờ giao”", "Chốt điểm sáng kiến “Chờ chốt”"}
    (card,) = cards_of([initiative_card(cast.leader, plan, timezone.localdate())])
    assert [figure.value for figure in card.figures] == ["1", "2", "0", "0"]
    assert initiative_card(cast.member, plan, timezone.localdate()) is None


def test_the_papers(cast: Cast, client_for: ClientFor) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORED, result=8000, passed=True)
    score = make_score(record, cast.clerk, GOOD, state=ScoreState.SUBMITTED)

    report = pdf_text(client_for("member").get(url("initiative_pdf", record.pk)))
    assert "BÁO CÁO SÁNG KIẾN" in report
    assert "Gom vào một sổ tay điện tử" in report
    assert client_for("member").get(url("initiative_docx", record.pk)).content[:2] == b"PK"
    assert "TỔNG CỘNG" in pdf_text(client_for("clerk").get(url("score_pdf", score.pk)))
    assert "80" in pdf_text(client_for("leader").get(url("call_scores_pdf", record.call_id)))
    for name in ("initiative_list_print", "recognised_list_print"):
        assert "DANH SÁCH" in pdf_text(client_for("standing").get(url(name)))


def test_what_leaves_the_screen_of_others_work_is_kept(cast: Cast, client_for: ClientFor) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORED)
    score = make_score(record, cast.clerk, GOOD, state=ScoreState.SUBMITTED)
    proof = make_initiative_file(record, cast.member)
    pages = [url(name, record.pk) for name in ("initiative_pdf", "initiative_docx")]
    pages += [url("initiative_file", proof.pk), url("score_pdf", score.pk), url("call_scores_pdf", record.call_id)]

    for role in ("standing", "member"):
        for page in pages:
            client_for(role).get(page)
    client_for("clerk").get(pages[3])  # one's own sheet

    kept = AuditEntry.objects.filter(act__in=("initiative.download", "call.scores_download")).order_by("number")
    assert list(kept.values_list("actor", "note")) == [
        (cast.standing.pk, "báo cáo, PDF"),
        (cast.standing.pk, "báo cáo, Word"),
        (cast.standing.pk, "minh chứng xac-nhan.pdf"),
        (cast.standing.pk, f"phiếu chấm của {cast.clerk}"),
        (cast.standing.pk, ""),
    ]


@pytest.mark.parametrize("number", [1, 3, 60])
def test_pages_ask_little_however_much_there_is(
    cast: Cast,
    client_for: ClientFor,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    call = make_call(cast.standing)
    for n in range(number):
        record = make_initiative(cast.member, call, state=State.SCORING, name=f"Sáng kiến {n}")
        make_score(record, cast.standing)
        make_score(record, cast.clerk, GOOD, state=ScoreState.SUBMITTED)
        known = make_recognised(cast.member, f"Sáng kiến cũ {n}", 2020 + n % 5)
    mine = InitiativeScore.objects.filter(scorer=cast.standing).latest("pk")
    pages = [
        *(url(name) for name in ("initiative_list", "recognised_list", "call_list", "scoring_board", "initiative_new")),
        *(url(name, record.pk) for name in ("initiative", "initiative_scores", "scoring_close")),
        url("initiative", known.pk),
        url("score", mine.pk),
        url("scoring_assign", call.pk),
    ]
    client = client_for("standing")
    client.get(pages[0])

    for page in pages:
        with django_assert_max_num_queries(MOST, info=page):
            assert client.get(page).status_code == 200, page
