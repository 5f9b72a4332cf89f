"""What every request needs: the office, the year in view, the person's rights, and the address for the audit."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from plans.errors import NotAllowed
from plans.services.audit import client_address
from plans.views import errors

logger = logging.getLogger("plans.request")


class OfficeMiddleware:
    """Remembers the client's address and keeps every failure page Vietnamese, also while DEBUG is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = client_address.set(request.META.get("REMOTE_ADDR", ""))
        try:
            return self.get_response(request)
        finally:
            client_address.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404):
            return errors.not_found(request, exception)
        if isinstance(exception, NotAllowed):
            return errors.forbidden(request, exception)
        if isinstance(exception, PermissionDenied):
            return None
        logger.exception("failed: %s", request.path)
        return errors.server_error(request)
