"""The way of a plan: drafted, submitted, approved or returned, issued with number and date, closed.

Each act is one function: it locks, checks, moves the state, writes the audit chain and tells the people it concerns.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import IssuedPaper, Plan, PlanState, Role, User
from plans.rules.official import short_date, symbol_line
from plans.services import audit
from plans.services.bin import RemovableKind, remove
from plans.services.locking import one_at_a_time
from plans.services.paper import freeze, register_plan, take_number
from plans.services.part import make_parts
from plans.services.way import Way, check_issue_day, holders

ONLY_BY_ADJUSTMENT = "Kế hoạch đã ban hành, chỉ sửa bằng điều chỉnh."
WAITS_FOR_APPROVAL = "Kế hoạch đang trình duyệt. Thu hồi về bản thảo rồi mới sửa được."
WAITS_FOR_NUMBER = "Kế hoạch đã duyệt, chờ văn thư ghi số và ngày. Lãnh đạo trả lại thì mới sửa được."
CLOSED = "Kế hoạch đã kết thúc, không sửa nữa."
WHY_NOT = {
    PlanState.DRAFT: "Kế hoạch còn là bản thảo, chưa trình duyệt.",
    PlanState.SUBMITTED: WAITS_FOR_APPROVAL,
    PlanState.APPROVED: WAITS_FOR_NUMBER,
    PlanState.ISSUED: ONLY_BY_ADJUSTMENT,
    PlanState.CLOSED: CLOSED,
}
_WAY = Way[Plan](WHY_NOT, page=lambda plan: reverse("plans:plan", args=[plan.pk]))


def why_not(plan: Plan) -> str:
    """Why nothing can be edited in the plan's present state; empty while it is a draft."""
    return "" if plan.is_draft else WHY_NOT[PlanState(plan.state)]


def not_now(plan: Plan) -> str:
    """The sentence of the plan's present state, shown where an act is not possible now."""
    return WHY_NOT[PlanState(plan.state)]


def require_state(plan: Plan, *states: str) -> None:
    """Refuse with the sentence of the plan's present state unless it is one of ``states``."""
    _WAY.require(plan, *states)


def what_is_missing(plan: Plan) -> list[str]:
    """What stands in the way of submitting, each as a sentence that says what to do. Three queries at most."""
    missing = []
    if not plan.title.strip():
        missing.append("Chưa có trích yếu. Ghi ở mục Phần đầu, căn cứ.")
    tasks = list(plan.tasks.annotate(units=Count("assignments")).values_list("no", "units"))
    if not tasks:
        missing.append("Chưa có nhiệm vụ nào. Thêm nhiệm vụ ở mục Nội dung.")
    if alone := [no for no, units in tasks if not units]:
        missing.append(f"Nhiệm vụ {', '.join(alone)} chưa có đơn vị thực hiện.")
    if not plan.signer_title.strip() or not plan.signer_name.strip():
        missing.append("Chưa có người ký hoặc chức vụ người ký. Ghi ở mục Nơi nhận, chữ ký.")
    if not plan.recipients.strip():
        missing.append("Chưa có nơi nhận. Ghi ở mục Nơi nhận, chữ ký.")
    if Plan.objects.in_force().filter(year=plan.year).exists():
        missing.append(f"Năm {plan.year} đã có kế hoạch ban hành. Sửa năm của bản thảo, hoặc điều chỉnh kế hoạch đó.")
    return missing


@transaction.atomic
def submit_plan(*, actor: User, plan: Plan, seen: int, key: str = "") -> Plan:
    """Trình duyệt."""
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.DRAFT)
    if missing := what_is_missing(record):
        raise DomainError("Chưa trình được. " + " ".join(missing))
    record.submitted_by, record.submitted_at, record.return_reason = actor, timezone.now(), ""
    entry = _WAY.moved(record, actor, "plan.submit", record.submit)
    _WAY.tell(holders(Role.LEADER), record, entry, f"{record} chờ anh, chị duyệt.")
    return record


@transaction.atomic
def withdraw_plan(*, actor: User, plan: Plan, seen: int, key: str = "") -> Plan:
    """Thu hồi về bản thảo while it is not approved."""
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.SUBMITTED)
    entry = _WAY.moved(record, actor, "plan.withdraw", record.withdraw)
    _WAY.tell(holders(Role.LEADER), record, entry, f"{record}: thường trực đã thu hồi để sửa, chưa cần duyệt.")
    return record


@transaction.atomic
def approve_plan(*, actor: User, plan: Plan, seen: int, key: str = "") -> Plan:
    """Duyệt: the clerk then enters number and date, which issues it."""
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.SUBMITTED)
    record.approved_by, record.approved_at = actor, timezone.now()
    entry = _WAY.moved(record, actor, "plan.approve", record.approve)
    _WAY.tell(holders(Role.CLERK), record, entry, f"{record} đã duyệt, chờ ghi số và ngày.")
    _WAY.tell(holders(Role.STANDING), record, entry, f"{record} đã được Lãnh đạo Sở duyệt.")
    return record


@transaction.atomic
def return_plan(*, actor: User, plan: Plan, reason: str, seen: int, key: str = "") -> Plan:
    """Trả lại kèm lý do: back to the standing office as a draft."""
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.SUBMITTED, PlanState.APPROVED)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để thường trực biết cần sửa gì.")
    record.return_reason, record.approved_by, record.approved_at = reason, None, None
    entry = _WAY.moved(record, actor, "plan.return", record.send_back, note=reason)
    _WAY.tell(holders(Role.STANDING), record, entry, f"{record} được trả lại: {reason}")
    return record


@transaction.atomic
def issue_plan(*, actor: User, plan: Plan, number: int, issued_on: dt.date, seen: int, key: str = "") -> IssuedPaper:
    """Ban hành: number and date are entered, content and PDF frozen, the register line and its dispatch lines made."""
    one_at_a_time()
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.APPROVED)
    check_issue_day(issued_on)
    if Plan.objects.in_force().filter(year=record.year).exists():
        raise DomainError(f"Năm {record.year} đã có kế hoạch ban hành. Lãnh đạo trả lại bản này, hoặc sửa năm.")
    record.number, record.issued_on = symbol_line(number, record.symbol), issued_on
    entry = _WAY.moved(record, actor, "plan.issue", record.issue, note=record.number)
    paper = register_plan(plan=record, actor=actor, at=entry)
    make_parts(record)
    _WAY.tell(holders(), record, entry, f"{record} đã ban hành, số {record.number} ngày {short_date(issued_on)}.")
    return paper


@transaction.atomic
def enter_number(
    *, actor: User, plan: Plan, number: int, symbol: str, issued_on: dt.date, seen: int, key: str = ""
) -> IssuedPaper:
    """Ghi số và ngày của một kế hoạch đã ký trên giấy: the register line is filled and the PDF frozen anew."""
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.ISSUED, PlanState.CLOSED)
    if not record.signed_import or record.number:
        raise DomainError("Kế hoạch này đã có số, ngày; số đã cấp không đổi được.")
    check_issue_day(issued_on)
    record.number, record.issued_on, record.symbol = symbol_line(number, symbol), issued_on, symbol
    record.version += 1
    record.save()
    entry = audit.record(actor=actor, act="plan.number", obj=record, note=record.number)
    paper = IssuedPaper.objects.select_for_update().filter(plan=record).first()
    if paper is None:
        return register_plan(plan=record, actor=actor, at=entry)
    take_number(paper, number=number, symbol=symbol, issued_on=issued_on)
    paper.version += 1
    freeze(paper=paper, plan=record, actor=actor, at=entry)
    return paper


@transaction.atomic
def close_plan(*, actor: User, plan: Plan, seen: int, key: str = "") -> Plan:
    """Kết thúc năm kế hoạch: what is not done stays as it is and is counted so."""
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.ISSUED)
    entry = _WAY.moved(record, actor, "plan.close", record.close)
    _WAY.tell(holders(Role.STANDING), record, entry, f"{record} đã kết thúc.")
    return record


@transaction.atomic
def delete_plan(*, actor: User, plan: Plan, seen: int, key: str = "") -> None:
    """Xoá bản thảo: into the bin, whence it comes back whole. What was ever numbered or issued is never deleted."""
    record = _WAY.taken_up(plan, actor, seen, key, PlanState.DRAFT)
    remove(record=record, actor=actor)


def _numbered(plan: Plan) -> str:
    """Why a plan cannot be deleted whatever its state; empty for a draft that never had a number."""
    kept = plan.number or plan.state != PlanState.DRAFT or IssuedPaper.objects.filter(plan=plan).exists()
    return "Kế hoạch đã trình, đã có số hoặc đã vào sổ văn bản, không xoá được." if kept else ""


DRAFT_KIND = RemovableKind(
    slug="ban-thao",
    label="Bản thảo kế hoạch",
    model=Plan,
    title="title",
    restorable_by=lambda user: Q() if user.has_perm("plans.submit_plan") else Q(pk=None),
    why_kept=_numbered,
)
