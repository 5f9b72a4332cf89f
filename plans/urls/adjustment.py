"""Addresses of obstacles, adjustments, the history of a plan and its comparison by date."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import adjustment, adjustment_acts, adjustment_list, obstacle, plan_compare, plan_history

urlpatterns: list[URLPattern] = [
    path("nhiem-vu/<int:pk>/bao-vuong-mac/", obstacle.obstacle_report, name="obstacle_report"),
    path("vuong-mac/", obstacle.obstacle_list, name="obstacle_list"),
    path("vuong-mac/in/", obstacle.obstacle_print, name="obstacle_print"),
    path("vuong-mac/trinh/", obstacle.obstacle_submit, name="obstacle_submit"),
    path("vuong-mac/<int:pk>/", obstacle.obstacle, name="obstacle"),
    path("vuong-mac/<int:pk>/y-kien/", obstacle.obstacle_opinion, name="obstacle_opinion"),
    path("vuong-mac/<int:pk>/quyet-dinh/", obstacle.obstacle_decide, name="obstacle_decide"),
    path("vuong-mac/<int:pk>/thao-go/", obstacle.obstacle_settle, name="obstacle_settle"),
    path("dieu-chinh/", adjustment_list.adjustment_list, name="adjustment_list"),
    path("dieu-chinh/in/", adjustment_list.adjustment_list_print, name="adjustment_list_print"),
    path("dieu-chinh/<int:pk>/", adjustment.adjustment, name="adjustment"),
    path("dieu-chinh/<int:pk>/loi-van/", adjustment.adjustment_words, name="adjustment_words"),
    path("dieu-chinh/<int:pk>/nhiem-vu/<int:task_pk>/", adjustment.adjustment_task, name="adjustment_task"),
    path("dieu-chinh/<int:pk>/nhiem-vu/<int:task_pk>/bo/", adjustment.adjustment_drop, name="adjustment_drop"),
    path("dieu-chinh/<int:pk>/them/", adjustment.adjustment_add, name="adjustment_add"),
    path("dieu-chinh/<int:pk>/muc/<int:change_pk>/", adjustment.adjustment_change, name="adjustment_change"),
    path("dieu-chinh/<int:pk>/muc/<int:change_pk>/rut/", adjustment.adjustment_undo, name="adjustment_undo"),
    path("dieu-chinh/<int:pk>/pdf/", adjustment_list.adjustment_pdf, name="adjustment_pdf"),
    path("dieu-chinh/<int:pk>/docx/", adjustment_list.adjustment_docx, name="adjustment_docx"),
    path("dieu-chinh/<int:pk>/trinh/", adjustment_acts.adjustment_submit, name="adjustment_submit"),
    path("dieu-chinh/<int:pk>/thu-hoi/", adjustment_acts.adjustment_withdraw, name="adjustment_withdraw"),
    path("dieu-chinh/<int:pk>/duyet/", adjustment_acts.adjustment_approve, name="adjustment_approve"),
    path("dieu-chinh/<int:pk>/tra-lai/", adjustment_acts.adjustment_return, name="adjustment_return"),
    path("dieu-chinh/<int:pk>/ban-hanh/", adjustment_acts.adjustment_issue, name="adjustment_issue"),
    path("dieu-chinh/<int:pk>/bo/", adjustment_acts.adjustment_discard, name="adjustment_discard"),
    path("ke-hoach/<int:pk>/dieu-chinh/", adjustment_acts.adjustment_new, name="adjustment_new"),
    path("ke-hoach/<int:pk>/lich-su/", plan_history.plan_history, name="plan_history"),
    path("ke-hoach/<int:pk>/lich-su/in/", plan_history.plan_history_print, name="plan_history_print"),
    path("ke-hoach/<int:pk>/so-sanh/", plan_compare.plan_compare, name="plan_compare"),
    path("ke-hoach/<int:pk>/so-sanh/in/", plan_compare.plan_compare_print, name="plan_compare_print"),
]
