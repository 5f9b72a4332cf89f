"""Minh chứng of a score sheet's lines: kept byte for byte, and put into the bin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from emulation.models import Criterion, Proof, ScoreLine, ScoreSheet, SheetState
from emulation.services.self_score import own_part
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.evidence import MOST_FILES, NewFile, keep_upload
from plans.services.locking import use_submit_key


@transaction.atomic
def add_proofs(
    *,
    sheet: ScoreSheet,
    criterion: Criterion,
    actor: User,
    files: Sequence[NewFile],
    today: dt.date,
    reason: str = "",
    key: str = "",
) -> list[Proof]:
    """Keep files as proof of one line; all of them or none."""
    use_submit_key(actor, key)
    record = own_part(sheet, actor, today, reason=reason)
    if len(files) > MOST_FILES:
        raise DomainError(f"Mỗi lần nộp nhiều nhất {MOST_FILES} tệp. Nộp làm nhiều lần, hoặc gộp thành một tệp PDF.")
    line = ScoreLine.objects.get_or_create(sheet=record, criterion=criterion)[0]
    found = [Proof.objects.create(line=line, file=keep_upload(file, actor), added_by=actor) for file in files]
    for one in found:
        detail = {"criterion": criterion.pk, "sha256": one.file.sha256, "reason": reason}
        audit.record(actor=actor, act="proof.add", obj=record, note=one.file.name, detail=detail)
    return found


@transaction.atomic
def remove_proof(*, proof: Proof, actor: User, today: dt.date, reason: str = "", key: str = "") -> None:
    """Put a proof into the bin, while the unit may change its sheet."""
    use_submit_key(actor, key)
    own_part(proof.line.sheet, actor, today, reason=reason)
    bin_service.remove(record=proof, actor=actor)


def why_kept(proof: Proof) -> str:
    """Why a proof must stay: what the appraisal looks at is kept with it."""
    if proof.line.sheet.state in (SheetState.DRAFT, SheetState.SENT):
        return ""
    return "Phiếu đã thẩm định nên minh chứng được giữ làm hồ sơ."


def _restorable_by(user: User) -> Q:
    """The standing office takes any out of the bin again, everybody what he added or removed himself."""
    return Q() if user.has_perm("emulation.appraise") else Q(added_by=user) | Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="minh-chung-cham-diem",
    label="Minh chứng chấm điểm",
    model=Proof,
    title="file__name",
    restorable_by=_restorable_by,
    why_kept=why_kept,
    why_gone=why_kept,
)
