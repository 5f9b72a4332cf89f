"""What a person sees of rounds and nominations: lists within their budget, findings while proposing, autosaving."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, Round
from emulation.models import Commendation, Title
from tests.awards.nomination_factory import make_nomination, make_quota, make_report, make_review, make_round
from tests.factory import Cast, make_person

ClientFor = Callable[[str], Client]
PAGE_BUDGET = 12  # the frame's 5, the rule book 2, the facts, the record, others, what stands beside


@pytest.fixture
def award_round(cast: Cast) -> Round:
    """A round that takes nominations today."""
    today = timezone.localdate()
    titles = Title.objects.filter(code__in=("LDTT", "CSTDCS"))
    forms = Commendation.objects.filter(code="GK")
    return make_round(
        cast.standing, year=today.year, titles=titles, commendations=forms, opens_on=today, closes_on=today
    )


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_lists_keep_to_ten_queries_however_long(cast: Cast, client_for: ClientFor, award_round: Round) -> None:
    make_quota(award_round, number=None, share="1/5", base="people", commendation=Commendation.objects.get(code="GK"))
    make_quota(award_round, title=Title.objects.get(code="LDTT"))
    urls = [
        reverse("awards:nomination_list"),
        f"{reverse('awards:nomination_list')}?dot={award_round.pk}",
        reverse("awards:round_list"),
        reverse("awards:round", args=[award_round.pk]),
        reverse("awards:comment_list"),
    ]
    counted = []
    for more in (1, 2, 30):
        for number in range(more):
            person = make_person(f"Nông Văn {more}-{number}", cast.division)
            make_nomination(cast.contact, award_round=award_round, person=person, state="submitted")
        counted.append([queries(client_for("standing"), url) for url in urls])

    assert counted[0] == counted[1] == counted[2]
    assert max(counted[0]) <= 10


def test_a_nomination_asks_the_same_number_of_queries_whatever_it_holds(
    cast: Cast, client_for: ClientFor, award_round: Round
) -> None:
    one = make_nomination(cast.contact, award_round=award_round, person=cast.member.person)
    url = reverse("awards:nomination", args=[one.pk])
    before = queries(client_for("standing"), url)
    make_report(one, cast.contact, results="Một.")
    make_nomination(
        cast.contact, award_round=award_round, person=cast.member.person, title=Title.objects.get(code="CSTDCS")
    )

    assert queries(client_for("standing"), url) == before <= PAGE_BUDGET


def test_findings_stand_beside_the_form_while_one_proposes(
    cast: Cast, client_for: ClientFor, award_round: Round
) -> None:
    member, title = cast.member.person, Title.objects.get(code="LDTT")
    assert member is not None
    typed = {"dot": award_round.pk, "subject": f"ca-nhan-{member.pk}", "title": title.pk, "achievement": "Làm tốt."}
    url, client = reverse("awards:nomination_new"), client_for("contact")

    plain = client.post(url, {**typed, "kiem-tra": "1"}).content.decode()
    part = client.post(url, typed, headers={"HX-Request": "true"}).content.decode()

    assert "Điều kiện theo" in plain and "Làm tốt." in plain  # noqa: PT018 - one page
    assert "Điều kiện theo" in part and "<html" not in part  # noqa: PT018 - one part
    assert not Nomination.objects.exists()


def test_neither_or_both_lists_is_refused_with_everything_typed_kept(
    cast: Cast, client_for: ClientFor, award_round: Round
) -> None:
    member = cast.member.person
    assert member is not None
    typed = {"dot": award_round.pk, "subject": f"ca-nhan-{member.pk}", "kind": "cong_trang", "achievement": "Làm tốt."}
    both = {"title": Title.objects.get(code="LDTT").pk, "commendation": Commendation.objects.get(code="GK").pk}

    for extra in ({}, both):
        page = client_for("contact").post(reverse("awards:nomination_new"), {**typed, **extra}).content.decode()
        assert "Chọn đúng một trong hai" in page
        assert "Làm tốt." in page


def test_the_second_writer_is_told_and_compares_both_texts(
    cast: Cast, client_for: ClientFor, award_round: Round
) -> None:
    one = make_nomination(cast.contact, award_round=award_round, person=cast.member.person)
    save, page = (reverse(f"awards:achievement_report{end}", args=[one.pk]) for end in ("_save", ""))
    first = client_for("member").post(save, {"version": "0", "results": "Bản của cá nhân."})
    late = client_for("contact").post(save, {"version": "0", "results": "Bản của đầu mối."})
    compared = client_for("contact").post(page, {"version": "0", "results": "Bản của đầu mối."})

    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert (late.status_code, compared.status_code) == (409, 409)
    assert "Bản của cá nhân." in compared.content.decode()
    assert "Bản của đầu mối." in compared.content.decode()


def test_the_nominee_reads_of_the_minutes_but_only_who_may_opens_them(
    cast: Cast, client_for: ClientFor, award_round: Round
) -> None:
    one = make_nomination(cast.contact, award_round=award_round, person=cast.member.person)
    minutes = make_review(award_round, cast.division, cast.contact)
    page, address = reverse("awards:nomination", args=[one.pk]), reverse("awards:review", args=[minutes.pk])

    seen = {role: client_for(role).get(page).content.decode() for role in ("member", "contact")}

    assert all("họp ngày" in html for html in seen.values())
    assert {role: address in html for role, html in seen.items()} == {"member": False, "contact": True}


@pytest.mark.parametrize("number", ["9" * 40, "-5", "²"])
def test_no_number_of_an_honour_breaks_the_form_of_a_round(client_for: ClientFor, number: str) -> None:
    answer = client_for("standing").post(reverse("awards:round_new"), {"titles": [number], "name": "Đợt một"})

    assert answer.status_code == 200
    assert answer.context["form"]["name"].value() == "Đợt một"
