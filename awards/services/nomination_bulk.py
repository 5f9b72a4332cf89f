"""Nominating several people or units of one list at once: what would become of each, then all that can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from awards.models import Nomination, Round
from awards.rules.rulebook import PERSON, UNIT
from awards.services.dossier_gaps import Lack, There, lack_for
from awards.services.nomination import NewNomination, Wanted, start_many
from awards.services.nomination_check import Check, Honour, Other, check_many, clashes, earlier_of, wanted_of
from awards.services.rulebook import current_rulebook
from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.services.locking import use_submit_key

MOST = 60


@dataclass(frozen=True)
class BulkLine:
    """One subject before the last button: its findings in short, what excludes it, what is only shown.

    ``needed`` are the documents that its dossier will have to hold.
    """

    subject: Person | Unit
    check: Check
    others: Sequence[Other]
    needed: Lack | None

    @property
    def refusal(self) -> str:
        """Why no dossier is made for this one; empty where one is."""
        return next((one.words for one in self.others if one.refused), "")


def plan_bulk(
    *,
    award_round: Round,
    subjects: Sequence[Person | Unit],
    honour: Honour,
    achievement: str,
    kind: str,
    today: dt.date,
) -> list[BulkLine]:
    """What would become of each of ``subjects``; nothing is changed."""
    if not subjects:
        raise DomainError("Đánh dấu ít nhất một người hoặc tập thể.")
    if len(subjects) > MOST:
        raise DomainError(f"Mỗi lần đề nghị nhiều nhất {MOST} người, tập thể. Chia làm nhiều lần.")
    year, book = award_round.achievement_year, current_rulebook()
    checks = check_many(subjects=subjects, honour=honour, year=year, on=today, book=book)
    earlier, wanted = earlier_of(subjects, year=year, on=today, book=book), wanted_of(honour, year, kind, achievement)
    of = UNIT if any(isinstance(one, Unit) for one in subjects) else PERSON
    needed = lack_for(book, honour.code, of, There(frozenset(), written=False, minuted=False), on=today)
    return [BulkLine(one, checks[one.pk], clashes(wanted, earlier[one.pk]), needed) for one in subjects]


@transaction.atomic
def nominate_in_bulk(
    *,
    award_round: Round,
    subjects: Sequence[Person | Unit],
    honour: Honour,
    achievement: str,
    kind: str,
    actor: User,
    today: dt.date,
    key: str = "",
) -> list[Nomination]:
    """Make a draft for each of ``subjects``; one that cannot be made refuses all, with its name."""
    use_submit_key(actor, key)
    if not subjects:
        raise DomainError("Không còn ai để đề nghị. Quay lại chọn người khác.")
    new = NewNomination(honour=honour, achievement=achievement, kind=kind)
    wanted = [Wanted(subject, new, str(subject)) for subject in subjects]
    return start_many(award_round=award_round, wanted=wanted, actor=actor, today=today)
