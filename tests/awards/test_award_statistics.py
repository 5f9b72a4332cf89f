"""Statistics of awards from the register: which awards count in which year, and how a cell is named by an address."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import AwardKind, DecisionState
from awards.rules.statistic_count import cell_words
from awards.services.award_statistics import Span, address_of, awards_behind, forms, given_in, place_of, statistics
from emulation.models import Commendation
from plans.models import Person, PositionGroup, Sex, Unit
from tests.awards.decision_factory import make_decision
from tests.awards.letter_factory import make_letter
from tests.awards.record_factory import make_award
from tests.factory import Cast, make_person

YEAR = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
DAY = dt.date(2026, 6, 5)
BASE = "bieu-nen"


def rows(form: str, span: Span = YEAR, *, money: bool = False) -> dict[str, list[str]]:
    """The cells of each row in words."""
    table = statistics(forms()[form], span, money=money).table
    return {
        row.key: [" ".join(filter(None, cell_words(cell))) for cell in cells] for row, cells in table.lines if row.key
    }


def woman(cast: Cast, name: str = "Nông Thị Diệp", group: str = PositionGroup.SPECIALIST) -> Person:
    return make_person(name, cast.division, sex=Sex.FEMALE, position_group=group)


def test_the_base_table_of_a_small_office(cast: Cast) -> None:
    a, b, c = (
        woman(cast),
        woman(cast, "Lộc Thị Ân", PositionGroup.UNIT_LEADER),
        make_person("Vi Văn Bình", cast.division),
    )
    for person in (a, b, c):
        make_award(person, decided_on=DAY)
    make_award(a, "CSTDCS", decided_on=DAY)
    make_award(cast.division, "TTLDTT", decided_on=DAY)
    make_award(cast.division, "GK", decided_on=DAY)
    make_award(b, "GK", decided_on=DAY, kind=AwardKind.SUDDEN)
    make_award(b, "LDTT", 2024, decided_on=dt.date(2025, 12, 31))

    assert rows(BASE) == {
        "ldtt": ["", "", "", "3", "2 (chưa rõ: 1)", "1 (chưa rõ: 1)", "1", "+2 (+200\N{NO-BREAK SPACE}%)"],
        "cstdcs": ["", "", "", "1", "1", "1", "–", "+1 (%: không tính được)"],
        "ttldtt": ["1", "–", "+1 (%: không tính được)", "", "", "", "", ""],
        "ttldxs": ["–", "–", "–", "", "", "", "", ""],
        "gk": ["1", "–", "+1 (%: không tính được)", "1", "1", "–", "–", "+1 (%: không tính được)"],
    }


def test_an_award_counts_on_the_day_of_its_decision_and_not_when_revoked(cast: Cast) -> None:
    person = woman(cast)
    make_award(person, "GK", 2026, decided_on=dt.date(2026, 12, 31))
    make_award(person, "GK", 2026, decided_on=dt.date(2027, 1, 1))
    make_award(person, "GK", 2025, decided_on=dt.date(2025, 12, 31))
    make_award(person, "GK", 2026, decided_on=DAY, revoked_on=DAY, revoked_number="16/QĐ-SNgV")
    make_award(person, "GK", 2026, decided_on=None)
    found = statistics(forms()[BASE], YEAR, money=False)

    assert rows(BASE)["gk"][3] == "1"
    assert rows(BASE, Span(dt.date(2027, 1, 1), dt.date(2027, 12, 31)))["gk"][3] == "1"
    assert found.undated == 1


def test_a_base_of_none_is_known_where_the_year_before_is_kept(cast: Cast) -> None:
    half = Span(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    person = woman(cast)
    make_award(person, "GK", decided_on=DAY)
    assert rows(BASE, half)["gk"][-2:] == ["…", "không tính được"]

    make_award(person, "LDTT", 2025, decided_on=dt.date(2025, 12, 4))
    assert rows(BASE, half)["gk"][-2:] == ["–", "+1 (%: không tính được)"]


def test_what_is_only_proposed_or_drafted_does_not_count(cast: Cast) -> None:
    make_decision(cast, DecisionState.APPROVED)

    assert statistics(forms()[BASE], YEAR, money=True).given == []


def test_money_comes_from_the_decision(cast: Cast) -> None:
    decision = make_decision(cast, DecisionState.ISSUED)
    paid = sum(line.amount or 0 for line in decision.lines.all())

    table = rows("tong-hop", money=True)

    assert paid > 0
    assert table["dh"][9] == f"{paid:,}".replace(",", ".")
    assert len(rows("tong-hop")["dh"]) == 8


def test_who_sent_it_up_is_known_from_the_letter(cast: Cast) -> None:
    letter = make_letter(cast)
    line = letter.lines.earliest("pk")
    Commendation.objects.filter(code="BK_TTG").update(in_use=True)
    subject = line.nomination.person or line.nomination.unit
    assert isinstance(subject, Person | Unit)
    award = make_award(subject, "BK_TTG", decided_on=DAY)
    line.answer, line.answered_on, line.award = "granted", DAY, award
    line.save()
    make_award(woman(cast), "BK_TTG", decided_on=DAY)
    table = rows("0602")

    assert "1 (chưa rõ: 1)" in table["3" if letter.track == "province" else "2"]


def test_one_question_whatever_the_number_of_awards(cast: Cast) -> None:
    for place in range(30):
        make_award(make_person(f"Người {place}", cast.division), decided_on=DAY)
    with CaptureQueriesContext(connection) as asked:
        statistics(forms()["tong-hop"], YEAR, money=True)

    assert len(asked) == 1


def test_an_address_names_a_cell_and_back(cast: Cast) -> None:
    award = make_award(woman(cast), decided_on=DAY)
    make_award(make_person("Vi Văn Bình", cast.division), decided_on=DAY)
    table = statistics(forms()[BASE], YEAR, money=False).table
    row = next(row for row in table.form.rows if row.key == "ldtt")
    leaf = next(leaf for leaf in table.leaves if leaf.key == "cn.person")
    address = address_of(table.form, row, leaf, YEAR)
    place = place_of(address)

    assert address == "bieu-nen:ldtt:cn.person:20260101:20261231"
    assert place is not None
    assert place.asks_sex
    behind = awards_behind(place, given_in(place.span))
    assert behind is not None
    assert behind.keys == [award.pk]
    assert "“Lao động tiên tiến”, cột Cá nhân, Trong đó: nữ" in behind.words


@pytest.mark.parametrize(
    "address",
    [
        "",
        "0601:01:1.title.unit:20260101:20261231",
        "0603:99:2.unit:20260101:20261231",
        "0603:01:9.unit:20260101:20261231",
        "0603:01:2.unit:20261231:20260101",
        "0603:01:2.unit:20260230:20261231",
        "0603:01:2.unit:20260101:20261231:x",
        "0603::2.unit:20260101:20261231",
        "0603:01:2.unit",
    ],
)
def test_an_address_that_names_no_cell(address: str) -> None:
    assert place_of(address) is None


@pytest.mark.parametrize(
    ("span", "before"),
    [
        (YEAR, Span(dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
        (Span(dt.date(2024, 2, 29), dt.date(2024, 2, 29)), Span(dt.date(2023, 2, 28), dt.date(2023, 2, 28))),
        (Span(dt.date(2021, 1, 1), dt.date(2025, 12, 31)), Span(dt.date(2016, 1, 1), dt.date(2020, 12, 31))),
    ],
)
def test_a_time_is_compared_with_the_like_time_before(span: Span, before: Span) -> None:
    assert span.before == before
