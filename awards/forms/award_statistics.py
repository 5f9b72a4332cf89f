"""The choice above a statistical form: which form, of which time."""

from __future__ import annotations

from django import forms

from awards.rules.statistic_words import PARTS_OF_YEAR
from plans.forms.listing import ListFilter
from plans.forms.plan import DAY_ATTRS, DayField

WHOLE_YEAR = "Cả năm"
_DAY = DAY_ATTRS | {"class": "form-control short-field"}
_ADDRESS = {"form": "bieu", "part": "ky", "first": "tu", "last": "den"}


class StatisticsFilter(ListFilter):
    """A form and a year or a part of it; two days of one's own go before the year."""

    form = forms.ChoiceField(label="Biểu", required=False)
    year = forms.ChoiceField(label="Năm quyết định", required=False)
    part = forms.ChoiceField(
        label="Kỳ",
        required=False,
        choices=[(key, words if key else WHOLE_YEAR) for key, (_, _, words) in PARTS_OF_YEAR.items()],
    )
    first = DayField(label="hoặc từ ngày", required=False, widget=forms.DateInput(attrs=_DAY))
    last = DayField(label="đến ngày", required=False, widget=forms.DateInput(attrs=_DAY))

    def add_prefix(self, field_name: str) -> str:
        return _ADDRESS.get(field_name) or super().add_prefix(field_name)

    @property
    def problem(self) -> str:
        """Why the days typed are not the time shown; empty where they are."""
        first, last = self.value("first"), self.value("last")
        for name in ("first", "last"):
            if name in self.errors:
                return f"“{self.data.get(self.add_prefix(name))}”: {self.errors[name][0]}"
        if bool(first) != bool(last):
            return "Nhập đủ hai ngày, hoặc bỏ trống cả hai để tính theo năm."
        if first and last and first > last:
            return "Ngày sau phải bằng hoặc sau ngày đầu."
        return ""
