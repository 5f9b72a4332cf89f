"""The rules of an office: loaded from the seed after a migration, and read as the rule book that engines ask."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from awards.models import Rule, RuleVersion
from awards.rules.rulebook import Entry, Rulebook, Version, read_seed
from emulation.models import Commendation, Title
from emulation.services.catalogue import load_catalogues
from plans.models import LegalText

TITLE, COMMENDATION, GENERAL = "title", "commendation", ""
_FIELDS = ("aspect", "applies_to", "effective_from", "effective_to", "status", "enforcement", "confidence", "content")
_NAMES = ("code", *_FIELDS, "citation", "legal_text", "note", "pk")
_COLUMNS = ("rule__code", *_FIELDS, "citation", "legal_text__code", "note", "pk")


def current_rulebook() -> Rulebook:
    """The versions that no later one replaced, with the corrections of the office. Two queries."""
    rules = Rule.objects.order_by("order").values_list(
        *("code", "name", "order", "title_id", "title__name", "title__applies_to"),
        *("commendation__name", "commendation__applies_to"),
    )
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
    rows = RuleVersion.objects.current().order_by("pk").values_list(*_COLUMNS)
    return Rulebook.from_versions(entries, [_version(row) for row in rows])


def _version(row: tuple[Any, ...]) -> Version:
    values = dict(zip(_NAMES, row, strict=True))
    return Version(**values | {"legal_text": values["legal_text"] or ""})


@transaction.atomic
def load_rules() -> int:
    """Add the rules of the seed that are missing by code, with their versions; returns how many rules.

    What the office confirmed or corrected stays. One query when nothing is missing.
    """
    known = set(Rule.objects.values_list("code", flat=True))
    missing = [(order, rule) for order, rule in enumerate(read_seed(), start=1) if rule["code"] not in known]
    if not missing:
        return 0
    load_catalogues()
    titles, forms = (dict(model.objects.values_list("code", "pk")) for model in (Title, Commendation))
    texts = dict(LegalText.objects.values_list("code", "pk"))
    for order, rule in missing:
        made = Rule.objects.create(
            code=rule["code"],
            name=rule["name"],
            order=order,
            title_id=titles[rule["code"]] if rule["catalogue"] == TITLE else None,
            commendation_id=forms[rule["code"]] if rule["catalogue"] == COMMENDATION else None,
        )
        RuleVersion.objects.bulk_create([_row(made, line, texts) for line in rule["versions"]])
    return len(missing)


def _row(rule: Rule, line: dict[str, Any], texts: dict[str, int]) -> RuleVersion:
    """A line of the seed as a version; days are words in the seed."""
    values = {name: value for name, value in line.items() if name != "legal_text"}
    for name in ("effective_from", "effective_to"):
        values[name] = dt.date.fromisoformat(values[name]) if values[name] else None
    return RuleVersion(rule=rule, legal_text_id=texts[line["legal_text"]] if line["legal_text"] else None, **values)
