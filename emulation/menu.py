"""The entry of emulation in the left menu."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from plans.models import Plan, User
from plans.sockets import MenuEntry

# label, address of its page, the other addresses under it
_CHILDREN: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


def emulation(_user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    """Thi đua: campaigns, registrations, clusters, model examples, catalogues."""
    children = tuple(MenuEntry(label, reverse(name), icon="", match=(name, *more)) for label, name, more in _CHILDREN)
    if children:
        yield MenuEntry(
            "Thi đua",
            children[0].url,
            icon="flag",
            order=40,
            match=tuple(name for child in children for name in child.match),
            children=children,
        )
