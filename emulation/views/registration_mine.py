"""Đăng ký của tôi: what the person may write, for himself, for units, for people who cannot log in."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from emulation.models import Registration, RegistrationRound
from emulation.services.registration import REGISTERING_KINDS
from emulation.views.registration_rows import round_days, state_pill
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.models import Person, Unit, User
from plans.permissions import rights_of
from plans.views.listing import page_of

NO_ROUND = "Thường trực TĐKT chưa mở đợt đăng ký thi đua năm {year}. Có đợt rồi thì lập bản đăng ký ở đây."


class Writable(NamedTuple):
    """A subject for whom the person may register: where its registration is, or where it is begun."""

    name: str
    detail: str
    pill: SafeString | str
    url: str
    exists: bool


@require_safe
def registration_mine(request: OfficeRequest) -> HttpResponse:
    """Đăng ký của tôi, và những bản tôi lập thay."""
    year, user = year_in_view(request), request.user
    found = RegistrationRound.objects.filter(year=year).first()
    context = {
        "year": year,
        "round": found,
        "no_round": NO_ROUND.format(year=year),
        "opens": user.has_perm("emulation.open_round"),
        **round_days(request, found),
    }
    if found is not None:
        page = page_of(request, _without_account(user))
        context |= {"own": own_lines(user, found), "page": page, "others": _other_lines(list(page.object_list), found)}
    return render(request, "emulation/registration_mine.html", context)


def own_lines(user: User, found: RegistrationRound) -> list[Writable]:
    """The person's own registration, and that of each unit he speaks for. Two queries."""
    units = Unit.objects.active().filter(pk__in=rights_of(user).units, kind__in=REGISTERING_KINDS)
    have = _have(found, Q(person=user.person_id or 0) | Q(unit__in=rights_of(user).units))
    lines = []
    if user.person is not None:
        new = reverse("emulation:registration_new", args=["ca-nhan", user.person.pk])
        lines.append(_writable(str(user.person), "Bản của cá nhân tôi", have.get((user.person_id, None)), new))
    for unit in units:
        new = reverse("emulation:registration_new", args=["don-vi", unit.pk])
        lines.append(_writable(unit.name, "Bản của tập thể", have.get((None, unit.pk)), new))
    return lines


def _without_account(user: User) -> QuerySet[Person]:
    """People who cannot log in: for the contact those of his units, for the standing office all."""
    people = Person.objects.active().exclude(user__is_active=True)
    if not user.has_perm("emulation.open_round"):
        people = people.filter(unit__in=rights_of(user).units)
    return people.select_related("unit").order_by("unit__order", "unit__name", "sort_key")


def _other_lines(people: list[Person], found: RegistrationRound) -> list[Writable]:
    """One query."""
    have = _have(found, Q(person__in=people))
    return [
        _writable(
            person.full_name,
            person.unit.name,
            have.get((person.pk, None)),
            reverse("emulation:registration_new", args=["ca-nhan", person.pk]),
        )
        for person in people
    ]


_Have = dict[tuple[int | None, int | None], tuple[int, SafeString]]


def _have(found: RegistrationRound, whose: Q) -> _Have:
    """The registrations there are, by (person, unit): their keys and how far they have come."""
    rows = Registration.objects.filter(whose, round=found)
    columns = ("pk", "person_id", "unit_id", "state", "return_reason")
    return {
        (person, unit): (pk, state_pill(state, reason))
        for pk, person, unit, state, reason in rows.values_list(*columns)
    }


def _writable(name: str, detail: str, have: tuple[int, SafeString] | None, new: str) -> Writable:
    if have is None:
        return Writable(name, detail, "", new, exists=False)
    return Writable(name, detail, have[1], reverse("emulation:registration", args=[have[0]]), exists=True)
