"""Legal texts: in force or lapsed on a day, who still cites one that lapsed, and keeping the shelf."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.models import RuleVersion
from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, IssuedPaper, LegalText, Plan, PlanState
from plans.rules.legal import Force, cites, force_on
from plans.services.legal import load_legal_texts, save_legal_text
from plans.services.legal_citing import citations_of
from tests.emulation.campaign_factory import make_campaign
from tests.emulation.cluster_factory import make_legal_text
from tests.factory import Cast, make_plan, make_section

DAY = dt.date(2026, 11, 23)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
NUMBER = "7/2020/NĐ-CP"
VALUES: dict[str, Any] = {
    "kind": "decree",
    "number": "200/2026/NĐ-CP",
    "name": "",
    "issued_on": None,
    "effective_from": None,
    "effective_to": None,
    "confidence": "B",
    "source": "",
    "checked_on": None,
    "note": "",
}


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ((2025, 7, 1), (2027, 3, 1), Force.IN_FORCE),
        ((2026, 11, 23), (2026, 11, 23), Force.IN_FORCE),
        ((2024, 1, 1), (2026, 11, 22), Force.LAPSED),
        ((2026, 11, 24), None, Force.TO_COME),
        (None, None, Force.UNKNOWN),
        (None, (2027, 1, 1), Force.UNKNOWN),
        (None, (2025, 6, 30), Force.LAPSED),
    ],
)
def test_force_on_a_day(
    begins: tuple[int, int, int] | None, ends: tuple[int, int, int] | None, expected: Force
) -> None:
    first, last = (dt.date(*begins) if begins else None), (dt.date(*ends) if ends else None)

    assert force_on(DAY, begins=first, ends=last) == expected


@given(begins=DAYS, length=st.integers(0, 9000), day=DAYS)
def test_a_text_is_in_force_from_its_first_day_to_its_last(begins: dt.date, length: int, day: dt.date) -> None:
    ends = begins + dt.timedelta(days=length)

    assert (force_on(day, begins=begins, ends=ends) == Force.IN_FORCE) == (begins <= day <= ends)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Nghị định số 7/2020/NĐ-CP ngày 01/01/2020", True),
        ("Nghị định số 07/2020/nđ-cp.", True),
        ("(7/2020/NĐ-CP)", True),
        ("Nghị định 17/2020/NĐ-CP", False),
        ("Nghị định 7/2020/NĐ-CPX", False),
        ("7/2020", False),
        ("", False),
    ],
)
def test_citing_a_number(text: str, expected: bool) -> None:
    assert cites(text, NUMBER) is expected


@given(text=st.text(max_size=60))
def test_no_words_cite_a_text_without_a_number(text: str) -> None:
    assert not cites(text, " ")


def test_the_shelf_every_office_begins_with(db: None) -> None:
    law = LegalText.objects.get(code="LAW_2022")

    assert (law.number, law.effective_from, law.confidence) == ("06/2022/QH15", dt.date(2024, 1, 1), "A")
    assert LegalText.objects.filter(code="LANGSON_REG", number="", effective_from=None, confidence="C").exists()
    assert set(LegalText.objects.in_force(DAY).filter(code__startswith="LAW").values_list("code", flat=True)) == {
        "LAW_2022",
        "LAW_2026",
    }
    assert load_legal_texts() == 0


def test_loading_keeps_what_the_office_changed(db: None) -> None:
    LegalText.objects.filter(code="ND_13_2012").update(note="Đã hỏi Sở KH&CN")
    RuleVersion.objects.filter(legal_text__code="ND_98_2023").delete()
    LegalText.objects.filter(code="ND_98_2023").delete()

    assert load_legal_texts() == 1
    assert LegalText.objects.get(code="ND_13_2012").note == "Đã hỏi Sở KH&CN"
    assert LegalText.objects.get(code="ND_98_2023").effective_to == dt.date(2025, 6, 30)


def test_keeping_a_text(cast: Cast) -> None:
    made = save_legal_text(actor=cast.standing, text=None, values=VALUES, key="k")
    with pytest.raises(AlreadyDone):
        save_legal_text(actor=cast.standing, text=None, values=VALUES, key="k")
    with pytest.raises(DomainError, match="đã có văn bản số"):
        save_legal_text(actor=cast.standing, text=None, values=VALUES)
    with pytest.raises(DomainError, match="nguồn đã xem và ngày đối chiếu"):
        save_legal_text(actor=cast.admin, text=made, values=VALUES | {"confidence": "A"}, seen=1)
    proof = VALUES | {"confidence": "A", "source": "Công báo", "checked_on": DAY}
    changed = save_legal_text(actor=cast.admin, text=made, values=proof, seen=1)
    with pytest.raises(EditConflict):
        save_legal_text(actor=cast.admin, text=made, values=proof, seen=1)

    assert (made.code, changed.confidence, changed.version) == ("200_2026_ND_CP", "A", 2)
    assert list(AuditEntry.objects.order_by("number").values_list("act", "state_from", "state_to")) == [
        ("legal.create", "", "B"),
        ("legal.change", "B", "A"),
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"number": " ", "name": ""}, "số, ký hiệu hoặc tên"),
        ({"effective_from": DAY, "effective_to": DAY - dt.timedelta(days=1)}, "trước ngày có hiệu lực"),
    ],
)
def test_a_text_that_cannot_be(cast: Cast, values: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        save_legal_text(actor=cast.standing, text=None, values=VALUES | values)


@pytest.mark.parametrize("who", ["leader", "contact", "clerk", "member"])
def test_who_does_not_keep_the_shelf(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        save_legal_text(actor=cast.user(who), text=None, values=VALUES)


def test_a_text_without_dates_gets_a_code_of_its_name(cast: Cast) -> None:
    values = VALUES | {"number": "", "name": "Quy định của tỉnh"}

    codes = [save_legal_text(actor=cast.standing, text=None, values=values).code for _ in range(2)]

    assert codes == ["QUY_DINH_CUA_TINH", "QUY_DINH_CUA_TINH_2"]


def paper(number: int, day: dt.date, words: str) -> None:
    IssuedPaper.objects.create(
        series="QD",
        year=day.year,
        number=number,
        symbol="QĐ-SNgV",
        issued_on=day,
        kind="Quyết định",
        abstract="Về việc phát động",
        content={"body": [{"lines": [words]}]},
    )


def test_who_still_cites_a_text_that_lapsed(cast: Cast) -> None:
    text, words = make_legal_text(NUMBER), f"Căn cứ Nghị định số {NUMBER};"
    make_section(make_plan(2026), "I. MỤC ĐÍCH", words)
    make_plan(2025, PlanState.CLOSED, opening=words)
    make_plan(2027, PlanState.DRAFT, opening="Nghị định 17/2020/NĐ-CP")
    paper(1, dt.date(2025, 6, 30), words)
    paper(2, dt.date(2025, 7, 1), words)
    paper(3, dt.date(2025, 7, 2), "Nghị định 17/2020/NĐ-CP")
    make_campaign(cast, name="Phong trào năm 2026", basis=words)

    make_section(Plan.objects.get(year=2027), "I. MỤC ĐÍCH", "Nghị định 17/2020/NĐ-CP")

    found = [(one.kind, one.title) for one in citations_of(cast.standing, text)]

    assert found[:3] == [
        ("Kế hoạch", "Kế hoạch công tác thi đua, khen thưởng năm 2026"),
        ("Văn bản", "Kế hoạch 11/KH-SNgV: Phát động phong trào năm 2026"),
        ("Văn bản", "Quyết định 02/QĐ-SNgV: Về việc phát động"),
    ]
    assert [title for _, title in found[3:]] == ["Phong trào năm 2026"]


def test_a_person_sees_only_what_cites_among_what_he_may_see(cast: Cast) -> None:
    text = make_legal_text(NUMBER)
    make_plan(2027, PlanState.DRAFT, opening=NUMBER)
    paper(2, dt.date(2025, 7, 1), NUMBER)

    assert citations_of(cast.member, text) == []
