"""All units of the office at once: their names, and which units a group stands for. One query for a whole page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plans.models.office import SCOPE_KINDS, Unit, UnitKind


class UnitLine(NamedTuple):
    """What pages show of a unit."""

    pk: int
    name: str
    short_name: str
    kind: str
    group_scope: str
    is_standing: bool
    is_active: bool

    @property
    def label(self) -> str:
        return self.short_name or self.name

    @property
    def kind_words(self) -> str:
        return str(UnitKind(self.kind).label)


class UnitIndex:
    """The units in their order, groups resolved to members: here and nowhere else."""

    def __init__(self, rows: Iterable[tuple[UnitLine, int | None]]) -> None:
        self.lines: dict[int, UnitLine] = {}
        self._listed: dict[int, list[int]] = defaultdict(list)
        for line, member in rows:
            self.lines[line.pk] = line
            if member:
                self._listed[line.pk].append(member)

    @classmethod
    def load(cls) -> UnitIndex:
        """One query."""
        rows = Unit.objects.order_by("order", "name").values_list(*UnitLine._fields, "members__pk")
        return cls((UnitLine(*row[:-1]), row[-1]) for row in rows)

    def __iter__(self) -> Iterator[UnitLine]:
        return iter(self.lines.values())

    def __getitem__(self, pk: int) -> UnitLine:
        return self.lines[pk]

    @property
    def standing(self) -> UnitLine | None:
        return next((line for line in self if line.is_standing), None)

    def members(self, pk: int) -> tuple[int, ...]:
        """The active units that ``pk`` stands for: a group's members in the office's order, else the unit itself."""
        line = self.lines[pk]
        if line.kind != UnitKind.GROUP:
            return (pk,)
        wanted = SCOPE_KINDS.get(line.group_scope)
        listed = frozenset(self._listed[pk])
        return tuple(
            unit.pk for unit in self if unit.is_active and (unit.kind in wanted if wanted else unit.pk in listed)
        )

    def groups_of(self, pk: int) -> list[UnitLine]:
        """The groups in use that stand for ``pk``."""
        groups = (line for line in self if line.kind == UnitKind.GROUP and line.is_active and line.pk != pk)
        return [group for group in groups if pk in self.members(group.pk)]

    def reach(self, units: Iterable[int]) -> frozenset[int]:
        """``units`` and every group in use that stands for one of them."""
        own = frozenset(units)
        groups = (line.pk for line in self if line.kind == UnitKind.GROUP and line.is_active)
        return own | {group for group in groups if not own.isdisjoint(self.members(group))}
