"""The environment: a wrong value stops the start with a sentence that names its variable."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment


def read(base: Path) -> None:
    """Every variable as the settings read them."""
    env = Environment(base)
    for name in ("TDKT_DEBUG", "TDKT_HTTPS", "TDKT_BEHIND_PROXY"):
        env.flag(name)
    env.secret("TDKT_SECRET_KEY", base / "secret-key")
    env.folder("TDKT_DATA_DIR", base / "var")
    env.hosts("TDKT_ALLOWED_HOSTS", "127.0.0.1,localhost")
    env.origins("TDKT_ORIGINS")
    env.database("DATABASE_URL", base / "tdkt.sqlite3")
    env.existing_folder("TDKT_FONT_DIR")
    env.place("TDKT_BACKUP_DIR", base / "var" / "sao-luu")
    env.clock("TDKT_BACKUP_AT", "02:00")
    env.count("TDKT_BACKUP_KEEP", "14")
    env.mail("EMAIL_URL")
    env.sender("TDKT_MAIL_FROM", "thidua@localhost")
    env.choice("TDKT_LOG_LEVEL", "WARNING", "INFO", "WARNING")


WRONG = [
    ("TDKT_ENV_FILE", "/khong/co.env"),
    ("TDKT_DEBUG", "maybe"),
    ("TDKT_HTTPS", "2"),
    ("TDKT_BEHIND_PROXY", "x"),
    ("TDKT_SECRET_KEY", "short"),
    ("TDKT_DATA_DIR", "/proc/khong-co"),
    ("TDKT_ALLOWED_HOSTS", "https://thidua.example.gov.vn"),
    ("TDKT_ALLOWED_HOSTS", "thidua.example.gov.vn:8000"),
    ("TDKT_ORIGINS", "thidua.example.gov.vn"),
    ("TDKT_ORIGINS", "https://thidua.example.gov.vn/"),
    ("DATABASE_URL", "mysql://host/name"),
    ("DATABASE_URL", "postgres://"),
    ("DATABASE_URL", "sqlite://tdkt.sqlite3"),
    ("TDKT_FONT_DIR", "/khong/co"),
    ("TDKT_BACKUP_DIR", "sao-luu"),
    ("TDKT_BACKUP_AT", "24:00"),
    ("TDKT_BACKUP_KEEP", "0"),
    ("EMAIL_URL", "abc"),
    ("EMAIL_URL", "smtp://host:port"),
    ("TDKT_MAIL_FROM", "Văn thư"),
    ("TDKT_LOG_LEVEL", "loud"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_stops_the_start_and_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv("TDKT_ENV_FILE", "/dev/null")
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"^{name} "):
        read(tmp_path)


@pytest.mark.parametrize(("said", "place"), [(None, "beside"), ("", ""), (" ", ""), ("/mnt/sao-luu", "/mnt/sao-luu")])
def test_backups_lie_beside_the_data_unless_something_else_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str | None, place: str
) -> None:
    monkeypatch.setenv("TDKT_ENV_FILE", "/dev/null")
    monkeypatch.delenv("TDKT_BACKUP_DIR", raising=False)
    if said is not None:
        monkeypatch.setenv("TDKT_BACKUP_DIR", said)

    found = Environment(tmp_path).place("TDKT_BACKUP_DIR", tmp_path / "sao-luu")

    assert found == (str(tmp_path / "sao-luu") if place == "beside" else place)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TDKT_DATA_DIR", ""),
        ("TDKT_ALLOWED_HOSTS", "thidua.example.gov.vn, .example.vn, 10.0.0.5, [::1], *"),
        ("TDKT_ORIGINS", "https://thidua.example.gov.vn, http://10.0.0.5:8080"),
        ("DATABASE_URL", "postgres:////var/run/postgresql/tdkt"),
        ("DATABASE_URL", "sqlite:////tmp/tdkt.sqlite3"),
        ("EMAIL_URL", "smtp+tls://thidua:password@mail.example.gov.vn:587"),
        ("TDKT_MAIL_FROM", "Sở Ngoại vụ <thidua@example.gov.vn>"),
        ("TDKT_LOG_LEVEL", "info"),
    ],
)
def test_values_of_the_readme_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str) -> None:
    monkeypatch.setenv("TDKT_ENV_FILE", "/dev/null")
    monkeypatch.setenv(name, value)
    read(tmp_path)
