"""An office in a database of its own that several processes share, for tests of what happens between processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection

PREPARE = """
from tests.factory import *
from plans.models import *
"""
# Runs one piece of code after another and answers with what it printed and what went wrong
LISTEN = """
import contextlib, io, json, sys, traceback
from django.db import connection
for line in sys.stdin:
    printed, wrong = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(printed):
            exec(json.loads(line), dict(globals()))
    except Exception:
        wrong = traceback.format_exc()
    connection.close()
    print(json.dumps([printed.getvalue(), wrong]), flush=True)
"""
DATABASE = "tdkt.sqlite3"


@dataclass(frozen=True)
class Processes:
    """Starts children of this project on the shared office, whose files lie in ``folder``."""

    folder: Path
    url: str = ""
    backups: str | None = ""  # what the environment says of the timer's daily backup: nothing where it is None

    @property
    def letters(self) -> Path:
        return self.folder / "letters"

    def start(self, *command: str, stdin: int | None = None) -> subprocess.Popen[str]:
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TDKT_BACKUP_DIR")},
            "TDKT_ENV_FILE": os.devnull,
            "TDKT_DATA_DIR": str(self.folder),
            "EMAIL_URL": f"filemail:///{self.letters}",  # django-environ takes the first slash of the path away
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        if self.url:
            environment["DATABASE_URL"] = self.url
        if self.backups is not None:
            environment["TDKT_BACKUP_DIR"] = self.backups
        return subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            cwd=settings.BASE_DIR,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments: str) -> subprocess.Popen[str]:
        return self.start("manage.py", *arguments)

    def python(self, code: str) -> subprocess.Popen[str]:
        """Run ``code`` in a process where Django, the models and the factory are ready."""
        return self.start("-c", f"import django; django.setup()\n{PREPARE}\n{textwrap.dedent(code)}")

    @cached_property
    def _listener(self) -> subprocess.Popen[str]:
        return self.start("-c", f"import django; django.setup()\n{PREPARE}\n{LISTEN}", stdin=subprocess.PIPE)

    def output(self, code: str) -> str:
        """What ``code`` printed, run in one child that is kept for it; the test fails with its error when it failed."""
        listener = self._listener
        assert listener.stdin is not None
        assert listener.stdout is not None
        listener.stdin.write(json.dumps(textwrap.dedent(code)) + "\n")
        listener.stdin.flush()
        answer = listener.stdout.readline()
        assert answer, listener.communicate()[1]
        printed, wrong = json.loads(answer)
        assert not wrong, wrong
        return str(printed).strip()

    def close(self) -> None:
        """Let the kept child go."""
        if "_listener" in self.__dict__:
            self._listener.communicate(timeout=60)


def finish(child: subprocess.Popen[str]) -> str:
    """Wait for a child that must succeed; gives what it printed."""
    out, errors = child.communicate(timeout=300)
    assert child.returncode == 0, errors
    return out


@contextmanager
def new_office(folder: Path) -> Iterator[Processes]:
    """A migrated database with the cast: SQLite in ``folder``, or a new one beside the test's own on PostgreSQL."""
    ready = connection.settings_dict["TEST"].get("TEMPLATE") or ""
    with _database(template=ready or "template1") as url:
        office = Processes(folder, url)
        office.letters.mkdir()
        if settings.READY_DATABASE and not url:
            shutil.copy(settings.READY_DATABASE, folder / DATABASE)
        elif not ready:
            finish(office.manage("migrate", "--verbosity", "0"))
        office.output("from django.core.management import call_command\ncall_command('createcachetable')\nmake_cast()")
        with closing(office):
            yield office


@contextmanager
def copy_of(office: Processes, folder: Path) -> Iterator[Processes]:
    """The same office, to be changed by one test."""
    with _database(template=office.url.rpartition("/")[2]) as url:
        copy = Processes(folder, url)
        copy.letters.mkdir()
        if not url:
            shutil.copy(office.folder / DATABASE, folder / DATABASE)
        with closing(copy):
            yield copy


@contextmanager
def _database(template: str) -> Iterator[str]:
    """The address of a new PostgreSQL database, dropped afterwards; empty where the tests run on SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    facts: dict[str, Any] = connection.settings_dict
    login = {"user": facts["USER"], "password": facts["PASSWORD"], "host": facts["HOST"], "port": facts["PORT"] or 5432}
    server = psycopg2.connect(dbname="postgres", **login)
    server.autocommit = True
    name = f"tdkt_processes_{uuid.uuid4().hex[:12]}"
    by_socket = login["host"].startswith("/")
    host = f"/{login['host']}" if by_socket else f"{login['host']}:{login['port']}"
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield f"postgres://{login['user']}:{login['password']}@{host}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()
