"""Pages of the acts that move a campaign on: each says what will happen and repeats the verb on its button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from emulation.forms.campaign import CancelCampaignForm, CloseCampaignForm, CompleteTaskForm
from emulation.models import Campaign, CampaignState
from emulation.services import campaign_task
from emulation.services import campaign_way as way
from emulation.services.campaign import WHY_NOT, what_is_missing, what_to_look_at
from emulation.views.campaign import WHO_EDITS, seen_campaign
from emulation.views.campaign_rows import campaign_pill, days_words
from plans.forms.plan import IssueForm, ReturnForm
from plans.http import OfficeRequest, submit_key
from plans.services import task_people
from plans.services.paper import PLAN_SERIES, next_number
from plans.views.act_page import RETURN, SUBMIT, ActPage, Acts, Frame, refusal_page
from plans.views.acting import act_on, require
from plans.views.task_rows import tasks_seen

WHO_DECIDES = "Lãnh đạo Sở duyệt, trả lại hoặc kết thúc phong trào. Anh, chị xem được nhưng không quyết định."
WHO_ISSUES = "Văn thư ghi số, ngày và phát động. Cần làm việc này thì báo văn thư."
RETURN_EXAMPLE = "ghi rõ tiêu chí chấm điểm của các phòng"


def _frame(record: Campaign) -> Frame:
    own_page = reverse("emulation:campaign", args=[record.pk])
    context = {
        "campaign": record,
        "pill": campaign_pill(record.state),
        "when": days_words(record.starts_on, record.ends_on),
        "own_page": own_page,
    }
    return Frame("emulation/campaign_act.html", context, own_page=own_page)


_ACTS = Acts[Campaign]("campaign", WHY_NOT, _frame)


def campaign_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _campaign(request, pk, "emulation.edit_campaign", WHO_EDITS)
    if refused := _ACTS.refused(request, record, CampaignState.DRAFT):
        return refused
    page = SUBMIT.page(
        "Trình duyệt phong trào",
        "Lãnh đạo Sở nhận thông báo và xem để duyệt hoặc trả lại.",
        "Trong khi chờ, phong trào không sửa được; cần sửa thì thu hồi.",
        missing=what_is_missing(record),
        doubts=what_to_look_at(record),
    )
    edit = reverse("emulation:campaign_edit", args=[pk])
    return _ACTS.show(request, record, page, way.submit_campaign, back=edit if page.missing else "")


def campaign_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _campaign(request, pk, "emulation.edit_campaign", WHO_EDITS)
    if refused := _ACTS.refused(request, record, CampaignState.SUBMITTED):
        return refused
    page = ActPage(
        title="Thu hồi phong trào đang trình",
        will=("Phong trào trở về đang soạn, sửa được; Lãnh đạo Sở nhận thông báo. Sửa xong thì trình lại.",),
        submit="Thu hồi",
        icon="undo-2",
        done="Đã thu hồi để sửa.",
    )
    return _ACTS.show(request, record, page, way.withdraw_campaign)


def campaign_approve(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _campaign(request, pk, "emulation.approve_campaign", WHO_DECIDES)
    if refused := _ACTS.refused(request, record, CampaignState.SUBMITTED):
        return refused
    page = ActPage(
        title="Duyệt phong trào",
        will=(
            "Nội dung không sửa nữa; văn thư ghi số, ngày của kế hoạch để phát động.",
            "Chưa đồng ý thì trả lại kèm lý do.",
        ),
        submit="Duyệt",
        icon="check",
        done="Đã duyệt. Văn thư ghi số và ngày để phát động.",
        doubts=tuple(what_to_look_at(record)),
    )
    return _ACTS.show(request, record, page, way.approve_campaign)


def campaign_return(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _campaign(request, pk, "emulation.approve_campaign", WHO_DECIDES)
    if refused := _ACTS.refused(request, record, CampaignState.SUBMITTED, CampaignState.APPROVED):
        return refused
    page = RETURN.page(
        "Trả lại phong trào",
        "Phong trào trở về đang soạn để thường trực sửa theo lý do dưới đây rồi trình lại.",
    )
    facts = {"example": RETURN_EXAMPLE}
    return _ACTS.show(request, record, page, way.return_campaign, form_class=ReturnForm, form_facts=facts)


def campaign_launch(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _campaign(request, pk, "emulation.launch_campaign", WHO_ISSUES)
    if refused := _ACTS.refused(request, record, CampaignState.APPROVED):
        return refused
    today = timezone.localdate()
    page = ActPage(
        title="Ghi số, phát động phong trào",
        will=(
            f"Số và ngày được ghi vào sổ; ký hiệu là {record.symbol}. Số đã cấp không đổi và không cấp lại được.",
            "Nội dung và bản PDF được đóng băng kèm mã SHA-256.",
            "Đầu mối các đơn vị tham gia nhận thông báo; các giai đoạn mở và đóng theo ngày.",
        ),
        submit="Phát động",
        icon="stamp",
        done="Đã phát động, kế hoạch đã vào sổ văn bản.",
    )
    initial = {"number": next_number(PLAN_SERIES, today.year), "issued_on": today}
    return _ACTS.show(request, record, page, way.launch_campaign, form_class=IssueForm, initial=initial)


def campaign_close(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _campaign(request, pk, "emulation.close_campaign", WHO_DECIDES)
    if refused := _ACTS.refused(request, record, CampaignState.LAUNCHED):
        return refused
    lacks = way.lacks_midterm(record)
    page = ActPage(
        title="Kết thúc phong trào",
        will=("Phong trào đã tổng kết; đăng ký, phiếu chấm điểm và báo cáo chỉ còn để xem.",),
        submit="Kết thúc",
        icon="archive",
        done="Đã kết thúc phong trào.",
        missing=tuple(way.what_hinders_closing(record)),
        doubts=(way.MIDTERM_UNKNOWN,) if lacks else (),
        mend="Mở phong trào",
    )
    return _ACTS.show(
        request,
        record,
        page,
        way.close_campaign,
        form_class=CloseCampaignForm,
        form_facts={"lacks_midterm": lacks},
    )


def campaign_cancel(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _campaign(request, pk, "emulation.edit_campaign", WHO_EDITS)
    if refused := _ACTS.refused(request, record, CampaignState.DRAFT, CampaignState.LAUNCHED):
        return refused
    page = ActPage(
        title="Dừng phong trào",
        will=(
            "Phong trào không thực hiện nữa; đăng ký và phiếu chấm điểm đã có giữ lại để xem.",
            "Các đơn vị tham gia nhận thông báo kèm lý do, nếu phong trào đã phát động.",
        ),
        submit="Dừng phong trào",
        icon="circle-x",
        done="Đã dừng phong trào.",
    )
    return _ACTS.show(request, record, page, way.cancel_campaign, form_class=CancelCampaignForm)


def campaign_complete(request: OfficeRequest, pk: int) -> HttpResponse:
    """Báo hoàn thành nhiệm vụ của kế hoạch, with the campaign's papers as evidence."""
    record = _campaign(request, pk, "emulation.edit_campaign", WHO_EDITS)
    task = tasks_seen(request.user).filter(pk=record.task_id).first() if record.task_id else None
    if refusal := campaign_task.why_not_completed(record, task):
        return refusal_page(request, _frame(record), title="Báo hoàn thành nhiệm vụ", sentence=refusal)
    assert task is not None  # noqa: S101 - said above
    require(request.user, "plans.complete_task", task, who=task_people.who_completes(task))
    if request.method == "POST":
        form = CompleteTaskForm(request.POST)
        if form.is_valid() and act_on(form, lambda: _completed(request, record, task, form)):
            messages.success(request, f"Đã báo hoàn thành nhiệm vụ {task.no}, chờ xác nhận.")
            return redirect("plans:task", task.pk)
    else:
        words = campaign_task.done_words(record, campaign_task.final_report(record))
        form = CompleteTaskForm(initial={"done_text": words})
    papers = ", ".join(str(paper) for paper in campaign_task.papers_to_prove(record))
    page = ActPage(
        title=f"Báo hoàn thành nhiệm vụ {task.no}",
        will=(
            f"Nhiệm vụ {task.no} của kế hoạch năm {task.plan.year} chuyển sang chờ xác nhận.",
            f"Minh chứng kèm theo: {papers}." if papers else "Chưa có văn bản nào để kèm làm minh chứng.",
            task_people.who_confirms(task),
        ),
        submit="Báo hoàn thành",
        icon="check",
        done="",
    )
    frame = _frame(record)
    context = {**frame.context, "page": page, "title": page.title, "form": form, "back": frame.own_page}
    return render(request, frame.template, context)


def _completed(request: OfficeRequest, record: Campaign, task: Any, form: CompleteTaskForm) -> object:
    return campaign_task.complete_task(
        actor=request.user,
        campaign=record,
        task=task,
        done_text=form.cleaned_data["done_text"],
        files=campaign_task.proof_of(record),
        today=timezone.localdate(),
        key=submit_key(request),
    )


def _campaign(request: OfficeRequest, pk: int, right: str, who: str) -> Campaign:
    record = seen_campaign(request, pk)
    require(request.user, right, record, who=who)
    return record
