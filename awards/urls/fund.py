"""Addresses of the fund."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import fund

_FUND = "quy-khen-thuong/"

urlpatterns: list[URLPattern] = [
    path(_FUND, fund.fund, name="fund"),
    path(f"{_FUND}in/", fund.fund_print, name="fund_print"),
    path(f"{_FUND}ghi/", fund.fund_new, name="fund_new"),
    path(f"{_FUND}<int:pk>/", fund.fund_edit, name="fund_edit"),
    path(f"{_FUND}<int:pk>/bo/", fund.fund_remove, name="fund_remove"),
]
