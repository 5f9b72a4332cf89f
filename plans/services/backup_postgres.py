"""Copying and replacing a PostgreSQL database while others use it: pg_dump of an exported snapshot, pg_restore, psql.

What is restored goes into a database of its own first, and from there into ours in one transaction: until its COMMIT,
which is sent only when every table holds what it should, the old data stand.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from plans.errors import DomainError
from plans.rules.backup import choose_client
from plans.services.backup_facts import Facts, left_out, read_facts
from plans.services.other_database import asking

SERVERS = Path("/usr/lib/postgresql")  # where Debian keeps the programs of each version
LOCK_SECONDS = 30
_PLAIN = ("--no-owner", "--no-privileges", "--no-comments")
_ROOM = "_khoiphuc_"


class PostgreSQL:
    """A database of a PostgreSQL server."""

    name, part, packed = "postgresql", "database-postgresql.dump", False

    @property
    def version(self) -> int:
        connection.ensure_connection()
        return int(connection.pg_version) // 10000  # type: ignore[attr-defined]

    def copy(self, target: Path) -> Facts:
        """Dump the database as one snapshot sees it, which is also where the facts are read."""
        program = self._program("pg_dump")
        ours = str(connection.settings_dict["NAME"])
        with asking(ours), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                (snapshot,) = cursor.fetchone()
            facts = read_facts()
            without = [f"--exclude-table-data={table}" for table in left_out()]
            _run(program, "--format=custom", f"--snapshot={snapshot}", *_PLAIN, *without, f"--file={target}", ours)
        return facts

    @contextmanager
    def room(self, source: Path) -> Iterator[str | None]:
        """A database of its own with what ``source`` holds, gone afterwards; None where we may not make one."""
        program = self._program("pg_restore")
        ours = str(connection.settings_dict["NAME"])
        with asking(ours):
            self._clear_rooms(ours)
            if not _may_create():
                yield None
                return
            name = f"{ours[:40]}{_ROOM}{uuid.uuid4().hex[:12]}"
            _create(name)
        try:
            _run(program, "--exit-on-error", *_PLAIN, f"--dbname={name}", str(source))
            yield name
        finally:
            with asking(ours):
                _drop(name)

    def replace(self, room: str | None, source: Path, expected: dict[str, int]) -> None:
        """Put what the room (without one: ``source`` itself) holds in place of ours, in one transaction."""
        if room:
            command = [self._program("pg_dump"), "--format=plain", *_PLAIN, *_login()[0], room]
        else:
            command = [self._program("pg_restore"), *_PLAIN, "--file=-", str(source)]
        ours = str(connection.settings_dict["NAME"])
        with asking(ours):
            drops = _drops()
        begin = f"BEGIN;\nSET LOCAL lock_timeout = '{LOCK_SECONDS}s';\n{drops}\n"
        end = f"\n{_comparison(expected)}\nCOMMIT;\n"
        connection.close()  # ours must not hold what is replaced
        self._stream(command, [self._program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"], begin, end)

    def _stream(self, source: list[str], psql: list[str], begin: str, end: str) -> None:
        """Send ``begin``, what ``source`` writes, and only when it ended well ``end`` with its COMMIT."""
        login, environment = _login()
        ours = str(connection.settings_dict["NAME"])
        with tempfile.TemporaryFile() as said:
            target = subprocess.Popen(  # noqa: S603 - found on this machine, no shell
                [*psql, *login, f"--dbname={ours}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=environment,
            )
            try:
                assert target.stdin is not None  # noqa: S101 (a pipe was asked for)
                _fill(target.stdin, source, environment, begin, end)
            except BrokenPipeError:
                target.wait()  # psql has stopped at an error; the server undoes everything
            except BaseException:
                target.kill()
                target.wait()
                raise
            if target.wait():
                said.seek(0)
                raise DomainError(_refused("psql", said.read()))

    def _program(self, tool: str) -> str:
        """Where the program ``tool`` that fits the server is."""
        places = [shutil.which(tool), *(str(path) for path in SERVERS.glob(f"*/bin/{tool}"))]
        found = [(major, path) for path in places if path and (major := _major(path))]
        return choose_client(tool, self.version, found)

    @staticmethod
    def _clear_rooms(ours: str) -> None:
        """Drop what a process that was killed has left behind (only one backup or restore runs at a time)."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
                " AND pg_get_userbyid(datdba) = current_user",
                [f"{ours[:40]}{_ROOM}"],
            )
            names = [name for (name,) in cursor.fetchall()]
        for name in names:
            _drop(name)


def _fill(pipe: IO[bytes], command: list[str], environment: dict[str, str], begin: str, end: str) -> None:
    with tempfile.TemporaryFile() as said:
        source = subprocess.Popen(  # noqa: S603 - found on this machine, no shell
            command, stdout=subprocess.PIPE, stderr=said, env=environment
        )
        try:
            assert source.stdout is not None  # noqa: S101 (a pipe was asked for)
            pipe.write(begin.encode())
            shutil.copyfileobj(source.stdout, pipe, 1024 * 1024)
        except BaseException:
            source.kill()
            source.wait()
            raise
        code = source.wait()
        if code:
            said.seek(0)
            raise DomainError(_refused(Path(command[0]).name, said.read()))
    pipe.write(end.encode())
    pipe.close()


def _comparison(expected: dict[str, int]) -> str:
    """SQL that stops the transaction unless every table holds as many rows as it should."""
    quote = connection.ops.quote_name
    checks = "\n".join(
        f"IF (SELECT COUNT(*) FROM public.{quote(table)}) <> {rows} "  # noqa: S608 (names of tables alone)
        f"THEN RAISE EXCEPTION 'rows differ: {table}'; END IF;"
        for table, rows in sorted(expected.items())
    )
    return f"DO $check$ BEGIN\n{checks}\nEND $check$;"


def _drops() -> str:
    """SQL that empties our database of its tables and functions; what extensions brought stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [f"DROP TABLE IF EXISTS public.{name} CASCADE;" for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc f WHERE pronamespace = 'public'::regnamespace"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e')"
        )
        functions = [f"DROP FUNCTION IF EXISTS {name} CASCADE;" for (name,) in cursor.fetchall()]
    return "\n".join([*tables, *functions])


def _may_create() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def _create(name: str) -> None:
    """An empty database of the same encoding and order of letters as ours."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database"
            " WHERE datname = current_database()"
        )
        facts = [str(fact).replace("'", "''") for fact in cursor.fetchone()]
        cursor.execute(
            f"CREATE DATABASE {quote(name)} TEMPLATE template0"
            " ENCODING '{}' LC_COLLATE '{}' LC_CTYPE '{}'".format(*facts)
        )


def _drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")


def _login() -> tuple[list[str], dict[str, str]]:
    """How the programs reach the server: options, and the environment with the password."""
    settings: dict[str, Any] = connection.settings_dict
    words, environment = DatabaseClient.settings_to_cmd_args_env({**settings, "NAME": "x"}, [])
    return words[1:-1], os.environ | {"PGCLIENTENCODING": "UTF8"} | (environment or {})


def _run(program: str, *arguments: str) -> None:
    login, environment = _login()
    done = subprocess.run(  # noqa: S603 - found on this machine, no shell
        [program, *login, *arguments], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise DomainError(_refused(Path(program).name, done.stderr))


def _refused(program: str, said: bytes) -> str:
    words = said.decode("utf-8", "replace").strip()[-600:]
    if "lock timeout" in words:
        return (
            "Phần mềm đang dùng cơ sở dữ liệu nên chưa thay được. Dừng phần mềm (systemctl stop tdkt "
            "tdkt-scheduled.timer) rồi khôi phục lại."
        )
    return f"Chương trình {program} của PostgreSQL dừng giữa chừng: {words or 'không nói lý do'}"


def _major(path: str) -> int:
    """The major version of a program of PostgreSQL; 0 where it does not tell one."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return 0
    version = re.search(r"\) (\d+)", said)
    return int(version[1]) if version else 0
