"""What a report knows of emulation: campaigns, registrations, pledges, examples, clusters, each with its keys. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from emulation.papers.report_honours import OfHonour

STANDINGS = {"over": "đã tổng kết", "running": "đang thực hiện", "past": "hết thời gian nhưng chưa tổng kết"}


class CampaignTold(NamedTuple):
    """A campaign that ran in the time. ``launched`` is its day where it lies in the time; ``standing`` is one of
    ``STANDINGS``.
    """

    pk: int
    name: str
    is_regular: bool
    launcher: str
    paper: str
    launched: dt.date | None
    standing: str


class Noted(NamedTuple):
    """A record that is told by words: a pledge, an example, a conference."""

    pk: int
    words: str


class ClusterTold(NamedTuple):
    """A year of a cluster; ``rank`` of ``members`` and the words of its paper once the result was told."""

    pk: int
    name: str
    organiser: str
    members: int
    rank: int | None
    paper: str


class ProposalTold(NamedTuple):
    """A proposal that followed from a cluster's result: what and for whom; granted, refused, or no answer yet."""

    pk: int
    words: str
    won: bool | None


@dataclass(frozen=True)
class EmulationTold:
    """What a report knows of emulation. ``aims`` and the registrations stand with keys of registrations.

    ``cluster_events`` are told by their days. ``campaigns_before`` is how many ran in the same days a year before; None
    where no campaign of that year is kept.
    """

    year: int
    as_of: dt.date
    campaigns: tuple[CampaignTold, ...] = ()
    campaigns_before: int | None = None
    people: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    aims: tuple[OfHonour, ...] = ()
    pledges: tuple[Noted, ...] = ()
    example_people: tuple[Noted, ...] = ()
    example_units: tuple[Noted, ...] = ()
    example_others: tuple[Noted, ...] = ()
    publicity: tuple[Noted, ...] = ()
    clusters: tuple[ClusterTold, ...] = ()
    cluster_events: tuple[Noted, ...] = ()
    proposals: tuple[ProposalTold, ...] = ()
