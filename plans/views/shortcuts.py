"""Phím tắt: the card that tells them, and the switch that turns them off for oneself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from plans.http import OfficeRequest
from plans.rules.shortcuts import HERE, ROWS
from plans.services.account import switch_shortcuts


def shortcuts(request: OfficeRequest) -> HttpResponse:
    """The card as a page, or alone where a page asks for it; POST turns the shortcuts on or off."""
    if request.method == "POST":
        wanted = request.POST.get("bat") == "1"
        switch_shortcuts(user=request.user, on=wanted)
        messages.success(request, "Đã bật phím tắt." if wanted else "Đã tắt phím tắt. Bật lại ở trang này.")
        return redirect("plans:shortcuts")
    alone = bool(request.htmx)  # type: ignore[attr-defined] # HtmxMiddleware
    template = "plans/shortcut_card.html" if alone else "plans/shortcuts.html"
    answer = render(request, template, {"here_keys": HERE, "row_keys": ROWS})
    patch_vary_headers(answer, ("HX-Request",))
    return answer
