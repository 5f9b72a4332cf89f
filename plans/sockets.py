"""Where higher apps plug in: ``plans`` shows what they give without knowing them.

An app plugs its functions in ``AppConfig.ready()``: ``sockets.work_items.plug(emulation_work_items)``. The pages of
``plans`` use the same sockets for their own parts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from plans.rules.calendar import years_before

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet

    from plans.models import LegalText, Plan, Task, User
    from plans.papers.content import Block, Column, GroupRow, Row, Words
    from plans.rules.archive_line import ArchiveTable
    from plans.rules.report_kind import Span
    from plans.rules.report_line import Drawn

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
    """One thing that waits for a person. ``group`` is late, soon, await or next, in that order on the page.

    ``since`` is the day from which it waits, where somebody's answer is what it waits for. ``read_url`` is its page for
    those who see that it waits and may not act, where ``url`` is the act itself.
    """

    group: str
    title: str
    origin: str
    url: str
    action: str
    deadline: dt.date | None = None
    due_words: str = ""
    due_state: str = ""
    pill: str = ""
    since: dt.date | None = None
    read_url: str = ""


@dataclass(frozen=True)
class SearchHit:
    """One find: what is shown of a row. ``badge`` is a short word such as a state."""

    title: str
    url: str
    detail: str = ""
    badge: str = ""


@dataclass(frozen=True)
class SearchSource:
    """One kind of record that search looks through, as one person may see it.

    ``rows`` have a ``search_key``; ``hit`` makes a find of one row's ``columns``. ``text`` names the column whose
    words, met with their accents, rank a row first; ``order`` decides among equals. ``meant`` gives, for the folded
    words, a condition that the rows meant by a shortcut such as "nhiem vu 10" fulfil.
    """

    kind: str
    icon: str
    rows: QuerySet[Any]
    text: str
    columns: tuple[str, ...]
    hit: Callable[[dict[str, Any]], SearchHit]
    order: tuple[str, ...] = ("pk",)
    meant: Callable[[str], Q | None] = lambda _words: None


@dataclass(frozen=True)
class Panel:
    """A block on a task's page: a template of the app that gives it, and its context."""

    template: str
    context: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class PanelQuestion:
    """What a topic asks the database for its block on a task's page, and what it makes of the rows.

    The page asks the questions of all topics at once (``plans.services.together``); None: the task has no such block.
    """

    question: QuerySet[Any, Any]
    make: Callable[[list[tuple[Any, ...]]], Panel | None]


@dataclass(frozen=True)
class CalendarItem:
    """An all-day entry of the calendar pages and of the ICS feeds. ``uid`` never changes for the same thing.

    ``ends_on`` is the last day itself. ``mine`` says that it concerns the person's own units. ``state`` is a deadline
    state (``plans.rules.status.DueState``) or empty. ``alarm_days`` are days before at which a calendar may ring.
    ``runs_from`` is the day from which the plan foresees the work, for the time-line. ``changed_at`` and ``version``
    (which only grows) tell calendar programs what is newer.
    """

    uid: str
    starts_on: dt.date
    ends_on: dt.date
    title: str
    url: str
    kind: str = "task"
    detail: str = ""
    state: str = ""
    mine: bool = False
    alarm_days: tuple[int, ...] = ()
    runs_from: dt.date | None = None
    changed_at: dt.datetime | None = None
    version: int = 0


@dataclass(frozen=True)
class CalendarQuestion:
    """What a topic asks the database for its days in the calendar, and what it makes of the rows.

    The calendar asks the questions of all topics at once (``plans.services.together``).
    """

    question: QuerySet[Any, Any]
    make: Callable[[list[tuple[Any, ...]]], Iterable[CalendarItem]]


@dataclass(frozen=True)
class Card:
    """A block on the leadership's overview: figures of one topic, each of which opens its list."""

    title: str
    figures: tuple[Figure, ...]
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class CardQuestion:
    """What a topic asks the database for its cards (``plans.services.together``), and what it makes of the answers.

    The overview asks the questions of all topics at once; ``make`` gets the rows of each of its own, in their order.
    What is asked may depend on the person's roles, on the plan and on the day, and on nothing else: it is put into SQL
    once for these.
    """

    questions: tuple[QuerySet[Any, Any], ...]
    make: Callable[[list[list[tuple[Any, ...]]]], Iterable[Card]]


@dataclass(frozen=True)
class Figure:
    """One number with its words; ``url`` is the list that counts the same."""

    value: str
    words: str
    url: str


@dataclass(frozen=True)
class ReportQuestion:
    """What a topic is asked for a report (báo cáo): the plan, the span with the same days of last year, the cut-off.

    ``kind`` is a slug of ``plans.rules.report_kind``. Figures count what is dated in the span and was known on
    ``as_of``; what was taken back since (a dossier withdrawn or returned, an award revoked) is counted no more. A topic
    answers in a fixed number of queries.
    """

    plan: Plan
    kind: str
    span: Span
    as_of: dt.date

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The days of which the report tells, both counted: its span, until the cut-off."""
        return self.span.first, min(self.span.last, self.as_of)

    @property
    def days_before(self) -> tuple[dt.date, dt.date]:
        """The same days of the year before: what ``days`` are compared with."""
        first, last = self.days
        return years_before(first), years_before(last)


@dataclass(frozen=True)
class DrawnAnnex:
    """An annex of a report: its code ("tasks", "0602"), title and blocks; ``figures`` must agree with the prose."""

    code: str
    title: str
    body: tuple[Block, ...]
    landscape: bool = False
    figures: Mapping[str, int | str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class RowKind:
    """Records that figures of a report count: ``label`` ("nhiệm vụ"), and what is shown of those with the given keys.

    ``rows`` gives what the person may see, in the order of the topic's own list; a fixed number of queries.
    """

    label: str
    rows: Callable[[User, Sequence[int]], Iterable[SearchHit]]


@dataclass(frozen=True)
class UnitFigure:
    """One figure of a unit for its contribution to a report, with the rows that it counts.

    ``group`` is the heading below which it stands. ``right`` is asked with the unit before the figure is shown to
    anybody; empty: it is for all who read the contribution.
    """

    words: str
    kind: str
    keys: tuple[int, ...]
    group: str = ""
    right: str = ""


@dataclass(frozen=True)
class Citation:
    """Something in use that names a legal text: what kind of record, its title, where in it, its page."""

    kind: str
    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Register:
    """A register (sổ) of a year as the archive keeps it, on paper and as a sheet: a list with its columns and counts.

    ``folder`` is the chapter whose folder it stands in (``plans.rules.archive_line.Chapter``).
    """

    folder: str
    kind: str
    subject: str
    columns: Sequence[Column]
    rows: Sequence[Row | GroupRow]
    total: Words


menu: Socket[Callable[[User, Plan | None], Iterable[MenuEntry]]] = Socket("menu")
work_items: Socket[Callable[[User, Plan, dt.date], Iterable[WorkItem]]] = Socket("work_items")
search: Socket[Callable[[User], Iterable[SearchSource]]] = Socket("search")
task_panels: Socket[Callable[[User, Task], PanelQuestion]] = Socket("task_panels")
calendar: Socket[Callable[[User, Plan], Iterable[CalendarItem]]] = Socket("calendar")
calendar_questions: Socket[Callable[[User, Plan], Iterable[CalendarQuestion]]] = Socket("calendar_questions")
scheduled: Socket[Callable[[dt.datetime], None]] = Socket("scheduled")
cards: Socket[Callable[[User, Plan, dt.date], CardQuestion | None]] = Socket("cards")
report_drawings: Socket[Callable[[ReportQuestion], Iterable[Drawn]]] = Socket("report_drawings")
report_annexes: Socket[Callable[[ReportQuestion, frozenset[str]], Iterable[DrawnAnnex]]] = Socket("report_annexes")
row_kinds: Socket[Callable[[], Mapping[str, RowKind]]] = Socket("row_kinds")
unit_figures: Socket[Callable[[ReportQuestion, frozenset[int]], Mapping[int, list[UnitFigure]]]] = Socket(
    "unit_figures"
)
sample_data: Socket[Callable[[], None]] = Socket("sample_data")
citations: Socket[Callable[[User, LegalText], Iterable[Citation]]] = Socket("citations")
archive_tables: Socket[Callable[[], ArchiveTable]] = Socket("archive_tables")
archive_registers: Socket[Callable[[User, int], Iterable[Register]]] = Socket("archive_registers")
archive_hindrances: Socket[Callable[[int], str]] = Socket("archive_hindrances")
