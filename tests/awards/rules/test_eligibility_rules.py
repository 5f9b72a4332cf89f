"""Who may be proposed for what: each condition at its boundary, the law of the day, and what is taken away."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from awards.rules.eligibility import Assessment, Status, assess, assess_all
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
from awards.rules.rulebook import Rulebook

BOOK = Rulebook.from_seed()
MET, NOT_MET, UNKNOWN = Status.MET, Status.NOT_MET, Status.UNKNOWN
KNOWN: dict[str, Any] = dict.fromkeys(
    ("ratings", "awards", "works", "disciplines", "holds", "absences", "transfers", "movements", "achievements"), ()
)
KNOWN |= {"clusters": ()}
FEBRUARY = dt.date(2026, 2, 1)


def person(**values: Any) -> Facts:
    return Facts("person", **{**KNOWN, **values})


def rated(**levels: str) -> tuple[RatingFact, ...]:
    return tuple(RatingFact(int(year[1:]), level) for year, level in levels.items())


def won(code: str, *years: int, kind: str = "cong_trang") -> tuple[AwardFact, ...]:
    return tuple(AwardFact(code, year, kind) for year in years)


def asked(code: str, facts: Facts, **when: Any) -> Assessment:
    return assess(BOOK, code, facts, **{"year": 2025, "on": FEBRUARY, **when})


def status(found: Assessment, key: str) -> Status:
    return next(one.status for one in found.findings if one.key == key)


EXCELLENT = rated(y2024="HTXSNV", y2025="HTXSNV")
TWO_WORKS = (WorkFact("1", 2024), WorkFact("2", 2025))


# -- Years in a row --------------------------------------------------------------------------------------------------


def test_two_excellent_years_with_two_initiatives() -> None:
    found = asked("BK_TINH", person(ratings=EXCELLENT, works=TWO_WORKS))

    assert (found.status, found.law, found.blocks) == (MET, "LAW_2022", ())
    assert found.findings[0].message == "02 năm liên tục Hoàn thành xuất sắc nhiệm vụ: 2024, 2025"
    assert found.findings[0].route == "R_2_HTXSNV"
    assert [one.key for one in found.routes] == ["R_2_CSTDCS", "R_2_HTXSNV", "R_MOVEMENT", "R_SUDDEN"]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        (rated(y2024="HTXSNV", y2025="HTXSNV"), MET),
        (rated(y2023="HTXSNV", y2024="HTTNV", y2025="HTXSNV"), NOT_MET),
        (rated(y2023="HTXSNV", y2025="HTXSNV"), UNKNOWN),
        (rated(y2023="HTXSNV", y2024="HTXSNV", y2025="HTTNV"), UNKNOWN),
    ],
)
def test_a_gap_year_breaks_the_chain_and_an_unrated_one_leaves_it_open(
    ratings: tuple[RatingFact, ...], expected: Status
) -> None:
    found = asked("BK_TINH", person(ratings=ratings, works=(*TWO_WORKS, WorkFact("3", 2023))))

    assert next(one.status for one in found.routes if one.key == "R_2_HTXSNV") is expected


@pytest.mark.parametrize(
    ("years", "expected"), [((2023, 2024, 2025), MET), ((2022, 2023, 2025), NOT_MET), ((2024, 2025), NOT_MET)]
)
def test_three_titles_in_a_row(years: tuple[int, ...], expected: Status) -> None:
    work = (WorkFact("1", 2024, scopes=frozenset({"province"})),)
    found = asked("CSTD_TINH", person(ratings=EXCELLENT, awards=won("CSTDCS", *years), works=work))

    assert status(found, "award.CSTDCS.3") is expected


def test_before_the_year_is_over_the_chain_may_end_with_the_year_before() -> None:
    facts = person(ratings=EXCELLENT, works=TWO_WORKS)

    assert asked("BK_TINH", facts, year=2026, on=dt.date(2026, 6, 5)).standard is MET
    assert asked("BK_TINH", facts, year=2026, on=dt.date(2027, 1, 5)).standard is UNKNOWN


def test_a_year_on_maternity_leave_counts_as_time_and_its_rating_is_asked_for() -> None:
    leave = (AbsenceFact("maternity", dt.date(2024, 1, 1), dt.date(2024, 6, 30)),)
    titles = person(awards=won("CSTDCS", 2022, 2023, 2025), absences=leave, ratings=EXCELLENT)
    unrated = asked("BK_TINH", person(ratings=rated(y2023="HTXSNV", y2025="HTXSNV"), absences=leave, works=TWO_WORKS))

    assert status(asked("CSTD_TINH", titles), "award.CSTDCS.3") is UNKNOWN
    assert status(asked("CSTD_TINH", replace(titles, absences=())), "award.CSTDCS.3") is NOT_MET
    route = next(one for one in unrated.routes if one.key == "R_2_HTXSNV")
    assert "nghỉ thai sản được tính vào thời gian" in route.findings[0].message
    assert status(unrated, "R6") is MET


# -- Initiatives -----------------------------------------------------------------------------------------------------


def test_a_used_up_initiative_warns_until_an_officer_confirms() -> None:
    used = (WorkFact("1", 2024), WorkFact("2", 2025, uses=(UseFact("CSTDCS", 2025),), name="Số hoá"))
    found = asked("BK_TINH", person(ratings=EXCELLENT, works=used))
    one = next(one for one in found.findings if one.key == "initiative.unit.2")

    assert (one.status, one.enforcement, found.blocks) == (NOT_MET, "warn", ())
    assert "có 1, cần 2. “Số hoá” đã dùng cho Chiến sĩ thi đua cơ sở 2025" in one.message
    assert one.citation == "CV 5007/BNV-TĐKT III.5.c"


def test_from_title_to_title_the_council_decides() -> None:
    wide = frozenset({"unit", "province"})
    work = (WorkFact("1", 2024, scopes=wide, uses=(UseFact("CSTDCS", 2024),)),)
    facts = person(ratings=EXCELLENT, awards=won("CSTDCS", 2023, 2024, 2025), works=work)
    one = next(one for one in asked("CSTD_TINH", facts).findings if one.key == "initiative.province.1")

    assert (one.status, one.enforcement) == (UNKNOWN, "warn")
    assert "Hội đồng quyết định" in one.message


@pytest.mark.parametrize(("count", "expected"), [(2, MET), (1, NOT_MET)])
def test_the_number_of_initiatives_is_exact(count: int, expected: Status) -> None:
    assert asked("BK_TINH", person(ratings=EXCELLENT, works=TWO_WORKS[:count])).standard is expected


# -- Members ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("have", "total", "expected"), [(7, 10, MET), (69, 100, NOT_MET), (70, 100, MET), (6, 10, NOT_MET), (5, 7, MET)]
)
def test_seventy_percent_is_exact(have: int, total: int, expected: Status) -> None:
    unit = Facts("unit", members=(MemberFacts(2025, total, awards={"LDTT": have}),))

    assert status(asked("TTLDTT", unit), "member_share.LDTT") is expected


def test_members_disciplined_with_a_warning_or_harder() -> None:
    mild, hard = (MemberFacts(2025, 9, disciplined={form: 1}) for form in ("khien_trach", "canh_cao"))

    assert status(asked("TTLDTT", Facts("unit", members=(mild,))), "no_discipline.canh_cao") is MET
    assert status(asked("TTLDTT", Facts("unit", members=(hard,))), "no_discipline.canh_cao") is NOT_MET


def test_only_the_first_of_its_cluster() -> None:
    first, second = (Facts("unit", clusters=(ClusterFact(2025, "province", rank),)) for rank in (1, 2))

    assert status(asked("CO_TINH", first), "first_in_cluster.province") is MET
    assert status(asked("CO_TINH", second), "thematic_leader.province") is UNKNOWN
    assert next(one.status for one in asked("CO_TINH", second).routes) is NOT_MET


# -- The law of the day ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "law", "weight"),
    [(dt.date(2026, 9, 30), "LAW_2022", "block"), (dt.date(2026, 10, 1), "LAW_2026", "warn")],
)
def test_the_day_of_receipt_chooses_the_law(received: dt.date, law: str, weight: str) -> None:
    found = asked("BK_TINH", person(ratings=EXCELLENT), on=dt.date(2026, 11, 1), received_on=received)
    rating = next(one for one in found.findings if one.key == "rating.HTXSNV.2")

    assert (found.law, rating.enforcement) == (law, weight)
    assert ("có lợi hơn" in found.law_note) is (law == "LAW_2022")
    assert ("phiên bản trước" in found.law_note) is (law == "LAW_2026")


def test_before_the_law_of_2022_and_after_a_version_without_successor_nothing_is_concluded() -> None:
    early = asked("LDTT", person(), year=2023, on=dt.date(2023, 12, 31))
    late = asked("CSTD_BO", person(), received_on=dt.date(2026, 10, 1))

    assert (early.standard, early.law, late.standard) == (UNKNOWN, "", UNKNOWN)
    assert not early.version
    assert not late.version


def test_a_draft_never_blocks() -> None:
    found = asked("CSTDCS", person(ratings=rated(y2026="HTNV")), year=2026, on=dt.date(2026, 12, 1))

    assert found.standard is NOT_MET
    assert found.blocks == ()


# -- General rules ---------------------------------------------------------------------------------------------------


def test_an_open_hold_blocks_and_a_released_one_does_not() -> None:
    held = HoldFact("complaint", dt.date(2026, 1, 5))
    running = asked("LDTT", person(holds=(held,)))
    released = asked("LDTT", person(holds=(replace(held, released_on=dt.date(2026, 1, 20)),)))

    assert "R4" in [one.key for one in running.blocks]
    assert "Tạm dừng xét" in next(one.message for one in running.blocks if one.key == "R4")
    assert status(released, "R4") is MET
    assert status(asked("LDTT", person(holds=None)), "R4") is UNKNOWN


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (dt.date(2025, 1, 1), MET),
        (dt.date(2025, 1, 2), UNKNOWN),
        (dt.date(2024, 12, 31), MET),
        (dt.date(2026, 2, 1), NOT_MET),
        (None, NOT_MET),
    ],
)
def test_after_discipline_years_count_from_its_end(ends: dt.date | None, expected: Status) -> None:
    discipline = (DisciplineFact("canh_cao", dt.date(2024, 1, 1), ends),)
    found = asked("LDTT", person(ratings=EXCELLENT, disciplines=discipline))

    assert (status(found, "rating.HTTNV.1"), status(found, "R5")) == (expected, expected)


def test_a_sudden_award_is_no_base() -> None:
    ratings = tuple(RatingFact(year, "HTTNV") for year in range(2021, 2026))
    facts = person(ratings=ratings, awards=(*won("BK_TINH", 2020, kind="dot_xuat"), *won("CSTDCS", 2021, 2022, 2023)))
    found = asked("BK_TTG", facts)

    assert (status(found, "prior_award.BK_TINH"), status(found, "R3")) == (NOT_MET, NOT_MET)
    merit = replace(facts, awards=(*won("BK_TINH", 2020), *won("CSTDCS", 2021, 2022, 2023)))
    assert asked("BK_TTG", merit).standard is MET


@pytest.mark.parametrize(
    ("day", "contract", "expected"),
    [
        (dt.date(2025, 7, 1), 0, MET),
        (dt.date(2025, 7, 2), 0, NOT_MET),
        (dt.date(2025, 7, 2), 1, MET),
        (dt.date(2025, 7, 2), None, UNKNOWN),
    ],
)
def test_recruits_of_less_than_six_months(day: dt.date, contract: int | None, expected: Status) -> None:
    came = TransferFact(day, recruited=True, months_there=contract)
    recruit = asked("LDTT", person(ratings=EXCELLENT, transfers=(came,)))

    assert status(recruit, "R11") is expected
    assert "R11" not in [one.key for one in recruit.blocks]


def test_one_title_a_year_and_the_standard_is_not_the_title() -> None:
    found = asked("CSTDCS", person(ratings=EXCELLENT, statements={(2025, "qualitative.LDTT"): True}))

    assert found.status is MET
    assert "R1" in [one.key for one in asked("LDTT", person(awards=won("LDTT", 2025))).blocks]


def test_an_award_of_people_is_not_for_a_unit() -> None:
    assert [one.key for one in asked("LDTT", Facts("unit")).blocks] == ["applies_to"]


def test_what_is_not_known_is_neither_met_nor_failed() -> None:
    for kind in ("person", "unit"):
        for found in assess_all(BOOK, BOOK.codes_for(kind), Facts(kind), year=2025, on=FEBRUARY).values():
            assert found.status is UNKNOWN
            assert found.blocks == ()


@pytest.mark.parametrize(("weight", "blocks"), [("block", ["rating.HTTNV.1", "R5"]), ("warn", [])])
def test_what_discipline_takes_away_weighs_as_its_rule_does(weight: str, blocks: list[str]) -> None:
    served = (DisciplineFact("canh_cao", dt.date(2025, 3, 1), dt.date(2027, 3, 1)),)
    told = [(rule, aspect) for rule in BOOK.entries for aspect in ("standard", "general")]
    versions = [one for rule, aspect in told for one in BOOK.versions(rule, aspect)]
    book = Rulebook(
        BOOK.entries.values(), (replace(one, enforcement=weight) if one.code == "R5" else one for one in versions)
    )
    found = assess(book, "LDTT", person(ratings=EXCELLENT, disciplines=served), year=2025, on=FEBRUARY)

    assert ([one.key for one in found.blocks], status(found, "rating.HTTNV.1")) == (blocks, NOT_MET)


def test_what_is_counted_is_a_number_of_the_finding_and_what_discipline_says_is_private() -> None:
    served = (DisciplineFact("khien_trach", dt.date(2024, 1, 1), dt.date(2025, 1, 1)),)
    found = asked("BK_TINH", person(ratings=EXCELLENT, works=TWO_WORKS[:1], disciplines=served))
    route = {one.key: one for way in found.routes if way.key == "R_2_HTXSNV" for one in way.findings}

    rating = route["rating.HTXSNV.2"]

    assert (rating.needed, rating.has, rating.short_of, rating.private) == (2, 1, 1, True)
    assert [one.key for one in found.findings if one.private] == ["R4", "R5"]
