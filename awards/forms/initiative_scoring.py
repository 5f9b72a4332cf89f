"""Forms of scoring: giving out sheets, filling one in, closing, the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from awards.models import Recognition
from awards.rules.initiative_score import Measure
from awards.services.initiative_scoring import Filled
from emulation.forms.scoring import PointsField
from plans.forms.draft import area
from plans.forms.event import text_line
from plans.forms.evidence import FilesField
from plans.forms.plan import DayField, LinesField, VersionForm

MOST_REMARK = 2000


class AssignForm(forms.Form):
    """Giao chấm: which dossiers, to whom, by when."""

    initiatives = forms.TypedMultipleChoiceField(
        label="Hồ sơ",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một hồ sơ."},
    )
    scorers = forms.TypedMultipleChoiceField(
        label="Người chấm",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không ai được giao hồ sơ mình lập hoặc là tác giả.",
        error_messages={"required": "Chọn ít nhất một người chấm."},
    )
    due = DayField(label="Chấm xong trước ngày", required=False)

    def __init__(
        self, *args: Any, offered: Sequence[tuple[int, str]], people: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["initiatives"].choices, fields["scorers"].choices = offered, people

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError("Ngày này đã qua. Chọn ngày từ hôm nay.")
        return due


class ScoreForm(VersionForm):
    """Phiếu chấm: points and a remark for each criterion, a remark on the whole."""

    def __init__(
        self,
        *args: Any,
        measures: Sequence[Measure],
        given: Mapping[int, tuple[int | None, str]],
        comment: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        for one in measures:
            points, remark = given.get(one.pk, (None, ""))
            label = f"Điểm: {one.name}"
            attrs = {"class": "form-control", "aria-label": label, "inputmode": "decimal", "autocomplete": "off"}
            widget = forms.TextInput(attrs={**attrs, "data-part": "points"})
            field = PointsField(label=label, required=False, bound=one.most, widget=widget, initial=points)
            self.fields[f"points-{one.pk}"] = field
            said = forms.Textarea(attrs={"rows": 2, "class": "form-control", "aria-label": f"Nhận xét: {one.name}"})
            self.fields[f"remark-{one.pk}"] = LinesField(
                label=f"Nhận xét: {one.name}", required=False, max_length=MOST_REMARK, widget=said, initial=remark
            )
        self.fields["comment"] = LinesField(
            label="Nhận xét chung", required=False, max_length=4000, widget=area(3), initial=comment
        )

    def rows(self) -> list[tuple[Measure, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"points-{one.pk}"], self[f"remark-{one.pk}"]) for one in self.measures]

    @property
    def filled(self) -> Filled:
        cleaned = self.cleaned_data
        typed = {one.pk: cleaned[f"points-{one.pk}"] for one in self.measures}
        points = {pk: value for pk, value in typed.items() if value is not None}
        remarks = {one.pk: cleaned[f"remark-{one.pk}"] for one in self.measures}
        return Filled(points, remarks, cleaned["comment"])


class CloseForm(VersionForm):
    """Chốt điểm."""

    note = LinesField(
        label="Nhận xét, đề xuất với Hội đồng sáng kiến",
        required=False,
        max_length=4000,
        widget=area(4),
        help_text="Hội đồng và tác giả đọc được.",
    )


class RecogniseForm(VersionForm):
    """Quyết định công nhận đã ký; ``levels`` are those not yet recorded, none where a decision is corrected."""

    scope = forms.ChoiceField(label="Phạm vi hiệu quả")
    number = text_line(
        "Số quyết định",
        required=True,
        length=100,
        help_text="Ghi đủ như trên bản đã ký, ví dụ 45/QĐ-SNgV.",
        error_messages={"required": "Ghi số quyết định."},
    )
    decided_on = DayField(label="Ngày quyết định")
    decided_by = text_line(
        "Người quyết định",
        required=True,
        help_text="Ví dụ: Giám đốc Sở; Chủ tịch UBND tỉnh.",
        error_messages={"required": "Ghi người quyết định."},
    )
    signed = FilesField(label="Bản đã ký", required=False, help_text="Tệp PDF hoặc ảnh chụp, không quá 20 MB.")

    def __init__(self, *args: Any, levels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if levels:
            choices = [(one, Recognition.Scope(one).label) for one in levels]
            self.fields["scope"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["scope"]

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ở sau hôm nay. Nhập ngày ký thật.")
        return day

    def clean_signed(self) -> Any:
        sent = self.cleaned_data["signed"]
        if len(sent) > 1:
            raise forms.ValidationError("Chọn một tệp.")
        return sent[0] if sent else None
