"""Forms of a unit's part: its report, sending it back, splitting it among people, the dates of units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.plan import DAY_ATTRS, DayField, VersionForm
from plans.forms.task import DOING, DONE, ReportForm
from plans.models import Part, PartStep, Person
from plans.services.part_steps import Step

MOST_STEPS, SPARE = 40, 3
_STEP = re.compile(r"^(?:text|id)-(\d{1,2})$")


class PartReportForm(ReportForm):
    """Báo phần việc của đơn vị."""

    status = forms.ChoiceField(
        label="Phần việc của đơn vị",
        choices=[(DOING, "Đang làm"), (DONE, "Đã làm xong, gửi đơn vị chủ trì")],
        widget=forms.RadioSelect,
        initial=DOING,
        error_messages={"required": "Chọn đang làm hoặc đã làm xong."},
    )


class StepsForm(VersionForm):
    """Cụ thể hoá: a row for each piece of work. A row without words is left out; ``people`` are those of the unit."""

    def __init__(
        self, *args: Any, steps: Sequence[PartStep], people: Sequence[Person], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.saved = {str(step.pk): step for step in steps}
        names = [(pk, person.full_name) for pk, person in self.people.items()]
        self.count = len(steps) + SPARE if data is None else _rows_of(data)
        for row in range(min(self.count, MOST_STEPS)):
            step = steps[row] if data is None and row < len(steps) else None
            self._add_row(row, step, [("", "Chưa giao"), *names])

    def _add_row(self, row: int, step: PartStep | None, people: list[tuple[str, str]]) -> None:
        here = f"việc {row + 1}"
        self.fields[f"id-{row}"] = forms.CharField(
            required=False, initial=step.pk if step else "", widget=forms.HiddenInput
        )
        self.fields[f"text-{row}"] = forms.CharField(
            label=f"Việc cụ thể, {here}",
            required=False,
            max_length=500,
            initial=step.text if step else "",
            widget=forms.TextInput(attrs={"class": "form-control", "aria-label": f"Việc cụ thể, {here}"}),
        )
        self.fields[f"person-{row}"] = forms.ChoiceField(
            label=f"Người làm, {here}",
            required=False,
            choices=people,
            initial=str(step.person_id or "") if step else "",
            widget=forms.Select(attrs={"class": "form-select", "aria-label": f"Người làm, {here}"}),
        )
        attrs = {**DAY_ATTRS, "class": "form-control", "aria-label": f"Hạn, {here}"}
        self.fields[f"due-{row}"] = DayField(
            label=f"Hạn, {here}",
            required=False,
            initial=step.due if step else None,
            widget=forms.DateInput(attrs=attrs),
        )

    @property
    def rows(self) -> list[tuple[forms.BoundField, ...]]:
        names = ("id", "text", "person", "due")
        return [tuple(self[f"{name}-{row}"] for name in names) for row in range(min(self.count, MOST_STEPS))]

    @property
    def steps(self) -> list[Step]:
        """What was typed, rows without words left out."""
        found = []
        for row in range(min(self.count, MOST_STEPS)):
            text = self.cleaned_data[f"text-{row}"].strip()
            if not text:
                continue
            known = self.saved.get(self.cleaned_data[f"id-{row}"])
            person = self.people.get(self.cleaned_data[f"person-{row}"])
            found.append(Step(known.pk if known else None, text, person, self.cleaned_data[f"due-{row}"]))
        return found


def _rows_of(data: Any) -> int:
    numbers = [int(found.group(1)) for name in data if (found := _STEP.match(name))]
    return max(numbers, default=-1) + 1


class PartDueForm(forms.Form):
    """Ấn định hạn của từng đơn vị."""

    parts = forms.MultipleChoiceField(
        label="Đơn vị",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một đơn vị."},
    )
    due = DayField(
        label="Hạn gửi phần việc",
        required=False,
        help_text="Trước hoặc đúng thời hạn của nhiệm vụ. Để trống thì theo thời hạn của nhiệm vụ.",
    )

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(part.pk): part for part in parts}
        self.fields["parts"].choices = [(pk, _with_date(part)) for pk, part in self.known.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Part]:
        return [self.known[pk] for pk in self.cleaned_data["parts"]]


def _with_date(part: Part) -> str:
    return f"{part.unit.name} (hạn {part.due:%d/%m/%Y})" if part.due else str(part.unit.name)
