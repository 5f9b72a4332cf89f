"""Figures of campaigns for their reports: registrations, scores and examples, as the records have them now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from emulation.models import (
    KNOWN,
    SENT_STATES,
    Aim,
    Campaign,
    CampaignKind,
    CampaignState,
    Launcher,
    ModelExample,
    Registration,
    ScoreSheet,
    SheetState,
)
from emulation.papers.campaign_review import (
    Aimed,
    CampaignLine,
    Example,
    Ranked,
    ReviewFigures,
    SpanFigures,
    campaign_blocks,
)
from emulation.rules.scoring import Place, rank_words, show_points
from emulation.services.campaign_document import paper_words, source_words
from emulation.services.campaign_way import PARTICIPATING
from plans.models import Unit
from plans.papers.content import Block
from plans.rules.official import short_date
from plans.services.together import together

TITLE = "Kết quả phong trào thi đua"
MOST_EXAMPLES = 50
Rows = QuerySet[Any, Any]


def figures_of(campaign: Campaign) -> ReviewFigures:
    """Everything the reports of one campaign count. One query, however many rows."""
    examples = _example_rows(ModelExample.objects.filter(campaign=campaign))
    questions = (_taking_part(campaign), _registered(campaign), _aims(campaign), _sheets(campaign), examples)
    taking_part, registered, aims, sheets, found = together(questions)
    people, units, targets = registered[0] if registered else (0, 0, 0)
    named, every = taking_part[0] if taking_part else (0, 0)
    launched = paper_words(campaign)
    if campaign.by_others and campaign.source_number:
        launched = f"{source_words(campaign)}, {launched}" if launched else source_words(campaign)
    return ReviewFigures(
        launched_by=launched,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        taking_part=named or every,
        registered_people=people,
        registered_units=units,
        aims=tuple(_aimed(aims)),
        targets=targets,
        ranking=tuple(_ranked(sheets)),
        sheets=len(sheets),
        closed_sheets=sum(sheet[0] == SheetState.CLOSED for sheet in sheets),
        examples=tuple(Example(name, field, where or "") for name, field, where in found),
    )


def _taking_part(campaign: Campaign) -> Rows:
    """How many units are named, and how many take part where none is."""
    whole = Unit.objects.order_by().annotate(whole=Value(1)).values("whole")
    return whole.annotate(
        named=Count("pk", filter=Q(campaigns=campaign), distinct=True),
        every=Count("pk", filter=Q(is_active=True, kind__in=PARTICIPATING), distinct=True),
    ).values_list("named", "every")


def _registered(campaign: Campaign) -> Rows:
    """Registrations of people and of units, and their targets."""
    whole = registrations_of(campaign).order_by().annotate(whole=Value(1)).values("whole")
    return whole.annotate(
        people=Count("pk", filter=Q(person__isnull=False), distinct=True),
        units=Count("pk", filter=Q(unit__isnull=False), distinct=True),
        goals=Count("targets", distinct=True),
    ).values_list("people", "units", "goals")


def _sheets(campaign: Campaign) -> Rows:
    """Every sheet of the campaign, in the order of the ranks."""
    rows = ScoreSheet.objects.filter(table__campaign=campaign).annotate(who=Coalesce("unit__name", "person__full_name"))
    return rows.order_by("rank", "who").values_list("state", "rank", "who", "own_total", "final_total")


def registrations_of(campaign: Campaign) -> QuerySet[Registration]:
    """What was registered for the campaign: in its own rounds; a regular one's also in the rounds of its years."""
    belongs = Q(round__campaign=campaign)
    if campaign.kind == CampaignKind.REGULAR and campaign.launcher == Launcher.OFFICE:
        years = range(campaign.starts_on.year, campaign.ends_on.year + 1)
        belongs |= Q(round__campaign__isnull=True, round__year__in=list(years))
    return Registration.objects.filter(belongs, state__in=SENT_STATES)


def _aims(campaign: Campaign) -> Rows:
    """What was aimed at, by title and by commendation."""
    named = ("title__name", "title__order", "commendation__name", "commendation__order")
    rows = Aim.objects.filter(registration__in=registrations_of(campaign)).order_by().values(*named)
    counted: Rows = rows.annotate(
        people=Count("pk", filter=Q(registration__person__isnull=False)),
        units=Count("pk", filter=Q(registration__unit__isnull=False)),
    ).values_list(*named, "people", "units")
    return counted


def _aimed(rows: Iterable[tuple[Any, ...]]) -> Iterable[Aimed]:
    """Titles first, then commendations, each in the order of its catalogue."""
    found = [
        (not title, place or other_place, Aimed(title or commendation, bool(title), people, units))
        for title, place, commendation, other_place, people, units in rows
    ]
    return (aim for _, _, aim in sorted(found, key=lambda one: (one[0], one[1], one[2].name)))


def _ranked(sheets: Iterable[tuple[Any, ...]]) -> Iterable[Ranked]:
    """Closed sheets with their ranks; who shares a rank is told so."""
    closed = [sheet for sheet in sheets if sheet[0] == SheetState.CLOSED and sheet[1]]
    shared = Counter(sheet[1] for sheet in closed)
    for _, rank, who, own, final in closed:
        yield Ranked(rank_words(Place(rank, shared[rank] > 1)), who, show_points(own), show_points(final))


def _example_rows(rows: Any) -> Rows:
    placed = rows.kept().annotate(where=Coalesce("unit__name", "person__unit__name")).order_by("name", "pk")
    found: Rows = placed.values_list("name", "field", "where")[:MOST_EXAMPLES]
    return found


def examples_of(rows: Any) -> tuple[Example, ...]:
    """Model examples as reports list them. One query."""
    return tuple(Example(name, field, where or "") for name, field, where in _example_rows(rows))


# -- The report of campaigns of any time ------------------------------------------------------------------------------


def span_figures(first: dt.date, last: dt.date) -> SpanFigures:
    """What happened with the campaigns that ran between two days. Four queries."""
    running = list(
        Campaign.objects.filter(state__in=KNOWN, starts_on__lte=last, ends_on__gte=first).order_by("starts_on", "pk")
    )
    sent = Registration.objects.filter(state__in=SENT_STATES, sent_at__date__range=(first, last))
    registered = sent.aggregate(
        people=Count("pk", filter=Q(person__isnull=False)), units=Count("pk", filter=Q(unit__isnull=False))
    )
    sheets = ScoreSheet.objects.filter(
        table__campaign__isnull=False, state=SheetState.CLOSED, closed_at__date__range=(first, last)
    )
    examples = ModelExample.objects.filter(
        Q(campaign__in=[one.pk for one in running]) | Q(campaign=None, year__range=(first.year, last.year))
    )
    return SpanFigures(
        campaigns=tuple(_line(one) for one in running),
        launched=sum(one.issued_on is not None and first <= one.issued_on <= last for one in running),
        closed=sum(one.state == CampaignState.CLOSED and one.ends_on <= last for one in running),
        regular=sum(one.kind == CampaignKind.REGULAR for one in running),
        thematic=sum(one.kind == CampaignKind.THEMATIC for one in running),
        registered_people=registered["people"],
        registered_units=registered["units"],
        closed_sheets=sheets.count(),
        examples=examples_of(examples) if running else (),
    )


def _line(campaign: Campaign) -> CampaignLine:
    number = f"số {campaign.number}" if campaign.number else ""
    day = f"ngày {short_date(campaign.issued_on)}" if campaign.issued_on else ""
    return CampaignLine(
        name=campaign.name,
        launcher=str(campaign.get_launcher_display()),
        kind=str(campaign.get_kind_display()),
        time=f"{short_date(campaign.starts_on)}\nđến {short_date(campaign.ends_on)}",
        paper=" ".join(filter(None, (number, day))),
        state=str(campaign.get_state_display()),
    )


def campaign_section(first: dt.date, last: dt.date) -> tuple[str, tuple[Block, ...]]:
    """Kết quả phong trào thi đua between two days: heading and blocks of its report."""
    return TITLE, tuple(campaign_blocks(span_figures(first, last)))
