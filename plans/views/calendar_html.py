"""The pieces of the calendar as HTML, made once for each entry and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from plans.rules.month_grid import Month
from plans.rules.status import DueState
from plans.sockets import CalendarItem
from plans.views.calendar_rows import EVENT
from plans.views.cells import icon_html

STATE_WORDS: dict[str, str] = {
    DueState.FAR: "Chưa đến hạn",
    DueState.SOON: "Sắp đến hạn",
    DueState.LATE: "Quá hạn",
    DueState.MET: "Đã xong",
    DueState.MET_LATE: "Xong quá hạn",
}
_ICONS: dict[str, str] = {
    DueState.FAR: "circle",
    DueState.SOON: "clock-alert",
    DueState.LATE: "flag",
    DueState.MET: "circle-check",
    DueState.MET_LATE: "calendar-clock",
}
OUTSIDE, PLAIN = SafeString("<td></td>"), SafeString("<td>")
TODAY = SafeString('<td class="today" aria-current="date">')
_WORST = (DueState.LATE, DueState.SOON, DueState.FAR, DueState.MET_LATE, DueState.MET)


def state_words(item: CalendarItem, today: dt.date) -> str:
    """How an entry stands, in words; what is past and neither done nor late was reported and waits."""
    if item.state == DueState.FAR and item.ends_on < today:
        return "Đã báo, chờ xác nhận"
    return STATE_WORDS.get(item.state, "")


def entry_html(item: CalendarItem, today: dt.date) -> SafeString:
    """One entry of a day: icon, the state in words where it asks for something, the words themselves."""
    said = state_words(item, today)
    loud = item.state in (DueState.LATE, DueState.SOON)
    return format_html(
        '<a class="entry {}" href="{}">{}<span><b class="{}">{}</b> {}</span></a>',
        item.state or item.kind,
        item.url,
        icon_html("users" if item.kind == EVENT else _ICONS.get(item.state, "circle"), 14),
        "said" if loud else "visually-hidden",
        f"{said}:" if said else "",
        item.title,
    )


def day_mark(day: dt.date, month: Month, items: Sequence[CalendarItem], month_url: str, today: dt.date) -> SafeString:
    """A square of a small month: the day alone, or a link that says how much stands on it and how it stands."""
    if not month.first <= day <= month.last:
        return OUTSIDE
    open_tag = TODAY if day == today else PLAIN
    if not items:
        return format_html("{}{}</td>", open_tag, day.day)
    worst = next((state for state in _WORST if any(item.state == state for item in items)), None)
    late = sum(1 for item in items if item.state == DueState.LATE)
    said = f"{day:%d/%m/%Y}: {len(items)} việc" + (f", {late} quá hạn" if late else "")
    return format_html(
        '{}<a class="{}" href="{}#ngay-{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></a></td>',
        open_tag,
        worst.value if worst else EVENT,
        month_url,
        day.day,
        said,
        day.day,
        said,
    )
