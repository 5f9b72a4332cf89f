"""That nothing is being examined, stated for many nominees of a round at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Round, Statement
from awards.services.nomination_check import check_one
from awards.services.round_statement import awaiting_statement, state_nothing_examined
from emulation.models import Title
from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Person
from tests.awards.eligibility_factory import make_hold, make_statement
from tests.awards.nomination_factory import make_nomination, make_round
from tests.factory import Cast, make_person

ClientFor = Callable[[str], Client]
TODAY = dt.date(2026, 6, 5)


@pytest.fixture
def people(cast: Cast) -> list[Person]:
    return [make_person(f"Nông Văn {name}", cast.division) for name in ("An", "Bình", "Chi", "Dũng")]


@pytest.fixture
def award_round(cast: Cast, people: list[Person]) -> Round:
    """A round with four nominees: the third is held, of the fourth it was stated before."""
    found = make_round(cast.standing, titles=Title.objects.filter(code="LDTT"))
    for person in people:
        make_nomination(cast.contact, award_round=found, person=person, title=Title.objects.get(code="LDTT"))
    make_hold(people[2], cast.standing)
    make_statement(people[3], "R4", cast.standing, year=2025)
    return found


def state(award_round: Round, actor: Any, chosen: list[Person], **values: Any) -> int:
    facts = {"source": "Thanh tra Sở, Công văn 15/TTr", "day": dt.date(2026, 6, 2), "today": TODAY, **values}
    return state_nothing_examined(award_round=award_round, actor=actor, chosen=chosen, **facts)


def test_it_is_offered_of_those_of_whom_nobody_stated_it_and_kept_for_each(
    cast: Cast, award_round: Round, people: list[Person]
) -> None:
    assert [one.subject for one in awaiting_statement(award_round, cast.standing)] == people[:2]

    state(award_round, cast.standing, people[:2])

    kept = Statement.objects.filter(person__in=people[:2], year=2025, code="R4", holds=True)
    assert {one.words for one in kept} == {"Thanh tra Sở, Công văn 15/TTr; ngày 02/06/2026"}
    assert AuditEntry.objects.filter(act="statement.make").count() == len(kept) == 2
    check = check_one(subject=people[0], honour=Title.objects.get(code="LDTT"), year=2025, on=TODAY)
    assert next(one.status for one in check.assessment.findings if one.key == "R4") == "met"


def test_who_is_held_a_day_to_come_and_a_source_unsaid_refuse_all(
    cast: Cast, award_round: Round, people: list[Person]
) -> None:
    for chosen, values, words in (
        ([people[0], people[2]], {}, "Nông Văn Chi: vừa được xác nhận, hoặc có việc đang xem xét"),
        ([people[0]], {"day": dt.date(2026, 6, 6)}, "ở sau hôm nay"),
        ([people[0]], {"source": " "}, "Ghi căn cứ"),
        ([], {}, "Đánh dấu ít nhất một"),
    ):
        with pytest.raises(DomainError, match=words):
            state(award_round, cast.standing, chosen, **values)
    with pytest.raises(NotAllowed):
        state(award_round, cast.contact, people[:1])

    assert not Statement.objects.filter(person__in=people[:3]).exists()


def test_the_round_leads_to_it_and_what_was_typed_stays(
    cast: Cast, client_for: ClientFor, award_round: Round, people: list[Person]
) -> None:
    client, url = client_for("standing"), reverse("awards:round_statement", args=[award_round.pk])
    assert url in client.get(reverse("awards:round", args=[award_round.pk])).content.decode()
    today = timezone.localdate()
    typed = {"subjects": [f"ca-nhan-{people[0].pk}"], "source": "Công văn 15/TTr", "day": f"{today:%d/%m/%Y}"}
    late = client.post(url, {**typed, "day": f"{today + dt.timedelta(days=1):%d/%m/%Y}"}).content.decode()

    assert "ở sau hôm nay" in late
    assert "Công văn 15/TTr" in late
    assert client.post(url, typed).status_code == 302
    assert Statement.objects.filter(person=people[0], code="R4").exists()
