"""Addresses of meetings, up to the opening of the vote."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import meeting, meeting_acts, meeting_agenda, meeting_edit, meeting_roll_acts

urlpatterns: list[URLPattern] = [
    path("phien-hop/", meeting.meeting_list, name="meeting_list"),
    path("phien-hop/in/", meeting.meeting_list_print, name="meeting_list_print"),
    path("phien-hop/moi/", meeting_edit.meeting_new, name="meeting_new"),
    path("phien-hop/<int:pk>/", meeting.meeting_page, name="meeting"),
    path("phien-hop/<int:pk>/sua/", meeting_edit.meeting_edit, name="meeting_edit"),
    path("phien-hop/<int:pk>/bo/", meeting_edit.meeting_remove, name="meeting_remove"),
    path("phien-hop/<int:pk>/chuong-trinh/", meeting_agenda.agenda_save, name="agenda_save"),
    path("phien-hop/<int:pk>/bat-dau/", meeting_acts.meeting_roll, name="meeting_roll"),
    path("phien-hop/<int:pk>/diem-danh/", meeting_roll_acts.roll_save, name="roll_save"),
    path("phien-hop/<int:pk>/khai-bao/", meeting_roll_acts.interest_add, name="interest_add"),
    path("phien-hop/<int:pk>/y-kien/<int:seat>/", meeting_roll_acts.written_edit, name="written_edit"),
    path("phien-hop/<int:pk>/hoan/", meeting_acts.meeting_adjourn, name="meeting_adjourn"),
    path("phien-hop/<int:pk>/chuan-bi-lai/", meeting_acts.meeting_prepare_again, name="meeting_prepare_again"),
    path("phien-hop/<int:pk>/khong-hop/", meeting_acts.meeting_cancel, name="meeting_cancel"),
    path("phien-hop/<int:pk>/mo-phieu/", meeting_acts.meeting_open, name="meeting_open"),
    path("phien-hop/<int:pk>/ve-diem-danh/", meeting_acts.meeting_take_back, name="meeting_take_back"),
]
