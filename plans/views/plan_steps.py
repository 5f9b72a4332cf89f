"""The buttons of the plan's page: the main act of the person, and what stands folded under "Việc khác"."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from plans.models import Plan, PlanState, User
from plans.views.lifecycle import steps_for
from plans.views.plan_marks import Marks
from plans.views.steps import Step


class Offered(NamedTuple):
    """The buttons, the main one last, and the entries of the fold."""

    steps: list[Step]
    more: list[Step]


def offered(user: User, plan: Plan, marks: Marks, query: str = "") -> Offered:
    """What the person can do with the plan in its state; ``query`` is the table's filter, which goes along."""
    steps = steps_for(user, plan)
    if not plan.is_in_force:
        return Offered(steps, [])
    running = plan.state == PlanState.ISSUED
    more = [step for step in steps if not step.primary]
    steps = [step for step in steps if step.primary]
    report = Step("Ghi tiến độ", reverse("plans:report_choose"), "plus")
    if running and user.has_perm("plans.adjust_plan"):
        more.insert(0, report)
        steps.append(_adjust(plan, marks))
    elif running and user.has_perm("plans.report_task"):
        steps.append(report)
    return Offered(steps, [*_reading(user, plan), *_standing(user, plan, query, running=running), *more])


def _adjust(plan: Plan, marks: Marks) -> Step:
    if marks.open_pk:
        return Step("Mở điều chỉnh", reverse("plans:adjustment", args=[marks.open_pk]), "file-pen-line")
    return Step("Lập điều chỉnh", reverse("plans:adjustment_new", args=[plan.pk]), "file-pen-line")


def _reading(user: User, plan: Plan) -> list[Step]:
    """What may be looked up."""
    entries = [
        ("Lịch sử điều chỉnh", "plan_history", "history"),
        ("So sánh hai ngày", "plan_compare", "git-compare"),
    ]
    if user.has_perm("plans.see_readings"):
        entries.append(("Quán triệt kế hoạch", "plan_readings", "book-open-check"))
    if user.has_perm("plans.see_dossier"):
        entries.append(("Hồ sơ thanh tra", "plan_dossier", "folder-archive"))
    return [Step(label, reverse(f"plans:{name}", args=[plan.pk]), icon) for label, name, icon in entries]


def _standing(user: User, plan: Plan, query: str, *, running: bool) -> list[Step]:
    """What the standing office does with the whole plan."""
    steps = []
    if running and user.has_perm("plans.change_in_bulk"):
        steps.append(Step("Đổi hàng loạt", reverse("plans:bulk", args=[plan.pk]) + query, "list-checks"))
    if user.has_perm("plans.edit_plan"):
        label = f"Lập kế hoạch năm {plan.year + 1}"
        steps.append(Step(label, reverse("plans:plan_rollover", args=[plan.pk]), "calendar-plus"))
    return steps
