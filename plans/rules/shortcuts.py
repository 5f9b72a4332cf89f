"""The keyboard shortcuts: one table for the card that tells them and for the script that hears them."""

from __future__ import annotations

from typing import NamedTuple


class Shortcut(NamedTuple):
    """The keys to press one after the other, and what they do."""

    keys: tuple[str, ...]
    words: str


class Place(NamedTuple):
    """A page reached by "g" and a letter; it is offered to whoever has it in the menu."""

    letter: str
    name: str
    words: str


PLACES = (
    Place("v", "plans:home", "Việc của tôi"),
    Place("t", "plans:dashboard", "Tổng quan"),
    Place("k", "plans:plan", "Bảng kế hoạch của năm đang xem"),
    Place("l", "plans:calendar", "Lịch"),
)
HERE = (
    Shortcut(("/",), "Tìm nhiệm vụ, người, văn bản"),
    Shortcut(("n",), "Ghi tiến độ, trên trang có nút này"),
    Shortcut(("?",), "Mở bảng phím tắt này"),
)
ROWS = (
    Shortcut(("j",), "Dòng sau của danh sách"),
    Shortcut(("k",), "Dòng trước của danh sách"),
    Shortcut(("Enter",), "Mở dòng đang chọn"),
)
