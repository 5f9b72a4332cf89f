"""Addresses of awards, in Vietnamese without accents; each topic keeps its own list."""

from __future__ import annotations

from awards.urls import (
    ballot,
    certificate,
    council,
    decision,
    eligibility,
    fund,
    initiative,
    meeting,
    nomination,
    outcome,
    record,
    rule,
    upward,
)

app_name = "awards"

urlpatterns = [
    *rule.urlpatterns,
    *record.urlpatterns,
    *eligibility.urlpatterns,
    *initiative.urlpatterns,
    *nomination.urlpatterns,
    *upward.urlpatterns,
    *decision.urlpatterns,
    *outcome.urlpatterns,
    *fund.urlpatterns,
    *council.urlpatterns,
    *meeting.urlpatterns,
    *ballot.urlpatterns,
    *certificate.urlpatterns,
]
