"""Papers that use every part of the content model: a decision with an annex, minutes with two signatures, a list."""

from __future__ import annotations

import datetime as dt

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
from plans.papers.listing import listing_paper

HEADER = Header(
    "SỞ NGOẠI VỤ",
    "UBND TỈNH LẠNG SƠN",
    number="Số: 08/QĐ-SNgV",
    place_date="Lạng Sơn, ngày 05 tháng 02 năm 2026",
)
PEOPLE = Table(
    (Column("TT", 8, Align.CENTER), Column("HỌ VÀ TÊN", 40), Column("ĐƠN VỊ", 52)),
    tuple(Row((str(n), f"Nguyễn Văn {n}", "Phòng Hợp tác quốc tế - Văn phòng")) for n in range(1, 61)),
)
DECISION = Paper(
    header=HEADER,
    kind="QUYẾT ĐỊNH",
    subject="Về việc công nhận danh hiệu thi đua năm 2026",
    body=(
        Heading("GIÁM ĐỐC SỞ NGOẠI VỤ", 0),
        Basis(
            (
                "Căn cứ Luật Thi đua, khen thưởng",
                "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ",
                "Theo đề nghị của Hội đồng Thi đua - Khen thưởng Sở",
            )
        ),
        Heading("QUYẾT ĐỊNH:", 0),
        Paragraph(
            (Span("Điều 1.", bold=True), " Công nhận danh hiệu “Lao động tiên tiến” cho 60 cá nhân (Phụ lục I).")
        ),
        Paragraph((Span("Điều 2.", bold=True), " Quyết định này có hiệu lực kể từ ngày ký./.")),
    ),
    signatures=(Signature("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Nguyễn Thị Hòa"),),
    recipients=("Như Điều 2", "Lưu: VT, HTQT"),
    annexes=(
        Annex("Phụ lục I", "DANH SÁCH CÁ NHÂN", (PEOPLE,), "(Kèm theo Quyết định số 08/QĐ-SNgV)"),
        Annex("Phụ lục II", "TỔNG HỢP", (Paragraph("Không có."), PEOPLE), landscape=True),
    ),
)
MINUTES = Paper(
    header=Header("SỞ NGOẠI VỤ", "UBND TỈNH LẠNG SƠN", number="Số:        /BB-SNgV"),
    kind="BIÊN BẢN",
    subject="Họp Hội đồng Thi đua - Khen thưởng Sở",
    body=(Addressees(("Sở Nội vụ", "Ban Thi đua")), Paragraph("Cuộc họp kết thúc vào 11 giờ 30./.")),
    signatures=(Signature("THƯ KÝ", "Trần Thị B"), Signature("CHỦ TỌA", "Trịnh Tuyết Mai")),
    recipients=("Lưu: VT, Hồ sơ",),
)

FOLLOW_UP_COLUMNS = (
    Column("TT", 5.5, Align.CENTER),
    Column("NỘI DUNG", 30.5),
    Column("ĐƠN VỊ\nTHỰC HIỆN", 27.5),
    Column("TIẾN ĐỘ", 19),
    Column("THỜI HẠN", 17.5),
)
OFFICE = "- Phòng Hợp tác quốc tế - Văn phòng"
FOLLOW_UP_ROWS = (
    GroupRow("QUÝ II"),
    Row(
        (
            "6",
            "Tham gia Lớp bồi dưỡng nghiệp vụ công tác thi đua khen thưởng năm 2026",
            "- Lãnh đạo Sở\n- Các phòng, đơn vị",
            ("Chưa thực hiện", Span("\nLớp mở ngày 18/06", small=True)),
            ("30/06/2026", Span("\ncòn 25 ngày", small=True)),
        )
    ),
    Row(
        (
            "7",
            "Phát động các phong trào thi đua theo chuyên đề do tỉnh và Bộ Ngoại giao phát động, triển khai",
            OFFICE,
            ("Đang thực hiện", Span("\nĐang xin gia hạn đến 15/06", small=True)),
            ("29/05/2026", Span("\nQuá hạn 7 ngày", bold=True)),
        )
    ),
    GroupRow("QUÝ III"),
    Row(
        (
            "9",
            "Báo cáo đánh giá kết quả thực hiện công tác thi đua, khen thưởng phục vụ đoàn kiểm tra của tỉnh (Nếu có).",
            f"{OFFICE} chủ trì.\n- Hội đồng TĐKT Sở;\n- Các phòng, đơn vị.",
            ("Chờ phát sinh", Span("\nChưa có thông báo kiểm tra", small=True)),
            ("Không ấn định", Span("\nchưa phát sinh", small=True)),
        )
    ),
)


def follow_up(
    rows: tuple[Row | GroupRow, ...] = FOLLOW_UP_ROWS, columns: tuple[Column, ...] = FOLLOW_UP_COLUMNS
) -> Paper:
    """The printed list of LOOK §12."""
    return listing_paper(
        agency="Sở Ngoại vụ",
        parent_agency="UBND tỉnh Lạng Sơn",
        place="Lạng Sơn",
        kind="BẢNG THEO DÕI",
        subject="Thực hiện Kế hoạch công tác thi đua, khen thưởng năm 2026",
        columns=columns,
        rows=rows,
        criteria="Quý II, Quý III; tất cả đơn vị; mọi tiến độ",
        total=(
            "Cộng: 3 nhiệm vụ; hoàn thành 0; chưa hoàn thành trong hạn 1; ",
            Span("quá hạn chưa hoàn thành 1", bold=True),
            "; chờ phát sinh 1.",
        ),
        at=dt.datetime(2026, 6, 5, 8, 45),
        printed_by="Trần Thị B",
    )
