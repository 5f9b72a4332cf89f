"""Addresses of the frame: search, notices, help, audit, prints under way, health."""

from __future__ import annotations

from django.urls import path

from plans.views import archive, audit, backup, notice, printing, search, shortcuts, system

urlpatterns = [
    path("tim/", search.search_page, name="search"),
    path("thong-bao/", notice.notices, name="notices"),
    path("thong-bao/in/", notice.notices_print, name="notices_print"),
    path("thong-bao/da-doc/", notice.read_all, name="notices_read"),
    path("thong-bao/<int:pk>/", notice.open_notice, name="notice"),
    path("huong-dan/", system.help_page, name="help"),
    path("suc-khoe/", system.health, name="health"),
    path("menu/", system.menu, name="menu"),
    path("nam/", system.set_year, name="set_year"),
    path("nhat-ky/", audit.audit_page, name="audit"),
    path("nhat-ky/in/", audit.audit_print, name="audit_print"),
    path("sao-luu/", backup.backups, name="backups"),
    path("sao-luu/in/", backup.backups_print, name="backups_print"),
    path("sao-luu/ngay/", backup.backup_now, name="backup_now"),
    path("phim-tat/", shortcuts.shortcuts, name="shortcuts"),
    path("luu-tru/", archive.archive_list, name="archive_list"),
    path("luu-tru/<int:pk>/tep/", archive.archive_file, name="archive_file"),
    path("ban-in/", printing.print_jobs, name="print_jobs"),
    path("ban-in/<int:pk>/tep/", printing.print_file, name="print_file"),
]
