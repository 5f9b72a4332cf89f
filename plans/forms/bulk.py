"""Forms of a bulk change: which change, then its value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.draft import PERIODS, RANGE
from plans.forms.plan import DayField, LinesField
from plans.models import Plan, TaskKind, Unit
from plans.rules.document import ROLE_WORDS
from plans.rules.official import short_date
from plans.services.bulk import WORDS, Change, Wanted

_PERIODS = [
    (name, [one for one in choices if one[0] != RANGE] if isinstance(choices, list) else choices)
    for name, choices in PERIODS
]
_REASONS = {
    Change.PAUSE: "Lý do tạm dừng",
    Change.RESUME: "Lý do tiếp tục thực hiện",
    Change.NOT_ARISEN: "Căn cứ ghi không phát sinh",
    Change.CANCEL: "Lý do huỷ",
}


class ChangeForm(forms.Form):
    """Which change; only those of the plan's present state."""

    change = forms.ChoiceField(
        label="Đổi gì ở các dòng đã chọn",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn việc cần đổi.", "invalid_choice": "Chọn việc cần đổi."},
    )

    def __init__(self, *args: Any, changes: Sequence[Change], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [(change.value, WORDS[change]) for change in changes]  # type: ignore[attr-defined]


class ValueForm(forms.Form):
    """The value of one change: the fields that it needs and no other."""

    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị."},
    )
    role = forms.ChoiceField(label="Vai trò", choices=[(role.value, words) for role, words in ROLE_WORDS.items()])
    text = LinesField(label="Nội dung", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    period = forms.ChoiceField(label="Thời gian", choices=_PERIODS, required=False)
    due = DayField(label="Ngày ấn định", required=False, help_text="Để trống là bỏ ngày ấn định.")
    kind = forms.ChoiceField(label="Loại việc", choices=TaskKind.choices)
    conditional = forms.ChoiceField(
        label="Chỉ làm nếu có phát sinh", choices=[("1", "Có: chờ phát sinh, không tính quá hạn"), ("", "Không")]
    )

    def __init__(self, *args: Any, change: Change, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change, self.plan = change, plan
        wanted = {
            Change.FOLLOW_UP: ("unit",),
            Change.ROLE: ("unit", "role"),
            Change.PERIOD: ("period",),
            Change.DUE: ("due",),
            Change.KIND: ("kind",),
            Change.CONDITIONAL: ("conditional",),
        }.get(change, ("text",))
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        if "unit" in self.fields:
            self.fields["unit"].queryset = Unit.objects.active().order_by("order", "name")  # type: ignore[attr-defined]
        if change == Change.FOLLOW_UP:
            self.fields["unit"].required = False
            self.fields["unit"].empty_label = "Chưa đề xuất"  # type: ignore[attr-defined]
        if "conditional" in self.fields:
            self.fields["conditional"].required = False
        if "text" in self.fields:
            self._name_text()

    def _name_text(self) -> None:
        text = self.fields["text"]
        reason = _REASONS.get(self.change, "")
        text.label = reason or WORDS[self.change]
        text.required = bool(reason)
        text.error_messages["required"] = "Ghi lý do để người xem sau hiểu vì sao."
        if not reason:
            text.help_text = "Ghi đè nội dung cũ ở mọi dòng đã chọn; để trống là bỏ nội dung cũ."

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and not self.plan.year <= due.year <= self.plan.year + 1:
            raise forms.ValidationError(
                f"{short_date(due)} không thuộc năm kế hoạch {self.plan.year}. Sửa ngày, hoặc để trống."
            )
        return due

    @property
    def wanted(self) -> Wanted:
        values = self.cleaned_data
        return Wanted(
            change=self.change,
            text=values.get("text", ""),
            unit=values.get("unit"),
            role=values.get("role", ""),
            period=values.get("period", ""),
            due=values.get("due"),
            kind=values.get("kind", ""),
            conditional=bool(values.get("conditional")),
        )
