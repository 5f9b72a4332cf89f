"""Making the file of a backup while the office works, and proving it by restoring it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.utils import timezone

from plans.errors import DomainError
from plans.rules.backup import Manifest, differing_rows, name_at
from plans.services.audit_check import verify_chain
from plans.services.backup_archive import ArchiveWriter, opened, writing
from plans.services.backup_facts import Facts, is_behind, left_out, read_facts
from plans.services.backup_postgres import PostgreSQL
from plans.services.backup_sqlite import SQLite
from plans.services.files import no_file_goes
from plans.services.other_database import asking

RESTORE_WORK = ".khoi-phuc-"  # the folder of a restore on its way
WORK = ".tdkt-"  # the folder of a backup on its way; one left behind by a killed process is no backup
NOT_PROVED = "Chưa khôi phục thử: chạy với --check để được tính là bản tốt."
NO_ROOM = (
    "Chưa khôi phục thử được vì tài khoản PostgreSQL không được lập cơ sở dữ liệu tạm. "
    "Cho phép một lần, với quyền postgres: ALTER ROLE {user} CREATEDB"
)


@dataclass(frozen=True)
class Made:
    """The file of a backup. It is good when there are no ``doubts``."""

    name: str
    size: int
    doubts: tuple[str, ...]


def database_engine() -> SQLite | PostgreSQL:
    """How the database in use is copied and replaced."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()


def make_archive(*, folder: Path, prove: bool) -> Made:
    """Write a backup into ``folder``; it gets its name only when it is whole and, with ``prove``, was restored.

    Files are written before the rows that name them and removed only under a lock, so with that lock held everything
    that the copied database names is there to be copied after it.
    """
    check_folder(folder)
    if is_behind():
        raise DomainError("Cơ sở dữ liệu chưa theo kịp phần mềm. Chạy manage.py migrate rồi sao lưu lại.")
    name = name_at(timezone.localtime())
    final = folder / name
    with TemporaryDirectory(prefix=WORK, dir=folder) as work:
        archive = Path(work, name)
        with no_file_goes():
            manifest = write_archive(archive, Path(work))
        doubts = [*_lost(manifest), *(prove_archive(archive) if prove else [NOT_PROVED])]
        if final.exists():
            raise DomainError(f"Đã có bản sao lưu tên {name}. Chạy lại sau một giây.")
        archive.replace(final)
        _sync(folder)
    return Made(name, final.stat().st_size, tuple(doubts))


def prove_archive(path: Path) -> list[str]:
    """Restore a backup into a place of its own and compare it with its manifest.

    Gives what cannot be vouched for; raises DomainError where the backup does not hold what it should.
    """
    engine = database_engine()
    with opened(path) as archive, TemporaryDirectory(prefix=WORK, dir=path.parent) as work:
        archive.check()
        copy = Path(work, engine.part)
        archive.extract(engine.part, copy)
        with engine.room(copy) as room:
            if room is None:
                return [NO_ROOM.format(user=connection.settings_dict["USER"] or "tdkt")]
            with asking(room):
                return _compare(archive.manifest)


def check_folder(folder: Path) -> None:
    """Refuse a folder that is not there: a disk that is not mounted must not be filled beside it."""
    if not folder.is_dir():
        raise DomainError(f"Không có thư mục {folder}. Gắn ổ chứa hoặc tạo thư mục ấy, rồi sao lưu lại.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DomainError(f"Phần mềm không được ghi vào {folder}. Cho tài khoản chạy phần mềm quyền ghi, rồi thử lại.")


def write_archive(archive: Path, work: Path) -> Manifest:
    """Write the database as it is now and the files it names as the new file ``archive``; gives its manifest."""
    engine = database_engine()
    copy = work / engine.part
    facts = engine.copy(copy)
    with writing(archive) as writer:
        with copy.open("rb") as source:
            writer.add(engine.part, source, packed=engine.packed)
        copy.unlink()
        missing, damaged = _add_files(writer, facts)
        manifest = Manifest(
            made_at=timezone.localtime().isoformat(timespec="seconds"),
            engine=engine.name,
            engine_version=engine.version,
            office=facts.office,
            schema=facts.schema,
            rows=facts.rows,
            audit_number=facts.audit_number,
            audit_hash=facts.audit_hash,
            missing=tuple(missing),
            damaged=tuple(damaged),
            left_out=left_out(),
        )
        writer.finish(manifest)
    return manifest


def _add_files(writer: ArchiveWriter, facts: Facts) -> tuple[list[str], list[str]]:
    """Every file that the copied database names; gives which of them the disk has lost, and which it has spoilt."""
    missing, damaged = [], []
    for address, sha256 in sorted(facts.files.items()):
        try:
            source = Path(settings.MEDIA_ROOT, address).open("rb")  # noqa: SIM115 (closed below)
        except FileNotFoundError:
            missing.append(address)
            continue
        with source:
            if writer.add(f"files/{address}", source).sha256 != sha256:
                damaged.append(address)
    return missing, damaged


def _lost(manifest: Manifest) -> Iterable[str]:
    """Sentences on the files that are not as the database names them."""
    for addresses, what in ((manifest.missing, "bị mất trên đĩa"), (manifest.damaged, "trên đĩa đã hỏng")):
        if addresses:
            first = addresses[0][:15]
            yield f"Có {len(addresses)} tệp {what} từ trước khi sao lưu (đầu tiên: {first}…). Tìm lại từ bản cũ hơn."


def _compare(manifest: Manifest) -> list[str]:
    """The restored database against the manifest."""
    facts = read_facts()
    if sentence := differing_rows(manifest.rows, facts.rows):
        raise DomainError(f"Khôi phục thử không đạt. {sentence}")
    there = {part.name for part in manifest.parts} | {f"files/{address}" for address in manifest.missing}
    if lost := sorted(address for address in facts.files if f"files/{address}" not in there):
        raise DomainError(f"Khôi phục thử không đạt: thiếu {len(lost)} tệp mà cơ sở dữ liệu nêu tên.")
    if facts.schema != manifest.schema or facts.audit_hash != manifest.audit_hash:
        raise DomainError("Khôi phục thử không đạt: bản kê và cơ sở dữ liệu không khớp nhau.")
    findings = verify_chain().findings
    return [f"Nhật ký kiểm toán không nguyên vẹn, {len(findings)} chỗ sai: {findings[0]}"] if findings else []


def _sync(folder: Path) -> None:
    """Force the names in ``folder`` to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
