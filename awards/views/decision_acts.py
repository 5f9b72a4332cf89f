"""The acts on a decision: its way through the office, the days of its posting, into the bin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.forms.decision import DecisionReturnForm, PostingForm
from awards.models import Decision, DecisionKind, DecisionState
from awards.papers.decision import counted
from awards.services import decision as writing
from awards.services import decision_way as way
from awards.services.decision import WHO_DRAFTS, WHY_NOT
from awards.services.decision_document import SERIES, lines_in, listed
from awards.views.decision import WHO_DECIDES, WHO_ISSUES, frame_of, seen_decision
from plans.forms.plan import IssueForm
from plans.http import OfficeRequest, submit_key
from plans.services.paper import next_number
from plans.views.act_page import ActPage, Acts
from plans.views.acting import act_by_button, require

_ACTS = Acts[Decision]("decision", WHY_NOT, frame_of)
_EFFECTS = {
    DecisionKind.AWARD: "Khen thưởng vào quá trình của từng tập thể, cá nhân trong danh sách.",
    DecisionKind.INITIATIVE: "Các sáng kiến trong danh sách được ghi công nhận.",
    DecisionKind.AMEND: "Quá trình khen thưởng ghi theo nội dung sửa đổi; thông báo chưa gửi thôi không gửi nữa.",
    DecisionKind.REVOKE: "Khen thưởng trong danh sách bị gạch, không tính nữa; thông báo chưa gửi thôi không gửi nữa.",
}


def decision_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trình duyệt, with what stands in the list said once more."""
    decision = _acted(request, pk, "awards.draft_decision", WHO_DRAFTS)
    if refused := _ACTS.refused(request, decision, DecisionState.DRAFT):
        return refused
    missing = tuple(way.what_is_missing(decision))
    page = ActPage(
        title="Trình duyệt quyết định",
        will=(
            _counts(decision),
            "Lãnh đạo Sở nhận thông báo và xem để duyệt hoặc trả lại.",
            "Trong khi chờ, quyết định không sửa được; cần sửa thì thu hồi.",
        ),
        submit="Trình duyệt",
        icon="send",
        done="Đã trình Lãnh đạo Sở duyệt.",
        missing=missing,
        doubts=tuple(way.what_to_look_at(decision)),
    )
    back = f"{frame_of(decision).own_page}sua/" if missing else ""
    return _ACTS.show(request, decision, page, way.submit_decision, back=back)


def decision_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    decision = _acted(request, pk, "awards.draft_decision", WHO_DRAFTS)
    if refused := _ACTS.refused(request, decision, DecisionState.SUBMITTED):
        return refused
    page = ActPage(
        title="Thu hồi quyết định",
        will=("Quyết định trở về dự thảo, sửa được; Lãnh đạo Sở nhận thông báo.",),
        submit="Thu hồi",
        icon="undo-2",
        done="Đã thu hồi về dự thảo.",
    )
    return _ACTS.show(request, decision, page, way.withdraw_decision)


def decision_approve(request: OfficeRequest, pk: int) -> HttpResponse:
    decision = _acted(request, pk, "awards.approve_decision", WHO_DECIDES)
    if refused := _ACTS.refused(request, decision, DecisionState.SUBMITTED):
        return refused
    page = ActPage(
        title="Duyệt quyết định",
        will=(
            _counts(decision),
            "Nội dung không sửa nữa; văn thư ghi số, ngày để ban hành.",
            "Chưa đồng ý thì trả lại kèm lý do.",
        ),
        submit="Duyệt",
        icon="check",
        done="Đã duyệt. Văn thư ghi số và ngày để ban hành.",
        doubts=tuple(way.what_to_look_at(decision)),
    )
    return _ACTS.show(request, decision, page, way.approve_decision)


def decision_return(request: OfficeRequest, pk: int) -> HttpResponse:
    decision = _acted(request, pk, "awards.approve_decision", WHO_DECIDES)
    if refused := _ACTS.refused(request, decision, DecisionState.SUBMITTED, DecisionState.APPROVED):
        return refused
    page = ActPage(
        title="Trả lại quyết định",
        will=("Quyết định trở về dự thảo để thường trực sửa theo lý do dưới đây rồi trình lại.",),
        submit="Trả lại",
        icon="rotate-ccw",
        done="Đã trả lại thường trực kèm lý do.",
    )
    return _ACTS.show(request, decision, page, way.return_decision, form_class=DecisionReturnForm)


def decision_issue(request: OfficeRequest, pk: int) -> HttpResponse:
    decision = _acted(request, pk, "awards.issue_decision", WHO_ISSUES)
    if refused := _ACTS.refused(request, decision, DecisionState.APPROVED):
        return refused
    today = timezone.localdate()
    page = ActPage(
        title="Ghi số, ban hành quyết định",
        will=(
            f"Số và ngày được ghi vào sổ; ký hiệu là {decision.symbol}. Số đã cấp không đổi và không cấp lại được.",
            "Nội dung, danh sách và bản PDF được đóng băng kèm mã SHA-256.",
            "Tiền thưởng tính theo lương cơ sở của ngày ban hành.",
            _EFFECTS[DecisionKind(decision.kind)],
        ),
        submit="Ban hành",
        icon="stamp",
        done="Đã ban hành, vào sổ văn bản.",
        doubts=tuple(way.what_to_look_at(decision)),
    )
    initial = {"number": next_number(SERIES, today.year), "issued_on": today}
    return _ACTS.show(request, decision, page, way.issue_decision, form_class=IssueForm, initial=initial)


def decision_post(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đặt ngày công khai of an issued decision."""
    decision = _acted(request, pk, "awards.draft_decision", WHO_DRAFTS)
    if decision.state != DecisionState.ISSUED:
        messages.info(request, "Quyết định ban hành rồi mới công khai được.")
        return redirect("awards:decision", pk)
    page = ActPage(
        title="Công khai quyết định",
        will=("Trong thời gian này mọi tài khoản trong Sở xem được quyết định ở trang Công khai.",),
        submit="Lưu ngày công khai",
        icon="save",
        done="Đã lưu ngày công khai.",
    )
    initial = {"posted_from": decision.posted_from, "posted_to": decision.posted_to}
    return _ACTS.show(request, decision, page, way.post_decision, form_class=PostingForm, initial=initial)


@require_POST
def decision_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    decision = _acted(request, pk, "awards.draft_decision", WHO_DRAFTS)
    key = submit_key(request)
    removed = act_by_button(
        request,
        lambda: writing.remove_decision(actor=request.user, decision=decision, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:decision_list") if removed else redirect("awards:decision", pk)


def _acted(request: OfficeRequest, pk: int, right: str, who: str) -> Decision:
    decision = seen_decision(request, pk)
    require(request.user, right, decision, who=who)
    return decision


def _counts(decision: Decision) -> str:
    lines = listed(lines_in(decision))
    if decision.kind == DecisionKind.INITIATIVE:
        return f"Danh sách gồm {len(lines):02} sáng kiến."
    return f"Danh sách gồm {counted(lines) or 'chưa có dòng nào'}."
