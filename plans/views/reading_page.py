"""The page on which a read document is reviewed: the rail of tasks, the source lines, and what was read of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plans.forms.reading import ReadTaskForm, read_task_values
from plans.models import ReadDocument, Unit
from plans.papers.task_table import period_words
from plans.rules.document import PlanDocument, PlanTask
from plans.rules.text import fold
from plans.services.reading import (
    NEW,
    document_read,
    part_version,
    places_to_see,
    section_names,
    task_doubts,
    units_read,
)

HEAD_PAGE, SECTIONS_PAGE, REST_PAGE = "phan-dau", "cac-phan", "con-lai"
AROUND = 30  # source lines shown above and below those of the open task
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass
class Review:
    """A read document with what was decided so far: two queries for its units."""

    read: ReadDocument

    @cached_property
    def document(self) -> PlanDocument:
        return document_read(self.read)

    @cached_property
    def choices(self) -> dict[str, str]:
        return units_read(self.read, self.document)

    @cached_property
    def doubts(self) -> dict[int, list[dict[str, Any]]]:
        return task_doubts(self.read)

    @cached_property
    def to_see(self) -> list[int]:
        return places_to_see(self.read, self.choices, self.document)

    @cached_property
    def units(self) -> list[Unit]:
        chosen = {int(choice) for choice in self.choices.values() if not choice.startswith(NEW)}
        return [unit for unit in Unit.objects.all() if unit.is_active or unit.pk in chosen]

    @property
    def general_warnings(self) -> list[dict[str, Any]]:
        """What is said of the whole document rather than of a task."""
        return [warning for warning in self.read.warnings if not str(warning["field"]).startswith("task:")]

    def doubtful_year(self, place: int) -> str:
        """The year in a task that does not fit the plan's; empty where there is none."""
        for warning in self.doubts.get(place, []):
            found = _YEAR.findall(warning["words"])
            if str(warning["code"]).startswith("year") and found:
                return str(found[-1])
        return ""

    def task_form(self, place: int, data: Mapping[str, Any] | None = None, **values: Any) -> ReadTaskForm:
        task = self.document.tasks[place]
        shown: dict[str, Any] = {**read_task_values(task, self.choices), "handling": "giu"}
        shown |= {"version": part_version(self.read, place), **values}
        rows = int(shown.pop("rows", len(task.units)))
        year = self.doubtful_year(place)
        return ReadTaskForm(data, initial=shown, task=task, units=self.units, rows=rows, doubtful_year=year)

    def rail(self, here: str) -> list[dict[str, Any]]:
        """The tasks under their quarters, each with a check or a triangle."""
        groups: list[dict[str, Any]] = []
        for place, task in enumerate(self.document.tasks):
            name = (task.period_text or period_words(task.period) or "Không ấn định").upper()
            if not groups or groups[-1]["name"] != name:
                groups.append({"name": name, "rows": []})
            dropped = place in self.read.dropped
            groups[-1]["rows"].append(
                {
                    "place": place,
                    "no": task.no,
                    "title": " ".join(task.title.split())[:60],
                    "warn": place in self.to_see,
                    "dropped": dropped,
                    "here": here == str(place),
                }
            )
        return groups

    def next_place(self, place: int) -> int | None:
        """The next task to see behind ``place``, else the first one, else the next task at all."""
        later = [other for other in self.to_see if other > place] or [o for o in self.to_see if o != place]
        if later:
            return later[0]
        return place + 1 if place + 1 < len(self.document.tasks) else None

    def source_lines(self, place: int | None, *, whole: bool) -> list[dict[str, Any]]:
        """The lines of the source, those of the open task lit, its doubtful words marked."""
        lit = set(self.read.task_lines[place]) if place is not None and place < len(self.read.task_lines) else set()
        rest = set(self.read.remainder) if place is None else set()
        lines = [line for line in self.read.lines if line[2].strip()]
        if not whole and lit:
            at = [index for index, line in enumerate(lines) if line[0] in lit]
            lines = lines[max(0, at[0] - AROUND // 2) : at[-1] + AROUND]
        task = self.document.tasks[place] if place is not None else None
        phrases = self._phrases(place)
        joined = _joined_parts([(n, text) for n, _, text in lines if n in lit], task) if task else {}
        return [
            {
                "number": number,
                "page": page,
                "on": number in lit or number in rest,
                "text": _marked(text, phrases if number in lit else (), joined.get(number, "")),
            }
            for number, page, text in lines
        ]

    def _phrases(self, place: int | None) -> tuple[str, ...]:
        if place is None:
            return ()
        words = [warning["words"] for warning in self.doubts.get(place, []) if warning["words"]]
        return tuple(year for phrase in words for year in (_YEAR.findall(phrase) or [phrase]))


def _joined_parts(lines: list[tuple[int, str]], task: PlanTask) -> dict[int, str]:
    """Of a unit name written over two lines, the part that stands on each."""
    parts: dict[int, str] = {}
    for (first_no, first), (second_no, second) in itertools.pairwise(lines):
        head, tail = first.strip().lstrip("-–• "), second.strip()
        for unit in task.units:
            name = " ".join(unit.name.split())
            whole = f"{head} {tail}"
            if len(head) < len(name) and fold(whole).startswith(fold(name)) and fold(name).startswith(fold(head)):
                parts[first_no] = head
                parts[second_no] = tail[: max(0, len(name) - len(head) - 1)]
    return parts


def _marked(text: str, phrases: tuple[str, ...], joined: str) -> SafeString:
    """A source line as HTML, with doubtful words marked and the part of a joined name underlined."""
    shown: str = escape(text)
    for phrase in phrases:
        shown = shown.replace(escape(phrase), f"<mark>{escape(phrase)}</mark>")
    if joined:
        shown = shown.replace(escape(joined), f'<span class="joined">{escape(joined)}</span>', 1)
    return mark_safe(shown)  # noqa: S308 - every piece was escaped


def unit_notes(review: Review, place: int) -> dict[int, dict[str, str]]:
    """For each row of a task's units: matched, or proposed as new."""
    notes = {}
    for row, unit in enumerate(review.document.tasks[place].units):
        choice = review.choices[unit.name]
        if choice.startswith(NEW):
            notes[row] = {"pill": "warn", "word": "chưa có"}
        else:
            notes[row] = {"pill": "done", "word": "khớp"}
    return notes


def review_context(review: Review, page: str) -> dict[str, Any]:
    """What every page of the review shows: the head, the rail, the way on."""
    read, document = review.read, review.document
    count = len(document.tasks) - len(read.dropped)
    return {
        "read": read,
        "document": document,
        "page": page,
        "rail": review.rail(page),
        "to_see": review.to_see,
        "count": count,
        "fits": count - len(review.to_see),
        "recipients": len(document.recipients),
        "warnings": review.general_warnings,
        "targets": section_names(document),
        "url": reverse("plans:read_review", args=[read.pk]),
    }
