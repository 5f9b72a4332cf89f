"""The environment, read once: a wrong value stops the start with a sentence that names the variable."""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:.]+\]")
ORIGIN = re.compile(r"https?://[\w*-]+(\.[\w-]+)*(:\d{1,5})?")


class Environment:
    """Typed access to the process environment and to the ``.env`` file beside ``manage.py``."""

    def __init__(self, base: Path) -> None:
        self.base = base
        named = os.environ.get("TDKT_ENV_FILE", "").strip()
        if named and not Path(named).exists():
            raise ImproperlyConfigured(f"TDKT_ENV_FILE names a file that does not exist: {named}.")
        environ.Env.read_env(named or base / ".env")
        self._env = environ.Env()

    def text(self, name: str, default: str = "") -> str:
        return os.environ.get(name, default).strip()

    def flag(self, name: str, default: bool = False) -> bool:
        value = os.environ.get(name, str(default)).strip().lower()
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")

    def choice(self, name: str, default: str, *known: str) -> str:
        value = self.text(name, default).upper() or default
        if value not in known:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, not {value!r}.")
        return value

    def hosts(self, name: str, default: str) -> list[str]:
        """Names of hosts, parted by commas, without scheme and port."""
        return self._words(name, default, HOST, "names such as thidua.example.gov.vn, without https:// and port")

    def origins(self, name: str) -> list[str]:
        return self._words(name, "", ORIGIN, "addresses such as https://thidua.example.gov.vn, without a path")

    def _words(self, name: str, default: str, form: re.Pattern[str], said: str) -> list[str]:
        words = [word.strip() for word in self.text(name, default).split(",") if word.strip()]
        if wrong := next((word for word in words if not form.fullmatch(word)), None):
            raise ImproperlyConfigured(f"{name} must hold {said}, not {wrong!r}.")
        return words

    def sender(self, name: str, default: str) -> str:
        value = self.text(name) or default
        if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+|[^<>]+<[^\s@<>]+@[^\s@<>]+>", value):
            raise ImproperlyConfigured(f"{name} must be a mail address such as thidua@example.gov.vn, not {value!r}.")
        return value

    def existing_folder(self, name: str) -> str:
        """A folder that is there already; empty where none is named."""
        folder = self.text(name)
        if folder and not Path(folder).is_dir():
            raise ImproperlyConfigured(f"{name} names a folder that does not exist: {folder}.")
        return folder

    def place(self, name: str, default: Path) -> str:
        """The path of a folder that may come and go (a disk that is mounted); empty where the variable is."""
        folder = self.text(name, str(default))
        if folder and not Path(folder).is_absolute():
            raise ImproperlyConfigured(f"{name} must be a path from the root such as /mnt/sao-luu, not {folder!r}.")
        return folder

    def clock(self, name: str, default: str) -> dt.time:
        value = self.text(name) or default
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise ImproperlyConfigured(f"{name} must be a time such as 02:00, not {value!r}.")
        return dt.time.fromisoformat(value)

    def count(self, name: str, default: str) -> int:
        value = self.text(name) or default
        if not re.fullmatch(r"[1-9]\d{0,3}", value):
            raise ImproperlyConfigured(f"{name} must be a whole number above 0, not {value!r}.")
        return int(value)

    def folder(self, name: str, default: Path) -> Path:
        folder = Path(self.text(name) or default)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"{name} names a folder that cannot be made: {error}.") from error
        return folder

    def database(self, name: str, default: Path) -> dict[str, Any]:
        """The database of ``name`` (postgres://… or sqlite:///…), or the embedded SQLite file ``default``."""
        url = self.text(name) or f"sqlite:///{default}"
        if re.match(r"sqlite://[^/]", url):
            raise ImproperlyConfigured(f"{name} must have three slashes before the path: sqlite:///folder/file.")
        try:
            config: dict[str, Any] = dict(self._env.db_url_config(url))
        except (ValueError, KeyError, environ.ImproperlyConfigured) as error:
            raise ImproperlyConfigured(f"{name} is not a database address: {error}.") from error
        engine = config.get("ENGINE", "")
        if engine.endswith("sqlite3"):
            config["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;",
            }
        elif engine.endswith("postgresql"):
            if not config.get("NAME"):
                raise ImproperlyConfigured(f"{name} names no database: postgres://user:password@host/name.")
            config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        else:
            raise ImproperlyConfigured(f"{name} must begin with postgres:// or sqlite:///, not {url.split(':')[0]!r}.")
        return config

    def mail(self, name: str) -> dict[str, Any]:
        """SMTP settings of ``name`` (smtp+tls://user:password@host:587), or the console when it is empty."""
        url = self.text(name) or "consolemail://"
        try:
            return dict(self._env.email_url_config(url))
        except (ValueError, KeyError, environ.ImproperlyConfigured) as error:
            raise ImproperlyConfigured(f"{name} is not a mail address of the form smtp+tls://…: {error}.") from error

    def secret(self, name: str, kept_in: Path) -> str:
        """The secret of ``name``; without one, a random secret made once and kept in a file only we may read."""
        value = self.text(name)
        if value:
            if len(value) < 50:
                raise ImproperlyConfigured(f"{name} is too short: give at least 50 random characters.")
            return value
        try:
            handle = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return kept_in.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        return kept_in.read_text()
