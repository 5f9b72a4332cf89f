"""Records as search finds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from awards.services.record_reading import people_seen
from plans.models import User
from plans.sockets import SearchHit, SearchSource


def records_to_search(user: User) -> Iterable[SearchSource]:
    """The records of people one may open; units are found as units already."""
    yield SearchSource(
        kind="Quá trình khen thưởng",
        icon="award",
        rows=people_seen(user),
        text="full_name",
        columns=("full_name", "position", "unit__name", "is_active"),
        hit=_person_hit,
        order=("-is_active", "sort_key"),
    )


def _person_hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=row["full_name"],
        url=reverse("awards:person_record", args=[row["pk"]]),
        detail=" · ".join(part for part in (row["position"], row["unit__name"]) if part),
        badge="" if row["is_active"] else "Đã thôi công tác",
    )
