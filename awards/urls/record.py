"""Addresses of the records of people and units."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
