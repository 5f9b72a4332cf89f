"""What the parts of a standard say of one case, weighed by the version that asks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from awards.rules import atoms, collective_atoms
from awards.rules.atoms import Answer, Params, Within
from awards.rules.findings import BLOCK, RANK, Finding, Status, together
from awards.rules.grammar import ALL, ANY, Node
from awards.rules.rulebook import Version
from awards.rules.timeline import Case

Atom = Callable[[Case, Params, Within], Answer]
Branch = tuple[str, list[Finding]]
ATOMS: dict[str, Atom] = {
    "rating": atoms.rating,
    "award": atoms.award,
    "prior_award": atoms.prior_award,
    "initiative": atoms.initiative,
    "research": atoms.research,
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


class Judge:
    """Weighs answers by the version that asks; ``weight`` is its own, or less where it only stands in."""

    def __init__(self, case: Case, version: Version, weight: str) -> None:
        self.case, self.version, self.weight = case, version, weight
        self.source = (version.citation, weight, version.confidence)
        self.route = ""

    def findings(self, node: Node, within: Within) -> list[Finding]:
        """What a part says; of alternatives the best one."""
        if node.name in ATOMS:
            return [self._weighed(ATOMS[node.name](self.case, node.told, within))]
        if node.name == ALL:
            return [one for part in node.parts for one in self.findings(part, within)]
        if node.name == ANY:
            return self._best(self.branches(node, within))
        return self._other_standard(str(node.told["code"]))

    def routes(self, node: Node, within: Within) -> list[Branch]:
        """The alternatives of the standard itself: their findings carry their names."""
        found = []
        for number, part in enumerate(node.parts, start=1):
            self.route = part.route or str(number)
            found.append((self.route, self.findings(part, within.copy())))
        self.route = ""
        return found

    def branches(self, node: Node, within: Within) -> list[Branch]:
        """Each alternative by its name, each with what was known before it alone."""
        parts = enumerate(node.parts, start=1)
        return [
            (
                part.route or str(number),
                self.findings(part, within.copy()),
            )
            for number, part in parts
        ]

    def _best(self, branches: list[Branch]) -> list[Finding]:
        _, chosen = best_branch(branches)
        others = tuple(one for _, found in branches if found is not chosen for one in found)
        return [*chosen[:-1], Finding(*chosen[-1][:-1], others)] if chosen else chosen

    def _weighed(self, said: Answer) -> Finding:
        """An answer with the source and the weight of the rule by which it is given."""
        source = self.source
        if said.rule:
            weight = said.weight or said.rule.weight
            source = (said.rule.citation, self.weight if weight == BLOCK else weight, said.rule.confidence)
        made = Finding(said.key, said.status, said.message, *source, self.route, said.settle)
        return self.case.inquiry.shared(made)

    def _other_standard(self, code: str) -> list[Finding]:
        """That the standard of another title is met, whether or not it was given: by its own version of the day."""
        other = self.case.book.version(code, STANDARD, kind=self.case.subject.kind, on=self.case.inquiry.day)
        if other is None or other.condition is None:
            words = f"Đạt tiêu chuẩn {self.case.book.name(code)}: chưa có nội dung của ngày này"
            return [self._weighed(Answer(f"{MEETS}.{code}", Status.UNKNOWN, words, "rule"))]
        judge = Judge(self.case, other, other.weight if self.weight == self.version.weight else self.weight)
        judge.route = self.route
        return judge.findings(other.condition, Within(code))


def best_branch(branches: Iterable[Branch]) -> Branch:
    """The alternative nearest to being met; the first among equals."""
    return max(branches, key=lambda branch: nearness(branch[1]))


def nearness(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """How near to being met: the status, then how little blocks, then how little is open."""
    open_ones = [one for one in findings if one.status is not Status.MET]
    return RANK[together(open_ones)], -sum(one.blocks for one in open_ones), -len(open_ones)
