"""Addresses of the topic "plan"."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import plan, plan_print

urlpatterns: list[URLPattern] = [
    path("ke-hoach/", plan.plan_list, name="plan_list"),
    path("ke-hoach/in/", plan.plan_list_print, name="plan_list_print"),
    path("ke-hoach/nam/<int:year>/", plan.plan_year, name="plan_year"),
    path("ke-hoach/<int:pk>/", plan.plan, name="plan"),
    path("ke-hoach/<int:pk>/in/", plan_print.plan_print, name="plan_print"),
    path("ke-hoach/<int:pk>/ban-in/", plan_print.plan_paper, name="plan_paper"),
    path("ke-hoach/<int:pk>/pdf/", plan_print.plan_pdf, name="plan_pdf"),
    path("ke-hoach/<int:pk>/docx/", plan_print.plan_docx, name="plan_docx"),
    path("ke-hoach/<int:pk>/json/", plan_print.plan_json, name="plan_json"),
]
