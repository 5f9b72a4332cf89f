"""The papers of an event: the first wording of the reply letter, its number in the register, what is frozen."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from pikepdf import Pdf

from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import DelegationState, Event, IssuedPaper, PaperDispatch, ReplyLetter, Task
from plans.papers.content import plain
from plans.papers.frozen import from_json, to_json
from plans.services import delegation, event_letter
from plans.services.files import read_bytes
from plans.services.frozen_print import pdf_of
from tests.factory import Cast
from tests.plans.events import approved_event, make_event, person_of

ON = dt.date(2026, 7, 14)


def issue(event: Event, cast: Cast, *, seen: int = 1, **values: object) -> IssuedPaper:
    """Give the letter of ``event`` number 31 on 14 July, as the clerk does."""
    facts = {"number": 31, "symbol": "SNgV-VP", "issued_on": ON, **values}
    return event_letter.issue_reply(event=event, actor=cast.clerk, seen=seen, **facts)  # type: ignore[arg-type]


def test_the_first_wording_says_what_is_known_and_invents_no_number(task: Task, cast: Cast) -> None:
    event = approved_event(task, cast)

    paper = event_letter.reply_paper(event, event_letter.letter_of(event))

    assert paper.kind == ""
    assert paper.header.number == "Số:        /SNgV"
    assert paper.header.about == "V/v cử đại biểu dự Hội nghị sơ kết của Khối thi đua"
    assert paper.header.place_date == "Lạng Sơn, ngày      tháng      năm 2026"
    addressees, body, table, closing = paper.body
    assert addressees.names == ("Sở Nội vụ tỉnh Lạng Sơn",)
    assert plain(body.words).startswith("Phúc đáp Giấy mời số 12/GM-KTĐ ngày 10/07/2026 của Sở Nội vụ tỉnh Lạng Sơn, ")
    assert [row.cells for row in table.rows] == [
        ("1", "Lý Thị An", "Phòng Lãnh sự - Biên giới", "Đại biểu"),
        ("2", "Hoàng Văn Em", "Phòng Lãnh sự - Biên giới", "Đại biểu"),
    ]
    assert plain(closing.words).endswith("./.")
    assert paper.recipients == ("Như trên", "Lưu: VT")


def test_whoever_excused_himself_is_left_out(task: Task, cast: Cast) -> None:
    event = approved_event(task, cast)
    event.delegates.filter(person=cast.member.person).update(answer="excused")

    assert [one.name for one in event_letter.facts_of(event).members] == ["Lý Thị An"]


def test_the_letter_is_kept_with_its_version(task: Task, cast: Cast) -> None:
    event = approved_event(task, cast)
    values = {name: getattr(event_letter.letter_of(event), name) for name in event_letter.FIELDS}

    event_letter.save_letter(event=event, actor=cast.standing, values={**values, "symbol": "SNgV-VP"}, seen=0)

    assert event_letter.letter_of(event).symbol == "SNgV-VP"
    with pytest.raises(EditConflict):
        event_letter.save_letter(event=event, actor=cast.standing, values=values, seen=0)
    with pytest.raises(NotAllowed):
        event_letter.save_letter(event=event, actor=cast.leader, values=values, seen=1)


@pytest.mark.parametrize(
    ("state", "way", "words"),
    [
        ("planned", DelegationState.DRAFT, "chưa được duyệt"),
        ("planned", DelegationState.SUBMITTED, "chưa được duyệt"),
        ("planned", DelegationState.RETURNED, "chưa được duyệt"),
        ("cancelled", DelegationState.APPROVED, "đã huỷ"),
    ],
)
def test_no_number_before_the_leadership_agreed(
    task: Task, cast: Cast, state: str, way: DelegationState, words: str
) -> None:
    event = make_event(task, cast.standing, people=(person_of(cast.member),), state=state, delegation=way)

    with pytest.raises(DomainError, match=words):
        issue(event, cast)
    assert not IssuedPaper.objects.exists()


def test_only_the_clerk_gives_the_number(task: Task, cast: Cast) -> None:
    event = approved_event(task, cast)

    with pytest.raises(NotAllowed, match="Văn thư ghi số"):
        event_letter.issue_reply(
            event=event, actor=cast.standing, number=1, symbol="SNgV", issued_on=ON, seen=event.version
        )


def test_the_number_freezes_the_letter_in_the_register(task: Task, cast: Cast) -> None:
    event = approved_event(task, cast)

    paper = issue(event, cast, key="k")

    event = Event.objects.get()
    line = (paper.series, paper.year, paper.symbol_line, paper.kind, paper.signer)
    assert line == ("CV", 2026, "31/SNgV-VP", "Công văn", "Nguyễn Văn An")
    assert paper.abstract == "V/v cử đại biểu dự Hội nghị sơ kết của Khối thi đua"
    ways = list(PaperDispatch.objects.values_list("recipient", "way"))
    assert ways == [("Sở Nội vụ tỉnh Lạng Sơn", ""), ("Lưu: VT", "kept")]
    assert (event.reply, event.version) == (paper, 2)
    frozen = from_json(paper.content["paper"])
    assert (frozen.header.number, frozen.header.place_date) == (
        "Số: 31/SNgV-VP",
        "Lạng Sơn, ngày 14 tháng 7 năm 2026",
    )
    with pytest.raises(AlreadyDone):
        issue(event, cast, seen=2, key="k")


def test_the_frozen_pdf_carries_the_record_and_does_not_change_with_the_office(task: Task, cast: Cast) -> None:
    paper = issue(approved_event(task, cast), cast)
    cast.office.heading = "SỞ KHÁC"
    cast.office.save()

    data = read_bytes(pdf_of(paper))

    with Pdf.open(io.BytesIO(data)) as pdf:
        record = json.loads(pdf.attachments[f"{paper.file_name}.json"].get_file().read_bytes())
    assert [one["name"] for one in record["delegates"]] == ["Lý Thị An", "Hoàng Văn Em"]
    assert IssuedPaper.objects.get().sha256
    assert pdf_of(IssuedPaper.objects.get()) == IssuedPaper.objects.get().pdf


def test_after_the_number_nothing_of_it_changes(task: Task, cast: Cast) -> None:
    event = approved_event(task, cast)
    issue(event, cast)
    event = Event.objects.get()
    values = dict.fromkeys(event_letter.FIELDS, "x")

    for act in (
        lambda: issue(event, cast, seen=2),
        lambda: event_letter.save_letter(event=event, actor=cast.standing, values=values, seen=0),
        lambda: delegation.revise_delegation(event=event, actor=cast.standing, seen=2),
    ):
        with pytest.raises(DomainError, match="ông văn"):
            act()
    assert not ReplyLetter.objects.exists()


def test_a_taken_number_is_refused_with_the_next_free_one(task: Task, cast: Cast) -> None:
    issue(approved_event(task, cast), cast)

    with pytest.raises(DomainError, match="Số còn trống tiếp theo là 32"):
        issue(approved_event(task, cast), cast)


def test_the_lists_name_everybody_who_goes(task: Task, cast: Cast) -> None:
    event = approved_event(task, cast)

    listed, signed = event_letter.delegates_paper(event), event_letter.attendance_paper(event)

    assert (listed.kind, listed.subject) == ("DANH SÁCH", "Đại biểu dự Hội nghị sơ kết của Khối thi đua")
    assert [column.title for column in signed.body[-2].columns] == [
        "TT",
        "Họ và tên",
        "Chức vụ, đơn vị",
        "Ký tên",
        "Ghi chú",
    ]
    assert [row.cells[1] for row in listed.body[-2].rows] == ["Lý Thị An", "Hoàng Văn Em"]
    for paper in (listed, signed):
        assert from_json(json.loads(json.dumps(to_json(paper)))) == paper
