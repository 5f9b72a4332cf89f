"""The sentences of a report about what the office did around the plan: papers, directions, events, obstacles, proof.

Pure functions; each fact stands with the keys of the records that it counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plans.rules.report_line import Drawn, Figures, Link
from plans.rules.report_words import Part, compared, joined, linked, lowered, sentence

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
    ``papers_undated`` are those of the year's register without a day.

    ``readers`` are keys of who has read the plan, ``staff`` those of everybody. ``adjustments`` are words with key.
    """

    year: int
    papers: tuple[tuple[str, int], ...]
    papers_before: int | None
    papers_undated: tuple[tuple[str, int], ...]
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
    if facts.papers_undated:
        yield _undated(facts)
    if facts.readers:
        yield _readers(facts)
    if facts.directions:
        yield _directions(facts)
    for key, rows, begin, order in (
        ("adjustments", facts.adjustments, ("Điều chỉnh kế hoạch ", "lần", "adjustment"), 40),
        ("events", facts.events, ("Tổ chức, tham dự ", "hội nghị, lớp bồi dưỡng, cuộc họp", "event"), 50),
    ):
        if rows:
            before, noun, kind = begin
            names = "; ".join(words for words, _ in rows)
            said = sentence(before, linked(noun, kind, [pk for _, pk in rows]), f": {names}.")
            figures: Figures = {key: len(rows), "names": names}
            yield Drawn("leadership", f"leadership.{key}", said, figures, order=order)


def _readers(facts: RecordsTold) -> Drawn:
    readers = linked("công chức, viên chức, người lao động", "reader", facts.readers)
    staff = linked("người", "person", facts.staff)
    words = sentence("Quán triệt kế hoạch đến ", readers, " trong tổng số ", staff, ".")
    figures: Figures = {"readers": len(facts.readers), "staff": len(facts.staff)}
    return Drawn("leadership", "leadership.readers", words, figures, order=20)


def _directions(facts: RecordsTold) -> Drawn:
    answered = facts.directions_answered
    replied: tuple[Part, ...] = (
        ("các đơn vị đã trả lời ", linked("ý kiến", "direction", answered))
        if answered
        else ("các đơn vị chưa trả lời ý kiến nào",)
    )
    words = sentence(
        "Lãnh đạo Sở cho ",
        linked("ý kiến chỉ đạo", "direction", facts.directions),
        " về thực hiện các nhiệm vụ của kế hoạch; ",
        replied,
        ".",
    )
    figures: Figures = {"directions": len(facts.directions), "answered": len(answered)}
    return Drawn("leadership", "leadership.directions", words, figures, order=30)


def _undated(facts: RecordsTold) -> Drawn:
    """What stands in the register without number and day: nobody can say whether it belongs to the time."""
    kinds = _by_kind(facts.papers_undated)
    named = joined([linked(lowered(kind), "paper", keys) for kind, keys in kinds])
    where = f"Sổ văn bản năm {facts.year} còn "
    words = sentence(where, named, " chưa ghi số, ngày ban hành nên chưa được tính vào số văn bản ban hành.")
    figures: Figures = {kind: len(keys) for kind, keys in kinds}
    return Drawn("leadership", "leadership.undated", words, figures, order=12)


def _by_kind(papers: Iterable[tuple[str, int]]) -> list[tuple[str, list[int]]]:
    """The papers of each kind, those of which there are most first."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, key in papers:
        by_kind[kind].append(key)
    return sorted(by_kind.items(), key=lambda one: (-len(one[1]), one[0]))


def _papers(facts: RecordsTold) -> Drawn:
    kinds = _by_kind(facts.papers)
    every = [key for _, key in facts.papers]
    figures: dict[str, int | str | None] = {kind: len(keys) for kind, keys in kinds}
    named = [linked(lowered(kind), "paper", keys) for kind, keys in kinds]
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
        figures: Figures = {"text": one.text, "unit": one.unit, "task": one.task_no}
        yield Drawn(section, f"{key}.{one.kind}.{one.pk}", words, figures, order=order + place)
    if len(said) > MOST_SAID:
        by_kind: dict[str, list[int]] = defaultdict(list)
        for one in said[MOST_SAID:]:
            by_kind[one.kind].append(one.pk)
        rest = [linked("ý kiến khác của các đơn vị", kind, keys) for kind, keys in by_kind.items()]
        words = sentence("Còn ", joined(rest), ".")
        left: Figures = {kind: len(keys) for kind, keys in by_kind.items()}
        yield Drawn(section, f"{key}.more", words, left, order=order + MOST_SAID)
