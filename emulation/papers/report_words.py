"""The sentences of a report about campaigns, registrations, pledges, model examples and clusters. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from emulation.papers.report_facts import STANDINGS, CampaignTold, EmulationTold, Noted, ProposalTold
from emulation.papers.report_honours import LIST_WORDS, WHOM_WORDS, named, numbers, parted, slug
from plans.rules.official import format_number, short_date
from plans.rules.report_line import Drawn, Figures, Link
from plans.rules.report_words import Part, compared, joined, linked, sentence

MOST_NAMED = 12
FIRST = 1


def emulation_sentences(facts: EmulationTold) -> Iterator[Drawn]:
    """Everything these records say, section by section."""
    yield from _campaigns(facts)
    yield from _registrations(facts)
    yield from _listed(
        "campaigns", "campaigns.pledges", facts.pledges, ("Tổ chức ký ", "giao ước thi đua", "pledge"), 50
    )
    yield from _examples(facts)
    yield from _clusters(facts)


def _keys(rows: Iterable[tuple[int, ...] | NamedTuple]) -> list[int]:
    return [row[0] for row in rows]


# -- Campaigns ---------------------------------------------------------------------------------------------------------

_LAUNCHERS = {
    "central": "do Hội đồng Thi đua - Khen thưởng Trung ương phát động, cơ quan hưởng ứng",
    "ministry": "do Bộ phát động, cơ quan hưởng ứng",
    "province": "do tỉnh phát động, cơ quan hưởng ứng",
    "cluster": "do cụm, khối thi đua phát động, cơ quan hưởng ứng",
    "office": "do cơ quan phát động",
}


def _campaigns(facts: EmulationTold) -> Iterator[Drawn]:
    every = facts.campaigns
    if not every:
        return
    kinds = [(word, [one.pk for one in every if one.is_regular is regular]) for word, regular in _KINDS]
    there = [(word, keys) for word, keys in kinds if keys]
    noun = "phong trào thi đua" if len(there) > 1 else f"phong trào thi đua {there[0][0]}"
    said = joined([linked(f"phong trào {word}", "campaign", keys) for word, keys in there])
    parts = (", gồm ", *said) if len(there) > 1 else ()
    change = compared(len(every), facts.campaigns_before, year=facts.year - 1, what="số phong trào")
    figures: dict[str, int | str | None] = {word: len(keys) for word, keys in kinds}
    yield Drawn(
        "campaigns",
        "campaigns.running",
        sentence(
            "Cơ quan thực hiện ",
            linked(noun, "campaign", _keys(every)),
            parts,
            f"; {change}.",
        ),
        figures | {"all": len(every), "before": facts.campaigns_before},
        order=10,
    )
    by_launcher = [(words, [one.pk for one in every if one.launcher == key]) for key, words in _LAUNCHERS.items()]
    told = [(linked("phong trào", "campaign", keys), f" {words}") for words, keys in by_launcher if keys]
    yield Drawn(
        "campaigns",
        "campaigns.launchers",
        sentence("Theo cấp phát động: ", _apart(told), "."),
        {words: len(keys) for words, keys in by_launcher if keys},
        order=12,
    )
    launched = tuple(Noted(one.pk, _launch_words(one)) for one in every if one.launched)
    begin = ("Phát động, hưởng ứng ", "phong trào mới", "campaign")
    yield from _listed("campaigns", "campaigns.launched", launched, begin, 14)
    yield from _standing(facts)


_KINDS = (("thường xuyên", True), ("theo chuyên đề", False))


def _launch_words(one: CampaignTold) -> str:
    day = f"ngày {short_date(one.launched)}" if one.launched else ""
    return f"{one.name} ({' '.join(filter(None, (one.paper, day)))})"


def _standing(facts: EmulationTold) -> Iterator[Drawn]:
    """How many are finished, how many go on."""
    states = [(word, [one.pk for one in facts.campaigns if one.standing == key]) for key, word in STANDINGS.items()]
    said = [(f"{word} ", linked("phong trào", "campaign", keys)) for word, keys in states if keys]
    yield Drawn(
        "campaigns",
        "campaigns.standing",
        sentence(f"Đến ngày {short_date(facts.as_of)}, ", joined(said), "."),
        {"day": short_date(facts.as_of)} | {word: len(keys) for word, keys in states},
        order=16,
    )


def _apart(pieces: Sequence[tuple[Part, ...]]) -> tuple[Part, ...]:
    """Pieces that have commas of their own, put in a row with semicolons."""
    found: list[Part] = []
    for place, piece in enumerate(pieces):
        found += ["; ", *piece] if place else piece
    return tuple(found)


# -- Registrations -----------------------------------------------------------------------------------------------------


def _registrations(facts: EmulationTold) -> Iterator[Drawn]:
    """Who registered, then what for: each of the four kinds of aims in a sentence of its own."""
    groups = [("tập thể", facts.units), ("cá nhân", facts.people)]
    said = [linked(noun, "registration", keys) for noun, keys in groups if keys]
    if not said:
        return
    yield Drawn(
        "campaigns",
        "campaigns.registered",
        sentence("Có ", joined(said), " gửi bản đăng ký thi đua."),
        {"units": len(facts.units), "people": len(facts.people)},
        order=30,
    )
    for place, (is_title, is_unit, rows) in enumerate(parted(facts.aims)):
        whom, which = WHOM_WORDS[is_unit], LIST_WORDS[is_title]
        yield Drawn(
            "campaigns",
            f"campaigns.aims.{slug(is_title=is_title, is_unit=is_unit)}",
            sentence(f"Về {which}: ", named(rows, whom, "registration", "đăng ký"), "."),
            numbers(rows),
            order=40 + place,
        )


# -- Model examples, clusters ------------------------------------------------------------------------------------------


def _examples(facts: EmulationTold) -> Iterator[Drawn]:
    groups = (
        ("tập thể", facts.example_units),
        ("cá nhân", facts.example_people),
        ("gương ngoài danh sách của cơ quan", facts.example_others),
    )
    said = [linked(noun, "example", _keys(rows)) for noun, rows in groups if rows]
    if said:
        every = [one for _, rows in groups for one in rows]
        names = _names(every)
        figures: dict[str, int | str | None] = {noun: len(rows) for noun, rows in groups}
        yield Drawn(
            "examples",
            "examples.named",
            sentence("Ghi nhận ", joined(said), f" là điển hình tiên tiến: {names}."),
            figures | {"names": names},
            order=10,
        )
    begin = ("Tuyên truyền điển hình tiên tiến ", "lượt", "publicity")
    yield from _listed("examples", "examples.publicity", facts.publicity, begin, 20)


def _clusters(facts: EmulationTold) -> Iterator[Drawn]:
    told = tuple(
        Noted(one.pk, ", ".join(filter(None, (one.name, one.organiser, _of_members(one.members)))))
        for one in facts.clusters
    )
    begin = ("Cơ quan tham gia ", "cụm, khối thi đua", "cluster")
    yield from _listed("clusters", "clusters.member", told, begin, 10)
    if facts.cluster_events:  # by their days: section 1 names them among the conferences
        days = joined(list(dict.fromkeys(f"ngày {one.words}" for one in facts.cluster_events)))
        held = linked("hội nghị, hoạt động của cụm, khối", "event", _keys(facts.cluster_events))
        words = sentence("Tổ chức, tham dự ", held, " (", days, ").")
        told_days: Figures = {"count": len(facts.cluster_events), "days": "".join(map(str, days))}
        yield Drawn("clusters", "clusters.events", words, told_days, order=20)
    for place, one in enumerate(one for one in facts.clusters if one.rank):
        ranked = f"xếp thứ {_ORDINALS.get(one.rank or 0, one.rank)}" + (
            f" trong {format_number(one.members)} thành viên" if one.members else ""
        )
        paper = f" ({one.paper})" if one.paper else ""
        figures: dict[str, int | str | None] = {
            "name": one.name,
            "rank": one.rank,
            "members": one.members,
            "paper": one.paper,
        }
        link = Link(one.name, "cluster", (one.pk,))
        words = sentence("Kết quả thi đua tại ", link, f": cơ quan {ranked}{paper}.")
        yield Drawn("clusters", f"clusters.rank.{one.pk}", words, figures, order=30 + place)
        if one.rank == FIRST:
            words = sentence("Cơ quan xếp thứ nhất tại ", link, ".")
            yield Drawn("strengths", f"strengths.cluster.{one.pk}", words, figures, order=60 + place)
    yield from _proposals(facts.proposals)


_ORDINALS = {1: "nhất", 2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}


def _of_members(number: int) -> str:
    return f"có {format_number(number)} thành viên" if number else ""


def _proposals(proposals: Sequence[ProposalTold]) -> Iterator[Drawn]:
    if not proposals:
        return
    answers = [(word, [one.pk for one in proposals if one.won is won]) for word, won in _ANSWERS]
    names = "; ".join(one.words for one in proposals)
    yield Drawn(
        "clusters",
        "clusters.proposals",
        sentence(
            "Từ kết quả của cụm, khối đã gửi ",
            linked("đề nghị khen thưởng", "proposal", _keys(proposals)),
            f" ({names}); ",
            _answered([(word, keys) for word, keys in answers if keys]),
            ".",
        ),
        {"names": names} | {word: len(keys) for word, keys in answers},
        order=50,
    )


def _answered(answers: Sequence[tuple[str, list[int]]]) -> tuple[Part, ...]:
    """One answer of all needs no number."""
    if len(answers) == 1:
        return (answers[0][0],)
    return joined([(f"{word} ", linked("đề nghị", "proposal", keys)) for word, keys in answers])


_ANSWERS: tuple[tuple[str, bool | None], ...] = (
    ("được tặng", True),
    ("không được tặng", False),
    ("chưa có trả lời", None),
)


def _listed(section: str, key: str, rows: Sequence[Noted], begin: tuple[str, str, str], order: int) -> Iterator[Drawn]:
    """A count with the names of what it counts; nothing where there is none."""
    if rows:
        before, noun, kind = begin
        names = _names(rows)
        words = sentence(before, linked(noun, kind, _keys(rows)), f": {names}.")
        yield Drawn(section, key, words, {"count": len(rows), "names": names}, order=order)


def _names(rows: Sequence[Noted]) -> str:
    """The first of many by name."""
    named_ones = "; ".join(one.words for one in rows[:MOST_NAMED])
    left = len(rows) - MOST_NAMED
    return f"{named_ones}; và {format_number(left)} mục khác" if left > 0 else named_ones
