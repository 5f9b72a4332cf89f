"""Backups as acts: daily, by button and by command; what is refused, what is thinned, who is told."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from plans.errors import AlreadyDone, DomainError
from plans.models import AuditEntry, BackupCause, BackupRun, BackupState, Notice
from plans.rules.backup import (
    MANIFEST,
    choose_client,
    differing_rows,
    due_since,
    last_good_words,
    read_manifest,
    too_many,
    warning_of,
)
from plans.services.backup import BackupFailedError, ask_for_backup, back_up, backup_lock, run_due_backups
from plans.services.backup_archive import opened
from plans.services.files import no_file_goes, remove_orphans, store_file
from plans.services.held import held
from plans.services.restore import restore_backup
from plans.services.schedule import run_all, tidy_up
from tests.factory import Cast

pytestmark = pytest.mark.django_db(transaction=True)  # a copy sees what is committed

EARLY = dt.time(0, 0)
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def folder(tmp_path: Path, settings: Any, transactional_db: None) -> Path:
    """Where backups go, in an installation of its own."""
    settings.BACKUP_DIR = str(tmp_path / "baks")
    settings.BACKUP_AT, settings.BACKUP_KEEP = EARLY, 14
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    (tmp_path / "baks").mkdir()
    return tmp_path / "baks"


def states() -> list[tuple[str, str]]:
    return list(BackupRun.objects.order_by("pk").values_list("cause", "state"))


def changed(archive: Path, change: Change) -> Path:
    """The archive with its parts changed."""
    with zipfile.ZipFile(archive) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    change(parts)
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data)
    return archive


def manifest_with(**values: Any) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), **values}).encode()

    return change


def spoil_file(parts: dict[str, bytes]) -> None:
    name = next(name for name in parts if name.startswith("database"))
    parts[name] = parts[name][:-1] + b"?"


def lose_guide(parts: dict[str, bytes]) -> None:
    del parts["doc-truoc.txt"]


def slip_in(parts: dict[str, bytes]) -> None:
    parts["../../etc/cron.d/x"] = b""


REFUSED = [
    (spoil_file, "không khớp mã SHA-256 trong bản kê"),
    (lose_guide, "thiếu 1 phần so với bản kê, đầu tiên là doc-truoc.txt"),
    (slip_in, "có phần không nằm trong bản kê"),
    (lambda parts: parts.pop(MANIFEST), "không có bản kê"),
    (lambda parts: parts.update({MANIFEST: b"{}"}), "bản kê bên trong không đọc được"),
    (manifest_with(format="khac"), "bản kê bên trong không đọc được"),
    (manifest_with(rows={"x; DROP TABLE y": 1}), "bản kê bên trong không đọc được"),
    (manifest_with(version=2), "do phiên bản phần mềm mới hơn lập"),
    (manifest_with(schema=["plans.0999_sau_nay"]), "có bước plans.0999_sau_nay mà ở đây chưa có"),
    (manifest_with(engine_version=99), "Nâng lên ít nhất bản 99 rồi khôi phục lại"),
]


def test_what_is_damaged_or_does_not_fit_is_refused_with_a_sentence(folder: Path, cast: Cast) -> None:
    back_up(folder=folder, keep=None, prove=False)
    (whole,) = folder.iterdir()
    data, said = whole.read_bytes(), []

    for change, _ in REFUSED:
        whole.write_bytes(data)
        with pytest.raises(DomainError) as refusal:
            restore_backup(file=changed(whole, change), overwrite=True)
        said.append(str(refusal.value))

    wrong = [(text, expected) for text, (_, expected) in zip(said, REFUSED, strict=True) if expected not in text]
    assert wrong == []
    for bytes_ in (b"", data[: len(data) // 2], b"PK" + bytes(500)):
        whole.write_bytes(bytes_)
        with pytest.raises(DomainError, match="đã hỏng hoặc chưa chép trọn"):
            restore_backup(file=whole, overwrite=True)
    with pytest.raises(DomainError, match="Không có tệp"):
        restore_backup(file=folder / "khong-co.zip", overwrite=True)


def test_a_backup_of_the_other_engine_says_how(folder: Path, cast: Cast) -> None:
    back_up(folder=folder, keep=None, prove=False)
    (whole,) = folder.iterdir()
    with opened(whole) as archive:
        other = "postgresql" if archive.manifest.engine == "sqlite" else "sqlite"

    with pytest.raises(DomainError, match="Cho DATABASE_URL trỏ tới một cơ sở dữ liệu"):
        restore_backup(file=changed(whole, manifest_with(engine=other)), overwrite=True)


def test_the_day_has_one_backup_restored_for_a_test(folder: Path, cast: Cast) -> None:
    now = timezone.localtime().replace(hour=5)

    for minutes in (0, 1, 2):
        run_due_backups(now + dt.timedelta(minutes=minutes))

    assert states() == [("schedule", "good")]
    run = BackupRun.objects.get()
    assert [path.name for path in folder.iterdir()] == [run.name]
    assert (run.size, run.sentence) == ((folder / run.name).stat().st_size, "")
    assert AuditEntry.objects.filter(act="backup.make", object_id=str(run.pk), state_to="good").count() == 1
    assert Notice.objects.count() == 0


def test_what_fails_is_told_and_tried_again_an_hour_later_three_times(folder: Path, cast: Cast) -> None:
    folder.rmdir()
    now = timezone.localtime().replace(hour=5)

    said = f"Không có thư mục {folder}. Gắn ổ chứa hoặc tạo thư mục ấy, rồi sao lưu lại."
    for minutes in (0, 61, 122):
        with pytest.raises(BackupFailedError, match=said):
            run_due_backups(now + dt.timedelta(minutes=minutes))
        run_due_backups(now + dt.timedelta(minutes=minutes + 10))
    run_due_backups(now + dt.timedelta(minutes=183))

    assert states() == [("schedule", "failed")] * 3
    told = Notice.objects.values_list("user__username", "url")
    assert list(told) == [(cast.user("admin").username, "/sao-luu/")] * 3
    assert not folder.exists()


def test_a_part_that_fails_stops_no_other(folder: Path, cast: Cast) -> None:
    folder.rmdir()

    assert run_all() == ["run_due_backups"]


def test_without_a_folder_nothing_is_done(folder: Path, cast: Cast, settings: Any) -> None:
    settings.BACKUP_DIR = ""

    run_due_backups(timezone.now())
    with pytest.raises(DomainError, match="TDKT_BACKUP_DIR"):
        ask_for_backup(actor=cast.user("admin"))

    assert (states(), list(folder.iterdir())) == ([], [])


def test_one_asked_for_on_the_screen_is_made_by_the_timer(folder: Path, cast: Cast, settings: Any) -> None:
    admin = cast.user("admin")
    BackupRun.objects.create(cause=BackupCause.SCHEDULE, state=BackupState.GOOD)  # today's
    ask_for_backup(actor=admin, key="một")
    with pytest.raises(AlreadyDone):
        ask_for_backup(actor=admin, key="một")
    with pytest.raises(DomainError, match="Đang có một lần sao lưu chờ chạy hoặc đang chạy"):
        ask_for_backup(actor=admin, key="hai")

    run_due_backups(timezone.now())

    assert states() == [("schedule", "good"), ("screen", "good")]
    assert list(Notice.objects.values_list("user__username", "text")) == [
        (admin.username, "Bản sao lưu anh, chị yêu cầu đã xong, đã khôi phục thử.")
    ]


def test_only_one_runs_at_a_time(folder: Path, cast: Cast) -> None:
    with held(backup_lock()) as is_ours:
        assert is_ours
        with pytest.raises(DomainError, match="khác đang chạy"):
            back_up(folder=folder, keep=None, prove=False)
        with pytest.raises(DomainError, match="khác đang chạy"):
            restore_backup(file=folder / "x.zip", overwrite=True)
        with pytest.raises(DomainError, match="chờ chạy hoặc đang chạy"):
            ask_for_backup(actor=cast.user("admin"))
        run_due_backups(timezone.now())

    assert states() == []


def test_a_killed_one_is_written_down_by_the_next(folder: Path, cast: Cast) -> None:
    BackupRun.objects.create(cause=BackupCause.COMMAND, state=BackupState.RUNNING, started_at=timezone.now())

    run = back_up(folder=folder, keep=None, prove=False)

    assert states() == [("command", "failed"), ("command", "kept")]
    assert BackupRun.objects.exclude(pk=run.pk).get().sentence.startswith("Bị ngắt giữa chừng")


def test_a_lost_and_a_spoilt_file_are_named_and_the_rest_is_kept(folder: Path, cast: Cast) -> None:
    lost, spoilt, whole = (
        store_file(data=data, name="tep.pdf", user=cast.user("admin")) for data in (b"mat", b"hong", b"con")
    )
    path = folder.parent / "files"
    (path / str(lost.file)).unlink()
    (path / str(spoilt.file)).write_bytes(b"khac")

    run = back_up(folder=folder, keep=None, prove=True)

    with opened(folder / run.name) as archive:
        manifest = archive.manifest
    assert (manifest.missing, manifest.damaged) == ((str(lost.file),), (str(spoilt.file),))
    assert run.state == BackupState.KEPT
    assert "1 tệp bị mất trên đĩa" in run.sentence
    assert "1 tệp trên đĩa đã hỏng" in run.sentence
    assert f"files/{whole.file}" in [part.name for part in manifest.parts]


def test_no_file_goes_while_a_backup_copies(folder: Path, cast: Cast) -> None:
    stored = store_file(data=b"in cu", name="in.pdf", user=cast.user("admin"))
    stored.delete()
    tomorrow = timezone.now().timestamp() + 90_000
    removed: list[int] = []

    with no_file_goes():
        removed.append(remove_orphans(now=tomorrow))
    removed.append(remove_orphans(now=tomorrow))

    assert removed == [0, 1]


def test_what_killed_prints_and_restores_left_goes_after_a_day(folder: Path, cast: Cast, settings: Any) -> None:
    left = [
        settings.MEDIA_ROOT / ".print-abc",
        settings.DATA_DIR / ".khoi-phuc-abc",
        settings.DATA_DIR / ".print-of-him",
    ]
    fresh = settings.MEDIA_ROOT / ".print-now"
    for path in (*left, fresh):
        path.mkdir(parents=True)
        (path / "nam.zip").write_bytes(b"nua chung")
    for path in left:
        os.utime(path, (0, 0))

    tidy_up(timezone.now())

    assert [path.exists() for path in (*left, fresh)] == [False, False, True, True]


def test_a_lock_goes_with_who_holds_it(tmp_path: Path) -> None:
    got: list[bool] = []

    def take() -> None:
        with held(tmp_path / "khoa") as is_ours:
            got.append(is_ours)

    with held(tmp_path / "khoa"):
        other = threading.Thread(target=take)
        other.start()
        other.join()
    take()

    assert got == [False, True]


def test_old_ones_are_thinned_but_never_the_last_good_one(folder: Path, cast: Cast) -> None:
    names = [f"tdkt-202001{day:02}-020000.zip" for day in range(1, 6)]
    for name in (*names, "anh-tap-the.zip"):
        (folder / name).touch()
    BackupRun.objects.create(
        cause=BackupCause.COMMAND, state=BackupState.GOOD, name=names[0], started_at=timezone.now()
    )

    run = back_up(folder=folder, keep=2, prove=False)

    assert sorted(path.name for path in folder.iterdir()) == ["anh-tap-the.zip", names[0], names[4], run.name]


def test_a_manifest_reads_back_as_written(folder: Path, cast: Cast) -> None:
    run = back_up(folder=folder, keep=None, prove=False)

    with opened(folder / run.name) as archive:
        assert read_manifest(archive.manifest.to_json()) == archive.manifest
        assert archive.manifest.rows["django_session"] == 0
        changed_one = dataclasses.replace(archive.manifest, rows={"a": 1})
    assert differing_rows(changed_one.rows, {"a": 1}) == ""
    assert differing_rows({"a": 1, "b": 2}, {"a": 3}) == (
        "Số dòng không khớp bản kê ở 2 bảng: a (3 thay vì 1), b (không có thay vì 2)."
    )


@pytest.mark.parametrize(
    ("found", "chosen"),
    [([(16, "/b"), (15, "/a")], "/a"), ([(14, "/c"), (17, "/d")], "/d")],
)
def test_the_program_nearest_to_the_server_is_chosen(found: list[tuple[int, str]], chosen: str) -> None:
    assert choose_client("pg_dump", 15, found) == chosen


@pytest.mark.parametrize(
    ("found", "said"),
    [([], "Thiếu chương trình pg_dump của PostgreSQL 15."), ([(13, "/a")], "là bản 13, cũ hơn máy chủ PostgreSQL 15")],
)
def test_a_missing_or_older_program_is_named_with_how_to_install_it(found: list[tuple[int, str]], said: str) -> None:
    with pytest.raises(DomainError) as refusal:
        choose_client("pg_dump", 15, found)

    assert said in str(refusal.value)
    assert "apt-get install postgresql-client-15" in str(refusal.value)


def test_words_and_days() -> None:
    now = dt.datetime(2026, 11, 24, 1, 30)
    assert due_since(now, dt.time(2, 0)) == dt.datetime(2026, 11, 23, 2, 0)
    assert due_since(now, dt.time(1, 30)) == now
    assert last_good_words(dt.datetime(2026, 11, 23, 2, 0), 34 * 1024 * 1024, now.date()) == (
        "Bản tốt gần nhất: hôm qua 02:00, 34,0 MB, đã khôi phục thử"
    )
    assert warning_of(now - dt.timedelta(days=2), now) == ""
    assert "cách đây 3 ngày" in warning_of(now - dt.timedelta(days=3), now)
    assert "Chưa có bản sao lưu nào" in warning_of(None, now)
    assert too_many(["tdkt-20260101-020000.zip"], 1) == []
