"""Families of wordings and layouts that plans of unseen offices show, each with its neighbours that read otherwise."""

# ruff: noqa: E501 - tables of examples, one a line
from __future__ import annotations

import pytest

from plans.reading import Refused, read_file, read_text
from plans.reading.periods import Years, named_by_head, parse_time
from plans.reading.signers import looks_like_name
from plans.reading.unit_words import starts_like_unit
from plans.reading.units import parse_units
from plans.rules.document import AssignmentRole
from tests.plans.reading.build import MOTTO, Paper, docx_of, pdf_of
from tests.plans.reading.shape import short_tasks

SHORT = {AssignmentRole.LEAD: "L", AssignmentRole.COORDINATE: "C", AssignmentRole.PERFORM: "P"}

UNITS = [
    ("Sở Nông nghiệp và Môi trường", "P:Sở Nông nghiệp và Môi trường"),
    ("Sở Lao động - Thương binh và Xã hội", "P:Sở Lao động - Thương binh và Xã hội"),
    ("Sở Giáo dục và Đào tạo, Sở Khoa học và Công nghệ", "P:Sở Giáo dục và Đào tạo|P:Sở Khoa học và Công nghệ"),
    ("Báo và Đài Phát thanh, Truyền hình", "P:Báo và Đài Phát thanh, Truyền hình"),
    ("Ban Tuyên giáo và Dân vận", "P:Ban Tuyên giáo và Dân vận"),
    ("Phòng Văn hóa và Xã hội, Phòng Kinh tế", "P:Phòng Văn hóa và Xã hội|P:Phòng Kinh tế"),
    ("Phòng Tài chính, Kế toán", "P:Phòng Tài chính, Kế toán"),
    ("Ban Giám hiệu, Kế toán", "P:Ban Giám hiệu|P:Kế toán"),
    ("Văn phòng và các phòng chuyên môn", "P:Văn phòng|P:các phòng chuyên môn"),
    ("Phòng Nội vụ và Phòng Kinh tế", "P:Phòng Nội vụ|P:Phòng Kinh tế"),
    ("Sở Nội vụ và Sở Tài chính", "P:Sở Nội vụ|P:Sở Tài chính"),
    ("Đồng chí Nguyễn Văn A, Phó Hiệu trưởng", "P:Đồng chí Nguyễn Văn A, Phó Hiệu trưởng"),
    ("Ông Nguyễn Văn A, Chủ tịch Công đoàn; Văn phòng", "P:Ông Nguyễn Văn A, Chủ tịch Công đoàn|P:Văn phòng"),
    ("Chủ trì: Thanh tra Sở; - Phối hợp: Các phòng", "L:Thanh tra Sở|C:Các phòng"),
    ("Chủ trì: Thanh tra Sở - Phối hợp: Các phòng", "L:Thanh tra Sở|C:Các phòng"),
]


@pytest.mark.parametrize(("cell", "expected"), UNITS, ids=[cell for cell, _ in UNITS])
def test_units_of_a_cell(cell: str, expected: str) -> None:
    units = parse_units([cell], AssignmentRole.PERFORM)

    assert "|".join(f"{SHORT[unit.role]}:{unit.name}" for unit in units) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Môi trường",
        "Xã hội",
        "Tổ quốc Việt Nam",
        "Hồ sơ khen thưởng",
        "Tình hình",
        "Khóa học",
        "Bộ tiêu chí",
        "Phương án",
    ],
)
def test_words_that_only_look_like_a_unit(text: str) -> None:
    assert not starts_like_unit(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Đại tá Nguyễn Văn B", True), ("Trung úy Lê Văn C", True), ("BSCKII. Trần Thị D", True), ("Đại tá", False)],
)
def test_rank_before_the_name_of_the_signer(name: str, expected: bool) -> None:
    assert looks_like_name(name) is expected


@pytest.mark.parametrize(
    ("words", "head", "expected"),
    [
        ("01", "Tháng", "M01"), ("6", "Thời gian (tháng)", "M06"), ("II", "Quý", "Q2"), ("3/2026", "Tháng/năm", "M03"),
        ("03/2026", "Thời gian", "M03"), ("3/2026 - 5/2026", "Thời gian", "M03-M05"), ("15/3/2026", "Thời gian", None),
        ("01", "Thời gian", None),
    ],
)  # fmt: skip
def test_bare_numbers_of_a_time_column(words: str, head: str, expected: str | None) -> None:
    assert parse_time(named_by_head(words, head), Years(2026)).period == expected


HEADS = [
    (["ỦY BAN NHÂN DÂN TỈNH HÒA LÂM", "SỞ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG"], "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "ỦY BAN NHÂN DÂN TỈNH HÒA LÂM"),
    (["UBND TỈNH QUẢNG HÀ", "TRUNG TÂM Y TẾ KHU VỰC LONG", "SƠN"], "TRUNG TÂM Y TẾ KHU VỰC LONG SƠN", "UBND TỈNH QUẢNG HÀ"),
    (["ỦY BAN MẶT TRẬN TỔ QUỐC", "VIỆT NAM", "TỈNH TÂN YÊN"], "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH TÂN YÊN", None),
    (["PHÒNG GD&ĐT HUYỆN A", "TRƯỜNG", "TIỂU HỌC B"], "TRƯỜNG TIỂU HỌC B", "PHÒNG GD&ĐT HUYỆN A"),
]  # fmt: skip
WRAPPED_MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM", "Độc lập - Tự do - Hạnh phúc"]
ROWS: list[list[str | None]] = [
    ["TT", "Nội dung", "Đơn vị thực hiện"],
    ["1", "Phát động thi đua", "Văn phòng"],
    ["2", "Tổng kết phong trào", "Văn phòng"],
]


@pytest.mark.parametrize(("left", "agency", "parent"), HEADS, ids=[agency for _, agency, _ in HEADS])
def test_wrapped_names_and_motto_of_the_head(left: list[str], agency: str, parent: str | None) -> None:
    paper = Paper(left, WRAPPED_MOTTO, ["KẾ HOẠCH", "Công tác thi đua năm 2026"], [ROWS])

    for data in (docx_of(paper), pdf_of(paper)):
        document = read_file(data, "x").document
        assert (document.agency, document.parent_agency) == (agency, parent)


def test_title_goes_on_after_the_date_of_a_cited_paper() -> None:
    title = [
        "KẾ HOẠCH",
        "Triển khai Kế hoạch số 12/KH-UBND",
        "ngày 05 tháng 01 năm 2025 của UBND tỉnh",
        "về công tác thi đua năm 2026",
    ]
    document = read_file(docx_of(Paper(["SỞ Y TẾ"], MOTTO, title, [ROWS])), "x").document

    assert (document.title, document.year) == (" ".join(title[1:]), 2026)


def test_period_heading_over_each_table() -> None:
    paper = Paper(["SỞ Y TẾ"], MOTTO, ["KẾ HOẠCH", "Năm 2026"], ["I. NỘI DUNG", "1. Quý I", ROWS, "2. Quý II", ROWS])

    for data in (docx_of(paper), pdf_of(paper)):
        assert [task.period for task in read_file(data, "x").document.tasks] == ["Q1", "Q1", "Q2", "Q2"]


def test_row_of_which_the_page_end_left_only_the_number() -> None:
    cut: list[list[str | None]] = [ROWS[0], ["1", "Phát động thi đua", "Văn phòng"], ["2", "", ""]]
    rest: list[list[str | None]] = [ROWS[0], ["", "Tổng kết phong trào", "Thanh tra"], ["3", "", ""]]
    reading = read_file(docx_of(Paper(["SỞ Y TẾ"], MOTTO, ["KẾ HOẠCH", "Năm 2026"], [cut, rest])), "x")

    assert [(t[0], t[3], t[4]) for t in short_tasks(reading)] == [
        ("1", "Phát động thi đua", "P:Văn phòng"),
        ("2", "Tổng kết phong trào", "P:Thanh tra"),
    ]
    assert [reading.lines[n - 1].text for n in reading.remainder] == ["3"]


PROSE = [
    (["Tháng 01: Phát động thi đua.", "Quý III: Sơ kết."], [("M01", None, "Phát động thi đua", ""), ("Q3", None, "Sơ kết", "")]),
    (
        ["II. TỔ CHỨC THỰC HIỆN", "1. Văn phòng Sở", "- Tham mưu tiêu chí trước ngày 15/3/2026.", "2. Thanh tra Sở", "- Chủ trì, phối hợp với Văn phòng Sở kiểm tra trong Quý IV/2026.", "- Tuyên truyền thường xuyên."],
        [
            (None, "2026-03-15", "Tham mưu tiêu chí trước ngày 15/3/2026", "P:Văn phòng Sở"),
            ("Q4", None, "Chủ trì, phối hợp với Văn phòng Sở kiểm tra trong Quý IV/2026", "L:Thanh tra Sở|C:Văn phòng Sở"),
            ("YEAR", None, "Tuyên truyền thường xuyên", "P:Thanh tra Sở"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), PROSE, ids=["time before a colon", "unit headings"])
def test_tasks_in_running_text(lines: list[str], expected: list[tuple[str | None, ...]]) -> None:
    text = "\n".join(["SỞ Y TẾ", "KẾ HOẠCH", "Công tác thi đua năm 2026", *lines])

    assert [(t[1], t[2], t[3], t[4]) for t in short_tasks(read_text(text))] == expected


CLOSINGS = [
    "Yêu cầu các đơn vị thực hiện./.",
    "Các chi bộ căn cứ Kế hoạch này để triển khai thực hiện.",
    "Nhận được Kế hoạch này, đề nghị các đơn vị triển khai.",
]


@pytest.mark.parametrize("closing", CLOSINGS)
def test_closing_sentence_ends_every_table_in_text(closing: str) -> None:
    linear = "TT\nNội dung\nĐơn vị thực hiện\n1\nPhát động thi đua\nVăn phòng"
    tabbed = "TT\tNội dung\tĐơn vị thực hiện\n1\tPhát động thi đua\tVăn phòng"
    spaced = " TT Nội dung                 Đơn vị thực hiện\n  1 Phát động thi đua        Văn phòng"
    for table in (linear, tabbed, spaced):
        reading = read_text(f"SỞ Y TẾ\nKẾ HOẠCH\nThi đua năm 2026\n{table}\n{closing}\nNơi nhận:\n- Lưu: VT.")

        assert [(t[3], t[4]) for t in short_tasks(reading)] == [("Phát động thi đua", "P:Văn phòng")]
        assert reading.remainder == () or [reading.lines[n - 1].text for n in reading.remainder] == [closing]


SPACED = """\
SỞ Y TẾ
KẾ HOẠCH
Thi đua năm 2026
 TT Nội dung                       Phân công thực hiện           Thời gian
                                Chủ trì          Phối hợp
      Xây dựng kế hoạch thi                      Các phòng,
  1                             Văn phòng Sở                     Quý I
      đua                                        đơn vị
  2   Kiểm tra chéo             Thanh tra Sở     Công đoàn       Quý II
      Tổng kết phong trào
  3                             Tổ thư ký Hội đồng Thanh tra Sở  Quý IV
      năm 2026
Các phòng, đơn vị nghiêm
túc thực hiện./.
Nơi nhận:
- Lưu: VT.
"""


def test_columns_set_by_spaces_with_centred_cells() -> None:
    assert [t[:5] for t in short_tasks(read_text(SPACED))] == [
        ("1", "Q1", None, "Xây dựng kế hoạch thi đua", "L:Văn phòng Sở|C:Các phòng, đơn vị"),
        ("2", "Q2", None, "Kiểm tra chéo", "L:Thanh tra Sở|C:Công đoàn"),
        ("3", "Q4", None, "Tổng kết phong trào năm 2026", "L:Tổ thư ký Hội đồng|C:Thanh tra Sở"),
    ]


def test_torn_columns_are_left_and_not_guessed() -> None:
    table = (
        "STT\nNội dung\n1\nPhát động thi đua\nChấm điểm\n2\n3\nTổng kết\n4\n5\nĐơn vị thực hiện\nVăn phòng\nThanh tra"
    )
    reading = read_text(f"SỞ Y TẾ\nKẾ HOẠCH\nThi đua năm 2026\n{table}\nNơi nhận:\n- Lưu: VT.")

    assert reading.document.tasks == ()
    assert "torn_table" in [warning.code for warning in reading.warnings]
    assert {reading.lines[n - 1].text for n in reading.remainder} >= {"Phát động thi đua", "Thanh tra"}


@pytest.mark.parametrize("data", ["\n \n\u00a0\n".encode(), b"\x1c" * 400, b"1 2 3\n- - -"])
def test_text_without_a_letter_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read_file(data, "x.txt")

    assert refusal.value.code == "empty"


def test_minutes_of_a_meeting_name_no_agency() -> None:
    assert read_text("BIÊN BẢN HỌP\nHôm nay, tại phòng họp, Chi bộ tổ chức họp thường kỳ.").document.agency is None


def test_pdf_that_takes_too_long_is_given_up_between_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plans.reading.pdf_file.MAX_SECONDS", -1.0)

    with pytest.raises(Refused) as refusal:
        read_file(pdf_of(Paper(["SỞ Y TẾ"], MOTTO, ["KẾ HOẠCH", "Năm 2026"], [ROWS])), "x.pdf")

    assert refusal.value.code == "too_slow"
