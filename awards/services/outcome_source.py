"""Who is to be told of a decision or of what a council came to, and what the record gives as the reason."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from awards.models import (
    AgendaItem,
    Decision,
    DecisionKind,
    DecisionLine,
    DecisionState,
    Meeting,
    MeetingState,
    Nomination,
    NominationState,
    OutcomeLetter,
    VoteMethod,
)
from awards.rules import outcome_words as words
from awards.rules.citation import spelled
from awards.rules.eligibility import Finding, Status
from awards.rules.findings import INFO
from awards.rules.sending import veiled
from awards.services.decision_effect import decided_by
from awards.services.meeting_agenda import ELSEWHERE
from awards.services.nomination_check import Check, check_many
from awards.services.quota import places_of_round
from awards.services.rulebook import current_rulebook
from awards.services.working_rules import CouncilRules, rules_of
from emulation.models import Commendation, Title
from plans.models import Confidence, Office
from plans.rules.official import short_date

SEALED = (MeetingState.RESULTS, MeetingState.MINUTED)
OF_NOMINATION = ("person__unit", "person__user", "unit", "title", "commendation", "round")
STAYED_OUT = Q(state=NominationState.SUBMITTED) | Q(state=NominationState.DRAFT) & ~Q(return_reason="")
ON_AGENDA = ~Q(meeting__state=MeetingState.CANCELLED) & Q(meeting__removed_at=None)
NOT_CARRIED = Q(passed=False) | Q(picked=False)
_LIVE = ~Q(state=OutcomeLetter.State.VOID)


class ToTell(NamedTuple):
    """One nominee to be told: by a line of the decision, by an item of the meeting, or of a dossier left out."""

    nomination: Nomination
    line: DecisionLine | None = None
    item: AgendaItem | None = None
    granted: bool = False


def lines_to_tell() -> QuerySet[DecisionLine]:
    """Lines of issued decisions that stand and of which nobody was told yet."""
    rows = DecisionLine.objects.filter(decision__state=DecisionState.ISSUED, nomination__isnull=False)
    changed = DecisionLine.objects.filter(changes=OuterRef("pk"), decision__state=DecisionState.ISSUED)
    return rows.exclude(Exists(changed)).exclude(Exists(OutcomeLetter.objects.filter(_LIVE, line=OuterRef("pk"))))


def items_to_tell() -> QuerySet[AgendaItem]:
    """What sealed meetings did not carry, no other meeting has before it, and nobody was told of."""
    rows = AgendaItem.objects.filter(NOT_CARRIED, nomination__isnull=False, meeting__state__in=SEALED)
    rows = rows.exclude(Exists(OutcomeLetter.objects.filter(_LIVE, item=OuterRef("pk"))))
    return rows.exclude(Exists(AgendaItem.objects.filter(ELSEWHERE, nomination=OuterRef("nomination"))))


def on_lines(decision: Decision) -> list[ToTell]:
    """Who is to be told of what a decision says. One query."""
    with_people = [f"nomination__{name}" for name in OF_NOMINATION]
    rows = lines_to_tell().filter(decision=decision.pk).order_by("order", "pk")
    found = rows.select_related(*with_people, "decision", "changes__decision", "title", "commendation")
    gives = decision.kind != DecisionKind.REVOKE
    return [ToTell(line.nomination, line=line, granted=gives) for line in found if line.nomination]


def on_items(meeting: Meeting) -> list[ToTell]:
    """Who is to be told of what a meeting did not carry. One query."""
    rows = items_to_tell().filter(meeting=meeting.pk).order_by("order", "pk")
    found = rows.select_related(*(f"nomination__{name}" for name in OF_NOMINATION))
    return [ToTell(item.nomination, item=item) for item in found if item.nomination]


def left_out(meeting: Meeting) -> list[ToTell]:
    """Dossiers of the meeting's round that were sent and came before no council, and nobody was told of. One query."""
    if meeting.state not in SEALED or meeting.round_id is None:
        return []
    rows = Nomination.objects.filter(STAYED_OUT, removed_at=None, round=meeting.round_id)
    rows = rows.exclude(Exists(AgendaItem.objects.filter(ON_AGENDA, nomination=OuterRef("pk"))))
    rows = rows.exclude(Exists(OutcomeLetter.objects.filter(_LIVE, nomination=OuterRef("pk"), line=None, item=None)))
    return [ToTell(one) for one in rows.select_related(*OF_NOMINATION).order_by("pk")]


def no_longer_right(letters: Iterable[OutcomeLetter]) -> dict[int, str]:
    """Of the letters given those that the record does not support any more, each with why. Three queries."""
    every = list(letters)
    lines = {one.line_id for one in every if one.line_id}
    items = {one.item_id for one in every if one.item_id}
    stood_out = {one.nomination_id for one in every if not one.line_id and not one.item_id}
    changed = DecisionLine.objects.filter(changes__in=lines, decision__state=DecisionState.ISSUED)
    later = dict(changed.values_list("changes", "decision__number"))
    refused = AgendaItem.objects.filter(NOT_CARRIED, pk__in=items, meeting__state__in=SEALED)
    refused = refused.exclude(Exists(AgendaItem.objects.filter(ELSEWHERE, nomination=OuterRef("nomination"))))
    still = set(refused.values_list("pk", flat=True))
    out = Nomination.objects.filter(STAYED_OUT, pk__in=stood_out, removed_at=None)
    out = out.exclude(Exists(AgendaItem.objects.filter(ON_AGENDA, nomination=OuterRef("pk"))))
    outside = set(out.values_list("pk", flat=True))
    found = {}
    for one in every:
        if one.line_id in later:
            found[one.pk] = f"Quyết định số {later[one.line_id]} đã thay đổi kết quả này."
        elif one.item_id and not one.line_id and one.item_id not in still:
            found[one.pk] = "Kết quả của hội đồng đã đổi sau khi soạn."
        elif not one.line_id and not one.item_id and one.nomination_id not in outside:
            found[one.pk] = "Hồ sơ đã được đưa ra hội đồng, hoặc không còn trong đợt xét."
    return found


class _Asked(NamedTuple):
    """What nominations have in common that are assessed together."""

    honour: Title | Commendation
    year: int
    received_on: dt.date | None
    is_person: bool


class Drafting:
    """First wordings of many letters: what they share is read once."""

    def __init__(self) -> None:
        office = Office.objects.first() or Office()
        self.office = office.name or "Cơ quan"
        self._rules: CouncilRules | None = None

    def texts(self, meeting: Meeting | None, found: Sequence[ToTell]) -> list[str]:
        """The wording of each, in their order."""
        outside = [one.nomination for one in found if one.line is None and one.item is None]
        findings = self._findings(outside)
        places = self._places(meeting) if any(one.item and one.item.passed for one in found) else {}
        said = []
        for one in found:
            if one.line is not None:
                said.append(self._of_line(one.line, one.nomination))
            elif one.item is not None:
                said.append(self._of_item(one.item, one.nomination, meeting, places))
            else:
                said.append(self._of_dossier(one.nomination, findings.get(one.nomination.pk)))
        return said

    def _to(self, nomination: Nomination, line: DecisionLine | None = None) -> words.Nominee:
        """As the decision prints him, else as the records name him now."""
        honour = (line.title or line.commendation if line else None) or nomination.honour
        is_title = line.title_id is not None if line else nomination.title_id is not None
        person = nomination.person
        about = ", ".join(filter(None, (person.position, person.unit.name))) if person else ""
        return words.Nominee(
            office=self.office,
            name=line.printed_name if line else str(nomination.subject),
            about=" ".join(line.printed_about.split()) if line else about,
            is_unit=nomination.unit_id is not None,
            asked=f"tặng danh hiệu {honour.name}" if is_title else f"tặng {honour.name}",
            year=nomination.year,
        )

    def _of_line(self, line: DecisionLine, nomination: Nomination) -> str:
        decision, to = line.decision, self._to(nomination, line)
        earlier = named(line.changes.decision) if line.changes else ""
        if decision.kind == DecisionKind.REVOKE:
            ground = f"{decision.get_ground_display()} (Luật Thi đua, khen thưởng, Điều 93 khoản 2)"
            return words.revoked(
                to, decision=named(decision), earlier=earlier, ground=ground, words=decision.ground_words
            )
        return words.granted(
            to, decision=named(decision), by=decided_by(decision), achievement=line.achievement, amends=earlier
        )

    def _of_item(
        self, item: AgendaItem, nomination: Nomination, meeting: Meeting | None, places: dict[tuple[str, bool], str]
    ) -> str:
        if meeting is None:
            raise ValueError("an item is of a meeting")
        to, day = self._to(nomination), short_date(meeting.held_on)
        if item.passed:
            private = self._speaks_of_private(nomination)
            taken = places.get((nomination.honour.code, nomination.title_id is not None), "")
            reason = "" if private else item.pick_reason
            return words.not_picked(to, council=meeting.council.name, day=day, reason=reason, places=taken)
        result = words.counted(item.rule_words)
        if result and not self._is_read(meeting, nomination, result.source):
            result = result._replace(source="")
        return words.not_carried(
            to,
            council=meeting.council.name,
            day=day,
            result=result,
            numbers=knows_numbers(meeting, nomination),
        )

    def _is_read(self, meeting: Meeting, nomination: Nomination, source: str) -> bool:
        """Whether somebody read the text that sets the threshold; else a letter does not cite it."""
        if self._rules is None:
            self._rules = rules_of(meeting.council, current_rulebook(), on=meeting.held_on)
        said = self._rules.threshold(nomination.honour.code)
        return said.is_sure and said.source == source

    def _of_dossier(self, nomination: Nomination, check: Check | None) -> str:
        """Only findings that anybody may know; what an examiner wrote is left out where something private speaks."""
        unmet = _unmet(check) if check else []
        private = check is not None and _speaks(check)
        returned = "" if private or nomination.state != NominationState.DRAFT else nomination.return_reason
        return words.left_out(
            self._to(nomination),
            award_round=nomination.round.name,
            findings=[(one.message, _ground(one)) for one in unmet],
            returned=returned,
        )

    def _speaks_of_private(self, nomination: Nomination) -> bool:
        check = self._findings([nomination]).get(nomination.pk)
        return check is None or _speaks(check)

    def _findings(self, nominations: Sequence[Nomination]) -> dict[int, Check]:
        """The assessment of each, read together for those of one honour, year and kind of subject."""
        groups: dict[_Asked, list[Nomination]] = defaultdict(list)
        for one in nominations:
            groups[_Asked(one.honour, one.year, one.received_on, one.unit_id is None)].append(one)
        found: dict[int, Check] = {}
        if not groups:
            return found
        book = current_rulebook()
        for asked, members in groups.items():
            checks = check_many(
                subjects=[one.subject for one in members],
                honour=asked.honour,
                year=asked.year,
                on=asked.received_on or timezone.localdate(),
                received_on=asked.received_on,
                book=book,
            )
            found |= {one.pk: checks[one.subject.pk] for one in members if one.subject.pk in checks}
        return found

    def _places(self, meeting: Meeting | None) -> dict[tuple[str, bool], str]:
        """The honours of which every place of the round was used up by this meeting, in words. Two queries."""
        if meeting is None or meeting.round is None:
            return {}
        items = meeting.items.filter(nomination__isnull=False).select_related(
            "nomination__title", "nomination__commendation"
        )
        carried = Counter(
            (one.nomination.honour.code, one.nomination.title_id is not None)
            for one in items
            if one.is_carried and one.nomination
        )
        return {
            (line.code, line.is_title): (
                f"Đợt xét có {line.places.limit:02} suất {line.name} ({line.source}), hội đồng đã đề nghị đủ"
            )
            for line in places_of_round(meeting.round)
            if line.places.limit is not None and carried[line.code, line.is_title] >= line.places.limit
        }


def named(decision: Decision) -> str:
    """ "Quyết định số 15/QĐ-SNgV ngày 05/6/2026"."""
    day = f" ngày {short_date(decision.issued_on)}" if decision.issued_on else ""
    return f"Quyết định số {decision.number}{day}"


def knows_numbers(meeting: Meeting, nomination: Nomination) -> bool:
    """Whether the letter may say how many voted: hands are seen, secret ballots are for who may open the results.

    A letter on a unit is read by whoever is its contact later, so it never tells them.
    """
    if meeting.method == VoteMethod.HANDS:
        return True
    account = getattr(nomination.person, "user", None)
    return account is not None and Meeting.objects.visible_to(account).filter(pk=meeting.pk).exists()


def _unmet(check: Check) -> list[Finding]:
    """What stands against, as somebody may know it who is told neither of discipline nor of what is examined."""
    seen = veiled((check.untold or check.assessment).findings)
    return [one for one in seen if one.status is Status.NOT_MET and one.enforcement != INFO and not one.private]


def _ground(finding: Finding) -> str:
    """The legal text where somebody read it as it stands; else the place stays open for who can cite it."""
    return spelled(finding.citation) if finding.confidence == Confidence.READ else words.GAP


def _speaks(check: Check) -> bool:
    """Whether discipline or what is examined stands against the nominee."""
    if check.untold is not None:
        return True
    return any(
        one.private and one.status is Status.NOT_MET and one.enforcement != INFO for one in check.assessment.findings
    )
