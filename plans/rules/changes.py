"""What is said of a change in one line: "Nhiệm vụ 7: xin gia hạn đến 15/06/2026". Pure functions.

A change is known by ``kind`` and ``act``; what it is about stands in ``text``, ``day`` and ``number``.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from plans.rules.official import short_date
from plans.rules.status import Progress

MOST_LETTERS = 150


class Change(NamedTuple):
    """One thing that happened: ``look`` is the dot of its line (done, warn, await, idle or blue), ``who`` did it."""

    kind: str
    pk: int
    at: dt.datetime
    task: int | None
    no: str
    act: str
    state: str
    text: str
    who: str
    unit: str
    day: dt.date | None
    number: int | None

    @property
    def words(self) -> str:
        """The line without its moment and person."""
        said = _SAID[self.kind](self)
        about = f"Nhiệm vụ {self.no}: " if self.task else ""
        return _shortened(f"{about}{said}")

    @property
    def look(self) -> str:
        return _LOOKS.get((self.kind, self.act), "")


_STOPPED = {
    Progress.PAUSED: "tạm dừng",
    Progress.NOT_ARISEN: "không phát sinh",
    Progress.CANCELLED: "huỷ, không thực hiện",
}
_LOOKS = {
    ("entry", "complete"): "await",
    ("entry", "confirm"): "done",
    ("entry", "return"): "warn",
    ("entry", "stop"): "off",
    ("entry", "part_done"): "done",
    ("entry", "part_return"): "warn",
    ("extension", "asked"): "warn",
    ("extension", "agreed"): "done",
    ("extension", "refused"): "off",
    ("obstacle", "reported"): "warn",
    ("obstacle", "submitted"): "await",
    ("obstacle", "settled"): "done",
    ("adjustment", "issued"): "done",
    ("direction", "answered"): "done",
}


def _entry(change: Change) -> str:
    if change.act == "report":
        return change.text or (f"đạt {change.number} %" if change.number else "ghi tiến độ")
    unit = change.unit or "đơn vị"
    said = {
        "complete": f"{unit} báo hoàn thành",
        "confirm": "xác nhận hoàn thành",
        "return": "yêu cầu thực hiện lại",
        "stop": _STOPPED.get(Progress(change.state), "dừng"),
        "resume": "tiếp tục thực hiện",
        "trigger": "đã phát sinh",
        "part_done": f"{unit} xong phần việc",
        "part_return": f"{unit} phải làm lại phần việc",
    }
    return _with(said[change.act], change.text)


def _extension(change: Change) -> str:
    until = f"đến {short_date(change.day)}" if change.day else ""
    match change.act:
        case "agreed":
            return f"đồng ý gia hạn {until}"
        case "refused":
            return _with(f"không gia hạn {until}", change.text)
        case _:
            return _with(f"{change.unit or 'đơn vị'} xin gia hạn {until}", change.text)


def _obstacle(change: Change) -> str:
    said = {
        "submitted": "vướng mắc trình lãnh đạo",
        "decided": "lãnh đạo quyết định về vướng mắc",
        "settled": "vướng mắc đã tháo gỡ",
    }
    return _with(said.get(change.act, "báo vướng mắc"), change.text)


def _direction(change: Change) -> str:
    return _with("trả lời ý kiến chỉ đạo" if change.act == "answered" else "ý kiến chỉ đạo", change.text)


def _adjustment(change: Change) -> str:
    day = f" ngày {short_date(change.day)}" if change.day else ""
    return _with(f"Ban hành điều chỉnh kế hoạch số {change.no}{day}", change.text)


_SAID = {
    "entry": _entry,
    "extension": _extension,
    "obstacle": _obstacle,
    "direction": _direction,
    "adjustment": _adjustment,
}


def _with(said: str, text: str) -> str:
    """What happened and, after a colon, its own words."""
    words = " ".join(text.split())
    return f"{said}: {words}" if words else said


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1].rstrip()}…"
