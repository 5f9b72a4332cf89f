"""The papers of a registration and of a pledge, from their records."""

from __future__ import annotations

from django.utils import timezone

from emulation.models import Pledge, Registration
from emulation.papers.pledge import PledgeFacts, PledgeSide, pledge_paper
from emulation.papers.registration import AimLine, RegistrationFacts, registration_paper
from plans.models import Office
from plans.papers.content import Paper


def registration_document(registration: Registration) -> Paper:
    """Bản đăng ký; dated with the day on which it was sent."""
    office = Office.objects.first() or Office()
    unit, person = registration.unit, registration.person
    aims = list(registration.aims.select_related("title", "commendation"))
    head = registration.confirmed_by
    return registration_paper(
        RegistrationFacts(
            agency=unit.name if unit else office.heading,
            parent_agency=office.heading if unit else office.parent_heading,
            town=office.place,
            year=registration.round.year,
            day=timezone.localdate(registration.sent_at) if registration.sent_at else None,
            subject=str(unit or person),
            position=person.position if person else "",
            unit=person.unit.name if person else "",
            collective=unit is not None,
            titles=[AimLine(str(one.title), one.initiative, one.initiative_begun_on) for one in aims if one.title],
            commendations=[AimLine(str(one.commendation)) for one in aims if one.commendation],
            targets=[(one.text, one.planned) for one in registration.targets.all()],
            head=head.get_full_name() if head else "",
        )
    )


def pledge_document(pledge: Pledge) -> Paper:
    """Giao ước thi đua, with as many signatures as it has parties."""
    office = Office.objects.first() or Office()
    return pledge_paper(
        PledgeFacts(
            agency=office.heading,
            parent_agency=office.parent_heading,
            town=office.place,
            year=pledge.year,
            name=pledge.name,
            text=pledge.text,
            sides=[PledgeSide(one.name, one.signer_title, one.signer_name) for one in pledge.parties.all()],
            signed_on=pledge.signed_on,
            place=pledge.place,
        )
    )
