"""Quỹ thi đua, khen thưởng of a year: what came in, what went out, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from awards.models import FundEntry
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_KEEPS = "Thường trực TĐKT ghi thu, chi quỹ. Anh, chị báo thường trực."
FOLLOWS = "Khoản chi này theo quyết định, ghi ở trang tiền thưởng của quyết định; không sửa, không bỏ ở đây."


def entries_of(year: int) -> QuerySet[FundEntry]:
    """The entries of a year in their order."""
    return FundEntry.objects.kept().filter(year=year).order_by("on", "pk")


def balance(year: int) -> tuple[int, int, int]:
    """What was left of the years before, what came in and what went out in ``year``. One query."""
    into, out = Q(way=FundEntry.Way.IN), Q(way=FundEntry.Way.OUT)
    before, now = Q(year__lt=year), Q(year=year)
    found = FundEntry.objects.kept().aggregate(
        in_before=Sum("amount", filter=into & before),
        out_before=Sum("amount", filter=out & before),
        in_now=Sum("amount", filter=into & now),
        out_now=Sum("amount", filter=out & now),
    )
    sums = {name: number or 0 for name, number in found.items()}
    return sums["in_before"] - sums["out_before"], sums["in_now"], sums["out_now"]


@transaction.atomic
def save_fund_entry(
    *, actor: User, entry: FundEntry | None, values: Mapping[str, Any], seen: int = 0, key: str = ""
) -> FundEntry:
    """Ghi một khoản thu hoặc chi, or correct one. The year is that of its day."""
    use_submit_key(actor, key)
    demand(actor, "awards.keep_fund", None, WHO_KEEPS)
    if entry is None:
        record, act = FundEntry(entered_by=actor), "fund.add"
    else:
        record, act = locked(entry), "fund.change"
        if record.decision_id is not None:
            raise DomainError(FOLLOWS)
        if record.removed_at is not None:
            raise DomainError("Khoản này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")
        check_version(record, seen, dict(values))
        record.version += 1
    for name, value in values.items():
        setattr(record, name, value)
    if record.on > timezone.localdate():
        raise DomainError("Ngày thu, chi ở sau hôm nay. Nhập ngày trên chứng từ.")
    record.year = record.on.year
    record.save()
    audit.record(actor=actor, act=act, obj=record)
    return record


def remove_fund_entry(*, actor: User, entry: FundEntry, key: str = "") -> None:
    """Put an entry made by mistake into the bin."""
    demand(actor, "awards.keep_fund", None, WHO_KEEPS)
    bin_service.remove(record=entry, actor=actor, key=key)


def _why_kept(entry: FundEntry) -> str:
    return FOLLOWS if entry.decision_id is not None else ""


def _restorable_by(user: User) -> Q:
    return Q() if user.has_perm("awards.keep_fund") else Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="thu-chi-quy",
    label="Thu, chi quỹ khen thưởng",
    model=FundEntry,
    title="words",
    restorable_by=_restorable_by,
    why_kept=_why_kept,
)
