"""What is kept of a report and of what is written for it: its pages as submitted, last words, what is left out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from awards.models import Nomination
from awards.services.achievement_report import save_report
from plans.errors import AlreadyDone, DomainError
from plans.models import Contribution, Plan, Report, Task
from plans.papers.content import Annex
from plans.rules.report_kind import free_span, report_kinds
from plans.rules.report_line import Line
from plans.rules.status import Progress
from plans.services import report as service
from plans.services.contribution import urge_contribution
from plans.services.contribution_writing import keep_contribution
from plans.services.frozen_print import frozen_paper
from plans.services.locking import KEPT_APART, made_before
from plans.services.report import Typed, lines_of
from plans.services.report_document import report_paper
from plans.services.report_draw import drawn_annexes, question_of
from plans.services.report_way import PAPERS
from tests.awards.nomination_factory import make_nomination, make_round
from tests.factory import Cast, make_user
from tests.plans.contribution_factory import make_contribution
from tests.plans.report_factory import CUT_OFF, make_report, make_tasks, section_of, shown, worded
from tests.web.clock import set_clock

CELLS, RATE = "tasks.cells", "tasks.rate"
MORNING = dt.datetime(2026, 7, 3, 9)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def tasks(plan: Plan, cast: Cast) -> list[Task]:
    return make_tasks(plan, cast)


@pytest.fixture
def report(plan: Plan, cast: Cast, tasks: list[Task]) -> Report:
    return make_report(plan, cast.standing)


def finish(task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(progress=Progress.DONE, reported_on=dt.date(2026, 6, 20))


def submitted(report: Report, cast: Cast) -> Report:
    return PAPERS.submit(actor=cast.standing, record=report, seen=report.version)


def pages(report: Report, **issued: Any) -> list[tuple[str, Any]]:
    """The annexes that the report prints; what they go with is known at issuing alone."""
    return [(one.title, one.body) for one in report_paper(report, **issued).annexes]


def figures(report: Report) -> tuple[Any, Any]:
    """The finished tasks as the prose and as the annex of now count them."""
    (annex,) = (one for one in drawn_annexes(question_of(report), ["tasks"]))
    (line,) = (one for one in lines_of(section_of(report)) if one.key == CELLS)
    assert line.drawn is not None
    return line.drawn.figures["on_time"], annex.figures["on_time"]


def test_what_is_issued_is_what_was_approved(report: Report, tasks: list[Task], cast: Cast) -> None:
    assert figures(report) == (1, 1)
    record = submitted(report, cast)
    seen = pages(record)
    record = PAPERS.approve(actor=cast.leader, record=record, seen=record.version)
    finish(tasks[2])
    assert figures(record) == (1, 2)

    day = timezone.localdate()
    paper = PAPERS.issue(actor=cast.clerk, record=record, number=3, issued_on=day, seen=record.version)

    issued: tuple[Annex, ...] = frozen_paper(paper).annexes
    assert [(one.title, one.body) for one in issued] == seen
    assert pages(Report.objects.get()) == seen


def test_figures_that_moved_are_taken_before_it_is_submitted(report: Report, tasks: list[Task], cast: Cast) -> None:
    finish(tasks[2])
    with pytest.raises(DomainError, match=r"^Số liệu đã đổi ở \d+ mục từ lúc lấy \(\d\d:\d\d ngày "):
        submitted(report, cast)
    assert not Report.objects.exclude(annex_pages=None).exists()

    service.refresh_report(actor=cast.standing, report=report)
    before = pages(report)
    record = submitted(report, cast)

    assert pages(record) == before
    record = PAPERS.send_back(actor=cast.leader, record=record, reason="Bổ sung.", seen=record.version)
    finish(tasks[1])
    assert pages(record) != before


@pytest.mark.parametrize(
    "days", [(dt.date(2025, 1, 1), CUT_OFF), (dt.date(2026, 6, 1), dt.date(2027, 1, 1)), (dt.date(2025, 3, 1),) * 2]
)
def test_a_report_stays_in_the_year_of_its_plan(plan: Plan, cast: Cast, days: tuple[dt.date, dt.date]) -> None:
    free = report_kinds()["free"]
    with pytest.raises(DomainError, match="phải nằm trong năm 2026 của kế hoạch"):
        service.create_report(actor=cast.standing, plan=plan, kind=free, span=free_span(*days), as_of=days[1])


def test_the_second_press_knows_the_report_of_the_first(plan: Plan, cast: Cast) -> None:
    values: dict[str, Any] = {
        "actor": cast.standing,
        "plan": plan,
        "kind": report_kinds()["free"],
        "span": free_span(dt.date(2026, 1, 1), CUT_OFF),
        "as_of": CUT_OFF,
        "key": "một lần",
    }
    made = service.create_report(**values)
    with pytest.raises(AlreadyDone) as repeat:
        service.create_report(**values)

    assert repeat.value.url == f"/bao-cao/{made.pk}/" == made_before(cast.standing, "một lần")
    assert made_before(cast.leader, "một lần") == ""


def test_the_history_of_a_section_has_its_last_words(
    report: Report, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague = make_user("thuongtruc2", "standing", unit=cast.standing_office)
    section, moment = section_of(report), MORNING

    def write(words: str, who: Any = cast.standing, *, by_itself: bool = True) -> None:
        nonlocal section
        page = [Typed(one.key, words, one.was) if one.key == RATE else one for one in shown(section)]
        section = service.keep_section(
            actor=who, section=section, seen=section.version, typed=page, by_itself=by_itself
        )

    def after(wait: dt.timedelta) -> None:
        nonlocal moment
        moment += wait
        set_clock(monkeypatch, moment)

    after(MINUTE)
    for number in range(3):
        write(f"tự lưu {number}")
    write("bấm nút", by_itself=False)
    write("gõ tiếp")
    write("đồng nghiệp", colleague)
    write("quay lại")
    after(KEPT_APART)
    write("sau một lúc")

    assert words_of(section) == ["tự lưu 2", "bấm nút", "gõ tiếp", "đồng nghiệp", "quay lại", "sau một lúc"]
    latest = section.history.order_by("history_id").last()
    assert (latest.version, latest.edited_by) == (section.version, cast.standing)


def words_of(section: Any) -> list[str | None]:
    """What each line of its history says, the oldest first; the drawn one it began with left away."""
    kept = [lines_of(one) for one in section.history.order_by("history_id")]
    return [line.words for lines in kept for line in lines if line.key == RATE and line.words is not None]


def test_the_history_of_a_unit_s_report_has_its_last_words_and_its_hands(report: Report, cast: Cast) -> None:
    one = make_contribution(report, cast.division, cast)

    def write(who: Any, text: str, *, by_itself: bool = True) -> Contribution:
        return keep_contribution(
            actor=who, contribution=one, texts={"results": text}, seen=_now(one).version, by_itself=by_itself
        )

    write(cast.contact, "một")
    write(cast.contact, "hai")
    write(cast.contact, "ba", by_itself=False)
    kept = write(cast.standing, "bốn")
    urge_contribution(actor=cast.standing, contribution=one)

    history = one.history.filter(results__gt="").order_by("history_id")
    said = [line.results for line in history if line.urged_on is None]
    assert said == ["hai", "ba", "bốn"]
    assert (kept.edited_by, _now(one).edited_at) == (cast.standing, kept.edited_at)


def _now(one: Contribution) -> Contribution:
    return Contribution.objects.get(pk=one.pk)


def test_the_history_of_an_achievement_report_has_its_last_words(cast: Cast) -> None:
    award_round = make_round(cast.standing, year=timezone.localdate().year)
    nomination: Nomination = make_nomination(cast.contact, award_round=award_round, person=cast.member.person)
    found, seen = None, 0
    for number in range(3):
        parts = {"results": f"Kết quả {number}."}
        found = save_report(nomination=nomination, actor=cast.member, parts=parts, seen=seen, by_itself=True)
        seen = found.version

    assert found is not None
    assert [line.parts["results"] for line in found.history.all()] == ["Kết quả 2."]


def test_what_was_left_out_stays_out_when_it_comes_back(report: Report, tasks: list[Task], cast: Cast) -> None:
    section = section_of(report, "shortcomings")
    (typed,) = shown(section)
    section = service.keep_section(
        actor=cast.standing,
        section=section,
        seen=section.version,
        typed=[Typed(typed.key, typed.words, typed.was, True)],
    )
    finish(tasks[1])
    Task.objects.filter(pk=tasks[1].pk).update(reported_on=dt.date(2026, 3, 1))
    service.refresh_report(actor=cast.standing, report=report)
    (away,) = lines_of(section_of(report, "shortcomings"))
    assert (away.is_away, away.is_own, away.is_stale, away.text) == (True, False, False, "")
    section = section_of(report, "shortcomings")
    service.keep_section(  # the page shows nothing of it
        actor=cast.standing, section=section, seen=section.version, typed=[Typed("own.1", "Tự viết.")]
    )
    Task.objects.filter(pk=tasks[1].pk).update(progress=Progress.TODO, reported_on=None)
    service.refresh_report(actor=cast.standing, report=report)

    found: dict[str, Line] = {one.key: one for one in lines_of(section_of(report, "shortcomings"))}
    assert (found[typed.key].left_out, found[typed.key].text, found["own.1"].text) == (True, "", "Tự viết.")
    assert found[typed.key].drawn is not None


def test_a_frozen_report_keeps_a_hand_s_words(report: Report, cast: Cast) -> None:
    worded(section_of(report), RATE, "Lời của thường trực.", cast.standing)
    service.refresh_report(actor=cast.standing, report=report)

    assert "Lời của thường trực." in str(report_paper(submitted(report, cast)).body)
