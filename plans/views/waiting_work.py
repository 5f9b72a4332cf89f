"""The work items of the first page that come from the one query of ``plans.services.waiting`` (a socket)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from plans.models import Plan, User
from plans.services.waiting import Rows, WaitingKind, WaitingRow, register_waiting, waiting_for
from plans.sockets import WorkItem

ItemMaker = Callable[[WaitingRow, dt.date], WorkItem]
_MAKERS: dict[str, ItemMaker] = {}


def plug_waiting(
    name: str,
    rows: Callable[[User, Plan], Rows | None],
    item: ItemMaker,
    named: Callable[[Plan], Iterable[int | None]] | None = None,
) -> None:
    """Let what ``rows`` finds stand on the first page, as ``item`` words it (from ``AppConfig.ready``).

    A kind that can wait for people without any role gives in ``named`` the people it names in a plan, so that the
    morning digest need not ask for everybody.
    """
    register_waiting(WaitingKind(name, rows, named))
    _MAKERS[name] = item


def waiting_work(user: User, plan: Plan, today: dt.date) -> Iterable[WorkItem]:
    """Everything that waits for the person's act, one query at most."""
    return [_MAKERS[row.kind](row, today) for row in waiting_for(user, plan)]
