"""What the annexes of a report must say: every figure of every form, counted award by award by our own conditions."""

from __future__ import annotations

from collections.abc import Callable

from awards.models import Award
from emulation.models import CampaignKind
from plans.models import Person, Role, RoleHolding
from tests.awards.report_counted import Counted
from tests.awards.report_recount import campaigns_of
from tests.awards.report_recount_awards import given, promised

Given = Callable[[Award], bool]
Figures = dict[str, int]
FOUR = ("titles.units", "titles.people", "commendations.units", "commendations.people")
LEVELS = {"co-so": "unit", "tinh": "province", "bo": "ministry", "nn": "state"}
KINDS = {
    "ct": "cong_trang",
    "cd": "chuyen_de",
    "dx": "dot_xuat",
    "dn": "doi_ngoai",
    "ch": "cong_hien",
    "nh": "nien_han",
}
WAYS = tuple(KINDS.values())
DIRECT, LEADS, HEADS = ("specialist", "worker"), ("unit_leader",), ("department_leader",)


def name(one: Award) -> str:
    return str((one.title or one.commendation).name)


def level(one: Award) -> str:
    return str((one.title or one.commendation).level)


def group(one: Award, groups: tuple[str, ...]) -> bool:
    return one.person is not None and one.person.position_group in groups


# -- The office's own tables -------------------------------------------------------------------------------------------

OWN_COLUMNS: dict[str, Given] = {
    "t.unit": lambda one: one.unit_id is not None,
    "c.person": lambda one: one.person_id is not None,
    "cn.person": lambda one: one.person is not None and one.person.sex == "female",
    "cd.person": lambda one: group(one, DIRECT),
}
OWN_BEFORE: dict[str, Given] = {
    "tt.unit": lambda one: one.unit_id is not None,
    "ct.person": lambda one: one.person_id is not None,
}


def own_row(key: str) -> Given:
    """What a row of the office's own tables is about, from its key: "ldtt", "dh-tinh", "ht-cd"."""
    if key in ("ldtt", "cstdcs", "ttldtt", "ttldxs", "gk"):
        return lambda one: (one.title or one.commendation).code == key.upper()
    lists, _, rest = key.partition("-")

    def holds(one: Award) -> bool:
        mine = bool(one.title_id) is (lists == "dh")
        if rest in LEVELS:
            return mine and level(one) == LEVELS[rest]
        return mine and (not rest or one.kind == KINDS[rest])

    return holds


# -- Forms 0602 and 0603 -----------------------------------------------------------------------------------------------

STATE_COLUMNS = {
    "2": ("Huân chương", "Huy chương"),
    "3": ("Giải thưởng Hồ Chí Minh",),
    "4": ("Giải thưởng Nhà nước",),
    "6": ("Cờ thi đua của Chính phủ",),
    "7": ("Bằng khen của Thủ tướng",),
    "8": ("Chiến sĩ thi đua toàn quốc",),
}
PROVINCE_COLUMNS = {
    "2": ("Bằng khen",),
    "3": ("Chiến sĩ thi đua",),
    "4": ("Cờ thi đua",),
    "5": ("Huy hiệu", "Kỷ niệm chương"),
}


def ministry_column(form: str, leaf: str) -> Given:
    """What a column counts, from its key: "1.title.unit", "7.person"; forms of this test give nothing outside them."""
    code, *rest = leaf.split(".")
    begins = (STATE_COLUMNS if form == "0602" else PROVINCE_COLUMNS).get(code, ())

    def holds(one: Award) -> bool:
        if (one.unit_id is not None) is not (rest[-1] == "unit"):
            return False
        if code == "1":
            there = form == "0602" or name(one).startswith(sum(PROVINCE_COLUMNS.values(), ()))  # 0602 has "the others"
            return there and bool(one.title_id) is (rest[0] == "title")
        return name(one).startswith(begins) if begins else False

    return holds


def ministry_row(form: str, code: str) -> Given:
    """What a row counts, from its code; the codes of 0603 are those of 0602 less what it has not."""
    number = int(code)
    first_way, people = (15, 9) if form == "0602" else (11, 5)
    if number >= first_way:
        return lambda one: one.kind == WAYS[number - first_way]
    if number == 1:
        return lambda one: True
    if number == (6 if form == "0602" else 2):
        return lambda one: one.unit_id is not None
    if form == "0602" and number in (2, 3):
        track = "ministry" if number == 2 else "province"
        return lambda one: one.submission is not None and one.submission.letter.track == track
    groups = {people + 2: HEADS, people + 4: LEADS, people + 5: DIRECT}
    if number in groups:
        return lambda one: group(one, groups[number])
    if number == people:
        return lambda one: one.person_id is not None
    raise AssertionError(f"{form}: nobody counts row {code}")


# -- Every figure of an annex ------------------------------------------------------------------------------------------


def recounted(counted: Counted, code: str, keys: list[str]) -> Figures:
    """The figures of an annex by the keys that it has."""
    if code in ("tasks", "units"):
        cells = {key: len(counted.cell(key)) for key in keys if key != "counted"}
        return {**cells, "counted": len(counted.counted)}
    if code == "promises":
        return {key: _promised(counted, key) for key in keys}
    if code == "0601":
        return _campaigns(counted)
    if code == "0605":
        return {key: _staff(counted, *key.split(".")) for key in keys}
    awards = [one for four in FOUR for one in given(counted, four)]
    if code == "awards":
        earlier = [one for four in FOUR for one in given(counted, four, before=True)]
        return {key: _own(key, awards, earlier) for key in keys}
    levels = ("state",) if code == "0602" else ("province", "ministry")
    awards = [one for one in awards if level(one) in levels]
    rows = {key: ministry_row(code, key.split(".")[0]) for key in keys}
    columns = {key: ministry_column(code, key.split(".", 1)[1]) for key in keys}
    return {key: sum(rows[key](one) and columns[key](one) for one in awards) for key in keys}


def _own(key: str, awards: list[Award], earlier: list[Award]) -> int:
    """A figure of the office's own tables: of the report's days, or of the same days a year before."""
    row, column = key.split(".", 1)
    of_time = earlier if column in OWN_BEFORE else awards
    holds = (OWN_COLUMNS | OWN_BEFORE)[column]
    return sum(own_row(row)(one) and holds(one) for one in of_time)


def _promised(counted: Counted, key: str) -> int:
    four, which = key.rsplit(".", 1)
    registered, proposed, granted = promised(counted, four)
    return len({"registered": registered, "proposed": proposed, "granted": granted}[which])


def _campaigns(counted: Counted) -> Figures:
    """By scope, by length and by kind; each of the three parts counts every campaign once."""
    every = campaigns_of(counted)
    found = {"all": len(every), "01": len(every), **{f"{row:02d}": 0 for row in range(2, 13)}}
    for one in every:
        scope = {"nation": "02", "sector": "03", "cluster": "04", "unit": "05"}[one.scope]
        days = (one.ends_on - one.starts_on).days + 1
        lengths = (("06", 364), ("07", 366), ("08", 1094), ("09", 1825), ("10", 99_999))  # with the days of a leap year
        length = next(row for row, most in lengths if days <= most)
        for row in (scope, length, "12" if one.kind == CampaignKind.REGULAR else "11"):
            found[row] += 1
    return found


def _staff(counted: Counted, row: str, column: str) -> int:
    """Those of the standing office whose accounts are open: by age, then by training."""
    held = [one for one in RoleHolding.objects.all() if one.role == Role.STANDING and one.user.is_active]
    holders = {one.user.person_id for one in held}
    people = [one for one in Person.objects.all() if one.pk in holders and one.is_active]
    if column == "2":
        people = [one for one in people if one.sex == "female"]
    ages = {"02": (0, 30), "03": (31, 40), "04": (41, 50), "05": (51, 55), "06": (56, 60), "07": (61, 200)}
    training = {"09": ("intermediate",), "10": ("college",), "11": ("university",), "12": ("master", "doctor")}
    if row in ages:
        least, most = ages[row]
        born = [one.birth_date for one in people if one.birth_date]
        day = counted.as_of
        return sum(least <= day.year - b.year - ((day.month, day.day) < (b.month, b.day)) <= most for b in born)
    return sum(row == "01" or one.training in training[row] for one in people)
