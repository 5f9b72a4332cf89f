"""Examining several nominations at once: what hinders each, then those that nothing hinders are found eligible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from awards.models import Nomination, UnitReview
from awards.services.nomination_check import Check, check_many
from awards.services.nomination_way import WHO_EXAMINES, accept_nomination, hindrance_of
from awards.services.rulebook import current_rulebook
from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.services.locking import use_submit_key

MOST = 50


@dataclass(frozen=True)
class ExamineLine:
    """One nomination before the last button."""

    nomination: Nomination
    check: Check
    received_on: dt.date
    stops: tuple[str, ...]
    asks: tuple[str, ...]


def plan_examination(rows: QuerySet[Nomination], user: User, today: dt.date) -> list[ExamineLine]:
    """What stands for and against each of ``rows``. Facts are read once for each honour and day of receipt."""
    found = list(
        rows.select_related("round", "person__unit", "person__user", "unit", "title", "commendation").order_by("pk")
    )
    book = current_rulebook() if found else None
    reviewed = set(
        UnitReview.objects.filter(round__in={one.round_id for one in found}).values_list("round_id", "unit_id")
    )
    groups: dict[tuple[type, object, int, dt.date], list[Nomination]] = {}
    for one in found:
        groups.setdefault((type(one.subject), one.honour, one.year, _received(one, today)), []).append(one)
    lines = []
    for (_, _, year, received), alike in groups.items():
        assert book is not None  # noqa: S101 - there is a nomination
        subjects: list[Person | Unit] = [one.subject for one in alike]
        checks = check_many(
            subjects=subjects, honour=alike[0].honour, year=year, on=today, book=book, received_on=received
        )
        lines += [_line(one, checks[one.subject.pk], received, reviewed, user) for one in alike]
    return lines


@transaction.atomic
def accept_many(*, lines: Sequence[ExamineLine], actor: User, today: dt.date, key: str = "") -> int:
    """Found eligible, every one of ``lines`` or none."""
    use_submit_key(actor, key)
    if not lines:
        raise DomainError("Không có hồ sơ nào ghi đủ điều kiện được. Mở từng hồ sơ để xác nhận hoặc trả lại.")
    for line in lines:
        accept_nomination(
            nomination=line.nomination,
            actor=actor,
            received_on=line.received_on,
            today=today,
            seen=line.nomination.version,
        )
    return len(lines)


def _received(one: Nomination, today: dt.date) -> dt.date:
    return timezone.localdate(one.submitted_at) if one.submitted_at else today


def _line(one: Nomination, check: Check, received: dt.date, reviewed: set[tuple[int, int]], user: User) -> ExamineLine:
    home = one.unit_id or (one.person.unit_id if one.person else 0)
    found = hindrance_of(check, reviewed=(one.round_id, home) in reviewed, told=True)
    stops = found.stops if user.has_perm("awards.examine", one) else (WHO_EXAMINES, *found.stops)
    return ExamineLine(one, check, received, stops, found.asks)
