"""What is proposed to the council on initiatives: those whose scoring is closed, each with what its sheets came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from awards.models import Initiative, InitiativeCall, InitiativeState
from awards.rules.initiative_score import Measure, Spread, outcome, spread, total_of
from awards.services.initiative_reading import authors_of
from awards.services.initiative_scoring import points_of


class Proposed(NamedTuple):
    """One initiative before the council. ``faults`` say which mark or minimum it misses; ``mean`` is in hundredths."""

    initiative: Initiative
    mean: int
    passes: bool
    faults: Sequence[str]
    spread: Spread | None
    sheets: int

    @property
    def note(self) -> str:
        """What is proposed to the council, in the words of who closed the scoring."""
        return self.initiative.result_note


def proposed_to_council(call: InitiativeCall) -> list[Proposed]:
    """The scored initiatives of a call that no decision names yet, the highest mean first. Five queries."""
    rows = Initiative.objects.filter(call=call, state=InitiativeState.SCORED, removed_at__isnull=True)
    records = list(rows.select_related("unit").prefetch_related(authors_of(), "scores"))
    criteria = call.sheet.criteria.order_by("order", "pk").values_list("pk", "name", "most", "least")
    measures = [Measure(*row) for row in criteria]
    points = points_of(one.pk for record in records for one in record.scores.all())
    found = []
    for record in records:
        sheets = [points[one.pk] for one in record.scores.all()]
        faults = outcome(measures, sheets, call.sheet.pass_mark).faults if sheets else ()
        wide = spread([total_of(one) for one in sheets], call.sheet.spread_flag)
        found.append(Proposed(record, record.result or 0, bool(record.passed), faults, wide, len(sheets)))
    return sorted(found, key=lambda one: (-one.mean, one.initiative.pk))
