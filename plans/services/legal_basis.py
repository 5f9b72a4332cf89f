"""What a new paper is based on: the legal texts in force on its day and the plan of the year, as căn cứ cite them."""

from __future__ import annotations

import datetime as dt

from plans.models import LegalText, Office, Plan
from plans.rules.official import format_date

# The texts on emulation and commendation; of these, what is in force on the day is proposed as căn cứ
BASIS_CODES = ("LAW_2022", "LAW_2026", "ND_152_2025", "TT_15_2025_BNV", "TT_01_2024_BNG")


def legal_basis(day: dt.date) -> list[str]:
    """The legal texts on emulation in force on ``day``, as căn cứ cite them. One query."""
    texts = {text.code: text for text in LegalText.objects.in_force(day).filter(code__in=BASIS_CODES)}
    return [cited(texts[code]) for code in BASIS_CODES if code in texts]


def cited(text: LegalText) -> str:
    """ "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022"."""
    day = text.issued_on
    dated = f" {format_date(day.day, day.month, day.year)}" if day else ""
    if text.kind == LegalText.Kind.LAW and text.name:
        return f"Căn cứ {text.name} số {text.number}{dated}"
    about = f" về {text.name[:1].lower()}{text.name[1:]}" if text.name else ""
    return f"Căn cứ {text.get_kind_display()} số {text.number}{dated}{about}"


def plan_basis(plan: Plan | None, office: Office, verb: str = "Căn cứ") -> list[str]:
    """The plan as a line of căn cứ that begins with ``verb``; none before it has its number."""
    if plan is None or not plan.number or plan.issued_on is None:
        return []
    dated = format_date(plan.issued_on.day, plan.issued_on.month, plan.issued_on.year)
    title = " ".join(plan.title.split())
    return [f"{verb} Kế hoạch số {plan.number} {dated} của {office.name} về {title[:1].lower()}{title[1:]}"]
