"""The whole ladder of one person, written out by hand from the reference before it was run.

She was reprimanded in 2019, until 01/01/2020; on maternity leave in 2022, rated, without a title; in 2024 she was no
CSTĐCS, so no two titles stand in a row; of her three initiatives the first and the last were counted for CSTĐCS.
"""

from __future__ import annotations

import datetime as dt

from awards.rules.eligibility import assess_all
from awards.rules.facts import AbsenceFact, AwardFact, DisciplineFact, Facts, RatingFact, UseFact, WorkFact
from awards.rules.rulebook import Rulebook
from awards.rules.standing import stand_of

LEVELS = {
    2018: "HTTNV",
    2019: "HTNV",
    2020: "HTTNV",
    2021: "HTXSNV",
    2022: "HTTNV",
    2023: "HTXSNV",
    2024: "HTXSNV",
    2025: "HTXSNV",
}
SHE = Facts(
    "person",
    sex="female",
    ratings=tuple(RatingFact(*pair) for pair in LEVELS.items()),
    awards=(AwardFact("BK_TINH", 2018), *(AwardFact("CSTDCS", year) for year in (2018, 2021, 2023, 2025))),
    works=(
        WorkFact("1", 2023, uses=(UseFact("CSTDCS", 2023),)),
        WorkFact("2", 2024),
        WorkFact("3", 2025, scopes=frozenset({"unit", "province"}), uses=(UseFact("CSTDCS", 2025),)),
    ),
    disciplines=(DisciplineFact("khien_trach", dt.date(2019, 1, 1), dt.date(2020, 1, 1)),),
    holds=(),
    absences=(AbsenceFact("maternity", dt.date(2022, 2, 1), dt.date(2022, 7, 31)),),
    transfers=(),
    movements=(),
    achievements=(),
    statements={(2025, "qualitative"): True, (2025, "qualitative.HCLD_1"): False},
)
# code: how it stands; what refuses it; what the ladder says
LADDER = {
    "LDTT": ("met", "", "đủ"),  # Luật Đ24.1: rated HTXSNV
    "CSTDCS": ("not_met", "R1", "đã được tặng"),  # Luật Đ5.2.c: she has it for 2025
    "CSTD_TINH": ("not_met", "award.CSTDCS.3", "thiếu 2 lần CSTĐ cơ sở"),  # Luật Đ22: three in a row, 2024 breaks it
    "CSTD_BO": ("not_met", "", "thiếu 2 lần CSTĐ cơ sở, thiếu 1 sáng kiến"),  # Luật Đ22, unconfirmed for a Sở: warns
    "CSTD_TQ": ("not_met", "award.CSTD_TINH.2 initiative.nation.1", "thiếu 2 lần CSTĐ cấp tỉnh, thiếu 1 sáng kiến"),
    "GK": ("not_met", "", "chưa đạt"),  # QĐ 86/2025 Đ4.3: no movement, no sudden achievement
    "BK_TINH": ("not_met", "", "thiếu 1 sáng kiến"),  # Luật Đ74.1.d; R10: of three only that of 2024 is free
    "BK_BO": ("unknown", "", "chưa rõ: thiếu số liệu"),  # the circular was not read
    "BK_TTG": ("met", "", "đủ"),  # Luật Đ73.1.b: BK 2018, then 2020-2025 with CSTĐCS 2021, 2023, 2025; NĐ152 Đ4.5
    "HCLD_3": ("not_met", "", "cần BK Thủ tướng"),  # Luật Đ44.1.e
    "HCLD_2": ("not_met", "prior_award.HCLD_3 award.CSTD_TINH.1", "cần HCLĐ hạng Ba, thiếu 1 lần CSTĐ cấp tỉnh"),  # Đ43
    "HCLD_1": ("not_met", "", "cần HCLĐ hạng Nhì, chưa đạt"),  # Luật Đ42, unread: warns
    "KNC_BNG": ("unknown", "", "chưa rõ: chờ xác nhận"),  # years of service are not known
}


def test_the_ladder_of_one_person() -> None:
    book, day = Rulebook.from_seed(), dt.date(2026, 3, 2)
    found = assess_all(book, book.codes_for("person"), SHE, year=2025, on=day, received_on=day)

    assert {
        code: (str(one.status), " ".join(block.key for block in one.blocks), stand_of(one).words())
        for code, one in found.items()
    } == LADDER
    assert {one.law for one in found.values()} == {"LAW_2022"}
