"""Addresses of the topic "office": first run, the office itself, units, people, accounts."""

from __future__ import annotations

from django.urls import path

from plans.views import account, first_run, office, people_sheet, person, unit

urlpatterns = [
    path("bat-dau/", first_run.first_run, name="first_run"),
    path("bat-dau/tiep-theo/", first_run.first_run_next, name="first_run_next"),
    path("co-quan/", office.office_edit, name="office_edit"),
    path("don-vi/", unit.unit_list, name="unit_list"),
    path("don-vi/in/", unit.unit_print, name="unit_print"),
    path("don-vi/them/", unit.unit_add, name="unit_add"),
    path("don-vi/<int:pk>/", unit.unit_page, name="unit"),
    path("don-vi/<int:pk>/sua/", unit.unit_edit, name="unit_edit"),
    path("don-vi/<int:pk>/tinh-trang/", unit.unit_active, name="unit_active"),
    path("nhan-su/", person.person_list, name="person_list"),
    path("nhan-su/in/", person.person_print, name="person_print"),
    path("nhan-su/them/", person.person_add, name="person_add"),
    path("nhan-su/nhap/", people_sheet.person_import, name="person_import"),
    path("nhan-su/nhap/mau/", people_sheet.person_template, name="person_template"),
    path("nhan-su/xuat/", people_sheet.person_export, name="person_export"),
    path("nhan-su/<int:pk>/", person.person_page, name="person"),
    path("nhan-su/<int:pk>/sua/", person.person_edit, name="person_edit"),
    path("nhan-su/<int:pk>/tinh-trang/", person.person_active, name="person_active"),
    path("tai-khoan-nguoi-dung/", account.user_list, name="user_list"),
    path("tai-khoan-nguoi-dung/in/", account.user_print, name="user_print"),
    path("tai-khoan-nguoi-dung/them/", account.user_add, name="user_add"),
    path("tai-khoan-nguoi-dung/<int:pk>/", account.user_page, name="user"),
    path("tai-khoan-nguoi-dung/<int:pk>/sua/", account.user_edit, name="user_edit"),
    path("tai-khoan-nguoi-dung/<int:pk>/tinh-trang/", account.user_active, name="user_active"),
    path("tai-khoan-nguoi-dung/<int:pk>/mat-khau/", account.user_password, name="user_password"),
    path("tai-khoan-nguoi-dung/<int:pk>/dang-xuat/", account.user_end_sessions, name="user_end_sessions"),
]
