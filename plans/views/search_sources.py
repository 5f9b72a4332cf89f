"""What search looks through on the ground floor: plans, tasks, papers, units, people; each as the person may see it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from plans.models import IN_FORCE, IssuedPaper, Person, Plan, PlanState, Task, Unit, UnitKind, User
from plans.papers.task_table import period_words
from plans.rules.official import symbol_line
from plans.sockets import SearchHit, SearchSource

_PLAN_MEANT = re.compile(r"(?:ke hoach|kh)(?: nam)?(?: (\d{4}))?")
_TASK_MEANT = re.compile(r"(?:nhiem vu|nv)(?: so)? ?(\d+)")


def plans_to_search(user: User) -> Iterable[SearchSource]:
    yield SearchSource(
        kind="Kế hoạch",
        icon="table-2",
        rows=Plan.objects.visible_to(user),
        text="title",
        columns=("year", "title", "number", "issued_on", "state"),
        hit=_plan_hit,
        order=("-year", "-pk"),
        meant=_plan_meant,
    )


def tasks_to_search(user: User) -> Iterable[SearchSource]:
    yield SearchSource(
        kind="Nhiệm vụ",
        icon="list-checks",
        rows=Task.objects.visible_to(user).in_plan(),
        text="title",
        columns=("no", "title", "period", "period_text", "plan_id", "plan__year", "plan__state"),
        hit=_task_hit,
        order=("-plan__year", "order", "pk"),
        meant=_task_meant,
    )


def papers_to_search(user: User) -> Iterable[SearchSource]:
    yield SearchSource(
        kind="Văn bản",
        icon="stamp",
        rows=IssuedPaper.objects.visible_to(user),
        text="abstract",
        columns=("kind", "number", "symbol", "abstract", "issued_on", "signer"),
        hit=_paper_hit,
        order=("-year", "-number", "-pk"),
    )


def units_to_search(user: User) -> Iterable[SearchSource]:  # noqa: ARG001 - the units are on every plan
    yield SearchSource(
        kind="Đơn vị",
        icon="building-2",
        rows=Unit.objects.all(),
        text="name",
        columns=("name", "kind", "is_active"),
        hit=_unit_hit,
        order=("order", "name"),
    )


def people_to_search(user: User) -> Iterable[SearchSource]:
    yield SearchSource(
        kind="Nhân sự",
        icon="users",
        rows=Person.objects.visible_to(user),
        text="full_name",
        columns=("full_name", "position", "unit__name", "is_active"),
        hit=_person_hit,
        order=("sort_key", "pk"),
    )


def _plan_meant(key: str) -> Q | None:
    meant = _PLAN_MEANT.fullmatch(key)
    if meant is None:
        return None
    return Q(year=int(meant[1])) if meant[1] else Q(pk__isnull=False)


def _task_meant(key: str) -> Q | None:
    meant = _TASK_MEANT.fullmatch(key)
    return Q(no=meant[1]) if meant else None


def _plan_hit(row: dict[str, Any]) -> SearchHit:
    number = f"Số {row['number']}, ngày {row['issued_on']:%d/%m/%Y}" if row["number"] else "Chưa ghi số"
    return SearchHit(
        title=f"Kế hoạch công tác thi đua, khen thưởng năm {row['year']}",
        url=reverse("plans:plan", args=[row["pk"]]),
        detail=number if row["state"] in IN_FORCE else "",
        badge=str(PlanState(row["state"]).label),
    )


def _task_hit(row: dict[str, Any]) -> SearchHit:
    in_force = row["plan__state"] in IN_FORCE
    when = period_words(row["period"] or None) or row["period_text"]
    parts = [f"Nhiệm vụ {row['no']}", when, f"Kế hoạch năm {row['plan__year']}"]
    return SearchHit(
        title=row["title"],
        url=reverse("plans:task", args=[row["pk"]]) if in_force else reverse("plans:plan", args=[row["plan_id"]]),
        detail=" · ".join(part for part in parts if part),
        badge="" if in_force else str(PlanState(row["plan__state"]).label),
    )


def _paper_hit(row: dict[str, Any]) -> SearchHit:
    number = symbol_line(row["number"], row["symbol"])
    facts = [f"ngày {row['issued_on']:%d/%m/%Y}" if row["issued_on"] else "", row["signer"]]
    return SearchHit(
        title=f"{row['kind']} {number}: {row['abstract']}",
        url=reverse("plans:paper", args=[row["pk"]]),
        detail=" · ".join(fact for fact in facts if fact),
    )


def _unit_hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=row["name"],
        url=reverse("plans:unit", args=[row["pk"]]),
        detail=str(UnitKind(row["kind"]).label),
        badge="" if row["is_active"] else "Không dùng nữa",
    )


def _person_hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=row["full_name"],
        url=reverse("plans:person", args=[row["pk"]]),
        detail=" · ".join(part for part in (row["position"], row["unit__name"]) if part),
        badge="" if row["is_active"] else "Đã thôi công tác",
    )
