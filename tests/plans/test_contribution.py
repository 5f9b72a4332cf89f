"""What units contribute to a report: asked with their own figures, written, sent, returned, taken in, copied."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import AuditEntry, Contribution, Evidence, Notice, Obstacle, Plan, Report, RoleHolding, Unit
from plans.models.office import Role
from plans.rules.calendar import SpecialDays
from plans.rules.contribution import PART_OF, usual_due, working_days_from
from plans.rules.document import AssignmentRole
from plans.rules.report_kind import report_kinds, span_of
from plans.rules.status import Progress
from plans.services import bin as bin_service
from plans.services import contribution as service
from plans.services import contribution_writing as writing
from plans.services.contribution_copy import contributions_beside, copy_into_report
from plans.services.contribution_figures import kept_figures
from plans.services.reminders import send_reminders
from plans.services.report import create_report, lines_of
from plans.services.report_way import PAPERS, remove_report
from tests.factory import Cast, make_evidence, make_part, make_task, make_unit
from tests.plans.report_factory import make_report

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def report(plan: Plan, cast: Cast) -> Report:
    kind = report_kinds()["half"]
    span = span_of(kind, plan.year)
    assert span is not None
    return create_report(actor=cast.standing, plan=plan, kind=kind, span=span, as_of=min(span.last, today()))


def ask(report: Report, cast: Cast, *units: Unit, days: int = 3, key: str = "") -> list[Contribution]:
    due_on = today() + days * DAY
    found = units or (cast.division, cast.other_division)
    return service.ask_contributions(
        actor=cast.standing, report=report, units=found, due_on=due_on, asked_text="Đề nghị báo cáo.", key=key
    )


def write(one: Contribution, cast: Cast, **texts: str) -> Contribution:
    return writing.keep_contribution(actor=cast.contact, contribution=one, texts=texts, seen=one.version)


def sent(report: Report, cast: Cast, **texts: str) -> Contribution:
    one = write(ask(report, cast, cast.division)[0], cast, **(texts or {"results": "Đã ký 02 thoả thuận."}))
    return writing.send_contribution(actor=cast.contact, contribution=one, seen=one.version)


def overdue(one: Contribution, days: int = 2) -> Contribution:
    Contribution.objects.filter(pk=one.pk).update(due_on=today() - days * DAY)
    one.refresh_from_db()
    return one


def test_units_are_asked_once_and_their_contacts_hear_of_it(report: Report, cast: Cast) -> None:
    made = ask(report, cast, cast.division, key="one")
    with pytest.raises(AlreadyDone):
        ask(report, cast, cast.division, key="one")
    with pytest.raises(DomainError, match="đều được yêu cầu rồi"):
        ask(report, cast, cast.division)
    more = ask(report, cast, cast.division, cast.other_division)

    assert [one.unit for one in (*made, *more)] == [cast.division, cast.other_division]
    told = Notice.objects.filter(key__startswith="contribution.ask").order_by("pk")
    assert [notice.user for notice in told] == [cast.contact, cast.stranger]
    assert told[0].url == f"/bao-cao-don-vi/{made[0].pk}/"
    with pytest.raises(DomainError, match="đã qua"):
        ask(report, cast, cast.subordinate, days=-1)


def test_the_figures_are_those_of_the_unit_with_the_rows_they_count(plan: Plan, cast: Cast) -> None:
    lead = (cast.division, AssignmentRole.LEAD)
    march: dict[str, Any] = {"period": "Q1", "progress": Progress.DONE, "reported_on": dt.date(2026, 3, 2)}
    led = make_task(plan, units=[lead, cast.other_division], **march)
    late = make_task(plan, units=[lead], **{**march, "reported_on": dt.date(2026, 5, 4)})
    open_one = make_task(plan, units=[cast.group], period="Q1")
    make_task(plan, units=[cast.other_division], period="Q1")
    make_task(plan, units=[lead], period="Q4")  # not of this time
    done = make_part(led, cast.division, state="done", reported_on=dt.date(2026, 3, 1), percent=100)
    part = make_part(open_one, cast.division)
    file = make_evidence(led, cast.contact, part=done)
    Evidence.objects.update(added_at=dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC))
    obstacle = Obstacle.objects.create(task=late, unit=cast.division, text="Thiếu số liệu.", reported_by=cast.contact)
    Obstacle.objects.update(created_at=dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC))
    kind = report_kinds()["half"]
    span = span_of(kind, 2026)
    assert span is not None
    report = create_report(actor=cast.standing, plan=plan, kind=kind, span=span, as_of=dt.date(2026, 6, 30))

    one = ask(report, cast, cast.division)[0]

    figures = [figure for figure in kept_figures(one.figures) if figure.group == "Nhiệm vụ của kế hoạch"]
    assert [(figure.words, figure.kind, figure.keys) for figure in figures] == [
        ("Nhiệm vụ chủ trì", "task", [led.pk, late.pk]),
        ("Nhiệm vụ chủ trì: hoàn thành đúng hạn", "task", [led.pk]),
        ("Nhiệm vụ chủ trì: hoàn thành quá hạn", "task", [late.pk]),
        ("Nhiệm vụ chủ trì: chưa hoàn thành, trong hạn", "task", []),
        ("Nhiệm vụ chủ trì: quá hạn chưa hoàn thành", "task", []),
        ("Nhiệm vụ thực hiện, phối hợp", "task", [open_one.pk]),
        ("Nhiệm vụ thực hiện, phối hợp: hoàn thành đúng hạn", "task", []),
        ("Nhiệm vụ thực hiện, phối hợp: hoàn thành quá hạn", "task", []),
        ("Nhiệm vụ thực hiện, phối hợp: chưa hoàn thành, trong hạn", "task", []),
        ("Nhiệm vụ thực hiện, phối hợp: quá hạn chưa hoàn thành", "task", [open_one.pk]),
        ("Phần việc của đơn vị", "part", [done.pk, part.pk]),
        ("Phần việc đã làm xong", "part", [done.pk]),
        ("Tài liệu minh chứng đã nộp", "evidence", [file.pk]),
        ("Khó khăn, vướng mắc đã báo", "obstacle", [obstacle.pk]),
        ("Khó khăn, vướng mắc đã tháo gỡ", "obstacle", []),
    ]
    assert {figure.as_of for figure in kept_figures(one.figures)} == {"2026-06-30"}


def test_two_who_write_at_once_are_told_and_figures_move_no_version(report: Report, cast: Cast) -> None:
    one = ask(report, cast, cast.division)[0]
    kept = write(one, cast, results="Một.")
    with pytest.raises(EditConflict):
        writing.keep_contribution(actor=cast.contact, contribution=one, texts={"results": "Hai."}, seen=one.version)

    assert not writing.refresh_figures(actor=cast.contact, contribution=one)
    make_task(report.plan, units=[cast.division], period="Q1")
    assert writing.refresh_figures(actor=cast.contact, contribution=one)
    service.urge_contribution(actor=cast.standing, contribution=one)
    again = writing.keep_contribution(
        actor=cast.contact, contribution=one, texts={"results": "Hai."}, seen=kept.version, by_itself=True
    )
    assert (again.results, again.version) == ("Hai.", kept.version + 1)


def test_what_was_sent_is_frozen_until_it_is_returned(report: Report, cast: Cast) -> None:
    one = ask(report, cast, cast.division)[0]
    with pytest.raises(DomainError, match="chưa có nội dung"):
        writing.send_contribution(actor=cast.contact, contribution=one, seen=one.version)
    one = write(one, cast, results="Một.")
    one = writing.send_contribution(actor=cast.contact, contribution=one, seen=one.version)
    assert (one.state, one.sent_on, one.sent_by) == ("sent", today(), cast.contact)
    with pytest.raises(DomainError, match="đề nghị thường trực trả lại"):
        write(one, cast, results="Hai.")

    one = service.take_contribution(actor=cast.standing, contribution=one, seen=one.version)
    due_on = today() + 2 * DAY
    one = service.return_contribution(
        actor=cast.standing, contribution=one, seen=one.version, reason="Thiếu nguyên nhân.", due_on=due_on
    )
    assert (one.state, one.return_reason, one.due_on, one.sent_on) == ("returned", "Thiếu nguyên nhân.", due_on, None)
    one = write(one, cast, results="Một.", shortcomings="Chậm vì thiếu người.")
    one = writing.send_contribution(actor=cast.contact, contribution=one, seen=one.version)

    acts = list(AuditEntry.objects.filter(act__startswith="contribution.").order_by("number").values_list("act"))
    steps = ("ask", "write", "send", "take", "return", "write", "send")
    assert [act for (act,) in acts] == [f"contribution.{step}" for step in steps]
    assert Notice.objects.filter(user=cast.standing, key__startswith="contribution.send").count() == 2


def test_late_units_are_urged_once_a_day(report: Report, cast: Cast) -> None:
    first, second = ask(report, cast)
    silent = ask(report, cast, cast.subordinate)[0]
    with pytest.raises(DomainError, match="Không có đơn vị nào quá hạn"):
        service.urge_all(actor=cast.standing, report=report)
    for one in (first, second, silent):
        overdue(one)

    service.urge_contribution(actor=cast.standing, contribution=first)
    with pytest.raises(DomainError, match="Hôm nay đơn vị này"):
        service.urge_contribution(actor=cast.standing, contribution=first)
    assert service.urge_all(actor=cast.standing, report=report) == 1
    with pytest.raises(DomainError, match="chưa có đầu mối"):
        service.urge_all(actor=cast.standing, report=report)

    told = Notice.objects.filter(key__startswith="contribution.urge").order_by("pk")
    assert [notice.user for notice in told] == [cast.contact, cast.stranger]
    assert "quá hạn 2 ngày" in told[0].text


def test_reminders_go_before_and_after_the_day(report: Report, cast: Cast) -> None:
    one = ask(report, cast, cast.division)[0]  # due in three days
    for day in (today(), today() + DAY, today() + 4 * DAY, today() + 5 * DAY):
        send_reminders(today=day)

    told = Notice.objects.filter(key__startswith="remind-contribution").order_by("pk")
    assert [(notice.user, notice.key.rsplit(":", 1)[1]) for notice in told] == [
        (cast.contact, "3"),
        (cast.contact, "late"),
    ]
    assert told[0].url == f"/bao-cao-don-vi/{one.pk}/"


def test_texts_stand_beside_their_sections_and_are_copied_once(report: Report, cast: Cast) -> None:
    texts = {"results": "Đã ký 02 thoả thuận.", "shortcomings": "Chậm.", "direction": "Tiếp tục.", "proposals": "Cấp."}
    one = sent(report, cast, **texts)

    def where() -> dict[str, list[tuple[str, str]]]:
        return {slug: [(b.text, b.copied_into) for b in found] for slug, found in contributions_beside(report).items()}

    assert where() == {
        "tasks": [("Đã ký 02 thoả thuận.", "")],
        "shortcomings": [("Chậm.", "")],
        "causes": [("Chậm.", "")],
        "directions": [("Tiếp tục.", "")],
        "proposals": [("Cấp.", "")],
    }
    causes = report.sections.get(slug="causes")
    before = lines_of(causes)
    part = PART_OF["shortcomings"]
    copy_into_report(actor=cast.standing, contribution=one, part=part, slug="causes")
    with pytest.raises(DomainError, match="đã chép vào mục “Nguyên nhân”"):
        copy_into_report(actor=cast.standing, contribution=one, part=part, slug="shortcomings")
    with pytest.raises(DomainError, match="không thuộc mục này"):
        copy_into_report(actor=cast.standing, contribution=one, part=part, slug="tasks")

    causes.refresh_from_db()
    assert [line.text for line in lines_of(causes)] == [*(line.text for line in before), "Chậm."]
    assert where()["shortcomings"] == [("Chậm.", "Nguyên nhân")]
    assert lines_of(causes)[-1].key == contributions_beside(report)["causes"][0].key


def test_who_sees_what(report: Report, cast: Cast) -> None:
    one = ask(report, cast, cast.division)[0]
    seen = {who: set(Contribution.objects.visible_to(cast.user(who))) for who in ("leader", "contact", "stranger")}
    assert seen == {"leader": {one}, "contact": {one}, "stranger": set()}
    assert cast.contact.has_perm("plans.write_contribution", one)
    assert not cast.stranger.has_perm("plans.write_contribution", one)
    Report.objects.filter(pk=report.pk).update(removed_at=timezone.now(), removed_by=cast.standing)
    assert not Contribution.objects.visible_to(cast.leader).exists()
    with pytest.raises(DomainError, match="không nhận thêm"):
        write(one, cast, results="Một.")


def test_new_figures_stand_in_the_audit_once(report: Report, cast: Cast) -> None:
    one = ask(report, cast, cast.division)[0]
    refreshes = AuditEntry.objects.filter(act="contribution.refresh")
    assert not writing.refresh_figures(actor=cast.contact, contribution=one)
    assert not refreshes.exists()
    make_task(report.plan, units=[cast.division], period="Q1")
    assert writing.refresh_figures(actor=cast.contact, contribution=one)
    assert [(entry.actor, entry.object_id) for entry in refreshes] == [(cast.contact, str(one.pk))]


def urged_with(report: Report, cast: Cast, units: int) -> int:
    """How often a report or a unit is read while as many late units are urged."""
    made = [make_unit(f"Đơn vị {place} của {units}") for place in range(units)]
    RoleHolding.objects.bulk_create(RoleHolding(user=cast.contact, role=Role.CONTACT, unit=unit) for unit in made)
    for one in ask(report, cast, *made):
        overdue(one)
    with CaptureQueriesContext(connection) as queries:
        assert service.urge_all(actor=cast.standing, report=report) == units
    return sum(any(f'FROM "plans_{name}"' in query["sql"] for name in ("report", "unit")) for query in queries)


def test_urging_many_reads_no_record_again(report: Report, cast: Cast) -> None:
    assert urged_with(report, cast, 2) == urged_with(report, cast, 10)


@pytest.mark.parametrize("act", ["send", "return", "take"])
def test_the_report_is_held_before_its_contribution(report: Report, cast: Cast, act: str) -> None:
    """Whoever issues the report holds it: an act on a contribution must wait for it, not pass it by."""
    one = sent(report, cast) if act != "send" else write(ask(report, cast, cast.division)[0], cast, results="Một.")
    acts: dict[str, Any] = {
        "send": lambda: writing.send_contribution(actor=cast.contact, contribution=one, seen=one.version),
        "take": lambda: service.take_contribution(actor=cast.standing, contribution=one, seen=one.version),
        "return": lambda: service.return_contribution(
            actor=cast.standing, contribution=one, seen=one.version, reason="Thiếu.", due_on=today()
        ),
    }
    with CaptureQueriesContext(connection) as queries:
        acts[act]()
    tables = [sql.split(" FROM ")[1].split()[0].strip('"') for q in queries if (sql := q["sql"]).startswith("SELECT")]
    assert tables.index("plans_report") < tables.index("plans_contribution")
    assert tables.count("plans_report") == 1


def test_nothing_is_sent_into_a_report_that_was_issued_meanwhile(plan: Plan, cast: Cast) -> None:
    report = make_report(plan, cast.standing)
    one = write(ask(report, cast, cast.division)[0], cast, results="Một.")
    assert one.report.state == "draft"  # as the page of the unit knew it
    paper = PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    paper = PAPERS.approve(actor=cast.leader, record=paper, seen=paper.version)
    PAPERS.issue(actor=cast.clerk, record=paper, number=9, issued_on=today(), seen=paper.version)
    with pytest.raises(DomainError, match="không nhận thêm"):
        writing.send_contribution(actor=cast.contact, contribution=one, seen=one.version)
    assert Contribution.objects.get(pk=one.pk).state == "asked"


def test_nothing_is_copied_into_a_report_that_is_being_approved(plan: Plan, cast: Cast) -> None:
    report = make_report(plan, cast.standing)
    one = sent(report, cast)
    PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    before = list(report.sections.values_list("lines"))
    with pytest.raises(DomainError, match="đang trình lãnh đạo"):
        copy_into_report(actor=cast.standing, contribution=one, part=PART_OF["results"], slug="tasks")
    assert list(report.sections.values_list("lines")) == before


def test_units_that_owe_their_part_hear_that_the_report_was_thrown_away(report: Report, cast: Cast) -> None:
    sent(report, cast)
    ask(report, cast, cast.other_division)
    remove_report(actor=cast.standing, report=report)
    told = Notice.objects.filter(key__startswith="contribution.drop")
    assert [(notice.user, notice.url) for notice in told] == [(cast.stranger, "/bao-cao-don-vi/")]
    assert "đã bỏ" in told[0].text

    bin_service.restore(record=Report.objects.get(pk=report.pk), actor=cast.standing)
    assert Contribution.objects.visible_to(cast.stranger).count() == 1
    again = Notice.objects.get(key__startswith="contribution.wanted")
    assert (again.user, again.url) == (cast.stranger, "/bao-cao-don-vi/")
    assert "được khôi phục: đề nghị" in again.text


def test_nobody_is_pressed_for_a_report_that_is_submitted(plan: Plan, cast: Cast) -> None:
    report = make_report(plan, cast.standing)
    one = overdue(ask(report, cast, cast.division)[0])
    report = PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    with pytest.raises(DomainError, match="đã trình nên không tổng hợp thêm"):
        service.urge_contribution(actor=cast.standing, contribution=one)
    with pytest.raises(DomainError, match="đã trình nên không tổng hợp thêm"):
        service.urge_all(actor=cast.standing, report=report)
    send_reminders(today=today())
    assert not Notice.objects.filter(key__startswith="remind-contribution").exists()

    PAPERS.withdraw(actor=cast.standing, record=report, seen=report.version)
    assert service.urge_all(actor=cast.standing, report=report) == 1


def test_the_clerk_hears_that_an_approved_paper_was_returned(plan: Plan, cast: Cast) -> None:
    report = make_report(plan, cast.standing)
    told = Notice.objects.filter(key__startswith="report.return")
    paper = PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    paper = PAPERS.send_back(actor=cast.leader, record=paper, reason="Một.", seen=paper.version)
    assert {notice.user for notice in told} == {cast.standing}
    paper = PAPERS.submit(actor=cast.standing, record=paper, seen=paper.version)
    paper = PAPERS.approve(actor=cast.leader, record=paper, seen=paper.version)
    PAPERS.send_back(actor=cast.leader, record=paper, reason="Hai.", seen=paper.version)
    assert {notice.user for notice in told.filter(text__endswith="Hai.")} == {cast.standing, cast.clerk}


def test_days_that_are_proposed() -> None:
    friday, special = dt.date(2026, 6, 5), SpecialDays(off=frozenset({dt.date(2026, 6, 8)}))
    assert working_days_from(friday, 1, special) == dt.date(2026, 6, 9)
    assert working_days_from(dt.date(2026, 6, 9), -1, special) == friday
    assert usual_due(dt.date(2026, 6, 30), friday, special) == dt.date(2026, 6, 23)
    assert usual_due(dt.date(2026, 6, 9), friday, special) == dt.date(2026, 6, 9)
    assert usual_due(None, friday, special) == dt.date(2026, 6, 15)
