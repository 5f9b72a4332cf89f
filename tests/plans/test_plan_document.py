"""A plan stored and given back is the same to the letter; names find their units; what cannot be kept is refused."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.errors import DomainError
from plans.models import Plan, PlanState, Task, Unit, UnitKind
from plans.reading import read_file
from plans.rules.document import AssignmentRole, PlanDocument, PlanSection, PlanTask, PlanUnit, TableForm
from plans.services.plan_document import document_of, printed_document
from plans.services.plan_store import store_document
from plans.services.sample_plan import SEED
from plans.services.unit_names import match_units, propose_kind
from tests.factory import make_office, make_unit

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐƯ ắằẳẵặếềểễệốộớợứự0123456789.,;:-–/()“”'\"&<>"
line = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
lines = st.lists(line, max_size=3).map("\n".join)
periods = st.sampled_from([None, "Q1", "Q4", "M01", "M12", "YEAR", "M04-M12"])
dates = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
units = st.lists(st.builds(PlanUnit, line, st.sampled_from(AssignmentRole), lines), max_size=4).map(tuple)
tasks = st.builds(
    PlanTask,
    no=st.text("0123456789ab.", max_size=6),
    title=lines.filter(bool),
    period=periods,
    period_text=lines,
    due=st.none() | dates,
    conditional=st.booleans(),
    units=units,
)
sections = st.builds(PlanSection, heading=lines, level=st.integers(1, 3), body=lines, holds_tasks=st.just(False))


@st.composite
def documents(draw: st.DrawFn) -> PlanDocument:
    parts = draw(st.lists(sections, max_size=4))
    if parts and draw(st.booleans()):
        parts[0] = dataclasses.replace(parts[0], holds_tasks=True)
    return PlanDocument(
        year=draw(st.integers(2000, 2100)),
        title=draw(st.none() | lines.filter(bool)),
        number=draw(st.none() | st.just("05/KH-SNgV")),
        issued_on=draw(st.none() | dates),
        place=draw(st.none() | line),
        agency=draw(st.none() | line),
        parent_agency=draw(st.none() | line),
        opening=draw(lines),
        sections=tuple(parts),
        tasks=tuple(draw(st.lists(tasks, max_size=4))),
        table_form=draw(st.sampled_from(TableForm)),
        closing=draw(lines),
        recipients=tuple(draw(st.lists(line, max_size=4))),
        signer_title=draw(st.none() | lines.filter(bool)),
        signer_name=draw(st.none() | line),
    )


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_a_stored_plan_is_given_back_to_the_letter(document: PlanDocument) -> None:
    plan = store_document(document=document, actor=None)

    stored = document_of(Plan.objects.get(pk=plan.pk))

    assert stored == document
    assert PlanDocument.from_full_json(json.loads(json.dumps(stored.to_full_json()))) == document


def seed_document() -> PlanDocument:
    return read_file(SEED.read_bytes(), SEED.name).document


@pytest.mark.django_db
def test_the_plan_of_2026_comes_back_whole_and_few_queries_read_it() -> None:
    document = seed_document()
    plan = store_document(document=document, actor=None)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        stored = document_of(plan)

    assert stored == document
    assert len(queries) == 3


@pytest.mark.django_db
def test_deadlines_kinds_and_proposed_units_follow_from_the_words() -> None:
    standing = make_unit("Phòng Hợp tác quốc tế - Văn phòng", is_standing=True)
    plan = store_document(document=seed_document(), actor=None)

    rows = list(plan.tasks.values_list("no", "deadline", "kind", "conditional", "follow_up_unit__name"))

    name = standing.name
    assert rows == [
        ("1", dt.date(2026, 3, 31), "work", False, name),
        ("2", dt.date(2026, 3, 31), "work", False, name),
        ("3", dt.date(2026, 3, 31), "work", False, name),
        ("4", dt.date(2026, 3, 31), "event", False, name),
        ("5", dt.date(2026, 3, 31), "event", False, name),
        ("6", dt.date(2026, 6, 30), "event", False, "Lãnh đạo Sở"),
        ("7", dt.date(2026, 6, 30), "work", False, name),
        ("8", dt.date(2026, 6, 30), "report", False, None),
        ("9", dt.date(2026, 9, 30), "report", True, None),
        ("10", dt.date(2026, 9, 30), "event", False, name),
        ("11", dt.date(2026, 12, 31), "report", False, None),
        ("12", dt.date(2026, 12, 31), "round", False, name),
        ("13", dt.date(2026, 12, 31), "round", False, None),
        ("14", dt.date(2026, 12, 31), "work", False, name),
    ]


@pytest.mark.django_db
def test_a_draft_prints_no_number_and_takes_the_offices_head() -> None:
    make_office(name="Sở Ngoại vụ")
    plan = store_document(
        document=dataclasses.replace(seed_document(), number="05/KH-SNgV", issued_on=dt.date(2026, 1, 21)), actor=None
    )

    printed = printed_document(plan)

    assert (printed.number, printed.issued_on) == (None, None)
    assert (printed.agency, printed.parent_agency, printed.place) == ("SỞ NGOẠI VỤ", "UBND TỈNH LẠNG SƠN", "Lạng Sơn")
    assert document_of(plan).number == "05/KH-SNgV"


@pytest.mark.django_db
def test_another_offices_head_is_left_alone() -> None:
    make_office()
    plan = store_document(document=PlanDocument(year=2026, title="Kế hoạch", agency="SỞ TƯ PHÁP"), actor=None)

    printed = printed_document(plan)

    assert (printed.agency, printed.parent_agency, printed.place) == ("SỞ TƯ PHÁP", None, None)


@pytest.mark.django_db
def test_names_find_their_units_whatever_the_accents_and_stops() -> None:
    office = make_unit("Phòng Hợp tác quốc tế - Văn phòng", short_name="Phòng HTQT - VP")
    group = make_unit("Các phòng CMNV", kind=UnitKind.GROUP, aliases="Các phòng chuyên môn, nghiệp vụ")
    make_unit("Phòng cũ", is_active=False)

    names = [
        "Phòng hợp tác Quốc tế – Văn phòng",
        "phong htqt-vp",
        "Các phòng CM, NV",
        "Các phòng chuyên môn nghiệp vụ",
        "Phòng cũ",
        "Sở Nội vụ",
    ]
    assert list(match_units(names).values()) == [office, office, group, group, None, None]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Các phòng, đơn vị", UnitKind.GROUP),
        ("Lãnh đạo Sở", UnitKind.LEADERSHIP),
        ("Hội đồng sáng kiến Sở", UnitKind.COUNCIL),
        ("Phòng Lãnh sự", UnitKind.DIVISION),
        ("Trung tâm Dịch vụ", UnitKind.SUBORDINATE),
        ("Sở Nội vụ", UnitKind.EXTERNAL),
    ],
)
def test_an_unknown_unit_is_proposed_with_the_kind_its_name_tells(name: str, kind: UnitKind) -> None:
    assert propose_kind(name) == kind


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (PlanDocument(year=None), "Chưa rõ kế hoạch của năm nào"),
        (PlanDocument(year=1999), "Chưa rõ kế hoạch của năm nào"),
        (PlanDocument(year=2026, place="x" * 101), "Địa danh dài quá 100 chữ"),
        (PlanDocument(year=2026, tasks=(PlanTask("1", " "),)), "Nhiệm vụ 1 chưa có nội dung"),
        (PlanDocument(year=2026, tasks=(PlanTask("1", "A", period="Q5"),)), "thời gian “Q5” không hiểu được"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(document: PlanDocument, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        store_document(document=document, actor=None)

    assert (Plan.objects.count(), Task.objects.count(), Unit.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_a_second_signed_plan_of_a_year_is_refused() -> None:
    first = store_document(document=seed_document(), actor=None, signed=True)

    with pytest.raises(DomainError, match="Năm 2026 đã có kế hoạch ban hành"):
        store_document(document=seed_document(), actor=None, signed=True)

    assert (first.state, first.signed_import, first.number) == (PlanState.ISSUED, True, "")
