"""Initiatives and research of past years, written down from their decisions: recognised already, with authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from awards.models import Initiative, InitiativeAuthor, InitiativeState, InitiativeUse, Recognition
from awards.services.record import AWARD, demand
from emulation.models import Commendation, Title
from plans.errors import DomainError
from plans.models import Person, User
from plans.rules.document import FIRST_YEAR
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key

OWN_FIELDS = ("kind", "year", "name", "field")
RECOGNITION_FIELDS = ("scope", "number", "decided_on", "decided_by")
MADE_HERE = "Sáng kiến này được nộp và công nhận trong phần mềm, không sửa như mục nhập từ hồ sơ cũ."


class AuthorRow(NamedTuple):
    """An author of the office, or a name from outside, with the share in whole percent."""

    person: Person | None
    name: str
    share: int


class UsedFor(NamedTuple):
    """That one author's initiative was counted for an honour of a year."""

    person: Person
    honour: Title | Commendation
    year: int


@transaction.atomic
def save_past_initiative(
    *,
    actor: User,
    initiative: Initiative | None,
    values: Mapping[str, Any],
    authors: Sequence[AuthorRow],
    uses: Sequence[UsedFor] = (),
    seen: int = 0,
    key: str = "",
) -> Initiative:
    """Enter one (None) or correct it. ``uses`` are those of past years; what nominations counted stays as it is."""
    use_submit_key(actor, key)
    _demand(actor, initiative, authors)
    if initiative is None:
        found = Initiative(made_by=actor, is_past=True, state=InitiativeState.RECOGNISED)
    else:
        found = _past(initiative)
        check_version(found, seen, dict(values))
        found.version += 1
    for name in OWN_FIELDS:
        setattr(found, name, values[name])
    _check(found, values, authors)
    found.unit = next((row.person.unit for row in authors if row.person), None)
    found.save()
    _keep_authors(found, authors)
    recognition = found.recognitions.first() or Recognition(initiative=found)
    for name in RECOGNITION_FIELDS:
        setattr(recognition, name, values[name])
    recognition.save()
    _keep_uses(found, uses)
    act = "record.initiative_add" if initiative is None else "record.initiative_change"
    detail = {"authors": [f"{row.person or row.name} {row.share}%" for row in authors], "number": values["number"]}
    audit.record(actor=actor, act=act, obj=found, detail=detail)
    return found


@transaction.atomic
def remove_past_initiative(*, actor: User, initiative: Initiative, reason: str, seen: int = 0, key: str = "") -> None:
    """Xoá mục nhập nhầm; never one that a nomination of the app has counted."""
    use_submit_key(actor, key)
    _demand(actor, initiative)
    found = _past(initiative)
    check_version(found, seen, {})
    if not reason.strip():
        raise DomainError("Ghi lý do xoá, ví dụ: nhập nhầm người, nhập trùng.")
    if found.uses.filter(nomination__isnull=False).exists():
        raise DomainError("Sáng kiến này đã được tính trong một hồ sơ đề nghị. Rút khỏi hồ sơ đó trước rồi mới xoá.")
    found._change_reason = reason[:100]
    audit.record(actor=actor, act="record.initiative_remove", obj=found, note=reason)
    found.uses.all().delete()
    for recognition in found.recognitions.all():
        recognition.delete()
    found.delete()


def _check(record: Initiative, values: Mapping[str, Any], authors: Sequence[AuthorRow]) -> None:
    today = timezone.localdate()
    if not FIRST_YEAR <= record.year <= today.year:
        raise DomainError(f"Nhập năm từ {FIRST_YEAR} đến {today.year}.")
    if values["decided_on"] > today:
        raise DomainError("Ngày quyết định công nhận chưa đến. Kiểm tra lại.")
    if not authors:
        raise DomainError("Ghi ít nhất một tác giả.")
    if not any(row.person for row in authors):
        raise DomainError("Ghi ít nhất một tác giả là người của cơ quan.")
    people = [row.person.pk for row in authors if row.person]
    if len(people) != len(set(people)):
        raise DomainError("Một tác giả được ghi hai lần. Giữ một dòng cho mỗi người.")
    total = sum(row.share for row in authors)
    if total != 100:
        raise DomainError(f"Tỷ lệ đóng góp cộng lại là {total}%, phải đúng 100%.")


def _keep_authors(record: Initiative, authors: Sequence[AuthorRow]) -> None:
    record.authors.all().delete()
    InitiativeAuthor.objects.bulk_create(
        InitiativeAuthor(initiative=record, order=place, person=row.person, name=row.name, share=row.share)
        for place, row in enumerate(authors)
    )


def _keep_uses(record: Initiative, uses: Sequence[UsedFor]) -> None:
    """Uses of past years are written anew; one for somebody who is no author any more goes."""
    record.uses.filter(nomination__isnull=True).delete()
    authors = set(record.authors.values_list("person_id", flat=True))
    for use in uses:
        if use.person.pk not in authors:
            raise DomainError(f"{use.person} không phải tác giả, không ghi “đã dùng cho” được.")
        which = {"title": use.honour} if isinstance(use.honour, Title) else {"commendation": use.honour}
        InitiativeUse.objects.create(initiative=record, person=use.person, year=use.year, **which)


def _past(initiative: Initiative) -> Initiative:
    found = locked(initiative)
    if not found.is_past:
        raise DomainError(MADE_HERE)
    return found


def _demand(actor: User, record: Initiative | None, authors: Sequence[AuthorRow] = ()) -> None:
    """Who keeps records, of every author: of those written now and those who stood there before."""
    people = [row.person for row in authors]
    if record is not None:
        people += [one.person for one in record.authors.select_related("person__user")]
    for person in {one.pk: one for one in people if one}.values() or (None,):
        demand(actor, AWARD, person)
