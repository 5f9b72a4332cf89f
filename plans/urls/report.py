"""Addresses of reports."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import report, report_acts, report_edit, report_list, report_rows

urlpatterns: list[URLPattern] = [
    path("bao-cao/", report_list.report_list, name="report_list"),
    path("bao-cao/in/", report_list.report_list_print, name="report_list_print"),
    path("bao-cao/lap/", report_edit.report_new, name="report_new"),
    path("bao-cao/<int:pk>/", report.report, name="report"),
    path("bao-cao/<int:pk>/thong-tin/", report_edit.report_head, name="report_head"),
    path("bao-cao/<int:pk>/muc/<slug:slug>/", report_edit.report_section, name="report_section"),
    path("bao-cao/<int:pk>/muc/<slug:slug>/luu/", report_edit.report_section_save, name="report_section_save"),
    path("bao-cao/<int:pk>/muc/<slug:slug>/chon/", report_edit.report_settle, name="report_settle"),
    path("bao-cao/<int:pk>/lay-so-lieu/", report_acts.report_refresh, name="report_refresh"),
    path("bao-cao/<int:pk>/so-lieu/<slug:slug>/<path:key>/<int:place>/", report_rows.report_rows, name="report_rows"),
    path("bao-cao/<int:pk>/y-kien/", report_acts.report_remark, name="report_remark"),
    path("bao-cao/<int:pk>/y-kien/<int:remark_pk>/tra-loi/", report_acts.report_answer, name="report_answer"),
    path("bao-cao/<int:pk>/trinh/", report_acts.report_submit, name="report_submit"),
    path("bao-cao/<int:pk>/thu-hoi/", report_acts.report_withdraw, name="report_withdraw"),
    path("bao-cao/<int:pk>/duyet/", report_acts.report_approve, name="report_approve"),
    path("bao-cao/<int:pk>/tra-lai/", report_acts.report_return, name="report_return"),
    path("bao-cao/<int:pk>/ban-hanh/", report_acts.report_issue, name="report_issue"),
    path("bao-cao/<int:pk>/bo/", report_acts.report_remove, name="report_remove"),
    path("bao-cao/<int:pk>/pdf/", report.report_pdf, name="report_pdf"),
    path("bao-cao/<int:pk>/docx/", report.report_docx, name="report_docx"),
    path("bao-cao/<int:pk>/xlsx/", report.report_xlsx, name="report_xlsx"),
]
