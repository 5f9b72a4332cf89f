"""What a view gets: a request of somebody who is logged in, and what its address and forms say."""

from __future__ import annotations

from django.http import HttpRequest

from plans.models import User


class OfficeRequest(HttpRequest):
    """The whole site stands behind the login, so ``user`` is one of ours. It exists for the type checker alone."""

    user: User  # type: ignore[assignment]


SUBMIT_KEY = "submit_key"  # the hidden field by which a service knows the second of two clicks
MOST_DIGITS = 9


def submit_key(request: HttpRequest) -> str:
    """The one-time key of the form that was sent; empty where it had none."""
    return request.POST.get(SUBMIT_KEY, "")


def whole_number(text: str) -> int | None:
    """The number that an address or a form names; None for anything that is none, or too long to be one of ours."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
