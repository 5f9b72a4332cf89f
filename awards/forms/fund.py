"""The form of one entry of the fund."""

from __future__ import annotations

from typing import Any

from django import forms

from awards.models import FundEntry
from plans.forms.plan import DayField, LinesField, VersionForm


class MoneyField(forms.CharField):
    """A sum in đồng, typed with or without points: 2.340.000."""

    def clean(self, value: Any) -> int:
        typed = "".join(str(super().clean(value)).replace(".", "").split())
        if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) < 10**13:
            raise forms.ValidationError("Nhập số tiền bằng chữ số, đơn vị đồng, ví dụ 2.340.000.")
        return int(typed)


class FundEntryForm(VersionForm):
    """Khoản thu hoặc chi."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(label="Thu hay chi", choices=FundEntry.Way.choices, widget=forms.RadioSelect)
    on = DayField(label="Ngày")
    amount = MoneyField(label="Số tiền (đồng)", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    words = LinesField(label="Nội dung", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    paper_number = forms.CharField(label="Số chứng từ", required=False, max_length=100)
