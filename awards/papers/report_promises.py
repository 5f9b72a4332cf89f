"""The sentences of a report about what was registered at the year's start beside what came of it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from emulation.papers.report_honours import LIST_WORDS, WHOM_WORDS, OfHonour, by_name, parted, slug
from plans.rules.report_line import Drawn
from plans.rules.report_words import Part, joined, linked, sentence

KIND, TARGET = "registration", "target"


class AimTold(NamedTuple):
    """An aim of a registration (``row`` has the registration's key): proposed, granted, or missed with a reason."""

    row: OfHonour
    is_proposed: bool
    is_granted: bool
    is_missed: bool


class TargetTold(NamedTuple):
    """A target of a registration: met, missed, or None where no result is written down."""

    pk: int
    registration: int
    met: bool | None


@dataclass(frozen=True)
class PromisesTold:
    """The registrations of a year with what came of them."""

    year: int
    aims: tuple[AimTold, ...] = ()
    targets: tuple[TargetTold, ...] = ()


class PromiseLine(NamedTuple):
    """One honour for collectives or for people: who registered it, how many of them were proposed, granted, missed."""

    one: OfHonour
    aims: tuple[AimTold, ...]

    @property
    def proposed(self) -> list[int]:
        return [aim.row.pk for aim in self.aims if aim.is_proposed]

    @property
    def granted(self) -> list[int]:
        return [aim.row.pk for aim in self.aims if aim.is_granted]


def promise_lines(aims: Sequence[AimTold]) -> Iterator[PromiseLine]:
    """One line for each honour of each of the four, in the order of the lists."""
    known = {(aim.row.pk, aim.row.is_title, aim.row.name): aim for aim in aims}
    for _, _, rows in parted(aim.row for aim in aims):
        for one, keys in by_name(rows):
            yield PromiseLine(one, tuple(known[key, one.is_title, one.name] for key in keys))


def promise_sentences(facts: PromisesTold) -> Iterator[Drawn]:
    """Each honour registered with what came of it; the targets; what speaks for and against the year."""
    for place, line in enumerate(promise_lines(facts.aims)):
        yield _line(line, place)
    yield from _targets(facts.targets)
    for place, (is_title, is_unit, rows) in enumerate(parted(aim.row for aim in facts.aims)):
        group = [aim for aim in facts.aims if (aim.row.is_title, aim.row.is_unit) == (is_title, is_unit)]
        key, which, whom = slug(is_title=is_title, is_unit=is_unit), LIST_WORDS[is_title], WHOM_WORDS[is_unit]
        granted = [aim.row.pk for aim in group if aim.is_granted]
        missed = [aim.row.pk for aim in group if aim.is_missed]
        if len(granted) == len(rows):
            words = sentence(
                "Toàn bộ ", linked("lượt đăng ký", KIND, granted), f" {which} của {whom} đều đã được tặng."
            )
            yield Drawn("strengths", f"strengths.promises.{key}", words, {"granted": len(granted)}, order=40 + place)
        if missed:
            words = sentence("Còn ", linked(f"lượt đăng ký {which} của {whom}", KIND, missed), " không đạt.")
            yield Drawn(
                "shortcomings", f"shortcomings.promises.{key}", words, {"missed": len(missed)}, order=50 + place
            )


def _line(line: PromiseLine, place: int) -> Drawn:
    one, whom = line.one, WHOM_WORDS[line.one.is_unit]
    keys = [aim.row.pk for aim in line.aims]
    results: list[tuple[Part, ...]] = [
        (linked(whom, KIND, found), f" {word}")
        for word, found in (("đã được đề nghị", line.proposed), ("đã được tặng", line.granted))
        if found
    ]
    said: tuple[Part, ...] = (
        (", trong đó ", *joined(results)) if results else ("; chưa có hồ sơ đề nghị, chưa được tặng",)
    )
    return Drawn(
        "promises",
        f"promises.{slug(is_title=one.is_title, is_unit=one.is_unit)}.{one.order}.{one.name}",
        sentence(f"- {one.quoted}: ", linked(f"{whom} đăng ký", KIND, keys), said, "."),
        {"registered": len(keys), "proposed": len(line.proposed), "granted": len(line.granted)},
        order=10 + place,
    )


def _targets(targets: Sequence[TargetTold]) -> Iterator[Drawn]:
    """Targets of registrations; the registrations that have them stand behind the number."""
    if not targets:
        return
    states = {
        word: [one for one in targets if one.met is met]
        for word, met in (("đạt", True), ("không đạt", False), ("chưa ghi kết quả", None))
    }
    registrations = list(dict.fromkeys(one.registration for one in targets))
    told = joined([(linked("chỉ tiêu", TARGET, _keys(found)), f" {word}") for word, found in states.items() if found])
    figures: dict[str, int | str | None] = {word: len(found) for word, found in states.items()}
    yield Drawn(
        "promises",
        "promises.targets",
        sentence(
            linked("bản đăng ký", KIND, registrations),
            " nêu ",
            linked("chỉ tiêu", TARGET, _keys(targets)),
            ": ",
            told,
            ".",
        ),
        figures | {"registrations": len(registrations)},
        order=900,
    )
    if missed := states["không đạt"]:
        own = list(dict.fromkeys(one.registration for one in missed))
        words = sentence(
            "Còn ",
            linked("chỉ tiêu đăng ký", TARGET, _keys(missed)),
            " không đạt, thuộc ",
            linked("bản đăng ký", KIND, own),
            ".",
        )
        yield Drawn(
            "shortcomings",
            "shortcomings.targets",
            words,
            {"missed": len(missed), "registrations": len(own)},
            order=58,
        )


def _keys(targets: Sequence[TargetTold]) -> list[int]:
    return [one.pk for one in targets]
