"""Addresses of reminding: the calendar and its private feeds, what one is told of, urging."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import calendar, feed, reminding, urge

urlpatterns: list[URLPattern] = [
    path("nhac-viec/", reminding.reminders, name="reminders"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/rieng/", reminding.feeds, name="feeds"),
    path("lich/rieng/<int:pk>/thu-hoi/", reminding.feed_revoke, name="feed_revoke"),
    path("lich/<int:year>/", calendar.calendar_year, name="calendar_year"),
    path("lich/<int:year>/in/", calendar.calendar_year_print, name="calendar_year_print"),
    path("lich/<int:year>/dai-thoi-gian/", calendar.timeline, name="timeline"),
    path("lich/<int:year>/<int:month>/", calendar.calendar_month, name="calendar_month"),
    path("lich/<int:year>/<int:month>/in/", calendar.calendar_month_print, name="calendar_month_print"),
    path("lich-rieng/<str:key>.ics", feed.feed, name="feed"),
    path("don-doc/", urge.urge, name="urge"),
    path("don-doc/in/", urge.urge_print, name="urge_print"),
    path("don-doc/<int:pk>/", urge.urge_unit, name="urge_unit"),
    path("don-doc/<int:pk>/gui/", urge.urge_send, name="urge_send"),
    path("don-doc/<int:pk>/in/", urge.urge_unit_print, name="urge_unit_print"),
]
