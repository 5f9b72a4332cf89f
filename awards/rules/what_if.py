"""Facts as they would be if something were so: never saved, never mixed with what was given. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from awards.rules.facts import AwardFact, Facts, RatingFact, WorkFact

EXCELLENT = "HTXSNV"
SUPPOSED = "gia-dinh"  # how the key of a supposed initiative begins


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed of one year: excellently rated, more initiatives, a title given; and that no hold is open."""

    year: int
    excellent: bool = False
    unit_works: int = 0
    province_works: int = 0
    title: str = ""
    released: bool = False

    def __bool__(self) -> bool:
        return bool(self.excellent or self.unit_works or self.province_works or self.title or self.released)


def suppose(facts: Facts, supposed: Supposition) -> Facts:
    """The facts with the supposition in them.

    >>> suppose(Facts("person", ratings=()), Supposition(2026, excellent=True)).ratings
    (RatingFact(year=2026, level='HTXSNV'),)
    """
    year, changed = supposed.year, facts
    if supposed.excellent:
        others = tuple(fact for fact in facts.ratings or () if fact.year != year)
        changed = replace(changed, ratings=(*others, RatingFact(year, EXCELLENT)))
    works = [frozenset({"unit"})] * supposed.unit_works + [frozenset({"unit", "province"})] * supposed.province_works
    if works:
        new = tuple(WorkFact(f"{SUPPOSED}-{n}", year, scopes=scopes) for n, scopes in enumerate(works, start=1))
        changed = replace(changed, works=(*(facts.works or ()), *new))
    if supposed.title and not any(fact.code == supposed.title and fact.year == year for fact in facts.awards or ()):
        changed = replace(changed, awards=(*(facts.awards or ()), AwardFact(supposed.title, year)))
    if supposed.released:
        changed = replace(changed, holds=())
    return changed
