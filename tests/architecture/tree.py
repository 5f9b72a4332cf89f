"""The files of the project, as the architecture tests walk them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("plans", "emulation", "awards", "config")  # each may know itself and those before it
HIDDEN = {"__pycache__", "migrations"}


def files(*suffixes: str, under: tuple[str, ...] = (*APPS, "templates", "static", "tests")) -> Iterator[Path]:
    """Every file of the project with one of ``suffixes``, generated ones left out."""
    for folder in under:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in suffixes and HIDDEN.isdisjoint(path.parts):
                yield path


def code(*apps: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of ``apps`` (all of them when none is named), parsed."""
    for path in files(".py", under=apps or APPS):
        yield path, ast.parse(path.read_text())


def place(path: Path, line: int | None = None) -> str:
    """``path`` as a finding names it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))
