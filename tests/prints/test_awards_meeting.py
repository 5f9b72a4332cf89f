"""Papers of a council's meeting as printed: ballots to be cut apart, minutes, tally record, invitation, dossiers."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from awards.models import Choice, MeetingPaper, MeetingState, VoteMethod, WrittenOpinion
from awards.services.ballot_print import ballots_pdf
from awards.services.meeting_document import printed_paper
from awards.services.meeting_pack import make_pack
from awards.services.vote_result import pick, seal_meeting
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from tests.awards.ballot_factory import count_all, make_meeting, make_seated, make_sitting, make_works, office_people
from tests.factory import Cast
from tests.web.clock import set_clock

KEEP = os.environ.get("LOOK_PRINTS", "")  # a folder to look at the pages in


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 5, 17))


def pages(data: bytes, name: str) -> list[str]:
    """The words of each page; kept as pictures where a folder is named."""
    document = PdfDocument(data)
    if KEEP:
        for number, page in enumerate(document, start=1):
            page.render(scale=1.4).to_pil().save(Path(KEEP) / f"{name}-{number}.png")
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def test_ballots_stand_two_beside_each_other_with_the_number_on_the_stub_alone(cast: Cast) -> None:
    meeting = make_sitting(cast, nominees=8)
    told = pages(ballots_pdf(meeting), "phieu")
    assert len(told) == 4
    assert [page.count("PHIẾU BIỂU QUYẾT") for page in told] == [2, 2, 2, 1]
    whole = "\n".join(told)
    assert [whole.count(f"CUỐNG PHIẾU SỐ {number:02}") for number in range(1, 8)] == [1] * 7
    assert whole.count("Giao cho Hoàng Văn Em: không có dòng 1") == 1
    assert whole.count("Lao động tiên tiến, Phòng LS - BG") == 7 * 7 - 1


def test_a_long_ballot_goes_on_over_further_halves(cast: Cast) -> None:
    told = pages(ballots_pdf(make_sitting(cast, nominees=30)), "phieu-dai")
    assert "Tờ 1/3 của phiếu, xem tiếp tờ sau" in told[0]
    assert "(tờ 2/3)" in told[0]
    assert "\n".join(told).count("PHIẾU BIỂU QUYẾT") == 7


def test_minutes_and_tally_are_whole_papers(cast: Cast) -> None:
    meeting = make_sitting(cast, state=MeetingState.COUNTING, nominees=5, absent=[cast.clerk.person])
    meeting.ends_at = dt.time(16, 30)
    seat = meeting.council.seats.get(person=cast.clerk.person)
    item = meeting.items.get(order=2)
    WrittenOpinion.objects.create(item=item, seat=seat, choice=Choice.YES, entered_by=cast.standing)
    lines = [(5, 0, 0), (6, 0, 0), (6, 0, 0), (4, 1, 1), (2, 4, 0)]
    count_all(meeting, cast.standing, 1, lines, 6)
    count_all(meeting, cast.contact, 2, lines, 6)
    meeting.refresh_from_db()
    sealed = seal_meeting(actor=cast.standing, meeting=meeting, seen=meeting.version)
    pick(actor=cast.standing, item=sealed.items.get(order=2), picked=True, reason="Bằng phiếu, ưu tiên nữ.")
    parts = {f"item_{item.pk}": "đề nghị ghi rõ sản phẩm cụ thể.", "conclusion": "Giao thường trực trình Giám đốc Sở."}

    for kind, signed in (("minutes", "CHỦ TỌA"), ("tally", "NGƯỜI KIỂM PHIẾU")):
        paper = printed_paper(MeetingPaper(meeting=sealed, kind=kind, parts=parts, written_by=cast.standing))
        told = "\n".join(pages(render_pdf(paper, filed=False), kind))
        flat = " ".join(told.split())
        assert "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG SỞ NGOẠI VỤ" in flat
        assert signed in flat
        assert "Lạng Sơn, ngày" not in flat
        assert render_docx(paper)[:2] == b"PK"
    assert "Số: /BB-HĐTĐKT" not in flat


def test_the_invitation_carries_the_councils_symbol_and_the_offices_title(cast: Cast) -> None:
    meeting = make_sitting(cast, state=MeetingState.PREPARING)
    parts = {"office_title": "GIÁM ĐỐC", "notes": "Tài liệu gửi kèm theo giấy mời."}
    paper = printed_paper(MeetingPaper(meeting=meeting, kind="invitation", parts=parts, written_by=cast.standing))
    (told,) = pages(render_pdf(paper, filed=False), "giay-moi")
    for said in (
        "GIẤY MỜI",
        "/GM-HĐTĐKT",
        "TM. HỘI ĐỒNG",
        "CHỦ TỊCH",
        "GIÁM ĐỐC",
        "14 giờ 00 phút",
        "trân trọng kính mời",
    ):
        assert said in told


def test_the_dossiers_are_one_file_with_contents(cast: Cast) -> None:
    council = make_seated(cast, office_people(cast), "initiative", symbol="HĐSK")
    meeting = make_meeting(cast, council, make_works(cast), method=VoteMethod.HANDS)
    data = make_pack(actor=cast.standing, meeting=meeting)
    assert io.BytesIO(data).read(5) == b"%PDF-"
    told = pages(data, "tai-lieu")
    assert "MỤC LỤC" in told[0]
    assert "1. Sáng kiến 1" in told[0]
    assert "Giảm một nửa thời gian chuẩn bị" in "\n".join(told)
    awards = make_pack(actor=cast.standing, meeting=make_sitting(cast))
    assert "1. Hoàng Văn Em, Lao động tiên tiến" in " ".join("\n".join(pages(awards, "tai-lieu-tdkt")).split())
