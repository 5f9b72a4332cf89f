"""Addresses of clusters and blocs, of the two catalogues and of model examples."""

from __future__ import annotations

from django.urls import path

from emulation.views import catalogue, cluster, cluster_year, example, proposal

urlpatterns = [
    path("danh-hieu/", catalogue.title_list, name="title_list"),
    path("danh-hieu/in/", catalogue.title_print, name="title_print"),
    path("danh-hieu/<int:pk>/", catalogue.title, name="title"),
    path("danh-hieu/<int:pk>/sua/", catalogue.title_edit, name="title_edit"),
    path("hinh-thuc/", catalogue.commendation_list, name="commendation_list"),
    path("hinh-thuc/in/", catalogue.commendation_print, name="commendation_print"),
    path("hinh-thuc/<int:pk>/", catalogue.commendation, name="commendation"),
    path("hinh-thuc/<int:pk>/sua/", catalogue.commendation_edit, name="commendation_edit"),
    path("cum-khoi/", cluster.cluster_list, name="cluster_list"),
    path("cum-khoi/in/", cluster.cluster_list_print, name="cluster_list_print"),
    path("cum-khoi/them/", cluster.cluster_new, name="cluster_new"),
    path("cum-khoi/<int:pk>/", cluster.cluster, name="cluster"),
    path("cum-khoi/<int:pk>/sua/", cluster.cluster_edit, name="cluster_edit"),
    path("cum-khoi/<int:pk>/them-nam/", cluster.cluster_year_new, name="cluster_year_new"),
    path("cum-khoi/nam/<int:pk>/", cluster_year.cluster_year, name="cluster_year"),
    path("cum-khoi/nam/<int:pk>/in/", cluster_year.cluster_year_print, name="cluster_year_print"),
    path("cum-khoi/nam/<int:pk>/tep/<slug:what>/", cluster_year.cluster_file, name="cluster_file"),
    path("cum-khoi/nam/<int:pk>/quy-che/", cluster_year.cluster_rules, name="cluster_rules"),
    path("cum-khoi/nam/<int:pk>/thanh-vien/", cluster_year.cluster_members, name="cluster_members"),
    path("cum-khoi/nam/<int:pk>/ket-qua/", cluster_year.cluster_result, name="cluster_result"),
    path("cum-khoi/nam/<int:pk>/hoi-nghi/", cluster_year.cluster_events, name="cluster_events"),
    path("cum-khoi/nam/<int:pk>/de-nghi/", proposal.proposal_new, name="proposal_new"),
    path("cum-khoi/de-nghi/", proposal.proposal_list, name="proposal_list"),
    path("cum-khoi/de-nghi/in/", proposal.proposal_print, name="proposal_print"),
    path("cum-khoi/de-nghi/<int:pk>/sua/", proposal.proposal_edit, name="proposal_edit"),
    path("cum-khoi/de-nghi/<int:pk>/gui/", proposal.proposal_send, name="proposal_send"),
    path("cum-khoi/de-nghi/<int:pk>/tra-loi/", proposal.proposal_answer, name="proposal_answer"),
    path("cum-khoi/de-nghi/<int:pk>/ghi-lai/", proposal.proposal_undo, name="proposal_undo"),
    path("cum-khoi/de-nghi/<int:pk>/bo/", proposal.proposal_remove, name="proposal_remove"),
    path("dien-hinh/", example.example_list, name="example_list"),
    path("dien-hinh/in/", example.example_print, name="example_print"),
    path("dien-hinh/them/", example.example_new, name="example_new"),
    path("dien-hinh/<int:pk>/", example.example, name="example"),
    path("dien-hinh/<int:pk>/sua/", example.example_edit, name="example_edit"),
    path("dien-hinh/<int:pk>/bo/", example.example_remove, name="example_remove"),
    path("dien-hinh/<int:pk>/tep/", example.example_file_add, name="example_file_add"),
    path("dien-hinh/<int:pk>/tep/<int:file_pk>/", example.example_file, name="example_file"),
    path("dien-hinh/<int:pk>/tep/<int:file_pk>/bo/", example.example_file_remove, name="example_file_remove"),
    path("dien-hinh/<int:pk>/tuyen-truyen/", example.publicity_add, name="publicity_add"),
    path("dien-hinh/tuyen-truyen/<int:pk>/bo/", example.publicity_remove, name="publicity_remove"),
]
