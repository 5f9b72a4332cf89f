"""The sentences of a report about what the office did around the plan: papers, directions, events, obstacles, proof.

Pure functions; each fact stands with the keys of the records that it counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plans.rules.report_line import Drawn, Figures, Link
from plans.rules.report_words import Part, compared, joined, linked, sentence

MOST_SAID = 20  # words of units taken over one by one


@dataclass(frozen=True)
class Said:
    """Words that a unit reported: a difficulty or a proposal, with the task they are about."""

    pk: int
    kind: str
    unit: str
    task_no: str
    text: str


@dataclass(frozen=True)
class RecordsTold:
    """What a report counts beside the tasks. ``papers`` are (kind, key) pairs; ``papers_before`` None where unknown.

    ``readers`` are keys of who has read the plan, ``staff`` those of everybody. ``adjustments`` are words with key.
    """

    year: int
    papers: tuple[tuple[str, int], ...]
    papers_before: int | None
    readers: tuple[int, ...]
    staff: tuple[int, ...]
    directions: tuple[int, ...]
    directions_answered: tuple[int, ...]
    adjustments: tuple[tuple[str, int], ...]
    events: tuple[tuple[str, int], ...]
    obstacles: tuple[Said, ...]
    obstacles_settled: tuple[int, ...]
    difficulties: tuple[Said, ...]
    proposals: tuple[Said, ...]
    evidence: tuple[int, ...]
    tasks_with_evidence: tuple[int, ...]


def record_sentences(facts: RecordsTold) -> Iterator[Drawn]:
    """Everything these records say, section by section."""
    yield from _leadership(facts)
    yield from _difficulties(facts)
    yield from _said("proposals", "proposals", facts.proposals, order=20)
    if facts.evidence:
        files = linked("tài liệu minh chứng", "evidence", facts.evidence)
        tasks = linked("nhiệm vụ", "task", facts.tasks_with_evidence)
        words = sentence("Lưu ", files, " của ", tasks, " trong kế hoạch.")
        figures: Figures = {"files": len(facts.evidence), "tasks": len(facts.tasks_with_evidence)}
        yield Drawn("evidence", "evidence.files", words, figures, order=10)


def _leadership(facts: RecordsTold) -> Iterator[Drawn]:
    if facts.papers:
        yield _papers(facts)
    if facts.readers:
        readers = linked("công chức, viên chức, người lao động", "reader", facts.readers)
        yield Drawn(
            "leadership",
            "leadership.readers",
            sentence(
                "Quán triệt kế hoạch đến ", readers, " trong tổng số ", linked("người", "person", facts.staff), "."
            ),
            {"readers": len(facts.readers), "staff": len(facts.staff)},
            order=20,
        )
    if facts.directions:
        answered = facts.directions_answered
        replied: tuple[Part, ...] = (
            ("các đơn vị đã trả lời ", linked("ý kiến", "direction", answered))
            if answered
            else ("các đơn vị chưa trả lời ý kiến nào",)
        )
        yield Drawn(
            "leadership",
            "leadership.directions",
            sentence(
                "Lãnh đạo Sở cho ",
                linked("ý kiến chỉ đạo", "direction", facts.directions),
                " về thực hiện các nhiệm vụ của kế hoạch; ",
                replied,
                ".",
            ),
            {"directions": len(facts.directions), "answered": len(facts.directions_answered)},
            order=30,
        )
    if facts.adjustments:
        keys = [key for _, key in facts.adjustments]
        names = "; ".join(words for words, _ in facts.adjustments)
        yield Drawn(
            "leadership",
            "leadership.adjustments",
            sentence("Ban hành ", linked("lần điều chỉnh kế hoạch", "adjustment", keys), f": {names}."),
            {"adjustments": len(keys), "names": names},
            order=40,
        )
    if facts.events:
        keys = [key for _, key in facts.events]
        names = "; ".join(words for words, _ in facts.events)
        yield Drawn(
            "leadership",
            "leadership.events",
            sentence("Tổ chức, tham dự ", linked("hội nghị, lớp bồi dưỡng, cuộc họp", "event", keys), f": {names}."),
            {"events": len(keys), "names": names},
            order=50,
        )


def _papers(facts: RecordsTold) -> Drawn:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, key in facts.papers:
        by_kind[kind].append(key)
    kinds = sorted(by_kind.items(), key=lambda one: (-len(one[1]), one[0]))
    every = [key for _, key in facts.papers]
    figures: dict[str, int | str | None] = {kind: len(keys) for kind, keys in kinds}
    named = [linked(kind[:1].lower() + kind[1:], "paper", keys) for kind, keys in kinds]
    return Drawn(
        "leadership",
        "leadership.papers",
        sentence(
            "Ban hành ",
            linked("văn bản", "paper", every) if len(named) > 1 else named[0],
            " về công tác thi đua, khen thưởng",
            (", gồm ", *joined(named)) if len(named) > 1 else (),
            f"; {compared(len(every), facts.papers_before, year=facts.year - 1, what='số văn bản')}.",
        ),
        figures | {"all": len(every), "before": facts.papers_before},
        order=10,
    )


def _difficulties(facts: RecordsTold) -> Iterator[Drawn]:
    if facts.obstacles:
        keys = [one.pk for one in facts.obstacles]
        yield Drawn(
            "shortcomings",
            "shortcomings.obstacles",
            sentence(
                "Các đơn vị phản ánh ",
                linked("khó khăn, vướng mắc", "obstacle", keys),
                *(
                    ("; đã tháo gỡ ", linked("vướng mắc", "obstacle", facts.obstacles_settled), ".")
                    if facts.obstacles_settled
                    else ("; chưa tháo gỡ được vướng mắc nào.",)
                ),
            ),
            {"obstacles": len(keys), "settled": len(facts.obstacles_settled)},
            order=30,
        )
    yield from _said("causes", "causes.obstacles", facts.obstacles, order=10)
    yield from _said("causes", "causes", facts.difficulties, order=40)


def _said(section: str, key: str, said: Sequence[Said], *, order: int) -> Iterable[Drawn]:
    """What units wrote, each in its own words; the rest of many is counted."""
    for place, one in enumerate(said[:MOST_SAID]):
        about = f", nhiệm vụ {one.task_no}" if one.task_no else ""
        words = sentence(
            "- ", one.text.rstrip(" ."), " (", Link(one.unit or "thường trực", one.kind, (one.pk,)), f"{about})."
        )
        yield Drawn(section, f"{key}.{one.kind}.{one.pk}", words, {"text": one.text}, order=order + place)
    if len(said) > MOST_SAID:
        by_kind: dict[str, list[int]] = defaultdict(list)
        for one in said[MOST_SAID:]:
            by_kind[one.kind].append(one.pk)
        rest = [linked("ý kiến khác của các đơn vị", kind, keys) for kind, keys in by_kind.items()]
        words = sentence("Còn ", joined(rest), ".")
        yield Drawn(section, f"{key}.more", words, {"more": len(said) - MOST_SAID}, order=order + MOST_SAID)
