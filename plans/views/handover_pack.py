"""Gathering the handover pack of a person: open work, papers, calendar, contacts, in a few queries for any number."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from plans.models import (
    CalendarFeed,
    Evidence,
    IssuedPaper,
    PartStep,
    Person,
    Plan,
    PlanState,
    Role,
    RoleHolding,
    SavedFilter,
    User,
)
from plans.models.unit_index import UnitIndex
from plans.permissions import Rights, rights_of
from plans.rules.handover import AHEAD_DAYS, Ahead, Contact, Pack, PaperLine, Sent, Side, Waiting, Work
from plans.rules.official import symbol_line
from plans.rules.reminding import one_line
from plans.services.duties import Duty, read_duties
from plans.services.waiting import WaitingRow, waiting_row
from plans.views.calendar_rows import items_of
from plans.views.waiting_work import waiting_work

STEP, EVIDENCE, FILTER, FEED, CONTACT = "step", "evidence", "filter", "feed", "contact"
MOST_LETTERS = 300
_FOLLOW_ALL = (Role.STANDING, Role.LEADER)
_KEEP_PAPERS = (Role.STANDING, Role.CLERK)


def account_of(person: Person) -> User | None:
    """The person's account where there is one; read with the person (``select_related("user")``)."""
    account: User | None = getattr(person, "user", None)
    return account


def pack_of(giver: Person, taker: Person, plans: Sequence[Plan], *, today: dt.date) -> Pack:
    """What ``giver`` hands over to ``taker`` of the running ``plans``."""
    running = [plan for plan in plans if plan.state == PlanState.ISSUED]
    index, account = UnitIndex.load(), account_of(giver)
    rights = rights_of(account) if account else None
    if rights:
        rights.know_units(index)
    held = _held(giver, account, running)
    return Pack(
        giver=_side(giver, rights, index),
        taker=_side(taker, None, index),
        work=[*_work(rights, running, index, today), *_steps(held[STEP], today)],
        waiting=_waiting(account, running, today),
        papers=_papers(rights, running),
        ahead=_ahead(account, running, held[STEP], today),
        contacts=[Contact(row.title or "", row.who or "", row.text or "") for row in held[CONTACT]],
        sent=[_sent(row) for row in held[EVIDENCE]],
        filters=[row.title or "" for row in held[FILTER]],
        feeds=[row.title or f"Lịch lập {timezone.localtime(row.since):%d/%m/%Y}" for row in held[FEED]],
    )


def _side(person: Person, rights: Rights | None, index: UnitIndex) -> Side:
    account = account_of(person)
    roles = [_role_words(role, unit, index) for role, unit in sorted(rights.held, key=str)] if rights else []
    return Side(person.full_name, person.position, person.unit.name, account.username if account else "", roles)


def _role_words(role: str, unit: int | None, index: UnitIndex) -> str:
    label = str(Role(role).label)
    return f"{label} ({index[unit].name})" if unit else label


def _held(giver: Person, account: User | None, plans: Sequence[Plan]) -> dict[str, list[WaitingRow]]:
    """One query: steps given to the person, files handed in, saved filters, calendar feeds, and the units' contacts."""
    issued = [plan.pk for plan in plans]
    steps = PartStep.objects.filter(
        person=giver, done_on__isnull=True, part__dropped=False, part__task__dropped=False, part__task__plan__in=issued
    )
    contacts = RoleHolding.objects.filter(role=Role.CONTACT, user__is_active=True, unit__is_active=True)
    named = Coalesce(F("user__person__full_name"), F("user__username"))
    selects = [
        waiting_row(
            steps,
            STEP,
            owner="part__task_id",
            no="part__task__no",
            title="part__task__title",
            text="text",
            day="due",
            unit="part__unit__name",
        ),
        waiting_row(
            contacts,
            CONTACT,
            title="unit__name",
            who=named,
            text=Coalesce(F("user__person__position"), Value("")),
            number="unit__order",
        ),
    ]
    if account:
        files = Evidence.objects.filter(added_by=account, removed_at__isnull=True, task__plan__in=issued)
        filters = SavedFilter.objects.filter(user=account, removed_at__isnull=True)
        feeds = CalendarFeed.objects.filter(user=account, revoked_at__isnull=True)
        selects += [
            waiting_row(files, EVIDENCE, owner="task_id", no="task__no", title="file__name", since="added_at"),
            waiting_row(filters, FILTER, title="name"),
            waiting_row(feeds, FEED, title="label", since="created_at"),
        ]
    found: dict[str, list[WaitingRow]] = defaultdict(list)
    for row in map(WaitingRow._make, selects[0].union(*selects[1:], all=True)):
        found[row.kind].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.number or 0, row.day or dt.date.max, row.title or "", row.pk))
    return found


def _work(rights: Rights | None, plans: Sequence[Plan], index: UnitIndex, today: dt.date) -> list[Work]:
    """What is open: everything for who follows the whole plan, else what one's units still owe."""
    if rights is None or not plans or not rights.holds(*_FOLLOW_ALL, Role.CONTACT):
        return []
    duties = read_duties([plan.pk for plan in plans], index)
    if rights.holds(*_FOLLOW_ALL):
        return _followed(duties, index, today)
    return [_owed(duty, index, today) for duty in duties if duty.unit in rights.units]


def _followed(duties: Iterable[Duty], index: UnitIndex, today: dt.date) -> list[Work]:
    """Each open task once, with who answers for it or how many units still owe a part."""
    tasks: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        tasks[duty.task].append(duty)
    found = []
    for owed in tasks.values():
        whole = next((duty for duty in owed if duty.whole), owed[0])
        what = index[whole.unit].label if whole.whole and len(owed) == 1 else f"{len(owed)} đơn vị chưa xong"
        found.append(Work(whole.task, whole.no, _line(whole.title), what, whole.due, whole.days_late(today)))
    return found


def _owed(duty: Duty, index: UnitIndex, today: dt.date) -> Work:
    what = "chịu trách nhiệm chung" if duty.whole else "phần việc của đơn vị"
    return Work(
        duty.task, duty.no, _line(duty.title), f"{index[duty.unit].label}, {what}", duty.due, duty.days_late(today)
    )


def _steps(rows: Iterable[WaitingRow], today: dt.date) -> list[Work]:
    return [
        Work(
            task=row.owner or 0,
            no=row.no or "",
            title=_line(row.text or ""),
            what=f"việc cụ thể được giao, {row.unit}",
            due=row.day,
            days_late=max(0, (today - row.day).days) if row.day else 0,
        )
        for row in rows
    ]


def _waiting(account: User | None, plans: Sequence[Plan], today: dt.date) -> list[Waiting]:
    if account is None:
        return []
    items = [item for plan in plans for item in waiting_work(account, plan, today)]
    return [Waiting(item.title, item.origin, item.action, item.url, item.since) for item in items]


def _papers(rights: Rights | None, plans: Sequence[Plan]) -> list[PaperLine]:
    """The register of the years under way, for who keeps papers."""
    if rights is None or not rights.holds(*_KEEP_PAPERS) or not plans:
        return []
    rows = IssuedPaper.objects.filter(year__gte=min(plan.year for plan in plans)).order_by("issued_on", "pk")
    names = ("pk", "number", "symbol", "issued_on", "kind", "abstract", "keeper", "pdf_id", "signed_pdf_id")
    return [
        PaperLine(
            pk=row["pk"],
            symbol=symbol_line(row["number"], row["symbol"]),
            day=row["issued_on"],
            about=f"{row['kind']} {row['abstract'][:1].lower()}{row['abstract'][1:]}",
            keeper=row["keeper"],
            files=_files(printed=row["pdf_id"] is not None, signed=row["signed_pdf_id"] is not None),
        )
        for row in rows.values(*names)
    ]


def _files(*, printed: bool, signed: bool) -> str:
    if signed:
        return "có bản đã ký"
    return "có bản PDF, chưa có bản đã ký" if printed else "chưa có tệp"


def _ahead(account: User | None, plans: Sequence[Plan], steps: Iterable[WaitingRow], today: dt.date) -> list[Ahead]:
    """The next sixty days: the person's own, or everything for who follows the plan or keeps its papers."""
    last = today + dt.timedelta(days=AHEAD_DAYS)
    found = []
    if account:
        mine = not rights_of(account).holds(*_FOLLOW_ALL, Role.CLERK)
        items = items_of(account, plans, mine=mine)
        found = [
            Ahead(item.starts_on, item.ends_on, item.title, item.url)
            for item in items
            if item.starts_on <= last and item.ends_on >= today
        ]
    own = [row for row in steps if row.day and today <= row.day <= last]
    found += [Ahead(row.day, row.day, f"Hạn việc cụ thể: {_line(row.text or '')}", "") for row in own if row.day]
    return sorted(found, key=lambda item: (item.day, item.title))


def _sent(row: WaitingRow) -> Sent:
    day = timezone.localtime(row.since).date() if row.since else dt.date.min
    return Sent(row.owner or 0, row.no or "", row.title or "", day)


def _line(text: str) -> str:
    return one_line(text, MOST_LETTERS)
