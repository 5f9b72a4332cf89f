"""What a person can do with an initiative now: the buttons of its page, none that would only refuse."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from awards.models import Initiative, InitiativeState
from awards.services.initiative_way import late_words
from plans.models import User
from plans.views.steps import Step, StepFor, steps_among

_RUNS, _KEEPS, _DECIDES, _FOLLOWS = (
    "awards.assign_scorers",
    "awards.keep_initiative",
    "awards.recognise",
    "awards.see_spread",
)
_SCORES = StepFor(_FOLLOWS, "Điểm các phiếu", "awards:initiative_scores", "chart-no-axes-column", False)
_RETURN = StepFor(_RUNS, "Trả lại", "awards:initiative_return", "rotate-ccw", False)
_STEPS: Mapping[str, tuple[StepFor, ...]] = {
    InitiativeState.DRAFT: (StepFor(_KEEPS, "Trình hồ sơ", "awards:initiative_submit", "send", True),),
    InitiativeState.SUBMITTED: (StepFor(_KEEPS, "Thu hồi", "awards:initiative_withdraw", "undo-2", False), _RETURN),
    InitiativeState.SCORING: (
        _RETURN,
        _SCORES,
        StepFor(_RUNS, "Chốt điểm", "awards:scoring_close", "check", True),
    ),
    InitiativeState.SCORED: (
        _SCORES,
        StepFor(_RUNS, "Mở chấm lại", "awards:scoring_reopen", "rotate-ccw", False),
        StepFor(_DECIDES, "Không công nhận", "awards:initiative_refuse", "circle-slash", False),
        StepFor(_DECIDES, "Ghi quyết định công nhận", "awards:initiative_recognise", "award", True),
    ),
    InitiativeState.RECOGNISED: (
        StepFor(_DECIDES, "Ghi công nhận cấp trên", "awards:initiative_recognise", "award", False),
    ),
}


def steps_for(user: User, record: Initiative, *, own: bool) -> list[Step]:
    """The main step last. Whose own work it is does not look at its sheets."""
    offered = [one for one in _STEPS.get(record.state, ()) if not (own and one is _SCORES)]
    if record.state == InitiativeState.DRAFT and late_words(record):
        offered = [one._replace(right="awards.submit_initiative") for one in offered]
    found = steps_among(user, offered, record)
    if record.state == InitiativeState.SUBMITTED and record.call_id and user.has_perm(_RUNS, record):
        found.append(Step("Giao chấm", reverse("awards:scoring_assign", args=[record.call_id]), "user-plus"))
    return found
