"""What the ground floor shows of the records that figures of a report count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone

from plans.models import (
    Adjustment,
    Direction,
    DirectionState,
    Event,
    Evidence,
    IssuedPaper,
    Obstacle,
    ObstacleState,
    Person,
    PlanReading,
    ProgressEntry,
    Task,
    User,
)
from plans.papers.task_table import period_words
from plans.rules.official import short_date, symbol_line
from plans.rules.reminding import one_line
from plans.rules.status import PROGRESS_WORDS, Progress
from plans.sockets import RowKind, SearchHit

LONGEST = 220
Keys = Sequence[int]


def plan_row_kinds() -> Mapping[str, RowKind]:
    """Tasks and the records around them."""
    return {
        "task": RowKind("nhiệm vụ", _tasks),
        "paper": RowKind("văn bản", _papers),
        "reader": RowKind("người đã quán triệt", _readers),
        "person": RowKind("công chức, viên chức, người lao động", _people),
        "direction": RowKind("ý kiến chỉ đạo", _directions),
        "adjustment": RowKind("lần điều chỉnh", _adjustments),
        "event": RowKind("hội nghị, lớp học", _events),
        "obstacle": RowKind("khó khăn, vướng mắc", _obstacles),
        "entry": RowKind("lần ghi tiến độ", _entries),
        "evidence": RowKind("tài liệu minh chứng", _evidence),
    }


def _said(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _tasks(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Task.objects.visible_to(user).filter(pk__in=keys).order_by("order", "pk")
    columns = ("pk", "no", "title", "period", "period_text", "deadline", "progress")
    for pk, no, title, period, period_text, deadline, progress in rows.values_list(*columns):
        day = f"thời hạn {short_date(deadline)}" if deadline else "không ấn định thời hạn"
        yield SearchHit(
            title=f"{no}. {one_line(title, LONGEST)}" if no else one_line(title, LONGEST),
            url=reverse("plans:task", args=[pk]),
            detail=_said(period_words(period or None) or period_text, day),
            badge=PROGRESS_WORDS[Progress(progress)],
        )


def _papers(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = IssuedPaper.objects.visible_to(user).filter(pk__in=keys).order_by("issued_on", "pk")
    for pk, kind, number, symbol, abstract, day in rows.values_list(
        "pk", "kind", "number", "symbol", "abstract", "issued_on"
    ):
        yield SearchHit(
            title=f"{kind} {symbol_line(number, symbol)}",
            url=reverse("plans:paper", args=[pk]),
            detail=_said(f"ngày {short_date(day)}" if day else "", one_line(abstract, LONGEST)),
        )


def _readers(user: User, keys: Keys) -> Iterator[SearchHit]:
    if not user.has_perm("plans.see_readings"):
        return
    rows = PlanReading.objects.filter(pk__in=keys).order_by("unit__order", "person__sort_key", "pk")
    for plan, name, unit, day in rows.values_list("plan_id", "person__full_name", "unit__name", "read_on"):
        url = reverse("plans:plan_readings", args=[plan])
        yield SearchHit(title=name, url=url, detail=_said(unit, f"ngày {short_date(day)}"))


def _people(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Person.objects.visible_to(user).filter(pk__in=keys).order_by("unit__order", "sort_key", "pk")
    for pk, name, unit in rows.values_list("pk", "full_name", "unit__name"):
        yield SearchHit(title=name, url=reverse("plans:person", args=[pk]), detail=unit or "")


def _directions(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Direction.objects.visible_to(user).filter(pk__in=keys).order_by("created_at", "pk")
    for pk, text, no, at, state in rows.values_list("pk", "text", "task__no", "created_at", "state"):
        yield SearchHit(
            title=one_line(text, LONGEST),
            url=reverse("plans:direction", args=[pk]),
            detail=_said(f"Nhiệm vụ {no}", f"ngày {short_date(timezone.localdate(at))}"),
            badge=str(DirectionState(state).label),
        )


def _adjustments(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Adjustment.objects.visible_to(user).filter(pk__in=keys).order_by("issued_on", "pk")
    for pk, number, day, reason in rows.values_list("pk", "number", "issued_on", "reason"):
        yield SearchHit(
            title=f"Điều chỉnh số {number}" if number else "Điều chỉnh chưa có số",
            url=reverse("plans:adjustment", args=[pk]),
            detail=_said(f"ngày {short_date(day)}" if day else "", one_line(reason, LONGEST)),
        )


def _events(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Event.objects.visible_to(user).filter(pk__in=keys).order_by("starts_on", "pk")
    for pk, name, day, no in rows.values_list("pk", "name", "starts_on", "task__no"):
        url = reverse("plans:event", args=[pk])
        yield SearchHit(title=name, url=url, detail=_said(f"ngày {short_date(day)}", f"Nhiệm vụ {no}"))


def _obstacles(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Obstacle.objects.visible_to(user).filter(pk__in=keys).order_by("created_at", "pk")
    for pk, text, unit, no, state in rows.values_list("pk", "text", "unit__name", "task__no", "state"):
        yield SearchHit(
            title=one_line(text, LONGEST),
            url=reverse("plans:obstacle", args=[pk]),
            detail=_said(unit or "Thường trực TĐKT", f"Nhiệm vụ {no}"),
            badge=str(ObstacleState(state).label),
        )


def _entries(user: User, keys: Keys) -> Iterator[SearchHit]:
    tasks = Task.objects.visible_to(user)
    rows = ProgressEntry.objects.filter(pk__in=keys, task__in=tasks).order_by("at", "pk")
    columns = ("task_id", "task__no", "unit__name", "difficulty", "proposal", "at")
    for task, no, unit, difficulty, proposal, at in rows.values_list(*columns):
        yield SearchHit(
            title=one_line(difficulty or proposal, LONGEST),
            url=f"{reverse('plans:task', args=[task])}#nhat-ky",
            detail=_said(
                unit or "Thường trực TĐKT", f"Nhiệm vụ {no}", f"ghi ngày {short_date(timezone.localdate(at))}"
            ),
        )


def _evidence(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Evidence.objects.visible_to(user).filter(pk__in=keys).order_by("task__order", "added_at", "pk")
    for task, no, name, at in rows.values_list("task_id", "task__no", "file__name", "added_at"):
        yield SearchHit(
            title=name,
            url=f"{reverse('plans:task', args=[task])}#minh-chung",
            detail=_said(f"Nhiệm vụ {no}", f"thêm ngày {short_date(timezone.localdate(at))}"),
        )
