"""Quán triệt: the people of a unit who have read the plan, and the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from plans.forms.plan import DayField


class ReadingForm(forms.Form):
    """``people`` are the keys and names of those who have not read the plan yet."""

    people = forms.MultipleChoiceField(
        label="Người đã đọc, đã được phổ biến kế hoạch",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một người.", "invalid_choice": "Có người đã được ghi. Xem lại."},
    )
    read_on = DayField(
        label="Ngày quán triệt", help_text="Ngày họp phổ biến hoặc ngày đọc.", initial=timezone.localdate
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(pk), name) for pk, name in people]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["people"]]
