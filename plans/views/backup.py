"""Sao lưu: when the last good backup was, every run, and a button for one now. Nothing leaves over the web."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.http import OfficeRequest, submit_key
from plans.models import BackupRun, BackupState
from plans.papers.content import Align, Column, Row
from plans.rules.backup import gone_words, last_good_words, warning_of
from plans.services.backup import OFF, SAME_DISK, ask_for_backup, is_on_the_disk_of_the_data, missing_from
from plans.views.acting import act_by_button, require
from plans.views.backup_rows import FIELDS, backup_lines
from plans.views.listing import Listing, page_of, send_listing

WHO = "Chỉ quản trị theo dõi việc sao lưu. Cần biết bản nào còn giữ, anh, chị hỏi quản trị của cơ quan."
MOST_PRINTED = 300
PRINTED = (
    Column("BẮT ĐẦU", 16, Align.CENTER),
    Column("CÁCH GỌI", 18),
    Column("TÌNH TRẠNG", 17),
    Column("KÍCH THƯỚC", 11, Align.RIGHT),
    Column("TỆP, GHI CHÚ", 38),
)
_OPEN = (BackupState.WAITING, BackupState.RUNNING)


@require_safe
def backups(request: OfficeRequest) -> HttpResponse:
    """The last good one, and every run, newest first."""
    require(request.user, "plans.keep_backups", who=WHO)
    runs = BackupRun.objects.visible_to(request.user)
    page = page_of(request, runs.values_list(*FIELDS))
    good, now = runs.last_good(), timezone.localtime()
    at = timezone.localtime(good.finished_at) if good and good.finished_at else None
    gone = missing_from(good) if good else ""
    context = {
        "page": page,
        "lines": backup_lines(page),
        "last_good": last_good_words(at, good.size if good else 0, now.date()),
        "warning": warning_of(at, now),
        "gone": gone_words(good.name, gone) if good and gone else "",
        "same_disk": SAME_DISK if settings.BACKUP_DIR and is_on_the_disk_of_the_data() else "",
        "off": "" if settings.BACKUP_DIR else OFF,
        "folder": settings.BACKUP_DIR,
        "at": f"{settings.BACKUP_AT:%H:%M}",
        "keep": settings.BACKUP_KEEP,
        "is_open": runs.filter(state__in=_OPEN).exists(),
    }
    return render(request, "plans/backup_list.html", context)


@require_POST
def backup_now(request: OfficeRequest) -> HttpResponse:
    """Ask for one; the timer makes it."""
    require(request.user, "plans.keep_backups", who=WHO)
    key = submit_key(request)
    done = "Đã ghi yêu cầu. Bản sao lưu được lập trong ít phút tới; xong sẽ có thông báo."
    act_by_button(request, lambda: ask_for_backup(actor=request.user, key=key), done=done)
    return redirect("plans:backups")


@require_safe
def backups_print(request: OfficeRequest) -> HttpResponse:
    """The latest runs as a paper or a sheet."""
    require(request.user, "plans.keep_backups", who=WHO)
    runs = BackupRun.objects.visible_to(request.user)
    lines = backup_lines(runs.values_list(*FIELDS)[:MOST_PRINTED])
    rows = [
        Row((line.at, line.how, line.state, line.size, ". ".join(filter(None, (line.name, line.sentence)))))
        for line in lines
    ]
    criteria = f"{MOST_PRINTED} lần gần nhất" if len(rows) == MOST_PRINTED else "không lọc"
    listing = Listing("DANH SÁCH", "Các lần sao lưu", PRINTED, rows, criteria, f"Cộng: {len(rows)} lần.")
    return send_listing(request, listing, name="sao-luu.pdf")
