"""What the records know of people and units, as eligibility asks for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import InitiativeUse, NominationState, Transfer
from awards.rules.facts import (
    AbsenceFact,
    AwardFact,
    ClusterFact,
    DisciplineFact,
    Facts,
    HoldFact,
    MemberFacts,
    RatingFact,
    TransferFact,
    UseFact,
    WorkFact,
)
from awards.services.facts import facts_of_people, facts_of_units
from emulation.models import Title
from plans.models import Person, Unit, UnitKind
from tests.awards.eligibility_factory import (
    honour_of,
    make_crowd,
    make_discipline,
    make_hold,
    make_maternity,
    make_statement,
    make_work,
    make_years,
)
from tests.awards.nomination_factory import make_nomination, make_round
from tests.emulation.cluster_factory import make_cluster_year
from tests.factory import Cast, make_person, make_unit

DEC = {year: dt.date(year, 12, 20) for year in range(2020, 2030)}


def test_everything_of_one_person(cast: Cast) -> None:
    person = make_person("Lê Thị Bình", cast.division, sex="female")
    make_years(person, {2024: "HTTNV LDTT", 2025: "HTXSNV CSTDCS"})
    work = make_work(person, 2025, "unit", "province", by=cast.standing, used_for=("CSTDCS", 2025))
    make_discipline(person, cast.standing)
    hold = make_hold(person, cast.standing)
    make_maternity(person, dt.date(2024, 1, 1), dt.date(2024, 6, 30))
    Transfer.objects.create(person=person, on=dt.date(2023, 2, 1), months_there=7, opinion=True)
    make_statement(person, "qualitative", cast.standing)

    assert facts_of_people([person.pk], upto_year=2026) == {
        person.pk: Facts(
            kind="person",
            name="Lê Thị Bình",
            sex="female",
            ratings=(RatingFact(2024, "HTTNV"), RatingFact(2025, "HTXSNV")),
            awards=(AwardFact("LDTT", 2024, decided_on=DEC[2024]), AwardFact("CSTDCS", 2025, decided_on=DEC[2025])),
            works=(
                WorkFact(
                    str(work.pk),
                    2025,
                    scopes=frozenset({"unit", "province"}),
                    recognised_on=dt.date(2025, 10, 30),
                    uses=(UseFact("CSTDCS", 2025),),
                    name="Sáng kiến 2025",
                ),
            ),
            disciplines=(DisciplineFact("canh_cao", dt.date(2025, 3, 10), dt.date(2025, 9, 9)),),
            holds=(HoldFact("complaint", hold.since),),
            absences=(AbsenceFact("maternity", dt.date(2024, 1, 1), dt.date(2024, 6, 30)),),
            transfers=(TransferFact(dt.date(2023, 2, 1), months_there=7, opinion=True),),
            statements={(2026, "qualitative"): True},
        )
    }


def test_of_somebody_never_entered_awards_and_works_are_not_known(cast: Cast) -> None:
    new, rated = make_person("Mới", cast.division), make_person("Đã xếp loại", cast.division)
    make_years(rated, {2025: "HTTNV"})

    found = facts_of_people([new.pk, rated.pk], upto_year=2026)

    assert [(facts.ratings, facts.awards, facts.works) for facts in found.values()] == [
        ((), None, None),
        ((RatingFact(2025, "HTTNV"),), (), ()),
    ]
    assert {(facts.disciplines, facts.holds, facts.absences, facts.transfers) for facts in found.values()} == {
        ((), None, (), ())
    }


def test_years_after_the_asked_one_are_left_out(cast: Cast) -> None:
    person = make_person("A", cast.division)
    make_years(person, {2025: "HTTNV LDTT", 2026: "HTXSNV CSTDCS"})
    make_work(person, 2026, by=cast.standing)

    [facts] = facts_of_people([person.pk], upto_year=2025).values()

    assert facts.ratings == (RatingFact(2025, "HTTNV"),)
    assert facts.awards == (AwardFact("LDTT", 2025, decided_on=DEC[2025]),)
    assert facts.works == ()


def test_released_holds_alone_do_not_say_that_nothing_else_is_examined(cast: Cast) -> None:
    person, other = make_person("A", cast.division), make_person("B", cast.division)
    over = {"released_on": dt.date(2026, 6, 1), "release_note": "Không có căn cứ."}
    make_hold(person, cast.standing, **over)
    make_hold(other, cast.standing, **over)
    make_hold(other, cast.standing, since=dt.date(2026, 7, 1))

    found = facts_of_people([person.pk, other.pk], upto_year=2026)

    assert found[person.pk].holds is None
    assert [hold.released_on for hold in found[other.pk].holds or ()] == [dt.date(2026, 6, 1), None]


@pytest.mark.parametrize(
    ("state", "uses"),
    [
        (NominationState.DRAFT, ()),
        (NominationState.SUBMITTED, (UseFact("BK_TINH", 2026, pending=True),)),
        (NominationState.ELIGIBLE, (UseFact("BK_TINH", 2026),)),
        (NominationState.WITHDRAWN, ()),
    ],
)
def test_uses_by_nominations(cast: Cast, state: str, uses: tuple[UseFact, ...]) -> None:
    person = make_person("A", cast.division)
    work = make_work(person, 2025, by=cast.standing)
    award_round = make_round(cast.standing)
    nomination = make_nomination(
        cast.standing, award_round=award_round, person=person, state=state, **honour_of("BK_TINH")
    )
    InitiativeUse.objects.create(
        initiative=work, person=person, year=2026, nomination=nomination, **honour_of("BK_TINH")
    )

    [facts] = facts_of_people([person.pk], upto_year=2026).values()

    assert [one.uses for one in facts.works or ()] == [uses]


def test_everything_of_one_unit(cast: Cast) -> None:
    unit = make_unit("Phòng Lễ tân", kind=UnitKind.DIVISION)
    here = [make_person(name, unit, sex=sex) for name, sex in (("A", "female"), ("B", "male"), ("C", "female"))]
    make_person("Đã nghỉ", unit, is_active=False)
    for one in here:
        make_years(one, {2025: "HTTNV LDTT"})
    make_years(here[0], {2026: "HTXSNV LDTT CSTDCS"})
    make_discipline(here[1], cast.standing)
    Transfer.objects.create(person=here[2], on=dt.date(2026, 3, 1))
    make_years(unit, {2025: "HTXSNV TTLDTT"})
    make_statement(unit, "exceeds_targets", cast.standing, year=2025)
    hold = make_hold(unit, cast.standing)

    assert facts_of_units([unit.pk], upto_year=2026, today=dt.date(2026, 11, 23)) == {
        unit.pk: Facts(
            kind="unit",
            name="Phòng Lễ tân",
            ratings=(RatingFact(2025, "HTXSNV"),),
            awards=(AwardFact("TTLDTT", 2025, decided_on=DEC[2025]),),
            holds=(HoldFact("complaint", hold.since),),
            members=(
                MemberFacts(2025, 2, {"LDTT": 2}, {"HTTNV": 2}, {"canh_cao": 1}, women=1),
                MemberFacts(2026, 3, {"LDTT": 1, "CSTDCS": 1}, {"HTXSNV": 1}, {}, women=2),
            ),
            exceeds_targets={2025: True},
            statements={(2025, "exceeds_targets"): True},
        )
    }


def test_members_of_a_year_long_past_are_not_known(cast: Cast) -> None:
    make_years(cast.division, {2023: "HTTNV"})

    [facts] = facts_of_units([cast.division.pk], upto_year=2023, today=dt.date(2026, 11, 23)).values()

    assert facts.members is None


def test_the_office_has_its_place_in_the_cluster_and_everybody_as_member(cast: Cast) -> None:
    office = make_unit("Sở Ngoại vụ")
    cluster = make_cluster_year(year=2025)
    cluster.members.filter(is_us=True).update(rank=1)

    found = facts_of_units([office.pk, cast.division.pk], upto_year=2026, today=dt.date(2026, 11, 23))

    assert found[office.pk].clusters == (ClusterFact(2025, "province", 1),)
    assert found[cast.division.pk].clusters is None
    assert {facts.total for facts in found[office.pk].members or ()} == {Person.objects.active().count()}


def test_the_number_of_questions_does_not_grow(cast: Cast) -> None:
    counted = []
    for count in (1, 2, 37):
        make_crowd(count, cast.standing, units=1)
        people, units = Person.objects.active(), Unit.objects.active()
        with CaptureQueriesContext(connection) as asked:
            found = facts_of_people(people, upto_year=2026)
        with CaptureQueriesContext(connection) as asked_of_units:
            facts_of_units(units, upto_year=2026)
        assert len(found) == Person.objects.active().count()
        counted.append((len(asked), len(asked_of_units)))

    assert set(counted) == {(1, 2)}


def test_keys_and_a_query_give_the_same(cast: Cast) -> None:
    make_crowd(5, cast.standing)
    assert Title.objects.exists()
    keys = list(Person.objects.values_list("pk", flat=True))

    assert facts_of_people(keys, upto_year=2026) == facts_of_people(Person.objects.all(), upto_year=2026)
