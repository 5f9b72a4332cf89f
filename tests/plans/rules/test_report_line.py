"""Sentences of a report and what hands make of them: a refresh never loses a hand's words nor repeats itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plans.rules.report_line import Drawn, Line, Link, from_json, refreshed, to_json

KEYS = st.sampled_from([f"k{number}" for number in range(6)])


def drawn(key: str, number: int = 1, order: int = 100) -> Drawn:
    parts = ("Có ", Link(f"{number:02} nhiệm vụ", "task", tuple(range(number))), ".")
    return Drawn("tasks", key, parts, {"n": number}, order)


DRAWN = st.dictionaries(KEYS, st.tuples(st.integers(0, 3), st.integers(0, 5))).map(
    lambda found: [drawn(key, *rest) for key, rest in found.items()]
)


@st.composite
def section(draw: st.DrawFn) -> list[Line]:
    """A section as hands may have left it."""
    lines = refreshed([], draw(DRAWN))
    worked = []
    for line in lines:
        match draw(st.integers(0, 3)):
            case 0:
                worked.append(Line(line.key, line.drawn, "lời của người viết", line.drawn))
            case 1:
                worked.append(Line(line.key, line.drawn, left_out=True))
            case _:
                worked.append(line)
    for number in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(worked)))
        worked.insert(place, Line(f"own.{number}", words="đoạn tự viết"))
    return worked


@given(section(), DRAWN)
def test_a_refresh_keeps_every_word_of_a_hand(lines: list[Line], now: list[Drawn]) -> None:
    after = {line.key: line for line in refreshed(lines, now)}
    for line in lines:
        if line.words is not None:
            assert after[line.key].words == line.words
            assert after[line.key].seen == line.seen
        elif line.left_out or line.key in after:
            assert after[line.key].left_out == line.left_out


@given(section(), DRAWN)
def test_a_refresh_shows_the_records_of_now_and_nothing_twice(lines: list[Line], now: list[Drawn]) -> None:
    after = refreshed(lines, now)
    assert len({line.key for line in after}) == len(after)
    known = {one.key: one for one in now}
    for line in after:
        if not line.is_own:
            assert line.drawn == known.get(line.key)
    assert {line.key for line in after} >= set(known)
    assert refreshed(after, now) == after


@given(section(), st.lists(DRAWN, max_size=4))
def test_what_was_left_out_stays_out_however_often_figures_are_taken(
    lines: list[Line], draws: list[list[Drawn]]
) -> None:
    left_out = {line.key for line in lines if line.left_out}
    for now in draws:
        lines = refreshed(lines, now)
        assert left_out <= {line.key for line in lines if line.left_out and not line.text}
        assert not any(line.is_own and line.words is None for line in lines)


@given(section())
def test_lines_survive_being_kept_as_json(lines: list[Line]) -> None:
    assert from_json("tasks", to_json(lines)) == lines


def test_new_sentences_come_in_their_order_among_those_that_stand() -> None:
    lines = refreshed([], [drawn("a", order=10), drawn("c", order=30)])
    own = Line("own.1", words="thêm sau a")
    after = refreshed([lines[0], own, lines[1]], [drawn("a", order=10), drawn("b", order=20), drawn("c", order=30)])
    assert [line.key for line in after] == ["a", "own.1", "b", "c"]


def test_a_hand_s_sentence_is_stale_once_its_figures_changed_and_only_then() -> None:
    edited = Line("a", drawn("a", 1), "Một nhiệm vụ thôi.", drawn("a", 1))
    [same] = refreshed([edited], [drawn("a", 1, order=7)])
    [changed] = refreshed([edited], [drawn("a", 2)])
    [gone] = refreshed([edited], [])
    assert (same.is_stale, changed.is_stale, gone.is_stale) == (False, True, True)
    assert changed.text == gone.text == "Một nhiệm vụ thôi."


def test_an_untouched_sentence_goes_with_its_records_and_a_left_out_one_prints_nothing() -> None:
    assert refreshed([Line("a", drawn("a"))], []) == []
    [line] = refreshed([Line("a", drawn("a"), left_out=True)], [drawn("a", 3)])
    assert line.text == ""
    assert line.left_out
