"""Stating of many nominees at once that nothing is being examined about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.forms.nomination import subject_key
from awards.services.round_statement import Awaiting
from plans.forms.draft import area
from plans.forms.event import document_file
from plans.forms.plan import DayField, LinesField
from plans.models import Person, Unit


class RoundStatementForm(forms.Form):
    """Xác nhận cho nhiều người: one source, one day."""

    subjects = forms.MultipleChoiceField(
        label="Người, tập thể không có việc đang xem xét",
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ đánh dấu người, tập thể có tên trong văn bản xác nhận.",
        error_messages={"required": "Đánh dấu ít nhất một người hoặc tập thể."},
    )
    source = LinesField(
        label="Căn cứ xác nhận",
        max_length=1000,
        widget=area(2),
        help_text="Cơ quan nào xác nhận, theo văn bản nào. Ví dụ: Thanh tra Sở, Công văn số 15/TTr.",
        error_messages={"required": "Ghi căn cứ: cơ quan nào xác nhận, theo văn bản nào."},
    )
    day = DayField(label="Ngày xác nhận")
    file = document_file("Tệp kèm theo")

    def __init__(self, *args: Any, waiting: Sequence[Awaiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {subject_key(one.subject): one.subject for one in waiting}
        field: Any = self.fields["subjects"]
        field.choices = [(subject_key(one.subject), f"{one.subject} ({one.home})") for one in waiting]

    @property
    def chosen(self) -> list[Person | Unit]:
        return [self.offered[key] for key in self.cleaned_data["subjects"]]
