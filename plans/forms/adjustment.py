"""Forms of an adjustment: its words, the tasks it changes, and the two dates of a comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.boxes import BoxesField
from plans.forms.draft import RANGE, TaskForm
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import Obstacle
from plans.rules.adjusting import TaskText
from plans.rules.official import short_date


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordsForm(VersionForm):
    """Lý do, căn cứ, nơi nhận, chữ ký. ``obstacles`` are those it may follow from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = LinesField(
        label="Lý do điều chỉnh",
        widget=_area(3),
        help_text="In ở mục I của văn bản, mỗi đoạn một dòng.",
        error_messages={"required": "Ghi lý do điều chỉnh."},
    )
    basis = LinesField(
        label="Căn cứ khác",
        required=False,
        widget=_area(2),
        help_text="Mỗi dòng một căn cứ. Kế hoạch gốc tự có trong căn cứ đầu tiên.",
    )
    obstacles = BoxesField(
        label="Từ vướng mắc",
        queryset=Obstacle.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Vướng mắc mà điều chỉnh này tháo gỡ.",
    )
    signer_title = LinesField(label="Chức vụ người ký", required=False, widget=_area(2))
    signer_name = forms.CharField(label="Người ký", required=False, max_length=100)
    recipients = LinesField(label="Nơi nhận", required=False, widget=_area(4), help_text="Mỗi dòng một nơi.")

    def __init__(self, *args: Any, obstacles: Sequence[Obstacle], opening: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if obstacles:
            field: Any = self.fields["obstacles"]
            field.queryset = Obstacle.objects.filter(pk__in=[one.pk for one in obstacles]).select_related("task")
            field.label_from_instance = obstacle_label
        else:
            del self.fields["obstacles"]
        if opening:
            for name in ("signer_title", "signer_name", "recipients"):
                del self.fields[name]

    @property
    def words(self) -> dict[str, str]:
        names = ("reason", "basis", "recipients", "signer_title", "signer_name")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def chosen(self) -> list[Obstacle]:
        return list(self.cleaned_data.get("obstacles") or ())


def obstacle_label(obstacle: Obstacle) -> str:
    """ "Nhiệm vụ 7: Chưa có văn bản phát động …"."""
    text = " ".join(obstacle.text.split())
    return f"{obstacle.task}: {text if len(text) <= 90 else f'{text[:88].rstrip()} …'}"


class ChangeForm(TaskForm):
    """One task as the adjustment wants it, with the reason printed beside it. A new task has a number of its own."""

    reason = LinesField(
        label="Lý do sửa nhiệm vụ này",
        required=False,
        widget=_area(2),
        help_text="In trong bảng, cạnh nội dung trước và sau.",
    )

    def __init__(self, *args: Any, adds: bool, **kwargs: Any) -> None:
        super().__init__(*args, plain=not adds, **kwargs)
        if adds:
            self.fields["no"].required = True
            self.fields["no"].error_messages["required"] = "Ghi số thứ tự của nhiệm vụ trong bảng."
            self.fields["reason"].label = "Lý do bổ sung nhiệm vụ này"


def text_values(text: TaskText) -> dict[str, Any]:
    """A task's words as ``ChangeForm`` shows them."""
    values: dict[str, Any] = {
        name: getattr(text, name) for name in ("title", "no", "due", "kind", "period_text", "conditional")
    }
    first, _, last = text.period.partition("-")
    values["period"] = RANGE if last else text.period
    values["from_month"], values["to_month"] = (first[1:], last[1:]) if last else ("", "")
    for n, line in enumerate(text.units):
        values[f"unit_{n}"], values[f"role_{n}"] = str(line.unit), line.role.value
    return values


class DropForm(forms.Form):
    """Bỏ một nhiệm vụ."""

    reason = LinesField(
        label="Lý do bỏ nhiệm vụ",
        widget=_area(3),
        help_text="In trong bảng của văn bản điều chỉnh.",
        error_messages={"required": "Ghi lý do bỏ nhiệm vụ."},
    )


class CompareForm(forms.Form):
    """The two days of a comparison, the earlier first. What is no day, or turned round, is said at the field."""

    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")
    hien = forms.ChoiceField(
        label="Hiện", required=False, choices=[("", "Dòng có thay đổi"), ("tat-ca", "Mọi nhiệm vụ")]
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["hien"].widget.attrs["class"] = "form-select"
        for name in ("tu", "den"):
            self.fields[name].widget.attrs |= {"class": "form-control"}

    def clean_den(self) -> dt.date:
        day: dt.date = self.cleaned_data["den"]
        if day > self.today:
            raise forms.ValidationError(f"{short_date(day)} ở sau hôm nay. Chọn ngày đã qua.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and first > last:
            self.add_error("den", "Ngày sau phải bằng hoặc sau ngày đầu.")
        return cleaned
