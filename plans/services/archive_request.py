"""Asking for the archive of a year on the screen: made by the timer, kept for good, every fetching written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from plans.errors import DomainError, NotAllowed
from plans.models import PrintJob, User
from plans.services import audit
from plans.services.archive_year import Made, refuse_hindered, write_archive
from plans.services.files import is_whole
from plans.services.locking import use_submit_key
from plans.services.print_jobs import queue_print

KIND, PAGE = "year_archive", "plans:archive_list"
MADE, FETCHED = "archive.make", "archive.fetch"
RIGHT = "plans.archive_year"
WHO = "Chỉ quản trị và thường trực TĐKT lập, tải lưu trữ năm vì có dữ liệu cá nhân. Anh, chị báo thường trực."
LOST = (
    "Tệp lưu trữ này bị mất hoặc hỏng trên máy chủ nên không tải được. "
    "Lập lại lưu trữ của năm, hoặc báo quản trị khôi phục từ bản sao lưu."
)


@transaction.atomic
def ask_for_archive(*, actor: User, year: int, key: str = "") -> PrintJob:
    """Queue the archive of ``year``. Refused to others than its makers, and where it could not be made now."""
    _require(actor)
    use_submit_key(actor, key)
    refuse_hindered(year)
    return queue_print(user=actor, kind=KIND, params={"year": year}, title=f"Lưu trữ năm {year}")


def make_archive_file(user: User, params: dict[str, Any], path: Path) -> Callable[[], object]:
    """The timer's part: write the archive for the person who asked, while that person may have it.

    Gives what keeps that in the audit, for the transaction that keeps the file: one without the other is never there.
    """
    _require(user)
    year = int(params["year"])
    made = write_archive(path, year=year, at=timezone.now(), maker=user.get_full_name())
    size = path.stat().st_size
    return lambda: _write_down(actor=user, year=year, made=made, size=size)


def make_archive(*, year: int, path: Path) -> Made:
    """The command's part, which whoever keeps the server runs: write the archive to ``path``, and that it was made."""
    made = write_archive(path, year=year, at=timezone.now(), maker="người giữ máy chủ (bằng lệnh)")
    _write_down(actor=None, year=year, made=made, size=path.stat().st_size)
    return made


def _write_down(*, actor: User | None, year: int, made: Made, size: int) -> None:
    """Keep in the audit that personal data was put into a file."""
    note = f"Lưu trữ năm {year}: có dữ liệu cá nhân" + ("" if made.is_closed else "; năm chưa kết thúc")
    detail = {"year": year, "rows": made.rows, "files": made.files, "size": size}
    audit.record(actor=actor, act=MADE, note=note, detail=detail)


def fetch_archive(*, actor: User, job: PrintJob) -> None:
    """Write down that an archive, and the personal data in it, leaves the office. Refused where its file is broken."""
    _require(actor)
    if job.file is None or not is_whole(job.file):
        raise DomainError(LOST)
    audit.record(
        actor=actor,
        act=FETCHED,
        note=f"{job.title}: có dữ liệu cá nhân",
        detail={"print": job.pk, "sha256": job.file.sha256, "size": job.file.size},
    )


def _require(actor: User) -> None:
    if not actor.has_perm(RIGHT):
        raise NotAllowed(WHO)
