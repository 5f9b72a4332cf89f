"""The one-page brief: what it says, that it stays one page and never changes, how two of them differ."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from pypdfium2 import PdfDocument

from plans.errors import AlreadyDone, DomainError
from plans.models import AuditEntry, Brief, Plan, PlanState
from plans.papers.content import GroupRow, Paragraph, Row, Table, plain
from plans.rules.brief import Move, difference, moves, shares
from plans.rules.status import Cell, Progress
from plans.services.brief import ToDecide, counts_of, make_brief, paper_of, since_of, tasks_of
from plans.services.files import read_bytes
from tests.factory import Cast, make_entry, make_many_tasks, make_plan, make_task

NOW = dt.datetime(2026, 6, 5, 8, 45, tzinfo=timezone.get_default_timezone())
DAY = dt.timedelta(days=1)
ASKED = ToDecide("Gia hạn nhiệm vụ 7 đến 15/06/2026", "Phòng HTQT - VP xin", "chờ 2 ngày")


@pytest.fixture
def followed(plan: Plan, cast: Cast) -> Plan:
    """One task in each list of the brief."""
    today = NOW.date()
    make_task(plan, "Đã xong", due=today, progress=Progress.DONE, reported_on=today - 3 * DAY, units=[cast.division])
    make_task(plan, "Quá hạn", due=today - 7 * DAY, units=[cast.group])
    make_task(plan, "Sắp tới", due=today + 14 * DAY, progress=Progress.DOING, units=[cast.standing_office])
    make_task(plan, "Còn xa", due=today + 15 * DAY, units=[cast.standing_office])
    make_task(plan, "Đã báo xong", due=today + DAY, progress=Progress.AWAITING, units=[cast.division])
    make_task(plan, "Nếu có", due=today - DAY, conditional=True)
    make_task(plan, "Đã bỏ", due=today - DAY, dropped=True)
    return plan


def made(plan: Plan, cast: Cast, *, at: dt.datetime = NOW, asked: tuple[ToDecide, ...] = (), key: str = "") -> Brief:
    return make_brief(actor=cast.standing, plan=plan, to_decide=asked, now=at, key=key)


def lines(brief: Brief) -> list[str]:
    """What stands on the page below the figures, line by line."""
    said = []
    for block in paper_of(brief).body[2:]:
        if isinstance(block, Table):
            said += [
                row.title if isinstance(row, GroupRow) else " | ".join(map(plain, row.cells)) for row in block.rows
            ]
        else:
            said.append(plain(block.words) if isinstance(block, Paragraph) else block.text)
    return said


def pages(brief: Brief) -> int:
    assert brief.pdf
    return len(PdfDocument(read_bytes(brief.pdf)))


def test_a_first_brief_tells_how_the_plan_stands(followed: Plan, cast: Cast) -> None:
    brief = made(followed, cast, asked=(ASKED,))

    assert lines(brief) == [
        "Hoàn thành theo quý: Quý IV 1/5.",
        "Quá hạn chưa hoàn thành: 1",
        "2 | Quá hạn | Các phòng, đơn vị | 29/05/2026 | quá hạn 7 ngày",
        "Đến hạn trong 14 ngày tới: 1",
        "3 | Sắp tới | Phòng HTQT - VP | 19/06/2026 | còn 14 ngày",
        "Đã hoàn thành: 1",
        "1 | Đã xong | Phòng LS - BG | 05/06/2026 | xong 02/06/2026",
        "Chờ lãnh đạo quyết định: 1",
        "- Gia hạn nhiệm vụ 7 đến 15/06/2026 (Phòng HTQT - VP xin; chờ 2 ngày)",
        "Thay đổi từ lần trước (đây là báo cáo đầu tiên): không có",
    ]
    assert pages(brief) == 1
    assert AuditEntry.objects.latest("number").act == "brief.make"


def test_the_next_one_tells_what_changed_since(followed: Plan, cast: Cast) -> None:
    first = made(followed, cast, at=timezone.now() - DAY)
    done = followed.tasks.get(title="Quá hạn")
    make_entry(done, cast.standing, "confirm", done_text="")
    done.work()
    done.report_complete(by=cast.contact, on=timezone.localdate())
    done.confirm()
    done.save()

    second = made(followed, cast, at=timezone.now())

    assert since_of(second) == timezone.localtime(first.made_at)
    assert [line for line in lines(second) if "hoàn thành" in line][-1].startswith("- Nhiệm vụ 2: xác nhận hoàn thành")
    figures = paper_of(second).body[1]
    assert isinstance(figures, Table)
    assert [plain(cell) for row in figures.rows if isinstance(row, Row) for cell in row.cells][7:] == [
        *("So với lần trước", "0", "0", "+1", "0", "−1", "0")
    ]
    assert [(move.task.no, move.before, move.after) for move in moves(tasks_of(first), tasks_of(second))] == [
        ("2", Cell.OVERDUE, Cell.DONE_LATE)
    ]


def test_it_stays_one_page_with_1400_tasks_and_is_frozen(plan: Plan, cast: Cast) -> None:
    make_many_tasks(plan, 1400, [cast.standing_office, cast.division, cast.group])
    asked = tuple(
        ToDecide(f"Gia hạn nhiệm vụ {number} {'rất lâu ' * 40}", "lý do " * 60, "hôm nay") for number in range(60)
    )

    brief = made(plan, cast, at=timezone.now(), asked=asked)

    assert pages(brief) == 1
    assert any(line.startswith("và ") and line.endswith("việc khác.") for line in lines(brief))
    counts, said = counts_of(brief), lines(brief)
    plan.tasks.update(title="Đã đổi tên")
    brief = Brief.objects.get(pk=brief.pk)
    assert (counts_of(brief), lines(brief)) == (counts, said)
    assert counts.all == 1400


def test_a_second_press_makes_no_second_brief(followed: Plan, cast: Cast) -> None:
    made(followed, cast, key="a")

    with pytest.raises(AlreadyDone):
        made(followed, cast, key="a")

    assert Brief.objects.count() == 1


def test_a_draft_has_nothing_to_report(cast: Cast) -> None:
    with pytest.raises(DomainError, match="chưa ban hành"):
        made(make_plan(2027, PlanState.DRAFT), cast)


def test_room_is_shared_and_differences_are_said() -> None:
    assert shares([2, 40, 0, 9], 12) == [2, 5, 0, 5]
    assert shares([0, 0], 12) == [0, 0]
    assert [difference(1, 3), difference(3, 1), difference(2, 2)] == ["+2", "−2", "không đổi"]


def test_tasks_that_come_and_go_are_moves(followed: Plan, cast: Cast) -> None:
    before = tasks_of(made(followed, cast))
    gone, *rest = before

    assert moves(before, rest) == [Move(gone, gone.cell, None)]
    assert moves(rest, before) == [Move(gone, None, gone.cell)]
    assert moves(before, before) == []
