"""What a campaign needs before it is launched (Luật Thi đua, khen thưởng, Điều 17). Pure functions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MIDTERM_YEARS = 3


@dataclass(frozen=True)
class LaunchParts:
    """What a campaign says so far; empty text is a part not written. ``by_others`` is launched by another level."""

    name: str
    objective: str
    extent: str
    subjects: str
    contents: str
    measures: str
    review: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    basis: str = ""
    by_others: bool = False
    source_number: str = ""
    source_from: str = ""
    recipients: str = ""
    symbol: str = ""
    signer_title: str = ""
    signer_name: str = ""
    has_task: bool = True
    has_midterm: bool = False
    has_phases: bool = True


def missing_parts(parts: LaunchParts) -> list[str]:
    """What stands in the way of submitting and launching, each as a sentence that says what to write."""
    wanted = (
        (parts.name, "Chưa có tên phong trào."),
        (parts.objective, "Chưa có mục tiêu."),
        (parts.extent, "Chưa có phạm vi."),
        (parts.subjects, "Chưa có đối tượng thi đua."),
        (parts.contents, "Chưa có nội dung, tiêu chí thi đua."),
        (parts.starts_on and parts.ends_on, "Chưa có thời gian: ghi từ ngày, đến ngày."),
        (parts.measures, "Chưa có biện pháp, tổ chức thực hiện."),
        (parts.review, "Chưa có phần sơ kết, tổng kết, khen thưởng."),
        (
            not parts.by_others or (parts.source_number.strip() and parts.source_from.strip()),
            "Phong trào do cấp khác phát động: ghi văn bản phát động và cơ quan ban hành.",
        ),
        (parts.recipients, "Chưa có nơi nhận."),
        (parts.symbol, "Chưa có ký hiệu của văn bản, ví dụ KH-SNgV."),
        (parts.signer_title.strip() and parts.signer_name.strip(), "Chưa có người ký hoặc chức vụ người ký."),
    )
    return [sentence for said, sentence in wanted if not (said.strip() if isinstance(said, str) else said)]


def doubts(parts: LaunchParts) -> list[str]:
    """What is better looked at before launching; it stops nothing."""
    found = []
    if wants_midterm(parts.starts_on, parts.ends_on) and not parts.has_midterm:
        found.append(
            "Phong trào từ 3 năm trở lên chưa có giai đoạn sơ kết. Quy định phải sơ kết theo nguồn thứ cấp "
            "(độ tin cậy B), cần kiểm tra."
        )
    if not parts.has_phases:
        found.append("Chưa ghi giai đoạn nào: đăng ký, tự chấm điểm sẽ không mở theo ngày.")
    if not parts.basis.strip():
        found.append("Chưa ghi căn cứ.")
    if not parts.has_task:
        found.append("Chưa gắn với nhiệm vụ nào của kế hoạch năm.")
    return found


def wants_midterm(starts_on: dt.date | None, ends_on: dt.date | None) -> bool:
    """Whether the campaign runs three years or more, both of its days counted.

    >>> begins = dt.date(2026, 1, 1)
    >>> wants_midterm(begins, dt.date(2028, 12, 31)), wants_midterm(begins, dt.date(2028, 12, 30))
    (True, False)
    """
    if starts_on is None or ends_on is None:
        return False
    return months_and_days(starts_on, ends_on)[0] >= 12 * MIDTERM_YEARS


def months_and_days(starts_on: dt.date, ends_on: dt.date) -> tuple[int, int]:
    """How long a time is with its last day: whole months, and the days beyond them.

    >>> months_and_days(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    (12, 0)
    """
    after = ends_on + dt.timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    if _months_later(starts_on, months) > after:
        months -= 1
    return months, (after - _months_later(starts_on, months)).days


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later, or the last of its month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = dt.date(year + month // 11, (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (first_after - dt.timedelta(days=1)).day))
