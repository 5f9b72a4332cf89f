"""The PDF of an issued paper: made of its frozen content once the issuing act is committed, and kept exactly once.

Rendering holds no lock. Who comes between the act and its PDF (a crash, a long plan) loses nothing: the timer or the
next opening makes the same PDF of the same content.
"""

from __future__ import annotations

import json

from django.db import transaction

from plans.models import AuditEntry, IssuedPaper, StoredFile
from plans.papers.content import Paper, Row, Table
from plans.papers.frozen import from_json
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_attachment, plan_paper
from plans.rules.document import PlanDocument
from plans.rules.sniff import CONTENT_TYPES, FileKind
from plans.services import audit
from plans.services.files import store_file
from plans.services.locking import locked
from plans.services.plan_document import frozen_document
from plans.services.print_jobs import HEAVY_ROWS, run_in_child

PAPER, RECORD = "paper", "record"  # the keys of what is frozen of any paper but the plan


class UnfinishedPrintError(RuntimeError):
    """PDFs that could not be made; the next run of the timer tries again."""


def print_after_commit(paper: IssuedPaper) -> None:
    """Make the PDF as soon as the act under way is committed; a long one is left to the timer's own process."""
    if _rows(paper) <= HEAVY_ROWS:
        transaction.on_commit(lambda: pdf_of(paper), robust=True)


def pdf_of(paper: IssuedPaper) -> StoredFile:
    """The frozen PDF, made now when it is missing. Outside any transaction, so that nobody waits for the rendering."""
    if paper.pdf is not None:
        return paper.pdf
    now = IssuedPaper.objects.select_related("pdf").get(pk=paper.pk)
    return now.pdf or _keep(now, _render(now)) or pdf_of(now)


def make_missing_pdfs() -> None:
    """What is still to be made, each in a child process whose memory ends with it."""
    missing = IssuedPaper.objects.being_made().values_list("pk", flat=True)
    if errors := [error for pk in list(missing) if (error := run_in_child("--paper", pk))]:
        raise UnfinishedPrintError("\n".join(errors))


def frozen_paper(paper: IssuedPaper) -> Paper:
    """The pages as they were frozen."""
    if PAPER in paper.content:
        return from_json(paper.content[PAPER])
    return plan_paper(frozen_document(paper.content), symbol=paper.symbol)


def _rows(paper: IssuedPaper) -> int:
    """How many rows of tables the paper prints."""
    if PAPER not in paper.content:
        return len(paper.content["tasks"])
    pages = frozen_paper(paper)
    blocks = [*pages.body, *(block for annex in pages.annexes for block in annex.body)]
    return sum(isinstance(row, Row) for block in blocks if isinstance(block, Table) for row in block.rows)


def _attachment(paper: IssuedPaper) -> tuple[str, bytes]:
    """The record itself, as data inside the PDF."""
    if PAPER not in paper.content:
        return plan_attachment(PlanDocument.from_full_json(paper.content))
    data = json.dumps(paper.content.get(RECORD, {}), ensure_ascii=False, indent=1)
    return f"{paper.file_name}.json", data.encode()


def _render(paper: IssuedPaper) -> bytes:
    """The frozen content as PDF/A-3a: attached are the record itself, and the hash that pins the audit chain."""
    entry = AuditEntry.objects.get(hash=paper.audit_hash)
    note = f"Nhật ký kiểm toán, mục {entry.number}\n{entry.hash}\n"
    name, data = _attachment(paper)
    return render_pdf(frozen_paper(paper), attachments={name: data, "ma-kiem-toan.txt": note.encode()})


@transaction.atomic
def _keep(rendered: IssuedPaper, data: bytes) -> StoredFile | None:
    """Keep the PDF with its SHA-256 unless somebody was first; None when the content was frozen anew meanwhile."""
    record = locked(rendered)
    if record.pdf is not None or record.audit_hash != rendered.audit_hash:
        return record.pdf
    content_type = CONTENT_TYPES[FileKind.PDF]
    stored = store_file(data=data, name=f"{record.file_name}.pdf", content_type=content_type, user=record.issued_by)
    record.pdf, record.sha256 = stored, stored.sha256
    record.save()
    audit.record(actor=None, act="paper.print", obj=record, detail={"sha256": stored.sha256})
    return stored
