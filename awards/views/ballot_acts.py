"""What is done with ballots: printed, collected, counted twice, a row again, sealed, counted anew, chosen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from awards.forms.ballot import AgainForm, CountForm, PickForm, PickWorkForm, PrintForm
from awards.forms.meeting import ReasonForm
from awards.models import AgendaItem, Meeting, MeetingState, VoteMethod
from awards.services import ballot_count as counting
from awards.services import vote_result as result
from awards.services.ballot_print import ballots_pdf
from awards.services.meeting import WHY_NOT, page_of
from awards.views.ballot_steps import again_id, count_context, named
from awards.views.meeting import step_context
from awards.views.meeting_acts import ACTS, frame_of, run_desk
from awards.views.meeting_desk import MeetingDesk, desk_of
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.models import User
from plans.views.act_page import ActPage, refusal_page
from plans.views.acting import act_on, require
from plans.views.files import PDF, send_bytes

CHANGED = "Số phiếu vừa được người khác sửa. Xem lại bảng so khớp rồi đếm lại."


def ballot_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """In phiếu: one for each voter, with the own name left out. The file comes once, with what was printed kept."""
    desk = run_desk(request, pk)
    meeting = desk.meeting
    if meeting.method != VoteMethod.PAPER:
        return refusal_page(request, frame_of(meeting), title=f"In phiếu {meeting}", sentence=counting.NOT_PRINTED)
    if refused := ACTS.refused(request, meeting, MeetingState.ROLL, MeetingState.VOTING):
        return refused
    number, again = len(desk.voters), meeting.ballot_prints.exists()
    form = PrintForm(initial={"version": meeting.version}, again=again)
    if request.method == "POST":
        form = PrintForm(request.POST, again=again)

        def act() -> object:
            reason, key = form.cleaned_data.get("reason", ""), submit_key(request)
            return counting.note_print(actor=request.user, meeting=meeting, ballots=number, reason=reason, key=key)

        if form.is_valid() and act_on(form, act):
            name = f"phieu-{slugify(meeting.council.name)}-{meeting.number:02}-{meeting.year}.pdf"
            return send_bytes(ballots_pdf(meeting), name=name, content_type=PDF)
    page = ActPage(
        title=f"In phiếu {meeting}",
        will=(
            f"In {number} phiếu, mỗi thành viên có mặt một phiếu; cuống phiếu có số, phiếu thì không.",
            "Phiếu của thành viên được xét không có dòng của chính mình.",
            "Phiếu để trống tên mình có thể nhận ra người bỏ phiếu; cần kín hoàn toàn thì bỏ phiếu trên màn hình.",
            "Cắt theo đường chấm, phát từng phiếu, giữ cuống.",
        ),
        submit="In phiếu",
        icon="printer",
        done="",
        missing=() if number else ("Chưa điểm danh ai có mặt nên chưa có ai để phát phiếu.",),
        doubts=("Phiếu đã in một lần: thu lại và hủy các phiếu in trước.",) if again else (),
        mend="Điểm danh",
    )
    context = {**frame_of(meeting).context, "page": page, "title": page.title, "form": form, "back": page_of(meeting)}
    return render(request, "awards/meeting_act.html", context)


def ballot_collect(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thu phiếu, bắt đầu kiểm."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.VOTING):
        return refused
    page = ActPage(
        title=f"Thu phiếu {desk.meeting}",
        will=(
            "Không nhận thêm phiếu; hai người nhập số phiếu, mỗi người một lần.",
            "Người được xét không nhập số phiếu.",
        ),
        submit="Thu phiếu, bắt đầu kiểm",
        icon="inbox",
        done="Đã thu phiếu. Hai người khác nhau nhập số phiếu.",
    )
    return ACTS.show(request, desk.meeting, page, counting.start_counting)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_count(request: OfficeRequest, pk: int, turn: int) -> HttpResponse:
    """Nhập số phiếu, one turn; the numbers of the other turn are nowhere on the page."""
    desk = desk_of(request, pk)
    meeting = desk.meeting
    require(request.user, "awards.count_ballots", meeting, who=counting.WHO_COUNTS)
    if sentence := _why_not_counted(request, desk, turn):
        return refusal_page(request, frame_of(meeting), title=f"Nhập số phiếu {meeting}", sentence=sentence)
    facts: dict[str, Any] = {
        "items": desk.items,
        "voters": len(desk.voters),
        "by_hand": meeting.method == VoteMethod.HANDS,
    }
    form = CountForm(initial={"given_out": len(desk.voters)}, **facts)
    if request.method == "POST":
        form = CountForm(request.POST, **facts)

        def act() -> object:
            return counting.hand_in_count(
                actor=request.user, meeting=meeting, turn=turn, **form.values, key=submit_key(request)
            )

        if form.is_valid() and act_on(form, act):
            messages.success(request, "Đã ghi kết quả giơ tay." if form.by_hand else f"Đã ghi lần nhập {turn}.")
            return redirect(_step(meeting, "phat-phieu" if form.by_hand else "kiem-phieu"))
    title = "Kết quả giơ tay" if form.by_hand else f"Lần nhập {turn}"
    rows = [(item, *named(item), *fields) for item, *fields in form.rows]
    context = {**frame_of(meeting).context, "title": title, "form": form, "rows": rows, "turn": turn}
    return render(request, "awards/ballot_count.html", context)


@require_POST
def ballot_again(request: OfficeRequest, pk: int, item: int) -> HttpResponse:
    """Lưu một dòng sau khi đếm lại."""
    desk = desk_of(request, pk)
    meeting = desk.meeting
    require(request.user, "awards.count_ballots", meeting, who=counting.WHO_COUNTS)
    row = get_object_or_404(AgendaItem.objects.select_related("nomination", "initiative"), pk=item, meeting=meeting)
    page = _step(meeting, "kiem-phieu")
    if meeting.state != MeetingState.COUNTING:
        messages.warning(request, WHY_NOT[MeetingState(meeting.state)])
        return redirect(page)
    form = AgainForm(request.POST, form_id=again_id(row))

    def act() -> object:
        return counting.count_again(
            actor=request.user,
            meeting=meeting,
            item=row,
            first=form.counted(counting.FIRST),
            second=form.counted(counting.SECOND),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    refused = ""
    try:
        if form.is_valid() and act_on(form, act):
            messages.success(request, f"Đã lưu dòng {row.order} sau khi đếm lại.")
            return redirect(page)
    except EditConflict:
        refused = f"{CHANGED} Anh, chị vừa nhập dòng {row.order}: {form.typed}."
        form = AgainForm({**request.POST.dict(), "version": meeting.version}, form_id=again_id(row))
    told = {"refused": refused, "again": form, "again_order": row.order}
    context = {**step_context(desk, "kiem-phieu"), **count_context(desk, {row.pk: form}), **told}
    return render(request, "awards/meeting_count.html", context)


def meeting_seal(request: OfficeRequest, pk: int) -> HttpResponse:
    """Chốt kết quả."""
    desk = run_desk(request, pk)
    meeting = desk.meeting
    on_paper = meeting.method == VoteMethod.PAPER
    states = (MeetingState.COUNTING,) if on_paper else (MeetingState.VOTING, MeetingState.COUNTING)
    if refused := ACTS.refused(request, meeting, *states):
        return refused
    on_screen = meeting.method == VoteMethod.SCREEN
    waiting = sum(not mark.has_voted for mark in desk.marks)
    hinders = "" if on_screen else result.why_not_sealed(desk)
    page = ActPage(
        title=f"Chốt kết quả {meeting}",
        will=(
            *(
                ("Đóng bỏ phiếu: không nhận thêm phiếu; danh sách phiếu được công bố, không ghi tên ai.",)
                if on_screen
                else ()
            ),
            "Số phiếu và ngưỡng áp dụng đứng yên, vào biên bản.",
            "Sau khi chốt không có sửa trực tiếp." if on_screen else "Chỉ sửa được bằng cách kiểm phiếu lại, có lý do.",
        ),
        submit="Đóng bỏ phiếu, chốt kết quả" if on_screen else "Chốt kết quả",
        icon="lock",
        done="Đã chốt kết quả.",
        missing=(hinders,) if hinders else (),
        doubts=(f"Còn {waiting} thành viên có mặt chưa bỏ phiếu; chốt rồi thì không bỏ được nữa.",) if waiting else (),
        mend="Mở phiên họp",
    )
    return ACTS.show(request, meeting, page, result.seal_meeting)


def meeting_recount(request: OfficeRequest, pk: int) -> HttpResponse:
    """Kiểm phiếu lại."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.RESULTS):
        return refused
    page = ActPage(
        title=f"Kiểm phiếu lại {desk.meeting}",
        will=("Kết quả đã chốt được bỏ, còn trong nhật ký.", "Số phiếu nhập lại từ đầu, hai người, hai lần."),
        submit="Kiểm phiếu lại",
        icon="rotate-ccw",
        done="Đã mở kiểm phiếu lại.",
    )
    return ACTS.show(request, desk.meeting, page, result.recount, form_class=ReasonForm)


def meeting_pick(request: OfficeRequest, pk: int, item: int) -> HttpResponse:
    """Kết luận on one that passed, where votes are equal or places are few."""
    desk = run_desk(request, pk)
    row = get_object_or_404(
        AgendaItem.objects.select_related("nomination__person", "nomination__unit", "initiative"), pk=item, meeting=pk
    )
    if refused := ACTS.refused(request, desk.meeting, MeetingState.RESULTS):
        return refused
    name, honour = named(row)
    page = ActPage(
        title=f"Kết luận về {name}",
        will=(
            f"{', '.join(filter(None, (honour, row.rule_words.partition('. Căn cứ')[0])))}.",
            "Kết luận và lý do vào biên bản."
            if row.initiative_id
            else "Kết luận và lý do vào biên bản; quy định ưu tiên chỉ được nêu, người chủ trì quyết định.",
        ),
        submit="Ghi kết luận",
        icon="check",
        done="Đã ghi kết luận.",
        missing=_why_not_picked(desk, row),
        mend="Mở phiên họp",
    )
    initial = {
        "picked": {True: "co", False: "khong"}.get(row.picked) if row.picked is not None else None,
        "reason": row.pick_reason,
    }

    def act(*, actor: User, picked: bool, reason: str, key: str, **_of_the_meeting: Any) -> object:
        return result.pick(actor=actor, item=row, picked=picked, reason=reason, key=key)

    form_class = PickWorkForm if row.initiative_id else PickForm
    return ACTS.show(request, desk.meeting, page, act, form_class=form_class, initial=initial)


def _why_not_picked(desk: MeetingDesk, row: AgendaItem) -> tuple[str, ...]:
    """Why the reader does not conclude on an item: it was not carried, or is about him."""
    if not row.passed:
        return ("Nội dung này không đủ số phiếu nên không có kết luận chọn.",)
    return (result.NOT_OWN,) if row in desk.own_items(desk.user.person_id) else ()


def _why_not_counted(request: OfficeRequest, desk: MeetingDesk, turn: int) -> str:
    """Why the reader does not enter this turn; empty where he may."""
    meeting = desk.meeting
    if meeting.method == VoteMethod.SCREEN:
        return counting.BY_MACHINE
    if turn not in range(counting.FIRST, counting.turns_of(meeting) + 1):
        return counting.HANDS_ONCE
    on_paper = meeting.method == VoteMethod.PAPER
    if meeting.state not in ((MeetingState.COUNTING,) if on_paper else (MeetingState.VOTING, MeetingState.COUNTING)):
        return WHY_NOT[MeetingState(meeting.state)]
    return counting.why_not_entered(desk, turn, request.user)


def _step(meeting: Meeting, slug: str) -> str:
    return f"{page_of(meeting)}?buoc={slug}"
