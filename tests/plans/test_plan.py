"""The way of a plan, act by act; the sample plan; the two commands."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from plans.errors import AlreadyDone, DomainError
from plans.models import AuditEntry, IssuedPaper, Notice, Plan, PlanState, ProgressEntry, Role, UnitKind
from plans.rules.document import PlanDocument
from plans.rules.status import TaskFacts, cell_of
from plans.services import lifecycle
from plans.services.audit_check import verify_chain
from plans.services.files import read_bytes
from plans.services.plan_document import document_of
from plans.services.sample_plan import SEED, load_sample_plan
from tests.factory import Cast, make_plan, make_task, make_unit, make_user

TODAY = timezone.localdate
Committing = Callable[..., AbstractContextManager[Any]]
ACTS = ("submit", "withdraw", "approve", "return", "issue", "number", "close", "delete")
ALLOWED = {
    PlanState.DRAFT: {"submit", "delete"},
    PlanState.SUBMITTED: {"withdraw", "approve", "return"},
    PlanState.APPROVED: {"return", "issue"},
    PlanState.ISSUED: {"close"},
    PlanState.CLOSED: set(),
}


def plan_in(state: str, cast: Cast) -> Plan:
    plan = make_plan(2027, state)
    make_task(plan, units=[cast.division])
    return plan


def do(act: str, plan: Plan, cast: Cast) -> None:
    seen = plan.version
    match act:
        case "submit":
            lifecycle.submit_plan(actor=cast.standing, plan=plan, seen=seen)
        case "withdraw":
            lifecycle.withdraw_plan(actor=cast.standing, plan=plan, seen=seen)
        case "approve":
            lifecycle.approve_plan(actor=cast.leader, plan=plan, seen=seen)
        case "return":
            lifecycle.return_plan(actor=cast.leader, plan=plan, reason="Thiếu căn cứ", seen=seen)
        case "issue":
            lifecycle.issue_plan(actor=cast.clerk, plan=plan, number=7, issued_on=TODAY(), seen=seen)
        case "number":
            lifecycle.enter_number(
                actor=cast.clerk, plan=plan, number=7, symbol="KH-SNgV", issued_on=TODAY(), seen=seen
            )
        case "close":
            lifecycle.close_plan(actor=cast.leader, plan=plan, seen=seen)
        case "delete":
            lifecycle.delete_plan(actor=cast.standing, plan=plan, seen=seen)


@pytest.mark.parametrize("state", PlanState.values)
def test_each_state_lets_its_own_acts_through_and_no_other(state: str, cast: Cast) -> None:
    plan = plan_in(state, cast)
    passed = set()
    for act in ACTS:
        try:
            with transaction.atomic():
                do(act, plan, cast)
                passed.add(act)
                transaction.set_rollback(True)
        except DomainError:
            continue

    assert passed == ALLOWED[PlanState(state)]


def test_the_whole_way_is_written_down_and_told(cast: Cast) -> None:
    plan = plan_in(PlanState.DRAFT, cast)
    for act in ("submit", "return", "submit", "approve", "issue", "close"):
        do(act, Plan.objects.get(pk=plan.pk), cast)

    events = AuditEntry.objects.filter(object_type="plans.plan").order_by("number")
    assert list(events.values_list("act", "actor__username", "state_from", "state_to")) == [
        ("plan.submit", "thuongtruc", "draft", "submitted"),
        ("plan.return", "lanhdao", "submitted", "draft"),
        ("plan.submit", "thuongtruc", "draft", "submitted"),
        ("plan.approve", "lanhdao", "submitted", "approved"),
        ("plan.issue", "vanthu", "approved", "issued"),
        ("plan.close", "lanhdao", "issued", "closed"),
    ]
    told = list(Notice.objects.filter(user=cast.standing).order_by("pk").values_list("text", flat=True))
    name = "Kế hoạch công tác thi đua, khen thưởng năm 2027"
    day = f"{TODAY():%d/%m/%Y}"
    assert told == [
        f"{name} được trả lại: Thiếu căn cứ",
        f"{name} đã được Lãnh đạo Sở duyệt.",
        f"{name} đã ban hành, số 07/KH-SNgV ngày {day}.",
        f"{name} đã kết thúc.",
    ]
    assert verify_chain().findings == []


def test_submitting_says_all_that_is_missing(cast: Cast) -> None:
    plan = make_plan(2027, PlanState.DRAFT, signer_name="", recipients="", title="")
    make_task(plan)

    assert lifecycle.what_is_missing(plan) == [
        "Chưa có trích yếu. Ghi ở mục Phần đầu, căn cứ.",
        "Nhiệm vụ 1 chưa có đơn vị thực hiện.",
        "Chưa có người ký hoặc chức vụ người ký. Ghi ở mục Nơi nhận, chữ ký.",
        "Chưa có nơi nhận. Ghi ở mục Nơi nhận, chữ ký.",
    ]
    with pytest.raises(DomainError, match="Chưa trình được"):
        do("submit", plan, cast)


def test_a_second_click_and_a_stale_page_do_nothing(cast: Cast) -> None:
    plan = plan_in(PlanState.SUBMITTED, cast)
    lifecycle.approve_plan(actor=cast.leader, plan=plan, seen=plan.version, key="một")

    with pytest.raises(AlreadyDone):
        lifecycle.approve_plan(actor=cast.leader, plan=plan, seen=plan.version, key="một")
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        lifecycle.issue_plan(actor=cast.clerk, plan=plan, number=1, issued_on=TODAY(), seen=plan.version)

    assert AuditEntry.objects.filter(act="plan.approve").count() == 1


def test_issuing_freezes_content_pdf_and_hash(cast: Cast, django_capture_on_commit_callbacks: Committing) -> None:
    plan = plan_in(PlanState.APPROVED, cast)

    with django_capture_on_commit_callbacks(execute=True):
        paper = lifecycle.issue_plan(actor=cast.clerk, plan=plan, number=9, issued_on=TODAY(), seen=plan.version)

    plan.refresh_from_db()
    paper.refresh_from_db()
    assert (plan.state, plan.number, plan.issued_on) == (PlanState.ISSUED, "09/KH-SNgV", TODAY())
    assert (paper.series, paper.number, paper.symbol, paper.year) == ("KH", 9, "KH-SNgV", TODAY().year)
    assert PlanDocument.from_full_json(paper.content) == document_of(plan)
    assert read_bytes(paper.pdf).startswith(b"%PDF-")
    assert paper.sha256 == paper.pdf.sha256 == AuditEntry.objects.get(act="paper.print").detail["sha256"]
    assert paper.audit_hash == AuditEntry.objects.get(act="plan.issue").hash
    assert list(paper.dispatches.values_list("recipient", "way")) == [
        ("Ban Giám đốc Sở", ""),
        ("Các phòng, đơn vị thuộc Sở", ""),
        ("Lưu: VT", "kept"),
    ]


def test_a_number_given_already_is_refused_with_the_next_free_one(cast: Cast) -> None:
    first = plan_in(PlanState.APPROVED, cast)
    lifecycle.issue_plan(actor=cast.clerk, plan=first, number=5, issued_on=TODAY(), seen=first.version)
    second = make_plan(2028, PlanState.APPROVED)

    with pytest.raises(DomainError, match=r"Số 05/KH-SNgV đã cấp.*tiếp theo là 06"):
        lifecycle.issue_plan(actor=cast.clerk, plan=second, number=5, issued_on=TODAY(), seen=second.version)

    second.refresh_from_db()
    assert (second.state, second.number, IssuedPaper.objects.count()) == (PlanState.APPROVED, "", 1)


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    plan = plan_in(PlanState.APPROVED, cast)

    with pytest.raises(DomainError, match="ở sau hôm nay"):
        lifecycle.issue_plan(
            actor=cast.clerk, plan=plan, number=1, issued_on=TODAY() + dt.timedelta(days=1), seen=plan.version
        )


def test_the_number_of_a_signed_plan_is_entered_once_and_freezes_anew(
    cast: Cast, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        plan = load_sample_plan(cast.admin)
    paper = IssuedPaper.objects.get(plan=plan)
    blank = paper.sha256
    assert (paper.symbol_line, paper.issued_on, paper.sha256 != "") == ("chưa ghi số", None, True)

    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.enter_number(
            actor=cast.clerk,
            plan=plan,
            number=5,
            symbol="KH-SNgV",
            issued_on=dt.date(2026, 1, 21),
            seen=plan.version,
        )

    plan.refresh_from_db()
    paper.refresh_from_db()
    assert (plan.number, plan.issued_on) == ("05/KH-SNgV", dt.date(2026, 1, 21))
    assert (paper.symbol_line, paper.issued_on) == ("05/KH-SNgV", dt.date(2026, 1, 21))
    assert paper.sha256 not in (blank, "")
    with pytest.raises(DomainError, match="đã có số"):
        lifecycle.enter_number(
            actor=cast.clerk, plan=plan, number=6, symbol="KH", issued_on=dt.date(2026, 1, 22), seen=plan.version
        )


def test_the_sample_plan_is_loaded_once_with_progress_marked_as_sample(db: None) -> None:
    unit = make_unit("Phòng Hợp tác quốc tế - Văn phòng", is_standing=True)
    leadership = make_unit("Lãnh đạo Sở", kind=UnitKind.LEADERSHIP)
    make_user("thuongtruc", Role.STANDING, unit=unit)
    make_user("lanhdao", Role.LEADER, unit=leadership)

    plan = load_sample_plan(None)
    again = load_sample_plan(None)

    assert again == plan
    today = dt.date(2026, 11, 23)
    found = {}
    for task in plan.tasks.all():
        facts = TaskFacts(task.progress, task.deadline, task.conditional, False, task.reported_on)
        found[task.no] = cell_of(facts, today).value
    assert found == {
        **dict.fromkeys(("1", "2", "4", "5", "6", "8"), "on_time"),
        "3": "done_late",
        "7": "overdue",
        "9": "conditional",
        "10": "open",
        **dict.fromkeys(("11", "12", "13", "14"), "open"),
    }
    assert plan.tasks.get(no="10").wording_note == "Văn bản ghi “năm 2025”"
    assert set(ProgressEntry.objects.values_list("is_sample", flat=True)) == {True}
    assert (plan.source_file.name, plan.is_sample) == (SEED.name, False)
    said = set(ProgressEntry.objects.values_list("act", "actor__username", "unit"))
    assert said == {
        ("report", "thuongtruc", unit.pk),
        ("complete", "thuongtruc", unit.pk),
        ("confirm", "lanhdao", leadership.pk),
    }


def test_import_plan_stores_a_draft_and_print_plan_gives_it_back(db: None, tmp_path: Path) -> None:
    said, warned = StringIO(), StringIO()
    call_command("import_plan", str(SEED), stdout=said, stderr=warned)
    plan = Plan.objects.get()
    files = {kind: tmp_path / f"p.{kind}" for kind in ("pdf", "docx", "json")}

    call_command("print_plan", "2026", **files, stdout=StringIO())

    assert plan.state == PlanState.DRAFT
    assert f"Đã lưu bản thảo {plan.pk}" in said.getvalue()
    assert "«6 tháng đầu năm 2025» không khớp năm 2026" in warned.getvalue()
    assert "Chưa có đơn vị “Lãnh đạo Sở”" in warned.getvalue()
    assert files["pdf"].read_bytes().startswith(b"%PDF-")
    assert files["docx"].read_bytes().startswith(b"PK")
    assert PlanDocument.from_full_json(json.loads(files["json"].read_text())) == document_of(plan)


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_a_printed_plan_is_imported_again_to_the_letter(kind: str, cast: Cast, tmp_path: Path) -> None:
    plan = load_sample_plan(cast.admin)
    file = tmp_path / f"plan.{kind}"
    call_command("print_plan", "2026", **{kind: file}, stdout=StringIO())

    call_command("import_plan", str(file), stdout=StringIO(), stderr=StringIO())

    assert document_of(Plan.objects.latest("pk")) == document_of(plan)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\x89PNG\r\n\x1a\n", "tệp ảnh"), (b"", "Tệp trống"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.doc")],
)
def test_import_plan_refuses_with_a_sentence_and_exit_code_2(
    content: bytes, sentence: str, db: None, tmp_path: Path
) -> None:
    file = tmp_path / "tep"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("import_plan", str(file))

    assert refused.value.returncode == 2
    assert Plan.objects.count() == 0


def test_print_plan_without_a_plan_says_so(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Chưa có kế hoạch nào của năm 2031") as refused:
        call_command("print_plan", "2031", json=tmp_path / "x.json")

    assert refused.value.returncode == 2
