"""What no facts file can mean: one year told twice, an end before its beginning, more members than there are. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from awards.rules.json_schema import Misfit

Row = Mapping[str, Any]
SPANS = (
    ("disciplines", "decided_on", "ends_on"),
    ("holds", "since", "released_on"),
    ("absences", "starts_on", "ends_on"),
)
ONCE: tuple[tuple[str, Callable[[Row], Any], str], ...] = (
    ("ratings", lambda row: row["year"], "năm {}"),
    ("members", lambda row: row["year"], "năm {}"),
    ("exceeds_targets", lambda row: row["year"], "năm {}"),
    ("statements", lambda row: (row["year"], row["code"]), "{0[1]} năm {0[0]}"),
    ("initiatives", lambda row: row.get("key"), "khoá {}"),
    ("research", lambda row: row.get("key"), "khoá {}"),
)


def check(one: Row, place: str) -> None:
    """Raise ``Misfit`` with the place of the first contradiction in the facts of one subject."""
    for name, key_of, words in ONCE:
        _once(one.get(name) or (), key_of, f"{place}.{name}", words)
    for name, first, last in SPANS:
        for number, row in enumerate(one.get(name) or ()):
            if row.get(last) and row[last] < row[first]:
                raise Misfit(f"{place}.{name}[{number}].{last}: {row[last]} trước {first} {row[first]}.")
    for number, row in enumerate(one.get("members") or ()):
        _members(row, f"{place}.members[{number}]")
    service = one.get("service") or {}
    total, sector = service.get("total"), service.get("sector")
    if total is not None and sector is not None and sector > total:
        raise Misfit(f"{place}.service.sector: {sector} nhiều hơn total {total}.")


def _once(rows: Any, key_of: Callable[[Row], Any], place: str, words: str) -> None:
    """The same thing may be told twice, never in two ways; of what is counted, not twice at all."""
    seen: dict[Any, tuple[int, Row]] = {}
    for number, row in enumerate(rows):
        key = key_of(row)
        before, told = seen.setdefault(key, (number, row))
        if key is not None and before != number and ("key" in row or told != row):
            raise Misfit(f"{place}[{number}]: {words.format(key)} đã ghi ở mục [{before}].")


def _members(row: Row, place: str) -> None:
    total = row["total"]
    counts = [(f"{name}.{code}", count) for name in ("awards", "disciplined") for code, count in _items(row, name)]
    counts.append(("ratings", sum(count for _, count in _items(row, "ratings"))))
    counts.append(("women", row.get("women") or 0))
    for name, count in counts:
        if count > total:
            raise Misfit(f"{place}.{name}: {count} nhiều hơn total {total}.")


def _items(row: Row, name: str) -> Any:
    return (row.get(name) or {}).items()
