"""Rules: the form that confirms or corrects one version, its figures as fields of their own."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.http import QueryDict

from awards.models import Enforcement, RatingLevel, RuleVersion, VersionStatus
from awards.rules.condition_words import DECIMAL, LEVEL, NUMBER, SHARE, Figure, with_figures
from plans.forms.plan import DayField, LinesField
from plans.models import Confidence, LegalText

PLAIN = (
    *("effective_from", "effective_to", "status", "enforcement", "confidence", "citation"),
    *("legal_text", "note", "source", "checked_on"),
)


class ShareField(forms.CharField):
    """A share as an exact fraction: 4/5."""

    def clean(self, value: Any) -> str:
        words = re.sub(r"\s", "", str(super().clean(value)))
        if not re.fullmatch(r"[1-9]\d{0,3}/[1-9]\d{0,3}", words) or Fraction(words) > 1:
            raise forms.ValidationError("Viết tỷ lệ như 4/5, không quá 1.")
        return words


class MultipleField(forms.DecimalField):
    """A multiple with a decimal comma: 1,5."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(str(value).replace(",", ".") if value else value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if value is not None else value


class RuleVersionForm(forms.Form):
    """Một phiên bản mới thay phiên bản đang có."""

    keeps_previous = forms.BooleanField(
        label="Điều kiện giữ như phiên bản trước",
        required=False,
        help_text="Đã đọc văn bản mới và thấy điều kiện không đổi. Con số sửa được sau khi lưu.",
    )
    effective_from = DayField(label="Có hiệu lực từ", required=False)
    effective_to = DayField(label="Đến hết ngày", required=False)
    status = forms.ChoiceField(label="Trạng thái", choices=VersionStatus.choices)
    confidence = forms.ChoiceField(label="Độ tin cậy", choices=Confidence.choices)
    enforcement = forms.ChoiceField(
        label="Khi không đạt thì",
        choices=Enforcement.choices,
        help_text="Chỉ nội dung đã xác nhận nguyên văn mới được chặn.",
    )
    legal_text = forms.ModelChoiceField(
        label="Văn bản", queryset=LegalText.objects.all(), required=False, empty_label="Chưa rõ văn bản"
    )
    citation = LinesField(
        label="Căn cứ, điều, khoản", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = LinesField(
        label="Nguồn đã đối chiếu",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bản đã đọc và chỗ đã đọc.",
    )
    checked_on = DayField(label="Ngày đối chiếu")
    note = LinesField(label="Ghi chú", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, data: QueryDict | None = None, *, version: RuleVersion, known: list[Figure], previous: dict[str, Any]
    ) -> None:
        kept = {name: getattr(version, name) for name in PLAIN if name not in ("source", "checked_on")}
        self.version_row, self.previous = version, previous
        self.paths = {f"so_{number}": one.path for number, one in enumerate(known)}
        kept |= {name: one.value for name, one in zip(self.paths, known, strict=True)}
        super().__init__(data, initial=kept)
        for name, one in zip(self.paths, known, strict=True):
            self.fields[name] = _field(one)
        if not previous:
            del self.fields["keeps_previous"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        half, third = "col-md-6", "col-md-4"
        self.helper.layout = Layout(
            Row(Column("effective_from", css_class=half), Column("effective_to", css_class=half)),
            *(["keeps_previous"] if previous else []),
            *([Fieldset("Con số, nội dung", *self.paths)] if self.paths else []),
            Row(
                Column("status", css_class=third),
                Column("confidence", css_class=third),
                Column("enforcement", css_class=third),
            ),
            Row(Column("legal_text", css_class=half), Column("citation", css_class=half)),
            Row(Column("source", css_class="col-md-8"), Column("checked_on", css_class=third)),
            "note",
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes: the plain fields, and the content with the figures typed."""
        typed = {path: _stored(self.cleaned_data[name]) for name, path in self.paths.items()}
        plain = {name: self.cleaned_data[name] for name in PLAIN}
        kept = self.previous if self.cleaned_data.get("keeps_previous") else self.version_row.content
        return plain | {"content": with_figures(kept, typed)}


def _field(one: Figure) -> forms.Field:
    label = one.label[:1].upper() + one.label[1:]
    if one.kind == NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field"})
        return forms.IntegerField(label=label, min_value=0, max_value=100_000_000, widget=widget)
    if one.kind == LEVEL:
        return forms.ChoiceField(label=label, choices=RatingLevel.choices)
    short = forms.TextInput(attrs={"class": "short-field"})
    if one.kind == SHARE:
        return ShareField(label=label, max_length=20, widget=short)
    if one.kind == DECIMAL:
        return MultipleField(label=label, min_value=0, max_value=1000, decimal_places=2, widget=short)
    return LinesField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def _stored(value: Any) -> Any:
    """As the content keeps it: decimals as words, so that they stay exact."""
    return str(value) if isinstance(value, Decimal) else value
