"""The prints of a plan as it stands: pages as its paper shows it, with the record itself attached to the letter."""

from __future__ import annotations

import json
from collections.abc import Mapping

from plans.errors import DomainError
from plans.models import Plan
from plans.papers.content import Paper
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_attachment, plan_paper
from plans.services.plan_document import document_of, printed_document

_NOTHING: Mapping[str, bytes] = {}


def paper_of(plan: Plan) -> Paper:
    """The plan as a paper; a draft leaves number and date open, an empty head is the office's own."""
    return plan_paper(printed_document(plan), symbol=plan.symbol)


def plan_pdf(plan: Plan, *, beside: Mapping[str, bytes] = _NOTHING) -> bytes:
    """PDF/A-3a with the whole plan attached as JSON, and the files of ``beside`` with it."""
    name, data = plan_attachment(document_of(plan))
    return render_pdf(paper_of(plan), attachments={name: data, **beside})


def plan_docx(plan: Plan) -> bytes:
    """The plan for Word."""
    return render_docx(paper_of(plan))


def plan_json(plan: Plan) -> bytes:
    """Every field of the plan (``PlanDocument.to_full_json``); ``import_plan`` restores it to the letter."""
    return json.dumps(document_of(plan).to_full_json(), ensure_ascii=False, indent=1).encode() + b"\n"


def plan_to_print(year: int) -> Plan:
    """The plan of ``year``: the one in force, else the newest that is not yet issued."""
    plans = Plan.objects.filter(year=year)
    found = plans.in_force().first() or plans.order_by("-pk").first()
    if found is None:
        raise DomainError(f"Chưa có kế hoạch nào của năm {year}.")
    return found
