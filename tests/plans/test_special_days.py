"""The table of working days: what a change of it moves, what stays, and that what is done is what was shown."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice, Plan, PlanState, SpecialDay, Task
from plans.rules.status import Progress
from plans.services import special_days as service
from plans.services.special_days import DayEdit, DayValues, Move
from tests.factory import Cast, make_plan, make_special_days, make_task

LAST_OF_YEAR = DayValues(dt.date(2026, 12, 31), "off", "Nghỉ hoán đổi")
OLD, NEW = dt.date(2026, 12, 31), dt.date(2026, 12, 30)


def change(cast: Cast, *edits: DayEdit, who: str = "standing", reason: str = "Thông báo số 1.") -> list[Move]:
    """Change the table as it was shown back."""
    shown = service.digest(service.moves_of(edits))
    return service.change_special_days(actor=cast.user(who), edits=edits, reason=reason, shown=shown)


def deadlines() -> dict[str, dt.date | None]:
    return dict(Task.objects.values_list("title", "deadline"))


def test_only_deadlines_that_follow_from_a_period_move(plan: Plan, cast: Cast) -> None:
    make_task(plan, "theo quý", units=[cast.division])
    make_task(plan, "cả năm", period="YEAR")
    make_task(plan, "quý khác", period="Q3")
    make_task(plan, "có ngày riêng", due=OLD)
    make_task(plan, "đã gia hạn", extended=1)
    make_task(plan, "đã bỏ", dropped=True)
    make_task(plan, "đã xong", progress=Progress.DONE)
    make_task(plan, "tạm dừng", progress=Progress.PAUSED)
    make_task(plan, "không ấn định", period="")
    make_task(plan, "nếu có", conditional=True)
    make_task(make_plan(2025, PlanState.CLOSED), "năm đã đóng", due=None, period="Q4")
    before = deadlines()

    moved = change(cast, DayEdit(None, LAST_OF_YEAR))

    after = deadlines()
    changed = {title for title in before if before[title] != after[title]}
    assert changed == {"theo quý", "cả năm", "tạm dừng", "nếu có"}
    assert {after[title] for title in changed} == {NEW}
    assert [move.title for move in moved] == ["theo quý", "cả năm", "tạm dừng", "nếu có"]
    assert Task.objects.get(title="theo quý").history.count() == 2
    heard = set(Notice.objects.values_list("user__username", flat=True))
    assert heard == {"lanhdao", "daumoi", "nguoila"}


def test_a_saturday_worked_in_exchange_moves_a_deadline_later(plan: Plan, cast: Cast) -> None:
    make_task(plan, "quý một", period="M01")  # 31 January 2026 is a Saturday

    change(cast, DayEdit(None, DayValues(dt.date(2026, 1, 31), "worked", "Làm bù")))

    assert deadlines() == {"quý một": dt.date(2026, 1, 31)}


def test_a_day_is_changed_and_removed_with_a_reason(plan: Plan, cast: Cast) -> None:
    make_task(plan, "theo quý")
    change(cast, DayEdit(None, LAST_OF_YEAR))
    day = SpecialDay.objects.get()

    change(cast, DayEdit(day, LAST_OF_YEAR._replace(name="Nghỉ bù")), who="admin")
    assert deadlines() == {"theo quý": NEW}
    change(cast, DayEdit(SpecialDay.objects.get(), None))

    assert (deadlines(), SpecialDay.objects.count()) == ({"theo quý": OLD}, 0)
    told = list(AuditEntry.objects.order_by("number").values_list("act", "note"))
    assert told == [(f"special_day.{act}", "Thông báo số 1.") for act in ("add", "change", "remove")]


def test_nothing_else_is_done_than_what_was_shown(plan: Plan, cast: Cast) -> None:
    edits = [DayEdit(None, LAST_OF_YEAR)]
    shown = service.digest(service.moves_of(edits))
    make_task(plan, "thêm sau khi xem")

    with pytest.raises(DomainError, match="đã khác lúc trước"):
        service.change_special_days(actor=cast.standing, edits=edits, reason="Lý do.", shown=shown)

    assert (SpecialDay.objects.count(), deadlines()) == (0, {"thêm sau khi xem": OLD})


def test_a_stale_row_is_a_conflict(cast: Cast) -> None:
    make_special_days()
    seen = SpecialDay.objects.get(date=dt.date(2026, 9, 2))
    change(cast, DayEdit(SpecialDay.objects.get(pk=seen.pk), DayValues(seen.date, "off", "Tết Độc lập")))

    with pytest.raises(EditConflict) as conflict:
        change(cast, DayEdit(seen, DayValues(seen.date, "off", "Quốc khánh 2-9")))

    assert conflict.value.current.name == "Tết Độc lập"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DayValues(dt.date(2026, 9, 2), "off", "Quốc khánh"), "đã có trong bảng"),
        (DayValues(dt.date(2026, 11, 24), "worked", "Làm bù"), "vốn là ngày làm việc"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cast: Cast, day: DayValues, words: str) -> None:
    make_special_days()

    with pytest.raises(DomainError, match=words):
        change(cast, DayEdit(None, day))


@pytest.mark.parametrize("who", ["leader", "contact", "clerk", "member"])
def test_only_the_standing_office_and_the_admin_change_it(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        change(cast, DayEdit(None, LAST_OF_YEAR), who=who)


def test_a_change_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Ghi lý do"):
        change(cast, DayEdit(None, LAST_OF_YEAR), reason=" ")


def test_a_year_not_yet_announced_is_marked_as_estimated(cast: Cast) -> None:
    service.seed_special_days(2026)
    service.seed_special_days(2027)

    estimated = set(SpecialDay.objects.filter(estimated=True).values_list("date__year", flat=True))

    assert estimated == {2027}
    assert service.missing_days(2027) == []
