"""A session that was put off: who came, the quorum and why, kept as its minutes while the meeting is prepared again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from awards.models import Meeting, MeetingPaper, PaperOfMeeting
from awards.services.meeting_document import facts_of
from plans.errors import DomainError
from plans.models import User

KEPT = ("held_on", "starts_at", "place", "chair", "secretary", "members", "guests", "quorum", "method")
TOO_SOON = "Ngày họp lại phải sau ngày họp đã hoãn. Sửa ngày, hoặc để trống nếu chưa định."


def keep_adjourned(meeting: Meeting, *, actor: User, reason: str, again_on: dt.date | None) -> MeetingPaper:
    """Lập biên bản of the session just put off. Runs inside the act."""
    if again_on is not None and again_on <= meeting.held_on:
        raise DomainError(TOO_SOON)
    paper = MeetingPaper(meeting=meeting, kind=PaperOfMeeting.ADJOURNED, written_by=actor)
    facts = facts_of(paper)
    paper.sitting = adjourned_papers(meeting).count() + 1
    paper.drawn = {name: _plain(getattr(facts, name)) for name in KEPT}
    paper.drawn |= {"reason": reason, "again_on": _plain(again_on)}
    paper.save()
    return paper


def adjourned_papers(meeting: Meeting) -> Any:
    """The minutes of the sessions put off, in their order."""
    return MeetingPaper.objects.filter(meeting=meeting, kind=PaperOfMeeting.ADJOURNED).order_by("sitting")


def again_on(meeting: Meeting) -> dt.date | None:
    """The day to which the last session was put off, where one was named. One query."""
    last = adjourned_papers(meeting).last()
    named = last.drawn.get("again_on") if last else None
    return dt.date.fromisoformat(named) if named else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
