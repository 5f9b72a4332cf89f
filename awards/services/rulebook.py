"""The rules of an office, read as the rule book that engines ask."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from awards.models import Aspect, Rule, RuleVersion
from awards.rules.rulebook import Entry, Rulebook, Version
from plans.services.together import together

TITLE, COMMENDATION, GENERAL = "title", "commendation", ""
_FIELDS = ("aspect", "applies_to", "effective_from", "effective_to", "status", "enforcement", "confidence", "content")
_NAMES = ("code", *_FIELDS, "citation", "legal_text", "note", "pk")
_COLUMNS = ("rule__code", *_FIELDS, "citation", "legal_text__code", "note", "pk")


def current_rulebook() -> Rulebook:
    """The versions that no later one replaced, with the corrections of the office. One query."""
    return rulebook_of(*together(rulebook_asked()))


def rulebook_asked() -> list[QuerySet[Any, Any]]:
    """The questions of the book, for who asks others in the same query (``plans.services.together``)."""
    rules = Rule.objects.order_by("order").values_list(
        *("code", "name", "order", "title_id", "title__name", "title__applies_to"),
        *("commendation__name", "commendation__applies_to"),
    )
    versions = RuleVersion.objects.current().order_by("pk").annotate(told=Cast("content", TextField()))
    return [rules, versions.values_list(*("told" if name == "content" else name for name in _COLUMNS))]


def rulebook_of(rules: Iterable[tuple[Any, ...]], versions: Iterable[tuple[Any, ...]]) -> Rulebook:
    """The book of the answers to ``rulebook_asked``."""
    entries = [
        Entry(
            code,
            title_name or name or own,
            TITLE if title else COMMENDATION if name else GENERAL,
            title_applies or applies or "both",
            order,
        )
        for code, own, order, title, title_name, title_applies, name, applies in rules
    ]
    place = _NAMES.index("content")
    read = ((*row[:place], json.loads(row[place]), *row[place + 1 :]) for row in versions)
    return Rulebook.from_versions(entries, [_version(row) for row in read])


def _version(row: tuple[Any, ...]) -> Version:
    values = dict(zip(_NAMES, row, strict=True))
    return Version(**values | {"legal_text": values["legal_text"] or ""})


def general_rule(code: str, on: dt.date) -> Version | None:
    """A rule for all awards as it stands on a day, where the whole book is not needed. One query."""
    rows = RuleVersion.objects.in_force(on).filter(rule__code=code, aspect=Aspect.GENERAL)
    found = rows.order_by("effective_from", "pk").values_list(*_COLUMNS).last()
    return _version(found) if found else None
