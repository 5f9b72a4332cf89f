"""Thông báo kết quả as a letter (công văn): no title line, "V/v …" under the number, "Kính gửi" whom it is about."""

from __future__ import annotations

import dataclasses

from emulation.papers.campaign import Letterhead, paper_of, paragraphs
from plans.papers.content import Addressees, Paper


def outcome_paper(head: Letterhead, *, addressee: str, year: int, text: str) -> Paper:
    """The letter with its text as it was written; the clerk writes the number by hand where the office wants one."""
    paper = paper_of(head, kind="", subject="", body=[Addressees((addressee,)), *paragraphs(text)])
    header = dataclasses.replace(paper.header, about=f"V/v thông báo kết quả xét khen thưởng năm {year}")
    return dataclasses.replace(paper, header=header)
