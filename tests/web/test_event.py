"""Pages of events: what each person sees and may press, whole tables, the way of a delegation, prints, queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import Delegate, DelegationState, Event, EventState, Evidence, IssuedPaper, Plan, Task
from plans.rules.document import AssignmentRole
from plans.services.search import find
from plans.views.event_rows import event_calendar
from tests.factory import Cast, make_task
from tests.plans.events import approved_event, make_event, person_of
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import MOST, count

ClientFor = Callable[[str], Client]
TODAY = dt.datetime(2026, 7, 16, 9)
TYPED = {
    "name": "Hội nghị sơ kết",
    "starts_on": "22/07/2026",
    "starts_at": "8h30",
    "place": "Hà Nội",
    "host": "Bộ Ngoại giao",
    "version": "0",
}


@pytest.fixture(autouse=True)
def _mid_july(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, TODAY)


@pytest.fixture
def event(plan: Plan, cast: Cast) -> Event:
    """An event whose delegation the leadership agreed to, of a task led by the division."""
    lead = (cast.division, AssignmentRole.LEAD)
    return approved_event(make_task(plan, "Tham dự Hội nghị sơ kết", units=[lead]), cast)


def url(name: str, *args: int) -> str:
    return reverse(f"plans:{name}", args=args)


def test_the_list_row_by_row(plan: Plan, cast: Cast, event: Event, client_for: ClientFor) -> None:
    Delegate.objects.filter(person=cast.member.person).update(answer="comes")
    make_event(event.task, cast.standing, name="Lớp bồi dưỡng", confirm_by=None, state=EventState.CANCELLED)

    assert table(client_for("member").get(url("event_list"))) == [
        [
            "1",
            "Hội nghị sơ kết của Khối thi đua Nhiệm vụ 1",
            "22 đến 23/07/2026 08:00",
            "Thành phố Lạng Sơn Khối thi đua cơ quan tham mưu",
            "Đã duyệt 2 người, 1 đã trả lời",
            "18/07/2026 Sắp đến hạn, còn 2 ngày",
            "Sẽ diễn ra",
        ],
        [
            "2",
            "Lớp bồi dưỡng Nhiệm vụ 1",
            "22 đến 23/07/2026 08:00",
            "Thành phố Lạng Sơn Khối thi đua cơ quan tham mưu",
            "Đang lập chưa chọn ai",
            "không ghi",
            "Đã huỷ",
        ],
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Hội nghị sơ kết của Khối thi đua", "Lớp bồi dưỡng"]),
        ("?tim=hoi nghi so ket", ["Hội nghị sơ kết của Khối thi đua"]),
        ("?tinh-trang=held", ["Lớp bồi dưỡng"]),
        ("?phuong-an=approved", ["Hội nghị sơ kết của Khối thi đua"]),
        ("?don-vi={other}", []),
        ("?don-vi={division}", ["Hội nghị sơ kết của Khối thi đua", "Lớp bồi dưỡng"]),
        ("?tinh-trang=khac", ["Hội nghị sơ kết của Khối thi đua", "Lớp bồi dưỡng"]),
    ],
)
def test_the_list_is_narrowed_and_printed_alike(
    cast: Cast, event: Event, client_for: ClientFor, query: str, expected: list[str]
) -> None:
    make_event(event.task, cast.standing, name="Lớp bồi dưỡng", state=EventState.HELD)
    query = query.format(other=cast.other_division.pk, division=cast.division.pk)
    client = client_for("leader")

    page, printed = client.get(url("event_list") + query), client.get(url("event_list_print") + query)

    names = [row["line"].name for row in page.context["rows"]]
    assert names == expected
    assert f"Cộng: {len(expected)} hội nghị, lớp học." in pdf_text(printed)


ACTS = """
          planned/draft              planned/submitted  planned/approved  held/approved
standing  Huỷ,Sửa danh sách,Trình    Huỷ,Lập lại        Huỷ,Lập lại       Mở lại,Sửa kết quả
contact   Huỷ,Sửa danh sách,Trình    Huỷ,Lập lại        Huỷ,Lập lại       Mở lại,Sửa kết quả
leader    -                          Xem                -                 -
clerk     -                          -                  Ghi số            -
member    -                          -                  -                 -
stranger  -                          -                  -                 -
"""


def test_what_each_person_may_press(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    """No button that would only refuse."""
    head, *lines = [line for line in ACTS.splitlines() if line.strip()]
    task = make_task(plan, units=[(cast.division, AssignmentRole.LEAD)])
    events = {}
    for state in head.split():
        held, way = state.split("/")
        people = (person_of(cast.member),)
        events[state] = make_event(
            task, cast.standing, people=people, state=EventState(held), delegation=DelegationState(way)
        )
    for line in lines:
        who = line.split()[0]
        wanted = [cell.strip() for cell in line[len(who) :].split("  ") if cell.strip()]
        shown = []
        for state in head.split():
            acts = client_for(who).get(url("event", events[state].pk)).context["acts"]
            shown.append([act.label for act in acts])
        for labels, cell in zip(shown, wanted, strict=True):
            begins = [] if cell == "-" else cell.split(",")
            assert len(labels) == len(begins), (who, labels, cell)
            assert all(label.startswith(begin) for label, begin in zip(labels, begins, strict=True)), (who, labels)


def test_the_whole_way_from_the_invitation_to_the_outcome(
    plan: Plan, cast: Cast, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = make_task(plan, "Tham dự Hội nghị sơ kết", units=[(cast.division, AssignmentRole.LEAD)])
    standing, leader, clerk, member = (client_for(who) for who in ("standing", "leader", "clerk", "member"))
    assert standing.get(url("event_add", task.pk)).context["form"].initial["name"] == "Hội nghị sơ kết"
    file = SimpleUploadedFile("moi.png", b"\x89PNG\r\n\x1a\n", content_type="image/png")
    standing.post(url("event_add", task.pk), {**TYPED, "invitation": file})
    made = Event.objects.get()
    assert (made.starts_at, made.ends_on, Evidence.objects.get().event) == (dt.time(8, 30), made.starts_on, made)

    chosen = person_of(cast.member).pk
    sent = {f"goes-{chosen}": "on", f"duty-{chosen}": "Trưởng đoàn", "name-0": "Trần Khách", "version": made.version}
    standing.post(url("event_delegation", made.pk), sent)
    standing.post(url("event_propose", made.pk), {"version": made.version + 1})
    leader.post(url("event_decide", made.pk), {"decision": "agree", "version": made.version + 2})
    member.post(url("event_answer", made.pk, made.delegates.get(person=chosen).pk), {"answer": "comes"})
    made = Event.objects.get()
    numbered = {"number": "7", "symbol": "SNgV-VP", "issued_on": "16/07/2026", "version": made.version}
    clerk.post(url("event_reply_issue", made.pk), numbered)
    set_clock(monkeypatch, dt.datetime(2026, 7, 22, 17))
    standing = client_for("standing")
    made = Event.objects.get()
    came = [made.delegates.get(person=chosen).pk]
    standing.post(url("event_outcome", made.pk), {"outcome": "Đã dự.", "present": came, "version": made.version})

    page = standing.get(url("event", made.pk))
    assert [row for row in table(page) if row[0] in "12"] == [
        ["1", "Hoàng Văn Em Phòng LS - BG", "Trưởng đoàn", "Tham dự", "Có mặt"],
        ["2", "Trần Khách", "Đại biểu", "Chưa trả lời", "Vắng"],
    ]
    assert "7/SNgV-VP" in said(page).replace("07/", "7/")
    paper = IssuedPaper.objects.get()
    assert Event.objects.get().state == EventState.HELD
    register = client_for("clerk").get(reverse("plans:paper", args=[paper.pk]))
    assert "V/v cử đại biểu dự Hội nghị sơ kết" in said(register)


def test_two_people_correct_it_at_once(event: Event, client_for: ClientFor) -> None:
    typed = {**TYPED, "version": event.version}
    client_for("standing").post(url("event_edit", event.pk), {**typed, "place": "Cao Bằng"})

    page = client_for("contact").post(url("event_edit", event.pk), {**typed, "place": "Bắc Giang"})

    assert page.status_code == 409
    words = said(page)
    assert "<ins>Cao</ins>" in page.content.decode()  # the words of the other, against what both began with
    assert "<ins>Bắc</ins>" in page.content.decode()
    assert "Đến ngày Hai bản giống nhau" in words or "Đến ngày" not in words


def test_a_list_saved_over_another_is_said_and_kept_as_typed(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    record = make_event(make_task(plan, units=[cast.division]), cast.standing)
    one, two = person_of(cast.contact), person_of(cast.member)
    client = client_for("standing")
    client.post(url("event_delegation", record.pk), {f"goes-{one.pk}": "on", "version": "1"})

    page = client.post(url("event_delegation", record.pk), {f"goes-{two.pk}": "on", "version": "1"})

    assert "Danh sách vừa được người khác sửa, hiện gồm: Lý Thị An." in said(page)
    assert list(record.delegates.values_list("name", flat=True)) == ["Lý Thị An"]
    again = {f"goes-{two.pk}": "on", "version": page.context["form"]["version"].value()}
    client.post(url("event_delegation", record.pk), again)
    assert list(record.delegates.values_list("name", flat=True)) == ["Hoàng Văn Em"]


def test_a_double_click_adds_one_event(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, units=[cast.division])
    client, sent = client_for("standing"), {**TYPED, "submit_key": "once"}

    client.post(url("event_add", task.pk), sent)
    again = client.post(url("event_add", task.pk), sent, follow=True)

    assert Event.objects.count() == 1
    assert "đã được ghi từ lần bấm trước" in said(again)


def test_what_is_wrong_is_said_at_its_field(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, units=[cast.division])
    wrong = {**TYPED, "name": "", "starts_on": "30/02/2026", "starts_at": "chiều", "confirm_by": "1/8/2026"}

    form = client_for("standing").post(url("event_add", task.pk), wrong).context["form"]

    assert set(form.errors) == {"name", "starts_on", "starts_at"}


def test_the_letter_is_drafted_beside_its_sheet(event: Event, client_for: ClientFor) -> None:
    client = client_for("standing")
    page = client.get(url("event_reply", event.pk))
    values = {**page.context["form"].initial, "abstract": "cử người dự hội nghị", "version": 0}

    client.post(url("event_reply", event.pk), values)

    assert "V/v cử người dự hội nghị" in said(client.get(url("event_reply", event.pk)))
    text = pdf_text(client.get(url("event_reply_pdf", event.pk)))
    assert "Số: /SNgV" in text
    assert "V/v cử người dự hội nghị" in text
    docx = client.get(url("event_reply_docx", event.pk))
    assert docx.content.startswith(b"PK")


@pytest.mark.parametrize("name", ["event_delegates_pdf", "event_attendance_pdf"])
def test_the_lists_are_printed(event: Event, client_for: ClientFor, name: str) -> None:
    text = pdf_text(client_for("member").get(url(name, event.pk)))

    assert "Đại biểu dự Hội nghị sơ kết của Khối thi đua" in text
    assert "Thời gian: 08 giờ 00, từ ngày 22/07/2026 đến ngày 23/07/2026" in text
    assert "Lý Thị An" in text
    assert "Hoàng Văn Em" in text


def test_it_waits_on_the_first_page_for_whom_it_concerns(event: Event, cast: Cast, client_for: ClientFor) -> None:
    make_event(
        event.task, cast.standing, name="Lớp B", people=(person_of(cast.member),), delegation=DelegationState.SUBMITTED
    )
    waits = {}
    for who in ("standing", "leader", "clerk", "contact", "member", "stranger"):
        groups = client_for(who).get(reverse("plans:home")).context["groups"]
        titles = [item.title for group in groups for item, _ in group.items if "/hoi-nghi/" in item.url]
        waits[who] = titles

    name = "Hội nghị sơ kết của Khối thi đua"
    assert waits == {
        "standing": [],
        "leader": ["Phương án cử người dự Lớp B"],
        "clerk": [f"Công văn cử đại biểu dự {name}"],
        "contact": [f"Trả lời dự {name}"],
        "member": [f"Trả lời dự {name}"],
        "stranger": [],
    }


def test_the_calendar_and_search_know_it(event: Event, plan: Plan, cast: Cast) -> None:
    items = {who: list(event_calendar(cast.user(who), plan)) for who in ("contact", "stranger")}

    assert [(item.uid, item.starts_on, item.ends_on, item.mine) for item in items["contact"]] == [
        (f"event-{event.pk}", event.starts_on, event.ends_on, True),
        (f"event-{event.pk}-confirm", event.confirm_by, event.confirm_by, True),
    ]
    assert [item.mine for item in items["stranger"]] == [False, False]
    found = find(user=cast.member, typed="so ket cua khoi")
    assert any(hit.title == event.name for group in found for hit in group.hits)


def test_queries_do_not_grow_with_the_rows(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    clients = {who: client_for(who) for who in ("standing", "leader", "contact", "clerk", "member")}
    found: dict[str, list[tuple[int, ...]]] = {who: [] for who in clients}
    for rows in (1, 3, 300):
        Delegate.objects.all().delete()
        Event.objects.all().delete()
        Task.objects.all().delete()
        task = make_task(plan, units=[(cast.division, AssignmentRole.LEAD), cast.group])
        events = [make_event(task, cast.standing, delegation=DelegationState.APPROVED) for _ in range(rows)]
        make = [Delegate(event=events[0], name=f"Người {n}", unit=cast.division) for n in range(rows)]
        Delegate.objects.bulk_create(make)
        for who, client in clients.items():
            pages = (url("event_list"), url("event", events[0].pk))
            found[who].append(tuple(count(client, page)[0] for page in pages))

    assert {who: numbers for who, numbers in found.items() if len(set(numbers)) > 1 or max(numbers[0]) > MOST} == {}
