"""The bin (thùng rác): what was removed stays restorable. Each topic registers its kind of removable record.

Nothing numbered, issued or voted is of such a kind: an issued plan, a paper of the register or a line of the log has
no way into the bin. A topic checks who may remove in its own service and then calls ``remove``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from plans.errors import DomainError, NotAllowed
from plans.models import User
from plans.models.removable import Removable
from plans.services import audit
from plans.services.locking import locked, use_submit_key

ALREADY_THERE = "Mục này đã ở trong thùng rác. Mở thùng rác nếu muốn khôi phục."
NOT_THERE = "Mục này đã được khôi phục, không còn trong thùng rác."
WHO_RESTORES = "Người viết, người đã bỏ và thường trực TĐKT khôi phục được. Anh, chị báo thường trực."


def _never(_record: Any) -> str:
    return ""


def _nothing(_record: Any, _actor: User) -> None:
    """What most kinds do besides."""


@dataclass(frozen=True)
class RemovableKind:
    """One kind of record that can lie in the bin.

    ``slug`` stands in addresses. ``title`` is the field or expression shown. ``task`` is the path to the task the
    record belongs to, empty where it has none. ``restorable_by`` says which rows a person sees in the bin and may
    take out of it. ``why_kept`` refuses a removal, ``why_gone`` a restoration, in words; empty where nothing hinders.
    ``follow_restore`` is done once a record is there again.
    """

    slug: str
    label: str
    model: type[Removable]
    title: str | models.Expression
    restorable_by: Callable[[User], Q]
    task: str = ""
    why_kept: Callable[[Any], str] = _never
    why_gone: Callable[[Any], str] = _never
    follow_restore: Callable[[Any, User], None] = _nothing


class BinRow(NamedTuple):
    """A removed record as the bin lists it."""

    slug: str
    pk: int
    title: str
    task_pk: int | None
    task_no: str | None
    year: int | None
    removed_at: dt.datetime
    who: str


_KINDS: dict[str, RemovableKind] = {}


def register_removable(kind: RemovableKind) -> None:
    """Let records of ``kind`` be removed, listed and restored (from ``AppConfig.ready``)."""
    _KINDS[kind.slug] = kind


def kinds() -> Iterator[RemovableKind]:
    """What can lie in the bin."""
    return iter(_KINDS.values())


def kind_of(slug: str) -> RemovableKind | None:
    """The kind that an address names."""
    return _KINDS.get(slug)


@transaction.atomic
def remove(*, record: Removable, actor: User, key: str = "") -> Removable:
    """Put ``record`` into the bin; the caller has checked that ``actor`` may."""
    use_submit_key(actor, key)
    found, kind = locked(record), _kind_of_record(record)
    if found.removed_at is not None:
        raise DomainError(ALREADY_THERE)
    if refusal := kind.why_kept(found):
        raise DomainError(refusal)
    found.removed_at, found.removed_by = timezone.now(), actor
    found.save()
    audit.record(actor=actor, act="bin.remove", obj=found, note=kind.label)
    return found


@transaction.atomic
def restore(*, record: Removable, actor: User, key: str = "") -> Removable:
    """Take ``record`` out of the bin again."""
    use_submit_key(actor, key)
    found, kind = locked(record), _kind_of_record(record)
    if found.removed_at is None:
        raise DomainError(NOT_THERE)
    if not removed_rows(kind, actor).filter(pk=found.pk).exists():
        raise NotAllowed(WHO_RESTORES)
    if refusal := kind.why_gone(found):
        raise DomainError(refusal)
    found.removed_at = found.removed_by = None
    found.save()
    audit.record(actor=actor, act="bin.restore", obj=found, note=kind.label)
    kind.follow_restore(found, actor)
    return found


def removed_rows(kind: RemovableKind, user: User) -> QuerySet[Any]:
    """The records of ``kind`` in the bin that ``user`` may take out again."""
    rows = kind.model._default_manager.filter(removed_at__isnull=False)
    return rows.filter(kind.restorable_by(user)).order_by()


def bin_rows(user: User, slug: str = "") -> QuerySet[Any, Any]:
    """What ``user`` sees in the bin, latest first, of every kind or of one: one query over all kinds."""
    chosen = [kind for kind in kinds() if slug in ("", kind.slug)]
    selects = [_select(kind, user) for kind in chosen]
    joined = selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]
    return joined.order_by("-bin_removed_at", "bin_slug", "bin_pk")


def _select(kind: RemovableKind, user: User) -> QuerySet[Any, Any]:
    number, text = models.BigIntegerField(), models.TextField()
    task = kind.task
    columns: dict[str, Any] = {
        "bin_slug": Cast(Value(kind.slug), text),
        "bin_pk": Cast(F("pk"), number),
        "bin_title": Cast(F(kind.title) if isinstance(kind.title, str) else kind.title, text),
        "bin_task": Cast(F(f"{task}__pk") if task else Value(None), number),
        "bin_task_no": Cast(F(f"{task}__no") if task else Value(None), text),
        "bin_year": Cast(F(f"{task}__plan__year") if task else Value(None), number),
        "bin_removed_at": F("removed_at"),
        "bin_who": Cast(Coalesce("removed_by__person__full_name", "removed_by__username"), text),
    }
    found: QuerySet[Any, Any] = removed_rows(kind, user).annotate(**columns).values_list(*columns)
    return found


def _kind_of_record(record: Removable) -> RemovableKind:
    for kind in kinds():
        if type(record) is kind.model:
            return kind
    raise DomainError("Loại hồ sơ này không bỏ vào thùng rác được.")
