"""The staff list: its filter, a person's form, and the upload of a sheet."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from plans.forms.listing import ListFilter, SearchField
from plans.forms.unit import WITH_MEMBERS
from plans.models import Person, PositionGroup, Unit

STATES = (("", "Đang công tác"), ("thoi", "Đã thôi"), ("tat-ca", "Tất cả"))


class PersonFilter(ListFilter):
    """The choices of ``unit`` are given by the view, which reads the units anyway."""

    search = SearchField("Họ tên, chức vụ")
    unit = forms.TypedChoiceField(label="Đơn vị", required=False, coerce=int, empty_value="")
    group = forms.ChoiceField(label="Nhóm chức vụ", required=False, choices=[("", "Mọi nhóm"), *PositionGroup.choices])
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=STATES)


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Person
        fields = (
            "full_name",
            "unit",
            "position",
            "position_group",
            "sex",
            "birth_date",
            "training",
            "email",
            "phone",
        )
        widgets: ClassVar = {"birth_date": forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy"})}
        help_texts: ClassVar = {"position_group": "Dùng cho bảng thống kê khen thưởng"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = Unit.objects.active().filter(kind__in=WITH_MEMBERS)
        homes |= Unit.objects.filter(pk=self.instance.unit_id or 0)
        self.fields["unit"].queryset = homes  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = "Chọn đơn vị"  # type: ignore[attr-defined]
        for name in ("position_group", "sex", "training"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].choices = [("", "Chưa ghi"), *(pair for pair in choices if pair[0])]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        half = "col-md-6"
        self.helper.layout = Layout(
            "version",
            Row(Column("full_name", css_class=half), Column("unit", css_class=half)),
            Row(Column("position", css_class=half), Column("position_group", css_class=half)),
            Row(
                Column("sex", css_class="col-md-4"),
                Column("birth_date", css_class="col-md-4"),
                Column("training", css_class="col-md-4"),
            ),
            Row(Column("email", css_class=half), Column("phone", css_class=half)),
        )

    def clean_birth_date(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["birth_date"]
        if day and not 1900 <= day.year <= dt.datetime.now(tz=dt.UTC).year - 14:
            raise ValidationError("Ngày sinh không hợp lý. Xem lại năm sinh.")
        return day

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class SheetForm(forms.Form):
    """The sheet to be taken in; nothing is stored before the dry run was seen."""

    sheet = forms.FileField(
        label="Tệp danh sách",
        help_text="Excel (.xlsx), nhiều nhất 2.000 dòng, không quá 3 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Chọn tệp Excel rồi bấm Xem thử.", "empty": "Tệp trống. Chọn tệp khác."},
    )
