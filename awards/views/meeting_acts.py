"""The acts that move a meeting on until its vote is open: roll call, adjourned, another day, not held, opened."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from awards.forms.meeting import AdjournForm, AnotherDayForm, ReasonForm
from awards.models import Meeting, MeetingState, VoteMethod
from awards.services import meeting as way
from awards.services.meeting_adjourned import again_on
from awards.views.meeting_desk import MeetingDesk, desk_of
from awards.views.meeting_rows import meeting_pill
from plans.forms.plan import VersionForm
from plans.http import OfficeRequest
from plans.views.act_page import ActPage, Acts, Frame
from plans.views.acting import require

HOW_OPENED = {
    VoteMethod.HANDS: "Biểu quyết giơ tay: thư ký nhập số đồng ý, không đồng ý của từng nội dung.",
    VoteMethod.PAPER: "Phiếu kín in sẵn: phát phiếu cho từng thành viên có mặt; phiếu không có tên người nhận.",
    VoteMethod.SCREEN: "Phiếu kín trên màn hình: mỗi thành viên có mặt nhận thông báo và bỏ phiếu một lần.",
}


def frame_of(meeting: Meeting) -> Frame:
    """Where the acts on a meeting are shown."""
    context = {
        "meeting": meeting,
        "pill": meeting_pill(MeetingState(meeting.state)),
        "own_page": way.page_of(meeting),
    }
    return Frame("awards/meeting_act.html", context, own_page=way.page_of(meeting))


ACTS = Acts[Meeting]("meeting", way.WHY_NOT, frame_of)


def run_desk(request: OfficeRequest, pk: int) -> MeetingDesk:
    """The desk of a meeting for who runs it; others who see the meeting are told who does."""
    desk = desk_of(request, pk)
    require(request.user, "awards.run_meeting", desk.meeting, who=way.WHO_RUNS)
    return desk


def meeting_roll(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bắt đầu điểm danh."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.PREPARING):
        return refused
    number = len(desk.items)
    page = ActPage(
        title=f"Bắt đầu điểm danh {desk.meeting}",
        will=(
            f"Chương trình {number} nội dung không đổi nữa; hồ sơ trong chương trình không mở khoá được.",
            "Thành viên, quy chế làm việc của Hội đồng đứng yên đến khi chốt kết quả.",
            "Ghi nhầm thì chọn Chuẩn bị lại, khi chưa mở bỏ phiếu.",
        ),
        submit="Bắt đầu điểm danh",
        icon="list-checks",
        done="Đã bắt đầu điểm danh.",
        missing=() if number else (way.NOTHING_TO_VOTE,),
        mend="Chọn nội dung",
    )
    return ACTS.show(request, desk.meeting, page, way.call_roll)


def meeting_adjourn(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hoãn."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.ROLL):
        return refused
    page = ActPage(
        title=f"Hoãn {desk.meeting}",
        will=(
            f"{desk.quorum.words}. Câu này là lý do, nếu không ghi lý do khác.",
            "Biên bản hoãn họp giữ lại ai có mặt, ai vắng; thành viên có tài khoản được báo.",
            "Phiên họp được chuẩn bị lại cho ngày khác; chương trình giữ nguyên, điểm danh ghi lại từ đầu.",
        ),
        submit="Hoãn phiên họp",
        icon="calendar-x",
        done="Đã hoãn phiên họp.",
    )
    return ACTS.show(request, desk.meeting, page, way.adjourn, form_class=AdjournForm)


def meeting_prepare_again(request: OfficeRequest, pk: int) -> HttpResponse:
    """Chuẩn bị lại."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.ADJOURNED, MeetingState.ROLL):
        return refused
    page = ActPage(
        title=f"Chuẩn bị lại {desk.meeting}",
        will=(
            "Phiên họp về bước chuẩn bị: sửa được chương trình, nơi họp, cách biểu quyết.",
            "Điểm danh ghi lại từ đầu; lần họp đã hoãn còn trong biên bản hoãn họp.",
        ),
        submit="Chuẩn bị lại",
        icon="undo-2",
        done="Phiên họp về bước chuẩn bị.",
    )
    initial = {"held_on": again_on(desk.meeting) or max(timezone.localdate(), desk.meeting.held_on)}
    return ACTS.show(request, desk.meeting, page, way.prepare_again, form_class=AnotherDayForm, initial=initial)


def meeting_cancel(request: OfficeRequest, pk: int) -> HttpResponse:
    """Không họp."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.PREPARING):
        return refused
    page = ActPage(
        title=f"Không tổ chức {desk.meeting}",
        will=("Hồ sơ trong chương trình đưa được vào phiên khác.", "Phiên họp còn trong danh sách, ghi là không họp."),
        submit="Không họp",
        icon="calendar-x",
        done="Đã ghi là không họp.",
    )
    return ACTS.show(request, desk.meeting, page, way.cancel_meeting, form_class=ReasonForm)


def meeting_open(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mở bỏ phiếu: too few members stop it or ask for a reason; what cannot be carried is said first."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.ROLL):
        return refused
    short, sure = not desk.quorum.met, desk.said_quorum.is_sure
    uncalled = len(desk.seats) - len(desk.roll)
    on_screen = desk.meeting.method == VoteMethod.SCREEN
    no_account = way.no_account_words(desk.voters) if on_screen else ""
    lacks = (
        *((f"{desk.quorum.words}. Chờ thêm thành viên, hoặc hoãn phiên họp.",) if short and sure else ()),
        *((f"Còn {uncalled} thành viên chưa điểm danh.",) if uncalled else ()),
        *((no_account,) if no_account else ()),
    )
    doubts = (
        *((f"{desk.quorum.words}. Quy định này chưa xác nhận: ghi lý do vẫn họp.",) if short and not sure else ()),
        *(f"Không thể đạt: {words}" for words in desk.out_of_reach),
    )
    page = ActPage(
        title=f"Mở bỏ phiếu {desk.meeting}",
        will=(
            f"{desk.quorum.words}.",
            HOW_OPENED[VoteMethod(desk.meeting.method)],
            "Không ai bỏ phiếu cho chính mình. Có mặt, vắng không đổi được nữa; chỉ ghi được giờ về.",
        ),
        submit="Mở bỏ phiếu",
        icon="vote",
        done="Đã mở bỏ phiếu.",
        missing=lacks,
        doubts=doubts,
        mend="Điểm danh",
    )
    form_class = ReasonForm if short else VersionForm
    return ACTS.show(request, desk.meeting, page, way.open_voting, form_class=form_class)


def meeting_take_back(request: OfficeRequest, pk: int) -> HttpResponse:
    """Về điểm danh while nobody has voted."""
    desk = run_desk(request, pk)
    if refused := ACTS.refused(request, desk.meeting, MeetingState.VOTING):
        return refused
    page = ActPage(
        title=f"Về điểm danh {desk.meeting}",
        will=("Ghi thêm được người đến, người vắng rồi mở bỏ phiếu lại.", "Có người đã bỏ phiếu thì không về được."),
        submit="Về điểm danh",
        icon="undo-2",
        done="Phiên họp về bước điểm danh.",
    )
    return ACTS.show(request, desk.meeting, page, way.take_back_voting)
