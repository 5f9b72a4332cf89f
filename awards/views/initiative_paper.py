"""Papers of initiatives to download."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from awards.models import InitiativeCall
from awards.rules.initiative_closed import CLOSED_TO
from awards.services.initiative_papers import call_document, dossier_document, note_download, score_document
from awards.services.initiative_reading import scores_of
from awards.views.initiative import seen_initiative
from awards.views.initiative_scoring import seen_score
from plans.http import OfficeRequest
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.services import audit
from plans.views.acting import require
from plans.views.files import DOCX, PDF, send_bytes


@require_safe
def initiative_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Báo cáo sáng kiến, PDF."""
    record = seen_initiative(request, pk)
    note_download(actor=request.user, record=record, what="báo cáo, PDF")
    data = render_pdf(dossier_document(record, request.user), filed=False)
    return send_bytes(data, name=f"Báo cáo sáng kiến - {record.name[:80]}.pdf", content_type=PDF)


@require_safe
def initiative_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """Báo cáo sáng kiến, Word."""
    record = seen_initiative(request, pk)
    note_download(actor=request.user, record=record, what="báo cáo, Word")
    data = render_docx(dossier_document(record, request.user))
    return send_bytes(data, name=f"Báo cáo sáng kiến - {record.name[:80]}.docx", content_type=DOCX)


@require_safe
def score_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Phiếu chấm: one's own always, another's once it is open to the reader."""
    score = seen_score(request, pk)
    if score.scorer_id != request.user.pk:
        seen = scores_of(request.user, score.initiative)
        if seen.closed:
            raise PermissionDenied(seen.closed)
        if not next(one for one in seen.sheets if one.pk == pk).handed_in:
            raise PermissionDenied("Phiếu này chưa nộp nên chỉ người chấm xem được.")
        note_download(actor=request.user, record=score.initiative, what=f"phiếu chấm của {score.scorer}")
    data = render_pdf(score_document(score, request.user), filed=False)
    return send_bytes(data, name=f"Phiếu chấm sáng kiến - {score.scorer}.pdf", content_type=PDF)


@require_safe
def call_scores_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bảng tổng hợp điểm of a call."""
    require(request.user, "awards.see_spread", who=CLOSED_TO)
    call = get_object_or_404(InitiativeCall.objects.select_related("sheet"), pk=pk)
    audit.record(actor=request.user, act="call.scores_download", obj=call)
    data = render_pdf(call_document(call, request.user), filed=False)
    return send_bytes(data, name=f"Bảng tổng hợp điểm - {call}.pdf", content_type=PDF)
