"""The sentences of a report about awards: proposed, granted and what went up, kept apart. Pure functions.

Titles and commendations, collectives and people stand in sentences of their own and are never summed; the number of
different people stands beside the number of awards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from emulation.papers.report_honours import LIST_WORDS, WHOM_WORDS, OfHonour, named, numbers, parted, slug
from plans.rules.report_line import Drawn, Figures
from plans.rules.report_words import Part, compared, count, joined, linked, sentence

FEMALE, DIRECT = "female", frozenset({"specialist", "worker"})
GRANTED, REFUSED, RETURNED, WAITING = "granted", "refused", "returned", "waiting"
ANSWERS = {
    GRANTED: "được tặng",
    REFUSED: "không được tặng",
    RETURNED: "bị trả lại",
    WAITING: "chưa có trả lời",
}


class AwardTold(NamedTuple):
    """An award of the time; ``whom`` is the key of its person or unit, ``sex`` and ``group`` those of a person, empty
    where not written down.
    """

    row: OfHonour
    whom: int | None = None
    sex: str = ""
    group: str = ""


class SentTold(NamedTuple):
    """A dossier that went up; ``answer`` as it stood on the cut-off, ``earlier`` where it went before the time."""

    row: OfHonour
    answer: str
    earlier: bool = False


@dataclass(frozen=True)
class AwardsTold:
    """What a report knows of awards. The ``…_before`` are those of the same days of the year before; None where no
    record of that year is kept.
    """

    year: int
    as_of: dt.date
    proposed: tuple[OfHonour, ...] = ()
    proposed_before: tuple[OfHonour, ...] | None = None
    granted: tuple[AwardTold, ...] = ()
    granted_before: tuple[OfHonour, ...] | None = None
    sent: tuple[SentTold, ...] = ()


def award_sentences(facts: AwardsTold) -> Iterator[Drawn]:
    """Proposed, granted, gone up."""
    yield from _proposed(facts)
    yield from _granted(facts)
    yield from _sent(facts)


def _compared(
    rows: Sequence[OfHonour], before: Sequence[OfHonour] | None, *, year: int, what: str
) -> tuple[int | None, str]:
    """How many of the same of the four there were, and the change in words; nothing where no record is kept of then."""
    if before is None:
        return None, ""
    one = rows[0]
    then = sum((b.is_title, b.is_unit) == (one.is_title, one.is_unit) for b in before)
    return then, f"; {compared(len(rows), then, year=year - 1, what=what)}"


def _no_base(
    rows: Sequence[object], before: Sequence[OfHonour] | None, *, key: str, what: str, year: int, order: int
) -> Iterator[Drawn]:
    """Once for all of them that the year before is not known."""
    if rows and before is None:
        words = f"Chưa có số liệu {what} cùng kỳ năm {year - 1} nên không tính được tăng, giảm."
        yield Drawn("awards", f"awards.{key}.no_base", (words,), {"before": None}, order=order)


def _which(rows: Sequence[OfHonour]) -> tuple[str, bool]:
    """Of what: the one honour where there is one alone, else the name of the list; and whether it is the list."""
    names = {row.name for row in rows}
    one = rows[0]
    if len(names) > 1:
        return LIST_WORDS[one.is_title], True
    return (f"danh hiệu {one.quoted}" if one.is_title else one.quoted), False


def _proposed(facts: AwardsTold) -> Iterator[Drawn]:
    for place, (is_title, is_unit, rows) in enumerate(parted(facts.proposed)):
        then, change = _compared(rows, facts.proposed_before, year=facts.year, what="số hồ sơ")
        which, several = _which(rows)
        yield Drawn(
            "awards",
            f"awards.proposed.{slug(is_title=is_title, is_unit=is_unit)}",
            sentence(
                "Tiếp nhận ",
                linked("hồ sơ", "nomination", [row.pk for row in rows]),
                f" đề nghị tặng {which} cho {WHOM_WORDS[is_unit]}",
                (", gồm ", *named(rows, "hồ sơ", "nomination", "đề nghị")) if several else (),
                f"{change}.",
            ),
            numbers(rows) | {"": len(rows), "before": then},
            order=10 + place,
        )
    yield from _no_base(
        facts.proposed, facts.proposed_before, key="proposed", what="đề nghị khen thưởng", year=facts.year, order=19
    )


def _granted(facts: AwardsTold) -> Iterator[Drawn]:
    every = {one.row.pk: one for one in facts.granted}
    for place, (is_title, is_unit, rows) in enumerate(parted(one.row for one in facts.granted)):
        whom = WHOM_WORDS[is_unit]
        then, change = _compared(rows, facts.granted_before, year=facts.year, what=f"số lượt {whom}")
        which, several = _which(rows)
        different = len({every[row.pk].whom for row in rows})
        repeated = different < len(rows)
        noun = f"lượt {whom}" if repeated else whom
        key = slug(is_title=is_title, is_unit=is_unit)
        yield Drawn(
            "awards",
            f"awards.granted.{key}",
            sentence(
                f"Đã có quyết định tặng {which} cho ",
                linked(noun, "award", [row.pk for row in rows]),
                f" ({count(different, 'người' if not is_unit else whom)})" if repeated else "",
                (", gồm ", *named(rows, noun, "award", "được tặng")) if several else (),
                f"{change}.",
            ),
            numbers(rows) | {"": len(rows), "different": different, "before": then},
            order=30 + 2 * place,
        )
        if not is_unit:
            given = [every[row.pk] for row in rows]
            yield _who(key, which, given, noun="lượt" if repeated else "người", order=31 + 2 * place)
    yield from _no_base(
        facts.granted, facts.granted_before, key="granted", what="khen thưởng", year=facts.year, order=39
    )


def _who(key: str, which: str, given: Sequence[AwardTold], *, noun: str, order: int) -> Drawn:
    """Women and direct workers among the awards of people; those of whom it is not known are said."""
    women = [one.row.pk for one in given if one.sex == FEMALE]
    direct = [one.row.pk for one in given if one.group in DIRECT]
    no_sex = sum(not one.sex for one in given)
    no_group = sum(not one.group for one in given)
    if no_sex == no_group == len(given):
        words = sentence(
            f"Người được tặng {which} chưa được ghi giới tính, nhóm chức vụ ",
            "nên chưa tính được số nữ, số người trực tiếp công tác.",
        )
    else:
        who = "người trực tiếp công tác, không giữ chức vụ lãnh đạo, quản lý"
        words = sentence(
            f"Trong số cá nhân được tặng {which}: ",
            ("nữ có ", linked(noun, "award_of_woman", women)) if women else "không có nữ",
            f"{_unknown(no_sex, noun, 'giới tính')}; ",
            (f"{who} có ", linked(noun, "award", direct)) if direct else f"không có {who}",
            f"{_unknown(no_group, noun, 'nhóm chức vụ')}.",
        )
    figures: Figures = {
        "which": which,
        "noun": noun,
        "women": len(women),
        "no_sex": no_sex,
        "direct": len(direct),
        "no_group": no_group,
    }
    return Drawn("awards", f"awards.who.{key}", words, figures, order=order)


def _unknown(number: int, noun: str, what: str) -> str:
    return f" ({count(number, noun)} chưa ghi {what})" if number else ""


def _sent(facts: AwardsTold) -> Iterator[Drawn]:
    """What went up in the time with its answers, and the answers to what had gone up before."""
    for place, (earlier, key) in enumerate(((False, "sent"), (True, "answered"))):
        told = {one.row.pk: one for one in facts.sent if one.earlier is earlier}
        for step, (is_title, is_unit, rows) in enumerate(parted(one.row for one in told.values())):
            whom, (which, _) = WHOM_WORDS[is_unit], _which(rows)
            keys = [row.pk for row in rows]
            begin: tuple[Part, ...] = (
                (
                    "Cấp trên trả lời ",
                    linked("hồ sơ", "sent", keys),
                    f" đề nghị tặng {which} cho {whom} đã trình trước thời gian báo cáo",
                )
                if earlier
                else ("Trình cấp trên ", linked("hồ sơ", "sent", keys), f" đề nghị tặng {which} cho {whom}")
            )
            answers = [(answer, [pk for pk in keys if told[pk].answer == answer]) for answer in ANSWERS]
            figures: dict[str, int | str | None] = {answer: len(found) for answer, found in answers}
            yield Drawn(
                "awards",
                f"awards.{key}.{slug(is_title=is_title, is_unit=is_unit)}",
                sentence(*begin, ": ", _answered(answers), "."),
                figures | numbers(rows),
                order=50 + 10 * place + step,
            )


def _answered(answers: Iterable[tuple[str, list[int]]]) -> tuple[Part, ...]:
    return joined([(linked("hồ sơ", "sent", keys), f" {ANSWERS[answer]}") for answer, keys in answers if keys])
