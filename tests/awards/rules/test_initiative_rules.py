"""Rules of initiatives: averages and marks exact at the boundary, who sees points, what reads alike, used once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules.initiative_closed import Viewer, why_closed
from awards.rules.initiative_score import Measure, fault_of, missing, outcome, spread, total_of
from awards.rules.initiative_use import FORM, TITLE, Use, objections, refusal
from awards.rules.rulebook import Version
from awards.rules.similar import Subject, likeness, similar

MEASURES = (Measure(1, "Tính mới", 4000, 2000), Measure(2, "Áp dụng", 2500), Measure(3, "Lợi ích", 3500))
SHEET = st.fixed_dictionaries({one.pk: st.integers(0, one.most) for one in MEASURES})
SHEETS = st.lists(SHEET, min_size=1, max_size=7)


# -- Scores ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheets", "total", "passes"),
    [
        (((3000, 2000, 2000),), 7000, True),  # exactly the mark
        (((3000, 2000, 1999),), 6999, False),
        (((3000, 2000, 2000), (3000, 2000, 1999)), 6999, False),  # 69,995 is not rounded up to 70
        (((2000, 2500, 3500),), 8000, True),  # exactly the minimum of what is new
        (((1999, 2500, 3500),), 7999, False),
        (((4000, 2500, 3500), (0, 2500, 3500)), 8000, True),  # the minimum is one of the average
    ],
)
def test_the_mark_and_the_minimum_are_exact(sheets: tuple[tuple[int, int, int], ...], total: int, passes: bool) -> None:
    found = outcome(MEASURES, [dict(zip((1, 2, 3), sheet, strict=True)) for sheet in sheets], 7000)

    assert (found.total, found.passes) == (total, passes)
    assert bool(found.faults) != passes


@given(SHEETS)
def test_the_average_lies_between_the_sheets_and_shows_what_was_decided(sheets: list[dict[int, int]]) -> None:
    found = outcome(MEASURES, sheets, 7000)
    totals = [total_of(sheet) for sheet in sheets]

    assert min(totals) <= found.total <= max(totals)
    shown = found.total >= 7000 and all(found.averages[one.pk] >= one.least for one in MEASURES)
    assert found.passes == shown


@given(SHEETS, st.integers(0, 6), st.integers(1, 3), st.integers(1, 500))
def test_more_points_never_make_it_fail(sheets: list[dict[int, int]], place: int, pk: int, more: int) -> None:
    before = outcome(MEASURES, sheets, 7000)
    better = [dict(sheet) for sheet in sheets]
    better[place % len(sheets)][pk] += more

    after = outcome(MEASURES, better, 7000)

    assert after.total >= before.total
    assert after.passes or not before.passes


@given(SHEETS)
def test_the_order_of_the_scorers_is_no_matter(sheets: list[dict[int, int]]) -> None:
    assert outcome(MEASURES, sheets[::-1], 7000) == outcome(MEASURES, sheets, 7000)


def test_the_spread_is_flagged_from_its_mark() -> None:
    assert spread([7000], 2000) is None
    near, wide = spread([7000, 8999], 2000), spread([7000, 9000, 8000], 2000)
    assert near is not None
    assert wide is not None
    assert (near.wide, wide.wide, wide.low, wide.high, wide.width) == (False, True, 7000, 9000, 2000)


def test_points_stay_within_their_criterion() -> None:
    assert fault_of(MEASURES[1], 2500) == ""
    assert fault_of(MEASURES[1], 2501) == "Tiêu chí này nhiều nhất 25 điểm, đang ghi 25,01."
    assert missing(MEASURES, {1: 0, 3: 5}) == ["Áp dụng"]


# -- Who sees points -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewer", "begun", "all_in", "decided"),
    [
        (Viewer(own=True, follows=True), False, False, False),  # an author never, chair or not
        (Viewer(own=True, follows=True, handed_in=True), False, False, False),
        (Viewer(own=False, follows=True), False, True, True),  # standing office and chair: when all are in
        (Viewer(own=False, follows=False), False, False, False),
        (Viewer(own=False, follows=False, handed_in=False), False, False, True),  # a scorer: after his own
        (Viewer(own=False, follows=True, handed_in=False), False, False, True),
        (Viewer(own=False, follows=False, handed_in=True), True, True, True),
    ],
)
def test_points_open(viewer: Viewer, begun: bool, all_in: bool, decided: bool) -> None:
    opens = [
        not why_closed(viewer, all_in=one, decided=other)
        for one, other in ((False, False), (True, False), (True, True))
    ]

    assert opens == [begun, all_in, decided]


# -- What reads alike ------------------------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["số hoá", "hồ sơ", "lễ tân", "đoàn vào", "biên giới", "hộ chiếu"]), max_size=6)
SUBJECTS = st.builds(lambda name, text: Subject(" ".join(name), " ".join(text)), WORDS, WORDS)


@given(SUBJECTS, SUBJECTS)
def test_likeness_is_the_same_both_ways_and_a_percentage(one: Subject, other: Subject) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100


@given(SUBJECTS)
def test_nothing_is_more_like_it_than_itself(one: Subject) -> None:
    assert likeness(one, one) == (100 if one.name else likeness(one, Subject("", one.text)))


def test_accents_case_and_order_of_words_do_not_matter() -> None:
    assert likeness(Subject("Số hoá hồ sơ lễ tân"), Subject("LE TAN: ho so, SO HOA")) == 100


def test_the_most_like_come_first_and_the_unlike_not_at_all() -> None:
    wanted = Subject("Sổ tay điện tử đón tiếp đoàn vào", "Gom quy trình đón đoàn vào một sổ tay.")
    earlier = [
        (1, Subject("Quản lý hộ chiếu công vụ", "Theo dõi hạn hộ chiếu.")),
        (2, Subject("Sổ tay đón tiếp đoàn", "Quy trình đón đoàn.")),
        (3, Subject("Sổ tay điện tử đón tiếp đoàn vào")),
    ]

    assert [match.key for match in similar(wanted, earlier)] == [3, 2]


# -- R10 -------------------------------------------------------------------------------------------------------------

ENFORCED = Version(
    "R10", "general", status="confirmed", enforcement="block", citation="Công văn số 1, Điều 2", confidence="A"
)
WARNED, UNREAD = replace(ENFORCED, enforcement="warn"), replace(ENFORCED, status="needs_check", enforcement="warn")
OLD_TITLE, OLD_FORM = Use(TITLE, "CSTDCS", "CSTĐ cơ sở", 2025), Use(FORM, "GK", "Giấy khen", 2025)
NEW_TITLE, NEW_FORM = Use(TITLE, "CSTDCS", "CSTĐ cơ sở", 2026), Use(FORM, "BK_TINH", "Bằng khen", 2026)


@pytest.mark.parametrize(
    ("earlier", "wanted", "blocks"),
    [
        (OLD_TITLE, NEW_FORM, True),
        (OLD_FORM, NEW_TITLE, True),
        (OLD_FORM, NEW_FORM, True),
        (OLD_TITLE, NEW_TITLE, False),
        (OLD_TITLE, OLD_TITLE, False),
        (OLD_FORM, OLD_FORM, True),
    ],
)
def test_used_once_blocks_only_where_the_rule_was_confirmed(earlier: Use, wanted: Use, blocks: bool) -> None:
    enforced, warned = objections([earlier], wanted, rule=ENFORCED), objections([earlier], wanted, rule=UNREAD)

    assert [one.blocks for one in enforced] == [blocks]
    assert [one.blocks for one in warned] == [False]
    assert bool(refusal(enforced)) == blocks
    assert all("Công văn số 1, Điều 2" in one.message for one in enforced if blocks)


def test_the_sentence_says_how_far_the_rule_was_confirmed() -> None:
    said = [
        [one.message for one in objections([OLD_TITLE], NEW_FORM, rule=rule)]
        for rule in (ENFORCED, WARNED, UNREAD, replace(ENFORCED, enforcement="info"), None)
    ]

    assert "Chọn sáng kiến khác" in said[0][0]
    assert "để mức cảnh báo: dùng thì ghi lý do" in said[1][0]
    assert "chưa được xác nhận" not in said[1][0]
    assert "chưa được xác nhận nguyên văn" in said[2][0]
    assert said[3:] == [[], []]
    assert len(objections([OLD_TITLE], NEW_TITLE, rule=None)) == 1  # two titles: always for the council


def test_what_was_never_used_meets_no_objection() -> None:
    assert objections([], NEW_FORM, rule=ENFORCED) == []


@given(st.lists(st.sampled_from([OLD_TITLE, OLD_FORM, NEW_TITLE])), st.sampled_from([NEW_TITLE, NEW_FORM]))
def test_taking_a_use_away_never_adds_an_objection(uses: list[Use], wanted: Use) -> None:
    whole = objections(uses, wanted, rule=ENFORCED)

    assert len(objections(uses[:-1], wanted, rule=ENFORCED)) <= len(whole)
