"""Fields of the form of a rule's version: one for each kind of value that a version holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from awards.models import RatingLevel
from awards.rules.condition_kinds import AWARD, CHOICE, FLAG, LINE
from awards.rules.condition_words import DECIMAL, LEVEL, NUMBER, SHARE
from plans.forms.plan import LinesField

DOCUMENTS = "documents"
Choices = Iterable[tuple[str, str]]


class ShareField(forms.CharField):
    """A share as an exact fraction: 4/5."""

    def clean(self, value: Any) -> str:
        words = re.sub(r"\s", "", str(super().clean(value)))
        if words and (not re.fullmatch(r"[1-9]\d{0,3}/[1-9]\d{0,3}", words) or Fraction(words) > 1):
            raise forms.ValidationError("Viết tỷ lệ như 4/5, không quá 1.")
        return words


class MultipleField(forms.DecimalField):
    """A multiple with a decimal comma: 1,5."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(str(value).replace(",", ".") if value else value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if value is not None else value


def value_field(
    kind: str, label: str, *, required: bool = True, choices: Choices = (), awards: Choices = ()
) -> forms.Field:
    """A field for a value of a kind; ``awards`` are the titles and forms that may be chosen."""
    named: dict[str, Any] = {"label": label[:1].upper() + label[1:], "required": required}
    short = forms.TextInput(attrs={"class": "short-field"})
    if kind in (LEVEL, CHOICE, AWARD):
        known = {LEVEL: RatingLevel.choices, CHOICE: list(choices), AWARD: list(awards)}[kind]
        blank = [] if required or any(key == "" for key, _ in known) else [("", "Không chọn")]
        return forms.ChoiceField(**named, choices=[*blank, *known])
    if kind == DECIMAL:
        return MultipleField(**named, min_value=0, max_value=1000, decimal_places=2, widget=short)
    if kind == DOCUMENTS:
        return forms.MultipleChoiceField(**named, choices=list(choices), widget=forms.CheckboxSelectMultiple)
    if kind == NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field"})
        return forms.IntegerField(**named, min_value=0, max_value=100_000_000, widget=widget)
    lines = forms.Textarea(attrs={"rows": 2})
    made: dict[str, forms.Field] = {
        FLAG: forms.BooleanField(**named),
        LINE: forms.CharField(**named, max_length=300),
        SHARE: ShareField(**named, max_length=20, widget=short),
    }
    return made.get(kind) or LinesField(**named, max_length=2000, widget=lines)
