"""Clusters, their years, proposals and model examples for tests; the catalogues and clusters come with the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from emulation.models import (
    Cluster,
    ClusterMember,
    ClusterProposal,
    ClusterYear,
    Commendation,
    ModelExample,
    ProposalState,
    Publicity,
    Title,
)
from plans.models import LegalText, User
from plans.services.files import store_file
from tests.factory import Cast

if TYPE_CHECKING:
    from tests.web.world import World

Role = ClusterMember.Role
SENT_ON, ANSWERED_ON = dt.date(2026, 11, 18), dt.date(2026, 11, 20)
MEMBERS = (("Sở Tài chính", Role.HEAD), ("Văn phòng UBND tỉnh", Role.DEPUTY), ("Sở Ngoại vụ", Role.MEMBER))


def make_cluster_year(
    *, code: str = "KHOI_TMTH", year: int = 2026, members: Sequence[tuple[str, str]] = MEMBERS, **values: Any
) -> ClusterYear:
    """A year of one of the clusters every office starts with; the last member is the office itself."""
    made = ClusterYear.objects.create(cluster=Cluster.objects.get(code=code), year=year, **values)
    for order, (name, role) in enumerate(members, start=1):
        us = order == len(members)
        ClusterMember.objects.create(cluster_year=made, order=order, name=name, role=role, is_us=us)
    return made


def make_proposal(
    record: ClusterYear, user: User, *, state: str = ProposalState.PREPARED, **values: Any
) -> ClusterProposal:
    """The flag of the province proposed for the office, moved on to ``state``."""
    defaults: dict[str, Any] = {"title": Title.objects.get(code="CO_TINH"), "subject": "Sở Ngoại vụ"}
    proposal = ClusterProposal(cluster_year=record, made_by=user, **{**defaults, **values})
    if state != ProposalState.PREPARED:
        proposal.sent_number, proposal.sent_on = "45/SNgV-VP", SENT_ON
        proposal.send()
    if state in (ProposalState.GRANTED, ProposalState.REFUSED):
        proposal.answer, proposal.answered_on = "Quyết định 900/QĐ-UBND", ANSWERED_ON
        (proposal.grant if state == ProposalState.GRANTED else proposal.refuse)()
    proposal.save()
    return proposal


def make_example(user: User, name: str = "Số hoá hồ sơ lễ tân", **values: Any) -> ModelExample:
    """A model example of 2026."""
    defaults: dict[str, Any] = {"year": 2026, "story": "Rút ngắn thời gian chuẩn bị đoàn."}
    return ModelExample.objects.create(name=name, made_by=user, **{**defaults, **values})


def make_publicity(example: ModelExample, place: str = "Báo Lạng Sơn", **values: Any) -> Publicity:
    """Where an example was told."""
    return Publicity.objects.create(example=example, place=place, **values)


def make_legal_text(number: str = "7/2020/NĐ-CP", **values: Any) -> LegalText:
    """A decree that lapsed at the end of June 2025."""
    defaults: dict[str, Any] = {
        "code": number,
        "kind": LegalText.Kind.DECREE,
        "effective_from": dt.date(2020, 1, 1),
        "effective_to": dt.date(2025, 6, 30),
        "confidence": "A",
    }
    return LegalText.objects.create(number=number, **{**defaults, **values})


def add_cluster(world: World) -> None:
    """A year with a proposal in each state, an example with a file, a line of each catalogue, a legal text."""
    cast: Cast = world.cast
    rules = store_file(data=b"%PDF-1.7", name="quy-che.pdf", content_type="application/pdf", user=cast.standing)
    record = make_cluster_year(rules_file=rules)
    example = make_example(cast.standing)
    example.files.add(rules)
    world.records |= {
        "cluster": record.cluster,
        "cluster_year": record,
        "rules_slug": "quy-che",
        "result_slug": "ket-qua",
        "proposal": make_proposal(record, cast.standing),
        "sent_proposal": make_proposal(record, cast.standing, state=ProposalState.SENT),
        "title": Title.objects.get(code="LDTT"),
        "commendation": Commendation.objects.get(code="GK"),
        "example": example,
        "example_file": rules,
        "publicity": make_publicity(example),
        "legal_text": LegalText.objects.get(code="LAW_2022"),
    }
