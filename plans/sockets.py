"""Where higher apps plug in: ``plans`` shows what they give without knowing them.

An app plugs its functions in ``AppConfig.ready()``: ``sockets.work_items.plug(emulation_work_items)``. The pages of
``plans`` use the same sockets for their own parts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from plans.models import Plan, Task, User

F = TypeVar("F", bound=Callable[..., object])


class Socket(Generic[F]):
    """A named, ordered list of functions of one type."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._plugged: list[tuple[int, F]] = []

    def plug(self, function: F, *, order: int = 100) -> F:
        """Add ``function``; plugging the same one again (a second ``ready()``) changes nothing."""
        if all(function is not known for _, known in self._plugged):
            self._plugged.append((order, function))
            self._plugged.sort(key=lambda pair: pair[0])
        return function

    def __iter__(self) -> Iterator[F]:
        return iter([function for _, function in self._plugged])


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the left menu; ``match`` are url names (with namespace) that light it up."""

    label: str
    url: str
    icon: str
    order: int = 100
    match: tuple[str, ...] = ()
    count: int = 0
    below_line: bool = False
    children: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits for a person. ``group`` is late, soon, await or next, in that order on the page."""

    group: str
    title: str
    origin: str
    url: str
    action: str
    deadline: dt.date | None = None
    due_words: str = ""
    due_state: str = ""
    pill: str = ""


@dataclass(frozen=True)
class SearchHit:
    """One find: ``exact`` when the words were met with their accents, which ranks it first."""

    kind: str
    title: str
    url: str
    detail: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Panel:
    """A block on a task's page: a template of the app that gives it, and its context."""

    template: str
    context: dict[str, object] = field(default_factory=dict)


menu: Socket[Callable[[User, Plan | None], Iterable[MenuEntry]]] = Socket("menu")
work_items: Socket[Callable[[User, Plan, dt.date], Iterable[WorkItem]]] = Socket("work_items")
search: Socket[Callable[[User, str], Iterable[SearchHit]]] = Socket("search")
task_panels: Socket[Callable[[User, Task], Iterable[Panel]]] = Socket("task_panels")
