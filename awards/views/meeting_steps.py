"""The steps of a meeting's page in the order of the bar: each has its words, its template and what it shows.

A step's function gets the request and the desk (``meeting_desk.MeetingDesk``: the meeting with seats, roll, agenda and
rules, each read once) and returns the context of its template, which extends ``awards/meeting_base.html`` and fills
the block ``step``. A step opens once the meeting has reached one of its states.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from awards.models import MeetingState
from awards.views.ballot_steps import ballots_step, count_step, result_step
from awards.views.meeting_desk import MeetingDesk
from awards.views.meeting_paper import paper_step
from awards.views.meeting_prepare import prepare_step
from awards.views.meeting_roll import roll_step
from plans.http import OfficeRequest

PREPARING, ROLL, VOTING = MeetingState.PREPARING, MeetingState.ROLL, MeetingState.VOTING
COUNTING, RESULTS, MINUTED = MeetingState.COUNTING, MeetingState.RESULTS, MeetingState.MINUTED
ADJOURNED, CANCELLED = MeetingState.ADJOURNED, MeetingState.CANCELLED
LATER = (RESULTS, MINUTED)


class MeetingStep(NamedTuple):
    """One step: ``now`` are the states in which the meeting stands at it, ``done`` those in which it is behind.

    ``early`` are those in which there is something to see before it is reached.
    """

    slug: str
    label: str
    template: str
    context: Callable[[OfficeRequest, MeetingDesk], dict[str, Any]]
    now: tuple[str, ...]
    done: tuple[str, ...]
    early: tuple[str, ...] = ()

    def is_open(self, state: str) -> bool:
        """Whether there is something to see."""
        return state in (*self.now, *self.done, *self.early)


STEPS: tuple[MeetingStep, ...] = (
    MeetingStep(
        "chuan-bi",
        "Chuẩn bị",
        "awards/meeting_prepare.html",
        prepare_step,
        now=(PREPARING, CANCELLED),
        done=(ROLL, VOTING, COUNTING, *LATER, ADJOURNED),
    ),
    MeetingStep(
        "diem-danh",
        "Điểm danh",
        "awards/meeting_roll.html",
        roll_step,
        now=(ROLL, ADJOURNED),
        done=(VOTING, COUNTING, *LATER),
    ),
    MeetingStep(
        "phat-phieu",
        "Phát phiếu",
        "awards/meeting_ballots.html",
        ballots_step,
        now=(VOTING,),
        done=(COUNTING, *LATER),
    ),
    MeetingStep(
        "kiem-phieu",
        "Kiểm phiếu",
        "awards/meeting_count.html",
        count_step,
        now=(COUNTING,),
        done=LATER,
    ),
    MeetingStep(
        "ket-qua",
        "Kết quả",
        "awards/meeting_result.html",
        result_step,
        now=(RESULTS,),
        done=(MINUTED,),
    ),
    MeetingStep(
        "bien-ban",
        "Biên bản",
        "awards/meeting_papers.html",
        paper_step,
        now=(MINUTED, RESULTS),
        done=(),
        early=(PREPARING, ROLL, VOTING, COUNTING, ADJOURNED),
    ),
)


def step_at(state: str, asked: str) -> MeetingStep:
    """The step asked for where it is open, else the one at which the meeting stands."""
    found = next((step for step in STEPS if step.slug == asked and step.is_open(state)), None)
    reached = [step for step in STEPS if step.is_open(state)]
    return found or next((step for step in reached if state in step.now), reached[-1])
