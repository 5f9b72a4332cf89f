"""What a person sees of who qualifies, of the ladder, of statements, and what each page costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from awards.models import Award, Initiative, Rating, Statement
from emulation.models import Commendation
from plans.models import AuditEntry, Person
from tests.awards.eligibility_factory import make_crowd, make_discipline, make_ready, make_statement, make_years
from tests.awards.nomination_factory import make_round
from tests.factory import Cast, make_person
from tests.web.page import pdf_text, said, table

ClientFor = Callable[[str], Client]


@pytest.fixture
def ready(cast: Cast) -> Person:
    """Somebody of the division who qualifies for Bằng khen but for what an officer must state."""
    return make_ready("Nông Văn Đủ", cast.division, cast.standing)


def qualifies(code: str, **asked: Any) -> str:
    return f"{reverse('awards:qualifies_award', args=[code])}?{urlencode({'nam': 2026, **asked})}"


def ladder(person: Person, **asked: Any) -> str:
    return f"{reverse('awards:ladder', args=[person.pk])}?{urlencode({'nam': 2026, **asked})}"


def statement(person: Person, **asked: Any) -> str:
    facts = {"ca-nhan": person.pk, "nam": 2026, "khen": "BK_TINH", "dieu-kien": "R4"}
    return f"{reverse('awards:statement_add')}?{urlencode({**facts, **asked})}"


def test_who_qualifies_in_groups_with_reasons(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    make_statement(ready, "R4", cast.standing)
    waits = make_ready("Nông Văn Chờ", cast.division, cast.standing)
    lacks = make_person("Nông Văn Thiếu", cast.division)
    make_years(lacks, {2025: "HTTNV", 2026: "HTTNV"})

    rows = {row[1]: row[2:4] for row in table(client_for("standing").get(qualifies("BK_TINH")))}

    home = cast.division.name
    assert rows[f"Nông Văn Đủ {home}"][0] == "Đủ điều kiện"
    assert "02 năm liên tục Hoàn thành xuất sắc nhiệm vụ: 2025, 2026" in rows[f"Nông Văn Đủ {home}"][1]
    assert rows[f"{waits} {home}"][0] == "Còn chưa rõ"
    assert "chưa xác nhận" in rows[f"{waits} {home}"][1]
    assert rows[f"{lacks} {home}"][0] in ("Thiếu một điều kiện", "Không đủ điều kiện")
    assert next(iter(rows)) == f"Nông Văn Đủ {home}"


def test_the_filter_and_the_groups_narrow_the_list(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    make_statement(ready, "R4", cast.standing)
    client = client_for("standing")

    assert [row[2] for row in table(client.get(qualifies("BK_TINH", nhom="du")))] == ["Đủ điều kiện"]
    assert [row[1] for row in table(client.get(qualifies("BK_TINH", tim="nong van du")))] == [
        f"Nông Văn Đủ {cast.division.name}"
    ]
    assert "Không có ai theo điều kiện lọc" in said(client.get(qualifies("BK_TINH", tim="không ai")))


def test_overview_counts_each_award_in_two_lists(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    make_statement(ready, "R4", cast.standing)

    page = said(client_for("leader").get(f"{reverse('awards:qualifies')}?nam=2026"))

    assert page.index("Danh hiệu thi đua") < page.index("Hình thức khen thưởng")
    assert "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Cấp tỉnh Đủ điều kiện 1 Bằng khen" in page


def test_the_share_of_excellent_ratings_is_told_with_its_rounding(client_for: ClientFor, cast: Cast) -> None:
    for number in range(7):
        make_years(make_person(f"Người {number}", cast.division), {2026: "HTXSNV" if number < 2 else "HTTNV"})
    url = f"{reverse('awards:qualifies')}?nam=2026"

    words = (
        "quá 1 suất 20% của 7 người xếp loại Hoàn thành tốt nhiệm vụ trở lên = 1,4 → 1 suất (làm tròn xuống); đã xếp 2."
    )
    assert words in said(client_for("standing").get(url))
    assert "Tỷ lệ Hoàn thành xuất sắc" not in said(client_for("contact").get(url))


def test_nominate_is_offered_to_who_may(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    form = Commendation.objects.get(code="BK_TINH")
    asked = f"doi-tuong=ca-nhan-{ready.pk}&amp;hinh-thuc={form.pk}"

    assert asked in client_for("standing").get(qualifies("BK_TINH")).content.decode()
    assert asked in client_for("contact").get(qualifies("BK_TINH")).content.decode()
    assert asked not in client_for("leader").get(qualifies("BK_TINH")).content.decode()


def test_collectives_have_their_own_list(client_for: ClientFor, cast: Cast) -> None:
    make_years(cast.division, {2025: "HTXSNV", 2026: "HTXSNV"})

    rows = table(client_for("standing").get(qualifies("BK_TINH", phan="tap-the")))

    assert cast.division.name in [row[1] for row in rows]
    assert client_for("standing").get(qualifies("LDTT", phan="tap-the")).status_code == 404


def test_printed_with_its_day_and_downloads_are_kept(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    client = client_for("standing")
    url = reverse("awards:qualifies_print", args=["BK_TINH"])

    words = pdf_text(client.get(f"{url}?nam=2026&ngay=30/09/2026"))
    sheet = client.get(f"{url}?nam=2026&dang=xlsx")

    assert "Nông Văn Đủ" in words
    assert "hồ sơ nhận ngày 30/09/2026" in words
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")
    assert AuditEntry.objects.filter(act="list.download", actor=cast.standing).count() == 1


def test_the_ladder_says_where_one_stands(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    page = said(client_for("standing").get(ladder(ready)))

    assert "Bậc danh hiệu thi đua Lao động tiên tiến 2 lần" not in page  # short words on the stairs
    assert "LĐTT 2 lần" in page
    assert "chưa rõ: chờ xác nhận" in page
    assert "Ghi xác nhận" in page
    assert AuditEntry.objects.filter(act="record.read", actor=cast.standing).count() == 1


def test_supposing_is_marked_and_saves_nothing(client_for: ClientFor, cast: Cast) -> None:
    person = make_person("Thử Giả Định", cast.division)
    make_years(person, {2025: "HTXSNV", 2026: "HTTNV"})
    make_statement(person, "R4", cast.standing)
    kept = (Rating, Award, Initiative, Statement)
    before = [list(model.objects.order_by("pk").values()) for model in kept]

    response = client_for("standing").get(
        ladder(person, **{"xuat-sac": 1, "danh-hieu": 1, "sk-co-so": 1, "sk-tinh": 1, "het-tam-dung": 1})
    )

    page = said(response)
    assert "Đang giả định: năm 2026 xếp loại Hoàn thành xuất sắc nhiệm vụ" in page
    assert "sẽ đủ, nếu đúng giả định" in page
    assert 'class="honour"' not in response.content.decode()
    assert [list(model.objects.order_by("pk").values()) for model in kept] == before


def test_one_sees_the_own_ladder_and_nobody_elses(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    member = client_for("member")

    assert member.get(ladder(cast.member.person)).status_code == 200
    assert member.get(ladder(cast.stranger.person)).status_code == 404
    assert client_for("contact").get(ladder(ready)).status_code == 200
    assert client_for("leader").get(ladder(ready)).status_code == 200


def test_discipline_is_told_to_those_who_decide_and_to_oneself(client_for: ClientFor, cast: Cast) -> None:
    person = cast.member.person
    make_years(person, {2025: "HTTNV", 2026: "HTTNV"})
    make_discipline(person, cast.standing, decided_on=dt.date(2026, 3, 1), ends_on=dt.date(2030, 9, 1))

    told = {who: "thời hạn kỷ luật" in said(client_for(who).get(ladder(person))) for who in ("standing", "leader")}
    own = "thời hạn kỷ luật" in said(client_for("member").get(ladder(person)))
    contact = client_for("contact").get(reverse("awards:ladder", args=[person.pk]) + "?nam=2026")

    assert (told, own) == ({"standing": True, "leader": True}, True)
    if contact.status_code == 200:
        assert "01/09/2030" not in contact.content.decode()
        assert "trong thời hạn kỷ luật" not in said(contact)


def test_a_statement_settles_the_condition_and_can_be_corrected(
    client_for: ClientFor, cast: Cast, ready: Person
) -> None:
    client = client_for("standing")
    assert "Không đang bị xem xét kỷ luật" in said(client.get(statement(ready)))

    client.post(statement(ready), {"version": 0, "holds": "dung", "words": "Văn phòng xác nhận ngày 02/06/2026."})
    first = Statement.objects.get()
    client.post(statement(ready), {"version": 1, "holds": "khong-dung", "words": "Có đơn thư mới nhận."})

    corrected = Statement.objects.get()
    assert (first.holds, corrected.holds, corrected.words) == (True, False, "Có đơn thư mới nhận.")
    acts = AuditEntry.objects.filter(act__startswith="statement.").order_by("number").values_list("act", flat=True)
    assert list(acts) == ["statement.make", "statement.correct"]


def test_two_officers_stating_at_once_are_told(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    make_statement(ready, "R4", cast.standing)

    response = client_for("standing").post(
        statement(ready), {"version": 0, "holds": "khong-dung", "words": "Nhận đơn ngày 01/06."}
    )

    assert response.status_code == 409
    assert "Nhận đơn ngày 01/06." in response.content.decode()
    assert Statement.objects.get().holds is True


def test_a_statement_without_words_keeps_what_was_chosen(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    response = client_for("standing").post(statement(ready), {"version": 0, "holds": "dung", "words": ""})

    assert "Ghi căn cứ" in said(response)
    assert 'value="dung"' in response.content.decode()
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"nam": 1200}, {"khen": "KHONG_CO"}, {"dieu-kien": "khong-co"}, {"ca-nhan": 999999}, {"nam": "chữ"}]
)
def test_a_statement_of_nothing_is_not_found(client_for: ClientFor, ready: Person, wrong: dict[str, Any]) -> None:
    assert client_for("standing").get(statement(ready, **wrong)).status_code == 404


def test_pages_ask_as_much_for_one_as_for_three_hundred(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    client, found = client_for("standing"), []
    urls = (
        f"{reverse('awards:qualifies')}?nam=2026",
        qualifies("BK_TINH"),
        qualifies("BK_TINH", phan="tap-the"),
        ladder(ready),
        reverse("awards:ladder_unit", args=[cast.division.pk]),
        statement(ready),
    )
    for url in urls:
        client.get(url)
    for more in (1, 2, 297):
        make_crowd(more, cast.standing)
        counted = []
        for url in urls:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            counted.append(len(asked))
        found.append(counted)

    assert found[0] == found[1] == found[2]
    assert max(found[0]) <= 12, found[0]


def test_looking_through_everybody_is_recorded_once_a_day(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    client = client_for("leader")
    for code in ("BK_TINH", "BK_TINH", "LDTT"):
        client.get(qualifies(code))

    noted = AuditEntry.objects.filter(act="record.survey").order_by("number").values_list("actor__username", "note")
    assert list(noted) == [
        (cast.leader.username, "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh, thành tích năm 2026"),
        (cast.leader.username, "Lao động tiên tiến, thành tích năm 2026"),
    ]


def test_nominating_from_the_list_opens_the_form_filled_in(client_for: ClientFor, cast: Cast, ready: Person) -> None:
    forms = list(Commendation.objects.filter(code="BK_TINH"))
    make_round(cast.standing, achievement_year=2026, name="Đợt cuối năm 2026", commendations=forms)
    make_round(cast.standing, achievement_year=2025, name="Đợt đầu năm 2026", commendations=forms)
    client = client_for("standing")

    page = client.get(qualifies("BK_TINH"))
    link = next(line.nominate_url for _, line in page.context["rows"] if line.name == "Nông Văn Đủ")
    form = client.get(link)

    assert form.context["round"].name == "Đợt cuối năm 2026"
    assert form.context["form"].initial["subject"] == f"ca-nhan-{ready.pk}"
    assert form.context["honour"].code == "BK_TINH"
