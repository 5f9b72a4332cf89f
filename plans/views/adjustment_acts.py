"""Pages of the acts that move an adjustment on: each says what will happen and repeats the verb on its button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from plans.forms.adjustment import WordsForm
from plans.forms.plan import IssueForm, ReturnForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import OPEN_ADJUSTMENT, Adjustment, AdjustmentState, Plan, PlanState
from plans.services import adjustment_way as way
from plans.services.adjustment import NOT_A_DRAFT, NOT_ISSUED, open_adjustment
from plans.services.paper import PLAN_SERIES, next_number
from plans.views.act_page import APPROVE, RETURN, SUBMIT, WITHDRAW, ActPage, Acts, Frame
from plans.views.acting import act_on, require
from plans.views.adjustment import WHO_PREPARES, adjustments_seen
from plans.views.adjustment_page import obstacles_for, sub_words
from plans.views.adjustment_rows import adjustment_pill, shown_change
from plans.views.plan import issued_words

WHO_DECIDES = "Lãnh đạo Sở duyệt hoặc trả lại điều chỉnh. Anh, chị xem được nhưng không quyết định."
WHO_ISSUES = "Văn thư ghi số, ngày và ban hành điều chỉnh. Cần làm việc này thì báo văn thư."


def _frame(record: Adjustment) -> Frame:
    own_page = reverse("plans:adjustment", args=[record.pk])
    context = {
        "adjustment": record,
        "plan": record.plan,
        "pill": adjustment_pill(record.state),
        "sub": sub_words(record),
        "own_page": own_page,
        "changes": [shown_change(change) for change in record.changes.order_by("order", "pk")],
    }
    return Frame("plans/adjustment_act.html", context, own_page=own_page)


_ACTS = Acts[Adjustment]("adjustment", NOT_A_DRAFT, _frame)


def adjustment_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lập điều chỉnh, from obstacles that call for one or freely."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    require(request.user, "plans.adjust_plan", plan, who=WHO_PREPARES)
    obstacles = obstacles_for(plan)
    made: list[Adjustment] = []
    if request.method == "POST":
        form = WordsForm(request.POST, obstacles=obstacles, opening=True)
        if form.is_valid() and act_on(form, lambda: made.append(_opened(request, plan, form))):
            messages.success(request, "Đã lập dự thảo điều chỉnh. Chọn nhiệm vụ cần sửa, bổ sung hoặc bỏ.")
            return redirect("plans:adjustment", made[0].pk)
    else:
        asked = [one.pk for one in obstacles if one.pk == whole_number(request.GET.get("vuong-mac", ""))]
        chosen = [one for one in obstacles if one.pk in asked]
        initial: dict[str, Any] = {"obstacles": asked, "reason": "\n".join(one.text for one in chosen)}
        form = WordsForm(initial=initial, obstacles=obstacles, opening=True)
    context = {
        "plan": plan,
        "form": form,
        "running": Adjustment.objects.filter(plan=plan, state__in=OPEN_ADJUSTMENT).first(),
        "refusal": "" if plan.state == PlanState.ISSUED else NOT_ISSUED,
        "issued": issued_words(plan),
        "back": reverse("plans:plan", args=[pk]),
    }
    return render(request, "plans/adjustment_new.html", context)


def _opened(request: OfficeRequest, plan: Plan, form: WordsForm) -> Adjustment:
    return open_adjustment(actor=request.user, plan=plan, obstacles=form.chosen, key=submit_key(request), **form.words)


def adjustment_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _adjustment(request, pk, "plans.adjust_plan", WHO_PREPARES)
    if refused := _ACTS.refused(request, record, AdjustmentState.DRAFT):
        return refused
    page = SUBMIT.page(
        "Trình duyệt điều chỉnh",
        "Lãnh đạo Sở nhận thông báo và xem để duyệt hoặc trả lại.",
        "Trong khi chờ, dự thảo không sửa được; cần sửa thì thu hồi.",
        missing=way.what_is_missing(record, list(record.changes.order_by("order", "pk"))),
    )
    return _ACTS.show(request, record, page, way.submit_adjustment)


def adjustment_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _adjustment(request, pk, "plans.adjust_plan", WHO_PREPARES)
    if refused := _ACTS.refused(request, record, AdjustmentState.SUBMITTED):
        return refused
    page = WITHDRAW.page(
        "Thu hồi điều chỉnh đang trình",
        "Điều chỉnh trở về dự thảo, sửa được; Lãnh đạo Sở nhận thông báo. Sửa xong thì trình lại.",
    )
    return _ACTS.show(request, record, page, way.withdraw_adjustment)


def adjustment_approve(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _adjustment(request, pk, "plans.approve_adjustment", WHO_DECIDES)
    if refused := _ACTS.refused(request, record, AdjustmentState.SUBMITTED):
        return refused
    page = APPROVE.page(
        "Duyệt điều chỉnh",
        "Nội dung không sửa nữa; văn thư ghi số, ngày để ban hành.",
        "Kế hoạch chỉ đổi khi điều chỉnh được ban hành. Chưa đồng ý thì trả lại kèm lý do.",
    )
    return _ACTS.show(request, record, page, way.approve_adjustment)


def adjustment_return(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _adjustment(request, pk, "plans.approve_adjustment", WHO_DECIDES)
    if refused := _ACTS.refused(request, record, AdjustmentState.SUBMITTED, AdjustmentState.APPROVED):
        return refused
    page = RETURN.page(
        "Trả lại điều chỉnh",
        "Điều chỉnh trở về dự thảo để thường trực sửa theo lý do dưới đây rồi trình lại.",
    )
    facts = {"example": "giữ thời hạn nhiệm vụ 8, chỉ đổi đơn vị phối hợp"}
    return _ACTS.show(request, record, page, way.return_adjustment, form_class=ReturnForm, form_facts=facts)


def adjustment_issue(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _adjustment(request, pk, "plans.issue_adjustment", WHO_ISSUES)
    if refused := _ACTS.refused(request, record, AdjustmentState.APPROVED):
        return refused
    today = timezone.localdate()
    page = ActPage(
        title="Ghi số, ban hành điều chỉnh",
        will=(
            f"Số và ngày được ghi vào sổ; ký hiệu là {record.plan.symbol}. Số đã cấp không đổi và không cấp lại được.",
            "Các nhiệm vụ dưới đây đổi ngay theo điều chỉnh; tiến độ, nhật ký đã ghi vẫn giữ.",
            "Bản in kế hoạch gốc giữ nguyên; đơn vị liên quan nhận thông báo.",
        ),
        submit="Ban hành",
        icon="stamp",
        done="Đã ban hành điều chỉnh, kế hoạch đổi theo và văn bản đã vào sổ.",
    )
    return _ACTS.show(
        request,
        record,
        page,
        way.issue_adjustment,
        form_class=IssueForm,
        form_facts={"approved_on": timezone.localdate(record.approved_at) if record.approved_at else None},
        initial={"number": next_number(PLAN_SERIES, today.year), "issued_on": today},
    )


def adjustment_discard(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _adjustment(request, pk, "plans.adjust_plan", WHO_PREPARES)
    if refused := _ACTS.refused(request, record, AdjustmentState.DRAFT):
        return refused
    page = ActPage(
        title="Bỏ dự thảo điều chỉnh",
        will=("Kế hoạch giữ nguyên. Dự thảo này chỉ còn để xem, có thể lập điều chỉnh khác.",),
        submit="Bỏ dự thảo",
        icon="trash-2",
        done="Đã bỏ dự thảo điều chỉnh.",
    )
    return _ACTS.show(request, record, page, way.discard_adjustment)


def _adjustment(request: OfficeRequest, pk: int, right: str, who: str) -> Adjustment:
    record: Adjustment = get_object_or_404(adjustments_seen(request.user), pk=pk)
    require(request.user, right, record, who=who)
    return record
