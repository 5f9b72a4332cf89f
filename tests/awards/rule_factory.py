"""Rules for tests: those of the seed are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awards.models import Rule, RuleVersion

if TYPE_CHECKING:
    from tests.web.world import World


def make_rule(code: str = "CSTDCS") -> Rule:
    """A rule of the seed."""
    return Rule.objects.get(code=code)


def make_version(code: str = "CSTDCS") -> RuleVersion:
    """The oldest version in use of what an award asks for."""
    return RuleVersion.objects.current().filter(rule__code=code, aspect="standard").order_by("effective_from")[0]


def add_rule(world: World) -> None:
    """A rule and one of its versions."""
    world.records |= {"award_rule": make_rule(), "award_rule_version": make_version()}
