"""Making an inspection dossier: the PDF with the evidence inside, and the evidence as a ZIP; both are audited."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from plans.errors import DomainError, NotAllowed
from plans.models import Evidence, Office, Plan, Task, User
from plans.papers.dossier import Attached, Frame, dossier_paper
from plans.papers.pdf import render_pdf
from plans.rules.archive import Item, index_item, size_words, zip_of
from plans.rules.dossier import Dossier
from plans.rules.official import short_date
from plans.services import audit
from plans.services.dossier import dossier_of_plan, dossier_of_task, evidence_of, stored_names
from plans.services.dossier_talk import name_of
from plans.services.files import read_bytes

MIB = 1024 * 1024
MOST_AT_ONCE = 20 * MIB  # evidence beyond this is packed by the timer, not while a person waits
MOST_INSIDE = 100 * MIB  # carried inside the PDF; beyond this the ZIP goes beside it
MOST_PACKED = 400 * MIB
ZIP_NAME = "minh-chung.zip"
PDF_KIND, ZIP_KIND = "dossier", "dossier_zip"
PRINTED, PACKED, FETCHED = "dossier.print", "dossier.pack", "dossier.fetch"
WHO = "Chỉ thường trực TĐKT và lãnh đạo Sở lập hồ sơ phục vụ thanh tra, kiểm tra. Anh, chị báo thường trực."
NOT_ISSUED = "Kế hoạch chưa ban hành nên chưa có hồ sơ phục vụ thanh tra, kiểm tra."
NO_FILES = "Chưa có tệp minh chứng nào để tải về."
BROKEN = (
    "Tệp “{name}” của nhiệm vụ {no} bị mất hoặc hỏng trên máy chủ nên chưa lập được hồ sơ. "
    "Báo quản trị khôi phục từ bản sao lưu, hoặc nộp lại tệp."
)
TOO_BIG = (
    "Tệp minh chứng của cả kế hoạch là {size}, lớn hơn {most}, không nén thành một tệp được. "
    "Tải từng nhiệm vụ ở trang hồ sơ của nhiệm vụ đó."
)


def make_dossier_pdf(user: User, params: dict[str, Any]) -> bytes:
    """The dossier of ``params["task"]`` or ``params["plan"]`` as PDF/A-3a, the evidence attached to it."""
    about = subject(user, params)
    dossier = read(about, today=timezone.localdate())
    evidence = _evidence(about)
    size = sum(one.file.size for one in evidence)
    data = packed(evidence) if evidence and size <= MOST_INSIDE else b""
    digest = hashlib.sha256(data).hexdigest() if data else ""
    attached = Attached(ZIP_NAME, len(evidence), size, digest) if evidence else None
    printed = render_pdf(dossier_paper(dossier, _frame(user), attached), attachments={ZIP_NAME: data} if data else {})
    _record(user, PRINTED, about, printed, len(evidence))
    return printed


def make_dossier_zip(user: User, params: dict[str, Any]) -> bytes:
    """The evidence alone, the same bytes as inside the PDF."""
    about = subject(user, params)
    evidence = _evidence(about)
    if not evidence:
        raise DomainError(NO_FILES)
    size = sum(one.file.size for one in evidence)
    if size > MOST_PACKED:
        raise DomainError(TOO_BIG.format(size=size_words(size), most=size_words(MOST_PACKED)))
    data = packed(evidence)
    _record(user, PACKED, about, data, len(evidence))
    return data


def subject(user: User, params: dict[str, Any]) -> Task | Plan:
    """The task or the plan, while the person may see it and make its dossier."""
    if not user.has_perm("plans.see_dossier"):
        raise NotAllowed(WHO)
    about: Task | Plan
    if "task" in params:
        about = Task.objects.visible_to(user).select_related("plan").get(pk=params["task"])
        plan = about.plan
    else:
        about = plan = Plan.objects.visible_to(user).get(pk=params["plan"])
    if not plan.is_in_force:
        raise DomainError(NOT_ISSUED)
    return about


def read(about: Task | Plan, *, today: dt.date) -> Dossier:
    """What is held about a task or a plan."""
    return dossier_of_task(about, today=today) if isinstance(about, Task) else dossier_of_plan(about, today=today)


def packed(evidence: Sequence[Evidence]) -> bytes:
    """The ZIP: every file under its ordered name, byte for byte, and the list of them."""
    names = stored_names(evidence)
    items = [
        Item(name, _bytes(one), timezone.localtime(one.added_at).replace(tzinfo=None))
        for one, name in zip(evidence, names, strict=True)
    ]
    return zip_of([index_item(_index(evidence, names)), *items])


def _bytes(one: Evidence) -> bytes:
    """The bytes as they were handed in; a dossier never goes out with a file that is lost or altered."""
    try:
        return read_bytes(one.file)
    except OSError as fault:
        raise DomainError(BROKEN.format(name=one.file.name, no=one.task.no)) from fault


def _evidence(about: Task | Plan) -> list[Evidence]:
    tasks = Task.objects.filter(pk=about.pk) if isinstance(about, Task) else Task.objects.filter(plan=about)
    return evidence_of(tasks)


def _index(evidence: Sequence[Evidence], names: Sequence[str]) -> list[str]:
    """What each file is; nothing of the moment of packing, so that equal evidence gives equal bytes."""
    lines = ["MỤC LỤC TỆP MINH CHỨNG", f"{len(evidence)} tệp", ""]
    for one, name in zip(evidence, names, strict=True):
        unit = one.part.unit.name if one.part else ""
        whose = ", ".join(part for part in (unit, name_of(one.added_by)) if part)
        lines += [
            name,
            f"  Nhiệm vụ {one.task.no}: {' '.join(one.task.title.split())}",
            f"  Tên khi nộp: {one.file.name}",
            *([f"  Chú thích: {one.caption}"] if one.caption else []),
            f"  Người nộp: {whose}, ngày {short_date(timezone.localtime(one.added_at).date())}",
            f"  Kích thước: {one.file.size} byte",
            f"  SHA-256: {one.file.sha256}",
            "",
        ]
    return lines


def _frame(user: User) -> Frame:
    office = Office.objects.first() or Office()
    return Frame(office.heading, office.parent_heading, office.place, timezone.localtime(), user.get_full_name())


def _record(user: User, act: str, about: Task | Plan, data: bytes, files: int) -> None:
    detail = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "files": files}
    audit.record(actor=user, act=act, obj=about, detail=detail)
