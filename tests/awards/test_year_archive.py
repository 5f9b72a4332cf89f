"""The archive of a year: the sample office of all apps goes into one ZIP and comes out of it, record for record."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
import secrets
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from pytest_django import DjangoDbBlocker

from awards.models import AgendaItem, Choice, CouncilSeat, Meeting, MeetingState, SecretBallot, VoterMark
from plans import sockets
from plans.errors import DomainError
from plans.models import AuditEntry, CalendarFeed, IssuedPaper, Office, StoredFile, User
from plans.rules.archive_line import PAPER_FILES, Span
from plans.services import frozen_print
from plans.services.archive_restore import Restored, restore_archive
from plans.services.archive_rows import archive_lines, archived_models, keys_of, line_of
from plans.services.archive_topics import archive_topics, head_of, model_of
from plans.services.archive_year import Made, write_archive
from plans.services.audit_check import verify_chain
from plans.services.files import path_of, store_file
from tests.ground import Ground
from tests.plans.archives import AT, MAKER, YEAR, Rows, read_rows, rows_of_everything
from tests.plans.processes import DATABASE, Processes, finish

pytestmark = pytest.mark.django_db  # all of them, or the tests without a database come later and make it all again

# Lists whose rows are issued as papers, by their heads
ACTS = {
    "plans.Report": "Báo cáo",
    "awards.Decision": "Quyết định khen thưởng",
    "awards.AwardLetter": "Văn bản về khen thưởng",
    "awards.MeetingPaper": "Biên bản, thông báo của phiên họp",
}
LINKED = {"plans.PaperDispatch"}  # a paper's rows beside the paper itself
FEED, TOTP = "khoa-lich-bi-mat", "ma-xac-thuc-bi-mat"


@dataclass(frozen=True)
class Archived:
    """The archive of the sample's year, the same again, and every record as it stood."""

    path: Path
    again: Path
    made: Made
    rows: Rows
    passwords: frozenset[str]


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


def bytes_for(paper: IssuedPaper) -> bytes:
    """What stands for the PDF of a paper here: an archive takes its bytes as they are."""
    return f"%PDF-1.7 {paper.pk}".encode()


@pytest.fixture(scope="module")
def archived(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Archived:
    """The sample office is archived in a transaction that is taken back: what is restored finds an empty database."""
    folder = tmp_path_factory.mktemp("luu-tru")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(django_settings, "DEBUG", True)  # the sample is loaded only then
        patch.setattr(BaseDatabaseWrapper, "queries_logged", False)
        patch.setattr(frozen_print, "_render", bytes_for)
        call_command("load_sample", stdout=open(folder / "said", "w"))  # noqa: SIM115
        vote_in_secret()
        keep_secrets()
        made = write_archive(folder / "mot.zip", year=YEAR, at=AT, maker=MAKER)
        write_archive(folder / "hai.zip", year=YEAR, at=AT, maker=MAKER)
        passwords = frozenset(User.objects.values_list("password", flat=True))
        rows = rows_of_everything()
        transaction.set_rollback(True)
    return Archived(folder / "mot.zip", folder / "hai.zip", made, rows, passwords)


@pytest.fixture(scope="module")
def ground(
    archived: Archived, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    """The restored office, on which most tests stand; who asks for ``elsewhere`` alone finds an empty database."""

    def restore() -> tuple[Path, Restored]:
        files = tmp_path_factory.mktemp("khoi-phuc")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(django_settings, "MEDIA_ROOT", files)
            return files, restore_archive(archived.path)

    ground = Ground({"restored": restore})
    yield ground
    with django_db_blocker.unblock():
        ground.clear()


@pytest.fixture
def restored(db: None, ground: Ground, settings: Any) -> Restored:
    """The archive has been restored here."""
    settings.MEDIA_ROOT, done = ground.copy_of("restored")
    return done


@pytest.fixture
def elsewhere(db: None, settings: Any, tmp_path: Path) -> Path:
    """Another installation: an empty database, an empty folder of files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


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


def test_the_year_is_whole_in_it(archived: Archived) -> None:
    """The sample is of one year: what is not in the archive is of another, and each model is asked for by itself."""
    asked = {
        label: {row["id"] for row in rows}
        for label, rows in archived.rows.items()
        if label.startswith("plans.") and not label.startswith("plans.Historical") and rows and "id" in rows[0]
    }
    missing = {label: keys - {row["id"] for row in read_rows(archived.path, label)} for label, keys in asked.items()}
    of_another_year = {"plans.StoredFile"}
    assert {label for label, keys in missing.items() if keys} - of_another_year == set()


def test_the_same_records_give_the_same_bytes(archived: Archived) -> None:
    assert archived.path.read_bytes() == archived.again.read_bytes()


def test_no_secret_goes_in(archived: Archived) -> None:
    with zipfile.ZipFile(archived.path) as pack:
        everything = b"\n".join(pack.read(name) for name in pack.namelist())
        names = set(pack.namelist())

    for secret in (*archived.passwords, FEED, TOTP):
        assert secret.encode() not in everything
    assert "password" not in read_rows(archived.path, "plans.User")[0]
    left_out = [label for label, line in archive_lines().items() if line.span is Span.OUT]
    assert [label for label in left_out if f"du-lieu/json/{label.lower()}.json" in names] == []


def test_the_checksums_agree_as_sha256sum_reads_them(archived: Archived) -> None:
    with zipfile.ZipFile(archived.path) as pack:
        lines = pack.read("SHA256SUMS").decode().splitlines()
        said = dict(reversed(line.split("  ", 1)) for line in lines)
        found = {name: hashlib.sha256(pack.read(name)).hexdigest() for name in pack.namelist() if name != "SHA256SUMS"}
    assert said == found


def test_every_link_leads_to_a_file_and_every_file_is_reached(archived: Archived) -> None:
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
    lost, reached = [], {"index.html"}
    for page, link in links:
        path, _, place = link.partition("#")
        folder = page.rpartition("/")[0]
        target = page if not path else (Path(folder) / path).as_posix().replace("trang/../", "")
        reached.add(target)
        if target not in names or (place and place not in ids[target]):
            lost.append((page, link))
    assert len(links) > 40
    assert lost == []
    assert {name for name in names - reached if not name.startswith("du-lieu/json/")} == {"trang/OFL.txt"}
    assert not any("<script" in text or "http:" in text or "https:" in text for text in pages.values())


def test_the_lists_of_acts_lead_to_their_papers(archived: Archived) -> None:
    """Each row of them whose paper is issued has the file of that paper beside it."""
    with zipfile.ZipFile(archived.path) as pack:
        index = pack.read("index.html").decode()
    kept = {row["id"]: [row["pdf_id"], row["signed_pdf_id"]] for row in read_rows(archived.path, "plans.IssuedPaper")}
    linked, held = {}, {}
    for label, title in ACTS.items():
        start = index.index(f"<h3>{title}</h3>")
        linked[label] = index[index.index("<table", start) : index.index("</table>", start)].count("href=")
        rows = [row for row in read_rows(archived.path, label) if row["paper_id"] and not row.get("removed_at")]
        held[label] = sum(key is not None for row in rows for key in kept[row["paper_id"]])
    assert linked == held
    assert [label for label, count in linked.items() if count == 0] == ["awards.AwardLetter"]  # the sample has drafts
    holders = [topic for topic in archive_topics() if hasattr(model_of(topic), "paper") and topic.label not in LINKED]
    assert [topic.label for topic in holders if not {*PAPER_FILES} <= {*topic.files}] == []


def test_what_was_restored_is_what_was_archived(archived: Archived, restored: Restored) -> None:
    assert_restored(archived.path, archived.rows, rows_of_everything())
    assert sum(restored.counts.values()) == archived.made.rows
    assert {path_of(file).is_file() for file in StoredFile.objects.all()} == {True}
    assert restored.files == len(set(StoredFile.objects.values_list("sha256", flat=True)))


def assert_restored(path: Path, before: Rows, after: Rows) -> None:
    """After restoring ``path`` there is every row of it as it stood, nothing else, and the entry that says so."""
    own_entry = after["plans.AuditEntry"].pop()
    for label, rows in before.items():
        assert after[label] == _of_archive(label, rows, path), label
    assert own_entry["act"] == "archive.restore"


def _of_archive(label: str, rows: list[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    """Those of the rows that belong to the year, told by the keys that stand in the file."""
    written = read_rows(path, label)
    if not written or "id" not in rows[0]:
        return rows if written else []
    key = apps.get_model(label)._meta.pk.attname
    keys = {row[key] for row in written}
    return [row for row in rows if row[key] in keys]


def test_the_office_opens_and_nobody_gets_in_by_an_old_password(restored: Restored, settings: Any) -> None:
    settings.DEBUG = True  # the sample's accounts work only then
    client = Client()
    assert not client.login(username="quantri", password="tdkt-mau-2026")
    assert [user.username for user in User.objects.all() if user.has_usable_password()] == []
    client.force_login(User.objects.get(username="quantri"))
    assert "2026" in client.get("/").content.decode()
    assert client.get("/ke-hoach/nam/2026/", follow=True).status_code == 200
    assert Office.objects.get().name


def test_new_records_get_new_keys(restored: Restored) -> None:
    file = store_file(data=b"moi", name="moi.txt", user=None)

    assert StoredFile.objects.filter(pk=file.pk).count() == 1
    assert file.pk == max(StoredFile.objects.values_list("pk", flat=True))


def test_the_audit_goes_on_where_it_ended(restored: Restored) -> None:
    chain = verify_chain()

    assert (chain.findings, chain.held_apart) == ([], [])
    assert chain.rows == AuditEntry.objects.count()


@pytest.mark.parametrize("state", [MeetingState.VOTING, MeetingState.COUNTING])
def test_it_waits_while_ballots_are_cast(restored: Restored, state: MeetingState, tmp_path: Path) -> None:
    models.QuerySet.update(Meeting.objects.filter(pk=Meeting.objects.order_by("pk")[0].pk), state=state)

    with pytest.raises(DomainError, match="đang bỏ phiếu hoặc kiểm phiếu"):
        write_archive(tmp_path / "khong.zip", year=YEAR, at=AT, maker="A")

    assert not (tmp_path / "khong.zip").exists()


def test_a_lost_file_stops_the_archive_and_is_named(
    restored: Restored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "archive_registers", ())  # they stand before the files
    lost = StoredFile.objects.order_by("pk")[0]
    path = path_of(lost).rename(tmp_path / "da-mat")

    try:
        with pytest.raises(DomainError, match=re.escape(lost.name)):
            write_archive(tmp_path / "khong.zip", year=YEAR, at=AT, maker="A")
    finally:
        path.rename(path_of(lost))


def test_a_restored_office_is_archived_to_the_same_records(
    archived: Archived, restored: Restored, tmp_path: Path
) -> None:
    write_archive(tmp_path / "lai.zip", year=YEAR, at=AT, maker=MAKER)

    with zipfile.ZipFile(archived.path) as old, zipfile.ZipFile(tmp_path / "lai.zip") as new:
        data = [name for name in old.namelist() if name.startswith("du-lieu/json/") and "auditentry" not in name]
        assert [name for name in data if old.read(name) != new.read(name)] == []


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


IN_SQLITE = """
import pickle
from pathlib import Path
from plans.services.archive_restore import restore_archive
from plans.services.archive_year import write_archive
from tests.plans.archives import AT, MAKER, YEAR, rows_of_everything
folder = Path({folder!r})
restore_archive(Path({archive!r}))
(folder / "rows").write_bytes(pickle.dumps(rows_of_everything()))
write_archive(folder / "nam.zip", year=YEAR, at=AT, maker=MAKER)
"""


@pytest.mark.skipif(connection.vendor == "sqlite", reason="asked where the tests run on PostgreSQL, of both")
def test_the_other_kind_of_database_takes_it_and_gives_it_back(archived: Archived, elsewhere: Path) -> None:
    """PostgreSQL's archive restored in SQLite, and what SQLite archives then restored in PostgreSQL."""
    other = Processes(elsewhere / "sqlite")
    other.folder.mkdir()
    if django_settings.READY_DATABASE:
        shutil.copy(django_settings.READY_DATABASE, other.folder / DATABASE)
        (other.folder / "fonts").symlink_to(django_settings.READY_DATABASE.parent / "fonts")
    else:
        finish(other.manage("migrate", "--verbosity", "0"))

    other.output(IN_SQLITE.format(folder=str(elsewhere), archive=str(archived.path)))
    in_sqlite = pickle.loads((elsewhere / "rows").read_bytes())
    restore_archive(elsewhere / "nam.zip")

    assert_restored(elsewhere / "nam.zip", in_sqlite, rows_of_everything())
    assert_restored(archived.path, archived.rows, in_sqlite)
    with zipfile.ZipFile(archived.path) as ours, zipfile.ZipFile(elsewhere / "nam.zip") as theirs:
        data = [name for name in ours.namelist() if name.startswith("du-lieu/json/") and "auditentry" not in name]
        assert [name for name in data if ours.read(name) != theirs.read(name)] == []
    assert {path_of(file).is_file() for file in StoredFile.objects.all()} == {True}
    assert verify_chain().findings == []
