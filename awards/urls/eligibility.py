"""Addresses of who qualifies, the ladder, statements."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import ladder, qualifies, statement

urlpatterns: list[URLPattern] = [
    path("du-dieu-kien/", qualifies.qualifies, name="qualifies"),
    path("du-dieu-kien/<str:code>/", qualifies.qualifies_award, name="qualifies_award"),
    path("du-dieu-kien/<str:code>/in/", qualifies.qualifies_print, name="qualifies_print"),
    path("bac/ca-nhan/<int:pk>/", ladder.ladder, name="ladder"),
    path("bac/tap-the/<int:pk>/", ladder.ladder_unit, name="ladder_unit"),
    path("xac-nhan/", statement.statement_add, name="statement_add"),
]
