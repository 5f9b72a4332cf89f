"""Minh chứng: files that prove what was reported, let in by what they are, kept byte for byte, never lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from plans.errors import DomainError, NotAllowed
from plans.models import Event, Evidence, Part, PlanState, Role, StoredFile, Task, User
from plans.permissions import rights_of
from plans.rules.sniff import FileKind, check_upload
from plans.rules.status import Progress
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.files import clean_name, store_file
from plans.services.locking import use_submit_key

KINDS = (FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.JPEG, FileKind.PNG)
MOST_FILES = 10
WHO_ADDS = "Đầu mối của đơn vị thực hiện và thường trực TĐKT nộp minh chứng. Anh, chị gửi tệp cho đầu mối đơn vị mình."
WHO_REMOVES = "Chỉ người nộp và thường trực TĐKT bỏ minh chứng. Anh, chị báo thường trực."
KEPT_OF_DONE = "Nhiệm vụ đã hoàn thành, minh chứng được giữ làm hồ sơ. Cần sửa thì yêu cầu thực hiện lại trước."
KEPT_OF_CLOSED = "Kế hoạch đã kết thúc, minh chứng được giữ làm hồ sơ."


class NewFile(NamedTuple):
    """A file as it was sent: its name and its bytes."""

    name: str
    data: bytes


@transaction.atomic
def add_evidence(
    *,
    task: Task,
    actor: User,
    files: Sequence[NewFile],
    part: Part | None = None,
    event: Event | None = None,
    caption: str = "",
    key: str = "",
) -> list[Evidence]:
    """Keep ``files`` as evidence of a task, of a unit's part or of an event; all of them or none."""
    use_submit_key(actor, key)
    if not actor.has_perm("plans.report_task", task):
        raise NotAllowed(WHO_ADDS)
    if task.plan.state != PlanState.ISSUED:
        raise DomainError("Chỉ nộp minh chứng khi kế hoạch đang thực hiện.")
    return attach(task=task, actor=actor, files=files, part=part, event=event, caption=caption)


@transaction.atomic
def attach(
    *,
    task: Task,
    actor: User,
    files: Sequence[NewFile],
    part: Part | None = None,
    event: Event | None = None,
    caption: str = "",
) -> list[Evidence]:
    """Keep the files of an act whose right was checked: a report, an event's paper, a triggering document."""
    if len(files) > MOST_FILES:
        raise DomainError(f"Mỗi lần nộp nhiều nhất {MOST_FILES} tệp. Nộp làm nhiều lần, hoặc gộp thành một tệp PDF.")
    found = []
    for file in files:
        stored = keep_upload(file, actor)
        values = {"part": part, "event": event, "caption": caption}
        found.append(Evidence.objects.create(task=task, file=stored, added_by=actor, **values))
        detail = {"evidence": found[-1].pk, "sha256": stored.sha256}
        audit.record(actor=actor, act="evidence.add", obj=task, note=stored.name, detail=detail)
    return found


def keep_upload(file: NewFile, user: User) -> StoredFile:
    """Store a file that may be kept, told by its bytes; the refusal names the file."""
    try:
        content_type = check_upload(file.data, *KINDS).content_type
    except DomainError as refusal:
        raise DomainError(f"“{clean_name(file.name)}”: {refusal}") from refusal
    return store_file(data=file.data, name=file.name, content_type=content_type, user=user)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User, key: str = "") -> None:
    """Put a file into the bin, by who sent it or the standing office, while the task is not done."""
    if not actor.has_perm("plans.remove_evidence", evidence):
        raise NotAllowed(WHO_REMOVES)
    bin_service.remove(record=evidence, actor=actor, key=key)


def why_kept(evidence: Evidence) -> str:
    """Why a file must stay where it is; empty where nothing hinders."""
    state, progress = Task.objects.values_list("plan__state", "progress").get(pk=evidence.task_id)
    if state != PlanState.ISSUED:
        return KEPT_OF_CLOSED
    return KEPT_OF_DONE if progress == Progress.DONE else ""


def restorable_by(user: User) -> Q:
    """The files in the bin that a person may take out: his own and those he removed; the standing office all."""
    if rights_of(user).holds(Role.STANDING):
        return Q()
    return Q(added_by=user) | Q(removed_by=user)


EVIDENCE_KIND = bin_service.RemovableKind(
    slug="minh-chung",
    label="Minh chứng",
    model=Evidence,
    title="file__name",
    task="task",
    restorable_by=restorable_by,
    why_kept=why_kept,
)
