"""The pages of units and people as people use them: lists, forms, printed forms, the sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import AuditEntry, Person, Role, Unit, User
from plans.services.people_sheet import COLUMNS
from tests.factory import Cast, make_person, make_unit, make_user
from tests.web.page import pdf_text, said, table

ClientFor = Callable[[str | User], Client]
HEADS = [head for _, head, _ in COLUMNS]


# -- Units ---------------------------------------------------------------------------------------------------


def test_a_name_of_unseen_signs_is_no_name(client_for: ClientFor, cast: Cast) -> None:
    typed = {"name": "\u200b\u2060\u200b", "kind": "division", "order": "9"}

    page = client_for("admin").post("/don-vi/them/", typed)

    assert "Chưa lưu được" in said(page)
    assert not Unit.objects.filter(name="").exists()


def test_the_list_of_units_shows_groups_with_their_members(client_for: ClientFor, cast: Cast) -> None:
    rows = table(client_for("admin").get("/don-vi/"))

    assert [row[:5] for row in rows] == [
        ["1", "Lãnh đạo Sở", "Lãnh đạo", "", "1"],
        ["2", "Phòng Hợp tác quốc tế - Văn phòng Thường trực thi đua, khen thưởng", "Phòng", "", "3"],
        ["3", "Phòng Lãnh sự - Biên giới Phòng LS - BG", "Phòng", "Lý Thị An", "2"],
        ["4", "Phòng Thông tin đối ngoại Phòng TTĐN", "Phòng", "Đặng Văn Bình", "1"],
        ["5", "Trung tâm Dịch vụ đối ngoại", "Đơn vị trực thuộc", "chưa giao", "0"],
        [
            "6",
            "Các phòng, đơn vị gồm Phòng HTQT - VP; Phòng LS - BG; Phòng TTĐN; Trung tâm Dịch vụ đối ngoại",
            "Nhóm đơn vị",
            "",
            "",
        ],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=lanh+su", ["Phòng Lãnh sự - Biên giới Phòng LS - BG"]),
        ("loai=leadership", ["Lãnh đạo Sở"]),
        ("tinh-trang=ngung", ["Phòng cũ"]),
        ("loai=khong-co&tim=trung+tam", ["Trung tâm Dịch vụ đối ngoại"]),
    ],
)
def test_units_are_filtered(client_for: ClientFor, cast: Cast, query: str, found: list[str]) -> None:
    make_unit("Phòng cũ", is_active=False)

    assert [row[1] for row in table(client_for("member").get(f"/don-vi/?{query}"))] == found


def test_a_filter_that_finds_nothing_repeats_the_words(client_for: ClientFor, cast: Cast) -> None:
    page = said(client_for("member").get("/don-vi/?tim=xyz"))

    assert "Không tìm thấy đơn vị nào Đã lọc theo “xyz”" in page


def test_a_unit_is_added_changed_and_shown(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")
    typed = {"name": "Phòng Lễ tân", "kind": "division", "order": "7", "group_scope": "listed", "submit_key": "1"}

    client.post("/don-vi/them/", typed)
    unit = Unit.objects.get(name="Phòng Lễ tân")
    client.post(f"/don-vi/{unit.pk}/sua/", {**typed, "aliases": "P. Lễ tân", "version": "1", "submit_key": "2"})

    page = said(client.get(f"/don-vi/{unit.pk}/"))
    assert "Cách viết khác P. Lễ tân" in page
    assert "Trong nhóm Các phòng, đơn vị" in page


def test_a_unit_form_keeps_what_was_typed(client_for: ClientFor, cast: Cast) -> None:
    typed = {"name": "Lãnh đạo sở", "kind": "division", "order": "mười", "group_scope": "listed"}

    page = client_for("admin").post("/don-vi/them/", typed).content.decode()

    assert 'value="Lãnh đạo sở"' in page
    assert 'value="mười"' in page
    assert "chỗ cần sửa" in page


def test_two_people_editing_a_unit_see_both_texts(client_for: ClientFor, cast: Cast) -> None:
    typed = {"kind": "division", "order": "7", "group_scope": "listed", "version": "1"}
    url = f"/don-vi/{cast.division.pk}/sua/"
    client_for("admin").post(url, {**typed, "name": "Phòng Lãnh sự"})

    response = client_for("standing").post(url, {**typed, "name": "Phòng Biên giới"})

    assert response.status_code == 409
    assert "Phòng Lãnh sự" in said(response)
    assert "Phòng Biên giới" in response.content.decode()


def test_a_second_click_makes_no_second_unit(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("admin")
    typed = {"name": "Phòng Lễ tân", "kind": "division", "order": "7", "group_scope": "listed", "submit_key": "k"}

    client.post("/don-vi/them/", typed)
    response = client.post("/don-vi/them/", {**typed, "name": "Phòng Lễ tân 2"}, follow=True)

    assert "đã được ghi từ lần bấm trước" in said(response)
    assert not Unit.objects.filter(name="Phòng Lễ tân 2").exists()


def test_stopping_a_unit_in_use_says_why_not(client_for: ClientFor, cast: Cast) -> None:
    url = reverse("plans:unit_active", args=[cast.division.pk])

    response = client_for("admin").post(url, {"active": "0", "submit_key": "k"}, follow=True)

    assert "Còn 2 người đang công tác ở đơn vị này" in said(response)


# -- People --------------------------------------------------------------------------------------------------


def test_the_staff_list_is_ordered_by_given_name(client_for: ClientFor, cast: Cast) -> None:
    make_person("Nguyễn Văn Ân", cast.division, is_active=False)

    rows = table(client_for("leader").get("/nhan-su/"))

    assert [row[1:4] for row in rows] == [
        ["Lý Thị An", "Phòng LS - BG", "chưa ghi"],
        ["Trần Quốc Bảo", "Phòng HTQT - VP", "chưa ghi"],
        ["Đặng Văn Bình", "Phòng TTĐN", "chưa ghi"],
        ["Vi Thị Chi", "Phòng HTQT - VP", "chưa ghi"],
        ["Nông Đức Dũng", "Lãnh đạo Sở", "chưa ghi"],
        ["Hoàng Văn Em", "Phòng LS - BG", "chưa ghi"],
        ["Lê Thu Hà", "Phòng HTQT - VP", "chưa ghi"],
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tim=dang+van", ["Đặng Văn Bình"]),
        ("tinh-trang=thoi", ["Nguyễn Văn Ân"]),
        ("nhom=worker&tinh-trang=tat-ca", ["Nguyễn Văn Ân"]),
        ("xep=don-vi&tim=v", ["Nông Đức Dũng", "Vi Thị Chi", "Hoàng Văn Em", "Đặng Văn Bình"]),
    ],
)
def test_people_are_filtered_and_sorted(client_for: ClientFor, cast: Cast, query: str, names: list[str]) -> None:
    make_person("Nguyễn Văn Ân", cast.division, is_active=False, position_group="worker")
    Person.objects.filter(full_name="Nông Đức Dũng").first().save()
    cast.leader.person.position = "Vụ trưởng"
    cast.leader.person.save()

    assert [row[1] for row in table(client_for("admin").get(f"/nhan-su/?{query}"))] == names


def test_the_list_is_split_where_a_person_would_want_it(client_for: ClientFor, cast: Cast) -> None:
    for n in range(60):
        make_person(f"Nguyễn Văn {n:02}", cast.division)

    second = client_for("admin").get("/nhan-su/?trang=2")

    assert len(table(second)) == 17
    assert "Dòng 51 đến 67 trong 67" in said(second)


@pytest.mark.parametrize("path", ["/don-vi/", "/nhan-su/", "/tai-khoan-nguoi-dung/"])
def test_lists_cost_the_same_for_few_rows_and_many(
    client_for: ClientFor, cast: Cast, path: str, django_assert_max_num_queries
) -> None:
    client = client_for("admin")
    with django_assert_max_num_queries(10) as few:
        client.get(path)
    for n in range(30):
        unit = make_unit(f"Phòng {n}")
        make_user(f"u{n}", Role.CONTACT, unit=unit, person=make_person(f"Nguyễn Văn {n}", unit))
    with django_assert_max_num_queries(10) as many:
        client.get(path)

    assert len(few) == len(many)


def personal(cast: Cast) -> str:
    person = cast.member.person
    person.phone, person.email = "0205 777", "em@langson.gov.vn"
    person.save()
    return reverse("plans:person", args=[person.pk])


@pytest.mark.parametrize(
    ("role", "sees", "audited"),
    [("admin", True, True), ("standing", True, True), ("leader", False, False), ("member", True, False)],
)
def test_personal_data_of_others_is_guarded_and_its_reading_kept(
    client_for: ClientFor, cast: Cast, role: str, sees: bool, audited: bool
) -> None:
    page = said(client_for(role).get(personal(cast)))

    assert ("0205 777" in page) is sees
    assert AuditEntry.objects.filter(act="person.read").exists() is audited


def test_searching_does_not_tell_the_mail_of_others(client_for: ClientFor, cast: Cast) -> None:
    personal(cast)

    assert table(client_for("leader").get("/nhan-su/?tim=em@langson")) == []


def test_a_person_is_added_with_a_date_as_people_type_it(client_for: ClientFor, cast: Cast) -> None:
    typed = {"full_name": "Vi Văn E", "unit": cast.division.pk, "birth_date": "5/11/1990", "submit_key": "k"}

    client_for("standing").post("/nhan-su/them/", typed)

    assert f"{Person.objects.get(full_name='Vi Văn E').birth_date}" == "1990-11-05"


def test_a_wrong_date_is_refused_with_everything_kept(client_for: ClientFor, cast: Cast) -> None:
    typed = {"full_name": "Vi Văn E", "unit": cast.division.pk, "birth_date": "31/02/1990"}

    page = client_for("standing").post("/nhan-su/them/", typed).content.decode()

    assert 'value="31/02/1990"' in page
    assert not Person.objects.filter(full_name="Vi Văn E").exists()


# -- The sheet -----------------------------------------------------------------------------------------------


def upload(*rows: list) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("nhan-su.xlsx", out.getvalue())


def test_a_sheet_is_tried_and_then_taken_in(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")

    tried = client.post("/nhan-su/nhap/", {"sheet": upload(["Vi Văn E", "Phòng LS - BG", "Chuyên viên"])})
    assert table(tried) == [["2", "Vi Văn E", "Phòng LS - BG", "Thêm mới", ""]]
    assert not Person.objects.filter(full_name="Vi Văn E").exists()
    signed = re.search(r'name="rows" value="([^"]+)"', tried.content.decode())[1]
    done = client.post("/nhan-su/nhap/", {"rows": signed, "submit_key": "k"}, follow=True)
    again = client.post("/nhan-su/nhap/", {"rows": signed, "submit_key": "k"}, follow=True)

    assert "Đã nhập: thêm 1 người, sửa 0 người." in said(done)
    assert "đã được ghi từ lần bấm trước" in said(again)
    assert Person.objects.filter(full_name="Vi Văn E").count() == 1


def test_a_wrong_sheet_offers_no_button_and_names_the_cells(client_for: ClientFor, cast: Cast) -> None:
    tried = client_for("admin").post(
        "/nhan-su/nhap/", {"sheet": upload(["Vi Văn E", "Phòng X"], ["Vi Văn F", "Lãnh đạo Sở"])}
    )

    units = "Lãnh đạo Sở; Phòng HTQT - VP; Phòng LS - BG; Phòng TTĐN; Trung tâm Dịch vụ đối ngoại"
    assert table(tried) == [
        ["2", "Vi Văn E", "", "Sai", f"Cột Đơn vị , ghi “Phòng X”: không có nơi công tác này; nhận: {units}."],
        ["3", "Vi Văn F", "Lãnh đạo Sở", "Thêm mới", ""],
    ]
    assert 'name="rows"' not in tried.content.decode()


def test_rows_signed_for_somebody_else_are_not_taken(client_for: ClientFor, cast: Cast) -> None:
    tried = client_for("standing").post("/nhan-su/nhap/", {"sheet": upload(["Vi Văn E", "Lãnh đạo Sở"])})
    signed = re.search(r'name="rows" value="([^"]+)"', tried.content.decode())[1]

    response = client_for("admin").post("/nhan-su/nhap/", {"rows": signed}, follow=True)

    assert "Chọn tệp và xem thử lại" in said(response)
    assert not Person.objects.filter(full_name="Vi Văn E").exists()


def test_a_text_file_is_refused_at_the_field(client_for: ClientFor, cast: Cast) -> None:
    sheet = SimpleUploadedFile("nhan-su.xlsx", b"Ho va ten;Don vi")

    page = said(client_for("admin").post("/nhan-su/nhap/", {"sheet": sheet}))

    assert "Tệp này không phải Excel" in page


def test_the_export_holds_what_the_filter_found(client_for: ClientFor, cast: Cast) -> None:
    response = client_for("admin").get("/nhan-su/xuat/?tim=dang+van")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Nhân sự"]
    assert [[cell.value or "" for cell in row][:2] for row in sheet.iter_rows(min_row=2)] == [
        ["Đặng Văn Bình", "Phòng Thông tin đối ngoại"]
    ]
    assert AuditEntry.objects.get(act="person.export").note == "Họ tên, chức vụ: “dang van”"


# -- Printed forms -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/don-vi/in/?tim=lanh+su", "Điều kiện lọc: Tên đơn vị: “lanh su”."),
        ("/nhan-su/in/?xep=don-vi", "Cộng: 7 người."),
        ("/tai-khoan-nguoi-dung/in/?vai-tro=clerk", "Cộng: 1 tài khoản."),
    ],
)
def test_every_list_has_its_printed_form(client_for: ClientFor, cast: Cast, path: str, words: str) -> None:
    text = pdf_text(client_for("admin").get(path))

    assert words in text
    assert "DANH SÁCH" in text
