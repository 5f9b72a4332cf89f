"""Tables in plain text: columns set by spaces that shift from row to row, cells copied one a line, merged cells."""

from __future__ import annotations

from plans.reading import read_text
from tests.plans.reading.shape import short_tasks


def plan(table: str) -> str:
    return f"SỞ Y TẾ\nKẾ HOẠCH\nThi đua năm 2026\nII. NỘI DUNG\n{table}\nNơi nhận:\n- Lưu: VT.\n"


# The unit column begins at 41, then at 45 in the next row, where the title touches it; page 2 has its own columns.
SHIFTED = """\
                                        ĐƠN VỊ
 TT NỘI DUNG
                                        THỰC HIỆN
      Ban hành kế hoạch thi đua, khen    - Phòng Tổ chức cán bộ -
  1   thưởng năm 2026 và hướng dẫn triển Thanh tra chủ trì.
      khai thực hiện.                    - Các đội nghiệp vụ.
      Tổ chức hội nghị; ký giao ước thi      - Văn phòng chủ trì.
  2
      đua giữa các đơn vị trong toàn ngành . - Công đoàn phối hợp.
\f
                                          ĐƠN VỊ
TT  NỘI DUNG
                                          THỰC HIỆN
    Kiểm tra thi đua tại một số đơn vị;    - Phòng Tổ chức cán bộ.
 3
    kịp thời chấn chỉnh tồn tại, hạn chế.  - Văn phòng.
"""


def test_columns_that_shift_from_row_to_row_and_page_to_page() -> None:
    reading = read_text(plan(SHIFTED))

    assert [(task[0], task[3], task[4]) for task in short_tasks(reading)] == [
        (
            "1",
            "Ban hành kế hoạch thi đua, khen thưởng năm 2026 và hướng dẫn triển khai thực hiện",
            "L:Phòng Tổ chức cán bộ - Thanh tra|P:Các đội nghiệp vụ",
        ),
        (
            "2",
            "Tổ chức hội nghị; ký giao ước thi đua giữa các đơn vị trong toàn ngành",
            "L:Văn phòng|C:Công đoàn",
        ),
        (
            "3",
            "Kiểm tra thi đua tại một số đơn vị; kịp thời chấn chỉnh tồn tại, hạn chế",
            "P:Phòng Tổ chức cán bộ|P:Văn phòng",
        ),
    ]
    assert "guessed_columns" in [warning.code for warning in reading.warnings]


TOUCHING = """\
TT  Nội dung                    Chủ trì             Phối hợp         Thời gian
1   Phát động thi đua           Phòng Tham mưu      Công an các xã   Quý I
2   Xét khen thưởng chuyên đề Phòng Tham mưu Phòng Hậu cần           Quý II
3   Tổng kết thi đua            Phòng Tham mưu      Công an các xã   Quý IV
"""


def test_cells_one_space_apart_are_cut_where_a_unit_begins() -> None:
    assert [task[:5] for task in short_tasks(read_text(plan(TOUCHING)))] == [
        ("1", "Q1", None, "Phát động thi đua", "L:Phòng Tham mưu|C:Công an các xã"),
        ("2", "Q2", None, "Xét khen thưởng chuyên đề", "L:Phòng Tham mưu|C:Phòng Hậu cần"),
        ("3", "Q4", None, "Tổng kết thi đua", "L:Phòng Tham mưu|C:Công an các xã"),
    ]


def test_very_long_line_below_a_head_set_in_columns_is_no_burden() -> None:
    reading = read_text(plan(TOUCHING + "4   " + "Thi  đua " * 20_000))

    assert len(reading.document.tasks) == 3


def test_roles_with_a_colon_in_cells_copied_one_a_line() -> None:
    table = (
        "Số TT\nNỘI DUNG\nĐƠN VỊ THỰC HIỆN\nQuý I\n1\nPhát động thi đua.\nChủ trì: Văn phòng\nPhối hợp: Công đoàn\n"
        "Quý II\n2\nSơ kết phong trào.\nChủ trì: Công đoàn"
    )

    assert [task[:5] for task in short_tasks(read_text(plan(table)))] == [
        ("1", "Q1", None, "Phát động thi đua", "L:Văn phòng|C:Công đoàn"),
        ("2", "Q2", None, "Sơ kết phong trào", "L:Công đoàn"),
    ]


def test_merged_time_cell_left_out_by_a_copy_and_a_short_row_warned_of() -> None:
    table = (
        "Thời gian\tNội dung\tNgười thực hiện\nTháng 9\tĐăng ký thi đua\tCác tổ chuyên môn\n"
        "Kiện toàn Hội đồng\tHiệu trưởng\nTháng 5\tTổng kết\tHội đồng Thi đua"
    )
    reading = read_text(plan(table))

    assert [task[1:5] for task in short_tasks(reading)] == [
        ("M09", None, "Đăng ký thi đua", "P:Các tổ chuyên môn"),
        ("M09", None, "Kiện toàn Hội đồng", "P:Hiệu trưởng"),
        ("M05", None, "Tổng kết", "P:Hội đồng Thi đua"),
    ]
    assert "short_row" in [warning.code for warning in reading.warnings]


def test_scraps_of_a_table_no_one_could_read_become_no_tasks() -> None:
    table = (
        "TT\nNội dung\nPhòng, đơn\nThời gian vị chủ trì\ntham mưu\nPhòng, đơn Ghi chú\nvị phối hợp\nQUÝ I\n1\n2\n"
        "Phát động thi đua\nTháng 01\nĐăng ký danh hiệu\nVăn phòng\nSở\nCác phòng"
    )
    reading = read_text(plan(table))

    assert reading.document.tasks == ()
    assert "torn_table" in [warning.code for warning in reading.warnings]
    assert {reading.lines[n - 1].text for n in reading.remainder} >= {"Phát động thi đua", "Văn phòng"}
