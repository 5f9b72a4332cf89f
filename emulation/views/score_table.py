"""Bảng điểm: its page for everybody, and the standing office's editor of its tree."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.forms.scoring import CopyForm, CriterionForm, WhoForm
from emulation.models import Campaign, ClusterYear, Criterion, ScoreTable
from emulation.papers.scoring import most_cell, target_words
from emulation.rules.scoring import GROUP, Placed, group_maxima, in_order, maxima
from emulation.services import score_table as service
from emulation.services.score_papers import print_table, subject_of
from emulation.services.table_sheet import apply_table, export_table, parse_table, plan_table, template_sheet
from emulation.views.sheet_rows import max_words
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import DOCX, PDF, XLSX, send_bytes
from plans.views.sheet_import import DryLine, SheetImport, answer_import

NATURE_WORDS = {"bonus": "điểm thưởng", "penalty": "điểm trừ"}


class Line(NamedTuple):
    """A criterion as the table's page shows it."""

    pk: int
    no: str
    depth: int
    text: str
    is_group: bool
    most: str
    target: str
    kind: str
    proof: bool
    guidance: str
    first: bool
    last: bool


def seen_campaign(request: OfficeRequest, pk: int) -> Campaign:
    """The campaign of an address with its phases, or 404: two queries."""
    rows = Campaign.objects.visible_to(request.user).select_related("table").prefetch_related("phases")
    return get_object_or_404(rows, pk=pk)


def seen_table(request: OfficeRequest, pk: int) -> ScoreTable:
    """The table of an address, of a campaign that the person may see, or 404."""
    rows = ScoreTable.objects.select_related("campaign", "cluster_year__cluster").prefetch_related("campaign__phases")
    table = get_object_or_404(rows, pk=pk)
    if table.campaign_id and not Campaign.objects.visible_to(request.user).filter(pk=table.campaign_id).exists():
        return get_object_or_404(rows.none())
    return table


def table_url(table: ScoreTable) -> str:
    """The page of a table, whichever it is of."""
    if table.campaign_id:
        return reverse("emulation:table", args=[table.campaign_id])
    return reverse("emulation:cluster_table", args=[table.cluster_year_id])


def table(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """The table of a campaign; the standing office opens it here and says who scores by it."""
    campaign = seen_campaign(request, campaign_pk)
    found = getattr(campaign, "table", None)
    form = WhoForm(initial={"who": found.who if found else ScoreTable.Who.UNIT})
    if request.method == "POST":
        require(request.user, "emulation.keep_table", who=service.WHO_KEEPS)
        form = WhoForm(request.POST)
        if form.is_valid() and act_on(form, lambda: _set(request, form.cleaned_data["who"], campaign=campaign)):
            messages.success(request, "Đã lưu bảng điểm. Thêm tiêu chí, chép hoặc nhập từ Excel.")
            return redirect("emulation:table", campaign_pk)
    return _page(request, found, owner=campaign, form=form)


def cluster_table(request: OfficeRequest, pk: int) -> HttpResponse:
    """The table of a cluster's year, by which the office scores itself."""
    year = get_object_or_404(ClusterYear.objects.select_related("cluster", "table"), pk=pk)
    if request.method == "POST":
        require(request.user, "emulation.keep_table", who=service.WHO_KEEPS)
        act_by_button(request, lambda: _set(request, "", cluster_year=year), done="Đã mở bảng điểm. Thêm tiêu chí.")
        return redirect("emulation:cluster_table", pk)
    return _page(request, getattr(year, "table", None), owner=year, form=None)


def _set(request: OfficeRequest, who: str, **owner: Any) -> object:
    today, key = timezone.localdate(), submit_key(request)
    return service.set_table(actor=request.user, who=who, today=today, key=key, **owner)


def _page(
    request: OfficeRequest, found: ScoreTable | None, *, owner: Campaign | ClusterYear, form: WhoForm | None
) -> HttpResponse:
    keeps = request.user.has_perm("emulation.keep_table")
    campaign = owner if isinstance(owner, Campaign) else None
    if found is not None and campaign is not None:
        found.campaign = campaign  # its phases are read already
    placed = in_order(service.nodes_of(found)) if found else []
    fixed = service.why_fixed(found, timezone.localdate()) if found else ""
    context = {
        "table": found,
        "campaign": campaign,
        "year": None if campaign else owner,
        "owner_name": str(owner),
        "owner_url": _owner_url(owner),
        "rows": table_lines(placed),
        "most": max_words(maxima(one.node for one in placed)),
        "count": sum(one.node.kind != GROUP for one in placed),
        "keeps": keeps,
        "edits": keeps and not fixed,
        "fixed": fixed if keeps else "",
        "form": form,
    }
    return render(request, "emulation/table.html", context)


def _owner_url(owner: Campaign | ClusterYear) -> str:
    name = "campaign" if isinstance(owner, Campaign) else "cluster_year"
    return reverse(f"emulation:{name}", args=[owner.pk])


def table_lines(placed: list[Placed]) -> list[Line]:
    """The tree as rows, each cell ready."""
    most = group_maxima(placed)
    siblings: dict[int | None, list[int]] = {}
    for one in placed:
        siblings.setdefault(one.node.parent, []).append(one.node.pk)
    found = []
    for one in placed:
        node, beside = one.node, siblings[one.node.parent]
        said = ["đạt hoặc không đạt" if node.kind == "yes_no" else "", NATURE_WORDS.get(node.nature, "")]
        found.append(
            Line(
                pk=node.pk,
                no=one.no,
                depth=one.depth,
                text=node.text,
                is_group=node.kind == GROUP,
                most=most_cell(one, most[node.pk]),
                target=target_words(one),
                kind=", ".join(part for part in said if part),
                proof=node.wants_proof,
                guidance=node.guidance,
                first=beside[0] == node.pk,
                last=beside[-1] == node.pk,
            )
        )
    return found


def criterion_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Add a criterion or a group, under the group that ``?nhom=`` names."""
    table = _kept_table(request, pk)
    placed = in_order(service.nodes_of(table))
    form = CriterionForm(initial={"version": 0, "parent": request.GET.get("nhom", "")}, placed=placed)
    if request.method == "POST":
        form = CriterionForm(request.POST, placed=placed)
        if form.is_valid() and act_on(form, lambda: _add(request, table, form)):
            messages.success(request, "Đã thêm vào bảng điểm.")
            again = f"?nhom={form.values['parent'] or ''}"
            more = reverse("emulation:criterion_add", args=[pk]) + again
            return redirect(more if "more" in request.POST else table_url(table))
    return _form_page(request, table, form, title="Thêm tiêu chí", more="Lưu, thêm dòng nữa")


def _add(request: OfficeRequest, table: ScoreTable, form: CriterionForm) -> object:
    today, key = timezone.localdate(), submit_key(request)
    return service.add_criterion(table=table, actor=request.user, values=form.values, today=today, key=key)


def criterion_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Change a criterion."""
    criterion, table = _kept_criterion(request, pk)
    placed = in_order(service.nodes_of(table))
    initial = {name: getattr(criterion, name) for name in (*service.FIELDS, "version")}
    if criterion.kind == GROUP:
        initial["maximum"] = None
    form = CriterionForm(initial=initial | {"parent": criterion.parent_id}, placed=placed, own=pk)
    if request.method == "POST":
        form = CriterionForm(request.POST, placed=placed, own=pk)
        try:
            if form.is_valid() and act_on(form, lambda: _change(request, criterion, form)):
                messages.success(request, "Đã lưu tiêu chí.")
                return redirect(f"{table_url(table)}#tc-{pk}")
        except EditConflict as conflict:
            back, theirs = table_url(table), {"parent": conflict.current.parent_id}
            return render_conflict(
                request, title=criterion.text, form=form, conflict=conflict, back_url=back, theirs=theirs
            )
    return _form_page(request, table, form, title="Sửa tiêu chí")


def _change(request: OfficeRequest, criterion: Criterion, form: CriterionForm) -> object:
    seen, today = form.cleaned_data["version"], timezone.localdate()
    return service.change_criterion(
        criterion=criterion, actor=request.user, values=form.values, seen=seen, today=today, key=submit_key(request)
    )


@require_POST
def criterion_move(request: OfficeRequest, pk: int) -> HttpResponse:
    """Up or down."""
    criterion, table = _kept_criterion(request, pk)
    up, today, key = "up" in request.POST, timezone.localdate(), submit_key(request)
    act_by_button(
        request,
        lambda: service.move_criterion(criterion=criterion, actor=request.user, up=up, today=today, key=key),
        done="Đã chuyển chỗ.",
    )
    return redirect(f"{table_url(table)}#tc-{pk}")


@require_POST
def criterion_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Remove, with what stands below."""
    criterion, table = _kept_criterion(request, pk)
    today, key = timezone.localdate(), submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_criterion(criterion=criterion, actor=request.user, today=today, key=key),
        done=f"Đã bỏ “{criterion.text[:80]}”.",
    )
    return redirect(table_url(table))


def table_copy(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take over the criteria of another campaign or cluster."""
    table = _kept_table(request, pk)
    filled = table.criteria.exists()
    others = ScoreTable.objects.exclude(pk=pk).select_related("campaign", "cluster_year__cluster")
    others = others.annotate(count=Count("criteria")).filter(count__gt=0).order_by("-pk")
    sources = {one.pk: one for one in others}
    choices = [(one.pk, f"{subject_of(one)} ({one.count} dòng)") for one in sources.values()]  # type: ignore[attr-defined]
    form = CopyForm(choices=choices, filled=filled)
    if request.method == "POST":
        form = CopyForm(request.POST, choices=choices, filled=filled)
        if form.is_valid() and act_on(form, lambda: _copy(request, table, sources[form.cleaned_data["source"]], form)):
            messages.success(request, "Đã chép bảng điểm. Xem lại từng tiêu chí.")
            return redirect(table_url(table))
    context = {"table": table, "form": form, "title": "Chép bảng điểm khác", "back": table_url(table)}
    return render(request, "emulation/table_form.html", context | {"submit": "Chép", "icon": "copy"})


def _copy(request: OfficeRequest, table: ScoreTable, source: ScoreTable, form: CopyForm) -> object:
    replace, today = form.cleaned_data.get("replace", False), timezone.localdate()
    return service.copy_table(
        table=table, actor=request.user, source=source, replace=replace, today=today, key=submit_key(request)
    )


def table_import(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take the whole table in from Excel: upload, dry run, confirmation."""
    table = _kept_table(request, pk)
    if refusal := service.why_fixed(table, timezone.localdate()):
        messages.info(request, refusal)
        return redirect(table_url(table))

    def apply(rows: list[dict[str, Any]], digest: str, key: str) -> str:
        count = apply_table(
            table=table, actor=request.user, rows=rows, digest=digest, today=timezone.localdate(), key=key
        )
        return f"Đã nhập {count} dòng vào bảng điểm."

    job = SheetImport(
        salt=f"score-table-{pk}",
        template="emulation/table_import.html",
        heads=("TT", "Tiêu chí"),
        here=reverse("emulation:table_import", args=[pk]),
        back=table_url(table),
        parse=parse_table,
        plan=lambda rows: plan_table(table, rows),
        apply=apply,
        lines=_dry_lines,
        tally=lambda plan: f"{len(plan.rows)} dòng" + (f", thay {plan.replaces} dòng đang có" if plan.replaces else ""),
        context={"table": table},
    )
    return answer_import(request, job)


def _dry_lines(plan: Any) -> list[DryLine]:
    """In the order of the sheet, so that the tree can be read."""
    return [
        DryLine(
            row.number,
            (row.no, row.values["text"] or "chưa ghi"),
            "warn" if row.faults else "doing",
            "Sai" if row.faults else "Nhận",
            row.faults,
        )
        for row in plan.rows
    ]


@require_safe
def table_template(request: OfficeRequest) -> HttpResponse:
    """An empty sheet to fill in."""
    require(request.user, "emulation.keep_table", who=service.WHO_KEEPS)
    return send_bytes(template_sheet(), name="mau-bang-diem.xlsx", content_type=XLSX)


@require_safe
def table_export(request: OfficeRequest, pk: int) -> HttpResponse:
    """The table as a sheet that can be taken in again."""
    return send_bytes(export_table(seen_table(request, pk)), name="bang-diem.xlsx", content_type=XLSX)


@require_safe
def table_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """The table on A4."""
    paper = print_table(seen_table(request, pk), request.user)
    return send_bytes(render_pdf(paper, filed=False), name="bang-diem.pdf", content_type=PDF)


@require_safe
def table_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The table for Word."""
    paper = print_table(seen_table(request, pk), request.user)
    return send_bytes(render_docx(paper), name="bang-diem.docx", content_type=DOCX)


def _kept_table(request: OfficeRequest, pk: int) -> ScoreTable:
    table = seen_table(request, pk)
    require(request.user, "emulation.keep_table", who=service.WHO_KEEPS)
    return table


def _kept_criterion(request: OfficeRequest, pk: int) -> tuple[Criterion, ScoreTable]:
    criterion = get_object_or_404(Criterion, pk=pk)
    table = criterion.table = _kept_table(request, criterion.table_id)
    return criterion, table


def _form_page(
    request: OfficeRequest, table: ScoreTable, form: CriterionForm, *, title: str, more: str = ""
) -> HttpResponse:
    refusal = service.why_fixed(table, timezone.localdate())
    context = {"table": table, "form": form, "title": title, "back": table_url(table), "refusal": refusal}
    words = {"submit": "Lưu", "icon": "save", "more": more, "subject": subject_of(table)}
    return render(request, "emulation/table_form.html", context | words)
