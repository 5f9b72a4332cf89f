"""The lines of a decision: what they print of each, and the money that goes with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from awards.models import AgendaItem, Decision, DecisionLine
from awards.rules.money import hundredths, reward
from awards.rules.rulebook import PERSON, UNIT, Rulebook
from awards.services.rulebook import current_rulebook


def line_of(decision: Decision, order: int, item: AgendaItem) -> DecisionLine:
    """A line from what a council carried; names, position and unit as they are printed."""
    line = DecisionLine(decision=decision, order=order, item=item)
    if item.initiative is not None:
        line.initiative, line.scope = item.initiative, item.scope
        line.printed_name = item.initiative.name[:500]
        line.printed_about = "\n".join(str(author) for author in item.initiative.authors.all())
        return line
    nomination = item.nomination
    if nomination is None:
        raise ValueError("an agenda item is of a nomination or of an initiative")
    line.nomination, line.kind = nomination, nomination.kind
    line.person, line.unit = nomination.person, nomination.unit
    line.title, line.commendation = nomination.title, nomination.commendation
    line.printed_name = str(nomination.subject)
    if nomination.person is not None:
        line.printed_about = ", ".join(filter(None, (nomination.person.position, nomination.person.unit.name)))
    line.achievement = nomination.achievement
    return line


def reckon(decision: Decision, lines: Iterable[DecisionLine], day: dt.date, book: Rulebook | None = None) -> None:
    """Mức thưởng and tiền thưởng of each line by lương cơ sở on ``day``; what nobody knows stays empty.

    Which day's rate applies is not written in the law in force (award-law, section 7): the day of the decision.
    """
    told = book or current_rulebook()
    rows = list(lines)
    decision.base_salary = None if any(line.initiative_id for line in rows) else told.base_salary(day)
    for line in rows:
        honour = line.title or line.commendation
        found = told.reward(honour.code, day) if honour else None
        multiple = found.multiple(PERSON if line.person_id else UNIT) if found else None
        line.multiple = hundredths(multiple) if multiple is not None else None
        known = line.multiple is not None and decision.base_salary is not None
        line.amount = reward(line.multiple or 0, decision.base_salary or 0) if known else None
