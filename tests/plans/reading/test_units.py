"""Unit cells: what is one name, what are several, and who leads."""

# ruff: noqa: E501 - tables of examples, one a line
from __future__ import annotations

import pytest

from plans.reading.unit_words import starts_like_unit
from plans.reading.units import parse_units
from plans.rules.document import AssignmentRole

SHORT = {AssignmentRole.LEAD: "L", AssignmentRole.COORDINATE: "C", AssignmentRole.PERFORM: "P"}

CELLS = [
    ("- Phòng Hợp tác quốc tế - Văn phòng chủ trì.", "L:Phòng Hợp tác quốc tế - Văn phòng"),
    ("Sở Quy hoạch - Kiến trúc", "P:Sở Quy hoạch - Kiến trúc"),
    ("Các phòng, đơn vị", "P:Các phòng, đơn vị"),
    ("Các phòng CM, NV", "P:Các phòng CM, NV"),
    ("Các Sở, ban, ngành", "P:Các Sở, ban, ngành"),
    ("Các Sở, Ban, ngành tỉnh", "P:Các Sở, Ban, ngành tỉnh"),
    ("UBND các xã, phường", "P:UBND các xã, phường"),
    ("UBND xã/phường", "P:UBND xã/phường"),
    ("Sở Văn hóa, Thể thao và Du lịch", "P:Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở Văn hóa – Thể thao", "P:Sở Văn hóa – Thể thao"),
    ("Phòng Phổ biến, giáo dục pháp luật", "P:Phòng Phổ biến, giáo dục pháp luật"),
    ("Văn phòng Đăng ký đất đai (Văn phòng và các Chi nhánh)", "P:Văn phòng Đăng ký đất đai (Văn phòng và các Chi nhánh)"),
    ("Văn phòng HĐND và UBND huyện", "P:Văn phòng HĐND và UBND huyện"),
    ("Văn phòng Sở, Phòng Tổ chức cán bộ", "P:Văn phòng Sở|P:Phòng Tổ chức cán bộ"),
    ("Văn phòng Sở; các phòng chuyên môn", "P:Văn phòng Sở|P:các phòng chuyên môn"),
    ("Văn phòng UBND Thành phố. Các Sở, ban, ngành", "P:Văn phòng UBND Thành phố|P:Các Sở, ban, ngành"),
    ("Sở Xây dựng/các công ty quản lý lĩnh vực liên quan", "P:Sở Xây dựng|P:các công ty quản lý lĩnh vực liên quan"),
    ("UBND TP. Hồ Chí Minh", "P:UBND TP. Hồ Chí Minh"),
    ("Lãnh đạo Sở và các phòng, đơn vị", "P:Lãnh đạo Sở|P:các phòng, đơn vị"),
    ("Văn phòng chủ trì; các phòng phối hợp", "L:Văn phòng|C:các phòng"),
    ("Chủ trì: Văn phòng Sở; phối hợp: Công đoàn Sở, Đoàn Thanh niên", "L:Văn phòng Sở|C:Công đoàn Sở|C:Đoàn Thanh niên"),
    ("Văn phòng Sở (chủ trì), Thanh tra Sở (phối hợp)", "L:Văn phòng Sở|C:Thanh tra Sở"),
    ("Văn phòng chủ trì, phối hợp với Thanh tra, các phòng", "L:Văn phòng|C:Thanh tra|C:các phòng"),
    ("Sở Nội vụ (Ban TĐKT) chủ trì", "L:Sở Nội vụ (Ban TĐKT)"),
    ("Đơn vị chủ trì: Phòng Nội vụ", "L:Phòng Nội vụ"),
    ("Phòng Hành chính, phòng Đào tạo", "P:Phòng Hành chính, phòng Đào tạo"),
    ("TPT, Liên đội trưởng", "P:TPT|P:Liên đội trưởng"),
    ("-", ""), ("", ""), ("Không", ""),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), CELLS, ids=[cell or "blank" for cell, _ in CELLS])
def test_unit_cell(cell: str, expected: str) -> None:
    units = parse_units([cell], AssignmentRole.PERFORM)

    assert "|".join(f"{SHORT[unit.role]}:{unit.name}" for unit in units) == expected


def test_known_name_is_never_parted() -> None:
    known = ["Phòng Kế hoạch, Phòng Tài chính liên ngành"]

    units = parse_units(["Văn phòng, Phòng Kế hoạch, Phòng Tài chính liên ngành"], AssignmentRole.PERFORM, known)

    assert [unit.name for unit in units] == ["Văn phòng", "Phòng Kế hoạch, Phòng Tài chính liên ngành"]


def test_role_before_colon_holds_for_the_next_lines() -> None:
    units = parse_units(["Phối hợp:", "- Thanh tra Sở", "- Các phòng"], AssignmentRole.PERFORM)

    assert [(unit.name, SHORT[unit.role]) for unit in units] == [("Thanh tra Sở", "C"), ("Các phòng", "C")]


def test_role_of_the_column_is_written_out_when_printed() -> None:
    (unit,) = parse_units(["Văn phòng Sở"], AssignmentRole.LEAD)

    assert unit.written == ""
    assert unit.line == "Văn phòng Sở chủ trì"


@pytest.mark.parametrize(
    "text",
    ["- Quyết định công nhận", "Hướng dẫn hồ sơ", "Tổ chức Hội nghị", "Trình khen thưởng", "Ban hành", "Hội nghị"],
)
def test_verb_opens_a_title_not_a_unit(text: str) -> None:
    assert not starts_like_unit(text)


@pytest.mark.parametrize(
    "text", ["- Phòng Nội vụ", "Các đơn vị", "Hội đồng TĐKT", "Tổ chuyên môn", "Ban Giám hiệu", "Lãnh đạo Sở"]
)
def test_noun_opens_a_unit(text: str) -> None:
    assert starts_like_unit(text)
