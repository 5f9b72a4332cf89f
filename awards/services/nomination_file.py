"""The documents of a nomination's dossier: kept byte for byte, beside the line of the checklist they are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from awards.models import Nomination, NominationFile, NominationState
from awards.rules.rulebook import DocumentNeed
from awards.services.nomination import WHO_NOMINATES, refuse_unless_draft
from plans.errors import DomainError
from plans.models import Role, User
from plans.permissions import rights_of
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.evidence import MOST_FILES, NewFile, keep_upload
from plans.services.locking import locked, use_submit_key
from plans.services.task_log import demand

MINUTES = "D09_BIEN_BAN"
REPORTS = ("D03_BC_CA_NHAN", "D04_BC_TAP_THE")
OTHER = "KHAC"
BY_OFFICE = frozenset({"D01_TO_TRINH", "D02_DANH_SACH", "D10_KQ_BO_PHIEU"})


class DossierLine(NamedTuple):
    """A line of the checklist: what is needed, whether it is there, and by what."""

    code: str
    name: str
    form: str
    there: bool
    by: str  # what makes it there: a file, the report written here, the unit's minutes
    group: str  # documents of one group stand in for each other
    by_office: bool


@transaction.atomic
def add_files(
    *,
    nomination: Nomination,
    actor: User,
    document: str,
    files: Sequence[NewFile],
    caption: str = "",
    key: str = "",
) -> list[NominationFile]:
    """Keep files for one line of the checklist; all of them or none."""
    use_submit_key(actor, key)
    record = locked(nomination)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    _refuse_closed(record, actor)
    if len(files) > MOST_FILES:
        raise DomainError(f"Mỗi lần nộp nhiều nhất {MOST_FILES} tệp. Nộp làm nhiều lần, hoặc gộp thành một tệp PDF.")
    found = []
    for file in files:
        stored = keep_upload(file, actor)
        found.append(
            NominationFile.objects.create(
                nomination=record, document=document, file=stored, caption=caption, added_by=actor
            )
        )
        detail = {"document": document, "sha256": stored.sha256}
        audit.record(actor=actor, act="nomination.file_add", obj=record, note=stored.name, detail=detail)
    return found


@transaction.atomic
def remove_file(*, file: NominationFile, actor: User, key: str = "") -> None:
    """Put a document into the bin, while the dossier may be changed."""
    record = locked(file.nomination)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    _refuse_closed(record, actor)
    bin_service.remove(record=file, actor=actor, key=key)


def checklist(
    needs: Sequence[DocumentNeed], *, filed: frozenset[str], written: bool, minuted: bool
) -> list[DossierLine]:
    """What the dossier of an honour needs, and what of it is there; of a group one document is enough."""
    there = {need.code: _by(need.code, filed, written=written, minuted=minuted) for need in needs}
    groups = {need.any_of for need in needs if need.any_of and there[need.code]}
    return [
        DossierLine(
            code=need.code,
            name=need.name,
            form=need.form,
            there=bool(there[need.code]) or need.any_of in groups,
            by=there[need.code],
            group=str(need.any_of or ""),
            by_office=need.code in BY_OFFICE,
        )
        for need in needs
    ]


def _by(code: str, filed: frozenset[str], *, written: bool, minuted: bool) -> str:
    if code in filed:
        return "tệp"
    if code in REPORTS and written:
        return "báo cáo soạn trong hệ thống"
    return "biên bản bình xét của đơn vị, bản ký" if code == MINUTES and minuted else ""


def _refuse_closed(record: Nomination, actor: User) -> None:
    """The standing office adds to a sent dossier what it makes itself; units only to a draft."""
    if record.state == NominationState.SUBMITTED and rights_of(actor).holds(Role.STANDING):
        return
    refuse_unless_draft(record)


def _restorable_by(user: User) -> Q:
    """The standing office takes any out of the bin again, everybody what he added or removed himself."""
    return Q() if rights_of(user).holds(Role.STANDING) else Q(added_by=user) | Q(removed_by=user)


def _why_kept(file: NominationFile) -> str:
    if file.nomination.state in (NominationState.DRAFT, NominationState.SUBMITTED):
        return ""
    return "Hồ sơ đã thẩm định hoặc đã thu hồi nên tệp được giữ lại."


REMOVABLE = bin_service.RemovableKind(
    slug="tep-ho-so-de-nghi",
    label="Tệp hồ sơ đề nghị",
    model=NominationFile,
    title="file__name",
    restorable_by=_restorable_by,
    why_kept=_why_kept,
    why_gone=_why_kept,
)
