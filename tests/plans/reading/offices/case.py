"""A plan as text with its right reading in short form.

A task is (no, period, due, title, units, conditional); units are "L:" lead, "C:" coordinate, "P:" perform.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    year: int | None = 2026
    number: str | None = None
    issued_on: str | None = None
    agency: str | None = None
    parent: str | None = None
    title: str | None = None
    tasks: list[tuple[Any, ...]] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signer_title: str | None = None
    signer: str | None = None
    remainder: tuple[str, ...] = ()
