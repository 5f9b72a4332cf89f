"""The archive of a year: the sample office of all apps goes into one ZIP and comes out of it, record for record."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import secrets
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from awards.models import AgendaItem, Choice, CouncilSeat, Meeting, MeetingState, SecretBallot, VoterMark
from plans.errors import DomainError
from plans.models import AuditEntry, CalendarFeed, Office, StoredFile, User
from plans.rules.archive_line import Span
from plans.services.archive_restore import restore_archive
from plans.services.archive_rows import archive_lines, archived_models, keys_of, line_of
from plans.services.archive_topics import archive_topics, head_of, model_of
from plans.services.archive_year import Made, write_archive
from plans.services.audit_check import verify_chain
from plans.services.files import path_of, store_file
from tests.factory import make_office

AT = dt.datetime(2026, 12, 31, 9, 30, tzinfo=dt.UTC)
YEAR = 2026
FEED, TOTP = "khoa-lich-bi-mat", "ma-xac-thuc-bi-mat"
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Archived:
    """The archive of the sample's year, the same again, and every record as it stood."""

    path: Path
    again: Path
    made: Made
    rows: Rows
    passwords: frozenset[str]


def rows_of_everything() -> Rows:
    """Every row of every model that is archived, as the database gives it, its secrets left out."""
    found = {}
    for model in archived_models():
        line = line_of(model)
        assert line is not None
        hidden = {*line.secret, *(["id"] if line.keyless else [])}
        rows = [
            {name: value for name, value in row.items() if name not in hidden}
            for row in model._base_manager.order_by("pk").values()
        ]
        found[model._meta.label] = sorted(rows, key=repr) if line.keyless else rows
    return found


def vote_in_secret() -> None:
    """A meeting of the sample with ballots on the screen, whose voters are marked."""
    item = AgendaItem.objects.order_by("pk")[0]
    for seat in CouncilSeat.objects.filter(council=item.meeting.council):
        VoterMark.objects.create(meeting=item.meeting, seat=seat, has_voted=True, receipt=secrets.token_hex(4))
    for choice in (Choice.NO, Choice.YES, Choice.YES):
        SecretBallot.objects.create(item=item, choice=choice)


def keep_secrets() -> None:
    """What must never leave: the second step of a login, the key of a calendar."""
    user = User.objects.get(username="quantri")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": TOTP})
    CalendarFeed.objects.create(user=user, key_hash=FEED, label="Lịch")


@pytest.fixture(scope="module")
def archived(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Archived:
    """The sample office is archived in a transaction that is taken back: what is restored finds an empty database."""
    folder = tmp_path_factory.mktemp("luu-tru")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(django_settings, "DEBUG", True)
        call_command("load_sample", stdout=open(folder / "said", "w"))  # noqa: SIM115
        vote_in_secret()
        keep_secrets()
        made = write_archive(folder / "mot.zip", year=YEAR, at=AT, maker="Lý Thị A")
        write_archive(folder / "hai.zip", year=YEAR, at=AT, maker="Lý Thị A")
        passwords = frozenset(User.objects.values_list("password", flat=True))
        rows = rows_of_everything()
        transaction.set_rollback(True)
    return Archived(folder / "mot.zip", folder / "hai.zip", made, rows, passwords)


@pytest.fixture
def elsewhere(db: None, settings: Any, tmp_path: Path) -> Path:
    """Another installation: an empty database, an empty folder of files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def changed(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of an archive with its files changed; one for which None comes is left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


def sealed_again(source: Path, target: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy in which one file is changed and the checksums say so: what somebody would do who knows of them."""
    with zipfile.ZipFile(source) as old:
        before, after = old.read(name), change(old.read(name))
    old_sum, new_sum = (hashlib.sha256(data).hexdigest().encode() for data in (before, after))

    def swap(which: str, data: bytes) -> bytes:
        if which == "SHA256SUMS":
            return data.replace(old_sum, new_sum)
        return after if which == name else data

    return changed(source, target, swap)


def test_every_model_has_its_line() -> None:
    models_ = apps.get_models(include_auto_created=True)

    assert [model._meta.label for model in models_ if line_of(model) is None] == []
    assert set(archive_lines()) - {model._meta.label for model in models_} == set()
    assert [line.label for line in archive_lines().values() if (line.span is Span.OUT) != bool(line.why)] == []


def test_nothing_that_goes_in_names_what_stays_out() -> None:
    known = set(archived_models())
    hanging = [
        f"{model._meta.label}.{key.name}" for model in known for key in keys_of(model) if key.related_model not in known
    ]
    assert hanging == []


def test_every_head_of_the_lists_is_vietnamese() -> None:
    english = [
        f"{topic.label}.{column}"
        for topic in archive_topics()
        for column in topic.columns
        if head_of(model_of(topic), column).lower() == column.split("__")[0].replace("_", " ")
    ]
    assert english == []


def test_what_was_restored_is_what_was_archived(archived: Archived, elsewhere: Path) -> None:
    done = restore_archive(archived.path)

    restored = rows_of_everything()
    own_entry = restored["plans.AuditEntry"].pop()
    for label, rows in archived.rows.items():
        assert restored[label] == _of_archive(label, rows, archived), label
    assert own_entry["act"] == "archive.restore"
    assert sum(done.counts.values()) == archived.made.rows
    assert {path_of(file).is_file() for file in StoredFile.objects.all()} == {True}
    assert done.files == len(set(StoredFile.objects.values_list("sha256", flat=True)))


def _of_archive(label: str, rows: list[dict[str, Any]], archived: Archived) -> list[dict[str, Any]]:
    """Those of the rows that belong to the year, told by the keys that stand in the file."""
    written = read_rows(archived.path, label)
    if not written or "id" not in rows[0]:
        return rows if written else []
    key = apps.get_model(label)._meta.pk.attname
    keys = {row[key] for row in written}
    return [row for row in rows if row[key] in keys]


def read_rows(path: Path, label: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as pack:
        return json.loads(pack.read(f"du-lieu/json/{label.lower()}.json"))


def test_the_year_is_whole_in_it(archived: Archived) -> None:
    """The sample is of one year: what is not in the archive is of another, and each model is asked for by itself."""
    missing = {
        label: [row["id"] for row in rows if row["id"] not in {one["id"] for one in read_rows(archived.path, label)}]
        for label, rows in archived.rows.items()
        if label.startswith("plans.") and not label.startswith("plans.Historical") and rows and "id" in rows[0]
    }
    of_another_year = {"plans.StoredFile"}
    assert {label for label, keys in missing.items() if keys} - of_another_year == set()


def test_the_same_records_give_the_same_bytes(archived: Archived) -> None:
    assert archived.path.read_bytes() == archived.again.read_bytes()


def test_the_office_opens_and_nobody_gets_in_by_an_old_password(
    archived: Archived, elsewhere: Path, settings: Any
) -> None:
    settings.DEBUG = True  # the sample's accounts work only then
    restore_archive(archived.path)

    client = Client()
    assert not client.login(username="quantri", password="tdkt-mau-2026")
    assert [user.username for user in User.objects.all() if user.has_usable_password()] == []
    client.force_login(User.objects.get(username="quantri"))
    assert "2026" in client.get("/").content.decode()
    assert client.get("/ke-hoach/nam/2026/", follow=True).status_code == 200
    assert Office.objects.get().name


def test_new_records_get_new_keys(archived: Archived, elsewhere: Path) -> None:
    restore_archive(archived.path)

    file = store_file(data=b"moi", name="moi.txt", user=None)

    assert StoredFile.objects.filter(pk=file.pk).count() == 1
    assert file.pk == max(StoredFile.objects.values_list("pk", flat=True))


def test_the_audit_goes_on_where_it_ended(archived: Archived, elsewhere: Path) -> None:
    restore_archive(archived.path)
    chain = verify_chain()

    assert (chain.findings, chain.held_apart) == ([], [])
    assert chain.rows == AuditEntry.objects.count()


def test_no_secret_goes_in(archived: Archived) -> None:
    with zipfile.ZipFile(archived.path) as pack:
        everything = b"\n".join(pack.read(name) for name in pack.namelist())
        names = set(pack.namelist())

    for secret in (*archived.passwords, FEED, TOTP):
        assert secret.encode() not in everything
    assert "password" not in read_rows(archived.path, "plans.User")[0]
    left_out = [label for label, line in archive_lines().items() if line.span is Span.OUT]
    assert [label for label in left_out if f"du-lieu/json/{label.lower()}.json" in names] == []


def test_nothing_ties_a_ballot_to_its_voter(archived: Archived, elsewhere: Path) -> None:
    ballots = read_rows(archived.path, "awards.SecretBallot")

    assert {frozenset(one) for one in ballots} == {frozenset({"item_id", "choice"})}
    assert ballots == sorted(ballots, key=lambda one: json.dumps(one, sort_keys=True, separators=(",", ":")))
    assert Counter(one["choice"] for one in ballots) == {"yes": 2, "no": 1}
    keys = [row["id"] for row in SecretBallot.objects.values("id")]
    restore_archive(archived.path)
    assert set(SecretBallot.objects.values_list("id", flat=True)).isdisjoint(keys)
    with zipfile.ZipFile(archived.path) as pack:
        pages = [pack.read(name).decode() for name in pack.namelist() if name.endswith(".html")]
    receipts = [mark["receipt"] for mark in read_rows(archived.path, "awards.VoterMark")]
    assert receipts
    assert [receipt for receipt in receipts for page in pages if receipt in page] == []


@pytest.mark.parametrize("state", [MeetingState.VOTING, MeetingState.COUNTING])
def test_it_waits_while_ballots_are_cast(archived: Archived, elsewhere: Path, state: MeetingState) -> None:
    restore_archive(archived.path)
    models.QuerySet.update(Meeting.objects.filter(pk=Meeting.objects.order_by("pk")[0].pk), state=state)

    with pytest.raises(DomainError, match="đang bỏ phiếu hoặc kiểm phiếu"):
        write_archive(elsewhere / "khong.zip", year=YEAR, at=AT, maker="A")

    assert not (elsewhere / "khong.zip").exists()


def test_the_checksums_agree_as_sha256sum_reads_them(archived: Archived) -> None:
    with zipfile.ZipFile(archived.path) as pack:
        lines = pack.read("SHA256SUMS").decode().splitlines()
        said = dict(reversed(line.split("  ", 1)) for line in lines)
        found = {name: hashlib.sha256(pack.read(name)).hexdigest() for name in pack.namelist() if name != "SHA256SUMS"}
    assert said == found


def test_every_link_leads_to_a_file_of_the_archive(archived: Archived) -> None:
    with zipfile.ZipFile(archived.path) as pack:
        names = set(pack.namelist())
        pages = {name: pack.read(name).decode() for name in names if name.endswith((".html", ".css"))}
    links = [
        (page, unquote(link))
        for page, text in pages.items()
        for link in re.findall(r'(?:href|src)="([^"]*)"|url\("([^"]*)"\)', text)
        for link in link
        if link
    ]
    ids = {page: set(re.findall(r'id="([^"]*)"', text)) for page, text in pages.items()}
    lost = []
    for page, link in links:
        path, _, place = link.partition("#")
        folder = page.rpartition("/")[0]
        target = page if not path else (Path(folder) / path).as_posix().replace("trang/../", "")
        if target not in names or (place and place not in ids[target]):
            lost.append((page, link))
    assert len(links) > 40
    assert lost == []
    assert not any("<script" in text or "http:" in text or "https:" in text for text in pages.values())


def test_an_altered_archive_is_refused_by_the_name_of_the_file(archived: Archived, elsewhere: Path) -> None:
    target = elsewhere / "sua.zip"
    task = "du-lieu/json/plans.task.json"
    altered = changed(archived.path, target, lambda name, data: data + b" " if name == task else data)
    with pytest.raises(DomainError, match=re.escape(f"{task}: nội dung đã khác")):
        restore_archive(altered)
    missing = changed(archived.path, target, lambda name, data: None if name == "README.txt" else data)
    with pytest.raises(DomainError, match=re.escape("README.txt: thiếu")):
        restore_archive(missing)
    with zipfile.ZipFile(changed(archived.path, target, lambda _, data: data), "a") as pack:
        pack.writestr("them.txt", "them")
    with pytest.raises(DomainError, match=re.escape("them.txt: không có trong danh sách mã kiểm tra")):
        restore_archive(target)
    assert not User.objects.exists()


def test_a_damaged_file_is_no_archive(archived: Archived, elsewhere: Path) -> None:
    short = elsewhere / "ngan.zip"
    short.write_bytes(archived.path.read_bytes()[:-4000])
    with pytest.raises(DomainError, match="tải về chưa đủ"):
        restore_archive(short)
    with pytest.raises(DomainError, match="Mã SHA-256 của tệp khác"):
        restore_archive(archived.path, expected="0" * 64)


def test_an_altered_row_of_the_audit_is_found_though_the_checksums_agree(archived: Archived, elsewhere: Path) -> None:
    name = "du-lieu/json/plans.auditentry.json"
    target = elsewhere / "gia.zip"
    forged = sealed_again(archived.path, target, name, lambda data: data.replace(b'"act":"plan.', b'"act":"xyz.', 1))

    with pytest.raises(DomainError, match="Nhật ký kiểm toán trong tệp lưu trữ không nguyên vẹn"):
        restore_archive(forged)

    assert not User.objects.exists()


def test_a_newer_archive_is_refused(archived: Archived, elsewhere: Path) -> None:
    name, target = "du-lieu/ke-khai.json", elsewhere / "moi.zip"
    newer = sealed_again(archived.path, target, name, lambda data: data.replace(b'"plans.0001_', b'"plans.9999_'))

    with pytest.raises(DomainError, match="phiên bản phần mềm mới hơn"):
        restore_archive(newer)


def test_an_office_at_work_is_never_overwritten(archived: Archived, elsewhere: Path) -> None:
    make_office()

    with pytest.raises(DomainError, match="đã có dữ liệu"):
        restore_archive(archived.path)


def test_a_lost_file_stops_the_archive_and_is_named(archived: Archived, elsewhere: Path) -> None:
    restore_archive(archived.path)
    lost = StoredFile.objects.order_by("pk")[0]
    path_of(lost).unlink()

    with pytest.raises(DomainError, match=re.escape(lost.name)):
        write_archive(elsewhere / "khong.zip", year=YEAR, at=AT, maker="A")


def test_a_restored_office_is_archived_to_the_same_records(archived: Archived, elsewhere: Path) -> None:
    restore_archive(archived.path)

    write_archive(elsewhere / "lai.zip", year=YEAR, at=AT, maker="Lý Thị A")

    with zipfile.ZipFile(archived.path) as old, zipfile.ZipFile(elsewhere / "lai.zip") as new:
        data = [name for name in old.namelist() if name.startswith("du-lieu/json/") and "auditentry" not in name]
        assert [name for name in data if old.read(name) != new.read(name)] == []
