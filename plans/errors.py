"""Refusals that are said to the user: which no it is, and what to do next, as one Vietnamese sentence."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """An act that the rules or the present state refuse. ``str()`` is the sentence shown."""


class NotAllowed(DomainError):
    """The person may see the thing but not do this to it (shown with 403)."""


class AlreadyDone(DomainError):
    """The same form came a second time (double click, repeated POST); the first one counted.

    ``url`` is the page of what the first one made, where it made something.
    """

    def __init__(self, said: str, url: str = "") -> None:
        super().__init__(said)
        self.url = url


class EditConflict(DomainError):
    """Somebody else saved the record since the page was opened.

    ``current`` is the record as it now stands; ``typed`` the cleaned values that were not saved.
    """

    def __init__(self, current: Any, typed: dict[str, Any]) -> None:
        super().__init__("Nội dung vừa được người khác sửa. Nội dung anh, chị nhập vẫn còn, chọn từng mục rồi lưu.")
        self.current, self.typed = current, typed
