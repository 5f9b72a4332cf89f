"""Forms of letters on results: whom to draft for, the wording, why one is put aside; the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms

from awards.models import OutcomeLetter
from awards.rules.outcome_words import GAP
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import LinesField, VersionForm

STATES = [("", "Mọi trạng thái"), *OutcomeLetter.State.choices]
RESULTS = [("", "Mọi kết quả"), ("duoc", "Được tặng"), ("khong", "Không được tặng")]


class OutcomeFilter(ListFilter):
    """Decision or meeting, result, state, name."""

    source = forms.ChoiceField(label="Quyết định, phiên họp", required=False)
    outcome = forms.ChoiceField(label="Kết quả", required=False, choices=RESULTS)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=STATES)
    search = SearchField("Tên")

    def add_prefix(self, field_name: str) -> str:
        return "tu" if field_name == "source" else super().add_prefix(field_name)


class DraftForm(forms.Form):
    """Soạn for a whole decision or meeting; the dossiers left out only where that is wanted."""

    with_left_out = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, outside: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outside:
            self.fields["with_left_out"].label = f"Soạn cả cho {outside:02} hồ sơ của đợt không được đưa ra hội đồng"
        else:
            del self.fields["with_left_out"]


class OutcomeForm(VersionForm):
    """Nội dung."""

    text = LinesField(
        label="Nội dung thông báo",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=f"Mỗi dòng một đoạn. Chỗ “{GAP}” là nơi hồ sơ không nêu lý do, hoặc căn cứ chưa ai đọc nguyên văn.",
        error_messages={"required": "Ghi nội dung thông báo."},
    )


class DropForm(VersionForm):
    """Bỏ thông báo."""

    reason = LinesField(
        label="Lý do bỏ",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do bỏ thông báo này."},
    )
