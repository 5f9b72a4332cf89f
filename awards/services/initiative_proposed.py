"""What is proposed to the council on initiatives: those whose scoring is closed, each with what its sheets came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from awards.models import Initiative, InitiativeCriterion, InitiativePoint, InitiativeScore, InitiativeState
from awards.rules.initiative_score import Measure, Spread, outcome, spread, total_of
from plans.services.together import together


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


def proposed_to_council(initiatives: QuerySet[Initiative]) -> list[Proposed]:
    """Those of ``initiatives`` that are scored and no decision names yet, the highest mean first. Two queries."""
    rows = initiatives.filter(state=InitiativeState.SCORED, removed_at__isnull=True)
    records = list(rows.select_related("unit", "call__sheet"))
    sheets, measures = _scored(records)
    found = []
    for record in records:
        given, sheet = sheets.get(record.pk, []), record.call.sheet if record.call else None
        faults = outcome(measures.get(sheet.pk, []), given, sheet.pass_mark).faults if sheet and given else ()
        wide = spread([total_of(one) for one in given], sheet.spread_flag) if sheet else None
        found.append(Proposed(record, record.result or 0, bool(record.passed), faults, wide, len(given)))
    return sorted(found, key=lambda one: (-one.mean, one.initiative.pk))


def _scored(records: Sequence[Initiative]) -> tuple[dict[int, list[dict[int, int]]], dict[int, list[Measure]]]:
    """The sheets of each initiative as points by criterion; the criteria of each score sheet."""
    scores = InitiativeScore.objects.filter(initiative__in=[record.pk for record in records]).order_by("pk")
    points = InitiativePoint.objects.filter(score__in=scores.order_by().values("pk")).order_by("score_id")
    asked = {record.call.sheet_id for record in records if record.call}
    criteria = InitiativeCriterion.objects.filter(sheet__in=asked).order_by("order", "pk")
    given, told, of_sheets = together(
        [
            scores.values_list("initiative_id", "pk"),
            points.values_list("score_id", "criterion_id", "points"),
            criteria.values_list("sheet_id", "pk", "name", "most", "least"),
        ]
    )
    by_score: dict[int, dict[int, int]] = {score: {} for _, score in given}
    for score, criterion, number in told:
        by_score[score][criterion] = number
    sheets: dict[int, list[dict[int, int]]] = {}
    for initiative, score in given:
        sheets.setdefault(initiative, []).append(by_score[score])
    measures: dict[int, list[Measure]] = {}
    for sheet, *values in of_sheets:
        measures.setdefault(sheet, []).append(Measure(*values))
    return sheets, measures
