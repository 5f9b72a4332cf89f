"""Writing a report: a new one, its head, one section at a time saved by itself, sentences whose figures changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.context import plan_in_view
from plans.errors import DomainError, EditConflict
from plans.forms.report import HeadForm, NewReportForm
from plans.forms.report_section import OFF, TEXT, WAS, SectionForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import PaperState, Plan, Report, ReportSection, Task
from plans.rules.report_kind import report_kinds
from plans.services import report as service
from plans.services.contribution_copy import contributions_beside
from plans.services.locking import ALREADY_DONE, made_before
from plans.services.report_document import numbered
from plans.services.report_head import first_head, task_for
from plans.services.report_way import no_next_plan
from plans.views.act_page import refusal_page
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.report import frame_of, seen_section
from plans.views.report_acts import acted
from plans.views.report_lines import others_writing, sources_html

HEAD = (
    *("abstract", "as_of", "due_on", "addressee", "basis"),
    *("recipients", "symbol", "signer_title", "signer_name", "task", "annexes"),
)


def report_new(request: OfficeRequest) -> HttpResponse:
    """Lập báo cáo: kind and time are chosen, the draft is there with everything drawn."""
    require(request.user, "plans.edit_report", who=service.WHO_EDITS)
    plan, today = plan_in_view(request), timezone.localdate()
    back = reverse("plans:report_list")
    if plan is None or not plan.is_in_force:
        return render(request, "plans/report_new.html", {"plan": plan, "title": "Lập báo cáo", "back_url": back})
    tasks = _tasks(plan)
    facts: dict[str, Any] = {"year": plan.year, "today": today, "tasks": tasks}
    wanted = whole_number(request.GET.get("nhiem-vu", ""))
    form = NewReportForm(initial={"kind": request.GET.get("loai", "half"), "task": wanted}, **facts)
    if request.method == "POST":
        if made_already := made_before(request.user, submit_key(request)):
            messages.info(request, ALREADY_DONE)
            return redirect(made_already)
        form = NewReportForm(request.POST, **facts)
    made: list[Report] = []

    def act() -> None:
        values, span = form.cleaned_data, form.told
        task = None if values["no_task"] else values["task"] or task_for(form.chosen, span, list(tasks))
        made.append(
            service.create_report(
                actor=request.user,
                plan=plan,
                kind=form.chosen,
                span=span,
                as_of=values["as_of"],
                task=task,
                head={**first_head(plan, today=today), "due_on": values["due_on"] or (task.deadline if task else None)},
                key=submit_key(request),
            )
        )

    twin = _twin(plan, form) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and twin is None and act_on(form, act):
        messages.success(request, "Đã lập dự thảo, số liệu lấy từ hồ sơ. Xem từng mục, sửa lời rồi trình duyệt.")
        return redirect("plans:report", made[0].pk)
    context = {
        "plan": plan,
        "form": form,
        "title": "Lập báo cáo",
        "back_url": back,
        "kinds": report_kinds().values(),
        "twin": twin,
    }
    return render(request, "plans/report_new.html", context)


def report_head(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa thông tin: title, cut-off, addressee, basis, recipients, signer, annexes."""
    report = acted(request, pk, "plans.edit_report", service.WHO_EDITS)
    frame = frame_of(report)
    if report.state != PaperState.DRAFT:
        sentence = service.WHY_NOT_EDITED[PaperState(report.state)]
        return refusal_page(request, frame, title=str(report), sentence=sentence)
    kind = report_kinds().get(report.kind)
    offered = dict.fromkeys([*(kind.annexes if kind else ()), *report.annexes])
    facts: dict[str, Any] = {"offered": offered, "tasks": _tasks(report.plan)}
    values = {name: getattr(report, name) for name in HEAD if name != "task"}
    form = HeadForm(initial={**values, "task": report.task_id, "version": report.version}, **facts)
    if request.method == "POST":
        form = HeadForm(request.POST, **facts)

    def act() -> object:
        seen, key = form.cleaned_data["version"], submit_key(request)
        return service.edit_head(actor=request.user, report=report, seen=seen, values=form.values, key=key)

    try:
        if form.is_bound and form.is_valid() and act_on(form, act):
            messages.success(request, "Đã lưu thông tin báo cáo.")
            return redirect(frame.own_page)
    except EditConflict as conflict:
        title = "Thông tin báo cáo"
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=frame.own_page)
    context = {"title": "Thông tin báo cáo", "submit": "Lưu thông tin", "icon": "save", "form": form}
    return render(request, "plans/report_form.html", {**frame.context, **context, "back_url": frame.own_page})


def report_section(request: OfficeRequest, pk: int, slug: str) -> HttpResponse:
    """Sửa một mục: a text for each paragraph."""
    report = acted(request, pk, "plans.edit_report", service.WHO_EDITS)
    section, frame = seen_section(report, slug), frame_of(report)
    if report.state != PaperState.DRAFT:
        sentence = service.WHY_NOT_EDITED[PaperState(report.state)]
        return refusal_page(request, frame, title=str(report), sentence=sentence)
    sections = list(report.sections.all())
    title = next(one.title for one in numbered(sections) if one.section.slug == slug)
    lines = service.lines_of(section)
    form = SectionForm(lines=lines, section=section.pk, user=request.user.pk, version=section.version)
    if request.method == "POST":
        form = SectionForm(request.POST, lines=lines, section=section.pk, user=request.user.pk)

    def act() -> object:
        return _kept(request, section, form)

    try:
        if form.is_bound and form.is_valid() and act_on(form, act):
            messages.success(request, f"Đã lưu mục {title}.")
            again = reverse("plans:report_section", args=[pk, slug])
            return redirect(again if request.POST.get("them") else f"{frame.own_page}#muc-{slug}")
    except EditConflict as conflict:
        return _compare(request, form, conflict, title=f"Mục {title}", back=request.path)
    saved = timezone.localtime(section.edited_at) if section.edited_at else None
    context = {
        **frame.context,
        "section": section,
        "title": title,
        "form": form,
        "paragraphs": _paragraphs(report, section, form),
        "keys": " ".join(form.keys),
        "seal": form.seal,
        "missing": no_next_plan(report) if slug == "directions" else "",
        "others": others_writing(section, request.user, timezone.now()),
        "saved": f"{saved:%H:%M %d/%m/%Y}" if saved else "",
        "beside": contributions_beside(report, sections).get(slug, []),
        "remarks": report.remarks.filter(section=section).select_related("made_by__person", "settled_by__person"),
    }
    return render(request, "plans/report_section.html", context)


@require_POST
def report_section_save(request: OfficeRequest, pk: int, slug: str) -> HttpResponse:
    """Saved by itself while one writes: says when, with which version, or who saved meanwhile (409)."""
    report = acted(request, pk, "plans.edit_report", service.WHO_EDITS)
    section = seen_section(report, slug)
    lines = service.lines_of(section)
    form = SectionForm(request.POST, lines=lines, section=section.pk, user=request.user.pk)
    if not form.is_valid():
        return JsonResponse({"said": "Chưa tự lưu được. Bấm “Lưu mục này” để xem chỗ cần sửa."}, status=422)
    try:
        kept = _kept(request, section, form, by_itself=True)
    except EditConflict as conflict:
        found = conflict.current
        when = f" lúc {timezone.localtime(found.edited_at):%H:%M}" if found.edited_at else ""
        said = f"{found.edited_by or 'Người khác'} vừa lưu mục này{when}. Bấm “Lưu mục này” để so hai bản rồi chọn."
        return JsonResponse({"said": said}, status=409)
    except DomainError as refusal:
        return JsonResponse({"said": str(refusal)}, status=422)
    return JsonResponse({"said": f"Đã tự lưu lúc {timezone.localtime():%H:%M:%S}", "version": kept.version})


@require_POST
def report_settle(request: OfficeRequest, pk: int, slug: str) -> HttpResponse:
    """Lấy số liệu mới, or Giữ câu của tôi, for one sentence whose figures changed."""
    report = acted(request, pk, "plans.edit_report", service.WHO_EDITS)
    section = seen_section(report, slug)
    take_new = request.POST.get("chon") == "moi"

    def act() -> None:
        try:
            service.settle_line(
                actor=request.user,
                section=section,
                line_key=request.POST.get("cau", ""),
                take_new=take_new,
                seen=whole_number(request.POST.get("version", "")) or 0,
                key=submit_key(request),
            )
        except EditConflict:
            raise DomainError("Mục này vừa được người khác sửa. Xem lại câu rồi chọn lần nữa.") from None

    act_by_button(request, act, done="Đã lấy câu theo số liệu mới." if take_new else "Đã giữ câu của anh, chị.")
    return redirect(f"{reverse('plans:report', args=[pk])}#muc-{slug}")


def _kept(
    request: OfficeRequest, section: ReportSection, form: SectionForm, *, by_itself: bool = False
) -> ReportSection:
    return service.keep_section(
        actor=request.user,
        section=section,
        seen=form.cleaned_data["version"],
        typed=form.typed,
        by_itself=by_itself,
        key=submit_key(request),
    )


def _compare(
    request: OfficeRequest, form: SectionForm, conflict: EditConflict, *, title: str, back: str
) -> HttpResponse:
    """Both versions side by side. What is chosen there counts as typed over the version that is kept now."""
    form.lines = {line.key: line for line in service.lines_of(conflict.current)}
    before, theirs = form.before, form.theirs
    form.add_theirs()
    posted = request.POST.copy()
    for key in form.keys:
        posted[WAS + key] = theirs[TEXT + key]
    request.POST = posted  # type: ignore[assignment]  # the hidden words go on with the page
    return render_conflict(
        request, title=title, form=form, conflict=conflict, back_url=back, theirs=theirs, before=before
    )


def _paragraphs(report: Report, section: ReportSection, form: SectionForm) -> list[dict[str, Any]]:
    """Each paragraph's fields with what it was drawn from."""
    found = []
    for key in form.keys:
        line = form.lines.get(key)
        drawn = (line.drawn or line.seen) if line else None
        was = form.data.get(WAS + key, "") if form.is_bound else form.initial_text(key)
        found.append(
            {
                "key": key,
                "text": form[TEXT + key],
                "off": form[OFF + key] if OFF + key in form.fields else None,
                "was": was,
                "was_off": bool(line and line.left_out),
                "own": line is None or line.is_own,
                "drawn": drawn.text if drawn and line and line.words is not None else "",
                "sources": sources_html(report, section.slug, drawn),
                "stale": bool(line and line.is_stale),
            }
        )
    return found


def _twin(plan: Plan, form: NewReportForm) -> Report | None:
    """A report of this kind and time that is under way already, unless one more is wanted all the same."""
    if form.cleaned_data["again"]:
        return None
    span = form.told
    rows = Report.objects.exclude(state=PaperState.ISSUED).filter(removed_at=None, plan=plan, kind=form.chosen.slug)
    twin = rows.filter(first=span.first, last=span.last).select_related("prepared_by__person").first()
    if twin is not None:
        form.offer_again()
    return twin


def _tasks(plan: Plan) -> QuerySet[Task]:
    return Task.objects.in_plan().filter(plan=plan).order_by("order", "pk")
