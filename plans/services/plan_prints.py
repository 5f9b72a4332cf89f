"""The prints of a plan as it stands: pages as its paper shows it, with the record itself attached to the letter."""

from __future__ import annotations

import json

from plans.errors import DomainError
from plans.models import Adjustment, IssuedPaper, Plan
from plans.papers.content import Paper
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_attachment, plan_paper
from plans.rules.document import PlanDocument
from plans.rules.official import short_date
from plans.services.frozen_print import frozen_paper
from plans.services.plan_document import document_of, printed_document


def paper_of(plan: Plan) -> Paper:
    """The plan as it stands, as a paper; a draft leaves number and date open, an empty head is the office's own.

    An adjusted plan says above its text by which papers it reads so.
    """
    return plan_paper(printed_document(plan), symbol=plan.symbol, note=adjusted_note(plan))


def adjusted_note(plan: Plan) -> str:
    """ "Nội dung đang thực hiện, đã gồm điều chỉnh theo Kế hoạch số …"; empty while nothing was adjusted."""
    rows = Adjustment.objects.issued().filter(plan=plan).order_by("issued_on", "pk").values_list("number", "issued_on")
    said = [f"số {number} ngày {short_date(day)}" for number, day in rows if day]
    return f"(Nội dung đang thực hiện, đã gồm điều chỉnh theo Kế hoạch {', '.join(said)})" if said else ""


def issued_paper_of(plan: Plan) -> Paper | None:
    """The plan as it was frozen when it was issued; None for one that never was."""
    frozen = _frozen(plan)
    return frozen_paper(frozen) if frozen else None


def _frozen(plan: Plan) -> IssuedPaper | None:
    return IssuedPaper.objects.filter(plan=plan).exclude(content={}).first() if plan.is_in_force else None


def plan_pdf(plan: Plan) -> bytes:
    """PDF/A-3a with the whole plan attached as JSON."""
    name, data = plan_attachment(document_of(plan))
    return render_pdf(paper_of(plan), attachments={name: data})


def plan_docx(plan: Plan, *, as_issued: bool = False) -> bytes:
    """The plan for Word: as it stands, or as it was issued."""
    return render_docx((as_issued and issued_paper_of(plan)) or paper_of(plan))


def plan_json(plan: Plan, *, as_issued: bool = False) -> bytes:
    """Every field of the plan (``PlanDocument.to_full_json``); ``import_plan`` restores it to the letter."""
    frozen = _frozen(plan) if as_issued else None
    document = PlanDocument.from_full_json(frozen.content) if frozen else document_of(plan)
    return json.dumps(document.to_full_json(), ensure_ascii=False, indent=1).encode() + b"\n"


def plan_to_print(year: int) -> Plan:
    """The plan of ``year``: the one in force, else the newest that is not yet issued."""
    plans = Plan.objects.filter(year=year, removed_at__isnull=True)
    found = plans.in_force().first() or plans.order_by("-pk").first()
    if found is None:
        raise DomainError(f"Chưa có kế hoạch nào của năm {year}.")
    return found
