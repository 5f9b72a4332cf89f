"""Trao đổi: a remark under a task by anybody who sees it; its author or the standing office puts it into the bin."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from plans.errors import DomainError, NotAllowed
from plans.models import Comment, Plan, PlanState, Role, Task, User
from plans.permissions import rights_of
from plans.services import audit, task_people
from plans.services.bin import RemovableKind, remove
from plans.services.locking import locked, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import short

CLOSED = "Kế hoạch đã kết thúc, phần trao đổi chỉ còn để xem."
WHO_REMOVES = "Chỉ người viết và thường trực TĐKT bỏ được ý kiến trao đổi. Anh, chị báo thường trực."


@transaction.atomic
def add_comment(*, task: Task, actor: User, text: str, key: str = "") -> Comment:
    """Say something under a task and tell those who take part in it, once."""
    use_submit_key(actor, key, place_of(task))
    task = locked(task)
    if refusal := _closed(task):
        raise DomainError(refusal)
    if not text.strip():
        raise DomainError("Ghi nội dung trao đổi.")
    comment = Comment.objects.create(task=task, author=actor, text=text)
    audit.record(actor=actor, act="comment.add", obj=task, note=text, detail={"comment": comment.pk})
    said = f"{actor.get_full_name()} trao đổi về {task}: {short(text)}"
    notify(_taking_part(task, actor), key=f"comment:{comment.pk}", text=said, url=place_of(task))
    return comment


@transaction.atomic
def remove_comment(*, comment: Comment, actor: User, key: str = "") -> None:
    """Put a remark into the bin."""
    if not actor.has_perm("plans.remove_comment", comment):
        raise NotAllowed(WHO_REMOVES)
    remove(record=comment, actor=actor, key=key)


def _taking_part(task: Task, actor: User) -> list[User]:
    """Contacts of the task's units, the standing office, and whoever has spoken here, but for the speaker."""
    spoke = User.objects.filter(pk__in=task.comments.kept().values("author"))
    people = {user.pk: user for user in (*task_people.contacts(task), *task_people.standing_users(), *spoke)}
    return [user for user in people.values() if user != actor]


def _closed(task: Task) -> str:
    state = Plan.objects.values_list("state", flat=True).get(pk=task.plan_id)
    return CLOSED if state == PlanState.CLOSED else ""


def _restorable_by(user: User) -> Q:
    """One's own and those one removed; the standing office all."""
    return Q() if rights_of(user).holds(Role.STANDING) else Q(author=user) | Q(removed_by=user)


def place_of(task: Task) -> str:
    """Where the comments stand on the task's page."""
    return reverse("plans:task", args=[task.pk]) + "#trao-doi"


COMMENT_KIND = RemovableKind(
    slug="trao-doi",
    label="Trao đổi",
    model=Comment,
    title="text",
    task="task",
    restorable_by=_restorable_by,
    why_kept=lambda comment: _closed(comment.task),
    why_gone=lambda comment: _closed(comment.task),
)
