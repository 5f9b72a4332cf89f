"""The acts on units' contributions: asked and urged, sent, returned, taken in, copied into the report."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.forms.contribution import AskForm, ReturnContributionForm
from plans.http import OfficeRequest, submit_key
from plans.models import Assignment, Contribution, ContributionState, PaperState, Report, RoleHolding
from plans.models.office import Role
from plans.models.unit_index import UnitIndex
from plans.rules.calendar import period_start
from plans.rules.contribution import PART_OF, usual_due, working_days_from
from plans.rules.official import short_date
from plans.services import contribution as service
from plans.services import contribution_writing as writing
from plans.services.contribution_copy import copy_into_report
from plans.services.report import WHO_EDITS, WHY_NOT_EDITED
from plans.services.report_draw import span_of_report
from plans.services.special_days import special_days
from plans.services.together import together
from plans.views import report as report_page
from plans.views.act_page import ActPage, Acts, refusal_page
from plans.views.acting import act_by_button, act_on, require
from plans.views.contribution import frame_of, seen_contribution

_ACTS = Acts[Contribution]("contribution", service.WHY_NOT, frame_of)
ANSWER_DAYS = 3  # working days for writing more


def contribution_ask(request: OfficeRequest, pk: int) -> HttpResponse:
    """Yêu cầu đơn vị báo cáo."""
    report = report_page.seen_report(request, pk)
    require(request.user, "plans.ask_contribution", report, who=service.WHO_ASKS)
    frame = report_page.frame_of(report)
    if report.state != PaperState.DRAFT:
        sentence = WHY_NOT_EDITED[PaperState(report.state)]
        return refusal_page(request, frame, title="Yêu cầu đơn vị báo cáo", sentence=sentence)
    offered, likely, silent = _units_to_ask(report)
    if request.method == "POST":
        form = AskForm(request.POST, offered=offered)
    else:
        due_on = usual_due(report.due_on, timezone.localdate(), special_days())
        initial = {"units": likely, "due_on": due_on, "asked_text": _usual_request(report)}
        form = AskForm(initial=initial, offered=offered)
    made: list[Contribution] = []

    def act() -> None:
        made.extend(
            service.ask_contributions(actor=request.user, report=report, key=submit_key(request), **form.cleaned_data)
        )

    if form.is_bound and form.is_valid() and act_on(form, act):
        messages.success(request, f"Đã yêu cầu {len(made)} đơn vị, đầu mối nhận thông báo.")
        return redirect("plans:contribution_list", pk)
    context = {
        **frame.context,
        "form": form,
        "offered": offered,
        "silent": silent,
        "back_url": reverse("plans:contribution_list", args=[pk]),
    }
    return render(request, "plans/contribution_ask.html", context)


@require_POST
def contribution_urge_all(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đôn đốc every unit past its day."""
    report = report_page.seen_report(request, pk)
    require(request.user, "plans.ask_contribution", report, who=service.WHO_ASKS)
    key = submit_key(request)
    act_by_button(
        request,
        lambda: service.urge_all(actor=request.user, report=report, key=key),
        done="Đã đôn đốc các đơn vị quá hạn.",
    )
    return redirect("plans:contribution_list", pk)


@require_POST
def contribution_urge(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đôn đốc one unit; ``ve`` says that the button stood on its own page."""
    found = seen_contribution(request, pk)
    require(request.user, "plans.ask_contribution", found, who=service.WHO_ASKS)
    key = submit_key(request)
    act_by_button(
        request,
        lambda: service.urge_contribution(actor=request.user, contribution=found, key=key),
        done=f"Đã đôn đốc {found.unit}.",
    )
    if request.POST.get("ve") == "trang":
        return redirect("plans:contribution", pk)
    return redirect("plans:contribution_list", found.report_id)


@require_POST
def contribution_refresh(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lấy số liệu mới của đơn vị."""
    found = seen_contribution(request, pk)
    require(request.user, "plans.write_contribution", found, who=writing.WHO_WRITES)
    key = submit_key(request)
    act_by_button(
        request,
        lambda: writing.refresh_figures(actor=request.user, contribution=found, key=key),
        done=f"Đã lấy số liệu tính đến {short_date(found.report.as_of)}. Lời đã viết giữ nguyên.",
    )
    return redirect("plans:contribution", pk)


def contribution_send(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gửi thường trực."""
    found = seen_contribution(request, pk)
    require(request.user, "plans.write_contribution", found, who=writing.WHO_WRITES)
    if refused := _closed(request, found) or _ACTS.refused(request, found, *service.OWED):
        return refused
    empty = [part.label for part in PART_OF.values() if not getattr(found, part.name).strip()]
    nothing = writing.is_empty(found)
    page = ActPage(
        title=f"Gửi báo cáo của {found.unit}",
        will=(
            "Thường trực TĐKT nhận thông báo và tổng hợp vào báo cáo chung.",
            f"Số liệu của đơn vị được chốt tính đến {short_date(found.report.as_of)}.",
            "Sau khi gửi không sửa được nữa, trừ khi thường trực trả lại.",
        ),
        submit="Gửi báo cáo",
        icon="send",
        done="Đã gửi thường trực TĐKT.",
        missing=("Chưa viết mục nào. Viết ít nhất một mục.",) if nothing else (),
        doubts=() if nothing else tuple(f"Mục “{label}” để trống." for label in empty),
        mend="Viết tiếp",
    )
    return _ACTS.show(request, found, page, writing.send_contribution)


def contribution_return(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trả lại để viết thêm."""
    found = seen_contribution(request, pk)
    require(request.user, "plans.ask_contribution", found, who=service.WHO_ASKS)
    sent = (ContributionState.SENT, ContributionState.TAKEN)
    if refused := _closed(request, found) or _ACTS.refused(request, found, *sent):
        return refused
    page = ActPage(
        title=f"Trả lại báo cáo của {found.unit}",
        will=(
            "Đầu mối đơn vị nhận thông báo kèm lý do và viết thêm được.",
            "Đoạn đã chép vào báo cáo chung giữ nguyên.",
        ),
        submit="Trả lại",
        icon="rotate-ccw",
        done="Đã trả lại đơn vị kèm lý do.",
    )
    due_on = max(found.due_on, working_days_from(timezone.localdate(), ANSWER_DAYS, special_days()))
    options = {"form_class": ReturnContributionForm, "initial": {"due_on": due_on}}
    return _ACTS.show(request, found, page, service.return_contribution, **options)


def contribution_take(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đã tổng hợp."""
    found = seen_contribution(request, pk)
    require(request.user, "plans.ask_contribution", found, who=service.WHO_ASKS)
    if refused := _closed(request, found) or _ACTS.refused(request, found, ContributionState.SENT):
        return refused
    page = ActPage(
        title=f"Ghi đã tổng hợp báo cáo của {found.unit}",
        will=(
            "Đầu mối đơn vị nhận thông báo rằng báo cáo đã đủ.",
            "Nội dung vẫn hiện bên cạnh từng mục; đoạn nào cần thì bấm “Chép vào báo cáo” ở mục đó.",
        ),
        submit="Đã tổng hợp",
        icon="check",
        done="Đã ghi tổng hợp.",
    )
    back = reverse("plans:contribution_list", args=[found.report_id])
    return _ACTS.show(request, found, page, service.take_contribution, then=back)


@require_POST
def contribution_copy(request: OfficeRequest, pk: int) -> HttpResponse:
    """Chép vào báo cáo: ``phan`` is the text, ``muc`` the section, ``ve`` says where the button stood."""
    found = seen_contribution(request, pk)
    require(request.user, "plans.edit_report", found.report, who=WHO_EDITS)
    part, slug = PART_OF.get(request.POST.get("phan", "")), request.POST.get("muc", "")
    if part is None or not found.report.sections.filter(slug=slug).exists():
        raise Http404
    key = submit_key(request)
    act_by_button(
        request,
        lambda: copy_into_report(actor=request.user, contribution=found, part=part, slug=slug, key=key),
        done=f"Đã chép nội dung của {found.unit} thành một đoạn ở cuối mục. Sửa lời cho khớp báo cáo chung.",
    )
    if request.POST.get("ve") == "soan":
        return redirect("plans:report_section", found.report_id, slug)
    return redirect(f"{reverse('plans:report', args=[found.report_id])}#muc-{slug}")


def _closed(request: OfficeRequest, found: Contribution) -> HttpResponse | None:
    """The sentence in place of the form once the report is issued."""
    sentence = service.why_closed(found)
    return refusal_page(request, frame_of(found), title=str(found.unit), sentence=sentence) if sentence else None


def _usual_request(report: Report) -> str:
    return (
        f"Đề nghị đơn vị báo cáo kết quả công tác thi đua, khen thưởng {span_of_report(report).words}: kết quả nổi bật;"
        " hạn chế, khó khăn, nguyên nhân; nhiệm vụ thời gian tới; đề xuất, kiến nghị."
    )


def _units_to_ask(report: Report) -> tuple[list[int], list[int], list[str]]:
    """Who can still be asked, who takes part in the tasks of the time, and whose contact nobody is. Two queries."""
    index = UnitIndex.load()
    last = report.last
    tasks = Q(task__dropped=False) & (Q(task__reported_on=None) | Q(task__reported_on__gte=report.first))
    asked, contacts, named = together(
        [
            Contribution.objects.filter(report=report).order_by().values_list("unit_id"),
            RoleHolding.objects.filter(role=Role.CONTACT, user__is_active=True, unit__isnull=False).values_list(
                "unit_id"
            ),
            Assignment.objects.filter(tasks, task__plan=report.plan_id)
            .order_by()
            .values_list("unit_id", "task__period", "task__deadline"),
        ]
    )
    done, reached = {unit for (unit,) in asked}, {unit for (unit,) in contacts}
    part = {
        member
        for unit, period, deadline in named
        if (period_start(period, last.year) or deadline or last) <= last
        for member in index.members(unit)
    }
    units = [one for one in index if one.is_active and one.kind not in service.NEVER_ASKED and one.pk not in done]
    likely = [one.pk for one in units if one.pk in part and not one.is_standing]
    return [one.pk for one in units], likely, [one.name for one in units if one.pk not in reached]
