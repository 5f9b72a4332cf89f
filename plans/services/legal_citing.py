"""Who still cites a legal text that has lapsed: plans in use, papers issued since, and what higher apps hold."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from plans import sockets
from plans.models import IssuedPaper, LegalText, Plan, PlanSection, PlanState, User
from plans.rules.legal import cites
from plans.rules.official import symbol_line
from plans.sockets import Citation


def citations_of(user: User, text: LegalText) -> list[Citation]:
    """Everything in use that names ``text``, as far as ``user`` may see it. Few queries, whatever is found."""
    if not text.number:
        return []
    found = [*_plans(user, text.number), *_papers(user, text.number, text.effective_to)]
    return [*found, *itertools.chain.from_iterable(ask(user, text) for ask in sockets.citations)]


def _plans(user: User, number: str) -> Iterator[Citation]:
    """Plans that still run or are being drawn up: opening, closing and sections. One query."""
    plans, head = Plan.objects.visible_to(user).exclude(state=PlanState.CLOSED).order_by(), _plain_head(number)
    told: list[Any] = [
        plans.filter(**{f"{part}__icontains": head}).values_list("pk", "year", "state", part)
        for part in ("opening", "closing")
    ]
    sections = PlanSection.objects.filter(plan__in=plans, body__icontains=head).order_by()
    told.append(sections.values_list("plan_id", "plan__year", "plan__state", "body"))
    rows = told[0].union(*told[1:], all=True)
    for pk, year, state in sorted({row[:3] for row in rows if cites(row[3], number)}, key=lambda row: -row[1]):
        yield Citation(
            kind="Kế hoạch",
            title=f"Kế hoạch công tác thi đua, khen thưởng năm {year}",
            detail=str(PlanState(state).label),
            url=reverse("plans:plan", args=[pk]),
        )


def _papers(user: User, number: str, lapsed_on: dt.date | None) -> Iterator[Citation]:
    """Papers issued after the text lapsed; an older one cited what was in force on its day."""
    if lapsed_on is None:
        return
    rows = IssuedPaper.objects.visible_to(user).filter(issued_on__gt=lapsed_on)
    rows = rows.annotate(frozen=Cast("content", TextField())).filter(
        Q(frozen__contains=_plain_head(number)) | Q(abstract__icontains=_plain_head(number))
    )
    columns = ("pk", "kind", "number", "symbol", "abstract", "issued_on", "content")
    for paper in rows.order_by("-issued_on", "-pk").values(*columns):
        if cites(f"{paper['abstract']}\n{_words_in(paper['content'])}", number):
            yield Citation(
                kind="Văn bản",
                title=f"{paper['kind']} {symbol_line(paper['number'], paper['symbol'])}: {paper['abstract']}",
                detail=f"ban hành ngày {paper['issued_on']:%d/%m/%Y}, sau ngày hết hiệu lực",
                url=reverse("plans:paper", args=[paper["pk"]]),
            )


def _plain_head(number: str) -> str:
    """The number up to its first letter with a mark, which one of the databases keeps in another form in JSON."""
    return "".join(itertools.takewhile(str.isascii, number))


def _words_in(content: Any) -> str:
    """Every text of a frozen paper."""
    if isinstance(content, dict):
        return "\n".join(map(_words_in, content.values()))
    if isinstance(content, list):
        return "\n".join(map(_words_in, content))
    return content if isinstance(content, str) else ""
