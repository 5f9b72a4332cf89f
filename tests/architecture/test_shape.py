"""The shape of the tree: what stands at the top, how long a file may be, and what no file may say."""

from __future__ import annotations

import re

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.architecture.tree import APPS, ROOT, files, place

TOP = {"manage.py", "pyproject.toml", "uv.lock", "Makefile", "README.md", *APPS, "templates", "static", "tests"}
MADE = {"var"}  # by running; never committed
LONGEST = 400
FORBIDDEN_MODULES = {"utils.py", "helpers.py", "common.py", "mixins.py", "misc.py", "signals.py"}
# The brackets keep this file from finding itself
UNFINISHED = re.compile(r"(#|//|/\*|<!--).*\b(TOD[O]|FIXM[E]|XX[X])\b|coming soo[n]|NotImplementedErro[r]")
PROMISED = re.compile("đang phát triể[n] (chức năng|tính năng|trang)|sắp ra mắ[t]")
SKIPPED = re.compile(r"pytest\.(mark\.)?(ski[p]|xfai[l])\b")
MACHINE = re.compile(r"/(wor[k]|roo[t])/|/hom[e]/\w")


def test_the_top_level_is_as_agreed() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - MADE
    assert found - {"LICENSE", "CHANGELOG.md"} == TOP


def test_no_file_is_too_long() -> None:
    lengths = {place(path): len(path.read_text().splitlines()) for path in files(".py", ".html", ".js")}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [place(path) for path in files(".py") if path.name in FORBIDDEN_MODULES] == []


def test_nothing_is_left_unfinished_or_skipped() -> None:
    found = [
        place(path, number)
        for path in files(".py", ".html", ".js", ".css", ".toml")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if any(pattern.search(line) for pattern in (UNFINISHED, PROMISED, SKIPPED))
    ]
    assert found == []


def test_no_path_of_a_machine_is_written_down() -> None:
    found = [
        place(path, number)
        for path in (*files(".py", ".html", ".js", ".css", ".toml", ".md", ".txt"), *(ROOT / ".ci").iterdir())
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_each_app_has_one_line_of_migrations() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for app in APPS:
        if any(apps.get_app_config(app).get_models()):
            assert len(loader.graph.leaf_nodes(app)) == 1
            assert [key[1] for key in loader.graph.root_nodes(app)] == ["0001_initial"]
