"""The acts that move a task: the whole table of state and act, who may do what, and what each act leaves behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from plans.errors import AlreadyDone, DomainError, NotAllowed
from plans.models import AuditEntry, Notice, Plan, PlanState, ProgressEntry, Task, User
from plans.rules.document import AssignmentRole
from plans.rules.status import Cell, Progress, cell_of
from plans.services import progress
from tests.factory import Cast, make_assignment, make_entry, make_plan, make_task, make_user

TODAY = dt.date(2026, 6, 5)
ACTS = ("report", "complete", "confirm", "return", "pause", "cancel", "not_arisen", "resume", "trigger")
ORDINARY = """
todo        doing  awaiting  -     -     paused  cancelled  -           -     -
doing       doing  awaiting  -     -     paused  cancelled  -           -     -
awaiting    -      -         done  redo  -       -          -           -     -
redo        doing  awaiting  -     -     paused  cancelled  -           -     -
done        -      -         -     redo  -       -          -           -     -
paused      -      -         -     -     -       cancelled  -           todo  -
not_arisen  -      -         -     -     -       -          -           todo  -
cancelled   -      -         -     -     -       -          -           todo  -
"""
CONDITIONAL = """
todo        -      -         -     -     paused  cancelled  not_arisen  -     todo
not_arisen  -      -         -     -     -       -          -           todo  todo
paused      -      -         -     -     -       cancelled  -           todo  -
cancelled   -      -         -     -     -       -          -           todo  -
"""


def do(act: str, task: Task, cast: Cast) -> object:
    """Try ``act`` as the person who would do it."""
    report = progress.Report(cast.division.pk, "Đã gửi dự thảo.")
    reason, on = "Theo thông báo số 5.", TODAY
    acts: dict[str, Callable[[], object]] = {
        "report": lambda: progress.report_progress(
            task=task, actor=cast.contact, report=report, completes=False, today=TODAY
        ),
        "complete": lambda: progress.report_progress(
            task=task, actor=cast.contact, report=report, completes=True, today=TODAY
        ),
        "confirm": lambda: progress.confirm_completion(task=task, actor=cast.standing),
        "return": lambda: progress.return_for_rework(task=task, actor=cast.standing, reason=reason),
        "pause": lambda: progress.stop_task(task=task, actor=cast.standing, to=Progress.PAUSED, reason=reason),
        "cancel": lambda: progress.stop_task(task=task, actor=cast.standing, to=Progress.CANCELLED, reason=reason),
        "not_arisen": lambda: progress.stop_task(task=task, actor=cast.standing, to=Progress.NOT_ARISEN, reason=reason),
        "resume": lambda: progress.resume_task(task=task, actor=cast.standing, reason=reason),
        "trigger": lambda: progress.trigger_task(task=task, actor=cast.standing, on=on, reason=reason, today=TODAY),
    }
    return acts[act]()


def moved(task: Task, act: str, cast: Cast) -> str:
    """The state after ``act``, or "-" where it was refused and nothing changed."""
    before = task.progress
    refusal = ""
    try:
        do(act, task, cast)
    except DomainError as error:
        refusal = str(error)
    task = Task.objects.get(pk=task.pk)
    if not refusal:
        return task.progress
    assert (refusal[-1], task.progress, task.entries.count()) == (".", before, 0)
    return "-"


@pytest.mark.parametrize(("table", "conditional"), [(ORDINARY, False), (CONDITIONAL, True)])
def test_every_act_in_every_state_does_what_the_table_says(
    plan: Plan, cast: Cast, table: str, conditional: bool
) -> None:
    expected = {line.split()[0]: line.split()[1:] for line in table.strip().splitlines()}

    found = {
        state: [
            moved(
                make_task(
                    plan, units=[cast.division], progress=state, conditional=conditional, reported_by=cast.contact
                ),
                act,
                cast,
            )
            for act in ACTS
        ]
        for state in expected
    }

    assert found == expected


def test_completion_counts_on_the_day_it_was_reported(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division], period="Q2")

    do("complete", task, cast)
    progress.confirm_completion(task=task, actor=cast.standing, note="Đủ hồ sơ.")

    task = Task.objects.get(pk=task.pk)
    assert (task.reported_on, task.percent, task.reported_by) == (TODAY, 100, cast.contact)
    assert cell_of(task.facts, dt.date(2026, 12, 1)) == Cell.ON_TIME


def test_what_is_returned_no_longer_counts_and_the_unit_hears_why(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    do("complete", task, cast)

    progress.return_for_rework(task=task, actor=cast.standing, reason="Thiếu số nữ.")

    task = Task.objects.get(pk=task.pk)
    assert (task.progress, task.reported_on, task.reported_by) == (Progress.REDO, None, None)
    assert Notice.objects.filter(user=cast.contact).first().text == "Nhiệm vụ 1 phải thực hiện lại: Thiếu số nữ."


@pytest.mark.parametrize("act", ["return", "pause", "resume", "trigger"])
def test_an_act_that_needs_a_reason_is_refused_without_one(plan: Plan, cast: Cast, act: str) -> None:
    states = {"return": Progress.AWAITING, "resume": Progress.PAUSED}
    task = make_task(plan, units=[cast.division], progress=states.get(act, Progress.TODO), conditional=act == "trigger")
    calls: dict[str, Callable[[], object]] = {
        "return": lambda: progress.return_for_rework(task=task, actor=cast.standing, reason="  "),
        "pause": lambda: progress.stop_task(task=task, actor=cast.standing, to=Progress.PAUSED, reason=""),
        "resume": lambda: progress.resume_task(task=task, actor=cast.standing, reason=""),
        "trigger": lambda: progress.trigger_task(task=task, actor=cast.standing, on=TODAY, reason="", today=TODAY),
    }

    with pytest.raises(DomainError, match=r"^Ghi "):
        calls[act]()


def test_resuming_goes_back_to_where_the_task_was_stopped(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division], progress=Progress.REDO)
    for act in ("pause", "cancel", "resume"):
        do(act, task, cast)

    assert Task.objects.get(pk=task.pk).progress == Progress.REDO


def test_a_conditional_task_triggered_in_its_period_keeps_its_deadline(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division], conditional=True, period="Q3")

    do("trigger", task, cast)

    assert Task.objects.get(pk=task.pk).deadline == dt.date(2026, 9, 30)


def test_a_conditional_task_triggered_after_its_period_has_no_deadline(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division], conditional=True, period="Q1")

    do("trigger", task, cast)

    task = Task.objects.get(pk=task.pk)
    assert (task.triggered_on, task.deadline) == (TODAY, None)
    assert cell_of(task.facts, TODAY) == Cell.UNDATED


def test_a_task_arises_on_a_day_that_has_been(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division], conditional=True)

    with pytest.raises(DomainError, match="đến hôm nay, 05/06/2026"):
        progress.trigger_task(task=task, actor=cast.standing, on=dt.date(2026, 6, 6), reason="Thông báo.", today=TODAY)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [(PlanState.DRAFT, "chưa ban hành"), (PlanState.SUBMITTED, "chưa ban hành"), (PlanState.CLOSED, "đã kết thúc")],
)
def test_progress_is_kept_only_while_the_plan_is_issued(cast: Cast, state: PlanState, sentence: str) -> None:
    task = make_task(make_plan(state=state), units=[cast.division])

    with pytest.raises(DomainError, match=sentence):
        do("report", task, cast)


def test_nobody_confirms_what_he_reported_himself(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    report = progress.Report(cast.division.pk, "Xong.")
    progress.report_progress(task=task, actor=cast.standing, report=report, completes=True, today=TODAY)

    with pytest.raises(NotAllowed, match="không tự xác nhận"):
        progress.confirm_completion(task=task, actor=cast.standing)
    progress.confirm_completion(task=task, actor=cast.leader)

    assert Task.objects.get(pk=task.pk).progress == Progress.DONE


def test_the_leadership_confirms_the_standing_offices_own_tasks(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.division])
    second = make_user("thuong-truc-hai", "standing", unit=cast.standing_office)
    report = progress.Report(cast.standing_office.pk, "Xong.")
    progress.report_progress(task=task, actor=cast.standing, report=report, completes=True, today=TODAY)

    with pytest.raises(NotAllowed, match="Lãnh đạo Sở xác nhận"):
        progress.confirm_completion(task=task, actor=second)
    progress.confirm_completion(task=task, actor=cast.leader)

    assert Task.objects.get(pk=task.pk).progress == Progress.DONE


def may_report(task: Task, actor: User, *, completes: bool = False, unit: int | None = None) -> bool:
    report = progress.Report(unit, "Đã làm.")
    try:
        progress.report_progress(task=task, actor=actor, report=report, completes=completes, today=TODAY)
    except NotAllowed:
        return False
    return True


def test_who_may_report_and_who_may_complete(plan: Plan, cast: Cast) -> None:
    """Own units, groups included; the whole task is completed by the named lead or the standing office."""
    kinds = {
        "own": [cast.division],
        "in a group": [cast.group],
        "of another unit": [cast.other_division],
        "led by another": [(cast.standing_office, AssignmentRole.LEAD), cast.group],
    }
    people = {"contact": cast.contact, "standing": cast.standing, "leader": cast.leader, "clerk": cast.clerk}

    found = {
        kind: {
            name: (
                may_report(make_task(plan, units=units), user),
                may_report(make_task(plan, units=units), user, completes=True),
            )
            for name, user in people.items()
        }
        for kind, units in kinds.items()
    }

    nobody = {"leader": (False, False), "clerk": (False, False)}
    assert found == {
        "own": {"contact": (True, True), "standing": (True, True), **nobody},
        "in a group": {"contact": (True, True), "standing": (True, True), **nobody},
        "of another unit": {"contact": (False, False), "standing": (True, True), **nobody},
        "led by another": {"contact": (True, False), "standing": (True, True), **nobody},
    }


def test_a_contact_speaks_only_for_the_own_unit(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.group])

    assert may_report(task, cast.contact, unit=cast.division.pk)
    assert not may_report(task, cast.contact, unit=cast.other_division.pk)


def test_a_part_does_not_change_the_percent_of_the_whole(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.group], percent=10)
    report = progress.Report(cast.division.pk, "Đã gửi số liệu.\nKèm phụ lục.", percent=90)

    entry = progress.report_progress(task=task, actor=cast.contact, report=report, completes=False, today=TODAY)

    task = Task.objects.get(pk=task.pk)
    assert (task.percent, entry.percent, task.latest_news) == (10, 90, "Đã gửi số liệu.")


def test_a_repeated_form_does_nothing_twice(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    report = progress.Report(cast.division.pk, "Đã làm.")

    def send() -> object:
        return progress.report_progress(
            task=task, actor=cast.contact, report=report, completes=False, today=TODAY, key="k1"
        )

    send()
    with pytest.raises(AlreadyDone):
        send()

    assert ProgressEntry.objects.filter(task=task).count() == 1


def test_a_refused_act_leaves_its_form_usable(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division], progress=Progress.PAUSED)
    report = progress.Report(cast.division.pk, "Đã làm.")
    values = {"task": task, "actor": cast.contact, "report": report, "completes": False, "today": TODAY}

    with pytest.raises(DomainError, match="tạm dừng"):
        progress.report_progress(**values, key="k2")
    do("resume", task, cast)
    progress.report_progress(**values, key="k2")

    assert Task.objects.get(pk=task.pk).progress == Progress.DOING


def test_every_act_is_logged_and_audited(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    for act in ("report", "complete", "return", "complete", "confirm"):
        do(act, task, cast)

    log = ProgressEntry.objects.filter(task=task).order_by("pk").values_list("act", "state_from", "state_to")
    audited = AuditEntry.objects.filter(object_type="plans.task").order_by("number")
    assert list(log) == [
        ("report", "todo", "doing"),
        ("complete", "doing", "awaiting"),
        ("return", "awaiting", "redo"),
        ("complete", "redo", "awaiting"),
        ("confirm", "awaiting", "done"),
    ]
    assert [(f"task.{act}", before, after) for act, before, after in log] == list(
        audited.values_list("act", "state_from", "state_to")
    )


def test_those_who_may_confirm_are_told(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])

    do("complete", task, cast)

    assert set(Notice.objects.values_list("user__username", flat=True)) == {cast.standing.username}


def test_difficulties_reach_the_standing_office(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    report = progress.Report(cast.division.pk, "Đang làm.", difficulty="Thiếu kinh phí.")

    progress.report_progress(task=task, actor=cast.contact, report=report, completes=False, today=TODAY)

    told = [(notice.user, notice.text) for notice in Notice.objects.all()]
    assert told == [(cast.standing, "Nhiệm vụ 1: có khó khăn, đề xuất mới. Thiếu kinh phí.")]


def test_a_log_line_from_before_does_not_hide_where_the_task_stood(plan: Plan, cast: Cast) -> None:
    """Only stops from a state of work count; an older resume in the log does not matter."""
    task = make_task(plan, units=[cast.division], progress=Progress.PAUSED)
    make_assignment(task, cast.other_division)
    make_entry(task, cast.standing, "stop", state_from="doing", state_to="paused", reason="Chờ kinh phí.")

    do("resume", task, cast)

    assert Task.objects.get(pk=task.pk).progress == Progress.DOING
