"""The filter of the register of awards."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict

from emulation.models import Level
from plans.forms.listing import ListFilter, SearchField

WHOM = [("", "Cá nhân, tập thể"), ("ca-nhan", "Cá nhân"), ("tap-the", "Tập thể")]


class RegisterFilter(ListFilter):
    """By name, year of the achievement, honour, level, unit, person or collective; by a cell of the statistics."""

    search = SearchField("Tên cá nhân, tập thể")
    year = forms.ChoiceField(label="Năm xét", required=False)
    title = forms.ChoiceField(label="Danh hiệu", required=False)
    level = forms.ChoiceField(label="Cấp", required=False, choices=[("", "Mọi cấp"), *Level.choices])
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    kind = forms.ChoiceField(label="Loại", required=False, choices=WHOM)
    cell = forms.ChoiceField(label="Ô thống kê", required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, honour: str, **choices: list[tuple[Any, str]]) -> None:
        super().__init__(data, **choices)
        self.fields["title"].label = self["title"].label = honour

    behind: Collection[int] | None = None  # the awards of that cell
