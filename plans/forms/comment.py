"""The form of a comment."""

from __future__ import annotations

from django import forms

from plans.forms.plan import LinesField


class CommentForm(forms.Form):
    """Trao đổi về nhiệm vụ."""

    text = LinesField(
        label="Nội dung trao đổi",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi nội dung trao đổi."},
    )
