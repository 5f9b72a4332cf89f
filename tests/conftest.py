"""Fixtures that every kind of test shares: the fixed cast and clients logged in as one of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase

from plans.models import Plan, Task, User
from tests.factory import Cast, make_cast, make_plan, make_task


@pytest.fixture
def cast(db: None) -> Cast:
    """The office, its units, and one account for each role."""
    return make_cast()


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The issued plan of 2026, without tasks."""
    return make_plan()


@pytest.fixture
def task(plan: Plan, cast: Cast) -> Task:
    """A task of the division whose contact is in the cast."""
    return make_task(plan, units=[cast.division])


@pytest.fixture
def client_for(request: pytest.FixtureRequest) -> Callable[[str | User], Client]:
    """A client logged in as a user, or as the cast's account of a role: ``client_for("standing")``."""

    def log_in(who: str | User) -> Client:
        user = who if isinstance(who, User) else request.getfixturevalue("cast").user(who)
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture(scope="session", autouse=True)
def _flushing_lifts_the_audit_guard() -> Iterator[None]:
    """Between tests that commit, Django empties every table; the audit chain's own guard would refuse that.

    The cache's table is no model's, so it is emptied here: failed logins of one test do not count in the next.
    """
    guards = importlib.import_module("plans.migrations.0002_guards")
    editor = SimpleNamespace(connection=connection)
    flush = TransactionTestCase._fixture_teardown

    def flush_without_guard(test: TransactionTestCase) -> None:
        guards.lift_guards(None, editor)
        flush(test)
        guards.set_guards(None, editor)
        cache.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_guard)
        yield
