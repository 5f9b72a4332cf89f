"""Every record says what it is in Vietnamese, and its state moves through its transitions alone."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.forms.utils import pretty_name
from django.utils.text import camel_case_to_spaces
from django_fsm import FSMField

from tests.architecture.tree import APPS, ROOT, code, files, place

RECORDS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical")
]
STATES = {field.name for model in RECORDS for field in model._meta.get_fields() if isinstance(field, FSMField)}


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_record_is_named_in_vietnamese_and_described(model: type[models.Model]) -> None:
    description = inspect.getdoc(model) or ""

    assert str(model._meta.verbose_name) != camel_case_to_spaces(model.__name__)
    assert description
    assert not description.startswith(f"{model.__name__}(")  # Django's own, when none is written
    assert "__str__" in model.__dict__ or "__str__" in model.__mro__[1].__dict__


def test_every_choice_made_on_a_form_is_labelled_in_vietnamese() -> None:
    """A field taken over from a record without words of its own would be shown by its English name."""
    for path in files(".py", under=APPS):
        if path.parent.name == "forms":
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))

    english = [
        f"{form.__name__}.{name}"
        for form in _below(forms.BaseModelForm)
        for name, field in form.base_fields.items()
        if form.__module__.partition(".")[0] in APPS
        and not field.widget.is_hidden
        and str(field.label or pretty_name(name)) == pretty_name(name)
    ]

    assert english == []


def _below(form: type[forms.BaseModelForm]) -> list[type[forms.BaseModelForm]]:  # type: ignore[type-arg]
    return [one for direct in form.__subclasses__() for one in (direct, *_below(direct))]


def test_states_are_protected() -> None:
    fields = [field for model in RECORDS for field in model._meta.get_fields() if isinstance(field, FSMField)]

    assert [str(field) for field in fields if not field.protected] == []


def sets_a_state(node: ast.AST) -> bool:
    """Whether ``node`` sets a state by ``.update(state=…)``, ``bulk_update``, ``setattr`` or a plain assignment."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "update":
            return not STATES.isdisjoint(keyword.arg for keyword in node.keywords)
        words = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
        return name in {"setattr", "bulk_update"} and not STATES.isdisjoint(words)
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    is_write = isinstance(node, ast.Assign | ast.AugAssign)
    return is_write and any(isinstance(target, ast.Attribute) and target.attr in STATES for target in targets)


def test_states_are_written_by_transitions_alone() -> None:
    """The queue's jobs have a plain column of that name; they are told by the names of their states."""
    found = [
        place(path, node.lineno)
        for path, tree in code("plans", "emulation", "awards")
        for node in ast.walk(tree)
        if sets_a_state(node) and "JobState" not in ast.unparse(node)
    ]
    assert found == []


def imported_names(tree: ast.Module) -> set[str]:
    """What a module imports, under the names it uses."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def test_transitions_are_called_by_services_alone() -> None:
    """A view, a form or a command that moved a state itself would skip lock, audit and notices.

    ``progress.confirm(…)`` with an imported ``progress`` is a service; ``task.confirm()`` is the move itself.
    """
    transitions = {
        name
        for model in RECORDS
        for name, member in inspect.getmembers(model, inspect.isfunction)
        if hasattr(member, "_django_fsm")
    }
    found = [
        place(path, node.lineno)
        for path, tree in code("plans", "emulation", "awards")
        if {"views", "forms", "management"} & set(path.parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in transitions
        if ast.unparse(node.func.value) not in imported_names(tree)
    ]
    assert transitions
    assert found == []
