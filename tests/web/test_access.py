"""Who may open what: every address of the site, asked by every role, with one expected answer each.

The addresses come from the URL resolver, so a new page without a line here fails ``test_every_address_has_its_line``.
Columns: the roles of ``tests.factory.ROLES`` ("stranger" is the contact of another unit), then "anyone", not logged in.
Words: ``ok`` 200 · ``go`` 302 to another page · ``in`` 302 to the login · 403 · 404 · 405 · 409. POST is sent empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plans.papers import pdf
from tests.factory import ROLES
from tests.web import (
    access_awards,
    access_contributions,
    access_councils,
    access_emulation,
    access_ground,
    access_reports,
    access_year,
)
from tests.web.world import World

COLUMNS = (*ROLES, "anyone")

# address (of plans where no namespace stands before it; after POST where it acts), the records in it
# (tests/web/world.py), then one answer for each column
TABLE = access_ground.TABLE | access_year.TABLE | access_emulation.TABLE | access_awards.TABLE
TABLE |= access_councils.TABLE | access_reports.TABLE | access_contributions.TABLE
# The person's own account, kept by allauth: the login, its second step, the own sessions
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_")


def test_every_address_has_its_line() -> None:
    named = {name.removeprefix("plans:") for name in addresses() if not name.startswith(OWN_ACCOUNT)}

    assert named == {asked(line)[1] for topic in TABLE for line in lines_of(topic)}


@pytest.fixture
def _each_print_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may have a paper does not hang on its bytes: equal pages are printed for the first who asks, and kept."""
    made: dict[object, bytes] = {}
    write = pdf._write

    def write_once(html: str, face: pdf.Face, attachments: Mapping[str, bytes], variant: str | None) -> bytes:
        key = (html, tuple(attachments.items()), variant)
        if key not in made:
            made[key] = write(html, face, attachments, variant)
        return made[key]

    monkeypatch.setattr(pdf, "_write", write_once)


@pytest.mark.usefixtures("_each_print_once")
@pytest.mark.parametrize("topic", TABLE)
def test_who_may_open_what(topic: str, world: World) -> None:
    keys = session_keys(world)

    answers = [_answered(line, world, keys) for line in lines_of(topic)]

    assert answers == [" ".join(line.split()) for line in lines_of(topic)]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there the test above opens all of them")
@pytest.mark.parametrize("topic", TABLE)
def test_every_page_opens_on_the_other_database(topic: str, world: World) -> None:
    keys, shut = session_keys(world), {}
    for line in lines_of(topic):
        method, name, records = asked(line)
        answers = dict(zip(COLUMNS, line.split()[-len(COLUMNS) :], strict=True))
        column = next((column for column, expected in answers.items() if expected == "ok"), None)
        if method == "GET" and column:
            found = answer(method, address(name, records, world), keys[column])
            shut |= {line: found} if found != "ok" else {}

    assert shut == {}


def addresses(resolver: URLResolver | None = None) -> Iterator[str]:
    """The names of all addresses of the site, with their namespace where they have one."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from (f"{pattern.namespace}:{name}" if pattern.namespace else name for name in addresses(pattern))
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def lines_of(topic: str) -> list[str]:
    """The lines of a topic below the heads of its columns."""
    return [line for line in TABLE[topic].splitlines()[2:] if line.strip()]


def asked(line: str) -> tuple[str, str, list[str]]:
    """The method, the address and the records of a line."""
    words = line.split()[: -len(COLUMNS)]
    method = "POST" if words[0] == "POST" else "GET"
    name, *records = words[1:] if method == "POST" else words
    return method, name, records


def address(name: str, records: list[str], world: World) -> str:
    """The address of a line, with the records of this world in it."""
    return reverse(name if ":" in name else f"plans:{name}", args=[world.address_of(record) for record in records])


def session_keys(world: World) -> dict[str, str]:
    """Each column with the session of its person, logged in once for all addresses."""
    keys = {"anyone": ""}
    for role in ROLES:
        client = Client()
        client.force_login(world.cast.user(role))
        keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def _answered(line: str, world: World, keys: dict[str, str]) -> str:
    """The line as the site answers it."""
    method, name, records = asked(line)
    url = address(name, records, world)
    if name.endswith("_print"):  # the same rights, in a fraction of the time of a PDF; the other database makes the PDF
        url += "?dang=xlsx"
    words = line.split()[: -len(COLUMNS)]
    return " ".join([*words, *(answer(method, url, keys[column]) for column in COLUMNS)])


def answer(method: str, url: str, key: str) -> str:
    """What the site says to the session of ``key``; whatever the request changed is undone."""
    client = Client()
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    with transaction.atomic():
        response = client.post(url) if method == "POST" else client.get(url)
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "in" if response.headers["Location"].startswith(reverse("account_login")) else "go"
    return "ok" if response.status_code == 200 else str(response.status_code)
