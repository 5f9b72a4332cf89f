"""What a person chooses to be told of: the morning digest, and private calendars."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.context import office_in_view
from plans.errors import EditConflict
from plans.forms.reminding import OWN, DigestForm, FeedForm
from plans.http import OfficeRequest, submit_key
from plans.models import CalendarFeed
from plans.rules.reminding import DIGEST_GROUPS
from plans.services.digest import choose_digest
from plans.services.feed import MOST_FEEDS, make_feed, revoke_feed
from plans.views.acting import act_by_button, act_on
from plans.views.conflict import render_conflict


def reminders(request: OfficeRequest) -> HttpResponse:
    """Nhắc việc: how reminding works, and what I want of it."""
    user = request.user
    seen = {
        "version": user.version,
        "by_mail": user.digest_by_mail,
        "groups": [key for key in DIGEST_GROUPS if key not in user.digest_without],
    }
    if request.method == "POST":
        form = DigestForm(request.POST, user=user)
        try:
            if form.is_valid() and act_on(form, lambda: _choose(request, form)):
                messages.success(request, "Đã lưu. Áp dụng từ tin nhắc buổi sáng tiếp theo.")
                return redirect("plans:reminders")
        except EditConflict as conflict:
            back = reverse("plans:reminders")
            theirs = {name: seen[name] for name in ("by_mail", "groups")}
            return render_conflict(
                request, title="Nhắc việc của tôi", form=form, conflict=conflict, back_url=back, theirs=theirs
            )
    else:
        form = DigestForm(initial=seen, user=user)
    return render(request, "plans/reminders.html", {"form": form, "office": office_in_view(request)})


def feeds(request: OfficeRequest) -> HttpResponse:
    """Lịch riêng: the person's own feeds; the address of a new one is shown on this answer alone."""
    form, address = FeedForm(), ""
    if request.method == "POST":
        form = FeedForm(request.POST)
        made: list[str] = []
        if form.is_valid() and act_on(form, lambda: made.append(_make(request, form))):
            form, address = FeedForm(), made[0]
    mine = list(CalendarFeed.objects.filter(user=request.user))
    live = sum(1 for feed in mine if feed.revoked_at is None)
    context = {"form": form, "feeds": mine, "address": address, "is_full": live >= MOST_FEEDS, "most": MOST_FEEDS}
    response = render(request, "plans/feed_list.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def feed_revoke(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thu hồi lịch riêng."""
    feed = get_object_or_404(CalendarFeed, pk=pk, user=request.user)
    key = submit_key(request)
    act_by_button(
        request,
        lambda: revoke_feed(actor=request.user, feed=feed, now=timezone.now(), key=key),
        done=f"Đã thu hồi lịch “{feed}”. Địa chỉ của lịch không mở được nữa.",
    )
    return redirect("plans:feeds")


def _choose(request: OfficeRequest, form: DigestForm) -> None:
    data = form.cleaned_data
    choose_digest(
        user=request.user,
        by_mail=data["by_mail"],
        groups=data["groups"],
        seen=data["version"],
        key=submit_key(request),
    )


def _make(request: OfficeRequest, form: FeedForm) -> str:
    data = form.cleaned_data
    _, secret = make_feed(
        user=request.user, label=data["label"], own_units=data["own_units"] == OWN, key=submit_key(request)
    )
    return request.build_absolute_uri(reverse("plans:feed", args=[secret]))
