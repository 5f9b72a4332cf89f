"""What pages show of obstacles and adjustments: pills, the two sides of a change with their words marked."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from plans.models import Adjustment, AdjustmentState, ObstacleState, Task, TaskChange, TaskKind
from plans.papers.adjustment import text_time
from plans.rules.adjusting import FACET_WORDS, Facet, TaskText, facets
from plans.rules.differences import Change, word_changes
from plans.rules.official import short_date
from plans.services.adjustment_document import after_of, before_of
from plans.views.cells import choice_pill, pill_html

Kind = TaskChange.Kind
_OBSTACLE_LOOK = {
    ObstacleState.REPORTED: "idle",
    ObstacleState.SUBMITTED: "await",
    ObstacleState.DECIDED: "doing",
    ObstacleState.SETTLED: "done",
}
_ADJUSTMENT_LOOK = {
    AdjustmentState.DRAFT: "idle",
    AdjustmentState.SUBMITTED: "await",
    AdjustmentState.APPROVED: "await",
    AdjustmentState.ISSUED: "done",
    AdjustmentState.DISCARDED: "off",
}
KIND_WORDS = {Kind.CHANGE.value: "Sửa", Kind.ADD.value: "Bổ sung", Kind.DROP.value: "Bỏ"}
KIND_LOOK = {
    Kind.CHANGE.value: ("doing", "pencil"),
    Kind.ADD.value: ("done", "plus"),
    Kind.DROP.value: ("off", "minus"),
}


def obstacle_pill(state: str) -> SafeString:
    """State of an obstacle."""
    return choice_pill(ObstacleState(state), _OBSTACLE_LOOK)


def adjustment_pill(state: str) -> SafeString:
    """State of an adjustment."""
    return choice_pill(AdjustmentState(state), _ADJUSTMENT_LOOK)


def kind_pill(kind: str) -> SafeString:
    """What is done to a task: sửa, bổ sung, bỏ."""
    look, icon = KIND_LOOK[kind]
    return pill_html(look, KIND_WORDS[kind], icon)


class Side(NamedTuple):
    """One line of a change: what it is about, before and after."""

    label: str
    before: SafeString
    after: SafeString


class ShownChange(NamedTuple):
    """A change as its panel shows it. ``outdated`` says what others have changed in the task meanwhile."""

    pk: int
    kind: str
    no: str
    pill: SafeString
    task_id: int | None
    sides: list[Side]
    reason: str
    outdated: str
    what: str


def shown_change(change: TaskChange, moved: tuple[Facet, ...] = ()) -> ShownChange:
    """A change with the words that differ marked on both sides."""
    before, after = before_of(change), after_of(change)
    text = after or before
    how = facets(before, after) if before and after else ()
    return ShownChange(
        pk=change.pk,
        kind=change.kind,
        no=text.no if text else "",
        pill=kind_pill(change.kind),
        task_id=change.task_id,
        sides=sides(before, after),
        reason=change.reason,
        outdated=", ".join(FACET_WORDS[facet] for facet in moved),
        what=", ".join(FACET_WORDS[facet] for facet in how),
    )


def sides(before: TaskText | None, after: TaskText | None) -> list[Side]:
    """Words, time and units of both versions; of two versions only what differs beyond the words."""
    shown = facets(before, after) if before and after else (Facet.TIME, Facet.UNITS)
    rows = [("Nội dung", _title(before), _title(after))]
    if Facet.TIME in shown:
        rows.append(("Thời gian", _time(before), _time(after)))
    if Facet.UNITS in shown:
        rows.append(("Đơn vị", _units(before), _units(after)))
    if Facet.CONDITION in shown:
        rows.append(("Điều kiện", _condition(before), _condition(after)))
    if Facet.KIND in shown and before and after:
        rows.append(("Loại việc", _kind(before), _kind(after)))
    if before is None or after is None:
        return [Side(label, _plain(old), _plain(new)) for label, old, new in rows]
    return [Side(label, *marked(old, new)) for label, old, new in rows]


def _plain(text: str) -> SafeString:
    return mark_safe(escape(text).replace("\n", "<br>"))  # noqa: S308 (escaped)


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts with their line breaks; what only one of them has is marked there."""
    left, right = [], []
    for how, text in word_changes(before, after):
        said = escape(text).replace("\n", "<br>")
        if how is Change.KEPT:
            left.append(said)
            right.append(said)
        elif how is Change.REMOVED:
            left.append(f"<del>{said}</del>" if text.strip() else said)
        else:
            right.append(f"<ins>{said}</ins>" if text.strip() else said)
    return mark_safe("".join(left)), mark_safe("".join(right))  # noqa: S308 (escaped above)


def _title(text: TaskText | None) -> str:
    return text.title if text else ""


def _time(text: TaskText | None) -> str:
    return text_time(text) if text else ""


def _units(text: TaskText | None) -> str:
    return "\n".join(f"- {line.line}" for line in text.units) if text else ""


def _condition(text: TaskText | None) -> str:
    if text is None:
        return ""
    return "Chỉ làm nếu có phát sinh" if text.conditional else "Không chờ phát sinh"


def _kind(text: TaskText) -> str:
    return str(TaskKind(text.kind).label)


def dropped_words(task: Task) -> SafeString:
    """The line on the page of a dropped task, with a link to the adjustment; empty for others. One query at most."""
    if not task.dropped:
        return mark_safe("")
    rows = Adjustment.objects.issued().filter(changes__task=task, changes__kind=Kind.DROP)
    found = rows.values_list("pk", "number", "issued_on").first()
    if found is None or found[2] is None:
        return mark_safe("Nhiệm vụ này đã bỏ khỏi kế hoạch.")
    pk, number = found[:2]
    link = format_html('<a href="{}">{}</a>', reverse("plans:adjustment", args=[pk]), f"điều chỉnh số {number}")
    return format_html("Nhiệm vụ này đã bỏ theo {} ngày {}.", link, short_date(found[2]))
