"""That nothing is being examined about those nominated in a round: stated for many at once, kept for each (rule R4).

No record can tell that nothing is under way (Nghị định 152/2025/NĐ-CP, Điều 4 khoản 4), so an officer who asked for it,
as by one letter to the inspectorate with a list of names, says it once for all of the list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef

from awards.models import Hold, Nomination, NominationState, Round, Statement
from awards.rules.standing import HOLD
from awards.services.statement import WHO_STATES, state_fact
from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.rules.official import short_date
from plans.services.evidence import NewFile
from plans.services.locking import one_at_a_time, use_submit_key
from plans.services.task_log import demand

ABOUT = "Không đang bị xem xét kỷ luật, thanh tra, xác minh đơn thư"
WAITING = (NominationState.DRAFT, NominationState.SUBMITTED)


class Awaiting(NamedTuple):
    """A nominee of whom nobody has stated that nothing is under way. ``subject`` is a person or a unit."""

    subject: Person | Unit
    home: str


def awaiting_statement(award_round: Round, user: User) -> list[Awaiting]:
    """Those nominated in the round whom ``user`` may state it of, each once. Held ones are left out: their matter is
    settled by its conclusion. Two queries.
    """
    waiting = Nomination.objects.filter(round=award_round, removed_at=None, state__in=WAITING)
    people = _open(Person.objects.filter(pk__in=waiting.values("person")), "person", award_round)
    units = _open(Unit.objects.filter(pk__in=waiting.values("unit")), "unit", award_round)
    found = [Awaiting(one, "tập thể") for one in units.order_by("order", "name")]
    named = people.select_related("unit", "user").order_by("unit__order", "unit__name", "sort_key", "pk")
    found += [Awaiting(one, one.unit.label) for one in named]
    return [one for one in found if user.has_perm("awards.state_fact", one.subject)]


def _open(rows: Any, of: str, award_round: Round) -> Any:
    """Without those who are held, and of whom it was stated either way."""
    held = Hold.objects.filter(**{of: OuterRef("pk")}, released_on__isnull=True)
    stated = Statement.objects.filter(**{of: OuterRef("pk")}, year=award_round.achievement_year, code=HOLD)
    return rows.exclude(Exists(held)).exclude(Exists(stated))


@transaction.atomic
def state_nothing_examined(
    *,
    award_round: Round,
    actor: User,
    chosen: Collection[Person | Unit],
    source: str,
    day: dt.date,
    today: dt.date,
    file: NewFile | None = None,
    key: str = "",
) -> int:
    """State of each of ``chosen`` that nothing is under way, by one source of one day; all of them or none."""
    use_submit_key(actor, key)
    demand(actor, "awards.state_fact", None, WHO_STATES)
    if not chosen:
        raise DomainError("Đánh dấu ít nhất một người hoặc tập thể.")
    if not source.strip():
        raise DomainError("Ghi căn cứ: cơ quan nào xác nhận, theo văn bản nào.")
    if day > today:
        raise DomainError(f"Ngày xác nhận {short_date(day)} ở sau hôm nay. Ghi ngày thật.")
    one_at_a_time()
    waiting = {_key(one.subject) for one in awaiting_statement(award_round, actor)}
    for subject in chosen:
        if _key(subject) not in waiting:
            raise DomainError(
                f"{subject}: vừa được xác nhận, hoặc có việc đang xem xét. Tải lại trang; chưa ghi cho ai."
            )
    words = f"{source.strip()}; ngày {short_date(day)}"
    for subject in chosen:
        state_fact(
            actor=actor,
            subject=subject,
            year=award_round.achievement_year,
            code=HOLD,
            holds=True,
            words=words,
            about=ABOUT,
            file=file,
        )
    return len(chosen)


def _key(subject: Person | Unit) -> tuple[type, int]:
    return type(subject), subject.pk
