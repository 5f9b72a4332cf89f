"""The measure of every page: what plain Django, with login and one joined query for each kind of row, needs to show
the same rows.

No menu, no notices, no filters, no rights, no drawings; a model's own fields through a template, as the tutorial has
it. A task's page shows eleven kinds of rows and the first one six kinds that can wait, so their bare pages read each
kind too, also where the measured task has none: whether there is any has to be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path
from django.utils import timezone

from emulation.models import Aim, Campaign, ClusterMember, Registration, ScoreSheet
from plans.models import (
    Adjustment,
    Assignment,
    Brief,
    Direction,
    Event,
    Extension,
    Obstacle,
    PartStep,
    Plan,
    ProgressEntry,
    RoleHolding,
    Task,
)

MIDDLEWARE = [
    "tests.bench.floor.own_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

FRAME = "<!doctype html><html lang=vi><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>%s</body></html>"
ROWS = """<table>{% for part in parts %}<tr><td>{{ part.task.no }}</td><td>{{ part.task.title }}</td>
<td>{{ part.unit.name }}</td><td>{{ part.get_role_display }}</td><td>{{ part.task.deadline|date:"d/m/Y" }}</td>
<td>{{ part.task.get_progress_display }}</td><td>{{ part.task.percent }}</td></tr>{% endfor %}</table>"""
FACTS = """<dl>{% for name, value in facts %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endfor %}</dl>"""
PARTS = """<ul>{% for part in parts %}<li>{{ part.unit.name }}: {{ part.get_role_display }}
{{ part.get_state_display }} {{ part.done_text }} {{ part.due|date:"d/m/Y" }}</li>{% endfor %}</ul>
<ul>{% for file in files %}<li>{{ file.file.name }} {{ file.added_at|date:"d/m/Y" }}</li>{% endfor %}</ul>
<ul>{% for one in said %}<li>{{ one.author.username }}
{{ one.at|date:"d/m/Y" }}: {{ one.text }}</li>{% endfor %}</ul>"""
TALK = """<ul>{% for one in units %}<li>{{ one.unit.name }}: {{ one.get_role_display }}</li>{% endfor %}</ul>
<ul>{% for one in contacts %}<li>{{ one.unit.name }}: {{ one.user.person.full_name }}</li>{% endfor %}</ul>
<ul>{% for one in items %}<li>{{ one.text }} {{ one.done_on|date:"d/m/Y" }}</li>{% endfor %}</ul>
<ul>{% for one in extensions %}<li>{{ one.asked_by.username }} {{ one.created_at|date:"d/m/Y" }}: {{ one.reason }}
{{ one.new_deadline|date:"d/m/Y" }} {{ one.get_state_display }} {{ one.decision_note }}</li>{% endfor %}</ul>
<ul>{% for one in directions %}<li>{{ one.given_by.username }} {{ one.created_at|date:"d/m/Y" }}: {{ one.text }}
{{ one.due|date:"d/m/Y" }} {{ one.get_state_display }} {{ one.reply }}</li>{% endfor %}</ul>
<ul>{% for one in obstacles %}<li>{{ one.reported_by.username }} {{ one.created_at|date:"d/m/Y" }}: {{ one.text }}
{{ one.get_state_display }} {{ one.decision }}</li>{% endfor %}</ul>
<ul>{% for one in events %}<li>{{ one.name }} {{ one.place }} {{ one.starts_on|date:"d/m/Y" }}</li>{% endfor %}</ul>
<ul>{% for one in changes %}<li>{{ one.adjustment.number }} {{ one.adjustment.issued_on|date:"d/m/Y" }}
{{ one.get_kind_display }}: {{ one.reason }}</li>{% endfor %}</ul>"""
LOG = """<ol>{% for entry in entries %}<li>{{ entry.at|date:"d/m/Y" }} {{ entry.actor.username }}
{{ entry.get_act_display }}: {{ entry.done_text }}</li>{% endfor %}</ol>"""
COUNTS = """<table>{% for row in counts %}<tr><td>{{ row.heading }}</td><td>{{ row.all }}</td><td>{{ row.done }}</td>
<td>{{ row.late }}</td></tr>{% endfor %}</table>"""
WAITING = """<ul>{% for one in waiting %}<li>{{ one.task.no }} {{ one.task.title }}: {{ one.unit.name }}
{{ one.created_at|date:"d/m/Y" }}</li>{% endfor %}</ul>"""
WORK = """<ul>{% for one in beside %}<li>{{ one.year }}: {{ one.left }}</li>{% endfor %}</ul>
<ul>{% for one in returned %}<li>{{ one }} {{ one.return_reason }}</li>{% endfor %}</ul>
<ul>{% for one in held_up %}<li>{{ one.task.no }} {{ one.unit.name }}: {{ one.text }}
{{ one.created_at|date:"d/m/Y" }}</li>{% endfor %}</ul>
<ul>{% for one in told %}<li>{{ one.task.no }} {{ one.given_by.username }}: {{ one.text }}
{{ one.due|date:"d/m/Y" }}</li>{% endfor %}</ul>
<ul>{% for one in steps %}<li>{{ one.part.task.no }}: {{ one.text }} {{ one.due|date:"d/m/Y" }}</li>{% endfor %}</ul>
<ul>{% for one in asked %}<li>{{ one.task.no }} {{ one.name }} {{ one.starts_on|date:"d/m/Y" }}</li>{% endfor %}</ul>"""
DAYS = """<table>{% for row in days %}<tr><td>{{ row.day|date:"d/m/Y" }}</td><td>{{ row.all }}</td></tr>
{% endfor %}</table><ul>{% for row in last %}<li>{{ row.heading }}: {{ row.at|date:"d/m/Y" }}</li>{% endfor %}</ul>"""
CARDS = """<ul>{% for row in cards %}<li>{{ row.heading }}: {{ row.all }}</li>{% endfor %}</ul>
<ul>{% for one in clusters %}<li>{{ one.cluster_year.cluster.name }}: {{ one.rank }}</li>{% endfor %}</ul>"""
FIGURES = """<ul>{% for name, value in figures %}<li>{{ name }}: {{ value }}</li>{% endfor %}</ul>"""

PROCESSORS = [  # those of a new Django project; the app's own frame is what is measured against this
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
ENGINE = DjangoTemplates({"NAME": "bare", "DIRS": [], "APP_DIRS": False, "OPTIONS": {"context_processors": PROCESSORS}})
LIST, DETAIL, FIRST = (ENGINE.from_string(FRAME % body) for body in (ROWS, FACTS + PARTS + LOG, COUNTS + ROWS))
OVERVIEW = ENGINE.from_string(FRAME % (COUNTS + DAYS + WAITING + ROWS + LOG + CARDS))
SHEET = ENGINE.from_string(FRAME % (FIGURES + ROWS + LOG))


def own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the addresses below instead of the project's, without a change of settings."""

    def inner(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined] # Django's own hook
        return get_response(request)

    return inner


@login_required
def task_list(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """``rows`` tasks of a year with their unit, in one joined query."""
    return HttpResponse(LIST.render({"title": year, "parts": first_parts(year, rows)}, request))


@login_required
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One task, its plan, its units with their contacts and parts, its items and files, what was said, its log."""
    task = Task.objects.select_related("plan").get(pk=pk)
    facts = [(field.verbose_name, getattr(task, field.attname)) for field in task._meta.concrete_fields]
    contacts = RoleHolding.objects.filter(role="contact", unit__assignments__task=task)
    rows = {
        "parts": task.parts.select_related("unit"),
        "entries": task.entries.select_related("actor"),
        "files": task.evidence.select_related("file"),
        "said": task.comments.select_related("author"),
        "units": task.assignments.select_related("unit"),
        "contacts": contacts.select_related("unit", "user__person"),
        "items": task.items.all(),
        "extensions": task.extensions.select_related("asked_by"),
        "directions": task.directions.select_related("given_by"),
        "obstacles": task.obstacles.select_related("reported_by"),
        "events": task.events.all(),
        "changes": task.changes.select_related("adjustment"),
    }
    return HttpResponse(DETAIL.render({"title": task.plan, "facts": facts, **rows}, request))


@login_required
def first_page(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """The counts by period and by unit, ``rows`` tasks, what waits for the standing office, and the years beside."""
    periods = counted(Task.objects.filter(plan__year=year).values(heading=F("period")), "")
    units = counted(Assignment.objects.filter(task__plan__year=year).values(heading=F("unit__name")), "task__")
    context = {"title": year, "counts": [*periods, *units], "parts": first_parts(year, rows)}
    return HttpResponse(FIRST.render(context | waiting(request, year), request))


def waiting(request: HttpRequest, year: int) -> dict[str, Iterable[Any]]:
    """What the standing office has to do beside the tasks, one query for each kind."""
    open_tasks = Count("tasks", filter=~Q(tasks__progress="done"))
    returned = (kind.objects.filter(state="draft").exclude(return_reason="") for kind in (Plan, Adjustment))
    return {
        "beside": Plan.objects.filter(state="issued").exclude(year=year).annotate(left=open_tasks),
        "returned": [one for rows in returned for one in rows],
        "held_up": Obstacle.objects.filter(state="reported", task__plan__year=year).select_related("task", "unit"),
        "told": Direction.objects.filter(state="open").select_related("task", "given_by"),
        "steps": PartStep.objects.filter(done_on=None, person__user=request.user.pk).select_related("part__task"),
        "asked": Event.objects.filter(task__plan__year=year, delegates__answer="asked").select_related("task"),
    }


@login_required
def overview(request: HttpRequest, year: int, rows: int, waiting: int, changes: int) -> HttpResponse:
    """What a dashboard of ``year`` shows: counts by period and unit, tasks by deadline and by the day they were done,
    each unit's last word, ``rows`` tasks, what waits for a decision, the newest ``changes``, and the cards."""
    tasks, entries = Task.objects.filter(plan__year=year), ProgressEntry.objects.filter(task__plan__year=year)
    periods = counted(tasks.values(heading=F("period")), "")
    units = counted(Assignment.objects.filter(task__plan__year=year).values(heading=F("unit__name")), "task__")
    due, done = (
        tasks.values(day=F(column)).annotate(all=Count("pk")).order_by("day") for column in ("deadline", "reported_on")
    )
    asked, held_up = (
        rows.filter(task__plan__year=year).select_related("task", "unit", who).order_by("created_at")
        for rows, who in (
            (Extension.objects.filter(state="asked"), "asked_by"),
            (Obstacle.objects.filter(state="submitted"), "reported_by"),
        )
    )
    context = {
        "title": year,
        "counts": [*periods, *units],
        "days": [*due, *done],
        "last": entries.values(heading=F("unit__name")).annotate(at=Max("at")).order_by("heading"),
        "waiting": [*asked, *held_up][:waiting],
        "parts": first_parts(year, rows),
        "entries": entries.select_related("actor").order_by("-at")[:changes],
    }
    return HttpResponse(OVERVIEW.render(context | cards(year), request))


def cards(year: int) -> dict[str, Iterable[Any]]:
    """Campaigns, registrations and score sheets of ``year`` by state, aims without an initiative, the clusters' ranks:
    one query for each."""
    kinds: list[QuerySet[Any, Any]] = [
        Campaign.objects.filter(starts_on__year=year).values(heading=F("state")),
        Registration.objects.filter(round__year=year).values(heading=F("state")),
        Aim.objects.filter(registration__round__year=year, initiative="").values(heading=F("title__name")),
        ScoreSheet.objects.filter(table__campaign__starts_on__year=year).values(heading=F("state")),
    ]
    return {
        "cards": [row for rows in kinds for row in rows.annotate(all=Count("pk")).order_by("heading")],
        "clusters": ClusterMember.objects.filter(cluster_year__year=year, is_us=True).select_related(
            "cluster_year__cluster"
        ),
    }


@login_required
def sheet(request: HttpRequest, pk: int, rows: int, changes: int) -> HttpResponse:
    """A kept brief: its figures, ``rows`` tasks and ``changes`` lines."""
    brief = Brief.objects.defer("tasks").select_related("plan", "made_by__person").get(pk=pk)
    entries = ProgressEntry.objects.filter(task__plan=brief.plan_id).select_related("actor").order_by("-at")[:changes]
    context = {"title": brief, "figures": brief.content["counts"].items(), "entries": entries}
    return HttpResponse(SHEET.render(context | {"parts": first_parts(brief.plan.year, rows)}, request))


def counted(rows: QuerySet[Any, Any], to_task: str) -> QuerySet[Any, Any]:
    """Tasks, finished and overdue ones of each name."""
    done, late = Q(**{f"{to_task}progress": "done"}), Q(**{f"{to_task}deadline__lt": timezone.localdate()})
    return rows.annotate(all=Count("pk"), done=Count("pk", filter=done), late=Count("pk", filter=late & ~done))


def first_parts(year: int, rows: int) -> list[Assignment]:
    """The first ``rows`` tasks of ``year``, each with its leading part."""
    parts = Assignment.objects.filter(task__plan__year=year, order=1).select_related("task", "unit")
    return list(parts.order_by("task__order")[:rows])


urlpatterns = [
    path("list/<int:year>/<int:rows>/", task_list),
    path("task/<int:pk>/", task_detail),
    path("first/<int:year>/<int:rows>/", first_page),
    path("overview/<int:year>/<int:rows>/<int:waiting>/<int:changes>/", overview),
    path("sheet/<int:pk>/<int:rows>/<int:changes>/", sheet),
]
