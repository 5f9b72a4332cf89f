"""Addresses of the topic "draft": writing a plan, and its way to being issued."""

from __future__ import annotations

from django.urls import path

from plans.views import draft, draft_task, lifecycle, rollover

urlpatterns = [
    path("ke-hoach/lap-moi/", draft.draft_new, name="draft_new"),
    path("ke-hoach/<int:pk>/soan/", draft.draft, name="draft"),
    path("ke-hoach/<int:pk>/soan/phan-dau/", draft.draft_head, name="draft_head"),
    path("ke-hoach/<int:pk>/soan/noi-nhan/", draft.draft_close, name="draft_close"),
    path("ke-hoach/<int:pk>/soan/phan/them/", draft.draft_section_new, name="draft_section_new"),
    path("ke-hoach/<int:pk>/soan/phan/<int:section_pk>/", draft.draft_section, name="draft_section"),
    path("ke-hoach/<int:pk>/soan/phan/<int:section_pk>/chuyen/", draft.draft_section_move, name="draft_section_move"),
    path("ke-hoach/<int:pk>/soan/phan/<int:section_pk>/bo/", draft.draft_section_remove, name="draft_section_remove"),
    path("ke-hoach/<int:pk>/soan/cau-chu/", draft.draft_wording, name="draft_wording"),
    path("ke-hoach/<int:pk>/soan/nhiem-vu/them/", draft_task.draft_task_new, name="draft_task_new"),
    path("ke-hoach/<int:pk>/soan/nhiem-vu/<int:task_pk>/", draft_task.draft_task, name="draft_task"),
    path("ke-hoach/<int:pk>/soan/nhiem-vu/<int:task_pk>/chuyen/", draft_task.draft_task_move, name="draft_task_move"),
    path("ke-hoach/<int:pk>/soan/nhiem-vu/<int:task_pk>/bo/", draft_task.draft_task_remove, name="draft_task_remove"),
    path("ke-hoach/<int:pk>/nam-moi/", rollover.plan_rollover, name="plan_rollover"),
    path("ke-hoach/<int:pk>/trinh/", lifecycle.plan_submit, name="plan_submit"),
    path("ke-hoach/<int:pk>/thu-hoi/", lifecycle.plan_withdraw, name="plan_withdraw"),
    path("ke-hoach/<int:pk>/duyet/", lifecycle.plan_approve, name="plan_approve"),
    path("ke-hoach/<int:pk>/tra-lai/", lifecycle.plan_return, name="plan_return"),
    path("ke-hoach/<int:pk>/ban-hanh/", lifecycle.plan_issue, name="plan_issue"),
    path("ke-hoach/<int:pk>/ghi-so/", lifecycle.plan_number, name="plan_number"),
    path("ke-hoach/<int:pk>/ket-thuc/", lifecycle.plan_close, name="plan_close"),
    path("ke-hoach/<int:pk>/xoa/", lifecycle.plan_delete, name="plan_delete"),
]
