"""What the tests of pages share: one of each record that a page is about."""

from __future__ import annotations

import pytest

from tests.factory import Cast
from tests.ground import Ground
from tests.web.world import World, make_world


@pytest.fixture(scope="module")
def ground(ground: Ground) -> Ground:
    ground.makers["world"] = make_world
    return ground


@pytest.fixture
def world(cast: Cast, ground: Ground) -> World:
    """The cast and one of each record."""
    return ground.copy_of("world") or make_world(cast)
