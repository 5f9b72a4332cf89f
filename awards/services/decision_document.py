"""What a decision says, taken from its words and its lines; and the plain data that its PDF carries."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from awards.models import Decision, DecisionKind, DecisionLine, DecisionState, ListPlace
from awards.papers.decision import DecisionWords, ListedLine, award_decision, payment_blocks
from awards.services.decision_line import corrections, first_of
from emulation.papers.campaign import lines_of, paper_of
from emulation.services.campaign_document import letterhead
from plans.models import Office
from plans.papers.content import Paper, Signature
from plans.papers.listing import SIGN_NOTE

if TYPE_CHECKING:
    from awards.services.reward import Due

WITH_LINES = (
    *("person", "unit"),
    *("title", "commendation", "award", "recognition"),
    *("changes__title", "changes__commendation", "changes__changes__changes"),
)
SERIES, KIND = "QĐ", "Quyết định"
FORMAT = "awards.decision.1"


def lines_in(decision: Decision) -> list[DecisionLine]:
    """The lines in their order, with the honour of each, the lines they change, who amends them. One query."""
    later = DecisionLine.objects.filter(
        changes=OuterRef("pk"), decision__kind=DecisionKind.AMEND, decision__state=DecisionState.ISSUED
    ).order_by("-pk")
    rows = decision.lines.annotate(
        amended_by=Subquery(later.values("decision")[:1]), amended_number=Subquery(later.values("decision__number")[:1])
    )
    return list(rows.select_related(*WITH_LINES).order_by("order", "pk"))


def listed(lines: Iterable[DecisionLine]) -> list[ListedLine]:
    """The lines as papers list them."""
    found = []
    for line in lines:
        honour = line.title or line.commendation
        found.append(
            ListedLine(
                first_of(line).order,
                line.printed_name,
                line.printed_about,
                honour.name if honour else "",
                is_title=line.title_id is not None,
                is_unit=line.unit_id is not None,
                achievement=line.achievement,
                amount=line.amount,
                corrected=corrections(line),
            )
        )
    return found


def printed_decision(
    decision: Decision,
    *,
    lines: Iterable[DecisionLine] | None = None,
    number: int | None = None,
    issued_on: dt.date | None = None,
) -> Paper:
    """The decision as it is printed now; a draft leaves number and day open. ``lines`` may be read already."""
    rows = list(lines_in(decision) if lines is None else lines)
    head = letterhead(decision, _office(), year=_year(issued_on), number=number, issued_on=issued_on)
    words = DecisionWords(
        subject=" ".join(decision.abstract.split()),
        authority=decision.authority,
        basis=tuple(lines_of(decision.basis)),
        articles=decision.articles,
        in_annex=decision.list_place == ListPlace.ANNEX,
        of_initiatives=any(line.initiative_id for line in rows),
        amends=decision.kind == DecisionKind.AMEND,
    )
    return award_decision(head, words, listed(rows))


def payment_list(decision: Decision, found: Iterable[Due]) -> Paper:
    """Danh sách chi tiền thưởng of an issued decision: what it pays on each line."""
    office = _office()
    head = letterhead(decision, office, year=_year(decision.issued_on))
    day = f" ngày {decision.issued_on:%d/%m/%Y}" if decision.issued_on else ""
    subject = f"Chi tiền thưởng theo Quyết định số {decision.number}{day}"
    lines = paid_lines(found)
    paper = paper_of(head, kind="DANH SÁCH", subject=subject, body=tuple(payment_blocks(lines, decision.base_salary)))
    signatures = (Signature("NGƯỜI LẬP", note=SIGN_NOTE), Signature("KẾ TOÁN", note=SIGN_NOTE), *paper.signatures)
    header = dataclasses.replace(paper.header, number="")
    return dataclasses.replace(paper, header=header, signatures=signatures, recipients=())


def paid_lines(found: Iterable[Due]) -> list[ListedLine]:
    """The lines on which a decision pays, each with what it pays itself."""
    paid = [due for due in found if not due.ends]
    return [
        dataclasses.replace(one, amount=due.here)
        for due, one in zip(paid, listed(due.line for due in paid), strict=True)
    ]


def record_of(decision: Decision) -> dict[str, Any]:
    """The plain data that the issued PDF carries."""
    return {
        "format": FORMAT,
        "kind": decision.kind,
        "year": decision.year,
        "achievement_year": decision.achievement_year,
        "amends": decision.amends.number if decision.amends else "",
        "ground": decision.ground,
        "base_salary": decision.base_salary,
        **{name: getattr(decision, name) for name in ("abstract", "basis", "articles", "recipients", "symbol")},
        "lines": [
            {
                "number": first_of(line).order,
                "name": line.printed_name,
                "about": line.printed_about,
                "honour": honour.code if (honour := line.title or line.commendation) else "",
                "multiple": line.multiple,
                "amount": line.amount,
            }
            for line in lines_in(decision)
        ],
    }


def _office() -> Office:
    return Office.objects.first() or Office()


def _year(issued_on: dt.date | None) -> int:
    return (issued_on or timezone.localdate()).year
