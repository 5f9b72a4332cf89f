"""Addresses of saved filters."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import saved_filter

urlpatterns: list[URLPattern] = [
    path("bo-loc/", saved_filter.filters, name="filters"),
    path("bo-loc/luu/", saved_filter.filter_save, name="filter_save"),
    path("bo-loc/<int:pk>/", saved_filter.filter_edit, name="filter_edit"),
    path("bo-loc/<int:pk>/bo/", saved_filter.filter_remove, name="filter_remove"),
]
