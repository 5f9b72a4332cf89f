"""Reward money of an issued decision: what each line is worth, what was paid, what is left; paid and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from awards.models import Decision, DecisionKind, DecisionLine, DecisionState, FundEntry
from awards.rules.citation import spelled
from awards.rules.money import dotted
from awards.services.decision import WAY
from awards.services.decision_line import money_day
from awards.services.fund import balance
from awards.services.rulebook import current_rulebook
from plans.errors import DomainError
from plans.models import Confidence, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.task_log import demand

WHO_PAYS = "Thường trực TĐKT ghi việc chi tiền thưởng. Anh, chị báo thường trực."
NOTHING_LEFT = "Không còn dòng nào chờ chi tiền thưởng."
NOTHING_PAID = "Quyết định này chưa ghi chi khoản nào nên không có gì để bỏ ghi."


class Due(NamedTuple):
    """One line: what this decision pays on it (``here``; None where nobody knows), what is left of that, what is over.

    ``settled`` is what was paid, with what was paid for the line that it amends. ``ends`` says why nothing is paid on
    it any more: annulled, or paid by the later decision that amends it.
    """

    line: DecisionLine
    here: int | None
    settled: int
    left: int
    over: int
    ends: str


def dues(decision: Decision) -> list[Due]:
    """Every line of a decision in its order. One query."""
    later = DecisionLine.objects.filter(
        changes=OuterRef("pk"), decision__kind=DecisionKind.AMEND, decision__state=DecisionState.ISSUED
    ).order_by("-pk")
    rows = decision.lines.annotate(by=Subquery(later.values("decision__number")[:1])).select_related(
        *("title", "commendation", "award", "person"),
        *("changes__title", "changes__commendation", "changes__changes__changes"),
    )
    return [_due(line) for line in rows.order_by("order", "pk")]


def _due(line: DecisionLine) -> Due:
    settled, worth = _settled(line), line.amount or 0
    here = None if line.amount is None else max(0, worth - _settled(line.changes))
    award, later = line.award, getattr(line, "by", None)
    if later:
        return Due(line, here, settled, 0, 0, f"chi theo Quyết định số {later}")
    if award is not None and award.revoked_on is not None:
        return Due(line, here, settled, 0, settled, "đã hủy bỏ, không chi")
    return Due(line, here, settled, max(0, worth - settled), max(0, settled - worth), "")


def _settled(line: DecisionLine | None) -> int:
    """What was paid for a line, by itself or by the line that it amends."""
    if line is None:
        return 0
    return (line.amount or 0) if line.paid_on else _settled(line.changes)


def unpaid(decision: Decision) -> list[DecisionLine]:
    """The lines on which something is left to pay. One query."""
    return [due.line for due in dues(decision) if due.left]


def warnings(found: Sequence[Due], paying: int = 0) -> list[str]:
    """What to look at before paying, each as a sentence: who left, what was paid too much, a fund that is short."""
    said = [
        f"{due.line.printed_name}: đã chi {dotted(due.settled)} đồng, thừa {dotted(due.over)} đồng; thu hồi lại."
        for due in found
        if due.over
    ]
    said += [
        f"{due.line.printed_name} không còn làm việc ở cơ quan; xác định người nhận trước khi chi."
        for due in found
        if due.left and due.line.person is not None and not due.line.person.is_active
    ]
    if paying:
        before, into, out = balance(timezone.localdate().year)
        if (rest := before + into - out) < paying:
            said.append(
                f"Quỹ còn {dotted(max(0, rest))} đồng, không đủ chi {dotted(paying)} đồng. Ghi khoản thu trước."
            )
    return said


def sources(decision: Decision) -> list[str]:
    """Where each multiple of the decision comes from and how sure it is, a sentence each honour."""
    book = current_rulebook()
    if decision.issued_on is None:
        return []
    day = money_day(decision, decision.issued_on)
    found = []
    lines = decision.lines.select_related("title", "commendation")
    honours = {one.code: one.name for line in lines if (one := line.title or line.commendation)}
    for code, name in honours.items():
        told = book.reward(code, day)
        if told is None:
            found.append(f"{name}: chưa xác định mức thưởng.")
        else:
            found.append(f"{name}: {spelled(told.citation)} ({Confidence(told.confidence).label}).")
    return found


@transaction.atomic
def pay(
    *, actor: User, decision: Decision, paid_on: dt.date, paper_number: str = "", seen: int, key: str = ""
) -> Decision:
    """Ghi đã chi: every line with something left gets its day, and the fund one entry out."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.ISSUED)
    demand(actor, "awards.keep_fund", None, WHO_PAYS)
    found = [due for due in dues(record) if due.left]
    if not found:
        raise DomainError(NOTHING_LEFT)
    if record.issued_on and paid_on < record.issued_on:
        raise DomainError(f"Ngày chi ở trước ngày quyết định {short_date(record.issued_on)}. Nhập ngày chi thật.")
    if paid_on > timezone.localdate():
        raise DomainError("Ngày chi ở sau hôm nay. Nhập ngày trên chứng từ.")
    total = sum(due.left for due in found)
    for due in found:
        due.line.paid_on = paid_on
        due.line.save(update_fields=["paid_on"])
    FundEntry.objects.create(
        year=paid_on.year,
        way=FundEntry.Way.OUT,
        on=paid_on,
        amount=total,
        words=f"Chi tiền thưởng theo Quyết định số {record.number}",
        paper_number=paper_number,
        decision=record,
        entered_by=actor,
        is_sample=record.is_sample,
    )
    record.version += 1
    record.save()
    audit.record(actor=actor, act="decision.pay", obj=record, note=f"{len(found)} dòng, {dotted(total)} đồng")
    return record


@transaction.atomic
def take_back_payment(*, actor: User, decision: Decision, reason: str, seen: int, key: str = "") -> Decision:
    """Bỏ ghi đã chi, marked by mistake: the lines wait again and the fund has its money back. The reason is kept."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.ISSUED)
    demand(actor, "awards.keep_fund", None, WHO_PAYS)
    if not reason.strip():
        raise DomainError("Ghi lý do bỏ ghi đã chi; lý do được giữ trong nhật ký.")
    paid, entries = record.lines.filter(paid_on__isnull=False), FundEntry.objects.kept().filter(decision=record)
    if not paid.exists():
        raise DomainError(NOTHING_PAID)
    built_on = DecisionLine.objects.filter(changes__decision=record, paid_on__isnull=False).select_related("decision")
    if (later := built_on.first()) is not None:
        raise DomainError(
            f"Quyết định số {later.decision.number} đã chi tiếp trên khoản này. Bỏ ghi ở quyết định đó trước."
        )
    total, number = sum(entry.amount for entry in entries), 0
    for line in paid:
        line.paid_on, number = None, number + 1
        line.save(update_fields=["paid_on"])
    for entry in entries:
        entry.delete()
    record.version += 1
    record.save()
    note = f"{number} dòng, {dotted(total)} đồng: {reason.strip()}"
    audit.record(actor=actor, act="decision.pay_back", obj=record, note=note)
    return record
