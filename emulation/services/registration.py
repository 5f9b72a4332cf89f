"""Bản đăng ký: what a person or a unit puts down, before it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from django.db import transaction

from emulation.models import (
    Aim,
    AppliesTo,
    Commendation,
    Registration,
    RegistrationRound,
    RegistrationState,
    Target,
    Title,
)
from plans.errors import DomainError
from plans.models import Person, Unit, UnitKind, User
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.task_log import demand

WHO_WRITES = (
    "Mỗi người tự lập bản đăng ký của mình; đầu mối lập bản của đơn vị và của người trong đơn vị chưa có tài khoản. "
    "Anh, chị báo người ấy hoặc đầu mối đơn vị."
)
WHY_NOT_EDITED = {
    RegistrationState.SENT: "Bản đăng ký đã gửi, đang chờ trưởng đơn vị xác nhận. Thu hồi rồi mới sửa được.",
    RegistrationState.CONFIRMED: "Bản đăng ký đã gửi thường trực. Thu hồi rồi mới sửa được.",
    RegistrationState.RECEIVED: "Thường trực đã nhận bản đăng ký. Cần sửa thì đề nghị thường trực trả lại.",
}
E = TypeVar("E", Title, Commendation)
REGISTERING_KINDS = (UnitKind.DIVISION, UnitKind.SUBORDINATE)  # the units of the office that are judged as collectives


class NewAim(NamedTuple):
    """A title or a commendation to aim at; of a title also the initiative that is meant to carry it."""

    entry: Title | Commendation
    initiative: str = ""
    begun_on: dt.date | None = None


class NewTarget(NamedTuple):
    """A target; ``pk`` is that of the saved one which the words replace."""

    text: str
    planned: str = ""
    pk: int | None = None


@transaction.atomic
def start_registration(
    *,
    registration_round: RegistrationRound,
    actor: User,
    aims: Sequence[NewAim],
    targets: Sequence[NewTarget],
    today: dt.date,
    person: Person | None = None,
    unit: Unit | None = None,
    key: str = "",
) -> Registration:
    """Write the registration of ``person`` or of ``unit``, one in a round."""
    use_submit_key(actor, key)
    record = Registration(round=registration_round, person=person, unit=unit, made_by=actor)
    demand(actor, "emulation.register", record, WHO_WRITES)
    one_at_a_time()
    if Registration.objects.filter(round=registration_round, person=person, unit=unit).exists():
        raise DomainError(f"{unit or person} đã có bản đăng ký năm {registration_round.year}. Mở bản ấy ra sửa.")
    if unit and unit.kind not in REGISTERING_KINDS:
        raise DomainError(f"{unit} không phải phòng, đơn vị của cơ quan nên không đăng ký tập thể.")
    record.save()
    _keep(record, aims, targets, today)
    audit.record(actor=actor, act="registration.start", obj=record)
    return record


@transaction.atomic
def change_registration(
    *,
    registration: Registration,
    actor: User,
    aims: Sequence[NewAim],
    targets: Sequence[NewTarget],
    today: dt.date,
    seen: int,
    key: str = "",
) -> Registration:
    """Save it anew; results already written beside a target stay with it."""
    use_submit_key(actor, key)
    record = locked(registration)
    demand(actor, "emulation.register", record, WHO_WRITES)
    check_version(record, seen, {})
    if refusal := WHY_NOT_EDITED.get(RegistrationState(record.state)):
        raise DomainError(refusal)
    _keep(record, aims, targets, today)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="registration.change", obj=record)
    return record


def check_begun(days: Iterable[dt.date | None], today: dt.date) -> None:
    """Refuse a first day of an initiative that is still to come: it has not begun then."""
    if any(day and day > today for day in days):
        raise DomainError("Ngày bắt đầu sáng kiến ở sau hôm nay. Chưa bắt đầu thì để trống.")


def offered(model: type[E], *, collective: bool, chosen: Iterable[int | None] = ()) -> list[E]:
    """The entries of a catalogue that fit the subject and are in use, and those already chosen. One query."""
    fitting, kept = _fitting(collective=collective), set(chosen)
    entries = model._default_manager.order_by("order", "name")
    return [one for one in entries if one.pk in kept or (one.in_use and one.applies_to in fitting)]


def _fitting(*, collective: bool) -> set[AppliesTo]:
    return {AppliesTo.COLLECTIVE if collective else AppliesTo.INDIVIDUAL, AppliesTo.BOTH}


def _keep(record: Registration, aims: Sequence[NewAim], targets: Sequence[NewTarget], today: dt.date) -> None:
    check_begun((aim.begun_on for aim in aims), today)
    _keep_aims(record, aims)
    _keep_targets(record, targets)


def _keep_aims(record: Registration, aims: Sequence[NewAim]) -> None:
    """Make the aims as given; one that stays keeps its key, and with it the reason of its gap."""
    saved = {(aim.title_id, aim.commendation_id): aim for aim in record.aims.all()}
    fitting = _fitting(collective=record.unit_id is not None)
    named: set[tuple[int | None, int | None]] = set()
    for given in aims:
        title = given.entry if isinstance(given.entry, Title) else None
        commendation = given.entry if isinstance(given.entry, Commendation) else None
        place = (title.pk if title else None, commendation.pk if commendation else None)
        if place in named:
            raise DomainError(f"“{given.entry}” có ở hai dòng. Bỏ bớt một dòng.")
        named.add(place)
        aim = saved.get(place)
        if aim is None:
            _check_fits(given.entry, record, fitting)
            aim = Aim(registration=record, title=title, commendation=commendation)
        aim.initiative, aim.initiative_begun_on = given.initiative, given.begun_on
        aim.save()
    for place, aim in saved.items():
        if place not in named:
            aim.delete()


def _check_fits(entry: Title | Commendation, record: Registration, fitting: set[AppliesTo]) -> None:
    if entry.applies_to not in fitting:
        whom = "tập thể" if record.unit_id else "cá nhân"
        raise DomainError(f"“{entry}” không dành cho {whom}. Chọn mục khác.")
    if not entry.in_use:
        raise DomainError(f"“{entry}” đã thôi dùng trong danh mục. Chọn mục khác.")


def _keep_targets(record: Registration, targets: Sequence[NewTarget]) -> None:
    saved = {target.pk: target for target in record.targets.all()}
    for order, given in enumerate(targets, start=1):
        target = saved.pop(given.pk, None) if given.pk else None
        target = target or Target(registration=record)
        target.order, target.text, target.planned = order, given.text, given.planned
        target.save()
    for gone in saved.values():
        gone.delete()
