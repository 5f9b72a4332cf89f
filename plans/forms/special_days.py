"""Forms of the table of holidays and of days worked in exchange."""

from __future__ import annotations

from typing import Any

from django import forms

from plans.forms.plan import DayField
from plans.models import SpecialDay
from plans.services.special_days import DayValues


class ReasonForm(forms.Form):
    """Why the table changes; asked of every change."""

    reason = forms.CharField(
        label="Lý do, căn cứ",
        max_length=500,
        help_text="Ví dụ: Thông báo số 6150/TB-BNV về lịch nghỉ lễ, Tết.",
        error_messages={"required": "Ghi lý do, căn cứ của thay đổi."},
    )


class SpecialDayForm(ReasonForm):
    """One day of the table."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    date = DayField(label="Ngày")
    kind = forms.ChoiceField(
        label="Loại",
        choices=[(SpecialDay.Kind.OFF, "Nghỉ"), (SpecialDay.Kind.WORKED, "Làm bù (thứ Bảy, Chủ nhật đi làm)")],
        widget=forms.RadioSelect,
        initial=SpecialDay.Kind.OFF,
        error_messages={"required": "Chọn nghỉ hoặc làm bù."},
    )
    name = forms.CharField(
        label="Tên",
        max_length=150,
        help_text="Ví dụ: Quốc khánh; Nghỉ hoán đổi; Làm bù cho ngày 31/8.",
        error_messages={"required": "Ghi tên ngày nghỉ hoặc làm bù."},
    )
    estimated = forms.BooleanField(label="Ước tính, chờ thông báo chính thức", required=False)
    field_order = ("version", "date", "kind", "name", "estimated", "reason")

    @property
    def values(self) -> DayValues:
        """The day as typed."""
        data: dict[str, Any] = self.cleaned_data
        return DayValues(data["date"], data["kind"], data["name"], data["estimated"])
