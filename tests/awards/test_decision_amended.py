"""What an amending decision prints, and what it leaves alone: the number in the golden book, the year, the money."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import Award, Decision, DecisionState
from awards.papers.decision import subtotals
from awards.services import decision_change as change
from awards.services import reward
from awards.services.award_register import registered
from awards.services.award_statistics import Span, given_in
from awards.services.certificate import lines_of
from awards.services.decision_document import lines_in, paid_lines, payment_list, printed_decision
from awards.services.decision_way import what_to_look_at
from awards.views.decision import rows_of
from awards.views.decision_acts import _counts
from awards.views.decision_money import _row
from emulation.models import Commendation
from plans.models import Plan, Unit
from tests.awards.council_factory import make_eligible
from tests.awards.decision_factory import bring, make_carried, make_decision
from tests.factory import Cast
from tests.web.clock import set_clock

ISSUED = DecisionState.ISSUED


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


@pytest.fixture
def first(cast: Cast) -> Decision:
    return make_decision(cast, ISSUED, meeting=make_carried(cast, make_eligible(cast.standing, 3)))


def drafted(cast: Cast, first: Decision, **typed: str) -> Decision:
    """The third line amended, with what was ``typed`` over it."""
    line = first.lines.get(order=3)
    made = change.draft_amendment(actor=cast.standing, decision=first, lines=[line.pk])
    values = {name: getattr(line, name) for name in ("printed_name", "printed_about", "achievement")} | typed
    change.save_line(actor=cast.standing, line=made.lines.get(), values=values, seen=made.version)
    return Decision.objects.get(pk=made.pk)


def test_every_changed_field_is_printed_old_and_new(cast: Cast, first: Decision) -> None:
    old = first.lines.get(order=3)
    made = drafted(cast, first, achievement="Chủ trì đón 12 đoàn", printed_about="Phó Trưởng phòng")

    printed = str(printed_decision(made).annexes)

    was = f"Sửa nội dung thành tích “{old.achievement}”" if old.achievement else "Bổ sung nội dung thành tích"
    assert was in printed
    assert "“Chủ trì đón 12 đoàn”." in printed
    assert f"Sửa chức vụ, đơn vị “{old.printed_about}” thành “Phó Trưởng phòng”." in printed
    assert "Sửa tên" not in printed
    assert "Sửa tiền thưởng" not in printed


def test_another_honour_prints_the_honour_and_the_money(cast: Cast, first: Decision) -> None:
    line = first.lines.get(order=3)
    form = Commendation.objects.get(code="GK")
    made = change.draft_amendment(actor=cast.standing, decision=first, lines=[line.pk])
    values = {name: getattr(line, name) for name in ("printed_name", "printed_about", "achievement")}
    change.save_line(
        actor=cast.standing,
        line=made.lines.get(),
        values=values,
        honour=f"commendation:{form.pk}",
        seen=made.version,
    )

    printed = str(printed_decision(Decision.objects.get(pk=made.pk)).annexes)

    assert line.title is not None
    assert f"“{line.title.name}” thành “{form.name}”." in printed
    assert "Sửa tiền thưởng “2.340.000 đồng” thành “702.000 đồng”." in printed


def test_a_line_that_amends_nothing_is_said_before_it_goes_up(cast: Cast, first: Decision) -> None:
    assert "Dòng số 03 chưa sửa nội dung nào. Sửa dòng, hoặc bỏ khỏi danh sách." in what_to_look_at(
        drafted(cast, first)
    )
    other = Decision.objects.exclude(amends=None).get()
    other.delete()
    assert not any("chưa sửa" in words for words in what_to_look_at(drafted(cast, first, printed_name="Tên khác")))


def test_the_number_in_the_golden_book_stays_that_of_the_first_decision(cast: Cast, first: Decision) -> None:
    later = bring(cast, drafted(cast, first, printed_name="Tên đã sửa"), ISSUED, number=16)

    assert [line.order for line in lines_of(later)] == [3]
    assert "'03'" in str(printed_decision(later).annexes)
    (beside,) = rows_of(later, lines_in(later), cast.standing, edits=False)
    marked = rows_of(first, lines_in(first), cast.standing, edits=False)
    assert beside.number == "03"
    assert [row.amended for row in marked] == ["", "", "Đã sửa đổi theo Quyết định số 16/QĐ-SNgV"]
    assert marked[2].amended_url.endswith(f"/{later.pk}/")


def test_an_award_amended_in_a_later_year_counts_in_the_year_of_the_first(
    cast: Cast, first: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, dt.datetime(2027, 2, 3, 9))
    made = drafted(cast, first, printed_name="Tên đã sửa")
    bring(cast, made, ISSUED, number=16)
    award = Award.objects.get(pk=first.lines.get(order=3).award_id)
    row = registered(cast.standing, titles=True).get(pk=award.pk)

    assert (award.number, award.decided_on) == (first.number, first.issued_on)
    assert "16/QĐ-SNgV" in award.note
    assert given_in(Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))).count() == 3
    assert (row.decision, row.latest, row.latest_number) == (first.pk, made.pk, "16/QĐ-SNgV")


def test_a_correction_after_the_rate_rose_adds_no_money_and_says_so(
    cast: Cast, first: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reward.pay(actor=cast.standing, decision=first, paid_on=dt.date(2026, 6, 5), seen=first.version)
    set_clock(monkeypatch, dt.datetime(2026, 8, 3, 9))
    later = bring(cast, drafted(cast, first, printed_name="Tên đã sửa"), ISSUED, number=16)

    (due,) = reward.dues(later)

    assert (due.here, due.left, later.base_salary) == (0, 0, first.base_salary)
    assert _row(due).paid == "không phát sinh"


def test_money_is_summed_by_kind_and_counts_never_together(cast: Cast) -> None:
    people = make_eligible(cast.standing, 2)
    form = Commendation.objects.get(code="GK")
    unit = Unit.objects.get(pk=cast.standing_office.pk)
    people[1].title, people[1].commendation = None, form
    people[1].person, people[1].unit = None, unit
    people[1].save()
    decision = make_decision(cast, ISSUED, meeting=make_carried(cast, people))

    found = reward.dues(decision)
    said = subtotals(paid_lines(found))
    printed = str(payment_list(decision, found).body)
    collective = decision.lines.get(order=2)

    assert [told for told, _ in said] == ["Danh hiệu thi đua: 01 cá nhân", "Hình thức khen thưởng: 01 tập thể"]
    assert f"Số tiền của cả quyết định: {sum(money for _, money in said):,}".replace(",", ".") in printed
    assert collective.printed_about == cast.office.name
    assert _counts(decision) == [
        "Danh sách danh hiệu thi đua: 01 cá nhân.",
        "Danh sách hình thức khen thưởng: 01 tập thể.",
    ]
