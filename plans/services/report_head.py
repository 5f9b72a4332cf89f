"""What a new report begins with: the law in force on the day, recipients, signer; and the task it does."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.models import Office, Plan, Task
from plans.models.task import WORKABLE
from plans.rules.report_kind import ReportKind, Span
from plans.rules.text import fold
from plans.services.legal_basis import legal_basis, plan_basis


def first_head(plan: Plan, *, today: dt.date) -> dict[str, Any]:
    """Fields of the head as they are proposed. Two queries."""
    office = Office.objects.first() or Office()
    return {
        "symbol": f"BC-{office.symbol}" if office.symbol else "",
        "basis": "\n".join([*legal_basis(today), *plan_basis(plan, office, "Thực hiện")]),
        "recipients": plan.recipients or "Lưu: VT",
        "signer_title": plan.signer_title,
        "signer_name": plan.signer_name,
    }


def task_for(kind: ReportKind, span: Span, tasks: list[Task]) -> Task | None:
    """The task of the plan that a report of this kind and time fulfils: its text holds every word of the kind.

    Of several, one still open whose deadline is nearest to the end of the span; none where the kind names no words.
    """
    words = [fold(word) for word in kind.task_words]
    found = [task for task in tasks if words and all(word in fold(task.title) for word in words)]
    far = dt.date.max

    def rank(task: Task) -> tuple[bool, int, int]:
        distance = abs(((task.deadline or far) - span.last).days)
        return task.progress not in WORKABLE, distance, task.order

    return min(found, key=rank, default=None)
