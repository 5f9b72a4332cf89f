"""Drafting: a copy keeps its words, tasks keep their order and numbers, old years are changed only by choice."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.errors import DomainError, EditConflict
from plans.models import Plan, PlanState, Task
from plans.rules.document import AssignmentRole
from plans.services import draft, draft_task
from plans.services.draft_flags import flags_of
from plans.services.draft_wording import change_words, keep_words
from plans.services.plan_document import document_of
from plans.services.sample_plan import load_sample_plan
from tests.factory import Cast, make_office, make_plan, make_task

LEAD, PERFORM = AssignmentRole.LEAD, AssignmentRole.PERFORM


@pytest.fixture
def copy(cast: Cast) -> Plan:
    """A draft of 2027 begun from the real plan of 2026."""
    return draft.create_draft(actor=cast.standing, year=2027, copy_of=load_sample_plan(cast.admin))


@pytest.fixture
def small(cast: Cast) -> Plan:
    """A draft with two tasks in quarter I and one in quarter II."""
    plan = make_plan(2027, PlanState.DRAFT)
    for no, period in enumerate(("Q1", "Q1", "Q2"), start=1):
        make_task(plan, f"Việc {no}", period=period, units=[cast.division])
    return plan


def rows(plan: Plan) -> list[tuple[str, str, str]]:
    return list(plan.tasks.order_by("order").values_list("no", "title", "period"))


def flags(plan: Plan) -> list[tuple[str, str]]:
    plan.refresh_from_db()
    found = flags_of(plan, document_of(plan), list(plan.sections.all()), list(plan.tasks.all()))
    return [(flag.label, flag.words) for flag in found]


def test_an_empty_draft_has_the_usual_headings(cast: Cast) -> None:
    plan = draft.create_draft(actor=cast.standing, year=2027, copy_of=None)

    assert [(part.level, part.heading, part.holds_tasks) for part in plan.sections.all()] == [
        (1, "I. MỤC ĐÍCH, YÊU CẦU", False),
        (2, "1. Mục đích", False),
        (2, "2. Yêu cầu", False),
        (1, "II. NỘI DUNG, THỜI GIAN THỰC HIỆN", True),
        (1, "III. TỔ CHỨC THỰC HIỆN", False),
    ]
    assert (plan.state, plan.symbol, plan.number) == (PlanState.DRAFT, "KH-SNgV", "")


@pytest.mark.parametrize(("symbol", "shown"), [("STP", "KH-STP"), ("KH-UBND", "KH-UBND"), ("", "KH")])
def test_the_symbol_is_the_office_s_own(symbol: str, shown: str, cast: Cast) -> None:
    make_office(symbol=symbol)

    plan = draft.create_draft(actor=cast.standing, year=2027, copy_of=None)

    assert plan.symbol == shown


def test_a_copy_keeps_every_word_and_begins_anew(copy: Plan) -> None:
    former = document_of(Plan.objects.get(year=2026))
    now = document_of(copy)

    assert [(task.no, task.title, task.units) for task in now.tasks] == [
        (task.no, task.title, task.units) for task in former.tasks
    ]
    assert (now.title, now.opening, now.sections, now.closing) == (
        former.title,
        former.opening,
        former.sections,
        former.closing,
    )
    assert set(copy.tasks.values_list("progress", "percent", "latest_news")) == {("todo", 0, "")}
    assert copy.tasks.get(no="8").deadline == dt.date(2027, 6, 30)


TASK_10 = "đua khen thưởng 6 tháng đầu năm 2025"


def test_old_years_of_a_copy_are_pointed_at_and_changed_or_kept_by_choice(copy: Plan, cast: Cast) -> None:
    found = flags(copy)
    assert ("Trích yếu", "Công tác thi đua, khen thưởng năm 2026") in found
    assert [words for label, words in found if label == "Nhiệm vụ 10"] == [TASK_10]
    every = flags_of(copy, document_of(copy), list(copy.sections.all()), list(copy.tasks.all()))
    title = next(flag for flag in every if flag.kind == "title")
    task = next(flag for flag in every if flag.label == "Nhiệm vụ 10")

    change_words(actor=cast.standing, plan=copy, flags=[title])
    keep_words(actor=cast.standing, plan=copy, flag=task)

    copy.refresh_from_db()
    assert copy.title == "Công tác thi đua, khen thưởng năm 2027"
    assert "năm 2025" in copy.tasks.get(no="10").title
    assert flags(copy) == [pair for pair in found if pair[0] not in ("Trích yếu", "Nhiệm vụ 10")]


def test_tasks_move_and_their_numbers_follow(small: Plan, cast: Cast) -> None:
    second = small.tasks.get(no="2")
    draft_task.move_task(actor=cast.standing, task=second, up=True)
    assert rows(small) == [("1", "Việc 2", "Q1"), ("2", "Việc 1", "Q1"), ("3", "Việc 3", "Q2")]

    first = small.tasks.get(no="2")
    draft_task.move_task(actor=cast.standing, task=first, up=False)

    assert rows(small) == [("1", "Việc 2", "Q1"), ("2", "Việc 1", "Q2"), ("3", "Việc 3", "Q2")]
    assert small.tasks.get(no="2").deadline == dt.date(2027, 6, 30)


def test_a_dropped_task_joins_the_quarter_it_is_dropped_in(small: Plan, cast: Cast) -> None:
    third, first = small.tasks.get(no="3"), small.tasks.get(no="1")

    draft_task.drop_task(actor=cast.standing, task=third, before=first, group_of=first)

    assert rows(small) == [("1", "Việc 3", "Q1"), ("2", "Việc 1", "Q1"), ("3", "Việc 2", "Q1")]


def test_a_new_task_goes_to_its_quarter_and_a_removed_one_closes_the_gap(small: Plan, cast: Cast) -> None:
    values = {"title": "Việc mới", "period": "Q1", "due": None, "kind": "work", "conditional": False}
    draft_task.add_task(actor=cast.standing, plan=small, values=values, parts=[(cast.division, LEAD)])
    assert rows(small) == [
        ("1", "Việc 1", "Q1"),
        ("2", "Việc 2", "Q1"),
        ("3", "Việc mới", "Q1"),
        ("4", "Việc 3", "Q2"),
    ]

    draft_task.remove_task(actor=cast.standing, task=small.tasks.get(no="1"))

    assert rows(small) == [("1", "Việc 2", "Q1"), ("2", "Việc mới", "Q1"), ("3", "Việc 3", "Q2")]
    assert Task.history.filter(title="Việc 1").exists()


def test_numbers_that_do_not_run_through_are_left_alone(small: Plan, cast: Cast) -> None:
    Task.objects.filter(plan=small, no="3").update(no="1")

    draft_task.move_task(actor=cast.standing, task=small.tasks.get(title="Việc 2"), up=True)

    assert [no for no, _, _ in rows(small)] == ["2", "1", "1"]


def test_lines_of_units_keep_the_words_they_were_written_with(copy: Plan, cast: Cast) -> None:
    task = copy.tasks.get(no="8")
    standing, group = (part.unit for part in task.assignments.all())
    values = {"title": task.title, "period": "Q2", "due": None, "kind": "report", "conditional": False}
    parts = [(standing, LEAD), (cast.division, PERFORM), (group, PERFORM)]

    draft_task.save_task(actor=cast.standing, task=task, values=values, parts=parts, seen=task.version)

    assert list(task.assignments.values_list("name", "role", "written")) == [
        ("Phòng Hợp tác quốc tế - Văn phòng", "lead", "Phòng Hợp tác quốc tế - Văn phòng chủ trì."),
        ("Phòng Lãnh sự - Biên giới", "perform", ""),
        ("Các phòng, đơn vị", "perform", "Các phòng, đơn vị."),
    ]


def test_the_second_of_two_editors_is_told_and_loses_nothing(small: Plan, cast: Cast) -> None:
    task = small.tasks.get(no="1")
    values = {"title": "Bản của tôi", "period": "Q1", "due": None, "kind": "work", "conditional": False}
    parts = [(cast.division, PERFORM)]
    draft_task.save_task(actor=cast.standing, task=task, values=values, parts=parts, seen=task.version)

    with pytest.raises(EditConflict) as conflict:
        draft_task.save_task(actor=cast.standing, task=task, values=values, parts=parts, seen=task.version)

    assert conflict.value.current.title == "Bản của tôi"


def test_parts_of_the_text_are_added_moved_and_removed(small: Plan, cast: Cast) -> None:
    purpose = small.sections.get(heading="1. Mục đích")
    made = draft.add_section(actor=cast.standing, plan=small, after=purpose, level=2)
    draft.save_section(
        actor=cast.standing, section=made, values={"heading": "2. Yêu cầu", "body": "Thiết thực."}, seen=made.version
    )
    draft.move_section(actor=cast.standing, section=small.sections.get(heading="2. Yêu cầu"), up=True)
    draft.remove_section(actor=cast.standing, section=purpose)

    assert [part.heading for part in small.sections.all()] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "2. Yêu cầu",
        "II. NỘI DUNG",
        "III. TỔ CHỨC THỰC HIỆN",
    ]
    with pytest.raises(DomainError, match="chứa bảng nhiệm vụ"):
        draft.remove_section(actor=cast.standing, section=small.sections.get(holds_tasks=True))


def test_another_year_renews_the_deadlines(small: Plan, cast: Cast) -> None:
    draft.save_draft_text(actor=cast.standing, plan=small, values={"year": 2028}, seen=small.version)

    assert {task.deadline for task in small.tasks.all()} == {dt.date(2028, 3, 31), dt.date(2028, 6, 30)}


@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.APPROVED, PlanState.ISSUED, PlanState.CLOSED])
def test_nothing_is_edited_once_it_is_no_draft(state: str, cast: Cast) -> None:
    plan = make_plan(2027, state)
    task = make_task(plan, units=[cast.division])
    values = {"title": "Khác", "period": "", "due": None, "kind": "work", "conditional": False}

    for act in (
        lambda: draft.save_draft_text(actor=cast.standing, plan=plan, values={"title": "Khác"}, seen=plan.version),
        lambda: draft.remove_section(actor=cast.standing, section=plan.sections.first()),
        lambda: draft_task.save_task(actor=cast.standing, task=task, values=values, parts=[], seen=task.version),
        lambda: draft_task.remove_task(actor=cast.standing, task=task),
    ):
        with pytest.raises(DomainError, match="Kế hoạch"):
            act()
