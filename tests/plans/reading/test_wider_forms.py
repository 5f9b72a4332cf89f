"""Families of plans a second blind set taught: marks under quarters, tables without rules, prose, running feet."""

# ruff: noqa: E501 - tables of examples, one a line
from __future__ import annotations

import pytest

from plans.reading import read_file, read_text
from plans.reading.periods import Years, parse_time
from plans.reading.unit_words import is_part_of_body, opens_new_unit
from tests.plans.reading.build import MOTTO, Paper, Table, docx_of, pdf_of
from tests.plans.reading.shape import short_head, short_tasks

OPEN = ".grid td { border: none }"
LEVEL = ".grid td { border-width: 0.5pt 0 }"


def office(table: Table, *after: str | Table, signature: tuple[str, ...] = ("GIÁM ĐỐC", "", "Lê Văn Tám")) -> Paper:
    return Paper(
        left=["UBND TỈNH SÔNG MÃ", "SỞ Y TẾ", "Số: 12/KH-SYT"],
        right=[*MOTTO, "Sông Mã, ngày 05 tháng 01 năm 2026"],
        title=["KẾ HOẠCH", "Công tác thi đua, khen thưởng năm 2026"],
        body=["Sở Y tế ban hành Kế hoạch công tác thi đua, khen thưởng năm 2026 như sau:", table, *after],
        recipients=["- UBND tỉnh (b/c);", "- Lưu: VT, VP."],
        signature=list(signature),
    )


MARKED: Table = [
    ["TT", "Nội dung công việc", "Bộ phận chủ trì", "Thời gian thực hiện", None, None, None],
    ["^", "^", "^", "Quý I", "Quý II", "Quý III", "Quý IV"],
    ["1", "Đăng ký thi đua của các đơn vị", "Văn phòng Sở", "x", "", "", ""],
    ["2", "Kiểm tra chéo giữa các cụm thi đua", "Thanh tra Sở", "", "", "x", ""],
    ["3", "Chấm điểm thi đua của các phòng", "Văn phòng Sở", "x", "x", "x", "x"],
]
MARKED_TASKS = [
    ("1", "Q1", None, "Đăng ký thi đua của các đơn vị", "L:Văn phòng Sở", False),
    ("2", "Q3", None, "Kiểm tra chéo giữa các cụm thi đua", "L:Thanh tra Sở", False),
    ("3", "YEAR", None, "Chấm điểm thi đua của các phòng", "L:Văn phòng Sở", False),
]


def test_marks_under_quarters() -> None:
    paper = office(MARKED)
    text = "KẾ HOẠCH\nCông tác thi đua năm 2026\n" + "\n".join(
        "\t".join("" if cell in {None, "^"} else str(cell) for cell in row) for row in MARKED
    )

    assert short_tasks(read_file(docx_of(paper), "a.docx")) == MARKED_TASKS
    assert short_tasks(read_file(pdf_of(paper, head_rows=2), "a.pdf")) == MARKED_TASKS
    assert short_tasks(read_text(text)) == MARKED_TASKS


PLAIN: Table = [
    ["TT", "Nội dung nhiệm vụ", "Phân công nhiệm vụ", "Thời gian hoàn thành"],
    ["1", "Ban hành quy chế thi đua, khen thưởng sửa đổi của Sở Y tế", "Chủ trì: Văn phòng Sở\nPhối hợp: Các phòng", "Tháng 01/2026"],
    ["2", "Tổ chức hội thi điều dưỡng giỏi, thanh lịch của ngành Y tế", "Phòng Nghiệp vụ Y", "Trước 31/5/2026"],
    ["3", "Bình xét danh hiệu thi đua của các đơn vị trực thuộc Sở", "Hội đồng TĐKT Sở", "Quý IV"],
]  # fmt: skip
PLAIN_TASKS = [
    (
        "1",
        "M01",
        None,
        "Ban hành quy chế thi đua, khen thưởng sửa đổi của Sở Y tế",
        "L:Văn phòng Sở|C:Các phòng",
        False,
    ),
    (
        "2",
        None,
        "2026-05-31",
        "Tổ chức hội thi điều dưỡng giỏi, thanh lịch của ngành Y tế",
        "P:Phòng Nghiệp vụ Y",
        False,
    ),
    ("3", "Q4", None, "Bình xét danh hiệu thi đua của các đơn vị trực thuộc Sở", "P:Hội đồng TĐKT Sở", False),
]


@pytest.mark.parametrize("css", [OPEN, LEVEL])
def test_table_of_a_pdf_without_upright_rules(css: str) -> None:
    reading = read_file(pdf_of(office(PLAIN), css), "a.pdf")

    assert short_tasks(reading) == PLAIN_TASKS
    assert "guessed_columns" in {warning.code for warning in reading.warnings}


def test_two_open_tables_on_one_page() -> None:
    other: Table = [PLAIN[0], *([str(n), *row[1:]] for n, row in enumerate(PLAIN[2:], 1))]
    paper = office(
        PLAIN, "II. CÔNG TÁC KHEN THƯỞNG", "Các nhiệm vụ về khen thưởng của Sở Y tế trong năm gồm có:", other
    )

    tasks = short_tasks(read_file(pdf_of(paper, OPEN), "a.pdf"))

    assert tasks == [*PLAIN_TASKS, *((str(n), *task[1:]) for n, task in enumerate(PLAIN_TASKS[1:], 1))]


def test_columns_told_by_their_cells() -> None:
    table: Table = [["#", "Việc", "Khi nào", "Ai làm"], *([row[0], row[1], row[3], row[2]] for row in PLAIN[1:])]

    assert short_tasks(read_file(docx_of(office(table)), "a.docx")) == PLAIN_TASKS


def test_quarter_rows_with_figure_and_year() -> None:
    table: Table = [
        ["Số TT", "Đơn vị thực hiện", "Nội dung"],
        ["QUÝ 1/2026", None, None],
        ["1", "Văn phòng Sở", "Phát động thi đua"],
        ["QUÝ 3/2026", None, None],
        ["2", "Các phòng", "Kiểm tra phong trào"],
    ]

    assert short_tasks(read_file(docx_of(office(table)), "a.docx")) == [
        ("1", "Q1", None, "Phát động thi đua", "P:Văn phòng Sở", False),
        ("2", "Q3", None, "Kiểm tra phong trào", "P:Các phòng", False),
    ]
    assert parse_time("Quý 1/2026 và tháng 3/2026", Years(2026)).doubt


def test_prose_items_with_times_and_partners() -> None:
    text = "\n".join(
        [
            "SỞ Y TẾ", "KẾ HOẠCH", "Công tác thi đua năm 2026", "II. NỘI DUNG",
            "1. Tuyên truyền gương điển hình trên hệ thống truyền thanh, thực hiện thường xuyên trong năm.",
            "2. Gửi hồ sơ đề nghị khen thưởng về Phòng Nội vụ chậm nhất ngày 10/12/2026.",
            "3. Đoàn Thanh niên phối hợp với Hội Cựu chiến binh tổ chức về nguồn trong quý II.",
            "Nơi nhận:", "- Lưu: VT.",
        ]
    )  # fmt: skip

    assert [task[:3] + task[4:5] for task in short_tasks(read_text(text))] == [
        ("1", "YEAR", None, ""),
        ("2", None, "2026-12-10", ""),
        ("3", "Q2", None, "P:Đoàn Thanh niên|C:Hội Cựu chiến binh"),
    ]


def test_a_post_in_two_lines_and_an_unknown_one() -> None:
    wrapped = office(PLAIN, signature=("TL. CHI CỤC TRƯỞNG", "TRƯỞNG PHÒNG HÀNH CHÍNH -\nTỔNG HỢP", "", "Nông Văn Páo"))
    text = (
        "SỞ Y TẾ\nKẾ HOẠCH\nCông tác thi đua năm 2026\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\nQUẢN LÝ TRƯỞNG\nLê Văn Tám"
    )

    assert short_head(read_file(pdf_of(wrapped), "a.pdf"))["signer_name"] == "Nông Văn Páo"
    head = short_head(read_text(text))
    assert (head["recipients"], head["signer_title"], head["signer_name"]) == (
        ["Sở Nội vụ", "Lưu: VT"], "QUẢN LÝ TRƯỞNG", "Lê Văn Tám",
    )  # fmt: skip


def test_agency_beside_the_date() -> None:
    text = "ĐẢNG BỘ TỈNH BÌNH AN      ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ HƯNG THỊNH Hưng Thịnh, ngày 02 tháng 02 năm 2026\nSố 12-KH/ĐU\nKẾ HOẠCH\nCông tác thi đua năm 2026"

    head = short_head(read_text(text))

    assert (head["agency"], head["parent_agency"], head["issued_on"]) == (
        "ĐẢNG ỦY XÃ HƯNG THỊNH", "ĐẢNG BỘ TỈNH BÌNH AN", "2026-02-02",
    )  # fmt: skip


def test_running_foot_of_a_text_with_pages() -> None:
    page = "{}\n\n\nKế hoạch TĐKT năm 2026 - Đài PT-TH          {}\n"
    text = "\f".join(
        [
            page.format("KẾ HOẠCH\nCông tác thi đua năm 2026\nI. MỤC ĐÍCH\nĐộng viên viên chức thi đua.", 1),
            page.format("II. TỔ CHỨC THỰC HIỆN\nCác phòng thực hiện.\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.", 2),
        ]
    )

    reading = read_text(text)

    assert reading.document.recipients == ("Sở Nội vụ", "Lưu: VT")
    assert "PT-TH" not in str(reading.document.to_full_json())


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ("Ban Chấp hành", "Công đoàn cơ sở", True),
        ("Văn phòng", "Đảng ủy", True),
        ("Ủy ban Kiểm tra", "Đảng ủy", True),
        ("Văn phòng", "Công đoàn cơ sở", False),
        ("Ủy ban MTTQ Việt Nam xã", "Đoàn TNCS Hồ Chí Minh xã", False),
    ],
)
def test_a_part_and_the_body_it_belongs_to(before: str, after: str, one: bool) -> None:
    assert is_part_of_body(before, after) is one
    assert opens_new_unit(before, after) is not one
