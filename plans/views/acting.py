"""What every view that acts needs: a check that says no in words, and a service call whose refusal stays on the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm

from plans.errors import DomainError, EditConflict
from plans.models import User


def require(user: User, right: str, obj: Any = None, *, who: str) -> None:
    """Refuse with 403 and the words of ``who`` (who may do this, and whom to ask) unless ``user`` has ``right``."""
    if not user.has_perm(right, obj):
        raise PermissionDenied(who)


def act_on(form: BaseForm, act: Callable[[], object]) -> bool:
    """Run ``act``; a refusal by the rules becomes an error of the form, with everything typed kept."""
    try:
        act()
    except EditConflict:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
