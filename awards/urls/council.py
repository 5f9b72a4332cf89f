"""Addresses of councils, their members and their working rules."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import council, council_edit

urlpatterns: list[URLPattern] = [
    path("hoi-dong/", council.council_list, name="council_list"),
    path("hoi-dong/moi/", council_edit.council_new, name="council_new"),
    path("hoi-dong/<int:pk>/", council.council_page, name="council"),
    path("hoi-dong/<int:pk>/in/", council.council_print, name="council_print"),
    path("hoi-dong/<int:pk>/quyet-dinh/", council.council_file, name="council_file"),
    path("hoi-dong/<int:pk>/sua/", council_edit.council_edit, name="council_edit"),
    path("hoi-dong/<int:pk>/thanh-vien/them/", council_edit.seat_new, name="seat_new"),
    path("hoi-dong/thanh-vien/<int:pk>/sua/", council_edit.seat_edit, name="seat_edit"),
    path("hoi-dong/<int:pk>/quy-tac/them/", council_edit.working_rule_new, name="working_rule_new"),
    path("hoi-dong/quy-tac/<int:pk>/sua/", council_edit.working_rule_edit, name="working_rule_edit"),
    path("hoi-dong/quy-tac/<int:pk>/bo/", council_edit.working_rule_remove, name="working_rule_remove"),
]
