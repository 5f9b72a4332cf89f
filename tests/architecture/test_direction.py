"""config → awards → emulation → plans, also where no import shows it: foreign keys, addresses, templates."""

from __future__ import annotations

import ast
import re
from itertools import pairwise

import pytest
from django.apps import apps

from tests.architecture.tree import APPS, ROOT, code, files, place


def higher(app: str) -> tuple[str, ...]:
    """The apps that ``app`` must not know."""
    return APPS[APPS.index(app) + 1 :]


@pytest.mark.parametrize(("lower", "upper"), list(pairwise(APPS)))
def test_the_chain_has_one_order(lower: str, upper: str) -> None:
    assert upper in higher(lower)


def test_foreign_keys_point_down_the_chain() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many) and not field.auto_created
        if field.related_model._meta.app_label in higher(app)
    ]
    assert upward == []


@pytest.mark.parametrize("app", APPS[:-1])
def test_no_string_names_a_higher_app(app: str) -> None:
    """Addresses ("awards:…"), templates ("awards/…") and dotted paths ("awards.…") are imports in disguise."""
    upward = re.compile(rf"^({'|'.join(higher(app))})[:/.]\w")
    found = [
        f"{place(path, node.lineno)} {node.value}"
        for path, tree in code(app)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and upward.match(node.value)
    ]
    assert found == []


def template_app(folder: str) -> str:
    """The app whose templates lie in ``folder`` of templates/; the frame and the papers are the ground floor's."""
    return folder if folder in APPS else "plans"


def test_no_template_names_a_higher_app() -> None:
    found = []
    for path in files(".html", ".txt", under=("templates",)):
        app = template_app(path.relative_to(ROOT / "templates").parts[0])
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(rf"""["']({"|".join(higher(app))})[:/]""", line):
                found.append(place(path, number))
    assert found == []
