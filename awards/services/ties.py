"""The candidates of a round who stand equal, read from the reviews of their units."""

from __future__ import annotations

from fractions import Fraction

from django.db.models import Count, Q
from django.utils import timezone

from awards.models import Nomination, NominationState, ReviewLine, Round
from awards.rules.rulebook import Version
from awards.rules.ties import Candidate, equal_groups
from awards.services.rulebook import general_rule
from plans.models import Person, Sex

RULE, SHARE = "R7", "female_share_min"
WHO_SEES = "Thường trực TĐKT xem các trường hợp ngang nhau của đợt xét để trình Hội đồng. Anh, chị báo thường trực."


def preference() -> Version | None:
    """The rule on whom the law prefers among equals, as it is in force today. One query."""
    return general_rule(RULE, timezone.localdate())


def ties_of(award_round: Round, rule: Version | None) -> list[list[Candidate]]:
    """Groups of equal candidates of which some are preferred by ``rule``. Three queries."""
    if rule is None:
        return []
    lines = ReviewLine.objects.filter(review__round=award_round).order_by()
    shares = {
        (person, unit, title, form): Fraction(agreed, present) if present else None
        for person, unit, title, form, agreed, present in lines.values_list(
            "person_id", "unit_id", "title_id", "commendation_id", "agreed", "review__present"
        )
    }
    people = Person.objects.active().values("unit").order_by()
    counted = people.annotate(n=Count("pk"), women=Count("pk", filter=Q(sex=Sex.FEMALE)))
    members = {unit: (n, women) for unit, n, women in counted.values_list("unit", "n", "women")}
    rows = Nomination.objects.filter(
        round=award_round, removed_at=None, state__in=(NominationState.SUBMITTED, NominationState.ELIGIBLE)
    )
    columns = (
        *("pk", "person_id", "unit_id", "title_id", "commendation_id", "title__name", "commendation__name"),
        *("person__full_name", "unit__name", "person__sex"),
    )
    found = []
    for pk, person, unit, title, form, title_name, form_name, name, unit_name, sex in rows.order_by("pk").values_list(
        *columns
    ):
        total, women = members.get(unit, (0, 0))
        share = shares.get((person, unit, title, form))
        found.append(
            Candidate(pk, title_name or form_name, unit is not None, unit_name or name, share, sex or "", total, women)
        )
    return equal_groups(found, Fraction(rule.content[SHARE]))
