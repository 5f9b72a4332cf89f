"""Addresses of campaigns, their phases, papers and files, their statistics and report."""

from __future__ import annotations

from django.urls import URLPattern, path

from emulation.views import campaign, campaign_acts, campaign_edit, campaign_paper, campaign_report

_PAPER = "<int:pk>/van-ban/<slug:kind>/"

urlpatterns: list[URLPattern] = [
    path("", campaign.campaign_list, name="campaign_list"),
    path("in/", campaign.campaign_list_print, name="campaign_list_print"),
    path("lap/", campaign_edit.campaign_new, name="campaign_new"),
    path("thong-ke/", campaign_report.campaign_statistics, name="campaign_statistics"),
    path("thong-ke/in/", campaign_report.campaign_statistics_print, name="campaign_statistics_print"),
    path("ket-qua/", campaign_report.campaign_report, name="campaign_report"),
    path("ket-qua/pdf/", campaign_report.campaign_report_pdf, name="campaign_report_pdf"),
    path("ket-qua/docx/", campaign_report.campaign_report_docx, name="campaign_report_docx"),
    path("<int:pk>/", campaign.campaign, name="campaign"),
    path("<int:pk>/sua/", campaign_edit.campaign_edit, name="campaign_edit"),
    path("<int:pk>/giai-doan/", campaign_edit.campaign_phases, name="campaign_phases"),
    path("<int:pk>/ban-in/", campaign.campaign_preview, name="campaign_preview"),
    path("<int:pk>/pdf/", campaign.campaign_pdf, name="campaign_pdf"),
    path("<int:pk>/docx/", campaign.campaign_docx, name="campaign_docx"),
    path("<int:pk>/trinh/", campaign_acts.campaign_submit, name="campaign_submit"),
    path("<int:pk>/thu-hoi/", campaign_acts.campaign_withdraw, name="campaign_withdraw"),
    path("<int:pk>/duyet/", campaign_acts.campaign_approve, name="campaign_approve"),
    path("<int:pk>/tra-lai/", campaign_acts.campaign_return, name="campaign_return"),
    path("<int:pk>/phat-dong/", campaign_acts.campaign_launch, name="campaign_launch"),
    path("<int:pk>/ket-thuc/", campaign_acts.campaign_close, name="campaign_close"),
    path("<int:pk>/dung/", campaign_acts.campaign_cancel, name="campaign_cancel"),
    path("<int:pk>/hoan-thanh-nhiem-vu/", campaign_acts.campaign_complete, name="campaign_complete"),
    path("<int:pk>/tep/", campaign_edit.campaign_file_add, name="campaign_file_add"),
    path("<int:pk>/tep/<int:file_pk>/", campaign_edit.campaign_file, name="campaign_file"),
    path("<int:pk>/tep/<int:file_pk>/bo/", campaign_edit.campaign_file_remove, name="campaign_file_remove"),
    path(_PAPER, campaign_paper.campaign_paper, name="campaign_paper"),
    path(f"{_PAPER}sua/", campaign_paper.campaign_paper_edit, name="campaign_paper_edit"),
    path(f"{_PAPER}trinh/", campaign_paper.campaign_paper_submit, name="campaign_paper_submit"),
    path(f"{_PAPER}thu-hoi/", campaign_paper.campaign_paper_withdraw, name="campaign_paper_withdraw"),
    path(f"{_PAPER}duyet/", campaign_paper.campaign_paper_approve, name="campaign_paper_approve"),
    path(f"{_PAPER}tra-lai/", campaign_paper.campaign_paper_return, name="campaign_paper_return"),
    path(f"{_PAPER}ban-hanh/", campaign_paper.campaign_paper_issue, name="campaign_paper_issue"),
    path(f"{_PAPER}pdf/", campaign_paper.campaign_paper_pdf, name="campaign_paper_pdf"),
    path(f"{_PAPER}docx/", campaign_paper.campaign_paper_docx, name="campaign_paper_docx"),
]
