"""What a version of a rule says, as fields: who decides, the dossier, the money, a share, the figures of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms

from awards.forms.rule_fields import DOCUMENTS, value_field
from awards.models import Aspect
from awards.rules.condition_kinds import CHOICE
from awards.rules.condition_words import DECIMAL, SHARE, TEXT, figures, with_figures
from awards.rules.words import COUNCILS

PREFIX = "nd_"


@dataclass(frozen=True)
class Known:
    """What the form needs to know: under which aspect, for whom, what was said before, and what may be chosen."""

    aspect: str
    applies_to: str
    content: Mapping[str, Any]
    awards: tuple[tuple[str, str], ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    whom: tuple[tuple[str, str], ...] = ()  # for whom a new version may be; empty where that is settled
    names: Mapping[str, str] = field(default_factory=dict)
    begins: bool = False  # whether it must say from which day on it holds


class Part(NamedTuple):
    """A value of the content."""

    name: str
    label: str
    kind: str
    required: bool = False


_PARTS: dict[str, tuple[Part, ...]] = {
    Aspect.AUTHORITY: (
        Part("decides", "Người quyết định", TEXT, required=True),
        Part("proposes", "Người đề nghị", TEXT),
        Part("via", "Trình qua", TEXT),
    ),
    Aspect.DOSSIER: (
        Part("documents", "Giấy tờ phải có", DOCUMENTS, required=True),
        Part("any_of", "Một trong các giấy tờ", DOCUMENTS),
    ),
    Aspect.REWARD: (
        Part("individual", "Mức nhân, cá nhân", DECIMAL),
        Part("individual_max", "Mức nhân cao nhất, cá nhân", DECIMAL),
        Part("collective", "Mức nhân, tập thể", DECIMAL),
    ),
    Aspect.CAP: (Part("value", "Tỷ lệ tối đa", SHARE),),
    Aspect.VOTE: (Part("min_share", "Tỷ lệ phiếu ít nhất", SHARE), Part("at", "Tại hội đồng", CHOICE)),
}
_COUNCIL_CHOICES = (
    ("", "Hội đồng của Sở"),
    *((key, f"{word[:1].upper()}{word[1:]}") for key, word in COUNCILS.items()),
)


def content_fields(known: Known) -> dict[str, tuple[forms.Field, Any]]:
    """By name, each field and the value before; none for a standard, whose conditions are rows."""
    if known.aspect == Aspect.STANDARD:
        return {}
    parts = _PARTS.get(known.aspect)
    if parts is None:
        return {
            f"{PREFIX}{number}": (value_field(one.kind, one.label), one.value)
            for number, one in enumerate(_figures(known))
        }
    return {f"{PREFIX}{one.name}": (_part_field(one, known), known.content.get(one.name)) for one in parts}


def _part_field(one: Part, known: Known) -> forms.Field:
    choices = known.documents if one.kind == DOCUMENTS else _COUNCIL_CHOICES
    return value_field(one.kind, one.label, required=one.required, choices=choices)


def content_of(known: Known, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what was typed; a value taken away is none, not an empty one."""
    parts = _PARTS.get(known.aspect)
    if parts is None:
        typed = {one.path: _stored(cleaned[f"{PREFIX}{number}"]) for number, one in enumerate(_figures(known))}
        return with_figures(known.content, typed)
    made = dict(known.content)
    for one in parts:
        value = _stored(cleaned[f"{PREFIX}{one.name}"])
        if value not in (None, "", []):
            made[one.name] = value
        elif one.name in made:
            made[one.name] = None
    if known.aspect == Aspect.VOTE and made.get("min_share"):
        made.setdefault("of", "all_members")
    return {name: value for name, value in made.items() if value is not None or name in ("value", "min_share")}


def _figures(known: Known) -> Iterable[Any]:
    content = known.content or {"text": ""}
    return figures(content, lambda code: known.names.get(code, code))


def _stored(value: Any) -> Any:
    """As the content keeps it: decimals as words, so that they stay exact."""
    return str(value) if isinstance(value, Decimal) else value
