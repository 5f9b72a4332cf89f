"""What one event's page shows, and what the person can do there now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from plans.context import soon_days
from plans.http import OfficeRequest
from plans.models import Delegate, DelegationState, Event, EventState, Evidence, PlanState, User
from plans.services.delegation import delegation_is_open
from plans.services.event import when_words, why_kept
from plans.services.event_letter import post_of, why_not_yet
from plans.views.event_rows import answer_pill, confirm_due, confirm_html, delegation_pill, state_pill

Answer = Delegate.Answer


@dataclass(frozen=True)
class Act:
    """A button of the page; with ``posts`` it acts at once, else it opens a page."""

    label: str
    url: str
    icon: str
    primary: bool = False
    posts: bool = False


@dataclass(frozen=True)
class Row:
    """One delegate as the page lists him."""

    order: int
    name: str
    post: str
    duty: str
    answer: SafeString
    note: str
    attended: bool | None
    answer_url: str
    own: bool


def context_of(request: OfficeRequest, event: Event) -> dict[str, Any]:
    """Everything the template of the page needs: delegates and files are one query each."""
    user, today = request.user, timezone.localdate()
    keeps = user.has_perm("plans.keep_event", event.task) and event.task.plan.state == PlanState.ISSUED
    delegates = list(event.delegates.select_related("unit"))
    rows = [_row(user, event, one, place) for place, one in enumerate(delegates, start=1)]
    due = confirm_due(
        event.confirm_by, state=event.state, replied=event.reply_id is not None, today=today, soon=soon_days(request)
    )
    files = Evidence.objects.filter(event=event, removed_at=None).select_related("file", "added_by__person")
    return {
        "event": event,
        "task": event.task,
        "plan": event.task.plan,
        "task_words": str(event.task),
        "task_url": reverse("plans:task", args=[event.task_id]),
        "state_html": state_pill(event.state),
        "delegation_html": delegation_pill(event.delegation_state),
        "confirm_html": confirm_html(due, event.confirm_by),
        "when": when_words(event),
        "rows": rows,
        "counts": _counts(delegates),
        "mine": next((row for row in rows if row.own and row.answer_url), None),
        "files": list(files),
        "keeps": keeps,
        "uploads": user.has_perm("plans.report_task", event.task) and event.task.plan.state == PlanState.ISSUED,
        "sees_register": user.has_perm("plans.see_register"),
        "removable": keeps and not why_kept(event),
        "acts": _acts(user, event, keeps=keeps, has_people=bool(delegates), started=event.starts_on <= today),
        "with_letter": user.has_perm("plans.keep_event") or user.has_perm("plans.see_drafts"),
        "shows_presence": event.state == EventState.HELD,
    }


def _row(user: User, event: Event, one: Delegate, place: int) -> Row:
    answers = event.state == EventState.PLANNED and event.delegation_state == DelegationState.APPROVED
    may = answers and user.has_perm("plans.answer_for_delegate", one)
    return Row(
        order=place,
        name=one.name,
        post=post_of(one, short=True),
        duty=one.duty or "Đại biểu",
        answer=answer_pill(one.answer),
        note=one.answer_note,
        attended=one.attended,
        answer_url=reverse("plans:event_answer", args=[event.pk, one.pk]) if may else "",
        own=one.person_id is not None and one.person_id == user.person_id,
    )


def _counts(delegates: list[Delegate]) -> str:
    """«4 người: 2 tham dự, 1 vắng, 1 chưa trả lời»."""
    if not delegates:
        return ""
    words = ((Answer.COMES, "tham dự"), (Answer.EXCUSED, "vắng"), (Answer.ASKED, "chưa trả lời"))
    counted = [(sum(one.answer == answer for one in delegates), said) for answer, said in words]
    parts = ", ".join(f"{number} {said}" for number, said in counted if number)
    return f"{len(delegates)} người: {parts}"


def _acts(user: User, event: Event, *, keeps: bool, has_people: bool, started: bool) -> list[Act]:
    """What the person can do now, the main act last; no button that would only refuse."""

    def page(label: str, name: str, icon: str, *, primary: bool = False, posts: bool = False) -> Act:
        return Act(label, reverse(f"plans:{name}", args=[event.pk]), icon, primary, posts)

    acts: list[Act] = []
    if event.state != EventState.PLANNED:
        if keeps:
            acts.append(page("Mở lại", "event_reopen", "undo-2", posts=True))
            if event.state == EventState.HELD:
                acts.append(page("Sửa kết quả, điểm danh", "event_outcome", "square-pen"))
        return acts
    is_open = delegation_is_open(event)
    if keeps:
        acts.append(page("Huỷ hội nghị", "event_cancel", "circle-x"))
        if is_open:
            label = "Sửa danh sách" if has_people else "Lập danh sách đại biểu"
            acts.append(page(label, "event_delegation", "users", primary=not has_people and not started))
            if has_people:
                acts.append(page("Trình phương án", "event_propose", "send", primary=not started, posts=True))
        elif event.reply_id is None:
            acts.append(page("Lập lại phương án", "event_revise", "undo-2", posts=True))
        if started:
            acts.append(page("Ghi kết quả", "event_outcome", "check", primary=True))
    if event.delegation_state == DelegationState.SUBMITTED and user.has_perm("plans.approve_delegation"):
        acts.append(page("Xem, quyết định", "event_decide", "check", primary=True))
    if user.has_perm("plans.issue_reply") and not why_not_yet(event):
        acts.append(page("Ghi số công văn", "event_reply_issue", "stamp", primary=True))
    return acts
