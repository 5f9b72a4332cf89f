"""The measure of every page: what plain Django, with login and one joined query, needs to show the same rows.

No menu, no notices, no filters; a model's own fields through a template, as the tutorial has it.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path

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
LOG = """<ol>{% for entry in entries %}<li>{{ entry.at|date:"d/m/Y" }} {{ entry.actor.username }}
{{ entry.get_act_display }}: {{ entry.done_text }}</li>{% endfor %}</ol>"""
COUNTS = "<ul>{% for count in counts %}<li>{{ count.progress }}: {{ count.n }}</li>{% endfor %}</ul>"

PROCESSORS = [  # those of a new Django project; the app's own frame is what is measured against this
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
ENGINE = DjangoTemplates({"NAME": "bare", "DIRS": [], "APP_DIRS": False, "OPTIONS": {"context_processors": PROCESSORS}})
LIST, DETAIL, FIRST = (ENGINE.from_string(FRAME % body) for body in (ROWS, FACTS + LOG, COUNTS + ROWS))


@login_required
def task_list(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """``rows`` tasks of a year with their unit, in one joined query."""
    return HttpResponse(LIST.render({"title": year, "parts": first_parts(year, rows)}, request))


@login_required
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One task, its plan and its log."""
    task = Task.objects.select_related("plan").get(pk=pk)
    facts = [(field.verbose_name, getattr(task, field.attname)) for field in task._meta.concrete_fields]
    entries = task.entries.select_related("actor")
    return HttpResponse(DETAIL.render({"title": task.plan, "facts": facts, "entries": entries}, request))


@login_required
def first_page(request: HttpRequest, year: int, rows: int) -> HttpResponse:
    """A count by state and ``rows`` tasks."""
    counts = Task.objects.filter(plan__year=year).values("progress").annotate(n=Count("pk")).order_by("progress")
    return HttpResponse(FIRST.render({"title": year, "counts": counts, "parts": first_parts(year, rows)}, request))


def first_parts(year: int, rows: int) -> list[Assignment]:
    """The first ``rows`` tasks of ``year``, each with its leading part."""
    parts = Assignment.objects.filter(task__plan__year=year, order=1).select_related("task", "unit")
    return list(parts.order_by("task__order")[:rows])


urlpatterns = [
    path("list/<int:year>/<int:rows>/", task_list),
    path("task/<int:pk>/", task_detail),
    path("first/<int:year>/<int:rows>/", first_page),
]
