"""What is said of a change in one line."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.rules.changes import MOST_LETTERS, Change

NOTHING = Change(
    "entry", 1, dt.datetime(2026, 6, 5, tzinfo=dt.UTC), 7, "7", "report", "doing", "", "Trần Thị B", "", None, None
)


@pytest.mark.parametrize(
    ("given", "words", "look"),
    [
        ({"text": "3/5 đơn vị đã gửi"}, "Nhiệm vụ 7: 3/5 đơn vị đã gửi", ""),
        ({"number": 40}, "Nhiệm vụ 7: đạt 40 %", ""),
        ({}, "Nhiệm vụ 7: ghi tiến độ", ""),
        ({"act": "complete", "unit": "Phòng A"}, "Nhiệm vụ 7: Phòng A báo hoàn thành", "await"),
        ({"act": "return", "text": "Thiếu số liệu"}, "Nhiệm vụ 7: yêu cầu thực hiện lại: Thiếu số liệu", "warn"),
        ({"act": "stop", "state": "not_arisen"}, "Nhiệm vụ 7: không phát sinh", "off"),
        (
            {"kind": "extension", "act": "asked", "unit": "Phòng A", "day": dt.date(2026, 6, 15)},
            "Nhiệm vụ 7: Phòng A xin gia hạn đến 15/06/2026",
            "warn",
        ),
        ({"kind": "obstacle", "act": "settled"}, "Nhiệm vụ 7: vướng mắc đã tháo gỡ", "done"),
        ({"kind": "direction", "act": "answered", "text": "Rõ"}, "Nhiệm vụ 7: trả lời ý kiến chỉ đạo: Rõ", "done"),
        (
            {"kind": "adjustment", "act": "issued", "task": None, "no": "12/KH", "day": dt.date(2026, 6, 5)},
            "Ban hành điều chỉnh kế hoạch số 12/KH ngày 05/06/2026",
            "done",
        ),
    ],
)
def test_a_change_in_one_line(given: dict[str, object], words: str, look: str) -> None:
    change = NOTHING._replace(**given)

    assert (change.words, change.look) == (words, look)


def test_long_words_are_cut() -> None:
    assert len(NOTHING._replace(text="rất dài " * 90).words) <= MOST_LETTERS
