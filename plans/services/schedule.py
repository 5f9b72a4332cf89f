"""What the timer does at each run. Every part may run twice at once; a part that fails stops no other."""

from __future__ import annotations

import datetime as dt
import logging
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from plans import sockets
from plans.models import Notice, ScheduledRun, SubmitKey
from plans.services import print_jobs
from plans.services.backup_making import RESTORE_WORK
from plans.services.files import remove_left_behind, remove_orphans
from plans.services.frozen_print import make_missing_pdfs
from plans.services.old_readings import remove_old_readings
from plans.services.outbox import remove_old_mail, send_due_mail

logger = logging.getLogger("plans.schedule")

KEY_LIFE = dt.timedelta(days=7)
READ_NOTICE_LIFE = dt.timedelta(days=180)
KEPT_NOTICES = "remind:"  # what says that somebody was reminded; without it he would be again


def run_all(*, now: dt.datetime | None = None) -> list[str]:
    """One round of the timer; gives the names of the parts that failed (their errors are in the log)."""
    now = now or timezone.now()
    ScheduledRun.objects.update_or_create(pk=1, defaults={"started_at": now, "finished_at": None})
    failed = []
    for part in sockets.scheduled:
        try:
            part(now)
        except Exception:
            logger.exception("scheduled part %s failed", part.__name__)
            failed.append(part.__name__)
    ScheduledRun.objects.filter(pk=1).update(finished_at=timezone.now())
    return failed


def send_mail(now: dt.datetime) -> None:
    """The letters that are due."""
    send_due_mail(now=now)


def make_prints(now: dt.datetime) -> None:
    """The heavy prints that wait, and the PDFs of issued papers that are still to be made."""
    make_missing_pdfs()
    print_jobs.run_due_prints(now=now)


def tidy_up(now: dt.datetime) -> None:
    """Remove what nobody needs any more: used form keys, sessions that ended, old notices, prints, letters and
    readings, and what killed processes left on the disk.
    """
    SubmitKey.objects.filter(at__lt=now - KEY_LIFE).delete()
    Notice.objects.filter(read_at__lt=now - READ_NOTICE_LIFE).exclude(key__startswith=KEPT_NOTICES).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    remove_old_mail(now=now)
    print_jobs.remove_old_prints(now=now)
    remove_old_readings(now=now)
    remove_orphans()
    remove_left_behind(Path(settings.MEDIA_ROOT), print_jobs.WORK)
    remove_left_behind(Path(settings.DATA_DIR), RESTORE_WORK)
