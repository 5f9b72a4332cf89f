"""Campaigns as lists, the calendar, search, the first page, a task's page and the overview show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from emulation.models import (
    KNOWN,
    Campaign,
    CampaignPaper,
    CampaignState,
    PaperKind,
    Phase,
    PhaseKind,
)
from emulation.rules.phase import PHASE_WORDS, PhaseState, phase_state
from emulation.services.campaign_paper import SLUGS
from plans.models import LegalText, PaperState, Plan, Task, User
from plans.rules.legal import cites
from plans.rules.official import short_date
from plans.rules.text import fold
from plans.services.waiting import Rows, WaitingRow, waiting_row, waiting_where
from plans.sockets import (
    CalendarItem,
    CalendarQuestion,
    Card,
    CardQuestion,
    Citation,
    Figure,
    Panel,
    PanelQuestion,
    SearchHit,
    SearchSource,
    WorkItem,
)
from plans.views.cells import choice_pill, pill_html

KIND, PAPER, FINAL = "campaign", "campaign_paper", "campaign_final"
LONGEST = 140
_LOOK = {
    CampaignState.DRAFT: ("idle", "circle"),
    CampaignState.SUBMITTED: ("await", "hourglass"),
    CampaignState.APPROVED: ("await", "hourglass"),
    CampaignState.LAUNCHED: ("doing", "flag"),
    CampaignState.CLOSED: ("done", "circle-check"),
    CampaignState.CANCELLED: ("off", "circle-x"),
}
_PHASE_LOOK = {PhaseState.COMING: "idle", PhaseState.OPEN: "doing", PhaseState.CLOSED: "off"}


class PhaseLine(NamedTuple):
    """A phase with how it stands today."""

    label: str
    opens_on: str
    closes_on: str
    pill: SafeString


def campaign_pill(state: str) -> SafeString:
    """State of a campaign."""
    return choice_pill(CampaignState(state), _LOOK)


def phase_lines(phases: Iterable[Phase], today: dt.date) -> list[PhaseLine]:
    """Each phase with its days and whether it is open."""
    found = []
    for phase in phases:
        state = phase_state(phase.opens_on, phase.closes_on, today)
        pill = pill_html(_PHASE_LOOK[state], PHASE_WORDS[state].capitalize())
        found.append(
            PhaseLine(str(phase.get_kind_display()), short_date(phase.opens_on), short_date(phase.closes_on), pill)
        )
    return found


def phase_words(phases: Iterable[tuple[str, dt.date, dt.date]], today: dt.date) -> str:
    """Where a campaign stands by its phases, in one line: what is open, else what opens next."""
    opened = [str(PhaseKind(kind).label) for kind, opens, closes in phases if opens <= today <= closes]
    if opened:
        return f"Đang mở: {', '.join(opened)}"
    coming = sorted((opens, str(PhaseKind(kind).label)) for kind, opens, _ in phases if opens > today)
    return f"{coming[0][1]} mở ngày {short_date(coming[0][0])}" if coming else ""


def days_words(starts_on: dt.date, ends_on: dt.date) -> str:
    """The time of a campaign in one cell."""
    return f"{short_date(starts_on)} đến {short_date(ends_on)}"


# -- Waiting work ----------------------------------------------------------------------------------------------------


def campaigns_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (campaigns of every year wait)
    """Submitted ones for the leadership, approved ones for the clerk, returned ones for the standing office."""
    wanted = waiting_where(
        user,
        ("emulation.approve_campaign", Q(state=CampaignState.SUBMITTED)),
        ("emulation.launch_campaign", Q(state=CampaignState.APPROVED)),
        ("emulation.edit_campaign", Q(state=CampaignState.DRAFT) & ~Q(state_reason="")),
    )
    if wanted is None:
        return None
    return waiting_row(
        Campaign.objects.filter(wanted), KIND, no="state", title="name", text="state_reason", since="updated_at"
    )


def campaign_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    name = row.title or ""
    title, page, origin, action, pill = {
        CampaignState.SUBMITTED: (
            f"Duyệt phát động: {name}",
            "campaign",
            "Thường trực trình phát động phong trào thi đua",
            "Xem, quyết định",
            "Chờ duyệt",
        ),
        CampaignState.APPROVED: (
            f"Phát động: {name}",
            "campaign_launch",
            "Lãnh đạo Sở đã duyệt, chờ ghi số và ngày",
            "Ghi số, phát động",
            "Chờ ghi số",
        ),
        CampaignState.DRAFT: (
            f"Sửa phong trào: {name}",
            "campaign_edit",
            f"Lý do trả lại: {_short(row.text or '')}",
            "Soạn tiếp",
            "Trả lại",
        ),
    }[CampaignState(row.no or "")]
    url = reverse(f"emulation:{page}", args=[row.pk])
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill, since=_since(row))


def papers_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (campaigns of every year wait)
    """The same of decisions and reports."""
    wanted = waiting_where(
        user,
        ("emulation.approve_campaign", Q(state=PaperState.SUBMITTED)),
        ("emulation.launch_campaign", Q(state=PaperState.APPROVED)),
        ("emulation.edit_campaign", Q(state=PaperState.DRAFT) & ~Q(return_reason="")),
    )
    if wanted is None:
        return None
    return waiting_row(
        CampaignPaper.objects.filter(wanted),
        PAPER,
        owner="campaign_id",
        no="state",
        title="campaign__name",
        text="return_reason",
        since="updated_at",
        who="kind",
    )


def paper_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    kind, name = PaperKind(row.who or ""), row.title or ""
    words = str(kind.label)
    title, page, origin, action, pill = {
        PaperState.SUBMITTED: (f"Duyệt {words.lower()}", "campaign_paper", name, "Xem, quyết định", "Chờ duyệt"),
        PaperState.APPROVED: (
            f"Ban hành {words.lower()}",
            "campaign_paper_issue",
            name,
            "Ghi số, ban hành",
            "Chờ ghi số",
        ),
        PaperState.DRAFT: (
            f"Sửa {words.lower()}",
            "campaign_paper_edit",
            f"{name}. Lý do trả lại: {_short(row.text or '')}",
            "Soạn tiếp",
            "Trả lại",
        ),
    }[PaperState(row.no or "")]
    url = reverse(f"emulation:{page}", args=[row.owner, SLUGS[kind]])
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill, since=_since(row))


def _since(row: WaitingRow) -> dt.date | None:
    return timezone.localdate(row.since) if row.since else None


def finals_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (campaigns of every year wait)
    """Launched campaigns without an issued final report, for the standing office."""
    if not user.has_perm("emulation.edit_campaign"):
        return None
    reported = Q(papers__kind=PaperKind.FINAL) & ~Q(papers__state=PaperState.DRAFT)
    done = Campaign.objects.filter(reported).values("pk")
    rows = Campaign.objects.filter(state=CampaignState.LAUNCHED).exclude(pk__in=done)
    return waiting_row(rows, FINAL, title="name", day="ends_on")


def final_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """The final report to be written: at once when the campaign has ended, else what comes next."""
    ended = row.day is not None and row.day < today
    day = short_date(row.day) if row.day else ""
    return WorkItem(
        group="await" if ended else "next",
        title=f"Báo cáo tổng kết: {row.title}",
        origin=f"Phong trào {'đã hết thời gian' if ended else 'thực hiện đến'} ngày {day}",
        url=reverse("emulation:campaign_paper_edit", args=[row.pk, SLUGS[PaperKind.FINAL]]),
        action="Soạn báo cáo",
        pill="Cần tổng kết" if ended else "",
        since=row.day if ended else None,
    )


# -- Calendar, search, task page, overview ---------------------------------------------------------------------------


def phase_calendar(user: User, plan: Plan) -> Iterable[CalendarQuestion]:
    """The day on which each phase opens, and the one on which it closes."""
    running = Campaign.objects.visible_to(user).of_year(plan.year).filter(state__in=KNOWN)
    rows = Phase.objects.filter(campaign__in=running).order_by("opens_on", "pk")
    columns = ("pk", "kind", "opens_on", "closes_on", "campaign_id", "campaign__name")
    yield CalendarQuestion(rows.values_list(*columns, "campaign__updated_at", "campaign__version"), _phase_days)


def _phase_days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, kind, opens, closes, campaign, name, changed, version in rows:
        label = str(PhaseKind(kind).label)
        common: dict[str, Any] = {"url": reverse("emulation:campaign", args=[campaign]), "kind": "campaign"}
        common |= {"detail": name, "changed_at": changed, "version": version}
        days = (
            ((opens, "opens", "Mở"), (closes, "closes", "Đóng")) if opens != closes else ((opens, "opens", "Mở, đóng"),)
        )
        for day, end, said in days:
            yield CalendarItem(
                uid=f"phase-{pk}-{end}",
                starts_on=day,
                ends_on=day,
                title=f"{said} {label.lower()}: {name}",
                alarm_days=(3,) if end == "closes" else (),
                **common,
            )


def campaigns_to_search(user: User) -> Iterable[SearchSource]:
    """Campaigns by name and slogan."""
    yield SearchSource(
        kind="Phong trào thi đua",
        icon="flag",
        rows=Campaign.objects.visible_to(user),
        text="name",
        columns=("name", "starts_on", "ends_on", "state", "number"),
        hit=_hit,
        order=("-starts_on", "pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    number = f"số {row['number']}" if row["number"] else ""
    return SearchHit(
        title=row["name"],
        url=reverse("emulation:campaign", args=[row["pk"]]),
        detail=" · ".join(filter(None, (days_words(row["starts_on"], row["ends_on"]), number))),
        badge=str(CampaignState(row["state"]).label),
    )


class TaskCampaign(NamedTuple):
    """A campaign on the page of its task."""

    name: str
    url: str
    when: str
    paper: str
    pill: SafeString


def task_campaigns(user: User, task: Task) -> PanelQuestion:
    """The campaigns by which a task is done; on a task that asks for one, where to begin it."""
    rows = Campaign.objects.visible_to(user).filter(task=task).order_by("starts_on", "pk")
    asks = "phong trao" in fold(task.title) and "phat dong" in fold(task.title)
    begins = asks and task.plan.is_in_force and user.has_perm("emulation.edit_campaign")
    url = f"{reverse('emulation:campaign_new')}?nhiem-vu={task.pk}" if begins else ""

    def panel(rows: list[tuple[Any, ...]]) -> Panel | None:
        found = [
            TaskCampaign(
                name,
                reverse("emulation:campaign", args=[pk]),
                days_words(starts, ends),
                f"Số {number} ngày {short_date(day)}" if number and day else "",
                campaign_pill(state),
            )
            for pk, name, starts, ends, number, day, state in rows
        ]
        return Panel("emulation/campaign_panel.html", {"campaigns": found, "new_url": url}) if found or url else None

    columns = ("pk", "name", "starts_on", "ends_on", "number", "issued_on", "state")
    return PanelQuestion(rows.values_list(*columns), panel)


def campaign_card(user: User, plan: Plan, today: dt.date) -> CardQuestion:
    """What the leadership sees of the year's campaigns. One question."""
    year = Campaign.objects.visible_to(user).of_year(plan.year).order_by().annotate(all=Value(1)).values("all")
    states = (CampaignState.LAUNCHED, CampaignState.SUBMITTED, CampaignState.APPROVED, CampaignState.CLOSED)
    counted = {f"n_{state}": Count("pk", filter=Q(state=state)) for state in states}
    ended = Count("pk", filter=Q(state=CampaignState.LAUNCHED, ends_on__lt=today))
    rows = year.annotate(**counted, ended=ended).values_list(*counted, "ended")
    return CardQuestion((rows,), _campaign_cards)


def _campaign_cards(answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none in a year without campaigns."""
    for launched, submitted, approved, closed, ended in answers[0]:
        url = reverse("emulation:campaign_list")
        counted = (
            (launched, "đang thực hiện", CampaignState.LAUNCHED),
            (submitted, "chờ duyệt", CampaignState.SUBMITTED),
            (approved, "chờ phát động", CampaignState.APPROVED),
            (closed, "đã tổng kết", CampaignState.CLOSED),
        )
        figures = tuple(Figure(str(number), words, f"{url}?tinh-trang={state}") for number, words, state in counted)
        note = f"{ended} phong trào đã hết thời gian, chưa tổng kết" if ended else ""
        yield Card("Phong trào thi đua", figures, url=url, note=note)


def campaigns_citing(user: User, text: LegalText) -> Iterable[Citation]:
    """Campaigns not yet ended whose căn cứ name ``text``. One query."""
    rows = Campaign.objects.visible_to(user).exclude(state__in=(CampaignState.CLOSED, CampaignState.CANCELLED))
    for pk, name, state, basis in rows.filter(basis__icontains=text.number).values_list("pk", "name", "state", "basis"):
        if cites(basis, text.number):
            yield Citation(
                kind="Phong trào thi đua",
                title=name,
                detail=str(CampaignState(state).label),
                url=reverse("emulation:campaign", args=[pk]),
            )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rstrip()} …"
