"""The form of one section of a report: a text for each paragraph, and what the page showed of it before."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.signing import Signer
from django.http import QueryDict
from django.utils.crypto import constant_time_compare

from plans.forms.plan import LinesField, VersionForm
from plans.rules.report_line import Line
from plans.services.report import LONGEST, NEW_KEY, Typed

TEXT, WAS, OFF, WAS_OFF, KEYS, SEAL = "t-", "w-", "k-", "o-", "keys", "seal"
EXTRA = 2  # empty paragraphs offered at the end of a section


class SectionForm(VersionForm):
    """One section: a text for each paragraph in its order, with a tick that keeps a drawn one off the paper.

    Hidden beside each stands what the page showed before, so that untouched words are never taken for an edit. The
    paragraphs that a page showed are sealed: of others, only those of the section now and new ones are taken.
    """

    def __init__(
        self, data: QueryDict | None = None, *, lines: Iterable[Line], section: int, user: int, version: int = 0
    ) -> None:
        super().__init__(data, initial={"version": version})
        self.section, self.user = section, user
        self.lines = {line.key: line for line in lines if not line.is_away}
        self.keys = self._keys(data)
        for place, key in enumerate(self.keys, 1):
            line = self.lines.get(key)
            text = shown_text(line)
            rows = min(14, max(2, len(text) // 75 + text.count("\n") + 1))
            label = f"Đoạn {place}" if line or text else f"Đoạn {place}, viết thêm"
            self.fields[TEXT + key] = LinesField(
                label=label, required=False, max_length=LONGEST, initial=text, widget=_paragraph(rows)
            )
            if line is None or not line.is_own:
                words = f"Không đưa đoạn {place} vào báo cáo"
                self.fields[OFF + key] = forms.BooleanField(
                    label=words, required=False, initial=bool(line and line.left_out), widget=_tick()
                )

    def _keys(self, data: QueryDict | None) -> list[str]:
        """Keys of the paragraphs in their order: as they were shown and typed, else those of the section now."""
        if data is None:
            free = (f"own.h{self.user}n{number}" for number in itertools.count(1))  # two hands never choose the same
            return [*self.lines, *itertools.islice((key for key in free if key not in self.lines), EXTRA)]
        posted = data.get(KEYS, "").split()
        typed = [name.removeprefix(TEXT) for name in data if name.startswith(TEXT)]
        shown = posted if constant_time_compare(data.get(SEAL, ""), self._seal(posted)) else []
        known = {*shown, *self.lines}
        return [key for key in dict.fromkeys([*posted, *typed]) if key in known or NEW_KEY.fullmatch(key)]

    @property
    def seal(self) -> str:
        """What proves that a page of this section showed these paragraphs."""
        return self._seal(self.keys)

    def _seal(self, keys: Iterable[str]) -> str:
        return Signer(salt="plans.report_section").signature(f"{self.section}: {' '.join(keys)}")

    def initial_text(self, key: str) -> str:
        """What a page that nobody has typed on shows of a paragraph."""
        return shown_text(self.lines.get(key))

    def add_theirs(self) -> None:
        """Fields for the paragraphs that another hand added or worded and that this page did not show."""
        for key, line in self.lines.items():
            if TEXT + key not in self.fields and line.words is not None:
                self.fields[TEXT + key] = LinesField(label="Đoạn viết thêm", required=False, widget=_paragraph(3))

    @property
    def typed(self) -> list[Typed]:
        return [
            Typed(
                key,
                self.cleaned_data.get(TEXT + key, ""),
                was=str(self.data.get(WAS + key, "")).replace("\r\n", "\n"),
                left_out=bool(self.cleaned_data.get(OFF + key)),
            )
            for key in self.keys
        ]

    @property
    def before(self) -> Mapping[str, Any]:
        """What the page showed, by field."""
        texts = {TEXT + key: str(self.data.get(WAS + key, "")).replace("\r\n", "\n") for key in self.lines}
        return texts | {OFF + key: bool(self.data.get(WAS_OFF + key)) for key in self.keys}

    @property
    def theirs(self) -> dict[str, Any]:
        """What is kept now, by field."""
        every = {**dict.fromkeys(self.keys), **self.lines}
        texts = {TEXT + key: shown_text(line) for key, line in every.items()}
        return texts | {OFF + key: bool(line and line.left_out) for key, line in every.items()}


def shown_text(line: Line | None) -> str:
    """The words of a paragraph as they are edited: those of one left out too."""
    if line is None:
        return ""
    return line.words if line.words is not None else line.drawn.text if line.drawn else ""


def _paragraph(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


def _tick() -> forms.CheckboxInput:
    return forms.CheckboxInput(attrs={"class": "form-check-input"})
