"""Lưu trữ năm on the screen: who asks for one, how it is made, who takes it, and what the audit keeps of that."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import importlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from plans.errors import DomainError, NotAllowed
from plans.management.commands import archive_year
from plans.models import AuditEntry, JobState, Notice, Plan, PrintJob, RoleHolding, StoredFile
from plans.services import audit, print_jobs
from plans.services.archive_request import KIND, ask_for_archive
from plans.services.archive_restore import restore_archive
from plans.services.archive_year import write_archive
from plans.services.audit_check import verify_chain
from plans.services.claiming import claim_due
from plans.services.files import path_of
from plans.services.print_jobs import KEPT, finish_print, remove_old_prints
from tests.factory import Cast, make_cast, make_plan
from tests.web.clock import set_clock
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
PAGE = "/luu-tru/"
guards = importlib.import_module("plans.migrations.0002_guards")


def made(client: Client) -> PrintJob:
    """The archive of 2026, asked for on the page and made as the timer makes it."""
    response = client.post(PAGE, {"year": "2026", "submit_key": "k1"})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    [job] = list(claim_due(PrintJob))
    finish_print(job_pk=job.pk)
    return PrintJob.objects.select_related("file").get(pk=job.pk)


def refusing(fault: OSError) -> Callable[..., None]:
    """What fails with ``fault`` when it is called."""

    def refuse(**_: object) -> None:
        raise fault

    return refuse


def test_an_archive_is_asked_for_made_and_fetched(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")

    job = made(client)

    page = client.get(PAGE).content.decode()
    assert job.file is not None
    assert job.file.sha256 in page
    assert Notice.objects.get(user=cast.standing).url == PAGE
    response = client.get(f"{PAGE}{job.pk}/tep/")
    data = response.getvalue()  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment;")
    assert hashlib.sha256(data).hexdigest() == job.file.sha256
    assert "index.html" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    told = AuditEntry.objects.filter(act__startswith="archive.").order_by("number")
    assert [(one.act, one.actor) for one in told] == [("archive.make", cast.standing), ("archive.fetch", cast.standing)]
    assert all("dữ liệu cá nhân" in one.note for one in told)


def test_another_maker_takes_it_and_who_lost_the_role_does_not(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    job = made(client_for("standing"))

    assert client_for("admin").get(f"{PAGE}{job.pk}/tep/").status_code == 200
    RoleHolding.objects.filter(user=cast.standing).delete()

    assert client_for("standing").get(f"{PAGE}{job.pk}/tep/").status_code == 403
    assert client_for("standing").get(f"/ban-in/{job.pk}/tep/")["Location"] == PAGE


def test_a_second_click_and_a_second_request_make_one(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("admin")
    client.post(PAGE, {"year": "2026", "submit_key": "k"})
    client.post(PAGE, {"year": "2026", "submit_key": "k"})
    refused = client.post(PAGE, {"year": "2026", "submit_key": "k2"})

    assert "đang chờ lập" in refused.content.decode()
    assert PrintJob.objects.filter(kind=KIND).count() == 1


def test_a_year_without_anything_is_refused(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    page = client_for("admin").post(PAGE, {"year": "1999", "submit_key": "k"}).content.decode()

    assert 'role="alert"' in page
    with pytest.raises(DomainError, match="Năm 1999 chưa có"):
        ask_for_archive(actor=cast.admin, year=1999)
    with pytest.raises(NotAllowed):
        ask_for_archive(actor=cast.leader, year=2026)


def test_a_broken_archive_is_not_handed_out(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("admin")
    job = made(client)
    assert job.file is not None
    path_of(job.file).write_bytes(b"khac")

    response = client.get(f"{PAGE}{job.pk}/tep/", follow=True)

    assert "bị mất hoặc hỏng" in response.content.decode()
    assert not AuditEntry.objects.filter(act="archive.fetch").exists()


def test_archives_are_kept_when_prints_go(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    job = made(client_for("admin"))

    remove_old_prints(now=timezone.now() + KEPT * 50)

    assert PrintJob.objects.filter(pk=job.pk).exists()


def test_the_page_asks_as_much_for_one_as_for_many(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client, found = client_for("standing"), {}
    for rows in (1, 3, 300):
        PrintJob.objects.filter(kind=KIND).delete()
        file = StoredFile.objects.create(
            name="a.zip", content_type="application/zip", size=9, sha256="0" * 64, file="x"
        )
        PrintJob.objects.bulk_create(
            PrintJob(
                kind=KIND,
                title="Lưu trữ năm 2026",
                asked_by=cast.admin,
                state=JobState.DONE,
                next_try_at=timezone.now(),
                file=file,
            )
            for _ in range(rows)
        )
        found[rows] = count(client, PAGE)

    numbers = {number for number, _ in found.values()}
    assert len(numbers) == 1, found[300][1]
    assert max(numbers) <= 10, found[300][1]


def test_an_archive_is_written_down_with_its_file_or_not_at_all(
    plan: Plan, cast: Cast, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_for("standing").post(PAGE, {"year": "2026", "submit_key": "k1"})
    [job] = list(claim_due(PrintJob))
    with monkeypatch.context() as patch:
        patch.setattr(print_jobs, "adopt_file", refusing(OSError("đứt")))
        with pytest.raises(OSError, match="đứt"):
            finish_print(job_pk=job.pk)
    assert not AuditEntry.objects.filter(act="archive.make").exists()

    finish_print(job_pk=job.pk)

    assert AuditEntry.objects.filter(act="archive.make").count() == 1
    assert PrintJob.objects.get(pk=job.pk).file is not None


def test_the_audit_of_other_years_stays_where_it_was(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    """The restored chain says what it never held; what is taken out later is found as ever."""
    archive = tmp_path / "nam.zip"
    with transaction.atomic():  # the office that is archived; the same database is empty again when it is restored
        make_cast()
        make_plan()
        for year, entries in ((2025, 3), (2026, 4), (2027, 2)):
            set_clock(monkeypatch, dt.datetime(year, 3, 1, 9))
            for _ in range(entries):
                audit.record(actor=None, act="login")
        write_archive(archive, year=2026, at=timezone.now(), maker="A")
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = tmp_path / "files"

    chain = restore_archive(archive).chain

    assert (chain.findings, chain.held_apart, chain.rows) == ([], [(1, 3)], 8)
    guards.lift_guards(None, SimpleNamespace(connection=connection))
    AuditEntry.objects.filter(number=5).delete()
    guards.set_guards(None, SimpleNamespace(connection=connection))
    assert verify_chain().findings == ["Dòng 5: đã bị xoá."]


def test_the_commands_say_what_they_did(
    plan: Plan,
    cast: Cast,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "nam-2026.zip"
    (tmp_path / ".nam-2026.zip.part").write_text("của một lệnh bị dừng")
    with monkeypatch.context() as patch:
        patch.setattr(archive_year, "make_archive", refusing(OSError(errno.ENOSPC, "full")))
        with pytest.raises(CommandError, match="ổ đĩa đã đầy"):
            call_command("archive_year", 2026, to=target)
    assert not target.exists()
    call_command("archive_year", 2026, to=target)
    said = capsys.readouterr().out

    assert f"SHA-256: {hashlib.sha256(target.read_bytes()).hexdigest()}" in said
    assert AuditEntry.objects.get(act="archive.make").actor is None
    with pytest.raises(CommandError, match="không ghi đè"):
        call_command("archive_year", 2026, to=target)
    with pytest.raises(CommandError, match="đã có dữ liệu"):
        call_command("restore_archive", target)
    with pytest.raises(CommandError, match="Năm 1999 chưa có"):
        call_command("archive_year", 1999, to=tmp_path / "khong.zip")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["nam-2026.zip"]
