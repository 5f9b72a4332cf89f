"""The seed of the rules: what is there and what is not, and every version on both sides of each of its dates."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from awards.rules.conditions import ATOMS, MEETS
from awards.rules.eligibility import Assessment, assess
from awards.rules.facts import AbsenceFact, AwardFact, DisciplineFact, Facts, HoldFact, TransferFact
from awards.rules.general import SPOKEN
from awards.rules.grammar import ALL, ANY, Node
from awards.rules.rulebook import APPLIES, PERSON, SEED, UNIT, Rulebook, Version, read_seed

BOOK = Rulebook.from_seed()
# an award on which each rule for all awards speaks, and whom
FINDINGS = {key: ("BK_TTG" if key == "R3" else "GK", UNIT if key == "R16" else PERSON) for key in SPOKEN}
FINDINGS |= {"R11": ("LDTT", PERSON), "R12": ("LDTT", PERSON), "R18": ("CSTDCS", PERSON)}
UNDATED = {"R13", "R18"}  # circulars of the sectors, an answer: the reference gives no day
KINDS = {"individual": PERSON, "collective": UNIT}
DAY, TODAY = dt.timedelta(days=1), dt.date(2026, 11, 23)
VERSIONS = [one for rows in BOOK._versions.values() for one in rows]
DATED = [
    (one, *((day, day - DAY) if begins else (day, day + DAY)))
    for one in VERSIONS
    for day, begins in ((one.effective_from, True), (one.effective_to, False))
    if day is not None
]


def kinds_of(version: Version) -> list[str]:
    """For whom a version is, as far as its award is for them."""
    return [
        kind
        for kind in (PERSON, UNIT)
        if version.for_kind(kind) and BOOK.entries[version.code].applies_to in APPLIES[kind]
    ]


def touching_every_rule(day: dt.date, kind: str) -> Facts:
    """One of whom every rule for all awards has something to say on ``day``, known only to need its decision."""
    year = day.year
    if kind == UNIT:
        return Facts(UNIT, dissolved_on=day)
    return Facts(
        PERSON,
        awards=(AwardFact("GK", year), AwardFact("BK_TINH", year, "dot_xuat")),
        disciplines=(DisciplineFact("khien_trach", dt.date(year, 1, 1), day),),
        holds=(HoldFact("inspection", day),),
        absences=tuple(AbsenceFact(kind, dt.date(year, 1, 1), day, False) for kind in ("maternity", "study")),
        transfers=(TransferFact(day, recruited=True), TransferFact(day, months_there=8)),
    )


def assessed(code: str, kind: str, received: dt.date) -> Assessment:
    facts = touching_every_rule(received, kind)
    return assess(BOOK, code, facts, year=received.year, on=received, received_on=received)


def told_of(version: Version, kind: str, received: dt.date) -> object:
    """What a user is told of a dossier received on a day, by the way on which the version is asked for."""
    code = version.code
    if version.aspect == "standard":
        return assessed(code, kind, received).version
    if version.aspect in ("general", "parameter"):
        return BOOK.version(code, version.aspect, on=received)
    asked = {"authority": BOOK.authority, "reward": BOOK.reward, "cap": BOOK.cap, "vote": BOOK.vote}
    if version.aspect in asked:
        return asked[version.aspect](code, received)
    found = BOOK.version(
        code, version.aspect, kind=kind, on=received
    )  # the same papers may be asked for by another law
    return (found.citation, BOOK.dossier(code, kind, received)) if found else ()


def test_a_dossier_received_on_either_side_of_a_date_meets_another_version() -> None:
    assert len(DATED) > 180
    for version, inside, outside in DATED:
        assert version.holds(inside), (version.code, version.aspect)
        for kind in kinds_of(version):
            met = BOOK.version(version.code, version.aspect, kind=kind, on=inside)
            assert met is version, (version.code, version.aspect, inside)
            assert BOOK.version(version.code, version.aspect, kind=kind, on=outside) is not version
            told, other = told_of(version, kind, inside), told_of(version, kind, outside)
            assert told, (version.code, version.aspect, inside)
            assert told != other, (version.code, version.aspect, inside, outside)


def test_the_rules_for_all_awards_speak_by_the_version_of_the_day_of_receipt() -> None:
    """Through an assessment: the finding of each rule carries source and weight of the version in force, or is not."""
    spoken = set()
    for version, inside, outside in DATED:
        if version.aspect != "general" or version.code not in FINDINGS:
            continue
        code, kind = FINDINGS[version.code]
        on_either_side = [
            {(one.citation, one.enforcement) for one in assessed(code, kind, day).findings if one.key == version.code}
            for day in (inside, outside)
        ]
        there = BOOK.general(version.code, outside)
        assert on_either_side[0] == {(version.citation, version.weight)}, (version.code, inside)
        assert on_either_side[1] == ({(there.citation, there.weight)} if there else set()), (version.code, outside)
        spoken.add(version.code)

    assert spoken == set(FINDINGS) - UNDATED


def test_no_two_versions_of_the_same_hold_on_one_day() -> None:
    for rows in BOOK._versions.values():
        for whom in ("individual", "collective", "both"):
            mine = [one for one in rows if one.applies_to == whom]
            ends = [(one.effective_from or dt.date.min, one.effective_to or dt.date.max) for one in mine]
            assert all(last < first for (_, last), (first, _) in pairwise(ends)), (rows[0].code, rows[0].aspect, whom)


def test_where_the_reference_gives_a_date_the_version_has_it() -> None:
    """What cites a text with known dates begins no earlier; only what the reference leaves open has no first day."""
    undated = [one for one in VERSIONS if one.effective_from is None]
    texts = json.loads((SEED.parents[2] / "plans" / "seed" / "legal_texts.json").read_text(encoding="utf-8"))
    begins = {text["code"]: text["effective_from"] for text in texts}

    assert [(one.code, one.aspect) for one in undated if begins.get(one.legal_text)] == []
    assert {one.code for one in undated if one.aspect == "general"} == UNDATED | {"R20"}


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
    assert "Đăng ký thi đua là công cụ quản lý, không phải điều kiện" in str(BOOK.general("R9", TODAY).content)  # type: ignore[union-attr]
    assert BOOK.parameter("LOCAL_CAPS").content["CSTDCS_share_of_LDTT"] is None  # type: ignore[union-attr]


def test_only_a_confirmed_wording_that_was_read_blocks() -> None:
    blocking = [one for one in VERSIONS if one.weight == "block"]

    assert blocking
    assert {(one.status, one.confidence) for one in blocking} == {("confirmed", "A")}
    assert not [one.code for one in VERSIONS if one.enforcement == "block" and one.status != "confirmed"]
    assert BOOK.general("R10", TODAY).weight == "warn"  # type: ignore[union-attr]


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
    reward, vote = BOOK.reward("GK", TODAY), BOOK.vote("CSTDCS", TODAY)
    assert reward
    assert (reward.individual, reward.collective) == (Decimal("0.3"), Decimal("0.6"))
    assert (reward.confidence, reward.individual_confidence) == ("B", "C")
    assert vote
    assert (vote.min_share, vote.confidence, vote.enforcement) == (Fraction(4, 5), "A*", "warn")
    assert [one.code for one in BOOK.dossier("BK_TINH", UNIT, TODAY)] == [
        *("D01_TO_TRINH", "D04_BC_TAP_THE", "D09_BIEN_BAN", "D14_XEP_LOAI_TT", "D11_SANG_KIEN", "D12_HTXSNV")
    ][:4]
    assert {one.code for one in BOOK.dossier("CSTDCS", PERSON, TODAY) if one.any_of} == {"D11_SANG_KIEN", "D12_HTXSNV"}
