"""Clusters, their years and proposals as pages, prints, search and the overview show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString

from emulation.models import Cluster, ClusterMember, ClusterProposal, ClusterYear, ProposalState
from emulation.rules.scoring import show_points
from plans.models import Plan, User
from plans.sockets import Card, CardQuestion, Figure, SearchHit, SearchSource
from plans.views.cells import choice_pill

Role = ClusterMember.Role
_PROPOSAL = {
    ProposalState.PREPARED: "idle",
    ProposalState.SENT: "await",
    ProposalState.GRANTED: "done",
    ProposalState.REFUSED: "off",
}
CYCLE = (
    "Bầu trưởng, phó của năm",
    "Ký giao ước thi đua",
    "Đăng ký chỉ tiêu",
    "Sơ kết giữa năm",
    "Tự chấm điểm, có minh chứng",
    "Chấm chéo, suy tôn",
    "Gửi hồ sơ đề nghị",
)


class YearLine(NamedTuple):
    """A year of a cluster with what stands in its rows."""

    pk: int
    year: int
    members: int
    head: str
    rank: str
    score: str
    proposals: int
    number: str
    is_sample: bool


class ProposalLine(NamedTuple):
    """A proposal in a list, its cells ready to show."""

    pk: int
    award: str
    subject: str
    cluster: str
    year: int
    year_pk: int
    state: str
    sent: str
    answered: str
    answer: str
    reason: str
    version: int

    @property
    def state_words(self) -> str:
        return str(ProposalState(self.state).label)


def proposal_pill(state: str) -> SafeString:
    """Đang chuẩn bị, đã gửi, được tặng, không được tặng."""
    return choice_pill(ProposalState(state), _PROPOSAL)


def rank_words(rank: int | None, members: int) -> str:
    """«2/8», empty where none was announced."""
    return f"{rank}/{members}" if rank else ""


def points_words(score: int | None) -> str:
    """Points as people write them, empty where there are none."""
    return show_points(score) if score is not None else ""


def with_figures(years: QuerySet[ClusterYear]) -> QuerySet[ClusterYear]:
    """Each year with its number of members, its head, and what the office was given."""
    own = ClusterMember.objects.filter(cluster_year=OuterRef("pk"), is_us=True)
    head = ClusterMember.objects.filter(cluster_year=OuterRef("pk"), role=Role.HEAD)
    everybody = ClusterMember.objects.filter(cluster_year=OuterRef("pk")).order_by().values("cluster_year")
    kept = ClusterProposal.objects.filter(cluster_year=OuterRef("pk"), removed_at=None).order_by()
    counted = kept.values("cluster_year").annotate(n=Count("pk"))
    sent = counted.filter(state=ProposalState.SENT)
    return years.annotate(
        n_members=Subquery(everybody.annotate(n=Count("pk")).values("n")),
        head=Subquery(head.values("name")[:1]),
        rank=Subquery(own.values("rank")[:1]),
        score=Subquery(own.values("score")[:1]),
        n_proposals=Subquery(counted.values("n")),
        n_sent=Subquery(sent.values("n")),
    )


def year_lines(years: QuerySet[ClusterYear]) -> list[YearLine]:
    """One query."""
    columns = ("pk", "year", "n_members", "head", "rank", "score", "n_proposals", "result_number", "is_sample")
    return [
        YearLine(
            pk=pk,
            year=year,
            members=members or 0,
            head=head or "",
            rank=rank_words(rank, members or 0),
            score=points_words(score),
            proposals=proposals or 0,
            number=number,
            is_sample=sample,
        )
        for pk, year, members, head, rank, score, proposals, number, sample in with_figures(years).values_list(*columns)
    ]


def proposal_lines(proposals: Any) -> list[ProposalLine]:
    """One query."""
    rows = proposals.values(
        *("pk", "title__name", "commendation__name", "subject", "cluster_year__cluster__name", "cluster_year__year"),
        *("cluster_year_id", "state", "sent_number", "sent_on", "answered_on", "answer", "reason", "version"),
    )
    return [
        ProposalLine(
            pk=row["pk"],
            award=row["title__name"] or row["commendation__name"],
            subject=row["subject"],
            cluster=row["cluster_year__cluster__name"],
            year=row["cluster_year__year"],
            year_pk=row["cluster_year_id"],
            state=row["state"],
            sent=_dated(row["sent_number"], row["sent_on"]),
            answered=f"{row['answered_on']:%d/%m/%Y}" if row["answered_on"] else "",
            answer=row["answer"],
            reason=row["reason"],
            version=row["version"],
        )
        for row in rows
    ]


def _dated(number: str, day: dt.date | None) -> str:
    return f"{number}, ngày {day:%d/%m/%Y}" if number and day else f"ngày {day:%d/%m/%Y}" if day else number


# -- Sockets ---------------------------------------------------------------------------------------------------------


def clusters_to_search(user: User) -> Iterable[SearchSource]:  # noqa: ARG001 - everybody sees them
    """Clusters and blocs by name."""
    yield SearchSource(
        kind="Cụm, khối thi đua",
        icon="network",
        rows=Cluster.objects.all(),
        text="name",
        columns=("name", "kind", "in_use"),
        hit=_hit,
        order=("kind", "name"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=row["name"],
        url=reverse("emulation:cluster", args=[row["pk"]]),
        detail=str(Cluster.Kind(row["kind"]).label),
        badge="" if row["in_use"] else "Không còn tham gia",
    )


def cluster_card(user: User, plan: Plan, today: dt.date) -> CardQuestion:  # noqa: ARG001 (the shape of the socket)
    """Where the office stands in each cluster of the plan's year, and what waits for an answer. One question."""
    years = ClusterYear.objects.filter(Q(year=plan.year), cluster__in_use=True).order_by(
        "cluster__kind", "cluster__name"
    )
    figured: Any = with_figures(years)
    columns = ("pk", "year", "cluster__kind", "cluster__organiser", "rank", "n_members", "n_sent")
    return CardQuestion((figured.values_list(*columns),), _cluster_cards)


def _cluster_cards(answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none where the year of no cluster was opened."""
    figures, waiting, address = [], 0, ""
    for pk, year, kind, organiser, rank, members, sent in answers[0]:
        name = f"{Cluster.Kind(kind).label} ({Cluster.Organiser(organiser).label})"
        words = f"xếp hạng, {name}" if rank else f"chưa xếp hạng, {name}"
        figures.append(
            Figure(rank_words(rank, members or 0) or "–", words, reverse("emulation:cluster_year", args=[pk]))
        )
        waiting += sent or 0
        address = f"{reverse('emulation:proposal_list')}?tinh-trang={ProposalState.SENT}&nam={year}"
    if figures:
        figures.append(Figure(str(waiting), "đề nghị chờ trả lời", address))
        yield Card("Cụm, khối thi đua", tuple(figures), url=reverse("emulation:cluster_list"))
