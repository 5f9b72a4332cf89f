"""Statistical forms: the seed itself, whole tables counted by hand, and a recount that knows nothing of the forms."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.rules import statistic_form
from awards.rules.statistic_count import Cell, Given, cell_words, count_form, counted_in, head_rows
from awards.rules.statistic_form import COMMENDATION, PERSON, TITLE, UNIT, Form, Measure, Traits, read_forms

SEED = Path(statistic_form.__file__).parent.parent / "seed" / "statistic-forms.toml"
FORMS = {form.key: form for form in read_forms(tomllib.loads(SEED.read_text(encoding="utf-8")))}
MINISTRY = [FORMS["0602"], FORMS["0603"]]
HONOURS = {  # code: name, list, level, and who may have it
    "LDTT": ("Lao động tiên tiến", TITLE, "unit", PERSON),
    "CSTD_TINH": ("Chiến sĩ thi đua cấp tỉnh", TITLE, "province", PERSON),
    "CO_TINH": ("Cờ thi đua của Ủy ban nhân dân tỉnh", TITLE, "province", UNIT),
    "TTLDXS": ("Tập thể lao động xuất sắc", TITLE, "province", UNIT),
    "BK_TINH": ("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", COMMENDATION, "province", ""),
    "KNC_BNG": ("Kỷ niệm chương Vì sự nghiệp ngoại giao Việt Nam", COMMENDATION, "ministry", PERSON),
    "HCLD_3": ("Huân chương Lao động hạng Ba", COMMENDATION, "state", ""),
    "BK_TTG": ("Bằng khen của Thủ tướng Chính phủ", COMMENDATION, "state", ""),
    "CO_CP": ("Cờ thi đua của Chính phủ", TITLE, "state", UNIT),
    "CSTD_TQ": ("Chiến sĩ thi đua toàn quốc", TITLE, "state", PERSON),
    "GK": ("Giấy khen của Giám đốc Sở", COMMENDATION, "unit", ""),
}


def traits(code: str, whom: str = PERSON, kind: str = "cong_trang", **more: str) -> Traits:
    name, in_list, level, _ = HONOURS[code]
    person = {"sex": "male", "group": "specialist", "track": "", **more}
    if whom == UNIT:
        person |= {"sex": "", "group": ""}
    return Traits(code, name, in_list, level, whom, kind, person["sex"], person["group"], person["track"])


def receivers(code: str) -> tuple[str, ...]:
    """Who may have an honour."""
    whom = HONOURS[code][3]
    return (whom,) if whom else (UNIT, PERSON)


def made(*ones: Traits) -> list[Given]:
    return [Given(place, one) for place, one in enumerate(ones, start=1)]


def words(form: Form, awards: Sequence[Given], before: Sequence[Given] | None = None) -> list[str]:
    """The rows with numbers as one line each: code, then the cells; a cell that cannot be is an x."""
    table = count_form(form, awards, before, money=True)
    said = []
    for row, cells in table.lines:
        if row.key:
            told = ["x" if cell is None else " ".join(filter(None, cell_words(cell))) for cell in cells]
            said.append(" | ".join([row.code or row.key, *told]))
    return said


PROVINCE = made(
    traits("BK_TINH", group="unit_leader"),
    traits("BK_TINH", group="", kind="dot_xuat"),
    traits("BK_TINH", UNIT, kind="chuyen_de"),
    traits("CSTD_TINH", group="department_leader"),
    traits("CO_TINH", UNIT),
    traits("KNC_BNG", kind="cong_hien"),
    traits("TTLDXS", UNIT),
    traits("LDTT"),
    traits("HCLD_3"),
)


def test_form_0603_whole() -> None:
    assert words(FORMS["0603"], PROVINCE) == [
        "01 | 1 | 1 | 1 | 3 | 1 | 2 | 1 | 1 | 1",
        "02 | 1 | x | 1 | x | 1 | x | x | 1 | x",
        "03 | … | x | … | x | … | x | x | … | x",
        "04 | … | … | … | … | … | … | … | … | …",
        "05 | x | 1 | x | 3 | x | 2 | 1 | x | 1",
        "06 | x | … | x | … | x | … | … | x | …",
        "07 | x | 1 | x | 0 (chưa rõ: 1) | x | 0 (chưa rõ: 1) | 1 | x | –",
        "08 | x | … | x | … | x | … | … | x | …",
        "09 | x | – | x | 1 (chưa rõ: 1) | x | 1 (chưa rõ: 1) | – | x | –",
        "10 | x | – | x | 1 (chưa rõ: 1) | x | 0 (chưa rõ: 1) | – | x | 1",
        "11 | 1 | 1 | – | 1 | – | 1 | 1 | 1 | –",
        "12 | – | – | 1 | – | 1 | – | – | – | –",
        "13 | – | – | – | 1 | – | 1 | – | – | –",
        "14 | – | – | – | – | – | – | – | – | –",
        "15 | – | – | – | 1 | – | – | – | – | 1",
        "16 | – | – | – | – | – | – | – | – | –",
        "17 | … | … | … | … | … | … | … | … | …",
    ]


def test_what_a_form_has_no_column_for_is_told() -> None:
    table = count_form(FORMS["0603"], PROVINCE)

    assert table.outside == (("Tập thể lao động xuất sắc", UNIT, 1),)


def test_form_0602_has_a_column_for_each_order_given_and_asks_who_sent_it_up() -> None:
    awards = made(
        traits("HCLD_3", track="province"),
        traits("HCLD_3", UNIT, track="ministry"),
        traits("BK_TTG"),
        traits("CO_CP", UNIT, track="province"),
        traits("CSTD_TQ", track="province"),
    )
    table = count_form(FORMS["0602"], awards)
    rows = words(FORMS["0602"], awards)

    assert [leaf.key for leaf in table.leaves][4:8] == ["2.HCLD_3.unit", "2.HCLD_3.person", "3.person", "4.person"]
    assert rows[:3] == [
        "1 | 1 | 1 | 1 | 2 | 1 | 1 | – | – | – | – | 1 | – | 1 | 1 | – | –",
        "2 | – | – | 1 | 0 (chưa rõ: 1) | 1 | – | – | – | – | – | – | – | 0 (chưa rõ: 1) | – | – | –",
        "3 | 1 | 1 | – | 1 (chưa rõ: 1) | – | 1 | – | – | – | – | 1 | – | 0 (chưa rõ: 1) | 1 | – | –",
    ]
    assert table.head[1][0].title == "Các loại huân chương, huy chương"
    assert [(cell.title, cell.columns) for cell in table.head[2]][2] == ("Huân chương Lao động hạng Ba", 2)


def test_the_base_table_compares_and_counts_women_and_direct_workers() -> None:
    now = [
        Given(1, traits("LDTT", sex="female"), 702_000),
        Given(2, traits("LDTT", sex=""), 702_000),
        Given(3, traits("LDTT", group="unit_leader")),
        Given(4, traits("GK", UNIT), 1_000_000),
    ]
    before = made(traits("LDTT"), traits("LDTT"))

    assert words(FORMS["bieu-nen"], now, before) == [
        "ldtt | x | x | x | x | 3 | 1 (chưa rõ: 1) | 2 | 2 | +1 (+50\N{NO-BREAK SPACE}%) | 1.404.000 (chưa rõ: 1)",
        "cstdcs | x | x | x | x | – | – | – | – | – | –",
        "ttldtt | – | – | – | – | x | x | x | x | x | x",
        "ttldxs | – | – | – | – | x | x | x | x | x | x",
        "gk | 1 | – | +1 (%: không tính được) | 1.000.000 | – | – | – | – | – | –",
    ]


def test_without_the_time_before_nothing_is_compared() -> None:
    row = words(FORMS["bieu-nen"], made(traits("LDTT")))[0]

    assert row.startswith("ldtt | x | x | x | x | 1 | – | 1 | … | không tính được")


@pytest.mark.parametrize(
    ("number", "base", "said"),
    [(3, 2, "+1 (+50 %)"), (1, 3, "−2 (−66,7 %)"), (2, 2, "0"), (0, 0, "–"), (1, 0, "+1 (%: không tính được)")],
)
def test_a_change_is_said_with_its_share(number: int, base: int, said: str) -> None:
    cell = Cell(Measure.CHANGE, number, base=base)

    assert cell_words(cell)[0].replace("\N{NO-BREAK SPACE}", " ") == said


def test_money_that_nobody_knows_is_no_sum() -> None:
    assert cell_words(Cell(Measure.MONEY, 0, 2)) == ("…", "(chưa rõ: 2)")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_codes_stand_once_and_only_in_forms_with_a_basis(form: Form) -> None:
    keys, codes = [row.key for row in form.rows if row.key], [row.code for row in form.rows if row.code]

    assert len(set(keys)) == len(keys)
    assert len(set(codes)) == len(codes)
    assert bool(codes) == bool(form.code) == bool(form.basis) == bool(form.confidence)
    assert all(row.why for row in form.rows if not row.criteria.is_recorded)


@pytest.mark.parametrize("form", MINISTRY, ids=lambda form: form.key)
def test_no_award_stands_in_two_columns(form: Form) -> None:
    plain = [column for column in form.columns if not (column.is_total or column.is_rest)]

    for code in HONOURS:
        for receiver in receivers(code):
            held = [column.code for column in plain if column.criteria.holds(traits(code, receiver))]
            assert len(held) <= 1, (code, held)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_column_sums_people_with_collectives_or_titles_with_commendations(form: Form) -> None:
    awards = made(
        *(traits(code, whom) for code, one in HONOURS.items() for whom in ((one[3],) if one[3] else (UNIT, PERSON)))
    )
    table = count_form(form, awards)
    by_key = {one.pk: one.traits for one in awards}

    for row in form.rows:
        for leaf in table.leaves if row.key else ():
            behind = [by_key[pk] for pk in counted_in(form, row, leaf, awards)]
            assert len({one.whom for one in behind}) <= 1, (row.key, leaf.key)
            assert len({one.in_list for one in behind}) <= 1, (row.key, leaf.key)


def test_the_head_joins_like_headings_and_reaches_down_over_empty_ones() -> None:
    paths = [("A", None, "x"), ("A", None, "y"), ("B", "b", "x"), ("B", "c", "x")]

    assert [[(cell.title, cell.columns, cell.rows) for cell in row] for row in head_rows(paths)] == [
        [("A", 2, 2), ("B", 2, 1)],
        [("b", 1, 1), ("c", 1, 1)],
        [("x", 1, 1), ("y", 1, 1), ("x", 1, 1), ("x", 1, 1)],
    ]


KINDS = ("cong_trang", "chuyen_de", "dot_xuat", "doi_ngoai", "cong_hien", "nien_han")
GROUPS = ("department_leader", "unit_leader", "specialist", "worker", "")
ANY_AWARD = st.builds(
    lambda code, whom, kind, sex, group, track: traits(
        code, HONOURS[code][3] or whom, kind, sex=sex, group=group, track=track
    ),
    st.sampled_from(sorted(HONOURS)),
    st.sampled_from((UNIT, PERSON)),
    st.sampled_from(KINDS),
    st.sampled_from(("female", "male", "")),
    st.sampled_from(GROUPS),
    st.sampled_from(("province", "ministry", "")),
)
COLUMN_OF = {"2": ("BK_TINH",), "3": ("CSTD_TINH",), "4": ("CO_TINH",), "5": ("KNC_BNG",)}
GROUPS_OF = {"07": ("department_leader",), "09": ("unit_leader",), "10": ("specialist", "worker")}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANY_AWARD, max_size=25))
def test_a_naive_recount_agrees(ones: list[Traits]) -> None:
    """0603 counted again by a loop over the raw awards that knows its rows and columns by heart."""
    form, awards = FORMS["0603"], made(*ones)
    table = count_form(form, awards)

    for row, cells in table.lines:
        for leaf, cell in zip(table.leaves, cells, strict=False):
            if cell is None or not row.criteria.is_recorded:
                continue
            number = unknown = 0
            *_, whom = leaf.key.split(".")
            for one in ones:
                codes = sum(COLUMN_OF.values(), ()) if leaf.code == "1" else COLUMN_OF[leaf.code]
                if one.code not in codes or one.whom != whom or (leaf.code == "1" and one.in_list not in leaf.key):
                    continue
                if "11" <= row.code <= "16":
                    number += KINDS[int(row.code) - 11] == one.kind
                elif row.code in GROUPS_OF:
                    number += one.group in GROUPS_OF[row.code]
                    unknown += not one.group
                else:
                    number += 1
            assert (cell.number, cell.unknown) == (number, unknown), (row.code, leaf.key)
            assert len(counted_in(form, row, leaf, awards)) == number
            assert len(counted_in(form, row, leaf, awards, unknown=True)) == unknown
