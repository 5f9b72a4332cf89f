"""The printed ballots of a meeting: one for each who came, without the item about himself."""

from __future__ import annotations

from awards.models import AgendaItem, Meeting
from awards.papers.ballot import Ballot, BallotFacts, BallotLine, draw_ballots
from awards.services.meeting_reading import MeetingReading
from plans.models import Office

TITLES, FORMS, WORKS = "Danh hiệu thi đua", "Hình thức khen thưởng", "Công nhận sáng kiến"


def ballots_pdf(meeting: Meeting) -> bytes:
    """All ballots, to be cut apart. Three queries."""
    office = Office.objects.first() or Office()
    reading = MeetingReading(meeting)
    lines = {item.pk: _line(reading, item) for item in reading.items}
    ordered = sorted(reading.items, key=lambda item: ((TITLES, FORMS, WORKS).index(lines[item.pk].group), item.order))
    ballots = []
    for number, voter in enumerate(reading.voters, start=1):
        left_out = reading.own_items(voter.person)
        rest = [lines[item.pk] for item in ordered if item not in left_out]
        without = ", ".join(str(item.order) for item in left_out)
        goes_to = f"Giao cho {voter.name}: không có dòng {without}" if left_out else ""
        ballots.append(Ballot(number, goes_to, rest))
    facts = BallotFacts(office.heading, meeting.council.name, meeting.subject, meeting.held_on)
    return draw_ballots(facts, ballots)


def _line(reading: MeetingReading, item: AgendaItem) -> BallotLine:
    if item.nomination is not None:
        one = item.nomination
        place = one.person.unit.label if one.person else ""
        return BallotLine(
            item.order,
            str(one.subject),
            ", ".join(filter(None, (one.honour.name, place))),
            TITLES if one.title_id else FORMS,
        )
    authors = ", ".join(author.name for author in reading.authors(item))
    return BallotLine(item.order, item.initiative.name if item.initiative else "", authors, WORKS)
