"""Letters that go up: what may stand in one, both ways, its way to a number, what came back, guidance."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from awards.models import (
    Answer,
    Award,
    AwardLetter,
    LetterKind,
    LetterState,
    NominationState,
    SubmissionLine,
    Track,
)
from awards.services import letter as writing
from awards.services import letter_answer as above
from awards.services import letter_way as way
from awards.services.deadline import remove_deadline, save_deadline
from awards.services.letter_document import basis_for, printed_letter, stale_basis
from awards.services.letter_doubts import what_to_look_at
from awards.services.report_drawings import award_drawings
from awards.views.upward_results import results_of
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Confidence, IssuedPaper, LegalText, Notice
from plans.papers.content import Paper, Table, plain
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.rules.report_kind import free_span
from plans.services import bin as bin_service
from plans.services.frozen_print import frozen_paper
from plans.sockets import ReportQuestion
from tests.awards.letter_factory import GUIDANCE, WORDS, make_deadline, make_letter, make_ready
from tests.awards.nomination_factory import make_nomination_file, make_round
from tests.factory import Cast, make_plan
from tests.web.clock import set_clock

GRANTED = {
    "answer": Answer.GRANTED,
    "answered_on": dt.date(2026, 3, 20),
    "answer_number": "345/QĐ-UBND",
    "answer_note": "",
}


@pytest.fixture(autouse=True)
def _late_march(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 3, 30, 9))


def tables_of(paper: Paper) -> list[list[str]]:
    """The rows of the tables in the annexes."""
    blocks = [block for annex in paper.annexes for block in annex.body if isinstance(block, Table)]
    return [[plain(cell) for cell in row.cells] for block in blocks for row in block.rows if hasattr(row, "cells")]


def create(cast: Cast, nominations: list[int], **more: Any) -> AwardLetter:
    facts = {"kind": LetterKind.SUBMISSION, "track": Track.PROVINCE, "year": 2026, "reasons": {}, "values": WORDS}
    return writing.create_letter(actor=cast.standing, nominations=nominations, **{**facts, **more})


# -- What may stand in a letter ----------------------------------------------------------------------------------------


def test_only_eligible_dossiers_of_the_track_are_ready_and_each_once(cast: Cast) -> None:
    eligible = make_ready(cast)
    make_ready(cast, person=cast.contact.person, state=NominationState.SUBMITTED)
    of_office = make_ready(cast, "GK", person=cast.clerk.person)
    of_ministry = make_ready(cast, "BK_BO", person=cast.leader.person)
    of_state = make_ready(cast, "BK_TTG", person=cast.leader.person)

    province = set(writing.ready_for(Track.PROVINCE).values_list("pk", flat=True))
    ministry = list(writing.ready_for(Track.MINISTRY).values_list("pk", flat=True))
    create(cast, [eligible.pk])

    assert province == {eligible.pk, of_state.pk}
    assert ministry == [of_ministry.pk]
    assert of_office.pk not in province
    with pytest.raises(DomainError, match="đã nằm trong tờ trình khác"):
        create(cast, [eligible.pk])
    with pytest.raises(DomainError, match="Chọn ít nhất một hồ sơ"):
        create(cast, [])


def test_one_person_and_year_up_both_ways_asks_for_a_reason_and_keeps_it(cast: Cast) -> None:
    make_letter(cast, [make_ready(cast)], number=3)
    second = make_ready(cast, "BK_BO")

    with pytest.raises(DomainError, match="Ghi lý do trình cả hai hệ cho: Hoàng Văn Em"):
        create(cast, [second.pk], track=Track.MINISTRY)
    letter = create(cast, [second.pk], track=Track.MINISTRY, reasons={second.pk: "Thành tích khác nhau."})

    assert list(letter.lines.values_list("twice_reason", flat=True)) == ["Thành tích khác nhau."]
    assert what_to_look_at(letter)[-1] == (
        "Hoàng Văn Em trình cả hai hệ, còn: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh, hệ Tỉnh (qua Sở Nội vụ), "
        "tờ trình số 03/TTr-SNgV. Lý do ghi: Thành tích khác nhau."
    )


def test_another_year_goes_the_other_way_without_a_reason(cast: Cast) -> None:
    make_letter(cast, [make_ready(cast)], number=3)
    other = make_ready(cast, "BK_BO", year=2024)

    assert create(cast, [other.pk], track=Track.MINISTRY).lines.get().twice_reason == ""


def test_who_does_not_send_up_writes_no_letter(cast: Cast) -> None:
    one = make_ready(cast)

    with pytest.raises(NotAllowed, match="Chỉ thường trực"):
        writing.create_letter(
            actor=cast.contact,
            kind=LetterKind.SUBMISSION,
            track=Track.PROVINCE,
            year=2026,
            nominations=[one.pk],
            reasons={},
            values=WORDS,
        )


def test_two_edits_at_once_are_told(cast: Cast) -> None:
    letter = make_letter(cast, state=LetterState.DRAFT)
    carried = list(letter.lines.values_list("nomination", flat=True))
    change: dict[str, Any] = {"letter": letter, "nominations": carried, "reasons": {}, "seen": letter.version}
    writing.save_letter(actor=cast.standing, values={**WORDS, "body": "Lời mới."}, **change)

    with pytest.raises(EditConflict):
        writing.save_letter(actor=cast.standing, values=WORDS, **change)


def test_a_draft_in_the_bin_frees_its_dossiers_and_comes_back_only_with_them(cast: Cast) -> None:
    letter = make_letter(cast, state=LetterState.DRAFT)
    one = letter.lines.get().nomination_id
    writing.remove_letter(actor=cast.standing, letter=letter)

    other = create(cast, [one])
    with pytest.raises(DomainError, match="nay nằm trong tờ trình khác"):
        bin_service.restore(record=letter, actor=cast.standing)
    writing.remove_letter(actor=cast.standing, letter=other)
    bin_service.restore(record=letter, actor=cast.standing)

    assert AwardLetter.objects.kept().get() == letter


# -- Its way -----------------------------------------------------------------------------------------------------------


def test_a_submission_walks_to_its_number_and_is_frozen(cast: Cast) -> None:
    unit = make_ready(cast, "TTLDXS", unit=cast.division)
    person = make_ready(cast)
    letter = make_letter(cast, [person, unit])

    paper = frozen_paper(letter.paper)
    acts = AuditEntry.objects.filter(object_type="awards.awardletter", object_id=str(letter.pk)).order_by("number")

    assert str(IssuedPaper.objects.get()) == "Tờ trình 12/TTr-SNgV"
    assert list(acts.values_list("act", "actor_name")) == [
        ("award_letter.create", "thuongtruc"),
        ("award_letter.submit", "thuongtruc"),
        ("award_letter.approve", "lanhdao"),
        ("award_letter.issue", "vanthu"),
    ]
    assert tables_of(paper) == [
        ["1", "Phòng Lãnh sự - Biên giới", "", "", "Tập thể lao động xuất sắc", unit.achievement],
        [
            *("1", "Hoàng Văn Em", "", "Phòng Lãnh sự - Biên giới"),
            *("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", person.achievement),
        ],
    ]
    assert [annex.landscape for annex in paper.annexes] == [True, False]


def test_the_list_of_nominees_is_printed_across_and_word_takes_the_whole(cast: Cast) -> None:
    letter = make_letter(cast, state=LetterState.DRAFT)
    paper = printed_letter(letter)

    pages = PdfDocument(render_pdf(paper, filed=False))
    sizes = [page.get_width() > page.get_height() for page in pages]

    assert sizes == [False, True, False]
    assert "DANH SÁCH TRÍCH NGANG" in pages[1].get_textpage().get_text_range()
    assert "TÓM TẮT THÀNH TÍCH" in pages[2].get_textpage().get_text_range()
    assert render_docx(paper)[:2] == b"PK"


def test_a_letter_that_lacks_something_is_not_submitted(cast: Cast) -> None:
    letter = make_letter(cast, state=LetterState.DRAFT, basis="", signer_name="")

    with pytest.raises(DomainError, match=r"Chưa có căn cứ\. Chưa có người ký"):
        way.PAPERS.submit(actor=cast.standing, record=letter, seen=letter.version)


def test_a_dossier_unlocked_meanwhile_stops_the_letter(cast: Cast) -> None:
    letter = make_letter(cast, state=LetterState.APPROVED)
    nomination = letter.lines.get().nomination
    nomination.unlock()
    nomination.save()

    with pytest.raises(DomainError, match="1 hồ sơ không còn đủ điều kiện"):
        way.PAPERS.issue(actor=cast.clerk, record=letter, number=5, issued_on=dt.date(2026, 2, 2), seen=letter.version)


def test_a_returned_letter_is_a_draft_with_its_reason(cast: Cast) -> None:
    letter = make_letter(cast, state=LetterState.SUBMITTED)

    way.PAPERS.send_back(actor=cast.leader, record=letter, reason="Bổ sung căn cứ.", seen=letter.version)
    letter.refresh_from_db()

    assert (letter.state, letter.return_reason) == (LetterState.DRAFT, "Bổ sung căn cứ.")
    assert Notice.objects.filter(user=cast.standing, text__contains="Bổ sung căn cứ.").exists()


def test_the_law_cited_is_that_of_the_day_and_a_lapsed_text_is_flagged(cast: Cast) -> None:
    LegalText.objects.filter(code="ND_152_2025").update(effective_to=dt.date(2026, 3, 1))
    letter = make_letter(cast, state=LetterState.DRAFT, basis="Căn cứ Nghị định số 152/2025/NĐ-CP")

    today = basis_for({"BK_TINH"}, dt.date(2026, 3, 30))

    assert not any("152/2025" in line for line in today)
    assert any("06/2022/QH15" in line for line in today)
    assert stale_basis(letter.basis, dt.date(2026, 3, 1)) == []
    assert stale_basis(letter.basis, dt.date(2026, 3, 30)) == [
        "Nghị định số 152/2025/NĐ-CP đã hết hiệu lực từ ngày 02/03/2026. Xem lại căn cứ."
    ]


# -- What came back ----------------------------------------------------------------------------------------------------


def answer(cast: Cast, letter: AwardLetter, **values: Any) -> SubmissionLine:
    letter.refresh_from_db()
    line = letter.lines.get()
    above.record_answers(
        actor=cast.standing, letter=letter, lines=[line.pk], values={**GRANTED, **values}, seen=letter.version
    )
    line.refresh_from_db()
    return line


def test_a_grant_enters_the_record_and_is_told_and_taken_back_leaves_it(cast: Cast) -> None:
    letter = make_letter(cast)
    nomination = letter.lines.get().nomination

    line = answer(cast, letter)
    given = Award.objects.get()

    assert line.award == given
    assert (given.person, given.commendation, given.year) == (nomination.person, nomination.commendation, 2025)
    assert (given.number, given.decided_on) == ("345/QĐ-UBND", dt.date(2026, 3, 20))
    assert results_of(2025)["person", nomination.person_id, "BK_TINH"].words == (
        "Quyết định số 345/QĐ-UBND ngày 20/03/2026"
    )
    told = Notice.objects.filter(text__contains="được tặng").values_list("user__username", flat=True)
    assert set(told) == {"daumoi", "canhan"}

    answer(cast, letter, answer_number="346/QĐ-UBND")
    assert Award.objects.get().number == "346/QĐ-UBND"
    line = answer(cast, letter, answer=Answer.WAITING)

    assert (line.answered_on, line.answer_number, Award.objects.count()) == (None, "", 0)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"answer_number": " "}, "Ghi số quyết định"),
        ({"answered_on": None}, "Ghi ngày quyết định"),
        ({"answered_on": dt.date(2026, 2, 1)}, "ở trước ngày ban hành"),
        ({"answered_on": dt.date(2026, 3, 31)}, "ở sau hôm nay"),
        ({"answer": Answer.RETURNED}, "Ghi lý do trả lại"),
        ({"answer": Answer.REFUSED, "answer_number": ""}, "Ghi lý do không được tặng"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(cast: Cast, values: dict[str, Any], words: str) -> None:
    letter = make_letter(cast)

    with pytest.raises(DomainError, match=words):
        answer(cast, letter, **values)
    assert not Award.objects.exists()


def test_a_returned_dossier_tells_its_maker_and_may_go_up_again(cast: Cast) -> None:
    letter = make_letter(cast)
    nomination = letter.lines.get().nomination

    answer(cast, letter, answer=Answer.RETURNED, answer_number="", answer_note="Thiếu xác nhận sáng kiến.")

    assert nomination in writing.ready_for(Track.PROVINCE)
    notice = Notice.objects.get(user=cast.contact, text__contains="bị trả lại hồ sơ")
    assert "Thiếu xác nhận sáng kiến." in notice.text


def test_days_of_sending_and_receiving_stand_in_order(cast: Cast) -> None:
    letter = make_letter(cast)

    def dispatch(sent: dt.date | None, receipt: str, received: dt.date | None) -> None:
        letter.refresh_from_db()
        values = {"sent_on": sent, "receipt_number": receipt, "received_on": received}
        above.record_dispatch(actor=cast.standing, letter=letter, values=values, seen=letter.version)

    with pytest.raises(DomainError, match="ở trước ngày ban hành"):
        dispatch(dt.date(2026, 2, 1), "", None)
    with pytest.raises(DomainError, match="ở trước ngày gửi"):
        dispatch(dt.date(2026, 2, 5), "", dt.date(2026, 2, 4))
    dispatch(dt.date(2026, 2, 3), "H40-123", dt.date(2026, 2, 4))
    letter.refresh_from_db()

    assert (letter.sent_on, letter.receipt_number, letter.received_on) == (
        dt.date(2026, 2, 3),
        "H40-123",
        dt.date(2026, 2, 4),
    )


def test_a_draft_has_no_answer(cast: Cast) -> None:
    letter = make_letter(cast, state=LetterState.APPROVED)

    with pytest.raises(DomainError, match="chưa ban hành"):
        answer(cast, letter)


# -- Guidance, deadlines, figures --------------------------------------------------------------------------------------


def test_guidance_lists_what_is_missing_and_tells_those_named(cast: Cast) -> None:
    award_round = make_round(cast.standing)
    complete = make_ready(cast, person=cast.clerk.person, award_round=award_round, state=NominationState.DRAFT)
    for document in ("D03_BC_CA_NHAN", "D09_BIEN_BAN", "D11_SANG_KIEN", "D15_QD_TRUOC"):
        make_nomination_file(complete, cast.standing, document)
    lacking = make_ready(cast, award_round=award_round, state=NominationState.DRAFT)
    make_nomination_file(lacking, cast.contact)

    letter = make_letter(cast, [complete, lacking], kind=LetterKind.GUIDANCE)
    told = Notice.objects.filter(text__contains="hoàn thiện hồ sơ đề nghị").values_list("user__username", flat=True)
    first = tables_of(printed_letter(letter))[0]

    assert first[:3] == ["1", "Hoàng Văn Em\nPhòng Lãnh sự - Biên giới", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"]
    assert "Báo cáo thành tích" in first[3]
    assert "Biên bản bình xét" not in first[3]
    assert {"canhan", "daumoi"} <= set(told)
    assert letter in AwardLetter.objects.visible_to(cast.stranger)


def test_guidance_needs_its_day(cast: Cast) -> None:
    letter = make_letter(cast, kind=LetterKind.GUIDANCE, state=LetterState.DRAFT, due_on=None)

    with pytest.raises(DomainError, match="Chưa ghi ngày hoàn thiện hồ sơ"):
        way.PAPERS.submit(actor=cast.standing, record=letter, seen=letter.version)
    assert GUIDANCE["due_on"] is not None


def test_a_deadline_is_entered_once_with_where_it_is_written(cast: Cast) -> None:
    known = make_deadline()
    values = {name: getattr(known, name) for name in ("track", "year", "what", "due_on", "source", "confidence")}

    with pytest.raises(DomainError, match="đã ghi hạn"):
        save_deadline(actor=cast.standing, deadline=None, values=values)
    with pytest.raises(DomainError, match="Ghi văn bản nêu hạn"):
        save_deadline(
            actor=cast.standing,
            deadline=known,
            values={**values, "source": " ", "confidence": Confidence.READ},
            seen=known.version,
        )
    remove_deadline(actor=cast.standing, deadline=known)
    save_deadline(actor=cast.standing, deadline=None, values=values)
    with pytest.raises(DomainError, match="đã được ghi lại"):
        bin_service.restore(record=known, actor=cast.standing)


def test_a_report_counts_what_went_up_and_what_came_back(cast: Cast) -> None:
    letter = make_letter(cast, [make_ready(cast)])
    answer(cast, letter)

    span = free_span(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    question = ReportQuestion(make_plan(), "half", span, span.last)
    said = [one.text for one in award_drawings(question)]

    honour = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    assert said[0] == f"Tiếp nhận 01 hồ sơ đề nghị tặng {honour} cho cá nhân."
    assert f"Trình cấp trên 01 hồ sơ đề nghị tặng {honour} cho cá nhân: 01 hồ sơ được tặng." in said
