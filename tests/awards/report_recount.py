"""Every sentence of a report beside what was counted for it: one that nobody counts is a fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from emulation.models import (
    Campaign,
    CampaignPaper,
    ClusterMember,
    ClusterProposal,
    ClusterYear,
    ModelExample,
    Pledge,
    Publicity,
)
from plans.models import Direction, Event, Evidence, IssuedPaper, Obstacle, Person, PlanReading
from plans.rules.report_line import Drawn, Link
from tests.awards import report_recount_awards as awards
from tests.awards.report_counted import Counted, Expected, keys_of, share, there, two


def _papers(counted: Counted, one: Drawn) -> Expected:
    papers = [paper for paper in IssuedPaper.objects.all() if counted.within(paper.issued_on)]
    kinds = Counter(paper.kind for paper in papers)
    groups = [keys_of(p for p in papers if p.kind == kind) for kind in sorted(kinds, key=lambda k: (-kinds[k], k))]
    return Expected(groups if len(groups) == 1 else [keys_of(papers), *groups])


def _undated(counted: Counted, one: Drawn) -> Expected:
    papers = [paper for paper in IssuedPaper.objects.all() if not paper.issued_on]
    papers = [paper for paper in papers if paper.year == counted.span_last.year]
    kinds = Counter(paper.kind for paper in papers)
    order = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    return Expected([keys_of(p for p in papers if p.kind == kind) for kind in order])


def _cells(counted: Counted, one: Drawn) -> Expected:
    rows = [counted.counted]
    for name in ("on_time", "done_late", "open", "overdue"):
        if there := counted.cell(name):
            rows.append(there)
            rows += [[pk for pk in there if pk in counted.awaiting]] if set(there) & counted.awaiting else []
    return Expected(rows)


def _rate(counted: Counted, one: Drawn) -> Expected:
    done, every = counted.cell("on_time", "done_late"), len(counted.counted)
    return Expected(there([done]), (share(len(done), every), share(len(counted.cell("on_time")), every)))


def _on_time(counted: Counted, one: Drawn) -> Expected:
    on_time, settled = counted.cell("on_time"), counted.cell("on_time", "done_late", "overdue")
    return Expected([on_time, settled], (share(len(on_time), len(settled)),))


def campaigns_of(counted: Counted) -> list[Campaign]:
    known = [one for one in Campaign.objects.all() if one.state in ("launched", "closed", "running", "issued")]
    known = known or [one for one in Campaign.objects.all() if one.issued_on]
    return [
        one
        for one in known
        if one.issued_on
        and one.issued_on <= counted.last
        and one.starts_on <= counted.last
        and one.ends_on >= counted.first
    ]


def _running(counted: Counted, one: Drawn) -> Expected:
    every = campaigns_of(counted)
    kinds = there([[c.pk for c in every if (c.kind == "regular") is regular] for regular in (True, False)])
    return Expected([keys_of(every), *(kinds if len(kinds) > 1 else [])])


def _launchers(counted: Counted, one: Drawn) -> Expected:
    order = ("central", "ministry", "province", "cluster", "office")
    every = campaigns_of(counted)
    return Expected(there([[c.pk for c in every if c.launcher == launcher] for launcher in order]))


def _standing(counted: Counted, one: Drawn) -> Expected:
    finals = {
        paper.campaign_id
        for paper in CampaignPaper.objects.all()
        if paper.kind == "final" and paper.state == "issued" and paper.issued_on and paper.issued_on <= counted.last
    }
    every = campaigns_of(counted)
    over = [c.pk for c in every if c.state == "closed" and c.pk in finals]
    running = [c.pk for c in every if c.pk not in over and c.ends_on >= counted.last]
    return Expected(there([over, running, [c.pk for c in every if c.pk not in (*over, *running)]]))


def _of_aims(counted: Counted, one: Drawn, four: str) -> Expected:
    return Expected(counted.groups(counted.honours(counted.aims(), four), lambda aim: aim.registration_id))


def _examples(counted: Counted, one: Drawn) -> Expected:
    kept = [e for e in ModelExample.objects.all() if e.removed_at is None and counted.within(e.created_at)]
    kept = [e for e in kept if counted.first.year <= e.year <= counted.last.year]
    units, people = [e.pk for e in kept if e.unit_id], [e.pk for e in kept if e.person_id]
    return Expected(there([units, people, [e.pk for e in kept if not (e.unit_id or e.person_id)]]))


def _clusters(counted: Counted, one: Drawn) -> Expected:
    years = [c for c in ClusterYear.objects.all() if c.year == counted.span_last.year]
    sizes = [sum(m.cluster_year_id == c.pk for m in ClusterMember.objects.all()) for c in years]
    return Expected([keys_of(years)], tuple(two(size) for size in sizes))


def _rank(counted: Counted, one: Drawn, pk: str) -> Expected:
    mine = [m for m in ClusterMember.objects.all() if m.cluster_year_id == int(pk)]
    return Expected([[int(pk)]], (two(len(mine)),))


def _held(counted: Counted) -> list[Event]:
    return [
        e for e in Event.objects.all() if e.state == "held" and e.removed_at is None and counted.within(e.starts_on)
    ]


def _cluster_events(counted: Counted, one: Drawn) -> Expected:
    of_cluster = {e.pk for year in ClusterYear.objects.all() for e in year.events.all()}
    return Expected([keys_of(e for e in _held(counted) if e.pk in of_cluster)])


def _cluster_proposals(counted: Counted, one: Drawn) -> Expected:
    sent = [p for p in ClusterProposal.objects.all() if p.removed_at is None and p.state != "prepared"]
    sent = [p for p in sent if counted.within(p.sent_on)]
    said = {p.pk: p.state if p.state in ("granted", "refused") and counted.within(p.answered_on) else "" for p in sent}
    parts = there([[pk for pk in said if said[pk] == answer] for answer in ("granted", "refused", "")])
    return Expected([sorted(said), *(parts if len(parts) > 1 else [])])


def _directions(counted: Counted, one: Drawn) -> Expected:
    given = [d for d in Direction.objects.all() if d.task_id in counted.tasks and counted.within(d.created_at)]
    replied = [d for d in given if d.state != "open" and (counted.known(d.replied_at) or counted.known(d.closed_at))]
    return Expected([keys_of(given), *there([keys_of(replied)])])


def _obstacles(counted: Counted, one: Drawn) -> Expected:
    told = [o for o in Obstacle.objects.all() if o.task_id in counted.tasks and counted.within(o.created_at)]
    return Expected([keys_of(told), *there([keys_of(o for o in told if counted.known(o.settled_at))])])


def _evidence(counted: Counted, one: Drawn) -> Expected:
    kept = [e for e in Evidence.objects.all() if e.removed_at is None and counted.known(e.added_at)]
    kept = [e for e in kept if e.task_id in counted.tasks]
    return Expected([keys_of(kept), sorted({e.task_id for e in kept})])


def _readers(counted: Counted, one: Drawn) -> Expected:
    staff = [p for p in Person.objects.all() if p.is_active]
    readings = [r for r in PlanReading.objects.all() if r.plan_id == counted.plan.pk and counted.known(r.read_on)]
    return Expected([keys_of(r for r in readings if r.person in staff), keys_of(staff)])


def _beside(counted: Counted, one: Drawn) -> Expected:
    return Expected(there([counted.cell(name) for name in ("conditional", "undated", "stopped")]))


def _going_on(counted: Counted, one: Drawn) -> Expected:
    rows = set(counted.cell("open")) - counted.awaiting
    return Expected([sorted(rows)])


def _awaiting(counted: Counted, one: Drawn) -> Expected:
    return Expected([[pk for pk in counted.cell("open") if pk in counted.awaiting]])


def _registered(counted: Counted, one: Drawn) -> Expected:
    groups = [[r.pk for r in counted.registrations if bool(r.unit_id) is is_unit] for is_unit in (True, False)]
    return Expected(there(groups))


def _single(counted: Counted, one: Drawn, pk: str) -> Expected:
    """A sentence about one record: it opens that one."""
    return Expected([[int(pk)]])


def _dated(model: Any, field: str) -> Callable[[Counted, Drawn], Expected]:
    def count(counted: Counted, one: Drawn) -> Expected:
        rows = [row for row in model.objects.all() if getattr(row, "removed_at", None) is None]
        return Expected([keys_of(row for row in rows if counted.within(getattr(row, field)))])

    return count


def _of_cell(*names: str) -> Callable[[Counted, Drawn], Expected]:
    return lambda counted, one: Expected([counted.cell(*names)])


_FOUR = r"((?:titles|commendations)\.(?:units|people))"
RECOUNTS: dict[str, Callable[..., Expected]] = {
    r"leadership\.papers": _papers,
    r"leadership\.undated": _undated,
    r"leadership\.readers": _readers,
    r"leadership\.directions": _directions,
    r"leadership\.events": lambda counted, one: Expected([keys_of(_held(counted))]),
    r"tasks\.cells": _cells,
    r"tasks\.rate": _rate,
    r"tasks\.beside": _beside,
    r"(?:tasks|directions)\.task\.(\d+)": _single,
    r"campaigns\.running": _running,
    r"campaigns\.launchers": _launchers,
    r"campaigns\.launched": lambda counted, one: Expected(
        [keys_of(c for c in campaigns_of(counted) if counted.within(c.issued_on))]
    ),
    r"campaigns\.standing": _standing,
    r"campaigns\.registered": _registered,
    rf"campaigns\.aims\.{_FOUR}": _of_aims,
    r"campaigns\.pledges": _dated(Pledge, "signed_on"),
    rf"awards\.proposed\.{_FOUR}": awards.proposed,
    rf"awards\.granted\.{_FOUR}": awards.granted,
    rf"awards\.who\.{_FOUR}": awards.who,
    rf"awards\.(sent|answered)\.{_FOUR}": awards.sent,
    rf"promises\.{_FOUR}\.(\d+)\.(.+)": awards.promise,
    rf"(strengths|shortcomings)\.promises\.{_FOUR}": awards.settled_promises,
    r"promises\.targets": awards.all_targets,
    r"shortcomings\.targets": awards.missed_targets,
    r"examples\.named": _examples,
    r"examples\.publicity": _dated(Publicity, "on"),
    r"councils\.meetings\.(\d+)": awards.meetings,
    r"councils\.initiatives": awards.initiatives,
    r"(?:councils\.recognised|strengths\.initiatives)": awards.recognised,
    r"councils\.research": awards.research,
    r"councils\.fund": awards.fund,
    r"clusters\.member": _clusters,
    r"clusters\.events": _cluster_events,
    r"(?:clusters\.rank|strengths\.cluster)\.(\d+)": _rank,
    r"clusters\.proposals": _cluster_proposals,
    r"strengths\.on_time": _on_time,
    r"shortcomings\.late": _of_cell("done_late"),
    r"(?:shortcomings\.overdue|directions\.behind)": _of_cell("overdue"),
    r"shortcomings\.obstacles": _obstacles,
    r"directions\.going_on": _going_on,
    r"directions\.awaiting": _awaiting,
    r"(?:causes|proposals)(?:\.obstacles)?\.(?:obstacle|entry)\.(\d+)": _single,
    r"evidence\.files": _evidence,
}

# -- What a sentence says, beside what was counted ---------------------------------------------------------------------

_NUMBER = re.compile(r"\d[\d.,]*%?")
_NO_FIGURE = re.compile(
    r"ngày \d\d/\d\d/\d{4}|thời hạn \d\d/\d\d/\d{4}|\d+ tháng|năm \d{4}|nhiệm vụ \d+|số \d+/\S+|quá hạn \d\d ngày"
)


def _expected(counted: Counted, one: Drawn) -> Expected | None:
    for pattern, counts in RECOUNTS.items():
        if match := re.fullmatch(pattern, one.key):
            return counts(counted, one, *match.groups())
    return None


def faults(counted: Counted, one: Drawn) -> Iterator[str]:
    """Where a sentence says something else than what was counted; nothing where it is true."""
    links = [part for part in one.parts if isinstance(part, Link)]
    expected = _expected(counted, one)
    if expected is None:
        if links or _NUMBER.search(_bare(one)):
            yield f"{one.key}: nobody counts it: {one.text}"
        return
    told = [sorted(link.keys) for link in links]
    if told != [sorted(keys) for keys in expected.rows]:
        yield f"{one.key}: {one.text}: {told}, counted {expected.rows}"
    for link in links:
        said = _NUMBER.match(link.text)
        right = awards.money(link.keys) if link.text.endswith(" đồng") else two(len(link.keys))
        if said and not link.text.startswith(right):
            yield f"{one.key}: {link.text} opens {len(link.keys)} rows"
    for number in _NUMBER.findall(_bare(one)):
        if number.rstrip(".,") not in expected.numbers:
            yield f"{one.key}: {number} in “{one.text}” was not counted"


def _bare(one: Drawn) -> str:
    """The words outside the links, without days, names and what records call themselves."""
    if re.match(r"(tasks|directions)\.task|causes|proposals", one.key):
        return ""  # the records' own words
    words = "\n".join(part for part in one.parts if isinstance(part, str))
    for name, value in one.figures.items():
        if isinstance(value, str) and name in ("names", "paper", "council"):
            words = words.replace(value, "")
    return _NO_FIGURE.sub("", words)
