"""Backing up and restoring a whole office: while people write, killed in the middle, full disks, older schemas."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.plans.processes import DATABASE, Processes, _database, copy_of, finish, new_office
from tests.plans.test_processes import ADD_PEOPLE, INVARIANTS

ON_SQLITE = connection.vendor == "sqlite"
MOMENT = "Đã đối chiếu xong, đang thay dữ liệu…\n"
# Every table but those a backup leaves out, those it writes itself and the audit chain it adds to: rows as text, hashed
FINGERPRINT = """
import hashlib
from django.db import connection
from plans.services.backup_facts import left_out
own = {*left_out(), "plans_backuprun", "plans_auditentry", "plans_audithead"}
def fingerprint():
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - own):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines = sorted(repr(row) for row in cursor.fetchall())
            found[table] = f"{len(lines)} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"
    return found
"""
PRINT = f"{FINGERPRINT}\nimport json\nprint(json.dumps(fingerprint()))"
FILES = """
from plans.services.files import read_bytes
print(sorted(len(read_bytes(file)) for file in StoredFile.objects.all()))
"""


@pytest.fixture(scope="module")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    with new_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture
def office(first_office: Processes, tmp_path: Path) -> Iterator[Processes]:
    """The cast, a plan and two files."""
    folder = tmp_path / "office"
    folder.mkdir()
    with copy_of(first_office, folder) as copy:
        copy.output("""
            from plans.services.files import store_file
            user = User.objects.get(username="quantri")
            make_task(make_plan(), "Phát động phong trào", units=[make_unit()])
            store_file(data=b"minh chung", name="minh-chung.pdf", user=user)
            store_file(data=b"anh hoi nghi", name="anh.png", user=user)
            """)
        yield copy


@contextmanager
def empty_office(folder: Path) -> Iterator[Processes]:
    """A place where nothing is yet."""
    folder.mkdir()
    with _database(template="template0") as url:
        yield Processes(folder, url)


def backed_up(office: Processes, folder: Path, *options: str) -> Path:
    """Back up into ``folder``; gives the file."""
    folder.mkdir(exist_ok=True)
    finish(office.manage("backup", "--to", str(folder), *options))
    return max(folder.glob("*.zip"))


def state_of(office: Processes) -> dict[str, str]:
    found: dict[str, str] = json.loads(office.output(PRINT))
    return found


def run_states(office: Processes) -> str:
    return office.output("print(*BackupRun.objects.order_by('pk').values_list('state', flat=True))")


def refused(child: Any) -> str:
    """What a command said that must not succeed."""
    _, said = child.communicate(timeout=300)
    assert child.returncode, "it should have been refused"
    assert "Traceback" not in said
    return str(said)


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


def test_a_backup_restored_elsewhere_is_the_same_office_record_for_record(office: Processes, tmp_path: Path) -> None:
    archive = backed_up(office, tmp_path / "baks", "--check")
    before = state_of(office)

    with empty_office(tmp_path / "new") as new:
        finish(new.manage("restore", str(archive)))

        assert state_of(new) == before
        assert new.output(FILES) == "[10, 12]"
        finish(new.manage("verify_audit"))
        acts = "print(*AuditEntry.objects.order_by('number').values_list('act', flat=True))"
        assert new.output(acts).split()[-1] == "backup.restore"
        assert (run_states(office), run_states(new)) == ("good", "good")
        assert refused(new.manage("restore", str(archive))).startswith("Ở đây đang có dữ liệu của “Sở Ngoại vụ”")
        finish(new.manage("restore", str(archive), "--yes"))
        assert state_of(new) == before
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert (office.folder / "secret-key").read_bytes() not in archive.read_bytes()
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


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
    archive = backed_up(office, tmp_path / "baks", "--check")
    for writer in writers:
        writer.kill()
        writer.communicate()

    with empty_office(tmp_path / "new") as new:
        finish(new.manage("restore", str(archive)))
        assert new.output(INVARIANTS) == "True [] True"
        assert new.output(f"{FILES}\nprint(StoredFile.objects.count() > 3)").splitlines()[-1] == "True"


def test_a_restore_killed_at_the_last_step_leaves_the_old_office_whole(office: Processes, tmp_path: Path) -> None:
    archive = backed_up(office, tmp_path / "baks")
    office.output(f"{ADD_PEOPLE}\nadd(1)")
    before = state_of(office)

    with writing_to(office):
        child = office.manage("restore", str(archive), "--yes")
        assert child.stdout is not None
        assert MOMENT in iter(child.stdout.readline, "")
        child.kill()
        child.communicate()

    assert state_of(office) == before
    finish(office.manage("verify_audit"))
    finish(office.manage("restore", str(archive), "--yes"))  # and nothing left behind hinders the next
    assert state_of(office) != before


def test_a_full_disk_leaves_no_half_backup_and_the_old_office_whole(office: Processes, tmp_path: Path) -> None:
    big = "store_file(data=bytes(12_000_000), name='a.bin', user=User.objects.get(username='quantri'))"
    office.output(f"from plans.services.files import store_file\n{big}")
    archive = backed_up(office, tmp_path / "baks")
    limited = """
        import resource
        from django.core.management import CommandError, call_command
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000_000, resource.RLIM_INFINITY))
        try:
            call_command({command})
        except CommandError as error:
            print(error)
        """
    (tmp_path / "full").mkdir()
    said = office.output(limited.format(command=f"'backup', to=__import__('pathlib').Path({str(tmp_path / 'full')!r})"))
    assert said.endswith("đã đầy. Dọn bớt, hoặc giảm số bản giữ lại (TDKT_BACKUP_KEEP), rồi sao lưu lại.")
    assert list((tmp_path / "full").iterdir()) == []
    assert run_states(office) == "kept failed"

    before = state_of(office)
    for path in (office.folder / "files").glob("??/*"):
        path.unlink()
    command = f"'restore', {str(archive)!r}, yes=True"
    said = office.output(limited.format(command=command))
    assert said.endswith("đã đầy: dọn bớt rồi khôi phục lại. Dữ liệu đang có vẫn nguyên.")
    assert state_of(office) == before


def test_an_older_schema_is_brought_up_on_the_way(office: Processes, tmp_path: Path) -> None:
    before = state_of(office)
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
        said = finish(new.manage("restore", str(older)))
        assert "đã được nâng lên phiên bản này" in said
        after = state_of(new)
        steps = {"django_migrations"}  # applied anew, at another moment
        assert {table: after[table] for table in after if table not in steps} == {
            table: before[table] for table in before if table not in steps
        }
        finish(new.manage("migrate", "--check"))
        finish(new.manage("verify_audit"))


@pytest.mark.skipif(ON_SQLITE, reason="an SQLite file knows no accounts")
def test_an_account_that_may_make_no_database_restores_all_the_same(office: Processes, tmp_path: Path) -> None:
    archive = backed_up(office, tmp_path / "baks", "--check")
    before = state_of(office)
    with closing(connected("postgres")) as server, empty_office(tmp_path / "new") as new:
        server.autocommit = True
        cursor, name = server.cursor(), new.url.rpartition("/")[2]
        cursor.execute("DROP ROLE IF EXISTS tdkt_narrow")
        cursor.execute("CREATE ROLE tdkt_narrow LOGIN NOCREATEDB")
        cursor.execute(f"ALTER DATABASE {name} OWNER TO tdkt_narrow")
        login = new.url.removeprefix("postgres://").partition("@")[0]
        narrow = Processes(new.folder, new.url.replace(f"//{login}@", "//tdkt_narrow:@", 1))

        finish(narrow.manage("restore", str(archive)))
        assert state_of(narrow) == before
        said = finish(narrow.manage("backup", "--check", "--to", str(tmp_path / "baks")))
        assert "ALTER ROLE tdkt_narrow CREATEDB" in said
        assert run_states(narrow) == "good kept"
        finish(narrow.manage("restore", str(archive), "--yes"))
        assert state_of(narrow) == before
        finish(narrow.manage("verify_audit"))
        cursor.execute(f"ALTER DATABASE {name} OWNER TO CURRENT_USER")
        for owned in ("REASSIGN OWNED BY tdkt_narrow TO CURRENT_USER", "DROP OWNED BY tdkt_narrow"):
            with closing(connected(name)) as inside, inside:
                inside.cursor().execute(owned)
        cursor.execute("DROP ROLE tdkt_narrow")
