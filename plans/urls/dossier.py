"""Addresses of the inspection dossier and the handover pack."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import dossier, handover

urlpatterns: list[URLPattern] = [
    path("nhiem-vu/<int:pk>/ho-so/", dossier.task_dossier, name="task_dossier"),
    path("nhiem-vu/<int:pk>/ho-so/pdf/", dossier.task_dossier_pdf, name="task_dossier_pdf"),
    path("nhiem-vu/<int:pk>/ho-so/minh-chung/", dossier.task_dossier_zip, name="task_dossier_zip"),
    path("ke-hoach/<int:pk>/ho-so/", dossier.plan_dossier, name="plan_dossier"),
    path("ke-hoach/<int:pk>/ho-so/pdf/", dossier.plan_dossier_pdf, name="plan_dossier_pdf"),
    path("ke-hoach/<int:pk>/ho-so/minh-chung/", dossier.plan_dossier_zip, name="plan_dossier_zip"),
    path("ban-giao/", handover.handover, name="handover"),
    path("ban-giao/bien-ban/", handover.handover_pdf, name="handover_pdf"),
    path("ban-giao/goi/", handover.handover_zip, name="handover_zip"),
    path("ban-giao/chuyen/", handover.handover_move, name="handover_move"),
]
