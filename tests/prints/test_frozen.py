"""A paper kept as data comes back equal, every block and look of it."""

from __future__ import annotations

import json

from plans.papers.content import (
    Addressees,
    Align,
    Annex,
    Basis,
    Column,
    GroupRow,
    Header,
    Heading,
    Paper,
    Paragraph,
    Row,
    Signature,
    Span,
    Table,
)
from plans.papers.frozen import from_json, to_json


def test_every_block_comes_back() -> None:
    table = Table(
        (Column("TT", 8, Align.CENTER), Column("NỘI DUNG", 92)),
        (GroupRow("QUÝ I"), Row(("1", ("Đổi ", Span("năm 2026", bold=True))), "change-0")),
    )
    paper = Paper(
        header=Header("SỞ NGOẠI VỤ", "UBND TỈNH LẠNG SƠN", "Số: 12/KH-SNgV", "Lạng Sơn, ngày 05 tháng 6 năm 2026"),
        kind="KẾ HOẠCH",
        subject="Điều chỉnh",
        body=(
            Basis(("Căn cứ Kế hoạch số 05/KH-SNgV",), "basis"),
            Addressees(("Sở Nội vụ", "UBND tỉnh")),
            Heading("I. LÝ DO", 1, "reason"),
            Paragraph(("Trước", Span("sau", italic=True, small=True)), flush=True),
            table,
        ),
        signatures=(Signature("GIÁM ĐỐC", "Nguyễn Văn An", "(Đã ký)"),),
        recipients=("Như trên", "Lưu: VT"),
        annexes=(Annex("Phụ lục I", "DANH SÁCH", (table,), "(Kèm theo)", landscape=True),),
        foot="Trang",
    )

    assert from_json(json.loads(json.dumps(to_json(paper), ensure_ascii=False))) == paper
