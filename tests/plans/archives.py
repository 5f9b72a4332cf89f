"""Archives of a year: every record that goes into one, what one says, and copies of one that were tampered with."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plans.services.archive_rows import archived_models, line_of

AT = dt.datetime(2026, 12, 31, 9, 30, tzinfo=dt.UTC)
YEAR, MAKER = 2026, "Lý Thị A"
Rows = dict[str, list[dict[str, Any]]]


def rows_of_everything() -> Rows:
    """Every row of every model that is archived, as the database gives it, its secrets left out."""
    found = {}
    for model in archived_models():
        line = line_of(model)
        assert line is not None
        hidden = {*line.secret, *(["id"] if line.keyless else [])}
        rows = [
            {name: value for name, value in row.items() if name not in hidden}
            for row in model._base_manager.order_by("pk").values()
        ]
        found[model._meta.label] = sorted(rows, key=repr) if line.keyless else rows
    return found


def read_rows(path: Path, label: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as pack:
        return json.loads(pack.read(f"du-lieu/json/{label.lower()}.json"))


def changed(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of an archive with its files changed; one for which None comes is left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


def sealed_again(source: Path, target: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy in which one file is changed and the checksums say so: what somebody would do who knows of them."""
    with zipfile.ZipFile(source) as old:
        before, after = old.read(name), change(old.read(name))
    old_sum, new_sum = (hashlib.sha256(data).hexdigest().encode() for data in (before, after))

    def swap(which: str, data: bytes) -> bytes:
        if which == "SHA256SUMS":
            return data.replace(old_sum, new_sum)
        return after if which == name else data

    return changed(source, target, swap)
