"""Legal cases written from the reference alone, as facts files: each code of award, each boundary, both laws.

A line of the table: the award, the facts, what is expected of it, the article. ``outcome`` is that with the general
rules; where the reference is silent it is "unknown".
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from awards.rules.facts_file import answer
from awards.rules.rulebook import Rulebook

BOOK = Rulebook.from_seed()
Facts = dict[str, Any]


def rated(level: str, *years: int) -> list[Facts]:
    return [{"year": year, "level": level} for year in years]


def won(code: str, *years: int, **more: Any) -> list[Facts]:
    return [{"code": code, "year": year, **more} for year in years]


def work(year: int, scope: str = "unit", used: str = "") -> Facts:
    return {"key": f"{year}-{scope}", "year": year, "scope": scope, "uses": [{"code": used, "year": year}] * bool(used)}


def words(year: int = 2025) -> list[Facts]:
    return [{"year": year, "code": "qualitative", "holds": True}]


def away(kind: str, first: str, last: str, **more: Any) -> list[Facts]:
    return [{"kind": kind, "starts_on": first, "ends_on": last, **more}]


def disciplined(ends: str | None, decided: str = "2023-01-01") -> list[Facts]:
    return [{"form": "khien_trach", "decided_on": decided, "ends_on": ends}]


def members(total: int, **counted: int) -> list[Facts]:
    return [{"year": 2025, "total": total, "awards": counted}]


GOOD: Facts = {"ratings": rated("HTTNV", 2025), "statements": words()}
TOP: Facts = {"ratings": rated("HTXSNV", 2024, 2025), "statements": words()}
HEROES = {"ratings": rated("HTXSNV", 2021, 2022, 2023, 2024, 2025)}
WIDE = [work(2025, "province")]
FIVE = rated("HTTNV", 2021, 2022, 2023, 2024, 2025)
FIGHTER = won("CSTDCS", 2021, 2023, 2025)
GROUP: Facts = {**GOOD, "members": members(10, LDTT=7, CSTDCS=1)}
FIRST = {"clusters": [{"year": 2025, "organiser": "province", "rank": 1}], "statements": words()}
BEYOND = {"exceeds_targets": [{"year": 2025, "holds": True}]}

PEOPLE: list[tuple[str, Facts, str, str]] = [
    ("LDTT", GOOD, "met", "Luật Đ24.1"),
    ("LDTT", {**GOOD, "ratings": rated("HTNV", 2025)}, "not_met: rating.HTTNV.1", "Luật Đ24.1"),
    ("LDTT", {**GOOD, "ratings": rated("HTXSNV", 2024)}, "unknown", "R14, R20: no rating, no title"),
    ("LDTT", {**GOOD, "statements": []}, "unknown", "Luật Đ24.1: what no figure tells"),
    ("LDTT", {**GOOD, "transfers": [{"on": "2025-07-01", "recruited": True, "months_there": 0}]}, "met", "R11"),
    ("LDTT", {**GOOD, "transfers": [{"on": "2025-07-02", "recruited": True, "months_there": 0}]}, "not_met", "R11"),
    ("LDTT", {**GOOD, "transfers": [{"on": "2025-07-02", "recruited": True}]}, "unknown", "R11: contract time counts"),
    ("LDTT", {**GOOD, "transfers": [{"on": "2025-07-01", "months_there": 6}]}, "not_met", "R13"),
    ("LDTT", {**GOOD, "transfers": [{"on": "2025-07-01", "months_there": 5}]}, "met", "R13"),
    ("LDTT", {**GOOD, "absences": away("study", "2025-01-01", "2025-09-30", result_met=False)}, "not_met", "R12"),
    ("LDTT", {**GOOD, "holds": [{"reason": "press", "since": "2026-01-14"}]}, "not_met: R4", "NĐ152 Đ4.4"),
    (
        "LDTT",
        {**GOOD, "holds": [{"reason": "press", "since": "2025-06-01", "released_on": "2026-01-15"}]},
        "met",
        "NĐ152 Đ4.4: released on the day asked about",
    ),
    ("LDTT", {**GOOD, "disciplines": disciplined("2025-01-01")}, "met", "NĐ152 Đ4.4"),
    ("LDTT", {**GOOD, "disciplines": disciplined("2025-01-02")}, "unknown", "NĐ152 Đ4.4: the year counts in part"),
    ("LDTT", {**GOOD, "disciplines": disciplined("2026-01-16")}, "not_met: rating.HTTNV.1, R5", "NĐ152 Đ4.4"),
    ("CSTDCS", TOP, "met", "Luật Đ23: HTXSNV"),
    ("CSTDCS", {**GOOD, "initiatives": [work(2025)]}, "met", "Luật Đ23: an initiative"),
    ("CSTDCS", {**GOOD, "research": [work(2025)]}, "met", "Luật Đ23: research"),
    ("CSTDCS", {**GOOD, "initiatives": [work(2025, used="GK")]}, "not_met", "R10: form, then title; a warning"),
    ("CSTDCS", {**GOOD, "initiatives": [work(2025, used="LDTT")]}, "unknown", "R10: title, then title: the council"),
    (
        "CSTDCS",
        {**GOOD, "initiatives": [{**work(2025), "recognised_on": "2026-01-16"}]},
        "not_met: rating.HTXSNV.1",
        "Luật Đ23: not yet recognised on the day asked about",
    ),
    ("CSTD_TINH", {**HEROES, "awards": won("CSTDCS", 2023, 2024, 2025), "initiatives": WIDE}, "met", "Luật Đ22"),
    (
        "CSTD_TINH",
        {**HEROES, "awards": won("CSTDCS", 2022, 2024, 2025), "initiatives": WIDE},
        "not_met: award.CSTDCS.3",
        "Luật Đ22: a year between breaks the row",
    ),
    (
        "CSTD_TINH",
        {
            **HEROES,
            "awards": won("CSTDCS", 2022, 2023, 2025),
            "initiatives": WIDE,
            "absences": away("maternity", "2024-01-10", "2024-07-10"),
        },
        "unknown",
        "NĐ152 Đ4.5: leave counts as time, the title is not there",
    ),
    (
        "CSTD_TINH",
        {**HEROES, "awards": won("CSTDCS", 2023, 2024, 2025), "initiatives": [work(2025)]},
        "not_met: initiative.province.1",
        "Luật Đ22.2: effect in the province",
    ),
    (
        "CSTD_BO",
        {**HEROES, "awards": won("CSTDCS", 2023, 2024, 2025), "initiatives": [work(2025, "ministry")]},
        "met",
        "Luật Đ22",
    ),
    (
        "CSTD_TQ",
        {
            **HEROES,
            "awards": won("CSTD_TINH", 2024) + won("CSTD_BO", 2025),
            "initiatives": [work(2025, "nation")],
        },
        "met",
        "Luật Đ21: of the province or of a ministry",
    ),
    ("GK", {**GOOD, "achievements": [{"year": 2025, "kind": "sudden"}]}, "met", "QĐ 86/2025 Đ4.3"),
    ("BK_TINH", {**GOOD, "awards": won("CSTDCS", 2024, 2025)}, "met", "Luật Đ74.1.d: no initiative asked"),
    ("BK_TINH", {**TOP, "initiatives": [work(2024), work(2025)]}, "met", "Luật Đ74.1.d"),
    ("BK_TINH", {**TOP, "initiatives": [work(2025)]}, "not_met: initiative.unit.2", "Luật Đ74.1.d"),
    ("BK_TINH", {**TOP, "initiatives": [work(2024, used="CSTDCS"), work(2025)]}, "not_met", "R10, a warning"),
    ("BK_BO", TOP, "unknown", "the circular was not read"),
    ("BK_TTG", {"ratings": FIVE, "awards": won("BK_TINH", 2020) + FIGHTER}, "met", "Luật Đ73.1.b"),
    ("BK_TTG", {"ratings": FIVE, "awards": won("BK_TINH", 2021) + FIGHTER}, "not_met", "Luật Đ73.1.b: four years"),
    (
        "BK_TTG",
        {"ratings": FIVE, "awards": won("BK_TINH", 2020, kind="dot_xuat") + FIGHTER},
        "not_met: R3",
        "NĐ152 Đ4.3",
    ),
    (
        "HCLD_2",
        {
            "ratings": rated("HTXSNV", 2016, 2017, 2018, 2019, 2020) + rated("HTNV", 2021) + rated("HTTNV", 2022, 2025),
            "awards": won("HCLD_3", 2015) + won("CSTD_TINH", 2018),
        },
        "unknown",
        "Luật Đ43 does not say that the years end at the proposal",
    ),
    ("HCLD_1", {"ratings": FIVE, "awards": won("HCLD_2", 2020)}, "unknown", "Luật Đ42: numbers not verified"),
    ("KNC_BNG", {**GOOD, "sex": "female", "service": {"total": 15, "sector": 15}}, "met", "TT 01/2024/TT-BNG"),
    ("KNC_BNG", {**GOOD, "sex": "male", "service": {"total": 19, "sector": 19}}, "not_met", "TT 01/2024/TT-BNG"),
]
UNITS: list[tuple[str, Facts, str, str]] = [
    ("TTLDTT", GROUP, "met", "Luật Đ28: 70 %"),
    ("TTLDTT", {**GROUP, "members": members(13, LDTT=9)}, "not_met", "Luật Đ28: 69,2 % is not 70 %"),
    ("TTLDTT", {**GROUP, "members": [{"year": 2025, "total": 13}], "complete": False}, "unknown", "not counted"),
    ("TTLDXS", {**GROUP, "ratings": rated("HTTNV", 2025)}, "not_met", "Luật Đ27: HTXSNV"),
    ("CO_TINH", {**FIRST, **BEYOND}, "met", "Luật Đ26.1"),
    ("CO_TINH", FIRST, "unknown", "Luật Đ26.1: targets not told"),
    ("CO_CP", {**FIRST, **BEYOND}, "unknown", "Luật Đ25.1: outstanding among leaders not told"),
    ("BK_TINH", {**TOP, "ratings": rated("HTXSNV", 2024, 2025)}, "met", "Luật Đ74"),
    ("BK_TTG", {"ratings": FIVE}, "unknown", "of collectives: not encoded"),
]


def asked(award: str, facts: Facts, kind: str, **when: str | int) -> Facts:
    day = {"year": 2025, "date": "2026-01-15", "dossier_received_on": "2026-01-15"} | when
    subject = {"kind": kind, "complete": True, **facts}
    told = answer(json.dumps({**day, "award": award, "subject": subject}), BOOK, today=dt.date(2026, 1, 15))
    found: Facts = told["results"][0]["awards"][0]
    return found


@pytest.mark.parametrize(
    ("kind", "award", "facts", "expected", "why"),
    [(kind, *row) for kind, rows in (("person", PEOPLE), ("unit", UNITS)) for row in rows],
)
def test_what_the_reference_says(kind: str, award: str, facts: Facts, expected: str, why: str) -> None:
    found = asked(award, facts, kind)
    outcome, _, blocks = expected.partition(": ")

    assert (found["outcome"], ", ".join(found["blocks"])) == (outcome, blocks), why


@pytest.mark.parametrize(
    ("received", "law", "blocks"), [("2026-09-30", "LAW_2022", ["rating.HTTNV.1"]), ("2026-10-01", "LAW_2026", [])]
)
def test_the_day_of_receipt_chooses_the_law_and_unread_words_only_warn(received: str, law: str, blocks: str) -> None:
    facts = {"ratings": rated("HTNV", 2026), "statements": words(2026)}
    found = asked("LDTT", facts, "person", year=2026, date="2026-12-20", dossier_received_on=received)

    assert (found["law"], found["outcome"], found["blocks"]) == (law, "not_met", blocks)


def test_what_the_older_law_barred_is_a_doubt_and_no_condition() -> None:
    """Award-law, section 2, TTLDXS: "keep as warning"."""
    group = {
        "ratings": rated("HTXSNV", 2025),
        "statements": words(),
        "members": [
            members(10, LDTT=7, CSTDCS=1)[0] | {"ratings": {"HTXSNV": 2, "HTNV": 8}, "disciplined": {"canh_cao": 1}}
        ],
    }
    found = asked("TTLDXS", group, "unit")
    doubt = next(one for one in found["findings"] if one["code"] == "no_discipline.canh_cao")

    assert (found["standard"], found["outcome"], doubt["status"], doubt["enforcement"]) == (
        *("met", "unknown", "unknown"),
        "warn",
    )
    stated = [*words(), {"year": 2025, "code": "no_discipline.canh_cao", "holds": True}]
    assert asked("TTLDXS", {**group, "statements": stated}, "unit")["outcome"] == "met"


def test_an_officer_settles_what_the_law_leaves_open() -> None:
    """Three titles with a year of maternity leave between: what the officer states decides."""
    facts = {
        **HEROES,
        "awards": won("CSTDCS", 2022, 2023, 2025),
        "initiatives": WIDE,
        "absences": away("maternity", "2024-01-10", "2024-07-10"),
    }
    answers = {
        holds: asked(
            "CSTD_TINH",
            {**facts, "statements": [{"year": 2025, "code": "award.CSTDCS.3", "holds": holds}]},
            "person",
        )["outcome"]
        for holds in (True, False)
    }

    assert answers == {True: "met", False: "not_met"}
