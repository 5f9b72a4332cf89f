"""Addresses of the parts of units, of evidence and of who has read the plan."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import evidence, part, plan_reading

urlpatterns: list[URLPattern] = [
    path("phan-viec/<int:pk>/", part.part, name="part"),
    path("phan-viec/<int:pk>/bao/", part.part_report_page, name="part_report"),
    path("phan-viec/<int:pk>/lam-lai/", part.part_return, name="part_return"),
    path("phan-viec/<int:pk>/chia-viec/", part.part_steps_page, name="part_steps"),
    path("phan-viec/<int:pk>/viec/<int:step>/", part.step_tick, name="step_tick"),
    path("nhiem-vu/<int:pk>/y/<int:order>/", part.item_tick, name="item_tick"),
    path("nhiem-vu/<int:pk>/han-don-vi/", part.part_due, name="part_due"),
    path("nhiem-vu/<int:pk>/minh-chung/", evidence.evidence_add, name="evidence_add"),
    path("minh-chung/<int:pk>/", evidence.evidence_file, name="evidence_file"),
    path("minh-chung/<int:pk>/bo/", evidence.evidence_remove, name="evidence_remove"),
    path("ke-hoach/<int:pk>/quan-triet/", plan_reading.plan_readings, name="plan_readings"),
    path("ke-hoach/<int:pk>/quan-triet/toi/", plan_reading.plan_read_mine, name="plan_read_mine"),
    path("ke-hoach/<int:pk>/quan-triet/bo/<int:reading>/", plan_reading.plan_unread, name="plan_unread"),
    path("ke-hoach/<int:pk>/quan-triet/in/", plan_reading.plan_readings_print, name="plan_readings_print"),
]
