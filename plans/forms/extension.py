"""Forms of an extension: asking, deciding; and the filter of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import ExtensionState
from plans.rules.official import short_date

STATES = [("", "Mọi trạng thái"), *ExtensionState.choices]


class AskForm(forms.Form):
    """Xin gia hạn. ``deadline`` is the present one; ``units`` those for which the person may ask."""

    unit = forms.ChoiceField(label="Xin cho đơn vị", error_messages={"required": "Chọn đơn vị."})
    new_deadline = DayField(label="Xin lùi đến ngày")
    reason = LinesField(
        label="Lý do",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lãnh đạo Sở đọc để quyết định, ví dụ: chờ kế hoạch phát động của tỉnh, dự kiến ban hành ngày 10/6.",
        error_messages={"required": "Ghi lý do xin gia hạn để Lãnh đạo Sở cân nhắc."},
    )

    def __init__(
        self, *args: Any, deadline: dt.date | None, units: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if deadline:
            self.fields["new_deadline"].help_text = f"Sau thời hạn hiện nay, {short_date(deadline)}."
        if len(units) > 1:
            self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
        self.only = units[0][0] if units else None

    @property
    def unit_id(self) -> int | None:
        return int(self.cleaned_data["unit"]) if "unit" in self.fields else self.only


class DecideForm(VersionForm):
    """Đồng ý, or không đồng ý with words."""

    note = LinesField(
        label="Ý kiến",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không đồng ý thì ghi lý do.",
    )


class ExtensionFilter(ListFilter):
    """The list of extensions of a year."""

    search = SearchField("Tìm nhiệm vụ")
    unit = forms.ChoiceField(label="Đơn vị xin", required=False)
    state = forms.ChoiceField(label="Quyết định", required=False, choices=STATES)
