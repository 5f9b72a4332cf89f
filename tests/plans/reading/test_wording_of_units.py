"""How units, roles and times are worded in cells and sentences of other offices."""

from __future__ import annotations

import pytest

from plans.reading import read_text
from plans.reading.columns import Column, column_kind
from plans.reading.layout import Line, paragraphs
from plans.reading.unit_words import opens_new_unit
from plans.reading.units import parse_units
from plans.rules.document import AssignmentRole
from tests.plans.reading.build import MOTTO
from tests.plans.reading.shape import short_head, short_tasks

SHORT = {AssignmentRole.LEAD: "L", AssignmentRole.COORDINATE: "C", AssignmentRole.PERFORM: "P"}


def plan(*lines: str) -> str:
    return "\n".join(
        ["SỞ Y TẾ", "KẾ HOẠCH", "Công tác thi đua năm 2026", "II. NỘI DUNG", *lines, "Nơi nhận:", "- Lưu: VT."]
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Phòng TC-HC chủ trì phối hợp Công đoàn", "L:Phòng TC-HC|C:Công đoàn"),
        ("Phòng Tổ chức (chủ trì) phối hợp các khoa, phòng", "L:Phòng Tổ chức|C:các khoa, phòng"),
        ("Phòng Tổng hợp phối hợp các phòng liên quan", "P:Phòng Tổng hợp|C:các phòng liên quan"),
        ("Chủ trì, phối hợp với Sở Nội vụ", "C:Sở Nội vụ"),
        ("CT: Văn phòng; PH: các phòng", "L:Văn phòng|C:các phòng"),
        ("Giao Văn phòng Sở chủ trì", "L:Văn phòng Sở"),
        ("Do Công đoàn chủ trì, phối hợp với Đoàn Thanh niên", "L:Công đoàn|C:Đoàn Thanh niên"),
        ("Hiệu trưởng chủ trì; Văn phòng, Công đoàn phối hợp", "L:Hiệu trưởng|C:Văn phòng|C:Công đoàn"),
        ("Hiệu trưởng chủ trì; Văn phòng; Công đoàn phối hợp", "L:Hiệu trưởng|P:Văn phòng|C:Công đoàn"),
        ("1. Văn phòng Sở", "P:Văn phòng Sở"),
        ("VP, TCCB, KHTC", "P:VP|P:TCCB|P:KHTC"),
        ("P.TCHC, P.KHTC", "P:P.TCHC|P:P.KHTC"),
        ("Các phòng CM, NV", "P:Các phòng CM, NV"),
        ("Đ/c Nguyễn Văn A, đ/c Trần Thị B", "P:Đ/c Nguyễn Văn A|P:đ/c Trần Thị B"),
        ("Hạt Kiểm lâm Tân Phú, Đội Kiểm lâm cơ động", "P:Hạt Kiểm lâm Tân Phú|P:Đội Kiểm lâm cơ động"),
        ("Tiểu đoàn 1, Tiểu đoàn 2", "P:Tiểu đoàn 1|P:Tiểu đoàn 2"),
        ("Thuế cơ sở 1, Thuế cơ sở 2", "P:Thuế cơ sở 1|P:Thuế cơ sở 2"),
        ("Bưu điện, Điện lực", "P:Bưu điện|P:Điện lực"),
        ("Ban Quản lý dự án, các nhà thầu", "P:Ban Quản lý dự án|P:các nhà thầu"),
        ("Đài Truyền hình tỉnh, Báo Tân Phú", "P:Đài Truyền hình tỉnh|P:Báo Tân Phú"),
        ("Mặt trận tỉnh và các tổ chức chính trị - xã hội", "P:Mặt trận tỉnh|P:các tổ chức chính trị - xã hội"),
        ("Các phòng: Tổ chức; Kế hoạch", "P:Các phòng: Tổ chức; Kế hoạch"),
    ],
)
def test_roles_and_names_of_a_cell(cell: str, expected: str) -> None:
    units = parse_units([cell], AssignmentRole.PERFORM)

    assert "|".join(f"{SHORT[unit.role]}:{unit.name}" for unit in units) == expected


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("Hội đồng khoa học; Tổ", "Văn phòng", False),
        ("Hội đồng Thi đua - Khen thưởng Trường", "Phòng Tổ chức cán bộ", True),
        ("Công đoàn Công ty", "Lâm trường Sông Bạc", True),
        ("Các thành viên", "Hội đồng sáng kiến", False),
        ("Trưởng", "Phòng Tổ chức", False),
    ],
)
def test_second_line_of_a_full_cell(before: str, after: str, *, new: bool) -> None:
    assert opens_new_unit(before, after) is new


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "1. Văn phòng Sở chủ trì, phối hợp Công đoàn ngành tổ chức hội nghị trong Quý I.",
            ("Q1", None, "L:Văn phòng Sở|C:Công đoàn ngành"),
        ),
        (
            "1. Phòng Tổ chức cán bộ có trách nhiệm thẩm định hồ sơ trước ngày 15/11/2026.",
            (None, "2026-11-15", "P:Phòng Tổ chức cán bộ"),
        ),
        (
            "1. Giao Văn phòng Sở, Phòng Nghiệp vụ Y tham mưu kế hoạch trong quý I/2026.",
            ("Q1", None, "P:Văn phòng Sở|P:Phòng Nghiệp vụ Y"),
        ),
        (
            "1. Phân công Phòng Nghiệp vụ Y theo dõi phong trào, báo cáo định kỳ hằng quý.",
            ("YEAR", None, "P:Phòng Nghiệp vụ Y"),
        ),
        (
            "1. Trước ngày 15/3/2026, Văn phòng Sở tổng hợp bản đăng ký thi đua.",
            (None, "2026-03-15", "P:Văn phòng Sở"),
        ),
        (
            "1. Ký giao ước (các Hạt Kiểm lâm, Đội Kiểm lâm cơ động) trong quý I (các Hạt Kiểm lâm, Đội cơ động).",
            ("Q1", None, "P:các Hạt Kiểm lâm|P:Đội cơ động"),
        ),
    ],
)
def test_units_and_times_of_a_sentence(sentence: str, expected: tuple[str | None, ...]) -> None:
    task = short_tasks(read_text(plan(sentence)))[0]

    assert (task[1], task[2], task[4]) == expected


def test_several_fields_on_one_line() -> None:
    text = plan(
        "1. Ký giao ước thi đua.", "Thời gian: Quý I/2026. Chủ trì: Văn phòng Sở. Phối hợp: Công đoàn ngành.",
        "2. Sơ kết.", "Chủ trì: Công đoàn ngành. Thời gian: Tháng 6.",
    )  # fmt: skip

    assert [task[1:5] for task in short_tasks(read_text(text))] == [
        ("Q1", None, "Ký giao ước thi đua", "L:Văn phòng Sở|C:Công đoàn ngành"),
        ("M06", None, "Sơ kết", "L:Công đoàn ngành"),
    ]


def test_figure_of_a_time_at_the_head_of_a_wrapped_line_labels_no_item() -> None:
    lines = [
        Line(1, "- Phát động thi đua. Thời gian: Tháng", 0, 90, 100, 8),
        Line(2, "02. Đơn vị thực hiện: Ban Phong trào.", 0, 60, 100, 12),
        Line(3, "Thời gian: Hằng quý", 0, 40, 100, 20),
        Line(4, "2. Xét sáng kiến", 0, 40, 100, 8),
    ]

    assert [para.text for para in paragraphs(lines)] == [
        "- Phát động thi đua. Thời gian: Tháng 02. Đơn vị thực hiện: Ban Phong trào.",
        "Thời gian: Hằng quý",
        "2. Xét sáng kiến",
    ]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("#", Column.NO), ("Đầu việc", Column.TITLE), ("Việc cần làm", Column.TITLE),
        ("Lực lượng thực hiện", Column.UNIT), ("Thời gian, địa điểm", Column.TIME),
        ("Lãnh đạo Sở chỉ đạo", Column.OTHER), ("Đơn vị tính", Column.OTHER),
    ],
)  # fmt: skip
def test_heads_of_columns(head: str, kind: Column) -> None:
    assert column_kind(head) is kind


@pytest.mark.parametrize(
    ("left", "agency", "parent"),
    [
        (["THUẾ TỈNH A", "THUẾ CƠ SỞ 3"], "THUẾ CƠ SỞ 3", "THUẾ TỈNH A"),
        (["TỔNG CÔNG TY VIỄN THÔNG", "VIỄN THÔNG TỈNH A"], "VIỄN THÔNG TỈNH A", "TỔNG CÔNG TY VIỄN THÔNG"),
        (["SỞ Y TẾ TỈNH A", "TTYT KHU VỰC B"], "TTYT KHU VỰC B", "SỞ Y TẾ TỈNH A"),
        (["BỘ TÀI CHÍNH", "CHI CỤC", "THUẾ KHU VỰC X"], "CHI CỤC THUẾ KHU VỰC X", "BỘ TÀI CHÍNH"),
    ],
)
def test_branches_of_an_agency(left: list[str], agency: str, parent: str) -> None:
    head = short_head(read_text("\n".join([*left, *MOTTO, "Số: 5/KH-T", "KẾ HOẠCH", "Thi đua năm 2026"])))

    assert (head["agency"], head["parent_agency"]) == (agency, parent)
