"""Reward money of an issued decision: what is not known, where the rates come from, what was paid."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from awards.models import Decision, DecisionLine, DecisionState, FundEntry
from awards.rules.citation import spelled
from awards.rules.money import dotted
from awards.services.decision import WAY
from awards.services.rulebook import current_rulebook
from plans.errors import DomainError
from plans.models import Confidence, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.task_log import demand

WHO_PAYS = "Thường trực TĐKT ghi việc chi tiền thưởng. Anh, chị báo thường trực."


def unpaid(decision: Decision) -> list[DecisionLine]:
    """The lines with a sum that was not paid and whose award stands. One query."""
    rows = decision.lines.filter(amount__gt=0, paid_on=None).exclude(award__revoked_on__isnull=False)
    return list(rows.order_by("order"))


def sources(decision: Decision) -> list[str]:
    """Where each multiple of the decision comes from and how sure it is, a sentence each honour."""
    book, day = current_rulebook(), decision.issued_on
    if day is None:
        return []
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
    """Ghi đã chi: every line with a sum gets its day, and the fund one entry out."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.ISSUED)
    demand(actor, "awards.keep_fund", None, WHO_PAYS)
    lines = unpaid(record)
    if not lines:
        raise DomainError("Không còn dòng nào chờ chi tiền thưởng.")
    if record.issued_on and paid_on < record.issued_on:
        raise DomainError(f"Ngày chi ở trước ngày quyết định {short_date(record.issued_on)}. Nhập ngày chi thật.")
    total = sum(line.amount or 0 for line in lines)
    for line in lines:
        line.paid_on = paid_on
        line.save(update_fields=["paid_on"])
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
    audit.record(actor=actor, act="decision.pay", obj=record, note=f"{len(lines)} dòng, {dotted(total)} đồng")
    return record
