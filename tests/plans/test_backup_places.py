"""Where backups lie: beside the data unless said otherwise, thinned there, gone from there, not to be read there."""

from __future__ import annotations

import datetime as dt
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from plans.errors import DomainError
from plans.models import BackupCause, BackupRun, BackupState
from plans.services.backup import back_up, is_on_the_disk_of_the_data, missing_from, run_due_backups
from plans.services.files import adopt_file, write_pieces
from plans.services.restore import restore_backup
from tests.factory import Cast

pytestmark = pytest.mark.django_db(transaction=True)  # a copy sees what is committed


@pytest.fixture
def beside(tmp_path: Path, settings: Any, transactional_db: None) -> Path:
    """The folder beside the data, of which nothing is said; it is not there yet."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.BACKUP_BESIDE = tmp_path / "sao-luu"
    settings.BACKUP_DIR, settings.BACKUP_AT, settings.BACKUP_KEEP = str(settings.BACKUP_BESIDE), dt.time(0, 0), 14
    return settings.BACKUP_BESIDE


def good_one(name: str, days: int, cause: BackupCause = BackupCause.SCHEDULE) -> BackupRun:
    at = timezone.now() - dt.timedelta(days=days)
    return BackupRun.objects.create(
        cause=cause, state=BackupState.GOOD, name=name, asked_at=at, started_at=at, finished_at=at
    )


def test_the_folder_beside_the_data_is_made_for_its_owner_alone(beside: Path, cast: Cast) -> None:
    assert is_on_the_disk_of_the_data()

    run_due_backups(timezone.localtime().replace(hour=5))

    run = BackupRun.objects.get()
    assert (run.state, [path.name for path in beside.iterdir()]) == ("good", [run.name])
    assert stat.S_IMODE(beside.stat().st_mode) == 0o700
    assert is_on_the_disk_of_the_data()


def test_thinning_keeps_the_newest_good_one_of_its_own_folder(beside: Path, cast: Cast) -> None:
    beside.mkdir()
    names = [f"tdkt-202001{day:02}-020000.zip" for day in range(1, 6)]
    for name in names:
        (beside / name).touch()
    good_one(names[0], 5)
    good_one(names[1], 4)
    good_one("tdkt-20200109-020000.zip", 1, BackupCause.COMMAND)  # a newer good one, in another folder

    run = back_up(folder=beside, keep=2, prove=False)

    assert sorted(path.name for path in beside.iterdir()) == [names[1], names[4], run.name]


def test_a_good_one_that_is_gone_from_its_folder_is_known(beside: Path, cast: Cast, tmp_path: Path) -> None:
    other = tmp_path / "usb"
    other.mkdir()
    run = back_up(folder=other, keep=None, prove=True)
    assert (run.state, missing_from(run)) == ("good", "")
    (other / run.name).unlink()
    assert missing_from(run) == str(other)

    assert missing_from(good_one("tdkt-20200101-020000.zip", 1)) == str(beside)
    assert missing_from(good_one("tdkt-20200101-020000.zip", 1, BackupCause.COMMAND)) == ""  # nobody knows where


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (PermissionError(13, "Permission denied"), "Phần mềm không được đọc"),
        (OSError(5, "Input/output error"), "Input/output error. Xem lại ổ chứa"),
    ],
)
def test_a_backup_that_cannot_be_read_is_said(
    beside: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: OSError, said: str
) -> None:
    beside.mkdir()
    file = beside / back_up(folder=beside, keep=None, prove=False).name

    def refuse(*_: object, **__: object) -> None:
        raise fault

    for broken in ((Path, "is_file"), (zipfile.ZipFile, "__init__"), (zipfile.ZipExtFile, "read")):
        with monkeypatch.context() as patch:
            patch.setattr(*broken, refuse)
            patch.setattr(zipfile.ZipFile, "__del__", lambda _: None)
            with pytest.raises(DomainError, match=said):
                restore_backup(file=file, overwrite=True)


def test_the_names_of_kept_files_reach_the_disk(
    beside: Path, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.readlink(f"/proc/self/fd/{handle}")))
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "moi").write_bytes(b"moi")

    stored = adopt_file(path=tmp_path / "files" / "moi", name="moi.zip", content_type="application/zip", user=None)
    assert str((tmp_path / "files" / str(stored.file)).parent) in synced
    synced.clear()
    write_pieces(stored.sha256, [b"moi"])
    assert synced[-1] == str((tmp_path / "files" / str(stored.file)).parent)
