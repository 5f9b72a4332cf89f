"""What the morning digest tells everybody: the same work as on the first page, read in bulk for all accounts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from plans import sockets
from plans.forms.plan_filter import PlanFilter
from plans.models import Office, Plan, PlanState, Role, RoleHolding, User
from plans.models.unit_index import UnitIndex
from plans.permissions import Rights
from plans.rules.reminding import DigestLine
from plans.services.digest import send_digests
from plans.services.waiting import people_named, spare_waiting
from plans.sockets import WorkItem
from plans.views.overview_rows import Overview
from plans.views.plan_rows import Board, read_board


def morning_digest(now: dt.datetime) -> None:
    """The timer's part."""
    send_digests(now=now, work=work_of_all)


def work_of_all(today: dt.date) -> Iterator[tuple[User, list[DigestLine]]]:
    """Every active account with its work: rights, units and tasks read once for all, not once for each."""
    plans = _plans_to_work_in()
    if not plans:
        return
    bulk = _Bulk(plans, today)
    for user in User.objects.filter(is_active=True).select_related("person__unit").order_by("pk"):
        bulk.prepare(user)
        items = (item for plan in plans for give in sockets.work_items for item in give(user, plan, today))
        yield user, _lines(items)


def _plans_to_work_in() -> list[Plan]:
    """The issued plans; while there is none, the newest one that is on its way."""
    running = list(Plan.objects.filter(state=PlanState.ISSUED).order_by("year"))
    return running or list(Plan.objects.exclude(state=PlanState.CLOSED).order_by("-year")[:1])


class _Bulk:
    """What a person's first page would read, kept ready so that it is not read again for each."""

    def __init__(self, plans: Sequence[Plan], today: dt.date) -> None:
        self.today, self.index = today, UnitIndex.load()
        soon = Office.objects.values_list("soon_days", flat=True).first() or 0
        nobody: frozenset[int] = frozenset()
        query = PlanFilter()
        self.boards = {
            plan.pk: read_board(plan, query, index=self.index, own_units=nobody, today=today, soon_days=soon)
            for plan in plans
        }
        self._for_units: dict[tuple[int, frozenset[int]], Board] = {}
        self._holdings: dict[int, list[tuple[int, str, int | None]]] = defaultdict(list)
        for row in RoleHolding.objects.values_list("user_id", "role", "unit_id"):
            self._holdings[row[0]].append(row)
        self._named = people_named(plans)
        self._standing = [row for rows in self._holdings.values() for row in rows if row[1] == Role.STANDING]

    def prepare(self, user: User) -> None:
        """Give ``user`` the rights and the overview that the sockets would otherwise read for him."""
        own = self._holdings[user.pk]
        rights = Rights(user)
        rights.know_holdings([*own, *(row for row in self._standing if row[0] != user.pk)])
        rights.know_units(self.index)
        if rights.roles <= {Role.MEMBER}:
            spare_waiting(user, self._named)
        user._rights = rights  # type: ignore[attr-defined]
        user.__dict__["_overviews"] = {
            (board.plan.pk, self.today): Overview(board.plan, self._board(board, rights.reach), self.index, self.today)
            for board in self.boards.values()
        }

    def _board(self, board: Board, reach: frozenset[int]) -> Board:
        """The board with ``mine`` as it is for people of these units; made once for each set of units."""
        found = self._for_units.get((board.plan.pk, reach))
        if found is None:
            mine = {task for task, unit, _ in board.parts if unit in reach}
            lines = [line._replace(mine=True) if line.pk in mine else line for line in board.lines]
            found = self._for_units[board.plan.pk, reach] = Board(board.plan, lines, board.filter, board.parts)
        return found


def _lines(items: Iterable[WorkItem]) -> list[DigestLine]:
    """The work as the digest words it, each page once."""
    found: dict[str, DigestLine] = {}
    for item in items:
        words = [f"hạn {item.deadline:%d/%m/%Y}"] if item.deadline else []
        words += [said for said in (item.due_words.lower(), item.pill.lower()) if said]
        line = DigestLine(item.group, item.title, item.origin, ", ".join(words), item.url)
        found.setdefault(f"{item.url} {item.title}", line)
    return list(found.values())
