"""Forms of a plan's way: returning it, issuing it, entering the number of a signed one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from plans.rules.official import short_date

DAY_ATTRS = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "class": "short-field"}

FIRST_YEAR, LAST_YEAR = 1900, 2199


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy; 8/6/2026 is understood too."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs=DAY_ATTRS))
        kwargs.setdefault(
            "error_messages",
            {
                "invalid": "Không có ngày này. Nhập ngày theo dạng dd/mm/yyyy, ví dụ 05/02/2026.",
                "required": "Nhập ngày.",
            },
        )
        super().__init__(**kwargs)

    def validate(self, value: dt.date | None) -> None:
        """A slip of the key in the year is no day of an office, nor one that can be reckoned with."""
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(f"Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.")


class LinesField(forms.CharField):
    """Text of several lines, with one sort of line end, whichever the browser sends."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class VersionForm(forms.Form):
    """What every act on a record carries: the version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(VersionForm):
    """Trả lại kèm lý do; ``example`` is one as the leadership may word it."""

    reason = LinesField(
        label="Lý do trả lại",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do trả lại để thường trực biết cần sửa gì."},
    )

    def __init__(self, *args: Any, example: str = "bổ sung đơn vị phối hợp ở nhiệm vụ 8", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = f"Thường trực đọc được ngay, ví dụ: {example}."


class IssueForm(VersionForm):
    """Số và ngày ban hành. ``approved_on`` is the day of approval, before which a date is doubtful."""

    number = forms.IntegerField(
        label="Số",
        min_value=1,
        max_value=999_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}),
        error_messages={
            "required": "Nhập số của văn bản.",
            "invalid": "Nhập số bằng chữ số, không kèm ký hiệu, ví dụ 5.",
            "min_value": "Số bắt đầu từ 1.",
            "max_value": "Số quá lớn. Kiểm tra lại.",
        },
    )
    issued_on = DayField(label="Ngày ban hành")
    early_ok = forms.BooleanField(
        label="Ngày này đúng, dù trước ngày duyệt trong hệ thống", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, approved_on: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.approved_on = approved_on
        if approved_on is None:
            del self.fields["early_ok"]

    def clean_issued_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["issued_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(f"{short_date(day)} ở sau hôm nay. Nhập ngày ký thật.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, approved = cleaned.get("issued_on"), self.approved_on
        if day and approved and day < approved and not cleaned.get("early_ok"):
            self.fields["early_ok"].widget = forms.CheckboxInput()
            self.add_error(
                "issued_on",
                f"{short_date(day)} ở trước ngày duyệt {short_date(approved)}. Sửa lại, hoặc đánh dấu ô dưới nếu đúng.",
            )
        return cleaned


class NumberForm(IssueForm):
    """Số, ký hiệu và ngày như trên bản đã ký trên giấy."""

    symbol = forms.CharField(
        label="Ký hiệu",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "short-field"}),
        help_text="Phần sau dấu gạch chéo, ví dụ KH-SNgV.",
        error_messages={"required": "Nhập ký hiệu như trên bản đã ký."},
    )
    field_order = ("version", "number", "symbol", "issued_on")

    def clean_symbol(self) -> str:
        symbol = "".join(str(self.cleaned_data["symbol"]).split()).strip("/")
        if not symbol:
            raise forms.ValidationError("Nhập ký hiệu như trên bản đã ký.")
        return symbol
