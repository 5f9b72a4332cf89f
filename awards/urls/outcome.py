"""Addresses of letters on results."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import outcome_draft, outcome_letter, outcome_list

_LIST = "thong-bao-ket-qua/"
_ONE = f"{_LIST}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_LIST, outcome_list.outcome_list, name="outcome_list"),
    path(f"{_LIST}in/", outcome_list.outcome_list_print, name="outcome_list_print"),
    path(f"{_LIST}gui/", outcome_list.outcome_send_many, name="outcome_send_many"),
    path("quyet-dinh/<int:pk>/thong-bao-ket-qua/", outcome_draft.outcome_decision, name="outcome_decision"),
    path("phien-hop/<int:pk>/thong-bao-ket-qua/", outcome_draft.outcome_meeting, name="outcome_meeting"),
    path(_ONE, outcome_letter.outcome, name="outcome"),
    path(f"{_ONE}pdf/", outcome_letter.outcome_pdf, name="outcome_pdf"),
    path(f"{_ONE}docx/", outcome_letter.outcome_docx, name="outcome_docx"),
    path(f"{_ONE}sua/", outcome_letter.outcome_edit, name="outcome_edit"),
    path(f"{_ONE}gui/", outcome_letter.outcome_send, name="outcome_send"),
    path(f"{_ONE}bo/", outcome_letter.outcome_drop, name="outcome_drop"),
]
