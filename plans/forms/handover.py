"""The two people of a handover, and what passes from one to the other."""

from __future__ import annotations

from typing import Any

from django import forms

from plans.models import Person
from plans.services.handover import Movable

GIVER, TAKER = "giao", "nhan"
ROLE, STEP, FEEDS = "vai-tro", "viec", "lich"


class PeopleForm(forms.Form):
    """Who hands over and who takes over."""

    giao = forms.ModelChoiceField(Person.objects.none(), label="Người bàn giao", empty_label="Chọn người bàn giao")
    nhan = forms.ModelChoiceField(Person.objects.none(), label="Người nhận", empty_label="Chọn người nhận")

    def __init__(self, data: Any = None, *, givers: Any, takers: Any, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for name, people in ((GIVER, givers), (TAKER, takers)):
            field: Any = self.fields[name]
            field.queryset = people
            field.label_from_instance = _words

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get(GIVER) and data.get(GIVER) == data.get(TAKER):
            self.add_error(TAKER, "Người nhận phải khác người bàn giao.")
        return data


class MoveForm(forms.Form):
    """What passes: roles, pieces of work, and whether the giver's calendar feeds end."""

    giver_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    taker_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    roles = forms.MultipleChoiceField(label="Vai trò", required=False, widget=forms.CheckboxSelectMultiple)
    steps = forms.MultipleChoiceField(label="Việc cụ thể đang mở", required=False, widget=forms.CheckboxSelectMultiple)
    feeds = forms.BooleanField(label="Thu hồi lịch riêng của người bàn giao", required=False)

    def __init__(self, data: Any = None, *, movable: Movable) -> None:
        versions = {"giver_version": movable.giver_version, "taker_version": movable.taker_version}
        roles = [(str(pk), words) for pk, words in movable.roles]
        steps = [(str(step.pk), words) for step, words in movable.steps]
        chosen = {"roles": [pk for pk, _ in roles], "steps": [pk for pk, _ in steps], "feeds": bool(movable.feeds)}
        super().__init__(data, initial={**versions, **chosen})
        for name, choices in (("roles", roles), ("steps", steps)):
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]
        if not movable.feeds:
            del self.fields["feeds"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("roles") or data.get("steps") or data.get("feeds")):
            raise forms.ValidationError("Chưa chọn gì để chuyển. Đánh dấu ít nhất một mục.")
        return data

    @property
    def role_keys(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data.get("roles", [])]

    @property
    def step_keys(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data.get("steps", [])]


def _words(person: Any) -> str:
    return f"{person.full_name} ({person.unit.label})"
