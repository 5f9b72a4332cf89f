"""Addresses of the topic "legal texts"."""

from __future__ import annotations

from django.urls import path

from plans.views import legal

urlpatterns = [
    path("van-ban-phap-luat/", legal.legal_list, name="legal_list"),
    path("van-ban-phap-luat/in/", legal.legal_print, name="legal_print"),
    path("van-ban-phap-luat/them/", legal.legal_text_add, name="legal_text_add"),
    path("van-ban-phap-luat/<int:pk>/", legal.legal_text, name="legal_text"),
    path("van-ban-phap-luat/<int:pk>/sua/", legal.legal_text_edit, name="legal_text_edit"),
]
