"""Addresses of decisions."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import (
    award_register,
    award_statistics,
    decision,
    decision_acts,
    decision_edit,
    decision_list,
    decision_money,
)

_LIST = "quyet-dinh/"
_ONE = f"{_LIST}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_LIST, decision_list.decision_list, name="decision_list"),
    path(f"{_LIST}in/", decision_list.decision_list_print, name="decision_list_print"),
    path("phien-hop/<int:pk>/quyet-dinh/", decision_list.decision_new, name="decision_new"),
    path(_ONE, decision.decision, name="decision"),
    path(f"{_ONE}pdf/", decision.decision_pdf, name="decision_pdf"),
    path(f"{_ONE}docx/", decision.decision_docx, name="decision_docx"),
    path(f"{_ONE}sua/", decision_edit.decision_edit, name="decision_edit"),
    path(f"{_ONE}dong/<int:line>/", decision_edit.decision_line_edit, name="decision_line_edit"),
    path(f"{_ONE}sua-doi/", decision_edit.decision_amend, name="decision_amend"),
    path(f"{_ONE}huy-bo/", decision_edit.decision_revoke, name="decision_revoke"),
    path(f"{_ONE}trinh/", decision_acts.decision_submit, name="decision_submit"),
    path(f"{_ONE}thu-hoi/", decision_acts.decision_withdraw, name="decision_withdraw"),
    path(f"{_ONE}duyet/", decision_acts.decision_approve, name="decision_approve"),
    path(f"{_ONE}tra-lai/", decision_acts.decision_return, name="decision_return"),
    path(f"{_ONE}ban-hanh/", decision_acts.decision_issue, name="decision_issue"),
    path(f"{_ONE}cong-khai/", decision_acts.decision_post, name="decision_post"),
    path(f"{_ONE}tien-thuong/", decision_money.decision_money, name="decision_money"),
    path(f"{_ONE}tien-thuong/in/", decision_money.decision_money_print, name="decision_money_print"),
    path(f"{_ONE}tien-thuong/da-chi/", decision_money.decision_pay, name="decision_pay"),
    path(f"{_ONE}tien-thuong/bo-ghi/", decision_money.decision_pay_back, name="decision_pay_back"),
    path(f"{_ONE}bo/", decision_acts.decision_remove, name="decision_remove"),
    path("so-khen-thuong/", award_register.award_register, name="award_register"),
    path("so-khen-thuong/in/", award_register.award_register_print, name="award_register_print"),
    path("thong-ke/", award_statistics.award_statistics, name="award_statistics"),
    path("thong-ke/in/", award_statistics.award_statistics_print, name="award_statistics_print"),
    path("cong-khai/", award_register.publicity, name="publicity"),
]
