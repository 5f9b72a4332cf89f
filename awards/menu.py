"""The entries of awards in the left menu."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.urls import reverse

from plans.models import Plan, User
from plans.sockets import MenuEntry

Child = tuple[str, str, tuple[str, ...]]  # label, address of its page, the other addresses under it

_INITIATIVES: tuple[Child, ...] = ()
_AWARDS: tuple[Child, ...] = ()


def awards(_user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    """Sáng kiến and Khen thưởng."""
    return _entries()


@functools.cache
def _entries() -> tuple[MenuEntry, ...]:
    """The same for everybody, so they are made once in a process."""
    groups = (("Sáng kiến", "lightbulb", 50, _INITIATIVES), ("Khen thưởng", "award", 60, _AWARDS))
    return tuple(_entry(*group) for group in groups if group[3])


def _entry(label: str, icon: str, order: int, pages: tuple[Child, ...]) -> MenuEntry:
    children = tuple(MenuEntry(words, reverse(name), icon="", match=(name, *more)) for words, name, more in pages)
    match = tuple(name for child in children for name in child.match)
    return MenuEntry(label, children[0].url, icon=icon, order=order, match=match, children=children)
