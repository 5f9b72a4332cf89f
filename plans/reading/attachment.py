"""The plan in full, as our own PDF carries it (``ke-hoach-<year>.json``) or as a JSON file: read to the letter."""

from __future__ import annotations

import json
import re
from typing import Any

from plans.reading.results import Kind, Reading, ReadWarning, Refused, SourceLine
from plans.rules.document import PlanDocument

NAME = re.compile(r"^ke-hoach-\d{4}\.json$")
MAX_ATTACHMENT = 5 * 1024 * 1024


def plan_from_json(data: bytes) -> PlanDocument | None:
    """The plan in a JSON file of our full format; None when it is something else."""
    try:
        content: Any = json.loads(data)
        if not isinstance(content, dict):
            return None
        plan = PlanDocument.from_full_json(content)
        plan.to_plan_json()
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return plan if _is_sound(plan) else None


def _is_sound(plan: PlanDocument) -> bool:
    """Types that a hand-made file could get wrong and the constructor does not check."""
    strings = (plan.opening, plan.closing, *(s.heading for s in plan.sections), *(s.body for s in plan.sections))
    optional = (
        plan.title,
        plan.number,
        plan.place,
        plan.agency,
        plan.parent_agency,
        plan.signer_title,
        plan.signer_name,
    )
    titles = [text for task in plan.tasks for text in (task.no, task.title, task.period_text)]
    names = [unit.name for task in plan.tasks for unit in task.units]
    return (
        (plan.year is None or isinstance(plan.year, int))
        and all(isinstance(text, str) for text in (*strings, *titles, *names, *plan.recipients))
        and all(text is None or isinstance(text, str) for text in optional)
    )


def reading_of_json(data: bytes) -> Reading:
    """Read a JSON file. Raises Refused when it is not a plan in the full format."""
    plan = plan_from_json(data)
    if plan is None:
        raise Refused(
            "wrong_json",
            "Tệp JSON này không phải kế hoạch do hệ thống xuất ra. Hãy tải lên tệp .docx, PDF hoặc tệp JSON đính "
            "kèm trong PDF "
            "của hệ thống.",
        )
    text = data.decode("utf-8-sig", "replace")
    lines = tuple(SourceLine(n, None, line) for n, line in enumerate(text.split("\n"), 1))
    return exact_reading(plan, lines, "text")


def exact_reading(plan: PlanDocument, lines: tuple[SourceLine, ...], kind: Kind) -> Reading:
    """A reading that takes the plan as it was saved; the lines are there to be looked at."""
    return Reading(
        document=plan,
        lines=lines,
        task_lines=tuple(() for _ in plan.tasks),
        warnings=(
            ReadWarning("from_attachment", "Đọc từ bản dữ liệu đính kèm trong tệp, không phải đoán từ trang giấy."),
        ),
        remainder=(),
        text="\n".join(line.text for line in lines),
        kind=kind,
    )
