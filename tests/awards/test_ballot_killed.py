"""The power goes while a secret vote is open: every vote that was confirmed is there once, none is half there."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.plans.processes import Processes, new_office

VOTERS, ITEMS = 12, 5
OPEN = f"""
import datetime as dt
from awards.models import *
from awards.services.secret_ballot import make_marks
from tests.awards.letter_factory import make_ready
class By: pass
cast = By()
cast.standing = cast.contact = User.objects.get(username="thuongtruc")
cast.member = User.objects.get(username="canhan")
unit = Unit.objects.order_by("pk").first()
council = Council.objects.create(kind="emulation", name="Hội đồng", term_from=dt.date(2026, 1, 1))
meeting = Meeting.objects.create(council=council, year=2026, number=1, subject="Xét", held_on=dt.date(2026, 6, 5),
                                 method="screen", state="voting", prepared_by=cast.standing)
for n in range({ITEMS}):
    AgendaItem.objects.create(meeting=meeting, order=n + 1,
                              nomination=make_ready(cast, "LDTT", person=make_person(f"Người {{n}}", unit)))
seats = []
for n in range({VOTERS}):
    user = make_user(f"uv{{n}}", person=make_person(f"Ủy viên {{n}}", unit))
    seat = CouncilSeat.objects.create(council=council, person=user.person, order=n, from_on=council.term_from)
    Attendance.objects.create(meeting=meeting, seat=seat, came=seat)
    seats.append(seat.pk)
make_marks(meeting, seats)
"""
CAST = f"""
from awards.models import *
from awards.services.secret_ballot import cast_ballot
meeting = Meeting.objects.get()
choices = dict.fromkeys(meeting.items.values_list("pk", flat=True), "yes")
for n in range({VOTERS}):
    print(cast_ballot(actor=User.objects.get(username=f"uv{{n}}"), meeting=meeting, choices=choices), flush=True)
"""
LEFT = """
from collections import Counter
from awards.models import *
each = set(Counter(SecretBallot.objects.values_list("item", flat=True)).values())
print(*sorted(VoterMark.objects.filter(has_voted=True).values_list("receipt", flat=True)))
print(*each)
"""


@pytest.mark.django_db
def test_a_process_killed_while_votes_are_cast_loses_none_that_was_confirmed(tmp_path: Path) -> None:
    with new_office(tmp_path) as office:
        office.output(OPEN)

        confirmed = _cast_and_kill(office, after=random.Random(5).randint(2, 5))

        kept, _, each = office.output(LEFT).partition("\n")
        receipts = kept.split()
        assert confirmed <= set(receipts)
        assert len(receipts) <= len(confirmed) + 1  # one may have been written whose answer was never read
        assert each.split() == [str(len(receipts))]


def _cast_and_kill(office: Processes, *, after: int) -> set[str]:
    """The receipts that were told before the process was killed in the middle of the next vote."""
    child = office.python(CAST)
    assert child.stdout is not None
    told = {child.stdout.readline().strip() for _ in range(after)}
    time.sleep(0.004)
    child.kill()
    told |= {line.strip() for line in child.stdout.read().splitlines() if line.strip()}
    child.wait()
    assert "" not in told, child.stderr.read() if child.stderr else ""
    return told
