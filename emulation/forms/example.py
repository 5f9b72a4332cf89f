"""Model examples: the filter of the register, the form of one, its files, and where it was told."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.validators import URLValidator

from emulation.models import ModelExample
from plans.forms.event import text_line
from plans.forms.evidence import FilesField
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField
from plans.models import Person, Unit, UnitKind

WEB = ("http", "https")
BAD_LINK = "Địa chỉ không đúng. Ghi đủ, ví dụ https://langson.gov.vn/…"


class ExampleFilter(ListFilter):
    """Sổ điển hình thu hẹp theo gì."""

    search = SearchField("Tên, lĩnh vực, việc làm")
    year = forms.ChoiceField(label="Năm", required=False)
    campaign = forms.ChoiceField(label="Phong trào", required=False)


class ExampleForm(forms.ModelForm):  # type: ignore[type-arg]
    """Điển hình tiên tiến."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ModelExample
        fields = ("year", "name", "person", "unit", "campaign", "field", "story")
        field_classes: ClassVar = {"story": LinesField}
        labels: ClassVar = {"person": "Người nêu gương", "unit": "Đơn vị nêu gương"}
        widgets: ClassVar = {
            "story": forms.Textarea(attrs={"rows": 9}),
            "year": forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}),
        }
        help_texts: ClassVar = {
            "name": "Tên người, tập thể kèm điều nêu gương, ví dụ: Tổ biên phiên dịch, số hoá hồ sơ lễ tân.",
            "person": "Chọn người hoặc đơn vị; ngoài Sở thì để trống cả hai.",
            "field": "Ví dụ: cải cách hành chính, lễ tân đối ngoại.",
            "story": "Đã làm gì, kết quả ra sao, vì sao nên nhân rộng.",
        }

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance
        people = Person.objects.active() | Person.objects.filter(pk=own.person_id or 0)
        units = Unit.objects.active().exclude(kind__in=(UnitKind.GROUP, UnitKind.EXTERNAL))
        self._offer("person", people.select_related("unit").order_by("sort_key", "pk"), "Không phải một người")
        self._offer("unit", units | Unit.objects.filter(pk=own.unit_id or 0), "Không phải một đơn vị")
        self._offer("campaign", campaigns, "Không thuộc phong trào nào")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        half = "col-md-6"
        self.helper.layout = Layout(
            "version",
            Row(Column("name", css_class="col-md-9"), Column("year", css_class="col-md-3")),
            Row(Column("person", css_class=half), Column("unit", css_class=half)),
            Row(Column("campaign", css_class=half), Column("field", css_class=half)),
            "story",
        )

    def _offer(self, name: str, rows: Any, none: str) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows, none

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("person") and cleaned.get("unit"):
            self.add_error("unit", "Đã chọn một người. Chọn một trong hai.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ExampleFilesForm(forms.Form):
    """Thêm tệp."""

    attached = FilesField(label="Tệp", error_messages={"required": "Chọn ít nhất một tệp."})


class PublicityForm(forms.Form):
    """Nơi đăng, phát."""

    place = text_line(
        "Nơi đăng, phát",
        required=True,
        help_text="Trang thông tin điện tử, báo, hội nghị, bản tin.",
        error_messages={"required": "Ghi nơi đăng, phát."},
    )
    on = DayField(label="Ngày", required=False)
    link = forms.URLField(
        label="Địa chỉ trang",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Chỉ nhận địa chỉ http, https.",
        error_messages={"invalid": BAD_LINK},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"].validators = [URLValidator(schemes=WEB, message=BAD_LINK)]
