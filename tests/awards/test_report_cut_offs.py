"""Reports drawn on several days: compared with the same days of last year, and telling in figures what words tell."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from awards.models import InitiativeState, LetterState, Meeting, Recognition, SubmissionLine, WorkKind
from emulation.models import Cluster, ClusterMember, ProposalState
from plans.models import Plan, Task, Unit
from plans.rules.report_kind import Span, free_span, report_kinds, span_of
from plans.rules.report_line import Drawn
from plans.rules.status import Progress
from plans.services.report_draw import drawn_sentences
from plans.sockets import ReportQuestion
from tests.awards.initiative_factory import make_initiative
from tests.awards.letter_factory import make_letter
from tests.awards.record_factory import make_award
from tests.awards.report_records import AFTER, BEFORE, IN, at, make_records
from tests.awards.test_report_recount import assert_true
from tests.emulation.campaign_factory import make_campaign
from tests.emulation.cluster_factory import make_proposal
from tests.factory import Cast, make_person

D = dt.date
JUNE = D(2026, 6, 30)
CUT_OFFS = (D(2026, 2, 2), D(2026, 6, 4), IN, JUNE, D(2026, 11, 20), AFTER, D(2027, 1, 31))


def question_on(plan: Plan, as_of: D, span: Span | None = None) -> ReportQuestion:
    span = span or span_of(report_kinds()["year"], 2026)
    assert span is not None
    return ReportQuestion(plan, "year", span, as_of)


def said(plan: Plan, as_of: D, span: Span | None = None) -> dict[str, Drawn]:
    question = question_on(plan, as_of, span)
    return {one.key: one for found in drawn_sentences(question).values() for one in found}


def make_what_is_compared(cast: Cast) -> None:
    """One of each this year; last year one until the same day and one after it."""
    for day, number in ((D(2026, 5, 4), 11), (D(2025, 5, 4), 12), (D(2025, 12, 4), 13)):
        starts, ends = D(day.year, 1, 15), D(day.year, 12, 31)
        make_campaign(cast, number=number, issued_on=day, name=f"Phong trào {number}", starts_on=starts, ends_on=ends)
        make_award(make_person(f"Nông Văn {number}", cast.division), "LDTT", day.year, decided_on=day)
        work = make_initiative(
            cast.contact, state=InitiativeState.RECOGNISED, submitted_at=at(D(2024, 1, 8)), kind=WorkKind.INITIATIVE
        )
        scope = Recognition.Scope.UNIT
        Recognition.objects.create(initiative=work, scope=scope, number=f"{number}/QĐ", decided_on=day)


COMPARED = ("campaigns.running", "awards.granted.titles.people", "councils.recognised")


def test_a_report_drawn_before_its_time_is_over_is_compared_with_as_many_days(cast: Cast, plan: Plan) -> None:
    make_what_is_compared(cast)

    told, later = said(plan, JUNE), said(plan, D(2026, 12, 31))

    assert [told[key].figures["before"] for key in COMPARED] == [1, 1, 1]
    assert [told[key].text.endswith(" bằng cùng kỳ năm 2025.") for key in COMPARED] == [True, True, True]
    assert [later[key].figures["before"] for key in COMPARED] == [2, 2, 2]


def test_a_time_of_another_year_is_compared_with_the_year_before_it(cast: Cast, plan: Plan) -> None:
    make_what_is_compared(cast)

    told = said(plan, JUNE, free_span(D(2025, 1, 1), D(2025, 12, 31)))

    assert [key for key in COMPARED if "cùng kỳ năm 2024" in told[key].text] == ["campaigns.running", COMPARED[2]]
    assert "cùng kỳ năm 2024" in told["awards.granted.no_base"].text
    assert [one.text for one in told.values() if "cùng kỳ năm 2025" in one.text] == []


def make_everything(cast: Cast, plan: Plan) -> None:
    """Something of every kind, so that every sentence is drawn."""
    make_records(cast, plan, 7)
    make_campaign(cast, number=14, issued_on=IN, starts_on=IN, ends_on=D(2026, 6, 20), name="Ngắn ngày")
    make_letter(cast, state=LetterState.ISSUED)
    SubmissionLine.objects.update(answer="granted", answered_on=D(2026, 11, 20))
    ClusterMember.objects.filter(is_us=True).update(rank=1)
    member = ClusterMember.objects.filter(is_us=True).select_related("cluster_year").first()
    assert member is not None
    type(member.cluster_year).objects.update(result_date=IN, result_number="12/TB")
    make_proposal(member.cluster_year, cast.standing, state=ProposalState.SENT, sent_on=IN)


def test_sentences_of_equal_figures_say_the_same(cast: Cast, plan: Plan) -> None:
    """On several cut-offs, and after names behind the figures changed: a hand's words must be warned of each."""
    make_everything(cast, plan)
    drawn = [said(plan, day) for day in CUT_OFFS]
    Unit.objects.filter(pk=cast.division.pk).update(name="Phòng Tổ chức cán bộ")
    Cluster.objects.update(name="Khối thi đua số 5")
    Meeting.objects.update(held_on=D(2026, 5, 8))
    first, *others = Task.objects.filter(plan=plan).order_by("order")
    Task.objects.filter(pk=first.pk).update(no="1a", title="Sửa nội dung nhiệm vụ.")
    Task.objects.filter(pk=others[0].pk).update(progress=Progress.AWAITING)
    Plan.objects.filter(pk=plan.pk).update(number="99/KH-SNgV")
    plan.refresh_from_db()
    drawn += [said(plan, day) for day in CUT_OFFS]

    assert "đến ngày 31/12/2026" in drawn[-1]["councils.fund"].text
    assert drawn[-1]["campaigns.standing"].text.startswith("Đến ngày 31/12/2026, ")
    faults = {
        key: (one[key].text, other[key].text)
        for one, other in combinations(drawn, 2)
        for key in one.keys() & other.keys()
        if one[key].text != other[key].text and dict(one[key].figures) == dict(other[key].figures)
    }
    assert faults == {}
    assert len({key for one in drawn for key in one}) > 50


def test_every_figure_is_counted_again_on_a_day_before_the_end(cast: Cast, plan: Plan) -> None:
    make_records(cast, plan, 2)
    for number, day in enumerate((BEFORE, D(2025, 12, 4)), 70):
        make_award(make_person(f"Lý Thị {number}", cast.division), "CSTDCS", 2025, decided_on=day)

    assert_true(question_on(plan, JUNE), ["tasks", "awards"])
