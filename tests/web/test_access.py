"""Who may open what: every address of the site, asked by every role, with one expected answer each.

The addresses come from the URL resolver, so a new page without a line here fails ``test_every_address_has_its_line``.
Columns: the roles of ``tests.factory.ROLES`` ("stranger" is the contact of another unit), then "anyone", not logged in.
Words: ``ok`` 200 · ``go`` 302 to another page · ``in`` 302 to the login · 403 · 404 · 405 · 409. POST is sent empty.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plans.models import User
from tests.factory import ROLES, Cast
from tests.web import access_awards, access_emulation, access_ground, access_year
from tests.web.world import World, make_world

COLUMNS = (*ROLES, "anyone")

# address (of plans where no namespace stands before it; after POST where it acts), the records in it
# (tests/web/world.py), then one answer for each column
TABLE = access_ground.TABLE | access_year.TABLE | access_emulation.TABLE | access_awards.TABLE
# The person's own account, kept by allauth: the login, its second step, the own sessions
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_")


def test_every_address_has_its_line() -> None:
    named = {name.removeprefix("plans:") for name in addresses() if not name.startswith(OWN_ACCOUNT)}

    assert named == {asked(line)[1] for topic in TABLE for line in lines_of(topic)}


@pytest.mark.parametrize("topic", TABLE)
def test_who_may_open_what(topic: str, cast: Cast) -> None:
    world = make_world(cast)

    answers = [_answered(line, world) for line in lines_of(topic)]

    assert answers == [" ".join(line.split()) for line in lines_of(topic)]


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


def _answered(line: str, world: World) -> str:
    """The line as the site answers it."""
    method, name, records = asked(line)
    url = reverse(name if ":" in name else f"plans:{name}", args=[world.address_of(record) for record in records])
    words = line.split()[: -len(COLUMNS)]
    return " ".join([*words, *(answer(method, url, world, column) for column in COLUMNS)])


def answer(method: str, url: str, world: World, column: str) -> str:
    """What the site says; whatever the request changed is undone."""
    client = Client()
    with transaction.atomic():
        if column != "anyone":
            client.force_login(User.objects.get(pk=world.cast.user(column).pk))
        response = client.post(url) if method == "POST" else client.get(url)
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "in" if response.headers["Location"].startswith(reverse("account_login")) else "go"
    return "ok" if response.status_code == 200 else str(response.status_code)
