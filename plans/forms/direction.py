"""Forms of a direction: giving, answering, asking again; and the filter of the list."""

from __future__ import annotations

from django import forms

from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import DirectionState

LATE = "muon"
STATES = [("", "Mọi trạng thái"), *DirectionState.choices, (LATE, "Trả lời muộn, quá hạn trả lời")]


class GiveForm(forms.Form):
    """Cho ý kiến chỉ đạo."""

    text = LinesField(
        label="Ý kiến chỉ đạo",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Đầu mối các đơn vị thực hiện và thường trực TĐKT nhận được ngay.",
        error_messages={"required": "Ghi nội dung chỉ đạo để đơn vị biết phải làm gì."},
    )
    due = DayField(label="Trả lời trước hết ngày", required=False)


class AnswerForm(VersionForm):
    """Trả lời ý kiến chỉ đạo."""

    reply = LinesField(
        label="Việc đã làm theo ý kiến chỉ đạo",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi việc đã làm theo ý kiến chỉ đạo."},
    )


class AgainForm(VersionForm):
    """Yêu cầu trả lời lại."""

    text = LinesField(
        label="Điều cần trả lời lại",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi điều cần trả lời lại để đơn vị biết còn thiếu gì."},
    )
    due = DayField(label="Trả lời trước hết ngày", required=False)


class DirectionFilter(ListFilter):
    """The list of directions of a year."""

    search = SearchField("Tìm nhiệm vụ")
    unit = forms.ChoiceField(label="Đơn vị thực hiện", required=False)
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=STATES)
