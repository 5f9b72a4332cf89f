"""Addresses of the topic "office"."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
