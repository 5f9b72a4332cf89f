"""What goes up, as pure rules: both ways, counts by honour, the columns of the pack."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from awards.rules.nominee import Nominee
from awards.rules.pack import FIELDS, PackColumn, PackRow, cells, columns_from, default_columns
from awards.rules.upward import Going, both_ways, tallies, total_words, track_of

NOMINEE = Nominee(
    pk=1,
    name="Nguyễn Văn An",
    is_unit=False,
    position="Chuyên viên",
    unit="Phòng Lãnh sự",
    honour="Bằng khen",
    code="BK_TINH",
    is_title=False,
    year=2025,
    kind="Công trạng",
    achievement="Hoàn thành tốt nhiệm vụ.",
)
going = st.builds(
    Going,
    pk=st.integers(1, 6),
    track=st.sampled_from(["province", "ministry"]),
    subject=st.tuples(st.sampled_from(["person", "unit"]), st.integers(1, 3)),
    year=st.integers(2024, 2026),
    same_as=st.none() | st.integers(1, 6),
)


@given(going, going)
def test_both_ways_is_the_same_from_either_side(one: Going, other: Going) -> None:
    assert bool(both_ways([one], [other])) == bool(both_ways([other], [one]))


@given(going, going)
def test_one_track_alone_never_goes_both_ways(one: Going, other: Going) -> None:
    assert both_ways([one], [other._replace(track=one.track)]) == {}


def test_the_same_achievement_meets_itself_across_years() -> None:
    one = Going(1, "province", ("person", 7), 2025)
    linked = Going(2, "ministry", ("person", 7), 2024, same_as=1)

    assert both_ways([one], [linked]) == {1: [linked]}
    assert both_ways([one], [linked._replace(same_as=None)]) == {}


def test_what_the_state_decides_passes_the_province_and_the_office_keeps_its_own() -> None:
    assert [track_of(level) for level in ("unit", "province", "ministry", "state", "")] == [
        *("", "province", "ministry", "province", "")
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans())))
def test_tallies_count_everybody_once_and_put_titles_first(honours: list[tuple[str, bool, bool]]) -> None:
    found = tallies(honours)

    assert sum(one.people + one.units for one in found) == len(honours)
    assert [one.is_title for one in found] == sorted((one.is_title for one in found), reverse=True)
    assert len({(one.honour, one.is_title) for one in found}) == len(found)


def test_totals_are_said_in_words() -> None:
    found = tallies([("Cờ", True, True), ("Bằng khen", False, False), ("Bằng khen", False, False)])

    assert [one.words for one in found] == ["01 tập thể", "02 cá nhân"]
    assert total_words(found) == "01 tập thể, 02 cá nhân"


def test_columns_keep_their_order_and_own_heads_and_forget_what_is_gone() -> None:
    kept = [{"field": "unit", "head": "Nơi công tác"}, {"field": "gone", "head": "x"}, {"field": "name", "head": ""}]
    row = PackRow(1, NOMINEE, "Sở Ngoại vụ", "12/TTr-SNgV", dt.date(2026, 2, 2))

    columns = columns_from(kept, "province")

    assert columns == [PackColumn("unit", "Nơi công tác"), PackColumn("name", FIELDS["name"].head)]
    assert cells(row, columns) == ("Phòng Lãnh sự", "Nguyễn Văn An")
    assert columns_from([], "ministry") == default_columns("ministry")
    assert all(isinstance(one, str) for one in cells(row, default_columns("province")))
