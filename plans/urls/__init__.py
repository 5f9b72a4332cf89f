"""Addresses of the ground floor, in Vietnamese without accents; each topic keeps its own list."""

from __future__ import annotations

from plans.urls import draft, home, office, paper, plan, reading, system, task

app_name = "plans"

urlpatterns = [
    *home.urlpatterns,
    *system.urlpatterns,
    *office.urlpatterns,
    *reading.urlpatterns,  # before "plan": ke-hoach/nhap/ is not a plan
    *draft.urlpatterns,
    *plan.urlpatterns,
    *task.urlpatterns,
    *paper.urlpatterns,
]
