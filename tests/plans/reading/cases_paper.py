"""Invented plans read both as DOCX and as PDF, for what only tables show: merges, two-row heads, page breaks."""

# ruff: noqa: E501 - the documents keep their own line lengths
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.plans.reading.build import MOTTO, Paper


@dataclass(frozen=True)
class PaperCase:
    name: str
    paper: Paper
    tasks: list[tuple[Any, ...]]
    head: dict[str, Any] = field(default_factory=dict)
    head_rows: int = 1
    left: tuple[str, ...] = ()  # words that must stand in the remainder


FOOT = {
    "recipients": ["- Sở Nội vụ (b/c);", "- Các phòng, đơn vị;", "- Lưu: VT."],
    "signature": ["GIÁM ĐỐC", "", "", "", "Trần Văn Bảo"],
}
HEAD = {
    "year": 2026, "number": "7/KH-STC", "issued_on": "2026-01-09", "agency": "SỞ TÀI CHÍNH", "parent_agency": "UBND TỈNH HÀ SƠN",
    "title": "Công tác thi đua, khen thưởng năm 2026", "recipients": ["Sở Nội vụ (b/c)", "Các phòng, đơn vị", "Lưu: VT"],
    "signer_title": "GIÁM ĐỐC", "signer_name": "Trần Văn Bảo",
}  # fmt: skip


def paper(*body: Any, annex: tuple[Any, ...] = ()) -> Paper:
    return Paper(
        ["UBND TỈNH HÀ SƠN", "SỞ TÀI CHÍNH", "", "Số: 7/KH-STC"],
        [*MOTTO, "", "Hà Sơn, ngày 09 tháng 01 năm 2026"],
        ["KẾ HOẠCH", "Công tác thi đua, khen thưởng năm 2026"],
        [
            "Thực hiện Kế hoạch số 03/KH-UBND ngày 05/01/2026 của UBND tỉnh, Sở Tài chính ban hành Kế hoạch như sau:",
            "I. MỤC ĐÍCH, YÊU CẦU",
            "1. Mục đích",
            "Đẩy mạnh thi đua, hoàn thành tốt các nhiệm vụ chính trị được giao, nâng cao chất lượng công tác khen thưởng.",
            "II. NỘI DUNG",
            *body,
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Văn phòng Sở theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch.",
            "Trên đây là Kế hoạch công tác thi đua, khen thưởng năm 2026 của Sở Tài chính./.",
        ],
        **FOOT, annex=list(annex),
    )  # fmt: skip


LONG = (
    "Tổ chức hội nghị biểu dương, tôn vinh các tập thể, cá nhân điển hình tiên tiến trong phong trào thi đua lần thứ "
)

PAPERS = [
    PaperCase(
        "merged_time_and_coordinator",
        paper(
            [
                ["TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"],
                ["1", "Xây dựng Kế hoạch", "Văn phòng Sở", "Các phòng, đơn vị thuộc Sở", "Quý I"],
                ["2", "Phát động thi đua", "Công đoàn Sở", "^", "^"],
                ["3", "Đăng ký danh hiệu", "Thanh tra Sở", "^", "Tháng 3"],
                ["4", "Tổng kết", "Văn phòng Sở", "", "Quý IV"],
            ]
        ),
        [
            ("1", "Q1", None, "Xây dựng Kế hoạch", "L:Văn phòng Sở|C:Các phòng, đơn vị thuộc Sở"),
            ("2", "Q1", None, "Phát động thi đua", "L:Công đoàn Sở|C:Các phòng, đơn vị thuộc Sở"),
            ("3", "M03", None, "Đăng ký danh hiệu", "L:Thanh tra Sở|C:Các phòng, đơn vị thuộc Sở"),
            ("4", "Q4", None, "Tổng kết", "L:Văn phòng Sở"),
        ],
    ),
    PaperCase(
        "two_row_head",
        paper(
            [
                ["STT", "Nhiệm vụ", "Đơn vị thực hiện", None, "Thời hạn hoàn thành", "Sản phẩm"],
                ["^", "^", "Chủ trì", "Phối hợp", "^", "^"],
                [
                    "1",
                    "Ban hành Kế hoạch",
                    "Văn phòng Sở",
                    "Phòng Tài chính hành chính sự nghiệp",
                    "31/01/2026",
                    "Kế hoạch",
                ],
                [
                    "2",
                    "Kiểm tra",
                    "Thanh tra Sở",
                    "Văn phòng Sở\nPhòng Quản lý ngân sách",
                    "trước ngày 30/9",
                    "Báo cáo kiểm tra",
                ],
            ]
        ),
        [
            ("1", None, "2026-01-31", "Ban hành Kế hoạch", "L:Văn phòng Sở|C:Phòng Tài chính hành chính sự nghiệp"),
            ("2", None, "2026-09-30", "Kiểm tra", "L:Thanh tra Sở|C:Văn phòng Sở|C:Phòng Quản lý ngân sách"),
        ],
        head_rows=2,
        left=("Kế hoạch", "Báo cáo"),
    ),
    PaperCase(
        "quarter_rows_long_table_breaks_pages",
        paper(
            [
                ["TT", "NỘI DUNG", "ĐƠN VỊ THỰC HIỆN"],
                ["QUÝ I", None, None],
                *(
                    [
                        str(n),
                        f"{LONG}{n} năm 2026 và triển khai các nhiệm vụ trọng tâm của đơn vị.",
                        "- Phòng Hợp tác quốc tế - Văn phòng chủ trì.\n- Các phòng, đơn vị.",
                    ]
                    for n in range(1, 13)
                ),
                ["QUÝ II", None, None],
                *(
                    [
                        str(n),
                        f"{LONG}{n} năm 2026.",
                        "- Hội đồng TĐKT Sở\n- Phòng Phổ biến, giáo dục pháp luật và hành chính tư pháp",
                    ]
                    for n in range(13, 31)
                ),
            ]
        ),
        [
            *(
                (
                    str(n),
                    "Q1",
                    None,
                    f"{LONG}{n} năm 2026 và triển khai các nhiệm vụ trọng tâm của đơn vị.",
                    "L:Phòng Hợp tác quốc tế - Văn phòng|P:Các phòng, đơn vị",
                )
                for n in range(1, 13)
            ),
            *(
                (
                    str(n),
                    "Q2",
                    None,
                    f"{LONG}{n} năm 2026.",
                    "P:Hội đồng TĐKT Sở|P:Phòng Phổ biến, giáo dục pháp luật và hành chính tư pháp",
                )
                for n in range(13, 31)
            ),
        ],
    ),
    PaperCase(
        "groups_parents_children",
        paper(
            [
                ["Stt", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
                ["I", "CÔNG TÁC CHỈ ĐẠO", None, None, None],
                ["1", "Ban hành văn bản", "Văn phòng Sở", "", "Quý I"],
                ["2", "Tổ chức các hội nghị, bao gồm:", "", "Các phòng chuyên môn", "Theo thời hạn cụ thể sau đây"],
                ["a)", "Hội nghị sơ kết", "Văn phòng Sở", "^", "Tháng 7"],
                ["b)", "Hội nghị tổng kết", "Công đoàn Sở", "^", "Tháng 12"],
                ["II", "CÔNG TÁC KHEN THƯỞNG", None, None, None],
                [
                    "1",
                    "Trình khen thưởng\n- Khen thường xuyên;\n- Khen đột xuất.",
                    "Hội đồng TĐKT Sở",
                    "",
                    "Thường xuyên",
                ],
            ]
        ),
        [
            ("1", "Q1", None, "Ban hành văn bản", "L:Văn phòng Sở"),
            ("2a", "M07", None, "Hội nghị sơ kết", "L:Văn phòng Sở|C:Các phòng chuyên môn"),
            ("2b", "M12", None, "Hội nghị tổng kết", "L:Công đoàn Sở|C:Các phòng chuyên môn"),
            ("1", "YEAR", None, "Trình khen thưởng\n- Khen thường xuyên;\n- Khen đột xuất.", "L:Hội đồng TĐKT Sở"),
        ],
        left=("CÔNG TÁC CHỈ ĐẠO", "Tổ chức các hội nghị, bao gồm:"),
    ),
    PaperCase(
        "narrow_columns_wrapped_units",
        paper(
            [
                ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"],
                [
                    "1",
                    "Phát động",
                    "Phòng Tổ chức - Hành chính\nPhòng Kế hoạch, Tài chính và Quản lý đầu tư công",
                    "Tháng 02/2026",
                ],
                ["2", "Sơ kết", "Văn phòng Sở; Phòng Quản lý giá và công sản", "15/7/2026"],
                ["3", "Kiểm tra chéo (khi có kế hoạch của Khối)", "Các phòng, đơn vị", "Theo kế hoạch của tỉnh"],
            ]
        ),
        [
            (
                "1",
                "M02",
                None,
                "Phát động",
                "P:Phòng Tổ chức - Hành chính|P:Phòng Kế hoạch, Tài chính và Quản lý đầu tư công",
            ),
            ("2", None, "2026-07-15", "Sơ kết", "P:Văn phòng Sở|P:Phòng Quản lý giá và công sản"),
            ("3", None, None, "Kiểm tra chéo (khi có kế hoạch của Khối)", "P:Các phòng, đơn vị", True),
        ],
    ),
    PaperCase(
        "time_column_only",
        paper(
            [
                ["STT", "Nội dung công việc", "Thời gian thực hiện"],
                ["1", "Phát động phong trào thi đua năm 2026", "Tháng 01"],
                ["2", "Sơ kết phong trào thi đua", "Quý II/2026"],
                ["3", "Nộp báo cáo tổng kết", "Chậm nhất vào ngày 30/11/2026"],
            ]
        ),
        [
            ("1", "M01", None, "Phát động phong trào thi đua năm 2026", ""),
            ("2", "Q2", None, "Sơ kết phong trào thi đua", ""),
            ("3", None, "2026-11-30", "Nộp báo cáo tổng kết", ""),
        ],
    ),
    PaperCase(
        "annex_table_after_signature",
        paper(
            "Các nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này.",
            annex=(
                "PHỤ LỤC",
                "DANH MỤC NHIỆM VỤ NĂM 2026",
                "(Kèm theo Kế hoạch số  7 /KH-STC ngày 09 tháng 01 năm 2026 của Sở Tài chính)",
                [
                    ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"],
                    ["1", "Ban hành kế hoạch", "Văn phòng Sở", "Tháng 1"],
                    ["2", "Bình xét", "Hội đồng TĐKT Sở", "Quý IV (trước ngày 05/12)"],
                ],
            ),
        ),
        [
            ("1", "M01", None, "Ban hành kế hoạch", "P:Văn phòng Sở"),
            ("2", "Q4", "2026-12-05", "Bình xét", "P:Hội đồng TĐKT Sở"),
        ],
    ),
    PaperCase(
        "twelve_month_columns",
        paper(
            [
                ["TT", "Nội dung", *(str(n) for n in range(1, 13))],
                ["1", "Giao ban", "", "", "15/3", *[""] * 9],
                ["2", "Sơ kết", *[""] * 5, "x", *[""] * 6],
            ]
        ),
        [("1", "M03", "2026-03-15", "Giao ban", ""), ("2", "M06", None, "Sơ kết", "")],
    ),
    PaperCase(
        "three_number_columns",
        paper(
            [
                ["Stt", "TT", "Nội dung", "Chủ trì", "Thời hạn"],
                ["1", "1", "Hoàn thiện thể chế, bao gồm:", "", ""],
                ["2", "a)", "Ban hành quy chế", "Văn phòng Sở", "Quý I"],
                ["3", "b)", "Ban hành tiêu chí chấm điểm", "Hội đồng TĐKT Sở", "Quý II"],
                ["4", "2", "Tổng kết", "Văn phòng Sở", "30 ngày kể từ ngày ban hành Kế hoạch"],
            ]
        ),
        [
            ("2", "Q1", None, "Ban hành quy chế", "L:Văn phòng Sở"),
            ("3", "Q2", None, "Ban hành tiêu chí chấm điểm", "L:Hội đồng TĐKT Sở"),
            ("4", None, None, "Tổng kết", "L:Văn phòng Sở"),
        ],
        left=("Hoàn thiện thể chế, bao gồm:",),
    ),
]

PAPERS += [
    PaperCase(
        "merged_time_column_first",
        paper([
            ["Thời gian", "TT", "Nội dung", "Đơn vị thực hiện"],
            ["Quý I", "1", "Việc A", "Văn phòng Sở"],
            ["^", "2", "Việc B", "Thanh tra Sở"],
            ["Quý II", "3", "Việc C", "- Văn phòng Sở\n- Thanh tra Sở"],
        ]),
        [
            ("1", "Q1", None, "Việc A", "P:Văn phòng Sở"),
            ("2", "Q1", None, "Việc B", "P:Thanh tra Sở"),
            ("3", "Q2", None, "Việc C", "P:Văn phòng Sở|P:Thanh tra Sở"),
        ],
    ),
    PaperCase(
        "period_rows_beside_roman_numbers",
        paper([
            ["TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp"],
            ["I", "QUÝ I", "", ""],
            ["1", "Việc A", "Văn phòng Sở", ""],
            ["II", "QUÝ II", "", ""],
            ["1", "Việc B", "Văn phòng Sở", "Các phòng"],
        ]),
        [
            ("1", "Q1", None, "Việc A", "L:Văn phòng Sở"),
            ("1", "Q2", None, "Việc B", "L:Văn phòng Sở|C:Các phòng"),
        ],
    ),
    PaperCase(
        "decimal_children_and_recurring_day",
        paper([
            ["TT", "Nội dung", "Đơn vị thực hiện", "Thời hạn"],
            ["1", "Tổ chức hội nghị", "", ""],
            ["1.1", "Hội nghị A", "Văn phòng Sở", "Tháng 3"],
            ["", "a) Phần một", "Thanh tra Sở", "Tháng 5"],
            ["2", "Báo cáo:\na) Sơ kết;\nb) Tổng kết.", "Văn phòng Sở", "Trước ngày 15 hằng tháng"],
        ]),
        [
            ("1.1", "M03", None, "Hội nghị A", "P:Văn phòng Sở"),
            ("1.1a", "M05", None, "Phần một", "P:Thanh tra Sở"),
            ("2", "YEAR", None, "Báo cáo:\na) Sơ kết;\nb) Tổng kết.", "P:Văn phòng Sở"),
        ],
        left=("Tổ chức hội nghị",),
    ),
    PaperCase(
        "prose_items_with_named_fields",
        paper(
            "1. Xây dựng Kế hoạch công tác thi đua năm 2026 và triển khai đến toàn thể công chức, người lao động của Sở.",
            "- Thời gian thực hiện: trước ngày 31/01/2026.",
            "- Đơn vị chủ trì: Văn phòng Sở.",
            "- Đơn vị phối hợp: các phòng, đơn vị thuộc Sở.",
            "2. Tổng kết công tác thi đua, khen thưởng",
            "- Thời gian thực hiện: Quý IV.",
            "- Đơn vị chủ trì: Hội đồng TĐKT Sở.",
        ),
        [
            (
                "1", None, "2026-01-31",
                "Xây dựng Kế hoạch công tác thi đua năm 2026 và triển khai đến toàn thể công chức, người lao động của Sở.",
                "L:Văn phòng Sở|C:các phòng, đơn vị thuộc Sở",
            ),
            ("2", "Q4", None, "Tổng kết công tác thi đua, khen thưởng", "L:Hội đồng TĐKT Sở"),
        ],
    ),
]  # fmt: skip
