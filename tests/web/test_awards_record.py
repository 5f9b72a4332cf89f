"""Pages of records: the grid of years, who reads what, forms, the dry run, pairs of people, and their queries."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.models import Award, Hold, Initiative, PersonPair, Rating, RatingLevel
from plans.models import AuditEntry, Person, Plan
from plans.services.search import find
from tests.awards.record_factory import (
    make_absence,
    make_award,
    make_discipline,
    make_hold,
    make_past_initiative,
    make_praise,
    make_rating,
)
from tests.factory import Cast, make_person
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST = 10


@pytest.fixture(autouse=True)
def _late_november(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 11, 23, 9))


@pytest.fixture
def person(plan: Plan, cast: Cast) -> Person:
    """A colleague of the contact with a full record."""
    found = make_person("Nông Thị Diệp", cast.division)
    make_rating(found, 2024, RatingLevel.EXCELLENT)
    make_rating(found, 2025)
    make_award(found, "LDTT", 2024)
    make_award(found, "GK", 2024)
    make_past_initiative(found, cast.standing, year=2024, used="CSTDCS")
    make_past_initiative(found, cast.standing, "Mẫu công hàm", year=2025)
    make_discipline(found, cast.standing)
    make_absence(found)
    return found


def url(name: str, *args: int) -> str:
    return reverse(f"awards:{name}", args=args)


# -- The record ------------------------------------------------------------------------------------


def test_the_grid_of_years(person: Person, client_for: ClientFor) -> None:
    grid = table(client_for("standing").get(url("person_record", person.pk)))[:5]

    assert grid == [
        [
            *("Xếp loại hằng năm", "chưa ghi", "chưa ghi", "chưa ghi nghỉ thai sản", "Xuất sắc", "Hoàn thành tốt"),
            "chưa xếp loại",
        ],
        ["Danh hiệu thi đua", "", "", "", "LĐTT", "", ""],
        ["Hình thức khen thưởng", "", "", "", "Giấy khen", "", ""],
        ["Sáng kiến được công nhận", "", "", "", "1 đã dùng: CSTĐ cơ sở 2024", "1 chưa dùng", ""],
        [
            *("Kỷ luật, tạm dừng xét", "không", "không", "không", "Khiển trách hết hạn 15/03/2025"),
            *("Khiển trách hết hạn 15/03/2025", "chưa xác nhận"),
        ],
    ]


def test_the_contact_sees_nothing_of_discipline(person: Person, client_for: ClientFor) -> None:
    words = said(client_for("contact").get(url("person_record", person.pk)))
    printed = pdf_text(client_for("contact").get(url("person_record_print", person.pk)))

    assert "Chiến sĩ thi đua cơ sở 2024" in words
    for hidden in ("Khiển trách", "Kỷ luật", "Tạm dừng", "Sửa"):
        assert hidden not in words
    assert "KHIỂN" not in printed.upper()


def test_who_else_read_it(person: Person, cast: Cast, client_for: ClientFor) -> None:
    own = cast.member.person
    assert own is not None
    for _ in range(2):
        client_for("leader").get(url("person_record", own.pk))
    client_for("member").get(url("my_record"))

    assert AuditEntry.objects.filter(act="record.read").count() == 1  # once a day, and never oneself
    words = said(client_for("member").get(url("my_record")))
    assert f"{cast.leader.get_full_name()} xem" in words
    assert "Ai đã xem" not in said(client_for("leader").get(url("person_record", own.pk)))


def test_the_printed_record(person: Person, cast: Cast, client_for: ClientFor) -> None:
    words = pdf_text(client_for("standing").get(url("person_record_print", person.pk)))

    assert "QUÁ TRÌNH KHEN THƯỞNG" in words
    assert "Đã dùng cho Chiến sĩ thi đua cơ sở 2024" in words
    assert AuditEntry.objects.get(act="record.print").object_id == str(person.pk)


def test_the_list_finds_without_accents(person: Person, cast: Cast, client_for: ClientFor) -> None:
    rows = table(client_for("standing").get(url("record_list"), {"tim": "nong thi diep"}))

    assert rows == [
        [
            "1",
            "Nông Thị Diệp Phòng LS - BG",
            "Hoàn thành tốt (2025)",
            "Lao động tiên tiến (2024)",
            "Giấy khen của Giám đốc Sở (2024)",
        ]
    ]
    words = pdf_text(client_for("standing").get(url("record_list_print"), {"don-vi": cast.division.pk}))
    assert "Nông Thị Diệp" in words
    sheet = client_for("standing").get(url("record_list_print"), {"dang": "xlsx"})
    assert openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets
    assert AuditEntry.objects.filter(act="list.download").count() == 1


def test_units_have_their_tab_and_their_record(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_award(cast.division, "TTLDTT", 2025)
    client = client_for("member")

    assert [
        "3",
        "Phòng Lãnh sự - Biên giới",
        "chưa ghi xếp loại",
        "Tập thể lao động tiên tiến (2025)",
        "chưa có hình thức khen",
    ] in table(client.get(url("record_list"), {"phan": "tap-the"}))
    assert "TTLĐTT" in said(client.get(url("unit_record", cast.division.pk)))


def test_search_keeps_to_what_one_may_open(person: Person, cast: Cast) -> None:
    def titles(role: str) -> list[str]:
        groups = find(user=cast.user(role), typed="nong thi diep")
        return [hit.title for group in groups for hit in group.hits]

    assert "Nông Thị Diệp" in titles("standing")
    assert titles("member") == []


# -- Entering --------------------------------------------------------------------------------------


def test_an_award_is_entered_and_two_edits_are_compared(person: Person, client_for: ClientFor) -> None:
    client = client_for("standing")
    record = Award.objects.get(title__code="LDTT")
    typed = {
        "title": record.title_id,
        "commendation": "",
        "year": 2024,
        "kind": "cong_trang",
        "number": "99/QĐ",
        "decided_on": "20/01/2025",
        "decided_by": "",
        "achievement": "",
        "note": "",
        "version": 1,
    }

    assert client.post(url("award_edit", record.pk), typed).status_code == 302
    page = client.post(url("award_edit", record.pk), {**typed, "number": "100/QĐ"})

    assert page.status_code == 409
    assert "99/QĐ" in said(page)


def test_a_form_keeps_what_was_typed(person: Person, client_for: ClientFor) -> None:
    typed = {"year": "2025", "level": "HTXSNV", "number": "45/TB", "decided_on": "31/02/2025"}
    page = client_for("standing").post(url("rating_add", person.pk), typed)

    assert "Không có ngày này" in said(page)
    assert 'value="45/TB"' in page.content.decode()
    again = client_for("standing").post(url("rating_add", person.pk), {**typed, "decided_on": "20/12/2025"})
    assert "Năm 2025 đã ghi “Hoàn thành tốt nhiệm vụ”" in said(again)
    assert Rating.objects.filter(person=person).count() == 2


def test_a_past_initiative_with_rows_of_authors(person: Person, cast: Cast, client_for: ClientFor) -> None:
    other = make_person("Lý Văn Hải", cast.division)
    client, address = client_for("standing"), url("past_initiative_add", person.pk)
    typed = {
        "name": "Kho biểu mẫu",
        "kind": "initiative",
        "year": 2025,
        "scope": "unit",
        "number": "1/QĐ",
        "decided_on": "25/11/2025",
        "author_0": person.pk,
        "share_0": 60,
        "used_0": "",
        "outside_0": "",
    }

    more = client.post(address, {**typed, "hang": "them"})
    assert "author_1" in more.content.decode()
    short = client.post(address, typed)
    assert "cộng lại là 60%" in said(short)
    done = client.post(
        address, {**typed, "author_1": other.pk, "share_1": 40, "used_1": "title:CSTDCS", "used_year_1": 2025}
    )

    assert done.status_code == 302
    record = Initiative.objects.get(name="Kho biểu mẫu")
    assert sorted(record.authors.values_list("person", "share")) == sorted([(person.pk, 60), (other.pk, 40)])
    assert record.uses.get().person == other
    page = client.get(url("past_initiative_edit", record.pk))
    assert 'value="40"' in page.content.decode()


def test_an_entry_is_taken_out_only_with_a_reason(person: Person, client_for: ClientFor) -> None:
    client, record = client_for("standing"), Rating.objects.get(person=person, year=2025)
    address = url("rating_remove", record.pk)

    assert "Ghi lý do xoá" in said(client.post(address, {"version": 1, "reason": ""}))
    assert client.post(address, {"version": 1, "reason": "nhập nhầm năm"}).status_code == 302
    assert not Rating.objects.filter(pk=record.pk).exists()


def test_taking_out_what_somebody_else_just_corrected_asks_again(person: Person, client_for: ClientFor) -> None:
    record = Rating.objects.get(person=person, year=2025)
    record.version += 1
    record.save(update_fields=["version"])
    client, address = client_for("standing"), url("rating_remove", record.pk)

    first = client.post(address, {"version": record.version - 1, "reason": "nhập nhầm năm"})
    again = client.post(address, {"version": first.context["form"]["version"].value(), "reason": "nhập nhầm năm"})

    assert "vừa được người khác sửa" in said(first)
    assert first.context["form"]["reason"].value() == "nhập nhầm năm"
    assert again.status_code == 302
    assert not Rating.objects.filter(pk=record.pk).exists()


def test_a_hold_is_released_with_a_conclusion(person: Person, cast: Cast, client_for: ClientFor) -> None:
    hold = make_hold(person, cast.standing)
    client, address = client_for("leader"), url("hold_release", hold.pk)

    assert "Ghi kết luận" in said(client.post(address, {"version": 1, "released_on": "01/11/2026"}))
    client.post(address, {"version": 1, "released_on": "01/11/2026", "release_note": "Không vi phạm"})

    assert Hold.objects.get().release_note == "Không vi phạm"
    assert "Đã kết thúc tạm dừng từ 01/11/2026" in said(client.get(address))


def test_praise_is_written_and_listed(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    typed = {"person": "", "unit": cast.division.pk, "praised_on": "08/05/2026", "place": "", "content": "Đón đoàn tốt"}

    assert "một trong hai" in said(client.post(url("praise_new"), {**typed, "unit": ""}))
    assert client.post(url("praise_new"), typed).status_code == 302
    assert table(client_for("member").get(url("praise_list"), {"tim": "don doan"})) == [
        ["1", "08/05/2026", "Phòng Lãnh sự - Biên giới Tập thể", "Đón đoàn tốt", "chưa ghi"]
    ]


# -- Import and merging ----------------------------------------------------------------------------


def test_a_book_is_tried_and_then_taken_in(person: Person, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    sample = client.get(url("record_import_sample"))
    book = openpyxl.load_workbook(io.BytesIO(sample.content))
    for page in book.worksheets[:-1]:
        page.delete_rows(2, 5)
    book["Xếp loại"].append(["Nông Thị Diệp", "Phòng LS - BG", "", 2023, "HTTNV", "", "", ""])
    out = io.BytesIO()
    book.save(out)

    tried = client.post(url("record_import"), {"sheet": SimpleUploadedFile("a.xlsx", out.getvalue())})
    assert table(tried)[0][:5] == ["2", "Xếp loại", "Nông Thị Diệp, Phòng LS - BG", "2023", "HTTNV"]
    client.post(url("record_import"), {"rows": tried.context["signed"]})

    assert Rating.objects.filter(person=person, year=2023).exists()


def test_a_pair_is_compared_and_answered(person: Person, cast: Cast, client_for: ClientFor) -> None:
    twin = make_person("Nong Thi Diep", cast.division)
    make_rating(twin, 2025, RatingLevel.EXCELLENT)
    client = client_for("standing")

    offered = table(client.get(url("people_merge")))
    assert offered[0][2] == "Giống nhau khi bỏ dấu"
    address = url("people_pair", person.pk, twin.pk)
    assert "Xếp loại năm 2025" in said(client.get(address))
    Rating.objects.filter(person=twin).delete()
    assert "Chọn hồ sơ giữ lại" in said(client.post(url("people_join", person.pk, twin.pk), {}))
    client.post(url("people_join", person.pk, twin.pk), {"keep": person.pk})

    assert PersonPair.objects.get().kept == person
    assert "đã gộp vào hồ sơ của" in said(client.get(url("person_record", twin.pk)))
    assert "Gồm cả quá trình từng ghi dưới tên" in said(client.get(url("person_record", person.pk)))


def test_the_admin_compares_without_reading_the_record(person: Person, cast: Cast, client_for: ClientFor) -> None:
    twin = make_person("Nong Thi Diep", cast.division)

    words = said(client_for("admin").get(url("people_pair", person.pk, twin.pk)))

    assert "Quá trình khen thưởng chỉ thường trực TĐKT xem được" in words
    assert "Khiển trách" not in words


# -- Queries ---------------------------------------------------------------------------------------


def test_queries_of_the_pages(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    people, found = [make_person(f"Hoàng Văn {letter}", cast.division) for letter in "ABC"], {}
    for rows, one in zip((1, 3, 300), people, strict=True):
        for year in range(2026 - rows, 2026):
            make_rating(one, year)
            make_award(one, year=year)
        for _ in range(min(rows, 40)):
            make_past_initiative(one, cast.standing, used="CSTDCS")
            make_praise(one, cast.standing)
        found[rows] = count(client_for("standing"), url("person_record", one.pk))
    numbers = {rows: number for rows, (number, _) in found.items()}
    assert numbers[1] == numbers[3] == numbers[300] <= MOST, "\n".join(found[300][1])


@pytest.mark.parametrize("name", ["record_list", "praise_list", "people_merge"])
def test_queries_of_the_lists(plan: Plan, cast: Cast, client_for: ClientFor, name: str) -> None:
    client, found = client_for("standing"), {}
    for rows in (1, 3, 300):
        while Person.objects.filter(full_name__startswith="Đinh").count() < rows:
            one = make_person(f"Đinh Văn Số {Person.objects.count()}", cast.division)
            make_rating(one)
            make_award(one)
            make_praise(one, cast.standing)
        found[rows] = count(client, url(name))
    numbers = {rows: number for rows, (number, _) in found.items()}
    assert numbers[1] == numbers[3] == numbers[300] <= MOST, "\n".join(found[300][1])


def test_queries_of_a_pair(person: Person, cast: Cast, client_for: ClientFor) -> None:
    """Twelve at most: two records, what clashes, what stays, the answer and who read it are one question each."""
    twin = make_person("Nong Thi Diep", cast.division)

    number, asked = count(client_for("standing"), url("people_pair", person.pk, twin.pk))

    assert number <= 12, "\n".join(asked)


def test_nobody_is_told_of_a_hold_on_himself_nor_what_was_noted_of_his_discipline(
    plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    person = cast.member.person
    assert person is not None
    make_hold(person, cast.standing, note="Đơn tố cáo nặc danh.")
    make_discipline(person, cast.standing, note="Nội dung nội bộ.")

    own = client_for("member")
    pages = [url("my_record"), url("person_record", person.pk), url("ladder", person.pk)]
    shown = {page: said(own.get(page)) for page in pages}

    assert "Khiển trách" in shown[pages[0]]
    for page, words in shown.items():
        assert not [one for one in ("tố cáo nặc danh", "ạm dừng xét", "nội bộ", "đang xác minh") if one in words], page
