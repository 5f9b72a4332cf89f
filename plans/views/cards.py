"""The cards of the overview, from what the higher apps ask of the database."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from plans import sockets
from plans.models import Plan, User
from plans.permissions import rights_of
from plans.services.together import Joined, joined
from plans.sockets import Card, CardQuestion


@dataclass(frozen=True)
class _Asking:
    """What the questions of all cards depend on; person and plan themselves tell no askings apart."""

    roles: frozenset[str]
    plan_pk: int
    year: int
    today: dt.date
    vendor: str
    user: User = field(compare=False)
    plan: Plan = field(compare=False)


def cards_for(user: User, plan: Plan, today: dt.date) -> list[Card]:
    """The cards that ``user`` sees of the year of ``plan``. One query for all of them."""
    roles = frozenset(rights_of(user).roles)
    topics, asked = _asked(_Asking(roles, plan.pk, plan.year, today, connection.vendor, user, plan))
    return _made(topics, asked.run())


def cards_of(questions: Iterable[CardQuestion | None]) -> list[Card]:
    """The cards of all topics that ask something, in their order. One query for all of them."""
    topics, asked = _joined(questions)
    return _made(topics, asked.run())


@functools.lru_cache(maxsize=32)
def _asked(asking: _Asking) -> tuple[list[CardQuestion], Joined]:
    """The questions put into SQL, which takes longer than their answer: once a day for people of the same roles."""
    return _joined(ask(asking.user, asking.plan, asking.today) for ask in sockets.cards)


def _joined(questions: Iterable[CardQuestion | None]) -> tuple[list[CardQuestion], Joined]:
    topics = [one for one in questions if one is not None]
    return topics, joined([question for one in topics for question in one.questions])


def _made(topics: list[CardQuestion], found: list[list[tuple[Any, ...]]]) -> list[Card]:
    answers = iter(found)
    return [card for one in topics for card in one.make([next(answers) for _ in one.questions])]
