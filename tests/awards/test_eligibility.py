"""Whole ladders by the reference: gap years, discipline, maternity leave, used initiatives; what one may suppose."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.rules.eligibility import assess_all
from awards.rules.facts import Facts
from awards.rules.rulebook import Rulebook
from awards.rules.standing import stand_of
from awards.rules.what_if import Supposition, suppose
from awards.services.eligibility import read_field
from awards.services.facts import PERSON, UNIT, facts_of_people
from awards.views.steps import stairs
from emulation.models import Title
from plans.models import Person
from tests.awards.eligibility_factory import (
    make_discipline,
    make_hold,
    make_maternity,
    make_ready,
    make_statement,
    make_work,
    make_years,
)
from tests.factory import Cast, make_person

BOOK = Rulebook.from_seed()
SHOWN = ("LDTT", "CSTDCS", "CSTD_TINH", "CSTD_TQ", "BK_TINH", "BK_TTG", "HCLD_3")
RECEIVED = dt.date(2026, 3, 2)
SAID = ("R4", "qualitative.LDTT")  # what an officer states where no record can tell


@pytest.fixture
def person(cast: Cast) -> Person:
    """Of whom an officer stated what no record tells."""
    made = make_person("Lý Văn Nam", cast.division, sex="male")
    for code in SAID:
        make_statement(made, code, cast.standing, year=2025)
    return made


def ladder(person: Person, *, year: int = 2025, supposed: Supposition | None = None) -> dict[str, str]:
    """Each award in the words of the ladder, of a dossier received in March after the year."""
    facts = facts_of_people([person.pk], upto_year=year)[person.pk]
    return rungs(suppose(facts, supposed) if supposed else facts, year)


def rungs(facts: Facts, year: int = 2025) -> dict[str, str]:
    found = assess_all(BOOK, SHOWN, facts, year=year, on=RECEIVED, received_on=RECEIVED)
    return {code: stand_of(one).words() for code, one in found.items()}


def test_two_excellent_years_with_two_unused_initiatives(cast: Cast, person: Person) -> None:
    make_years(person, {2024: "HTXSNV LDTT", 2025: "HTXSNV"})
    for year in (2024, 2025):
        make_work(person, year, by=cast.standing)

    assert ladder(person) == {
        "LDTT": "đủ",
        "CSTDCS": "đủ",
        "CSTD_TINH": "thiếu 3 lần CSTĐ cơ sở, thiếu 1 sáng kiến",
        "CSTD_TQ": "thiếu 2 lần CSTĐ cấp tỉnh, thiếu 1 sáng kiến",
        "BK_TINH": "đủ",
        "BK_TTG": "cần BK tỉnh, thiếu 3 lần CSTĐ cơ sở",
        "HCLD_3": "cần BK Thủ tướng, thiếu 3 lần CSTĐ cơ sở",
    }


def test_two_titles_in_a_row_need_no_initiative(person: Person) -> None:
    make_years(person, {2024: "HTTNV CSTDCS", 2025: "HTTNV CSTDCS"})

    assert ladder(person)["BK_TINH"] == "đủ"


def test_an_initiative_used_for_a_title_does_not_count_for_a_form(cast: Cast, person: Person) -> None:
    make_years(person, {2024: "HTXSNV", 2025: "HTXSNV CSTDCS"})
    make_work(person, 2024, by=cast.standing)
    make_work(person, 2025, by=cast.standing, used_for=("CSTDCS", 2025))

    assert ladder(person)["BK_TINH"] == "thiếu 1 sáng kiến"
    assert ladder(person)["CSTDCS"] == "đã được tặng"


def test_a_gap_year_breaks_the_row(cast: Cast, person: Person) -> None:
    make_years(person, {2022: "HTXSNV CSTDCS", 2023: "HTXSNV CSTDCS", 2024: "HTTNV", 2025: "HTXSNV CSTDCS"})
    for year in (2022, 2025):
        make_work(person, year, "unit", "province", by=cast.standing)

    found = ladder(person)

    assert found["CSTD_TINH"] == "thiếu 2 lần CSTĐ cơ sở"
    assert found["BK_TINH"] == "chưa rõ: chờ xác nhận"  # 2022 and 2023 are a row that does not reach the proposal


def test_a_year_without_a_rating_is_not_known(person: Person) -> None:
    make_years(person, {2024: "HTXSNV"})

    found = ladder(person)

    assert (found["LDTT"], found["CSTDCS"]) == ("chưa rõ: thiếu số liệu", "chưa rõ: thiếu số liệu")


def test_within_and_after_discipline(cast: Cast, person: Person) -> None:
    make_years(person, {2024: "HTXSNV", 2025: "HTXSNV"})
    for year in (2024, 2025):
        make_work(person, year, by=cast.standing)
    running = make_discipline(person, cast.standing, ends_on=dt.date(2026, 9, 9))
    during = ladder(person)
    running.ends_on = dt.date(2025, 9, 9)
    running.save()
    after = ladder(person)

    assert {during[code] for code in SHOWN} & {"đủ"} == set()
    assert "trong thời hạn kỷ luật" in during["LDTT"]
    assert after["LDTT"].startswith("chưa rõ")  # 2025 counts from September on; an officer must look
    assert after["BK_TINH"] != "đủ"


def test_maternity_leave_counts_and_leaves_a_year_without_title_open(cast: Cast) -> None:
    mother = make_person("Nông Thị Hoa", cast.division, sex="female")
    for code in SAID:
        make_statement(mother, code, cast.standing, year=2025)
    make_years(mother, {2023: "HTXSNV CSTDCS", 2024: "HTTNV", 2025: "HTXSNV CSTDCS"})
    make_work(mother, 2025, "unit", "province", by=cast.standing)
    make_maternity(mother, dt.date(2024, 1, 15))

    assert ladder(mother)["LDTT"] == "đủ"
    assert ladder(mother)["CSTD_TINH"].startswith("chưa rõ")


def test_a_hold_is_no_refusal_and_is_lifted_only_by_its_end(cast: Cast, person: Person) -> None:
    make_years(person, {2024: "HTXSNV", 2025: "HTXSNV"})
    make_hold(person, cast.standing, since=dt.date(2026, 2, 1))

    assert ladder(person)["LDTT"] == "đang tạm dừng xét"
    assert ladder(person, supposed=Supposition(2025, released=True))["LDTT"] == "đủ"


def test_nothing_is_ready_while_nobody_has_stated_that_nothing_is_examined(cast: Cast) -> None:
    person = make_person("Chưa xác nhận", cast.division)
    make_years(person, {2024: "HTXSNV CSTDCS", 2025: "HTXSNV CSTDCS"})

    assert ladder(person)["BK_TINH"] == "chưa rõ: chờ xác nhận"


def test_supposing_changes_the_words_and_no_record(cast: Cast, person: Person) -> None:
    make_years(person, {2024: "HTXSNV CSTDCS", 2025: "HTTNV"})
    make_work(person, 2024, by=cast.standing)
    tried = (
        Supposition(2025),
        Supposition(2025, excellent=True),
        Supposition(2025, excellent=True, unit_works=1),
        Supposition(2025, title="CSTDCS"),
        Supposition(2025),
    )

    assert [ladder(person, supposed=one)["BK_TINH"] for one in tried] == [
        "thiếu 2 lần CSTĐ cơ sở",
        "thiếu 1 sáng kiến",
        "đủ",
        "đủ",
        "thiếu 2 lần CSTĐ cơ sở",
    ]


def test_nothing_supposed_is_the_same(cast: Cast) -> None:
    facts = facts_of_people([cast.member.person_id], upto_year=2025)[cast.member.person_id]

    assert suppose(facts, Supposition(2025)) is facts


def test_of_units_each_year_stands_by_itself(cast: Cast) -> None:
    make_years(cast.division, {2025: "HTTNV"})
    field = read_field(cast.standing, UNIT, upto_year=2025)

    assert [one.code for one in field.honours if one.is_title] == ["TTLDTT", "TTLDXS", "CO_TINH", "CO_CP"]
    assert field.last_year == 2025


def test_a_contact_reads_the_people_of_the_own_unit(cast: Cast) -> None:
    make_ready("Của phòng khác", cast.other_division, cast.standing)

    own = read_field(cast.contact, PERSON, upto_year=2026)
    everybody = read_field(cast.standing, PERSON, upto_year=2026)

    assert {one.home for one in own.candidates} == {cast.division.name}
    assert {one.home for one in everybody.candidates} > {cast.division.name, cast.other_division.name}


def test_what_is_not_in_use_is_not_asked_about(cast: Cast) -> None:
    Title.objects.filter(code="CSTD_TQ").update(in_use=False)

    found = [one.code for one in read_field(cast.standing, PERSON, upto_year=2026).honours]

    assert "CSTD_TQ" not in found
    assert found == [*(one for one in found if one in ("LDTT", "CSTDCS", "CSTD_TINH")), *found[3:]]


def steps(person: Person, *proposed: str, year: int = 2025) -> list[list[tuple[str, str, str]]]:
    """Both stairs: name, words and look of each step."""
    facts = facts_of_people([person.pk], upto_year=year)[person.pk]
    found = stairs(PERSON, facts.awards or (), proposed, book=BOOK, year=year)
    return [[(step.name, step.words, step.look) for step in part.steps] for part in found.parts]


def test_stairs_of_titles_and_of_forms(person: Person) -> None:
    make_years(person, {2023: "LDTT", 2024: "LDTT GK", 2025: "LDTT CSTDCS"})

    assert steps(person, "BK_TINH") == [
        [
            ("LĐTT", "3 lần", "given"),
            ("CSTĐ cơ sở", "1 lần", "given"),
            ("CSTĐ cấp tỉnh", "1/3 lần CSTĐ cơ sở", "next"),
            ("CSTĐ toàn quốc", "chưa xét", "later"),
        ],
        [
            ("Giấy khen", "1 lần", "given"),
            ("BK tỉnh", "đang đề nghị", "proposed"),
            ("BK Thủ tướng", "cần BK tỉnh", "next"),
            ("HCLĐ hạng Ba", "chưa xét", "later"),
        ],
    ]


def test_stairs_count_years_in_a_row(person: Person) -> None:
    make_years(person, {2023: "CSTDCS", 2024: "CSTDCS", 2026: "CSTDCS"})

    assert [steps(person, year=year)[0][2][1] for year in (2024, 2025, 2026)] == [
        "2/3 lần CSTĐ cơ sở",
        "2/3 lần CSTĐ cơ sở",
        "1/3 lần CSTĐ cơ sở",
    ]


def test_stairs_of_somebody_new(cast: Cast) -> None:
    assert [part[0] for part in steps(cast.member.person)] == [
        ("LĐTT", "chưa xét", "next"),
        ("Giấy khen", "chưa xét", "next"),
    ]
