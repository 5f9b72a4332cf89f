"""Addresses of awards, in Vietnamese without accents; each topic keeps its own list."""

from __future__ import annotations

from awards.urls import council, eligibility, initiative, meeting, nomination, record, rule, upward

app_name = "awards"

urlpatterns = [
    *rule.urlpatterns,
    *record.urlpatterns,
    *eligibility.urlpatterns,
    *initiative.urlpatterns,
    *nomination.urlpatterns,
    *upward.urlpatterns,
    *council.urlpatterns,
    *meeting.urlpatterns,
]
