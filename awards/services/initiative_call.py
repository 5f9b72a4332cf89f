"""Đợt nhận sáng kiến, and the score sheets they are scored by."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse

from awards.models import (
    InitiativeCall,
    InitiativeCriterion,
    InitiativePoint,
    InitiativeScore,
    InitiativeSheet,
    ScoreState,
)
from emulation.rules.scoring import show_points
from emulation.services.round import initiative_task
from plans.errors import DomainError
from plans.models import Plan, User
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import demand

WHO_OPENS = "Thường trực TĐKT mở đợt nhận sáng kiến và giữ bảng chấm. Cần đổi hạn, đổi bảng thì báo thường trực."
CALL_FIELDS = ("year", "name", "opens_on", "closes_on", "scored_by", "sheet", "task", "guidance")
SHEET_FIELDS = ("name", "pass_mark", "spread_flag", "source", "in_use")
IN_FORCE = (
    "Đã có phiếu nộp theo bảng chấm này nên không sửa được: điểm đã cho sẽ không còn đúng nghĩa. "
    "Chép thành bảng mới rồi sửa bản chép, dùng cho đợt sau."
)
_SEED = Path(__file__).resolve().parent.parent / "seed" / "initiative-sheet.toml"


class NewCriterion(NamedTuple):
    """A criterion as typed; ``pk`` is that of the saved one it replaces. Points in hundredths."""

    name: str
    most: int
    least: int = 0
    guide: str = ""
    pk: int | None = None


@transaction.atomic
def save_call(
    *, call: InitiativeCall | None, actor: User, values: Mapping[str, Any], seen: int = 0, key: str = ""
) -> InitiativeCall:
    """Open a call (None) and tell everybody, or change one; changed days are told too."""
    use_submit_key(actor, key)
    demand(actor, "awards.open_call", None, WHO_OPENS)
    before: tuple[dt.date, dt.date] | None = None
    if call is None:
        record = InitiativeCall(opened_by=actor)
    else:
        record = locked(call)
        check_version(record, seen, dict(values))
        if record.sheet_id != values["sheet"].pk and is_scored(record.sheet_id, call=record):
            raise DomainError("Đợt này đã có phiếu nộp theo bảng chấm đang dùng nên không đổi bảng được.")
        before = (record.opens_on, record.closes_on)
        record.version += 1
    for name in CALL_FIELDS:
        setattr(record, name, values[name])
    if record.closes_on < record.opens_on:
        raise DomainError("Ngày đóng ở trước ngày mở. Sửa một trong hai.")
    if record.scored_by and record.scored_by < record.closes_on:
        raise DomainError("Hạn chấm xong ở trước ngày đóng nhận. Sửa một trong hai.")
    record.save()
    audit.record(actor=actor, act="call.open" if call is None else "call.change", obj=record, note=days_of(record))
    if before != (record.opens_on, record.closes_on):
        users = User.objects.filter(is_active=True, person__isnull=False).exclude(pk=actor.pk)
        words = f"{'Mở' if call is None else 'Đổi hạn'} {record.name}: {days_of(record)}."
        notify(users, key=f"call:{record.pk}:{record.version}", text=words, url=reverse("awards:initiative_list"))
    return record


def days_of(record: InitiativeCall) -> str:
    """The days of a call in words."""
    due = f"; chấm xong trước ngày {record.scored_by:%d/%m/%Y}" if record.scored_by else ""
    return f"nhận từ {record.opens_on:%d/%m/%Y} đến hết {record.closes_on:%d/%m/%Y}{due}"


def proposed_call(plan: Plan | None, year: int, today: dt.date) -> dict[str, Any]:
    """First values of a call: the plan's task on initiatives and its deadline, the sheet in use."""
    task = initiative_task(plan)
    sheet = InitiativeSheet.objects.filter(in_use=True).first()
    return {
        "year": year,
        "name": f"Đợt nhận sáng kiến năm {year}",
        "opens_on": today,
        "closes_on": task.deadline if task and task.deadline and task.deadline >= today else None,
        "task": task.pk if task else None,
        "sheet": sheet.pk if sheet else None,
    }


def is_scored(sheet: int, call: InitiativeCall | None = None) -> bool:
    """Whether somebody has handed in points by a sheet, in one call or in any. One query."""
    rows = InitiativeScore.objects.filter(initiative__call__sheet=sheet, state=ScoreState.SUBMITTED)
    return (rows.filter(initiative__call=call) if call else rows).exists()


@transaction.atomic
def save_sheet(
    *,
    sheet: InitiativeSheet | None,
    actor: User,
    values: Mapping[str, Any],
    criteria: Sequence[NewCriterion],
    seen: int = 0,
    key: str = "",
) -> InitiativeSheet:
    """Make a score sheet (None) or change one by which nobody has handed in points yet."""
    use_submit_key(actor, key)
    demand(actor, "awards.open_call", None, WHO_OPENS)
    one_at_a_time()
    if sheet is None:
        record = InitiativeSheet()
    else:
        record = locked(sheet)
        check_version(record, seen, dict(values))
        if is_scored(record.pk):
            raise DomainError(IN_FORCE)
        record.version += 1
    for name in SHEET_FIELDS:
        setattr(record, name, values[name])
    _check_criteria(record, criteria)
    record.save()
    _keep_criteria(record, criteria)
    audit.record(actor=actor, act="initiative_sheet.create" if sheet is None else "initiative_sheet.change", obj=record)
    return record


@transaction.atomic
def copy_sheet(*, sheet: InitiativeSheet, actor: User, key: str = "") -> InitiativeSheet:
    """The same sheet once more, to be changed."""
    values = {name: getattr(sheet, name) for name in SHEET_FIELDS}
    values["name"] = f"{sheet.name} (bản chép)"[:200]
    criteria = [NewCriterion(one.name, one.most, one.least, one.guide) for one in sheet.criteria.all()]
    return save_sheet(sheet=None, actor=actor, values=values, criteria=criteria, key=key)


def load_default_sheet() -> None:
    """The sheet of the seed, where there is none yet: a placeholder until the office has its own."""
    if InitiativeSheet.objects.exists():
        return
    seed = tomllib.loads(_SEED.read_text(encoding="utf-8"))
    criteria = seed.pop("criterion")
    sheet = InitiativeSheet.objects.create(**seed)
    InitiativeCriterion.objects.bulk_create(
        InitiativeCriterion(sheet=sheet, order=order, **one) for order, one in enumerate(criteria, start=1)
    )


def _check_criteria(record: InitiativeSheet, criteria: Sequence[NewCriterion]) -> None:
    if not criteria:
        raise DomainError("Bảng chấm cần ít nhất một tiêu chí.")
    if any(one.most <= 0 for one in criteria):
        raise DomainError("Điểm tối đa của mỗi tiêu chí lớn hơn 0.")
    for one in criteria:
        if one.least > one.most:
            raise DomainError(f"“{one.name}”: điểm tối thiểu lớn hơn điểm tối đa.")
    whole = sum(one.most for one in criteria)
    if record.pass_mark > whole:
        raise DomainError(f"Điểm đạt lớn hơn tổng điểm tối đa {show_points(whole)} của bảng. Sửa một trong hai.")


def _keep_criteria(record: InitiativeSheet, criteria: Sequence[NewCriterion]) -> None:
    """Criteria as given; points that somebody put down but did not hand in go with a criterion that is taken away."""
    saved = {one.pk: one for one in record.criteria.all()}
    codes = {one.code for one in saved.values()}
    for order, given in enumerate(criteria, start=1):
        one = saved.pop(given.pk, None) if given.pk else None
        if one is None:
            code = next(f"tc{n}" for n in range(1, 1000) if f"tc{n}" not in codes)
            codes.add(code)
            one = InitiativeCriterion(sheet=record, code=code)
        one.order, one.name, one.guide, one.most, one.least = order, given.name, given.guide, given.most, given.least
        one.save()
    InitiativePoint.objects.filter(criterion__in=saved).delete()
    for one in saved.values():
        one.delete()
