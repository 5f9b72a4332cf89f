"""The handover pack on the screen, on paper and as a ZIP; and letting work pass with a look before."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import (
    AuditEntry,
    CalendarFeed,
    IssuedPaper,
    PartStep,
    Plan,
    RoleHolding,
    SavedFilter,
    SpecialDay,
    Task,
    User,
)
from plans.rules.document import AssignmentRole
from tests.factory import Cast, make_evidence, make_many_tasks, make_part, make_person, make_task
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import Counts, count

MOST = 17  # the calendar of the pack asks each app for its days
Log = Callable[[str], Client]


def address(name: str, giver: User, taker: User) -> str:
    return f"{reverse(f'plans:{name}')}?giao={giver.person_id}&nhan={taker.person_id}"


@pytest.fixture
def busy(plan: Plan, cast: Cast) -> Task:
    """A late task led by the contact's division, with a step, a file, a filter and a feed of the contact."""
    assert not SpecialDay.objects.exists()
    due = timezone.localdate() + dt.timedelta(days=20)
    task = make_task(plan, "Tổng hợp báo cáo", units=[(cast.division, AssignmentRole.LEAD)], due=due)
    part = make_part(task, cast.division)
    PartStep.objects.create(part=part, person=cast.contact.person, text="Viết dự thảo", due=due)
    make_evidence(task, cast.contact)
    SavedFilter.objects.create(user=cast.contact, page="plan", name="Việc quý IV")
    CalendarFeed.objects.create(user=cast.contact, key_hash="x", label="Điện thoại")
    return task


def test_everything_of_the_contact_stands_on_the_page(busy: Task, cast: Cast, client_for: Log) -> None:
    page = client_for("standing").get(address("handover", cast.contact, cast.member))

    due = f"{busy.due:%d/%m/%Y}"
    assert table(page)[:2] == [
        ["1", "Tổng hợp báo cáo", "Phòng LS - BG, chịu trách nhiệm chung", due],
        ["1", "Viết dự thảo", "việc cụ thể được giao, Phòng Lãnh sự - Biên giới", due],
    ]
    words = said(page)
    wanted = [
        "Hạn nhiệm vụ 1: Tổng hợp báo cáo",
        "Hạn việc cụ thể: Viết dự thảo",
        "Đầu mối đơn vị (Phòng Lãnh sự - Biên giới)",
        "Việc quý IV",
        "Điện thoại, cần thu hồi",
        "Người bàn giao không giữ sổ văn bản.",
    ]
    assert [one for one in wanted if one not in words] == []


def test_the_clerk_hands_over_the_register(plan: Plan, cast: Cast, client_for: Log) -> None:
    facts = {"series": "KH", "year": 2026, "symbol": "KH-SNgV", "kind": "Kế hoạch", "abstract": "Công tác TĐKT"}
    IssuedPaper.objects.create(number=5, issued_on=dt.date(2026, 1, 14), keeper="Văn thư Sở", **facts)

    page = client_for("clerk").get(address("handover", cast.clerk, cast.member))

    assert ["05/KH-SNgV 14/01/2026", "Kế hoạch công tác TĐKT", "Văn thư Sở", "chưa có tệp"] in table(page)


def test_the_minutes(busy: Task, cast: Cast, client_for: Log) -> None:
    text = pdf_text(client_for("standing").get(address("handover_pdf", cast.contact, cast.member)))

    wanted = [
        "BIÊN BẢN Bàn giao công việc, hồ sơ thi đua, khen thưởng",
        "/BB-SNgV",
        "1. Bên giao: Ông (bà) Lý Thị An",
        "2. Bên nhận: Ông (bà) Hoàng Văn Em",
        "1. Công việc đang làm",
        "Tổng hợp báo cáo",
        "2. Việc đang chờ xử lý TT VIỆC NGUỒN CHỜ TỪ",
        "3. Văn bản, nơi lưu Không có.",
        "Lịch riêng phải thu hồi: Điện thoại.",
        "BÊN GIAO (Ký, ghi rõ họ tên) Lý Thị An",
        "Lưu: VT, Hồ sơ.",
    ]
    assert [one for one in wanted if one not in text.replace("BÊN NHẬN (Ký, ghi rõ họ tên) ", "")] == []
    assert AuditEntry.objects.get(act="handover.print").note == "Cho Hoàng Văn Em"


def test_the_pack_as_a_zip(busy: Task, cast: Cast, client_for: Log) -> None:
    answer = client_for("contact").get(address("handover_zip", cast.contact, cast.member))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert list(held) == [
        "muc-luc.txt",
        "01_Biên bản bàn giao.pdf",
        "02_Biên bản bàn giao.docx",
        "03_Công việc đang làm.xlsx",
        "04_Lịch 60 ngày tới.ics",
    ]
    calendar = icalendar.Calendar.from_ical(held["04_Lịch 60 ngày tới.ics"].decode())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == [
        "Hạn nhiệm vụ 1: Tổng hợp báo cáo",
        "Hạn việc cụ thể: Viết dự thảo",
    ]


def test_only_ones_own_pack_for_those_who_do_not_manage(busy: Task, cast: Cast, client_for: Log) -> None:
    contact = client_for("contact")
    choose = contact.get(reverse("plans:handover"))

    assert choose.status_code == 200
    assert f'value="{cast.member.person_id}">Hoàng Văn Em' in choose.content.decode()
    assert contact.get(address("handover", cast.contact, cast.member)).status_code == 200
    assert contact.get(address("handover", cast.clerk, cast.member)).status_code == 403
    assert contact.get(address("handover_pdf", cast.clerk, cast.member)).status_code == 403
    assert client_for("member").get(address("handover", cast.member, cast.contact)).status_code == 403


@pytest.mark.parametrize(
    "query", ["giao=1&nhan=1", "giao=x&nhan=2", "giao=999999&nhan=1", "giao=1", f"giao={'9' * 30}&nhan=2"]
)
def test_people_that_are_not_two_known_ones_lead_to_the_choice(cast: Cast, client_for: Log, query: str) -> None:
    page = client_for("admin").get(f"{reverse('plans:handover')}?{query}")

    assert (page.status_code, "Xem gói bàn giao" in said(page)) == (200, True)


def test_letting_pass_is_shown_before_it_is_done(busy: Task, cast: Cast, client_for: Log) -> None:
    url, client = address("handover_move", cast.contact, cast.member), client_for("admin")
    first = client.get(url).context["form"]
    chosen = {name: first.initial[name] for name in first.fields}

    shown = client.post(url, {**chosen, "feeds": "on", "step": "show"})

    assert table(shown) == [
        ["Vai trò", "Đầu mối đơn vị (Phòng Lãnh sự - Biên giới)", "Lý Thị An", "Hoàng Văn Em"],
        ["Việc cụ thể", f"Nhiệm vụ 1: Viết dự thảo, hạn {busy.due:%d/%m/%Y}", "Lý Thị An", "Hoàng Văn Em"],
        ["Lịch riêng", "thu hồi 1 lịch của người bàn giao", "đang dùng", "đã thu hồi"],
    ]
    assert PartStep.objects.get().person == cast.contact.person

    done = client.post(url, {**chosen, "feeds": "True", "step": "do"}, follow=True)

    assert "Đã chuyển cho Hoàng Văn Em." in said(done)
    assert PartStep.objects.get().person == cast.member.person
    assert set(RoleHolding.objects.filter(user=cast.member).values_list("role", flat=True)) == {"contact", "member"}


def test_a_refusal_stands_on_the_form(busy: Task, cast: Cast, client_for: Log) -> None:
    url, client = address("handover_move", cast.contact, cast.member), client_for("admin")
    form = client.get(url).context["form"]
    nothing = client.post(url, {"step": "show"})
    User.objects.filter(pk=cast.member.pk).update(version=9)
    chosen = {name: form.initial[name] for name in form.fields if name != "feeds"}

    stale = client.post(url, {**chosen, "step": "do"})

    assert "Chưa chọn gì để chuyển." in said(nothing)
    assert "vừa được người khác sửa" in said(stale)
    assert not AuditEntry.objects.filter(act="handover.move").exists()


def test_the_queries_do_not_grow(plan: Plan, cast: Cast, client_for: Log) -> None:
    client = client_for("standing")
    givers = {role: cast.user(role) for role in ("standing", "contact", "clerk")}
    found: dict[str, Counts] = {role: {} for role in givers}
    for rows in (1, 3, 300):
        Task.objects.filter(plan=plan).delete()
        for task in make_many_tasks(plan, rows, [cast.division, cast.other_division]):
            step = {"part": make_part(task, cast.division), "text": "Việc", "due": timezone.localdate()}
            PartStep.objects.bulk_create(PartStep(person=giver.person, **step) for giver in givers.values())
        for role, counts in found.items():
            counts[rows] = count(client, address("handover", givers[role], cast.member))

    for role, counts in found.items():
        numbers = {rows: number for rows, (number, _) in counts.items()}
        assert max(numbers.values()) <= MOST, (role, "\n".join(counts[300][1]))
        assert len(set(numbers.values())) == 1, (role, numbers)


def test_somebody_without_an_account_hands_over_his_steps(busy: Task, cast: Cast, client_for: Log) -> None:
    person = make_person("Triệu Văn Không", cast.division)
    PartStep.objects.update(person=person)
    giver = SimpleNamespace(person_id=person.pk)

    page = client_for("admin").get(address("handover", giver, cast.member))  # type: ignore[arg-type]

    assert table(page)[0][1:3] == ["Viết dự thảo", "việc cụ thể được giao, Phòng Lãnh sự - Biên giới"]
