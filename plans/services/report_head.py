"""What a new report begins with: the law in force on the day, recipients, signer; and the task it does."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.models import LegalText, Office, Plan, Task
from plans.models.task import WORKABLE
from plans.rules.official import format_date
from plans.rules.report_kind import ReportKind, Span
from plans.rules.text import fold

# The texts on emulation and commendation; of these, what is in force on the day is proposed as căn cứ
BASIS_CODES = ("LAW_2022", "LAW_2026", "ND_152_2025", "TT_15_2025_BNV", "TT_01_2024_BNG")


def first_head(plan: Plan, *, today: dt.date) -> dict[str, Any]:
    """Fields of the head as they are proposed. Two queries."""
    office = Office.objects.first() or Office()
    return {
        "symbol": f"BC-{office.symbol}" if office.symbol else "",
        "basis": "\n".join([*_legal_basis(today), *_plan_basis(plan, office)]),
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


def _legal_basis(day: dt.date) -> list[str]:
    texts = {text.code: text for text in LegalText.objects.in_force(day).filter(code__in=BASIS_CODES)}
    return [_cited(texts[code]) for code in BASIS_CODES if code in texts]


def _cited(text: LegalText) -> str:
    """ "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022"."""
    day = text.issued_on
    dated = f" {format_date(day.day, day.month, day.year)}" if day else ""
    if text.kind == LegalText.Kind.LAW and text.name:
        return f"Căn cứ {text.name} số {text.number}{dated}"
    about = f" về {text.name[:1].lower()}{text.name[1:]}" if text.name else ""
    return f"Căn cứ {text.get_kind_display()} số {text.number}{dated}{about}"


def _plan_basis(plan: Plan, office: Office) -> list[str]:
    if not plan.number or plan.issued_on is None:
        return []
    dated = format_date(plan.issued_on.day, plan.issued_on.month, plan.issued_on.year)
    title = " ".join(plan.title.split())
    return [f"Thực hiện Kế hoạch số {plan.number} {dated} của {office.name} về {title[:1].lower()}{title[1:]}"]
