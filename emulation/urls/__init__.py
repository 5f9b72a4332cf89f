"""Addresses of emulation, in Vietnamese without accents; each topic keeps its own list."""

from __future__ import annotations

from emulation.urls import campaign, cluster, registration, scoring

app_name = "emulation"

urlpatterns = [
    *campaign.urlpatterns,
    *registration.urlpatterns,
    *scoring.urlpatterns,
    *cluster.urlpatterns,
]
