"""Bàn giao: roles and open pieces of work pass from one person to another, all in one act or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from plans.errors import DomainError, NotAllowed
from plans.models import CalendarFeed, PartStep, Person, PlanState, Role, RoleHolding, Unit, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.account import save_account
from plans.services.feed import revoke_feed
from plans.services.locking import locked, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import short

WHO_MOVES = "Quản trị và thường trực TĐKT chuyển việc khi bàn giao. Anh, chị in biên bản rồi báo quản trị."
WHO_MOVES_ROLES = "Chỉ quản trị chuyển vai trò và thu hồi lịch riêng của người khác. Anh, chị báo quản trị."
NO_ACCOUNT = "{name} chưa có tài khoản nên chưa nhận vai trò được. Quản trị lập tài khoản trước, hoặc bỏ chọn vai trò."
OTHER_UNIT = "{name} không thuộc {unit} nên không nhận việc “{step}” được. Đầu mối đơn vị giao việc đó cho người khác."
CHANGED = "Việc “{step}” vừa được làm xong hoặc giao cho người khác. Mở lại trang này để xem việc còn lại."


@dataclass(frozen=True)
class Movable:
    """What of the giver's can pass to the taker, and what has to stay, in words."""

    roles: Sequence[tuple[int, str]]
    steps: Sequence[tuple[PartStep, str]]
    feeds: int
    kept: Sequence[tuple[str, str]]
    giver_version: int
    taker_version: int


def movable(*, actor: User, giver: Person, taker: Person) -> Movable:
    """What ``actor`` can let pass from ``giver`` to ``taker`` now."""
    accounts = {user.person_id: user for user in User.objects.filter(person__in=(giver, taker))}
    own, other = accounts.get(giver.pk), accounts.get(taker.pk)
    manages = actor.has_perm("plans.manage_accounts")
    roles, kept = [], []
    for holding in _holdings(own):
        why = _why_kept(other, taker, manages=manages)
        if why:
            kept.append((str(holding), why))
        else:
            roles.append((holding.pk, str(holding)))
    steps = []
    for step in _steps(giver):
        if step.part.unit_id == taker.unit_id:
            steps.append((step, step_words(step)))
        else:
            kept.append((step_words(step), f"{taker.full_name} không thuộc {step.part.unit.label}; đầu mối giao lại"))
    return Movable(
        roles=roles,
        steps=steps,
        feeds=CalendarFeed.objects.filter(user=own, revoked_at__isnull=True).count() if own and manages else 0,
        kept=kept,
        giver_version=own.version if own else 0,
        taker_version=other.version if other else 0,
    )


def step_words(step: PartStep) -> str:
    """A piece of work on one line."""
    due = f", hạn {short_date(step.due)}" if step.due else ""
    return f"Nhiệm vụ {step.part.task.no}: {short(step.text)}{due}"


@transaction.atomic
def hand_over(
    *,
    actor: User,
    giver: Person,
    taker: Person,
    roles: Sequence[int],
    steps: Sequence[int],
    end_feeds: bool,
    seen: tuple[int, int],
    now: dt.datetime,
    key: str = "",
) -> None:
    """Let the chosen roles (keys of holdings) and pieces of work pass, and end the giver's calendar feeds.

    ``seen`` are the versions of both accounts as they were shown. The accounts change by the service of their own
    screen, so a handover can do nothing that this screen would refuse.
    """
    use_submit_key(actor, key)
    if not actor.has_perm("plans.move_steps"):
        raise NotAllowed(WHO_MOVES)
    if (roles or end_feeds) and not actor.has_perm("plans.manage_accounts"):
        raise NotAllowed(WHO_MOVES_ROLES)
    giver, taker = locked(giver), locked(taker)
    if giver.pk == taker.pk:
        raise DomainError("Người nhận phải khác người bàn giao.")
    if not taker.is_active:
        raise DomainError(f"{taker.full_name} đã thôi công tác nên không nhận việc được. Chọn người khác.")
    passed = _pass_roles(actor, giver, taker, roles, seen) if roles else []
    given = _pass_steps(giver, taker, steps)
    ended = _end_feeds(actor, giver, now) if end_feeds else 0
    audit.record(
        actor=actor,
        act="handover.move",
        obj=giver,
        note=f"Cho {taker.full_name}",
        detail={"taker": taker.pk, "roles": passed, "steps": [step.pk for step in given], "feeds": ended},
    )
    what = [f"{len(passed)} vai trò"] if passed else []
    what += [f"{len(given)} việc cụ thể"] if given else []
    if what:
        notify(
            User.objects.filter(person=taker),
            key=f"handover:{giver.pk}:{now.isoformat()}",
            text=f"Anh, chị nhận bàn giao từ {giver.full_name}: {', '.join(what)}.",
            url=reverse("plans:home"),
        )


def _holdings(user: User | None) -> Iterable[RoleHolding]:
    """The roles that can pass; everybody keeps his own reading."""
    if user is None:
        return []
    return user.holdings.exclude(role=Role.MEMBER).select_related("unit").order_by("role", "unit__order")


def _steps(giver: Person) -> Iterable[PartStep]:
    steps = PartStep.objects.filter(
        person=giver,
        done_on__isnull=True,
        part__dropped=False,
        part__task__dropped=False,
        part__task__plan__state=PlanState.ISSUED,
    )
    return steps.select_related("part__task", "part__unit").order_by("due", "pk")


def _why_kept(taker_account: User | None, taker: Person, *, manages: bool) -> str:
    if not manages:
        return "quản trị chuyển vai trò"
    if taker_account is None:
        return f"{taker.full_name} chưa có tài khoản"
    return "" if taker_account.is_active else f"tài khoản của {taker.full_name} đã ngừng dùng"


def _pass_roles(actor: User, giver: Person, taker: Person, chosen: Sequence[int], seen: tuple[int, int]) -> list[str]:
    """First the taker gets them, then the giver is without: an office is never without its last administrator."""
    own, other = User.objects.filter(person=giver).first(), User.objects.filter(person=taker).first()
    if other is None or not other.is_active:
        raise DomainError(NO_ACCOUNT.format(name=taker.full_name))
    held = list(own.holdings.select_related("unit")) if own else []
    passing = [holding for holding in held if holding.pk in chosen]
    if own is None or len(passing) != len(set(chosen)):
        raise DomainError("Vai trò của người bàn giao vừa thay đổi. Mở lại trang này để xem vai trò hiện nay.")
    staying = [holding for holding in held if holding not in passing]
    words = sorted(str(holding) for holding in passing)
    _save(actor, other, taker, [*other.holdings.select_related("unit"), *passing], seen[1])
    _save(actor, own, giver, staying, seen[0])
    return words


def _save(actor: User, user: User, person: Person, holdings: Iterable[RoleHolding], seen: int) -> None:
    roles = {str(holding.role) for holding in holdings} or {Role.MEMBER.value}
    units: dict[int, Unit] = {holding.unit.pk: holding.unit for holding in holdings if holding.unit}
    save_account(actor=actor, user=user, person=person, roles=sorted(roles), contact_units=units.values(), seen=seen)


def _pass_steps(giver: Person, taker: Person, chosen: Sequence[int]) -> list[PartStep]:
    found = list(PartStep.objects.select_for_update().filter(pk__in=chosen).select_related("part__unit"))
    for step in found:
        if step.person_id != giver.pk or step.done_on:
            raise DomainError(CHANGED.format(step=short(step.text)))
        if step.part.unit_id != taker.unit_id:
            raise DomainError(OTHER_UNIT.format(name=taker.full_name, unit=step.part.unit, step=short(step.text)))
        step.person = taker
        step.version += 1
        step.save()
    if len(found) != len(set(chosen)):
        raise DomainError("Có việc vừa được người khác bỏ. Mở lại trang này để xem việc còn lại.")
    for part in {step.part for step in found}:  # who has the split open must see that it has changed
        part.version += 1
        part.save()
    return found


def _end_feeds(actor: User, giver: Person, now: dt.datetime) -> int:
    feeds = list(CalendarFeed.objects.filter(user__person=giver, revoked_at__isnull=True))
    for feed in feeds:
        revoke_feed(actor=actor, feed=feed, now=now)
    return len(feeds)
