"""Addresses of the frame: search, notices, help, audit, prints under way, health."""

from __future__ import annotations

from django.urls import path

from plans.views import audit, notice, printing, search, shortcuts, system

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
    path("phim-tat/", shortcuts.shortcuts, name="shortcuts"),
    path("ban-in/", printing.print_jobs, name="print_jobs"),
    path("ban-in/<int:pk>/tep/", printing.print_file, name="print_file"),
]
