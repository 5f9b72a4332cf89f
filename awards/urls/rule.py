"""Addresses of rules."""

from __future__ import annotations

from django.urls import path

from awards.views import rule, rule_keep

urlpatterns = [
    path("quy-dinh/", rule.rule_list, name="rule_list"),
    path("quy-dinh/in/", rule.rule_list_print, name="rule_list_print"),
    path("quy-dinh/<int:pk>/", rule.rule, name="rule"),
    path("quy-dinh/phien-ban/<int:pk>/", rule.rule_version, name="rule_version"),
    path("quy-dinh/phien-ban/<int:pk>/sua/", rule_keep.rule_version_correct, name="rule_version_correct"),
    path("quy-dinh/<int:pk>/them-phien-ban/", rule_keep.rule_version_add, name="rule_version_add"),
]
