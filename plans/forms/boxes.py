"""Records chosen by their boxes."""

from __future__ import annotations

from typing import Any

from django import forms

from plans.http import whole_number


class BoxesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Records by their boxes. Django asks the database for any number at all, and fails on one that is too long."""

    def clean(self, value: Any) -> Any:
        for pk in value or ():
            if whole_number(str(pk)) is None:
                raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": pk})
        return super().clean(value)
