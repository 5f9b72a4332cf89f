"""The rules a council votes by: its own working rules first, then the law's share for an honour, then what is usual.

Each answer says where it comes from and how sure that is: a share nobody confirmed is shown as such, never hidden.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from awards.models import Council, CouncilKind, RuleKind, WorkingRule
from awards.rules.rulebook import Rulebook, Version, Vote
from awards.rules.votes import ALL, Counting, Share
from plans.models import Confidence

PARAMETER = {CouncilKind.EMULATION: "COUNCIL", CouncilKind.INITIATIVE: "INITIATIVE_COUNCIL"}
NOBODY_SAYS = "Chưa có quy định; đề nghị ghi vào quy chế làm việc của Hội đồng"
VOTE_BASES = {"all_members": ALL, "present": "present", "valid": "valid"}


@dataclass(frozen=True, slots=True)
class SaidShare:
    """A share, with where it is written."""

    share: Share
    source: str
    confidence: str
    is_own: bool = False  # a working rule of the council itself

    @property
    def is_sure(self) -> bool:
        """Whether somebody read it in the text in force."""
        return self.confidence == Confidence.READ


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A yes or no, with where it is written."""

    holds: bool
    source: str
    confidence: str
    is_own: bool = False


@dataclass(frozen=True)
class CouncilRules:
    """What a council votes by on a day; asked for honours by their code, "" for an initiative."""

    quorum: SaidShare
    quorum_for_awards: SaidShare
    counts_written: SaidWord
    nominee_in_base: SaidWord
    _own: dict[str, SaidShare]
    _default: SaidShare
    _book: Rulebook
    _on: dt.date

    def quorum_of(self, *, for_awards: bool) -> SaidShare:
        """The quorum of a meeting; higher where titles and commendations are voted on."""
        return self.quorum_for_awards if for_awards else self.quorum

    def threshold(self, code: str = "") -> SaidShare:
        """The share that carries an honour: the council's own, the law's, else that of every other vote."""
        if own := self._own.get(code):
            return own
        if "" in self._own and not code:
            return self._own[""]
        vote = self._book.vote(code, self._on) if code else None
        if vote and vote.min_share:
            return _of_law(vote, vote.min_share)
        return self._own.get("", self._default)

    def general(self, code: str) -> Version | None:
        """A rule for all awards as it stands on the day of the meeting."""
        return self._book.general(code, self._on)

    def counting(self, code: str = "") -> Counting:
        """The threshold with what the rules say of absent members and nominees, for ``awards.rules.votes``."""
        return Counting(self.threshold(code).share, self.counts_written.holds, self.nominee_in_base.holds)


class OwnRule(NamedTuple):
    """What a council wrote down itself; ``code`` is of the honour it is about, "" of every other."""

    pk: int
    kind: str
    code: str
    for_awards: bool
    numerator: int | None
    denominator: int | None
    is_more_than: bool
    base: str
    holds: bool | None
    source: str
    confidence: str

    @property
    def share(self) -> SaidShare:
        share = Share(self.numerator or 0, self.denominator or 1, self.is_more_than, self.base)
        return SaidShare(share, self.source, self.confidence, is_own=True)


def own_rules_asked(council: int) -> QuerySet[WorkingRule, tuple[Any, ...]]:
    """The question of what a council wrote down itself; each row is an ``OwnRule``."""
    code = Coalesce("title__code", "commendation__code", Value(""))
    rows = WorkingRule.objects.filter(council=council).order_by("pk").annotate(code=code)
    return rows.values_list(*OwnRule._fields)


def own_rules(council: Council) -> list[OwnRule]:
    """What a council wrote down itself. One query."""
    return [OwnRule(*row) for row in own_rules_asked(council.pk)]


def rules_of(council: Council, book: Rulebook, *, on: dt.date, own: Iterable[OwnRule] | None = None) -> CouncilRules:
    """The rules of a council on a day, by its ``own`` ones where they were read before."""
    told = own_rules(council) if own is None else list(own)
    usual = _Usual(CouncilKind(council.kind), book, on)
    quorums = {row.for_awards: row.share for row in told if row.kind == RuleKind.QUORUM}
    words = {row.kind: SaidWord(bool(row.holds), row.source, row.confidence, is_own=True) for row in told}
    plain = quorums.get(False) or usual.share("quorum", "2/3")
    return CouncilRules(
        quorum=plain,
        quorum_for_awards=quorums.get(True) or quorums.get(False) or usual.share("quorum_awards", "", plain),
        counts_written=words.get(RuleKind.WRITTEN) or usual.word("written_counted", missing=False),
        nominee_in_base=words.get(RuleKind.NOMINEE) or usual.word("nominee_in_base", missing=True),
        _own={row.code: row.share for row in told if row.kind == RuleKind.THRESHOLD},
        _default=usual.default(),
        _book=book,
        _on=on,
    )


def _of_law(vote: Vote, least: Fraction) -> SaidShare:
    share = Share(least.numerator, least.denominator, base=VOTE_BASES.get(vote.base, ALL))
    note = f" ({vote.note.rstrip('.')})" if vote.note else ""
    return SaidShare(share, f"{vote.citation}{note}", vote.confidence)


class _Usual:
    """What the reference gives for councils of this kind where the office has written nothing of its own."""

    def __init__(self, kind: CouncilKind, book: Rulebook, on: dt.date) -> None:
        found = book.parameter(PARAMETER[kind], on=on)
        self.content = found.content if found else {}
        self.source = found.citation if found else NOBODY_SAYS
        self.confidence = found.confidence if found else Confidence.MEMORY.value

    def share(self, name: str, missing: str, other: SaidShare | None = None) -> SaidShare:
        if name in self.content:
            part = Fraction(str(self.content[name]))
            return SaidShare(Share(part.numerator, part.denominator), self.source, self.confidence)
        if other is not None:
            return other
        part = Fraction(missing)
        return SaidShare(Share(part.numerator, part.denominator), NOBODY_SAYS, Confidence.MEMORY)

    def default(self) -> SaidShare:
        """More than half of all members, or what the reference gives for recognising initiatives."""
        if "recognise_share" in self.content:
            return self.share("recognise_share", "")
        half = self.share("default_share", "1/2")
        return SaidShare(replace(half.share, is_more_than=True), NOBODY_SAYS, Confidence.MEMORY)

    def word(self, name: str, *, missing: bool) -> SaidWord:
        if name in self.content:
            return SaidWord(bool(self.content[name]), self.source, self.confidence)
        return SaidWord(missing, NOBODY_SAYS, Confidence.MEMORY)
