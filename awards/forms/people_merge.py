"""Forms of a pair of people who may be one: which record stays, why; or why they are two."""

from __future__ import annotations

from typing import Any

from django import forms

from plans.forms.plan import LinesField
from plans.models import Person


def _reason(help_text: str = "") -> LinesField:
    return LinesField(
        label="Căn cứ", required=False, max_length=300, help_text=help_text, widget=forms.Textarea(attrs={"rows": 2})
    )


class MergeForm(forms.Form):
    """Gộp: which of the two stays."""

    keep = forms.TypedChoiceField(
        label="Giữ hồ sơ",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn hồ sơ giữ lại."},
    )
    reason = _reason("Vì sao biết là một người, ví dụ: đã hỏi trưởng phòng.")

    def __init__(self, *args: Any, people: tuple[Person, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["keep"]
        choices.choices = [(person.pk, f"{person.full_name}, {person.unit.label}") for person in people]
        self.people = people

    @property
    def kept_and_given_up(self) -> tuple[Person, Person]:
        """The two, the one that stays first."""
        first, second = self.people
        return (first, second) if self.cleaned_data["keep"] == first.pk else (second, first)


class ApartForm(forms.Form):
    """Không phải một người."""

    reason = _reason()
