"""The command ``assess``: facts files in, findings out, without a database; what is wrong is told with its place."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from awards.rules.facts_file import SCHEMA, answer
from awards.rules.json_schema import Misfit, Schema
from awards.rules.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path for path in (SCHEMA.parent / "examples").glob("*.json") if ".expected" not in path.name)
TODAY, FIRST, BEFORE = dt.date(2026, 11, 23), "2025-02-01", "2025-01-31"
BOOK = Rulebook.from_seed()


def told(value: Any) -> dict[str, Any]:
    return answer(json.dumps(value), BOOK, today=TODAY)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_gives_what_is_written_beside_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))

    assert answer(path.read_text(encoding="utf-8"), BOOK, today=TODAY) == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_fits_the_schema_and_names_its_day(path: Path) -> None:
    given = json.loads(path.read_text(encoding="utf-8"))

    assert Schema(json.loads(SCHEMA.read_text(encoding="utf-8"))).read(given) == given
    assert {"schema_version", "date", "year"} <= set(given)


def test_there_are_examples_of_people_and_of_units() -> None:
    kinds = {one["kind"] for path in EXAMPLES for one in told(json.loads(path.read_text(encoding="utf-8")))["results"]}

    assert kinds == {"person", "unit"}


def test_codes_in_any_case_one_or_many_subjects_one_or_all_awards() -> None:
    one = told({"subject": {"kind": "PERSON"}, "award": "bk-tinh"})
    every = told({"subjects": [{"kind": "person", "id": "a"}, {"kind": "unit", "id": "b"}], "awards": "all"})

    assert [row["award"] for row in one["results"][0]["awards"]] == ["BK_TINH"]
    assert [(row["subject"], len(row["awards"])) for row in every["results"]] == [("a", 13), ("b", 12)]


def test_missing_is_not_known_empty_is_none_and_complete_turns_one_into_the_other() -> None:
    def hold(**facts: Any) -> str:
        awards = told({"subject": {"kind": "person", **facts}, "award": "LDTT"})["results"][0]["awards"]
        return next(str(row["status"]) for row in awards[0]["findings"] if row["code"] == "R4")

    assert [hold(), hold(holds=None), hold(holds=[]), hold(complete=True)] == ["unknown", "unknown", "met", "met"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "phải có subject hoặc subjects"),
        ([], "tệp: phải là một đối tượng"),
        ({"subject": {}}, "subject.kind: thiếu"),
        ({"subject": {"kind": "person", "ratings": [{"year": 2024, "level": "GIOI"}]}}, "subject.ratings[0].level"),
        ({"subject": {"kind": "person", "ratings": [{"year": "2024", "level": "HTTNV"}]}}, "ratings[0].year"),
        ({"subject": {"kind": "person", "ratings": [{"year": True, "level": "HTTNV"}]}}, "ratings[0].year"),
        ({"subject": {"kind": "person", "color": 1}}, "subject.color: không có mục này"),
        ({"subject": {"kind": "person"}, "date": "2026-02-30"}, "date: ngày viết năm-tháng-ngày"),
        ({"subject": {"kind": "person"}, "date": "30/02/2026"}, "date: ngày viết năm-tháng-ngày"),
        ({"subject": {"kind": "person"}, "award": "CSTD"}, 'award: không có mã "CSTD"'),
        ({"subject": {"kind": "person"}, "schema_version": 2}, "schema_version: phải là 1"),
        ({"subjects": [{"kind": "unit", "members": [{"year": 2025, "total": -1}]}]}, "subjects[0].members[0].total"),
        (
            {"subject": {"kind": "person", "awards": [{"code": "ALL", "year": 2025}]}},
            "subject.awards[0].code: không có",
        ),
        ({"subject": {"kind": "person"}, "schema_version": True}, "schema_version: phải là 1"),
        ({"subject": {"kind": "person", "name": chr(0xD800)}}, "subject.name: có ký tự không hợp lệ"),
        ({"subject": {"kind": "person", chr(27) + "[2J": 1}}, "subject.?[2J: không có mục này"),
        (
            {"subject": {"kind": "person", "ratings": [{"year": 2025, "level": one} for one in ("HTTNV", "HTNV")]}},
            "subject.ratings[1]: năm 2025 đã ghi ở mục [0]",
        ),
        (
            {
                "subject": {
                    "kind": "person",
                    "absences": [{"kind": "study", "starts_on": FIRST, "ends_on": "2025-01-31"}],
                }
            },
            f"subject.absences[0].ends_on: {BEFORE} trước starts_on {FIRST}",
        ),
        (
            {"subject": {"kind": "unit", "members": [{"year": 2025, "total": 7, "awards": {"LDTT": 8}}]}},
            "subject.members[0].awards.LDTT: 8 nhiều hơn total 7",
        ),
        (
            {"subject": {"kind": "person", "service": {"total": 9, "sector": 10}}},
            "subject.service.sector: 10 nhiều hơn total 9",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(value: Any, words: str) -> None:
    with pytest.raises(Misfit) as refused:
        told(value)

    assert words in str(refused.value)


def test_what_is_not_json_names_line_and_column(tmp_path: Path) -> None:
    file, errors = tmp_path / "facts.json", io.StringIO()
    file.write_text("{\n  x", encoding="utf-8")

    with pytest.raises(SystemExit) as stopped:
        call_command("assess", str(file), stderr=errors)

    assert (stopped.value.code, errors.getvalue().strip()) == (2, "Tệp không phải JSON: dòng 2, cột 3.")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "Tệp không phải JSON: dòng 1, cột 1."),
        ("[" * 100_000, "Tệp lồng quá nhiều tầng."),
        ('{"year": ' + "9" * 5000 + "}", "Tệp có số quá dài."),
        ('{"subject": {"kind": "person", "kind": "unit"}}', "kind: ghi hai lần trong cùng một mục."),
        (b"\xff\xfe{", "tệp phải là UTF-8."),
    ],
)
def test_what_no_json_can_mean_ends_with_a_sentence(tmp_path: Path, written: str | bytes, words: str) -> None:
    file, errors = tmp_path / "facts.json", io.StringIO()
    file.write_bytes(written if isinstance(written, bytes) else written.encode())

    with pytest.raises(SystemExit) as stopped:
        call_command("assess", str(file), stderr=errors)

    assert stopped.value.code == 2
    assert errors.getvalue().strip().endswith(words)


def test_a_name_in_decomposed_letters_is_kept_as_it_is() -> None:
    found = told({"subject": {"kind": "person", "name": "Hoa\u0300"}, "award": "LDTT"})

    assert found["results"][0]["subject"] == "Hoa\u0300"


def test_it_runs_where_no_database_is(tmp_path: Path) -> None:
    place = {
        "TDKT_ENV_FILE": "/dev/null",
        "TDKT_DATA_DIR": str(tmp_path),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "assess", "-"],
        cwd=ROOT,
        env={**os.environ, **place},
        input=EXAMPLES[0].read_bytes(),
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["schema_version"] == 1
    assert not list(tmp_path.glob("*.sqlite3*"))
