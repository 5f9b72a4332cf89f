"""The lines of a decision: what they print of each, and the money that goes with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from awards.models import AgendaItem, Decision, DecisionLine, Recognition
from awards.rules.money import dotted, hundredths, reward
from awards.rules.rulebook import PERSON, UNIT, Rulebook
from awards.services.rulebook import current_rulebook
from plans.models import Office, Unit


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
    elif nomination.unit is not None:
        line.printed_about = _above(nomination.unit)
    line.achievement = nomination.achievement
    return line


def _above(unit: Unit) -> str:
    """What a collective belongs to: the unit above it, else the office; of the office itself the one above."""
    if unit.parent is not None:
        return unit.parent.name
    office = Office.objects.first() or Office()
    return office.name if unit.name != office.name else office.parent_heading


def whom(units: Iterable[int | None]) -> str:
    """Whom a decision names, by the unit of each line, none of a person: "tập thể, cá nhân" only where both are."""
    named = list(units)
    found = (("tập thể", any(named)), ("cá nhân", not all(named)))
    return ", ".join(words for words, there in found if there)


def first_of(line: DecisionLine) -> DecisionLine:
    """The line of the first decision, which a later one amends or revokes; itself where it changes none."""
    while line.changes is not None:
        line = line.changes
    return line


def money_day(decision: Decision, day: dt.date) -> dt.date:
    """Whose day chooses lương cơ sở: that of the decision, of an amending one still that of the first decision."""
    while decision.amends is not None:
        decision = decision.amends
        day = decision.issued_on or day
    return day


def corrections(line: DecisionLine) -> tuple[str, ...]:
    """What an amending line changes of the earlier one, "Sửa … “cũ” thành “mới”" each."""
    earlier = line.changes
    if earlier is None:
        return ()
    work = line.initiative_id is not None
    parts: list[tuple[str, str, str]] = [
        ("tên sáng kiến" if work else "tên", earlier.printed_name, line.printed_name),
        ("tác giả" if work else "chức vụ, đơn vị", _one_line(earlier.printed_about), _one_line(line.printed_about)),
        ("hình thức, danh hiệu", _honour(earlier), _honour(line)),
        ("nội dung thành tích", earlier.achievement, line.achievement),
    ]
    if work:
        scopes = dict(Recognition.Scope.choices)
        parts.append(("phạm vi hiệu quả", str(scopes.get(earlier.scope, "")), str(scopes.get(line.scope, ""))))
    elif line.amount is not None or earlier.amount is not None:
        parts.append(("tiền thưởng", _money(earlier), _money(line)))
    return tuple(_corrected(*part) for part in parts if part[1] != part[2])


def _corrected(what: str, old: str, new: str) -> str:
    if not old:
        return f"Bổ sung {what} “{new}”."
    return f"Sửa {what} “{old}” thành “{new}”." if new else f"Bỏ {what} “{old}”."


def _honour(line: DecisionLine) -> str:
    honour = line.title or line.commendation
    return honour.name if honour else ""


def _one_line(text: str) -> str:
    return ", ".join(part.strip() for part in text.splitlines() if part.strip())


def _money(line: DecisionLine) -> str:
    return "chưa xác định" if line.amount is None else f"{dotted(line.amount)} đồng"


def reckon(decision: Decision, lines: Iterable[DecisionLine], day: dt.date, book: Rulebook | None = None) -> None:
    """Mức thưởng and tiền thưởng of each line by lương cơ sở on ``day``; what nobody knows stays empty.

    A correction adds no money by itself: an amending decision takes the day of the first one.

    Which day's rate applies is not written in the law in force (award-law, section 7): the day of the decision.
    """
    told = book or current_rulebook()
    rows, day = list(lines), money_day(decision, day)
    decision.base_salary = None if any(line.initiative_id for line in rows) else told.base_salary(day)
    for line in rows:
        honour = line.title or line.commendation
        found = told.reward(honour.code, day) if honour else None
        multiple = found.multiple(PERSON if line.person_id else UNIT) if found else None
        line.multiple = hundredths(multiple) if multiple is not None else None
        known = line.multiple is not None and decision.base_salary is not None
        line.amount = reward(line.multiple or 0, decision.base_salary or 0) if known else None
