"""Names that may be one person's: found whatever the tones look like, never more than a likeness."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules.same_person import Likeness, alike, likeness, spoken

NAMES = st.lists(
    st.sampled_from(["Nguyễn", "Thị", "Hoà", "Hòa", "T.", "Văn", "An", "Ân", "H."]), min_size=2, max_size=4
)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Nguyễn Thị Hoa", "nguyễn  thị hoa", Likeness.SAME_NAME),
        ("Hoàng Thị Hoà", "Hoàng Thị Hòa", Likeness.TONE_STYLE),
        ("Nguyễn Thuý", "Nguyễn Thúy", Likeness.TONE_STYLE),
        ("Nguyễn Thị Hoa", "Nguyen Thi Hoa", Likeness.NO_ACCENTS),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hoa", Likeness.NO_ACCENTS),
        ("Nguyễn T. Hoa", "Nguyễn Thị Hoa", Likeness.SHORTENED),
        ("Nguyễn T.", "Nguyễn Thị", Likeness.SHORTENED),
        ("Nguyễn T. Hoa", "Nguyễn Thị Hà", None),
        ("Nguyễn Thị Hoa", "Nguyễn Hoa", None),
        ("Nguyễn Thị Hoa", "Trần Thị Hoa", None),
        ("Hoa", "H.", None),
    ],
)
def test_why_two_names_look_like_one(one: str, other: str, why: Likeness | None) -> None:
    assert likeness(one, other) == why


def test_different_tones_are_different_names_when_spoken() -> None:
    assert spoken("Hoà") == spoken("Hòa") == spoken(unicodedata.normalize("NFD", "HÒA"))
    assert spoken("Hoà") != spoken("Hoá")


@given(st.lists(NAMES.map(" ".join), max_size=8))
def test_pairs_are_those_of_comparing_everybody(names: list[str]) -> None:
    people = list(enumerate(names))
    expected = {
        (one, other) for one, said in people for other, heard in people if one < other and likeness(said, heard)
    }

    assert {(pair.first, pair.second) for pair in alike(people)} == expected
