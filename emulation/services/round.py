"""Đợt đăng ký thi đua of a year: opened and changed by the standing office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from emulation.models import KNOWN, Campaign, Phase, PhaseKind, RegistrationRound
from plans.errors import DomainError
from plans.models import Plan, Task, User
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import demand

WHO_OPENS = "Thường trực TĐKT mở đợt đăng ký và đặt hạn. Cần đổi hạn thì báo thường trực."
FIELDS = ("opens_on", "closes_on", "initiative_due", "campaign", "note")
INITIATIVE_WORDS = "sang kien"  # as the search key of a task holds them


@transaction.atomic
def open_round(*, year: int, actor: User, values: Mapping[str, Any], key: str = "") -> RegistrationRound:
    """Open the registration of ``year`` and tell everybody with an account."""
    use_submit_key(actor, key)
    demand(actor, "emulation.open_round", None, WHO_OPENS)
    one_at_a_time()
    if RegistrationRound.objects.filter(year=year).exists():
        raise DomainError(f"Năm {year} đã có đợt đăng ký thi đua. Mở đợt ấy ra sửa hạn.")
    found = RegistrationRound(year=year, opened_by=actor)
    _fill(found, values)
    found.save()
    audit.record(actor=actor, act="round.open", obj=found, note=_days(found))
    _tell(found, actor, f"Mở đăng ký thi đua năm {year}: {_days(found)}.")
    return found


@transaction.atomic
def change_round(
    *, registration_round: RegistrationRound, actor: User, values: Mapping[str, Any], seen: int, key: str = ""
) -> RegistrationRound:
    """Other days or another guidance; what was marked late stays as it was marked."""
    use_submit_key(actor, key)
    demand(actor, "emulation.open_round", None, WHO_OPENS)
    record = locked(registration_round)
    check_version(record, seen, dict(values))
    before = (record.closes_on, record.initiative_due)
    _fill(record, values)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="round.change", obj=record, note=_days(record))
    if before != (record.closes_on, record.initiative_due):
        _tell(record, actor, f"Đổi hạn đăng ký thi đua năm {record.year}: {_days(record)}.")
    return record


def proposed(year: int, plan: Plan | None, today: dt.date) -> dict[str, Any]:
    """First values of a round: the days of the campaign's own phase, the deadline of the plan's task on initiatives."""
    known = Campaign.objects.of_year(year).filter(state__in=KNOWN)
    phases = Phase.objects.filter(kind=PhaseKind.REGISTRATION, campaign__in=known).select_related("campaign")
    phase, task = phases.order_by("campaign__kind", "pk").first(), initiative_task(plan)
    return {
        "campaign": phase.campaign if phase else None,
        "opens_on": phase.opens_on if phase else today,
        "closes_on": phase.closes_on if phase else None,
        "initiative_due": task.deadline if task else None,
    }


def initiative_task(plan: Plan | None) -> Task | None:
    """The task of the plan about initiatives, the earliest that has a deadline."""
    found = Task.objects.filter(plan=plan, search_key__contains=INITIATIVE_WORDS, deadline__isnull=False)
    return found.only("no", "deadline").order_by("deadline", "pk").first() if plan else None


def _fill(record: RegistrationRound, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(record, name, values[name])
    if record.closes_on < record.opens_on:
        raise DomainError("Ngày đóng ở trước ngày mở. Sửa một trong hai.")


def _days(record: RegistrationRound) -> str:
    due = f"; hạn nộp sáng kiến {record.initiative_due:%d/%m/%Y}" if record.initiative_due else ""
    return f"nhận từ {record.opens_on:%d/%m/%Y} đến hết {record.closes_on:%d/%m/%Y}{due}"


def _tell(record: RegistrationRound, actor: User, text: str) -> None:
    users = User.objects.filter(is_active=True, person__isnull=False).exclude(pk=actor.pk)
    notify(users, key=f"round:{record.pk}:{record.version}", text=text, url=reverse("emulation:registration_mine"))
