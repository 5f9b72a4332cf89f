"""Addresses of the topic "home"."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import home

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("viec-cua-toi/in/", home.home_print, name="home_print"),
    path("theo-don-vi/", home.unit_table, name="unit_table"),
    path("theo-don-vi/in/", home.unit_table_print, name="unit_table_print"),
]
