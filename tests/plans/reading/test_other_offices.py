"""General rules found by reading plans of many kinds of office, each with the wording that taught it."""

# ruff: noqa: E501 - tables of examples, one a line
from __future__ import annotations

import pytest

from plans.reading import read_file, read_text
from plans.reading.layout import Line, to_para
from plans.reading.units import parse_units
from plans.rules.document import AssignmentRole
from tests.plans.reading.build import MOTTO, Paper, Table, docx_of, pdf_of
from tests.plans.reading.shape import short_head, short_tasks

SHORT = {AssignmentRole.LEAD: "L", AssignmentRole.COORDINATE: "C", AssignmentRole.PERFORM: "P"}


def plan(*lines: str) -> str:
    return "\n".join(
        ["SỞ Y TẾ", "KẾ HOẠCH", "Công tác thi đua năm 2026", "II. NỘI DUNG", *lines, "Nơi nhận:", "- Lưu: VT."]
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Các Cụm, Khối thi đua", "P:Các Cụm, Khối thi đua"),
        ("Các phòng, Văn phòng Sở", "P:Các phòng|P:Văn phòng Sở"),
        ("Các khoa, Phòng Tổ chức", "P:Các khoa|P:Phòng Tổ chức"),
        ("Các phòng, Trung tâm thuộc Sở", "P:Các phòng, Trung tâm thuộc Sở"),
        ("Các Sở, Ban, ngành; Các Phòng và Ban", "P:Các Sở, Ban, ngành|P:Các Phòng và Ban"),
        ("Phòng Quản lý nợ chủ trì, các Thuế cơ sở phối hợp", "L:Phòng Quản lý nợ|C:các Thuế cơ sở"),
        ("Đầu mối thực hiện: Thường trực Hội đồng TĐKT", "L:Thường trực Hội đồng TĐKT"),
        ("Thanh tra Sở chủ trì. - Công đoàn Sở phối hợp.", "L:Thanh tra Sở|C:Công đoàn Sở"),
        ("Phòng Tổ chức - Cán bộ, Thanh tra và Thi đua", "P:Phòng Tổ chức - Cán bộ, Thanh tra và Thi đua"),
        ("Phòng Tổ chức, Thanh tra và Văn phòng", "P:Phòng Tổ chức|P:Thanh tra|P:Văn phòng"),
        ("Phòng Hợp tác quốc tế - Văn phòng chủ trì.", "L:Phòng Hợp tác quốc tế - Văn phòng"),
    ],
)
def test_units_of_a_cell(cell: str, expected: str) -> None:
    units = parse_units([cell], AssignmentRole.PERFORM)

    assert "|".join(f"{SHORT[unit.role]}:{unit.name}" for unit in units) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "1- Bình xét đảng viên; giao Ban Tổ chức chủ trì, phối hợp với Ban Xây dựng Đảng, hoàn thành trước ngày 30/6/2026.",
            (None, "2026-06-30", "L:Ban Tổ chức|C:Ban Xây dựng Đảng"),
        ),
        (
            "1. Ban Tổ chức chủ trì, phối hợp với các chi bộ tuyên truyền gương điển hình, thực hiện thường xuyên trong năm.",
            ("YEAR", None, "L:Ban Tổ chức|C:các chi bộ"),
        ),
        ("1. Họp xét trước ngày 30/6/2026 (các Đội Quản lý điện).", (None, "2026-06-30", "P:các Đội Quản lý điện")),
        ("1. Văn phòng chủ trì, thường xuyên theo dõi việc thi đua.", (None, None, "L:Văn phòng")),
    ],
)
def test_sentence_with_verbs_inside_names_and_times(sentence: str, expected: tuple[str | None, ...]) -> None:
    task = short_tasks(read_text(plan(sentence)))[0]

    assert (task[1], task[2], task[4]) == expected


@pytest.mark.parametrize("label", ["1", "I"])
def test_items_with_a_field_a_line(label: str) -> None:
    text = plan(
        f"{label}. Xét sáng kiến", "   Tháng: 9/2026", "   Đơn vị chủ trì: Văn phòng Sở", "   Phối hợp: Các phòng"
    )

    assert [t[1:5] for t in short_tasks(read_text(text))] == [
        ("M09", None, "Xét sáng kiến", "L:Văn phòng Sở|C:Các phòng")
    ]


GROUPED: Table = [
    ["TT", "Nội dung", "Thời gian", "Chủ trì"],
    ["1", "Công tác tổ chức", None, None],
    ["1.1", "Tập huấn nghiệp vụ", "Quý II", "Văn phòng"],
    ["2", "Các phong trào, gồm:", None, None],
    ["a)", "Trồng cây", "Quý I", "Chi cục Kiểm lâm"],
    ["3", "Tổng kết", "Quý IV", "Văn phòng"],
]


@pytest.mark.parametrize("make", [docx_of, pdf_of])
def test_numbered_rows_merged_over_all_columns_only_head_others(make: object) -> None:
    reading = read_file(make(Paper(["SỞ Y TẾ"], MOTTO, ["KẾ HOẠCH", "Năm 2026"], [GROUPED])), "x")  # type: ignore[operator]

    assert [(t[0], t[1], t[3], t[4]) for t in short_tasks(reading)] == [
        ("1.1", "Q2", "Tập huấn nghiệp vụ", "L:Văn phòng"),
        ("2a", "Q1", "Trồng cây", "L:Chi cục Kiểm lâm"),
        ("3", "Q4", "Tổng kết", "L:Văn phòng"),
    ]
    left = {reading.lines[n - 1].text for n in reading.remainder}
    assert left >= {"Công tác tổ chức", "Các phong trào, gồm:"}


@pytest.mark.parametrize(
    ("left", "agency", "parent"),
    [
        (["CỤC THUẾ", "THUẾ TỈNH ĐÔNG HẢI"], "THUẾ TỈNH ĐÔNG HẢI", "CỤC THUẾ"),
        (["CỤC THỐNG KÊ", "THỐNG KÊ TỈNH A"], "THỐNG KÊ TỈNH A", "CỤC THỐNG KÊ"),
        (["BỘ TÀI CHÍNH", "CỤC THUẾ"], "CỤC THUẾ", "BỘ TÀI CHÍNH"),
        (["UBND TỈNH A", "KHỐI THI ĐUA SỐ 2"], "KHỐI THI ĐUA SỐ 2", "UBND TỈNH A"),
    ],
)
def test_agencies_of_a_head(left: list[str], agency: str, parent: str) -> None:
    head = short_head(read_text("\n".join([*left, *MOTTO, "Số: 5/KH-T", "KẾ HOẠCH", "Thi đua năm 2026"])))

    assert (head["agency"], head["parent_agency"]) == (agency, parent)


def test_year_below_a_title_in_capitals_is_of_the_title() -> None:
    text = "SỞ Y TẾ\nKẾ HOẠCH\nTHI ĐUA KHEN THƯỞNG\nNăm học 2025 - 2026\nTrường ban hành Kế hoạch như sau:"

    assert short_head(read_text(text))["title"] == "THI ĐUA KHEN THƯỞNG Năm học 2025 - 2026"


def test_title_with_its_year_ends_before_an_opening_sentence() -> None:
    text = "SỞ Y TẾ\nKẾ HOẠCH\nThi đua năm 2026\ntrong toàn ngành\nBan Giám đốc Sở ban hành Kế hoạch\nthi đua như sau:\nI. MỤC ĐÍCH\nA."

    assert short_head(read_text(text))["title"] == "Thi đua năm 2026 trong toàn ngành"


LONG_SIGNER = ["TL. TỔNG GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC LAO ĐỘNG TIỀN LƯƠNG", "", "Phạm Ngọc Hải"]
HANGING: Table = [
    ["TT", "Nội dung", "Đơn vị"],
    ["1", "Rà soát Nghị quyết số 57-NQ/TW", "Phòng Tổ chức - Cán bộ"],
    ["2", "Họp xét", "Phòng Tổ chức - Cán bộ"],
    ["3", "Hội thi", "Phó Hiệu trưởng\nTổ trưởng chuyên môn\nTrung tâm Khuyến công"],
]


@pytest.mark.parametrize("width", range(60, 180, 12))
def test_wrapped_words_of_a_pdf_are_put_together(width: int) -> None:
    """Whatever the width of the columns, a hyphen at a line's end or head is no list dash and no new name."""
    css = f".grid td {{ width: {width}pt }} .two td:last-child {{ width: {width * 2}pt }} .grid {{ width: auto !important }}"
    reading = read_file(
        pdf_of(Paper(["SỞ Y TẾ"], MOTTO, ["KẾ HOẠCH", "Năm 2026"], [HANGING], ["- Lưu."], LONG_SIGNER), css), "x"
    )

    assert [(t[3], t[4]) for t in short_tasks(reading)] == [
        ("Rà soát Nghị quyết số 57-NQ/TW", "P:Phòng Tổ chức - Cán bộ"),
        ("Họp xét", "P:Phòng Tổ chức - Cán bộ"),
        ("Hội thi", "P:Phó Hiệu trưởng|P:Tổ trưởng chuyên môn|P:Trung tâm Khuyến công"),
    ]
    assert short_head(reading)["signer_title"] == "\n".join(LONG_SIGNER[:2])


def test_symbol_broken_after_its_hyphen() -> None:
    assert to_para([Line(1, "Nghị quyết số 57-"), Line(2, "NQ/TW")]).text == "Nghị quyết số 57-NQ/TW"
    assert to_para([Line(1, "Hợp tác quốc tế -"), Line(2, "Văn phòng")]).text == "Hợp tác quốc tế - Văn phòng"


def test_running_footer_of_a_pdf_is_dropped() -> None:
    css = '@page { @bottom-center { content: "Kế hoạch thi đua - trang " counter(page) } }'
    rows: Table = [["TT", "Nội dung", "Đơn vị"], *([str(n), f"Việc thứ {n}", "Văn phòng"] for n in range(1, 60))]
    reading = read_file(
        pdf_of(Paper(["SỞ Y TẾ"], MOTTO, ["KẾ HOẠCH", "Năm 2026"], [rows], ["- Sở Y tế;", "- Lưu: VT."]), css), "x"
    )

    assert [t[3] for t in short_tasks(reading)] == [f"Việc thứ {n}" for n in range(1, 60)]
    assert short_head(reading)["recipients"] == ["Sở Y tế", "Lưu: VT"]
    assert {n for n in reading.dropped if "Kế hoạch thi đua - trang" in reading.lines[n - 1].text}


def test_product_column_of_a_table_pasted_cell_by_cell() -> None:
    head = ["TT", "Nội dung công việc", "Đơn vị thực hiện", "Sản phẩm"]
    rows = [
        "1",
        "Phát động thi đua",
        "Phòng Nội vụ",
        "Kế hoạch",
        "2",
        "Họp xét",
        "Thanh tra",
        "Các phòng",
        "Biên bản họp",
    ]
    reading = read_text(plan(*head, *rows))

    assert [(t[3], t[4]) for t in short_tasks(reading)] == [
        ("Phát động thi đua", "P:Phòng Nội vụ"),
        ("Họp xét", "P:Thanh tra|P:Các phòng"),
    ]
    assert {reading.lines[n - 1].text for n in reading.remainder} >= {"Kế hoạch", "Biên bản họp"}
    assert "column_left" in {warning.code for warning in reading.warnings}


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["TL. TỔNG GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC CÁN", "BỘ"], "TL. TỔNG GIÁM ĐỐC\nTRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ"),
        (["KT. TRƯỞNG THỐNG KÊ", "PHÓ TRƯỞNG THỐNG KÊ"], "KT. TRƯỞNG THỐNG KÊ\nPHÓ TRƯỞNG THỐNG KÊ"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
    ],
)
def test_lines_of_a_signer_title(titles: list[str], expected: str) -> None:
    text = "\n".join(
        ["SỞ Y TẾ", "KẾ HOẠCH", "Năm 2026", "I. NỘI DUNG", "Nơi nhận:", "- Lưu: VT.", *titles, "", "Ngô Sĩ Liên"]
    )

    assert short_head(read_text(text))["signer_title"] == expected


def test_table_after_the_signature_leaves_the_foot_alone() -> None:
    annex = ["PHỤ LỤC", "TT", "Nội dung", "1", "Họp xét", "Văn phòng Sở", "Đơn vị thực hiện"]
    text = "\n".join(
        [
            "SỞ Y TẾ",
            "KẾ HOẠCH",
            "Năm 2026",
            "III. TỔ CHỨC THỰC HIỆN",
            "Nơi nhận:",
            "- Lưu: VT.",
            "GIÁM ĐỐC",
            "Ngô Sĩ Liên",
            *annex,
        ]
    )
    head = short_head(read_text(text))

    assert (head["recipients"], head["signer_title"], head["signer_name"]) == (["Lưu: VT"], "GIÁM ĐỐC", "Ngô Sĩ Liên")


def test_two_units_written_together_are_doubted_and_not_parted() -> None:
    rows = ["TT | Nội dung | Đơn vị", "1 | Họp xét | - Hội đồng TĐKT - Văn phòng", "2 | Tổng kết | - Văn phòng"]
    reading = read_text(plan(*rows, "3 | Kiểm tra | - Phòng Hợp tác quốc tế"))

    assert [t[4] for t in short_tasks(reading)] == [
        "P:Hội đồng TĐKT - Văn phòng",
        "P:Văn phòng",
        "P:Phòng Hợp tác quốc tế",
    ]
    assert [(w.field, w.words) for w in reading.warnings if w.code == "unit_joined"] == [
        ("task:0.units", "Hội đồng TĐKT - Văn phòng")
    ]


STRAY_HEAD = "Thời\ngian\nQuý I\nTT\nNội dung công việc\n1\nPhát động thi đua\nVăn phòng Sở\nQuý II\n2\nHọp xét\nThanh tra\nĐơn vị thực hiện"
MIXED_ROWS = (
    "TT\nNội dung\nĐơn vị chủ trì\nĐơn vị phối hợp\nThời gian\n1\nBan hành văn bản\nVăn phòng Sở\nthi đua\n2\nHướng dẫn\nchấm điểm"
    "\n3\n15/02/2026 31/3/2026\nCông đoàn\nQuý I tháng 12\nHội đồng"
)


@pytest.mark.parametrize("table", [STRAY_HEAD, MIXED_ROWS], ids=["stray_head", "mixed_rows"])
def test_scrambled_columns_are_left_and_not_guessed(table: str) -> None:
    reading = read_text(plan(table))

    assert reading.document.tasks == ()
    assert "torn_table" in {warning.code for warning in reading.warnings}
    assert {line.text for line in reading.lines if line.number in reading.remainder} >= set(table.split("\n")[6:9])
