"""The two catalogues: the filter of a list, and the form of one line."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from emulation.models import AppliesTo, Commendation, Level, Title
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DAY_ATTRS, DayField, LinesField
from plans.models import Confidence

IN_USE, OFF, ALL = "", "tat", "tat-ca"
FIELDS = (
    *("name", "in_use", "order", "decided_by", "legal_text", "article"),
    *("confidence", "source", "checked_on", "note"),
)


class CatalogueFilter(ListFilter):
    """Danh mục thu hẹp theo gì."""

    search = SearchField("Tên, mã")
    kind = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", "Mọi đối tượng"), *AppliesTo.choices[:2]])
    level = forms.ChoiceField(label="Cấp", required=False, choices=[("", "Mọi cấp"), *Level.choices])
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[(IN_USE, "Đang dùng"), (OFF, "Đang tắt"), (ALL, "Tất cả")]
    )


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """Một dòng của danh mục, như cơ quan dùng và in."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        fields = FIELDS
        field_classes: ClassVar = {"checked_on": DayField, "source": LinesField, "note": LinesField}
        widgets: ClassVar = {
            "checked_on": forms.DateInput(attrs=DAY_ATTRS),
            "order": forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field"}),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("source", "note")},
        }
        help_texts: ClassVar = {
            "name": "Tên in trên danh sách, văn bản của Sở. Tên trong luật giữ nguyên bên cạnh.",
            "in_use": "Tắt thì không chọn được khi đăng ký, đề nghị mới; hồ sơ cũ vẫn giữ.",
            "order": "Số nhỏ đứng trước.",
            "confidence": "Chỉ điều đã đọc nguyên văn mới được dùng để từ chối một đề nghị.",
            "source": "Bản đã đọc và chỗ đã đọc.",
            "checked_on": "Bắt buộc khi đổi độ tin cậy.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confidence"].choices = Confidence.choices  # type: ignore[attr-defined]
        self.fields["legal_text"].empty_label = "Chưa rõ văn bản"  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        third, half, most = "col-md-4", "col-md-6", "col-md-8"
        self.helper.layout = Layout(
            "version",
            Row(Column("name", css_class=most), Column("order", css_class=third)),
            "in_use",
            "decided_by",
            Row(Column("legal_text", css_class=half), Column("article", css_class=half)),
            Row(Column("confidence", css_class=most), Column("checked_on", css_class=third)),
            "source",
            "note",
        )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class TitleForm(EntryForm):
    """Danh hiệu thi đua."""

    class Meta(EntryForm.Meta):
        model = Title


class CommendationForm(EntryForm):
    """Hình thức khen thưởng."""

    class Meta(EntryForm.Meta):
        model = Commendation
