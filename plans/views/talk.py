"""The page on which something new is asked or said about a task: the form beside the task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from plans.errors import AlreadyDone
from plans.http import OfficeRequest, submit_key
from plans.models import Task
from plans.views.acting import act_on
from plans.views.plan_html import lines_html
from plans.views.task import frame_of


class Saying(NamedTuple):
    """The words of such a page: its title, its button with an icon, what the next page says."""

    title: str
    submit: str
    icon: str
    done: str


def say(
    request: OfficeRequest,
    task: Task,
    form: forms.Form,
    act: Callable[[str], str],
    words: Saying,
    *,
    why_not: str = "",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; on a good POST do ``act``, which gives the address to go to. ``why_not`` stands for the form."""
    gone: list[str] = []
    if request.method == "POST" and not why_not and form.is_valid():
        try:
            if act_on(form, lambda: gone.append(act(submit_key(request)))):
                messages.success(request, words.done)
                return redirect(gone[0])
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect("plans:task", task.pk)
    context = {
        **frame_of(request, task),
        "form": form,
        "title": words.title,
        "submit": words.submit,
        "icon": words.icon,
        "words": lines_html(task.title),
        "refusal": why_not,
        **(more or {}),
    }
    return render(request, "plans/talk_act.html", context)
