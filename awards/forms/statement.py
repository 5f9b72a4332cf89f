"""Ghi xác nhận: whether something holds, by what words, with which file."""

from __future__ import annotations

from typing import Any

from django import forms

from plans.forms.event import document_file
from plans.forms.plan import LinesField

HOLDS, FAILS = "dung", "khong-dung"


class StatementForm(forms.Form):
    """Xác nhận một điều kiện."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    holds = forms.ChoiceField(
        label="Xác nhận",
        choices=((HOLDS, "Đúng, điều kiện này đạt"), (FAILS, "Không đúng, điều kiện này không đạt")),
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đúng hoặc không đúng."},
    )
    words = LinesField(
        label="Căn cứ xác nhận",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ai xác nhận, theo văn bản nào, ngày nào. Ví dụ: Văn phòng xác nhận ngày 02/06/2026.",
        error_messages={"required": "Ghi căn cứ: ai xác nhận, theo văn bản nào, ngày nào."},
    )
    file = document_file("Tệp kèm theo")

    @property
    def values(self) -> dict[str, Any]:
        return {"holds": self.cleaned_data["holds"] == HOLDS, "words": self.cleaned_data["words"]}
