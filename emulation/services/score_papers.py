"""What the pages and papers of scoring tell: a sheet with its lines, the ranking. Few queries, however many rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from emulation.models import ClusterYear, Proof, ScoreLine, ScoreSheet, ScoreTable, SheetState
from emulation.papers.scoring import (
    OWN_UNIT,
    Heads,
    RankedLine,
    RankingFacts,
    SheetFacts,
    SheetLine,
    appraised_paper,
    own_paper,
    ranking_paper,
    table_paper,
)
from emulation.rules.scoring import GROUP, PENALTY, Node, Placed, group_maxima, in_order, maxima, ranked, sums
from emulation.services.score_table import nodes_of
from plans.models import Office, User
from plans.papers.content import Paper
from plans.rules.official import place_and_date, short_date

HAS_FINAL = (SheetState.APPRAISED, SheetState.OBJECTED, SheetState.CLOSED)
MOST_PARTS = 6  # columns of the ranking for the first level of the table
SCORER = ("NGƯỜI LẬP PHIẾU", "THỦ TRƯỞNG ĐƠN VỊ")
APPRAISER = ("NGƯỜI THẨM ĐỊNH", "LÃNH ĐẠO SỞ")


def subject_of(table: ScoreTable) -> str:
    """What the table scores: the campaign, or the cluster's year."""
    owner = table.campaign or table.cluster_year
    return f"{owner}" if not isinstance(owner, ClusterYear) else f"{owner.cluster} năm {owner.year}"


def whose(sheet: ScoreSheet, office: Office) -> str:
    """The name of who scores; the office itself on the sheet of a cluster's table."""
    if sheet.table.is_own:
        return office.name
    if sheet.person:
        return f"{sheet.person.full_name}, {sheet.person.unit}"
    return str(sheet.unit)


def lines_of(sheet: ScoreSheet, nodes: Iterable[Node] | None = None) -> list[SheetLine]:
    """Every criterion with its points, groups with their sums: two queries, three with the criteria."""
    placed = in_order(nodes_of(sheet.table) if nodes is None else nodes)
    known = {line.criterion_id: line for line in ScoreLine.objects.filter(sheet=sheet)}
    proofs: dict[int, list[str]] = {}
    rows = Proof.objects.kept().filter(line__sheet=sheet).order_by("added_at", "pk")
    for criterion, name in rows.values_list("line__criterion_id", "file__name"):
        proofs.setdefault(criterion, []).append(name)
    own = sums(placed, {pk: line.own for pk, line in known.items()})
    final = sums(placed, {pk: line.final for pk, line in known.items()})
    most = group_maxima(placed)
    found = []
    for one in placed:
        pk, line = one.node.pk, known.get(one.node.pk)
        if one.node.kind == GROUP:
            found.append(SheetLine(one, most[pk], own[pk], final[pk]))
        elif line is None:
            found.append(SheetLine(one, most[pk], None))
        else:
            files = tuple(proofs.get(pk, ()))
            found.append(
                SheetLine(one, most[pk], line.own, line.final, line.achieved, line.own_note, line.reason, files)
            )
    return found


def lines_now(sheet: ScoreSheet) -> dict[int, ScoreLine]:
    """The lines as they are saved now, by criterion."""
    return {line.criterion_id: line for line in ScoreLine.objects.filter(sheet=sheet)}


def lines_at(sheet: ScoreSheet, version: int) -> dict[int, ScoreLine] | None:
    """The lines as they stood in an older version of the sheet; None where no history knows it."""
    moments = sheet.history.filter(version=version).order_by("-history_id")
    moment = moments.values_list("history_date", flat=True).first()
    if moment is None:
        return None
    rows = ScoreLine.history.filter(sheet_id=sheet.pk, history_date__lte=moment).order_by("history_id")
    return {line.criterion_id: line for line in rows}


def print_table(table: ScoreTable, user: User) -> Paper:
    """Bảng điểm on A4."""
    placed = in_order(nodes_of(table))
    return table_paper(heads_for(_office(), user), subject_of(table), placed, maxima(one.node for one in placed))


def print_sheet(sheet: ScoreSheet, user: User, *, appraised: bool) -> Paper:
    """The sheet as its unit scored it, or as it was appraised."""
    office, lines = _office(), lines_of(sheet)
    by_office = appraised or sheet.table.is_own
    facts = SheetFacts(
        heads=heads_for(office, user, "" if by_office else _unit_name(sheet)),
        whose=whose(sheet, office),
        subject=subject_of(sheet.table),
        lines=lines,
        most=maxima(line.placed.node for line in lines),
        own_total=sheet.own_total,
        final_total=sheet.final_total,
        signers=APPRAISER if appraised else _own_signers(sheet),
        signer_name=_signer(sheet, appraised=appraised),
        notes=_notes(sheet) if appraised else (),
    )
    return appraised_paper(facts) if appraised else own_paper(facts)


def print_ranking(table: ScoreTable, user: User) -> Paper:
    """Bảng xếp hạng on A4."""
    return ranking_paper(ranking_of(table, user))


def ranking_of(table: ScoreTable, user: User) -> RankingFacts:
    """Everybody's place, whoever reads it: four queries, linear in sheets and lines."""
    placed = in_order(nodes_of(table))
    parts, by_sheet = _parts(table, placed)
    who = ScoreTable.Who(table.who)
    rows = table.sheets.order_by("unit__order", "unit__name", "person__sort_key", "pk").values_list(
        "pk",
        "state",
        "own_total",
        "final_total",
        "appraised_own",
        "unit__name",
        "person__full_name",
        "person__unit__name",
    )
    sheets = list(rows)
    places = ranked({pk: final for pk, state, _, final, *_ in sheets if state in HAS_FINAL})
    lines, left_out = [], []
    for pk, state, own, final, of_own, unit, person, works_at in sheets:
        name = f"{person}, {works_at}" if person else unit
        if pk not in places:
            left_out.append((name, str(SheetState(state).label).lower()))
            continue
        points = tuple(by_sheet.get(pk, {}).get(part.node.pk, 0) for part in parts)
        lines.append(RankedLine(name, own, final, places[pk], OWN_UNIT if of_own else "", points))
    return RankingFacts(
        heads=heads_for(_office(), user),
        subject=subject_of(table),
        lines=sorted(lines, key=lambda line: line.place.rank if line.place else 0),
        left_out=left_out,
        parts=tuple(f"{part.no}. {part.node.text}" for part in parts),
        most=maxima(one.node for one in placed),
        who=str(who.label).lower(),
        is_closed=any(state == SheetState.CLOSED for _, state, *_ in sheets),
    )


def _parts(table: ScoreTable, placed: list[Placed]) -> tuple[list[Placed], dict[int, dict[int, int]]]:
    """The first level of the table where it has a few groups, and what each sheet got in each."""
    parts = [one for one in placed if one.depth == 0]
    if not 1 < len(parts) <= MOST_PARTS or not any(part.node.kind == GROUP for part in parts):
        return [], {}
    top: dict[int, int] = {}
    for one in placed:
        top[one.node.pk] = one.node.pk if one.node.parent is None else top[one.node.parent]
    columns: dict[str, Sum] = {}
    for part in parts:
        below = [one.node for one in placed if top[one.node.pk] == part.node.pk and one.node.kind != GROUP]
        plus = [node.pk for node in below if node.nature != PENALTY]
        minus = [node.pk for node in below if node.nature == PENALTY]
        columns[f"plus_{part.node.pk}"] = Sum("final", filter=Q(criterion__in=plus), default=0)
        columns[f"minus_{part.node.pk}"] = Sum("final", filter=Q(criterion__in=minus), default=0)
    lines = ScoreLine.objects.filter(sheet__table=table, sheet__state__in=HAS_FINAL).order_by()
    found = {}
    rows: Any = lines.values("sheet_id").annotate(**columns)
    for row in rows:
        pks = (part.node.pk for part in parts)
        found[row["sheet_id"]] = {pk: row[f"plus_{pk}"] - row[f"minus_{pk}"] for pk in pks}
    return parts, found


def _office() -> Office:
    return Office.objects.first() or Office()


def heads_for(office: Office, user: User, unit: str = "") -> Heads:
    """The office's head; for what a unit makes itself, the unit below the office."""
    at = timezone.localtime()
    return Heads(
        agency=unit or office.heading,
        parent_agency=office.heading if unit else office.parent_heading,
        place_date=place_and_date(office.place, None, at.year),
        foot=f"In lúc {at:%H:%M} ngày {short_date(at.date())} · {user.get_full_name()}",
    )


def _unit_name(sheet: ScoreSheet) -> str:
    return str(sheet.person.unit if sheet.person else sheet.unit)


def _own_signers(sheet: ScoreSheet) -> tuple[str, str]:
    if sheet.table.is_own:
        return ("NGƯỜI LẬP PHIẾU", "LÃNH ĐẠO SỞ")
    return ("NGƯỜI TỰ CHẤM", "THỦ TRƯỞNG ĐƠN VỊ") if sheet.person_id else SCORER


def _signer(sheet: ScoreSheet, *, appraised: bool) -> str:
    user = sheet.appraised_by if appraised else sheet.sent_by
    return user.get_full_name() if user else ""


def _notes(sheet: ScoreSheet) -> tuple[tuple[str, str], ...]:
    return (
        ("Ý kiến của đơn vị", sheet.objection),
        ("Trả lời", sheet.answer),
        ("Ghi chú", f"{OWN_UNIT}." if sheet.appraised_own else ""),
    )
