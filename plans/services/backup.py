"""Backups as acts: asked for on the screen, daily by the timer, or by command; each is one row, one audited event."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import AuditEntry, BackupCause, BackupRun, BackupState, Office, Role, User
from plans.rules.backup import due_since, is_full, said_by, too_many
from plans.services import audit
from plans.services.backup_making import WORK, Made, make_archive
from plans.services.files import remove_left_behind
from plans.services.held import held
from plans.services.locking import one_at_a_time, use_submit_key
from plans.services.notify import notify
from plans.services.way import holders

logger = logging.getLogger("plans.backup")

OFF = (
    "TDKT_BACKUP_DIR trong tệp .env trên máy chủ đang để trống. Ghi vào đó một thư mục ở ổ đĩa khác, "
    "rồi khởi động lại phần mềm."
)
BUSY = "Một lần sao lưu hoặc khôi phục khác đang chạy. Chờ lần ấy xong rồi thử lại."
INTERRUPTED = "Bị ngắt giữa chừng (máy tắt hoặc chương trình bị dừng); không có bản nào được lập."
SAME_DISK = (
    "Nơi chứa nằm cùng ổ đĩa với dữ liệu, ổ hỏng là mất cả hai. Gắn một ổ khác, ghi thư mục ở ổ ấy vào "
    "TDKT_BACKUP_DIR trong tệp .env trên máy chủ, rồi khởi động lại phần mềm."
)
TRIES_A_DAY, PAUSE = 3, dt.timedelta(hours=1)


class BackupFailedError(RuntimeError):
    """The backup of the timer went wrong; the administrators have been told."""


def backup_lock() -> Path:
    """The lock that one backup or restore holds at a time."""
    return Path(settings.DATA_DIR) / "sao-luu.khoa"


def is_on_the_disk_of_the_data() -> bool:
    """Whether what takes the data along takes the backups along."""
    folder = Path(settings.BACKUP_DIR)
    try:
        return folder.stat().st_dev == Path(settings.DATA_DIR).stat().st_dev
    except OSError:
        return folder == settings.BACKUP_BESIDE


def missing_from(run: BackupRun) -> str:
    """The folder in which the file of ``run`` should lie and does not; empty where it does, or nobody knows where.

    The audit keeps the folder of each; those of the timer made before it did lie where the timer's are.
    """
    about = AuditEntry.objects.filter(object_type=run._meta.label_lower, object_id=str(run.pk))
    found = about.filter(act__in=("backup.make", "backup.restore")).order_by("-number").first()
    folder = found.detail.get("folder", "") if found else ""
    if not folder and run.cause != BackupCause.COMMAND:
        folder = settings.BACKUP_DIR
    if not folder or not run.name:
        return ""
    try:
        return "" if Path(folder, run.name).is_file() else folder
    except OSError:
        return str(folder)


@transaction.atomic
def ask_for_backup(*, actor: User, key: str = "") -> BackupRun:
    """Sao lưu ngay: the timer takes it up within a minute."""
    use_submit_key(actor, key)
    if not settings.BACKUP_DIR:
        raise DomainError(OFF)
    one_at_a_time()
    with held(backup_lock(), shared=True) as is_free:
        if not is_free or BackupRun.objects.filter(state=BackupState.WAITING).exists():
            raise DomainError("Đang có một lần sao lưu chờ chạy hoặc đang chạy. Xong sẽ có thông báo.")
    run = BackupRun.objects.create(cause=BackupCause.SCREEN, asked_by=actor)
    audit.record(actor=actor, act="backup.ask", obj=run)
    return run


def run_due_backups(now: dt.datetime) -> None:
    """The timer's part: the daily backup when its time has come, and the one asked for on the screen."""
    if not settings.BACKUP_DIR:
        return
    with held(backup_lock()) as is_ours:
        if not is_ours:
            return
        _settle_interrupted()
        _queue_daily(now)
        run = _taken_up()
        if run is None:
            return
        _carry_out(run, Path(settings.BACKUP_DIR), keep=settings.BACKUP_KEEP, prove=True)
    if run.state == BackupState.FAILED:
        raise BackupFailedError(run.sentence)


def back_up(*, folder: Path, keep: int | None, prove: bool) -> BackupRun:
    """Back up now, by command; without ``keep`` no older one is removed."""
    with held(backup_lock()) as is_ours:
        if not is_ours:
            raise DomainError(BUSY)
        _settle_interrupted()
        run = BackupRun.objects.create(cause=BackupCause.COMMAND, state=BackupState.RUNNING, started_at=timezone.now())
        _carry_out(run, folder, keep=keep, prove=prove)
    return run


@transaction.atomic
def _queue_daily(now: dt.datetime) -> None:
    """Ask for the day's backup once it is due; one that failed is tried again an hour later, three times in all."""
    one_at_a_time()
    since = due_since(timezone.localtime(now), settings.BACKUP_AT)
    runs = list(BackupRun.objects.filter(cause=BackupCause.SCHEDULE, asked_at__gte=since).order_by("-asked_at"))
    if any(run.state != BackupState.FAILED for run in runs):
        return
    if len(runs) >= TRIES_A_DAY or (runs and now - runs[0].asked_at < PAUSE):
        return
    if Office.objects.exists() and not BackupRun.objects.filter(state=BackupState.WAITING).exists():
        BackupRun.objects.create(cause=BackupCause.SCHEDULE, asked_at=now)


@transaction.atomic
def _taken_up() -> BackupRun | None:
    run = BackupRun.objects.select_for_update().filter(state=BackupState.WAITING).first()
    if run is not None:
        run.started_at = timezone.now()
        run.begin()
        run.save()
    return run


def _settle_interrupted() -> None:
    """Who holds the lock knows that nothing runs: what says it does was killed."""
    for run in BackupRun.objects.filter(state=BackupState.RUNNING):
        _fail(run, INTERRUPTED)


def _carry_out(run: BackupRun, folder: Path, *, keep: int | None, prove: bool) -> None:
    """Make the backup of a running ``run`` and write down how it went; ``run`` then stands at its end."""
    try:
        if folder == settings.BACKUP_BESIDE:  # the disk of the data is there; any other folder may be one not mounted
            folder.mkdir(mode=0o700, exist_ok=True)
        remove_left_behind(folder, WORK)
        made = make_archive(folder=folder, prove=prove)
    except Exception as error:
        if not isinstance(error, DomainError):
            logger.exception("backup failed")
        _fail(run, _sentence(error, folder))
        return
    _settle(run, made, folder)
    if keep is not None:
        _thin(folder, keep)


@transaction.atomic
def _settle(run: BackupRun, made: Made, folder: Path) -> None:
    run.name, run.size, run.finished_at = made.name, made.size, timezone.now()
    run.sentence = " ".join(made.doubts)
    if made.doubts:
        run.keep_unproved()
    else:
        run.prove()
    run.save()
    detail = {"size": made.size, "cause": run.cause, "folder": str(folder)}
    audit.record(actor=run.asked_by, act="backup.make", obj=run, state_to=run.state, note=run.sentence, detail=detail)
    if run.asked_by:
        words = f"đã xong. {run.sentence}" if made.doubts else "đã xong, đã khôi phục thử."
        _tell([run.asked_by], run, f"Bản sao lưu anh, chị yêu cầu {words}")
    elif made.doubts and run.cause == BackupCause.SCHEDULE:
        _tell(holders(Role.ADMIN), run, f"Bản sao lưu tự động chưa chắc tốt. {run.sentence}")


@transaction.atomic
def _fail(run: BackupRun, sentence: str) -> None:
    run.finished_at, run.sentence = timezone.now(), sentence
    run.break_off()
    run.save()
    audit.record(actor=run.asked_by, act="backup.fail", obj=run, note=sentence, detail={"cause": run.cause})
    people = [*holders(Role.ADMIN), *([run.asked_by] if run.asked_by else [])]
    _tell(people, run, f"Sao lưu hỏng. {sentence}")


def _tell(people: object, run: BackupRun, text: str) -> None:
    notify(people, key=f"backup:{run.pk}", text=text, url=reverse("plans:backups"))  # type: ignore[arg-type]


def _sentence(error: Exception, folder: Path) -> str:
    """What went wrong, and what to do about it."""
    if isinstance(error, DomainError):
        return str(error)
    if is_full(error):
        return f"Ổ chứa {folder} đã đầy. Dọn bớt, hoặc giảm số bản giữ lại (TDKT_BACKUP_KEEP), rồi sao lưu lại."
    return f"Không sao lưu được vào {folder}: {said_by(error)}. Xem nhật ký máy chủ, sửa rồi sao lưu lại."


def _thin(folder: Path, keep: int) -> None:
    """Keep the newest ``keep`` backups of ``folder``, and its newest good one whatever its age."""
    good = set(BackupRun.objects.filter(state=BackupState.GOOD).values_list("name", flat=True))
    for name in too_many((path.name for path in folder.iterdir()), keep, good):
        try:
            (folder / name).unlink()
        except OSError:
            logger.warning("could not remove the old backup %s", name)
