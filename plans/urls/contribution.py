"""Addresses of what units contribute to reports."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import contribution, contribution_acts, contribution_list

urlpatterns: list[URLPattern] = [
    path("bao-cao/<int:pk>/don-vi/", contribution_list.contribution_list, name="contribution_list"),
    path("bao-cao/<int:pk>/don-vi/yeu-cau/", contribution_acts.contribution_ask, name="contribution_ask"),
    path("bao-cao/<int:pk>/don-vi/don-doc/", contribution_acts.contribution_urge_all, name="contribution_urge_all"),
    path("bao-cao-don-vi/", contribution_list.contribution_own, name="contribution_own"),
    path("bao-cao-don-vi/<int:pk>/", contribution.contribution, name="contribution"),
    path("bao-cao-don-vi/<int:pk>/luu/", contribution.contribution_save, name="contribution_save"),
    path("bao-cao-don-vi/<int:pk>/so-lieu/<int:place>/", contribution.contribution_rows, name="contribution_rows"),
    path("bao-cao-don-vi/<int:pk>/lay-so-lieu/", contribution_acts.contribution_refresh, name="contribution_refresh"),
    path("bao-cao-don-vi/<int:pk>/gui/", contribution_acts.contribution_send, name="contribution_send"),
    path("bao-cao-don-vi/<int:pk>/tra-lai/", contribution_acts.contribution_return, name="contribution_return"),
    path("bao-cao-don-vi/<int:pk>/tong-hop/", contribution_acts.contribution_take, name="contribution_take"),
    path("bao-cao-don-vi/<int:pk>/don-doc/", contribution_acts.contribution_urge, name="contribution_urge"),
    path("bao-cao-don-vi/<int:pk>/chep/", contribution_acts.contribution_copy, name="contribution_copy"),
]
