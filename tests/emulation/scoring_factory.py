"""Score tables and sheets for tests: saved as asked for, without going through the services."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from emulation.models import (
    Campaign,
    Cluster,
    ClusterYear,
    Criterion,
    PhaseKind,
    Proof,
    ScoreLine,
    ScoreSheet,
    ScoreTable,
    SheetState,
)
from emulation.rules.scoring import total_of
from emulation.services.score_table import nodes_of
from plans.models import Person, Unit, User
from plans.services.files import store_file
from tests.emulation.campaign_factory import PHASES, make_campaign
from tests.factory import Cast

if TYPE_CHECKING:
    from tests.web.world import World

OPENS, CLOSES = dt.date(2026, 11, 16), dt.date(2026, 12, 10)
WITH_SCORING = {**PHASES, PhaseKind.SCORING: (OPENS, CLOSES)}


def make_scored_campaign(cast: Cast, **values: Any) -> Campaign:
    """A launched campaign whose scoring phase is open from 16/11 to 10/12/2026."""
    return make_campaign(cast, phases=values.pop("phases", WITH_SCORING), **values)


def make_table(owner: Campaign | ClusterYear, *, who: str = ScoreTable.Who.UNIT, filled: bool = True) -> ScoreTable:
    """A table; filled with two groups (60 points, one line yes or no, one with a target), a bonus and a penalty."""
    name = "campaign" if isinstance(owner, Campaign) else "cluster_year"
    table = ScoreTable.objects.create(who=who, **{name: owner})
    if filled:
        tasks = make_criterion(table, "Nhiệm vụ chuyên môn", kind="group")
        make_criterion(table, "Hoàn thành đúng hạn", parent=tasks, maximum=3000, wants_proof=True)
        make_criterion(table, "Giải quyết hồ sơ", parent=tasks, maximum=2000, target=10_000, measure="%")
        order = make_criterion(table, "Kỷ luật, kỷ cương", kind="group")
        make_criterion(table, "Nội bộ đoàn kết", parent=order, maximum=1000, kind="yes_no")
        make_criterion(table, "Có sáng kiến", parent=order, maximum=500, nature="bonus")
        make_criterion(table, "Báo cáo chậm", parent=order, maximum=500, nature="penalty")
    return table


def make_criterion(
    table: ScoreTable, text: str = "Tiêu chí", *, parent: Criterion | None = None, **values: Any
) -> Criterion:
    """The last criterion of its group; ten points unless said otherwise."""
    order = table.criteria.filter(parent=parent).count() + 1
    most = 0 if values.get("kind") == "group" else 1000
    return Criterion.objects.create(table=table, parent=parent, order=order, text=text, **{"maximum": most, **values})


def keys_of(table: ScoreTable) -> dict[str, int]:
    """The criteria by their text."""
    return dict(table.criteria.values_list("text", "pk"))


def make_sheet(
    table: ScoreTable,
    unit: Unit | None = None,
    *,
    person: Person | None = None,
    state: str = SheetState.DRAFT,
    own: dict[str, int] | None = None,
    final: dict[str, int] | None = None,
    **values: Any,
) -> ScoreSheet:
    """A sheet in ``state``; ``own`` and ``final`` are points by the text of the criterion."""
    sheet = ScoreSheet.objects.create(table=table, unit=unit, person=person, state=state, **values)
    nodes = {node.text: node for node in nodes_of(table)}
    for text, points in (own or {}).items():
        given = None if final is None else final.get(text, points)
        ScoreLine.objects.create(
            sheet=sheet,
            criterion_id=nodes[text].pk,
            own=points,
            achieved=points * 5 if nodes[text].target else None,
            final=given,
            reason="Đối chiếu hồ sơ." if given not in (None, points) else "",
        )
    lines = list(sheet.lines.values_list("criterion_id", "own", "final"))
    sheet.own_total = total_of(nodes.values(), {pk: points for pk, points, _ in lines})
    sheet.final_total = total_of(nodes.values(), {pk: points for pk, _, points in lines})
    sheet.save()
    return ScoreSheet.objects.get(pk=sheet.pk)


FULL = {
    "Hoàn thành đúng hạn": 2800,
    "Giải quyết hồ sơ": 1900,
    "Nội bộ đoàn kết": 1000,
    "Có sáng kiến": 500,
    "Báo cáo chậm": 0,
}


def make_proof(sheet: ScoreSheet, text: str, user: User, name: str = "bao-cao.pdf") -> Proof:
    """A file beside the line of the criterion that says ``text``."""
    stored = store_file(data=b"%PDF-1.7 " + name.encode(), name=name, content_type="application/pdf", user=user)
    criterion = sheet.table.criteria.get(text=text)
    line = ScoreLine.objects.get_or_create(sheet=sheet, criterion=criterion)[0]
    return Proof.objects.create(line=line, file=stored, added_by=user)


def make_cluster_year(year: int = 2026, code: str = "khoi-thu") -> ClusterYear:
    """A bloc of the province in a year."""
    facts = {"name": "Khối thi đua thử", "kind": "bloc", "organiser": "province"}
    cluster = Cluster.objects.get_or_create(code=code, defaults=facts)[0]
    return ClusterYear.objects.create(cluster=cluster, year=year)


def make_many_sheets(table: ScoreTable, units: int, criteria: int) -> None:
    """``units`` closed sheets of ``criteria`` lines each, in few statements: for budgets and the bench."""
    groups = [make_criterion(table, f"Nhóm {n}", kind="group") for n in range(1, 4)]
    Criterion.objects.bulk_create(
        Criterion(table=table, parent=groups[n % 3], order=n, text=f"Tiêu chí số {n} của năm", maximum=500)
        for n in range(criteria)
    )
    made = Unit.objects.bulk_create(Unit(name=f"Đơn vị {table.pk}.{n:03}", order=100 + n) for n in range(units))
    now = timezone.now()
    sheets = ScoreSheet.objects.bulk_create(
        ScoreSheet(
            table=table,
            unit=unit,
            state=SheetState.CLOSED,
            own_total=400 * criteria,
            final_total=400 * criteria - n // 2,
            rank=n + 1,
            closed_at=now,
        )
        for n, unit in enumerate(made)
    )
    leaves = list(table.criteria.exclude(kind="group").values_list("pk", flat=True))
    ScoreLine.objects.bulk_create(
        (
            ScoreLine(sheet=sheet, criterion_id=pk, own=400, final=400, own_note="Đã thực hiện đủ, có báo cáo.")
            for sheet in sheets
            for pk in leaves
        ),
        batch_size=2000,
    )


def add_scoring(world: World) -> None:
    """A campaign that is being scored, its sheets in each state of their way, a proof, a cluster's table."""
    cast = world.cast
    today = timezone.localdate()
    phases = {**PHASES, PhaseKind.SCORING: (today - dt.timedelta(days=1), today + dt.timedelta(days=1))}
    running = make_scored_campaign(
        cast,
        name="Phong trào đang chấm điểm",
        number=97,
        phases=phases,
        starts_on=today - dt.timedelta(days=30),
        ends_on=today + dt.timedelta(days=30),
    )
    planned = make_campaign(cast, name="Phong trào có bảng điểm", number=98)
    table, own_table = make_table(running), make_table(make_cluster_year(2031, "khoi-the-gioi"))
    draft = make_sheet(table, cast.division, own=FULL)
    world.records |= {
        "scored_campaign": running,
        "score_table": table,
        "open_table": make_table(planned),
        "criterion": planned.table.criteria.get(text="Nội bộ đoàn kết"),
        "scored_criterion": table.criteria.get(text="Hoàn thành đúng hạn"),
        "draft_sheet": draft,
        "proof": make_proof(draft, "Hoàn thành đúng hạn", cast.contact),
        "sent_sheet": _sheet_of(running, cast, SheetState.SENT),
        "appraised_sheet": _sheet_of(running, cast, SheetState.APPRAISED),
        "objected_sheet": _sheet_of(running, cast, SheetState.OBJECTED),
        "own_sheet": make_sheet(own_table, cast.standing_office, own=FULL),
        "cluster_scored": own_table.cluster_year,
    }


def _sheet_of(campaign: Campaign, cast: Cast, state: str) -> ScoreSheet:
    """A sheet of the division in a campaign of its own, which is as open as ``campaign``."""
    phases = {phase.kind: (phase.opens_on, phase.closes_on) for phase in campaign.phases.all()}
    other = make_campaign(
        cast,
        name=f"Phong trào {state}",
        number=200 + list(SheetState).index(SheetState(state)),
        phases={PhaseKind(kind): days for kind, days in phases.items()},
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
    )
    final = None if state == SheetState.SENT else FULL
    values = {"objection": "Đề nghị xem lại 1.1."} if state == SheetState.OBJECTED else {}
    return make_sheet(make_table(other), cast.division, state=state, own=FULL, final=final, **values)
