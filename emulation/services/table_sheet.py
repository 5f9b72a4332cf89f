"""A score table as a spreadsheet: written out, and taken in with a dry run, every row or none.

The number in the first column makes the tree: 1.2 stands under 1. A row that others stand under is a group.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from emulation.models import Criterion, ScoreTable
from emulation.rules.scoring import (
    DEEPEST,
    GROUP,
    MOST_POINTS,
    MOST_TARGET,
    NUMBER,
    PLAIN,
    Node,
    Placed,
    in_order,
    parse_points,
    show_points,
)
from emulation.services.score_table import nodes_of, opened_for_import, put_criteria
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services.locking import use_submit_key
from plans.services.sheet_file import DryRun, Fault, SheetLayout, one_of, read_sheet, write_sheet

KINDS = {value: str(words) for value, words in Criterion.Kind.choices}
NATURES = {value: str(words) for value, words in Criterion.Nature.choices}
YES_NO = {"yes": "Có", "no": "Không"}
LAYOUT = SheetLayout(
    "Bảng điểm",
    (
        ("no", "TT", 8),
        ("text", "Tiêu chí", 60),
        ("kind", "Cách chấm", 20),
        ("nature", "Loại điểm", 16),
        ("maximum", "Điểm tối đa", 12),
        ("target", "Chỉ tiêu", 12),
        ("measure", "Đơn vị tính", 14),
        ("wants_proof", "Cần minh chứng", 14),
        ("guidance", "Hướng dẫn chấm", 50),
    ),
    ("no", "text", "maximum"),
    500,
)
ACCEPTED = {
    "no": ("1; 1.1; 1.1.1 …", "số của dòng trên đứng trước", f"nhiều nhất {DEEPEST} cấp"),
    "kind": (*KINDS.values(), "để trống: theo điểm, hoặc nhóm nếu có dòng con"),
    "nature": (*NATURES.values(), f"để trống: {NATURES[PLAIN]}"),
    "maximum": ("số, dấu phẩy trước phần lẻ, ví dụ 12,5", "nhóm: để trống, tự cộng"),
    "target": ("số, ví dụ 100", "có chỉ tiêu thì điểm tính theo kết quả đạt"),
    "wants_proof": tuple(YES_NO.values()),
}
_LONGEST = {"text": 1000, "measure": 60, "guidance": 2000}


@dataclass
class TableRow:
    """One row of the sheet: its number, what it says, what is wrong with it."""

    number: int
    no: str
    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class TableImport(DryRun[TableRow]):
    """A whole table as the dry run sees it."""

    replaces: int  # how many criteria the table holds that would go

    @property
    def shown(self) -> list[Any]:
        return [self.replaces, *((row.no, sorted(row.values.items())) for row in self.rows)]

    def placed(self) -> list[Placed]:
        """The tree that the numbers make."""
        keys = {row.no: place for place, row in enumerate(self.rows, start=1)}
        nodes = [
            Node(place, keys.get(_above(row.no)), _last(row.no), **row.values)
            for place, row in enumerate(self.rows, start=1)
        ]
        return in_order(nodes)


def template_sheet() -> bytes:
    """An empty table with three rows as an example."""
    rows = (
        ("1", "Thực hiện nhiệm vụ chuyên môn", KINDS[GROUP]),
        ("1.1", "Hoàn thành nhiệm vụ được giao đúng hạn", KINDS[NUMBER], NATURES[PLAIN], "30", "100", "%", "Có"),
        ("1.2", "Nội bộ đoàn kết, kỷ luật, kỷ cương", KINDS["yes_no"], NATURES[PLAIN], "10", "", "", "Không"),
    )
    return write_sheet(LAYOUT, rows, ACCEPTED)


def export_table(table: ScoreTable) -> bytes:
    """The table as it can be taken in again."""
    return write_sheet(LAYOUT, (_cells(one) for one in in_order(nodes_of(table))), ACCEPTED)


def parse_table(data: bytes) -> list[dict[str, Any]]:
    """The rows of an uploaded sheet as text by field. Raises DomainError in words."""
    return read_sheet(LAYOUT, data)


def plan_table(table: ScoreTable, rows: Sequence[dict[str, Any]]) -> TableImport:
    """What the sheet would make of the table; nothing is changed."""
    numbers = [_number(row.get("no", "")) for row in rows]
    parents = {_above(no) for no in numbers}
    planned = [_plan_row(row, no, no in parents) for row, no in zip(rows, numbers, strict=True)]
    _check_numbers(planned)
    return TableImport(tuple(planned), table.criteria.count())


@transaction.atomic
def apply_table(
    *, table: ScoreTable, actor: User, rows: Sequence[dict[str, Any]], digest: str, today: dt.date, key: str = ""
) -> int:
    """Put exactly what the dry run named ``digest`` showed into the table, in place of what it holds."""
    use_submit_key(actor, key)
    record = opened_for_import(table, actor, today)
    plan = plan_table(record, rows)
    if plan.faults:
        raise DomainError("Bảng còn dòng sai nên chưa nhập dòng nào. Sửa trong tệp rồi tải lên lại.")
    if plan.digest != digest:
        raise DomainError("Bảng điểm vừa có người sửa sau lần xem thử. Xem lại kết quả mới rồi bấm nhập.")
    put_criteria(record, plan.placed(), actor, replace=True)
    detail = {"criteria": len(plan.rows), "replaced": plan.replaces}
    audit.record(actor=actor, act="table.import", obj=record, detail=detail)
    return len(plan.rows)


def _cells(one: Placed) -> tuple[str, ...]:
    node = one.node
    group = node.kind == GROUP
    return (
        one.no,
        node.text,
        KINDS[node.kind],
        "" if group else NATURES[node.nature],
        "" if group else show_points(node.maximum),
        show_points(node.target) if node.target else "",
        node.measure,
        "" if group else YES_NO["yes" if node.wants_proof else "no"],
        node.guidance,
    )


def _number(text: str) -> str:
    """«1.1.», «1,1» and «1.1» are the same number."""
    return text.replace(",", ".").strip(". ")


def _above(no: str) -> str:
    return no.rpartition(".")[0]


def _last(no: str) -> int:
    return int(no.rpartition(".")[2])


def _plan_row(texts: dict[str, Any], no: str, has_children: bool) -> TableRow:
    row = TableRow(texts["row"], no, {})
    faults: list[tuple[str, str]] = []

    def read(name: str, parse: Any, default: Any) -> Any:
        text = texts.get(name, "")
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as wrong:
            faults.append((name, str(wrong)[0].lower() + str(wrong)[1:].rstrip(".")))
            return default

    kind = read("kind", lambda text: one_of(KINDS, text), GROUP if has_children else NUMBER)
    if has_children and kind != GROUP:
        faults.append(("kind", f"dòng này có dòng con nên phải là «{KINDS[GROUP]}» hoặc để trống"))
    group = kind == GROUP
    row.values = {
        "text": read("text", lambda text: _short("text", text), ""),
        "kind": kind,
        "nature": PLAIN if group else read("nature", lambda text: one_of(NATURES, text), PLAIN),
        "maximum": 0 if group else read("maximum", lambda text: parse_points(text, most=MOST_POINTS), 0),
        "target": read("target", lambda text: parse_points(text, most=MOST_TARGET), 0) or None,
        "measure": read("measure", lambda text: _short("measure", text), ""),
        "wants_proof": read("wants_proof", lambda text: one_of(YES_NO, text), "no") == "yes" and not group,
        "guidance": read("guidance", lambda text: _short("guidance", text), ""),
    }
    said = {name for name, _ in faults}
    if not row.values["text"] and "text" not in said:
        faults.append(("text", "chưa ghi; cột này phải có"))
    if not group and not row.values["maximum"] and "maximum" not in said:
        faults.append(("maximum", "chưa ghi; tiêu chí chấm điểm cần số lớn hơn 0, ví dụ 12,5"))
    if row.values["target"] and kind != NUMBER:
        faults.append(("target", f"chỉ «{KINDS[NUMBER]}» có chỉ tiêu; để trống"))
    row.faults = [Fault(row.number, LAYOUT.heads[name], texts.get(name, ""), words) for name, words in faults]
    return row


def _short(name: str, text: str) -> str:
    if len(text) > _LONGEST[name]:
        raise ValueError(f"dài {len(text)} chữ; nhận nhiều nhất {_LONGEST[name]} chữ")
    return text


def _check_numbers(rows: Sequence[TableRow]) -> None:
    """Every number is one of the tree, said once, and stands under a number that is there."""
    seen: set[str] = set()
    for row in rows:
        words = _number_fault(row.no, seen)
        if words:
            row.faults.insert(0, Fault(row.number, LAYOUT.heads["no"], row.no, words))
        seen.add(row.no)


def _number_fault(no: str, seen: set[str]) -> str:
    parts = no.split(".")
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 and int(part) for part in parts):
        return "không phải số thứ tự; nhận 1, 1.1, 1.1.1"
    if len(parts) > DEEPEST:
        return f"sâu quá {DEEPEST} cấp; nhận nhiều nhất {DEEPEST} số cách nhau dấu chấm"
    if no in seen:
        return "trùng với dòng trên; mỗi số ghi một lần"
    if len(parts) > 1 and _above(no) not in seen:
        return f"chưa có dòng {_above(no)} ở trên; ghi dòng nhóm trước"
    return ""
