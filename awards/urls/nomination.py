"""Addresses of rounds, reviews and nominations."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
