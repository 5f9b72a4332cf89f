"""The rule book: every version of every rule with its dates, source and weight; pure, made of the seed or of rows.

Every question names the day that governs it: for what a dossier must fulfil and hold that is the day on which it was
received for appraisal (Luật 06/2026/QH16 Điều 4), for money the day of the decision.

Content of a version by aspect:

* ``standard``: ``{"prerequisites": condition or null, "warnings": [condition], "fallback": bool}``; a condition is
  ``{"all_of": [...]}``, ``{"any_of": [...]}`` (both may carry ``"route"``) or an atom of ``awards.rules.atoms``.
* ``authority``: ``decides``, ``proposes``, ``via``. ``dossier``: ``documents``, ``any_of``. ``reward``: ``individual``,
  ``collective``, ``individual_max`` as decimal words, ``individual_confidence``. ``vote``: ``min_share`` as "4/5",
  ``of``, ``at``. ``cap``: ``value``. ``general`` and ``parameter``: ``text`` and the parameters of the rule.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from awards.rules.findings import BLOCK, WARN
from awards.rules.grammar import Node, parse
from awards.rules.rule_answers import (
    PERSON,
    UNIT,
    Authority,
    Cap,
    DocumentNeed,
    Reward,
    Vote,
    authority_of,
    cap_of,
    needs_of,
    reward_of,
    vote_of,
)

__all__ = [
    "APPLIES",
    "CONFIRMED",
    "MEMORY",
    "PERSON",
    "READ",
    "SEED",
    "UNIT",
    "Authority",
    "Cap",
    "DocumentNeed",
    "Entry",
    "Reward",
    "Rulebook",
    "Version",
    "Vote",
    "read_seed",
]

SEED = Path(__file__).resolve().parent.parent / "seed" / "award_rules.json"
APPLIES = {PERSON: ("individual", "both"), UNIT: ("collective", "both")}
CONFIRMED, READ, MEMORY = "confirmed", "A", "C"
_DAYS = ("effective_from", "effective_to")


@dataclass(frozen=True, eq=False)
class Version:
    """One version of what a rule says under one aspect; without dates it holds as long as the text that it cites."""

    code: str
    aspect: str
    applies_to: str = "both"
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    status: str = "unconfirmed"
    enforcement: str = WARN
    confidence: str = MEMORY
    content: Mapping[str, Any] = field(default_factory=dict)
    citation: str = ""
    legal_text: str = ""
    note: str = ""
    pk: int | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it is in force on ``day``; the last day is inclusive."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)

    @functools.cached_property
    def condition(self) -> Node | None:
        """What a standard asks for; None where its words are not known."""
        told = self.content.get("prerequisites")
        return parse(told) if told else None

    @functools.cached_property
    def doubts(self) -> tuple[Node, ...]:
        """What a standard may ask for: it warns and never blocks."""
        return tuple(parse(part) for part in self.content.get("warnings") or ())

    def for_kind(self, kind: str) -> bool:
        return self.applies_to in APPLIES[kind]

    @functools.cached_property
    def weight(self) -> str:
        """What a finding against it does: only a confirmed wording that was read may block."""
        if self.enforcement == BLOCK and (self.status != CONFIRMED or self.confidence != READ):
            return WARN
        return self.enforcement


@dataclass(frozen=True)
class Entry:
    """A rule: of an award (``catalogue`` title or commendation), or a general one."""

    code: str
    name: str
    catalogue: str = ""
    applies_to: str = "both"
    order: int = 100


class Rulebook:
    """All versions, found by rule, aspect and day."""

    def __init__(self, entries: Iterable[Entry], versions: Iterable[Version]) -> None:
        self.entries = {one.code: one for one in entries}
        self._versions: dict[tuple[str, str], list[Version]] = {}
        self._bases: dict[str, tuple[str, ...]] = {}
        self._answers: dict[tuple[str, str, str, dt.date | None], Version | None] = {}
        for one in versions:
            self._versions.setdefault((one.code, one.aspect), []).append(one)
        for rows in self._versions.values():
            rows.sort(key=lambda one: one.effective_from or dt.date.min)

    @classmethod
    def from_seed(cls) -> Rulebook:
        """As the reference has it, nothing corrected by an office."""
        return _seeded()

    @classmethod
    def from_versions(cls, entries: Iterable[Entry], versions: Iterable[Version]) -> Rulebook:
        """Of the rows of an office: those that no correction replaced."""
        return cls(entries, versions)

    def bases(self, code: str) -> tuple[str, ...]:
        """The awards that the standards of an award rest on."""
        if code not in self._bases:
            told = [one.content.get("prerequisites") for one in self.versions(code, "standard")]
            self._bases[code] = tuple(dict.fromkeys(_named(told)))
        return self._bases[code]

    def versions(self, code: str, aspect: str) -> list[Version]:
        """All of a rule under an aspect, the oldest first."""
        return self._versions.get((code, aspect), [])

    def version(self, code: str, aspect: str, *, kind: str = "", on: dt.date | None = None) -> Version | None:
        """The one in force on ``on`` (without a day: the latest) for a kind of subject; its own before "both"."""
        asked = (code, aspect, kind, on)
        if asked not in self._answers:
            found = [one for one in self.versions(code, aspect) if not kind or one.for_kind(kind)]
            if on is not None:
                found = [one for one in found if one.holds(on)]
            own = [one for one in found if kind and one.applies_to != "both"]
            self._answers[asked] = next(reversed(own or found), None)
        return self._answers[asked]

    def name(self, code: str) -> str:
        return self.entries[code].name if code in self.entries else code

    def is_title(self, code: str) -> bool:
        """Whether it is of the list of titles; otherwise it is of the list of commendations."""
        return code in self.entries and self.entries[code].catalogue == "title"

    def codes_for(self, kind: str) -> list[str]:
        """The awards for people or for collectives, in the order of the catalogues."""
        fit = (one for one in self.entries.values() if one.catalogue and one.applies_to in APPLIES[kind])
        return [one.code for one in sorted(fit, key=lambda one: (one.order, one.code))]

    def awards(self) -> list[str]:
        """All awards of both catalogues, in their order."""
        found = (one for one in self.entries.values() if one.catalogue)
        return [one.code for one in sorted(found, key=lambda one: (one.order, one.code))]

    def general(self, code: str, on: dt.date) -> Version | None:
        """A rule for all awards, such as R10, as it stands on a day."""
        return self.version(code, "general", on=on)

    def parameter(self, code: str, *, on: dt.date | None = None) -> Version | None:
        return self.version(code, "parameter", on=on)

    def authority(self, code: str, on: dt.date) -> Authority | None:
        found = self.version(code, "authority", on=on)
        return authority_of(found) if found else None

    def dossier(self, code: str, kind: str, on: dt.date) -> list[DocumentNeed]:
        """The documents for a person or a unit, in their order; a form is told only while its text is in force."""
        if not (found := self.version(code, "dossier", kind=kind, on=on)):
            return []
        names, forms = (self.parameter("DOCUMENTS", on=day) for day in (None, on))
        called, printed = (told.content["documents"] if told else {} for told in (names, forms))
        return needs_of(found, called, printed)

    def reward(self, code: str, on: dt.date) -> Reward | None:
        found = self.version(code, "reward", on=on)
        return reward_of(found) if found else None

    def base_salary(self, on: dt.date) -> int | None:
        """Lương cơ sở on a day; None where no version covers it."""
        found = self.parameter("BASE_SALARY", on=on)
        return int(found.content["amount"]) if found else None

    def cap(self, code: str, on: dt.date) -> Cap | None:
        found = self.version(code, "cap", on=on)
        return cap_of(found) if found else None

    def vote(self, code: str, on: dt.date) -> Vote | None:
        found = self.version(code, "vote", on=on)
        return vote_of(found) if found else None


def _named(part: Any) -> Iterator[str]:
    """The codes in the atoms that ask for other awards."""
    if isinstance(part, list):
        for one in part:
            yield from _named(one)
    elif isinstance(part, Mapping):
        for name, told in part.items():
            if name in ("award", "prior_award") and isinstance(told, Mapping):
                yield from (told[key] for key in ("code", "alt") if key in told)
            else:
                yield from _named(told)


@functools.cache
def _seeded() -> Rulebook:
    told = read_seed()
    entries = [
        Entry(rule["code"], rule["name"], rule["catalogue"], rule["applies_to"], order)
        for order, rule in enumerate(told, start=1)
    ]
    return Rulebook(entries, (_version(rule["code"], line) for rule in told for line in rule["versions"]))


def read_seed() -> list[dict[str, Any]]:
    """The rules of the seed, in their order."""
    rules: list[dict[str, Any]] = json.loads(SEED.read_text(encoding="utf-8"))["rules"]
    return rules


def _version(code: str, line: dict[str, Any]) -> Version:
    begins, ends = (dt.date.fromisoformat(line[name]) if line[name] else None for name in _DAYS)
    rest = {name: value for name, value in line.items() if name not in _DAYS}
    return Version(code=code, effective_from=begins, effective_to=ends, **rest)
