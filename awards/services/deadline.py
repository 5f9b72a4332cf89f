"""Hạn nhận hồ sơ of the two tracks: entered by the office with where it is written; what is not entered is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from awards.models import TrackDeadline
from plans.errors import DomainError, NotAllowed
from plans.models import Confidence, User
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, use_submit_key

WHO_KEEPS = "Thường trực TĐKT ghi hạn nhận hồ sơ của cấp trên. Anh, chị biết hạn mới thì báo thường trực."
FIELDS = ("track", "year", "what", "due_on", "source", "confidence")


@transaction.atomic
def save_deadline(
    *, actor: User, deadline: TrackDeadline | None, values: Mapping[str, Any], seen: int = 0, key: str = ""
) -> TrackDeadline:
    """Enter a deadline (None) or correct one."""
    use_submit_key(actor, key)
    _demand(actor)
    if deadline is None:
        found = TrackDeadline()
    else:
        found = locked(deadline)
        check_version(found, seen, dict(values))
        if found.removed_at is not None:
            raise DomainError("Hạn này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi sửa.")
        found.version += 1
    if values["confidence"] == Confidence.READ and not values["source"].strip():
        raise DomainError("Ghi văn bản nêu hạn (số, ngày), hoặc chọn mức tin cậy thấp hơn.")
    for name in FIELDS:
        setattr(found, name, values[name])
    if _same(found).exists():
        raise DomainError(f"Năm {found.year} đã ghi hạn “{found.what}” của hệ này. Sửa hạn đó.")
    found.save()
    audit.record(actor=actor, act="deadline.enter" if deadline is None else "deadline.change", obj=found)
    return found


def remove_deadline(*, actor: User, deadline: TrackDeadline, key: str = "") -> None:
    """Into the bin: it is not known again."""
    _demand(actor)
    bin_service.remove(record=deadline, actor=actor, key=key)


def _demand(actor: User) -> None:
    if not actor.has_perm("awards.send_up"):
        raise NotAllowed(WHO_KEEPS)


def _same(deadline: TrackDeadline) -> Any:
    """Another deadline of the same name that is in use."""
    rows = TrackDeadline.objects.kept().filter(track=deadline.track, year=deadline.year, what=deadline.what)
    return rows.exclude(pk=deadline.pk)


def _why_gone(deadline: TrackDeadline) -> str:
    return "Hạn cùng tên đã được ghi lại. Sửa hạn đó." if _same(deadline).exists() else ""


def _restorable_by(user: User) -> Q:
    return Q() if user.has_perm("awards.send_up") else Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="han-nop-ho-so",
    label="Hạn nhận hồ sơ",
    model=TrackDeadline,
    title="what",
    restorable_by=_restorable_by,
    why_gone=_why_gone,
)
