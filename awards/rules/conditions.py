"""What the parts of a standard say of one case, weighed by the version that asks. Pure."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

from awards.rules import atoms, award_atoms, collective_atoms, rating_atoms, work_atoms
from awards.rules.atoms import Answer, Params, Within
from awards.rules.findings import BLOCK, INFO, RANK, Finding, Settle, Status, together
from awards.rules.grammar import ALL, ANY, Node
from awards.rules.rulebook import Version
from awards.rules.timeline import Case, Inquiry

Atom = Callable[[Case, Params, Within], Answer]
Findings = tuple[Finding, ...]
ATOMS: dict[str, Atom] = {
    "rating": rating_atoms.rating,
    "award": award_atoms.award,
    "prior_award": award_atoms.prior_award,
    "initiative": work_atoms.initiative,
    "research": work_atoms.research,
    "service_years": atoms.service_years,
    "qualitative": atoms.qualitative,
    "member_share": collective_atoms.member_share,
    "member_has": collective_atoms.member_has,
    "no_discipline": collective_atoms.no_discipline,
    "first_in_cluster": collective_atoms.first_in_cluster,
    "exceeds_targets": collective_atoms.exceeds_targets,
    "movement_result": collective_atoms.movement_result,
    "thematic_leader": collective_atoms.thematic_leader,
    "achievement": collective_atoms.achievement,
}
STANDARD, MEETS = "standard", "meets_standard"
STATED = {True: ": đã xác nhận", False: ": xác nhận là không đúng"}


class Judge:
    """Weighs answers by the version that asks; ``weight`` is its own, or less where it only stands in.

    Of one inquiry: the same judge for every subject.
    """

    def __init__(self, inquiry: Inquiry, version: Version, weight: str, kind: str) -> None:
        self.inquiry, self.version, self.weight, self.kind = inquiry, version, weight, kind
        self.told = version.condition or Node(ALL)
        self._others: dict[str, Judge | None] = {}

    def whole(self, case: Case, code: str) -> list[Finding]:
        """What every atom of the standard says; where it knows several ways, each gives its name to what it says."""
        if self.told.name != ANY:
            return self.asked(case, self.told, Within(code))
        return [one for name, part in self.ways() for one in self.asked(case, part, Within(code), name)]

    def ways(self) -> list[tuple[str, Node]]:
        """The alternatives of the standard itself by their names."""
        return [(part.route or str(number), part) for number, part in enumerate(self.told.parts, start=1)]

    def asked(self, case: Case, node: Node, within: Within, route: str = "") -> list[Finding]:
        """What every atom of a part says, in the order in which ``put`` reads it."""
        if (atom := ATOMS.get(node.name)) is not None:
            return [self._weighed(case, atom(case, node.told, within), route)]
        if node.name not in (ALL, ANY):
            return self._other_standard(case, str(node.told["code"]), route)
        apart, found = node.name == ANY, []
        for part in node.parts:
            seen = within.copy() if apart else within
            if (atom := ATOMS.get(part.name)) is not None:
                found.append(self._weighed(case, atom(case, part.told, seen), route))
            else:
                found += self.asked(case, part, seen, route)
        return found

    def put(self, node: Node, said: Iterator[Finding]) -> Findings:
        """The findings of a part out of what its atoms said; of alternatives the best one."""
        if node.name in ATOMS:
            return (next(said),)
        if node.name == ALL:
            return tuple([one for part in node.parts for one in self.put(part, said)])
        if node.name == ANY:
            return _best([self.put(part, said) for part in node.parts])
        judge = self._judge_of(str(node.told["code"]))
        return judge.put(judge.told, said) if judge else (next(said),)

    def doubt(self, case: Case, node: Node, within: Within) -> list[Finding]:
        """What the standard may ask for: where it is not fulfilled, nobody can say that it must be, but an officer."""
        found = []
        for said in self.put(node, iter(self.asked(case, node, within))):
            stated = case.subject.stated(case.year, said.key)
            one = _doubted(said, stated) if said.status is Status.NOT_MET else said
            found.append(self.inquiry.shared(one, functools.partial(_itself, one)))
        return found

    def _weighed(self, case: Case, said: Answer, route: str) -> Finding:
        """An answer with the source and the weight of the rule by which it is given; an officer's word settles it."""
        stated = None
        if said.status is Status.UNKNOWN and said.settle == Settle.STATEMENT:
            stated = case.subject.stated(case.year, said.key)
        cut = said.private and case.since is not None
        return self.inquiry.shared((self, said, route, stated, cut), lambda: self._made(said, route, stated, cut=cut))

    def _made(self, said: Answer, route: str, stated: bool | None, *, cut: bool) -> Finding:
        version, weight = self.version, self.weight
        if said.rule:
            version, weight = said.rule, lighter(said.weight or said.rule.weight, self.weight)
        elif cut and self.inquiry.after_discipline:  # what discipline takes away weighs no more than R5
            weight = lighter(self.inquiry.after_discipline.weight, weight)
        status, message, settle = said.status, said.message, said.settle
        if stated is not None:
            status, settle = Status.MET if stated else Status.NOT_MET, ""
            message += STATED[stated]
        return Finding(
            said.key,
            status,
            message,
            version.citation,
            weight,
            version.confidence,
            route,
            settle,
            needed=said.needed,
            has=said.has,
            private=said.private,
        )

    def _other_standard(self, case: Case, code: str, route: str) -> list[Finding]:
        """That the standard of another title is met, whether or not it was given: by its own version of the day."""
        judge = self._judge_of(code)
        if judge is not None:
            return judge.asked(case, judge.told, Within(code), route)
        words = f"Đạt tiêu chuẩn {case.book.name(code)}: chưa có nội dung của ngày này"
        return [self._weighed(case, Answer(f"{MEETS}.{code}", Status.UNKNOWN, words, Settle.RULE), route)]

    def _judge_of(self, code: str) -> Judge | None:
        """By the standard of another title, of its own weight unless this one only stands in; None: not known."""
        if code not in self._others:
            other = self.inquiry.book.version(code, STANDARD, kind=self.kind, on=self.inquiry.day)
            weight = other.weight if other and self.weight == self.version.weight else self.weight
            known = other is not None and other.condition is not None
            self._others[code] = Judge(self.inquiry, other, weight, self.kind) if other and known else None
        return self._others[code]


def _doubted(one: Finding, stated: bool | None) -> Finding:
    words = one.message + (STATED[stated] if stated is not None else "")
    status, settle = (Status.MET, "") if stated else (Status.UNKNOWN, Settle.STATEMENT)
    return one._replace(status=status, message=words, settle=settle)


def _itself(one: Finding) -> Finding:
    return one


def lighter(one: str, other: str) -> str:
    """What ``one`` weighs where ``other`` asks: only two that block block."""
    return other if one == BLOCK or other == INFO else one


def _best(branches: list[Findings]) -> Findings:
    """The alternative nearest to being met, the first among equals; it says what would do instead."""
    chosen = max(branches, key=nearness)
    others = tuple([one for found in branches if found is not chosen for one in found])
    return (*chosen[:-1], chosen[-1]._replace(instead=others)) if chosen else chosen


def nearness(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """How near to being met: the status, then how little blocks, then how little is open."""
    open_ones = [one for one in findings if one.status is not Status.MET]
    return RANK[together(open_ones)], -sum(one.blocks for one in open_ones), -len(open_ones)
