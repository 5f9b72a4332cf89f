"""The year that the title of a plan names."""

from __future__ import annotations

import re

from plans.reading.normalise import fold
from plans.reading.periods import Years

_SCHOOL = re.compile(r"(?:nam hoc|nh)\s*:?\s*(20\d\d)\s*(?:-|/|den)\s*(20\d\d)")
_YEAR = re.compile(r"\bnam\s*:?\s*(20\d\d)\b")
_ANY_YEAR = re.compile(r"(?<![\d])(20\d\d)(?!\d)")
DATED = re.compile(
    r"ngay\s*\d{1,2}\s*(?:thang|/)\s*\d{1,2}\s*(?:nam|/)\s*20\d\d|\d{1,2}/\d{1,2}/20\d\d|/20\d\d/|\d+/20\d\d(?=/)"
)
_STAGE = re.compile(r"(?:giai doan|nhiem ky)\s*20\d\d\s*-\s*20\d\d")


def title_years(title: str) -> Years:
    """The year a title names; dates and stages («giai đoạn 2021 - 2025») in it are not the plan's year."""
    key = _STAGE.sub(" ", DATED.sub(" ", fold(title)))
    school = _SCHOOL.search(key)
    if school:
        return Years(int(school[1]), int(school[2]))
    named = _YEAR.findall(key) or _ANY_YEAR.findall(key)
    return Years(int(named[-1])) if named else Years(None)
