"""The feed itself: read by calendar programs, without a login, by whoever knows the secret address."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from plans.models import IN_FORCE, CalendarFeed, Office, Plan
from plans.rules.ics import IcsEvent, calendar_text
from plans.services.feed import feed_of, mark_used
from plans.views.calendar_rows import KIND_WORDS, items_of

MAKER = "TDKT//Lich thi dua khen thuong"
UID_DOMAIN = "thi-dua-khen-thuong"  # not the host: an office that moves keeps its entries


@require_safe
@login_not_required
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The person's calendar as he may see it now; nothing at all once revoked or the account is closed."""
    found = feed_of(key)
    if found is None:
        raise Http404
    events = _events(found, request.build_absolute_uri("/").rstrip("/"))
    office = Office.objects.values_list("name", flat=True).first() or ""
    body = calendar_text(
        name=f"Lịch TĐKT · {office}",  # no comma: some programs show it escaped
        maker=MAKER,
        events=events,
    )
    content = hashlib.sha256(body).hexdigest()
    changed = int(mark_used(found, content=content, now=timezone.now()).timestamp())
    etag = f'"{content[:32]}"'
    response = get_conditional_response(
        request, etag=etag, last_modified=changed, response=_answer(body, etag, changed)
    )
    assert response is not None  # noqa: S101 (it was given one)
    return response


def _events(found: CalendarFeed, site: str) -> list[IcsEvent]:
    """Of every plan in force that the person may see: last year's, for what is still under way, and later."""
    since = timezone.localdate().year - 1
    plans = Plan.objects.visible_to(found.user).filter(state__in=IN_FORCE, year__gte=since).only("year", "state")
    return [
        IcsEvent(
            uid=f"{item.uid}@{UID_DOMAIN}",
            starts_on=item.starts_on,
            ends_on=item.ends_on,
            title=item.title,
            detail=f"{item.detail}\n{site}{item.url}".strip(),
            url=f"{site}{item.url}",
            category=KIND_WORDS.get(item.kind, "Thi đua, khen thưởng"),
            changed_at=item.changed_at or found.created_at,
            sequence=item.version,
            alarm_days=item.alarm_days,
        )
        for item in items_of(found.user, plans, mine=found.own_units)
    ]


def _answer(body: bytes, etag: str, changed: int) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="lich-thi-dua-khen-thuong.ics"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(changed)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
