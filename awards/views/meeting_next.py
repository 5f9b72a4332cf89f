"""What comes after a sealed result, for each who reads it: conclusions, minutes, decisions, what goes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.urls import reverse

from awards.models import MeetingState
from awards.services.decision import decides_here
from awards.services.meeting import page_of
from awards.services.vote_ties import OverPlaces
from awards.views.meeting_desk import MeetingDesk
from plans.models import Role
from plans.permissions import rights_of


class NextLine(NamedTuple):
    """One thing to do, or that others do; with its address where the reader may do it."""

    words: str
    label: str = ""
    url: str = ""
    icon: str = ""
    primary: bool = False


def next_of(desk: MeetingDesk, over: Sequence[OverPlaces]) -> list[NextLine]:
    """What is next, in the order in which it is done."""
    carried = [item for item in desk.items if item.is_carried]
    free = [item for item in carried if decides_here(item) and item.pk not in desk.decided]
    above = [item for item in carried if not decides_here(item)]
    undecided = sum(len(one.undecided) for one in over)
    return [
        *_minutes(desk, undecided),
        *_decision(desk, len(free), len(set(desk.decided.values())), undecided),
        *_above(desk, len(above)),
    ]


def _minutes(desk: MeetingDesk, undecided: int) -> Iterator[NextLine]:
    if desk.meeting.state != MeetingState.RESULTS:
        return
    if undecided:
        who = "" if desk.runs else " Chủ tọa hoặc thư ký ghi."
        yield NextLine(f"Ghi kết luận cho {undecided} nội dung quá số suất, chọn hay không chọn, có lý do.{who}")
    if desk.runs:
        url = f"{page_of(desk.meeting)}?buoc=bien-ban"
        yield NextLine("Soạn biên bản họp, biên bản kiểm phiếu, báo văn thư ghi số.", "Mở biên bản", url, "file-text")
    else:
        yield NextLine("Thư ký hội đồng soạn biên bản; văn thư ghi số thì phiên họp kết thúc.")


def _decision(desk: MeetingDesk, free: int, drafted: int, undecided: int) -> Iterator[NextLine]:
    rights = rights_of(desk.user)
    if drafted:
        yield NextLine(f"Đã có {drafted} quyết định soạn từ kết quả này.")
    if not free:
        return
    words = f"{free} nội dung đạt do Giám đốc Sở quyết định, chưa có quyết định"
    if desk.user.has_perm("awards.draft_decision"):
        url = "" if undecided else reverse("awards:decision_new", args=[desk.meeting.pk])
        wait = ": ghi kết luận trước." if undecided else "."
        yield NextLine(f"{words}{wait}", "Soạn quyết định", url, "square-pen", primary=True)
    elif rights.holds(Role.LEADER):
        yield NextLine(f"{words}: thường trực soạn, trình anh, chị duyệt.")
    else:
        yield NextLine(f"{words}: thường trực soạn, trình Giám đốc Sở.")


def _above(desk: MeetingDesk, number: int) -> Iterator[NextLine]:
    if not number:
        return
    words = f"{number} nội dung đạt thuộc thẩm quyền cấp trên"
    if desk.user.has_perm("awards.send_up"):
        yield NextLine(f"{words}: đưa vào tờ trình.", "Mở tờ trình", reverse("awards:letter_list"), "send")
    else:
        yield NextLine(f"{words}: thường trực lập tờ trình.")
