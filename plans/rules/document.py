"""The whole of one year plan as plain data: what a reader gives, a paper prints and an attachment restores.

Shapes follow the office's plan table (kế hoạch năm): a head, an opening, numbered sections of which one holds the
task table, a closing, recipients and a signature. Text is NFC, exactly as the plan words it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

FORMAT = "tdkt-plan/1"
FIRST_YEAR, LAST_YEAR = 2000, 2100  # of plans that are let in


class AssignmentRole(StrEnum):
    """What a unit does in a task: chủ trì, phối hợp, thực hiện."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    PERFORM = "perform"


ROLE_WORDS = {
    AssignmentRole.LEAD: "chủ trì",
    AssignmentRole.COORDINATE: "phối hợp",
    AssignmentRole.PERFORM: "thực hiện",
}


class TableForm(StrEnum):
    """How the task table is laid out on paper."""

    QUARTER_ROWS = "quarter_rows"  # a row QUÝ I … above its tasks, as the Sở Ngoại vụ prints it
    TIME_COLUMN = "time_column"  # the time of each task in a column of its own


TABLE_FORM_WORDS = {TableForm.QUARTER_ROWS: "Hàng QUÝ", TableForm.TIME_COLUMN: "Cột thời gian"}


@dataclass(frozen=True)
class PlanUnit:
    """One unit line of a task. ``written`` keeps the line's own words and stop, without the list dash."""

    name: str
    role: AssignmentRole = AssignmentRole.PERFORM
    written: str = ""

    @property
    def line(self) -> str:
        if self.written:
            return self.written
        return self.name if self.role == AssignmentRole.PERFORM else f"{self.name} {ROLE_WORDS[self.role]}"


@dataclass(frozen=True)
class PlanTask:
    """One row of the task table.

    ``period`` is ``Q1``…``Q4``, ``M01``…``M12``, ``YEAR``, a range of months ``M04-M12``, or None;
    ``period_text`` the words as written; ``due`` an exact date. ``title`` may hold several lines ("- A\\n- B").
    """

    no: str
    title: str
    period: str | None = None
    period_text: str = ""
    due: dt.date | None = None
    conditional: bool = False
    units: tuple[PlanUnit, ...] = ()


@dataclass(frozen=True)
class PlanSection:
    """A headed part of the text. ``heading`` carries its own number ("I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích");
    ``body`` is paragraphs parted by a line break; ``holds_tasks`` marks the section whose body ends in the table.
    """

    heading: str
    level: int = 1
    body: str = ""
    holds_tasks: bool = False


@dataclass(frozen=True)
class PlanDocument:
    """A plan, whole. Missing values are None or empty; ``recipients`` carry no dash and no closing stop."""

    year: int | None
    title: str | None = None
    number: str | None = None
    issued_on: dt.date | None = None
    place: str | None = None
    agency: str | None = None
    parent_agency: str | None = None
    opening: str = ""
    sections: tuple[PlanSection, ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    table_form: TableForm = TableForm.QUARTER_ROWS
    closing: str = ""
    recipients: tuple[str, ...] = ()
    signer_title: str | None = None
    signer_name: str | None = None

    def to_plan_json(self) -> dict[str, Any]:
        """The interchange shape of a read plan (year, number, …, tasks, recipients, signer), all fields present."""
        return {
            "year": self.year,
            "number": self.number,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "agency": self.agency,
            "parent_agency": self.parent_agency,
            "title": self.title,
            "tasks": [_task_json(task) for task in self.tasks],
            "recipients": list(self.recipients),
            "signer_title": self.signer_title,
            "signer_name": self.signer_name,
        }

    def to_full_json(self) -> dict[str, Any]:
        """Every field of the plan, for the file attached to its PDF; ``from_full_json`` restores it to the letter."""
        data = dataclasses.asdict(self)
        data["issued_on"] = self.issued_on.isoformat() if self.issued_on else None
        for task in data["tasks"]:
            task["due"] = task["due"].isoformat() if task["due"] else None
        return {"format": FORMAT, **data}

    @classmethod
    def from_full_json(cls, data: dict[str, Any]) -> PlanDocument:
        """Restore what ``to_full_json`` wrote. Raises ValueError when the shape is not that of a plan."""
        if data.get("format") != FORMAT:
            raise ValueError(f"not a {FORMAT} file")
        known = {f.name for f in dataclasses.fields(cls)}
        values = {key: value for key, value in data.items() if key in known}
        try:
            values["issued_on"] = _date(values.get("issued_on"))
            values["table_form"] = TableForm(values.get("table_form", TableForm.QUARTER_ROWS))
            values["sections"] = tuple(PlanSection(**section) for section in values.get("sections", ()))
            values["tasks"] = tuple(_task_from(task) for task in values.get("tasks", ()))
            values["recipients"] = tuple(values.get("recipients", ()))
            return cls(**values)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"not a {FORMAT} file: {error}") from error


SHARED_PERIODS = frozenset({"YEAR", *(f"Q{n}" for n in range(1, 5)), *(f"M{n:02}" for n in range(1, 13))})


def _task_json(task: PlanTask) -> dict[str, Any]:
    return {
        "no": task.no,
        "period": task.period if task.period in SHARED_PERIODS else None,
        "due": task.due.isoformat() if task.due else None,
        "title": task.title,
        "conditional": task.conditional,
        "units": [{"name": unit.name, "role": unit.role.value} for unit in task.units],
    }


def _task_from(data: dict[str, Any]) -> PlanTask:
    units = tuple(PlanUnit(u["name"], AssignmentRole(u["role"]), u.get("written", "")) for u in data.get("units", ()))
    return PlanTask(**{**data, "due": _date(data.get("due")), "units": units})


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
