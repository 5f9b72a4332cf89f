"""Addresses of reading a document into a plan."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import reading

urlpatterns: list[URLPattern] = [
    path("ke-hoach/nhap/", reading.read_upload, name="read_upload"),
    path("ke-hoach/nhap/<int:pk>/", reading.read_review, name="read_review"),
    path("ke-hoach/nhap/<int:pk>/nhiem-vu/<int:place>/", reading.read_task, name="read_task"),
    path("ke-hoach/nhap/<int:pk>/phan-dau/", reading.read_head, name="read_head"),
    path("ke-hoach/nhap/<int:pk>/cac-phan/", reading.read_sections, name="read_sections"),
    path("ke-hoach/nhap/<int:pk>/con-lai/", reading.read_place, name="read_place"),
    path("ke-hoach/nhap/<int:pk>/lap/", reading.read_confirm, name="read_confirm"),
    path("ke-hoach/nhap/<int:pk>/tep-goc/", reading.read_source, name="read_source"),
]
