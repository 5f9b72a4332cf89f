"""What every step of a meeting's page stands on: the reading of the meeting, and what its reader may do in it."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from awards.models import AgendaItem, Meeting, MeetingState
from awards.permissions import RUNNERS
from awards.rules.votes import ALL, Votes, most_possible, needed
from awards.services.meeting_reading import Mark, MeetingReading, honour_code
from awards.services.vote_result import SEALED
from awards.views.findings import sure_words
from plans.models import Role, User
from plans.permissions import rights_of

RECOGNISE = "Công nhận sáng kiến"


def seen_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting of an address, for who works with councils and for the members of its own; 404 for others."""
    user: Any = request.user
    rows = Meeting.objects.visible_to(user).select_related("council", "round", "call", "task__plan")
    return get_object_or_404(rows, pk=pk)


@dataclass
class MeetingDesk(MeetingReading):
    """A meeting read once for a page, with who reads it."""

    user: User

    @functools.cached_property
    def runs(self) -> bool:
        """Whether the reader runs the meeting: the right ``awards.run_meeting``, told from the seats at hand."""
        return self._holds_seat(*RUNNERS)

    @functools.cached_property
    def counts(self) -> bool:
        """Whether the reader may enter counted votes: the right ``awards.count_ballots``, told in the same way."""
        return self._holds_seat()

    def _holds_seat(self, *roles: str) -> bool:
        if rights_of(self.user).holds(Role.STANDING):
            return True
        own = [seat for seat in self.all_seats.values() if seat.person_id == self.user.person_id]
        return any(not roles or seat.role in roles for seat in own)

    @property
    def mark(self) -> Mark | None:
        """The reader's own mark in a vote on the screen."""
        return self.mark_of(self.user.person_id)

    def hides(self, own: int) -> bool:
        """Whether counts of the item ``own`` are hidden from the reader, whom it is about, until they are sealed."""
        return own in self._own_keys and self.meeting.state not in SEALED

    @functools.cached_property
    def _own_keys(self) -> set[int]:
        return {item.pk for item in self.own_items(self.user.person_id)}

    @property
    def thresholds(self) -> list[Threshold]:
        """A line for every honour of the agenda; members who are nominees are left out where the rules say so."""
        named: dict[str, str] = {}
        for item in self.items:
            named.setdefault(honour_code(item), item.nomination.honour.name if item.nomination else RECOGNISE)
        if not named and self.of_initiatives:
            named = {"": RECOGNISE}
        found, members = [], len(self.seats)
        for code, name in named.items():
            said = self.rules.threshold(code)
            squares, sure = sure_words(said.confidence)
            example = f"{max(1, needed(said.share, members))}/{members}" if said.share.base == ALL and members else ""
            found.append(Threshold(name, said.share.words, example, said.source, squares, sure))
        return found

    @property
    def out_of_reach(self) -> list[str]:
        """Before voting opens: every honour that cannot be carried by those who are here, in words."""
        if self.meeting.state != MeetingState.ROLL or not self.voters:
            return []
        found: Counter[str] = Counter()
        for item in self.items:
            code = honour_code(item)
            counting = self.rules.counting(code)
            written = self.written if counting.counts_written else {}
            best = most_possible(counting, self.electorate(item), written.get(item.pk, Votes(0, 0)))
            if not best.passed and counting.share.base == ALL:
                what = item.nomination.honour.name if item.nomination else RECOGNISE
                found[f"{what}: cần {best.needed}/{best.base} ({counting.share.words}), nhiều nhất có {best.has}"] += 1
        return [f"{words} (ở {times} nội dung)." for words, times in found.items()]


class Threshold(NamedTuple):
    """What one honour of the agenda needs to be carried, with its source."""

    what: str
    share: str
    example: str
    source: str
    squares: SafeString
    sure: str


def item_name(item: AgendaItem) -> str:
    """Who or what an item is about."""
    return str(item.nomination.subject) if item.nomination else item.initiative.name if item.initiative else ""


def desk_of(request: HttpRequest, pk: int) -> MeetingDesk:
    """The desk of an address, with whether its reader runs the meeting."""
    user: Any = request.user
    return MeetingDesk(seen_meeting(request, pk), user)
