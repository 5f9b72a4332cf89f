"""Pages of the acts that move a plan on: each says what will happen, to what, and repeats the verb on its button."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from plans.forms.plan import IssueForm, NumberForm, ReturnForm
from plans.http import OfficeRequest
from plans.models import Plan, PlanState, Role, User
from plans.services import lifecycle
from plans.services.draft_flags import flags_of
from plans.services.paper import PLAN_SERIES, next_number, split_number
from plans.services.plan_document import document_of
from plans.services.way import holders
from plans.views.act_page import APPROVE, RETURN, SUBMIT, ActPage, Acts, Frame, refusal_page
from plans.views.acting import require
from plans.views.steps import Step, StepFor, steps_among

WHO_PREPARES = "Bộ phận thường trực thi đua, khen thưởng soạn và trình kế hoạch. Cần làm việc này thì báo thường trực."
WHO_DECIDES = "Lãnh đạo Sở duyệt, trả lại hoặc kết thúc kế hoạch. Anh, chị xem được nhưng không quyết định."
WHO_ISSUES = "Văn thư ghi số, ngày và ban hành kế hoạch. Cần làm việc này thì báo văn thư."
DOUBTS_SHOWN = 5
NUMBERED = "plans:plan_number"
_STEPS = {
    PlanState.DRAFT: (
        StepFor("plans.submit_plan", "Xoá bản thảo", "plans:plan_delete", "trash-2", False),
        StepFor("plans.edit_plan", "Soạn tiếp", "plans:draft", "square-pen", False),
        StepFor("plans.submit_plan", "Trình duyệt", "plans:plan_submit", "send", True),
    ),
    PlanState.SUBMITTED: (
        StepFor("plans.submit_plan", "Thu hồi", "plans:plan_withdraw", "undo-2", False),
        StepFor("plans.approve_plan", "Trả lại", "plans:plan_return", "rotate-ccw", False),
        StepFor("plans.approve_plan", "Duyệt", "plans:plan_approve", "check", True),
    ),
    PlanState.APPROVED: (
        StepFor("plans.approve_plan", "Trả lại", "plans:plan_return", "rotate-ccw", False),
        StepFor("plans.issue_plan", "Ghi số, ban hành", "plans:plan_issue", "stamp", True),
    ),
    PlanState.ISSUED: (
        StepFor("plans.approve_plan", "Kết thúc kế hoạch", "plans:plan_close", "archive", False),
        StepFor("plans.issue_plan", "Ghi số theo bản ký", NUMBERED, "stamp", True),
    ),
}


def steps_for(user: User, plan: Plan) -> list[Step]:
    """What ``user`` can do next with ``plan``, the main step last; empty where nothing can be done now."""
    offered = _STEPS.get(PlanState(plan.state), ())
    return steps_among(user, (one for one in offered if one.name != NUMBERED or not plan.number), plan)


def _frame(plan: Plan) -> Frame:
    context = {"plan": plan, "task_count": plan.tasks.in_plan().count()}
    return Frame("plans/lifecycle.html", context, own_page=reverse("plans:plan", args=[plan.pk]))


_ACTS = Acts[Plan]("plan", lifecycle.WHY_NOT, _frame)


def plan_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.submit_plan", WHO_PREPARES)
    if refused := _ACTS.refused(request, plan, PlanState.DRAFT):
        return refused
    missing = tuple(lifecycle.what_is_missing(plan))
    page = SUBMIT.page(
        "Trình duyệt kế hoạch",
        "Lãnh đạo Sở nhận thông báo và xem để duyệt hoặc trả lại.",
        "Trong khi chờ, bản thảo không sửa được; cần sửa thì thu hồi.",
        *_nobody(Role.LEADER, "duyệt"),
        missing=missing,
        doubts=_doubts(plan, "Sửa hoặc giữ từng chỗ ở mục Rà câu chữ của bản thảo."),
    )
    return _ACTS.show(request, plan, page, lifecycle.submit_plan, back=reverse("plans:draft", args=[pk]))


def _doubts(plan: Plan, what_next: str) -> tuple[str, ...]:
    """Lines on the doubtful places left, for whoever sends the plan on: years counted, dates and letters named."""
    sections, tasks = list(plan.sections.order_by("order", "pk")), list(plan.tasks.order_by("order", "pk"))
    flags = flags_of(plan, document_of(plan), sections, tasks)
    named = [flag for flag in flags if not flag.to]
    lines = [f"{flag.label}, “{flag.words}”: {flag.remark}" for flag in named[:DOUBTS_SHOWN]]
    if len(named) > DOUBTS_SHOWN:
        lines.append(f"Còn {len(named) - DOUBTS_SHOWN} chỗ khác ở mục Rà câu chữ.")
    if years := len(flags) - len(named):
        lines.insert(0, f"Còn {years} chỗ ghi năm khác năm kế hoạch.")
    return (*lines, what_next) if lines else ()


def _nobody(role: Role, act: str) -> tuple[str, ...]:
    """A line that says so where no account could take the next step, as in an office that has just begun."""
    if holders(role).exists():
        return ()
    return (f"Chưa có tài khoản nào giữ vai trò {role.label}: quản trị giao vai trò thì mới có người {act}.",)


def plan_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.submit_plan", WHO_PREPARES)
    if refused := _ACTS.refused(request, plan, PlanState.SUBMITTED):
        return refused
    page = ActPage(
        title="Thu hồi kế hoạch đang trình",
        will=("Kế hoạch trở về bản thảo, sửa được; Lãnh đạo Sở nhận thông báo. Sửa xong thì trình lại.",),
        submit="Thu hồi",
        icon="undo-2",
        done="Đã thu hồi về bản thảo.",
    )
    return _ACTS.show(request, plan, page, lifecycle.withdraw_plan)


def plan_approve(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.approve_plan", WHO_DECIDES)
    if refused := _ACTS.refused(request, plan, PlanState.SUBMITTED):
        return refused
    page = APPROVE.page(
        "Duyệt kế hoạch",
        "Nội dung không sửa nữa; văn thư ghi số, ngày để ban hành.",
        "Chưa đồng ý thì trả lại kèm lý do.",
        *_nobody(Role.CLERK, "ghi số"),
        doubts=_doubts(plan, "Xem lại bản trình; chưa đúng thì trả lại."),
    )
    return _ACTS.show(request, plan, page, lifecycle.approve_plan)


def plan_return(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.approve_plan", WHO_DECIDES)
    if refused := _ACTS.refused(request, plan, PlanState.SUBMITTED, PlanState.APPROVED):
        return refused
    page = RETURN.page(
        "Trả lại kế hoạch",
        "Kế hoạch trở về bản thảo để thường trực sửa theo lý do dưới đây rồi trình lại.",
    )
    return _ACTS.show(request, plan, page, lifecycle.return_plan, form_class=ReturnForm)


def plan_issue(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.issue_plan", WHO_ISSUES)
    if refused := _ACTS.refused(request, plan, PlanState.APPROVED):
        return refused
    today = timezone.localdate()
    page = ActPage(
        title="Ghi số, ban hành kế hoạch",
        doubts=_doubts(plan, "Cần sửa thì đề nghị Lãnh đạo Sở trả lại trước khi ghi số."),
        will=(
            f"Số và ngày được ghi vào sổ; ký hiệu là {plan.symbol}. Số đã cấp không đổi và không cấp lại được.",
            "Nội dung và bản PDF được đóng băng kèm mã SHA-256; sau đó chỉ sửa bằng điều chỉnh.",
            "Mỗi nơi nhận có một dòng chuyển văn bản trong sổ; mọi người nhận thông báo.",
        ),
        submit="Ban hành",
        icon="stamp",
        done="Đã ban hành kế hoạch và vào sổ văn bản.",
    )
    approved_on = timezone.localdate(plan.approved_at) if plan.approved_at else None
    return _ACTS.show(
        request,
        plan,
        page,
        lifecycle.issue_plan,
        form_class=IssueForm,
        form_facts={"approved_on": approved_on},
        initial={"number": next_number(PLAN_SERIES, today.year), "issued_on": today},
    )


def plan_number(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.issue_plan", WHO_ISSUES)
    if not plan.signed_import or plan.number or not plan.is_in_force:
        sentence = "Kế hoạch này không chờ ghi số theo bản ký."
        return refusal_page(request, _frame(plan), title=str(plan), sentence=sentence)
    page = ActPage(
        title="Ghi số, ngày theo bản đã ký",
        will=(
            "Kế hoạch này đã ký, ban hành trên giấy trước khi nhập vào đây. Ghi đúng số, ký hiệu, ngày trên bản giấy.",
            "Sổ văn bản được điền và bản PDF đóng băng lại, có số; số đã ghi không đổi được.",
        ),
        submit="Ghi số",
        icon="stamp",
        done="Đã ghi số, ngày vào kế hoạch và sổ văn bản.",
    )
    known = split_number(plan.source_number) if plan.source_number else None
    initial: dict[str, Any] = {"symbol": plan.symbol, "issued_on": plan.source_issued_on}
    if known:
        initial |= {"number": known[0], "symbol": known[1]}
    return _ACTS.show(request, plan, page, lifecycle.enter_number, form_class=NumberForm, initial=initial)


def plan_close(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.approve_plan", WHO_DECIDES)
    if refused := _ACTS.refused(request, plan, PlanState.ISSUED):
        return refused
    open_tasks = plan.tasks.in_plan().exclude(progress__in=("done", "not_arisen", "cancelled")).count()
    page = ActPage(
        title="Kết thúc kế hoạch năm",
        will=(
            f"Còn {open_tasks} nhiệm vụ chưa hoàn thành; các nhiệm vụ này giữ nguyên trạng thái và được tính như vậy."
            if open_tasks
            else "Mọi nhiệm vụ đã xong.",
            "Sau khi kết thúc, kế hoạch chỉ xem và in, không ghi tiến độ nữa.",
        ),
        submit="Kết thúc kế hoạch",
        icon="archive",
        done="Đã kết thúc kế hoạch năm.",
    )
    return _ACTS.show(request, plan, page, lifecycle.close_plan)


def plan_delete(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk, "plans.submit_plan", WHO_PREPARES)
    if refused := _ACTS.refused(request, plan, PlanState.DRAFT):
        return refused
    page = ActPage(
        title="Xoá bản thảo",
        will=(
            f"Bản thảo này và {plan.tasks.count()} nhiệm vụ của nó vào thùng rác, không ai thấy ở các trang khác.",
            "Cần lại thì mở Thùng rác, bấm “Khôi phục”. Văn bản gốc đã tải lên và nhật ký vẫn còn.",
        ),
        submit="Xoá bản thảo",
        icon="trash-2",
        done="Đã bỏ bản thảo vào thùng rác.",
    )
    back = reverse("plans:draft", args=[pk])
    return _ACTS.show(request, plan, page, lifecycle.delete_plan, back=back, then=reverse("plans:plan_list"))


def _plan(request: OfficeRequest, pk: int, right: str, who: str) -> Plan:
    plan: Plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    require(request.user, right, plan, who=who)
    return plan
