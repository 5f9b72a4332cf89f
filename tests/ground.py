"""Records that the tests of a module stand on: made once, under the transaction of each of them.

A test that names the fixture of such a record finds it in the database already; at its end the database is as it was
before. The records stay until the module ends, or a test comes that asks for others or commits for itself.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction


@dataclass
class _Layer:
    """A record made under the tests, and the transaction that takes it away again."""

    name: str
    record: Any
    undo: transaction.Atomic


class Ground:
    """The records that are there now, each made from the one before it by its maker."""

    def __init__(self, makers: dict[str, Callable[..., Any]]) -> None:
        self.makers = makers
        self.layers: list[_Layer] = []

    def lay(self, asked: Collection[str]) -> None:
        """See that of the makers' records exactly those ``asked`` for are there."""
        names = [name for name in self.makers if name in asked]
        here = [layer.name for layer in self.layers]
        if here != names[: len(here)]:
            self.clear()
        for name in names[len(self.layers) :]:
            below = [copy.deepcopy(layer.record) for layer in self.layers[-1:]]
            undo = transaction.atomic()
            undo._from_testcase = True  # as Django marks a test's own: a durable block may stand inside
            undo.__enter__()
            layer = _Layer(name, None, undo)
            self.layers.append(layer)
            try:
                layer.record = self.makers[name](*below)
            except BaseException:
                self.clear()
                raise

    def clear(self) -> None:
        """Take everything away, the last first."""
        while self.layers:
            transaction.set_rollback(True)
            self.layers.pop().undo.__exit__(None, None, None)

    def copy_of(self, name: str) -> Any:
        """A record for one test to change as it likes; None where it is not there."""
        return next((copy.deepcopy(layer.record) for layer in self.layers if layer.name == name), None)
