"""Rules for tests: those of the seed are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from awards.models import Rule, RuleVersion
from awards.services.rule import FIELDS, correct_version

if TYPE_CHECKING:
    from plans.models import User
    from tests.web.world import World


def make_rule(code: str = "CSTDCS") -> Rule:
    """A rule of the seed."""
    return Rule.objects.get(code=code)


def make_version(code: str = "CSTDCS") -> RuleVersion:
    """The oldest version in use of what an award asks for."""
    return RuleVersion.objects.current().filter(rule__code=code, aspect="standard").order_by("effective_from")[0]


def confirm_rule(code: str, by: User) -> RuleVersion:
    """A general rule as it stands today, confirmed by an officer: it may refuse."""
    version = RuleVersion.objects.in_force(timezone.localdate()).get(rule__code=code, aspect="general")
    values = {name: getattr(version, name) for name in FIELDS}
    proof = {"source": "Văn bản đã đọc", "checked_on": timezone.localdate(), "note": "Đã đọc toàn văn."}
    sure = {"status": "confirmed", "confidence": "A", "enforcement": "block", **proof}
    return correct_version(actor=by, version=version, values=values | sure)


def add_rule(world: World) -> None:
    """A rule and one of its versions."""
    world.records |= {"award_rule": make_rule(), "award_rule_version": make_version()}
