"""The filter bar of a list: read from the address, told in words on the screen and on the printed form."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from plans.rules.text import fold, nfc

# How each field is called in the address
ADDRESS = {
    "search": "tim",
    "unit": "don-vi",
    "group": "nhom",
    "kind": "loai",
    "role": "vai-tro",
    "state": "tinh-trang",
    "delegation": "phuong-an",
    "day": "ngay",
    "year": "nam",
    "level": "cap",
    "campaign": "phong-trao",
    "title": "danh-hieu",
    "commendation": "hinh-thuc",
    "outcome": "ket-qua",
    "track": "he",
    "cell": "o",
}


class Condition(NamedTuple):
    """One condition in force: its words and the address without it."""

    words: str
    without: str


class SearchField(forms.CharField):
    """Words to look for, accents or not."""

    def __init__(self, label: str) -> None:
        widget = forms.TextInput(attrs={"type": "search", "placeholder": "Gõ có dấu hoặc không dấu"})
        super().__init__(label=label, required=False, max_length=200, widget=widget)

    def clean(self, value: Any) -> str:
        return " ".join(nfc(super().clean(value)).split())


class ListFilter(forms.Form):
    """A value in the address that means nothing counts as not given. ``choices`` fill fields by name."""

    def __init__(self, data: QueryDict, **choices: list[tuple[Any, str]]) -> None:
        super().__init__(data)
        self.query = data
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        for field in self.fields.values():
            look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs.setdefault("class", look)
        self.full_clean()

    def add_prefix(self, field_name: str) -> str:
        return ADDRESS.get(field_name, field_name)

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def key(self) -> str:
        """The words looked for, as the search column holds them."""
        return fold(self.value("search"))

    @property
    def in_force(self) -> dict[str, str]:
        """The conditions in words, by field."""
        found = {}
        for name, field in self.fields.items():
            value = self.value(name)
            if value and isinstance(field, forms.ChoiceField):
                found[name] = str(dict(field.choices).get(value, value))  # type: ignore[arg-type, call-overload]
            elif isinstance(value, dt.date):
                found[name] = f"{value:%d/%m/%Y}"
            elif value:
                found[name] = f"“{value}”"
        return found

    @property
    def conditions(self) -> list[Condition]:
        return [Condition(words, self._without(name)) for name, words in self.in_force.items()]

    @property
    def criteria(self) -> str:
        """The filter as the printed form tells it, without a closing stop."""
        said = [f"{self.fields[name].label}: {words}" for name, words in self.in_force.items()]
        return "; ".join(said) or "không"

    def _without(self, name: str) -> str:
        left = self.query.copy()
        for dropped in (self.add_prefix(name), "trang"):
            left.pop(dropped, None)
        return f"?{left.urlencode()}"
