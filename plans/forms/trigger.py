"""Forms of a conditional task: the document that sets it off, or why it did not arise."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from plans.forms.event import document_file, text_line
from plans.forms.plan import DayField, LinesField


class TriggerForm(forms.Form):
    """Đã phát sinh: the document that set the task off."""

    number = text_line(
        "Số, ký hiệu văn bản",
        required=True,
        length=60,
        help_text="Ví dụ: 15/TB-SNV.",
        error_messages={"required": "Nhập số, ký hiệu của văn bản làm phát sinh nhiệm vụ."},
    )
    date = DayField(label="Ngày văn bản")
    issued_by = text_line(
        "Cơ quan ra văn bản",
        required=True,
        error_messages={"required": "Ghi cơ quan ra văn bản."},
    )
    on = DayField(label="Phát sinh từ ngày", required=False, help_text="Để trống là hôm nay.")
    reason = LinesField(
        label="Nội dung, yêu cầu của văn bản",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = document_file("Tệp văn bản")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        half = "col-md-6"
        self.helper.layout = Layout(
            Row(Column("number", css_class=half), Column("date", css_class=half)),
            Row(Column("issued_by", css_class=half), Column("on", css_class=half)),
            "reason",
            "file",
        )


class NotArisenForm(forms.Form):
    """Không phát sinh trong năm."""

    not_reason = LinesField(
        label="Lý do, căn cứ",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: đến hết năm không có đoàn kiểm tra của tỉnh.",
        error_messages={"required": "Ghi lý do để người xem sau hiểu vì sao."},
    )
