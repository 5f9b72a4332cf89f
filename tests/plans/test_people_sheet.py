"""The staff list out as a sheet and in again: nothing is changed before the whole sheet is right."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from plans.errors import DomainError
from plans.models import AuditEntry, Person
from plans.services.people_import import apply_import, plan_import
from plans.services.people_sheet import COLUMNS, MAX_ROWS, export_people, parse_sheet, template_sheet
from tests.factory import Cast, make_person, make_unit

HEADS = [head for _, head, _ in COLUMNS]


def sheet(*rows: dict, heads: list[str] = HEADS) -> bytes:
    """A book with the named cells of ``rows`` under ``heads``."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(heads)
    for row in rows:
        page.append([row.get(head) for head in heads])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def people() -> list[tuple]:
    return list(Person.objects.order_by("pk").values_list("full_name", "unit__name", "position", "birth_date"))


def row(name: str = "Vi Thị Hoa", unit: str = "Phòng LS - BG", **cells: object) -> dict:
    return {"Họ và tên": name, "Đơn vị": unit, **cells}


def test_what_goes_out_comes_in_without_a_change(cast: Cast) -> None:
    make_person(
        "Nguyễn Văn A",
        cast.division,
        position="Chuyên viên",
        position_group="specialist",
        sex="male",
        birth_date=dt.date(1990, 11, 5),
        training="university",
        email="a@langson.gov.vn",
        phone="0205 123",
    )
    make_person("Nguyễn Văn A", cast.division, is_active=False)
    make_person("=1+1", cast.division, position="+84", phone="-1", email="@")

    data = export_people(actor=cast.admin, people=Person.objects.select_related("unit"), criteria="không")
    plan = plan_import(parse_sheet(data))

    faulty = [(fault.column, fault.value) for fault in plan.faults]
    assert faulty == [("Thư điện tử", "@")]
    assert {one.outcome for one in plan.rows if not one.faults} == {"unchanged"}


def test_a_cell_that_looks_like_a_formula_is_written_as_text(cast: Cast) -> None:
    make_person("=HYPERLINK(1)", cast.division, position="@cmd", phone="+84")

    data = export_people(actor=cast.admin, people=Person.objects.filter(position="@cmd"), criteria="không")
    cells = next(openpyxl.load_workbook(io.BytesIO(data))["Nhân sự"].iter_rows(min_row=2))

    assert [(cell.value, cell.data_type) for cell in cells if cell.value in ("=HYPERLINK(1)", "@cmd", "+84")] == [
        ("=HYPERLINK(1)", "s"),
        ("@cmd", "s"),
        ("+84", "s"),
    ]


def test_an_export_is_kept_in_the_audit(cast: Cast) -> None:
    export_people(actor=cast.standing, people=Person.objects.select_related("unit"), criteria="Đơn vị: Phòng A")

    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.note) == ("person.export", cast.standing, "Đơn vị: Phòng A")


def test_the_template_says_what_is_accepted(cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_sheet()))

    assert [cell.value for cell in book["Nhân sự"][1]] == HEADS
    accepted = {
        column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book.worksheets[1].columns
    }
    assert accepted["Giới tính"] == ["Nam", "Nữ"]
    assert "Các phòng, đơn vị" not in accepted["Đơn vị"]


def test_the_dry_run_tells_new_changed_and_unchanged_and_changes_nothing(cast: Cast) -> None:
    make_person("Nông Thị D", cast.division, position="Chuyên viên")
    make_person("Vi Văn E", cast.division, position="Văn thư")
    before = people()

    plan = plan_import(
        parse_sheet(
            sheet(
                row("Hoàng Thị G", "TRUNG TÂM dịch vụ đối ngoại", **{"Ngày sinh": "5/11/1990", "Giới tính": "nu"}),
                row("nông thị d", "Phòng Lãnh sự - Biên giới", **{"Chức vụ": "Phó Trưởng phòng"}),
                row("Vi Văn E"),
            )
        )
    )

    assert [(one.number, one.outcome, one.changes) for one in plan.rows] == [
        (2, "new", []),
        (
            3,
            "changed",
            [("Họ và tên", "Nông Thị D", "nông thị d"), ("Chức vụ", "Chuyên viên", "Phó Trưởng phòng")],
        ),
        (4, "unchanged", []),
    ]
    assert people() == before


def test_every_fault_names_row_column_and_accepted_values(cast: Cast) -> None:
    plan = plan_import(
        parse_sheet(
            sheet(
                row("", "Phòng LS - BG", **{"Chức vụ": "Chuyên viên"}),
                row("Vi Văn E", "Phòng không có"),
                row("Vi Văn F", "Các phòng, đơn vị"),
                row("Vi Văn G", **{"Ngày sinh": "31/02/1990", "Giới tính": "male", "Thư điện tử": "không có"}),
                row("Vi Văn H", **{"Nhóm chức vụ": "Sếp", "Tình trạng": "?", "Điện thoại": "1" * 31}),
            )
        )
    )

    units = "Lãnh đạo Sở; Phòng HTQT - VP; Phòng LS - BG; Phòng TTĐN; Trung tâm Dịch vụ đối ngoại"
    groups = "Lãnh đạo Sở; Lãnh đạo phòng, đơn vị; Công chức, viên chức chuyên môn; Người lao động"
    assert [(fault.row, fault.column, fault.message) for fault in plan.faults] == [
        (2, "Họ và tên", "chưa ghi; cột này phải có"),
        (3, "Đơn vị", f"không có nơi công tác này; nhận: {units}"),
        (4, "Đơn vị", f"không có nơi công tác này; nhận: {units}"),
        (5, "Giới tính", "không có trong danh mục; nhận: Nam; Nữ"),
        (5, "Ngày sinh", "không phải ngày; nhận dd/mm/yyyy, ví dụ 05/11/1990"),
        (5, "Thư điện tử", "không phải địa chỉ thư; ví dụ: ten@langson.gov.vn"),
        (6, "Nhóm chức vụ", f"không có trong danh mục; nhận: {groups}"),
        (6, "Điện thoại", "dài 31 chữ; nhận nhiều nhất 30 chữ"),
        (6, "Tình trạng", "không có trong danh mục; nhận: Đang công tác; Đã thôi"),
    ]


def test_one_fault_and_nothing_is_taken_in(cast: Cast) -> None:
    rows = parse_sheet(sheet(row("Vi Văn E"), row("Vi Văn F", "Phòng không có")))
    before = people()

    with pytest.raises(DomainError, match="chưa nhập dòng nào"):
        apply_import(actor=cast.admin, rows=rows, digest=plan_import(rows).digest)

    assert people() == before


def test_a_right_sheet_is_taken_in_whole_and_audited(cast: Cast) -> None:
    make_person("Vi Văn E", cast.division, position="Chuyên viên", birth_date=dt.date(1990, 1, 1))
    rows = parse_sheet(
        sheet(row("Vi Văn E", **{"Chức vụ": "Phó phòng"}), row("Vi Văn F", **{"Ngày sinh": dt.date(1991, 2, 3)}))
    )

    apply_import(actor=cast.admin, rows=rows, digest=plan_import(rows).digest)

    assert people()[-2:] == [
        ("Vi Văn E", "Phòng Lãnh sự - Biên giới", "Phó phòng", dt.date(1990, 1, 1)),
        ("Vi Văn F", "Phòng Lãnh sự - Biên giới", "", dt.date(1991, 2, 3)),
    ]
    assert AuditEntry.objects.get().detail == {"new": 1, "changed": 1, "unchanged": 0}


def test_what_was_not_shown_is_not_carried_out(cast: Cast) -> None:
    rows = parse_sheet(sheet(row("Vi Văn E", **{"Chức vụ": "Phó phòng"})))
    shown = plan_import(rows).digest
    make_person("Vi Văn E", cast.division, position="Chuyên viên")

    with pytest.raises(DomainError, match="vừa có người sửa sau lần xem thử"):
        apply_import(actor=cast.admin, rows=rows, digest=shown)


def test_namesakes_are_told_apart_by_birth_date_or_reported(cast: Cast) -> None:
    first = make_person("Vi Văn E", cast.division, birth_date=dt.date(1990, 1, 1))
    make_person("Vi Văn E", cast.division, birth_date=dt.date(1995, 5, 5))

    told = plan_import(parse_sheet(sheet(row("Vi Văn E", **{"Ngày sinh": "01/01/1990"}))))
    not_told = plan_import(parse_sheet(sheet(row("Vi Văn E"))))
    twice = plan_import(parse_sheet(sheet(row("Vi Văn K"), row("VI VĂN K"))))

    assert told.rows[0].person == first
    assert [fault.message for fault in not_told.faults] == [
        "đơn vị có nhiều người tên này; ghi đúng ngày sinh của người cần sửa"
    ]
    assert [fault.row for fault in twice.faults] == [2, 3]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp trống"),
        (b"Ho va ten,Don vi\n", "không phải Excel"),
        (sheet(row(), heads=["Họ và tên"]), "thiếu cột «Đơn vị»"),
        (sheet(), "chưa có dòng nào"),
    ],
)
def test_a_file_that_is_no_staff_sheet_is_refused_in_words(db: None, data: bytes, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        parse_sheet(data)


def test_a_sheet_without_end_is_refused(db: None) -> None:
    with pytest.raises(DomainError, match="dài quá 2000 dòng"):
        parse_sheet(sheet(*[row(f"Vi Văn {n}") for n in range(MAX_ROWS + 1)]))


def test_planning_an_import_costs_the_same_for_one_row_and_three(cast: Cast, django_assert_num_queries) -> None:
    make_unit("Phòng mới")
    for names in (["A"], ["A", "B", "C"]):
        rows = parse_sheet(sheet(*[row(f"Vi Văn {name}") for name in names]))
        with django_assert_num_queries(3):
            plan_import(rows)
