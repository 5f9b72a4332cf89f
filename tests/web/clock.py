"""The clock that the site reads, set to a moment in the office's time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    """From now on it is ``moment``, said in office time."""
    monkeypatch.setattr(timezone, "now", lambda: moment.replace(tzinfo=OFFICE_TIME).astimezone(dt.UTC))
