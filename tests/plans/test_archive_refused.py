"""Archives of a year that nothing is restored from: altered, cut short, packed anew, made to unfold, forged."""

from __future__ import annotations

import copy
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from plans.errors import DomainError
from plans.models import StoredFile, Unit, User
from plans.services import archive_restore, audit
from plans.services.archive_pack import PACKED_ANEW
from plans.services.archive_restore import restore_archive
from plans.services.archive_year import MANIFEST, write_archive
from plans.services.backup import backup_lock
from plans.services.files import remove_orphans, store_file, write_pieces
from plans.services.held import held
from tests.factory import make_cast, make_office, make_person, make_plan, make_task
from tests.plans.archives import AT, MAKER, YEAR, changed, sealed_again

TASKS = "du-lieu/json/plans.task.json"


@pytest.fixture(scope="module")
def archive(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A plan with its file and a task, archived; the office is taken back."""
    folder = tmp_path_factory.mktemp("luu-tru")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(django_settings, "MEDIA_ROOT", folder / "files")
        cast, plan = make_cast(), make_plan()
        plan.source_file = store_file(data=b"ke hoach", name="ke-hoach.pdf", user=cast.admin)
        plan.save()
        make_task(plan, "Phát động phong trào", units=[cast.division])
        audit.record(actor=cast.admin, act="login", obj=cast.admin)
        write_archive(folder / "nam.zip", year=YEAR, at=AT, maker=MAKER)
        transaction.set_rollback(True)
    return folder / "nam.zip"


@pytest.fixture
def elsewhere(db: None, settings: Any, tmp_path: Path) -> Path:
    """Another installation: an empty database, and a folder of files that is not there yet."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return tmp_path


def refused(path: Path, said: str) -> None:
    """``path`` is refused with the words ``said``, and nothing is left of the attempt."""
    with pytest.raises(DomainError, match=re.escape(said)):
        restore_archive(path)
    assert not User.objects.exists()
    assert not Path(django_settings.MEDIA_ROOT).exists()


def manifest_with(archive: Path, target: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy whose manifest is changed, with a checksum that says so."""

    def swap(data: bytes) -> bytes:
        manifest = json.loads(data)
        change(manifest)
        return json.dumps(manifest).encode()

    return sealed_again(archive, target, MANIFEST, swap)


def test_it_can_be_restored_at_all(archive: Path, elsewhere: Path) -> None:
    done = restore_archive(archive)

    assert (done.year, done.files, done.chain.findings) == (YEAR, 1, [])


def test_an_altered_archive_is_refused_by_the_name_of_the_file(archive: Path, elsewhere: Path) -> None:
    target = elsewhere / "sua.zip"
    refused(changed(archive, target, lambda name, data: data + b" " if name == TASKS else data), f"{TASKS}: nội dung")
    refused(changed(archive, target, lambda name, data: None if name == "README.txt" else data), "README.txt: thiếu")
    with zipfile.ZipFile(changed(archive, target, lambda _, data: data), "a") as pack:
        pack.writestr("them.txt", "them")
    refused(target, "them.txt: không có trong danh sách mã kiểm tra")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(archive: Path, elsewhere: Path) -> None:
    with zipfile.ZipFile(changed(archive, elsewhere / "hai.zip", lambda _, data: data), "a") as pack:
        pack.writestr("README.txt", "khac")

    refused(elsewhere / "hai.zip", "README.txt: có hai tệp cùng tên")


@pytest.mark.parametrize("left", [0.0, 0.3, 0.9, 0.999])
def test_one_that_is_cut_short_is_no_archive(archive: Path, elsewhere: Path, left: float) -> None:
    data = archive.read_bytes()
    (elsewhere / "ngan.zip").write_bytes(data[: int(len(data) * left)])

    refused(elsewhere / "ngan.zip", "tải về chưa đủ")


def test_one_that_is_not_there_or_another_is_said(archive: Path, elsewhere: Path) -> None:
    refused(elsewhere / "khong-co.zip", "Không có tệp")
    with pytest.raises(DomainError, match="Mã SHA-256 của tệp khác"):
        restore_archive(archive, expected="0" * 64)
    with zipfile.ZipFile(elsewhere / "anh.zip", "w") as pack:
        pack.writestr("anh.png", b"anh")
    refused(elsewhere / "anh.zip", "không phải tệp lưu trữ năm")


def test_one_packed_anew_is_refused_before_anything_unfolds(
    archive: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = elsewhere / "nen.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("SHA256SUMS", bytes(30_000_000))
    assert bomb.stat().st_size < 40_000
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # nothing of it may be read

    refused(bomb, PACKED_ANEW)


def test_one_with_a_password_is_refused(archive: Path, elsewhere: Path) -> None:
    with zipfile.ZipFile(elsewhere / "khoa.zip", "w") as pack:
        pack.writestr("SHA256SUMS", b"")
        pack.filelist[0].flag_bits |= 0x1

    refused(elsewhere / "khoa.zip", PACKED_ANEW)


def test_files_that_lie_over_each_other_cannot_unfold(
    archive: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bomb that packs nothing: a thousand names for the same bytes."""
    bomb = elsewhere / "chong.zip"
    with zipfile.ZipFile(bomb, "w") as pack:
        pack.writestr("SHA256SUMS", bytes(100_000))
        for number in range(1000):
            again = copy.copy(pack.filelist[0])
            again.filename = f"tep-{number}"
            pack.filelist.append(again)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)

    refused(bomb, PACKED_ANEW)


BROKEN = [
    lambda manifest: manifest.pop("files"),
    lambda manifest: manifest.update(format="khac"),
    lambda manifest: manifest.update(edition="1"),
    lambda manifest: manifest.update(files=[]),
    lambda manifest: manifest.update(files={"0" * 64: 5}),
    lambda manifest: manifest.update(models=5),
    lambda manifest: manifest["models"].append({"label": "plans.Task"}),
    lambda manifest: manifest["models"].append({"label": "plans.Task", "file": "du-lieu/khong-co.json", "columns": []}),
    lambda manifest: manifest.update(migrations=5),
    lambda manifest: manifest.update(audit=[5]),
    lambda manifest: manifest.update(year=None),
]


def test_a_broken_manifest_is_refused_with_a_sentence(archive: Path, elsewhere: Path) -> None:
    for change in BROKEN:
        target = manifest_with(archive, elsewhere / "hong.zip", change)
        with pytest.raises(DomainError, match=r"Bản kê trong tệp lưu trữ|không phải tệp lưu trữ năm"):
            restore_archive(target)
    for data in (b"", b"[]", b"5", b"\xff", b"{" * 100):
        refused(sealed_again(archive, elsewhere / "hong.zip", MANIFEST, lambda _, data=data: data), "không khôi phục")
    assert not (elsewhere / "files").exists()


@pytest.mark.parametrize(
    "digest", ["../../../ngoai", "/tmp/tdkt-ngoai", "A" * 64, "a" * 63, "a" * 65, "", "a" * 64 + "\n", ".."]
)
def test_a_hash_that_is_none_makes_no_folder(archive: Path, elsewhere: Path, digest: str) -> None:
    def forge(manifest: dict[str, Any]) -> None:
        [name] = manifest["files"].values()
        manifest["files"] = {digest: name}

    refused(manifest_with(archive, elsewhere / "gia.zip", forge), "Bản kê trong tệp lưu trữ không đọc được")
    assert [path.name for path in elsewhere.iterdir() if path.is_dir()] == []


def test_a_file_that_is_not_in_it_is_refused(archive: Path, elsewhere: Path) -> None:
    forged = manifest_with(
        archive, elsewhere / "gia.zip", lambda manifest: manifest["files"].update({"a" * 64: "van-ban/khong-co.pdf"})
    )

    refused(forged, "kê tệp không có ở đó")


def test_an_altered_row_of_the_audit_is_found_though_the_checksums_agree(archive: Path, elsewhere: Path) -> None:
    name = "du-lieu/json/plans.auditentry.json"
    forged = sealed_again(
        archive, elsewhere / "gia.zip", name, lambda data: data.replace(b'"act":"lo', b'"act":"xo', 1)
    )

    with pytest.raises(DomainError, match="Nhật ký kiểm toán trong tệp lưu trữ không nguyên vẹn"):
        restore_archive(forged)

    assert not User.objects.exists()


def test_a_newer_archive_is_refused(archive: Path, elsewhere: Path) -> None:
    newer = manifest_with(archive, elsewhere / "moi.zip", lambda one: one["migrations"].append("plans.9999_sau_nay"))

    refused(newer, "phiên bản phần mềm mới hơn (plans.9999_sau_nay)")
    refused(manifest_with(archive, elsewhere / "moi.zip", lambda one: one.update(edition=99)), "mới hơn (dạng 99)")


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        (lambda model: model["columns"].append("cot_cu"), "plans.Task.cot_cu"),
        (lambda model: model.update(label="plans.BangCu"), "plans.BangCu"),
    ],
)
def test_what_has_no_place_here_is_not_dropped_in_silence(
    archive: Path, elsewhere: Path, change: Callable[[dict[str, Any]], object], lost: str
) -> None:
    def to_tasks(manifest: dict[str, Any]) -> None:
        change(next(model for model in manifest["models"] if model["label"] == "plans.Task"))

    refused(manifest_with(archive, elsewhere / "cu.zip", to_tasks), f"không còn chỗ chứa ({lost})")


@pytest.mark.parametrize(
    "begin",
    [
        make_office,
        lambda: User.objects.create(username="quantri"),
        lambda: Unit.objects.create(name="Phòng A"),
        make_person,
        lambda: audit.record(actor=None, act="login"),
        lambda: StoredFile.objects.create(name="a", content_type="a/b", size=1, sha256="0" * 64, file="x"),
    ],
    ids=["office", "account", "unit", "person", "audit", "file"],
)
def test_an_installation_with_records_is_never_overwritten(
    archive: Path, elsewhere: Path, begin: Callable[[], object]
) -> None:
    begin()

    with pytest.raises(DomainError, match="đã có dữ liệu"):
        restore_archive(archive)


def test_it_waits_for_a_backup_and_no_file_goes_meanwhile(
    archive: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(backup_lock()):
        refused(archive, "khác đang chạy")
    orphan = elsewhere / "files" / "ab" / ("ab" * 32)
    orphan.parent.mkdir(parents=True)
    orphan.touch()
    tomorrow = orphan.stat().st_mtime + 90_000
    seen: list[object] = []

    def look_then_write(digest: str, pieces: Any) -> None:
        with held(backup_lock(), shared=True) as is_free:
            seen.extend((is_free, remove_orphans(now=tomorrow)))
        write_pieces(digest, pieces)

    monkeypatch.setattr(archive_restore, "write_pieces", look_then_write)
    restore_archive(archive)

    assert seen == [False, 0]
    assert remove_orphans(now=tomorrow) == 1
