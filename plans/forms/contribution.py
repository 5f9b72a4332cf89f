"""Forms of units' contributions to a report: asking for them, writing one, returning one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone

from plans.forms.boxes import BoxesField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import Unit
from plans.rules.contribution import PARTS
from plans.services.report import LONGEST

ROWS = {"results": 10, "shortcomings": 6}


def _not_past(day: dt.date) -> dt.date:
    if day < timezone.localdate():
        raise forms.ValidationError("Hạn này đã qua. Chọn từ hôm nay trở đi.")
    return day


class AskForm(forms.Form):
    """Yêu cầu đơn vị báo cáo. ``offered`` are the units that were not asked before."""

    units = BoxesField(
        queryset=Unit.objects.none(),
        label="Đơn vị",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một đơn vị."},
    )
    due_on = DayField(label="Hạn gửi", help_text="Nên trước hạn của báo cáo chung vài ngày làm việc để kịp tổng hợp.")
    asked_text = LinesField(
        label="Nội dung yêu cầu",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Đầu mối đọc ở đầu trang viết báo cáo.",
    )

    def __init__(self, *args: Any, offered: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.filter(pk__in=offered)  # type: ignore[attr-defined]

    def clean_due_on(self) -> dt.date:
        return _not_past(self.cleaned_data["due_on"])


class ContributionForm(VersionForm):
    """The four texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[part.name] = LinesField(
                label=part.label,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": ROWS.get(part.name, 5)}),
                help_text=part.hint,
                error_messages={"max_length": f"Viết nhiều nhất {LONGEST} ký tự, rút gọn lại."},
            )

    @property
    def texts(self) -> dict[str, str]:
        return {part.name: self.cleaned_data[part.name] for part in PARTS}


class ReturnContributionForm(VersionForm):
    """Trả lại để viết thêm."""

    reason = LinesField(
        label="Lý do trả lại",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Đầu mối đơn vị đọc được ngay, ví dụ: nêu rõ nguyên nhân nhiệm vụ 7 quá hạn.",
        error_messages={"required": "Ghi lý do trả lại để đơn vị biết cần viết thêm gì."},
    )
    due_on = DayField(label="Hạn gửi lại")

    def clean_due_on(self) -> dt.date:
        return _not_past(self.cleaned_data["due_on"])
