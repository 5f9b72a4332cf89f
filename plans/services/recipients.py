"""Whom to tell about a unit: its contacts and its head, for all units in one query."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from plans.models import PositionGroup, Role, User


class Recipient(NamedTuple):
    """Somebody with an account who can be told."""

    pk: int
    name: str


class Recipients:
    """Contacts and heads by unit. The standing office and the leadership speak for their own unit without a holding."""

    def __init__(self) -> None:
        self._contacts: dict[int, dict[int, Recipient]] = defaultdict(dict)
        self._heads: dict[int, dict[int, Recipient]] = defaultdict(dict)

    @classmethod
    def load(cls) -> Recipients:
        found = cls()
        rows = User.objects.filter(is_active=True).order_by("person__sort_key", "username")
        for pk, username, name, unit, group, works, role, held_at in rows.values_list(
            "pk",
            "username",
            "person__full_name",
            "person__unit_id",
            "person__position_group",
            "person__is_active",
            "holdings__role",
            "holdings__unit_id",
        ):
            person = Recipient(pk, name or username)
            if role == Role.CONTACT and held_at:
                found._contacts[held_at][pk] = person
            elif role in (Role.STANDING, Role.LEADER) and unit:
                found._contacts[unit][pk] = person
            if group == PositionGroup.UNIT_LEADER and unit and works:
                found._heads[unit][pk] = person
        return found

    def contacts(self, unit: int) -> list[Recipient]:
        return list(self._contacts[unit].values()) if unit in self._contacts else []

    def heads(self, unit: int) -> list[Recipient]:
        """Who leads the unit and has an account."""
        return list(self._heads[unit].values()) if unit in self._heads else []

    def all_of(self, unit: int) -> list[Recipient]:
        """Contacts and head, each once."""
        return list({one.pk: one for one in (*self.contacts(unit), *self.heads(unit))}.values())
