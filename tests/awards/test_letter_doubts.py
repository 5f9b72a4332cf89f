"""What a letter that goes up is to be looked at for: another law on the day of receipt, a deadline that is missed."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import Hold, LetterState
from awards.services import letter_way as way
from awards.services.letter_doubts import what_to_look_at
from plans.errors import DomainError
from tests.awards.letter_factory import make_deadline, make_letter, make_ready
from tests.factory import Cast
from tests.web.clock import set_clock


@pytest.fixture(autouse=True)
def _late_march(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 3, 30, 9))


def test_a_receipt_under_another_law_than_that_of_the_examination_is_said(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Luật 06/2026/QH16, Điều 4: what is received for appraisal from 01/10/2026 follows the amended law."""
    letter = make_letter(cast, [make_ready(cast, law="LAW_2022")], number=3)

    def told(**days: dt.date) -> list[str]:
        for name, day in days.items():
            setattr(letter, name, day)
        return [line for line in what_to_look_at(letter) if "thẩm định theo" in line]

    assert told() == []  # in March the old law is in force
    set_clock(monkeypatch, dt.datetime(2026, 10, 1, 9))
    (before,) = told()
    assert before.startswith("1 hồ sơ thẩm định theo Luật Thi đua, khen thưởng 06/2022/QH15: Hoàng Văn Em. Cấp trên")
    assert "trước khi gửi" in before
    (after,) = told(sent_on=dt.date(2026, 9, 30), received_on=dt.date(2026, 10, 1))
    assert "Cấp trên nhận ngày 01/10/2026 thì theo Luật sửa đổi 06/2026/QH16" in after
    assert told(received_on=dt.date(2026, 9, 30)) == []


def test_a_letter_that_misses_the_deadline_above_is_said(cast: Cast) -> None:
    make_deadline(due_on=dt.date(2026, 3, 1), what="Đợt đầu năm")
    make_deadline(due_on=dt.date(2026, 4, 3))
    letter = make_letter(cast, number=3)

    def late() -> list[str]:
        return [line for line in what_to_look_at(letter) if "hạn “" in line]

    assert late() == []  # begun after the first deadline, it is for the second
    letter.sent_on = dt.date(2026, 4, 4)
    (said,) = late()
    assert said.startswith("Gửi ngày 04/04/2026, sau hạn “Khen thưởng công trạng hằng năm” (03/04/2026) của cấp trên.")


def test_while_somebody_is_examined_the_letter_neither_goes_up_nor_out(cast: Cast) -> None:
    nomination = make_ready(cast)
    letter = make_letter(cast, [nomination], state=LetterState.SUBMITTED)
    hold = Hold.objects.create(
        person=nomination.person, reason=Hold.Reason.COMPLAINT, since=dt.date(2026, 3, 25), entered_by=cast.standing
    )

    with pytest.raises(DomainError, match="đang được cơ quan thường trực xem xét"):
        way.PAPERS.approve(actor=cast.leader, record=letter, seen=letter.version)

    hold.released_on, hold.release_note = dt.date(2026, 3, 30), "Không có vi phạm."
    hold.released_by = cast.standing
    hold.save()
    assert way.PAPERS.approve(actor=cast.leader, record=letter, seen=letter.version).state == LetterState.APPROVED
