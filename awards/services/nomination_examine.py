"""Examining several nominations at once: what hinders each, then those that nothing hinders are found eligible."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from awards.models import Nomination, NominationState, UnitReview
from awards.services.dossier_gaps import documents_there, lack_of
from awards.services.nomination_check import Check, Earlier, check_many, clashes, earlier_of, wanted_of
from awards.services.nomination_way import (
    WHO_EXAMINES,
    WHY_NOT,
    Hindrance,
    found_eligible,
    hindrance_of,
    makers_of,
    received_day,
)
from awards.services.rulebook import current_rulebook
from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.services.locking import use_submit_key

MOST = 50
NAMED = ("round", "person__unit", "person__user", "unit", "title", "commendation")
Alike = tuple[type, type, int, int, dt.date]  # kind of subject, the honour, the year, the day of receipt


class ChangedSinceSeen(DomainError):
    """What was looked at is no longer so; ``keys`` are the nominations that changed."""

    def __init__(self, keys: Collection[int]) -> None:
        super().__init__(
            f"{len(keys)} hồ sơ vừa thay đổi sau khi anh, chị mở trang này nên chưa ghi hồ sơ nào. Xem lại các dòng "
            "“Vừa thay đổi” rồi bấm lần nữa."
        )
        self.keys = frozenset(keys)


@dataclass(frozen=True)
class ExamineLine:
    """One nomination before the last button."""

    nomination: Nomination
    check: Check
    received_on: dt.date
    found: Hindrance

    @property
    def fingerprint(self) -> str:
        """Names all that the page says of it, so that only what was seen is acted on."""
        one, found = self.nomination, self.found
        shown = [one.pk, one.version, self.received_on.isoformat(), self.check.summary]
        text = json.dumps([*shown, found.stops, found.asks, found.notes], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:20]


def plan_examination(rows: QuerySet[Nomination], user: User, today: dt.date) -> list[ExamineLine]:
    """What stands for and against each of ``rows``. Facts are read once for each honour and day of receipt."""
    return _lines(list(rows.select_related(*NAMED).order_by("pk")), user, today)


@transaction.atomic
def accept_many(*, seen: Mapping[int, str], actor: User, today: dt.date, key: str = "") -> int:
    """Those of ``seen`` (fingerprints by key) that nothing hinders are found eligible; all as they were seen, or none.

    The rules, the facts and the makers are read once for all.
    """
    use_submit_key(actor, key)
    rows = Nomination.objects.select_for_update(of=("self",)).select_related(*NAMED)
    records = list(rows.filter(pk__in=seen, removed_at=None).order_by("pk"))
    lines = _lines(records, actor, today)
    now = {line.nomination.pk: line.fingerprint for line in lines}
    if changed := [pk for pk, shown in seen.items() if now.get(pk) != shown]:
        raise ChangedSinceSeen(changed)
    good = [line for line in lines if not line.found.stops]
    if not good:
        raise DomainError("Không có hồ sơ nào ghi đủ điều kiện được. Mở từng hồ sơ để xác nhận hoặc trả lại.")
    makers = makers_of(records)
    for line in good:
        one = line.nomination
        found_eligible(one, line.check, actor, received_on=line.received_on, makers=makers[one.pk])
    return len(good)


def _lines(records: list[Nomination], user: User, today: dt.date) -> list[ExamineLine]:
    book = current_rulebook() if records else None
    there = documents_there([one.pk for one in records])
    reviews = UnitReview.objects.filter(round__in={one.round_id for one in records})
    reviewed = set(reviews.values_list("round_id", "unit_id")) if records else set()
    groups: dict[Alike, list[Nomination]] = {}
    for one in records:
        alike = (type(one.subject), type(one.honour), one.honour.pk, one.year, received_day(one, today))
        groups.setdefault(alike, []).append(one)
    lines: list[ExamineLine] = []
    for (_, _, _, year, received), group in groups.items():
        assert book is not None  # noqa: S101 - there is a nomination
        subjects: list[Person | Unit] = [one.subject for one in group]
        honour = group[0].honour
        checks = check_many(subjects=subjects, honour=honour, year=year, on=today, book=book, received_on=received)
        earlier = earlier_of(subjects, year=year, on=received, book=book)
        for one in group:
            found = hindrance_of(
                checks[one.subject.pk].known_to(user, one.subject),
                reviewed=(one.round_id, one.home) in reviewed,
                lack=lack_of(book, one, there[one.pk]),
                refused=_refused(one, earlier[one.subject.pk]),
            )
            lines.append(ExamineLine(one, checks[one.subject.pk], received, _with_state(one, user, found)))
    return sorted(lines, key=lambda line: line.nomination.pk)


def _refused(one: Nomination, earlier: Iterable[Earlier]) -> list[str]:
    """Other proposals and awards that exclude this one."""
    wanted = wanted_of(one.honour, one.year, one.kind, one.achievement)
    before = [other for other in earlier if other.pk != one.pk]
    return [other.words for other in clashes(wanted, before, same_as=one.same_as_id) if other.refused]


def _with_state(one: Nomination, user: User, found: Hindrance) -> Hindrance:
    """What hinders whatever the findings say: that it no longer waits, or is not for ``user`` to examine."""
    state = NominationState(one.state)
    first = [WHY_NOT[state]] if state != NominationState.SUBMITTED else []
    first += [] if user.has_perm("awards.examine", one) else [WHO_EXAMINES]
    return Hindrance((*first, *found.stops), found.asks, found.notes)
