"""Short citations of the rule book in the words of an office; what is no short form stays."""

from __future__ import annotations

import pytest

from awards.rules.citation import spelled


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("", ""),
        ("Luật Đ24.1", "Luật TĐKT, Điều 24 khoản 1"),
        ("Luật Đ74, Đ79", "Luật TĐKT, Điều 74, Điều 79"),
        ("Luật Đ5.2.c", "Luật TĐKT, Điều 5 khoản 2 điểm c"),
        ("NĐ152 Đ4.4", "Nghị định 152/2025/NĐ-CP, Điều 4 khoản 4"),
        ("NĐ152", "Nghị định 152/2025/NĐ-CP"),
        ("NĐ 335/2025 Đ19 (nguồn khác: Đ21)", "Nghị định 335/2025/NĐ-CP, Điều 19 (nguồn khác: Điều 21)"),
        ("NĐ 335/2025/NĐ-CP Đ19", "Nghị định 335/2025/NĐ-CP, Điều 19"),
        ("CV 5007/BNV-TĐKT III.5.c", "Công văn 5007/BNV-TĐKT, mục III.5.c"),
        ("QĐ 86/2025/QĐ-UBND Bắc Ninh Đ3.3.a", "Quyết định 86/2025/QĐ-UBND Bắc Ninh, Điều 3 khoản 3 điểm a"),
        ("TT 01/2024/TT-BNV Đ1.5", "Thông tư 01/2024/TT-BNV, Điều 1 khoản 5"),
        ("Dự thảo sửa Đ23 (12/2025)", "Dự thảo sửa Điều 23 (12/2025)"),
        ("Luật TĐKT, Điều 24 khoản 1", "Luật TĐKT, Điều 24 khoản 1"),
        ("Thông tư của các ngành", "Thông tư của các ngành"),
    ],
)
def test_a_citation_is_spelled_out(short: str, words: str) -> None:
    assert spelled(short) == words
    assert spelled(words) == words
