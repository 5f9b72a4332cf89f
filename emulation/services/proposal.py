"""Proposals that follow from a cluster's result: prepared, sent, answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from emulation.models import ClusterProposal, ClusterYear, ProposalState
from emulation.services.cluster import demand
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.way import Way

WHY_NOT = {
    ProposalState.PREPARED: "Đề nghị đang chuẩn bị, chưa gửi. Ghi số, ngày văn bản gửi trước.",
    ProposalState.SENT: "Đề nghị đã gửi, đang chờ trả lời. Ghi nhầm thì bấm “Ghi lại” để đưa về đang chuẩn bị.",
    ProposalState.GRANTED: "Đề nghị đã có kết quả: được tặng. Ghi nhầm thì bấm “Ghi lại”.",
    ProposalState.REFUSED: "Đề nghị đã có kết quả: không được tặng. Ghi nhầm thì bấm “Ghi lại”.",
}
_WAY = Way[ClusterProposal](WHY_NOT)
FIELDS = ("title", "commendation", "subject", "reason")


@transaction.atomic
def save_proposal(
    *,
    actor: User,
    record: ClusterYear,
    proposal: ClusterProposal | None,
    values: Mapping[str, Any],
    seen: int = 0,
    key: str = "",
) -> ClusterProposal:
    """Prepare a proposal of a year (None) or correct one that has not been sent."""
    use_submit_key(actor, key)
    demand(actor)
    if (values["title"] is None) == (values["commendation"] is None):
        raise DomainError("Chọn một danh hiệu hoặc một hình thức khen thưởng.")
    if proposal is None:
        found = ClusterProposal(cluster_year=record, made_by=actor)
    else:
        found = _opened(actor, proposal, seen, values)
        _WAY.require(found, ProposalState.PREPARED)
        found.version += 1
    for name in FIELDS:
        setattr(found, name, values[name])
    found.save()
    audit.record(actor=actor, act="proposal.create" if proposal is None else "proposal.change", obj=found)
    return found


@transaction.atomic
def send_proposal(
    *, actor: User, proposal: ClusterProposal, number: str, day: dt.date, seen: int, key: str = ""
) -> ClusterProposal:
    """Đã gửi: number and day of the letter."""
    use_submit_key(actor, key)
    found = _opened(actor, proposal, seen, {"sent_number": number, "sent_on": day})
    found.sent_number, found.sent_on = number, day
    _WAY.moved(found, actor, "proposal.send", found.send, number)
    return found


@transaction.atomic
def answer_proposal(
    *,
    actor: User,
    proposal: ClusterProposal,
    granted: bool,
    answer: str,
    day: dt.date,
    seen: int,
    key: str = "",
) -> ClusterProposal:
    """Được tặng, or not; ``answer`` names the decision or the reason."""
    use_submit_key(actor, key)
    found = _opened(actor, proposal, seen, {"answer": answer, "answered_on": day})
    if found.sent_on and day < found.sent_on:
        raise DomainError(f"Ngày trả lời ở trước ngày gửi {found.sent_on:%d/%m/%Y}. Sửa lại.")
    if not granted and not answer.strip():
        raise DomainError("Ghi lý do không được tặng, hoặc văn bản trả lời.")
    found.answer, found.answered_on = answer, day
    act, transition = ("proposal.grant", found.grant) if granted else ("proposal.refuse", found.refuse)
    _WAY.moved(found, actor, act, transition, answer)
    return found


@transaction.atomic
def step_back(*, actor: User, proposal: ClusterProposal, seen: int, key: str = "") -> ClusterProposal:
    """Written down by mistake: not answered yet, or not sent yet."""
    use_submit_key(actor, key)
    found = _opened(actor, proposal, seen, {})
    if found.state == ProposalState.SENT:
        note, found.sent_number, found.sent_on = found.sent_number, "", None
        _WAY.moved(found, actor, "proposal.call_back", found.call_back, note)
    else:
        note, found.answer, found.answered_on = found.answer, "", None
        _WAY.moved(found, actor, "proposal.reopen", found.reopen, note)
    return found


@transaction.atomic
def remove_proposal(*, actor: User, proposal: ClusterProposal, key: str = "") -> None:
    """Put one that was not sent into the bin."""
    demand(actor)
    bin_service.remove(record=proposal, actor=actor, key=key)


def why_kept(proposal: ClusterProposal) -> str:
    """Why a proposal must stay; empty where nothing hinders."""
    if proposal.state == ProposalState.PREPARED:
        return ""
    return "Đề nghị đã gửi nên không bỏ được. Ghi nhầm thì bấm “Ghi lại” để đưa về đang chuẩn bị rồi bỏ."


def _restorable_by(user: User) -> Q:
    if user.has_perm("emulation.keep_cluster"):
        return Q()
    return Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="de-nghi-cum-khoi",
    label="Đề nghị từ cụm, khối",
    model=ClusterProposal,
    title="subject",
    restorable_by=_restorable_by,
    why_kept=why_kept,
)


def _opened(actor: User, proposal: ClusterProposal, seen: int, typed: Mapping[str, Any]) -> ClusterProposal:
    demand(actor)
    found = locked(proposal)
    check_version(found, seen, dict(typed))
    if found.removed_at is not None:
        raise DomainError("Đề nghị này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")
    return found
