"""Pages for what went wrong; each says what to do next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone

from plans.services.audit import record_refusal


@login_not_required
def unknown_address(request: HttpRequest, path: str) -> HttpResponse:
    """The last address pattern: mends a forgotten final slash, else says that there is no such page."""
    if not path.endswith("/") and request.method == "GET":
        try:
            found = resolve(f"/{path}/")
        except Resolver404:
            pass
        else:
            if found.func is not unknown_address:
                return redirect(f"/{path}/")
    return not_found(request, Http404())


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return render(request, "errors/404.html", status=404)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says who may do this and whom to ask; the attempt is audited."""
    if request.user.is_authenticated:
        record_refusal(
            actor=request.user,
            method=request.method or "",
            path=request.path,
            reason=str(exception) or "Không có quyền",
        )
    return render(request, "errors/403.html", {"reason": str(exception)}, status=403)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return render(request, "errors/400.html", status=400)


def wrong_method(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """An address of a button, opened as a page: where one lands who presses it logged out and then logs in."""
    response = render(request, "errors/405.html", status=405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return render(request, "errors/csrf.html", status=403)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)  # noqa: ARG001 (Django's signature)
    """Without the frame and its queries, because what failed may be what they need."""
    return HttpResponse(render_to_string("errors/500.html", {"moment": timezone.localtime()}), status=500)
