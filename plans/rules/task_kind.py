"""What kind of work a task is, proposed from its first words. People may choose otherwise."""

from __future__ import annotations

import re

from plans.rules.text import fold

WORK, EVENT, REPORT, ROUND = "work", "event", "report", "round"

# In this order: a report about a conference is a report, a conference that reviews is a conference
_KINDS = (
    (REPORT, r"^(?:- )?(?:xay dung |du thao |hoan thien |lap |gui )?bao cao\b"),
    (EVENT, r"\b(?:hoi nghi|lop boi duong|lop tap huan|tap huan|le phat dong|le tong ket|le trao|hoi thao|toa dam)\b"),
    (ROUND, r"\b(?:binh xet|xet tang|cham diem|hop hoi dong|bo phieu|xet khen thuong)\b"),
)


def guess_kind(title: str) -> str:
    """One of ``TaskKind``'s values.

    >>> guess_kind("Tham dự Hội nghị sơ kết"), guess_kind("Xây dựng báo cáo tổng kết")
    ('event', 'report')
    """
    key = fold(title)
    return next((kind for kind, words in _KINDS if re.search(words, key)), WORK)
