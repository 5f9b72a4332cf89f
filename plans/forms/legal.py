"""Legal texts: the filter of their list, and a text's own form."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DAY_ATTRS, DayField, LinesField
from plans.models import Confidence, LegalText
from plans.rules.legal import FORCE_WORDS

TYPED = {name: value for name, value in DAY_ATTRS.items() if name != "class"}  # the filter bar has its own look


class LegalFilter(ListFilter):
    """Danh mục văn bản thu hẹp theo gì."""

    search = SearchField("Số, ký hiệu, tên")
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *LegalText.Kind.choices])
    state = forms.ChoiceField(
        label="Hiệu lực hôm nay",
        required=False,
        choices=[("", "Mọi tình trạng"), *((force.value, words) for force, words in FORCE_WORDS.items())],
    )
    day = DayField(label="Có hiệu lực vào ngày", required=False, widget=forms.DateInput(attrs=TYPED))


class LegalTextForm(forms.ModelForm):  # type: ignore[type-arg]
    """Một văn bản pháp luật."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = LegalText
        fields = (
            *("kind", "number", "name", "issued_on", "effective_from", "effective_to"),
            *("confidence", "source", "checked_on", "note"),
        )
        field_classes: ClassVar = {
            **dict.fromkeys(("issued_on", "effective_from", "effective_to", "checked_on"), DayField),
            **dict.fromkeys(("source", "note"), LinesField),
        }
        widgets: ClassVar = {
            **{
                name: forms.DateInput(attrs=DAY_ATTRS)
                for name in ("issued_on", "effective_from", "effective_to", "checked_on")
            },
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("source", "note")},
        }
        help_texts: ClassVar = {
            "number": "Đúng như trên văn bản, ví dụ 152/2025/NĐ-CP. Kế hoạch, quyết định dẫn số này.",
            "effective_from": "Chưa chắc thì để trống, ghi điều chưa rõ ở ghi chú.",
            "effective_to": "Ngày cuối còn hiệu lực.",
            "confidence": "Chỉ điều đã đọc nguyên văn mới được dùng để từ chối một đề nghị.",
            "source": "Bản đã đọc: Công báo, cơ sở dữ liệu văn bản, bản PDF đã ký…",
            "checked_on": "Bắt buộc khi đổi độ tin cậy.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confidence"].choices = [("", "Chọn"), *Confidence.choices]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        third = "col-md-4"
        self.helper.layout = Layout(
            "version",
            Row(Column("kind", css_class=third), Column("number", css_class="col-md-8")),
            "name",
            Row(*(Column(name, css_class=third) for name in ("issued_on", "effective_from", "effective_to"))),
            Row(Column("confidence", css_class="col-md-8"), Column("checked_on", css_class=third)),
            "source",
            "note",
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("effective_from"), cleaned.get("effective_to")
        if begins and ends and ends < begins:
            self.add_error("effective_to", "Ở trước ngày có hiệu lực. Sửa lại, hoặc để trống khi chưa hết hiệu lực.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
