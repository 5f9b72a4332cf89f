"""Heavy prints: queued by the page, made by the timer in a process of their own, offered to who asked.

A topic registers its prints once, from ``AppConfig.ready()``: ``register_print("plan_table", make_plan_table)``.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import JobState, PrintJob, Role, User
from plans.rules.sniff import CONTENT_TYPES, FileKind
from plans.services.claiming import claim_due, settle_done, settle_failed
from plans.services.files import adopt_file
from plans.services.notify import notify

HEAVY_ROWS = 300  # a print of more rows is made by the timer
OPEN_PRINTS = 3  # per person, so that one person's long lists do not hold up everybody's
PRINT_SECONDS = 10 * 60  # shorter than a claim lives
KEPT = dt.timedelta(days=30)
WORK = ".print-"  # the folder of a print on its way

# Makes the bytes of a print for the person who asked, who sees in it what that person may see
MakePrint = Callable[[User, dict[str, Any]], bytes]
# Writes a file of any size to the path, for the person who asked; gives what writes that down once the file is kept
WriteFile = Callable[[User, dict[str, Any], Path], Callable[[], object]]
PDF, ZIP = "pdf", "zip"
TYPES = {PDF: CONTENT_TYPES[FileKind.PDF], ZIP: "application/zip"}


class PrintKind(NamedTuple):
    """How prints of one kind are made, what file they are, and the act of the audit by which one is fetched."""

    make: MakePrint | WriteFile
    ending: str
    fetched: str
    page: str = ""  # the address where files of any size are listed and fetched, which are kept for good


_kinds: dict[str, PrintKind] = {}


class UnknownPrintError(LookupError):
    """A queued print of a kind that no app registers any more."""


def register_print(kind: str, make: MakePrint, *, ending: str = PDF, fetched: str = "") -> None:
    """Tell how prints of ``kind`` are made. ``params`` come back from JSON.

    ``fetched`` is the act under which the audit keeps who downloads a finished one; empty where that need not be known.
    """
    _kinds[kind] = PrintKind(make, ending, fetched)


def register_file(kind: str, write: WriteFile, *, page: str) -> None:
    """Tell how files of ``kind`` are written, which are too large to hold, and by what ``page`` they are fetched.

    They are always made by the timer, and never removed.
    """
    _kinds[kind] = PrintKind(write, ZIP, "", page)


def page_of_kind(kind: str) -> str:
    """The address of the page that lists the files of a kind; empty for a print of the person's own."""
    return _kinds[kind].page if kind in _kinds else ""


def print_kind(kind: str) -> PrintKind:
    """What is registered of ``kind``."""
    if kind not in _kinds:
        raise UnknownPrintError(kind)
    return _kinds[kind]


def fetched_act(kind: str) -> str:
    """The act under which a download is audited; empty for a kind that needs none or is no longer known."""
    return _kinds[kind].fetched if kind in _kinds else ""


def make_print(*, user: User, kind: str, params: dict[str, Any]) -> bytes:
    """Make a print now."""
    make = cast(MakePrint, print_kind(kind).make)
    return make(user, params)


@transaction.atomic
def queue_print(*, user: User, kind: str, params: dict[str, Any], title: str) -> PrintJob:
    """Queue a print; refused while the same one is open, or too many of the person's are."""
    User.objects.select_for_update().get(pk=user.pk)  # two requests at once are counted one after the other
    waiting = PrintJob.objects.filter(asked_by=user, state__in=[JobState.PENDING, JobState.CLAIMED])
    if waiting.filter(kind=kind, params=params).exists():
        raise DomainError(f"Bản in “{title}” anh, chị đã yêu cầu, đang chờ lập. Xong sẽ có thông báo, tải về tại đây.")
    if waiting.count() >= OPEN_PRINTS:
        raise DomainError(
            f"Anh, chị đang có {OPEN_PRINTS} bản in chờ lập, chưa nhận thêm “{title}”. Chờ một bản xong rồi in lại."
        )
    return PrintJob.objects.create(
        asked_by=user, kind=kind, params=params, title=title[:300], next_try_at=timezone.now()
    )


def run_due_prints(*, now: dt.datetime | None = None) -> int:
    """Make what is due, each in a child process whose memory ends with it; gives how many were made."""
    made = 0
    for job in claim_due(PrintJob, now=now):
        error = run_in_child("--print-job", job.pk)
        if not error:
            made += 1
        elif settle_failed(job, error):
            _tell_of_failure(job)
    return made


def finish_print(*, job_pk: int) -> None:
    """The child's part: make the print of a claimed job, keep the file and tell the person, all or nothing."""
    job = PrintJob.objects.select_related("asked_by").get(pk=job_pk, state=JobState.CLAIMED)
    kind = print_kind(job.kind)
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=WORK) as bench:
        path = Path(bench) / f"print.{kind.ending}"
        if kind.page:
            write_down = cast(WriteFile, kind.make)(job.asked_by, job.params, path)
            _keep(job, kind, path, write_down)
        else:
            path.write_bytes(make_print(user=job.asked_by, kind=job.kind, params=job.params))
            _keep(job, kind, path)


@transaction.atomic
def _keep(job: PrintJob, kind: PrintKind, path: Path, write_down: Callable[[], object] = lambda: None) -> None:
    """Keep the file of a claimed job, write that down and tell the person."""
    if not settle_done(job):
        return
    write_down()
    name = f"{job.title}.{kind.ending}"
    file = adopt_file(path=path, name=name, content_type=TYPES[kind.ending], user=job.asked_by)
    PrintJob.objects.filter(pk=job.pk).update(file=file)
    notify(
        [job.asked_by],
        key=f"print.done:{job.pk}",
        text=f"Bản in “{job.title}” đã xong, có thể tải về.",
        url=reverse(kind.page or "plans:print_jobs"),
    )


def remove_old_prints(*, now: dt.datetime) -> None:
    """Prints are made anew when wanted again; their files go after a month."""
    kept = [kind for kind, one in _kinds.items() if one.page]
    old = PrintJob.objects.filter(created_at__lt=now - KEPT).exclude(kind__in=kept)
    for job in old.select_related("file"):
        with transaction.atomic():
            job.delete()
            if job.file:
                job.file.delete()


def run_in_child(option: str, pk: int) -> str:
    """Make one print in a child of the timer; empty when it succeeded, else the end of what it said."""
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "run_scheduled", option, str(pk)]
    try:
        child = subprocess.run(  # noqa: S603 - our own command and a number
            command, capture_output=True, text=True, timeout=PRINT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"Quá {PRINT_SECONDS // 60} phút chưa xong."
    return "" if child.returncode == 0 else (child.stderr.strip() or f"exit {child.returncode}")[-1000:]


def _tell_of_failure(job: PrintJob) -> None:
    url = reverse("plans:print_jobs")
    text = f"Không lập được bản in “{job.title}” sau nhiều lần thử. Báo quản trị để kiểm tra."
    notify([job.asked_by], key=f"print.failed:{job.pk}", text=text, url=url)
    administrators = User.objects.filter(holdings__role=Role.ADMIN)
    notify(administrators, key=f"print.failed:{job.pk}", text=f"Bản in hỏng: {job.title}.", url="")
