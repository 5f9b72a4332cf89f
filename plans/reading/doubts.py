"""Doubts about head and foot: what is missing or was taken from elsewhere, in words for the review page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plans.reading.head import Head
from plans.reading.normalise import fold
from plans.reading.results import ReadWarning
from plans.reading.unit_words import starts_like_unit
from plans.rules.document import PlanDocument


def head_warnings(head: Head, document: PlanDocument) -> Iterable[ReadWarning]:
    """What was not found above the first section: title, year, number, date."""
    if not head.found_title:
        yield ReadWarning("no_title", "Không thấy dòng «KẾ HOẠCH»; hãy kiểm tra tên kế hoạch.", "title")
    if document.year is None:
        yield ReadWarning("no_year", "Không xác định được năm của kế hoạch.", "year")
    if head.number is None:
        yield ReadWarning("no_number", "Văn bản chưa có số, ký hiệu.", "number")
    if head.issued_on is None:
        yield ReadWarning("no_date", "Văn bản chưa có ngày ban hành.", "issued_on")
    if head.agency is None and document.agency is not None:
        yield ReadWarning(
            "agency_guessed",
            f"Không có phần đầu văn bản; cơ quan «{document.agency}» lấy từ câu mở đầu.",
            "agency",
            words=document.agency,
        )
    if document.agency is None:
        yield ReadWarning("no_agency", "Không xác định được cơ quan ban hành.", "agency")
    if head.years.second:
        yield ReadWarning(
            "school_year",
            f"Kế hoạch theo năm học {head.years.first}–{head.years.second}; năm ghi là {head.years.first}.",
            "year",
        )
    if document.year and document.issued_on and document.issued_on.year not in {document.year, document.year - 1}:
        yield ReadWarning("year_differs", "Năm của kế hoạch khác năm ban hành.", "year")


def tail_warnings(document: PlanDocument) -> Iterable[ReadWarning]:
    """What was not found below the last section: recipients, signer."""
    if not document.recipients:
        yield ReadWarning("no_recipients", "Không thấy phần «Nơi nhận».", "recipients")
    if document.signer_name is None:
        yield ReadWarning("no_signer", "Không thấy họ tên người ký.", "signer_name")
    if document.signer_title is None:
        yield ReadWarning("no_signer_title", "Không thấy chức vụ người ký.", "signer_title")


def unit_warnings(document: PlanDocument, lines: Sequence[tuple[int, ...]]) -> Iterable[ReadWarning]:
    """Names with a hyphen whose halves may be two units: one of them stands by itself elsewhere in the plan.

    ``lines`` are the source lines of each task.
    """
    names = {fold(unit.name) for task in document.tasks for unit in task.units}
    for place, task in enumerate(document.tasks):
        for unit in task.units:
            halves = re.split(r"\s[-–]\s", unit.name)
            if len(halves) == 2 and all(map(starts_like_unit, halves)) and names & set(map(fold, halves)):
                yield ReadWarning(
                    "unit_joined",
                    f"«{unit.name}» có thể là hai đơn vị viết liền; hãy tách ra nếu đúng vậy.",
                    f"task:{place}.units", lines[place], unit.name,
                )  # fmt: skip
