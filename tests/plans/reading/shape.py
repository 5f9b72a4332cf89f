"""Readings in the short form the cases use, so that a failing test shows what differs."""

from __future__ import annotations

from typing import Any

from plans.reading import Reading

_ROLE = {"lead": "L", "coordinate": "C", "perform": "P"}


def short(text: str | None) -> str | None:
    """Closing stops, list dashes and white space do not count (plan-json.md §5)."""
    if text is None:
        return None
    return "\n".join(" ".join(line.split()).strip(" .;-–") for line in text.split("\n"))


def short_tasks(reading: Reading) -> list[tuple[Any, ...]]:
    return [
        (
            task["no"], task["period"], task["due"], short(task["title"]),
            "|".join(f"{_ROLE[unit['role']]}:{unit['name']}" for unit in task["units"]), task["conditional"],
        )
        for task in reading.document.to_plan_json()["tasks"]
    ]  # fmt: skip


def short_expected(tasks: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [(t[0], t[1], t[2], short(t[3]), t[4], t[5] if len(t) > 5 else False) for t in tasks]


def short_head(reading: Reading) -> dict[str, Any]:
    plan = reading.document.to_plan_json()
    return {key: value for key, value in plan.items() if key != "tasks"}


def assert_accounted(reading: Reading) -> None:
    """Line numbers are sound: each exists, and the remainder has only filled lines."""
    numbers = {line.number: line.text for line in reading.lines}
    assert all(numbers[n].strip() for n in reading.remainder)
    assert all(n in numbers for lines in reading.task_lines for n in lines)
    assert len(reading.task_lines) == len(reading.document.tasks)
