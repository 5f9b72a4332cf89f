"""The căn cứ of a decision: minutes by number only once they have one, the law that is in force on its day."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import Decision, ListPlace, Meeting, MeetingPaper, PaperOfMeeting
from awards.services import decision as writing
from awards.services.decision_way import what_to_look_at
from plans.models import Plan
from tests.awards.decision_factory import make_carried
from tests.factory import Cast
from tests.web.clock import set_clock

NEW_LAW = "06/2026/QH16"


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def draft(cast: Cast, meeting: Meeting) -> Decision:
    items = [item.pk for item in writing.free_items(meeting)]
    return writing.draft_from_meeting(actor=cast.standing, meeting=meeting, items=items)


def numbered(cast: Cast, meeting: Meeting) -> None:
    MeetingPaper.objects.create(
        meeting=meeting,
        kind=PaperOfMeeting.MINUTES,
        number="03/BB-HĐTĐKT",
        issued_on=dt.date(2026, 6, 6),
        written_by=cast.standing,
    )


def test_minutes_without_a_number_are_cited_by_their_day_and_that_is_said(cast: Cast) -> None:
    made = draft(cast, make_carried(cast))

    assert "Căn cứ Biên bản họp ngày 05 tháng 6 năm 2026 của Hội đồng TĐKT Sở" in made.basis
    assert any(words.startswith("Biên bản phiên họp chưa có số") for words in what_to_look_at(made))


def test_numbered_minutes_are_cited_by_number_and_day(cast: Cast) -> None:
    meeting = make_carried(cast)
    numbered(cast, meeting)

    made = draft(cast, meeting)

    assert "Căn cứ Biên bản số 03/BB-HĐTĐKT ngày 06 tháng 6 năm 2026 của Hội đồng TĐKT Sở" in made.basis
    assert not any("Biên bản" in words for words in what_to_look_at(made))


def test_a_list_among_the_articles_is_not_called_one_that_is_enclosed(cast: Cast) -> None:
    made = draft(cast, make_carried(cast))
    assert not any("danh sách kèm theo" in words for words in what_to_look_at(made))

    made.list_place = ListPlace.ARTICLES

    assert any("danh sách kèm theo" in words for words in what_to_look_at(made))


def test_a_draft_older_than_the_number_of_its_minutes_says_so(cast: Cast) -> None:
    meeting = make_carried(cast)
    made = draft(cast, meeting)
    numbered(cast, meeting)

    assert "Biên bản đã có số 03/BB-HĐTĐKT; căn cứ chưa dẫn số này." in what_to_look_at(made)


def test_the_law_cited_is_that_of_the_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 9, 30, 9))
    before = draft(cast, make_carried(cast))
    set_clock(monkeypatch, dt.datetime(2026, 10, 1, 9))
    after = draft(cast, make_carried(cast))

    assert (NEW_LAW in before.basis, NEW_LAW in after.basis) == (False, True)
