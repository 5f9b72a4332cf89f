"""The page of one's own account; the acts behind it are allauth's."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def account_overview(request: HttpRequest) -> HttpResponse:
    """Who I am here, and how my account is kept safe."""
    user = request.user
    context = {
        "two_steps": is_mfa_enabled(user),
        "logins": UserSession.objects.filter(user_id=user.pk).count(),
    }
    return render(request, "account/overview.html", context)
