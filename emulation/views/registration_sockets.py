"""What registrations give to the ground floor: waiting work, days of the calendar, a card of the overview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from emulation.models import HEADS, SENT_STATES, Aim, InitiativeNeed, Registration, RegistrationRound, RegistrationState
from emulation.services.initiative_watch import NEED_WORDS, not_begun
from plans.models import Person, Plan, Role, User
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.rules.status import DueState, Progress, TaskFacts, due_of
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import CalendarItem, CalendarQuestion, Card, CardQuestion, Figure, WorkItem

KIND, INITIATIVE = "registration", "initiative"
SEND, RETURNED, CONFIRM, RECEIVE = "send", "returned", "confirm", "receive"
_GROUPS = {DueState.LATE: "late", DueState.SOON: "soon"}
_HOME = Coalesce("unit", "person__unit")


def registrations_waiting(user: User, plan: Plan) -> Rows | None:
    """Own drafts to send, what was returned, what the head confirms, what the standing office receives."""
    if not user.is_active or not user.person_id:
        return None
    rights, own = rights_of(user), _own(user)
    draft = Q(state=RegistrationState.DRAFT)
    cases = [
        When(draft & own & ~Q(return_reason=""), then=Value(RETURNED)),
        When(draft & own, then=Value(SEND)),
        When(Q(state=RegistrationState.SENT) & ~own & _confirms(user), then=Value(CONFIRM)),
    ]
    if rights.holds(Role.STANDING):
        cases.append(When(Q(state=RegistrationState.CONFIRMED) & ~(Q(direct=True) & own), then=Value(RECEIVE)))
    elif rights.holds(Role.LEADER):
        by_standing = Q(made_by__in=rights.standing_users) | Q(sent_by__in=rights.standing_users)
        cases.append(When(Q(state=RegistrationState.CONFIRMED, direct=True) & by_standing, then=Value(RECEIVE)))
    rows = _of_year(plan).annotate(home=_HOME, step=Case(*cases, default=Value(""))).exclude(step="")
    return waiting_row(
        rows,
        KIND,
        title=Coalesce("unit__name", "person__full_name"),
        text="step",
        number="round__year",
        day="round__closes_on",
        since=Coalesce("confirmed_at", "sent_at", "created_at"),
        who="return_reason",
        unit=Coalesce("unit__name", "person__unit__name"),
    )


def _own(user: User) -> Q:
    return Q(person=user.person_id) | Q(made_by=user.pk) | Q(sent_by__isnull=False, sent_by=user.pk)


def _confirms(user: User) -> Q:
    """Whoever leads the unit by position; its contact where no head has an account (see the table of rights)."""
    rights = rights_of(user)
    here = Person.objects.filter(pk=user.person_id or 0, unit=OuterRef("home"), position_group__in=HEADS)
    confirms = Q(Exists(here))
    if rights.holds(Role.CONTACT, Role.STANDING):
        heads = User.objects.filter(is_active=True, person__unit=OuterRef("home"), person__position_group__in=HEADS)
        confirms |= Q(home__in=rights.units) & ~Q(Exists(heads))
    return confirms


def _of_year(plan: Plan) -> QuerySet[Registration]:
    return Registration.objects.filter(round__year__in=Plan.objects.filter(pk=plan.pk).values("year"))


def people_of_registrations(plan: Plan) -> Iterable[int | None]:
    """Everybody without a role for whom a registration can wait: who wrote a draft, and the heads of units."""
    drafts = _of_year(plan).filter(state=RegistrationState.DRAFT).order_by()
    sent = _of_year(plan).filter(state=RegistrationState.SENT).order_by().values(home=_HOME)
    heads = Person.objects.filter(position_group__in=HEADS, unit__in=sent)
    written = drafts.values_list("person", flat=True).union(drafts.values_list("made_by__person", flat=True))
    return [*written, *heads.values_list("pk", flat=True)]


def registration_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """One line of the first page."""
    year, subject = row.number, row.title or ""
    what = f"bản đăng ký thi đua năm {year} của {subject}"
    closes = f"nhận đến hết {short_date(row.day)}" if row.day else ""
    group, title, origin, action, pill = {
        SEND: ("next", f"Gửi {what}", f"Đang soạn · {closes}", "Mở, gửi", "Chưa gửi"),
        RETURNED: ("redo", f"Sửa và gửi lại {what}", f"Bị trả lại: {row.who}", "Sửa", "Bị trả lại"),
        CONFIRM: ("await", f"Xác nhận {what}", f"{row.unit} · {closes}", "Xem, xác nhận", "Chờ xác nhận"),
        RECEIVE: ("await", f"Nhận {what}", f"{row.unit} · {closes}", "Xem, nhận", "Chờ nhận"),
    }[row.text or SEND]
    return WorkItem(
        group=group,
        title=title,
        origin=origin,
        url=reverse("emulation:registration", args=[row.pk]),
        action=action,
        pill=pill,
        since=timezone.localdate(row.since) if row.since else today,
    )


def initiatives_waiting(user: User, plan: Plan) -> Rows | None:
    """The person's own aims whose initiative has not begun."""
    if not user.is_active or not user.person_id:
        return None
    return waiting_row(
        _own_aims(plan).filter(registration__person=user.person_id),
        INITIATIVE,
        owner="registration_id",
        title="title__name",
        text="title__initiative",
        number="registration__round__year",
        day="registration__round__initiative_due",
        since="registration__created_at",
    )


def _own_aims(plan: Plan) -> QuerySet[Aim]:
    return not_begun(Aim.objects.filter(registration__in=_of_year(plan)))


def people_without_initiative(plan: Plan) -> Iterable[int | None]:
    return _own_aims(plan).values_list("registration__person", flat=True)


def initiative_item(row: WaitingRow, today: dt.date) -> WorkItem:
    due = due_of(TaskFacts(Progress.TODO, row.day), today)
    return WorkItem(
        group=_GROUPS.get(due.state, "next"),
        title=f"Bắt đầu sáng kiến cho danh hiệu {row.title}",
        origin=f"Đăng ký thi đua năm {row.number}. {NEED_WORDS[InitiativeNeed(row.text or '')]}",
        url=reverse("emulation:registration", args=[row.owner]),
        action="Mở bản đăng ký",
        deadline=row.day,
        due_words=due.words if row.day else "",
        due_state=due.state.value if row.day else "",
    )


def round_calendar(user: User, plan: Plan) -> Iterable[CalendarQuestion]:  # noqa: ARG001 (for everybody)
    """The last day to register and the last day for initiatives."""
    columns = ("pk", "year", "opens_on", "closes_on", "initiative_due", "updated_at", "version")
    yield CalendarQuestion(RegistrationRound.objects.filter(year=plan.year).values_list(*columns), _round_days)


def _round_days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, year, opens, closes, initiative, changed, version in rows:
        days = (
            ("close", closes, f"Hết hạn đăng ký thi đua năm {year}", opens),
            ("initiative", initiative, f"Hạn nộp sáng kiến năm {year}", None),
        )
        for name, day, title, runs_from in days:
            if day is not None:
                yield CalendarItem(
                    uid=f"round-{pk}-{name}",
                    starts_on=day,
                    ends_on=day,
                    title=title,
                    url=reverse("emulation:registration_mine"),
                    kind="registration",
                    mine=True,
                    alarm_days=(7, 1),
                    runs_from=runs_from,
                    changed_at=changed,
                    version=version,
                )


def registration_card(user: User, plan: Plan, today: dt.date) -> CardQuestion | None:  # noqa: ARG001 (the socket's shape)
    """Đăng ký thi đua of the plan's year. Two questions; nothing where no round was opened."""
    if not user.has_perm("plans.follow_all"):
        return None
    sent = Q(registrations__state__in=SENT_STATES)
    counts = (
        RegistrationRound.objects.filter(year=plan.year)
        .annotate(
            collectives=Count("registrations", filter=sent & Q(registrations__unit__isnull=False)),
            persons=Count("registrations", filter=sent & Q(registrations__person__isnull=False)),
            waiting=Count("registrations", filter=Q(registrations__state=RegistrationState.CONFIRMED)),
        )
        .values_list("collectives", "persons", "waiting", "closes_on")
    )
    aims = not_begun(Aim.objects.filter(registration__in=_of_year(plan).filter(state__in=SENT_STATES)))
    unbegun = aims.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values_list("n")
    return CardQuestion((counts, unbegun), _registration_cards)


def _registration_cards(answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none where no round was opened."""
    unbegun = answers[1][0][0] if answers[1] else 0
    listed = reverse("emulation:registration_list")
    for collectives, persons, waiting, closes_on in answers[0]:
        yield Card(
            title="Đăng ký thi đua",
            figures=(
                Figure(str(collectives), "tập thể đã gửi", f"{listed}?loai=tap-the&tinh-trang=da-gui"),
                Figure(str(persons), "cá nhân đã gửi", f"{listed}?loai=ca-nhan&tinh-trang=da-gui"),
                Figure(str(waiting), "bản chờ thường trực nhận", f"{listed}?tinh-trang=confirmed"),
                Figure(str(unbegun), "danh hiệu chờ sáng kiến", reverse("emulation:registration_initiatives")),
            ),
            url=reverse("emulation:registration_summary"),
            note=f"Nhận đến hết {short_date(closes_on)}",
        )
