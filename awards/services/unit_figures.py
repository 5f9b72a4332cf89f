"""What awards say of one unit in its contribution to a report: initiatives, dossiers sent, awards granted.

Counted is what the unit itself handed in and what was decided; how a dossier fared in appraisal, holds and discipline
come into no figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from awards.models import WorkKind
from awards.services.report_drawings import granted_in, proposed_in, received_in, recognised_in
from emulation.papers.report_honours import OfHonour
from emulation.services.report_drawings import HONOUR, honour_row
from emulation.services.unit_figures import honour_figures
from plans.services.together import together
from plans.sockets import ReportQuestion, UnitFigure

Rows = QuerySet[Any, Any]
Found = list[tuple[Any, ...]]
OF_SUBJECT = ("pk", "unit", "person__unit", *HONOUR)
RIGHT = "awards.work_with_unit"
_WORKS = "Sáng kiến, đề tài"
_KINDS = ((WorkKind.INITIATIVE, "Sáng kiến được công nhận"), (WorkKind.RESEARCH, "Đề tài được công nhận"))
_PROPOSED = UnitFigure("Hồ sơ đề nghị đã trình", "nomination", (), "Đề nghị khen thưởng", RIGHT)
_GIVEN = UnitFigure("Khen thưởng đã có quyết định", "award", (), "Đã được khen thưởng", RIGHT)


def award_unit_figures(question: ReportQuestion, units: frozenset[int]) -> Mapping[int, list[UnitFigure]]:
    """What each unit and its people handed in, proposed and were given in the report's days. One query."""
    days = question.days
    ours = Q(unit__in=units) | Q(person__unit__in=units)
    received, recognised, proposed, granted = together(
        (
            received_in(days).filter(unit__in=units).values_list("pk", "unit"),
            recognised_in(days)
            .filter(initiative__unit__in=units)
            .values_list("initiative", "initiative__unit", "initiative__kind"),
            proposed_in(days).filter(ours).values_list(*OF_SUBJECT),
            granted_in(days).filter(ours).values_list(*OF_SUBJECT),
        )
    )
    sent, given = _by_unit(proposed), _by_unit(granted)
    return {
        unit: [
            *_works(unit, received, recognised),
            *honour_figures(sent[unit], "Hồ sơ đề nghị {which} cho {whom}", _PROPOSED),
            *_granted(given[unit]),
        ]
        for unit in units
    }


def _works(unit: int, received: Found, recognised: Found) -> Iterator[UnitFigure]:
    """Initiatives handed in and recognised, and research, which the law counts apart."""
    own = [pk for pk, of in received if of == unit]
    yield UnitFigure("Sáng kiến đã nộp", "initiative", tuple(own), _WORKS, RIGHT)
    for kind, words in _KINDS:
        found = tuple(dict.fromkeys(pk for pk, of, its in recognised if (of, its) == (unit, kind)))
        if found or kind == WorkKind.INITIATIVE:
            yield UnitFigure(words, "initiative", found, _WORKS)


def _granted(rows: Iterable[OfHonour]) -> Iterator[UnitFigure]:
    """What collectives were given is public in the office; what people were given is for who works with them."""
    every = list(rows)
    words = "{which} đã tặng cho {whom}"
    people = [row for row in every if not row.is_unit]
    own = [row for row in every if row.is_unit]
    if own:
        yield from honour_figures(own, words, replace(_GIVEN, right=""))
    if people or not own:
        yield from honour_figures(people, words, _GIVEN)


def _by_unit(rows: Found) -> dict[int, list[OfHonour]]:
    found: dict[int, list[OfHonour]] = defaultdict(list)
    for pk, unit, home, *honour in rows:
        found[unit or home].append(honour_row(pk, unit, honour))
    return found
