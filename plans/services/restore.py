"""Restoring a backup: checked first, made ready beside the data in use, and put in their place in one step."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from plans.errors import DomainError
from plans.models import BackupRun, BackupState, JobState, OutboxMessage
from plans.rules.backup import (
    ENGINES,
    FILE_PART,
    Manifest,
    differing_rows,
    is_full,
    moment_words,
    said_by,
    unknown_steps,
)
from plans.services import audit
from plans.services.audit_check import verify_chain
from plans.services.backup import BUSY, backup_lock
from plans.services.backup_archive import CHUNK, Archive, opened
from plans.services.backup_facts import count_rows, is_behind, kept_office, known_steps
from plans.services.backup_making import NO_ROOM, RESTORE_WORK, database_engine
from plans.services.files import no_file_goes, put_back
from plans.services.held import held
from plans.services.other_database import asking

OLD_MAIL = "Thư chờ gửi lúc sao lưu, có thể đã gửi trước khi khôi phục, nên không gửi nữa."


@dataclass(frozen=True)
class Restored:
    """What was restored. ``findings`` are faults of the audit chain that were in the backup already; ``held`` letters
    waited when it was made, and are not sent.
    """

    manifest: Manifest
    was_older: bool
    findings: tuple[str, ...]
    held: int


def restore_backup(*, file: Path, overwrite: bool, say: Callable[[str], object] = lambda _step: None) -> Restored:
    """Put what the backup ``file`` holds in place of the database in use, and its files beside those there.

    Until the last step nothing in use has changed but that files were added, which harm nobody. ``say`` is told of
    each step.
    """
    with held(backup_lock()) as is_ours:
        if not is_ours:
            raise DomainError(BUSY)
        with opened(file) as archive:
            manifest = archive.manifest
            _check_fits(manifest)
            archive.check()
            _check_target(manifest, overwrite=overwrite)
            say(f"Bản sao lưu lập lúc {moment_words(manifest.made_at)} còn nguyên vẹn, đang khôi phục vào chỗ riêng…")
            try:
                with no_file_goes(), TemporaryDirectory(prefix=RESTORE_WORK, dir=settings.DATA_DIR) as work:
                    held_back = _replace(archive, Path(work), say)
            except (OSError, sqlite3.Error, DatabaseError) as error:
                raise DomainError(f"{_trouble(error)} Dữ liệu đang có vẫn nguyên.") from error
        was_older = _is_older(manifest)
        if is_behind():  # only where it could not be done beside the data in use
            call_command("migrate", interactive=False, verbosity=0)
        if held_back is None:
            held_back = _hold_mail()
        findings = tuple(verify_chain().findings)
        _write_down(manifest, file)
    return Restored(manifest, was_older, findings, held_back)


def _check_fits(manifest: Manifest) -> None:
    """Refuse a backup that this installation cannot hold."""
    engine = database_engine()
    if manifest.engine != engine.name:
        theirs, ours = ENGINES.get(manifest.engine, manifest.engine), ENGINES[engine.name]
        raise DomainError(
            f"Bản sao lưu lấy từ {theirs}, còn phần mềm ở đây dùng {ours}. Cho DATABASE_URL trỏ tới một cơ sở dữ liệu "
            f"{theirs} (README, mục Deploy) rồi khôi phục lại."
        )
    if manifest.engine_version > engine.version:
        raise DomainError(
            f"Bản sao lưu lấy từ {ENGINES[engine.name]} {manifest.engine_version}, ở đây là bản {engine.version}. "
            f"Nâng lên ít nhất bản {manifest.engine_version} rồi khôi phục lại."
        )
    if unknown := unknown_steps(manifest.schema, known_steps()):
        raise DomainError(
            f"Bản sao lưu do phiên bản phần mềm mới hơn lập (có bước {unknown[0]} mà ở đây chưa có). "
            "Cập nhật phần mềm rồi khôi phục lại."
        )


def _check_target(manifest: Manifest, *, overwrite: bool) -> None:
    """Refuse to replace an office's data unless that is what is wanted."""
    office = kept_office()
    if office and not overwrite:
        raise DomainError(
            f"Ở đây đang có dữ liệu của “{office}”, khôi phục sẽ thay hết bằng bản lập lúc "
            f"{moment_words(manifest.made_at)}. "
            "Muốn giữ dữ liệu đang có thì chạy manage.py backup trước; muốn thay thì chạy lại với --yes."
        )


def _trouble(error: Exception) -> str:
    if is_full(error):
        return f"Ổ chứa {settings.DATA_DIR} đã đầy: dọn bớt rồi khôi phục lại."
    return f"Không khôi phục được: {said_by(error)}."


def _replace(archive: Archive, work: Path, say: Callable[[str], object]) -> int | None:
    """Put the backup in place of ours; gives how many letters were held back, None where there was no room for it."""
    held_back = None
    engine = database_engine()
    copy = work / engine.part
    archive.extract(engine.part, copy)
    with engine.room(copy) as room:
        if room is not None:
            with asking(room):
                expected = _made_ready(archive.manifest)
                held_back = _hold_mail()
        elif _is_older(archive.manifest) and kept_office():
            user = connection.settings_dict["USER"] or "tdkt"
            raise DomainError(f"Bản sao lưu thuộc phiên bản cũ hơn. {NO_ROOM.format(user=user)}, rồi khôi phục lại.")
        else:
            expected = archive.manifest.rows
        _put_files(archive)
        say("Đã đối chiếu xong, đang thay dữ liệu…")
        engine.replace(room, copy, expected)
    return held_back


def _hold_mail() -> int:
    """Letters that waited when the backup was made may have gone out since: they are kept, not sent again."""
    waiting = OutboxMessage.objects.filter(state__in=(JobState.PENDING, JobState.CLAIMED))
    return waiting.update(state=JobState.FAILED, claimed_at=None, last_error=OLD_MAIL)


def _made_ready(manifest: Manifest) -> dict[str, int]:
    """Compare the restored database with the manifest and bring its schema up; gives the rows of its tables then."""
    if sentence := differing_rows(manifest.rows, count_rows()):
        raise DomainError(f"Bản sao lưu không đúng với bản kê của nó. {sentence} Dùng bản khác.")
    if is_behind():
        call_command("migrate", interactive=False, verbosity=0)
    return count_rows()


def _put_files(archive: Archive) -> None:
    damaged = set(archive.manifest.damaged)
    for name in archive.names:
        if (found := FILE_PART.fullmatch(name)) and found[0].removeprefix("files/") not in damaged:
            with archive.open(name) as source:
                put_back(found[2], iter(functools.partial(source.read, CHUNK), b""))


def _is_older(manifest: Manifest) -> bool:
    return not known_steps() <= set(manifest.schema)


@transaction.atomic
def _write_down(manifest: Manifest, file: Path) -> None:
    """The backup restored was under way when it copied its own row: now it is proved. The restoring is audited."""
    proved = None
    for run in BackupRun.objects.select_for_update().filter(state=BackupState.RUNNING).order_by("-started_at"):
        run.name, run.size, run.finished_at = file.name[:100], file.stat().st_size, timezone.now()
        run.sentence = f"Đã khôi phục từ bản này lúc {timezone.localtime():%H:%M %d/%m/%Y}."
        run.prove()
        run.save()
        proved = run
    note = f"Bản lập lúc {moment_words(manifest.made_at)}, {manifest.audit_number} dòng nhật ký"
    detail = {
        "file": file.name,
        "folder": str(file.parent),
        "made_at": manifest.made_at,
        "audit_hash": manifest.audit_hash,
    }
    audit.record(actor=None, act="backup.restore", obj=proved, note=note, detail=detail)
