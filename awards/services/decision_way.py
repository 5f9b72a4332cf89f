"""A decision from its submission to its number; issuing puts what it says into the records."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from awards.models import Decision, DecisionKind, DecisionLine, DecisionState
from awards.services.decision import WAY, WHO_DRAFTS, demand_kept
from awards.services.decision_document import KIND, SERIES, printed_decision, record_of
from awards.services.decision_effect import take_effect
from awards.services.decision_line import reckon
from awards.services.letter_document import stale_basis
from plans.errors import DomainError
from plans.models import IssuedPaper, Role, User
from plans.papers.content import Paper
from plans.rules.official import symbol_line
from plans.services import audit
from plans.services.locking import one_at_a_time
from plans.services.paper import register_paper
from plans.services.task_log import demand
from plans.services.way import check_issue_day, holders


def what_is_missing(decision: Decision) -> list[str]:
    """What stands in the way of submitting, each as a sentence. One query."""
    revokes = decision.kind == DecisionKind.REVOKE
    wanted = (
        (decision.abstract, "Chưa có trích yếu."),
        (decision.basis, "Chưa có căn cứ."),
        (decision.articles, "Chưa có các điều của quyết định."),
        (decision.recipients, "Chưa có nơi nhận."),
        (decision.symbol, "Chưa có ký hiệu của văn bản."),
        (decision.signer_title and decision.signer_name, "Chưa có người ký hoặc chức vụ người ký."),
        (decision.ground or not revokes, "Chưa chọn căn cứ hủy bỏ theo Luật."),
        (decision.ground_words or not revokes, "Chưa ghi nội dung vi phạm, kết luận."),
        (decision.lines.exists(), "Chưa có dòng nào trong danh sách."),
    )
    return [sentence for there, sentence in wanted if not there]


def what_to_look_at(decision: Decision) -> list[str]:
    """What stops nothing and should be looked at: stale grounds, money that nobody knows. Two queries."""
    found = stale_basis("\n".join((decision.basis, decision.articles)), timezone.localdate())
    unknown = 0
    if decision.kind in (DecisionKind.AWARD, DecisionKind.AMEND):
        unknown = decision.lines.filter(amount=None).count()
    return [*found, f"{unknown:02} dòng chưa xác định được mức thưởng."] if unknown else found


@transaction.atomic
def post_decision(
    *,
    actor: User,
    decision: Decision,
    posted_from: dt.date | None,
    posted_to: dt.date | None,
    seen: int,
    key: str = "",
) -> Decision:
    """Công khai inside the office between two days; without the first day not at all."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.ISSUED)
    demand(actor, "awards.draft_decision", None, WHO_DRAFTS)
    record.posted_from, record.posted_to = posted_from, posted_to if posted_from else None
    record.version += 1
    record.save()
    days = f"{posted_from or 'thôi công khai'} {posted_to or ''}".strip()
    audit.record(actor=actor, act="decision.post", obj=record, note=days)
    return record


@transaction.atomic
def submit_decision(*, actor: User, decision: Decision, seen: int, key: str = "") -> Decision:
    """Trình duyệt."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.DRAFT)
    demand_kept(record)
    if missing := what_is_missing(record):
        raise DomainError("Chưa trình được. " + " ".join(missing))
    record.return_reason = ""
    entry = WAY.moved(record, actor, "decision.submit", record.submit)
    WAY.tell(holders(Role.LEADER), record, entry, f"{record} chờ anh, chị duyệt.")
    return record


@transaction.atomic
def withdraw_decision(*, actor: User, decision: Decision, seen: int, key: str = "") -> Decision:
    """Thu hồi về dự thảo while it is not approved."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.SUBMITTED)
    entry = WAY.moved(record, actor, "decision.withdraw", record.send_back)
    WAY.tell(holders(Role.LEADER), record, entry, f"Thường trực đã thu hồi {record} để sửa, chưa cần duyệt.")
    return record


@transaction.atomic
def approve_decision(*, actor: User, decision: Decision, seen: int, key: str = "") -> Decision:
    """Duyệt: the clerk then enters number and date."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.SUBMITTED)
    record.approved_by = actor
    entry = WAY.moved(record, actor, "decision.approve", record.approve)
    WAY.tell(holders(Role.CLERK), record, entry, f"{record} đã duyệt, chờ ghi số và ngày.")
    return record


@transaction.atomic
def return_decision(*, actor: User, decision: Decision, reason: str, seen: int, key: str = "") -> Decision:
    """Trả lại kèm lý do."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.SUBMITTED, DecisionState.APPROVED)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để thường trực biết cần sửa gì.")
    record.return_reason, record.approved_by = reason, None
    entry = WAY.moved(record, actor, "decision.return", record.send_back, note=reason)
    WAY.tell(holders(Role.STANDING), record, entry, f"{record} được trả lại: {reason}")
    return record


@transaction.atomic
def issue_decision(
    *, actor: User, decision: Decision, number: int, issued_on: dt.date, seen: int, key: str = ""
) -> IssuedPaper:
    """Ban hành: number and day enter the register, money is reckoned by that day, and the records follow."""
    one_at_a_time()
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.APPROVED)
    check_issue_day(issued_on)
    if missing := what_is_missing(record):
        raise DomainError("Chưa ban hành được. " + " ".join(missing))
    _check_after(record, issued_on)
    record.number, record.issued_on = symbol_line(number, record.symbol), issued_on
    lines = list(record.lines.select_related("title", "commendation").order_by("order"))
    if record.kind in (DecisionKind.AWARD, DecisionKind.AMEND):
        reckon(record, lines, issued_on)
        DecisionLine.objects.bulk_update(lines, ["multiple", "amount"])
    entry = WAY.moved(record, actor, "decision.issue", record.issue, note=record.number)
    take_effect(record, actor)
    printed = printed_decision(record, number=number, issued_on=issued_on)
    record.paper = register_paper(
        paper=_register_line(record, printed),
        number=number,
        issued_on=issued_on,
        printed=printed,
        record=record_of(record),
        actor=actor,
        at=entry,
    )
    record.save()
    WAY.tell(holders(Role.STANDING), record, entry, f"{record} đã ban hành.")
    return record.paper


def _check_after(decision: Decision, issued_on: dt.date) -> None:
    """Neither before the meeting it rests on, nor before the decision it changes."""
    if decision.meeting and issued_on < decision.meeting.held_on:
        raise DomainError(f"Ngày ban hành ở trước ngày họp {decision.meeting.held_on:%d/%m/%Y}. Nhập ngày ký thật.")
    earlier = decision.amends
    if earlier and earlier.issued_on and issued_on < earlier.issued_on:
        raise DomainError(f"Ngày ban hành ở trước ngày của quyết định {earlier.number}. Nhập ngày ký thật.")


def _register_line(record: Decision, printed: Paper) -> IssuedPaper:
    return IssuedPaper(
        series=SERIES,
        symbol=record.symbol,
        kind=KIND,
        abstract=printed.subject[:500],
        signer_title=record.signer_title,
        signer=record.signer_name,
        recipients=record.recipients,
        is_sample=record.is_sample,
    )
