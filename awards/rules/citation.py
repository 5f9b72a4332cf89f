"""Citations as an office writes them: the short ones of the rule book ("NĐ152 Đ4.4") in full words."""

from __future__ import annotations

import re

_WHOLE = (("NĐ152", "Nghị định 152/2025/NĐ-CP"), ("NĐ98", "Nghị định 98/2023/NĐ-CP"))
_KINDS = {"CV": "Công văn", "NĐ": "Nghị định", "QĐ": "Quyết định", "TT": "Thông tư"}
_KIND = re.compile(r"(?<![\w/-])(CV|NĐ|QĐ|TT) (?=\d)")
_DECREE = re.compile(r"(?<=Nghị định )(\d+/\d{4})(?![\d/])")
_SECTION = re.compile(r"(?<=BNV-TĐKT) (?=[IVX]+\b)")
_LAW = re.compile(r"(?<!\w)Luật (?=Đ\d)")
_ARTICLE = re.compile(
    r"(?P<joint>(?<=[A-Z0-9]) |(?<=Bắc Ninh) )?(?<!\w)Đ(?P<no>\d+)(?:\.(?P<clause>\d+))?(?:\.(?P<point>[a-zđ])\b)?"
)


def spelled(citation: str) -> str:
    """Decrees, circulars, articles, clauses and points in words; what is no short form stays as it is."""
    found = citation
    for short, whole in _WHOLE:
        found = re.sub(rf"(?<!\w){short}\b", whole, found)
    found = _KIND.sub(lambda kind: f"{_KINDS[kind[1]]} ", found)
    found = _DECREE.sub(r"\1/NĐ-CP", found)
    found = _SECTION.sub(", mục ", found)
    found = _LAW.sub("Luật TĐKT, ", found)
    return _ARTICLE.sub(_article, found)


def _article(found: re.Match[str]) -> str:
    clause, point = found["clause"], found["point"]
    parts = (f"Điều {found['no']}", clause and f"khoản {clause}", point and f"điểm {point}")
    return (", " if found["joint"] else "") + " ".join(filter(None, parts))
