"""What records of awards share: for whom they are, and which honour they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from emulation.models import Commendation, Title
    from plans.models import Person, Unit, User

M = TypeVar("M", bound=models.Model)


class OfSubject(models.Model):
    """Of exactly one person or one unit (cá nhân, tập thể)."""

    person = models.ForeignKey(
        "plans.Person", models.PROTECT, null=True, blank=True, related_name="%(class)s_rows", verbose_name="cá nhân"
    )
    unit = models.ForeignKey(
        "plans.Unit", models.PROTECT, null=True, blank=True, related_name="%(class)s_rows", verbose_name="tập thể"
    )

    class Meta:
        abstract = True

    @property
    def subject(self) -> Person | Unit:
        """The one it is of."""
        return self.person or self.unit  # type: ignore[return-value]


class MayNameHonour(models.Model):
    """Of at most one emulation title or one form of commendation: two lists, never one."""

    title = models.ForeignKey(
        "emulation.Title", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="danh hiệu thi đua"
    )
    commendation = models.ForeignKey(
        "emulation.Commendation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="hình thức khen thưởng",
    )

    class Meta:
        abstract = True


class OfHonour(MayNameHonour):
    """Of exactly one emulation title or one form of commendation."""

    class Meta:
        abstract = True

    @property
    def honour(self) -> Title | Commendation:
        """The one it speaks of."""
        return self.title or self.commendation  # type: ignore[return-value]


def one_of(first: str, second: str, name: str) -> models.CheckConstraint:
    """That exactly one of two keys is filled."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": False, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": True, f"{second}__isnull": False}),
        name=name,
    )


class SubjectQuerySet(models.QuerySet[M]):
    """Rows of people and units as questions ask for them."""

    def visible_to(self, user: User) -> SubjectQuerySet[M]:
        """All for those who work with awards; those of one's units for a contact; for everybody else one's own.

        Rows of units are no personal data: whoever is logged in sees them.
        """
        from awards.permissions import units_seen  # noqa: PLC0415 - the table of rights knows the models

        if not user.is_active:
            return self.none()
        units = units_seen(user)
        if units is None:
            return self
        own = Q(unit__isnull=False) | Q(person__unit__in=units)
        if user.person_id:
            own |= Q(person=user.person_id)
        return self.filter(own)
