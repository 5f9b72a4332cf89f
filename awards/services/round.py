"""Đợt xét: opened and changed by the standing office, with the suất set for each honour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse

from awards.models import NominationState, Quota, Round
from emulation.models import Commendation, Title
from plans.errors import DomainError
from plans.models import Role, User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand
from plans.services.way import holders, tell

WHO_OPENS = "Thường trực TĐKT mở đợt xét, đặt ngày nhận hồ sơ và số suất. Cần đợt mới thì báo thường trực."
FIELDS = (
    *("year", "achievement_year", "name", "task", "kind", "opens_on", "closes_on", "comment_from", "comment_to"),
    "guidance",
)
LISTS = ("titles", "commendations")


class NewQuota(NamedTuple):
    """Suất of one honour: a number, or a share of a base, and which paper says so."""

    honour: Title | Commendation
    number: int | None
    share: str
    base: str
    source: str


@transaction.atomic
def open_round(*, actor: User, values: Mapping[str, Any], key: str = "") -> Round:
    """Mở đợt, and tell the contacts of the units."""
    use_submit_key(actor, key)
    demand(actor, "awards.open_round", None, WHO_OPENS)
    record = Round(opened_by=actor)
    _fill(record, values)
    entry = audit.record(actor=actor, act="award_round.open", obj=record)
    said = f"{record.name}: nhận hồ sơ từ {record.opens_on:%d/%m/%Y} đến hết {record.closes_on:%d/%m/%Y}."
    people = [user for user in holders(Role.CONTACT) if user != actor]
    tell(people, entry=entry, text=said, url=reverse("awards:round", args=[record.pk]))
    return record


@transaction.atomic
def change_round(*, award_round: Round, actor: User, values: Mapping[str, Any], seen: int, key: str = "") -> Round:
    """Sửa đợt; an honour that is already nominated in it stays in its lists."""
    use_submit_key(actor, key)
    record = locked(award_round)
    demand(actor, "awards.open_round", record, WHO_OPENS)
    check_version(record, seen, dict(values))
    if record.achievement_year != values["achievement_year"] and record.nominations.filter(removed_at=None).exists():
        raise DomainError("Đợt đã có hồ sơ đề nghị nên không đổi năm thành tích. Mở đợt khác cho năm ấy.")
    record.version += 1
    _fill(record, values)
    audit.record(actor=actor, act="award_round.change", obj=record)
    return record


@transaction.atomic
def keep_quotas(*, award_round: Round, actor: User, quotas: Sequence[NewQuota], seen: int, key: str = "") -> Round:
    """Ghi số suất: all rows of the round anew."""
    use_submit_key(actor, key)
    record = locked(award_round)
    demand(actor, "awards.open_round", record, WHO_OPENS)
    check_version(record, seen, {})
    named: set[tuple[str, int]] = set()
    for one in quotas:
        place = (type(one.honour).__name__, one.honour.pk)
        if place in named:
            raise DomainError(f"“{one.honour}” có ở hai dòng. Bỏ bớt một dòng.")
        if (one.number is None) == (not one.share):
            raise DomainError(f"“{one.honour}”: ghi số suất, hoặc tỷ lệ và cơ sở tính; không ghi cả hai.")
        if not one.source.strip():
            raise DomainError(f"“{one.honour}”: ghi căn cứ của số suất, ví dụ công văn của Sở Nội vụ.")
        named.add(place)
    before = [str(quota) for quota in record.quotas.select_related("title", "commendation")]
    record.quotas.all().delete()
    for one in quotas:
        _quota(record, one).save()
    record.version += 1
    record.save()
    after = [str(quota) for quota in record.quotas.select_related("title", "commendation")]
    audit.record(actor=actor, act="award_round.quota", obj=record, detail={"before": before, "after": after})
    return record


def _quota(record: Round, one: NewQuota) -> Quota:
    title = one.honour if isinstance(one.honour, Title) else None
    commendation = one.honour if isinstance(one.honour, Commendation) else None
    return Quota(
        round=record,
        title=title,
        commendation=commendation,
        number=one.number,
        share=one.share,
        base=one.base,
        source=one.source,
    )


def _fill(record: Round, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(record, name, values[name])
    titles, commendations = list(values["titles"]), list(values["commendations"])
    if not titles and not commendations:
        raise DomainError("Chọn ít nhất một danh hiệu hoặc một hình thức khen thưởng xét trong đợt.")
    if record.pk:
        _check_kept(record, titles, commendations)
    record.save()
    record.titles.set(titles)
    record.commendations.set(commendations)


def _check_kept(record: Round, titles: list[Title], commendations: list[Commendation]) -> None:
    alive = record.nominations.filter(removed_at=None).exclude(state=NominationState.WITHDRAWN).order_by()
    for field, kept in (("title", titles), ("commendation", commendations)):
        used = alive.exclude(**{f"{field}__in": kept}).exclude(**{field: None})
        if name := used.values_list(f"{field}__name", flat=True).first():
            raise DomainError(f"Đợt đã có hồ sơ đề nghị “{name}” nên không bỏ mục này khỏi đợt.")
