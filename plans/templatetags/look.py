"""The look's small parts for templates; the HTML itself is made in ``plans.views.cells``."""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
from typing import Any

from django import template
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from plans.http import SUBMIT_KEY
from plans.models import Role, Unit
from plans.permissions import Rights
from plans.rules.filter_pages import SLUGS, conditions_of
from plans.rules.month_grid import WEEKDAY_NAMES
from plans.rules.shortcuts import PLACES, Place
from plans.rules.status import Due
from plans.sockets import MenuEntry
from plans.views import cells

register = template.Library()

LAST_OF_FIRST_PART = 20  # the order of "Tổng quan" in the menu
_NOTICES = {"success": "done", "info": "info", "debug": "info", "warning": "attend", "error": "attend"}
_NOTICE_ICONS = {"done": "circle-check", "info": "info", "attend": "circle-alert"}
# Order matters: Edge and Cốc Cốc also call themselves Chrome, Chrome also calls itself Safari
_BROWSERS = (
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    return cells.icon_html(str(name), size)


@register.simple_tag
def pill(modifier: str, word: str, icon_name: str = "") -> SafeString:
    """A state pill of any object: ``{% pill "await" "Chưa ghi số" %}``."""
    return cells.pill_html(modifier, word, icon_name)


@register.simple_tag
def state_pill(progress: str, conditional_waiting: bool = False) -> SafeString:
    return cells.state_html(progress, conditional_waiting)


@register.simple_tag
def plan_pill(state: str) -> SafeString:
    return cells.plan_pill_html(state)


@register.simple_tag
def due_line(
    due: Due, deadline: dt.date | None = None, reported_on: dt.date | None = None, waiting: bool = False
) -> SafeString:
    return cells.due_html(due, deadline, reported_on, waiting)


@register.simple_tag
def submit_key() -> SafeString:
    """The one-time key by which a service knows the second of two clicks."""
    return format_html('<input type="hidden" name="{}" value="{}">', SUBMIT_KEY, secrets.token_urlsafe(18))


@register.simple_tag
def sheet_button(print_url: str, query: str = "") -> SafeString:
    """ "Tải Excel" beside a list's print: the same rows, from the same address, with the same filter."""
    conditions = f"{query.lstrip('?')}&" if query.strip("?") else ""
    return format_html(
        '<a class="btn btn-outline-primary" href="{}?{}dang=xlsx">{}Tải Excel</a>',
        print_url,
        conditions,
        cells.icon_html("sheet", 16),
    )


@register.inclusion_tag("components/saved_filters.html", takes_context=True)
def saved_filters(context: dict[str, Any]) -> dict[str, str]:
    """ "Bộ lọc đã lưu" of the list that is shown; what it offers is read only when it is opened."""
    slug = SLUGS.get(context.get("here", ""))
    if slug is None:
        return {"url": ""}
    asked = {"danh-sach": slug, "loc": conditions_of(context["request"].GET.urlencode())}
    return {"url": f"{reverse('plans:filters')}?{urlencode(asked)}"}


@register.simple_tag
def crumb(url: str, text: str = "") -> SafeString:
    """One step of the breadcrumb; without an address (``{% crumb "" "Năm 2026" %}``) it is the page itself."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, text)
    return format_html('<li aria-current="page">{}</li>', text)


@register.simple_tag
def updated() -> SafeString:
    """The moment of a page's figures, which is now: every page reads them anew."""
    return format_html("<span>Cập nhật lúc {}</span>", f"{timezone.localtime():%H:%M %d/%m/%Y}")


@register.filter
def weekday(day: dt.date) -> str:
    return WEEKDAY_NAMES[day.weekday()]


@register.filter
def role_words(rights: Rights) -> str:
    """The first role a person holds, in the order of the roles; the top bar has room for one."""
    return (all_role_words(rights) or ["Chưa có vai trò"])[0]


@register.filter
def all_role_words(rights: Rights) -> list[str]:
    return [str(role.label) for role in Role if rights.holds(role)]


@register.filter
def browser_words(user_agent: str) -> str:
    """The browser and system of a login, as far as its own words tell."""
    browser = next((word for sign, word in _BROWSERS if sign in user_agent), "Trình duyệt khác")
    system = next((word for sign, word in _SYSTEMS if sign in user_agent), "")
    return f"{browser} trên {system}" if system else browser


@register.filter
def notice_kind(tags: str) -> str:
    """The notice class for the tags of a Django message."""
    return next((_NOTICES[tag] for tag in tags.split() if tag in _NOTICES), "info")


@register.filter
def notice_icon(tags: str) -> str:
    return _NOTICE_ICONS[notice_kind(tags)]


@register.filter
def error_count(errors: ErrorDict) -> int:
    """How many things are wrong in a form, which may be more than one in a field."""
    return sum(len(found) for found in errors.values())


@register.simple_tag
def standing_unit() -> str:
    """Whom to ask: the full name of the standing office; empty before the office is set up."""
    named = Unit.objects.filter(is_standing=True).values_list("name", flat=True).first()
    return named or ""


@register.simple_tag(takes_context=True)
def side_menu(context: dict[str, Any]) -> SafeString:
    """The left menu, made once; the page shows it twice (open at the side, folded in the top bar)."""
    here = context.get("here", "")
    rows = [_menu_row(entry, here) for entry in context.get("menu", ())]
    for before, row in itertools.pairwise(rows):
        row["line"] = _part(row["entry"]) != _part(before["entry"])
    return render_to_string("components/menu.html", {"rows": rows, **_calendar(context)})


def _part(entry: MenuEntry) -> int:
    """Which part of the menu: what waits for me and how we stand, the work, settings and help; lines stand between."""
    return 2 if entry.below_line else int(entry.order > LAST_OF_FIRST_PART)


def _menu_row(entry: MenuEntry, here: str) -> dict[str, Any]:
    current = next((child for child in entry.children if here in child.match), None)
    lit = current is not None or here in entry.match
    return {"entry": entry, "lit": lit, "current": current, "line": False}


def _calendar(context: dict[str, Any]) -> dict[str, Any]:
    return {key: context.get(key) for key in ("today", "week", "quarter_roman", "quarter_days_left")}


@register.simple_tag(takes_context=True)
def shortcut_places(context: dict[str, Any]) -> list[tuple[Place, str]]:
    """The pages that "g" and a letter open, with their addresses: those that stand in the person's menu."""
    entries = [one for entry in context.get("menu", ()) for one in (entry, *entry.children)]
    urls = {entry.match[0]: entry.url for entry in entries if entry.match}
    return [(place, urls[place.name]) for place in PLACES if place.name in urls]


@register.simple_tag(takes_context=True)
def bottom_entries(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Up to three entries of the menu for a phone's bottom bar, in the menu's order."""
    here = context.get("here", "")
    wanted = [entry for entry in context.get("menu", ()) if entry.icon in BOTTOM]
    return [{"entry": entry, "word": BOTTOM[entry.icon], "lit": _menu_row(entry, here)["lit"]} for entry in wanted[:3]]


# Entries that a phone's bottom bar keeps, with the short word that fits there
BOTTOM = {"list-checks": "Việc của tôi", "table-2": "Kế hoạch", "award": "Khen thưởng", "stamp": "Sổ văn bản"}
