"""The pure rules of campaigns: what a launch needs, phases by date, the ministry's form."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.form_0601 import Counted, count_form
from emulation.rules.launch import LaunchParts, doubts, missing_parts, months_and_days, wants_midterm
from emulation.rules.phase import Bar, PhaseState, phase_faults, phase_state, phase_svg
from emulation.services.form_0601 import SEED

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2080, 12, 31))
FORM = json.loads(SEED.read_text(encoding="utf-8"))
WHOLE = LaunchParts(
    name="Phong trào",
    objective="a",
    extent="b",
    subjects="c",
    contents="d",
    measures="e",
    review="f",
    starts_on=dt.date(2026, 1, 1),
    ends_on=dt.date(2026, 12, 31),
    basis="g",
    recipients="h",
    symbol="KH-SNgV",
    signer_title="GIÁM ĐỐC",
    signer_name="A",
)


def test_nothing_is_missing_of_a_whole_campaign() -> None:
    assert (missing_parts(WHOLE), doubts(WHOLE)) == ([], [])


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("objective", "mục tiêu"),
        ("extent", "phạm vi"),
        ("subjects", "đối tượng"),
        ("contents", "nội dung, tiêu chí"),
        ("measures", "biện pháp"),
        ("review", "sơ kết, tổng kết, khen thưởng"),
        ("recipients", "nơi nhận"),
        ("symbol", "ký hiệu"),
        ("signer_name", "người ký"),
    ],
)
def test_each_part_of_the_law_is_asked_for(part: str, words: str) -> None:
    [sentence] = missing_parts(dataclasses.replace(WHOLE, **{part: "  \n"}))

    assert words in sentence


def test_a_campaign_of_another_level_names_the_paper_that_launched_it() -> None:
    by_others = dataclasses.replace(WHOLE, by_others=True)

    assert len(missing_parts(by_others)) == 1
    assert missing_parts(dataclasses.replace(by_others, source_number="Kế hoạch 1", source_from="UBND tỉnh")) == []


def test_three_years_without_a_midterm_warn_and_stop_nothing() -> None:
    long = dataclasses.replace(WHOLE, ends_on=dt.date(2028, 12, 31))

    assert missing_parts(long) == []
    assert "sơ kết" in doubts(long)[0]
    assert doubts(dataclasses.replace(long, has_midterm=True)) == []


@given(DAYS, st.integers(0, 60), st.integers(0, 27))
def test_months_and_days_add_up_to_the_time(start: dt.date, months: int, days: int) -> None:
    start = start.replace(day=1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = dt.date(year, month + 1, 1) + dt.timedelta(days=days - 1)
    if last < start:
        return

    assert months_and_days(start, last) == (months, days)


@given(DAYS, DAYS)
def test_a_longer_campaign_never_counts_as_shorter(start: dt.date, end: dt.date) -> None:
    start, end = min(start, end), max(start, end)

    assert months_and_days(start, end) <= months_and_days(start, end + dt.timedelta(days=1))
    assert wants_midterm(start, end) is (months_and_days(start, end)[0] >= 36)


@given(DAYS, DAYS, DAYS)
def test_a_phase_is_open_on_both_of_its_days(one: dt.date, other: dt.date, today: dt.date) -> None:
    opens, closes = min(one, other), max(one, other)

    assert phase_state(opens, closes, opens) is PhaseState.OPEN
    assert phase_state(opens, closes, closes) is PhaseState.OPEN
    expected = PhaseState.COMING if today < opens else PhaseState.CLOSED if today > closes else PhaseState.OPEN
    assert phase_state(opens, closes, today) is expected


def test_phases_lie_in_the_time_and_the_registration_may_begin_before_it() -> None:
    first, last = dt.date(2026, 2, 1), dt.date(2026, 11, 30)
    before, after = first - dt.timedelta(days=1), last + dt.timedelta(days=1)

    spans = {
        "registration": (before, first),
        "running": (before, last),
        "midterm": (first, None),
        "scoring": (last, first),
        "final": (last, after),
    }

    assert set(phase_faults(spans, first, last)) == {"running", "midterm", "scoring", "final"}
    assert phase_faults({"final": (None, None)}, first, last) == {}


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5), DAYS, DAYS, DAYS)
def test_the_strip_is_drawn_for_any_days(
    spans: list[tuple[dt.date, dt.date]], one: dt.date, other: dt.date, today: dt.date
) -> None:
    bars = [Bar("Đăng ký <&>", min(days), max(days)) for days in spans]

    drawn = phase_svg(bars, min(one, other), max(one, other), today)

    assert len([node for node in ET.fromstring(drawn).iter() if node.tag == "rect"]) == len(bars)


COUNTED = st.builds(
    lambda kind, scope, launcher, days: Counted(kind, scope, launcher, min(days), max(days)),
    st.sampled_from(("regular", "thematic")),
    st.sampled_from(("nation", "sector", "cluster", "unit")),
    st.sampled_from(("office", "province", "ministry", "central", "cluster")),
    st.tuples(DAYS, DAYS),
)


@given(st.lists(COUNTED, max_size=30))
def test_every_part_of_the_form_adds_up_to_its_first_row(campaigns: list[Counted]) -> None:
    rows = {row.code: row.counts for row in count_form(FORM, campaigns) if row.code}

    assert rows["01"][0] == len(campaigns)
    assert all(counts[0] == sum(counts[1:]) for counts in rows.values())
    for codes in (("02", "03", "04", "05"), ("06", "07", "08", "09", "10"), ("11", "12")):
        assert tuple(map(sum, zip(*(rows[code] for code in codes), strict=True))) == rows["01"]


def test_the_form_has_the_rows_of_the_ministry() -> None:
    assert [row["code"] for row in FORM["rows"] if "code" in row] == [f"{number:02}" for number in range(1, 13)]
    assert "18/2025/TT-BNV" in FORM["note"]
