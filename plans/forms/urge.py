"""The text of a reminder, as the person edits it before it is copied or sent."""

from __future__ import annotations

from django import forms

from plans.services.urge import MOST_WORDS


class UrgeForm(forms.Form):
    words = forms.CharField(
        label="Đoạn nhắc",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text="Sửa cho hợp rồi sao chép sang hệ thống quản lý văn bản, thư hoặc nhóm trao đổi.",
        error_messages={"required": "Đoạn nhắc không được để trống."},
    )
