"""What every request needs: the office, the year in view, the person's rights, and the address for the audit."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from plans.errors import AlreadyDone, NotAllowed
from plans.models import User
from plans.services.audit import client_address
from plans.views import errors

logger = logging.getLogger("plans.request")

FIRST_RUN = "plans:first_run"
OPEN_TO_ALL = (FIRST_RUN, "plans:health")  # reachable while there is no account yet
WITH_TEMPORARY_PASSWORD = ("account_change_password", "account_logout")


def address_of(request: HttpRequest) -> str:
    """The client's address; behind our own proxy, the one that the proxy saw (the last it wrote down)."""
    if settings.BEHIND_PROXY and (passed := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        return str(passed).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


class OfficeMiddleware:
    """Remembers the client's address and keeps every failure page Vietnamese, also while DEBUG is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = client_address.set(address_of(request))
        try:
            response = self.get_response(request)
            if isinstance(response, HttpResponseNotAllowed):
                return errors.wrong_method(request, response)
            return response
        finally:
            client_address.reset(token)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """An office without accounts begins at its first page; a temporary password is changed before anything else."""
        here = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated:
            return None if here in OPEN_TO_ALL or User.objects.exists() else redirect(FIRST_RUN)
        if request.user.must_change_password and here not in WITH_TEMPORARY_PASSWORD:
            messages.info(request, "Mật khẩu đang dùng là mật khẩu tạm. Đặt mật khẩu của riêng anh, chị rồi làm việc.")
            return redirect("account_change_password")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404):
            return errors.not_found(request, exception)
        if isinstance(exception, AlreadyDone):
            messages.info(request, str(exception))
            return redirect(exception.url or _page_before(request))
        if isinstance(exception, NotAllowed):
            return errors.forbidden(request, exception)
        if isinstance(exception, PermissionDenied):
            return None
        if isinstance(exception, SuspiciousOperation | BadRequest):
            return errors.bad_request(request, exception)
        logger.exception("failed: %s", request.path)
        return errors.server_error(request)


def _page_before(request: HttpRequest) -> str:
    """The page whose button was pressed, else the address itself."""
    before = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if ours else request.path
