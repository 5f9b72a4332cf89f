"""Addresses of the topic "home"."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
