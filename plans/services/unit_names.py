"""Units as plans name them: found again whatever the accents, dashes and stops of the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from plans.models import Unit, UnitKind, User
from plans.rules.text import fold
from plans.services import audit
from plans.services.part import sync_group_parts

MAX_NAME = 200
_KINDS = (
    (UnitKind.GROUP, r"^(?:cac|nhung|toan the|tat ca|moi)\b"),
    (UnitKind.LEADERSHIP, r"^(?:lanh dao|ban giam doc|giam doc|pho giam doc|thu truong co quan)\b"),
    (UnitKind.COUNCIL, r"^hoi dong\b"),
    (UnitKind.DIVISION, r"^(?:phong|van phong|thanh tra)\b"),
    (UnitKind.SUBORDINATE, r"^(?:trung tam|tt)\b"),
)


def match_units(names: Iterable[str]) -> dict[str, Unit | None]:
    """For each name the active unit it means, by name, short name or another way of writing; None where unknown.

    One query. The same letters with the same accents win over letters alone.
    """
    exact: dict[str, Unit] = {}
    loose: dict[str, Unit] = {}
    for unit in Unit.objects.active():
        for written in (unit.name, unit.short_name, *unit.aliases.splitlines()):
            if written.strip():
                exact.setdefault(written.strip(), unit)
                loose.setdefault(_key(written), unit)
    return {name: exact.get(name.strip()) or loose.get(_key(name)) for name in names}


def known_names() -> list[str]:
    """Every way in which a known unit is written, for a reader that parts names from each other. One query."""
    rows = Unit.objects.active().values_list("name", "short_name", "aliases")
    return [name for row in rows for name in (row[0], row[1], *row[2].splitlines()) if name.strip()]


def propose_kind(name: str) -> UnitKind:
    """What a unit that is not yet known seems to be; another office where nothing tells."""
    key = fold(name)
    return next((kind for kind, words in _KINDS if re.search(words, key)), UnitKind.EXTERNAL)


def create_units(*, kinds: Mapping[str, UnitKind], actor: User | None) -> dict[str, Unit]:
    """Make a unit of each name, of the kind agreed; runs inside the caller's transaction."""
    made: dict[str, Unit] = {}
    for name, kind in kinds.items():
        short = " ".join(name.split())[:MAX_NAME]
        unit, is_new = Unit.objects.get_or_create(name=short, defaults={"kind": kind})
        if is_new:
            audit.record(actor=actor, act="unit.create", obj=unit, note="Lập khi nhập kế hoạch")
        made[name] = unit
    if made:
        sync_group_parts()  # a new division belongs to the groups of plans under way as well
    return made


def _key(name: str) -> str:
    """Letters and figures alone: "Các phòng CM, NV" and "Các phòng CMNV" are one."""
    return re.sub(r"[^0-9a-z]", "", fold(name))
