"""Words of findings: levels, scopes, organisers, years in a row."""

from __future__ import annotations

from collections.abc import Iterable

RATING_WORDS = {
    "HTXSNV": "Hoàn thành xuất sắc nhiệm vụ",
    "HTTNV": "Hoàn thành tốt nhiệm vụ",
    "HTNV": "Hoàn thành nhiệm vụ",
    "KHTNV": "Không hoàn thành nhiệm vụ",
}
SCOPE_WORDS = {
    "unit": "",
    "province": " có hiệu quả áp dụng, nhân rộng trong tỉnh",
    "ministry": " có hiệu quả áp dụng, nhân rộng trong Bộ",
    "nation": " có hiệu quả áp dụng, nhân rộng toàn quốc",
}
ORGANISERS = {
    "unit": "đơn vị",
    "province": "tỉnh",
    "ministry": "bộ",
    "province_or_ministry": "tỉnh hoặc bộ",
    "central_council": "Hội đồng Thi đua - Khen thưởng Trung ương",
    "prime_minister": "Thủ tướng Chính phủ",
}
COUNCILS = {"province_council": "hội đồng tỉnh", "ministry_council": "hội đồng Bộ"}
FORMS = {
    "khien_trach": "khiển trách",
    "canh_cao": "cảnh cáo",
    "ha_bac_luong": "hạ bậc lương",
    "giang_chuc": "giáng chức",
    "cach_chuc": "cách chức",
    "buoc_thoi_viec": "buộc thôi việc",
}
HOLD_WORDS = {
    "discipline": "đang xem xét kỷ luật",
    "inspection": "đang thanh tra, điều tra, có dấu hiệu vi phạm",
    "complaint": "đang xác minh đơn thư khiếu nại, tố cáo",
    "press": "đang xác minh thông tin báo chí nêu",
}
ROUTES = {
    "R_2_CSTDCS": "02 lần liên tục Chiến sĩ thi đua cơ sở",
    "R_2_HTXSNV": "02 năm liên tục hoàn thành xuất sắc, có 02 sáng kiến hoặc đề tài",
    "R_MOVEMENT": "Thành tích xuất sắc trong phong trào thi đua của tỉnh",
    "R_SUDDEN": "Nhiều thành tích hoặc thành tích đột xuất",
}


def route_words(key: str) -> str:
    """How a route is called; one without a name by its number."""
    return ROUTES.get(key, f"Cách {key}")


def many(number: int) -> str:
    """Two figures, as official papers write small numbers."""
    return f"{number:02d}"


def years_words(years: Iterable[int]) -> str:
    """The oldest first: "2024, 2025"."""
    return ", ".join(map(str, sorted(years)))
