"""What is missing in many dossiers at once: the checklist of each honour against the files that are there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from awards.models import AchievementReport, Nomination, NominationFile, UnitReview
from awards.papers.letter import Lacking, Needed
from awards.rules.citation import spelled
from awards.rules.findings import INFO
from awards.rules.nominee import Nominee
from awards.rules.rulebook import CONFIRMED, PERSON, UNIT, DocumentNeed, Rulebook
from awards.services.nomination_file import checklist
from awards.services.nominee import nominees_of
from awards.services.rulebook import current_rulebook
from plans.models import Confidence

UNSURE = "Thành phần hồ sơ theo nguồn thứ cấp, chưa xác minh: đối chiếu với quy định của cấp trên khi nộp."


class There(NamedTuple):
    """What a dossier has: codes of the filed documents, whether the report is written, whether minutes are signed."""

    filed: frozenset[str]
    written: bool
    minuted: bool


class Lack(NamedTuple):
    """The documents that one dossier lacks, and how much the list that asks for them weighs."""

    names: tuple[str, ...]
    weight: str  # as a finding's: "block" stops, "warn" asks for a reason, "info" is only said
    source: str

    @property
    def words(self) -> str:
        return f"Hồ sơ còn thiếu: {'; '.join(self.names)} ({self.source})"


class Gaps(NamedTuple):
    """A nominee and the names of the documents that are not there yet."""

    nominee: Nominee
    missing: tuple[str, ...]


def gaps_of(nominations: Collection[int]) -> list[Gaps]:
    """Each nominee with what is missing, in the order of their list. Six queries, however many."""
    book, there = current_rulebook(), documents_there(nominations)
    return [Gaps(one, missing_in(book, one, there[one.pk])) for one in nominees_of(nominations, records=False)]


def lacking_of(nominations: Collection[int]) -> list[Lacking]:
    """Those that lack something, as the guidance lists them."""
    return [
        Lacking(gap.nominee.name, "" if gap.nominee.is_unit else gap.nominee.unit, gap.nominee.honour, gap.missing)
        for gap in gaps_of(nominations)
        if gap.missing
    ]


def needed_for(nominations: Collection[int]) -> list[Needed]:
    """The set of documents of each honour among the nominations, in their order."""
    book = current_rulebook()
    found: dict[tuple[str, bool], Needed] = {}
    for one in nominees_of(nominations, records=False):
        if (one.code, one.is_unit) not in found:
            whom = "tập thể" if one.is_unit else "cá nhân"
            needs = needs_of(book, one)
            unsure = any(need.confidence != Confidence.READ for need in needs)
            documents = tuple((need.name, need.form) for need in needs)
            found[one.code, one.is_unit] = Needed(f"{one.honour}, {whom}", documents, UNSURE if unsure else "")
    return [one for one in found.values() if one.documents]


def needs_of(book: Rulebook, nominee: Nominee) -> list[DocumentNeed]:
    """The documents that the honour of ``nominee`` asks for on the day of receipt, today while it was not received."""
    kind = UNIT if nominee.is_unit else PERSON
    return book.dossier(nominee.code, kind, nominee.received_on or timezone.localdate())


def confidence_words(need: DocumentNeed) -> str:
    """How sure it is that the document is asked for."""
    known = {choice.value: str(choice.label) for choice in Confidence}
    return known.get(need.confidence, str(Confidence.MEMORY.label))


def documents_there(nominations: Collection[int]) -> dict[int, There]:
    """What is on file for each nomination, written in the app, or in the unit's signed minutes. Three queries."""
    filed: dict[int, set[str]] = defaultdict(set)
    files = NominationFile.objects.kept().filter(nomination__in=nominations)
    for nomination, document in files.values_list("nomination_id", "document"):
        filed[nomination].add(document)
    reports = AchievementReport.objects.filter(nomination__in=nominations)
    written = set(reports.values_list("nomination_id", flat=True))
    minuted = set(signed_minutes(nominations).values_list("pk", flat=True))
    return {pk: There(frozenset(filed[pk]), pk in written, pk in minuted) for pk in nominations}


def signed_minutes(nominations: Collection[int] | QuerySet[Any, Any]) -> QuerySet[Any]:
    """Those whose unit has signed the minutes of its review, with the stored file, its name and its size."""
    held = UnitReview.objects.filter(
        Q(unit=OuterRef("unit")) | Q(unit=OuterRef("person__unit")), round=OuterRef("round"), signed_file__isnull=False
    )
    rows = Nomination.objects.filter(pk__in=nominations).annotate(
        signed=Subquery(held.values("signed_file")[:1]),
        signed_name=Subquery(held.values("signed_file__name")[:1]),
        signed_size=Subquery(held.values("signed_file__size")[:1]),
    )
    return rows.filter(signed__isnull=False).order_by("pk")


def missing_in(book: Rulebook, nominee: Nominee, there: There) -> tuple[str, ...]:
    """The names of what is asked for and not there; what the office makes with the letter is not asked of people."""
    return _missing(needs_of(book, nominee), there)


def lack_of(book: Rulebook, nomination: Nomination, there: There) -> Lack | None:
    """What the dossier of ``nomination`` lacks; None where nothing does.

    Only a confirmed list asks for a reason or stops; one that is a suggestion is said, and the act goes on.
    """
    kind = UNIT if nomination.unit_id else PERSON
    return lack_for(book, nomination.honour.code, kind, there, on=nomination.received_on or timezone.localdate())


def lack_for(book: Rulebook, code: str, kind: str, there: There, *, on: dt.date) -> Lack | None:
    """The same for an honour and a kind of subject by the rules of a day; no query."""
    found = book.version(code, "dossier", kind=kind, on=on)
    names = _missing(book.dossier(code, kind, on), there)
    if found is None or not names:
        return None
    if found.status == CONFIRMED:
        return Lack(names, found.weight, spelled(found.citation) or "theo mục Quy định")
    return Lack(names, INFO, "danh mục chưa xác nhận, đối chiếu quy định của cấp trên")


def _missing(needs: Sequence[DocumentNeed], there: There) -> tuple[str, ...]:
    lines = checklist(needs, filed=there.filed, written=there.written, minuted=there.minuted)
    names: dict[str, list[str]] = {}
    for line in lines:
        if not line.there and not line.by_office:
            names.setdefault(line.group or line.code, []).append(line.name)
    return tuple(" hoặc ".join(group) for group in names.values())
