"""Addresses of scoring: score tables and their criteria, sheets and their acts, appraisal, ranking."""

from __future__ import annotations

from django.urls import URLPattern, path

from emulation.views import appraise, ranking, score_sheet, score_table, scoring, sheet_acts

urlpatterns: list[URLPattern] = [
    path("cham-diem/", scoring.scoring, name="scoring"),
    path("<int:campaign_pk>/bang-diem/", score_table.table, name="table"),
    path("cum-khoi/nam/<int:pk>/bang-diem/", score_table.cluster_table, name="cluster_table"),
    path("cum-khoi/nam/<int:pk>/tu-cham/", score_sheet.cluster_sheet, name="cluster_sheet"),
    path("bang-diem/mau/", score_table.table_template, name="table_template"),
    path("bang-diem/<int:pk>/them/", score_table.criterion_add, name="criterion_add"),
    path("bang-diem/<int:pk>/chep/", score_table.table_copy, name="table_copy"),
    path("bang-diem/<int:pk>/nhap/", score_table.table_import, name="table_import"),
    path("bang-diem/<int:pk>/xuat/", score_table.table_export, name="table_export"),
    path("bang-diem/<int:pk>/in/", score_table.table_print, name="table_print"),
    path("bang-diem/<int:pk>/docx/", score_table.table_docx, name="table_docx"),
    path("tieu-chi/<int:pk>/sua/", score_table.criterion_edit, name="criterion_edit"),
    path("tieu-chi/<int:pk>/chuyen/", score_table.criterion_move, name="criterion_move"),
    path("tieu-chi/<int:pk>/bo/", score_table.criterion_remove, name="criterion_remove"),
    path("<int:campaign_pk>/cham-diem/", score_sheet.sheet_list, name="sheet_list"),
    path("<int:campaign_pk>/cham-diem/in/", score_sheet.sheet_list_print, name="sheet_list_print"),
    path("<int:campaign_pk>/cham-diem/lap/", score_sheet.sheets_make, name="sheets_make"),
    path("<int:campaign_pk>/cham-diem/chot/", appraise.scores_close, name="scores_close"),
    path("<int:campaign_pk>/xep-hang/", ranking.ranking, name="ranking"),
    path("<int:campaign_pk>/xep-hang/in/", ranking.ranking_print, name="ranking_print"),
    path("<int:campaign_pk>/xep-hang/docx/", ranking.ranking_docx, name="ranking_docx"),
    path("phieu/<int:pk>/", score_sheet.sheet, name="sheet"),
    path("phieu/<int:pk>/pdf/", score_sheet.sheet_pdf, name="sheet_pdf"),
    path("phieu/<int:pk>/docx/", score_sheet.sheet_docx, name="sheet_docx"),
    path("phieu/<int:pk>/tu-cham/", sheet_acts.sheet_score, name="sheet_score"),
    path("phieu/<int:pk>/gui/", sheet_acts.sheet_send, name="sheet_send"),
    path("phieu/<int:pk>/rut-lai/", sheet_acts.sheet_withdraw, name="sheet_withdraw"),
    path("phieu/<int:pk>/tra-lai/", sheet_acts.sheet_return, name="sheet_return"),
    path("phieu/<int:pk>/tham-dinh/", appraise.sheet_appraise, name="sheet_appraise"),
    path("phieu/<int:pk>/y-kien/", appraise.sheet_object, name="sheet_object"),
    path("phieu/<int:pk>/tra-loi/", appraise.sheet_answer, name="sheet_answer"),
    path("phieu/<int:pk>/minh-chung/<int:criterion>/", sheet_acts.proof_add, name="proof_add"),
    path("minh-chung/<int:pk>/", sheet_acts.proof_file, name="proof_file"),
    path("minh-chung/<int:pk>/bo/", sheet_acts.proof_remove, name="proof_remove"),
]
