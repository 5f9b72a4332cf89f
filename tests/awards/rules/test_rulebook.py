"""The seed of the rules: what is there and what is not, and every version on both sides of each of its dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from awards.rules.conditions import ATOMS, MEETS
from awards.rules.grammar import ALL, ANY, Node
from awards.rules.rulebook import PERSON, UNIT, Rulebook, Version, read_seed

BOOK = Rulebook.from_seed()
KINDS = {"individual": PERSON, "collective": UNIT}
DAY = dt.timedelta(days=1)
VERSIONS = [one for rows in BOOK._versions.values() for one in rows]
DATED = [
    pytest.param(one, getattr(one, name), name == "effective_from", id=f"{one.code}-{one.aspect}-{number}-{name}")
    for number, one in enumerate(VERSIONS)
    for name in ("effective_from", "effective_to")
    if getattr(one, name) is not None
]


@pytest.mark.parametrize(("version", "day", "begins"), DATED)
def test_a_version_holds_on_one_side_of_each_of_its_dates(version: Version, day: dt.date, begins: bool) -> None:
    inside, outside = (day, day - DAY) if begins else (day, day + DAY)

    assert version.holds(inside)
    assert not version.holds(outside)
    for kind in (PERSON, UNIT):
        if version.for_kind(kind):
            assert BOOK.version(version.code, version.aspect, kind=kind, on=inside) is not None
            assert BOOK.version(version.code, version.aspect, kind=kind, on=outside) is not version


def test_the_two_lists() -> None:
    assert BOOK.codes_for(PERSON) == [
        *("LDTT", "CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTD_TQ"),
        *("GK", "BK_TINH", "BK_BO", "BK_TTG", "HCLD_3", "HCLD_2", "HCLD_1", "KNC_BNG"),
    ]
    assert BOOK.codes_for(UNIT) == [
        *("TTLDTT", "TTLDXS", "CO_TINH", "CO_BO", "CO_CP"),
        *("GK", "BK_TINH", "BK_BO", "BK_TTG", "HCLD_3", "HCLD_2", "HCLD_1"),
    ]


def test_a_version_without_words_has_one_before_it_to_stand_in() -> None:
    silent = [one for one in VERSIONS if one.aspect == "standard" and one.content.get("fallback")]

    assert silent
    for one in silent:
        earlier = BOOK.version(one.code, "standard", on=dt.date(2026, 9, 30), kind=KINDS[one.applies_to])
        assert earlier, one.code
        assert (earlier.applies_to, bool(earlier.condition)) == (one.applies_to, True)
    for code in ("BK_TTG", "HCLD_3", "HCLD_2"):
        assert BOOK.version(code, "standard", kind=UNIT, on=dt.date(2026, 10, 1)) is None


def test_what_the_law_dropped_is_not_there() -> None:
    words = str(read_seed()).lower()

    assert "15%" not in words
    assert "10 tháng" not in words
    assert "Đăng ký thi đua là công cụ quản lý, không phải điều kiện" in str(BOOK.general("R9").content)  # type: ignore[union-attr]
    assert BOOK.parameter("LOCAL_CAPS").content["CSTDCS_share_of_LDTT"] is None  # type: ignore[union-attr]


def test_only_a_confirmed_wording_that_was_read_blocks() -> None:
    blocking = [one for one in VERSIONS if one.weight == "block"]

    assert blocking
    assert {(one.status, one.confidence) for one in blocking} == {("confirmed", "A")}
    assert not [one.code for one in VERSIONS if one.enforcement == "block" and one.status != "confirmed"]
    assert BOOK.general("R10").weight == "warn"  # type: ignore[union-attr]


def test_every_atom_of_the_seed_is_known() -> None:
    def names(node: Node) -> set[str]:
        inside = {name for part in node.parts for name in names(part)}
        return inside if node.name in (ALL, ANY) else {node.name}

    used = {name for one in VERSIONS if one.aspect == "standard" and one.condition for name in names(one.condition)}

    assert used - {MEETS} <= set(ATOMS)
    assert set(ATOMS) - used == set()


def test_money_votes_and_dossiers() -> None:
    assert (BOOK.base_salary(dt.date(2026, 6, 30)), BOOK.base_salary(dt.date(2026, 7, 1))) == (2_340_000, 2_530_000)
    assert BOOK.base_salary(dt.date(2024, 6, 30)) is None
    reward, vote = BOOK.reward("GK"), BOOK.vote("CSTDCS")
    assert reward
    assert (reward.individual, reward.collective) == (Decimal("0.3"), Decimal("0.6"))
    assert (reward.confidence, reward.individual_confidence) == ("B", "C")
    assert vote
    assert (vote.min_share, vote.confidence, vote.enforcement) == (Fraction(4, 5), "A*", "warn")
    assert [one.code for one in BOOK.dossier("BK_TINH", UNIT)] == [
        *("D01_TO_TRINH", "D04_BC_TAP_THE", "D09_BIEN_BAN", "D14_XEP_LOAI_TT", "D11_SANG_KIEN", "D12_HTXSNV")
    ][:4]
    assert {one.code for one in BOOK.dossier("CSTDCS", PERSON) if one.any_of} == {"D11_SANG_KIEN", "D12_HTXSNV"}
