"""The conditions of a saved filter in words: each list reads its own address, as it does when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from django.http import QueryDict

from plans.context import plan_in_view
from plans.forms.account import AccountFilter
from plans.forms.audit_filter import AuditFilter
from plans.forms.plan_filter import PlanFilter
from plans.forms.unit import UnitFilter
from plans.http import OfficeRequest
from plans.models.unit_index import UnitIndex
from plans.views import direction_rows, event, extension_rows, obstacle_rows, paper, person


def criteria(request: OfficeRequest, page: str, query: str) -> str:
    """What the list ``page`` says of the conditions ``query`` to the person who asks."""
    asked = copy(request)
    asked.GET = QueryDict(query)
    return _CRITERIA[page](asked)


def _plan(asked: OfficeRequest) -> str:
    index = UnitIndex.load()
    return PlanFilter.read(asked.GET, index).words(index)


def _obstacles(asked: OfficeRequest) -> str:
    plan = plan_in_view(asked)
    every = obstacle_rows.read_obstacles(plan) if plan else []
    return obstacle_rows.filter_for(asked.GET, every).criteria


_CRITERIA: dict[str, Callable[[OfficeRequest], str]] = {
    "ke-hoach": _plan,
    "gia-han": lambda asked: extension_rows.read_filter(asked, UnitIndex.load()).criteria,
    "chi-dao": lambda asked: direction_rows.read_filter(asked, UnitIndex.load()).criteria,
    "vuong-mac": _obstacles,
    "hoi-nghi": lambda asked: event.read_filter(asked, UnitIndex.load()).criteria,
    "so-van-ban": lambda asked: paper.narrowed(asked)[2],
    "don-vi": lambda asked: UnitFilter(asked.GET).criteria,
    "nhan-su": lambda asked: person.read_filter(asked).criteria,
    "tai-khoan": lambda asked: AccountFilter(asked.GET).criteria,
    "nhat-ky": lambda asked: "; ".join(AuditFilter(asked.GET).words()) or "không",
}
