"""Equal results and honours with fewer places than were carried: shown with the law's preference, decided by people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Count, Q

from awards.models import AgendaItem, Meeting
from awards.rules.rulebook import Version
from awards.rules.ties import Candidate, is_preferred
from awards.services.meeting_reading import agenda_of
from awards.services.quota import places_of_round
from awards.services.ties import SHARE
from plans.errors import DomainError
from plans.models import Person, Sex


class Tied(NamedTuple):
    """One of several with the same number of votes."""

    item: AgendaItem
    preferred: bool


class Equals(NamedTuple):
    """Those of one honour with the same number of votes."""

    honour: str
    votes: int
    is_unit: bool
    tied: Sequence[Tied]


class OverPlaces(NamedTuple):
    """An honour that was carried for more than there are places in the round."""

    honour: str
    places: int
    people: int
    units: int
    undecided: Sequence[AgendaItem]  # those on which nobody has concluded yet

    @property
    def words(self) -> str:
        """How many are proposed against the places; people and collectives stay apart."""
        counted = ((self.people, "cá nhân"), (self.units, "tập thể"))
        told = ", ".join(f"{number} {word}" for number, word in counted if number)
        return f"{self.honour}: đề nghị {told}, có {self.places} suất"


def votes_for(item: AgendaItem) -> int:
    """Votes for a sealed item, with those in writing."""
    return (item.yes or 0) + (item.written_yes or 0)


def equals_of(items: Iterable[AgendaItem], rule: Version | None) -> list[Equals]:
    """Groups of two and more that passed with equal votes for one honour, people and collectives apart. One query.

    The preferred stand first; who they are is said by ``rule`` (Nghị định 152/2025/NĐ-CP, Điều 4 khoản 6).
    """
    groups: dict[tuple[str, bool, int], list[AgendaItem]] = defaultdict(list)
    for item in items:
        if item.passed and item.nomination is not None:
            groups[item.nomination.honour.name, item.nomination.unit_id is not None, votes_for(item)].append(item)
    equal = {key: found for key, found in groups.items() if len(found) > 1}
    if not equal:
        return []
    preferred = _preferred([item for found in equal.values() for item in found], rule)
    return [
        Equals(
            honour,
            votes,
            is_unit,
            sorted((Tied(item, item.pk in preferred) for item in found), key=lambda one: not one.preferred),
        )
        for (honour, is_unit, votes), found in equal.items()
    ]


def over_places(items: Iterable[AgendaItem], meeting: Meeting) -> list[OverPlaces]:
    """Honours carried for more than the round has places. One query; none without a round."""
    if meeting.round is None:
        return []
    carried: dict[tuple[str, bool], list[AgendaItem]] = defaultdict(list)
    for item in items:
        if item.is_carried and item.nomination is not None:
            carried[item.nomination.honour.code, item.nomination.title_id is not None].append(item)
    found = []
    for line in places_of_round(meeting.round):
        proposed, total = carried.get((line.code, line.is_title), []), line.places.limit
        if total is not None and len(proposed) > total:
            units = sum(item.nomination is not None and item.nomination.unit_id is not None for item in proposed)
            undecided = [item for item in proposed if item.picked is None]
            found.append(OverPlaces(line.name, total, len(proposed) - units, units, undecided))
    return found


def demand_concluded(meeting: Meeting) -> None:
    """Refuse while more is proposed than there are places and nobody has said of each whether it stays."""
    for one in over_places(agenda_of(meeting), meeting):
        if one.undecided:
            orders = ", ".join(str(item.order) for item in one.undecided)
            raise DomainError(f"{one.words}. Ghi kết luận ở dòng {orders}, chọn hoặc không chọn, có lý do.")


def _preferred(items: Sequence[AgendaItem], rule: Version | None) -> set[int]:
    if rule is None:
        return set()
    least = Fraction(rule.content[SHARE])
    people = Person.objects.active().order_by().values("unit")
    counted = people.annotate(n=Count("pk"), women=Count("pk", filter=Q(sex=Sex.FEMALE)))
    members = {unit: (n, women) for unit, n, women in counted.values_list("unit", "n", "women")}
    found = set()
    for item in items:
        if (one := item.nomination) is None:
            continue
        total, women = members.get(one.unit_id, (0, 0)) if one.unit_id else (0, 0)
        sex = one.person.sex if one.person else ""
        candidate = Candidate(item.pk, "", one.unit_id is not None, "", None, sex, total, women)
        if is_preferred(candidate, least):
            found.add(item.pk)
    return found
