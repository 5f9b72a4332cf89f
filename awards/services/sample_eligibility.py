"""Sample statements of 2025: what no record tells, for all but those whom a hold hinders or nobody asked about."""

from __future__ import annotations

from django.db import transaction

from awards.models import Hold, Statement
from awards.services.statement import state_fact
from plans.models import Person, User

YEAR = 2025
_WRITER, _LEADER = "thuongtruc", "lanhdao"
_SAID = {
    "R4": "Văn phòng xác nhận ngày 12/12/2025: không có đơn thư, không bị xem xét (mẫu).",
    "qualitative.LDTT": "Theo biên bản bình xét của đơn vị, tháng 12/2025 (mẫu).",
}
_NOT_ASKED = ("Lê Văn C", "Vi Văn E")


@transaction.atomic
def load_sample_statements() -> None:
    """State them once; people whom a hold hinders, and two whom nobody asked about, stay open."""
    writer = User.objects.filter(username=_WRITER, is_sample=True).first()
    if writer is None or Statement.objects.filter(is_sample=True).exists():
        return
    leader = User.objects.get(username=_LEADER, is_sample=True)
    held = Hold.objects.filter(released_on=None, person__isnull=False).values("person")
    people = Person.objects.filter(is_sample=True, rating_rows__year=YEAR).exclude(pk__in=held)
    for person in people.exclude(full_name__in=_NOT_ASKED).order_by("pk"):
        by = leader if person.pk == writer.person_id else writer  # nobody states anything of himself
        for code, words in _SAID.items():
            made = state_fact(actor=by, subject=person, year=YEAR, code=code, holds=True, words=words)
            Statement.objects.filter(pk=made.pk).update(is_sample=True)
