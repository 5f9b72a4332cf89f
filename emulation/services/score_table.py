"""Bảng điểm: the weighted tree of criteria, made and changed by the standing office while nobody has scored by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from emulation.models import (
    Campaign,
    CampaignState,
    ClusterYear,
    Criterion,
    Phase,
    PhaseKind,
    ScoreLine,
    ScoreTable,
    SheetState,
)
from emulation.rules.scoring import DEEPEST, GROUP, NUMBER, PLAIN, Node, Placed, in_order
from plans.errors import DomainError, NotAllowed
from plans.models import User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key

WHO_KEEPS = "Thường trực TĐKT lập và sửa bảng điểm. Anh, chị cần đổi tiêu chí thì báo thường trực."
SCORED = "Tiêu chí này đã có điểm chấm nên giữ nguyên cách chấm, loại điểm, điểm tối đa và chỉ tiêu."
FIELDS = ("text", "kind", "nature", "maximum", "target", "measure", "wants_proof", "guidance")
_COLUMNS = ("pk", "parent_id", "order", *FIELDS)
_COUNTED = ("kind", "nature", "maximum", "target")


def nodes_of(table: ScoreTable) -> list[Node]:
    """The criteria as the rules see them: one query."""
    return [Node(*row) for row in Criterion.objects.filter(table=table).order_by().values_list(*_COLUMNS)]


def scoring_phase(campaign: Campaign) -> Phase | None:
    """The phase in which units score themselves: one query, none where the phases were read along."""
    return next((phase for phase in campaign.phases.all() if phase.kind == PhaseKind.SCORING), None)


def why_fixed(table: ScoreTable, today: dt.date) -> str:
    """Why the table cannot be changed any more; empty where it can. That of a cluster is the cluster's to change."""
    campaign = table.campaign
    if campaign is None:
        return ""
    if campaign.state in (CampaignState.CLOSED, CampaignState.CANCELLED):
        return f"Phong trào {campaign.get_state_display().lower()} nên bảng điểm được giữ làm hồ sơ, không sửa nữa."
    if table.sheets.exclude(state=SheetState.DRAFT).exists():
        return "Đã có phiếu chấm gửi đi nên bảng điểm không đổi được nữa: mọi đơn vị chấm theo cùng một bảng."
    phase = scoring_phase(campaign)
    if phase and phase.opens_on <= today:
        return (
            f"Giai đoạn tự chấm điểm đã mở từ ngày {short_date(phase.opens_on)} nên bảng điểm không đổi được nữa. "
            "Chưa đơn vị nào gửi phiếu thì dời ngày mở ở phần giai đoạn của phong trào rồi sửa."
        )
    return ""


@transaction.atomic
def set_table(
    *,
    actor: User,
    campaign: Campaign | None = None,
    cluster_year: ClusterYear | None = None,
    who: str = ScoreTable.Who.UNIT,
    today: dt.date,
    key: str = "",
) -> ScoreTable:
    """Open the table of a campaign or of a cluster's year, or say anew who scores by it."""
    use_submit_key(actor, key)
    _demand(actor)
    one_at_a_time()  # two who open it at once get the same one
    who = ScoreTable.Who.UNIT if cluster_year else who
    table, made = ScoreTable.objects.get_or_create(campaign=campaign, cluster_year=cluster_year, defaults={"who": who})
    if made:
        audit.record(actor=actor, act="table.make", obj=table, note=table.get_who_display())
    elif table.who != who:
        _require_open(table, today)
        if table.sheets.exists():
            raise DomainError("Đã lập phiếu chấm theo bảng này nên không đổi ai tự chấm được nữa.")
        table.who = who
        table.version += 1
        table.save()
        audit.record(actor=actor, act="table.who", obj=table, note=table.get_who_display())
    return table


@transaction.atomic
def add_criterion(
    *, table: ScoreTable, actor: User, values: Mapping[str, Any], today: dt.date, key: str = ""
) -> Criterion:
    """Add a criterion or a group, last among its siblings. ``values`` holds ``FIELDS`` and the key of ``parent``."""
    use_submit_key(actor, key)
    record = _opened(table, actor, today)
    criterion = Criterion(table=record)
    _place(criterion, values["parent"], nodes_of(record))
    _fill(criterion, values)
    criterion.save()
    audit.record(actor=actor, act="criterion.add", obj=criterion, detail=_said(criterion))
    return criterion


@transaction.atomic
def change_criterion(
    *, criterion: Criterion, actor: User, values: Mapping[str, Any], seen: int, today: dt.date, key: str = ""
) -> Criterion:
    """Change a criterion; what was scored by it keeps what its points mean."""
    use_submit_key(actor, key)
    table = _opened(criterion.table, actor, today)
    record = locked(criterion)
    check_version(record, seen, dict(values))
    before, nodes = _said(record), nodes_of(table)
    if record.kind == GROUP and values["kind"] != GROUP and any(node.parent == record.pk for node in nodes):
        raise DomainError("Nhóm này còn tiêu chí bên trong. Chuyển hoặc bỏ chúng trước khi đổi thành tiêu chí chấm.")
    counted = tuple(getattr(record, name) for name in _COUNTED)
    if values["parent"] != record.parent_id:
        _place(record, values["parent"], nodes)
    _fill(record, values)
    if counted != tuple(getattr(record, name) for name in _COUNTED) and record.lines.exists():
        raise DomainError(SCORED)
    record.version += 1
    record.save()
    after = _said(record)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record(actor=actor, act="criterion.change", obj=record, detail=changed)
    return record


@transaction.atomic
def move_criterion(*, criterion: Criterion, actor: User, up: bool, today: dt.date, key: str = "") -> None:
    """Up or down among its siblings; at the end of them nothing happens."""
    use_submit_key(actor, key)
    _opened(criterion.table, actor, today)
    record = locked(criterion)
    siblings = list(Criterion.objects.filter(table=record.table_id, parent=record.parent_id).order_by("order", "pk"))
    here = siblings.index(record)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(siblings):
        return
    siblings[here], siblings[there] = siblings[there], siblings[here]
    for order, one in enumerate(siblings, start=1):
        if one.order != order:
            one.order = order
            one.save()
    audit.record(actor=actor, act="criterion.move", obj=record, note="lên" if up else "xuống")


@transaction.atomic
def remove_criterion(*, criterion: Criterion, actor: User, today: dt.date, key: str = "") -> None:
    """Remove a criterion with what stands below it; never one that somebody was scored by."""
    use_submit_key(actor, key)
    table = _opened(criterion.table, actor, today)
    record = locked(criterion)
    below = {record.pk}
    for one in in_order(nodes_of(table)):
        if one.node.parent in below:
            below.add(one.node.pk)
    if ScoreLine.objects.filter(criterion__in=below).exists():
        raise DomainError("Tiêu chí này hoặc tiêu chí bên trong đã có điểm chấm nên không bỏ được.")
    audit.record(actor=actor, act="criterion.remove", obj=record, detail=_said(record) | {"with": len(below) - 1})
    Criterion.objects.filter(pk__in=below).delete()


@transaction.atomic
def copy_table(
    *, table: ScoreTable, actor: User, source: ScoreTable, replace: bool, today: dt.date, key: str = ""
) -> int:
    """Take over the criteria of another table; gives how many."""
    use_submit_key(actor, key)
    record = _opened(table, actor, today)
    placed = in_order(nodes_of(source))
    if not placed:
        raise DomainError("Bảng điểm được chọn chưa có tiêu chí nào. Chọn bảng khác.")
    if source.pk == record.pk:
        raise DomainError("Đây là chính bảng này. Chọn bảng khác để chép.")
    put_criteria(record, placed, actor, replace=replace)
    audit.record(actor=actor, act="table.copy", obj=record, note=str(source), detail={"criteria": len(placed)})
    return len(placed)


def put_criteria(table: ScoreTable, placed: Sequence[Placed], actor: User, *, replace: bool) -> None:
    """Put a tree into an empty table, or in place of what it holds. The table is locked and open."""
    if table.criteria.exists():
        if not replace:
            raise DomainError("Bảng này đã có tiêu chí. Đánh dấu ô thay toàn bộ nếu muốn bỏ chúng, rồi làm lại.")
        if ScoreLine.objects.filter(criterion__table=table).exists():
            raise DomainError("Bảng này đã có điểm chấm nên không thay toàn bộ được. Sửa từng tiêu chí.")
        table.criteria.all().delete()
    made: dict[int, Criterion] = {}
    for depth in range(DEEPEST):
        level = [one.node for one in placed if one.depth == depth]
        criteria = [_of_node(table, node, made) for node in level]
        made |= zip(
            (node.pk for node in level),
            bulk_create_with_history(criteria, Criterion, default_user=actor) if criteria else (),
            strict=True,
        )


def opened_for_import(table: ScoreTable, actor: User, today: dt.date) -> ScoreTable:
    """The table locked, for a whole tree to be put into it."""
    return _opened(table, actor, today)


def _of_node(table: ScoreTable, node: Node, made: Mapping[int, Criterion]) -> Criterion:
    parent = made[node.parent] if node.parent is not None else None
    values = {name: getattr(node, name) for name in FIELDS}
    return Criterion(table=table, parent=parent, order=node.order, **values)


def _opened(table: ScoreTable, actor: User, today: dt.date) -> ScoreTable:
    _demand(actor)
    record = locked(table)
    _require_open(record, today)
    return record


def _demand(actor: User) -> None:
    if not actor.has_perm("emulation.keep_table"):
        raise NotAllowed(WHO_KEEPS)


def _require_open(table: ScoreTable, today: dt.date) -> None:
    if refusal := why_fixed(table, today):
        raise DomainError(refusal)


def _place(criterion: Criterion, parent: int | None, nodes: Iterable[Node]) -> None:
    """Hang it under ``parent``, last there. Refuses a place below itself, too deep, or under what is scored."""
    placed = {one.node.pk: one for one in in_order(nodes)}
    above = placed.get(parent) if parent is not None else None
    if parent is not None and above is None:
        raise DomainError("Nhóm được chọn không còn trong bảng. Chọn nhóm khác.")
    if above and above.node.kind != GROUP:
        raise DomainError("Chỉ đặt tiêu chí dưới một nhóm. Chọn nhóm khác, hoặc đổi tiêu chí kia thành nhóm.")
    upward = above
    while upward is not None:
        if upward.node.pk == criterion.pk:
            raise DomainError("Không đặt một nhóm vào bên trong chính nó.")
        upward = placed.get(upward.node.parent) if upward.node.parent is not None else None
    below = _height(criterion.pk, placed.values()) if criterion.pk else 0
    if (above.depth + 1 if above else 0) + below >= DEEPEST:
        raise DomainError(f"Bảng điểm chia nhiều nhất {DEEPEST} cấp. Đặt ở nhóm cấp trên.")
    criterion.parent_id = parent
    criterion.order = max((one.node.order for one in placed.values() if one.node.parent == parent), default=0) + 1


def _height(pk: int, placed: Iterable[Placed]) -> int:
    """How many levels stand below a node."""
    depths = {pk: 0}
    for one in placed:
        if one.node.parent in depths:
            depths[one.node.pk] = depths[one.node.parent] + 1
    return max(depths.values())


def _fill(criterion: Criterion, values: Mapping[str, Any]) -> None:
    """Take the values over, without those that mean nothing for its kind."""
    for name in FIELDS:
        setattr(criterion, name, values[name])
    if criterion.kind == GROUP:
        criterion.nature, criterion.maximum, criterion.wants_proof = PLAIN, 0, False
    elif not criterion.maximum:
        raise DomainError("Ghi điểm tối đa lớn hơn 0.")
    if criterion.kind != NUMBER or not criterion.target:
        criterion.target = None
    if criterion.target is None:
        criterion.measure = ""


def _said(criterion: Criterion) -> dict[str, Any]:
    return {"parent": criterion.parent_id, **{name: getattr(criterion, name) for name in FIELDS}}
