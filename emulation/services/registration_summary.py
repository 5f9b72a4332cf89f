"""What a year's registrations come to: by unit, by title, by commendation. Persons and collectives stay two numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from emulation.models import SENT_STATES, Aim, Commendation, Registration, Title
from emulation.permissions import units_followed
from emulation.rules.registration import Tally
from emulation.services.registration import REGISTERING_KINDS
from plans.models import Person, UnitKind, User
from plans.models.unit_index import UnitIndex

_WITH_PEOPLE = (*REGISTERING_KINDS, UnitKind.LEADERSHIP)


@dataclass
class UnitSum:
    """One unit: its own registration, how many of its people registered, how many of both aim at something."""

    pk: int
    label: str
    name: str
    registers: bool
    own: tuple[int, str] | None = None  # key and state of the unit's own registration
    people: int = 0
    registered: int = 0
    staying: int = 0  # of those who registered, who still work here
    drafts: int = 0
    late: int = 0
    titles: Tally = field(default_factory=Tally)
    commendations: Tally = field(default_factory=Tally)

    @property
    def missing(self) -> int:
        """People who have sent nothing."""
        return self.people - self.staying

    @property
    def own_sent(self) -> bool:
        return self.own is not None and self.own[1] in SENT_STATES


@dataclass(frozen=True)
class EntrySum:
    """One title or commendation and who aims at it."""

    pk: int
    name: str
    level: str
    tally: Tally


@dataclass(frozen=True)
class Summary:
    """The whole year as one person may see it."""

    units: list[UnitSum]
    titles: list[EntrySum]
    commendations: list[EntrySum]


def read_summary(user: User, year: int, index: UnitIndex) -> Summary:
    """Five queries, whatever the number of registrations. Only what was sent is counted; drafts stand beside it."""
    followed = units_followed(user)
    lines = {
        unit.pk: UnitSum(unit.pk, unit.label, unit.name, unit.kind in REGISTERING_KINDS)
        for unit in index
        if unit.is_active and unit.kind in _WITH_PEOPLE and (followed is None or unit.pk in followed)
    }
    people = Person.objects.active().filter(unit__in=lines).values_list("unit").annotate(Count("pk")).order_by()
    for unit, count in people:
        lines[unit].people = count
    seen = Registration.objects.visible_to(user).filter(round__year=year)
    columns = ("pk", "unit_id", "person__unit_id", "person__is_active", "state", "late")
    for pk, unit, home, works, state, late in seen.values_list(*columns):
        line = lines.get(unit or home)
        if line is None:
            continue
        if unit:
            line.own = (pk, state)
        else:
            line.registered += state in SENT_STATES
            line.staying += works and state in SENT_STATES
            line.drafts += state not in SENT_STATES
        line.late += late and state in SENT_STATES
    titles, commendations = _count_aims(user, year, lines)
    return Summary(
        units=list(lines.values()),
        titles=_entries(Title.objects.values_list("pk", "name", "level", "in_use"), titles, Title),
        commendations=_entries(
            Commendation.objects.values_list("pk", "name", "level", "in_use"), commendations, Commendation
        ),
    )


def _count_aims(
    user: User, year: int, lines: dict[int, UnitSum]
) -> tuple[Counter[tuple[int, bool]], Counter[tuple[int, bool]]]:
    """How many aim at each title and commendation, by (key, collective); on the way, how many of a unit aim at any."""
    aims = Aim.objects.filter(registration__in=Registration.objects.visible_to(user).sent().filter(round__year=year))
    columns = ("registration_id", "registration__unit_id", "registration__person__unit_id")
    titles: Counter[tuple[int, bool]] = Counter()
    commendations: Counter[tuple[int, bool]] = Counter()
    seen: set[tuple[int, bool]] = set()
    for registration, unit, home, title, commendation in aims.values_list(*columns, "title_id", "commendation_id"):
        line, collective = lines.get(unit or home), unit is not None
        if title:
            titles[title, collective] += 1
        else:
            commendations[commendation, collective] += 1
        if line is None or (registration, bool(title)) in seen:
            continue
        seen.add((registration, bool(title)))
        if title:
            line.titles = line.titles.plus(1, collective=collective)
        else:
            line.commendations = line.commendations.plus(1, collective=collective)
    return titles, commendations


def _entries(
    rows: Iterable[tuple[int, str, str, bool]],
    counts: Counter[tuple[int, bool]],
    model: type[Title] | type[Commendation],
) -> list[EntrySum]:
    """The entries in use, and those out of use that somebody aims at."""
    levels = dict(model._meta.get_field("level").choices or ())
    found = [
        (in_use, EntrySum(pk, name, str(levels[level]), Tally(counts[pk, False], counts[pk, True])))
        for pk, name, level, in_use in rows
    ]
    return [entry for in_use, entry in found if in_use or entry.tally != Tally()]
