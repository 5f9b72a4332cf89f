"""Two people act in the same moment, each on a connection of their own: one waits for the other, then hears of it.

Asked on PostgreSQL, where rows are locked one by one; SQLite lets one write at a time by itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from plans.errors import DomainError
from plans.models import Contribution, ContributionState, PaperState, Plan, Report
from plans.services import contribution as service
from plans.services import contribution_writing as writing
from plans.services.contribution import WHY_CLOSED
from plans.services.report_way import PAPERS
from tests.factory import Cast
from tests.plans.report_factory import CUT_OFF, make_report

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writes at a time there by itself"),
]
PATIENCE = 30  # seconds until a wait that does not come is a fault


class Other:
    """What somebody else does meanwhile, on a connection of its own; ``refusal`` is what that person was told."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.refusal = ""
        self._process: int | None = None
        self._act = act
        self._thread = threading.Thread(target=self._run)

    def start_and_wait_until_held_up(self) -> None:
        self._thread.start()
        until = time.monotonic() + PATIENCE
        while not self._is_held_up():
            assert self._thread.is_alive(), self.refusal or "it did not wait"
            assert time.monotonic() < until, "it neither waits nor ends"
            time.sleep(0.01)

    def end(self) -> None:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._process = cursor.fetchone()[0]
            self._act()
        except DomainError as error:
            self.refusal = str(error)
        finally:
            connection.close()

    def _is_held_up(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted", [self._process])
            return bool(cursor.fetchone()[0])


@pytest.fixture
def asked(transactional_db: None, plan: Plan, cast: Cast) -> Contribution:
    """A unit's part of a report that is approved and waits for its number; the unit has written and not sent."""
    report = make_report(plan, cast.standing)
    (one,) = service.ask_contributions(
        actor=cast.standing, report=report, units=[cast.division], due_on=CUT_OFF.replace(year=2099)
    )
    one = writing.keep_contribution(
        actor=cast.contact, contribution=one, texts={"results": "Đã ký 02 thoả thuận."}, seen=one.version
    )
    report = PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    PAPERS.approve(actor=cast.leader, record=report, seen=report.version)
    return Contribution.objects.select_related("report").get(pk=one.pk)


def issue(report: Report, cast: Cast) -> None:
    PAPERS.issue(actor=cast.clerk, record=report, number=71, issued_on=CUT_OFF, seen=report.version)


def send(one: Contribution, cast: Cast) -> None:
    writing.send_contribution(actor=cast.contact, contribution=one, seen=one.version)


def save_by_itself(one: Contribution, cast: Cast) -> None:
    texts = {"results": "Đã ký 03 thoả thuận."}
    writing.keep_contribution(actor=cast.contact, contribution=one, texts=texts, seen=one.version, by_itself=True)


def take_figures(one: Contribution, cast: Cast) -> None:
    writing.refresh_figures(actor=cast.contact, contribution=one)


def urge(one: Contribution, cast: Cast) -> None:
    service.urge_contribution(actor=cast.standing, contribution=one)


@pytest.mark.parametrize("act", [send, save_by_itself, take_figures, urge])
def test_what_a_unit_does_while_the_report_is_issued_comes_too_late_and_is_told(
    act: Callable[[Contribution, Cast], None], asked: Contribution, cast: Cast
) -> None:
    unit = Other(lambda: act(asked, cast))
    kept = Contribution.objects.filter(pk=asked.pk).values().get()

    with transaction.atomic():
        issue(Report.objects.get(pk=asked.report_id), cast)
        unit.start_and_wait_until_held_up()
    unit.end()

    assert unit.refusal == WHY_CLOSED
    assert Contribution.objects.filter(pk=asked.pk).values().get() == kept


def test_a_report_issued_while_a_unit_sends_has_what_was_sent(asked: Contribution, cast: Cast) -> None:
    clerk = Other(lambda: issue(Report.objects.get(pk=asked.report_id), cast))

    with transaction.atomic():
        send(asked, cast)
        clerk.start_and_wait_until_held_up()
    clerk.end()

    asked.refresh_from_db()
    assert clerk.refusal == ""
    assert (asked.state, asked.report.state) == (ContributionState.SENT, PaperState.ISSUED)
