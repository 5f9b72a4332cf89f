"""Addresses of the ground floor, in Vietnamese without accents; each topic keeps its own list."""

from __future__ import annotations

from plans.urls import (
    adjustment,
    contribution,
    dossier,
    draft,
    event,
    follow_up,
    home,
    leadership,
    legal,
    office,
    paper,
    part,
    plan,
    reading,
    reminding,
    report,
    saved_filter,
    system,
    task,
)

app_name = "plans"

urlpatterns = [
    *home.urlpatterns,
    *leadership.urlpatterns,
    *system.urlpatterns,
    *office.urlpatterns,
    *legal.urlpatterns,
    *reading.urlpatterns,  # before "plan": ke-hoach/nhap/ is not a plan
    *draft.urlpatterns,
    *plan.urlpatterns,
    *task.urlpatterns,
    *adjustment.urlpatterns,
    *part.urlpatterns,
    *paper.urlpatterns,
    *report.urlpatterns,
    *contribution.urlpatterns,
    *reminding.urlpatterns,
    *event.urlpatterns,
    *follow_up.urlpatterns,
    *dossier.urlpatterns,
    *saved_filter.urlpatterns,
]
