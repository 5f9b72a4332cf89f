"""Clusters and blocs, and what the standing office writes down of each of their years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from emulation.models import Cluster, ClusterMember, ClusterYear
from plans.errors import DomainError, NotAllowed
from plans.models import Event, Office, User
from plans.rules.document import FIRST_YEAR, LAST_YEAR
from plans.rules.text import fold
from plans.services import audit
from plans.services.evidence import NewFile, keep_upload
from plans.services.locking import check_version, locked, use_submit_key

Role = ClusterMember.Role
WHO_KEEPS = "Thường trực TĐKT ghi thành viên, quy chế, kết quả của cụm, khối. Thấy chỗ sai thì báo thường trực."
MOST_MEMBERS = 100


class MemberRow(NamedTuple):
    """One member as it was typed; ``pk`` of a row that was there, 0 for a new one."""

    pk: int
    name: str
    role: str
    is_us: bool


class ResultRow(NamedTuple):
    """What the cluster gave one member: points in hundredths, its place."""

    pk: int
    score: int | None
    rank: int | None


@transaction.atomic
def save_cluster(
    *, actor: User, cluster: Cluster | None, values: Mapping[str, Any], seen: int = 0, key: str = ""
) -> Cluster:
    """Add a cluster or bloc (None), or correct it."""
    use_submit_key(actor, key)
    demand(actor)
    if cluster is None:
        record = Cluster(code=_new_code(values["name"]))
    else:
        record = locked(cluster)
        check_version(record, seen, dict(values))
        record.version += 1
    for name, value in values.items():
        setattr(record, name, value)
    others = Cluster.objects.exclude(pk=record.pk).values_list("name", flat=True)
    if fold(record.name) in map(fold, others):
        raise DomainError(f"Đã có cụm, khối tên «{record.name}». Mở cụm, khối đó để sửa.")
    record.save()
    audit.record(actor=actor, act="cluster.create" if cluster is None else "cluster.change", obj=record)
    return record


@transaction.atomic
def add_year(*, actor: User, cluster: Cluster, year: int, copies: bool, key: str = "") -> ClusterYear:
    """Begin a year; with ``copies`` the members of the last year before come over, heads to be named anew."""
    use_submit_key(actor, key)
    demand(actor)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(f"Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    record = locked(cluster)
    if record.years.filter(year=year).exists():
        raise DomainError(f"{record.name} đã có năm {year}. Mở năm đó để ghi tiếp.")
    begun = ClusterYear.objects.create(cluster=record, year=year)
    before = record.years.filter(year__lt=year).order_by("-year").first() if copies else None
    members = list(before.members.all()) if before else []
    for order, member in enumerate(members, start=1):
        ClusterMember.objects.create(cluster_year=begun, order=order, name=member.name, is_us=member.is_us)
    office = Office.objects.first()
    if not members and office:
        ClusterMember.objects.create(cluster_year=begun, order=1, name=office.name, is_us=True)
    audit.record(actor=actor, act="cluster.begin_year", obj=begun, detail={"members": len(members)})
    return begun


@transaction.atomic
def change_rules(
    *,
    actor: User,
    record: ClusterYear,
    rules: str,
    number: str,
    day: Any,
    file: NewFile | None,
    seen: int,
    key: str = "",
) -> ClusterYear:
    """Quy chế, quy định of the year: its text, number, date and file."""
    found = _opened(actor, record, seen, {"rules": rules, "rules_number": number, "rules_date": day}, key)
    found.rules, found.rules_number, found.rules_date = rules, number, day
    if file is not None:
        found.rules_file = keep_upload(file, actor)
    return _saved(found, actor, "cluster.rules", note=number)


@transaction.atomic
def save_members(
    *, actor: User, record: ClusterYear, rows: Sequence[MemberRow], seen: int, key: str = ""
) -> ClusterYear:
    """The members in the order of ``rows``; a row that is missing goes, with what it was given."""
    found = _opened(actor, record, seen, {}, key)
    _check_members(rows)
    held = {member.pk: member for member in found.members.all()}
    kept = {row.pk for row in rows if row.pk in held}
    found.members.exclude(pk__in=kept).delete()
    # one head and one own row at a time: take the marks off before they are set anew
    found.members.update(role=Role.MEMBER, is_us=False)
    for order, row in enumerate(rows, start=1):
        member = held.get(row.pk) or ClusterMember(cluster_year=found)
        member.order, member.name, member.role, member.is_us = order, row.name, row.role, row.is_us
        member.save()
    heads = [row.name for row in rows if row.role == Role.HEAD]
    return _saved(found, actor, "cluster.members", note="; ".join(heads), detail={"members": len(rows)})


@transaction.atomic
def record_result(
    *,
    actor: User,
    record: ClusterYear,
    rows: Iterable[ResultRow],
    values: Mapping[str, Any],
    file: NewFile | None,
    seen: int,
    key: str = "",
) -> ClusterYear:
    """What the cluster announced: points and place of each member, and the paper that says so."""
    found = _opened(actor, record, seen, dict(values), key)
    held = {member.pk: member for member in found.members.all()}
    for row in rows:
        if member := held.get(row.pk):
            member.score, member.rank = row.score, row.rank
            member.save()
    for name in ("result_number", "result_date", "result_note"):
        setattr(found, name, values[name])
    if file is not None:
        found.result_file = keep_upload(file, actor)
    own = next((member for member in held.values() if member.is_us), None)
    detail = {"score": own.score, "rank": own.rank} if own else {}
    return _saved(found, actor, "cluster.result", note=found.result_number, detail=detail)


@transaction.atomic
def choose_events(
    *, actor: User, record: ClusterYear, events: Sequence[Event], seen: int, key: str = ""
) -> ClusterYear:
    """The conferences of the year, among the events of the plan."""
    found = _opened(actor, record, seen, {"events": list(events)}, key)
    found.events.set(events)
    return _saved(found, actor, "cluster.events", detail={"events": sorted(event.pk for event in events)})


def demand(actor: User) -> None:
    """Refuse whoever does not keep clusters."""
    if not actor.has_perm("emulation.keep_cluster"):
        raise NotAllowed(WHO_KEEPS)


def _opened(actor: User, record: ClusterYear, seen: int, typed: dict[str, Any], key: str) -> ClusterYear:
    use_submit_key(actor, key)
    demand(actor)
    found = locked(record)
    check_version(found, seen, typed)
    return found


def _saved(
    found: ClusterYear, actor: User, act: str, *, note: str = "", detail: dict[str, Any] | None = None
) -> ClusterYear:
    found.version += 1
    found.save()
    audit.record(actor=actor, act=act, obj=found, note=note, detail=detail)
    return found


def _check_members(rows: Sequence[MemberRow]) -> None:
    if len(rows) > MOST_MEMBERS:
        raise DomainError(f"Mỗi cụm, khối nhiều nhất {MOST_MEMBERS} thành viên.")
    names = [fold(row.name) for row in rows]
    twice = next((row.name for row in rows if names.count(fold(row.name)) > 1), "")
    if twice:
        raise DomainError(f"«{twice}» ghi hai lần. Bỏ một dòng.")
    if sum(row.role == Role.HEAD for row in rows) > 1:
        raise DomainError("Mỗi năm chỉ một trưởng. Chọn lại vai trò của các dòng.")
    if sum(row.is_us for row in rows) > 1:
        raise DomainError("Chỉ một dòng là cơ quan mình. Bỏ bớt dấu.")


def _new_code(name: str) -> str:
    stem = re.sub(r"[^A-Z0-9]+", "_", fold(name).upper()).strip("_")[:14] or "CUM"
    taken = set(Cluster.objects.values_list("code", flat=True))
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code
