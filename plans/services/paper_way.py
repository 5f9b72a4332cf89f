"""The way of an official paper: submitted, approved or returned, issued with number and date by the clerk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import transaction

from plans.errors import DomainError
from plans.models import IssuedPaper, OfficialPaper, PaperState, Role, User
from plans.papers.content import Paper
from plans.rules.official import symbol_line
from plans.services.locking import one_at_a_time
from plans.services.paper import register_paper
from plans.services.way import Way, check_issue_day, holders

P = TypeVar("P", bound=OfficialPaper)


class Entry(NamedTuple):
    """What the register says of a paper that the paper itself does not."""

    series: str
    kind: str
    is_sample: bool


def _nothing(*_asked: object) -> None:
    """What a kind of paper does that has nothing of its own to do."""


@dataclass(frozen=True)
class PaperWay(Generic[P]):
    """How papers of one kind go from draft to number; what is a kind's own stands in these fields.

    ``act`` begins its audit words ("decision" of "decision.submit"). ``missing`` gives what stands in the way of going
    on, a sentence each. ``may_submit`` and ``may_issue`` refuse by DomainError; the second may also write what depends
    on the day of issue. ``follow`` is done once it is issued, before it is printed. ``told`` are those who hear that it
    is issued, with what they hear.
    """

    way: Way[P]
    act: str
    missing: Callable[[P], Iterable[str]]
    printed: Callable[..., Paper]  # of the record with number= and issued_on=
    data: Callable[[P], Mapping[str, Any]]  # plain data that the issued PDF carries
    entry: Callable[[P], Entry]
    told: Callable[[P], Iterable[tuple[Iterable[User], str]]]
    may_submit: Callable[[P], None] = _nothing
    may_issue: Callable[[P, dt.date], None] = _nothing
    follow: Callable[[P, User], None] = _nothing

    @transaction.atomic
    def submit(self, *, actor: User, record: P, seen: int, key: str = "") -> P:
        """Trình duyệt."""
        paper = self.way.taken_up(record, actor, seen, key, PaperState.DRAFT)
        self.may_submit(paper)
        self._require_whole(paper, "Chưa trình được.")
        paper.return_reason = ""
        entry = self.way.moved(paper, actor, f"{self.act}.submit", paper.submit)
        self.way.tell(holders(Role.LEADER), paper, entry, f"{paper} chờ anh, chị duyệt.")
        return paper

    @transaction.atomic
    def withdraw(self, *, actor: User, record: P, seen: int, key: str = "") -> P:
        """Thu hồi về dự thảo while it is not approved."""
        paper = self.way.taken_up(record, actor, seen, key, PaperState.SUBMITTED)
        entry = self.way.moved(paper, actor, f"{self.act}.withdraw", paper.send_back)
        self.way.tell(holders(Role.LEADER), paper, entry, f"Thường trực đã thu hồi {paper} để sửa, chưa cần duyệt.")
        return paper

    @transaction.atomic
    def approve(self, *, actor: User, record: P, seen: int, key: str = "") -> P:
        """Duyệt: the clerk then enters number and date."""
        paper = self.way.taken_up(record, actor, seen, key, PaperState.SUBMITTED)
        self._require_whole(paper, "Chưa duyệt được.")
        paper.approved_by = actor
        entry = self.way.moved(paper, actor, f"{self.act}.approve", paper.approve)
        self.way.tell(holders(Role.CLERK), paper, entry, f"{paper} đã duyệt, chờ ghi số và ngày.")
        return paper

    @transaction.atomic
    def send_back(self, *, actor: User, record: P, reason: str, seen: int, key: str = "") -> P:
        """Trả lại kèm lý do."""
        paper = self.way.taken_up(record, actor, seen, key, PaperState.SUBMITTED, PaperState.APPROVED)
        if not reason.strip():
            raise DomainError("Ghi lý do trả lại để thường trực biết cần sửa gì.")
        waiting = (Role.CLERK,) if paper.state == PaperState.APPROVED else ()  # who was told that it waits for a number
        paper.return_reason, paper.approved_by = reason, None
        entry = self.way.moved(paper, actor, f"{self.act}.return", paper.send_back, note=reason)
        self.way.tell(holders(Role.STANDING, *waiting), paper, entry, f"{paper} được trả lại: {reason}")
        return paper

    @transaction.atomic
    def issue(
        self, *, actor: User, record: P, number: int, issued_on: dt.date, seen: int, key: str = ""
    ) -> IssuedPaper:
        """Ban hành: number and date enter the register; what it says is frozen as it is now."""
        one_at_a_time()
        paper = self.way.taken_up(record, actor, seen, key, PaperState.APPROVED)
        check_issue_day(issued_on)
        self._require_whole(paper, "Chưa ban hành được.")
        self.may_issue(paper, issued_on)
        paper.number, paper.issued_on = symbol_line(number, paper.symbol), issued_on
        entry = self.way.moved(paper, actor, f"{self.act}.issue", paper.issue, note=paper.number)
        self.follow(paper, actor)
        printed = self.printed(paper, number=number, issued_on=issued_on)
        registered = register_paper(
            paper=self._register_line(paper, printed),
            number=number,
            issued_on=issued_on,
            printed=printed,
            record=self.data(paper),
            actor=actor,
            at=entry,
        )
        paper.paper = registered
        paper.save()
        for people, text in self.told(paper):
            self.way.tell(people, paper, entry, text)
        return registered

    def _require_whole(self, paper: P, refusal: str) -> None:
        if missing := list(self.missing(paper)):
            raise DomainError(" ".join((refusal, *missing)))

    def _register_line(self, paper: P, printed: Paper) -> IssuedPaper:
        entry = self.entry(paper)
        return IssuedPaper(
            series=entry.series,
            symbol=paper.symbol,
            kind=entry.kind,
            abstract=" ".join((printed.subject or printed.header.about).split())[:500],
            signer_title=paper.signer_title,
            signer=paper.signer_name,
            recipients=paper.recipients,
            is_sample=entry.is_sample,
        )
