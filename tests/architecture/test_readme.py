"""What the README says is so: its production settings, its variables, its tables of states."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.tree import APPS, ROOT

README = (ROOT / "README.md").read_text()


def block(language: str, after: str) -> str:
    """The first fenced block of ``language`` below the words ``after``."""
    found = re.search(rf"```{language}\n(.*?)```", README[README.index(after) :], re.DOTALL)
    assert found, f"README has no {language} block after {after!r}"
    return found[1]


def test_the_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    settings_file = tmp_path / "env"
    settings_file.write_text(block("ini", "## Deploy"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TDKT_", "DATABASE", "DJANGO"))}

    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env=clean | {"TDKT_ENV_FILE": str(settings_file), "TDKT_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (check.returncode, check.stdout) == (0, "System check identified no issues (0 silenced).\n"), check.stderr


def test_every_variable_is_explained_and_every_explained_one_is_read() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "config/settings.py").read_text()))
    read.add("TDKT_ENV_FILE")

    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))

    assert explained == read


def test_every_make_target_is_explained() -> None:
    targets = re.findall(r"^([a-z.]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert [target for target in targets if f"make {target}" not in README and target != "help"] == []


def transitions_of(model: type[models.Model]) -> set[tuple[str, str, str]]:
    """(source, name, target) of every transition of ``model``; a computed target is written "…"."""
    found = set()
    for name, method in inspect.getmembers(model, inspect.isfunction):
        for source, move in getattr(getattr(method, "_django_fsm", None), "transitions", {}).items():
            found.add((str(source), name, move.target if isinstance(move.target, str) else "…"))
    return found


def stated(app: str, title: str) -> set[tuple[str, str, str]]:
    """The rows of the table of transitions under ``title`` in the README of ``app``."""
    text = (ROOT / app / "README.md").read_text()
    table = text[text.index(f"## {title}\n") :].split("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|", table, re.MULTILINE))


@pytest.mark.parametrize(
    "model",
    [m for app in APPS for m in apps.get_app_config(app).get_models() if transitions_of(m)],
    ids=lambda model: model.__name__,
)
def test_the_table_of_transitions_is_true(model: type[models.Model]) -> None:
    assert stated(model._meta.app_label, model.__name__) == transitions_of(model)
