"""A campaign being written: its parts, its phases, its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from emulation.models import Campaign, CampaignFile, CampaignState, Phase, PhaseKind
from emulation.rules.launch import LaunchParts, doubts, missing_parts
from emulation.rules.phase import phase_faults
from plans.errors import DomainError
from plans.models import Role, Unit, User
from plans.permissions import rights_of
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.evidence import MOST_FILES, NewFile, keep_upload
from plans.services.locking import check_version, locked, use_submit_key

WORDS = (
    *("name", "kind", "launcher", "scope", "starts_on", "ends_on", "task"),
    *("source_number", "source_date", "source_from"),
    *("objective", "extent", "subjects", "contents", "measures", "review"),
    *("slogans", "reward_quota", "dossier_time"),
    *("basis", "recipients", "symbol", "signer_title", "signer_name"),
)
WHY_NOT = {
    CampaignState.DRAFT: "Phong trào còn đang soạn. Thường trực trình duyệt trước.",
    CampaignState.SUBMITTED: "Phong trào đang trình duyệt. Thường trực thu hồi, hoặc lãnh đạo trả lại, rồi mới sửa.",
    CampaignState.APPROVED: "Phong trào đã duyệt, chờ văn thư ghi số. Lãnh đạo trả lại thì mới sửa được.",
    CampaignState.LAUNCHED: "Phong trào đã phát động, nội dung theo văn bản đã ban hành, không sửa nữa.",
    CampaignState.CLOSED: "Phong trào đã tổng kết, chỉ còn để xem.",
    CampaignState.CANCELLED: "Phong trào đã dừng, chỉ còn để xem. Cần làm lại thì lập phong trào khác.",
}
PHASES_OPEN = (CampaignState.DRAFT, CampaignState.LAUNCHED)
REASON_WANTED = "Phong trào đã phát động. Ghi lý do đổi ngày của giai đoạn."
Spans = Mapping[str, tuple[dt.date | None, dt.date | None]]


@transaction.atomic
def create_campaign(
    *, actor: User, values: Mapping[str, Any], participants: Iterable[Unit], is_sample: bool = False, key: str = ""
) -> Campaign:
    """Lập phong trào: a draft of the standing office."""
    use_submit_key(actor, key)
    record = Campaign(prepared_by=actor, is_sample=is_sample, **{name: values[name] for name in WORDS})
    record.save()
    record.participants.set(participants)
    audit.record(actor=actor, act="campaign.create", obj=record, state_to=record.state)
    return record


@transaction.atomic
def edit_campaign(
    *,
    actor: User,
    campaign: Campaign,
    values: Mapping[str, Any],
    participants: Iterable[Unit],
    seen: int,
    key: str = "",
) -> Campaign:
    """Sửa phong trào while it is a draft. Phases that no longer lie in its time are refused in words."""
    use_submit_key(actor, key)
    record = locked(campaign)
    if record.state != CampaignState.DRAFT:
        raise DomainError(WHY_NOT[CampaignState(record.state)])
    units = list(participants)
    check_version(record, seen, {**values, "participants": units})
    for name in WORDS:
        setattr(record, name, values[name])
    spans = {phase.kind: (phase.opens_on, phase.closes_on) for phase in record.phases.all()}
    if faults := phase_faults(spans, record.starts_on, record.ends_on):
        raise DomainError(f"Giai đoạn {_named(faults)} nằm ngoài thời gian mới. Sửa các giai đoạn trước.")
    record.version += 1
    record.save()
    record.participants.set(units)
    audit.record(actor=actor, act="campaign.edit", obj=record)
    return record


@transaction.atomic
def save_phases(
    *, actor: User, campaign: Campaign, spans: Spans, reason: str = "", seen: int, key: str = ""
) -> Campaign:
    """Ghi các giai đoạn; of a launched campaign with a reason, which is audited."""
    use_submit_key(actor, key)
    record = locked(campaign)
    if record.state not in PHASES_OPEN:
        raise DomainError(WHY_NOT[CampaignState(record.state)])
    if record.state == CampaignState.LAUNCHED and not reason.strip():
        raise DomainError(REASON_WANTED)
    typed = {
        f"{kind}_{end}": day for kind, days in spans.items() for end, day in zip(("opens", "closes"), days, strict=True)
    }
    check_version(record, seen, typed)
    if faults := phase_faults(spans, record.starts_on, record.ends_on):
        raise DomainError(" ".join(f"{PhaseKind(kind).label}: {said}" for kind, said in faults.items()))
    kept = {phase.kind: phase for phase in record.phases.select_for_update()}
    before = {kind: [phase.opens_on, phase.closes_on] for kind, phase in kept.items()}
    for kind, (opens, closes) in spans.items():
        _save_phase(record, kept.get(kind), kind, opens, closes)
    record.version += 1
    record.save()
    audit.record(
        actor=actor,
        act="campaign.phases",
        obj=record,
        note=reason,
        detail={"before": before, "after": {kind: list(days) for kind, days in spans.items() if days[0]}},
    )
    return record


def _save_phase(
    campaign: Campaign, phase: Phase | None, kind: str, opens: dt.date | None, closes: dt.date | None
) -> None:
    if opens is None or closes is None:
        if phase is not None:
            phase.delete()
        return
    phase = phase or Phase(campaign=campaign, kind=kind)
    phase.opens_on, phase.closes_on = opens, closes
    phase.save()


@transaction.atomic
def add_files(*, actor: User, campaign: Campaign, files: Sequence[NewFile], key: str = "") -> list[CampaignFile]:
    """Keep files beside the campaign, all of them or none."""
    use_submit_key(actor, key)
    if len(files) > MOST_FILES:
        raise DomainError(f"Mỗi lần nộp nhiều nhất {MOST_FILES} tệp. Nộp làm nhiều lần.")
    found = []
    for file in files:
        stored = keep_upload(file, actor)
        found.append(CampaignFile.objects.create(campaign=campaign, file=stored, added_by=actor))
        audit.record(actor=actor, act="campaign.file", obj=campaign, note=stored.name, detail={"sha256": stored.sha256})
    return found


def restorable_by(user: User) -> Q:
    """The standing office keeps the files; others take out of the bin what they put there."""
    if rights_of(user).holds(Role.STANDING):
        return Q()
    return Q(added_by=user) | Q(removed_by=user)


FILE_KIND = bin_service.RemovableKind(
    slug="tep-phong-trao",
    label="Tệp phong trào thi đua",
    model=CampaignFile,
    title="file__name",
    task="campaign__task",
    restorable_by=restorable_by,
)


def parts_of(campaign: Campaign, phases: Sequence[Phase]) -> LaunchParts:
    """The campaign as the rule on launching reads it."""
    return LaunchParts(
        name=campaign.name,
        objective=campaign.objective,
        extent=campaign.extent,
        subjects=campaign.subjects,
        contents=campaign.contents,
        measures=campaign.measures,
        review=campaign.review,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        basis=campaign.basis,
        by_others=campaign.by_others,
        source_number=campaign.source_number,
        source_from=campaign.source_from,
        recipients=campaign.recipients,
        symbol=campaign.symbol,
        signer_title=campaign.signer_title,
        signer_name=campaign.signer_name,
        has_task=campaign.task_id is not None,
        has_midterm=any(phase.kind == PhaseKind.MIDTERM for phase in phases),
        has_phases=bool(phases),
    )


def what_is_missing(campaign: Campaign) -> list[str]:
    """What stands in the way of submitting and launching. One query."""
    return missing_parts(parts_of(campaign, list(campaign.phases.all())))


def what_to_look_at(campaign: Campaign) -> list[str]:
    """What is better looked at first; it stops nothing. One query."""
    return doubts(parts_of(campaign, list(campaign.phases.all())))


def _named(faults: Iterable[str]) -> str:
    return ", ".join(str(PhaseKind(kind).label).lower() for kind in faults)
