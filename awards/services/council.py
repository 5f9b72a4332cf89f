"""Councils kept by the standing office: the founding decision, who sits in them, the rules they work by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from awards.models import Attendance, Council, CouncilSeat, Meeting, MeetingState, RuleKind, SeatRole, WorkingRule
from plans.errors import DomainError
from plans.models import Confidence, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.evidence import NewFile, keep_upload
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_KEEPS = "Thường trực TĐKT ghi hội đồng, thành viên và quy chế làm việc. Thấy sai thì anh, chị báo thường trực."
COUNCIL_FIELDS = (
    *("kind", "name", "unit", "symbol", "number", "founded_on", "founded_by"),
    *("term_from", "term_to"),
)
SEAT_FIELDS = ("person", "role", "order", "from_on", "to_on", "stands_in_for")
RULE_FIELDS = (
    *("kind", "title", "commendation", "for_awards", "numerator", "denominator", "is_more_than", "base"),
    *("holds", "source", "confidence"),
)
UNDER_WAY = (MeetingState.ROLL, MeetingState.VOTING, MeetingState.COUNTING)
WAIT = "Phiên họp {} đang diễn ra. Chốt kết quả hoặc hoãn phiên đó rồi sửa {}."


@transaction.atomic
def save_council(
    *,
    actor: User,
    council: Council | None,
    values: Mapping[str, Any],
    file: NewFile | None = None,
    seen: int = 0,
    key: str = "",
) -> Council:
    """Enter a council (None) or correct one. Two of one kind never have terms that meet.

    ``file`` is the signed founding decision; one that was there before stays in the history.
    """
    record = _opened(actor, council, values, seen, key) or Council()
    for name in COUNCIL_FIELDS:
        if name in values:
            setattr(record, name, values[name])
    if record.term_to and record.term_to < record.term_from:
        raise DomainError("Nhiệm kỳ kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.")
    if other := _same_time(record):
        raise DomainError(
            f"“{other}” còn nhiệm kỳ từ {short_date(other.term_from)}. Ghi ngày hết nhiệm kỳ của hội đồng đó trước."
        )
    if file is not None:
        record.file = keep_upload(file, actor)
    record.save()
    note = f"quyết định đã ký: {record.file.name}" if file is not None and record.file else ""
    audit.record(actor=actor, act="council.enter" if council is None else "council.change", obj=record, note=note)
    return record


@transaction.atomic
def save_seat(
    *,
    actor: User,
    council: Council,
    seat: CouncilSeat | None,
    values: Mapping[str, Any],
    seen: int = 0,
    key: str = "",
) -> CouncilSeat:
    """Seat a member or a substitute (None), or correct a seat; never while a meeting of the council is under way."""
    record = _opened(actor, seat, values, seen, key) or CouncilSeat(council=locked(council))
    _demand_quiet(record.council, "thành viên")
    for name in SEAT_FIELDS:
        if name in values:
            setattr(record, name, values[name])
    _check_seat(record)
    record.save()
    audit.record(
        actor=actor, act="council.seat" if seat is None else "council.seat_change", obj=record.council, note=str(record)
    )
    return record


@transaction.atomic
def save_working_rule(
    *,
    actor: User,
    council: Council,
    rule: WorkingRule | None,
    values: Mapping[str, Any],
    seen: int = 0,
    key: str = "",
) -> WorkingRule:
    """Write down a working rule (None) or correct one, with where it is written and how sure that is."""
    record = _opened(actor, rule, values, seen, key) or WorkingRule(council=locked(council))
    _demand_quiet(record.council, "quy chế")
    for name in RULE_FIELDS:
        if name in values:
            setattr(record, name, values[name])
    _check_rule(record)
    record.save()
    act = "council.rule" if rule is None else "council.rule_change"
    audit.record(actor=actor, act=act, obj=record.council, note=str(record), detail={"source": record.source})
    return record


@transaction.atomic
def remove_working_rule(*, actor: User, rule: WorkingRule, seen: int = 0, key: str = "") -> None:
    """Bỏ a working rule: what the law or the reference says holds again. Its history stays."""
    record = _opened(actor, rule, {}, seen, key)
    if record is None:
        return
    _demand_quiet(record.council, "quy chế")
    audit.record(actor=actor, act="council.rule_remove", obj=record.council, note=str(record))
    record.delete()


def _opened(actor: User, record: Any, typed: Mapping[str, Any], seen: int, key: str) -> Any:
    """The record locked as the person saw it; None for a new one."""
    use_submit_key(actor, key)
    demand(actor, "awards.keep_council", None, WHO_KEEPS)
    if record is None:
        return None
    found = locked(record)
    check_version(found, seen, dict(typed))
    found.version += 1
    return found


def _demand_quiet(council: Council, what: str) -> None:
    """Members and rules stand still from roll call to sealing: what is counted must be what was announced."""
    running = Meeting.objects.filter(council=council, state__in=UNDER_WAY, removed_at=None).first()
    if running:
        raise DomainError(WAIT.format(f"“{running}”", what))


def _same_time(council: Council) -> Council | None:
    rows = Council.objects.filter(kind=council.kind).exclude(pk=council.pk or 0)
    rows = rows.filter(Q(term_to=None) | Q(term_to__gte=council.term_from))
    if council.term_to:
        rows = rows.filter(term_from__lte=council.term_to)
    return rows.first()


def _check_seat(seat: CouncilSeat) -> None:
    if seat.to_on and seat.to_on < seat.from_on:
        raise DomainError("Ngày thôi ở trước ngày vào hội đồng. Sửa một trong hai ngày.")
    others = CouncilSeat.objects.filter(council=seat.council).exclude(pk=seat.pk or 0)
    same = _meeting(others.filter(person=seat.person), seat.from_on, seat.to_on)
    if same.exists():
        raise DomainError(f"{seat.person} đã ở trong hội đồng trong thời gian này. Sửa dòng đang có.")
    if seat.role == SeatRole.CHAIR and seat.stands_in_for is None:
        chairs = others.filter(role=SeatRole.CHAIR, stands_in_for=None)
        if chair := _meeting(chairs, seat.from_on, seat.to_on).select_related("person").first():
            raise DomainError(f"Hội đồng đang có Chủ tịch là {chair.person}. Ghi ngày thôi của người đó trước.")
    if seat.to_on and (held := _last_held(seat)) and seat.to_on < held:
        raise DomainError(
            f"{seat.person} đã được điểm danh ở phiên họp ngày {short_date(held)}. Ngày thôi phải từ ngày đó trở đi."
        )
    replaced = seat.stands_in_for
    if replaced is None:
        return
    if replaced.council_id != seat.council_id or replaced.stands_in_for_id is not None or replaced.pk == seat.pk:
        raise DomainError("Người dự thay chỉ thay cho một thành viên chính thức của hội đồng này.")


def _last_held(seat: CouncilSeat) -> dt.date | None:
    """The last day on which a seat was called in a meeting that was held."""
    called = Attendance.objects.filter(Q(seat=seat) | Q(came=seat), meeting__removed_at=None)
    held = called.exclude(meeting__state=MeetingState.ADJOURNED).aggregate(last=Max("meeting__held_on"))
    found: dt.date | None = held["last"]
    return found


def _meeting(seats: Any, first: dt.date, last: dt.date | None) -> Any:
    """Those of ``seats`` whose time meets from ``first`` to ``last``."""
    rows = seats.filter(Q(to_on=None) | Q(to_on__gte=first))
    return rows.filter(from_on__lte=last) if last else rows


def _check_rule(rule: WorkingRule) -> None:
    if not rule.source.strip():
        raise DomainError("Ghi căn cứ: quy chế làm việc nào, điều nào, ai ký, ngày nào.")
    if rule.kind in (RuleKind.WRITTEN, RuleKind.NOMINEE):
        rule.numerator = rule.denominator = rule.title = rule.commendation = None
        if rule.holds is None:
            raise DomainError("Chọn có hay không.")
    else:
        rule.holds = None
        top, bottom = rule.numerator or 0, rule.denominator or 0
        if not 0 < top <= bottom:
            raise DomainError("Tỷ lệ là một phân số lớn hơn 0, không quá 1; ví dụ 4/5.")
        if rule.is_more_than and top == bottom:
            raise DomainError("Không thể quá toàn bộ. Bỏ chọn “phải quá tỷ lệ này”.")
    if rule.kind != RuleKind.QUORUM:
        rule.for_awards = False
    same = WorkingRule.objects.filter(
        council=rule.council,
        kind=rule.kind,
        title=rule.title,
        commendation=rule.commendation,
        for_awards=rule.for_awards,
    )
    if same.exclude(pk=rule.pk or 0).exists():
        raise DomainError("Nội dung này đã có trong quy chế. Sửa dòng đang có.")
    if rule.confidence not in Confidence.values:
        raise DomainError("Chọn mức tin cậy của căn cứ.")
