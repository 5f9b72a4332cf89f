"""Addresses of the topic "event": hội nghị and their papers, conditional tasks, the table of working days."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import event, event_delegation, event_paper, special_days, trigger

urlpatterns: list[URLPattern] = [
    path("nhiem-vu/<int:pk>/phat-sinh/", trigger.task_trigger, name="task_trigger"),
    path("nhiem-vu/<int:pk>/hoi-nghi/", event.event_add, name="event_add"),
    path("hoi-nghi/", event.event_list, name="event_list"),
    path("hoi-nghi/in/", event.event_list_print, name="event_list_print"),
    path("hoi-nghi/<int:pk>/", event.event, name="event"),
    path("hoi-nghi/<int:pk>/sua/", event.event_edit, name="event_edit"),
    path("hoi-nghi/<int:pk>/ket-qua/", event.event_outcome, name="event_outcome"),
    path("hoi-nghi/<int:pk>/huy/", event.event_cancel, name="event_cancel"),
    path("hoi-nghi/<int:pk>/mo-lai/", event.event_reopen, name="event_reopen"),
    path("hoi-nghi/<int:pk>/bo/", event.event_remove, name="event_remove"),
    path("hoi-nghi/<int:pk>/tai-lieu/", event.event_upload, name="event_upload"),
    path("hoi-nghi/<int:pk>/dai-bieu/", event_delegation.event_delegation, name="event_delegation"),
    path("hoi-nghi/<int:pk>/trinh/", event_delegation.event_propose, name="event_propose"),
    path("hoi-nghi/<int:pk>/lap-lai/", event_delegation.event_revise, name="event_revise"),
    path("hoi-nghi/<int:pk>/quyet-dinh/", event_delegation.event_decide, name="event_decide"),
    path("hoi-nghi/<int:pk>/tra-loi/<int:delegate>/", event_delegation.event_answer, name="event_answer"),
    path("hoi-nghi/<int:pk>/danh-sach/pdf/", event_paper.event_delegates_pdf, name="event_delegates_pdf"),
    path("hoi-nghi/<int:pk>/danh-sach/docx/", event_paper.event_delegates_docx, name="event_delegates_docx"),
    path("hoi-nghi/<int:pk>/diem-danh/pdf/", event_paper.event_attendance_pdf, name="event_attendance_pdf"),
    path("hoi-nghi/<int:pk>/cong-van/", event_paper.event_reply, name="event_reply"),
    path("hoi-nghi/<int:pk>/cong-van/pdf/", event_paper.event_reply_pdf, name="event_reply_pdf"),
    path("hoi-nghi/<int:pk>/cong-van/docx/", event_paper.event_reply_docx, name="event_reply_docx"),
    path("hoi-nghi/<int:pk>/cong-van/ghi-so/", event_paper.event_reply_issue, name="event_reply_issue"),
    path("ngay-lam-viec/", special_days.special_days, name="special_days"),
    path("ngay-lam-viec/in/", special_days.special_days_print, name="special_days_print"),
    path("ngay-lam-viec/them/", special_days.special_day_add, name="special_day_add"),
    path("ngay-lam-viec/dien/<int:year>/", special_days.special_days_fill, name="special_days_fill"),
    path("ngay-lam-viec/<int:pk>/", special_days.special_day, name="special_day"),
    path("ngay-lam-viec/<int:pk>/bo/", special_days.special_day_remove, name="special_day_remove"),
]
