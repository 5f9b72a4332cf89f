"""A plan document printed as the app prints it, without an office around it."""

from __future__ import annotations

from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_attachment, plan_paper
from plans.rules.document import PlanDocument

SYMBOL = "KH-SNgV"


def print_plan_pdf(document: PlanDocument) -> bytes:
    """For the files: PDF/A-3a with its data attached."""
    return render_pdf(plan_paper(document, symbol=SYMBOL), attachments=dict([plan_attachment(document)]))


def print_plan_docx(document: PlanDocument) -> bytes:
    return render_docx(plan_paper(document, symbol=SYMBOL))
