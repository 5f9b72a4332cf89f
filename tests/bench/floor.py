"""The measure of every page: what plain Django, with login and one joined query, needs to show the same rows.

No menu, no notices, no filters, no drawings; a model's own fields through a template, as the tutorial has it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path
from django.utils import timezone

from plans.models import Assignment, Brief, Extension, Obstacle, ProgressEntry, Task

MIDDLEWARE = [
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
LOG = """<ol>{% for entry in entries %}<li>{{ entry.at|date:"d/m/Y" }} {{ entry.actor.username }}
{{ entry.get_act_display }}: {{ entry.done_text }}</li>{% endfor %}</ol>"""
COUNTS = """<table>{% for row in counts %}<tr><td>{{ row.heading }}</td><td>{{ row.all }}</td><td>{{ row.done }}</td>
<td>{{ row.late }}</td></tr>{% endfor %}</table>"""
WAITING = """<ul>{% for one in waiting %}<li>{{ one.task.no }} {{ one.task.title }}: {{ one.unit.name }}
{{ one.created_at|date:"d/m/Y" }}</li>{% endfor %}</ul>"""
DAYS = """<table>{% for row in days %}<tr><td>{{ row.day|date:"d/m/Y" }}</td><td>{{ row.all }}</td></tr>
{% endfor %}</table><ul>{% for row in last %}<li>{{ row.heading }}: {{ row.at|date:"d/m/Y" }}</li>{% endfor %}</ul>"""
FIGURES = """<ul>{% for name, value in figures %}<li>{{ name }}: {{ value }}</li>{% endfor %}</ul>"""

PROCESSORS = [  # those of a new Django project; the app's own frame is what is measured against this
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
ENGINE = DjangoTemplates({"NAME": "bare", "DIRS": [], "APP_DIRS": False, "OPTIONS": {"context_processors": PROCESSORS}})
LIST, DETAIL, FIRST = (ENGINE.from_string(FRAME % body) for body in (ROWS, FACTS + PARTS + LOG, COUNTS + ROWS))
OVERVIEW = ENGINE.from_string(FRAME % (COUNTS + DAYS + WAITING + ROWS + LOG))
SHEET = ENGINE.from_string(FRAME % (FIGURES + ROWS + LOG))


@login_required
def task_list(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """``rows`` tasks of a year with their unit, in one joined query."""
    return HttpResponse(LIST.render({"title": year, "parts": first_parts(year, rows)}, request))


@login_required
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One task, its plan, the parts of its units, its files, its comments and its log."""
    task = Task.objects.select_related("plan").get(pk=pk)
    facts = [(field.verbose_name, getattr(task, field.attname)) for field in task._meta.concrete_fields]
    rows = {
        "parts": task.parts.select_related("unit"),
        "entries": task.entries.select_related("actor"),
        "files": task.evidence.select_related("file"),
        "said": task.comments.select_related("author"),
    }
    return HttpResponse(DETAIL.render({"title": task.plan, "facts": facts, **rows}, request))


@login_required
def first_page(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """The counts by period and by unit, and ``rows`` tasks."""
    periods = counted(Task.objects.filter(plan__year=year).values(heading=F("period")), "")
    units = counted(Assignment.objects.filter(task__plan__year=year).values(heading=F("unit__name")), "task__")
    context = {"title": year, "counts": [*periods, *units], "parts": first_parts(year, rows)}
    return HttpResponse(FIRST.render(context, request))


@login_required
def overview(request: HttpRequest, year: int, rows: int, waiting: int, changes: int) -> HttpResponse:
    """What a dashboard of ``year`` shows: counts by period and unit, tasks by deadline and by the day they were done,
    each unit's last word, ``rows`` tasks, what waits for a decision and the newest ``changes``."""
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
    return HttpResponse(OVERVIEW.render(context, request))


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
