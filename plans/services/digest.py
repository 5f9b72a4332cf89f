"""The morning digest: one notice and, for who wants it, one letter a day, on working days from seven o'clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import Notice, Office, ReminderRound, User
from plans.rules.reminding import DIGEST_GROUPS, DigestLine, digest_body, digest_subject, digest_summary, in_groups
from plans.services.locking import check_version, use_submit_key
from plans.services.outbox import Letter, queue_letters
from plans.services.reminders import BATCH, claim_round
from plans.services.special_days import special_days

FROM_HOUR = 7
# Everybody's work of a day, read in bulk by the pages that show it
WorkOfAll = Callable[[dt.date], Iterable[tuple[User, list[DigestLine]]]]


def is_due(now: dt.datetime) -> bool:
    """Whether the digest of the day is still to go out: a working day, past seven, not sent yet."""
    local = timezone.localtime(now)
    day = local.date()
    if local.hour < FROM_HOUR or _sent(day):
        return False
    return special_days().is_working(day)


def send_digests(*, now: dt.datetime, work: WorkOfAll) -> int:
    """Tell everybody what waits this morning; gives how many people were told. A second call of the day does nothing.

    Notices and letters are made in one transaction with the row that says so; the letters go out with the outbox, so a
    mail server that is down delays them and loses none.
    """
    if not is_due(now):
        return 0
    day = timezone.localdate(now)
    office = Office.objects.values_list("name", flat=True).first() or ""
    with transaction.atomic():
        made = claim_round(ReminderRound.Kind.DIGEST, day)
        if made is None:
            return 0
        notices, letters = [], []
        for user, lines in work(day):
            groups = in_groups(lines, user.digest_without)
            if not groups:
                continue
            notices.append(
                Notice(user=user, key=digest_key(day), text=digest_summary(groups, day), url=reverse("plans:home"))
            )
            letter = _letter(user, groups, day, office)
            if letter:
                letters.append(letter)
        Notice.objects.bulk_create(notices, batch_size=BATCH, ignore_conflicts=True)
        queue_letters(letters, now=now)
        made.sent = len(notices)
        made.save(update_fields=["sent"])
    return made.sent


def digest_key(day: dt.date, user: User | None = None) -> str:
    """The key of the day's notice; with the person, of the letter."""
    return f"digest:{user.pk}:{day:%Y-%m-%d}" if user else f"digest:{day:%Y-%m-%d}"


@transaction.atomic
def choose_digest(*, user: User, by_mail: bool, groups: Iterable[str], seen: int, key: str = "") -> User:
    """Keep what the person wants to be told of in the morning, and whether by mail too."""
    use_submit_key(user, key)
    record = User.objects.select_for_update().get(pk=user.pk)  # a request's user is lazy
    check_version(record, seen, {"by_mail": by_mail})
    wanted = set(groups)
    if not wanted:
        raise DomainError("Chọn ít nhất một nhóm việc; không muốn nhận thư thì bỏ chọn ô nhận thư.")
    record.digest_by_mail = by_mail
    record.digest_without = [name for name in DIGEST_GROUPS if name not in wanted]
    record.version += 1
    record.save(update_fields=["digest_by_mail", "digest_without", "version"])
    return record


def _sent(day: dt.date) -> bool:
    return ReminderRound.objects.filter(kind=ReminderRound.Kind.DIGEST, day=day).exists()


def _letter(user: User, groups: dict[str, list[DigestLine]], day: dt.date, office: str) -> Letter | None:
    """The person's letter, to be sent by the outbox; None for who has no address or does not want it."""
    address = user.person.email if user.person and user.digest_by_mail else ""
    if not address:
        return None
    site = settings.CSRF_TRUSTED_ORIGINS[0].rstrip("/") if settings.CSRF_TRUSTED_ORIGINS else ""
    return Letter(
        key=digest_key(day, user),
        to=address,
        subject=digest_subject(groups, day),
        body=digest_body(name=user.get_full_name(), groups=groups, day=day, site=site, office=office),
    )
