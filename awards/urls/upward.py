"""Addresses of what goes up."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
