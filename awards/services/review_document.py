"""The minutes of a unit's review as a paper, from its record."""

from __future__ import annotations

from awards.models import UnitReview
from awards.papers.review import ReviewedLine, ReviewFacts, review_paper
from plans.models import Office
from plans.papers.content import Paper


def review_document(review: UnitReview) -> Paper:
    """Biên bản bình xét."""
    office = Office.objects.first() or Office()
    lines = review.lines.select_related("person", "unit", "title", "commendation")
    return review_paper(
        ReviewFacts(
            agency=review.unit.name,
            parent_agency=office.heading,
            town=office.place,
            round_name=review.round.name,
            unit=review.unit.name,
            held_on=review.held_on,
            place=review.place,
            chair=review.chair,
            secretary=review.secretary,
            members=review.members,
            present=review.present,
            lines=[
                ReviewedLine(
                    str(line.subject),
                    line.person.position if line.person else "",
                    str(line.honour),
                    line.title_id is not None,
                    line.agreed,
                    line.note,
                )
                for line in lines
            ],
            discussion=review.discussion,
            conclusion=review.conclusion,
        )
    )
