"""What every view that acts needs: a check that says no in words, and an act whose refusal stays on the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest

from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import User


def require(user: User, right: str, obj: Any = None, *, who: str) -> None:
    """Refuse with 403 and the words of ``who`` (who may do this, and whom to ask) unless ``user`` has ``right``."""
    if not user.has_perm(right, obj):
        raise PermissionDenied(who)


def act_on(form: BaseForm, act: Callable[[], object]) -> bool:
    """Run ``act``; a refusal by the rules becomes an error of the form, with everything typed kept.

    A conflict and a repeated click pass through: the view shows the first, the middleware the second.
    """
    try:
        act()
    except (AlreadyDone, EditConflict):
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def act_by_button(request: HttpRequest, act: Callable[[], object], *, done: str) -> bool:
    """Run ``act`` for a button without fields; the next page says ``done``, or why it was refused."""
    try:
        act()
    except AlreadyDone:
        raise
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return False
    messages.success(request, done)
    return True
