"""How titles and commendations are called where there is room for two or three words: the grid of years, the stairs."""

from __future__ import annotations

SHORT_NAMES: dict[str, str] = {
    "LDTT": "LĐTT",
    "CSTDCS": "CSTĐ cơ sở",
    "CSTD_TINH": "CSTĐ cấp tỉnh",
    "CSTD_BO": "CSTĐ Bộ Ngoại giao",
    "CSTD_TQ": "CSTĐ toàn quốc",
    "TTLDTT": "TTLĐTT",
    "TTLDXS": "TTLĐXS",
    "CO_TINH": "Cờ UBND tỉnh",
    "CO_BO": "Cờ Bộ Ngoại giao",
    "CO_CP": "Cờ Chính phủ",
    "GK": "Giấy khen",
    "BK_TINH": "BK tỉnh",
    "BK_BO": "BK Bộ Ngoại giao",
    "BK_TTG": "BK Thủ tướng",
    "HCLD_3": "HCLĐ hạng Ba",
    "HCLD_2": "HCLĐ hạng Nhì",
    "HCLD_1": "HCLĐ hạng Nhất",
    "KNC_BNG": "KNC Ngoại giao",
}


def short_name(code: str, name: str) -> str:
    """The short words of a code; an entry that the office added itself is called by its name."""
    return SHORT_NAMES.get(code, name)
