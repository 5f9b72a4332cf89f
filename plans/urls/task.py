"""Addresses of the topic "task"."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import task, task_acts

urlpatterns: list[URLPattern] = [
    path("ghi-tien-do/", task.report_choose, name="report_choose"),
    path("nhiem-vu/<int:pk>/", task.task, name="task"),
    path("nhiem-vu/<int:pk>/ghi-tien-do/", task_acts.task_report, name="task_report"),
    path("nhiem-vu/<int:pk>/xac-nhan/", task_acts.task_confirm, name="task_confirm"),
    path("nhiem-vu/<int:pk>/thuc-hien-lai/", task_acts.task_return, name="task_return"),
    path("nhiem-vu/<int:pk>/dieu-hanh/", task_acts.task_steer, name="task_steer"),
]
