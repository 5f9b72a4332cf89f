"""Search over everything a person may see: without accents, hits with the very accents first.

Each app plugs its kinds of record into ``sockets.search``. One query for each kind, however much is found, and one more
when nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When

from plans import sockets
from plans.models import User
from plans.rules.text import fold, nfc
from plans.sockets import SearchHit, SearchSource

LONGEST = 200
SHOWN = 20  # of each kind
MOST_WORDS = 8


@dataclass(frozen=True)
class Group:
    """The finds of one kind; ``more`` when there are others that are not shown."""

    kind: str
    icon: str
    hits: tuple[SearchHit, ...]
    more: bool


@dataclass(frozen=True)
class Occurrence:
    """Where one of the words does occur: how many records of each kind hold it."""

    word: str
    counts: tuple[tuple[str, int], ...]


def find(*, user: User, typed: str) -> list[Group]:
    """What holds every word of ``typed``, by kind, the exact accented words first."""
    phrase = _phrase(typed)
    if not fold(phrase):
        return []
    groups = []
    for source in sources_for(user):
        rows = list(_matching(source, phrase)[: SHOWN + 1])
        if rows:
            hits = tuple(source.hit(row) for row in rows[:SHOWN])
            groups.append(Group(source.kind, source.icon, hits, more=len(rows) > SHOWN))
    return groups


def where_words_occur(*, user: User, typed: str) -> list[Occurrence]:
    """For a search that found nothing: each word by itself, counted over every kind in one query."""
    words = list(dict.fromkeys(_phrase(typed).split()))[:MOST_WORDS]
    keys = [fold(word) for word in words]
    sources = list(sources_for(user))
    counted = [_counted(source, place, keys) for place, source in enumerate(sources)]
    if not counted or not words:
        return []
    rows = {row["source_place"]: row for row in counted[0].union(*counted[1:], all=True)}
    return [
        Occurrence(
            word,
            tuple(
                (source.kind, n)
                for place, source in enumerate(sources)
                if (n := rows.get(place, {}).get(f"word_{number}"))
            ),
        )
        for number, word in enumerate(words)
    ]


def _phrase(typed: str) -> str:
    """What was typed, composed, with single spaces and without control characters."""
    shown = "".join(letter for letter in nfc(typed) if letter.isprintable() or letter.isspace())
    return " ".join(shown.split())[:LONGEST]


def sources_for(user: User) -> Iterable[SearchSource]:
    """What ``user`` may search, from every app that plugged in."""
    return (source for give in sockets.search for source in give(user))


def _matching(source: SearchSource, phrase: str) -> Any:
    """The rows as dictionaries, best first."""
    key = fold(phrase)
    every_word = reduce(and_, (Q(search_key__contains=word) for word in key.split()[:MOST_WORDS]))
    # SQLite compares letters beyond ASCII by their exact case, so the usual cases are asked for by name
    written = {phrase, phrase.lower(), phrase.upper(), phrase[:1].upper() + phrase[1:].lower(), phrase.title()}
    exact = reduce(or_, (Q(**{f"{source.text}__contains": text}) for text in written))
    meant = source.meant(key)
    ranks = [When(exact & every_word, then=1), When(search_key__contains=key, then=2)]
    if meant is not None:
        ranks.insert(0, When(meant, then=0))
    rows = source.rows.filter(every_word if meant is None else every_word | meant)
    rows = rows.annotate(rank=Case(*ranks, default=3, output_field=IntegerField()))
    return rows.order_by("rank", *source.order).values("pk", *source.columns)


def _counted(source: SearchSource, place: int, keys: list[str]) -> Any:
    """One row: how many records hold each of ``keys``."""
    counts = {
        f"word_{number}": Count("pk", filter=Q(search_key__contains=key), distinct=True)
        for number, key in enumerate(keys)
    }
    return (
        source.rows.order_by()
        .annotate(source_place=Value(place, IntegerField()))
        .values("source_place")
        .annotate(**counts)
    )
