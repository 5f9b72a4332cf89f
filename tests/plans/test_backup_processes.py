"""Backing up and restoring a whole office: while people write, killed in the middle, full disks, older schemas."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import textwrap
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.plans.processes import DATABASE, Processes, _database, copy_of, finish, new_office
from tests.plans.test_processes import ADD_PEOPLE, INVARIANTS

ON_SQLITE = connection.vendor == "sqlite"
MOMENT = "Đã đối chiếu xong, đang thay dữ liệu…\n"
# Every table but those a backup leaves out, those it writes itself, the audit chain it adds to and letters, which a
# restore holds back: rows as text, hashed
FINGERPRINT = """
import hashlib
import json
from django.utils import timezone
from django.db import connection
from plans.services.backup_facts import left_out
own = {*left_out(), "plans_backuprun", "plans_auditentry", "plans_audithead", "plans_outboxmessage"}
def fingerprint():
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - own):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines = sorted(repr(row) for row in cursor.fetchall())
            found[table] = f"{len(lines)} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"
    return found
"""
RUNS = "list(BackupRun.objects.order_by('pk').values_list('state', flat=True))"
FILES = """
from plans.services.files import read_bytes
print(sorted(len(read_bytes(file)) for file in StoredFile.objects.all()))
"""


@dataclass(frozen=True)
class BackedUp:
    """An office, one backup of it that all tests restore, and its records as they stood."""

    office: Processes
    archive: Path
    state: dict[str, str]


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BackedUp]:
    """The cast, a plan, two files and a letter that waits; backed up and proved."""
    baks = tmp_path_factory.mktemp("baks")
    with new_office(tmp_path_factory.mktemp("office")) as office:
        said = office.output(f"""
            {indented(FINGERPRINT)}
            from django.core.management import call_command
            from plans.services.files import store_file
            user = User.objects.get(username="quantri")
            make_task(make_plan(), "Phát động phong trào", units=[make_unit()])
            store_file(data=b"minh chung", name="minh-chung.pdf", user=user)
            store_file(data=b"anh hoi nghi", name="anh.png", user=user)
            OutboxMessage.objects.create(key="thư", to="a@example.gov.vn", next_try_at=timezone.now())
            call_command("backup", to=__import__("pathlib").Path({str(baks)!r}), check=True)
            print({RUNS})
            print(json.dumps(fingerprint()))
            """)
        *_, runs, state = said.splitlines()
        assert runs == "['good']"
        (archive,) = baks.iterdir()
        yield BackedUp(office, archive, json.loads(state))


@pytest.fixture
def office(backed_up: BackedUp, tmp_path: Path) -> Iterator[Processes]:
    """The same office, to be changed by one test."""
    folder = tmp_path / "office"
    folder.mkdir()
    with copy_of(backed_up.office, folder) as copy:
        shutil.copytree(backed_up.office.folder / "files", folder / "files")
        yield copy


@contextmanager
def empty_office(folder: Path) -> Iterator[Processes]:
    """A place where nothing is yet."""
    folder.mkdir()
    with _database(template="template0") as url:
        yield Processes(folder, url)


def indented(code: str, width: int = 12) -> str:
    """``code`` as it stands inside a text that is dedented."""
    return textwrap.indent(code, " " * width).strip()


def connected(database: str) -> Any:
    """A connection of our own to a database of PostgreSQL."""
    facts: dict[str, Any] = connection.settings_dict
    login = {"user": facts["USER"], "password": facts["PASSWORD"], "host": facts["HOST"], "port": facts["PORT"] or 5432}
    return psycopg2.connect(dbname=database, **login)


@contextmanager
def writing_to(office: Processes) -> Iterator[None]:
    """Somebody else holds what a restore has to replace."""
    if ON_SQLITE:
        with closing(sqlite3.connect(office.folder / DATABASE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    with closing(connected(office.url.rpartition("/")[2])) as other:
        other.cursor().execute("LOCK TABLE plans_office IN ACCESS SHARE MODE")
        yield


RESTORE_TWICE = """
from django.core.management import CommandError, call_command
from plans.services.audit_check import verify_chain
from plans.services.files import read_bytes
call_command("restore", {archive!r})
said = {{
    "state": fingerprint(),
    "files": sorted(len(read_bytes(file)) for file in StoredFile.objects.all()),
    "findings": verify_chain().findings,
    "last act": AuditEntry.objects.order_by("number").last().act,
    "runs": {runs},
    "letters": list(OutboxMessage.objects.values_list("state", "attempts")),
}}
try:
    call_command("restore", {archive!r})
except CommandError as refusal:
    said["refusal"] = str(refusal)
call_command("restore", {archive!r}, yes=True)
said["again"] = fingerprint()
print(json.dumps(said))
"""


def test_a_backup_restored_elsewhere_is_the_same_office_record_for_record(backed_up: BackedUp, tmp_path: Path) -> None:
    archive = backed_up.archive
    with empty_office(tmp_path / "new") as new:
        code = RESTORE_TWICE.format(archive=str(archive), runs=RUNS)
        said = json.loads(new.output(f"{FINGERPRINT}\n{code}").splitlines()[-1])

    assert said.pop("state") == backed_up.state
    assert said.pop("again") == backed_up.state
    assert said.pop("refusal").startswith("Ở đây đang có dữ liệu của “Sở Ngoại vụ”")
    assert said == {
        "files": [10, 12],
        "findings": [],
        "last act": "backup.restore",
        "runs": ["good"],
        "letters": [["failed", 0]],  # may have gone out since: not sent again
    }
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert (backed_up.office.folder / "secret-key").read_bytes() not in archive.read_bytes()
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_the_timer_backs_up_beside_the_data_when_nothing_is_said(office: Processes) -> None:
    finish(replace(office, backups=None).manage("run_scheduled"))

    said = office.output("print(*BackupRun.objects.order_by('pk').values_list('cause', 'state', 'name').last())")
    (made,) = (office.folder / "sao-luu").iterdir()
    assert said == f"schedule good {made.name}"


def test_people_write_while_the_backup_runs(office: Processes, tmp_path: Path) -> None:
    writing = f"""
{ADD_PEOPLE}
from plans.services.files import remove_orphans, store_file
n = 0
while True:
    add(n)
    store_file(data=uuid.uuid4().bytes * 50, name="tep.bin", user=actor)
    print("written", flush=True)
    n += 1
"""
    writers = [office.python(writing) for _ in range(2)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
    (tmp_path / "baks").mkdir()
    finish(office.manage("backup", "--to", str(tmp_path / "baks"), "--check"))
    (archive,) = (tmp_path / "baks").iterdir()
    for writer in writers:
        writer.kill()
        writer.communicate()

    with empty_office(tmp_path / "new") as new:
        finish(new.manage("restore", str(archive)))
        said = new.output(f"{INVARIANTS}\n{FILES}\nprint(StoredFile.objects.count() > 3)").splitlines()
        assert (said[0], said[-1]) == ("True [] True", "True")


def test_a_restore_killed_at_the_last_step_leaves_the_old_office_whole(backed_up: BackedUp, office: Processes) -> None:
    before = json.loads(office.output(f"{FINGERPRINT}\n{ADD_PEOPLE}\nadd(1)\nprint(json.dumps(fingerprint()))"))

    with writing_to(office):
        child = office.manage("restore", str(backed_up.archive), "--yes")
        assert child.stdout is not None
        assert MOMENT in iter(child.stdout.readline, "")
        child.kill()
        child.communicate()

    said = office.output(f"""
        {indented(FINGERPRINT, 8)}
        from django.core.management import call_command
        from plans.services.audit_check import verify_chain
        found = [fingerprint(), verify_chain().findings]
        call_command("restore", {str(backed_up.archive)!r}, yes=True)  # and nothing left behind hinders the next
        print(json.dumps([*found, fingerprint()]))
        """)
    assert json.loads(said.splitlines()[-1]) == [before, [], backed_up.state]
    assert before != backed_up.state


FULL_DISK = """
import resource
from pathlib import Path
from django.core.management import CommandError, call_command
from plans.services.files import store_file
def refused(*command, **options):
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000_000, resource.RLIM_INFINITY))
    try:
        call_command(*command, **options)
    except CommandError as error:
        return str(error)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
folder, full = Path({folder!r}), Path({folder!r}) / "full"
full.mkdir()
store_file(data=bytes(12_000_000), name="a.bin", user=User.objects.get(username="quantri"))
call_command("backup", to=folder)
said = [refused("backup", to=full), [path.name for path in full.iterdir()], {runs}]
before = fingerprint()
for path in Path({files!r}).glob("??/*"):
    path.unlink()
said += [refused("restore", str(next(folder.glob("*.zip"))), yes=True), fingerprint() == before]
print(json.dumps(said))
"""


def test_a_full_disk_leaves_no_half_backup_and_the_old_office_whole(office: Processes, tmp_path: Path) -> None:
    code = FULL_DISK.format(folder=str(tmp_path), files=str(office.folder / "files"), runs=RUNS)
    backup, left, runs, restore, is_as_before = json.loads(office.output(f"{FINGERPRINT}\n{code}").splitlines()[-1])

    assert backup.endswith("đã đầy. Dọn bớt, hoặc giảm số bản giữ lại (TDKT_BACKUP_KEEP), rồi sao lưu lại.")
    assert (left, runs[-2:]) == ([], ["kept", "failed"])
    assert restore.endswith("đã đầy: dọn bớt rồi khôi phục lại. Dữ liệu đang có vẫn nguyên.")
    assert is_as_before


def test_an_older_schema_is_brought_up_on_the_way(backed_up: BackedUp, office: Processes, tmp_path: Path) -> None:
    older = tmp_path / "older.zip"
    office.output(f"""
        from pathlib import Path
        from django.core.management import call_command
        from django.db import connection
        from django.db.migrations.loader import MigrationLoader
        from plans.services.backup_making import write_archive
        graph = MigrationLoader(connection).graph
        (leaf,) = graph.leaf_nodes("plans")
        (below,) = [key for key in graph.node_map[leaf].parents if key[0] == "plans"]
        call_command("migrate", *below, verbosity=0)
        write_archive(Path({str(older)!r}), Path({str(tmp_path)!r}))
        """)

    with empty_office(tmp_path / "new") as new:
        said = new.output(f"""
            {indented(FINGERPRINT)}
            from django.core.management import call_command
            from plans.services.audit_check import verify_chain
            call_command("restore", {str(older)!r})
            call_command("migrate", check_unapplied=True)
            print(json.dumps([fingerprint(), verify_chain().findings]))
            """)
    assert "đã được nâng lên phiên bản này" in said
    after, findings = json.loads(said.splitlines()[-1])
    steps = "django_migrations"  # applied anew, at another moment
    assert after.keys() == backed_up.state.keys()
    assert [table for table in after if after[table] != backed_up.state[table] and table != steps] == []
    assert findings == []


@pytest.mark.skipif(ON_SQLITE, reason="an SQLite file knows no accounts")
def test_an_account_that_may_make_no_database_restores_all_the_same(backed_up: BackedUp, tmp_path: Path) -> None:
    archive = str(backed_up.archive)
    (tmp_path / "baks").mkdir()
    with closing(connected("postgres")) as server, empty_office(tmp_path / "new") as new:
        server.autocommit = True
        cursor, name = server.cursor(), new.url.rpartition("/")[2]
        cursor.execute("DROP ROLE IF EXISTS tdkt_narrow")
        cursor.execute("CREATE ROLE tdkt_narrow LOGIN NOCREATEDB")
        cursor.execute(f"ALTER DATABASE {name} OWNER TO tdkt_narrow")
        login = new.url.removeprefix("postgres://").partition("@")[0]
        narrow = Processes(new.folder, new.url.replace(f"//{login}@", "//tdkt_narrow:@", 1))

        said = narrow.output(f"""
            {indented(FINGERPRINT)}
            from pathlib import Path
            from django.core.management import call_command
            from plans.services.audit_check import verify_chain
            call_command("restore", {archive!r})
            found = [fingerprint()]
            call_command("backup", to=Path({str(tmp_path / "baks")!r}), check=True)
            found.append({RUNS})
            call_command("restore", {archive!r}, yes=True)
            letters = list(OutboxMessage.objects.values_list("state", flat=True))
            print(json.dumps([*found, fingerprint(), verify_chain().findings, letters]))
            """)
        assert "ALTER ROLE tdkt_narrow CREATEDB" in said
        state = backed_up.state
        assert json.loads(said.splitlines()[-1]) == [state, ["good", "kept"], state, [], ["failed"]]
        cursor.execute(f"ALTER DATABASE {name} OWNER TO CURRENT_USER")
        for owned in ("REASSIGN OWNED BY tdkt_narrow TO CURRENT_USER", "DROP OWNED BY tdkt_narrow"):
            with closing(connected(name)) as inside, inside:
                inside.cursor().execute(owned)
        cursor.execute("DROP ROLE tdkt_narrow")
