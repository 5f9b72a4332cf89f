"""The acts that move a dossier on: submitted, withdrawn, returned, scoring closed, decided."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.initiative import ReasonForm, SubmitForm
from awards.forms.initiative_scoring import CloseForm, RecogniseForm
from awards.models import Initiative, InitiativeState, Recognition
from awards.services import initiative_result as result
from awards.services import initiative_scoring as scoring
from awards.services import initiative_way as way
from awards.services.initiative import WHO_KEEPS, WHY_NOT, page_of, what_is_missing
from awards.services.initiative_reading import scores_of
from awards.views.initiative import files_of, seen_initiative
from awards.views.initiative_rows import initiative_pill
from emulation.rules.scoring import show_points
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key
from plans.views.act_page import ActPage, Acts, Frame, refusal_page
from plans.views.acting import require
from plans.views.files import send_file

NO_FILE = "Chưa có tệp minh chứng nào: giấy xác nhận áp dụng, số liệu trước và sau, ảnh, sản phẩm."


def _frame(record: Initiative) -> Frame:
    context = {"initiative": record, "pill": initiative_pill(record.state, record.return_reason)}
    return Frame("awards/initiative_act.html", context, own_page=page_of(record))


_ACTS = Acts[Initiative]("initiative", WHY_NOT, _frame)


def _require_run(request: OfficeRequest, right: str, record: Initiative, who: str) -> None:
    require(request.user, right, record, who=way.who_runs(request.user, record, who))


def initiative_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trình; what is missing is named before."""
    record = seen_initiative(request, pk)
    late = way.late_words(record)
    require(request.user, "awards.submit_initiative" if late else "awards.keep_initiative", record, who=WHO_KEEPS)
    if refused := _ACTS.refused(request, record, InitiativeState.DRAFT):
        return refused
    missing = what_is_missing(record)
    if late and not request.user.has_perm(way.RUNS, record):
        missing.append(f"{late} {way.TAKEN_LATE}")
    page = ActPage(
        title="Trình hồ sơ sáng kiến",
        will=(
            "Thường trực TĐKT nhận thông báo, giao người chấm; tác giả không được giao chấm.",
            "Trình rồi hồ sơ không sửa được; chưa giao chấm thì thu hồi được.",
            *([f"{late} Hồ sơ được ghi là nhận muộn, kèm lý do."] if late else ()),
        ),
        submit="Trình hồ sơ",
        icon="send",
        done="Đã trình hồ sơ sáng kiến.",
        missing=tuple(missing),
        doubts=() if files_of(record) else (NO_FILE,),
    )
    edit = reverse("awards:initiative_edit", args=[pk]) if page.missing else ""
    facts = {"late": bool(late)}
    return _ACTS.show(request, record, page, way.submit_initiative, form_class=SubmitForm, form_facts=facts, back=edit)


def initiative_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thu hồi."""
    record = seen_initiative(request, pk)
    require(request.user, "awards.keep_initiative", record, who=WHO_KEEPS)
    if refused := _ACTS.refused(request, record, InitiativeState.SUBMITTED):
        return refused
    page = ActPage(
        title="Thu hồi hồ sơ",
        will=("Hồ sơ trở về đang soạn, sửa được. Trình lại trước khi đợt nhận đóng.",),
        submit="Thu hồi",
        icon="undo-2",
        done="Đã thu hồi để sửa.",
    )
    return _ACTS.show(request, record, page, way.withdraw_initiative)


def initiative_return(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trả lại, with a reason."""
    record = seen_initiative(request, pk)
    _require_run(request, way.RUNS, record, way.WHO_RETURNS)
    if refused := _ACTS.refused(request, record, InitiativeState.SUBMITTED, InitiativeState.SCORING):
        return refused
    page = ActPage(
        title="Trả lại hồ sơ",
        will=(
            "Hồ sơ trở về tác giả kèm lý do; trình lại sau ngày đóng vẫn tính đúng hạn nếu lần đầu trình đúng hạn.",
            "Phiếu đã giao mà chưa nộp được thu lại; người chấm nhận thông báo.",
        ),
        submit="Trả lại",
        icon="rotate-ccw",
        done="Đã trả lại hồ sơ kèm lý do.",
    )
    facts = {"label": "Lý do trả lại", "help_text": "Tác giả đọc được ngay, ví dụ: bổ sung số liệu trước và sau."}
    return _ACTS.show(request, record, page, way.return_initiative, form_class=ReasonForm, form_facts=facts)


def scoring_close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Chốt điểm; what is still missing is named before."""
    record = seen_initiative(request, pk)
    _require_run(request, way.RUNS, record, scoring.WHO_ASSIGNS)
    if refused := _ACTS.refused(request, record, InitiativeState.SCORING):
        return refused
    seen = scores_of(request.user, record)
    left = [one.scorer for one in seen.sheets if not one.handed_in]
    will = ["Điểm trung bình được ghi vào hồ sơ, sáng kiến chuyển sang chờ Hội đồng; tác giả nhận thông báo."]
    if seen.outcome:
        said = "đạt" if seen.outcome.passes else "không đạt"
        will.insert(0, f"Trung bình {len(seen.sheets)} phiếu: {show_points(seen.outcome.total)} điểm, {said}.")
        will[1:1] = seen.outcome.faults
    doubts: tuple[str, ...] = ()
    if seen.spread and seen.spread.wide:
        low, high = show_points(seen.spread.low), show_points(seen.spread.high)
        doubts = (f"Các phiếu chênh nhau nhiều: thấp nhất {low}, cao nhất {high} điểm. Trao đổi lại trước khi chốt.",)
    page = ActPage(
        title="Chốt điểm, đề xuất với Hội đồng",
        will=tuple(will),
        submit="Chốt điểm",
        icon="check",
        done="Đã chốt điểm, đề xuất với Hội đồng sáng kiến.",
        missing=tuple(f"{name} chưa nộp phiếu: chờ nộp, hoặc bỏ giao ở trang chấm điểm." for name in left)
        if seen.sheets
        else ("Chưa giao phiếu chấm nào: giao chấm cho ít nhất một người.",),
        doubts=doubts,
        mend="Mở trang chấm điểm",
    )
    back = reverse("awards:scoring_board") if page.missing else ""
    return _ACTS.show(request, record, page, scoring.close_scoring, form_class=CloseForm, back=back)


def scoring_reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mở chấm lại, with a reason."""
    record = seen_initiative(request, pk)
    _require_run(request, way.RUNS, record, scoring.WHO_ASSIGNS)
    if refused := _ACTS.refused(request, record, InitiativeState.SCORED):
        return refused
    page = ActPage(
        title="Mở chấm lại",
        will=(
            "Kết quả đã chốt được rút lại; các phiếu giữ nguyên, phiếu nào cần sửa thì mở lại từng phiếu.",
            "Tác giả và người chấm nhận thông báo; lý do và điểm đã chốt ghi vào nhật ký.",
        ),
        submit="Mở chấm lại",
        icon="rotate-ccw",
        done="Đã mở chấm lại.",
    )
    facts = {"label": "Lý do chấm lại", "help_text": "Ví dụ: bổ sung số liệu áp dụng theo ý kiến Hội đồng."}
    return _ACTS.show(request, record, page, scoring.reopen_scoring, form_class=ReasonForm, form_facts=facts)


def initiative_refuse(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi không công nhận, with the reason."""
    record = seen_initiative(request, pk)
    _require_run(request, way.RECOGNISES, record, result.WHO_RECOGNISES)
    if refused := _ACTS.refused(request, record, InitiativeState.SCORED):
        return refused
    page = ActPage(
        title="Ghi không công nhận",
        will=("Hồ sơ kết thúc ở kết luận không công nhận; tác giả nhận thông báo kèm lý do.",),
        submit="Ghi không công nhận",
        icon="circle-slash",
        done="Đã ghi không công nhận.",
    )
    facts = {"label": "Lý do không công nhận", "help_text": "Theo kết luận của Hội đồng, tác giả đọc được."}
    return _ACTS.show(request, record, page, result.refuse, form_class=ReasonForm, form_facts=facts)


def initiative_recognise(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi quyết định công nhận đã ký, of the office or of a level above."""
    record = seen_initiative(request, pk)
    _require_run(request, way.RECOGNISES, record, result.WHO_RECOGNISES)
    if refused := _ACTS.refused(request, record, InitiativeState.SCORED, InitiativeState.RECOGNISED):
        return refused
    taken = set(record.recognitions.values_list("scope", flat=True))
    levels = [one for one in Recognition.Scope.values if one not in taken]
    if not levels:
        return _no_level(request, record)
    form = _recognise_form(request, levels, {"version": record.version, "scope": levels[0]})

    return record_form(
        request,
        form,
        lambda: result.recognise(initiative=record, scope=form.cleaned_data["scope"], **_typed(request, form)),
        template="awards/initiative_part.html",
        context={"initiative": record},
        title="Ghi quyết định công nhận",
        done="Đã ghi quyết định công nhận.",
        back=page_of(record),
    )


def _typed(request: OfficeRequest, form: RecogniseForm) -> dict[str, Any]:
    """What was typed of the signed decision, and by whom."""
    typed = form.cleaned_data
    said = {name: typed[name] for name in ("number", "decided_on", "decided_by")}
    said |= {"file": typed["signed"], "seen": typed["version"], "key": submit_key(request)}
    return {"actor": request.user, **said}


def _no_level(request: OfficeRequest, record: Initiative) -> HttpResponse:
    frame = _frame(record)
    sentence = "Đã ghi công nhận ở mọi phạm vi. Ghi nhầm thì sửa ngay dòng quyết định trên trang sáng kiến."
    return refusal_page(request, frame, title="Ghi quyết định công nhận", sentence=sentence)


def recognition_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct a decision that was copied wrongly."""
    recognition = _recognition(request, pk)
    _require_run(request, way.RECOGNISES, recognition.initiative, result.WHO_RECOGNISES)
    names = ("version", "number", "decided_on", "decided_by")
    form = _recognise_form(request, (), {name: getattr(recognition, name) for name in names})

    return record_form(
        request,
        form,
        lambda: result.correct_recognition(recognition=recognition, **_typed(request, form)),
        template="awards/initiative_part.html",
        context={"initiative": recognition.initiative},
        title=f"Sửa quyết định công nhận: {recognition.get_scope_display()}",
        done="Đã sửa quyết định công nhận.",
        back=page_of(recognition.initiative),
        theirs=lambda _current: {"signed": None},
    )


@require_safe
def recognition_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """The signed decision, for whoever sees the initiative."""
    file = _recognition(request, pk).file
    if file is None:
        raise Http404
    return send_file(file)


def _recognition(request: OfficeRequest, pk: int) -> Recognition:
    rows = Recognition.objects.filter(initiative__in=Initiative.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("initiative", "file"), pk=pk)


def _recognise_form(request: OfficeRequest, levels: list[str] | tuple[()], values: dict[str, object]) -> RecogniseForm:
    if request.method == "POST":
        return RecogniseForm(request.POST, request.FILES, levels=levels)
    return RecogniseForm(initial=values, levels=levels)
