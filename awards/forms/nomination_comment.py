"""Forms of the days of comment: what a colleague says of a nominee, and how it was dealt with."""

from __future__ import annotations

from django import forms

from plans.forms.draft import area
from plans.forms.plan import LinesField, VersionForm


class CommentForm(forms.Form):
    """Ý kiến về một hồ sơ đề nghị."""

    text = LinesField(
        label="Ý kiến",
        max_length=4000,
        widget=area(4),
        help_text="Thường trực TĐKT, Lãnh đạo Sở và anh, chị đọc được; người được đề nghị không thấy ý kiến này.",
        error_messages={"required": "Ghi ý kiến rồi gửi."},
    )


class AnswerForm(VersionForm):
    """Xử lý ý kiến."""

    answer = LinesField(
        label="Cách xử lý",
        max_length=4000,
        widget=area(4),
        help_text="Người góp ý nhận thông báo.",
        error_messages={"required": "Ghi cách xử lý để người góp ý biết."},
    )
