"""The command: JSON on standard output, doubts on standard error, exit code 2 for what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.plans.reading.offices import PLAIN

ROOT = Path(__file__).parents[3]


def read_plan(path: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run as a user would, with a database that cannot be reached."""
    env = {
        **os.environ,
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "read_plan", str(path)], cwd=ROOT, env=env, capture_output=True, check=False
    )


def test_command_prints_the_plan_and_its_doubts(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAIN)

    done = read_plan(path, LC_ALL="C", PYTHONUTF8="0")

    assert done.returncode == 0, done.stderr.decode()
    plan = json.loads(done.stdout.decode("utf-8"))
    assert (plan["year"], len(plan["tasks"])) == (2026, 4)
    assert "Thi đua".encode() in done.stdout or "thi đua".encode() in done.stdout
    assert "Cảnh báo: ".encode() in done.stderr


def test_command_refuses_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    done = read_plan(path)

    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().strip().count("\n") == 0
    assert ".docx" in done.stderr.decode()


def test_command_says_when_the_file_is_missing(tmp_path: Path) -> None:
    done = read_plan(tmp_path / "khong-co.txt")

    assert done.returncode == 2
    assert "Không mở được tệp" in done.stderr.decode()


def test_command_refuses_a_folder(tmp_path: Path) -> None:
    assert read_plan(tmp_path).returncode == 2
