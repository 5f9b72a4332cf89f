"""What stands around a statistical form: its time, the text behind it, and what its numbers do and do not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from awards.rules.statistic_count import NOT_KNOWN, NOTHING, Given, Table, women_and_direct
from awards.rules.statistic_form import WHOM_WORDS, Form, Measure
from plans.rules.official import short_date

NONE_GIVEN = "Sổ khen thưởng không có khen thưởng nào thuộc biểu này có quyết định trong thời gian này."


def span_words(first: dt.date, last: dt.date) -> str:
    """The time as a title tells it.

    >>> span_words(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), span_words(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    ('Năm 2026', 'Quý II năm 2026')
    """
    year = first.year
    for starts, ends, words in PARTS_OF_YEAR.values():
        if (first, last) == (dt.date(year, *starts), dt.date(year, *ends)):
            return f"{words} {year}" if words == "Năm" else f"{words} năm {year}"
    return f"Từ ngày {short_date(first)} đến ngày {short_date(last)}"


def moment_words(at: dt.datetime) -> str:
    """Of when the numbers are; ``at`` in office time.

    >>> moment_words(dt.datetime(2026, 11, 23, 8, 5))
    'Số liệu tính đến 08 giờ 05 ngày 23/11/2026'
    """
    return f"Số liệu tính đến {at:%H} giờ {at:%M} ngày {short_date(at.date())}"


PARTS_OF_YEAR = {
    "": ((1, 1), (12, 31), "Năm"),
    "6-thang-dau": ((1, 1), (6, 30), "6 tháng đầu"),
    "6-thang-cuoi": ((7, 1), (12, 31), "6 tháng cuối"),
    "quy-1": ((1, 1), (3, 31), "Quý I"),
    "quy-2": ((4, 1), (6, 30), "Quý II"),
    "quy-3": ((7, 1), (9, 30), "Quý III"),
    "quy-4": ((10, 1), (12, 31), "Quý IV"),
}


def basis_words(form: Form, first: dt.date, last: dt.date, sure: str) -> list[str]:
    """What is known of the form's text, and what whoever sends it has to check. ``sure`` is its confidence in words."""
    if not form.code:
        return ["Biểu của cơ quan, không phải biểu mẫu của Bộ Nội vụ nên không có số hiệu và căn cứ ban hành."]
    days = [short_date(day) if day else "chưa rõ" for day in (form.effective_from, form.effective_to)]
    sureness = f"Độ tin cậy {form.confidence}: {sure.lower()}."
    said = [f"Biểu ban hành theo {form.basis}; có hiệu lực từ: {days[0]}, đến: {days[1]}. {sureness}"]
    if form.signed_on and first < form.signed_on:
        older = f"; biểu trước đó là {form.older}, phần mềm chưa có mẫu" if form.older else ""
        said.append(f"Thời gian đã chọn bắt đầu trước ngày ban hành biểu này{older}.")
    if form.replaced and (form.replaced_on is None or last >= form.replaced_on):
        said.append(form.replaced)
    return said


def notes(table: Table, given: Sequence[Given], undated: int, before: tuple[dt.date, dt.date]) -> list[str]:
    """What the reader of the numbers has to know, in the order in which it stands under the table."""
    return [*_about(table, given, before), *_left_out(table, undated)]


def _about(table: Table, given: Sequence[Given], before: tuple[dt.date, dt.date]) -> Iterator[str]:
    form = table.form
    yield (
        "Tính theo lượt khen đã có quyết định (đã được tặng), theo ngày của quyết định; không tính đề nghị và khen "
        "thưởng đã bị hủy bỏ. Không cộng tập thể với cá nhân, không cộng danh hiệu với hình thức."
    )
    yield (
        f"“{NOTHING}”: không có; “{NOT_KNOWN}”: sổ không ghi nên không có số liệu; "
        "“chưa rõ: n”: n lượt chưa ghi đủ để biết có thuộc ô đó hay không."
    )
    if any(leaf.measure is Measure.BEFORE for leaf in table.leaves):
        first, last = (short_date(day) for day in before)
        yield f"Kỳ trước: quyết định từ {first} đến {last}."
    if any(leaf.is_total for leaf in table.leaves) and given:
        people, women, no_sex, direct, no_group = women_and_direct(given, form)
        if people:
            yield (
                f"Trong {people} lượt cá nhân của biểu: nữ {women}{_unknown(no_sex)}; "
                f"người trực tiếp {direct}{_unknown(no_group)}."
            )


def _left_out(table: Table, undated: int) -> Iterator[str]:
    why: dict[str, list[str]] = {}
    for row in table.form.rows:
        if row.why:
            why.setdefault(row.why, []).append(row.code or row.title)
    if why:
        reasons = "; ".join(f"mã {', '.join(codes)}: {reason}" for reason, codes in why.items())
        yield f"Sổ không ghi, người lập biểu tự ghi nếu có: {reasons}."
    if table.outside:
        found = "; ".join(f"{name} ({WHOM_WORDS[whom].lower()}): {number}" for name, whom, number in table.outside)
        yield f"Khen thưởng cùng cấp nhưng biểu không có cột: {found}."
    if undated:
        yield (
            f"Chưa tính {undated} khen thưởng của các năm này vì chưa ghi ngày quyết định; ghi ngày trong quá trình "
            "khen thưởng để tính."
        )


def _unknown(number: int) -> str:
    return f" (chưa rõ: {number})" if number else ""
