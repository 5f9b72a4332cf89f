"""Each unit's part: made with the plan, kept in step with its lines and the groups, reported, sent back, split."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterable

import pytest
from django.apps import apps

from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice, Part, PartState, Plan, PlanState, ProgressEntry, Task, TaskItem, UnitKind
from plans.rules.document import AssignmentRole
from plans.rules.items import items_of
from plans.rules.status import Progress
from plans.services import progress
from plans.services.part import make_parts, not_reported, sync_parts
from plans.services.part_report import report_part, return_part
from plans.services.part_steps import Step, save_steps, set_part_due, tick_step
from plans.services.task_item import tick_item
from plans.services.task_log import Report
from plans.services.unit import save_unit, set_unit_active
from tests.factory import Cast, make_entry, make_part, make_person, make_plan, make_task, make_unit, make_user

TODAY = dt.date(2026, 6, 5)
TWO_THINGS = "- Quyết định công nhận danh hiệu.\n- Hướng dẫn hoàn thiện\nhồ sơ."


def parts(task: Task) -> list[tuple[str, str, bool]]:
    """Unit, role and whether the part is still in the plan, in the plan's order."""
    found = Part.objects.filter(task=task).order_by("dropped", "order", "pk").select_related("unit")
    return [(part.unit.label, part.role, part.dropped) for part in found]


def led_task(plan: Plan, cast: Cast, **values: object) -> Task:
    """A task the standing office leads and every division takes part in, with its parts."""
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.group], **values)
    make_parts(plan)
    return task


def part_of(task: Task, unit: object) -> Part:
    return Part.objects.get(task=task, unit=unit)


def say(part: Part, actor: object, *, done: bool = False, percent: int | None = None, **more: object) -> ProgressEntry:
    report = Report(part.unit_id, "Đã gửi số liệu.", percent, **more)
    return report_part(part=part, actor=actor, report=report, done=done, today=TODAY)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (TWO_THINGS, ["Quyết định công nhận danh hiệu.", "Hướng dẫn hoàn thiện hồ sơ."]),
        ("Thực hiện:\na) Việc một;\nb) Việc hai.", ["Việc một;", "Việc hai."]),
        ("1. Việc một\n2. Việc hai", ["Việc một", "Việc hai"]),
        ("- Chỉ một việc", []),
        ("Phòng Hợp tác quốc tế - Văn phòng\nlàm báo cáo", []),
    ],
)
def test_the_things_a_text_lists(text: str, items: list[str]) -> None:
    assert items_of(text) == items


def test_a_group_becomes_the_parts_of_its_members(plan: Plan, cast: Cast) -> None:
    task = led_task(plan, cast, title=TWO_THINGS)
    make_parts(plan)

    assert parts(task) == [
        ("Phòng HTQT - VP", "lead", False),
        ("Phòng LS - BG", "perform", False),
        ("Phòng TTĐN", "perform", False),
        ("Trung tâm Dịch vụ đối ngoại", "perform", False),
    ]
    assert [item.text for item in task.items.all()] == items_of(TWO_THINGS)


def test_a_unit_used_later_gets_its_part_and_one_no_longer_used_leaves_what_it_never_began(
    plan: Plan, cast: Cast
) -> None:
    task = led_task(plan, cast)
    finished = led_task(plan, cast, progress=Progress.DONE)
    say(part_of(task, cast.division), cast.contact)
    facts = {"name": "Phòng Mới", "kind": UnitKind.DIVISION, "short_name": "", "aliases": "", "order": 9}

    save_unit(actor=cast.admin, unit=None, values=facts, members=[])
    for unit in (cast.division, cast.other_division):
        unit.people.update(is_active=False)
        set_unit_active(actor=cast.admin, unit=unit, active=False)

    assert parts(task) == [
        ("Phòng HTQT - VP", "lead", False),
        ("Phòng LS - BG", "perform", False),
        ("Trung tâm Dịch vụ đối ngoại", "perform", False),
        ("Phòng Mới", "perform", False),
        ("Phòng TTĐN", "perform", True),
    ]
    assert "Phòng Mới" not in [unit for unit, _, _ in parts(finished)]


def test_an_adjusted_line_drops_its_part_and_keeps_it(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, TWO_THINGS, units=[cast.division, cast.other_division])
    make_parts(plan)
    say(part_of(task, cast.division), cast.contact, percent=30)
    item = task.items.get(order=1)
    tick_item(item=item, actor=cast.contact, done=True, today=TODAY)
    task.assignments.filter(unit=cast.division).delete()
    task.title = "- Quyết định công nhận danh hiệu.\n- Việc khác."
    task.save()

    sync_parts(task)

    assert parts(task) == [("Phòng TTĐN", "perform", False), ("Phòng LS - BG", "perform", True)]
    assert part_of(task, cast.division).percent == 30
    assert list(task.items.values_list("text", "done_on")) == [(item.text, TODAY), ("Việc khác.", None)]


def test_the_migration_makes_the_parts_of_a_plan_that_was_in_force(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, TWO_THINGS, units=[(cast.standing_office, AssignmentRole.LEAD), cast.group])
    draft = make_task(make_plan(2027, PlanState.DRAFT), units=[cast.division])
    make_entry(task, cast.contact, unit=cast.division, percent=40)

    importlib.import_module("plans.migrations.0005_parts").make_parts(apps, None)
    migrated = parts(task)
    part = part_of(task, cast.division)
    Part.objects.all().delete()
    make_parts(plan)

    assert (migrated, parts(draft)) == (parts(task), [])
    assert (part.state, part.percent, part.done_text) == (PartState.DOING, 40, "Đã dự thảo văn bản.")
    assert TaskItem.objects.filter(task=task).count() == 2


def test_a_unit_reports_and_finishes_its_part(plan: Plan, cast: Cast) -> None:
    task = led_task(plan, cast, percent=10)
    part = part_of(task, cast.division)

    say(part, cast.contact, percent=60, difficulty="Thiếu số liệu.")
    say(part, cast.contact, done=True)

    part, task = part_of(task, cast.division), Task.objects.get(pk=task.pk)
    assert (part.state, part.percent, part.reported_on, part.done_text) == ("done", 100, TODAY, "Đã gửi số liệu.")
    assert (task.progress, task.percent, task.latest_news) == (Progress.DOING, 10, "Đã gửi số liệu.")
    assert list(task.entries.order_by("pk").values_list("act", "unit", "percent", "state_to")) == [
        ("report", cast.division.pk, 60, "doing"),
        ("part_done", cast.division.pk, 100, "doing"),
    ]
    assert [notice.text for notice in Notice.objects.filter(user=cast.standing).order_by("pk")] == [
        "Nhiệm vụ 1: Phòng LS - BG có khó khăn, đề xuất mới. Thiếu số liệu.",
        "Nhiệm vụ 1: Phòng LS - BG báo xong phần việc. Đã gửi số liệu.",
    ]
    with pytest.raises(DomainError, match="đã báo xong"):
        say(part, cast.contact)


def test_without_a_named_lead_the_task_is_as_far_as_its_parts(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division, cast.other_division])
    make_parts(plan)

    say(part_of(task, cast.division), cast.contact, percent=60)
    first = Task.objects.get(pk=task.pk).percent
    say(part_of(task, cast.other_division), cast.stranger, done=True)

    assert (first, Task.objects.get(pk=task.pk).percent) == (30, 80)


def test_the_progress_report_brings_the_part_up_to_date_and_names_who_is_missing(plan: Plan, cast: Cast) -> None:
    task = led_task(plan, cast)
    say(part_of(task, cast.division), cast.contact, done=True)
    report = progress.Report(cast.standing_office.pk, "Đã tổng hợp.")

    missing = not_reported(task)
    entry = progress.report_progress(task=task, actor=cast.standing, report=report, completes=True, today=TODAY)

    assert missing == [cast.standing_office.pk, cast.other_division.pk, cast.subordinate.pk]
    assert entry.reason == "Chưa có phần việc của Phòng TTĐN, Trung tâm Dịch vụ đối ngoại."
    assert part_of(task, cast.standing_office).state == PartState.DONE
    progress.return_for_rework(task=task, actor=cast.leader, reason="Thiếu số nữ.")
    assert part_of(task, cast.standing_office).state == PartState.REDO
    assert part_of(task, cast.division).state == PartState.DONE


def test_a_part_that_comes_after_the_whole_was_sent_moves_the_part_alone(plan: Plan, cast: Cast) -> None:
    task = led_task(plan, cast, progress=Progress.AWAITING)

    say(part_of(task, cast.division), cast.contact, done=True)

    assert part_of(task, cast.division).state == PartState.DONE
    assert Task.objects.get(pk=task.pk).progress == Progress.AWAITING


def test_the_lead_sends_a_part_back_with_a_reason(plan: Plan, cast: Cast) -> None:
    task = led_task(plan, cast)
    part = part_of(task, cast.division)
    say(part, cast.contact, done=True)

    with pytest.raises(DomainError, match=r"^Ghi lý do"):
        return_part(part=part, actor=cast.standing, reason=" ")
    return_part(part=part, actor=cast.standing, reason="Chưa tách số nữ.")

    part = part_of(task, cast.division)
    assert (part.state, part.percent, part.reported_on) == (PartState.REDO, 0, None)
    assert not_reported(task)[1] == cast.division.pk
    assert Notice.objects.filter(user=cast.contact).latest("pk").text == (
        "Nhiệm vụ 1: phần việc của đơn vị phải làm lại. Chưa tách số nữ."
    )
    with pytest.raises(DomainError, match="chưa báo xong"):
        return_part(part=part, actor=cast.standing, reason="Lần nữa.")


def test_who_may_do_what_with_a_part(plan: Plan, cast: Cast) -> None:
    """The contact for the own unit, the lead's contact for the parts of others, the standing office for all."""
    task = make_task(plan, units=[(cast.other_division, AssignmentRole.LEAD), cast.division])
    make_parts(plan)
    part = part_of(task, cast.division)
    rights = ("report_part", "split_part", "return_part")

    found = {
        name: tuple(cast.user(name).has_perm(f"plans.{right}", part) for right in rights)
        for name in ("standing", "contact", "stranger", "leader", "clerk", "member", "admin")
    }

    nothing = (False, False, False)
    assert found == {
        "standing": (True, True, True),
        "contact": (True, True, False),
        "stranger": (False, False, True),
        **dict.fromkeys(("leader", "clerk", "member", "admin"), nothing),
    }


@pytest.mark.parametrize(
    ("state", "sentence"), [(Progress.DONE, "đã hoàn thành"), (Progress.PAUSED, "tạm dừng"), (None, "đã bỏ khỏi")]
)
def test_a_part_is_reported_only_while_its_task_runs(
    plan: Plan, cast: Cast, state: Progress | None, sentence: str
) -> None:
    task = led_task(plan, cast, progress=state or Progress.TODO, dropped=state is None)
    part = Part.objects.filter(task=task, unit=cast.division).first() or make_part(task, cast.division)

    with pytest.raises(DomainError, match=sentence):
        say(part, cast.contact)

    assert Part.objects.get(pk=part.pk).state == PartState.TODO


def test_a_repeated_report_does_nothing_twice(plan: Plan, cast: Cast) -> None:
    part = part_of(led_task(plan, cast), cast.division)
    report = Report(cast.division.pk, "Đang làm.")

    def send() -> object:
        return report_part(part=part, actor=cast.contact, report=report, done=False, today=TODAY, key="k")

    send()
    with pytest.raises(AlreadyDone):
        send()

    assert ProgressEntry.objects.count() == 1


def steps_of(part: Part) -> list[tuple[object, ...]]:
    return list(part.steps.order_by("order").values_list("text", "person__full_name", "due", "done_on"))


def saved(part: Part, cast: Cast, steps: Iterable[Step], seen: int = 1) -> Part:
    return save_steps(part=part, actor=cast.contact, steps=list(steps), seen=seen)


def test_a_part_is_split_among_people_who_tick_their_own(plan: Plan, cast: Cast) -> None:
    part = part_of(led_task(plan, cast), cast.division)
    member, day = cast.member.person, dt.date(2026, 6, 10)

    part = saved(part, cast, [Step(None, "Lập danh sách", member, day), Step(None, "Gửi số liệu", None, None)])
    first, second = part.steps.order_by("order")
    tick_step(step=first, actor=cast.member, done=True, today=TODAY)
    with pytest.raises(NotAllowed):
        tick_step(step=second, actor=cast.member, done=True, today=TODAY)
    again = [Step(second.pk, "Gửi số liệu cho chủ trì", None, None), Step(first.pk, first.text, member, day)]
    saved(part, cast, again, seen=2)

    assert steps_of(part) == [
        ("Gửi số liệu cho chủ trì", None, None, None),
        ("Lập danh sách", "Hoàng Văn Em", day, TODAY),
    ]
    assert [notice.text for notice in Notice.objects.filter(user=cast.member)] == [
        "Nhiệm vụ 1: anh, chị được giao “Lập danh sách”, hạn 10/06/2026."
    ]


def test_what_a_split_refuses(plan: Plan, cast: Cast) -> None:
    part = part_of(led_task(plan, cast, period="Q2"), cast.division)
    stranger = make_person("Người khác", cast.other_division)

    with pytest.raises(DomainError, match="không thuộc Phòng Lãnh sự - Biên giới"):
        saved(part, cast, [Step(None, "Việc", stranger, None)])
    with pytest.raises(DomainError, match="sau hạn của đơn vị, 30/06/2026"):
        saved(part, cast, [Step(None, "Việc", None, dt.date(2026, 7, 1))])
    with pytest.raises(EditConflict):
        saved(part, cast, [], seen=5)
    with pytest.raises(NotAllowed):
        save_steps(part=part, actor=cast.stranger, steps=[], seen=1)
    assert steps_of(part) == []


def test_the_lead_sets_the_days_of_the_units(plan: Plan, cast: Cast) -> None:
    task = led_task(plan, cast, period="Q2")
    part = part_of(task, cast.division)

    set_part_due(task=task, actor=cast.standing, parts=[part], due=dt.date(2026, 6, 4))
    with pytest.raises(DomainError, match="trước hoặc đúng thời hạn của nhiệm vụ, 30/06/2026"):
        set_part_due(task=task, actor=cast.standing, parts=[part], due=dt.date(2026, 7, 4))
    with pytest.raises(NotAllowed):
        set_part_due(task=task, actor=cast.contact, parts=[part], due=None)

    assert part_of(task, cast.division).due == dt.date(2026, 6, 4)
    assert AuditEntry.objects.filter(act="part.due").get().note == "04/06/2026"


def test_items_are_ticked_by_those_who_report(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, TWO_THINGS, units=[cast.division])
    make_parts(plan)
    item = task.items.get(order=2)

    with pytest.raises(NotAllowed):
        tick_item(item=item, actor=cast.stranger, done=True, today=TODAY)
    tick_item(item=item, actor=cast.contact, done=True, today=TODAY)

    assert list(task.items.values_list("done_on", "done_by")) == [(None, None), (TODAY, cast.contact.pk)]


def test_a_unit_of_no_group_and_a_contact_of_two_units(plan: Plan, cast: Cast) -> None:
    """Nothing is made for a unit that is not named; one person may report for each of his units."""
    outside = make_unit("Trường học", kind=UnitKind.EXTERNAL)
    two = make_user("hai-phong", "contact", unit=cast.division)
    two.holdings.create(role="contact", unit=cast.other_division)
    task = led_task(plan, cast)

    for unit in (cast.division, cast.other_division):
        say(part_of(task, unit), two)

    assert not Part.objects.filter(unit=outside).exists()
    assert not_reported(task) == [cast.standing_office.pk, cast.subordinate.pk]
