"""Addresses of registrations, pledges, promise and result."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from emulation.views import (
    pledge,
    promise,
    registration,
    registration_acts,
    registration_list,
    registration_mine,
    registration_round,
    registration_summary,
)

urlpatterns: list[URLPattern] = [
    path("dang-ky/", registration_round.round_page, name="round"),
    path("dang-ky/dot/", registration_round.round_edit, name="round_edit"),
    path("dang-ky/cua-toi/", registration_mine.registration_mine, name="registration_mine"),
    path("dang-ky/danh-sach/", registration_list.registration_list, name="registration_list"),
    path("dang-ky/danh-sach/in/", registration_list.registration_list_print, name="registration_list_print"),
    path("dang-ky/chua-gui/", registration_list.registration_missing, name="registration_missing"),
    path("dang-ky/chua-gui/in/", registration_list.registration_missing_print, name="registration_missing_print"),
    path("dang-ky/tong-hop/", registration_summary.registration_summary, name="registration_summary"),
    path("dang-ky/tong-hop/in/", registration_summary.registration_summary_print, name="registration_summary_print"),
    path("dang-ky/sang-kien/", registration_list.registration_initiatives, name="registration_initiatives"),
    path(
        "dang-ky/sang-kien/in/",
        registration_list.registration_initiatives_print,
        name="registration_initiatives_print",
    ),
    path("dang-ky/ket-qua/", promise.promise, name="promise"),
    path("dang-ky/ket-qua/in/", promise.promise_print, name="promise_print"),
    re_path(
        r"^dang-ky/lap/(?P<kind>ca-nhan|don-vi)/(?P<pk>[0-9]{1,9})/$",
        registration.registration_new,
        name="registration_new",
    ),
    path("dang-ky/<int:pk>/", registration.registration, name="registration"),
    path("dang-ky/<int:pk>/sua/", registration.registration_edit, name="registration_edit"),
    path("dang-ky/<int:pk>/gui/", registration_acts.registration_send, name="registration_send"),
    path("dang-ky/<int:pk>/thu-hoi/", registration_acts.registration_withdraw, name="registration_withdraw"),
    path("dang-ky/<int:pk>/xac-nhan/", registration_acts.registration_confirm, name="registration_confirm"),
    path("dang-ky/<int:pk>/nhan/", registration_acts.registration_receive, name="registration_receive"),
    path("dang-ky/<int:pk>/tra-lai/", registration_acts.registration_return, name="registration_return"),
    path("dang-ky/<int:pk>/ket-qua/", registration_acts.registration_results, name="registration_results"),
    path("dang-ky/<int:pk>/pdf/", registration.registration_pdf, name="registration_pdf"),
    path("dang-ky/<int:pk>/docx/", registration.registration_docx, name="registration_docx"),
    path("giao-uoc/", pledge.pledge_list, name="pledge_list"),
    path("giao-uoc/in/", pledge.pledge_list_print, name="pledge_list_print"),
    path("giao-uoc/lap/", pledge.pledge_new, name="pledge_new"),
    path("giao-uoc/<int:pk>/", pledge.pledge, name="pledge"),
    path("giao-uoc/<int:pk>/sua/", pledge.pledge_edit, name="pledge_edit"),
    path("giao-uoc/<int:pk>/ky/", pledge.pledge_sign, name="pledge_sign"),
    path("giao-uoc/<int:pk>/pdf/", pledge.pledge_pdf, name="pledge_pdf"),
    path("giao-uoc/<int:pk>/docx/", pledge.pledge_docx, name="pledge_docx"),
    path("giao-uoc/<int:pk>/ban-ky/", pledge.pledge_file, name="pledge_file"),
]
