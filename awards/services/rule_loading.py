"""Bringing the rules of an office up to the seed of the software, after a migration.

A version of the seed that changed replaces the one that stood; one that the seed no longer has goes, and so do those
that it replaced. What an officer confirmed, corrected or added stays, and no line of the seed is put over its dates.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction

from awards.models import Rule, RuleVersion
from awards.rules.rulebook import read_seed
from emulation.models import AppliesTo, Commendation, Title
from emulation.services.catalogue import load_catalogues
from plans.models import LegalText
from plans.services import audit

TITLE, COMMENDATION = "title", "commendation"
_DAYS = ("effective_from", "effective_to")
_SAID = (
    *("aspect", "applies_to", *_DAYS, "status", "enforcement", "confidence", "content", "citation"),
    *("legal_text__code", "note"),
)
Values = tuple[Any, ...]
_log = logging.getLogger(__name__)


@dataclass
class Loaded:
    """What loading did, by the codes of rules, and how many versions of officers stood in the way of the seed."""

    added: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    kept: int = 0

    @property
    def words(self) -> str:
        """For the log of the software and its tests."""
        said = [
            f"thêm {len(self.added)} quy định ({', '.join(self.added)})" if self.added else "",
            f"cập nhật {len(self.renewed)} quy định ({', '.join(self.renewed)})" if self.renewed else "",
            f"giữ nguyên {self.kept} phiên bản cán bộ đã ghi" if self.kept else "",
        ]
        return "; ".join(filter(None, said)) or "quy định đã đúng bản của phần mềm"


class Stored(NamedTuple):
    """A version on file. ``by_office``: an officer wrote it; ``replaces`` is the key of the one that it replaced."""

    pk: int
    values: Values
    by_office: bool
    replaces: int | None


class Change(NamedTuple):
    """What a rule needs to say what the seed says: new lines, each with the key that it replaces, and keys to drop."""

    put: list[tuple[dict[str, Any], int | None]]
    drop: list[int]
    kept: int


@transaction.atomic
def load_rules() -> Loaded:
    """Bring the rules on file up to the seed; twice in a row does nothing more. Two queries when all is as it is."""
    done, stored = Loaded(), _stored()
    known = {
        code: (pk, name, order) for pk, code, name, order in Rule.objects.values_list("pk", "code", "name", "order")
    }
    fresh, links = not known, _Links()
    for order, told in enumerate(read_seed(), start=1):
        code = told["code"]
        if code not in known:
            rule = links.make(told, order)
            done.added.append(code)
            change = Change([(line, None) for line in told["versions"]], [], 0)
        else:
            pk, name, placed = known[code]
            rule = Rule(pk=pk, code=code, name=told["name"], order=order)
            if (name, placed) != (told["name"], order):
                rule.save(update_fields=["name", "order"])
            change = change_of(stored.get(pk, []), told["versions"])
            done.kept += change.kept
        if change.put or change.drop:
            _carry_out(rule, change, links)
            if code in known:
                done.renewed.append(code)
            if not fresh:
                _record(rule, change)
    if done.added or done.renewed:
        _log.info("%s", done.words)
    return done


def _stored() -> dict[int, list[Stored]]:
    found: dict[int, list[Stored]] = {}
    rows = RuleVersion.objects.order_by("pk").values_list("rule_id", "pk", "entered_by_id", "replaces_id", *_SAID)
    for rule, pk, entered_by, replaces, *values in rows:
        found.setdefault(rule, []).append(Stored(pk, tuple(values), entered_by is not None, replaces))
    return found


# -- What is to be done, without a database --------------------------------------------------------------------------


def change_of(stored: Sequence[Stored], lines: Iterable[dict[str, Any]]) -> Change:
    """What makes ``stored`` say what ``lines`` say, as far as officers left it to the software."""
    replaced = {one.replaces for one in stored}
    current = [one for one in stored if one.pk not in replaced]
    office = [one for one in current if one.by_office]
    # what an officer replaced was settled by the officer, and is not put back
    settled = [one.values for one in stored if one.pk in replaced and _ends_with_office(one, stored)]
    wanted = {id(line): _values(line) for line in lines}
    missing = [line for line in lines if wanted[id(line)] not in settled]
    missing = [line for line in missing if all(wanted[id(line)] != one.values for one in current)]
    stale = [one for one in current if not one.by_office and one.values not in wanted.values()]
    put: list[tuple[dict[str, Any], int | None]] = []
    kept = 0
    for line in missing:
        values = wanted[id(line)]
        partner = max(
            (one for one in stale if _fits(one.values, values)), key=lambda one: _near(one.values, values), default=None
        )
        if partner is not None:
            stale.remove(partner)
        if any(_overlap(one.values, values) for one in office):
            kept += 1
        else:
            put.append((line, partner.pk if partner else None))
    return Change(put, [pk for one in stale for pk in _with_replaced(one, stored)], kept)


def _ends_with_office(one: Stored, stored: Sequence[Stored]) -> bool:
    """Whether an officer's version took the place of this one, directly or later."""
    later = next((row for row in stored if row.replaces == one.pk), None)
    return later is not None and (later.by_office or _ends_with_office(later, stored))


def _with_replaced(one: Stored, stored: Sequence[Stored]) -> list[int]:
    """A version and those that it replaced, the newest first: none of them may come to life again."""
    before = next((row for row in stored if row.pk == one.replaces), None)
    return [one.pk, *(_with_replaced(before, stored) if before else [])]


def _values(line: dict[str, Any]) -> Values:
    """A line of the seed as the columns hold it; days are words in the seed."""
    days = {name: dt.date.fromisoformat(line[name]) if line[name] else None for name in _DAYS}
    return tuple({**line, **days, "legal_text__code": line["legal_text"] or None}[name] for name in _SAID)


def _fits(one: Values, other: Values) -> bool:
    """Whether both are of one aspect, for whom has somebody in common."""
    return bool(one[0] == other[0]) and (one[1] == other[1] or AppliesTo.BOTH in (one[1], other[1]))


def _near(one: Values, other: Values) -> tuple[bool, bool]:
    return one[1] == other[1], one[2] == other[2]


def _overlap(one: Values, other: Values) -> bool:
    """Whether both are in force on some day for somebody."""
    (begins, ends), (other_begins, other_ends) = one[2:4], other[2:4]
    return (
        _fits(one, other)
        and (begins or dt.date.min) <= (other_ends or dt.date.max)
        and (other_begins or dt.date.min) <= (ends or dt.date.max)
    )


# -- Doing it --------------------------------------------------------------------------------------------------------


class _Links:
    """The catalogues and legal texts that rules point at, read only where something is to be written."""

    def __init__(self) -> None:
        self._titles: dict[str, int] | None = None
        self._forms: dict[str, int] = {}
        self.texts: dict[str, int] = {}

    def read(self) -> None:
        if self._titles is None:
            load_catalogues()
            self._titles = dict(Title.objects.values_list("code", "pk"))
            self._forms = dict(Commendation.objects.values_list("code", "pk"))
            self.texts = dict(LegalText.objects.values_list("code", "pk"))

    def make(self, told: dict[str, Any], order: int) -> Rule:
        self.read()
        return Rule.objects.create(
            code=told["code"],
            name=told["name"],
            order=order,
            title_id=(self._titles or {})[told["code"]] if told["catalogue"] == TITLE else None,
            commendation_id=self._forms[told["code"]] if told["catalogue"] == COMMENDATION else None,
        )


def _carry_out(rule: Rule, change: Change, links: _Links) -> None:
    links.read()
    for pk in change.drop:
        RuleVersion.objects.filter(pk=pk).delete()
    RuleVersion.objects.bulk_create([_row(rule, line, links.texts, replaces) for line, replaces in change.put])


def _row(rule: Rule, line: dict[str, Any], texts: dict[str, int], replaces: int | None) -> RuleVersion:
    values = {name: value for name, value in line.items() if name != "legal_text"}
    values |= {name: dt.date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    text = texts[line["legal_text"]] if line["legal_text"] else None
    return RuleVersion(rule=rule, legal_text_id=text, replaces_id=replaces, **values)


def _record(rule: Rule, change: Change) -> None:
    """Said in the audit of an office whose rules were there before."""
    renewed = sum(replaces is not None for _, replaces in change.put)
    counts = {"thay": renewed, "thêm": len(change.put) - renewed, "bỏ": len(change.drop)}
    note = ", ".join(f"{words} {number} phiên bản" for words, number in counts.items() if number)
    if change.kept:
        note += f"; giữ nguyên {change.kept} phiên bản cán bộ đã ghi"
    audit.record(actor=None, act="rule.load", obj=rule, note=f"Theo bản phần mềm mới: {note}.")
