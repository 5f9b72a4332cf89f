"""The step Điểm danh: every seat once, interests that are declared, opinions that absent members sent in writing."""

from __future__ import annotations

from typing import Any, NamedTuple

from awards.forms.meeting import RollForm
from awards.models import CouncilSeat, MeetingState, VoteMethod
from awards.services import meeting_said as saying
from awards.services.meeting import no_account_words
from awards.services.meeting_roll import WHEN_CALLED
from awards.views.meeting_desk import MeetingDesk, item_name
from plans.http import OfficeRequest


class CameLine(NamedTuple):
    """A seat as it was called."""

    seat: int
    name: str
    about: str
    role: str
    words: str
    is_here: bool
    is_called: bool
    times: str
    writes: bool


def roll_step(request: OfficeRequest, desk: MeetingDesk) -> dict[str, Any]:
    """The form for who runs it while the roll is open, else who came; interests and opinions below."""
    calls = desk.runs and desk.meeting.state in WHEN_CALLED
    return roll_context(desk, _form(request, desk) if calls else None)


def roll_context(desk: MeetingDesk, form: RollForm | None) -> dict[str, Any]:
    """The step with the form as it was typed."""
    state, names = desk.meeting.state, {item.pk: item_name(item) for item in desk.items}
    asks = desk.runs and state == MeetingState.ROLL and desk.meeting.method == VoteMethod.SCREEN
    return {
        "form": form,
        "fixed": state != MeetingState.ROLL,
        "lines": [_line(desk, seat) for seat in desk.seats],
        "interests": [(one.who, names[one.item], one.words) for one in desk.interests],
        "declares": state in (*saying.BEFORE_MINUTES, MeetingState.RESULTS),
        "written_by": list(dict.fromkeys(one.who for one in desk.opinions)),
        "counts_written": desk.rules.counts_written,
        "no_account": no_account_words(desk.voters) if asks and desk.voters else "",
        "takes_written": desk.runs and state == MeetingState.ROLL,
    }


def _form(request: OfficeRequest, desk: MeetingDesk) -> RollForm:
    return RollForm(
        initial={"version": desk.meeting.version},
        seats=desk.seats,
        substitutes=desk.substitutes,
        roll=desk.roll,
        all_here=request.GET.get("tat-ca") == "co",
    )


def _line(desk: MeetingDesk, seat: CouncilSeat) -> CameLine:
    row, person = desk.roll.get(seat.pk), seat.person
    came = row.came if row else None
    if row is None:
        words = "chưa điểm danh"
    elif came is None:
        words = f"vắng: {row.absent_reason}" if row.absent_reason else "vắng"
    else:
        words = "có mặt" if came.pk == seat.pk else f"{came.person.full_name} dự thay"
    hours = ((row.arrived_at, "đến"), (row.left_at, "về")) if row else ()
    return CameLine(
        seat.pk,
        person.full_name,
        ", ".join(filter(None, (person.position, person.unit.label))),
        seat.get_role_display(),
        words,
        came is not None,
        row is not None,
        ", ".join(f"{word} {hour:%H:%M}" for hour, word in hours if hour),
        row is not None and came is None,
    )
