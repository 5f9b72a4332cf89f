"""Which year to archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms


class ArchiveForm(forms.Form):
    """A year that has something to archive."""

    year = forms.TypedChoiceField(label="Năm", coerce=int)

    def __init__(self, *args: Any, years: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years  # type: ignore[attr-defined]
