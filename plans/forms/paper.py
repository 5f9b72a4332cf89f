"""Forms of the register: its filter, what the clerk keeps of one paper, and the signed copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from plans.forms.plan import DAY_ATTRS, DayField, LinesField, VersionForm
from plans.models import IssuedPaper, PaperDispatch
from plans.rules.official import short_date

SIGNED_HELP = "PDF đã ký số, hoặc bản chụp đã ký, đóng dấu; không quá 20 MB. Tệp được giữ đúng từng byte."
LINE_FIELDS = ("way", "sent_on", "receipt", "note")


class PaperFilter(forms.Form):
    """What the register is narrowed to."""

    q = forms.CharField(
        label="Số, trích yếu, người ký, nơi nhận",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Gõ có dấu hoặc không dấu"}),
    )
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    series = forms.ChoiceField(label="Dãy số", required=False)

    def __init__(self, data: Any, *, years: Sequence[int], series: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [("", "Mọi năm"), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["series"].choices = [("", "Mọi dãy số"), *((one, one) for one in series)]  # type: ignore[attr-defined]


class RegisterForm(VersionForm):
    """Keeper, copies and note of a paper, and how each recipient got it."""

    keeper = forms.CharField(label="Đơn vị, người nhận bản lưu", max_length=200, required=False)
    copies = forms.IntegerField(
        label="Số lượng bản",
        required=False,
        min_value=1,
        max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}),
        error_messages={
            "invalid": "Nhập số bản bằng chữ số.",
            "min_value": "Ít nhất 1 bản, hoặc để trống.",
            "max_value": "Số bản quá lớn. Kiểm tra lại.",
        },
    )
    note = LinesField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, dispatches: Sequence[PaperDispatch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dispatches = list(dispatches)
        for row in self.dispatches:
            self._add_line(row)

    def _add_line(self, row: PaperDispatch) -> None:
        for_whom = row.recipient

        def named(what: str, **more: str) -> dict[str, str]:
            return {"class": "form-control", "aria-label": f"{what}: {for_whom}", **more}

        self.fields[f"way-{row.pk}"] = forms.ChoiceField(
            label=f"Cách gửi: {for_whom}",
            choices=[("", "Chưa gửi"), *PaperDispatch.Way.choices],
            required=False,
            initial=row.way,
            widget=forms.Select(attrs=named("Cách gửi") | {"class": "form-select"}),
        )
        self.fields[f"sent_on-{row.pk}"] = DayField(
            label=f"Ngày chuyển: {for_whom}",
            required=False,
            initial=row.sent_on,
            widget=forms.DateInput(attrs={**DAY_ATTRS, **named("Ngày chuyển")}),
        )
        for name, words in (("receipt", "Ký nhận"), ("note", "Ghi chú")):
            self.fields[f"{name}-{row.pk}"] = forms.CharField(
                label=f"{words}: {for_whom}",
                required=False,
                max_length=200,
                initial=getattr(row, name),
                widget=forms.TextInput(attrs=named(words)),
            )

    def line_rows(self) -> list[tuple[PaperDispatch, list[forms.BoundField]]]:
        return [(row, [self[f"{name}-{row.pk}"] for name in LINE_FIELDS]) for row in self.dispatches]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.dispatches:
            day = cleaned.get(f"sent_on-{row.pk}")
            if day and day > timezone.localdate():
                self.add_error(f"sent_on-{row.pk}", f"{short_date(day)} ở sau hôm nay. Nhập ngày đã chuyển.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("keeper", "copies", "note")}

    @property
    def lines(self) -> dict[int, dict[str, Any]]:
        return {
            row.pk: {name: self.cleaned_data[f"{name}-{row.pk}"] for name in LINE_FIELDS} for row in self.dispatches
        }


def saved_values(paper: IssuedPaper, dispatches: Sequence[PaperDispatch]) -> dict[str, Any]:
    """What the register holds now, by the names of the form's fields."""
    values: dict[str, Any] = {"keeper": paper.keeper, "copies": paper.copies, "note": paper.note}
    for row in dispatches:
        values |= {f"{name}-{row.pk}": getattr(row, name) for name in LINE_FIELDS}
    return values


class SignedForm(VersionForm):
    """The signed PDF of a paper."""

    file = forms.FileField(
        label="Bản PDF đã ký",
        help_text=SIGNED_HELP,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Chọn tệp PDF đã ký.", "empty": "Tệp trống. Chọn lại tệp PDF đã ký."},
    )
