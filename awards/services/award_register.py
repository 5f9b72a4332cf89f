"""Sổ khen thưởng: the rows follow from decisions, answers from above and imported years; nothing is typed twice."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from awards.models import Award, Decision, DecisionKind, DecisionLine, DecisionState
from plans.models import Sex, User

COLUMNS = (
    *("pk", "person", "unit", "who", "where", "honour_name", "level", "kind", "year"),
    *(
        "number",
        "decided_on",
        "revoked_on",
        "revoked_number",
        "decision",
        "letter",
        "amount",
        "latest",
        "latest_number",
    ),
)


def registered(user: User, *, titles: bool) -> QuerySet[Award]:
    """The awards of one list that ``user`` sees, with the first decision, the latest, money, submission."""
    lines = DecisionLine.objects.filter(award=OuterRef("pk"), decision__state=DecisionState.ISSUED)
    giving = lines.exclude(decision__kind=DecisionKind.REVOKE).order_by("-decision__issued_on", "-pk")
    rows = Award.objects.visible_to(user).filter(title__isnull=not titles)
    honour = "title" if titles else "commendation"
    return rows.annotate(
        who=Coalesce("person__full_name", "unit__name"),
        where=Coalesce("person__unit__short_name", "person__unit__name"),
        honour_name=F(f"{honour}__name"),
        level=F(f"{honour}__level"),
        decision=Subquery(giving.order_by("decision__issued_on", "pk").values("decision")[:1]),
        latest=Subquery(giving.values("decision")[:1]),
        latest_number=Subquery(giving.values("decision__number")[:1]),
        amount=Subquery(giving.values("amount")[:1]),
        letter=F("submission__letter"),
    )


def in_order(rows: QuerySet[Award]) -> QuerySet[Any, Any]:
    """As the register lists them: the latest year first, people before collectives, by name."""
    order = ("-year", "-decided_on", "unit", "person__sort_key", "pk")
    found: QuerySet[Any, Any] = rows.order_by(*order).values_list(*COLUMNS)
    return found


def totals(rows: QuerySet[Award]) -> dict[str, int]:
    """How many people, women among them, and collectives stand, how many were revoked, what was paid. One query."""
    stands = Q(revoked_on=None)
    found = rows.aggregate(
        lines=Count("pk"),
        people=Count("pk", filter=stands & Q(person__isnull=False)),
        women=Count("pk", filter=stands & Q(person__sex=Sex.FEMALE)),
        units=Count("pk", filter=stands & Q(unit__isnull=False)),
        revoked=Count("pk", filter=~stands),
        money=Sum("amount", filter=stands),
        known=Count("amount", filter=stands),
    )
    return {name: number or 0 for name, number in found.items()}


def posted_on(day: Any) -> QuerySet[Decision]:
    """The issued decisions that are posted inside the office on ``day``."""
    rows = Decision.objects.kept().filter(state=DecisionState.ISSUED, posted_from__lte=day)
    return rows.filter(Q(posted_to=None) | Q(posted_to__gte=day)).order_by("-issued_on", "-pk")
