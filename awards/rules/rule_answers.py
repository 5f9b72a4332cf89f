"""What versions of a rule answer beside the standard: who decides, the dossier, the money, largest share, votes.

Pure. Each is made of the one version in force on the day asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awards.rules.rulebook import Version

PERSON, UNIT = "person", "unit"


@dataclass(frozen=True)
class DocumentNeed:
    """A document that a dossier asks for; of those with the same ``any_of`` one is enough."""

    code: str
    name: str
    form: str
    confidence: str
    any_of: str = ""


@dataclass(frozen=True)
class Authority:
    """Who decides, who proposes, through whom."""

    decides: str
    proposes: str
    via: str
    citation: str
    confidence: str


@dataclass(frozen=True)
class Reward:
    """Money as a multiple of the base salary of the day of the decision; None: not known."""

    individual: Decimal | None
    collective: Decimal | None
    citation: str
    confidence: str
    individual_confidence: str

    def multiple(self, kind: str) -> Decimal | None:
        return self.individual if kind == PERSON else self.collective


@dataclass(frozen=True)
class Cap:
    """A largest share or number; None: none in the law, or not known (see ``note``)."""

    value: str | None
    citation: str
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class Vote:
    """The share of votes asked for, of which members, at which council; None: no share found in the law."""

    min_share: Fraction | None
    base: str
    at: str
    citation: str
    confidence: str
    enforcement: str
    note: str = ""


def needs_of(found: Version, names: Mapping[str, Any], forms: Mapping[str, Any]) -> list[DocumentNeed]:
    """The documents in their order. ``forms`` are those of the day; how sure each is, is how sure the list is."""
    groups = [(code, "") for code in found.content.get("documents", ())]
    groups += [(code, "1") for code in found.content.get("any_of", ())]
    return [
        DocumentNeed(
            code, names.get(code, {}).get("name", code), forms.get(code, {}).get("form", ""), found.confidence, group
        )
        for code, group in groups
    ]


def authority_of(found: Version) -> Authority:
    """Who decides by a version."""
    decides, proposes, via = (str(found.content.get(name) or "") for name in ("decides", "proposes", "via"))
    return Authority(decides, proposes, via, found.citation, found.confidence)


def reward_of(found: Version) -> Reward:
    """The money by a version."""
    said = found.content
    alone = said.get("individual") or said.get("individual_max")
    return Reward(
        individual=Decimal(alone) if alone else None,
        collective=Decimal(said["collective"]) if said.get("collective") else None,
        citation=found.citation,
        confidence=found.confidence,
        individual_confidence=said.get("individual_confidence") or found.confidence,
    )


def cap_of(found: Version) -> Cap:
    """The largest share by a version."""
    return Cap(found.content.get("value"), found.citation, found.confidence, found.note)


def vote_of(found: Version) -> Vote:
    """The votes asked for by a version."""
    said, share = found.content, found.content.get("min_share")
    return Vote(
        min_share=Fraction(share) if share else None,
        base=said.get("of") or "",
        at=said.get("at") or "",
        citation=found.citation,
        confidence=found.confidence,
        enforcement=found.weight,
        note=found.note,
    )
