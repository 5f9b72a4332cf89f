"""Addresses of the vote in a meeting and of its papers."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import ballot, ballot_acts, meeting_paper

urlpatterns: list[URLPattern] = [
    path("phien-hop/<int:pk>/phieu/", ballot.ballot_own, name="ballot_own"),
    path("phien-hop/<int:pk>/phieu-da-bo/", ballot.ballots_published, name="ballots_published"),
    path("phien-hop/<int:pk>/in-phieu/", ballot_acts.ballot_print, name="ballot_print"),
    path("phien-hop/<int:pk>/thu-phieu/", ballot_acts.ballot_collect, name="ballot_collect"),
    path("phien-hop/<int:pk>/kiem-phieu/<int:turn>/", ballot_acts.ballot_count, name="ballot_count"),
    path("phien-hop/<int:pk>/dem-lai/<int:item>/", ballot_acts.ballot_again, name="ballot_again"),
    path("phien-hop/<int:pk>/chot/", ballot_acts.meeting_seal, name="meeting_seal"),
    path("phien-hop/<int:pk>/kiem-lai/", ballot_acts.meeting_recount, name="meeting_recount"),
    path("phien-hop/<int:pk>/ket-luan/<int:item>/", ballot_acts.meeting_pick, name="meeting_pick"),
    path("phien-hop/<int:pk>/tai-lieu/", meeting_paper.meeting_pack, name="meeting_pack"),
    path("phien-hop/<int:pk>/tai-lieu/<int:item>/", meeting_paper.item_dossier, name="item_dossier"),
    path("phien-hop/<int:pk>/bien-ban/<slug:kind>/", meeting_paper.meeting_paper, name="meeting_paper"),
    path("phien-hop/<int:pk>/bien-ban/<slug:kind>/soan/", meeting_paper.meeting_paper_edit, name="meeting_paper_edit"),
    path("phien-hop/<int:pk>/bien-ban/<slug:kind>/bao-so/", meeting_paper.meeting_paper_ask, name="meeting_paper_ask"),
    path(
        "phien-hop/<int:pk>/bien-ban/<slug:kind>/ghi-so/",
        meeting_paper.meeting_paper_number,
        name="meeting_paper_number",
    ),
    path("phien-hop/<int:pk>/bien-ban/<slug:kind>/pdf/", meeting_paper.meeting_paper_pdf, name="meeting_paper_pdf"),
    path("phien-hop/<int:pk>/bien-ban/<slug:kind>/docx/", meeting_paper.meeting_paper_docx, name="meeting_paper_docx"),
]
