"""Addresses of the register of issued papers."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import paper

urlpatterns: list[URLPattern] = [
    path("so-van-ban/", paper.paper_list, name="paper_list"),
    path("so-van-ban/in/", paper.paper_print, name="paper_print"),
    path("so-van-ban/<int:pk>/", paper.paper, name="paper"),
    path("so-van-ban/<int:pk>/noi-gui/", paper.paper_dispatch, name="paper_dispatch"),
    path("so-van-ban/<int:pk>/pdf/", paper.paper_pdf, name="paper_pdf"),
    path("so-van-ban/<int:pk>/docx/", paper.paper_docx, name="paper_docx"),
    path("so-van-ban/<int:pk>/ban-ky/", paper.paper_signed, name="paper_signed"),
    path("so-van-ban/<int:pk>/tai-ban-ky/", paper.paper_upload, name="paper_upload"),
]
