"""Addresses of rounds, reviews and nominations."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import (
    achievement_report,
    nomination,
    nomination_acts,
    nomination_bulk,
    nomination_comment,
    nomination_edit,
    nomination_file,
    nomination_list,
    review,
    round_edit,
)
from awards.views import round as rounds

urlpatterns: list[URLPattern] = [
    path("dot-xet/", rounds.round_list, name="round_list"),
    path("dot-xet/in/", rounds.round_list_print, name="round_list_print"),
    path("dot-xet/moi/", round_edit.round_new, name="round_new"),
    path("dot-xet/<int:pk>/", rounds.round_page, name="round"),
    path("dot-xet/<int:pk>/sua/", round_edit.round_edit, name="round_edit"),
    path("dot-xet/<int:pk>/suat/", round_edit.round_quotas, name="round_quotas"),
    path("dot-xet/<int:pk>/ngang-nhau/", rounds.round_ties, name="round_ties"),
    path("dot-xet/<int:pk>/binh-xet/<int:unit>/", review.review_new, name="review_new"),
    path("binh-xet/<int:pk>/", review.review_page, name="review"),
    path("binh-xet/<int:pk>/sua/", review.review_edit, name="review_edit"),
    path("binh-xet/<int:pk>/pdf/", review.review_pdf, name="review_pdf"),
    path("binh-xet/<int:pk>/docx/", review.review_docx, name="review_docx"),
    path("binh-xet/<int:pk>/ban-ky/tai-len/", review.review_sign, name="review_sign"),
    path("binh-xet/<int:pk>/ban-ky/", review.review_signed, name="review_signed"),
    path("de-nghi/", nomination_list.nomination_list, name="nomination_list"),
    path("de-nghi/in/", nomination_list.nomination_list_print, name="nomination_list_print"),
    path("de-nghi/tham-dinh/", nomination_bulk.nomination_examine, name="nomination_examine"),
    path("de-nghi/moi/", nomination_edit.nomination_new, name="nomination_new"),
    path("de-nghi/nhieu-nguoi/", nomination_bulk.nomination_bulk, name="nomination_bulk"),
    path("de-nghi/nhap/<int:pk>/", nomination_bulk.nomination_import, name="nomination_import"),
    path("de-nghi/nhap/<int:pk>/tep-mau/", nomination_bulk.nomination_import_sheet, name="nomination_import_sheet"),
    path("de-nghi/<int:pk>/", nomination.nomination_page, name="nomination"),
    path("de-nghi/<int:pk>/in/", nomination.nomination_print, name="nomination_print"),
    path("de-nghi/<int:pk>/sua/", nomination_edit.nomination_edit, name="nomination_edit"),
    path("de-nghi/<int:pk>/trinh/", nomination_acts.nomination_submit, name="nomination_submit"),
    path("de-nghi/<int:pk>/thu-hoi/", nomination_acts.nomination_withdraw, name="nomination_withdraw"),
    path("de-nghi/<int:pk>/soan-lai/", nomination_acts.nomination_take_up, name="nomination_take_up"),
    path("de-nghi/<int:pk>/tra-lai/", nomination_acts.nomination_return, name="nomination_return"),
    path("de-nghi/<int:pk>/du-dieu-kien/", nomination_acts.nomination_accept, name="nomination_accept"),
    path("de-nghi/<int:pk>/mo-khoa/", nomination_acts.nomination_unlock, name="nomination_unlock"),
    path("de-nghi/<int:pk>/bo/", nomination_acts.nomination_remove, name="nomination_remove"),
    path("de-nghi/<int:pk>/ho-so/<slug:document>/", nomination_file.nomination_file_add, name="nomination_file_add"),
    path("de-nghi/tep/<int:pk>/", nomination_file.nomination_file, name="nomination_file"),
    path("de-nghi/tep/<int:pk>/bo/", nomination_file.nomination_file_remove, name="nomination_file_remove"),
    path("de-nghi/<int:pk>/bao-cao/", achievement_report.achievement_report, name="achievement_report"),
    path("de-nghi/<int:pk>/bao-cao/luu/", achievement_report.achievement_report_save, name="achievement_report_save"),
    path("de-nghi/<int:pk>/bao-cao/pdf/", achievement_report.achievement_report_pdf, name="achievement_report_pdf"),
    path("de-nghi/<int:pk>/bao-cao/docx/", achievement_report.achievement_report_docx, name="achievement_report_docx"),
    path("y-kien/", nomination_comment.comment_list, name="comment_list"),
    path("y-kien/<int:pk>/", nomination_comment.comment_add, name="comment_add"),
    path("y-kien/tra-loi/<int:pk>/", nomination_comment.comment_answer, name="comment_answer"),
]
