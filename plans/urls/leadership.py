"""Addresses of the leadership's overview and its brief."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import brief, brief_compare, dashboard

urlpatterns: list[URLPattern] = [
    path("tong-quan/", dashboard.dashboard, name="dashboard"),
    path("tong-quan/thay-doi/", dashboard.changes_list, name="changes"),
    path("tong-quan/thay-doi/in/", dashboard.changes_print, name="changes_print"),
    path("ban-tin/", brief.brief_list, name="brief_list"),
    path("ban-tin/in/", brief.brief_list_print, name="brief_list_print"),
    path("ban-tin/lap/", brief.brief_make, name="brief_make"),
    path("ban-tin/so-sanh/", brief_compare.brief_compare, name="brief_compare"),
    path("ban-tin/so-sanh/in/", brief_compare.brief_compare_print, name="brief_compare_print"),
    path("ban-tin/<int:pk>/", brief.brief, name="brief"),
    path("ban-tin/<int:pk>/pdf/", brief.brief_pdf, name="brief_pdf"),
    path("ban-tin/<int:pk>/nhiem-vu/", brief.brief_tasks, name="brief_tasks"),
    path("ban-tin/<int:pk>/nhiem-vu/in/", brief.brief_tasks_print, name="brief_tasks_print"),
]
