"""The cards of the overview, from what the higher apps ask of the database."""

from __future__ import annotations

from collections.abc import Iterable

from plans.services.together import together
from plans.sockets import Card, CardQuestion


def cards_of(asked: Iterable[CardQuestion | None]) -> list[Card]:
    """The cards of all topics that ask something, in their order. One query for all of them."""
    topics = [one for one in asked if one is not None]
    answers = iter(together([question for one in topics for question in one.questions]))
    return [card for one in topics for card in one.make([next(answers) for _ in one.questions])]
