"""The buttons that lead to the next acts on a record: what a person may do with it in its present state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model
from django.urls import reverse

from plans.models import User


@dataclass(frozen=True)
class Step:
    """A button that leads to an act."""

    label: str
    url: str
    icon: str
    primary: bool = True


class StepFor(NamedTuple):
    """A step for whoever holds ``right``; ``name`` is that of its address."""

    right: str
    label: str
    name: str
    icon: str
    primary: bool


def steps_among(user: User, offered: Iterable[StepFor], record: Model, *, place: Sequence[object] = ()) -> list[Step]:
    """Those of ``offered`` that ``user`` may take with ``record``, in their order: the main one last.

    Their addresses name ``record`` by its key, unless ``place`` says what they hold.
    """
    return [
        Step(one.label, reverse(one.name, args=place or [record.pk]), one.icon, one.primary)
        for one in offered
        if user.has_perm(one.right, record)
    ]
