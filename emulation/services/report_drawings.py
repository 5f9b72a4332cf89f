"""What emulation says in a report: campaigns, registrations, pledges, examples and clusters. One query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from emulation.models import (
    KNOWN,
    SENT_STATES,
    Aim,
    Campaign,
    CampaignKind,
    CampaignPaper,
    CampaignState,
    Cluster,
    ClusterMember,
    ClusterProposal,
    ClusterYear,
    ModelExample,
    PaperKind,
    Pledge,
    ProposalState,
    Publicity,
    Registration,
)
from emulation.papers.report_facts import CampaignTold, ClusterTold, EmulationTold, Noted, ProposalTold
from emulation.papers.report_honours import OfHonour, quoted
from emulation.papers.report_words import emulation_sentences
from plans.models import Event, EventState, PaperState
from plans.rules.official import short_date
from plans.rules.report_line import Drawn
from plans.services.together import together
from plans.sockets import ReportQuestion

Rows = QuerySet[Any, Any]
Found = list[tuple[Any, ...]]
Days = tuple[dt.date, dt.date]
HONOUR = ("title__name", "title__order", "commendation__name", "commendation__order")


def emulation_drawings(question: ReportQuestion) -> Iterator[Drawn]:
    """Sentences about campaigns, registrations, pledges, examples and clusters."""
    yield from emulation_sentences(emulation_told(question))


def emulation_told(question: ReportQuestion) -> EmulationTold:
    """What happened in the report's days and was known on its cut-off. One query."""
    days, then = question.days, question.days_before
    of_aims = Aim.objects.filter(registration__in=registrations_in(days)).order_by("pk")
    answers = together(
        (
            campaigns_in(days),
            _campaigns_of(then[0].year),
            registrations_in(days).order_by("pk").values_list("pk", "unit"),
            of_aims.values_list("registration", "registration__unit", *HONOUR),
            pledges_in(days),
            examples_in(days),
            _publicity(days),
            _clusters(question.span.last.year),
            _cluster_events(days),
            _proposals(days),
        )
    )
    campaigns, before, registered, aims, pledges, examples, publicity, clusters, events, proposals = answers
    return EmulationTold(
        year=question.span.last.year,
        as_of=days[1],
        campaigns=tuple(_campaign(row, days) for row in campaigns),
        campaigns_before=_running_then(before, then),
        people=tuple(pk for pk, unit in registered if unit is None),
        units=tuple(pk for pk, unit in registered if unit is not None),
        aims=tuple(honour_row(pk, unit, named) for pk, unit, *named in aims),
        pledges=tuple(Noted(pk, f"{name} (ký ngày {short_date(day)})") for pk, name, day in pledges),
        example_people=tuple(Noted(pk, name) for pk, name, person, _ in examples if person),
        example_units=tuple(Noted(pk, name) for pk, name, _, unit in examples if unit),
        example_others=tuple(Noted(pk, name) for pk, name, person, unit in examples if not (person or unit)),
        publicity=tuple(Noted(pk, f"“{name}” ({place}, ngày {short_date(day)})") for pk, name, place, day in publicity),
        clusters=tuple(_cluster(row, days) for row in clusters),
        cluster_events=tuple(Noted(pk, short_date(day)) for pk, day in events),
        proposals=tuple(_proposal(row, days[1]) for row in proposals),
    )


def campaigns_in(days: Days) -> Rows:
    """The campaigns that ran between two days and were launched until the second, as ``_campaign`` takes them."""
    first, last = days
    finals = CampaignPaper.objects.filter(campaign=OuterRef("pk"), kind=PaperKind.FINAL, state=PaperState.ISSUED)
    rows: Rows = Campaign.objects.filter(state__in=KNOWN, issued_on__lte=last, starts_on__lte=last, ends_on__gte=first)
    rows = rows.annotate(final_on=Subquery(finals.values("issued_on")[:1])).order_by("starts_on", "pk")
    return rows.values_list(
        *("pk", "name", "kind", "launcher", "scope", "number", "issued_on", "starts_on", "ends_on", "state", "final_on")
    )


def honour_row(pk: int, unit: int | None, honour: Sequence[Any]) -> OfHonour:
    """A row with the columns of ``HONOUR``, for a collective where it has a unit."""
    title, order, form, form_order = honour
    is_title = title is not None
    return OfHonour(pk, is_title, unit is not None, (order if is_title else form_order) or 0, title or form or "")


def _campaigns_of(year: int) -> Rows:
    rows: Rows = Campaign.objects.filter(state__in=KNOWN).of_year(year)
    return rows.order_by("pk").values_list("issued_on", "starts_on", "ends_on")


def _running_then(rows: Found, days: Days) -> int | None:
    """How many ran in the same days a year before, launched until the last; None where none of that year is kept."""
    if not rows:
        return None
    first, last = days
    launched = [(starts, ends) for issued, starts, ends in rows if issued is not None and issued <= last]
    return len([starts for starts, ends in launched if starts <= last and ends >= first])


def registrations_in(days: Days) -> QuerySet[Registration]:
    """What was registered in these days, for people and for units."""
    return Registration.objects.filter(state__in=SENT_STATES, sent_at__date__range=days)


def pledges_in(days: Days) -> Rows:
    """The pledges signed in these days."""
    rows: Rows = Pledge.objects.filter(signed_on__range=days).order_by("signed_on", "pk")
    return rows.values_list("pk", "name", "signed_on")


def examples_in(days: Days) -> Rows:
    """Examples have a year and no day: they count on the day on which they were written down."""
    rows: Rows = ModelExample.objects.kept().filter(
        Q(campaign=None) | Q(campaign__state__in=KNOWN),
        year__range=(days[0].year, days[1].year),
        created_at__date__range=days,
    )
    return rows.order_by("name", "pk").values_list("pk", "name", "person", "unit")


def _publicity(days: Days) -> Rows:
    rows: Rows = Publicity.objects.filter(on__range=days, example__removed_at=None)
    return rows.order_by("on", "pk").values_list("pk", "example__name", "place", "on")


def _clusters(year: int) -> Rows:
    own = ClusterMember.objects.filter(cluster_year=OuterRef("pk"), is_us=True)
    rows: Rows = ClusterYear.objects.filter(year=year).annotate(
        number=Count("members"), our_rank=Subquery(own.values("rank")[:1])
    )
    columns = ("pk", "cluster__name", "cluster__organiser", "number", "our_rank", "result_number", "result_date")
    return rows.order_by("cluster__kind", "cluster__name", "pk").values_list(*columns)


def _cluster_events(days: Days) -> Rows:
    held = Event.objects.kept().filter(state=EventState.HELD, starts_on__range=days)
    rows: Rows = held.filter(pk__in=ClusterYear.events.through.objects.values("event"))
    return rows.order_by("starts_on", "pk").values_list("pk", "starts_on")


def _proposals(days: Days) -> Rows:
    sent = ClusterProposal.objects.kept().filter(sent_on__range=days).exclude(state=ProposalState.PREPARED)
    columns = ("pk", "title__name", "commendation__name", "subject", "state", "answered_on")
    return sent.order_by("sent_on", "pk").values_list(*columns)


def _campaign(row: tuple[Any, ...], days: Days) -> CampaignTold:
    pk, name, kind, launcher, _, number, issued, _, ends, state, final_on = row
    if state == CampaignState.CLOSED and final_on is not None and final_on <= days[1]:
        standing = "over"
    else:
        standing = "running" if ends >= days[1] else "past"
    return CampaignTold(
        pk,
        name,
        is_regular=kind == CampaignKind.REGULAR,
        launcher=launcher,
        paper=f"Kế hoạch số {number}" if number else "",
        launched=issued if days[0] <= issued else None,
        standing=standing,
    )


def _cluster(row: tuple[Any, ...], days: Days) -> ClusterTold:
    pk, name, organiser, members, rank, number, day = row
    told = day is not None and days[0] <= day <= days[1]
    paper = ", ".join(filter(None, (number, f"công bố ngày {short_date(day)}"))) if told else ""
    label = f"do {Cluster.Organiser(organiser).label} tổ chức"
    return ClusterTold(pk, name, label, members or 0, rank if told else None, paper)


def _proposal(row: tuple[Any, ...], until: dt.date) -> ProposalTold:
    pk, title, form, subject, state, answered_on = row
    answered = state in (ProposalState.GRANTED, ProposalState.REFUSED) and answered_on <= until
    won = state == ProposalState.GRANTED if answered else None
    honour = quoted(title or form, is_title=title is not None)
    return ProposalTold(pk, f"{honour} cho {subject}", won)
