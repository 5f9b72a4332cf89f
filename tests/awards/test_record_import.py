"""Past years from a workbook: every fault named by page, row and column; all or nothing; twice adds nothing."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from awards.models import Absence, Award, Discipline, Hold, Initiative, InitiativeUse, Rating, Transfer
from awards.services.people_merge import merge_people
from awards.services.record_import import apply_import, plan_import
from awards.services.record_import_rows import Import
from awards.services.record_sheet import (
    ABSENCES,
    COMMENDATIONS,
    DISCIPLINES,
    HOLDS,
    LAYOUTS,
    RATINGS,
    TITLES,
    TRANSFERS,
    WORKS,
    parse_records,
    sample_book,
)
from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Person, User
from tests.awards.record_factory import make_discipline, make_rating
from tests.factory import Cast, make_person

Lines = list[dict[str, Any]]


@pytest.fixture
def person(cast: Cast) -> Person:
    """A colleague whose name takes its tone on the a."""
    return make_person("Hoàng Thị Hòa", cast.division)


def book(**pages: Lines) -> bytes:
    """A workbook with lines by field for the pages named as in ``names``."""
    names = {"ratings": RATINGS, "titles": TITLES, "commendations": COMMENDATIONS, "works": WORKS}
    names |= {"disciplines": DISCIPLINES, "holds": HOLDS, "absences": ABSENCES, "transfers": TRANSFERS}
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for page, lines in pages.items():
        layout = LAYOUTS[names[page]]
        sheet = made.create_sheet(layout.page)
        sheet.append(list(layout.heads.values()))
        for line in lines:
            sheet.append([line.get(name) for name in layout.heads])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def dry(**pages: Lines) -> Import:
    return plan_import(parse_records(book(**pages)), actor=User())


def said(plan: Import) -> list[tuple[str, int, str, str]]:
    return [(row.page, fault.row, fault.column, fault.message) for row in plan.rows for fault in row.faults]


def take_in(cast: Cast, **pages: Lines) -> Import:
    rows = parse_records(book(**pages))
    return apply_import(actor=cast.standing, rows=rows, digest=plan_import(rows, actor=cast.standing).digest)


def whole(cast: Cast) -> dict[str, Lines]:
    """A good line in every page; numbers as numbers, days as days and as text."""
    unit = cast.division.name
    who = {"name": "Hoàng Thị Hoà", "unit": unit}
    work = {
        "title": "Sổ tay đón đoàn",
        "year": 2024,
        "number": "210/QĐ",
        "decided_on": "25/11/2024",
        "scope": "Trong tỉnh",
        "unit": unit,
    }
    return {
        "ratings": [
            {**who, "year": 2024, "level": "hoan thanh xuat sac nhiem vu", "decided_on": dt.date(2024, 12, 20)},
            {"unit": unit, "year": "2024", "level": "HTTNV"},
        ],
        "titles": [{**who, "year": 2024.0, "honour": "LDTT", "number": "12/QĐ", "decided_on": "5/1/2025"}],
        "commendations": [{**who, "year": 2024, "honour": "Giấy khen của Giám đốc Sở", "kind": "Đột xuất"}],
        "works": [
            {**work, **who, "share": 60, "used": "CSTDCS", "used_year": 2024},
            {**work, "name": "Trần Ngoài", "unit": "Ngoài cơ quan", "share": "40%"},
        ],
    }


def test_a_whole_book_is_taken_in(cast: Cast, person: Person) -> None:
    take_in(cast, **whole(cast))

    ratings = Rating.objects.order_by("pk").values_list("person", "unit", "year", "level", "decided_on")
    assert list(ratings) == [
        (person.pk, None, 2024, "HTXSNV", dt.date(2024, 12, 20)),
        (None, cast.division.pk, 2024, "HTTNV", None),
    ]
    awards = Award.objects.order_by("pk").values_list(
        "person", "title__code", "commendation__code", "kind", "number", "decided_on"
    )
    assert list(awards) == [
        (person.pk, "LDTT", None, "cong_trang", "12/QĐ", dt.date(2025, 1, 5)),
        (person.pk, None, "GK", "dot_xuat", "", None),
    ]
    work = Initiative.objects.get()
    assert (work.state, work.is_past, work.recognitions.get().scope) == ("recognised", True, "province")
    assert list(work.authors.values_list("person", "name", "share")) == [(person.pk, "", 60), (None, "Trần Ngoài", 40)]
    assert InitiativeUse.objects.get().title.code == "CSTDCS"  # type: ignore[union-attr]
    detail = AuditEntry.objects.get(act="record.import").detail
    assert detail == {RATINGS: 2, TITLES: 1, COMMENDATIONS: 1, WORKS: 2, "unchanged": 0}


def test_the_same_book_twice_adds_nothing(cast: Cast, person: Person) -> None:
    take_in(cast, **whole(cast))
    again = take_in(cast, **whole(cast))

    assert [row.outcome for row in again.rows] == ["unchanged"] * 6
    assert (Rating.objects.count(), Award.objects.count(), Initiative.objects.count()) == (2, 2, 1)


def test_every_fault_names_page_row_and_column(cast: Cast, person: Person) -> None:
    unit = cast.division.name
    who = {"name": person.full_name, "unit": unit}
    plan = dry(
        ratings=[
            {**who, "year": 2024, "level": "Giỏi"},
            {**who, "year": "24", "level": "HTTNV"},
            {**who, "unit": "Phòng Lạ", "year": 2023, "level": "HTTNV"},
            {**who, "year": 2022},
            {**who, "year": "=2000+21", "level": "HTTNV"},
        ],
        titles=[
            {**who, "year": 2024, "honour": "Tập thể lao động tiên tiến"},
            {**who, "year": 2024, "honour": "LDTT", "decided_on": "31/02/2025"},
        ],
    )

    told = [(page, row, column, message.split(";")[0]) for page, row, column, message in said(plan)]
    assert told == [
        (RATINGS, 2, "Xếp loại", "không có trong danh mục"),
        (RATINGS, 3, "Năm", "không phải năm"),
        (RATINGS, 4, "Đơn vị", "không có đơn vị này"),
        (RATINGS, 5, "Xếp loại", "chưa ghi"),
        (RATINGS, 6, "Năm", "ô là công thức chưa có kết quả"),
        (TITLES, 2, "Danh hiệu", "chỉ dành cho tập thể"),
        (TITLES, 3, "Ngày quyết định", "không phải ngày"),
    ]
    assert "Hoàn thành tốt nhiệm vụ" in said(plan)[0][3]


def test_one_wrong_cell_stops_the_whole_book(cast: Cast, person: Person) -> None:
    pages = whole(cast)
    pages["titles"][0]["honour"] = "Chiến sĩ"
    rows = parse_records(book(**pages))

    with pytest.raises(DomainError, match="chưa nhập dòng nào"):
        apply_import(actor=cast.standing, rows=rows, digest=plan_import(rows, actor=cast.standing).digest)
    assert (Rating.objects.count(), Initiative.objects.count()) == (0, 0)


def test_what_stands_there_is_not_overwritten(cast: Cast, person: Person) -> None:
    make_rating(person, 2024)
    line = {"name": person.full_name, "unit": cast.division.name, "year": 2024, "level": "HTXSNV"}

    assert said(dry(ratings=[line])) == [
        (RATINGS, 2, "Xếp loại", "hồ sơ đã ghi “Hoàn thành tốt nhiệm vụ”; sửa ở hồ sơ nếu mục đó sai")
    ]


def test_two_rows_for_one_thing(cast: Cast, person: Person) -> None:
    line = {"name": person.full_name, "unit": cast.division.name, "year": 2024, "level": "HTTNV"}

    assert said(dry(ratings=[line, line])) == [
        (RATINGS, 3, "Năm", "có nhiều dòng cho cùng một mục; giữ một dòng (dòng 2)")
    ]


# -- What has a day of its own: discipline, holds, leave, transfers ---------------------------------------------------


def dated(cast: Cast) -> dict[str, Lines]:
    """A good line in every such page, and a hold of the unit."""
    who = {"name": "Hoàng Thị Hoà", "unit": cast.division.name}
    over = {"released_on": "30/06/2022", "release_note": "Đơn không có cơ sở"}
    return {
        "disciplines": [
            {**who, "form": "khien trach", "on_duty": "Không", "decided_on": "15/03/2024", "ends_on": "15/03/2030"}
        ],
        "holds": [
            {**who, "reason": "complaint", "since": "10/05/2022", **over},
            {"unit": cast.division.name, "reason": "Đang xem xét kỷ luật", "since": dt.date(2023, 1, 9)},
        ],
        "absences": [{**who, "kind": "Nghỉ thai sản", "starts_on": "01/02/2023", "ends_on": "31/07/2023"}],
        "transfers": [{**who, "on": "01/04/2021", "from_name": "Sở Nội vụ", "months_there": 3, "opinion": "Có"}],
    }


def test_what_has_a_day_is_taken_in_once(cast: Cast, person: Person) -> None:
    take_in(cast, **dated(cast))
    again = take_in(cast, **dated(cast))

    assert [row.outcome for row in again.rows] == ["unchanged"] * 5
    assert list(Discipline.objects.values_list("person", "form", "on_duty", "decided_on", "ends_on", "entered_by")) == [
        (person.pk, "khien_trach", False, dt.date(2024, 3, 15), dt.date(2030, 3, 15), cast.standing.pk)
    ]
    assert list(Hold.objects.order_by("since").values_list("person", "unit", "reason", "released_on")) == [
        (person.pk, None, "complaint", dt.date(2022, 6, 30)),
        (None, cast.division.pk, "discipline", None),
    ]
    assert Hold.objects.get(person=person).released_by == cast.standing
    assert list(Absence.objects.values_list("kind", "ends_on", "result_met")) == [
        ("maternity", dt.date(2023, 7, 31), None)
    ]
    assert list(Transfer.objects.values_list("on", "recruited", "months_there", "opinion")) == [
        (dt.date(2021, 4, 1), False, 3, True)
    ]


def test_the_audit_does_not_tell_that_there_was_discipline(cast: Cast, person: Person) -> None:
    take_in(cast, **dated(cast))

    detail = AuditEntry.objects.get(act="record.import").detail
    assert detail == {ABSENCES: 1, TRANSFERS: 1, "mục khác": 3, "unchanged": 0}


def test_faults_of_what_has_a_day(cast: Cast, person: Person) -> None:
    make_discipline(person, cast.standing)  # khiển trách, 15/03/2024 to 15/03/2025
    pages = dated(cast)
    who = {"name": person.full_name, "unit": cast.division.name}
    pages["disciplines"] += [
        {**who, "form": "Phê bình", "decided_on": "01/01/2020"},
        {**who, "form": "Cảnh cáo", "decided_on": "01/01/2099"},
        {**who, "form": "Cảnh cáo", "decided_on": "01/01/2021", "ends_on": "01/01/2020"},
        {"unit": cast.division.name, "form": "Cảnh cáo", "decided_on": "01/01/2021"},
    ]
    pages["holds"] += [{**who, "reason": "press", "since": "01/02/2020", "released_on": "01/03/2020"}]
    pages["absences"] += [{**who, "kind": "Nghỉ phép", "starts_on": "01/02/2020", "result_met": "Tốt"}]
    pages["transfers"] += [{**who, "on": "01/04/2021"}, {**who, "on": "02/04/2021", "months_there": 13}]

    found = [(page, row, column, message.split(";")[0]) for page, row, column, message in said(dry(**pages))]
    assert found == [
        (DISCIPLINES, 2, "Liên quan công vụ", "hồ sơ đã ghi mục này với nội dung khác"),
        (DISCIPLINES, 2, "Hết thời hạn kỷ luật", "hồ sơ đã ghi mục này với nội dung khác"),
        (DISCIPLINES, 3, "Hình thức kỷ luật", "không có trong danh mục"),
        (DISCIPLINES, 4, "Ngày quyết định", "không phải ngày"),
        (DISCIPLINES, 5, "Hết thời hạn kỷ luật", "phải từ 01/01/2021 trở đi"),
        (DISCIPLINES, 6, "Họ và tên", "chưa ghi"),
        (HOLDS, 4, "Kết luận", "đã ghi ngày kết thúc thì phải ghi kết luận"),
        (ABSENCES, 3, "Loại", "không có trong danh mục"),
        (ABSENCES, 3, "Kết quả đạt yêu cầu", "không có trong danh mục"),
        (TRANSFERS, 3, "Từ ngày", "có nhiều dòng cho cùng một mục"),
        (TRANSFERS, 4, "Số tháng ở đơn vị cũ", "không phải số tháng"),
    ]
    words = {(page, row, column): message for page, row, column, message in said(dry(**pages))}
    assert "Khiển trách; Cảnh cáo; Hạ bậc lương" in words[DISCIPLINES, 3, "Hình thức kỷ luật"]
    with pytest.raises(DomainError, match="chưa nhập dòng nào"):
        take_in(cast, **pages)
    assert (Hold.objects.count(), Absence.objects.count(), Discipline.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize("role", ["leader", "admin", "contact"])
def test_who_may_not_keep_records_takes_in_no_discipline(cast: Cast, person: Person, role: str) -> None:
    rows = parse_records(book(disciplines=dated(cast)["disciplines"]))

    with pytest.raises(NotAllowed):
        apply_import(actor=cast.user(role), rows=rows, digest=plan_import(rows, actor=cast.standing).digest)
    assert not Discipline.objects.exists()


def test_nobody_takes_in_what_is_of_oneself(cast: Cast, person: Person) -> None:
    own = cast.standing.person
    assert own is not None
    line = {"name": own.full_name, "unit": own.unit.name, "year": 2024, "level": "HTXSNV"}
    rows = parse_records(book(ratings=[line]))

    (fault,) = plan_import(rows, actor=cast.standing).faults
    assert "không ai tự ghi hồ sơ của mình" in fault.message
    assert plan_import(rows, actor=cast.leader).faults == []


# -- Who is meant ----------------------------------------------------------------------------------------------------


def test_two_of_one_name_are_asked_about(cast: Cast) -> None:
    first = make_person("Lý Văn Hải", cast.division, position="Chuyên viên", birth_date=dt.date(1980, 1, 1))
    second = make_person("Lý Văn Hải", cast.division, position="Lái xe")
    line = {"name": "Lý Văn Hải", "unit": cast.division.name, "year": 2024, "level": "HTTNV"}

    (fault,) = said(dry(ratings=[line]))
    assert fault[2] == "Họ và tên"
    assert "đơn vị có 2 người tên này, chưa rõ là ai" in fault[3]
    assert f"(mã {first.pk})" in fault[3]
    take_in(cast, ratings=[{**line, "person": second.pk}])
    assert Rating.objects.get().person == second


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Hoang Thi Hoa", "có phải Hoàng Thị Hòa"),
        ("Hoàng T. Hòa", "có phải Hoàng Thị Hòa"),
        ("Vũ Thị Lạ", "không có người này trong danh sách nhân sự"),
    ],
)
def test_a_name_that_is_only_like_is_never_guessed(cast: Cast, person: Person, name: str, words: str) -> None:
    line = {"name": name, "unit": cast.division.name, "year": 2024, "level": "HTTNV"}

    assert words in said(dry(ratings=[line]))[0][3]


def test_somebody_of_another_unit_is_asked_about(cast: Cast, person: Person) -> None:
    line = {"name": person.full_name, "unit": cast.other_division.name, "year": 2024, "level": "HTTNV"}

    assert f"mã {person.pk}" in said(dry(ratings=[line]))[0][3]
    assert said(dry(ratings=[{**line, "person": str(person.pk)}])) == []
    assert "không giống tên" in said(dry(ratings=[{**line, "name": "Lục Văn Xa", "person": person.pk}]))[0][3]


def test_a_name_merged_away_means_the_one_kept(cast: Cast, person: Person) -> None:
    old = make_person("Hoàng Thị Hoa", cast.division)
    merge_people(actor=cast.standing, keep=person, give_up=old)

    take_in(cast, ratings=[{"name": "Hoàng Thị Hoa", "unit": cast.division.name, "year": 2024, "level": "HTTNV"}])

    assert Rating.objects.get().person == person


# -- Initiatives -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"share": 30}, "Đóng góp (%)", "cộng lại 90%"),
        ({"number": "99/QĐ"}, "Số quyết định", "khác dòng 2"),
        ({"used": "CSTDCS", "used_year": 2024}, "Đã dùng để xét", "chỉ ghi cho tác giả của cơ quan"),
    ],
)
def test_an_initiative_that_does_not_add_up(
    cast: Cast, person: Person, change: dict[str, Any], column: str, words: str
) -> None:
    works = whole(cast)["works"]
    works[1] |= change

    (fault,) = said(dry(works=works))

    assert (fault[2], words in fault[3]) == (column, True)


# -- The file --------------------------------------------------------------------------------------------------------


def test_the_sample_can_be_read_back(cast: Cast) -> None:
    rows = parse_records(sample_book([cast.division.label, cast.other_division.label]))

    assert [(row["page"], row["row"]) for row in rows] == [
        *((RATINGS, 2), (RATINGS, 3), (TITLES, 2), (COMMENDATIONS, 2), (WORKS, 2), (WORKS, 3)),
        *((DISCIPLINES, 2), (HOLDS, 2), (ABSENCES, 2), (TRANSFERS, 2)),
    ]
    faults = {(row.page, fault.column) for row in plan_import(rows, actor=cast.standing).rows for fault in row.faults}
    assert {column for _, column in faults} == {"Họ và tên"}  # only the example's name is nobody's


def test_a_book_without_any_known_page() -> None:
    made = openpyxl.Workbook()
    out = io.BytesIO()
    made.save(out)

    with pytest.raises(DomainError, match="không có trang nào tên «Xếp loại»"):
        parse_records(out.getvalue())


def test_a_dry_run_asks_little(cast: Cast, person: Person, django_assert_max_num_queries: Any) -> None:
    who = {"name": person.full_name, "unit": cast.division.name, "level": "HTTNV"}
    rows = parse_records(
        book(ratings=[{**who, "year": year} for year in range(1990, 2025)], works=whole(cast)["works"])
    )

    with django_assert_max_num_queries(12):
        plan_import(rows, actor=cast.standing)


def test_only_the_standing_office_takes_in(cast: Cast, person: Person) -> None:
    rows = parse_records(book(**whole(cast)))

    with pytest.raises(NotAllowed):
        apply_import(actor=cast.admin, rows=rows, digest=plan_import(rows, actor=cast.standing).digest)
    with pytest.raises(DomainError, match="vừa có người sửa"):
        apply_import(actor=cast.standing, rows=rows, digest="khác")
