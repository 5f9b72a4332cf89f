"""What goes out with the timer: letters, prints, tidying up; tried again, given up aloud, never doubled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from plans import sockets
from plans.errors import DomainError
from plans.models import (
    JobState,
    Notice,
    OutboxMessage,
    Plan,
    PrintJob,
    ScheduledRun,
    StoredFile,
    SubmitKey,
    User,
)
from plans.services.claiming import CLAIM_LIFE, PAUSES, claim_due, settle_done, settle_failed
from plans.services.files import store_file
from plans.services.notify import mark_read, notify
from plans.services.outbox import KEPT, Letter, queue_letters, send_due_mail
from plans.services.print_jobs import HEAVY_ROWS, finish_print, queue_print
from plans.services.schedule import KEY_LIFE, run_all
from tests.factory import Cast, make_many_tasks

pytestmark = pytest.mark.django_db


class DeadServer(BaseEmailBackend):
    """A mail server that takes letters to one address and hangs up on every other."""

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if message.to != ["nhan-duoc@example.vn"]:
                raise SMTPServerDisconnected("hung up")
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def dead_server(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"


def letter(key: str = "thư", to: str = "a@example.vn") -> OutboxMessage:
    queue_letters([Letter(key, to, "Nhắc\nviệc", "Kính gửi anh, chị.")], now=timezone.now())
    return OutboxMessage.objects.get(key=key)


def later(**delta: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**delta)


def test_a_letter_is_queued_once_for_one_key_and_sent_once() -> None:
    assert letter() == letter()

    assert (send_due_mail(), send_due_mail()) == (1, 0)

    sent = mail.outbox[0]
    assert (len(mail.outbox), sent.to, sent.subject) == (1, ["a@example.vn"], "Nhắc việc")
    assert OutboxMessage.objects.get().state == JobState.DONE


def test_a_letter_of_an_act_that_failed_is_never_sent() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        letter().pk / 0

    assert send_due_mail() == 0


@pytest.mark.usefixtures("dead_server")
def test_one_letter_that_fails_holds_up_no_other_and_waits_longer_each_time() -> None:
    letter("1"), letter("2", "nhan-duoc@example.vn")

    assert send_due_mail() == 1
    waits = []
    for _ in PAUSES[1:]:
        job = OutboxMessage.objects.get(key="1")
        waits.append(round((job.next_try_at - timezone.now()).total_seconds() / 60))
        assert send_due_mail() == 0  # not due yet: not tried
        assert OutboxMessage.objects.get(key="1").attempts == job.attempts
        send_due_mail(now=job.next_try_at)

    assert waits == [pause.total_seconds() / 60 for pause in PAUSES[:-1]]
    assert OutboxMessage.objects.get(key="1").last_error == "hung up"


@pytest.mark.usefixtures("dead_server")
def test_after_the_last_try_it_gives_up_and_tells_the_administrators(cast: Cast) -> None:
    letter()
    for _ in range(len(PAUSES) + 3):
        send_due_mail(now=later(days=30))

    failed = OutboxMessage.objects.get()
    assert (failed.state, failed.attempts) == (JobState.FAILED, len(PAUSES) + 1)
    told = Notice.objects.get()
    assert told.user == cast.admin
    assert "Không gửi được thư “Nhắc việc” tới a@example.vn" in told.text


def test_what_a_dead_process_had_claimed_is_taken_up_again_but_not_before() -> None:
    letter()
    assert len(list(claim_due(OutboxMessage))) == 1  # and the process dies here
    assert list(claim_due(OutboxMessage)) == []

    assert send_due_mail(now=timezone.now() + CLAIM_LIFE + dt.timedelta(seconds=1)) == 1
    assert OutboxMessage.objects.get().attempts == 2


def test_a_slow_process_cannot_settle_what_another_took_over() -> None:
    letter()
    (slow,) = claim_due(OutboxMessage)
    (quick,) = claim_due(OutboxMessage, now=timezone.now() + CLAIM_LIFE + dt.timedelta(seconds=1))

    assert not settle_done(slow)
    assert not settle_failed(slow, "too late")
    assert settle_done(quick)
    assert OutboxMessage.objects.get().state == JobState.DONE


def test_notices_come_once_per_key_and_person_and_to_active_accounts_only(cast: Cast) -> None:
    cast.member.is_active = False
    for _ in range(2):
        notify([cast.contact, cast.contact, cast.clerk, cast.member], key="task.return:1", text="Làm lại", url="/x/")
    notify([cast.contact], key="task.return:2", text="Làm lại nữa")

    told = Notice.objects.order_by("pk").values_list("user__username", "text")
    assert sorted(told) == [("daumoi", "Làm lại"), ("daumoi", "Làm lại nữa"), ("vanthu", "Làm lại")]
    assert (mark_read(user=cast.contact), mark_read(user=cast.contact)) == (2, 0)
    assert Notice.objects.filter(read_at__isnull=True).count() == 1


def test_a_print_that_waits_is_not_queued_again_nor_more_than_three(cast: Cast) -> None:
    def ask(query: str, user: User = cast.admin) -> PrintJob:
        return queue_print(user=user, kind="audit", params={"query": query}, title="Nhật ký")

    first = ask("")
    with pytest.raises(DomainError, match="đã yêu cầu, đang chờ lập"):
        ask("")
    ask("viec=login")
    ask("viec=logout")
    with pytest.raises(DomainError, match="đang có 3 bản in chờ lập, chưa nhận thêm “Nhật ký”"):
        ask("viec=plan.issue")

    assert ask("", cast.standing).asked_by == cast.standing
    PrintJob.objects.filter(pk=first.pk).update(state=JobState.DONE)
    assert ask("").pk != first.pk
    assert PrintJob.objects.filter(asked_by=cast.admin).count() == 4


def test_the_page_says_why_a_print_is_not_queued(plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    make_many_tasks(plan, HEAVY_ROWS + 1, [cast.division])
    client, where = client_for("member"), f"/ke-hoach/{plan.pk}/in/"

    said = [client.get(where, follow=True).content.decode() for _ in range(2)]

    assert "Bản in đang được lập vì dài 301 dòng" in said[0]
    assert "đã yêu cầu, đang chờ lập" in said[1]
    assert PrintJob.objects.count() == 1


def test_a_print_whose_claim_was_lost_keeps_no_file(cast: Cast) -> None:
    job = queue_print(user=cast.admin, kind="audit", params={}, title="Nhật ký")
    PrintJob.objects.update(state=JobState.DONE)
    with pytest.raises(PrintJob.DoesNotExist):
        finish_print(job_pk=job.pk)
    assert StoredFile.objects.count() == 0


def test_a_finished_print_is_for_who_asked_alone(cast: Cast, client_for: Callable[[str], Client]) -> None:
    job = queue_print(user=cast.admin, kind="audit", params={}, title="Nhật ký quý I")
    assert client_for("admin").get(f"/ban-in/{job.pk}/tep/").status_code == 404
    assert "Bản in đang được lập" in client_for("admin").get("/ban-in/").content.decode()
    list(claim_due(PrintJob))

    finish_print(job_pk=job.pk)

    response = client_for("admin").get(f"/ban-in/{job.pk}/tep/")
    assert response.getvalue().startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert "Nh%E1%BA%ADt%20k%C3%BD%20qu%C3%BD%20I.pdf" in response["Content-Disposition"]
    assert client_for("standing").get(f"/ban-in/{job.pk}/tep/").status_code == 404
    assert "Nhật ký quý I" not in client_for("standing").get("/ban-in/").content.decode()


def test_tidying_up_removes_what_is_old_and_nothing_else(cast: Cast) -> None:
    old = timezone.now() - KEPT - dt.timedelta(days=1)
    for key in ("old", "new"):
        SubmitKey.objects.create(key=key, user=cast.clerk)
        letter(key)
    session = SessionStore()
    session.set_expiry(-10)
    session.save()
    kept_file = store_file(data=b"minh chung", name="a.pdf", user=cast.clerk)
    job = PrintJob.objects.create(kind="audit", asked_by=cast.admin, title="Cũ", next_try_at=old, state=JobState.DONE)
    job.file = store_file(data=b"ban in cu", name="b.pdf", user=cast.admin)
    job.save()
    PrintJob.objects.update(created_at=old)
    SubmitKey.objects.filter(key="old").update(at=timezone.now() - KEY_LIFE - dt.timedelta(minutes=1))
    OutboxMessage.objects.filter(key="old").update(created_at=old, state=JobState.DONE)

    assert run_all() == []

    assert list(SubmitKey.objects.values_list("key", flat=True)) == ["new"]
    assert list(OutboxMessage.objects.values_list("key", flat=True)) == ["new"]
    assert (Session.objects.count(), PrintJob.objects.count()) == (0, 0)
    assert list(StoredFile.objects.all()) == [kept_file]


@pytest.fixture
def failing_part() -> Iterator[None]:
    def always_fails(now: dt.datetime) -> None:
        raise RuntimeError("broken")

    sockets.scheduled.plug(always_fails, order=-1)
    yield
    sockets.scheduled._plugged[:] = [pair for pair in sockets.scheduled._plugged if pair[1] is not always_fails]


@pytest.mark.usefixtures("failing_part")
def test_a_part_that_fails_stops_no_other_and_is_reported() -> None:
    letter()

    with pytest.raises(CommandError, match="always_fails"):
        call_command("run_scheduled")

    assert len(mail.outbox) == 1
    assert ScheduledRun.objects.get().finished_at is not None


def test_every_must_be_a_number_of_seconds() -> None:
    with pytest.raises(CommandError, match="lớn hơn 0"):
        call_command("run_scheduled", every=0)
