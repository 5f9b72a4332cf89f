"""Places of a round: how they are counted, who takes them, and what is left."""

from __future__ import annotations

from typing import Any

from awards.models import NominationState, Quota, Round
from awards.services.quota import places_of_round
from plans.models import Person
from tests.awards.eligibility_factory import honour_of, make_years
from tests.awards.nomination_factory import make_nomination, make_round
from tests.factory import Cast, make_person


def places(award_round: Round) -> list[tuple[str, int | None, int, str]]:
    return [
        (line.code, line.places.limit, line.places.taken, line.places.words) for line in places_of_round(award_round)
    ]


def quota(award_round: Round, code: str, **values: Any) -> None:
    Quota.objects.create(round=award_round, source="Công văn 12/SNV", **honour_of(code), **values)


def test_by_number_and_by_share(cast: Cast) -> None:
    award_round = make_round(cast.standing)
    count = Person.objects.active().count()
    quota(award_round, "BK_TINH", number=3)
    quota(award_round, "GK", share="100%", base="people")
    quota(award_round, "CSTDCS", share="3/20", base="ldtt")

    assert places(award_round) == [
        ("BK_TINH", 3, 0, "Được giao 3 suất"),
        ("GK", count, 0, f"100% của {count} người = {count} → {count} suất (tròn số)"),
        ("CSTDCS", None, 0, "15% số người đạt Lao động tiên tiến; chưa biết số ấy nên chưa tính được suất"),
    ]


def test_a_share_of_titles_given_is_counted_once_they_are_given(cast: Cast) -> None:
    award_round = make_round(cast.standing)
    for number in range(7):
        make_years(make_person(f"Người {number}", cast.division), {award_round.achievement_year: "LDTT"})
    quota(award_round, "CSTDCS", share="3/20", base="ldtt")

    [(_, limit, _, words)] = places(award_round)

    assert (limit, words) == (1, "15% của 7 người đạt Lao động tiên tiến = 1,05 → 1 suất (làm tròn xuống)")


def test_what_was_withdrawn_takes_no_place(cast: Cast) -> None:
    award_round = make_round(cast.standing)
    quota(award_round, "BK_TINH", number=1)
    for number, state in enumerate((NominationState.DRAFT, NominationState.SUBMITTED, NominationState.WITHDRAWN)):
        person = make_person(f"Người {number}", cast.division)
        make_nomination(cast.standing, award_round=award_round, person=person, state=state, **honour_of("BK_TINH"))

    [line] = places_of_round(award_round)

    assert (line.places.taken, line.places.left_words, line.source) == (2, "quá 1 suất", "Công văn 12/SNV")


def test_a_round_without_quotas_has_no_places(cast: Cast) -> None:
    assert places_of_round(make_round(cast.standing)) == []
