"""The register of issued papers, one paper with its frozen files, and what the clerk keeps of it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.errors import EditConflict
from plans.forms.paper import PaperFilter, RegisterForm, SignedForm, saved_values
from plans.http import OfficeRequest, submit_key
from plans.models import AuditHead, IssuedPaper
from plans.papers.docx import render_docx
from plans.rules.sniff import MAX_UPLOAD
from plans.services import paper as service
from plans.services.frozen_print import frozen_paper, pdf_of
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import DOCX, send_bytes, send_file
from plans.views.listing import Listing, page_of, send_listing
from plans.views.paper_rows import HEADS, papers_matching, print_columns, print_rows, rows_of

WHO_SEES = "Sổ văn bản dành cho văn thư, thường trực, lãnh đạo và đầu mối đơn vị. Cần tra một văn bản thì hỏi văn thư."
WHO_KEEPS = "Văn thư giữ sổ văn bản: ghi nơi gửi, ký nhận và tải bản đã ký. Cần bổ sung thì báo văn thư."


def paper_list(request: OfficeRequest) -> HttpResponse:
    """Sổ đăng ký văn bản đi."""
    require(request.user, "plans.see_register", who=WHO_SEES)
    form, found, words = narrowed(request)
    page = page_of(request, found)
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page.object_list),
        "heads": HEADS,
        "criteria": words,
        "filtered": bool(request.GET.get("q") or request.GET.get("year") or request.GET.get("series")),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/paper_list.html", context)


def paper_print(request: OfficeRequest) -> HttpResponse:
    """Sổ theo điều kiện đang lọc, in A4 ngang hay tải về Excel."""
    require(request.user, "plans.see_register", who=WHO_SEES)
    form, found, words = narrowed(request)
    rows = rows_of(found)
    year = form.cleaned_data.get("year")
    listing = Listing(
        kind="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        subject=f"Năm {year}" if year else "",
        columns=print_columns(),
        rows=print_rows(rows),
        criteria=words,
        total=f"Tổng số: {len(rows)} văn bản. Mã kiểm toán lúc in: {_audit_head()}",
    )
    return send_listing(request, listing, name="so-dang-ky-van-ban-di.pdf")


def _audit_head() -> str:
    """The last hash of the audit chain: printed, so that a chain cut later is found out."""
    return AuditHead.objects.filter(pk=1).values_list("hash", flat=True).first() or "chưa có"


def narrowed(request: OfficeRequest) -> tuple[PaperFilter, QuerySet[IssuedPaper], str]:
    """The filter as typed, the papers it finds, and itself in words."""
    visible = IssuedPaper.objects.visible_to(request.user)
    known = list(visible.order_by().values_list("year", "series").distinct())
    years = sorted({year for year, _ in known}, reverse=True)
    form = PaperFilter(request.GET, years=years, series=sorted({series for _, series in known}))
    form.is_valid()
    chosen = form.cleaned_data
    q, year, series = chosen.get("q", ""), chosen.get("year"), chosen.get("series", "")
    said = [f"năm {year}" if year else "mọi năm", f"dãy số {series}" if series else "mọi dãy số"]
    if q:
        said.append(f"có chữ “{q}”")
    return form, papers_matching(request.user, q=q, year=year, series=series), ", ".join(said)


def paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """One paper: its line of the register, its frozen files, and where it went."""
    record = _paper(request, pk)
    form = RegisterForm(
        initial={**saved_values(record, ()), "version": record.version}, dispatches=list(record.dispatches.all())
    )
    return _show(request, record, form)


@require_POST
def paper_dispatch(request: OfficeRequest, pk: int) -> HttpResponse:
    """Save the clerk's part of the register line."""
    record = _paper(request, pk)
    require(request.user, "plans.keep_register", record, who=WHO_KEEPS)
    form = RegisterForm(request.POST, dispatches=list(record.dispatches.all()))
    here = reverse("plans:paper", args=[pk])

    def act() -> object:
        return service.save_register_line(
            actor=request.user,
            paper=record,
            values=form.values,
            lines=form.lines,
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    try:
        if form.is_valid() and act_on(form, act):
            messages.success(request, "Đã lưu vào sổ văn bản.")
            return redirect(here)
    except EditConflict as conflict:
        saved = saved_values(conflict.current, list(record.dispatches.all()))
        title = f"Sổ văn bản, {record.symbol_line}"
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=here, theirs=saved)
    return _show(request, record, form)


def paper_upload(request: OfficeRequest, pk: int) -> HttpResponse:
    """Tải lên bản đã ký, hoặc thay bản đã tải."""
    record = _paper(request, pk)
    require(request.user, "plans.keep_register", record, who=WHO_KEEPS)
    form = SignedForm(initial={"version": record.version})
    if request.method == "POST":
        form = SignedForm(request.POST, request.FILES)
        if form.is_valid() and act_on(form, lambda: _upload(request, record, form)):
            messages.success(request, "Đã lưu bản PDF đã ký, đúng từng byte.")
            return redirect("plans:paper", pk=pk)
    return render(request, "plans/paper_upload.html", {"paper": record, "form": form})


def _upload(request: OfficeRequest, record: IssuedPaper, form: SignedForm) -> None:
    file = form.cleaned_data["file"]
    service.upload_signed(
        actor=request.user,
        paper=record,
        data=file.read(MAX_UPLOAD + 1),
        name=file.name,
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )


def paper_pdf(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The PDF frozen at issuing, from its file; made of the frozen content when it is not there yet."""
    record = _paper(request, pk)
    if record.pdf is None and not record.is_being_made:
        raise Http404
    return send_file(pdf_of(record))


def paper_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The frozen content for Word."""
    record = _paper(request, pk)
    if not record.content:
        raise Http404
    return send_bytes(render_docx(frozen_paper(record)), name=f"{record.file_name}.docx", content_type=DOCX)


def paper_signed(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The signed PDF, byte for byte."""
    record = _paper(request, pk)
    if record.signed_pdf is None:
        raise Http404
    return send_file(record.signed_pdf)


def _paper(request: OfficeRequest, pk: int) -> IssuedPaper:
    papers = IssuedPaper.objects.visible_to(request.user).select_related(
        "plan", "pdf", "signed_pdf", "issued_by__person", "adjustment", "event", "report"
    )
    return get_object_or_404(papers, pk=pk)


def _show(request: OfficeRequest, record: IssuedPaper, form: RegisterForm) -> HttpResponse:
    keeps = request.user.has_perm("plans.keep_register", record)
    former = []
    if keeps:
        kept = record.history.exclude(signed_pdf=None).exclude(signed_pdf=record.signed_pdf_id or 0)
        former = list(kept.values_list("signed_pdf__name", "signed_pdf__sha256").order_by().distinct())
    return render(request, "plans/paper.html", {"paper": record, "form": form, "keeps": keeps, "former": former})
