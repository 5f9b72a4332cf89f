"""What stands before a council stands still: a dossier under way or carried is not taken back by another page."""

from __future__ import annotations

from typing import Any

from awards.models import AgendaItem, Initiative, MeetingState, Nomination
from plans.errors import DomainError

UNDER_WAY = (MeetingState.ROLL, MeetingState.VOTING, MeetingState.COUNTING)
SEALED = (MeetingState.RESULTS, MeetingState.MINUTED)


def demand_off_agenda(**dossier: Nomination | Initiative) -> None:
    """Refuse while a meeting considers the dossier (``nomination=`` or ``initiative=``), and once one carried it."""
    found: Any = AgendaItem.objects.filter(**dossier, meeting__removed_at=None).select_related("meeting__council")
    for item in found.order_by("-meeting__held_on", "-pk"):
        meeting = item.meeting
        if meeting.state in UNDER_WAY:
            raise DomainError(
                f"Hồ sơ đang được {meeting.council} xét ở “{meeting}”. Chờ chốt kết quả, hoặc hoãn phiên họp đó."
            )
        if meeting.state in SEALED and item.is_carried:
            raise DomainError(
                f"Hồ sơ đã được {meeting.council} thông qua ở “{meeting}”. Làm tiếp từ quyết định của phiên đó."
            )
