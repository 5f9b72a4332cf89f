"""Lines of the two catalogues for tests: made where the seed has none of that code, changed where it has."""

from __future__ import annotations

from typing import Any

from emulation.models import AppliesTo, Commendation, InitiativeNeed, Level, Title
from plans.models import Confidence

TITLES: dict[str, dict[str, Any]] = {
    "LDTT": {"name": "Lao động tiên tiến", "applies_to": AppliesTo.INDIVIDUAL},
    "CSTDCS": {
        "name": "Chiến sĩ thi đua cơ sở",
        "applies_to": AppliesTo.INDIVIDUAL,
        "initiative": InitiativeNeed.ONE_OF,
    },
    "CSTD_TINH": {
        "name": "Chiến sĩ thi đua cấp tỉnh",
        "applies_to": AppliesTo.INDIVIDUAL,
        "level": Level.PROVINCE,
        "initiative": InitiativeNeed.REQUIRED,
    },
    "TTLDTT": {"name": "Tập thể lao động tiên tiến", "applies_to": AppliesTo.COLLECTIVE},
}
COMMENDATIONS: dict[str, dict[str, Any]] = {
    "GK": {"name": "Giấy khen của Giám đốc Sở", "applies_to": AppliesTo.BOTH},
    "BK_TINH": {"name": "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "applies_to": AppliesTo.BOTH},
}
_COMMON = {"level": Level.UNIT, "confidence": Confidence.MEMORY, "in_use": True}


def make_title(code: str = "LDTT", **values: Any) -> Title:
    """Danh hiệu thi đua, one of ``TITLES`` or a new one."""
    facts = {**_COMMON, "name": code, "applies_to": AppliesTo.INDIVIDUAL, **TITLES.get(code, {}), **values}
    return Title.objects.update_or_create(code=code, defaults=facts)[0]


def make_commendation(code: str = "GK", **values: Any) -> Commendation:
    """Hình thức khen thưởng, one of ``COMMENDATIONS`` or a new one."""
    facts = {**_COMMON, "name": code, "applies_to": AppliesTo.BOTH, **COMMENDATIONS.get(code, {}), **values}
    return Commendation.objects.update_or_create(code=code, defaults=facts)[0]
