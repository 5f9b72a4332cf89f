"""Hồ sơ sáng kiến while it is with its authors: written, its proof files, removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models import Initiative, InitiativeAuthor, InitiativeCall, InitiativeFile, InitiativeState
from plans.errors import DomainError
from plans.models import Person, User
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.evidence import MOST_FILES, NewFile, keep_upload
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_KEEPS = (
    "Người lập, các tác giả và thường trực TĐKT sửa hồ sơ sáng kiến này. Cần sửa gì thì báo tác giả hoặc thường trực."
)
WHY_NOT = {
    InitiativeState.DRAFT: "Hồ sơ đang soạn, chưa trình. Tác giả trình hồ sơ rồi mới làm được việc này.",
    InitiativeState.SUBMITTED: "Hồ sơ đã trình. Thu hồi, hoặc thường trực trả lại, rồi mới sửa được.",
    InitiativeState.SCORING: "Hồ sơ đang chấm. Cần sửa thì đề nghị thường trực trả lại khi chưa phiếu nào nộp.",
    InitiativeState.SCORED: "Hồ sơ đã chốt điểm, đang chờ quyết định. Thường trực mở chấm lại nếu còn sai sót.",
    InitiativeState.RECOGNISED: "Sáng kiến đã được công nhận, hồ sơ chỉ còn để xem.",
    InitiativeState.REFUSED: "Sáng kiến đã có kết luận không công nhận, hồ sơ chỉ còn để xem.",
    InitiativeState.REVOKED: "Công nhận sáng kiến đã bị hủy bỏ, hồ sơ chỉ còn để xem.",
}
FIELDS = ("kind", "name", "call", "unit", "field", "begun_on", "problem", "solution", "novelty", "effect", "scope")
WHOLE = 100
NEEDED = {
    "call": "Chọn đợt nhận để trình vào.",
    "unit": "Chọn đơn vị của hồ sơ.",
    "begun_on": "Ghi ngày áp dụng hoặc áp dụng thử: chỉ xét giải pháp đã áp dụng.",
    "problem": "Viết thực trạng, vấn đề.",
    "solution": "Viết giải pháp.",
    "novelty": "Viết tính mới.",
    "effect": "Viết hiệu quả.",
    "scope": "Viết phạm vi áp dụng, khả năng nhân rộng.",
}


class NewAuthor(NamedTuple):
    """An author: somebody of the office, or a name from outside, with the share in percent."""

    person: Person | None
    name: str
    share: int


def page_of(record: Initiative) -> str:
    """The address of an initiative."""
    return reverse("awards:initiative", args=[record.pk])


@transaction.atomic
def save_initiative(
    *,
    initiative: Initiative | None,
    actor: User,
    values: Mapping[str, Any],
    authors: Sequence[NewAuthor],
    seen: int = 0,
    key: str = "",
) -> Initiative:
    """Write a dossier (None) or change one that is still with its authors."""
    use_submit_key(actor, key)
    if initiative is None:
        demand(actor, "awards.keep_initiative", None, WHO_KEEPS)
        record = Initiative(made_by=actor, year=timezone.localdate().year)
    else:
        record = _in_hand(initiative, actor)
        check_version(record, seen, dict(values))
        record.version += 1
    for name in FIELDS:
        setattr(record, name, values[name])
    _check_call(record.call)
    if record.call:
        record.year = record.call.year
    if record.begun_on and record.begun_on > timezone.localdate():
        raise DomainError("Ngày áp dụng ở sau hôm nay. Chưa áp dụng thì để trống.")
    check_authors(authors)
    record.save()
    _keep_authors(record, authors)
    audit.record(actor=actor, act="initiative.create" if initiative is None else "initiative.change", obj=record)
    return record


def check_authors(authors: Sequence[NewAuthor]) -> None:
    """Refuse shares that are no parts of one whole, and somebody named twice."""
    if not authors:
        raise DomainError("Ghi ít nhất một tác giả.")
    if any(not 1 <= one.share <= WHOLE for one in authors):
        raise DomainError("Tỷ lệ đóng góp của mỗi tác giả là số nguyên từ 1 đến 100.")
    whole = sum(one.share for one in authors)
    if whole != WHOLE:
        raise DomainError(f"Tỷ lệ đóng góp cộng lại là {whole}%, phải đúng 100%. Sửa tỷ lệ của từng tác giả.")
    people = [one.person.pk for one in authors if one.person]
    if len(set(people)) != len(people):
        raise DomainError("Một người có ở hai dòng tác giả. Gộp lại một dòng.")


def what_is_missing(record: Initiative) -> list[str]:
    """What stands between a draft and its submission, a sentence each."""
    return [words for name, words in NEEDED.items() if not getattr(record, name)]


@transaction.atomic
def remove_initiative(*, initiative: Initiative, actor: User, key: str = "") -> None:
    """Put a draft into the bin."""
    demand(actor, "awards.keep_initiative", initiative, WHO_KEEPS)
    bin_service.remove(record=initiative, actor=actor, key=key)


@transaction.atomic
def add_files(
    *, initiative: Initiative, actor: User, files: Sequence[NewFile], caption: str = "", key: str = ""
) -> list[InitiativeFile]:
    """Keep files as proof; all of them or none."""
    use_submit_key(actor, key)
    record = _in_hand(initiative, actor)
    if len(files) > MOST_FILES:
        raise DomainError(f"Mỗi lần thêm nhiều nhất {MOST_FILES} tệp. Thêm làm nhiều lần, hoặc gộp thành một tệp PDF.")
    facts = {"initiative": record, "caption": caption, "added_by": actor}
    found = [InitiativeFile.objects.create(file=keep_upload(file, actor), **facts) for file in files]
    for one in found:
        detail = {"sha256": one.file.sha256}
        audit.record(actor=actor, act="initiative.file", obj=record, note=one.file.name, detail=detail)
    return found


@transaction.atomic
def remove_file(*, file: InitiativeFile, actor: User, key: str = "") -> None:
    """Put a proof into the bin, while the dossier is with its authors."""
    use_submit_key(actor, key)
    _in_hand(file.initiative, actor)
    bin_service.remove(record=file, actor=actor)


def why_initiative_kept(record: Initiative) -> str:
    """Only a draft can be thrown away: what was filed once stays."""
    return "" if record.state == InitiativeState.DRAFT else "Hồ sơ đã trình nên được giữ. Thu hồi rồi mới bỏ được."


def why_file_kept(file: InitiativeFile) -> str:
    """What scorers and the council look at is kept with the dossier."""
    if file.initiative.state == InitiativeState.DRAFT:
        return ""
    return "Hồ sơ đã trình nên minh chứng được giữ cùng hồ sơ. Thu hồi hồ sơ rồi mới bỏ được."


def _restorable(user: User, path: str = "") -> Q:
    """The standing office all; everybody what he wrote, or removed himself."""
    if user.has_perm("awards.assign_scorers"):
        return Q()
    return Q(**{f"{path}made_by": user}) | Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="sang-kien",
    label="Hồ sơ sáng kiến",
    model=Initiative,
    title="name",
    restorable_by=_restorable,
    why_kept=why_initiative_kept,
)
FILE = bin_service.RemovableKind(
    slug="minh-chung-sang-kien",
    label="Minh chứng sáng kiến",
    model=InitiativeFile,
    title="file__name",
    restorable_by=lambda user: _restorable(user, "initiative__"),
    why_kept=why_file_kept,
    why_gone=why_file_kept,
)


def _in_hand(initiative: Initiative, actor: User) -> Initiative:
    """The dossier locked, still with its authors."""
    record = locked(initiative)
    demand(actor, "awards.keep_initiative", record, WHO_KEEPS)
    if record.removed_at is not None:
        raise DomainError("Hồ sơ này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")
    if record.state != InitiativeState.DRAFT:
        raise DomainError(WHY_NOT[InitiativeState(record.state)])
    return record


def _check_call(call: InitiativeCall | None) -> None:
    if call and call.opens_on > timezone.localdate():
        raise DomainError(f"Đợt “{call}” mở từ ngày {call.opens_on:%d/%m/%Y}. Để trống đợt nhận, lưu bản soạn trước.")


def _keep_authors(record: Initiative, authors: Sequence[NewAuthor]) -> None:
    record.authors.all().delete()
    InitiativeAuthor.objects.bulk_create(
        InitiativeAuthor(initiative=record, order=order, person=one.person, name=one.name, share=one.share)
        for order, one in enumerate(authors, start=1)
    )
