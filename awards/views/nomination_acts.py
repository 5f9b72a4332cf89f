"""The acts on a nomination: each page says what will happen and repeats its verb on the button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.forms.nomination import AcceptForm, ReasonForm, SubmitForm
from awards.models import Nomination, NominationState
from awards.services import nomination as service
from awards.services import nomination_way as way
from awards.views.nomination_rows import nomination_pill, seen_nomination
from plans.errors import DomainError, EditConflict
from plans.http import OfficeRequest, submit_key, whole_number
from plans.views.act_page import ActPage, Acts, Frame
from plans.views.acting import act_by_button, require

CHANGED = "Hồ sơ vừa thay đổi sau khi anh, chị mở trang này. Xem lại rồi làm tiếp."


def _frame(record: Nomination) -> Frame:
    own_page = way.page_of(record)
    context = {
        "nomination": record,
        "pill": nomination_pill(record.state, returned=bool(record.return_reason)),
        "own_page": own_page,
    }
    return Frame("awards/nomination_act.html", context, own_page=own_page)


_ACTS = Acts[Nomination]("nomination", way.WHY_NOT, _frame)


def nomination_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trình, as far as nothing confirmed stands against it."""
    record, today = seen_nomination(request.user, pk), timezone.localdate()
    require(request.user, "awards.nominate", record, who=service.WHO_NOMINATES)
    if refused := _ACTS.refused(request, record, NominationState.DRAFT):
        return refused
    _, found = way.looked_at(record, request.user, today)
    page = ActPage(
        title="Trình hồ sơ đề nghị",
        will=(
            f"Đề nghị {record.honour} cho {record.subject}, thành tích năm {record.year}.",
            "Thường trực TĐKT nhận thông báo và thẩm định; kết quả kiểm tra lúc này được giữ cùng hồ sơ.",
            "Trong khi chờ, hồ sơ không sửa được; cần sửa thì thu hồi.",
        ),
        submit="Trình",
        icon="send",
        done="Đã trình, chờ thường trực TĐKT thẩm định.",
        missing=found.stops,
        doubts=(*found.asks, *found.notes),
        mend="Mở hồ sơ",
    )
    return _shown(
        request,
        record,
        page,
        lambda **values: way.submit_nomination(today=today, **values),
        form_class=SubmitForm,
        form_facts={"asks": bool(found.asks)},
    )


@require_POST
def nomination_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thu hồi."""
    return _press(request, pk, way.withdraw_nomination, done="Đã thu hồi hồ sơ. Bấm “Soạn lại” khi cần làm tiếp.")


@require_POST
def nomination_take_up(request: OfficeRequest, pk: int) -> HttpResponse:
    """Soạn lại."""
    return _press(
        request, pk, way.take_up_nomination, done="Hồ sơ trở về bản thảo, sửa được. Chọn lại sáng kiến nếu cần."
    )


def nomination_return(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trả lại, with a reason."""
    record = _examined(request, pk)
    if refused := _ACTS.refused(request, record, NominationState.SUBMITTED):
        return refused
    page = ActPage(
        title="Trả lại hồ sơ đề nghị",
        will=("Hồ sơ trở về bản thảo để đơn vị sửa theo lý do dưới đây rồi trình lại; người lập nhận thông báo.",),
        submit="Trả lại",
        icon="rotate-ccw",
        done="Đã trả lại, người lập nhận thông báo kèm lý do.",
    )
    return _shown(request, record, page, way.return_nomination, form_class=ReasonForm)


def nomination_accept(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đủ điều kiện; the day it was received decides which law applies."""
    record, today = _examined(request, pk), timezone.localdate()
    if refused := _ACTS.refused(request, record, NominationState.SUBMITTED):
        return refused
    received = way.received_day(record, today)
    check, found = way.looked_at(record, request.user, today, received_on=received)
    page = ActPage(
        title="Thẩm định: đủ điều kiện",
        will=(
            f"Hồ sơ đề nghị {record.honour} cho {record.subject} được khoá lại và vào danh sách trình.",
            f"Kết quả kiểm tra lúc này: {check.summary}. {check.assessment.law_note}".strip(),
            "Người lập nhận thông báo. Cần sửa nữa thì mở khoá, kèm lý do.",
        ),
        submit="Ghi đủ điều kiện",
        icon="check",
        done="Đã ghi đủ điều kiện, hồ sơ được khoá.",
        missing=found.stops,
        doubts=(*found.asks, *found.notes),
        mend="Mở hồ sơ",
    )
    return _shown(
        request,
        record,
        page,
        lambda **values: way.accept_nomination(today=today, **values),
        form_class=AcceptForm,
        initial={"received_on": received},
    )


def nomination_unlock(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mở khoá, with a reason that stays."""
    record = _examined(request, pk)
    if refused := _ACTS.refused(request, record, NominationState.ELIGIBLE):
        return refused
    page = ActPage(
        title="Mở khoá hồ sơ đã thẩm định",
        will=(
            "Hồ sơ trở về bản thảo để sửa, phải trình và thẩm định lại; kết quả thẩm định cũ vẫn còn trong nhật ký.",
            "Lý do mở khoá được giữ trong hồ sơ; người lập nhận thông báo.",
        ),
        submit="Mở khoá",
        icon="lock-open",
        done="Đã mở khoá, hồ sơ sửa được.",
    )
    return _shown(request, record, page, way.unlock_nomination, form_class=ReasonForm)


@require_POST
def nomination_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin, while it is a draft."""
    record, key = seen_nomination(request.user, pk), submit_key(request)
    require(request.user, "awards.nominate", record, who=service.WHO_NOMINATES)
    removed = act_by_button(
        request,
        lambda: service.remove_nomination(nomination=record, actor=request.user, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:nomination_list") if removed else redirect("awards:nomination", pk)


def _examined(request: OfficeRequest, pk: int) -> Nomination:
    record = seen_nomination(request.user, pk)
    require(request.user, "awards.examine", record, who=way.WHO_EXAMINES)
    return record


def _shown(
    request: OfficeRequest, record: Nomination, page: ActPage, act: Callable[..., object], **options: Any
) -> HttpResponse:
    """The act's page; a record that changed meanwhile leads back to it with a word."""
    try:
        return _ACTS.show(request, record, page, act, **options)
    except EditConflict:
        messages.warning(request, CHANGED)
        return redirect("awards:nomination", record.pk)


def _press(request: OfficeRequest, pk: int, act: Callable[..., object], *, done: str) -> HttpResponse:
    """Do what a button asks, for the version it was shown with."""
    record = seen_nomination(request.user, pk)
    require(request.user, "awards.nominate", record, who=service.WHO_NOMINATES)
    seen, key = whole_number(request.POST.get("version", "")) or 0, submit_key(request)

    def run() -> None:
        try:
            act(nomination=record, actor=request.user, seen=seen, key=key)
        except EditConflict:
            raise DomainError(CHANGED) from None

    act_by_button(request, run, done=done)
    return redirect("awards:nomination", pk)
