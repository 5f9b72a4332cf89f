"""What a reading gives: the plan as read, its source lines, the doubts, and the refusal when nothing can be read."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from plans.rules.document import PlanDocument

Kind = Literal["text", "docx", "pdf"]


class Refused(Exception):
    """The file cannot be read as a plan; ``str()`` is the Vietnamese sentence that says what to do instead."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class SourceLine:
    """One line of the source: its number in a text, a running number in DOCX and PDF (a table cell starts anew)."""

    number: int
    page: int | None
    text: str


@dataclass(frozen=True)
class ReadWarning:
    """One doubt. ``field`` is where in the plan ("number", "task:9.title"; tasks count from 0), ``words`` what."""

    code: str
    message: str
    field: str = ""
    lines: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Reading:
    """One document read: every non-blank source line is used by the plan, dropped furniture, or in ``remainder``."""

    document: PlanDocument
    lines: tuple[SourceLine, ...]
    task_lines: tuple[tuple[int, ...], ...]
    warnings: tuple[ReadWarning, ...]
    remainder: tuple[int, ...]
    text: str
    kind: Kind
    # furniture left out on purpose: page numbers, repeated table heads, stamps, the motto
    dropped: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Every field as plain data; ``from_json`` restores it."""
        return {**dataclasses.asdict(self), "document": self.document.to_full_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        return cls(
            document=PlanDocument.from_full_json(data["document"]),
            lines=tuple(SourceLine(**line) for line in data["lines"]),
            task_lines=tuple(tuple(numbers) for numbers in data["task_lines"]),
            warnings=tuple(
                ReadWarning(**{**warning, "lines": tuple(warning["lines"])}) for warning in data["warnings"]
            ),
            remainder=tuple(data["remainder"]),
            text=data["text"],
            kind=data["kind"],
            dropped=tuple(data["dropped"]),
        )
