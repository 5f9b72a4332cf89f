"""Addresses of initiatives."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import initiative, initiative_acts, initiative_call, initiative_paper, initiative_recognised
from awards.views import initiative_board as board
from awards.views import initiative_scoring as scoring

urlpatterns: list[URLPattern] = [
    path("sang-kien/", initiative.initiative_list, name="initiative_list"),
    path("sang-kien/in/", initiative.initiative_list_print, name="initiative_list_print"),
    path("sang-kien/lap/", initiative.initiative_new, name="initiative_new"),
    path("sang-kien/<int:pk>/", initiative.initiative, name="initiative"),
    path("sang-kien/<int:pk>/sua/", initiative.initiative_edit, name="initiative_edit"),
    path("sang-kien/<int:pk>/bo/", initiative.initiative_remove, name="initiative_remove"),
    path("sang-kien/<int:pk>/minh-chung/", initiative.initiative_file_add, name="initiative_file_add"),
    path("sang-kien/minh-chung/<int:pk>/", initiative.initiative_file, name="initiative_file"),
    path("sang-kien/minh-chung/<int:pk>/bo/", initiative.initiative_file_remove, name="initiative_file_remove"),
    path("sang-kien/<int:pk>/pdf/", initiative_paper.initiative_pdf, name="initiative_pdf"),
    path("sang-kien/<int:pk>/docx/", initiative_paper.initiative_docx, name="initiative_docx"),
    # its way
    path("sang-kien/<int:pk>/trinh/", initiative_acts.initiative_submit, name="initiative_submit"),
    path("sang-kien/<int:pk>/thu-hoi/", initiative_acts.initiative_withdraw, name="initiative_withdraw"),
    path("sang-kien/<int:pk>/tra-lai/", initiative_acts.initiative_return, name="initiative_return"),
    path("sang-kien/<int:pk>/chot-diem/", initiative_acts.scoring_close, name="scoring_close"),
    path("sang-kien/<int:pk>/cham-lai/", initiative_acts.scoring_reopen, name="scoring_reopen"),
    path("sang-kien/<int:pk>/cong-nhan/", initiative_acts.initiative_recognise, name="initiative_recognise"),
    path("sang-kien/<int:pk>/khong-cong-nhan/", initiative_acts.initiative_refuse, name="initiative_refuse"),
    path("sang-kien/quyet-dinh/<int:pk>/sua/", initiative_acts.recognition_edit, name="recognition_edit"),
    path("sang-kien/quyet-dinh/<int:pk>/tep/", initiative_acts.recognition_file, name="recognition_file"),
    # calls and score sheets
    path("sang-kien/dot/", initiative_call.call_list, name="call_list"),
    path("sang-kien/dot/mo/", initiative_call.call_new, name="call_new"),
    path("sang-kien/dot/<int:pk>/sua/", initiative_call.call_edit, name="call_edit"),
    path("sang-kien/dot/<int:pk>/bang-diem/", initiative_paper.call_scores_pdf, name="call_scores_pdf"),
    path("sang-kien/bang-cham/lap/", initiative_call.sheet_new, name="sheet_new"),
    path("sang-kien/bang-cham/<int:pk>/sua/", initiative_call.sheet_edit, name="sheet_edit"),
    path("sang-kien/bang-cham/<int:pk>/chep/", initiative_call.sheet_copy, name="sheet_copy"),
    # scoring
    path("sang-kien/cham/", board.scoring_board, name="scoring_board"),
    path("sang-kien/dot/<int:pk>/giao-cham/", board.scoring_assign, name="scoring_assign"),
    path("sang-kien/phieu/<int:pk>/", scoring.score, name="score"),
    path("sang-kien/phieu/<int:pk>/bo-giao/", board.score_call_off, name="score_call_off"),
    path("sang-kien/phieu/<int:pk>/mo-lai/", scoring.score_reopen, name="score_reopen"),
    path("sang-kien/phieu/<int:pk>/pdf/", initiative_paper.score_pdf, name="score_pdf"),
    path("sang-kien/<int:pk>/diem/", scoring.initiative_scores, name="initiative_scores"),
    # recognised
    path("sang-kien/da-cong-nhan/", initiative_recognised.recognised_list, name="recognised_list"),
    path("sang-kien/da-cong-nhan/in/", initiative_recognised.recognised_list_print, name="recognised_list_print"),
]
