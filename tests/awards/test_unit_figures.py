"""Figures of a unit in its contribution: recounted from raw rows by plain loops, each shown to whom it may be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.models import Award, Initiative, InitiativeState, Nomination, Recognition, WorkKind
from awards.services.unit_figures import award_unit_figures
from emulation.models import Aim, Campaign, ModelExample, Pledge, PledgeParty, Registration
from emulation.services.unit_figures import emulation_unit_figures
from plans.models import Contribution, Plan
from plans.services.contribution_figures import drawn_figures, kept_figures
from plans.sockets import UnitFigure
from tests.awards.initiative_factory import make_initiative
from tests.awards.record_factory import make_hold
from tests.awards.report_records import AS_OF, BEFORE, IN, at, make_records, question_of_year
from tests.emulation.campaign_factory import make_campaign
from tests.factory import Cast, make_unit
from tests.plans.contribution_factory import make_contribution
from tests.plans.report_factory import make_report
from tests.web.page import said, table

FIRST = dt.date(2026, 1, 1)
FOUR = {
    (True, True): "danh hiệu thi đua {} tập thể",
    (True, False): "danh hiệu thi đua {} cá nhân",
    (False, True): "hình thức khen thưởng {} tập thể",
    (False, False): "hình thức khen thưởng {} cá nhân",
}
ClientFor = Callable[[str], Client]


def figures(plan: Plan, unit: int) -> dict[str, UnitFigure]:
    """Of one unit, by their words, as both floors draw them."""
    question, units = question_of_year(plan), frozenset({unit})
    found = [*emulation_unit_figures(question, units)[unit], *award_unit_figures(question, units)[unit]]
    assert len({one.words for one in found}) == len(found)
    return {one.words: one for one in found}


def in_time(day: dt.date | dt.datetime | None) -> bool:
    if isinstance(day, dt.datetime):
        day = timezone.localdate(day)
    return day is not None and FIRST <= day <= AS_OF


def home(one: Award | Nomination | Registration) -> int | None:
    return one.unit_id or (one.person.unit_id if one.person else None)


def four(words: str) -> dict[tuple[bool, bool], str]:
    return {apart: said[:1].upper() + said[1:] for apart, form in FOUR.items() if (said := words.format(form))}


@pytest.fixture
def contribution(cast: Cast, plan: Plan) -> Contribution:
    make_records(cast, plan, 2)
    return make_contribution(make_report(plan, cast.standing, "year", as_of=AS_OF), cast.division, cast)


def test_what_was_proposed_and_granted_is_recounted_apart(cast: Cast, plan: Plan) -> None:
    make_records(cast, plan, 4)
    found, unit = figures(plan, cast.division.pk), cast.division.pk

    for apart, words in four("{}").items():
        proposed = [
            one.pk
            for one in Nomination.objects.all()
            if in_time(one.submitted_at)
            and one.state in ("submitted", "eligible")
            and home(one) == unit
            and (bool(one.title_id), bool(one.unit_id)) == apart
        ]
        granted = [
            one.pk
            for one in Award.objects.all()
            if in_time(one.decided_on)
            and one.revoked_on is None
            and home(one) == unit
            and (bool(one.title_id), bool(one.unit_id)) == apart
        ]
        which = words.format("cho")
        one = found.get(f"Hồ sơ đề nghị {which[:1].lower()}{which[1:]}")
        assert sorted(one.keys if one else ()) == sorted(proposed), words
        given = found.get(words.format("đã tặng cho"))
        assert sorted(given.keys if given else ()) == sorted(granted), words
    assert len(found["Danh hiệu thi đua đã tặng cho tập thể"].keys) == 1
    parts = [one for words, one in found.items() if words.startswith("Danh hiệu thi đua đã tặng cho cá nhân: ")]
    assert sorted(key for one in parts for key in one.keys) == sorted(
        found["Danh hiệu thi đua đã tặng cho cá nhân"].keys
    )


def test_registrations_campaigns_pledges_and_examples_are_recounted(cast: Cast, plan: Plan) -> None:
    make_records(cast, plan, 4)
    named = make_campaign(cast, number=14, issued_on=IN, starts_on=IN, name="Chỉ một trung tâm")
    named.participants.add(cast.subordinate)
    through_group = make_campaign(cast, number=15, issued_on=IN, starts_on=IN, name="Các phòng")
    through_group.participants.add(cast.group)
    for pledge in Pledge.objects.all():
        PledgeParty.objects.create(pledge=pledge, unit=cast.division, name=cast.division.name)
    found, unit = figures(plan, cast.division.pk), cast.division.pk

    ran = [one.pk for one in Campaign.objects.all() if in_time(one.issued_on) and one.pk != named.pk]
    assert sorted(found["Phong trào thi đua tham gia"].keys) == sorted(ran)
    assert named.pk in figures(plan, cast.subordinate.pk)["Phong trào thi đua tham gia"].keys
    for apart, words in four("Đăng ký {}").items():
        aims = [
            one.registration_id
            for one in Aim.objects.select_related("registration")
            if in_time(one.registration.sent_at)
            and one.registration.state != "draft"
            and home(one.registration) == unit
            and (bool(one.title_id), bool(one.registration.unit_id)) == apart
        ]
        one = found.get(words.format("của"))
        assert sorted(one.keys if one else ()) == sorted(set(aims)), words
    signed = [one.pk for one in Pledge.objects.all() if in_time(one.signed_on)]
    assert sorted(found["Giao ước thi đua đã ký"].keys) == sorted(signed)
    assert len(found["Điển hình tiên tiến là cá nhân"].keys) == ModelExample.objects.count()
    assert "Điển hình tiên tiến là tập thể" not in found


def test_initiatives_are_recounted_and_research_stands_apart(cast: Cast, plan: Plan) -> None:
    other = make_unit()
    for unit in (cast.division, other):
        make_initiative(cast.contact, unit=unit, state=InitiativeState.SUBMITTED, submitted_at=at(IN))
        for kind in WorkKind.values:
            for day in (IN, BEFORE, AS_OF + dt.timedelta(days=1)):
                work = make_initiative(
                    cast.contact, unit=unit, kind=kind, state=InitiativeState.RECOGNISED, submitted_at=at(BEFORE)
                )
                for scope in Recognition.Scope.values[:2]:
                    Recognition.objects.create(initiative=work, scope=scope, number="45/QĐ", decided_on=day)
    found = figures(plan, cast.division.pk)

    own = list(Initiative.objects.filter(unit=cast.division))
    assert found["Sáng kiến đã nộp"].keys == tuple(one.pk for one in own if in_time(one.submitted_at))
    for words, kind in (("Sáng kiến được công nhận", "initiative"), ("Đề tài được công nhận", "research")):
        raw = {one.pk for one in own if one.kind == kind and any(in_time(r.decided_on) for r in one.recognitions.all())}
        assert (set(found[words].keys), len(found[words].keys)) == (raw, 1)


def test_a_unit_of_which_nothing_is_kept_says_so_once_for_each(plan: Plan, cast: Cast) -> None:
    assert {words: one.keys for words, one in figures(plan, cast.division.pk).items()} == dict.fromkeys(
        (
            *("Phong trào thi đua tham gia", "Đăng ký thi đua", "Sáng kiến đã nộp", "Sáng kiến được công nhận"),
            *("Hồ sơ đề nghị đã trình", "Khen thưởng đã có quyết định"),
        ),
        (),
    )


def test_every_figure_opens_exactly_the_rows_it_counts(
    contribution: Contribution, cast: Cast, client_for: ClientFor
) -> None:
    kept = kept_figures(contribution.figures)
    assert {"task", "campaign", "registration", "example", "nomination", "award"} <= {one.kind for one in kept}
    for who in ("contact", "standing", "leader"):
        client = client_for(who)
        for place, one in enumerate(kept):
            if one.keys and (who == "contact" or not one.is_part):
                page = client.get(reverse("plans:contribution_rows", args=[contribution.pk, place]))
                assert (page.status_code, len(table(page))) == (200, len(one.keys)), (who, one.words)


def test_figures_of_people_are_for_those_who_work_with_them(
    contribution: Contribution, cast: Cast, client_for: ClientFor
) -> None:
    page = reverse("plans:contribution", args=[contribution.pk])
    kept = kept_figures(contribution.figures)
    of_people = next(place for place, one in enumerate(kept) if one.kind == "nomination")
    rows = reverse("plans:contribution_rows", args=[contribution.pk, of_people])
    for who in ("contact", "standing", "leader"):
        assert "Danh hiệu thi đua đã tặng cho cá nhân" in said(client_for(who).get(page))
    for who in ("admin", "clerk"):
        words = said(client_for(who).get(page))
        assert "đã tặng cho cá nhân" not in words
        assert "Hồ sơ đề nghị" not in words
        assert "Danh hiệu thi đua đã tặng cho tập thể" in words  # what collectives were given is public
        assert "chỉ hiện với đầu mối" in words
        assert client_for(who).get(rows).status_code == 403


def test_a_hold_changes_no_figure(contribution: Contribution, cast: Cast) -> None:
    person = Nomination.objects.filter(person__unit=cast.division, state="submitted").first()
    assert person is not None
    make_hold(person.person, cast.standing)

    drawn = drawn_figures(contribution.report, [cast.division.pk])[cast.division.pk]
    assert drawn == contribution.figures


@pytest.mark.parametrize("number", [1, 12])
def test_units_are_drawn_in_as_many_queries_however_many_rows(cast: Cast, plan: Plan, number: int) -> None:
    make_records(cast, plan, number)
    units = [cast.division.pk, *(make_unit().pk for _ in range(number))]
    report = make_report(plan, cast.standing, "year", as_of=AS_OF)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        drawn_figures(report, units)

    assert len(queries) == 11
