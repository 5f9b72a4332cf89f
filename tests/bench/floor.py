"""The measure of every page: what plain Django, with login and one joined query, needs to show the same rows.

No menu, no notices, no filters, no drawings; a model's own fields through a template, as the tutorial has it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path
from django.utils import timezone

from plans.models import Assignment, Task

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
PARTS = """<ul>{% for part in parts %}<li>{{ part.unit.name }}: {{ part.get_role_display }}</li>{% endfor %}</ul>"""
LOG = """<ol>{% for entry in entries %}<li>{{ entry.at|date:"d/m/Y" }} {{ entry.actor.username }}
{{ entry.get_act_display }}: {{ entry.done_text }}</li>{% endfor %}</ol>"""
COUNTS = """<table>{% for row in counts %}<tr><td>{{ row.heading }}</td><td>{{ row.all }}</td><td>{{ row.done }}</td>
<td>{{ row.late }}</td></tr>{% endfor %}</table>"""

PROCESSORS = [  # those of a new Django project; the app's own frame is what is measured against this
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
ENGINE = DjangoTemplates({"NAME": "bare", "DIRS": [], "APP_DIRS": False, "OPTIONS": {"context_processors": PROCESSORS}})
LIST, DETAIL, FIRST = (ENGINE.from_string(FRAME % body) for body in (ROWS, FACTS + PARTS + LOG, COUNTS + ROWS))


@login_required
def task_list(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """``rows`` tasks of a year with their unit, in one joined query."""
    return HttpResponse(LIST.render({"title": year, "parts": first_parts(year, rows)}, request))


@login_required
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One task, its plan, its units and its log."""
    task = Task.objects.select_related("plan").get(pk=pk)
    facts = [(field.verbose_name, getattr(task, field.attname)) for field in task._meta.concrete_fields]
    rows = {"parts": task.assignments.select_related("unit"), "entries": task.entries.select_related("actor")}
    return HttpResponse(DETAIL.render({"title": task.plan, "facts": facts, **rows}, request))


@login_required
def first_page(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """The counts by period and by unit, and ``rows`` tasks."""
    periods = counted(Task.objects.filter(plan__year=year).values(heading=F("period")), "")
    units = counted(Assignment.objects.filter(task__plan__year=year).values(heading=F("unit__name")), "task__")
    context = {"title": year, "counts": [*periods, *units], "parts": first_parts(year, rows)}
    return HttpResponse(FIRST.render(context, request))


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
]
