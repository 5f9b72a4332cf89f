"""Reports: drawn from the records, worded by hands, refreshed without losing a word, settled, submitted, issued."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.errors import DomainError, EditConflict
from plans.models import AuditEntry, Notice, Plan, Report, Task
from plans.papers.content import Heading, Paragraph, plain
from plans.papers.report import EMPTY
from plans.rules.report_kind import report_kinds, span_of
from plans.rules.report_line import Line, Link
from plans.rules.status import Progress
from plans.services import report as service
from plans.services import report_remark as talk
from plans.services import report_way as way
from plans.services.report import Typed, lines_of
from plans.services.report_document import numbered, report_paper
from plans.services.report_head import task_for
from tests.factory import Cast, make_many_tasks, make_plan, make_task
from tests.plans.report_factory import make_report, make_tasks, section_of, shown, worded

RATE = "tasks.rate"
MOST_QUERIES = 40
HAND = "Các đơn vị đã hoàn thành phần lớn nhiệm vụ."


@pytest.fixture
def tasks(plan: Plan, cast: Cast) -> list[Task]:
    return make_tasks(plan, cast)


@pytest.fixture
def report(plan: Plan, cast: Cast, tasks: list[Task]) -> Report:
    return make_report(plan, cast.standing)


def line(report: Report, key: str = RATE, slug: str = "tasks") -> Line:
    return next(one for one in lines_of(section_of(report, slug)) if one.key == key)


def finish(task: Task) -> None:
    """The figures behind the sentences change."""
    Task.objects.filter(pk=task.pk).update(progress=Progress.DONE, reported_on=dt.date(2026, 6, 20))


def test_a_new_report_has_its_outline_and_its_figures_with_their_rows(report: Report, tasks: list[Task]) -> None:
    kind = report_kinds()["half"]
    assert [one.slug for one in report.sections.all()] == [one.slug for one in kind.sections]
    assert report.drawn_at is not None

    drawn = line(report).drawn
    assert drawn is not None
    assert Link("01 nhiệm vụ", "task", (tasks[0].pk,)) in drawn.parts
    assert drawn.figures == {"done": 1, "counted": 3, "on_time": 1, "before": None}


def test_the_cut_off_is_neither_before_the_time_nor_to_come(plan: Plan, cast: Cast, report: Report) -> None:
    kind = report_kinds()["half"]
    span = span_of(kind, 2026)
    assert span is not None
    for day, said in ((dt.date(2025, 12, 31), "ở trước ngày đầu"), (dt.date(2199, 1, 1), "ở sau hôm nay")):
        with pytest.raises(DomainError, match=said):
            service.create_report(actor=cast.standing, plan=plan, kind=kind, span=span, as_of=day)
        with pytest.raises(DomainError, match=said):
            service.edit_head(actor=cast.standing, report=report, seen=report.version, values={"as_of": day})


def test_a_new_cut_off_draws_anew(report: Report, cast: Cast) -> None:
    values = {"as_of": dt.date(2026, 2, 28)}
    kept = service.edit_head(actor=cast.standing, report=report, seen=report.version, values=values)

    drawn = line(kept).drawn
    assert drawn is not None
    assert drawn.figures["done"] == 0


def test_a_refresh_keeps_the_words_of_a_hand_and_shows_both(report: Report, cast: Cast, tasks: list[Task]) -> None:
    kept = worded(section_of(report), RATE, HAND, cast.standing)
    finish(tasks[2])

    changed = service.refresh_report(actor=cast.standing, report=report)

    found = line(report)
    assert changed > 0
    assert section_of(report).version == kept.version
    assert (found.text, found.is_stale) == (HAND, True)
    assert found.drawn is not None
    assert found.drawn.figures["done"] == 2
    assert service.refresh_report(actor=cast.standing, report=report) == 0


@pytest.mark.parametrize("take_new", [True, False])
def test_a_stale_sentence_is_settled_either_way(report: Report, cast: Cast, tasks: list[Task], take_new: bool) -> None:
    worded(section_of(report), RATE, HAND, cast.standing)
    finish(tasks[2])
    service.refresh_report(actor=cast.standing, report=report)
    section = section_of(report)

    service.settle_line(actor=cast.standing, section=section, line_key=RATE, take_new=take_new, seen=section.version)

    found = line(report)
    assert not found.is_stale
    assert (found.words is None) is take_new
    again = section_of(report)
    with pytest.raises(DomainError, match="không còn chờ chọn"):
        service.settle_line(actor=cast.standing, section=again, line_key=RATE, take_new=True, seen=again.version)


def test_untouched_sentences_of_an_open_page_take_the_new_figures(
    report: Report, cast: Cast, tasks: list[Task]
) -> None:
    section = section_of(report)
    page = shown(section)
    finish(tasks[2])
    service.refresh_report(actor=cast.standing, report=report)

    service.keep_section(actor=cast.standing, section=section, seen=section.version, typed=page)

    assert line(report).words is None
    assert line(report).drawn.figures["done"] == 2  # type: ignore[union-attr]


def test_a_sentence_worded_while_it_was_refreshed_is_kept_and_stale(
    report: Report, cast: Cast, tasks: list[Task]
) -> None:
    section = section_of(report)
    page = [replace(one, words=HAND) if one.key == RATE else one for one in shown(section)]
    finish(tasks[2])
    service.refresh_report(actor=cast.standing, report=report)

    service.keep_section(actor=cast.standing, section=section, seen=section.version, typed=page)

    assert (line(report).words, line(report).is_stale) == (HAND, True)


def test_a_sentence_that_a_refresh_took_away_goes_untouched_and_stays_worded(
    report: Report, cast: Cast, tasks: list[Task]
) -> None:
    section = section_of(report, "shortcomings")
    (key,) = [one.key for one in lines_of(section)]
    page = shown(section)
    finish(tasks[1])
    Task.objects.filter(pk=tasks[1].pk).update(reported_on=dt.date(2026, 3, 1))
    service.refresh_report(actor=cast.standing, report=report)
    assert lines_of(section_of(report, "shortcomings")) == []

    service.keep_section(actor=cast.standing, section=section, seen=section.version, typed=page)
    assert lines_of(section_of(report, "shortcomings")) == []

    typed = [replace(page[0], words="Còn một việc làm chậm.")]
    service.keep_section(actor=cast.standing, section=section, seen=section.version, typed=typed)
    found = line(report, key, "shortcomings")
    assert (found.text, found.is_stale) == ("Còn một việc làm chậm.", True)


def test_words_typed_back_to_the_records_are_no_edit(report: Report, cast: Cast) -> None:
    before = line(report).text
    kept = worded(section_of(report), RATE, HAND, cast.standing)
    page = [Typed(RATE, before, before) if one.key == RATE else one for one in shown(kept)]

    service.keep_section(actor=cast.standing, section=kept, seen=kept.version, typed=page)

    assert line(report).words is None


def test_an_own_paragraph_and_one_left_out(report: Report, cast: Cast) -> None:
    section = section_of(report)
    page = [replace(one, left_out=one.key == RATE) for one in shown(section)]
    page.insert(1, Typed("own.u1n1", "Đoạn tự viết."))

    kept = service.keep_section(actor=cast.standing, section=section, seen=section.version, typed=page)

    lines = lines_of(kept)
    assert (lines[1].text, lines[1].is_own) == ("Đoạn tự viết.", True)
    assert line(report).text == ""
    carried = json.dumps(way.record_of(report), ensure_ascii=False)
    assert "Đoạn tự viết." in carried
    assert line(report).drawn.text not in carried
    same = service.keep_section(
        actor=cast.standing,
        section=kept,
        seen=kept.version,
        typed=[Typed(one.key, one.text or one.drawn.text, left_out=one.left_out) for one in lines],  # type: ignore[union-attr]
    )
    assert same.version == kept.version


def test_two_editors_of_one_section_are_told_and_of_two_are_not(report: Report, cast: Cast) -> None:
    section, other = section_of(report), section_of(report, "strengths")
    worded(section_of(report), RATE, HAND, cast.standing)

    with pytest.raises(EditConflict):
        service.keep_section(actor=cast.standing, section=section, seen=section.version, typed=shown(section))
    service.keep_section(actor=cast.standing, section=other, seen=other.version, typed=shown(other))


def test_savings_by_themselves_keep_one_line_of_history(report: Report, cast: Cast) -> None:
    section = section_of(report)
    for number in range(3):
        page = [replace(one, words=f"{HAND} {number}") if one.key == RATE else one for one in shown(section)]
        section = service.keep_section(
            actor=cast.standing, section=section, seen=section.version, typed=page, by_itself=True
        )

    assert section.history.count() == 2
    assert not AuditEntry.objects.filter(act="report.write").exists()


def test_which_task_a_report_fulfils(plan: Plan, tasks: list[Task]) -> None:
    kinds = report_kinds()
    span = span_of(kinds["half"], 2026)
    assert span is not None
    assert task_for(kinds["half"], span, tasks) == tasks[2]
    assert task_for(kinds["inspection"], span, tasks) is None
    assert task_for(kinds["free"], span, tasks) is None


def test_remarks_stop_the_submission_until_they_are_taken_up(report: Report, cast: Cast) -> None:
    section = section_of(report, "causes")
    remark = talk.give_remark(actor=cast.leader, report=report, section=section, text="Nêu rõ nguyên nhân.")
    assert Notice.objects.filter(user=cast.standing, text__contains="Nêu rõ nguyên nhân").exists()

    with pytest.raises(DomainError, match="Còn 1 ý kiến của lãnh đạo chưa tiếp thu"):
        way.PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    talk.settle_remark(actor=cast.standing, remark=remark, answer="Đã bổ sung.")
    with pytest.raises(DomainError, match="đã được"):
        talk.settle_remark(actor=cast.standing, remark=remark, answer="Đã bổ sung.")

    assert way.PAPERS.submit(actor=cast.standing, record=report, seen=report.version).state == "submitted"
    assert Notice.objects.filter(user=cast.leader, text__contains="đã được tiếp thu").exists()


def test_a_stale_sentence_stops_the_submission(report: Report, cast: Cast, tasks: list[Task]) -> None:
    worded(section_of(report), RATE, HAND, cast.standing)
    finish(tasks[2])
    service.refresh_report(actor=cast.standing, report=report)

    with pytest.raises(DomainError, match="có câu mà số liệu đã đổi"):
        way.PAPERS.submit(actor=cast.standing, record=report, seen=report.version)


def test_an_issued_report_is_frozen_and_offers_its_task(plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    report = make_report(plan, cast.standing, task=tasks[2])
    way.PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    way.PAPERS.approve(actor=cast.leader, record=report, seen=report.version + 1)
    paper = way.PAPERS.issue(
        actor=cast.clerk, record=report, number=12, issued_on=dt.date(2026, 7, 3), seen=report.version + 2
    )

    report.refresh_from_db()
    tasks[2].refresh_from_db()
    assert (report.state, report.number, paper.series, paper.kind) == ("issued", "12/BC-SNgV", "BC", "Báo cáo")
    assert tasks[2].progress == Progress.TODO
    assert Notice.objects.filter(user=cast.standing, text__contains="báo hoàn thành nhiệm vụ ấy").count() == 1
    assert Notice.objects.filter(user=cast.contact, text__contains="số 12/BC-SNgV").exists()
    section = section_of(report)
    for act in (
        lambda: service.refresh_report(actor=cast.standing, report=report),
        lambda: service.keep_section(actor=cast.standing, section=section, seen=section.version, typed=shown(section)),
        lambda: service.edit_head(actor=cast.standing, report=report, seen=report.version, values={}),
        lambda: talk.give_remark(actor=cast.leader, report=report, text="Muộn rồi."),
        lambda: way.remove_report(actor=cast.standing, report=report),
    ):
        with pytest.raises(DomainError):
            act()


def test_a_draft_goes_to_the_bin_and_nothing_is_written_into_it_there(report: Report, cast: Cast) -> None:
    way.remove_report(actor=cast.standing, report=report)

    with pytest.raises(DomainError, match="thùng rác"):
        way.PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    with pytest.raises(DomainError, match="thùng rác"):
        service.refresh_report(actor=cast.standing, report=report)


def test_the_paper_says_what_the_sections_say(report: Report, cast: Cast) -> None:
    worded(section_of(report), RATE, HAND, cast.standing)

    paper = report_paper(report)

    headings = [block.text for block in paper.body if isinstance(block, Heading)]
    said = [plain(block.words) for block in paper.body if isinstance(block, Paragraph)]
    assert headings == [one.title for one in numbered(report.sections.all())]
    assert headings[:3] == [
        "I. KẾT QUẢ CÔNG TÁC THI ĐUA, KHEN THƯỞNG 6 THÁNG ĐẦU NĂM 2026",
        "1. Công tác lãnh đạo, chỉ đạo, quán triệt, ban hành văn bản",
        "2. Kết quả thực hiện nhiệm vụ trong kế hoạch",
    ]
    assert HAND in said
    assert said.count(EMPTY) == sum(
        not one.gathers and not one.section.lines for one in numbered(report.sections.all())
    )
    assert "".join(paper.header.number.split()) == "Số:/BC-SNgV"


def test_the_same_days_of_last_year_are_compared(plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    last = make_plan(2025)
    make_task(last, "Tổng kết.", period="Q4", progress=Progress.DONE, reported_on=dt.date(2025, 6, 30))

    drawn = line(make_report(plan, cast.standing)).drawn

    assert drawn is not None
    assert drawn.figures["before"] == 1


def test_a_year_of_1400_tasks_is_drafted_in_few_queries(plan: Plan, cast: Cast) -> None:
    make_many_tasks(plan, 1400, [cast.division, cast.other_division])

    with CaptureQueriesContext(connection) as drafted:
        report = make_report(plan, cast.standing, "year")
    with CaptureQueriesContext(connection) as refreshed:
        service.refresh_report(actor=cast.standing, report=report)

    assert (len(drafted) <= MOST_QUERIES, len(refreshed) <= MOST_QUERIES) == (True, True), (
        len(drafted),
        len(refreshed),
    )
    assert section_of(report).history.count() == 1
