"""Meetings as rows of lists: the pill of a step, one line a meeting."""

from __future__ import annotations

from django.utils.safestring import SafeString

from awards.models import MeetingState
from plans.views.cells import choice_pill

_LOOK: dict[MeetingState, str | tuple[str, str]] = {
    MeetingState.PREPARING: "idle",
    MeetingState.ROLL: "doing",
    MeetingState.VOTING: "doing",
    MeetingState.COUNTING: "await",
    MeetingState.RESULTS: "await",
    MeetingState.MINUTED: "done",
    MeetingState.ADJOURNED: "off",
    MeetingState.CANCELLED: "off",
}


def meeting_pill(state: MeetingState) -> SafeString:
    """The step a meeting stands at, with its icon and word."""
    return choice_pill(state, _LOOK)
