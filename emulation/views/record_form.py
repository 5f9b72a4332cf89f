"""The page of a form that keeps one record of emulation: shown, saved, or compared with what somebody else saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from plans.errors import EditConflict
from plans.http import OfficeRequest
from plans.views.acting import act_on
from plans.views.conflict import render_conflict


def record_form(
    request: OfficeRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    template: str,
    context: Mapping[str, Any],
    title: str,
    done: str,
    back: str,
    then: Callable[[Any], str] | None = None,
    theirs: Callable[[Any], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Save a bound ``form`` that is good by ``act`` and go to ``then`` (``back`` unless given), else show it.

    ``then`` gives the address from what ``act`` returned, such as a new record. ``theirs`` gives, of the record as
    another person saved it, the values of fields that are no attribute of it.
    """
    if form.is_bound and form.is_valid():
        made: list[object] = []
        try:
            if act_on(form, lambda: made.append(act())):
                messages.success(request, done)
                return redirect(then(made[0]) if then else back)
        except EditConflict as conflict:
            saved = theirs(conflict.current) if theirs else None
            return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back, theirs=saved)
    return render(request, template, {**context, "form": form, "title": title, "back_url": back})
