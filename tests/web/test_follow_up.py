"""The pages of the talk around a task: what each person sees, does and is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Comment, Direction, DirectionState, Extension, ExtensionState, Plan, Task
from plans.rules.status import Progress
from tests.factory import Cast, make_many_tasks, make_plan, make_task
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
DAY = dt.date(2026, 11, 23)
MOST = 10


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 23rd of November 2026 wherever a view asks for today."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None: value.date() if value else DAY)


def at(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


def hidden(client: Client, url: str) -> dict[str, str]:
    """The hidden fields of the page's first form of the main part, as the browser posts them."""
    page = client.get(url).content.decode().split('<main id="noi-dung"')[-1]
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        facts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if facts.get("type") == "hidden":
            found.setdefault(facts["name"], facts["value"])
    return found


def post(client: Client, url: str, **values: object) -> Any:
    return client.post(url, {**hidden(client, url), **values}, follow=True)


def asked(task: Task, cast: Cast, **values: Any) -> Extension:
    facts = {"unit": cast.division, "old_deadline": task.deadline, "new_deadline": dt.date(2027, 1, 15)}
    extension = Extension.objects.create(
        task=task, asked_by=cast.contact, reason="Chờ văn bản của tỉnh.", **{**facts, **values}
    )
    Extension.objects.filter(pk=extension.pk).update(created_at=dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC))
    return extension


def directed(task: Task, cast: Cast, **values: Any) -> Direction:
    direction = Direction.objects.create(
        task=task, **{"text": "Nêu rõ nguyên nhân chậm.", "given_by": cast.leader, **values}
    )
    Direction.objects.filter(pk=direction.pk).update(created_at=dt.datetime(2026, 11, 16, 2, tzinfo=dt.UTC))
    return direction


def test_an_extension_is_asked_seen_as_work_and_agreed(task: Task, client_for: ClientFor) -> None:
    contact, leader = client_for("contact"), client_for("leader")

    wrong = post(contact, at("extension_ask", task.pk), new_deadline="31/12/2026", reason="Chờ tỉnh.")
    right = post(contact, at("extension_ask", task.pk), new_deadline="15/01/2027", reason="Chờ tỉnh.")
    extension = Extension.objects.get()

    assert "phải sau thời hạn hiện nay, 31/12/2026" in said(wrong)
    assert "Chờ tỉnh." in wrong.content.decode()
    assert "Đã gửi đề nghị gia hạn" in said(right)
    waiting = said(leader.get(at("home")))
    assert "Gia hạn nhiệm vụ 1 đến 15/01/2027" in waiting
    assert "Phòng LS - BG xin · lý do: Chờ tỉnh. · gia hạn lần 1, hạn gốc 31/12/2026" in waiting

    agreed = post(leader, at("extension", extension.pk), note="")

    assert "Đã đồng ý gia hạn" in said(agreed)
    task.refresh_from_db()
    assert (task.first_deadline, task.deadline) == (dt.date(2026, 12, 31), dt.date(2027, 1, 15))
    assert "Gia hạn nhiệm vụ" not in said(leader.get(at("home")))


def test_a_refusal_needs_words(task: Task, cast: Cast, client_for: ClientFor) -> None:
    extension, leader = asked(task, cast), client_for("leader")

    silent = post(leader, at("extension", extension.pk), note="", refuse="1")
    extension.refresh_from_db()
    assert ("Ghi lý do không đồng ý" in said(silent), extension.state) == (True, ExtensionState.ASKED)

    post(leader, at("extension", extension.pk), note="Giữ hạn.", refuse="1")
    extension.refresh_from_db()
    assert (extension.state, extension.decision_note) == (ExtensionState.REFUSED, "Giữ hạn.")


def test_who_decides_and_who_withdraws_sees_a_button(task: Task, cast: Cast, client_for: ClientFor) -> None:
    extension = asked(task, cast)

    shown = {who: said(client_for(who).get(at("extension", extension.pk))) for who in ("leader", "contact", "standing")}

    assert {who: ("Đồng ý gia hạn" in page, "Rút đề nghị" in page) for who, page in shown.items()} == {
        "leader": (True, False),
        "contact": (False, True),
        "standing": (False, False),
    }
    assert "Đã rút đề nghị" in said(client_for("contact").post(at("extension_withdraw", extension.pk), follow=True))


def test_the_list_of_extensions_and_its_printed_form(task: Task, cast: Cast, client_for: ClientFor) -> None:
    asked(task, cast)
    agreed = asked(task, cast, new_deadline=dt.date(2027, 2, 1), state=ExtensionState.AGREED, decision_note="Được.")
    client = client_for("member")

    whole = client.get(at("extension_list"))
    found = client.get(at("extension_list"), {"tinh-trang": "agreed"})
    printed = pdf_text(client.get(at("extension_list_print"), {"tinh-trang": "agreed"}))

    title = task.title
    assert table(whole) == [
        [
            f"Gia hạn nhiệm vụ 1 đến 15/01/2027 {title}",
            "Phòng LS - BG xin ngày 20/11/2026",
            "31/12/2026",
            "31/12/2026 đến 15/01/2027",
            "Chờ văn bản của tỉnh.",
            "Chờ quyết định",
        ],
        [
            f"Gia hạn nhiệm vụ 1 đến 01/02/2027 {title}",
            "Phòng LS - BG xin ngày 20/11/2026",
            "31/12/2026",
            "31/12/2026 đến 01/02/2027",
            "Chờ văn bản của tỉnh.",
            "Đồng ý Được.",
        ],
    ]
    assert [row[0] for row in table(found)] == [f"Gia hạn nhiệm vụ 1 đến 01/02/2027 {title}"]
    assert "DANH SÁCH GIA HẠN" in printed
    assert "Quyết định: Đồng ý gia hạn" in printed
    assert "Cộng: 1 lần xin gia hạn." in printed
    assert agreed.pk


def test_a_direction_is_given_answered_and_closed(task: Task, client_for: ClientFor) -> None:
    leader, contact = client_for("leader"), client_for("contact")
    post(leader, at("direction_give", task.pk), text="Nêu rõ nguyên nhân.", due="24/11/2026")
    direction = Direction.objects.get()
    page = at("direction", direction.pk)

    waiting = said(contact.get(at("home")))
    assert "Trả lời ý kiến chỉ đạo: Nêu rõ nguyên nhân." in waiting
    assert "Sắp đến hạn, còn 1 ngày" in waiting
    post(contact, page, act="answer", reply="Do thiếu số liệu.")
    assert "Đã trả lời chỉ đạo: Do thiếu số liệu." in said(leader.get(at("home")))

    closed = leader.post(page, {**hidden(leader, page), "act": "close", "close-version": "2"}, follow=True)

    direction.refresh_from_db()
    assert (direction.state, "đã được ghi là xong" in said(closed)) == (DirectionState.CLOSED, True)


def test_asking_again_keeps_the_former_reply_in_view(task: Task, cast: Cast, client_for: ClientFor) -> None:
    direction = directed(
        task,
        cast,
        state=DirectionState.ANSWERED,
        reply="Bận.",
        replied_by=cast.contact,
        replied_at=timezone.now(),
    )
    leader, page = client_for("leader"), at("direction", direction.pk)

    values = {"act": "again", "again-text": "Vì sao bận?", "again-due": "", "again-version": "1"}
    shown = said(leader.post(page, {**hidden(leader, page), **values}, follow=True))

    assert "Nông Đức Dũng yêu cầu trả lời lại: Vì sao bận?" in shown
    assert "Lý Thị An trả lời: Bận." in shown


def test_late_answers_are_marked_and_can_be_listed(task: Task, cast: Cast, client_for: ClientFor) -> None:
    directed(task, cast, text="Chưa trả lời.", due=dt.date(2026, 11, 20))
    answered = {"state": DirectionState.ANSWERED, "reply": "Xong.", "replied_by": cast.contact}
    late = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
    directed(task, cast, text="Trả lời muộn.", due=dt.date(2026, 11, 18), replied_at=late, **answered)
    directed(task, cast, text="Đúng hạn.", due=dt.date(2026, 11, 20), replied_at=late, **answered)
    client = client_for("standing")

    whole, muon = client.get(at("direction_list")), client.get(at("direction_list"), {"tinh-trang": "muon"})

    assert [row[2:] for row in table(whole)] == [
        ["20/11/2026 Quá hạn 3 ngày", "chưa có", "Chưa trả lời"],
        ["20/11/2026 trả lời 20/11/2026", "Xong.", "Đã trả lời"],
        ["18/11/2026 Trả lời muộn 2 ngày", "Xong.", "Đã trả lời"],
    ]
    assert [row[0] for row in table(muon)] == [
        "Chưa trả lời. Nông Đức Dũng · 16/11/2026",
        "Trả lời muộn. Nông Đức Dũng · 16/11/2026",
    ]
    printed = pdf_text(client.get(at("direction_list_print")))
    assert "DANH SÁCH Ý KIẾN CHỈ ĐẠO" in printed
    assert "Cộng: 3 ý kiến chỉ đạo." in printed


def test_two_replies_at_once_meet_on_the_compare_page(task: Task, cast: Cast, client_for: ClientFor) -> None:
    page = at("direction", directed(task, cast).pk)
    contact, standing = client_for("contact"), client_for("standing")
    seen = hidden(standing, page)
    post(contact, page, act="answer", reply="Bản của phòng.")

    met = standing.post(page, {**seen, "act": "answer", "reply": "Bản của thường trực."})

    assert met.status_code == 409
    assert "Bản của phòng." in met.content.decode()
    assert "Bản của thường trực." in met.content.decode()


def test_a_comment_goes_to_the_bin_and_comes_back(task: Task, cast: Cast, client_for: ClientFor) -> None:
    member = client_for("member")
    post(member, at("comment_add", task.pk), text="Đã gửi <b>biểu</b> 2.")
    comment = Comment.objects.get()
    gone = member.post(at("comment_remove", comment.pk))
    bin_page = member.get(at("bin"))

    assert gone.headers["Location"] == at("task", task.pk) + "#trao-doi"
    assert [row[:3] for row in table(bin_page)] == [["Đã gửi <b>biểu</b> 2.", "Trao đổi", "Nhiệm vụ 1/2026"]]
    assert table(bin_page)[0][4] == "Hoàng Văn Em"
    assert "Thùng rác trống" in said(client_for("contact").get(at("bin")))

    back = member.post(at("bin_restore", "trao-doi", comment.pk), follow=True)
    assert "Đã khôi phục: trao đổi." in said(back)
    assert list(Comment.objects.kept()) == [comment]


def test_bulk_shows_before_and_after_then_changes(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    tasks = [make_task(plan, units=[cast.division], period=period) for period in ("Q1", "Q4")]
    tasks.append(make_task(plan, units=[cast.division], progress=Progress.DONE))
    client, url = client_for("standing"), at("bulk", plan.pk) + "?quy=4"

    first = client.get(url + "&chon=tat-ca")
    tokens = re.findall(r'name="row" value="([^"]+)" id="dong-\d+" checked', first.content.decode())
    assert [row[1] for row in table(first)] == ["2", "3"]
    assert tokens == [f"{tasks[1].pk}.1.todo", f"{tasks[2].pk}.1.done"]

    nothing = client.post(url, {"step": "choose"})
    assert "Chưa chọn nhiệm vụ nào" in said(nothing)
    chosen = {"row": tokens, "change": "tam-dung"}
    value = client.post(url, {**chosen, "step": "choose"})
    assert "Lý do tạm dừng" in said(value)

    shown = client.post(url, {**chosen, "step": "show", "text": "Chờ hướng dẫn."})
    assert "1 nhiệm vụ sẽ đổi · 1 giữ nguyên" in said(shown)
    assert table(shown)[0][2:] == ["Chưa thực hiện", "Tạm dừng"]
    assert Task.objects.get(pk=tasks[1].pk).progress == Progress.TODO

    done = client.post(url, {"row": tokens[:1], "change": "tam-dung", "step": "do", "text": "Chờ hướng dẫn."})
    assert done.headers["Location"] == at("plan", plan.pk) + "?quy=4"
    assert Task.objects.get(pk=tasks[1].pk).progress == Progress.PAUSED
    stale = client.post(url, {"row": tokens[:1], "change": "tam-dung", "step": "do", "text": "Nữa."})
    assert "Nhiệm vụ 2 vừa được người khác sửa" in said(stale)


def test_bulk_says_which_no_it_is(plan: Plan, client_for: ClientFor) -> None:
    make_task(plan)
    client = client_for("standing")

    assert "lùi hạn thì xin gia hạn từng nhiệm vụ" in said(client.get(at("bulk", plan.pk)))
    refused = client.post(at("bulk", plan.pk), {"row": "1.1.todo", "change": "ngay-an-dinh", "step": "choose"})
    assert "Chọn việc cần đổi." in said(refused)
    submitted = make_plan(2027, "submitted")
    assert "Thu hồi về bản thảo rồi mới sửa được" in said(client.get(at("bulk", submitted.pk)))


def test_queries_do_not_grow_with_the_rows(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    clients = {who: client_for(who) for who in ("standing", "leader", "contact")}
    pages = {
        (who, name): at(name) for who in clients for name in ("extension_list", "direction_list", "bin", "home")
    } | {("standing", "bulk"): at("bulk", plan.pk)}
    found: dict[tuple[str, str], set[int]] = {page: set() for page in pages}
    for rows in (1, 3, 300):
        talk_about(make_many_tasks(plan, rows, [cast.division, cast.other_division]), cast)
        for page, url in pages.items():
            found[page].add(count(clients[page[0]], url)[0])

    assert {page: len(counts) for page, counts in found.items()} == dict.fromkeys(pages, 1), found
    assert max(max(counts) for counts in found.values()) <= MOST, found


def talk_about(tasks: list[Task], cast: Cast) -> None:
    """A request, a direction and a removed remark for each task."""
    day = dt.date(2026, 12, 1)
    facts = {"old_deadline": day, "new_deadline": DAY.replace(year=2027), "asked_by": cast.contact, "reason": "Chậm."}
    Extension.objects.bulk_create(Extension(task=task, unit=cast.division, **facts) for task in tasks)
    Direction.objects.bulk_create(Direction(task=task, text="Nêu rõ.", due=day, given_by=cast.leader) for task in tasks)
    removed = {"removed_at": timezone.now(), "removed_by": cast.contact}
    Comment.objects.bulk_create(Comment(task=task, text="Nhầm.", author=cast.contact, **removed) for task in tasks)
