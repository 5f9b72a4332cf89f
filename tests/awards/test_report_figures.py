"""Figures of reports: recounted from raw rows by plain loops, equal in prose and annexes, in few queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.models import Award, FundEntry, Initiative, Meeting, MeetingState, Nomination, Recognition
from awards.rules.money import dotted
from emulation.models import Aim, Campaign, ModelExample, Pledge, Publicity, Registration, Target
from plans.models import Plan
from plans.rules.report_line import Drawn
from plans.services.report_annexes import OF_TASKS
from plans.sockets import DrawnAnnex
from tests.awards.report_records import AS_OF, drawn, make_records, rows_of
from tests.factory import Cast

FIRST = dt.date(2026, 1, 1)
FOUR = ("titles.units", "titles.people", "commendations.units", "commendations.people")
Found = tuple[dict[str, Drawn], dict[str, DrawnAnnex]]


@pytest.fixture
def found(cast: Cast, plan: Plan) -> Found:
    make_records(cast, plan, 7)
    return drawn(plan)


def in_time(day: dt.date | dt.datetime | None) -> bool:
    if isinstance(day, dt.datetime):
        day = timezone.localdate(day)
    return day is not None and FIRST <= day <= AS_OF


def which(one: Award | Nomination) -> str:
    in_list = "titles" if one.title_id else "commendations"
    return f"{in_list}.{'units' if one.unit_id else 'people'}"


def test_awards_are_recounted_and_the_annexes_agree(found: Found) -> None:
    said, annexes = found
    given = [one for one in Award.objects.all() if in_time(one.decided_on) and one.revoked_on is None]
    raw = Counter(which(one) for one in given)
    last_year = Counter(
        which(one)
        for one in Award.objects.all()
        if one.decided_on and dt.date(2025, 1, 1) <= one.decided_on <= dt.date(2025, 11, 20)
    )
    annex = annexes["awards"].figures

    for four in FOUR:
        one = said.get(f"awards.granted.{four}")
        assert (one.figures[""] if one else 0) == raw[four]
        assert one is None or one.figures["before"] == last_year[four]
        assert one is None or rows_of(one, "award") == {award.pk for award in given if which(award) == four}
        row, leaf = ("dh" if "titles" in four else "ht"), ("t.unit" if "units" in four else "c.person")
        assert annex[f"{row}.{leaf}"] == raw[four]
    titles = said["awards.who.titles.people"].figures
    people = [one.person for one in given if which(one) == "titles.people"]
    assert titles == {
        "which": "danh hiệu “Lao động tiên tiến”",
        "noun": "lượt" if len({one and one.pk for one in people}) < len(people) else "người",
        "women": sum(one is not None and one.sex == "female" for one in people),
        "no_sex": sum(one is not None and not one.sex for one in people),
        "direct": sum(one is not None and one.position_group in ("specialist", "worker") for one in people),
        "no_group": sum(one is not None and not one.position_group for one in people),
    }
    assert annex["dh.cn.person"] == titles["women"]
    assert annex["dh.cd.person"] == titles["direct"]
    province = [one for one in given if one.commendation and one.commendation.code == "BK_TINH"]
    assert annexes["0603"].figures["01.2.unit"] == sum(one.unit_id is not None for one in province)
    assert annexes["0603"].figures["01.2.person"] == sum(one.person_id is not None for one in province)


def test_what_was_proposed_is_recounted_and_apart_from_what_was_granted(found: Found) -> None:
    said, _ = found
    raw: dict[str, set[int]] = {four: set() for four in FOUR}
    for one in Nomination.objects.all():
        if in_time(one.submitted_at) and one.state in ("submitted", "eligible") and one.removed_at is None:
            raw[which(one)].add(one.pk)

    for four in FOUR:
        drawn_one = said.get(f"awards.proposed.{four}")
        assert (rows_of(drawn_one, "nomination") if drawn_one else set()) == raw[four]
    assert said["awards.proposed.titles.units"].text == (
        "Tiếp nhận 01 hồ sơ đề nghị tặng danh hiệu “Tập thể lao động tiên tiến” cho tập thể; "
        "cùng kỳ năm 2025 không có nên không tính được tỷ lệ tăng."
    )


def test_promises_are_recounted_and_the_annex_agrees(found: Found) -> None:
    said, annexes = found
    sent = {one.pk: one for one in Registration.objects.all() if one.state != "draft" and _before(one)}
    aims = [one for one in Aim.objects.all() if one.registration_id in sent]
    figures = annexes["promises"].figures

    def count(name: str) -> Counter[str]:
        found_aims = aims
        if name != "registered":
            model = Nomination if name == "proposed" else Award
            found_aims = [
                aim for aim in aims if any(_same(aim, sent[aim.registration_id], one) for one in model.objects.all())
            ]
        return Counter(
            f"{'titles' if aim.title_id else 'commendations'}."
            f"{'units' if sent[aim.registration_id].unit_id else 'people'}"
            for aim in found_aims
        )

    for name in ("registered", "proposed", "granted"):
        raw = count(name)
        assert {four: figures[f"{four}.{name}"] for four in FOUR} == {four: raw[four] for four in FOUR}
        lines = [one for key, one in said.items() if key.startswith("promises.titles.people.")]
        assert sum(int(one.figures[name] or 0) for one in lines) == raw["titles.people"]
    targets = Counter(one.met for one in Target.objects.all() if one.registration_id in sent)
    told = said["promises.targets"].figures
    assert (told["đạt"], told["không đạt"], told["chưa ghi kết quả"]) == (targets[True], targets[False], targets[None])


def _before(one: Registration) -> bool:
    return one.sent_at is not None and timezone.localdate(one.sent_at) <= AS_OF


def _same(aim: Aim, whose: Registration, one: Nomination | Award) -> bool:
    day = one.decided_on if isinstance(one, Award) else one.submitted_at and timezone.localdate(one.submitted_at)
    if day is None or day > AS_OF or one.year != 2026:
        return False
    if isinstance(one, Award) and one.revoked_on is not None:
        return False
    return (aim.title_id, aim.commendation_id, whose.person_id, whose.unit_id) == (
        one.title_id,
        one.commendation_id,
        one.person_id,
        one.unit_id,
    )


def test_campaigns_and_registrations_are_recounted_and_form_0601_agrees(found: Found) -> None:
    said, annexes = found
    ran = [one for one in Campaign.objects.all() if one.issued_on and one.issued_on <= AS_OF]
    running = said["campaigns.running"]
    assert running.figures["all"] == len(ran) == annexes["0601"].figures["all"] == annexes["0601"].figures["01"]
    assert annexes["0601"].figures["11"] == running.figures["theo chuyên đề"] == 1
    assert rows_of(running, "campaign") == {one.pk for one in ran}

    sent = [one for one in Registration.objects.all() if in_time(one.sent_at) and one.state != "draft"]
    told = said["campaigns.registered"].figures
    assert told == {"units": sum(bool(one.unit_id) for one in sent), "people": sum(bool(one.person_id) for one in sent)}
    pks = {one.pk for one in sent}
    by_title = Counter(one.title.name for one in Aim.objects.all() if one.registration_id in pks and one.title)
    assert said["campaigns.aims.titles.people"].figures["Lao động tiên tiến"] == by_title["Lao động tiên tiến"]
    assert said["campaigns.aims.titles.units"].figures == {"Tập thể lao động tiên tiến": 1}
    assert said["campaigns.pledges"].figures["count"] == sum(in_time(one.signed_on) for one in Pledge.objects.all())
    assert said["examples.named"].figures["cá nhân"] == ModelExample.objects.count()
    assert said["examples.publicity"].figures["count"] == sum(in_time(one.on) for one in Publicity.objects.all())


def test_councils_initiatives_and_the_fund_are_recounted(found: Found) -> None:
    said, _ = found
    held = [one for one in Meeting.objects.all() if one.state == MeetingState.MINUTED and in_time(one.held_on)]
    told = [one for key, one in said.items() if key.startswith("councils.meetings.")]
    assert [rows_of(one, "meeting") for one in told] == [{one.pk for one in held}]

    works = [one for one in Initiative.objects.all() if in_time(one.submitted_at) and one.state != "draft"]
    assert said["councils.initiatives"].figures == {
        "received": len(works),
        "scored": sum(one.state != "submitted" for one in works),
    }
    decided = [one for one in Recognition.objects.select_related("initiative") if in_time(one.decided_on)]
    recognised = {one.initiative_id for one in decided if one.initiative.kind == "initiative"}
    assert said["councils.recognised"].figures["recognised"] == len(recognised)
    assert said["councils.research"].figures["research"] == len(decided) - len(recognised)

    entries = [one for one in FundEntry.objects.all() if one.on <= AS_OF]
    left = sum(one.amount if one.way == "in" else -one.amount for one in entries)
    assert said["councils.fund"].figures["left"] == left
    assert said["councils.fund"].text.endswith(f"còn lại {dotted(left)} đồng.")


def test_the_annexes_of_tasks_say_what_the_prose_says(found: Found) -> None:
    said, annexes = found
    prose = said["tasks.cells"].figures
    for code in OF_TASKS:
        assert {name: prose[name] for name in annexes[code].figures} == annexes[code].figures


@pytest.mark.parametrize("number", [1, 30])
def test_a_report_is_drawn_in_forty_queries_however_many_rows(cast: Cast, plan: Plan, number: int) -> None:
    make_records(cast, plan, number)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        drawn(plan)

    assert len(queries) == 34


def test_an_office_without_records_says_nothing_of_them(plan: Plan) -> None:
    said, annexes = drawn(plan)

    assert [key for key in said if not key.startswith(("tasks", "leadership"))] == []
    assert annexes["awards"].figures["dh.c.person"] == annexes["0601"].figures["all"] == 0
    assert annexes["0604"].figures == {}
