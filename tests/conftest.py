"""Fixtures that every kind of test shares: the fixed cast and clients logged in as one of them."""

from __future__ import annotations

import gc
import importlib
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from plans.models import Plan, Task, User
from tests.factory import Cast, make_cast, make_plan, make_task
from tests.ground import Ground

COMMITTING = {"transactional_db", "live_server"}


def pytest_collection_finish() -> None:
    """What stands to the end anyway is not searched for rubbish again and again, and the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """The records that the tests of a module share."""
    ground = Ground({"cast": make_cast})
    yield ground
    with django_db_blocker.unblock():
        ground.clear()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Before a test opens its transaction, what it stands on is there and nothing else."""
    if fixturedef.argname == "_django_db_helper":
        asked = set(request.fixturenames)
        with request.getfixturevalue("django_db_blocker").unblock():
            request.getfixturevalue("ground").lay(() if asked & COMMITTING else asked)
    return (yield)


@pytest.fixture
def cast(db: None, ground: Ground) -> Cast:
    """The office, its units, and one account for each role."""
    return ground.copy_of("cast") or make_cast()


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


def _begin_migrated(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """A new SQLite database of the tests begins as a copy of the migrated one."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db() and not connection.introspection.table_names():
        with closing(sqlite3.connect(settings.READY_DATABASE)) as ready:
            ready.backup(connection.connection)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Where ``.ci/test`` has migrated a database, no process migrates another."""
    if settings.READY_DATABASE:
        connection_created.connect(_begin_migrated)
    yield
    connection_created.disconnect(_begin_migrated)


@pytest.fixture(scope="session", autouse=True)
def _what_was_committed_goes() -> Iterator[None]:
    """After a test that commits, Django empties every table, which the audit chain's own guard would refuse.

    SQLite's database is put back instead as it was before: quicker, and what the migrations wrote stays. The cache's
    table is no model's, so it is emptied here: failed logins of one test do not count in the next.
    """
    guards = importlib.import_module("plans.migrations.0002_guards")
    editor = SimpleNamespace(connection=connection)
    flush = TransactionTestCase._fixture_teardown
    with closing(sqlite3.connect(":memory:")) as before, pytest.MonkeyPatch.context() as patch:

        def keep(case: type[TransactionTestCase]) -> None:
            if connection.vendor == "sqlite":
                connection.ensure_connection()
                connection.connection.backup(before)

        def put_back(test: TransactionTestCase) -> None:
            if connection.vendor == "sqlite":
                before.backup(connection.connection)
                return
            guards.lift_guards(None, editor)
            flush(test)
            guards.set_guards(None, editor)
            cache.clear()

        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(keep))
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield
