"""Whether words make a task depend on something that may not come ("nếu có"). Pure, over accent-free keys."""

from __future__ import annotations

import re

from plans.rules.text import fold

_TITLE = re.compile(
    r"\bneu co\b|\bneu duoc\b|\bkhi co\b|\bkhi phat sinh\b|\bkhi duoc yeu cau\b|\bneu phat sinh\b|\bneu can\b"
    r"|\bkhi can thiet\b"
)
_TIME = re.compile(r"(?<!sau )\bkhi (?:co|phat sinh|duoc|can)\b|\bneu (?:co|duoc|can|phat sinh)\b|\bkhi phat sinh\b")
_AFTER = re.compile(r"\b(?:ngay )?sau khi co\b")


def title_is_conditional(title: str) -> bool:
    """«(nếu có)», «nếu được …», «khi có …»: the task may not come; «sau khi có …» only says when."""
    return _TITLE.search(_AFTER.sub(" ", fold(title))) is not None


def time_is_conditional(words: str) -> bool:
    """The same said in the place of a time: «khi có yêu cầu», «khi cần»."""
    return _TIME.search(fold(words)) is not None
