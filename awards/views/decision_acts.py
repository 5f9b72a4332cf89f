"""The acts on a decision: its way through the office, the days of its posting, into the bin."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.forms.decision import PostingForm
from awards.models import Decision, DecisionKind, DecisionState
from awards.papers.decision import counted_by_kind
from awards.services import decision as writing
from awards.services import decision_way as way
from awards.services.decision import WHO_DRAFTS, WHY_NOT
from awards.services.decision_document import lines_in, listed
from awards.views.decision import WHO_DECIDES, WHO_ISSUES, frame_of, seen_decision
from plans.http import OfficeRequest, submit_key
from plans.models import User
from plans.views.act_page import ActPage, Acts
from plans.views.acting import act_by_button, require
from plans.views.paper_acts import PaperActs

_POSTING = Acts[Decision]("decision", WHY_NOT, frame_of)
_EFFECTS = {
    DecisionKind.AWARD: "Khen thưởng vào quá trình của từng tập thể, cá nhân trong danh sách.",
    DecisionKind.INITIATIVE: "Các sáng kiến trong danh sách được ghi công nhận.",
    DecisionKind.AMEND: "Quá trình khen thưởng ghi theo nội dung sửa đổi; thông báo chưa gửi thôi không gửi nữa.",
    DecisionKind.REVOKE: "Khen thưởng trong danh sách bị gạch, không tính nữa; thông báo chưa gửi thôi không gửi nữa.",
}


_MONEY = {
    DecisionKind.AWARD: ("Tiền thưởng tính theo lương cơ sở của ngày ban hành.",),
    DecisionKind.AMEND: ("Số sổ vàng và lương cơ sở giữ theo quyết định đầu.",),
}


def _counts(decision: Decision) -> list[str]:
    rows = lines_in(decision)
    if any(line.initiative_id for line in rows):
        return [f"Danh sách gồm {len(rows):02} sáng kiến."]
    return [f"Danh sách {words}." for words in counted_by_kind(listed(rows))] or ["Danh sách chưa có dòng nào."]


def _frozen(decision: Decision) -> list[str]:
    return [
        "Nội dung, danh sách và bản PDF được đóng băng kèm mã SHA-256.",
        *_MONEY.get(DecisionKind(decision.kind), ()),
        _EFFECTS[DecisionKind(decision.kind)],
    ]


def _pages(reader: User) -> PaperActs[Decision]:
    """The act pages as ``reader`` may see them: the doubts speak of holds only to who may know of them."""
    return PaperActs[Decision](
        way.PAPERS,
        frame_of,
        name=lambda _decision: "quyết định",
        edit=lambda decision: reverse("awards:decision_edit", args=[decision.pk]),
        frozen=_frozen,
        example="bổ sung căn cứ, sửa tên ở dòng 3",
        noun="quyết định",
        carries=_counts,
        doubts=partial(way.what_to_look_at, reader=reader),
    )


def decision_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    return _pages(request.user).submit_page(request, _acted(request, pk, "awards.draft_decision", WHO_DRAFTS))


def decision_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    return _pages(request.user).withdraw_page(request, _acted(request, pk, "awards.draft_decision", WHO_DRAFTS))


def decision_approve(request: OfficeRequest, pk: int) -> HttpResponse:
    return _pages(request.user).approve_page(request, _acted(request, pk, "awards.approve_decision", WHO_DECIDES))


def decision_return(request: OfficeRequest, pk: int) -> HttpResponse:
    return _pages(request.user).return_page(request, _acted(request, pk, "awards.approve_decision", WHO_DECIDES))


def decision_issue(request: OfficeRequest, pk: int) -> HttpResponse:
    return _pages(request.user).issue_page(request, _acted(request, pk, "awards.issue_decision", WHO_ISSUES))


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
    return _POSTING.show(request, decision, page, way.post_decision, form_class=PostingForm, initial=initial)


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
